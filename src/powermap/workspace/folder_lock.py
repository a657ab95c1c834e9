"""One writer at a time, among all programs that use powermap in a folder."""

from __future__ import annotations

import errno
import os
import sys
import time
from pathlib import Path
from types import TracebackType

from powermap.errors import FormatError
from powermap.language import Reason

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["FolderLock"]

_WAIT = 10.0
"""Seconds to wait for another writer; a save takes much less than one."""
_TAKEN = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK, errno.EWOULDBLOCK})
_STEP = 0.02
"""Seconds between two attempts."""
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


class FolderLock:
    """A lock that the operating system gives up when its holder is killed."""

    def __init__(self, path: Path, seconds: float = _WAIT) -> None:
        self.path = path
        self.seconds = seconds
        self._handle = -1

    def __enter__(self) -> None:
        self._handle = os.open(self.path, _FLAGS, 0o666)
        until = time.monotonic() + self.seconds
        while not _try_lock(self._handle):
            if time.monotonic() >= until:
                self._close()
                raise FormatError(Reason("message.workspace.locked"))
            time.sleep(_STEP)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def _close(self) -> None:
        os.close(self._handle)
        self._handle = -1


def _try_lock(handle: int) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        # Some network drives have no locks: there one writer goes on without.
        return error.errno not in _TAKEN
    return True
