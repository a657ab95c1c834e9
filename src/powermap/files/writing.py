"""Write a file completely or leave it as it was."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from powermap.errors import FormatError
from powermap.files.reading import system_reason

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
        raise _write_error(path, error) from error
    return target


def _check_target(path: Path, target: Path) -> None:
    if target.is_dir():
        raise FormatError(f"{path}: this is a folder; name a file in it")
    if not target.parent.is_dir():
        raise FormatError(
            f"{path}: the folder {target.parent} does not exist; make it first"
        )
    if not target.exists():
        return
    if not target.is_file():
        raise FormatError(f"{path}: this is not an ordinary file; choose another name")
    # Replacing a file needs no permission on the file itself, so the system would
    # replace a read-only one without a question.
    if not os.access(target, os.W_OK):
        raise FormatError(
            f"{path}: the file is read-only; choose another name or allow writing"
        )


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
        hint = "is the folder read-only or full?"
        raise _write_error(write.path, error, hint) from error


def _take_name(write: _Write) -> None:
    try:
        write.temporary.replace(write.target)
    except OSError as error:
        reason = system_reason(error)
        raise FormatError(
            f"{write.path}: cannot be replaced ({reason}); "
            "is it open in another program?"
        ) from error


def _write_error(path: Path, error: Exception, hint: str = "") -> FormatError:
    message = f"{path}: cannot be written ({system_reason(error)})"
    return FormatError(f"{message}; {hint}" if hint else message)
