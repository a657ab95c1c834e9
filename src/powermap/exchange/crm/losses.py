"""What an export of a CRM has no place for."""

from __future__ import annotations

from collections import Counter

from powermap.exchange.crm.columns import PROSE, CrmMapping
from powermap.exchange.crm.extras import split_extras
from powermap.language import Listed, Reason
from powermap.language.values import Value
from powermap.model import BuyingCenter, Stakeholder, Tie, TieKind
from powermap.model.choices import MemberKey
from powermap.model.field_names import FieldName

__all__ = ["describe_losses"]

_FACTS = ("name", "scale", "as_of", "wanted_roles")
"""The fields of a buying center beside its people and ties."""


def describe_losses(
    center: BuyingCenter, reread_center: BuyingCenter, mapping: CrmMapping
) -> list[Reason]:
    """A note of what differs when the written file is read again."""
    lost = [
        *_lost_fields(center, reread_center, mapping),
        *_lost_ties(center, reread_center),
        *_lost_facts(center, reread_center),
    ]
    if not lost:
        return []
    note = Reason("message.crm.no_place", label=mapping.label, losses=Listed(lost))
    return [note]


def _lost_fields(
    center: BuyingCenter, reread_center: BuyingCenter, mapping: CrmMapping
) -> list[Value]:
    # Counted by field: a list of people per field would be longer than the export.
    counts: Counter[FieldName | Reason] = Counter()
    read = {person.id: person for person in reread_center}
    for person in center:
        reread = read.get(person.id)
        for name in type(person).model_fields:
            if not _is_same(person, reread, name, mapping):
                lost = _describe_field(name, person, reread)
                counts[lost] += 1
    return [_counted(what, count) for what, count in counts.items()]


def _counted(what: Value, count: int) -> Value:
    return Reason("message.crm.counted", what=what, count=count)


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


def _describe_field(
    name: str, person: Stakeholder, reread: Stakeholder | None
) -> FieldName | Reason:
    field = FieldName("people", name)
    is_score = isinstance(getattr(person, name), int | float)
    # The word of a CRM keeps the half of the scale, but not the score.
    if is_score and getattr(reread, name, None) is not None:
        return Reason("message.crm.as_number", field=field)
    return field


def _lost_ties(center: BuyingCenter, reread_center: BuyingCenter) -> list[Value]:
    # As a multiset, since two people may be joined by the same tie twice.
    before = Counter(map(_identity, center.ties))
    after = Counter(map(_identity, reread_center.ties))
    kinds: Counter[TieKind] = Counter()
    for identity, count in (before - after).items():
        kinds[TieKind(identity[0])] += count
    lost = []
    for kind, count in kinds.items():
        ties = Reason("message.crm.ties_of_kind", kind=MemberKey(kind))
        lost.append(_counted(ties, count))
    return lost


def _identity(tie: Tie) -> tuple[str, ...]:
    return (
        tie.kind.value,
        tie.source,
        tie.target,
        str(tie.strength),
        str(tie.note),
    )


def _lost_facts(center: BuyingCenter, reread_center: BuyingCenter) -> list[Value]:
    lost: list[Value] = []
    for name in _FACTS:
        if getattr(center, name) != getattr(reread_center, name):
            lost.append(Reason("message.crm.fact", field=FieldName("about", name)))
    return lost
