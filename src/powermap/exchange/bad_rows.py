"""Reading a file without the rows that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from powermap.errors import Note, Problem
from powermap.exchange.plan_attempt import attempt_plan
from powermap.exchange.raw_file import RawFile, RawRecord
from powermap.language import Listed, Reason
from powermap.model import AccountPlan

__all__ = ["read_without_bad_rows"]

_ROUNDS = 20
"""Times that rows are left out; what then remains is told."""
_MOST_PROBLEMS = 100_000
"""Problems of a file at which reading it ends and begins again without their rows."""
_MOST_ROWS = 10
"""Rows that a note names."""

_Place = tuple[str | None, int]
"""Sheet and row."""


def read_without_bad_rows(
    raw: RawFile, title: str, problems: Sequence[Problem]
) -> tuple[RawFile, AccountPlan | None, list[Problem], list[Note]]:
    """What is left of a file, its plan or what is still wrong, and the notes on it.

    A tie to somebody who was left out becomes a problem only then, and reading ends
    at a number of problems, so rows are left out more than once.
    """
    left_out = _LeftOut(raw.source)
    raw = replace(raw, most_problems=_MOST_PROBLEMS)
    plan: AccountPlan | None = None
    wrong = list(problems)
    notes: list[Note] = []
    for _ in range(_ROUNDS):
        before = raw
        raw = left_out.take(raw, wrong)
        if raw is before:
            break
        plan, wrong, notes = attempt_plan(raw, title)
        if not wrong:
            break
    return raw, plan, wrong, [*left_out.notes(), *notes]


@dataclass(slots=True)
class _Cause:
    """The rows of a sheet that were left out for one cause."""

    problem: Problem
    count: int = 0
    rows: dict[int, None] = field(default_factory=dict)

    def note(self, source: str) -> Note:
        """One note, with the first of several problems."""
        name = "rows_left_out" if self.count > 1 else "row_left_out"
        message = Reason(
            f"message.intake.{name}",
            count=len(self.rows),
            rows=Listed(map(str, self.rows), most=_MOST_ROWS),
            problem=self.problem.message,  # type: ignore[arg-type]
        )
        return Note(message, source, self.problem.sheet, None, self.problem.column)


class _LeftOut:
    """What was left out of a file, by cause."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.causes: dict[tuple[object, ...], _Cause] = {}
        self.places: set[_Place] = set()

    def take(self, raw: RawFile, problems: Sequence[Problem]) -> RawFile:
        """The file without the rows of problems; the same when no row has any."""
        before = len(self.places)
        rest = []
        for problem in problems:
            rows = problem.rows or ((problem.row,) if problem.row is not None else ())
            if rows:
                self._add(problem, rows)
            elif not _is_end(problem):
                rest.append(problem)
        if len(self.places) == before:
            return raw
        return replace(
            raw,
            people=self._without(raw.people),
            ties=self._without(raw.ties),
            claims=self._without(raw.claims),
            problems=rest,
        )

    def notes(self) -> list[Note]:
        """One note for each cause."""
        return [cause.note(self.source) for cause in self.causes.values()]

    def _add(self, problem: Problem, rows: Sequence[int]) -> None:
        # Of which rows a problem is, and which words stand there, may differ.
        kind = getattr(problem.message, "key", None)
        cause = self.causes.setdefault(
            (problem.sheet, problem.column, kind), _Cause(problem)
        )
        cause.count += 1
        cause.rows.update(dict.fromkeys(rows))
        self.places.update((problem.sheet, row) for row in rows)

    def _without(self, records: Sequence[RawRecord]) -> list[RawRecord]:
        kept = []
        for record in records:
            if record.row is None or (record.sheet, record.row) not in self.places:
                kept.append(record)
        return kept


def _is_end(problem: Problem) -> bool:
    """Whether a problem only says that the rest was not looked at."""
    return getattr(problem.message, "key", None) == "message.problems_stop"
