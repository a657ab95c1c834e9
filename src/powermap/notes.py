"""Notes on what was assumed or left out: told as warnings, or collected."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from powermap.errors import Note, PowermapWarning

__all__ = ["collecting_notes", "warn"]

_notes: ContextVar[list[Note] | None] = ContextVar("_notes", default=None)


@contextmanager
def collecting_notes() -> Iterator[list[Note]]:
    """Have the notes of a piece of work, and not those of other threads.

    Python's own way to catch warnings is one for all threads.
    """
    notes: list[Note] = []
    token = _notes.set(notes)
    try:
        yield notes
    finally:
        _notes.reset(token)


def warn(message: Note | str, *, stacklevel: int = 2) -> None:
    """Tell the caller that something was understood in a way they should know.

    `stacklevel` counts from the function that calls this one, as Python's own does.
    """
    # Python's warnings and not print: a notebook shows them, a program can turn them
    # into errors, the command line prints notes.
    notes = _notes.get()
    if notes is not None and isinstance(message, Note):
        notes.append(message)
        return
    warnings.warn(PowermapWarning(message), stacklevel=stacklevel + 1)
