"""Everybody who is in one of several versions of a plan, with the ties of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.model import BuyingCenter

if TYPE_CHECKING:
    from powermap.versions.history import Version

__all__ = ["everybody_by_version"]


def everybody_by_version(versions: Sequence[Version]) -> list[BuyingCenter]:
    """For each version everybody of it and of those around it, as last known.

    Versions stand in one buying center unless they contradict one another: somebody got
    another manager, or scores are on another scale. Then there is one before and one
    after. Versions of one buying center have the same object.
    """
    found: list[BuyingCenter] = []
    everybody: BuyingCenter | None = None
    count = 0
    for version in reversed(versions):
        center = version.plan.center
        both = None if everybody is None else _with_others(everybody, center)
        if both is None:
            found += [everybody] * count if everybody is not None else []
            everybody, count = _of_people(center), 0
        else:
            everybody = both
        count += 1
    if everybody is not None:
        found += [everybody] * count
    return found[::-1]


def _of_people(center: BuyingCenter) -> BuyingCenter:
    return BuyingCenter(center.name, center, center.ties, scale=center.scale)


def _with_others(known: BuyingCenter, earlier: BuyingCenter) -> BuyingCenter | None:
    """A buying center with the people and ties of an earlier one, where that can be."""
    if earlier.scale != known.scale:
        return None
    people = [*known, *(person for person in earlier if person.id not in known)]
    here = {(tie.source, tie.target, tie.kind) for tie in known.ties}
    others = [
        tie for tie in earlier.ties if (tie.source, tie.target, tie.kind) not in here
    ]
    try:
        return BuyingCenter(
            known.name, people, [*known.ties, *others], scale=known.scale
        )
    except ModelError:
        return None
