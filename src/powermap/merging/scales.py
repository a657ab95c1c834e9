"""Scores of two versions of which one changed the scale."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from powermap.exchange.documents.conflict_marks import Mark
from powermap.exchange.documents.settling import people_of
from powermap.merging.values import is_same
from powermap.model.sheet_titles import keys_of

__all__ = ["mark_scores_of_other_scale"]

Document = Mapping[str, Any]
_AXES = ("power", "involvement")


def mark_scores_of_other_scale(
    merged: dict[str, Any], base: Document, ours: Document, theirs: Document
) -> None:
    """Mark scores that were given on another scale than the merged plan has.

    7 of 10 means something else on a scale to 100, so nobody but the authors can say
    what it is there.
    """
    if is_same(ours.get("scale"), theirs.get("scale")):
        return
    scale = merged.get("scale")
    if isinstance(scale, Mark):
        scale = scale.ours
    before = people_of(base)
    here = people_of(ours)
    there = people_of(theirs)
    is_ours = is_same(scale, ours.get("scale"))
    other = there if is_ours else here
    for person in merged.get(keys_of("people")[0], ()):
        id = person["id"]
        for axis in _AXES:
            given = other.get(id, {}).get(axis)
            known = before.get(id, {}).get(axis)
            changed = not is_same(given, known) and _is_score(given)
            if changed and not isinstance(person.get(axis), Mark):
                mine = here.get(id, {}).get(axis)
                yours = there.get(id, {}).get(axis)
                person[axis] = Mark(known, mine, yours)


def _is_score(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
