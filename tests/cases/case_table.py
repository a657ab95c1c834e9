"""Published sales: what their authors concluded, and whether powermap says so.

``python tests/cases/case_table.py`` prints a line per case and the score;
``--page`` writes docs/method/cases.md again from the same data.
"""

from __future__ import annotations

import sys
import tomllib
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import powermap as pm
from powermap.language import label

HERE = Path(__file__).parent
TABLE = HERE / "cases.toml"
PAGE = HERE.parent.parent / "docs" / "method" / "cases.md"
TODAY = "2026-11-20"
SHOWN = 3
"""Visits and people to win that the page quotes."""


class Outcome(StrEnum):
    """What powermap says about one thing that an author concluded."""

    SAYS = "says so"
    SILENT = "does not say so"
    OPPOSITE = "says the opposite"


class Result(StrEnum):
    """How powermap stands to the author of a case."""

    AGREES = "agrees"
    HALF = "half"
    MISSES = "misses the point"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True)
class Check:
    """One expectation with what powermap answers."""

    says: str
    main: bool
    outcome: Outcome
    quote: str


@dataclass
class Case:
    """One published sale as the table has it."""

    plan: str
    title: str
    outcome: str
    source: str
    url: str
    read: str
    story: str
    expert: str
    before: str
    expects: list[dict[str, Any]]
    note: str = ""
    link: bool = True
    later: bool = False
    today: str = field(default=TODAY, repr=False)

    @cached_property
    def answers(self) -> Answers:
        """What powermap says about the plan."""
        return Answers(HERE / "plans" / f"{self.plan}.yaml", self.today)

    @cached_property
    def checks(self) -> list[Check]:
        """Every expectation with its answer."""
        return [self.answers.check(each) for each in self.expects]

    @property
    def is_rule(self) -> bool:
        """A described rule for which we made a plan, not a sale."""
        return self.outcome.startswith("a rule")

    @property
    def result(self) -> Result:
        """How powermap stands to the author.

        One main conclusion turned into its opposite is a contradiction, whatever else
        is right.
        """
        main = [each.outcome for each in self.checks if each.main]
        if Outcome.OPPOSITE in main:
            return Result.CONTRADICTS
        if all(each.outcome is Outcome.SAYS for each in self.checks):
            return Result.AGREES
        return Result.HALF if Outcome.SAYS in main else Result.MISSES


class Answers:
    """What powermap says about one plan."""

    def __init__(self, path: Path, today: str) -> None:
        self.plan = pm.read(path)
        self.center = self.plan.center
        self.judgment = pm.judge(self.plan, today=today)
        most = len(self.center)
        self.visits = pm.network.who_next(self.judgment, most=most)
        self.wins = pm.network.win_first(self.judgment, most=most)
        self.findings = pm.check(self.judgment)
        self.strategy = self.judgment.strategy

    def check(self, expected: dict[str, Any]) -> Check:
        """One expectation with its answer."""
        [kind] = [name for name in KINDS if name in expected]
        outcome, quote = KINDS[kind](self, expected)
        return Check(expected["says"], expected.get("main", True), outcome, quote)

    def _strategy_quote(self) -> str:
        """The strategy with its strongest reason."""
        because = self.strategy.because
        if self.strategy.strategy is None:
            return _first_sentence(because[0])
        name = label(self.strategy.strategy, "en")
        return f"{name}: {because[1]}"

    def _strategy(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        strategy = self.strategy.strategy
        quote = self._strategy_quote()
        if strategy is None:
            return Outcome.SILENT, quote
        is_wanted = strategy.value in expected["strategy"]
        return (Outcome.SAYS if is_wanted else Outcome.OPPOSITE), quote

    def _not_strategy(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        strategy = self.strategy.strategy
        quote = self._strategy_quote()
        is_refused = strategy is not None and strategy.value in expected["not_strategy"]
        return (Outcome.OPPOSITE if is_refused else Outcome.SAYS), quote

    def _visits(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        return _compare_first(expected["visits"], self.visits, "First visits")

    def _wins(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        return _compare_first(expected["wins"], self.wins, "To win first")

    def _through(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        name, leader = expected["through"]
        for visit in self.visits:
            if visit.name == name:
                through = [self.center[id].name for id in visit.through]
                says = leader in through
                return _either(says), f"{name}: {visit.because}"
        return Outcome.SILENT, ""

    def _finding(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        """Whether the finding is there and names all of the people."""
        missing = set(expected.get("people", ()))
        wanted = expected.get("severity")
        step = expected.get("next_step")
        quotes = []
        for finding in self.findings:
            if finding.code != expected["finding"]:
                continue
            if wanted and finding.severity.value != wanted:
                continue
            said = finding.next_step if step else finding.message
            if step and step not in str(said):
                continue
            quotes.append(f"{finding.code} ({finding.severity}): {said}")
            missing -= {self.center[id].name for id in finding.people}
        return _either(bool(quotes) and not missing), " ".join(quotes)

    def _not_finding(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        found = [each for each in self.findings if each.code == expected["not_finding"]]
        if found:
            return Outcome.OPPOSITE, str(found[0].message)
        return Outcome.SAYS, f"No {expected['not_finding']}."

    def _verdict(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        [(question, wanted)] = expected["verdict"].items()
        verdict = self.judgment.verdicts[None][pm.plan.Question(question)]
        quote = _first_sentence(verdict.because)
        if verdict.answer.value == wanted:
            return Outcome.SAYS, quote
        if verdict.answer is pm.plan.Answer.UNKNOWN:
            return Outcome.SILENT, quote
        return Outcome.OPPOSITE, quote

    def _role(self, expected: dict[str, Any]) -> tuple[Outcome, str]:
        [(name, wanted)] = expected["role"].items()
        role = self.judgment.roles[self.center[name].id].role
        if role is None:
            return Outcome.SILENT, ""
        says = Outcome.SAYS if role.value == wanted else Outcome.OPPOSITE
        role_name = label(role, "en")
        return says, f"{name}: {role_name}"


KINDS: dict[str, Callable[[Answers, dict[str, Any]], tuple[Outcome, str]]] = {
    "strategy": Answers._strategy,
    "not_strategy": Answers._not_strategy,
    "visits": Answers._visits,
    "wins": Answers._wins,
    "through": Answers._through,
    "finding": Answers._finding,
    "not_finding": Answers._not_finding,
    "verdict": Answers._verdict,
    "role": Answers._role,
}
"""How each kind of expectation is checked."""


def _either(says: bool) -> Outcome:
    return Outcome.SAYS if says else Outcome.SILENT


def _first_sentence(reason: object) -> str:
    text = str(reason)
    return text.split(". ", maxsplit=1)[0].rstrip(".") + "."


def _compare_first(
    wanted: Sequence[str], ranked: Sequence[Any], title: str
) -> tuple[Outcome, str]:
    """Whether the wanted people are the first ones, in any order.

    Somebody else who stands above them is the opposite.
    """
    names = [each.name for each in ranked]
    first = ranked[:1]
    quote = f"{title}: {', '.join(names[:SHOWN])}."
    if first:
        quote += f" {first[0].name}: {first[0].because}"
    if not set(wanted) <= set(names):
        return Outcome.SILENT, quote
    is_first = set(names[: len(wanted)]) == set(wanted)
    return (Outcome.SAYS if is_first else Outcome.OPPOSITE), quote


def all_cases() -> list[Case]:
    """Every case, in the order of the table."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [Case(**row) for row in table["case"]]


def count(cases: Iterable[Case]) -> Counter[str]:
    """How many cases have each result."""
    return Counter(case.result.value for case in cases)


def table_lines(cases: Sequence[Case]) -> list[str]:
    """A line per case, with what is not said below it, and the score."""
    lines = []
    for case in cases:
        lines.append(f"{case.plan:18} {case.title[:52]:54} {case.result}")
        for check in case.checks:
            if check.outcome is not Outcome.SAYS:
                lines.append(f"    {check.outcome}: {check.says}")
                lines.append(f"        {check.quote}")
    lines.append("")
    for later, title in ((False, "rules changed"), (True, "looked up afterward")):
        counted = count(case for case in cases if case.later is later)
        score = ", ".join(f"{counted[each]} {each}" for each in Result)
        lines.append(f"{title}: {score}")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Print the table, or write the page."""
    warnings.simplefilter("ignore")
    cases = all_cases()
    if "--page" in arguments:
        import case_page

        PAGE.write_text(case_page.page(cases), encoding="utf-8")
        return 0
    sys.stdout.write("\n".join(table_lines(cases)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
