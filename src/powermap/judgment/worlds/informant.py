"""Whom to ask, and who on our team asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.language import Reason
from powermap.model import Contact, Stakeholder, Stance
from powermap.network.influence_graph import AGAINST_US
from powermap.network.paths import paths_to

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.worlds.unknowns import Unknown

__all__ = ["Informant", "informant_for"]

CLOSEST_FIRST = (Contact.DEEP, Contact.SEVERAL, Contact.BRIEF)
"""Contacts through which something can be asked."""
FRIENDLIEST_FIRST = (Stance.CHAMPION, Stance.SUPPORTER)


@dataclass(frozen=True, slots=True)
class Informant:
    """Whom to ask.

    Parameters
    ----------
    member : str or None
        Who on our team asks; None when nobody covers the person.
    person : str or None
        Id of the person of the customer who is asked; None when the one on our team
        knows it, or nobody is near.
    because : Reason
        Whom to ask, and why them.
    """

    member: str | None
    person: str | None
    because: Reason


def informant_for(judgment: Judgment, unknown: Unknown) -> Informant:
    """Whom to ask, and who on our team asks.

    About a person: who covers them, else the person where there is contact, else the
    first in the strongest chain to them, else somebody who is for us. About an answer:
    the champion or supporter of the deepest contact. Whether we are in place our own
    team or records know.
    """
    if unknown.kind in {"stance", "veto"}:
        person = judgment.center[unknown.about]
        return _about_person(judgment, person)
    if unknown.kind == "answer":
        for insider in _insiders(judgment):
            return _through(insider, "insider")
    return _team(judgment)


def _about_person(judgment: Judgment, person: Stakeholder) -> Informant:
    if person.covered_by:
        member = person.covered_by[0]
        because = Reason("ask.covers", member=member)
        return Informant(member, None, because)
    contact = person.contact
    # Somebody against us is not asked where they stand.
    if contact in CLOSEST_FIRST and person.stance not in AGAINST_US:
        because = Reason(
            "ask.contact",
            name=person.name,
            contact=Reason(f"visit.contact_{contact}"),
        )
        return Informant(None, person.id, because)
    for chain in paths_to(judgment, person.id, most=1):
        first = judgment.center[chain.people[0]]
        # Of people of unknown stance only those we know well count as ours.
        if first is not person:
            return _through(first, "chain")
    for insider in _insiders(judgment):
        if insider is not person:
            return _through(insider, "insider")
    return Informant(None, None, Reason("ask.nobody"))


def _through(person: Stakeholder, key: str) -> Informant:
    member = person.covered_by[0] if person.covered_by else None
    suffix = "_covered" if member else ""
    because = Reason(f"ask.{key}{suffix}", name=person.name, member=member)
    return Informant(member, person.id, because)


def _insiders(judgment: Judgment) -> Iterator[Stakeholder]:
    """Those for us whom we know, the friendliest first, then by contact."""
    for stance in FRIENDLIEST_FIRST:
        for contact in CLOSEST_FIRST:
            for person in judgment.center:
                if (person.stance, person.contact) == (stance, contact):
                    yield person


def _team(judgment: Judgment) -> Informant:
    member = judgment.plan.seller
    if member is None and judgment.plan.team:
        member = judgment.plan.team[0].name
    if member is None:
        return Informant(None, None, Reason("ask.ours"))
    because = Reason("ask.team", member=member)
    return Informant(member, None, because)
