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
    people_by_id,
)
from powermap.model import Role, Stakeholder, Stance, TieKind
from powermap.model.playbook import FindingKind, Severity

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value

ENOUGH_STANCES = 5
"""With as many stances known, or half, it is serious that nobody is against us."""


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
    is_found = not AGAINST.isdisjoint(stances) or _is_anybody_for_a_rival(judgment)
    if len(judgment.center) > 0 and not is_found:
        known = sum(person.stance is not None for person in judgment.center)
        enough = known >= ENOUGH_STANCES or known * 2 >= len(judgment.center)
        yield Hit(severity=None if enough else Severity.WARNING)


def _is_anybody_for_a_rival(judgment: Judgment) -> bool:
    """Whether a rival's supporter is known, whatever their stance toward us."""
    for person in judgment.center:
        if not FOR.isdisjoint(person.rival_stances.values()):
            return True
    return False


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
    influencers = judgment.network.influencers
    influential = set(judgment.deciding)
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


def find_blocker(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Somebody who can stop the purchase and is against us, while we do nothing."""
    for person in _unaddressed_opponents(judgment):
        if _can_block(judgment, person):
            yield Hit((person,))


def find_deciding_opponent(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Somebody who decides or can veto and is against us."""
    open_blockers = {
        person.id
        for person in _unaddressed_opponents(judgment)
        if _can_block(judgment, person)
    }
    for person in key_people(judgment):
        # Blockers whom nobody works on have a finding already.
        if person.stance in AGAINST and person.id not in open_blockers:
            yield Hit((person,))


def find_isolated_decider(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Decision makers who hear only people against us or of unknown stance."""
    influencers = judgment.network.influencers
    for person in deciders(judgment):
        heard = people_by_id(judgment, influencers.get(person.id, ()))
        hostile = all(each.stance is None or each.stance in AGAINST for each in heard)
        # Also one who is for us: that may change when all others say otherwise.
        if heard and hostile:
            yield Hit((person,))


def find_influential_opponent(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Opponents who influence a decision maker, while we do nothing."""
    deciding = frozenset(judgment.deciding)
    influential = _influential_people(judgment)
    for person in _unaddressed_opponents(judgment):
        if person.id in deciding or _can_block(judgment, person):
            continue
        if person.id in influential:
            yield Hit((person,))


def find_owner_in_conflict(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """An owner in conflict with somebody who can stop the purchase."""
    key = {person.id for person in key_people(judgment)}
    for person in judgment.center:
        # Whoever screens can say no, too.
        if _can_block(judgment, person):
            key.add(person.id)
    pairs: set[frozenset[str]] = set()
    for tie in judgment.center.ties:
        pair = frozenset((tie.source, tie.target))
        owned = any(judgment.roles[id].role is Role.OWNER for id in pair)
        if tie.kind is TieKind.CONFLICTS_WITH and owned and pair <= key:
            pairs.add(pair)
    for pair in sorted(pairs, key=sorted):
        yield Hit(people_by_id(judgment, pair))


def _unaddressed_opponents(judgment: Judgment) -> list[Stakeholder]:
    """People against us whom no one on our team covers or works on."""
    in_work: set[str] = set()
    for action in live_actions(judgment):
        in_work.update(action.with_people)
        in_work.add(action.test_of or "")
    opponents = []
    for person in judgment.center:
        handled = person.covered_by or person.id in in_work
        if person.stance in AGAINST and not handled:
            opponents.append(person)
    return opponents


def _can_block(judgment: Judgment, person: Stakeholder) -> bool:
    is_gatekeeper = judgment.roles[person.id].role is Role.GATEKEEPER
    return bool(person.can_veto) or is_gatekeeper
