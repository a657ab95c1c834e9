"""Read a file of the user's within a size limit."""

from __future__ import annotations

import os
from pathlib import Path

from powermap.errors import FormatError, shown

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
    raise FormatError(f"{shown(value)} is of type {kind}; allowed: the path of a file")


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
        reason = system_reason(error)
        raise FormatError(f"{path}: cannot be read ({reason})") from error
    if not content and not may_be_empty:
        raise FormatError(f"{path}: the file is empty")
    if len(content) > limit:
        megabytes = limit // MEGABYTE
        raise FormatError(f"{path}: the file is larger than {megabytes} MB; shorten it")
    return content


def system_reason(error: BaseException) -> str:
    """Return what the operating system says about a failure, without its number.

    Examples
    --------
    >>> system_reason(OSError(28, "No space left on device"))
    'No space left on device'
    """
    return getattr(error, "strerror", None) or str(error)


def _read_start(path: Path, length: int) -> bytes:
    if not path.exists():
        raise FormatError(
            f"{path}: there is no such file; check the name and the folder"
        )
    if not path.is_file():
        raise FormatError(f"{path}: this is not a file; name the file to read")
    with path.open("rb") as file:
        return file.read(length)
