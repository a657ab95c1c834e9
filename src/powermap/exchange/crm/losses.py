"""What an export of a CRM has no place for."""

from __future__ import annotations

from collections import Counter

from powermap.exchange.crm.columns import PROSE, CrmMapping
from powermap.exchange.crm.extras import split_extras
from powermap.model import BuyingCenter, Stakeholder, Tie

__all__ = ["describe_losses"]

_FACTS = ("name", "scale", "as_of", "wanted_roles")
"""The fields of a buying center beside its people and ties."""


def describe_losses(
    center: BuyingCenter, reread_center: BuyingCenter, mapping: CrmMapping
) -> list[str]:
    """A note of what differs when the written file is read again."""
    lost = [
        *_lost_fields(center, reread_center, mapping),
        *_lost_ties(center, reread_center),
        *_lost_facts(center, reread_center),
    ]
    if not lost:
        return []
    note = (
        f"{mapping.label} has no place for: {', '.join(lost)}; "
        "keep the plan as .yaml or .xlsx too"
    )
    return [note]


def _lost_fields(
    center: BuyingCenter, reread_center: BuyingCenter, mapping: CrmMapping
) -> list[str]:
    # Counted by field: a list of people per field would be longer than the export.
    counts: Counter[str] = Counter()
    read = {person.id: person for person in reread_center}
    for person in center:
        reread = read.get(person.id)
        for name in type(person).model_fields:
            if not _is_same(person, reread, name, mapping):
                lost = _describe_field(name, person, reread)
                counts[lost] += 1
    return [f"{name} ({count})" for name, count in counts.items()]


def _is_same(
    person: Stakeholder, reread: Stakeholder | None, name: str, mapping: CrmMapping
) -> bool:
    before = getattr(person, name)
    after = getattr(reread, name, None)
    if name not in PROSE or reread is None:
        return bool(before == after)
    # Reading an export adds lines for its own columns, which loses nothing.
    own_before, extras_before = split_extras(mapping, name, before)
    own_after, extras_after = split_extras(mapping, name, after)
    return own_before == own_after and extras_before.keys() <= extras_after.keys()


def _describe_field(name: str, person: Stakeholder, reread: Stakeholder | None) -> str:
    is_score = isinstance(getattr(person, name), int | float)
    # The word of a CRM keeps the half of the scale, but not the score.
    if is_score and getattr(reread, name, None) is not None:
        return f"{name} as a number"
    return name


def _lost_ties(center: BuyingCenter, reread_center: BuyingCenter) -> list[str]:
    # As a multiset, since two people may be joined by the same tie twice.
    before = Counter(map(_identity, center.ties))
    after = Counter(map(_identity, reread_center.ties))
    kinds: Counter[str] = Counter()
    for identity, count in (before - after).items():
        kind = identity[0]
        kinds[kind] += count
    lost = []
    for kind, count in kinds.items():
        lost.append(f"ties of the kind {kind} ({count})")
    return lost


def _identity(tie: Tie) -> tuple[str, ...]:
    return (
        tie.kind.value,
        tie.source,
        tie.target,
        str(tie.strength),
        str(tie.note),
    )


def _lost_facts(center: BuyingCenter, reread_center: BuyingCenter) -> list[str]:
    lost = []
    for name in _FACTS:
        if getattr(center, name) != getattr(reread_center, name):
            lost.append(f"the {name} of the buying center")
    return lost
