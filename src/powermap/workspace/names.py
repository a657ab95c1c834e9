"""Names of files within a folder: what leads outside is refused, and so is a link."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.files.reading import MEGABYTE
from powermap.language import Quoted, Reason

__all__ = [
    "is_hidden",
    "is_link",
    "missing",
    "name_parts",
    "place_of",
    "read_bytes",
    "unreadable",
]

_LONGEST = 400
"""Characters of a name with its folders."""
_SHOWN = 80
"""Characters of a refused name that a message repeats."""
# The programs of Windows open these as devices, in any folder and with any suffix.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
# The name that old programs of Windows see: POWERM~1 is .powermap.
_SHORT_NAME = re.compile(r"[^.]{1,8}~\d{1,6}(\..*)?")
_HAS_SHORT_NAMES = os.name == "nt"
_LOCKS = (".", "~$")
"""How names of hidden files and of locks begin."""
_HAS_FOLDER_HANDLES = os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")
_READ = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# A pipe of that name must not keep us waiting for somebody to write into it.
_ONLY_FILES = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def name_parts(name: object) -> tuple[str, ...]:
    """The folders and the file of a name, as far as a name can be refused by itself.

    Raises
    ------
    FormatError
        When it is no relative name within the folder.

    Examples
    --------
    >>> name_parts("north/deal.yaml")
    ('north', 'deal.yaml')
    """
    if not isinstance(name, str) or not name.strip():
        raise _refusal("not_a_name", name)
    if len(name) > _LONGEST or not name.isprintable():
        raise _refusal("not_a_name", name)
    # A colon begins a drive or another stream of the same file on Windows.
    if "\\" in name or ":" in name or name.startswith(("/", "~")):
        raise _refusal("outside", name)
    parts = tuple(name.split("/"))
    for part in parts:
        _check_part(part, name)
    return parts


def _check_part(part: str, name: str) -> None:
    if part == "..":
        raise _refusal("outside", name)
    if is_hidden(part):
        raise _refusal("hidden", name)
    if _HAS_SHORT_NAMES and _SHORT_NAME.fullmatch(part):
        raise _refusal("not_a_name", name)
    # Windows drops points and spaces at the end, so that two names are one file.
    if not part or part != part.rstrip(". ") or _DEVICE.fullmatch(part):
        raise _refusal("not_a_name", name)


def is_hidden(part: str) -> bool:
    """Whether a file or folder is hidden, or a lock of another program."""
    return part.startswith(_LOCKS)


def place_of(root: Path, parts: tuple[str, ...], *, is_new: bool = False) -> Path:
    """The path of a file, without a link on the way.

    Raises
    ------
    FormatError
        When something on the way is a link, no folder, or missing, or the file is a
        device; with `is_new` the file itself may be missing.
    """
    name = "/".join(parts)
    path = root
    for number, part in enumerate(parts, start=1):
        path = path / part
        is_last = number == len(parts)
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError as error:
            if is_last and is_new:
                return path
            raise missing(name) from error
        except (OSError, ValueError) as error:
            raise unreadable(name, error) from error
        _check_kind(mode, path, name, is_last=is_last)
    return path


def _check_kind(mode: int, path: Path, name: str, *, is_last: bool) -> None:
    # A junction of Windows leads elsewhere, too, and is no symbolic link.
    if stat.S_ISLNK(mode) or _is_junction(path):
        raise _refusal("link", name)
    if is_last and not stat.S_ISREG(mode):
        raise FormatError(Reason("message.files.not_a_file", file=name))
    if not is_last and not stat.S_ISDIR(mode):
        raise missing(name)


def is_link(path: Path) -> bool:
    """Whether a file or folder leads elsewhere."""
    return path.is_symlink() or _is_junction(path)


def _is_junction(path: Path) -> bool:
    # From Python 3.12 on.
    ask = getattr(path, "is_junction", None)
    return bool(ask is not None and ask())


def read_bytes(root: Path, parts: tuple[str, ...], megabytes: int) -> bytes:
    """The content of a file within a folder, at most as large as allowed.

    Raises
    ------
    FormatError
        When it is elsewhere, is missing, no file, too large or cannot be read.
    """
    name = "/".join(parts)
    path = place_of(root, parts)
    limit = megabytes * MEGABYTE
    try:
        with _opened(root, parts, path) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FormatError(Reason("message.files.not_a_file", file=name))
            content = file.read(limit + 1)
    except OSError as error:
        raise unreadable(name, error) from error
    if len(content) > limit:
        reason = Reason("message.files.too_large", file=name, megabytes=megabytes)
        raise FormatError(reason)
    return content


@contextmanager
def _opened(root: Path, parts: tuple[str, ...], path: Path) -> Iterator[IO[bytes]]:
    """A file, opened step by step so that no link can be put in its way meanwhile."""
    if not _HAS_FOLDER_HANDLES:
        with path.open("rb") as file:
            yield file
        return
    folders: list[int] = [os.open(root, _READ | os.O_DIRECTORY)]
    try:
        for part in parts[:-1]:
            flags = _READ | os.O_DIRECTORY | os.O_NOFOLLOW
            folders.append(os.open(part, flags, dir_fd=folders[-1]))
        handle = os.open(parts[-1], _READ | _ONLY_FILES, dir_fd=folders[-1])
    finally:
        for folder in folders:
            with suppress(OSError):
                os.close(folder)
    with os.fdopen(handle, "rb") as file:
        yield file


def _refusal(key: str, name: object) -> FormatError:
    shown = name[:_SHOWN] if isinstance(name, str) else name
    return FormatError(Reason(f"message.workspace.{key}", name=Quoted(shown)))


def missing(name: str) -> FormatError:
    """The error of a name that no plan has."""
    return FormatError(Reason("message.workspace.no_such_plan", name=Quoted(name)))


def unreadable(name: str, error: OSError | ValueError) -> FormatError:
    """The error of a name whose file the system does not let us read."""
    reason = system_reason(error)
    return FormatError(Reason("message.files.cannot_read", file=name, reason=reason))
