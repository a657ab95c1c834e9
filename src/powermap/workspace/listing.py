"""Which files of a folder may hold plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from powermap.errors import Note, PowermapError
from powermap.exchange.raw_file import warn
from powermap.exchange.sources import plans_among
from powermap.language import Reason
from powermap.workspace.bounds import Bounds
from powermap.workspace.names import is_hidden, is_link, name_parts
from powermap.workspace.plan_files import PlanFile

__all__ = ["describe", "plans_in"]


def plans_in(folder: Path, bounds: Bounds) -> list[Path]:
    """The files of a folder and below that may hold plans, sorted.

    At most as many as the bounds say, with a note where there are more.
    """
    found = sorted(plans_among(_files_in(folder, bounds.entries)))
    if len(found) > bounds.plans:
        warn(Note(Reason("message.workspace.more_plans", most=bounds.plans)))
    return found[: bounds.plans]


def describe(folder: Path, path: Path, *, is_writable: bool) -> PlanFile | None:
    """A file; None of a name that nobody could ask for, or where it is gone."""
    name = path.relative_to(folder).as_posix()
    try:
        name_parts(name)
        facts = path.stat()
    except (PowermapError, OSError):
        return None
    changed = date.fromtimestamp(facts.st_mtime)
    return PlanFile(name, facts.st_size, changed, is_writable)


def _files_in(folder: Path, most: int) -> Iterator[Path]:
    """The ordinary files in a folder and below, sorted, without links and hidden ones.

    Of a folder with more entries the rest is not looked at, with a note.
    """
    waiting = [folder]
    left = most
    # No recursion: folders may lie in each other a thousand deep.
    while waiting:
        inner = []
        for entry in _entries_of(waiting.pop(), left + 1):
            left -= 1
            if left < 0:
                warn(Note(Reason("message.workspace.more_files", most=most)))
                return
            if is_hidden(entry.name) or is_link(entry):
                continue
            if entry.is_file():
                yield entry
            elif entry.is_dir():
                inner.append(entry)
        waiting += reversed(inner)


def _entries_of(folder: Path, most: int) -> list[Path]:
    try:
        return sorted(islice(folder.iterdir(), most))
    except OSError:
        # Of a folder that nobody may look into, nothing is listed.
        return []
