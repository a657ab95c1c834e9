"""Three versions of one value, of a list, or of an order, as one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

from powermap.exchange.documents.conflict_marks import Mark

__all__ = ["is_same", "merge_order", "merge_value"]

K = TypeVar("K", bound=Hashable)


def is_same(one: Any, other: Any) -> bool:
    """Whether two values of documents say the same, in the same kind of value.

    Examples
    --------
    >>> is_same(1, True), is_same([1, 2], [1, 2])
    (False, True)
    """
    return type(one) is type(other) and bool(one == other)


def merge_value(base: Any, ours: Any, theirs: Any) -> Any:
    """The value that one side changed; a mark where both did and differ.

    Lists are merged by member and blocks by key, so that two who add something else to
    one list do not disagree.

    Examples
    --------
    >>> merge_value("neutral", "neutral", "supporter")
    'supporter'
    >>> merge_value(["Kim"], ["Kim", "Lee"], ["Kim", "Max"])
    ['Kim', 'Lee', 'Max']
    >>> merge_value("neutral", "opponent", "supporter")
    Mark(base='neutral', ours='opponent', theirs='supporter', choice='undecided')
    """
    if is_same(ours, theirs) or is_same(base, theirs):
        return ours
    if is_same(base, ours):
        return theirs
    versions = [each for each in (base, ours, theirs) if each is not None]
    if all(isinstance(each, list) for each in versions):
        return _merge_members(base or [], ours or [], theirs or [])
    if all(isinstance(each, Mapping) for each in versions):
        return _merge_keys(base or {}, ours or {}, theirs or {})
    return Mark(base, ours, theirs)


def _merge_members(
    base: Sequence[Any], ours: Sequence[Any], theirs: Sequence[Any]
) -> list[Any] | None:
    members = []
    for member in dict.fromkeys([*base, *ours, *theirs]):
        is_everywhere = member in ours and member in theirs
        # Whoever added it has it alone; whoever removed it lacks it alone.
        if is_everywhere or member not in base:
            members.append(member)
    return merge_order(base, ours, theirs, set(members)) or None


def _merge_keys(
    base: Mapping[str, Any], ours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any] | None:
    merged = {}
    for key in merge_order(list(base), list(ours), list(theirs), None):
        value = merge_value(base.get(key), ours.get(key), theirs.get(key))
        if value is not None:
            merged[key] = value
    return merged or None


def merge_order(
    base: Sequence[K], ours: Sequence[K], theirs: Sequence[K], kept: set[K] | None
) -> list[K]:
    """Those that are kept, in the order of whoever changed it; new ones where they stood.

    Parameters
    ----------
    base, ours, theirs : sequences
        Each member once.
    kept : set, optional
        Those in the result; by default all.

    Examples
    --------
    >>> merge_order("abc", "acb", "abxc", None)
    ['a', 'c', 'b', 'x']
    >>> merge_order("abc", "abc", "ab", {"a", "b"})
    ['a', 'b']
    """
    # In an order of their own, so that the answer does not depend on which is ours.
    sides = sorted((ours, theirs), key=lambda side: [repr(each) for each in side])
    moved = [side for side in sides if not _same_order(base, side)]
    skeleton = base
    # Where both moved something else, neither is right.
    if moved and _same_order(moved[0], moved[-1]):
        skeleton = moved[0]
    order = list(skeleton)
    # Backwards, so that what the first adds stands first.
    for other in (base, *reversed(sides)):
        order = _inserted(order, other)
    return order if kept is None else [each for each in order if each in kept]


def _same_order(one: Sequence[K], other: Sequence[K]) -> bool:
    """Whether what both have stands in the same order."""
    common = set(one) & set(other)
    first = [each for each in one if each in common]
    second = [each for each in other if each in common]
    return first == second


def _inserted(skeleton: Sequence[K], side: Sequence[K]) -> list[K]:
    """The skeleton with what a side has besides, behind what stands before it there."""
    known = set(skeleton)
    after: dict[K | None, list[K]] = {}
    anchor: K | None = None
    for each in side:
        if each in known:
            anchor = each
        else:
            after.setdefault(anchor, []).append(each)
    order = list(after.get(None, ()))
    for each in skeleton:
        order.append(each)
        order += after.get(each, ())
    return order
