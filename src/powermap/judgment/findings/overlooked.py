"""People, rivals and needs that a plan overlooks: rules PM318 to PM320."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, hit_together
from powermap.judgment.findings.queries import (
    AGAINST,
    deciders,
    key_people,
    known_stances,
    live_actions,
)
from powermap.model import Contact, Stakeholder, Stance, TieKind
from powermap.model.playbook import FindingKind

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

STATED = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that say outright who influences whom; a reporting line is too common."""


def find_overlooked_influencer(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Influencers of a decision maker whom we hardly know and nobody works on."""
    # People who decide or can veto, and opponents, have findings of their own.
    known_elsewhere = {person.id for person in key_people(judgment)}
    in_work: set[str] = set()
    for action in live_actions(judgment):
        in_work.update(action.with_people)
    close = _close_to_deciders(judgment)
    overlooked = []
    for person in judgment.center:
        if person.id not in close or person.id in known_elsewhere:
            continue
        if person.covered_by or person.id in in_work:
            continue
        if _is_hardly_known(person):
            overlooked.append(person)
    return hit_together(overlooked)


def _close_to_deciders(judgment: Judgment) -> set[str]:
    """Ids of people who are said to influence a decision maker directly."""
    deciding = {person.id for person in deciders(judgment)}
    close = set()
    for link in judgment.network.links:
        if link.tie.kind in STATED and link.target in deciding:
            close.add(link.source)
    return close


def _is_hardly_known(person: Stakeholder) -> bool:
    if person.stance in AGAINST:
        return False
    return person.stance is None or person.contact is Contact.NONE


def find_unknown_rival(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """We are in place, and nothing is known of anybody who wants our place."""
    plan = judgment.plan
    is_known = plan.rivals or Stance.ENEMY in known_stances(judgment)
    if plan.supplier_in_place and not is_known:
        yield Hit()


def find_unserved_deciders(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Needs of others are met, those of decision makers not, as far as is known."""
    deciding = deciders(judgment)
    served = [person for person in judgment.center if person.meets_organization_needs]
    # Where nobody's needs are judged yet, that is not a gap between people.
    serves_others_only = bool(served) and not set(served) & set(deciding)
    if deciding and serves_others_only:
        yield Hit(deciding)
