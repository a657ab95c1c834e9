"""A progress bar where somebody watches, and nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from powermap.language import Reason

__all__ = ["progress"]


@contextmanager
def progress(number: int, lang: str, *, is_shown: bool) -> Iterator[Callable[[], None]]:
    """A bar on standard error, and what moves it on by one file.

    Without one where answers are printed to the same terminal, or nobody watches: in a
    pipe, a log, or continuous integration.
    """
    stream = sys.stderr
    if not is_shown and sys.stdout is not None and sys.stdout.isatty():
        yield _nothing
        return
    if stream is None or not stream.isatty():
        yield _nothing
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
        transient=True,
    )
    with bar:
        task = bar.add_task(Reason("message.batch.progress").say(lang), total=number)
        yield lambda: bar.advance(task)


def _nothing() -> None:
    """Nobody watches."""
