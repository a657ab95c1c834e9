"""What the facts about competing are read from: answers, people, and a playbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

from powermap.frozen import FrozenMapping
from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import Verdicts
from powermap.model import AccountPlan, Answer, Criterion, Question, Stakeholder
from powermap.model.playbook import Playbook

__all__ = ["UNKNOWN", "Basis", "Evidence", "criteria_of"]

TRUTH: Mapping[Answer, bool | None] = FrozenMapping(
    {Answer.PLUS: True, Answer.MINUS: False, Answer.UNKNOWN: None}
)


@dataclass(frozen=True, slots=True)
class Basis:
    """A value, with the answers and the people that it rests on."""

    value: bool | None
    criteria: tuple[CriterionAnswer, ...] = ()
    people: Sequence[Stakeholder] = ()


UNKNOWN = Basis(None)


class Evidence:
    """What facts are read from: a plan, the verdicts on every party, a playbook."""

    def __init__(
        self,
        plan: AccountPlan,
        verdicts: Mapping[str | None, Verdicts],
        playbook: Playbook,
    ) -> None:
        self.plan = plan
        self.verdicts = verdicts
        self.playbook = playbook
        self.people = plan.center.stakeholders
        self.answers: dict[str | None, dict[str, CriterionAnswer]] = {}
        # Indexed once: sixteen facts look up criteria, a thousand times over in a
        # what-if.
        for party, of_party in verdicts.items():
            self.answers[party] = _by_criterion(of_party)

    def with_plan(self, plan: AccountPlan) -> Evidence:
        """The evidence of a plan that differs in people only."""
        changed = copy(self)
        changed.plan = plan
        changed.people = plan.center.stakeholders
        return changed

    def with_verdicts(
        self, plan: AccountPlan, party: str | None, verdicts: Verdicts
    ) -> Evidence:
        """The evidence of a plan that differs in the answers on one party only."""
        changed = copy(self)
        changed.plan = plan
        changed.verdicts = {**self.verdicts, party: verdicts}
        changed.answers = {**self.answers, party: _by_criterion(verdicts)}
        return changed

    def answer(self, criterion: Criterion, party: str | None = None) -> Basis:
        """The answer to one criterion."""
        answers = self.answers[party]
        answer = answers[criterion]
        value = TRUTH[answer.answer]
        return Basis(value, (answer,))

    def verdict(self, question: Question) -> Basis:
        """Our verdict, with the answers that led to it."""
        verdict = self.verdicts[None][question]
        answer = verdict.answer
        # Criteria that point the other way did not lead to the verdict.
        same = [one for one in verdict.criteria if one.answer is answer]
        return Basis(TRUTH[answer], tuple(same))


def _by_criterion(verdicts: Verdicts) -> dict[str, CriterionAnswer]:
    answers: dict[str, CriterionAnswer] = {}
    for verdict in verdicts.values():
        for one in verdict.criteria:
            answers[one.criterion] = one
    return answers


def criteria_of(several: Iterable[Basis]) -> tuple[CriterionAnswer, ...]:
    """The answers behind several values, each once."""
    criteria: dict[CriterionAnswer, None] = {}
    for each in several:
        criteria.update(dict.fromkeys(each.criteria))
    return tuple(criteria)
