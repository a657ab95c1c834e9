"""Errors and notes that name files within the folder, and never where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import cast

from powermap.errors import FormatError, Note, PowermapError, TableError
from powermap.files.failures import system_reason
from powermap.language import Reason

__all__ = ["naming_only", "quoting_nothing", "renamed_error", "renamed_note"]


@contextmanager
def naming_only(name: str, folder: str) -> Iterator[None]:
    """Have every error of some work name the file as its user does."""
    try:
        yield
    except PowermapError as error:
        renamed = renamed_error(error, folder)
        if renamed is error:
            raise
        raise renamed from error
    except OSError as error:
        reason = system_reason(error)
        raise FormatError(
            Reason("message.files.cannot_write", file=name, reason=reason)
        ) from error


@contextmanager
def quoting_nothing(name: str, level: str | None) -> Iterator[None]:
    """Keep the text of a file out of the errors of a redacted view."""
    try:
        yield
    except PowermapError as error:
        if level is None:
            raise
        raise FormatError(Reason("message.workspace.unreadable", file=name)) from error


def renamed_error(error: PowermapError, folder: str) -> PowermapError:
    """The same error without the folder; itself where it does not name it."""
    if isinstance(error, TableError):
        return TableError(str(_renamed(error.source, folder)), error.problems)
    arguments = tuple(_renamed(each, folder) for each in error.args)
    if arguments == error.args:
        return error
    return type(error)(*arguments)


def renamed_note(note: Note, folder: str) -> Note:
    """The same note without the folder."""
    source = cast("str | None", _renamed(note.source, folder))
    return replace(note, message=_renamed(note.message, folder), source=source)


def _renamed(value: object, folder: str) -> object:
    if value == folder:
        return Path(folder).name
    if isinstance(value, str):
        return value.replace(f"{folder}/", "").replace(f"{folder}\\", "")
    if isinstance(value, Reason):
        values = {key: _renamed(each, folder) for key, each in value.values.items()}
        return Reason(value.key, values)  # type: ignore[arg-type]
    return value
