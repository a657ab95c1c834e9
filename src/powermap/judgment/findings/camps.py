"""Both camps, and no decision: rules PM311 to PM317."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, hit_together
from powermap.judgment.findings.queries import (
    AGAINST,
    FOR,
    key_people,
    people_by_id,
)
from powermap.judgment.no_decision import DecisionAnswer, DecisionCriterion
from powermap.model import Answer, Contact, Stakeholder, Stance
from powermap.model.by_rival import NO_DECISION, is_no_decision
from powermap.model.playbook import FindingKind

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})
OPEN = frozenset({DecisionCriterion.EVENT, DecisionCriterion.CONSENSUS})
"""Criteria that several facts can leave without a plus: which one is said."""


def _rivals(judgment: Judgment) -> list[str]:
    """Those who want to sell; "no decision" works for nobody, PM317 is about it."""
    return [name for name in judgment.plan.rivals if not is_no_decision(name)]


def find_counter_champion(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Somebody who decides or can veto, and works for a rival."""
    for rival in _rivals(judgment):
        working = []
        for person in key_people(judgment):
            if person.rival_stances.get(rival) is Stance.CHAMPION:
                working.append(person)
        if working:
            yield Hit(tuple(working), {"rival": rival})


def find_thread_of_rival(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """The only person whom a rival knows well, where more contacts are known."""
    for rival in _rivals(judgment):
        known = []
        well = []
        for person in judgment.center:
            contact = person.rival_contacts.get(rival)
            if contact is not None:
                known.append(person)
            if contact in KNOWN_WELL:
                well.append(person)
        # Of one contact that is known, the others may be unknown.
        if len(well) == 1 and len(known) > 1:
            yield Hit(tuple(well), {"rival": rival})


def find_swing_people(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Those who decide or can veto, and whom neither camp has to itself."""
    # Without a stance toward any rival there is only one camp on the map.
    if not any(_toward_rivals(person) for person in judgment.center):
        return
    swing = [person for person in key_people(judgment) if _may_swing(person)]
    yield from hit_together(swing)


def _toward_rivals(person: Stakeholder) -> set[Stance]:
    stances = dict(person.rival_stances)
    stances.pop(NO_DECISION, None)
    return set(stances.values())


def _may_swing(person: Stakeholder) -> bool:
    theirs = _toward_rivals(person)
    # Of whom nothing is known it cannot be said that both need them.
    if person.stance is None and not theirs:
        return False
    is_ours = person.stance in FOR
    is_theirs = not theirs.isdisjoint(FOR)
    # For both camps is as open as for none of them.
    if is_ours or is_theirs:
        return is_ours and is_theirs
    return person.stance not in AGAINST


def find_no_event(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """No event that is still to come forces the customer to decide."""
    yield from _unless_plus(judgment, DecisionCriterion.EVENT)


def find_no_consensus(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Decision makers in conflict, or without a need that they share."""
    yield from _if_minus(judgment, DecisionCriterion.CONSENSUS)


def find_no_cost_of_waiting(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Nobody knows what it costs the customer to wait."""
    yield from _unless_plus(judgment, DecisionCriterion.COST)


def find_losers(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Somebody who decides or can veto loses from the change."""
    yield from _if_minus(judgment, DecisionCriterion.LOSERS)


def _unless_plus(judgment: Judgment, criterion: DecisionCriterion) -> Iterator[Hit]:
    # Of people alone no plan is expected; without any, PM101 is enough.
    if judgment.only_people or len(judgment.center) == 0:
        return
    answered = judgment.no_decision.of(criterion)
    if answered.answer is not Answer.PLUS:
        yield _hit(judgment, answered)


def _if_minus(judgment: Judgment, criterion: DecisionCriterion) -> Iterator[Hit]:
    if judgment.only_people:
        return
    answered = judgment.no_decision.of(criterion)
    if answered.answer is Answer.MINUS:
        yield _hit(judgment, answered)


def _hit(judgment: Judgment, answered: DecisionAnswer) -> Hit:
    people = people_by_id(judgment, answered.people)
    # The messages of the others say it already.
    is_open = answered.criterion in OPEN
    return Hit(people, facts=answered.because if is_open else None)
