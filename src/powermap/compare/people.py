"""People and ties that somebody wrote differently."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from powermap.compare.changes import (
    Changed,
    FieldTitle,
    Moved,
    in_both,
    make_changed,
    make_moved,
)
from powermap.compare.contrast import Contrast, Short
from powermap.compare.values import (
    compare_order,
    compared_fields,
    differing_fields,
    index_by_key,
    list_changes,
    person_fields,
)
from powermap.language import Reason
from powermap.model import BuyingCenter, Tie
from powermap.model.by_rival import NO_DECISION, rivals_named
from powermap.model.playbook import CustomField
from powermap.model.rival_fields import with_rivals


def compare_people(
    before: BuyingCenter,
    after: BuyingCenter,
    custom_fields: Iterable[CustomField] = (),
) -> Iterator[Moved]:
    """What was written differently about people who are in both versions."""
    fields = with_rivals(person_fields(custom_fields), _rivals(before, after))
    for old, person in in_both(before, after):
        for field in differing_fields("people", old, person, fields):
            yield make_moved(
                person,
                field.name,
                FieldTitle(field),
                field.value_in(old),
                field.value_in(person),
            )


def _rivals(before: BuyingCenter, after: BuyingCenter) -> tuple[str, ...]:
    """The rivals of either version, "no decision" last."""
    names = rivals_named([*before, *after])
    return (*names, NO_DECISION)


def compare_ties(
    before: Iterable[Tie], after: Iterable[Tie]
) -> tuple[tuple[Tie, ...], tuple[Tie, ...], tuple[tuple[Tie, Tie], ...]]:
    """Ties that were added, ties that were removed, and ties that changed."""
    fields = compared_fields("ties")
    old = index_by_key(before, _ends)
    new = index_by_key(after, _ends)
    added = []
    changed = []
    for key, tie in new.items():
        if key not in old:
            added.append(tie)
        elif differing_fields("ties", old[key], tie, fields):
            changed.append((old[key], tie))
    removed = [tie for key, tie in old.items() if key not in new]
    return tuple(added), tuple(removed), tuple(changed)


def describe_ties(
    added: Iterable[Tie],
    removed: Iterable[Tie],
    changed: Iterable[tuple[Tie, Tie]],
    names: Mapping[str, str],
    custom_fields: Iterable[CustomField] = (),
) -> Iterator[Changed]:
    """Ties that changed, each in a sentence."""
    fields = compared_fields("ties", custom_fields=custom_fields)
    for tie in added:
        text = _tie_text(tie, names)
        because = Reason("difference.tie_added", tie=text)
        yield Changed(text, None, text, because)
    for tie in removed:
        text = _tie_text(tie, names)
        because = Reason("difference.tie_removed", tie=text)
        yield Changed(text, text, None, because)
    for old, new in changed:
        # Without the strength, which the changes name as it was and as it is.
        text = _tie_text(new, names, with_strength=False)
        differing = differing_fields("ties", old, new, fields)
        changes = list_changes(old, new, differing)
        because = Reason("difference.tie_changed", tie=text, changes=changes)
        yield Changed(text, text, text, because)


def _tie_text(
    tie: Tie, names: Mapping[str, str], *, with_strength: bool = True
) -> Reason:
    text = Reason(
        f"tie.{tie.kind.value}", source=names[tie.source], target=names[tie.target]
    )
    if tie.strength is None or not with_strength:
        return text
    return Reason("tie.strength", tie=text, strength=Short(tie.strength))


def _ends(tie: Tie) -> object:
    """What makes two ties the same: whom they join, and how."""
    ends = (tie.source, tie.target)
    if tie.kind.mutual:
        # A friendship written from the other end is the same friendship.
        ends = (min(ends), max(ends))
    return (ends, tie.kind)


def compare_center(before: BuyingCenter, after: BuyingCenter) -> Iterator[Changed]:
    """Facts of the buying center, and the order of its people and ties."""
    for name in ("name", "scale", "as_of", "wanted_roles", "audience", "people_file"):
        old = getattr(before, name)
        new = getattr(after, name)
        if old != new:
            what = Reason(f"difference.center.{name}")
            yield make_changed(what, Contrast(old, new), Contrast(new, old))
    # Order is compared too: charts and files follow it, so equal differences must mean
    # equal files.
    old_ids = [person.id for person in before]
    new_ids = [person.id for person in after]
    yield from compare_order(old_ids, new_ids, "people")
    if _shared_ties(before, after) != _shared_ties(after, before):
        what = Reason("difference.ties")
        because = Reason("difference.order", what=what)
        yield Changed(what, None, None, because)


def _shared_ties(center: BuyingCenter, other: BuyingCenter) -> list[object]:
    """Ties that are in both versions, in the order of the first, with their starts.

    A tie that goes both ways is the same from either end, so writing it from its
    other end changes nothing but the file: it is reported like another order.
    """
    keys = index_by_key(other.ties, _ends)
    shared: list[object] = []
    for key, tie in index_by_key(center.ties, _ends).items():
        if key in keys:
            shared.append((key, tie.source))
    return shared
