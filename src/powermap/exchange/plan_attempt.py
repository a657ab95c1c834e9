"""The plan that a file makes, or the problems for which it makes none."""

from __future__ import annotations

from powermap.errors import Note, Problem, TableError
from powermap.exchange.plan_reader import read_plan
from powermap.exchange.raw_file import RawFile
from powermap.model import AccountPlan

__all__ = ["attempt_plan"]


def attempt_plan(
    raw: RawFile, title: str
) -> tuple[AccountPlan | None, list[Problem], list[Note]]:
    """The plan, or else its problems; and the notes on it."""
    notes: list[Note] = []
    try:
        return read_plan(raw, title, notes), [], notes
    except TableError as error:
        return None, list(error.problems), notes
