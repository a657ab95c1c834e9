"""Files are read within bounds and replaced whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from powermap.errors import FormatError, shown

MEGABYTE = 1_000_000


def a_path(given: object) -> Path:
    """What was given as the path of a file.

    Raises
    ------
    FormatError
        When it is none.
    """
    if isinstance(given, str | os.PathLike):
        return Path(given)
    raise FormatError(
        f"{shown(given)} is of type {type(given).__name__}; allowed: the path of a file"
    )


def read_whole(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes.

    Raises
    ------
    FormatError
        When it is no file, cannot be read, is empty or too large.
    """
    try:
        payload = _start_of(path, limit + 1)
    except FormatError:
        raise
    except (OSError, ValueError) as error:
        raise FormatError(f"{path}: cannot be read ({_reason(error)})") from error
    if not payload:
        raise FormatError(f"{path}: the file is empty")
    if len(payload) > limit:
        raise FormatError(
            f"{path}: the file is larger than {limit // MEGABYTE} MB; shorten it"
        )
    return payload


def _start_of(path: Path, length: int) -> bytes:
    if not path.exists():
        raise FormatError(
            f"{path}: there is no such file; check the name and the folder"
        )
    if not path.is_file():
        raise FormatError(f"{path}: this is not a file; name the file to read")
    with path.open("rb") as file:
        return file.read(length)


def replace_whole(path: str | os.PathLike[str], payload: bytes) -> Path:
    """Write a file so that it is there whole, or stays as it was.

    The bytes go to a new file beside it, which then takes its name. An existing file keeps its permissions.

    Parameters
    ----------
    path : str or path
        File to write; its folder must exist.
    payload : bytes
        All of the content.

    Returns
    -------
    Path
        The path as given.

    Raises
    ------
    FormatError
        When the target is a folder, its folder is missing or either cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> replace_whole(folder / "a.txt", b"one").read_bytes()
    b'one'
    """
    replace_all({Path(path): payload})
    return Path(path)


def replace_all(payloads: Mapping[Path, bytes]) -> None:
    """Write several files that belong together: all are ready beside their targets before the first takes its name."""
    ready: list[tuple[Path, Path, Path]] = []
    try:
        for path, payload in payloads.items():
            target = _target(path)
            beside = target.with_name(f".powermap-{secrets.token_hex(8)}.tmp")
            ready.append((path, beside, target))
            _fill(path, beside, target, payload)
        for path, beside, target in ready:
            _rename(path, beside, target)
    finally:
        for _, beside, _ in ready:
            with suppress(OSError):
                beside.unlink(missing_ok=True)


def _target(path: Path) -> Path:
    try:
        target = path.resolve()
        if target.is_dir():
            raise FormatError(f"{path}: this is a folder; name a file in it")
        if not target.parent.is_dir():
            raise FormatError(
                f"{path}: the folder {target.parent} does not exist; make it first"
            )
        if target.exists() and not target.is_file():
            raise FormatError(
                f"{path}: this is not an ordinary file; choose another name"
            )
        if target.exists() and not os.access(target, os.W_OK):
            raise FormatError(
                f"{path}: the file is read-only; choose another name or allow writing"
            )
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # a null in the name, a loop of links
        if isinstance(error, FormatError):
            raise
        raise FormatError(f"{path}: cannot be written ({_reason(error)})") from error
    return target


def _fill(path: Path, beside: Path, target: Path, payload: bytes) -> None:
    try:
        # 0o666 less the user's mask is what any new file gets; mkstemp would make it private.
        number = os.open(
            beside,
            os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0),
            0o666,
        )
        with os.fdopen(number, "wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
    except OSError as error:
        raise FormatError(
            f"{path}: cannot be written ({_reason(error)}); is the folder read-only or full?"
        ) from error


def _rename(path: Path, beside: Path, target: Path) -> None:
    try:
        beside.replace(target)
    except OSError as error:
        raise FormatError(
            f"{path}: cannot be replaced ({_reason(error)}); is it open in another program?"
        ) from error


def _reason(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
