"""Read a file of the user's within a size limit."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.language import Quoted, Reason

MEGABYTE = 1_000_000
"""Bytes in a megabyte, the unit in which limits are stated to users."""


def to_path(value: object) -> Path:
    """Return a value as the path of a file.

    Raises
    ------
    FormatError
        When the value is not a path.

    Examples
    --------
    >>> to_path("deal.yaml").name
    'deal.yaml'
    """
    if isinstance(value, str | os.PathLike):
        return Path(value)
    kind = type(value).__name__
    raise FormatError(
        Reason("message.files.not_a_path", value=Quoted(value), type=kind)
    )


def read_file(path: Path, limit: int, *, may_be_empty: bool = False) -> bytes:
    """Return the content of a file of at most `limit` bytes.

    Raises
    ------
    FormatError
        When it is not a file, cannot be read, is too large, or is empty although it
        may not be.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "a.txt"
    >>> _ = path.write_bytes(b"one")
    >>> read_file(path, limit=10)
    b'one'
    """
    try:
        # One byte more than allowed shows that the file is too large, without
        # loading a file of any size into memory.
        content = _read_start(path, limit + 1)
    except FormatError:
        raise
    except (OSError, ValueError) as error:
        raise FormatError(
            Reason(
                "message.files.cannot_read",
                file=str(path),
                reason=system_reason(error),
            )
        ) from error
    if not content and not may_be_empty:
        raise FormatError(Reason("message.files.empty", file=str(path)))
    if len(content) > limit:
        raise FormatError(
            Reason(
                "message.files.too_large",
                file=str(path),
                megabytes=limit // MEGABYTE,
            )
        )
    return content


def _read_start(path: Path, length: int) -> bytes:
    if not path.exists():
        raise FormatError(Reason("message.files.no_such_file", file=str(path)))
    if not path.is_file():
        raise FormatError(Reason("message.files.not_a_file", file=str(path)))
    with path.open("rb") as file:
        return file.read(length)


def name_of_stream(stream: object) -> str:
    """What an open file is called in messages."""
    return str(getattr(stream, "name", None) or "stream")


def read_stream(stream: IO[str] | IO[bytes], length: int) -> str | bytes:
    """Return at most so many bytes or characters of an open file.

    Raises
    ------
    FormatError
        When it cannot be read, or gives neither text nor bytes.

    Examples
    --------
    >>> import io
    >>> read_stream(io.StringIO("Name"), 2)
    'Na'
    """
    name = name_of_stream(stream)
    try:
        content = stream.read(length)
    except UnicodeDecodeError as error:
        reason = Reason("message.formats.open_as_bytes")
        raise FormatError(
            Reason("message.at_place", place=name, text=reason)
        ) from error
    except (OSError, ValueError) as error:
        said = system_reason(error)
        raise FormatError(
            Reason("message.files.cannot_read", file=name, reason=said)
        ) from error
    if not isinstance(content, str | bytes):
        kind = type(content).__name__
        raise FormatError(Reason("message.files.no_content", file=name, type=kind))
    return content
