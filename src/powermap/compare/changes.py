"""One thing that changed, and whether it is better for us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from powermap.compare.contrast import Contrast
from powermap.language import Language, Reason
from powermap.language.values import Value
from powermap.model import BuyingCenter, Contact, Stakeholder, Stance
from powermap.model.by_rival import NO_DECISION
from powermap.model.fields import Field, fields_by_name

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
        Name of a field of people; ``role`` or ``relationship`` for what follows.
    before, after : object
        The values; None where not known.
    because : Reason
        In a sentence.
    better : bool or None
        Whether it is better for us; None where that cannot be told.
    title : str or Reason
        What the field is called.
    """

    person: str
    field: str
    before: object
    after: object
    because: Reason
    better: bool | None = None
    title: Value = ""

    def row(self) -> Mapping[str, Value]:
        """Its values by column."""
        return {"id": self.person, "field": self.field, "because": self.because}


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing of the plan that was added, removed or changed.

    Parameters
    ----------
    what : str or Reason
        What it is about: a criterion and whose, an action, a goal, a prospect, a
        fact, a verdict, a finding.
    before, after : str, Reason or None
        In words; None where it was not there, or where only the order changed.
    because : Reason
        In a sentence.
    better : bool or None
        Whether it is better for us; None where that cannot be told.
    """

    what: Value
    before: Value
    after: Value
    because: Reason
    better: bool | None = None

    def row(self) -> Mapping[str, Value]:
        """Its values by column."""
        return {"what": self.what, "because": self.because}


@dataclass(frozen=True, slots=True)
class FieldTitle:
    """What a field is called within a sentence."""

    field: Field

    def in_words(self, language: Language) -> str:
        """Its title; in English without the capital of a heading."""
        title = self.field.title_in(language)
        if self.field.rival is not None:
            # Without the colon of a header, which would end the sentence before it.
            base = fields_by_name(self.field.table)[self.field.attribute]
            rival = self.field.rival
            if rival == NO_DECISION:
                rival = language.say("common.no_decision")
            title = language.say(
                "finding.of_rival", what=base.title_in(language), rival=rival
            )
        # Chinese has no capitals.
        if language.code != "en":
            return title
        return title[:1].lower() + title[1:]


def in_both(
    before: BuyingCenter, after: BuyingCenter
) -> Iterator[tuple[Stakeholder, Stakeholder]]:
    """People of both versions, as they were and are, in the order of the new one."""
    # By id: a renamed person is the same one, and two people may share a name.
    old = {person.id: person for person in before}
    for person in after:
        if person.id in old:
            yield old[person.id], person


def make_moved(
    person: Stakeholder, field: str, title: Value, before: Any, after: Any
) -> Moved:
    """What changed about somebody."""
    because = Reason(
        "difference.moved",
        name=person.name,
        field=title,
        # Each with the other beside it, so that long texts are cut where they differ.
        before=Contrast(before, after),
        after=Contrast(after, before),
    )
    better = is_improved(ORDERED.get(field, ()), before, after)
    return Moved(person.id, field, before, after, because, better, title)


def is_improved(order: Sequence[object], before: object, after: object) -> bool | None:
    """Whether a value went up an order.

    None where it has no order, or one of the two is not known.
    """
    # From or to "unknown" is neither better nor worse: we only know more or less.
    if before not in order or after not in order:
        return None
    return order.index(after) > order.index(before)


def for_us(better: bool | None, rival: str | None) -> bool | None:
    """What is good for a rival is bad for us."""
    if rival is None or better is None:
        return better
    return not better


def make_changed(
    what: Value, before: Value, after: Value, *, better: bool | None = None
) -> Changed:
    """What was added, removed or changed."""
    key = "changed"
    if before is None:
        key = "appeared"
    elif after is None:
        key = "gone"
    # Present without a value, such as a team member without a title: the sentence then
    # has no colon.
    if not before and not after:
        key = f"{key}_bare"
    because = Reason(f"difference.{key}", what=what, before=before, after=after)
    return Changed(what, before, after, because, better)
