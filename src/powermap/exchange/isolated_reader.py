"""The process that reads one file of a stranger's: ``python -m`` with a job on its input.

It holds itself to the limits of the job before it looks at the file, writes its answer,
and ends.
"""

from __future__ import annotations

import pickle
import sys
import warnings

from powermap.errors import PowermapError
from powermap.exchange.deal_plans import understand_deals
from powermap.exchange.isolation import Answer, Job
from powermap.exchange.options import Limits
from powermap.exchange.reading import understand
from powermap.files.reading import MEGABYTE

__all__ = ["main"]

_TASKS = {"understand": understand, "understand_deals": understand_deals}
_LONGEST_FAULT = 200
"""Characters of what is told of a fault."""


def main() -> None:
    """Read the job, then the file, and write the answer."""
    # From our own parent, and read before the file is.
    job: Job = pickle.load(sys.stdin.buffer)  # noqa: S301
    _limit_oneself(job.limits)
    answer = _answer(job)
    try:
        payload = pickle.dumps(answer)
    except MemoryError:
        payload = pickle.dumps(Answer(fault="memory"))
    sys.stdout.buffer.write(payload)
    sys.stdout.buffer.flush()


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


def _limit_oneself(limits: Limits) -> None:
    """Have the operating system end this process where it needs more than it may."""
    try:
        import resource
    except ImportError:
        # Windows; the parent ends the process when its time is over.
        return
    wanted = {
        resource.RLIMIT_AS: limits.megabytes * MEGABYTE,
        # Should the parent have ended before.
        resource.RLIMIT_CPU: int(limits.seconds) + 1,
        # Reading writes no file, and a crash leaves none with a customer's people.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
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
