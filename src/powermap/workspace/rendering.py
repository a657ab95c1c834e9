"""A plan as the bytes of its file, with the comments of the file that was there."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import cast

from powermap.errors import Note, PowermapError, TableError
from powermap.exchange.raw_file import collecting_notes
from powermap.exchange.read_write import write
from powermap.language import Lang, Reason
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook
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
            raise _renamed_error(error, folder) from error
        content = path.read_bytes()
    notes = tuple(_renamed_note(note, folder) for note in caught)
    return content, notes


def _renamed_note(note: Note, folder: str) -> Note:
    source = cast("str | None", _renamed(note.source, folder))
    return replace(note, message=_renamed(note.message, folder), source=source)


def _renamed_error(error: PowermapError, folder: str) -> PowermapError:
    """The same error about the file by its name, not about our copy of it."""
    if isinstance(error, TableError):
        return TableError(str(_renamed(error.source, folder)), error.problems)
    return type(error)(*[_renamed(each, folder) for each in error.args])


def _renamed(value: object, folder: str) -> object:
    if isinstance(value, str):
        return value.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    if isinstance(value, Reason):
        values = {key: _renamed(each, folder) for key, each in value.values.items()}
        return Reason(value.key, values)  # type: ignore[arg-type]
    return value
