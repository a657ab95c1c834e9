"""A plan as the bytes of its file, with the comments of the file that was there."""

from __future__ import annotations

import tempfile
from pathlib import Path

from powermap.errors import Note, PowermapError
from powermap.exchange.raw_file import collecting_notes
from powermap.exchange.read_write import write
from powermap.language import Lang
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook
from powermap.workspace.renaming import renamed_error, renamed_note
from powermap.workspace.snapshot import Snapshot

__all__ = ["render_plan"]


def render_plan(
    plan: AccountPlan, before: Snapshot, playbook: Playbook, lang: Lang
) -> tuple[bytes, tuple[Note, ...]]:
    """The new bytes of a file, and what was lost on the way.

    Parameters
    ----------
    plan : AccountPlan
        What it is to say.
    before : Snapshot
        The file and its companions as they are; for a new file without its content.
    playbook, lang
        Whose words a workbook has.
    """
    with tempfile.TemporaryDirectory(prefix="powermap-") as folder:
        path = before.unpack(Path(folder))
        if not before.content:
            path.unlink()
        try:
            with collecting_notes() as caught:
                write(plan, path, lang=lang, playbook=playbook)
        except PowermapError as error:
            raise renamed_error(error, folder) from error
        content = path.read_bytes()
    notes = tuple(renamed_note(note, folder) for note in caught)
    return content, notes
