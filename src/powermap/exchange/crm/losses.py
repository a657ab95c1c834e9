"""What an export of a CRM has no place for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from powermap.exchange.crm.columns import CrmMapping
from powermap.exchange.crm.custom_cells import custom_cells
from powermap.language import Listed, Reason
from powermap.language.values import Value
from powermap.model import BuyingCenter, Stakeholder, Tie, TieKind
from powermap.model.field_names import FieldName

__all__ = ["describe_losses"]

_FACTS = ("name", "scale", "as_of", "wanted_roles")
"""The fields of a buying center beside its people and ties."""


def describe_losses(
    center: BuyingCenter, reread_center: BuyingCenter, mapping: CrmMapping
) -> list[Reason]:
    """A note of what differs when the written file is read again."""
    lost: list[Value] = [
        *_lost_fields(center, reread_center, mapping),
        *_lost_ties(center, reread_center),
        *_lost_facts(center, reread_center),
    ]
    if not lost:
        return []
    parts = Listed(lost, "comma")
    return [Reason("message.mapping.no_place", label=mapping.label, parts=parts)]


def _counted(name: Value, count: int) -> Reason:
    # As text, since sentences write large counts with separators of thousands.
    return Reason("message.mapping.lost", name=name, count=str(count))


def _lost_fields(
    center: BuyingCenter, reread_center: BuyingCenter, mapping: CrmMapping
) -> list[Value]:
    # Counted by field: a list of people per field would be longer than the export.
    counts: Counter[tuple[str, bool]] = Counter()
    read = {person.id: person for person in reread_center}
    for person in center:
        reread = read.get(person.id)
        for name in type(person).model_fields:
            if not _is_same(person, reread, name, mapping):
                counts[name, _is_half_kept(name, person, reread)] += 1
    lost: list[Value] = []
    for (name, is_half), count in counts.items():
        field: Value = FieldName("people", name)
        if is_half:
            field = Reason("message.mapping.as_number", field=field)
        lost.append(_counted(field, count))
    return lost


def _is_same(
    person: Stakeholder, reread: Stakeholder | None, name: str, mapping: CrmMapping
) -> bool:
    if name != "custom" or reread is None:
        return bool(getattr(person, name) == getattr(reread, name, None))
    # Reading an export adds cells of its own columns, which loses nothing; its words
    # may change, which is told by another note.
    before = custom_cells(person, mapping)
    after = custom_cells(reread, mapping)
    words = {column.key for column in mapping.columns if column.words}
    lost = [key for key in before if key not in words and before[key] != after.get(key)]
    return not lost and before.keys() <= after.keys() | words


def _is_half_kept(name: str, person: Stakeholder, reread: Stakeholder | None) -> bool:
    """Whether the word of a CRM keeps the half of the scale, but not the score."""
    value: Any = getattr(person, name)
    is_score = isinstance(value, int | float) and not isinstance(value, bool)
    return is_score and getattr(reread, name, None) is not None


def _lost_ties(center: BuyingCenter, reread_center: BuyingCenter) -> list[Value]:
    # As a multiset, since two people may be joined by the same tie twice.
    before = Counter(map(_identity, center.ties))
    after = Counter(map(_identity, reread_center.ties))
    kinds: Counter[TieKind] = Counter()
    for identity, count in (before - after).items():
        kinds[identity[0]] += count
    lost: list[Value] = []
    for kind, count in kinds.items():
        ties = Reason("message.mapping.ties_lost", kind=kind)
        lost.append(_counted(ties, count))
    return lost


def _identity(tie: Tie) -> tuple[TieKind, str, str, str, str, str, object]:
    return (
        tie.kind,
        tie.source,
        tie.target,
        str(tie.strength),
        str(tie.said_by),
        str(tie.note),
        tie.custom,
    )


def _lost_facts(center: BuyingCenter, reread_center: BuyingCenter) -> Sequence[Value]:
    lost: list[Value] = []
    for name in _FACTS:
        if getattr(center, name) != getattr(reread_center, name):
            fact = FieldName("about", name)
            lost.append(Reason("message.mapping.fact_lost", fact=fact))
    return lost
