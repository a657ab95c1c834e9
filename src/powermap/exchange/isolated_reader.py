"""The process that reads one file of a stranger's: ``python -m`` with a job on its input.

It holds itself to the limits of the job before it looks at the file, writes its answer,
and ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
import signal
import sys
import warnings
from contextlib import suppress
from pathlib import Path

from powermap.errors import PowermapError
from powermap.exchange.deal_plans import understand_deals
from powermap.exchange.isolation import Answer, Job
from powermap.exchange.kept_readers import IDLE, KEEP, read_message, write_message
from powermap.exchange.options import Limits
from powermap.exchange.reading import understand
from powermap.files.reading import MEGABYTE

__all__ = ["main"]

_TASKS = {"understand": understand, "understand_deals": understand_deals}
_OBJECTS = 100_000
"""New objects after which Python looks for garbage; by itself it does after 700."""
_LONGEST_FAULT = 200
"""Characters of what is told of a fault."""


def main() -> None:
    """Read the job, then the file, and write the answer; with --keep again and again."""
    # What a file leaves behind is freed with this process; looking through it for
    # garbage on the way would take a quarter of the time.
    gc.set_threshold(_OBJECTS)
    if KEEP in sys.argv:
        _read_on()
        return
    # From our own parent, and read before the file is.
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301
    os.chdir(job.folder)
    _limit_oneself(job.limits)
    sys.stdout.buffer.write(_payload(job))
    sys.stdout.buffer.flush()


def _read_on() -> None:
    """Answer one job after another, until the parent ends."""
    # Ctrl-C is for the parent.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a reader prints by mistake must not stand among the answers.
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr
    start = Path.cwd()
    is_first = True
    while message := _next_message():
        job: Job = pickle.loads(message)  # noqa: S301 - from our own parent
        os.chdir(job.folder)
        if is_first:
            _limit_oneself(job.limits, is_kept=True)
            is_first = False
        _limit_time(job.limits)
        payload = _payload(job)
        # Windows removes no folder in which a process works.
        os.chdir(start)
        write_message(answers, payload)


def _next_message() -> bytes | None:
    """The next job; None where the parent has none for long, or ended."""
    # Windows cannot wait for a pipe.
    if os.name == "posix" and not select.select([sys.stdin.buffer], [], [], IDLE)[0]:
        return None
    return read_message(sys.stdin.buffer)


def _payload(job: Job) -> bytes:
    answer = _answer(job)
    try:
        return pickle.dumps(answer)
    except MemoryError:
        return pickle.dumps(Answer(fault="memory"))


def _answer(job: Job) -> Answer:
    # Notes are part of what was understood, and told by whoever asked.
    warnings.simplefilter("ignore")
    try:
        value = _TASKS[job.task](job.source(), job.options, job.glossary)
        return Answer(value)
    except PowermapError as error:
        return Answer(error=error)
    except MemoryError:
        return Answer(fault="memory")
    except Exception as error:  # noqa: BLE001 - whatever a reader forgot to catch
        fault = f"{type(error).__name__}: {error}"
        return Answer(fault=fault[:_LONGEST_FAULT])


def _limit_time(limits: Limits) -> None:
    """Have the operating system end this process if the next file takes too long."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    limit = used + int(limits.seconds) + 2
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _limit_oneself(limits: Limits, *, is_kept: bool = False) -> None:
    """Have the operating system end this process where it needs more than it may."""
    try:
        import resource
    except ImportError:
        # Windows; the parent ends the process when its time is over.
        return
    wanted = {
        resource.RLIMIT_AS: int(limits.megabytes * MEGABYTE),
        # Should the parent have ended before.
        resource.RLIMIT_CPU: int(limits.seconds) + 1,
        # Reading writes no file, and a crash leaves none with a customer's people.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    if is_kept:
        # Each file has time of its own.
        del wanted[resource.RLIMIT_CPU]
    for kind, most in wanted.items():
        _, hard = resource.getrlimit(kind)
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (limit, limit))
        except (OSError, ValueError):
            # macOS does not limit memory.
            continue


if __name__ == "__main__":
    main()
