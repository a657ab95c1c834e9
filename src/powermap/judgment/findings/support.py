"""Support and influence: rules PM301 to PM399."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, list_people
from powermap.judgment.findings.queries import (
    AGAINST,
    FOR,
    deciders,
    key_people,
    known_stances,
    live_actions,
)
from powermap.model import Role, Stance, TieKind
from powermap.model.playbook import FindingKind
from powermap.network.links import links

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value

INFLUENCE = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that say outright who influences whom."""


def find_no_insider(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """No one is known to work for us inside."""
    stances = known_stances(judgment)
    # The course: without an insider it is hard to win.
    if len(judgment.center) > 0 and Stance.CHAMPION not in stances:
        yield Hit()


def find_no_enemy(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """No one is known to be against us."""
    stances = known_stances(judgment)
    # The course: who cannot find the enemy will probably lose. Everybody friendly is
    # more often a blind spot than a fact.
    if len(judgment.center) > 0 and AGAINST.isdisjoint(stances):
        yield Hit()


def find_outnumbered(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """No more decision makers for us than against us.

    Silent while no stance of a decision maker is known: that is a finding of its own.
    """
    deciding = deciders(judgment)
    known = [person for person in deciding if person.stance]
    against = [person for person in known if person.stance in AGAINST]
    supporters = [person for person in known if person.stance in FOR]
    # A tie is a finding: a group that is split does not decide.
    if known and len(supporters) <= len(against):
        counts = {
            "deciders": len(deciding),
            "supporters": len(supporters),
            "opponents": len(against),
        }
        yield Hit(tuple(against), counts)


def find_overruled(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """A decision maker for us among key people most of whom are not.

    A person of unknown stance is one of the key people, but not against us.
    """
    key = key_people(judgment)
    backing = [person for person in deciders(judgment) if person.stance in FOR]
    others = []
    for person in key:
        if person.stance and person.stance not in FOR:
            others.append(person)
    # More than half of all key people, so that unknown stances weaken the finding
    # rather than raise it.
    if backing and len(others) * 2 > len(key):
        values: dict[str, Value] = {
            "deciders": list_people(backing),
            "count": len(others),
            "all": len(key),
        }
        yield Hit(tuple(others), values)


def find_powerless_insider(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """An insider who influences no decision maker."""
    # Without a known decider nobody can influence one; PM102 says so.
    if not deciders(judgment):
        return
    influential = _influential_people(judgment)
    for person in judgment.center:
        if person.stance is Stance.CHAMPION and person.id not in influential:
            yield Hit((person,))


def _influential_people(judgment: Judgment) -> set[str]:
    """Ids of those who decide or influence a decision maker, over any number of ties."""
    against = {person.id for person in judgment.center if person.stance in AGAINST}
    influencers = _influencers_by_person(judgment)
    influential = {person.id for person in deciders(judgment)}
    # Backwards from those who decide: one walk answers for all insiders, where a path
    # per insider would walk the ties again and again.
    pending = list(influential)
    while pending:
        person = pending.pop()
        for id in influencers.get(person, ()):
            if id in influential:
                continue
            influential.add(id)
            # People against us pass nothing on for us.
            if id not in against:
                pending.append(id)
    return influential


def _influencers_by_person(judgment: Judgment) -> dict[str, list[str]]:
    """Who influences each person directly, as far as a tie says so."""
    influencers: dict[str, list[str]] = {}
    for link in links(judgment):
        kind = link.tie.kind
        # A boss influences a report; a friend or a contact need not.
        from_boss = kind is TieKind.REPORTS_TO and link.source == link.tie.target
        if kind in INFLUENCE or from_boss:
            influencers.setdefault(link.target, []).append(link.source)
    return influencers


def find_blocker(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Somebody who can stop the purchase and is against us, while we do nothing."""
    in_work: set[str] = set()
    for action in live_actions(judgment):
        in_work.update(action.with_people)
    for person in judgment.center:
        is_gatekeeper = judgment.roles[person.id].role is Role.GATEKEEPER
        blocks = person.can_veto or is_gatekeeper
        handled = person.covered_by or person.id in in_work
        if blocks and person.stance in AGAINST and not handled:
            yield Hit((person,))
