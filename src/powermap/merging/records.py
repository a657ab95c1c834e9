"""Three versions of the records of a table as one list, with marks where they differ."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from powermap.exchange.documents.conflict_marks import KEEP, REMOVAL, REMOVE, Mark, Side
from powermap.exchange.documents.keys import CLAIMS
from powermap.exchange.documents.yaml_meaning import keys_of_entries
from powermap.merging.values import is_same, merge_order, merge_value
from powermap.model.fields import Table

__all__ = ["Record", "merge_record", "merge_records", "removal"]

Record = Mapping[str, Any]
_LATEST = ("as_of", "plan_as_of")
"""Days on which something was known, of which both sides know the later."""


def removal(kept_by: Side, *, is_new: bool = False) -> Mark:
    """The mark of a record that one side has and the other has not."""
    base = REMOVE if is_new else KEEP
    if kept_by == "ours":
        return Mark(base, KEEP, REMOVE)
    return Mark(base, REMOVE, KEEP)


def merge_records(
    table: Table,
    base: Sequence[Record],
    ours: Sequence[Record],
    theirs: Sequence[Record],
) -> list[dict[str, Any]]:
    """The records of a table, each found again by its key.

    A record that one side removed and the other changed stays, with a mark.
    """
    versions = [_by_key(table, records) for records in (base, ours, theirs)]
    before, here, there = versions
    merged: dict[Hashable, dict[str, Any]] = {}
    for key in dict.fromkeys([*before, *here, *there]):
        record = _merge_one(before.get(key), here.get(key), there.get(key))
        if record is not None:
            merged[key] = record
    order = merge_order(list(before), list(here), list(there), set(merged))
    return [merged[key] for key in order]


def _by_key(table: Table, records: Sequence[Record]) -> dict[Hashable, Record]:
    if table == "claims":
        return _claims_by_key(records)
    return dict(zip(keys_of_entries(table, records), records, strict=True))


def _claims_by_key(claims: Sequence[Record]) -> dict[Hashable, Record]:
    keyed: dict[Hashable, Record] = {}
    for claim in claims:
        key = (claim.get("field"), claim.get("said_by"), claim.get("day"))
        number = 0
        while (*key, number) in keyed:
            number += 1
        keyed[*key, number] = claim
    return keyed


def _merge_one(
    base: Record | None, ours: Record | None, theirs: Record | None
) -> dict[str, Any] | None:
    if ours is not None and theirs is not None:
        return merge_record(base or {}, ours, theirs)
    only: Record | None = ours if theirs is None else theirs
    # Removed by both, or removed by one and not touched by the other.
    if only is None or (base is not None and is_same(base, only)):
        return None
    if base is None:
        return dict(only)
    side: Side = "ours" if theirs is None else "theirs"
    return {**only, REMOVAL: removal(side)}


def merge_record(base: Record, ours: Record, theirs: Record) -> dict[str, Any]:
    """One record field by field."""
    merged = {}
    for name in merge_order(list(base), list(ours), list(theirs), None):
        value = _merge_field(name, base.get(name), ours.get(name), theirs.get(name))
        if value is not None:
            merged[name] = value
    return merged


def _merge_field(name: str, base: Any, ours: Any, theirs: Any) -> Any:
    if name == CLAIMS:
        versions = (base or [], ours or [], theirs or [])
        return merge_records("claims", *versions) or None
    value = merge_value(base, ours, theirs)
    days = [each for each in (ours, theirs) if each is not None]
    # Both sides changed the day, and together they know what the later one knew.
    if name in _LATEST and isinstance(value, Mark) and len(days) == 2:
        return max(days)
    return value
