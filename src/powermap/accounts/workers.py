"""Processes of our own, for the command line: started anew where one of them ends."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from typing import Any, TypeVar

__all__ = ["Workers", "run_alone"]

T = TypeVar("T")
R = TypeVar("R")

_OBJECTS = 100_000
"""New objects after which Python looks for garbage; by itself it does after 700."""


class Workers(Executor):
    """A number of processes; a new set is started where one of them ended.

    Parameters
    ----------
    number : int
        Of processes; 0 for one per processor.
    """

    def __init__(self, number: int) -> None:
        self.number = number or os.cpu_count() or 1
        self._pool = _new_pool(self.number)

    def submit(
        self, function: Callable[..., R], /, *args: Any, **given: Any
    ) -> Future[R]:
        """Have a function called in one of the processes."""
        try:
            return self._pool.submit(function, *args, **given)
        except BrokenExecutor:
            self._pool.shutdown(wait=False)
            self._pool = _new_pool(self.number)
            return self._pool.submit(function, *args, **given)

    # The signature of Executor.
    def shutdown(
        self,
        wait: bool = True,  # noqa: FBT002
        *,
        cancel_futures: bool = False,
    ) -> None:
        """End the processes, after what they are doing."""
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def run_alone(function: Callable[[T], R], thing: T) -> R:
    """What a function says of one thing, in a process that does nothing else.

    Raises
    ------
    BrokenExecutor
        When this process ends too.
    """
    with _new_pool(1) as pool:
        return pool.submit(function, thing).result()


def _new_pool(number: int) -> ProcessPoolExecutor:
    # Not by fork, which would share the locks of this process, and Windows has none.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(number, context, initializer=_start)


def _start() -> None:
    """Prepare a process."""
    # Ctrl-C is for the one that waits: it lets these finish the file they are writing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # The processes share the processors; threads of one would take them from others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.set_threshold(_OBJECTS)
