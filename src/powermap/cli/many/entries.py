"""Results of files as entries of the cache, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from powermap.accounts.cache import Entry
from powermap.cli.many.tasks import Outcome
from powermap.cli.output import Output
from powermap.files.writing import replace_file

if TYPE_CHECKING:
    from powermap.cli.many.tasks import Source

__all__ = ["entry_of", "outcome_of"]


def entry_of(outcome: Outcome, *, writes: bool) -> Entry:
    """A result as plain values, with the file that was written."""
    output = outcome.output or Output()
    values = {
        "text": output.text,
        "footer": output.footer,
        "records": output.records,
        "columns": list(output.columns),
        "counts": dict(output.counts),
        "code": output.code,
        "notes": outcome.notes,
    }
    content = None
    if writes and outcome.source.target is not None:
        content = outcome.source.target.read_bytes()
    return Entry(values, content)


def outcome_of(entry: Entry, source: Source) -> Outcome:
    """A result that was kept, with its file written again where it is not the same."""
    values = dict(entry.values)
    notes = values.pop("notes")
    written: list[Path] = []
    if entry.content is not None and source.target is not None:
        if not _holds(source.target, entry.content):
            replace_file(source.target, entry.content)
        written = [source.target]
    return Outcome(source, Output(**values, written=written), notes=notes)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except OSError:
        return False
