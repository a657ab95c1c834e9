"""The answers of a judgment in a few lines, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Listed, Reason
from powermap.language.results import ResultList, Row
from powermap.language.values import Value
from powermap.model.playbook import Severity

if TYPE_CHECKING:
    from powermap.judgment.findings import Findings
    from powermap.judgment.judge import Judgment

__all__ = ["OverviewLine", "summarize"]


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One line of an overview.

    Parameters
    ----------
    topic : Value
        What it is about.
    answer : Value
        What the method says.
    """

    topic: Value
    answer: Value

    def row(self) -> Row:
        """Topic and answer by column."""
        return {
            "topic": self.topic,
            "answer": self.answer,
        }


def summarize(judgment: Judgment) -> ResultList[OverviewLine]:
    """What is judged, then verdicts, relationship, strategy, findings and steps."""
    return ResultList(_lines(judgment))


def _lines(judgment: Judgment) -> Iterator[OverviewLine]:
    people = Reason("common.people", count=len(judgment.center))
    yield OverviewLine(judgment.plan.account, people)
    # Only a company's own playbook is named; powermap's is the default.
    if judgment.playbook.changes:
        yield _line("playbook", judgment.playbook.name)
    if not judgment.only_people:
        for question, verdict in judgment.verdicts[None].items():
            yield OverviewLine(question, verdict.answer)
    if not judgment.only_people and judgment.no_decision.is_known:
        topic = Reason("no_decision.question")
        yield OverviewLine(topic, judgment.no_decision.answer)
    relationship = judgment.account_relationship.relationship
    yield _line("relationship", relationship or Reason("common.unknown"))
    if not judgment.only_people:
        advice = judgment.strategy
        named = advice.definition or advice.strategy
        yield _line("strategy", named or Reason("strategy.none"))
        if advice.strategy is not None:
            sure = Listed(judgment.robust.of_strategy, "sentences")
            yield _line("robust", sure)
    # Counted, since a notebook shows this before the user asks for the list.
    yield _line("findings", _count(judgment.findings))
    if judgment.today is not None:
        yield _line("today", judgment.today)
    if not judgment.only_people and judgment.steps.next is not None:
        yield _line("next_step", judgment.steps.next.name)


def _line(key: str, answer: Value) -> OverviewLine:
    return OverviewLine(Reason(f"overview.{key}"), answer)


def _count(findings: Findings) -> Value:
    """How many findings there are of each severity, the serious ones first."""
    parts = []
    for severity in reversed(Severity):
        count = sum(finding.severity is severity for finding in findings)
        if count:
            parts.append(Reason(f"overview.{severity.value}", count=count))
    return Listed(parts) if parts else Reason("finding.none")
