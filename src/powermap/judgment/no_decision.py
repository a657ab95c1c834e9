"""Whether the customer decides at all: "no decision" is a rival that every plan has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from powermap.judgment.assessment import outweighs
from powermap.language import Listed, Percent, Reason, sentences
from powermap.language.results import ResultList, Row
from powermap.model import Answer, Power, Stakeholder, Stance, TieKind
from powermap.model.axes import power_of
from powermap.model.by_rival import NO_DECISION
from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value

__all__ = ["DecisionAnswer", "DecisionCriterion", "NoDecision", "judge_no_decision"]

FOR = frozenset({Stance.CHAMPION, Stance.SUPPORTER})
_NOTHING = re.compile(r"\D*0+([.,]0+)*\D*")
"""A cost that says in figures that there is none."""
NAMED = 5
"""Names in a sentence before it counts the rest."""


class DecisionCriterion(StrEnum):
    """What speaks for or against a decision, whoever is chosen."""

    COST = "cost"
    EVENT = "event"
    LOSERS = "losers"
    CONSENSUS = "consensus"


@dataclass(frozen=True, slots=True)
class DecisionAnswer:
    """The answer to one criterion.

    Parameters
    ----------
    criterion : DecisionCriterion
        Cost of waiting, deciding event, who loses from the change, or consensus
        among the decision makers.
    answer : Answer
        + when it speaks for a decision, − when it speaks for none.
    because : Reason
        The facts behind it.
    people : tuple of str
        Ids of those whom it is about.
    """

    criterion: DecisionCriterion
    answer: Answer
    because: Reason
    people: tuple[str, ...] = ()

    @property
    def name(self) -> Reason:
        """What the criterion is called."""
        return Reason(f"no_decision.{self.criterion.value}")

    def row(self) -> Row:
        """Criterion, answer and facts by column."""
        return {
            "criterion": self.name,
            "answer": self.answer,
            "because": self.because,
        }


class NoDecision(ResultList[DecisionAnswer]):
    """Whether the customer decides at all, by four criteria.

    Parameters
    ----------
    answers : iterable of DecisionAnswer
        The answers to the criteria.
    is_known : bool, default False
        Whether the plan says something about it.

    Examples
    --------
    >>> import powermap as pm
    >>> waiting = pm.AccountPlan("Northwind", cost_of_waiting="40,000 a month")
    >>> print(pm.judge(waiting).no_decision.because)
    Not known yet: 25% in favor, 0% against, 75% unknown. In favor: Cost of waiting. \
Still open: Deciding event, People who lose from the change, Consensus \
among decision makers.
    """

    def __init__(
        self, answers: Iterable[DecisionAnswer] = (), *, is_known: bool = False
    ) -> None:
        super().__init__(answers)
        self.is_known = is_known

    @property
    def answer(self) -> Answer:
        """Plus when a decision is likely, minus when none is.

        Unknown while what is missing could turn it around, as for the four questions
        of `assess`.
        """
        counts = [self._count(each) for each in Answer]
        plus, minus, unknown = counts
        in_favor = outweighs(plus, minus, unknown)
        if in_favor is None:
            return Answer.UNKNOWN
        return Answer.PLUS if in_favor else Answer.MINUS

    def _count(self, answer: Answer) -> int:
        return sum(each.answer is answer for each in self)

    def of(self, criterion: DecisionCriterion | str) -> DecisionAnswer:
        """The answer to a criterion."""
        return next(each for each in self if each.criterion == criterion)

    @property
    def because(self) -> Reason:
        """The shares, then the criteria by their answer."""
        return sentences(_explain(self))


def _explain(judged: NoDecision) -> Iterator[Reason]:
    total = len(judged)
    known = [each for each in judged if each.answer is not Answer.UNKNOWN]
    if not known:
        yield Reason("assessment.nothing", count=total)
        return
    shares = {}
    for name, answer in (
        ("plus", Answer.PLUS),
        ("minus", Answer.MINUS),
        ("unknown", Answer.UNKNOWN),
    ):
        count = sum(each.answer is answer for each in judged)
        shares[name] = Percent(count / total)
    outcome = {Answer.PLUS: "plus", Answer.MINUS: "minus"}.get(judged.answer, "little")
    if outcome == "little" and len(known) == total:
        outcome = "even"
    yield Reason(f"assessment.{outcome}", shares)
    for answer, key in (
        (Answer.PLUS, "for"),
        (Answer.MINUS, "against"),
        (Answer.UNKNOWN, "open"),
    ):
        names = [each.name for each in judged if each.answer is answer]
        if names:
            yield Reason(f"assessment.{key}", names=Listed(names))


def judge_no_decision(judgment: Judgment) -> NoDecision:
    """The four criteria, as the plan and its people answer them."""
    answers = (
        _cost(judgment),
        _event(judgment),
        _losers(judgment),
        _consensus(judgment),
    )
    return NoDecision(answers, is_known=_is_known(judgment))


def _is_known(judgment: Judgment) -> bool:
    """Whether somebody wrote something about it; ties and needs are there anyway."""
    plan = judgment.plan
    if plan.cost_of_waiting or plan.deciding_event or plan.event_on:
        return True
    for person in judgment.center:
        if person.loses_by_change is not None or NO_DECISION in person.rival_stances:
            return True
    return False


def _answered(
    criterion: DecisionCriterion,
    answer: Answer,
    fact: str,
    people: Sequence[Stakeholder] = (),
    **values: Value,
) -> DecisionAnswer:
    names = Listed([person.name for person in people], most=NAMED, more="list.more")
    because = Reason(
        f"no_decision.{criterion.value}_{fact}", {"people": names, **values}
    )
    ids = tuple(person.id for person in people)
    return DecisionAnswer(criterion, answer, because, ids)


def _cost(judgment: Judgment) -> DecisionAnswer:
    criterion = DecisionCriterion.COST
    cost = _known_words(judgment.plan.cost_of_waiting)
    if cost is None:
        return _answered(criterion, Answer.UNKNOWN, "unknown")
    if _NOTHING.fullmatch(cost):
        return _answered(criterion, Answer.MINUS, "nothing")
    return _answered(criterion, Answer.PLUS, "known", cost=cost)


def _known_words(text: str | None) -> str | None:
    """A text on one line without its last stop; None where it says it is not known."""
    words = " ".join((text or "").split()).rstrip(".。")
    is_known = fold(words) not in _not_known() and any(map(str.isalnum, words))
    return words if is_known else None


@cache
def _not_known() -> frozenset[str]:
    return frozenset(map(fold, words_for("unknown") + words_for("no_value")))


def _event(judgment: Judgment) -> DecisionAnswer:
    """An event that has passed forces nothing anymore."""
    criterion = DecisionCriterion.EVENT
    plan = judgment.plan
    known = _known_words(plan.deciding_event)
    name: Value = known or Reason("no_decision.some_event")
    if plan.event_on is None:
        fact = "unknown" if known is None else "without_day"
        return _answered(criterion, Answer.UNKNOWN, fact, event=name)
    is_past = judgment.today is not None and plan.event_on < judgment.today
    answer = Answer.MINUS if is_past else Answer.PLUS
    fact = "past" if is_past else "known"
    return _answered(criterion, answer, fact, event=name, day=plan.event_on)


def _key_people(judgment: Judgment) -> list[Stakeholder]:
    deciders = {person.id for person in _deciders(judgment)}
    key = []
    for person in judgment.center:
        if person.can_veto or person.id in deciders:
            key.append(person)
    return key


def _deciders(judgment: Judgment) -> list[Stakeholder]:
    scale = judgment.center.scale
    deciders = []
    for person in judgment.center:
        if power_of(person, scale) is Power.DECIDER:
            deciders.append(person)
    return deciders


def _loses(person: Stakeholder) -> bool | None:
    """Whether somebody loses from the change, or would rather have no decision."""
    if person.rival_stances.get(NO_DECISION) in FOR:
        return True
    return person.loses_by_change


def _losers(judgment: Judgment) -> DecisionAnswer:
    """Whether somebody who decides or can veto loses from the change."""
    criterion = DecisionCriterion.LOSERS
    key = _key_people(judgment)
    losers = [person for person in key if _loses(person)]
    if losers:
        return _answered(criterion, Answer.MINUS, "some", losers)
    open_people = [person for person in key if _loses(person) is None]
    if not key:
        return _answered(criterion, Answer.UNKNOWN, "nobody")
    if open_people:
        return _answered(criterion, Answer.UNKNOWN, "unknown", open_people)
    return _answered(criterion, Answer.PLUS, "none", key)


def _consensus(judgment: Judgment) -> DecisionAnswer:
    """Whether those who decide share a need and are not in conflict."""
    criterion = DecisionCriterion.CONSENSUS
    deciders = _deciders(judgment)
    if not deciders:
        return _answered(criterion, Answer.UNKNOWN, "nobody")
    if len(deciders) == 1:
        return _answered(criterion, Answer.UNKNOWN, "one", deciders)
    in_conflict = _in_conflict(judgment, deciders)
    if in_conflict:
        return _answered(criterion, Answer.MINUS, "conflict", in_conflict)
    without_needs = [person for person in deciders if not _needs(person)]
    if without_needs:
        return _answered(criterion, Answer.UNKNOWN, "unknown", without_needs)
    shared = _shared_needs(deciders)
    if not shared:
        return _answered(criterion, Answer.MINUS, "none", deciders)
    needs = Listed(shared, "and")
    return _answered(criterion, Answer.PLUS, "shared", deciders, needs=needs)


def _in_conflict(
    judgment: Judgment, deciders: Sequence[Stakeholder]
) -> list[Stakeholder]:
    ids = {person.id for person in deciders}
    involved: set[str] = set()
    for tie in judgment.center.ties:
        ends = {tie.source, tie.target}
        if tie.kind is TieKind.CONFLICTS_WITH and ends <= ids:
            involved |= ends
    return [person for person in deciders if person.id in involved]


def _needs(person: Stakeholder) -> tuple[StrEnum, ...]:
    return (*person.organization_needs, *person.personal_needs)


def _shared_needs(deciders: Sequence[Stakeholder]) -> list[StrEnum]:
    """The needs that all of them have, in the order of the first."""
    first, *others = deciders
    shared = []
    for need in _needs(first):
        # By member and not by value: "power" would be one of two vocabularies.
        if all(_has(other, need) for other in others):
            shared.append(need)
    return shared


def _has(person: Stakeholder, need: StrEnum) -> bool:
    return any(each is need for each in _needs(person))
