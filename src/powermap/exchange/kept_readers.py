"""Processes that read one file after another, for whoever reads many.

Starting one takes longer than reading a usual file. A process that had to refuse a file
is not kept, nor one that has read many: what a file left behind in it ends with it.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import IO, TYPE_CHECKING, cast

if TYPE_CHECKING:
    from powermap.exchange.options import Limits

__all__ = [
    "KEEP",
    "TimeIsUp",
    "ask_kept",
    "close_readers",
    "keeps",
    "read_message",
    "reusing_readers",
    "write_message",
]

KEEP = "--keep"
"""The argument by which a process waits for the next file."""
IDLE = 60
"""Seconds after which a process that waits for a file ends by itself."""
MOST_FILES = 1_000
"""Files that one process reads."""
_SIZE = 8
"""Bytes of the length that stands before each message."""
_keeps: ContextVar[bool] = ContextVar("_keeps", default=False)
_idle: list[_KeptReader] = []
_lock = threading.Lock()


class TimeIsUp(Exception):  # noqa: N818 - it is told as an error of the file
    """Reading took longer than it may."""


@contextmanager
def reusing_readers() -> Iterator[None]:
    """Let isolated reading use processes that are kept for the next file."""
    token = _keeps.set(True)
    try:
        yield
    finally:
        _keeps.reset(token)


def keeps() -> bool:
    """Whether processes are kept."""
    return _keeps.get()


class _KeptReader:
    """A process that reads files, and for whom it was started."""

    def __init__(
        self, command: list[str], environment: dict[str, str], limits: Limits
    ) -> None:
        self.purpose = _purpose(limits)
        self.files = 0
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [*command, KEEP],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def ask(self, message: bytes, seconds: float) -> bytes:
        """The answer to a message; nothing where the process ended."""
        is_late = threading.Event()

        def end() -> None:
            is_late.set()
            self.process.kill()

        # A thread, since Windows cannot wait for a pipe with a limit of time.
        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            answer = self._exchange(message)
        finally:
            timer.cancel()
        if is_late.is_set():
            raise TimeIsUp
        self.files += 1
        return answer

    def _exchange(self, message: bytes) -> bytes:
        try:
            write_message(cast("IO[bytes]", self.process.stdin), message)
            return read_message(cast("IO[bytes]", self.process.stdout)) or b""
        except OSError:
            return b""

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        self.process.wait()


def _purpose(limits: Limits) -> tuple[object, ...]:
    # A fork of this process must not talk to its readers.
    return os.getpid(), limits


def ask_kept(
    message: bytes, command: list[str], environment: dict[str, str], limits: Limits
) -> tuple[bytes, int | None]:
    """The answer of a kept process, and its exit code where it ended.

    Raises
    ------
    TimeIsUp
        When it takes longer than it may.
    OSError
        When no process can be started.
    """
    kept = _take(limits)
    if kept is not None:
        answer, code = _ask(kept, message, limits)
        # It may have ended by itself meanwhile, or for what an earlier file left behind.
        if answer:
            return answer, code
    return _ask(_KeptReader(command, environment, limits), message, limits)


def _ask(
    reader: _KeptReader, message: bytes, limits: Limits
) -> tuple[bytes, int | None]:
    is_good = False
    try:
        answer = reader.ask(message, limits.seconds)
        is_good = bool(answer)
        code = None if answer else reader.process.wait()
    finally:
        _give_back(reader, is_good=is_good)
    return answer, code


def _take(limits: Limits) -> _KeptReader | None:
    purpose = _purpose(limits)
    with _lock:
        for reader in _idle:
            if reader.purpose == purpose and reader.process.poll() is None:
                _idle.remove(reader)
                return reader
    return None


def _give_back(reader: _KeptReader, *, is_good: bool) -> None:
    if not is_good or reader.files >= MOST_FILES:
        reader.close()
        return
    with _lock:
        _idle.append(reader)


def close_readers() -> None:
    """End the processes that wait for a file."""
    with _lock:
        readers = [reader for reader in _idle if reader.purpose[0] == os.getpid()]
        _idle.clear()
    for reader in readers:
        reader.close()


atexit.register(close_readers)


def write_message(stream: IO[bytes], message: bytes) -> None:
    """Write a message with its length."""
    stream.write(len(message).to_bytes(_SIZE, "big") + message)
    stream.flush()


def read_message(stream: IO[bytes]) -> bytes | None:
    """The next message; None at the end."""
    head = stream.read(_SIZE)
    if len(head) < _SIZE:
        return None
    length = int.from_bytes(head, "big")
    message = stream.read(length)
    return message if len(message) == length else None
