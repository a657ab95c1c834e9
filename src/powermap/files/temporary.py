"""The file in which new content waits: nobody else may read it, and none is left behind."""

from __future__ import annotations

import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["TemporaryFile", "default_mode", "sweep"]

_NAME = re.compile(r"\.powermap-[0-9a-f]{16}\.tmp")
_PRIVATE = 0o600
# What any new file gets before the user's umask.
_NEW_FILE_MODE = 0o666
_PERMISSIONS = 0o7777
# Windows would change line ends without it; other systems do not have the flag.
_BINARY = getattr(os, "O_BINARY", 0)
# A link of this name in the folder must not lead anywhere.
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY


class TemporaryFile:
    """A new file in a folder, private and locked while it is filled.

    Parameters
    ----------
    folder : Path
        Of the target, since a rename across file systems would copy.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / _random_name()
        self.descriptor = os.open(self.path, _CREATE, _PRIVATE)
        # Whoever sweeps the folder may have come between, and removed the file.
        while not _lock(self.descriptor):
            os.close(self.descriptor)
            self.path = folder / _random_name()
            self.descriptor = os.open(self.path, _CREATE, _PRIVATE)

    def fill(self, content: bytes) -> None:
        """Write all of the content, down to the disk."""
        with os.fdopen(os.dup(self.descriptor), "wb") as file:
            file.write(content)
            file.flush()
            # Without it a power cut after the rename could leave an empty file.
            os.fsync(file.fileno())

    def take_access(self, target: os.stat_result | None, mode: int) -> None:
        """Take owner, group and permissions of the target, as far as the system allows."""
        if target is not None:
            mode = self._take_owner(target, mode)
        # Last, because changing the owner takes away the right to run as the owner.
        self.path.chmod(mode)

    def _take_owner(self, target: os.stat_result, mode: int) -> int:
        """The permissions that remain when the group of the target cannot be kept."""
        if not hasattr(os, "fchown"):
            return mode
        with suppress(OSError):
            os.fchown(self.descriptor, -1, target.st_gid)
        with suppress(OSError):
            os.fchown(self.descriptor, target.st_uid, -1)
        if os.fstat(self.descriptor).st_gid == target.st_gid:
            return mode
        # What the group was allowed, another group is not.
        of_others = (mode & stat.S_IRWXO) << 3
        return mode & ~stat.S_IRWXG | mode & of_others

    def close(self) -> None:
        """Give up the lock."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def replace(self, target: Path) -> None:
        """Take the name of the target."""
        if fcntl is None:
            # Windows renames no open file.
            self.close()
        self.path.replace(target)

    def discard(self) -> None:
        """Remove the file if it still has its own name."""
        with suppress(OSError):
            self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def default_mode(folder: Path) -> int:
    """The permissions that a new file gets here: the umask and the folder decide.

    An empty file is made to find out, since asking for the umask would change it for
    every thread.
    """
    path = folder / _random_name()
    descriptor = os.open(path, _CREATE, _NEW_FILE_MODE)
    try:
        return os.fstat(descriptor).st_mode & _PERMISSIONS
    finally:
        os.close(descriptor)
        path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove the temporary files that a killed process of this user left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _NAME.fullmatch(entry.name):
                with suppress(OSError):
                    _remove_if_left(Path(entry.path))


def _remove_if_left(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | _NO_LINK | _BINARY)
    try:
        is_left = _is_left(descriptor)
    finally:
        os.close(descriptor)
    if is_left:
        path.unlink()


def _is_left(descriptor: int) -> bool:
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode):
        return False
    if hasattr(os, "geteuid") and facts.st_uid != os.geteuid():
        return False
    if fcntl is None:
        # Windows removes no file that is still open.
        return True
    # Whoever still writes holds the lock; a killed process holds none.
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _random_name() -> str:
    # Random, since two processes may write at once.
    return f".powermap-{secrets.token_hex(8)}.tmp"


def _lock(descriptor: int) -> bool:
    """Lock a new file; whether it is still in its folder."""
    if fcntl is not None:
        # Some network drives have no locks: there nothing is swept.
        with suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    return os.fstat(descriptor).st_nlink > 0
