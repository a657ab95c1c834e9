"""The problems of a file, so many that reading it ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self, SupportsIndex

from powermap.errors import Problem, TableError
from powermap.language import Reason

__all__ = ["MOST_PROBLEMS", "ProblemList"]

MOST_PROBLEMS = 10_000
"""Problems of a file after which the rest of it is not looked at."""


class ProblemList(list[Problem]):
    """Problems in the order of reading; one too many ends the reading.

    Raises
    ------
    TableError
        With the problems so far, by whatever adds one to a full list.
    """

    def __init__(
        self,
        source: str,
        problems: Iterable[Problem] = (),
        most: int = MOST_PROBLEMS,
    ) -> None:
        super().__init__(problems)
        self.source = source
        self.most = most

    def append(self, problem: Problem, /) -> None:
        """Add a problem."""
        self._refuse_if_full()
        super().append(problem)

    def extend(self, problems: Iterable[Problem], /) -> None:
        """Add problems one by one, since they may be built while they are added."""
        for problem in problems:
            self.append(problem)

    def __iadd__(self, problems: Iterable[Problem], /) -> Self:  # type: ignore[misc, override]
        self.extend(problems)
        return self

    def insert(self, index: SupportsIndex, problem: Problem, /) -> None:
        """Add a problem before another."""
        self._refuse_if_full()
        super().insert(index, problem)

    def _refuse_if_full(self) -> None:
        # Stopping bounds the work as well: what is wrong a million times in a file
        # takes seconds to describe, and nobody reads it.
        if len(self) >= self.most:
            rest = Reason("message.problems_stop", count=float(len(self)))
            raise TableError(self.source, [*self, Problem(rest)])
