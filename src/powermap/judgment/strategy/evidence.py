"""What the facts about competing are read from: answers, people, and a playbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from powermap.frozen import FrozenMapping
from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import Verdicts
from powermap.judgment.strategy.tally import Tally, tally_of
from powermap.model import AccountPlan, Answer, Criterion, Question, Stakeholder
from powermap.model.playbook import Playbook

__all__ = ["TRUTH", "UNKNOWN", "Basis", "Evidence", "criteria_of"]

TRUTH: Mapping[Answer, bool | None] = FrozenMapping(
    {Answer.PLUS: True, Answer.MINUS: False, Answer.UNKNOWN: None}
)


def _nobody() -> Sequence[Stakeholder]:
    return ()


@dataclass(frozen=True, slots=True)
class Basis:
    """A value, with the answers and the people that it rests on.

    The people are looked up when they are asked for: most of the time only the value
    is, of thousands of plans.
    """

    value: bool | None
    criteria: tuple[CriterionAnswer, ...] = ()
    find_people: Callable[[], Sequence[Stakeholder]] = _nobody


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
        self.counted: Tally | None = None
        # How each rival compares with us, filled in when `advantage` first asks: most
        # changes leave most rivals as they were.
        self.comparisons: dict[str, Basis] = {}
        self.answers: dict[str | None, dict[str, CriterionAnswer]] = {}
        # Indexed once: sixteen facts look up criteria, a thousand times over in a
        # what-if.
        for party, of_party in verdicts.items():
            self.answers[party] = _by_criterion(of_party)

    @property
    def people(self) -> Sequence[Stakeholder]:
        """Everybody."""
        return self.plan.center.stakeholders

    @property
    def tally(self) -> Tally:
        """How many people have what facts are read from."""
        if self.counted is None:
            self.counted = tally_of(self.people, self.plan.center.scale)
        return self.counted

    def _copy(self) -> Evidence:
        # Not `copy`, which takes as long as reading a few facts.
        copied = Evidence.__new__(Evidence)
        copied.__dict__.update(self.__dict__)
        return copied

    def with_tally(self, tally: Tally) -> Evidence:
        """The evidence of other people, for the values of facts alone."""
        changed = self._copy()
        changed.counted = tally
        return changed

    def with_rivals_answer(
        self, rival: str, criterion: str, answer: Answer
    ) -> Evidence:
        """The evidence of another answer on a rival, for the values of facts."""
        # Of rivals facts are read from the answers alone.
        answers = self.answers[rival]
        changed = self._copy()
        other = replace(answers[criterion], answer=answer)
        changed.answers = {**self.answers, rival: {**answers, criterion: other}}
        changed.comparisons = self._comparisons_without(rival)
        return changed

    def with_place(self, place: bool | None) -> Evidence:
        """The evidence of a plan in which we are in place, or are not."""
        changed = self._copy()
        changed.plan = self.plan.model_copy(update={"supplier_in_place": place})
        return changed

    def with_rival(
        self, plan: AccountPlan, rival: str, verdicts: Verdicts | None
    ) -> Evidence:
        """The evidence of a plan with one rival more, or less (verdicts None)."""
        changed = self._copy()
        changed.plan = plan
        changed.verdicts = dict(self.verdicts)
        changed.answers = dict(self.answers)
        changed.comparisons = self._comparisons_without(rival)
        changed.verdicts.pop(rival, None)
        changed.answers.pop(rival, None)
        if verdicts is not None:
            changed.verdicts[rival] = verdicts
            changed.answers[rival] = _by_criterion(verdicts)
        return changed

    def _comparisons_without(self, rival: str) -> dict[str, Basis]:
        comparisons = self.comparisons.copy()
        comparisons.pop(rival, None)
        return comparisons

    def with_verdicts(self, party: str | None, verdicts: Verdicts) -> Evidence:
        """The evidence of other answers on one party, for the values of facts."""
        changed = self._copy()
        changed.verdicts = {**self.verdicts, party: verdicts}
        changed.answers = {**self.answers, party: _by_criterion(verdicts)}
        # Every rival is compared with our answers.
        changed.comparisons = {}
        if party is not None:
            changed.comparisons = self._comparisons_without(party)
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
