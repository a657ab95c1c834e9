"""Support and influence: the rules of the third hundred."""

from __future__ import annotations

from collections.abc import Iterator

from powermap.judgment.findings.case import AGAINST, FOR, LIVE, Case, Hit, listed
from powermap.model import Role, Stance, TieKind
from powermap.model.playbook import FindingKind
from powermap.network.link import links

SAYS_IT = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that say outright who sways whom."""


def no_insider(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Nobody is known to work for us inside."""
    if case.people and not any(one.stance is Stance.CHAMPION for one in case.people):
        yield Hit()


def no_enemy(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Nobody is known to be against us."""
    if case.people and not any(one.stance in AGAINST for one in case.people):
        yield Hit()


def outnumbered(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Silent while no stance of those who decide is known: that is a finding of its own."""
    known = [one for one in case.deciders if one.stance]
    against = tuple(one for one in known if one.stance in AGAINST)
    supporters = sum(one.stance in FOR for one in known)
    if known and supporters <= len(against):
        counts = {
            "deciders": len(case.deciders),
            "supporters": supporters,
            "opponents": len(against),
        }
        yield Hit(against, counts)


def overruled(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Whose stance is unknown is not counted as against us, only among all."""
    backing = [one.name for one in case.deciders if one.stance in FOR]
    others = tuple(one for one in case.key if one.stance and one.stance not in FOR)
    if backing and len(others) * 2 > len(case.key):
        yield Hit(
            others,
            {
                "deciders": listed(backing, case.lang),
                "count": len(others),
                "all": len(case.key),
            },
        )


def powerless_insider(case: Case, _: FindingKind) -> Iterator[Hit]:
    """An insider whose word reaches nobody who decides."""
    if not case.deciders:
        return
    swaying = _swaying(case)
    yield from (
        Hit((one,))
        for one in case.people
        if one.stance is Stance.CHAMPION and one.id not in swaying
    )


def _swaying(case: Case) -> set[str]:
    """Who decides or sways somebody who does, over any number of links; people against us pass nothing on."""
    shut = {one.id for one in case.people if one.stance in AGAINST}
    behind: dict[str, list[str]] = {}
    for link in links(case.center):
        from_the_boss = (
            link.tie.kind is TieKind.REPORTS_TO and link.source == link.tie.target
        )
        if (
            link.tie.kind not in SAYS_IT and not from_the_boss
        ):  # a boss, a friend, a contact is not thereby swayed
            continue
        behind.setdefault(link.target, []).append(link.source)
    found = {one.id for one in case.deciders}
    ahead = list(found)
    while ahead:
        new = [
            id for id in dict.fromkeys(behind.get(ahead.pop(), ())) if id not in found
        ]
        found.update(new)
        ahead += [id for id in new if id not in shut]
    return found


def blocker(case: Case, _: FindingKind) -> Iterator[Hit]:
    """Who can stop the purchase, is against us, and is worked on by nobody."""
    worked_on = {
        id
        for action in case.actions
        if action.state in LIVE
        for id in action.with_people
    }
    for one in case.people:
        blocks = one.can_veto or case.roles[one.id].role is Role.GATEKEEPER
        if (
            blocks
            and one.stance in AGAINST
            and not one.covered_by
            and one.id not in worked_on
        ):
            yield Hit((one,))
