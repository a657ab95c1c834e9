"""Running a function on many things, in order, in this process or on an executor."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from itertools import islice
from typing import TypeVar

__all__ = ["in_chunks", "run_in_order"]

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 8
"""Things that go to another process at once: sending each alone would cost more than
reading a small file."""
AHEAD = 64
"""Chunks that are under way before the first one is asked for, so that memory stays the
same for any number of things."""


def run_in_order(
    things: Iterable[T],
    function: Callable[[T], R],
    executor: Executor | None = None,
    *,
    chunk: int = CHUNK,
    ahead: int = AHEAD,
    rescue: Callable[[T], R] | None = None,
) -> Iterator[R]:
    """What a function says of each thing, in their order, as soon as it is known.

    `rescue` answers for those whose process ended before it was done; without it that
    is an error.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor() as pool:
    ...     list(run_in_order("abc", str.upper, pool, chunk=2))
    ['A', 'B', 'C']
    """
    if executor is None:
        yield from map(function, things)
        return
    under_way: deque[tuple[list[T], Future[list[R]]]] = deque()
    try:
        for several in in_chunks(things, chunk):
            under_way.append((several, executor.submit(_run, function, several)))
            if len(under_way) >= ahead:
                yield from _results(*under_way.popleft(), rescue)
        while under_way:
            yield from _results(*under_way.popleft(), rescue)
    finally:
        # Nobody asks for more: an error, Ctrl-C, or a loop that was left.
        for _, future in under_way:
            future.cancel()


def in_chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Things in lists of a size, the last one shorter.

    Examples
    --------
    >>> list(in_chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    rest = iter(things)
    while several := list(islice(rest, size)):
        yield several


def _run(function: Callable[[T], R], several: list[T]) -> list[R]:
    return [function(each) for each in several]


def _results(
    several: list[T], future: Future[list[R]], rescue: Callable[[T], R] | None
) -> Iterator[R]:
    try:
        results = future.result()
    except BrokenExecutor:
        if rescue is None:
            raise
        results = [rescue(each) for each in several]
    yield from results
