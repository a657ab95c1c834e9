"""What a plan says about competing, as facts that are true, false or unknown.

Each fact is read by one function of `FACTS` and names the answers and people that it
rests on. What is unknown stays None: no rule counts it, neither for nor against.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType

from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import ROUNDING, Verdicts
from powermap.judgment.relationship import shares_met
from powermap.language import Reason
from powermap.language.results import ResultMap, Row
from powermap.model import (
    AccountPlan,
    Answer,
    Criterion,
    Power,
    Question,
    Relationship,
    Stakeholder,
    Stance,
)
from powermap.model.axes import power_of
from powermap.model.playbook import FACT_NAMES, Playbook

__all__ = ["FACTS", "Evidence", "Fact", "ask_about", "fact_values", "facts_of"]

COMPARED = (Question.COMPETE, Question.WIN)
"""The questions whose criteria are compared with a rival's."""
TRUTH: Mapping[Answer, bool | None] = MappingProxyType(
    {Answer.PLUS: True, Answer.MINUS: False, Answer.UNKNOWN: None}
)
FORMS: Mapping[bool | None, str] = MappingProxyType(
    {True: "yes", False: "no", None: "ask"}
)
"""Under which key the words have a fact that is true, false or unknown."""
FOR_US = frozenset({Stance.CHAMPION, Stance.SUPPORTER})
AGAINST_US = frozenset({Stance.OPPONENT, Stance.ENEMY})
ESTABLISHED = frozenset({Relationship.SUPPLIER, Relationship.PARTNER})


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the choice of a strategy depends on.

    Parameters
    ----------
    name : str
        As rules name it.
    value : bool or None
        None while it is unknown.
    because : Reason
        The fact as a clause; the question to ask while it is unknown.
    criteria : tuple of CriterionAnswer
        Our answers, and rivals', that it rests on.
    people : tuple of str
        Ids of the people whom it rests on.
    """

    name: str
    value: bool | None
    because: Reason
    criteria: tuple[CriterionAnswer, ...] = ()
    people: tuple[str, ...] = ()

    def row(self) -> Row:
        """Value and reason by column."""
        return {
            "value": self.value,
            "because": self.because,
        }

    def __repr__(self) -> str:
        return f"<Fact {self.name}: {self.value}>"


@dataclass(frozen=True, slots=True)
class _Basis:
    """A value, with the answers and the people that it rests on."""

    value: bool | None
    criteria: tuple[CriterionAnswer, ...] = ()
    people: Sequence[Stakeholder] = ()


_UNKNOWN = _Basis(None)


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

    def answer(self, criterion: Criterion, party: str | None = None) -> _Basis:
        """The answer to one criterion."""
        answers = self.answers[party]
        answer = answers[criterion]
        value = TRUTH[answer.answer]
        return _Basis(value, (answer,))

    def verdict(self, question: Question) -> _Basis:
        """Our verdict, with the answers that led to it."""
        verdict = self.verdicts[None][question]
        answer = verdict.answer
        same = [one for one in verdict.criteria if one.answer is answer]
        return _Basis(TRUTH[answer], tuple(same))


def _by_criterion(verdicts: Verdicts) -> dict[str, CriterionAnswer]:
    answers: dict[str, CriterionAnswer] = {}
    for verdict in verdicts.values():
        for one in verdict.criteria:
            answers[one.criterion] = one
    return answers


def facts_of(evidence: Evidence) -> ResultMap[str, Fact]:
    """All facts that rules of strategy may name, in the order of `FACTS`."""
    facts = {}
    for name, read in FACTS.items():
        facts[name] = _fact(name, read(evidence))
    return ResultMap(facts, subject="fact")


def fact_values(
    evidence: Evidence, known: Mapping[str, bool | None] = MappingProxyType({})
) -> dict[str, bool | None]:
    """The values of all facts without their reasons; those of `known` are taken over."""
    values = dict(known)
    for name, read in FACTS.items():
        if name not in known:
            values[name] = read(evidence).value
    return values


def _fact(name: str, basis: _Basis) -> Fact:
    value = basis.value
    because = Reason(f"strategy.fact.{name}.{FORMS[value]}")
    if value is None:
        return Fact(name, value, because)
    ids = tuple(person.id for person in basis.people)
    return Fact(name, value, because, basis.criteria, ids)


def ask_about(name: str) -> Reason:
    """The question about a fact that is unknown."""
    return Reason(f"strategy.fact.{name}.ask")


def _verdict_on(question: Question) -> Callable[[Evidence], _Basis]:
    return lambda evidence: evidence.verdict(question)


def _answer_to(criterion: Criterion) -> Callable[[Evidence], _Basis]:
    return lambda evidence: evidence.answer(criterion)


def _with_stance(evidence: Evidence, stance: Stance) -> _Basis:
    """Whether somebody has a stance; False only when all stances are known."""
    people = evidence.people
    having = [person for person in people if person.stance is stance]
    if having:
        return _Basis(True, (), having)
    all_known = all(person.stance for person in people)
    if people and all_known:
        return _Basis(False, (), people)
    return _UNKNOWN


def _insider(evidence: Evidence) -> _Basis:
    """A champion, else the answer to the criterion, else all stances known."""
    champions = _with_stance(evidence, Stance.CHAMPION)
    answer = evidence.answer(Criterion.INSIDER)
    if champions.value or answer.value is None:
        return champions
    return answer


def _enemy(evidence: Evidence) -> _Basis:
    return _with_stance(evidence, Stance.ENEMY)


def _rival(evidence: Evidence) -> _Basis:
    """A named rival or an enemy; never False, since a rival may not be known yet."""
    enemies = _enemy(evidence)
    if enemies.value:
        return _Basis(True, (), enemies.people)
    if evidence.plan.rivals:
        return _Basis(True)
    return _UNKNOWN


def _inside(evidence: Evidence) -> _Basis:
    """The answer to present relationship, else the relationship with the account."""
    answer = evidence.answer(Criterion.PRESENT_RELATIONSHIP)
    if answer.value is not None:
        return answer
    enough = evidence.playbook.thresholds.enough_known
    organization, personal = shares_met(evidence.plan.center, enough)
    if organization.is_met is None or personal.is_met is None:
        return _UNKNOWN
    grid = evidence.playbook.relationship_grid
    relationship = grid[organization.is_met, personal.is_met]
    people = [person for person in evidence.people if person.power is not None]
    return _Basis(relationship in ESTABLISHED, (), people)


def _rival_inside(evidence: Evidence) -> _Basis:
    """True when a rival's relationship is strong, False when every rival's is weak."""
    answers = []
    for rival in evidence.plan.rivals:
        answers.append(evidence.answer(Criterion.PRESENT_RELATIONSHIP, rival))
    strong = [each for each in answers if each.value]
    if strong:
        return _Basis(True, _criteria_of(strong))
    if answers and all(each.value is False for each in answers):
        return _Basis(False, _criteria_of(answers))
    return _UNKNOWN


def _criteria_of(several: Iterable[_Basis]) -> tuple[CriterionAnswer, ...]:
    criteria: dict[CriterionAnswer, None] = {}
    for each in several:
        criteria.update(dict.fromkeys(each.criteria))
    return tuple(criteria)


def _deciders_for_us(evidence: Evidence) -> _Basis:
    """More deciders for us than against us, by heads; neutral ones are on no side."""
    scale = evidence.plan.center.scale
    deciders = [
        person for person in evidence.people if power_of(person, scale) is Power.DECIDER
    ]
    known = sum(person.stance is not None for person in deciders)
    enough = evidence.playbook.thresholds.enough_known
    if not deciders or known < enough * len(deciders):
        return _UNKNOWN
    supporting = _with_any(deciders, FOR_US)
    opposing = _with_any(deciders, AGAINST_US)
    if len(supporting) > len(opposing):
        return _Basis(True, (), supporting)
    return _Basis(False, (), opposing or deciders)


def _with_any(
    people: Iterable[Stakeholder], stances: Collection[Stance]
) -> list[Stakeholder]:
    return [person for person in people if person.stance in stances]


def _advantage(evidence: Evidence) -> _Basis:
    """Clearly ahead of every rival.

    False when one rival is not clearly beaten, None while one cannot be compared.
    """
    comparisons = [_compare(evidence, rival) for rival in evidence.plan.rivals]
    for each in comparisons:
        if each.value is False:
            return each
    if not comparisons or any(each.value is None for each in comparisons):
        return _UNKNOWN
    return _Basis(True, _criteria_of(comparisons))


def _compare(evidence: Evidence, rival: str) -> _Basis:
    """Whether we are clearly ahead of one rival, on the criteria answered for both.

    What counts is where one is + and the other −. Ahead is who has
    `Thresholds.clear_lead` times as much there. The rival's side counts as one
    criterion at least, so that a single difference is no clear advantage. Not ahead
    can only be said when enough of the criteria are answered for both.
    """
    thresholds = evidence.playbook.thresholds
    ours = _compared_answers(evidence)
    answered = _answered_for_both(ours, evidence.answers[rival])
    different = [pair for pair in answered if pair[0].answer is not pair[1].answer]
    grounds = [each for pair in (different or answered) for each in pair]
    if answered:
        weight = math.fsum(one.weight for one, _ in answered)
        ahead = _weight_where(different, Answer.PLUS)
        behind = _weight_where(different, Answer.MINUS)
        least = thresholds.clear_lead * max(behind, weight / len(answered))
        if ahead >= least * (1 - ROUNDING):
            return _Basis(True, tuple(grounds))
        whole = math.fsum(one.weight for one in ours)
        if weight >= thresholds.enough_known * whole * (1 - ROUNDING):
            return _Basis(False, tuple(grounds))
    return _UNKNOWN


Pair = tuple[CriterionAnswer, CriterionAnswer]
"""Our answer and a rival's to one criterion."""


def _compared_answers(evidence: Evidence) -> list[CriterionAnswer]:
    answers: list[CriterionAnswer] = []
    for question in COMPARED:
        answers.extend(evidence.verdicts[None][question].criteria)
    return answers


def _answered_for_both(
    ours: Iterable[CriterionAnswer], theirs: Mapping[str, CriterionAnswer]
) -> list[Pair]:
    pairs = []
    for one in ours:
        other = theirs[one.criterion]
        if Answer.UNKNOWN not in {one.answer, other.answer}:
            pairs.append((one, other))
    return pairs


def _weight_where(pairs: Iterable[Pair], answer: Answer) -> float:
    weights = []
    for ours, _ in pairs:
        if ours.answer is answer:
            weights.append(ours.weight)
    return math.fsum(weights)


def _part_fits(evidence: Evidence) -> _Basis:
    """A part that we fit better than the whole.

    True when organization needs are met for some people and not for others, or when
    we have a unique value without fit. False when the solution as a whole fits
    (there is no part to choose), or when neither fit nor unique value is there.
    """
    fits = evidence.answer(Criterion.SOLUTION_FIT)
    unique = evidence.answer(Criterion.UNIQUE_VALUE)
    if fits.value:
        return _Basis(False, fits.criteria)
    people = evidence.people
    met = [person for person in people if person.meets_organization_needs is True]
    unmet = [person for person in people if person.meets_organization_needs is False]
    if met and unmet:
        return _Basis(True, (), met + unmet)
    if fits.value is False and unique.value is not None:
        return _Basis(unique.value, fits.criteria + unique.criteria)
    return _UNKNOWN


FACTS: Mapping[str, Callable[[Evidence], _Basis]] = MappingProxyType(
    {
        "opportunity": _verdict_on(Question.OPPORTUNITY),
        "competitive": _verdict_on(Question.COMPETE),
        "winnable": _verdict_on(Question.WIN),
        "worth": _verdict_on(Question.WORTH),
        "fits": _answer_to(Criterion.SOLUTION_FIT),
        "part_fits": _part_fits,
        "unique_value": _answer_to(Criterion.UNIQUE_VALUE),
        "resources": _answer_to(Criterion.RESOURCES),
        "top_recognition": _answer_to(Criterion.TOP_RECOGNITION),
        "advantage": _advantage,
        "inside": _inside,
        "rival": _rival,
        "rival_inside": _rival_inside,
        "insider": _insider,
        "enemy": _enemy,
        "deciders_for_us": _deciders_for_us,
    }
)
"""How each fact is read from a plan, in the order of `FACT_NAMES`."""
OF_PEOPLE = frozenset(
    {"part_fits", "inside", "rival", "insider", "enemy", "deciders_for_us"}
)
"""Facts that depend on people."""
OF_ANSWERS = frozenset(FACT_NAMES) - OF_PEOPLE
"""Facts that depend on answers and rivals only."""
NOT_OF_ANSWERS = frozenset({"rival", "enemy", "deciders_for_us"})
"""Facts that depend on people and the names of rivals only."""
