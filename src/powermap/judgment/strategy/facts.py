"""What a plan says about competing, as facts that are true, false or unknown.

Each fact is read by one function of `FACTS` and names the answers and people that it
rests on. What is unknown stays None: no rule counts it, neither for nor against.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from powermap.frozen import FrozenMapping
from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.relationship import shares_of
from powermap.judgment.strategy.advantage import advantage
from powermap.judgment.strategy.evidence import (
    UNKNOWN,
    Basis,
    Evidence,
    criteria_of,
)
from powermap.language import Reason
from powermap.language.results import ResultMap, Row
from powermap.model import Criterion, Power, Question, Relationship, Stakeholder, Stance
from powermap.model.axes import power_of
from powermap.model.playbook import FACT_NAMES

__all__ = [
    "FACTS",
    "Fact",
    "ask_about",
    "fact_values",
    "facts_of",
]

FORMS: Mapping[bool | None, str] = FrozenMapping(
    {True: "yes", False: "no", None: "ask"}
)
"""Under which key the words have a fact that is true, false or unknown."""
FOR_US = frozenset({Stance.CHAMPION, Stance.SUPPORTER})
AGAINST_US = frozenset({Stance.OPPONENT, Stance.ENEMY})
# Both have the organization's needs met: we deliver to them. A friend does not hold a
# position to defend.
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


def facts_of(evidence: Evidence) -> ResultMap[str, Fact]:
    """All facts that rules of strategy may name, in the order of `FACTS`."""
    facts = {}
    for name, read in FACTS.items():
        facts[name] = _fact(name, read(evidence))
    return ResultMap(facts, subject="fact")


def fact_values(
    evidence: Evidence, names: Iterable[str] | None = None
) -> dict[str, bool | None]:
    """The values of all facts, or of some, without their reasons."""
    chosen = FACTS if names is None else names
    return {name: FACTS[name](evidence).value for name in chosen}


def _fact(name: str, basis: Basis) -> Fact:
    value = basis.value
    because = Reason(f"strategy.fact.{name}.{FORMS[value]}")
    # What is unknown rests on nothing, even where some answers were looked at.
    if value is None:
        return Fact(name, value, because)
    ids = tuple(person.id for person in basis.find_people())
    return Fact(name, value, because, basis.criteria, ids)


def ask_about(name: str) -> Reason:
    """The question about a fact that is unknown."""
    return Reason(f"strategy.fact.{name}.ask")


def _verdict_on(question: Question) -> Callable[[Evidence], Basis]:
    return lambda evidence: evidence.verdict(question)


def _answer_to(criterion: Criterion) -> Callable[[Evidence], Basis]:
    return lambda evidence: evidence.answer(criterion)


def _with_stance(evidence: Evidence, stance: Stance) -> Basis:
    """Whether somebody has a stance; False only when all stances are known."""
    tally = evidence.tally
    if tally.stances[stance]:
        return Basis(True, (), lambda: _with_any(evidence.people, {stance}))
    # One unknown stance may hide an enemy, so "no" needs all of them.
    if tally.people and not tally.stances[None]:
        return Basis(False, (), lambda: evidence.people)
    return UNKNOWN


def _insider(evidence: Evidence) -> Basis:
    """A champion, else the answer to the criterion, else nobody who is for us."""
    champions = _with_stance(evidence, Stance.CHAMPION)
    answer = evidence.answer(Criterion.INSIDER)
    # A named champion is stronger evidence than somebody's plus or minus on a
    # scorecard.
    if champions.value:
        return champions
    if answer.value is not None:
        return answer
    # A supporter may become the insider: that somebody turns out to be for us must not
    # count as bad news.
    if evidence.tally.has(FOR_US):
        return UNKNOWN
    return champions


def _enemy(evidence: Evidence) -> Basis:
    return _with_stance(evidence, Stance.ENEMY)


def _rival(evidence: Evidence) -> Basis:
    """A named rival or an enemy; never False, since a rival may not be known yet."""
    enemies = _enemy(evidence)
    if enemies.value:
        return Basis(True, (), enemies.find_people)
    if evidence.plan.rivals:
        return Basis(True)
    return UNKNOWN


def _supplier_in_place(evidence: Evidence) -> Basis:
    """What the plan says itself: a good relationship is not yet a contract."""
    return Basis(evidence.plan.supplier_in_place)


def _inside(evidence: Evidence) -> Basis:
    """The answer to present relationship, else the relationship with the account."""
    answer = evidence.answer(Criterion.PRESENT_RELATIONSHIP)
    if answer.value is not None:
        return answer
    enough = evidence.playbook.thresholds.enough_known
    # Not judgment.account_relationship: what-ifs ask for changed people a thousand
    # times and need no sentences.
    organization, personal = shares_of(evidence.tally.needs, enough)
    if organization.is_met is None or personal.is_met is None:
        return UNKNOWN
    grid = evidence.playbook.relationship_grid
    relationship = grid[organization.is_met, personal.is_met]
    return Basis(relationship in ESTABLISHED, (), lambda: _of_known_power(evidence))


def _of_known_power(evidence: Evidence) -> list[Stakeholder]:
    return [person for person in evidence.people if person.power is not None]


def _rival_inside(evidence: Evidence) -> Basis:
    """True when a rival's relationship is strong, False when every rival's is weak."""
    answers = []
    for rival in evidence.plan.rivals:
        answers.append(evidence.answer(Criterion.PRESENT_RELATIONSHIP, rival))
    strong = [each for each in answers if each.value]
    # One established rival is enough; that there is none takes an answer on each.
    if strong:
        return Basis(True, criteria_of(strong))
    if answers and all(each.value is False for each in answers):
        return Basis(False, criteria_of(answers))
    return UNKNOWN


def _deciders_for_us(evidence: Evidence) -> Basis:
    """More deciders for us than against us, by heads; neutral ones are on no side."""
    deciders = evidence.tally.deciders
    count = sum(deciders.values())
    known = count - deciders[None]
    enough = evidence.playbook.thresholds.enough_known
    if not count or known < enough * count:
        return UNKNOWN
    supporting = sum(deciders[stance] for stance in FOR_US)
    opposing = sum(deciders[stance] for stance in AGAINST_US)
    # By heads and not by power: among deciders each can say no.
    if supporting > opposing:
        return Basis(True, (), lambda: _with_any(_deciders(evidence), FOR_US))
    if opposing:
        return Basis(False, (), lambda: _with_any(_deciders(evidence), AGAINST_US))
    return Basis(False, (), lambda: _deciders(evidence))


def _deciders(evidence: Evidence) -> list[Stakeholder]:
    scale = evidence.plan.center.scale
    deciders = []
    for person in evidence.people:
        if power_of(person, scale) is Power.DECIDER:
            deciders.append(person)
    return deciders


def _with_any(
    people: Iterable[Stakeholder], stances: Collection[Stance]
) -> list[Stakeholder]:
    return [person for person in people if person.stance in stances]


def _part_fits(evidence: Evidence) -> Basis:
    """A part that we fit better than the whole.

    True when organization needs are met for some people, and others' needs or the
    whole are not, or when we have a unique value without fit. False when the solution as a whole fits
    (there is no part to choose), or when neither fit nor unique value is there.
    """
    fits = evidence.answer(Criterion.SOLUTION_FIT)
    unique = evidence.answer(Criterion.UNIQUE_VALUE)
    if fits.value:
        return Basis(False, fits.criteria)
    needs = evidence.tally.organization_needs
    # Met here and unmet there is the sign of a segment: some departments' needs are
    # ours to serve.
    if needs[True] and needs[False]:
        return Basis(True, (), lambda: _served(evidence) + _unserved(evidence))
    if needs[True] and fits.value is False:
        return Basis(True, fits.criteria, lambda: _served(evidence))
    if fits.value is False and unique.value is not None:
        return Basis(unique.value, fits.criteria + unique.criteria)
    return UNKNOWN


def _served(evidence: Evidence) -> list[Stakeholder]:
    people = evidence.people
    return [person for person in people if person.meets_organization_needs is True]


def _unserved(evidence: Evidence) -> list[Stakeholder]:
    people = evidence.people
    return [person for person in people if person.meets_organization_needs is False]


BY_VERDICT: Mapping[str, Question] = FrozenMapping(
    {
        "opportunity": Question.OPPORTUNITY,
        "competitive": Question.COMPETE,
        "winnable": Question.WIN,
        "worth": Question.WORTH,
    }
)
"""Facts that are our verdict on a question."""
BY_ANSWER: Mapping[str, Criterion] = FrozenMapping(
    {
        "fits": Criterion.SOLUTION_FIT,
        "unique_value": Criterion.UNIQUE_VALUE,
        "resources": Criterion.RESOURCES,
        "top_recognition": Criterion.TOP_RECOGNITION,
    }
)
"""Facts that are our answer to a criterion."""


FACTS: Mapping[str, Callable[[Evidence], Basis]] = FrozenMapping(
    {
        "opportunity": _verdict_on(BY_VERDICT["opportunity"]),
        "competitive": _verdict_on(BY_VERDICT["competitive"]),
        "winnable": _verdict_on(BY_VERDICT["winnable"]),
        "worth": _verdict_on(BY_VERDICT["worth"]),
        "fits": _answer_to(BY_ANSWER["fits"]),
        "part_fits": _part_fits,
        "unique_value": _answer_to(BY_ANSWER["unique_value"]),
        "resources": _answer_to(BY_ANSWER["resources"]),
        "top_recognition": _answer_to(BY_ANSWER["top_recognition"]),
        "advantage": advantage,
        "supplier_in_place": _supplier_in_place,
        "inside": _inside,
        "rival": _rival,
        "rival_inside": _rival_inside,
        "insider": _insider,
        "enemy": _enemy,
        "deciders_for_us": _deciders_for_us,
    }
)
"""How each fact is read from a plan, in the order of `FACT_NAMES`."""
# By hand: a what-if takes over every fact that is not in the list of its change, so
# one that is missing here would keep its old value.
OF_PEOPLE = frozenset(
    {"part_fits", "inside", "rival", "insider", "enemy", "deciders_for_us"}
)
"""Facts that depend on people."""
OF_ANSWERS = frozenset(FACT_NAMES) - OF_PEOPLE
"""Facts that depend on answers and rivals only."""
NOT_OF_ANSWERS = frozenset({"rival", "enemy", "deciders_for_us"})
"""Facts that depend on people and the names of rivals only."""
OF_RIVALS_ANSWERS = frozenset({"advantage", "rival_inside"})
"""Facts that depend on what is answered about a rival."""
OF_OUR_ANSWERS = (
    frozenset(FACT_NAMES) - NOT_OF_ANSWERS - {"rival_inside", "supplier_in_place"}
)
"""Facts that depend on what is answered about us."""
OF_ATTRIBUTE: Mapping[str, frozenset[str]] = FrozenMapping(
    {
        "stance": OF_PEOPLE - {"part_fits", "inside"},
        "organization_needs": frozenset({"part_fits", "inside"}),
        "personal_needs": frozenset({"inside"}),
        "power": frozenset({"inside", "deciders_for_us"}),
        "person": OF_PEOPLE,
    }
)
"""Facts that depend on one thing about a person, or on who is there."""
