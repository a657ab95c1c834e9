"""One thing that changed, in words, and whether it is better for us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from powermap.compare.contrast import both_in_words
from powermap.language import say
from powermap.model import BuyingCenter, Contact, Stakeholder, Stance

Pair = tuple[object, object]
ORDERED: Mapping[str, tuple[object, ...]] = {
    "stance": tuple(Stance)[::-1],
    "contact": tuple(Contact),
    "meets_organization_needs": (False, True),
    "meets_personal_needs": (False, True),
}
"""Fields whose values have an order, from worst to best for us."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that changed about one person who is in both versions.

    Parameters
    ----------
    person : str
        Id.
    field : str
        One of `FIELDS`; of what the method says role or relationship.
    before, after : object
        The values; None where not known.
    because : str
        In a sentence.
    better : bool or None
        Whether it is better for us, where the field has an order and both values are known.
    """

    person: str
    field: str
    before: object
    after: object
    because: str
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing of the plan that came, went or changed.

    Parameters
    ----------
    what : str
        What it is about, in words: a criterion and whose, an action, a goal, a prospect, a fact, a verdict, a finding.
    before, after : str or None
        In words; None where it was not there, or where only the order is another.
    because : str
        In a sentence.
    better : bool or None
        Whether it is better for us, where that can be told.
    """

    what: str
    before: str | None
    after: str | None
    because: str
    better: bool | None = None


def both(a: BuyingCenter, b: BuyingCenter) -> Iterator[tuple[Stakeholder, Stakeholder]]:
    """Who is in both versions, as they were and as they are, in the order of the new one."""
    old = {each.id: each for each in a}
    return ((old[person.id], person) for person in b if person.id in old)


def move(person: Stakeholder, field: str, pair: Pair, lang: str) -> Moved:
    """What changed about somebody."""
    before, after = both_in_words(*pair, lang)
    what = say(lang, f"difference.field.{field}")
    because = say(
        lang,
        "difference.moved",
        name=person.name,
        field=what,
        before=before,
        after=after,
    )
    return Moved(
        person.id, field, *pair, because, improved(ORDERED.get(field, ()), *pair)
    )


def improved(order: Sequence[object], before: object, after: object) -> bool | None:
    """Whether it went up an order; None where it has none, or one of the two is not known."""
    return (
        order.index(after) > order.index(before)
        if before in order and after in order
        else None
    )


def for_us(better: bool | None, rival: str | None) -> bool | None:
    """What is good for a rival is bad for us."""
    return better if rival is None or better is None else not better


def changed(
    what: str,
    pair: tuple[str | None, str | None],
    lang: str,
    *,
    better: bool | None = None,
) -> Changed:
    """What came, went or changed."""
    before, after = pair
    key = "appeared" if before is None else "gone" if after is None else "changed"
    bare = "" if before or after else "_bare"
    because = say(
        lang, f"difference.{key}{bare}", what=what, before=before, after=after
    )
    return Changed(what, before, after, because, better)
