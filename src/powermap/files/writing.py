"""Write a file completely or leave it as it was."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.language import Reason

# What any new file gets before the user's umask; tempfile.mkstemp would make it private.
_NEW_FILE_MODE = 0o666
# Windows would change line ends without it; other systems do not have the flag.
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class _Write:
    """A file on its way: the path the user gave, its target, and the temporary file."""

    path: Path
    target: Path
    temporary: Path


def replace_file(path: str | os.PathLike[str], content: bytes) -> Path:
    """Write a file so that it holds all of the content, or stays as it was.

    The bytes go to a new file in the same folder, which then takes the name of the
    target. An existing file keeps its permissions.

    Parameters
    ----------
    path : str or path
        File to write; its folder must exist.
    content : bytes
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
    >>> replace_file(folder / "a.txt", b"one").read_bytes()
    b'one'
    """
    path = Path(path)
    replace_files({path: content})
    return path


def replace_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files that belong together.

    All are written beside their targets before the first takes its name, so that an
    error while writing leaves every target as it was.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> replace_files({folder / "a.csv": b"1", folder / "b.csv": b"2"})
    >>> sorted(path.name for path in folder.iterdir())
    ['a.csv', 'b.csv']
    """
    writes: list[_Write] = []
    try:
        for path, content in contents.items():
            write = _plan_write(path)
            # Listed before it is filled, so that a half-written file is removed too.
            writes.append(write)
            _fill_temporary(write, content)
        for write in writes:
            _take_name(write)
    finally:
        for write in writes:
            with suppress(OSError):
                write.temporary.unlink(missing_ok=True)


def _plan_write(path: Path) -> _Write:
    target = _resolve_target(path)
    # In the folder of the target, since a rename across file systems would copy;
    # random, since two processes may write at once.
    name = f".powermap-{secrets.token_hex(8)}.tmp"
    return _Write(path, target, target.with_name(name))


def _resolve_target(path: Path) -> Path:
    try:
        # Through links: replacing the link itself would cut it off from the file that
        # it leads to.
        target = path.resolve()
        _check_target(path, target)
    except FormatError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a null character in the name; RuntimeError: links in a circle.
        raise FormatError(
            Reason(
                "message.files.cannot_write",
                file=str(path),
                reason=system_reason(error),
            )
        ) from error
    return target


def _check_target(path: Path, target: Path) -> None:
    if target.is_dir():
        raise FormatError(Reason("message.files.is_folder", file=str(path)))
    if not target.parent.is_dir():
        raise FormatError(
            Reason(
                "message.files.no_such_folder",
                file=str(path),
                folder=str(target.parent),
            )
        )
    if not target.exists():
        return
    if not target.is_file():
        raise FormatError(Reason("message.files.not_ordinary", file=str(path)))
    # Replacing a file needs no permission on the file itself, so the system would
    # replace a read-only one without a question.
    if not os.access(target, os.W_OK):
        raise FormatError(Reason("message.files.is_read_only", file=str(path)))


def _fill_temporary(write: _Write, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    try:
        descriptor = os.open(write.temporary, flags, _NEW_FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            # Without it a power cut after the rename could leave an empty file.
            os.fsync(file.fileno())
        if write.target.exists():
            permissions = write.target.stat().st_mode & 0o7777
            write.temporary.chmod(permissions)
    except OSError as error:
        raise FormatError(
            Reason(
                "message.files.cannot_write_there",
                file=str(write.path),
                reason=system_reason(error),
            )
        ) from error


def _take_name(write: _Write) -> None:
    try:
        write.temporary.replace(write.target)
    except OSError as error:
        raise FormatError(
            Reason(
                "message.files.cannot_replace",
                file=str(write.path),
                reason=system_reason(error),
            )
        ) from error
