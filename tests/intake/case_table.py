"""The cases of the intake: what each file says, and whether it is read so.

``python tests/intake/case_table.py`` prints a line per case and a score.
"""

from __future__ import annotations

import sys
import tomllib
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.reading import inspect
from powermap.model import BuyingCenter

HERE = Path(__file__).parent
FILES = HERE / "cases"
AT_ONCE = "right at once"
WITH_OPTION = "right with one option"
ASKED = "asks, right when renamed"
WRONG = "wrong"
_FACTS = (
    "title",
    "department",
    "organization",
    "power",
    "involvement",
    "stance",
    "declared_role",
)


@dataclass(frozen=True)
class Case:
    """A file with what is right for it, as cases.toml says it."""

    file: str
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    ties: list[str] = field(default_factory=list)
    scale: str | None = None
    notes: list[str] = field(default_factory=list)
    asks: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    answer: str | None = None

    @property
    def path(self) -> Path:
        """The file."""
        return FILES / self.file


def all_cases() -> list[Case]:
    """Every case, in the order of the table."""
    return [Case(**row) for row in _table()["case"]]


def held_elsewhere() -> dict[str, str]:
    """Files whose pictures other tests look at, with these tests."""
    tests: dict[str, str] = _table()["elsewhere"]
    return tests


def differences(case: Case) -> list[str]:
    """What is not right; nothing when all is."""
    return [*_in_question(case), *_in_answer(case)]


def judge(case: Case) -> str:
    """How well a case is read."""
    if differences(case):
        return WRONG
    if case.answer is not None:
        return ASKED
    return WITH_OPTION if case.options else AT_ONCE


def _table() -> dict[str, Any]:
    return tomllib.loads((HERE / "cases.toml").read_text(encoding="utf-8"))


def _in_question(case: Case) -> Iterator[str]:
    """Whether exactly the one question is asked, or none."""
    problems = [str(problem) for problem in inspect(case.path).problems]
    if case.asks is None:
        if problems:
            yield f"asks without need: {problems}"
    elif len(problems) != 1 or case.asks not in problems[0]:
        yield f"should ask {case.asks!r} once, but asks: {problems}"


def _in_answer(case: Case) -> Iterator[str]:
    """Whether the options that answer the question make the file right."""
    if case.answer is not None:
        return
    shown = inspect(case.path, **case.options)
    center = shown.center
    if center is None:
        yield f"is not read: {[str(problem) for problem in shown.problems]}"
        return
    people = _people(center)
    for name in dict.fromkeys([*case.people, *people]):
        right, read = case.people.get(name), people.get(name)
        if right != read:
            yield f"{name} should be {right}, is {read}"
    ties = _ties(center)
    if Counter(ties) != Counter(case.ties):
        yield f"ties should be {case.ties}, are {ties}"
    scale = f"{center.scale.low:g}..{center.scale.high:g}"
    if scale != (case.scale or "0..10"):
        yield f"the scale should be {case.scale}, is {scale}"
    told = " ".join(str(note) for note in shown.notes)
    for words in case.notes:
        if words not in told:
            yield f"no note says {words!r}"


def _people(center: BuyingCenter) -> dict[str, dict[str, Any]]:
    people = {}
    for person in center:
        facts = {}
        for name in _FACTS:
            value = getattr(person, name)
            if value is not None:
                facts[name] = getattr(value, "value", value)
        people[person.name] = facts
    return people


def _ties(center: BuyingCenter) -> list[str]:
    ties = []
    for tie in center.ties:
        ends = center[tie.source].name, center[tie.target].name
        ties.append(f"{ends[0]} > {tie.kind.value} > {ends[1]}")
    return ties


def summary(shown: Understanding) -> str:
    """What was understood, in a few words."""
    center = shown.center
    if center is None:
        return f"{len(shown.problems)} question"
    placed = sum(1 for person in center if person.power is not None)
    return (
        f"{len(center)} people, {placed} with power, {len(center.ties)} ties, "
        f"{len(shown.notes)} notes"
    )


def main() -> int:
    """Print a line per case and the score."""
    warnings.simplefilter("ignore")
    score: Counter[str] = Counter()
    lines = []
    for case in all_cases():
        result = judge(case)
        score[result] += 1
        try:
            words = summary(inspect(case.path, **case.options))
        except FormatError as error:
            words = str(error)
        lines.append(f"{case.file:38} {words:50} {result}")
        lines += [f"    {difference}" for difference in differences(case)]
    lines.append("")
    for result in (AT_ONCE, WITH_OPTION, ASKED, WRONG):
        lines.append(f"{score[result]:4}  {result}")
    sys.stdout.write("\n".join(lines) + "\n")
    return min(score[WRONG], 1)


if __name__ == "__main__":
    sys.exit(main())
