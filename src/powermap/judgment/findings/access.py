"""Access and coverage: rules PM201 to PM299."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from powermap.judgment.findings.hits import Hit, list_people
from powermap.judgment.findings.queries import deciders
from powermap.language import Reason
from powermap.model import Contact, Stakeholder
from powermap.model.playbook import FindingKind, Severity

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language.values import Value

KNOWN_WELL = frozenset({Contact.SEVERAL, Contact.DEEP})
MOST_OF_REACH = 0.5
"""Beyond this part of the power of the decision makers we reach, the deal is lost."""


def find_uncovered(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Decision makers whom no one on our team covers."""
    for person in deciders(judgment):
        if not person.covered_by:
            yield Hit((person,))


def find_no_contact(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Decision makers with whom we have no contact."""
    deciding = deciders(judgment)
    # Contact that is unknown is PM404: a fact to ask for, not yet a risk.
    without = [person for person in deciding if _is_not_met(person)]
    none_met = len(without) == len(deciding)
    for person in without:
        yield Hit((person,), severity=Severity.SERIOUS if none_met else None)


def find_no_contact_with_veto(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """People who can stop the purchase and with whom we have no contact."""
    deciding = {person.id for person in deciders(judgment)}
    for person in judgment.center:
        # Whoever decides too has a finding already.
        if person.can_veto and person.id not in deciding and _is_not_met(person):
            yield Hit((person,))


def _is_not_met(person: Stakeholder) -> bool:
    return person.contact is Contact.NONE


def find_single_thread(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """The only person whom we know well or, if there is none, at all."""
    known_well = []
    known_briefly = []
    for person in judgment.center:
        if person.contact in KNOWN_WELL:
            known_well.append(person)
        elif person.contact is Contact.BRIEF:
            known_briefly.append(person)
    # Brief contacts carry no deal, so they count only when there is nothing better.
    threads = known_well or known_briefly
    # With one person in the center there cannot be more than one thread.
    if len(threads) == 1 and len(judgment.center) > 1:
        yield Hit(tuple(threads))


def find_deal_on_one_person(judgment: Judgment, _: FindingKind) -> Iterator[Hit]:
    """Somebody whose loss cuts us off from most of the decision makers we reach."""
    damages = judgment.network.damages
    ours = list(damages.access.ours)
    everybody = judgment.center.stakeholders
    for damage in damages.cutting_off():
        if damage.share <= MOST_OF_REACH:
            continue
        [leaver] = damage.leavers
        lost = [everybody[node] for node in damage.deciders]
        values: dict[str, Value] = {"lost": list_people(lost)}
        if leaver < len(everybody):
            values["who"] = everybody[leaver].name
            about = sorted({leaver, *damage.deciders})
            severity = None if damage.share == 1 else Severity.WARNING
        else:
            values["who"] = Reason("loss.ours", name=ours[leaver - len(everybody)])
            about = sorted(damage.deciders)
            # A handover is in our hands, and a team of one knows.
            severity = Severity.INFO if len(ours) == 1 else Severity.WARNING
        yield Hit(tuple(everybody[node] for node in about), values, severity=severity)
