"""Answers in threads: whoever gives up, no place is lost."""

from __future__ import annotations

import asyncio
import threading

import pytest

from powermap.mcp.workers import Workers


class GivenUp(Workers):
    """A client that gives up at the very moment at which its answer is there."""

    task = None

    def _settle(self, *settled):
        super()._settle(*settled)
        self.task.cancel()


def test_giving_up_at_the_moment_of_the_answer_takes_no_place():
    async def conversation():
        workers = GivenUp(1)
        for _ in range(3):
            workers.task = asyncio.create_task(workers.run(lambda: 1, 5))
            with pytest.raises(asyncio.CancelledError):
                await workers.task

    asyncio.run(conversation())


def test_a_thread_that_does_not_start_takes_no_place(monkeypatch):
    def refuse(_):
        raise RuntimeError("can't start new thread")

    async def conversation():
        workers = Workers(1)
        with monkeypatch.context() as without:
            without.setattr(threading.Thread, "start", refuse)
            with pytest.raises(RuntimeError):
                await workers.run(lambda: 1, 5)
        return await workers.run(lambda: 2, 5)

    assert asyncio.run(conversation()) == 2
