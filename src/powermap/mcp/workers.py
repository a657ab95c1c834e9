"""Answers in threads: a few at a time, and each within a time limit."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from powermap.errors import FormatError
from powermap.language import Reason

__all__ = ["Workers"]

T = TypeVar("T")


class Workers:
    """Threads for answers.

    No thread can be stopped from outside. One that takes too long keeps its place
    until it ends, so that there are never more of them than places; when all places
    are taken by such, further work is refused at once.

    Parameters
    ----------
    places : int
        Answers that are computed at the same time.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._free = asyncio.Semaphore(places)
        self._late = 0

    async def run(self, work: Callable[[], T], seconds: float) -> T:
        """The result of some work within a time, including the wait for a place.

        Raises
        ------
        FormatError
            When it takes longer, or every place is taken by work that does.
        """
        if self._late >= self._places:
            raise FormatError(Reason("message.mcp.busy"))
        try:
            async with asyncio.timeout(seconds):
                await self._free.acquire()
                return await self._in_thread(work)
        except TimeoutError as error:
            reason = Reason("message.mcp.answer_too_late", seconds=round(seconds))
            raise FormatError(reason) from error

    async def _in_thread(self, work: Callable[[], T]) -> T:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[T] = loop.create_future()
        context = contextvars.copy_context()

        def compute() -> None:
            result: Any = None
            error: BaseException | None = None
            try:
                result = context.run(work)
            except BaseException as raised:  # noqa: BLE001 - it is raised again below
                error = raised
            # The loop ends with the client, whatever is still being computed.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(self._settle, answer, result, error)

        # A daemon, so that the server ends with its client.
        thread = threading.Thread(target=compute, name="powermap answer", daemon=True)
        try:
            thread.start()
        except RuntimeError:
            # The system has no more threads.
            self._free.release()
            raise
        try:
            return await answer
        except asyncio.CancelledError:
            # Who gave up at the moment of the answer left nothing running.
            if answer.cancelled():
                self._late += 1
            raise

    def _settle(
        self, answer: asyncio.Future[Any], result: Any, error: BaseException | None
    ) -> None:
        self._free.release()
        if answer.cancelled():
            self._late -= 1
        elif error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)
