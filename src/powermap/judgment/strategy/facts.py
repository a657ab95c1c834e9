"""What a plan says about competing, as facts that are true, false or not known.

Each fact is read by one function of `FACTS` and brings the answers and people that it rests on. What is not known stays
None: no rule counts it, neither for nor against.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from powermap.judgment.assessment import ENOUGH, SLIP, Judged, Verdict, standing
from powermap.judgment.relationship import RELATIONSHIPS, shares_met
from powermap.language import say
from powermap.model import (
    AccountPlan,
    Answer,
    BuyingCenter,
    Criterion,
    Power,
    Question,
    Relationship,
    Stakeholder,
    Stance,
)
from powermap.model.axes import power_of
from powermap.model.subject import plan_of

__all__ = ["CLEAR", "FACTS", "Fact", "facts"]

CLEAR = 3
"""How many times over we must be ahead for a clear advantage: a rule of the trade, three to one."""
COMPARED = (Question.COMPETE, Question.WIN)
"""The questions whose criteria are compared with a rival's."""
TRUTH: Mapping[Answer, bool | None] = MappingProxyType(
    {Answer.PLUS: True, Answer.MINUS: False, Answer.UNKNOWN: None}
)
Standing = Mapping[str | None, Mapping[Question, Verdict]]
KEYS: Mapping[bool | None, str] = MappingProxyType(
    {True: "yes", False: "no", None: "ask"}
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the choice of a strategy turns on.

    Parameters
    ----------
    name : str
        As rules name it.
    value : bool or None
        None while it is not known.
    because : str
        The fact in words; the question to ask while it is not known.
    criteria : tuple of Judged
        Our answers, and rivals', that it rests on.
    people : tuple of str
        Ids of the people whom it rests on.
    """

    name: str
    value: bool | None
    because: str
    criteria: tuple[Judged, ...] = ()
    people: tuple[str, ...] = ()


def facts(plan: AccountPlan | BuyingCenter, *, lang: str = "en") -> Mapping[str, Fact]:
    """All facts that rules of strategy may name.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan.
    lang : {"en", "zh"}
        Language of the sentences.

    Returns
    -------
    mapping of name to Fact
        In the order of `FACTS`.

    Examples
    --------
    >>> from powermap.model import Assessment
    >>> found = facts(AccountPlan("Northwind", assessments=[Assessment("solution_fit", "-")]))
    >>> found["fits"].value, found["insider"].value
    (False, None)
    >>> found["insider"].because
    'Do we have an insider?'
    """
    known = Known(plan_of(plan), lang)
    return MappingProxyType(
        {name: _fact(name, read(known), lang) for name, read in FACTS.items()}
    )


def truths(
    known: Known, *, kept: Mapping[str, bool | None] = MappingProxyType({})
) -> dict[str, bool | None]:
    """The values of all facts, without their words; those of `kept` are not read again."""
    return {
        name: kept[name] if name in kept else read(known).value
        for name, read in FACTS.items()
    }


@dataclass(frozen=True, slots=True)
class _Ground:
    value: bool | None
    criteria: tuple[Judged, ...] = ()
    people: Sequence[Stakeholder] = ()


def _fact(name: str, ground: _Ground, lang: str) -> Fact:
    because = said(name, ground.value, lang)
    if ground.value is None:
        return Fact(name, None, because)
    return Fact(
        name,
        ground.value,
        because,
        ground.criteria,
        tuple(person.id for person in ground.people),
    )


def said(name: str, value: bool | None, lang: str) -> str:
    """A fact in words, as a clause, or as a question while it is not known."""
    return say(lang, f"strategy.fact.{name}.{KEYS[value]}")


class Known:
    """What facts are read from: our verdicts, the rivals', and the people."""

    def __init__(
        self, plan: AccountPlan, lang: str, *, verdicts: Standing | None = None
    ) -> None:
        """Read a plan, or take its `verdicts` from one that differs in people only."""
        self.plan, self.lang = plan, lang
        self.standing = standing(plan, lang=lang) if verdicts is None else verdicts
        self.people = plan.center.stakeholders
        self.judged = {
            who: _by_criterion(verdicts) for who, verdicts in self.standing.items()
        }

    def answer(self, criterion: Criterion, rival: str | None = None) -> _Ground:
        """What is answered to one criterion."""
        judged = self.judged[rival][criterion]
        return _Ground(TRUTH[judged.answer], (judged,))

    def verdict(self, question: Question) -> _Ground:
        """Our verdict, with the answers that made it."""
        verdict = self.standing[None][question]
        made = tuple(one for one in verdict.criteria if one.answer is verdict.answer)
        return _Ground(TRUTH[verdict.answer], made)


def _by_criterion(verdicts: Mapping[Question, Verdict]) -> dict[str, Judged]:
    return {
        one.criterion: one for verdict in verdicts.values() for one in verdict.criteria
    }


def _verdict_on(question: Question) -> Callable[[Known], _Ground]:
    return lambda known: known.verdict(question)


def _answer_to(criterion: Criterion) -> Callable[[Known], _Ground]:
    return lambda known: known.answer(criterion)


def _with(known: Known, stance: Stance) -> _Ground:
    """Whether somebody has a stance; False only when all stances are known."""
    found = [person for person in known.people if person.stance is stance]
    if found:
        return _Ground(True, (), found)
    all_known = bool(known.people) and all(person.stance for person in known.people)
    return _Ground(False, (), known.people) if all_known else _Ground(None)


def _insider(known: Known) -> _Ground:
    """A champion among the people; without one, the answer to the criterion; without that, all stances known."""
    found, answered = _with(known, Stance.CHAMPION), known.answer(Criterion.INSIDER)
    if found.value or answered.value is None:
        return found
    return answered


def _enemy(known: Known) -> _Ground:
    return _with(known, Stance.ENEMY)


def _rival(known: Known) -> _Ground:
    """A rival named or an enemy found; that nobody was found does not mean that nobody is there."""
    enemy = _enemy(known)
    if known.plan.rivals or enemy.value:
        return _Ground(True, (), enemy.people if enemy.value else ())
    return _Ground(None)


def _inside(known: Known) -> _Ground:
    """The answer to present relationship; without one, the relationship with the account by whose needs we meet."""
    answered = known.answer(Criterion.PRESENT_RELATIONSHIP)
    if answered.value is not None:
        return answered
    organization, personal = (shares.is_met for shares in shares_met(known.plan.center))
    if organization is None or personal is None:
        return _Ground(None)
    relationship = RELATIONSHIPS[organization, personal]
    people = [person for person in known.people if person.power is not None]
    return _Ground(
        relationship in {Relationship.SUPPLIER, Relationship.PARTNER}, (), people
    )


def _rival_inside(known: Known) -> _Ground:
    """True when a rival's present relationship is strong, False when every rival's is weak."""
    answers = [
        known.answer(Criterion.PRESENT_RELATIONSHIP, rival)
        for rival in known.plan.rivals
    ]
    strong = tuple(judged for each in answers if each.value for judged in each.criteria)
    if strong:
        return _Ground(True, strong)
    if answers and all(each.value is False for each in answers):
        return _Ground(
            False, tuple(judged for each in answers for judged in each.criteria)
        )
    return _Ground(None)


def _deciders_for_us(known: Known) -> _Ground:
    """Supporters outweigh opponents among those who decide, heads counted; neutral ones are known and on no side."""
    deciders = [
        person
        for person in known.people
        if power_of(person, known.plan.center.scale) is Power.DECIDER
    ]
    pro = [
        person
        for person in deciders
        if person.stance in {Stance.CHAMPION, Stance.SUPPORTER}
    ]
    con = [
        person
        for person in deciders
        if person.stance in {Stance.OPPONENT, Stance.ENEMY}
    ]
    unknown = sum(person.stance is None for person in deciders)
    if not deciders or unknown > ENOUGH * len(deciders):
        return _Ground(None)
    return _Ground(
        len(pro) > len(con), (), pro if len(pro) > len(con) else con or deciders
    )


def _advantage(known: Known) -> _Ground:
    """Clearly ahead of every rival: False when one is not clearly beaten, None while one cannot be compared."""
    duels = [_duel(known, rival) for rival in known.plan.rivals]
    even = [each for each in duels if each.value is False]
    if even:
        return even[0]
    if not duels or any(each.value is None for each in duels):
        return _Ground(None)
    return _Ground(
        True, tuple(dict.fromkeys(judged for each in duels for judged in each.criteria))
    )


def _duel(known: Known, rival: str) -> _Ground:
    """Us against one rival on the criteria answered for both.

    What counts is where one is + and the other −. Ahead is who has `CLEAR` times as much there, where the rival's side
    counts as one criterion at least, so that a single difference is no clear advantage. Not ahead can only be said when
    at least half of the criteria are answered for both.
    """
    ours = [
        one for question in COMPARED for one in known.standing[None][question].criteria
    ]
    pairs = [(one, known.judged[rival][one.criterion]) for one in ours]
    both = [
        pair for pair in pairs if Answer.UNKNOWN not in {each.answer for each in pair}
    ]
    weight = math.fsum(one.weight for one, _ in both)
    lead = [(one, its) for one, its in both if one.answer is not its.answer]
    we = math.fsum(one.weight for one, _ in lead if one.answer is Answer.PLUS)
    they = math.fsum(one.weight for one, _ in lead if one.answer is Answer.MINUS)
    one_criterion = weight / len(both) if both else 1.0
    grounds = tuple(each for pair in (lead or both) for each in pair)
    if both and we >= CLEAR * max(they, one_criterion) * (1 - SLIP):
        return _Ground(True, grounds)
    if weight >= ENOUGH * math.fsum(one.weight for one in ours) * (1 - SLIP):
        return _Ground(False, grounds)
    return _Ground(None)


def _part_fits(known: Known) -> _Ground:
    """A part that we fit: the organisation's needs met for some people and not for others, or unique value without fit.

    False when the solution as a whole fits (there is no part to choose), or when neither fit nor unique value is there.
    """
    fits, unique = (
        known.answer(Criterion.SOLUTION_FIT),
        known.answer(Criterion.UNIQUE_VALUE),
    )
    met, unmet = (
        [person for person in known.people if person.meets_organization_needs is each]
        for each in (True, False)
    )
    if fits.value:
        return _Ground(False, fits.criteria)
    if met and unmet:
        return _Ground(True, (), met + unmet)
    if fits.value is False and unique.value is not None:
        return _Ground(unique.value, fits.criteria + unique.criteria)
    return _Ground(None)


FACTS: Mapping[str, Callable[[Known], _Ground]] = MappingProxyType(
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
"""How each fact is read from a plan."""
OF_ANSWERS = frozenset(FACTS) - {
    "part_fits",
    "inside",
    "rival",
    "insider",
    "enemy",
    "deciders_for_us",
}
"""Facts in which no person has a part."""
