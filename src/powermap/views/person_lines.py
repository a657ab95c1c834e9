"""What stands under a name, and in which order people come, as a user asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from powermap.errors import ModelError
from powermap.language.refusals import not_allowed
from powermap.model import BuyingCenter, Stakeholder, Stance
from powermap.model.axes import involvement_score, power_score
from powermap.model.fields import Field
from powermap.scene.text import wrap_within

if TYPE_CHECKING:
    from powermap.language import Language

BETWEEN = " · "
"""Between the values of two fields."""
NAME_LINES = 4
"""At most: the longest names of people take three lines of the narrowest card."""
ORDERS = ("stance", "power", "involvement", "name", "file")
"""Orders that are not those of a field."""
STANCES = (*Stance, None)

SortKey = Callable[[Stakeholder], tuple[Any, ...]]


def name_in_lines(name: str, width: float, size: float) -> tuple[str, ...]:
    """A name as every card, row and label writes it; its tooltip has all of it."""
    return wrap_within(name, width, size, "semibold", most=NAME_LINES)


def has_organizations(center: BuyingCenter) -> bool:
    """Whether people belong to more than one organization."""
    names = {person.organization for person in center if person.organization}
    return len(names) > 1


def second_line(
    person: Stakeholder,
    fields: Sequence[Field],
    language: Language,
    *,
    with_organization: bool,
) -> str:
    """What stands under the name: the fields asked for, else title and organization."""
    values: list[str | None] = []
    if fields:
        values += [_text(field.value_in(person), language) for field in fields]
    else:
        values.append(person.title)
        if with_organization:
            values.append(person.organization)
    return BETWEEN.join(value for value in values if value)


def _text(value: Any, language: Language) -> str:
    if value is None or value == ():
        return ""
    if isinstance(value, tuple | list):
        return language.listed(value)
    return language.text(value)


def fields_named(
    names: Iterable[str], fields: Sequence[Field], language: Language
) -> list[Field]:
    """The fields of people under their names, or titles in the picture's language.

    Raises
    ------
    ModelError
        When there is no such field.
    """
    by_name: dict[str, Field] = {}
    for field in fields:
        by_name[field.title_in(language).casefold()] = field
        by_name[field.name] = field
    found = []
    for name in names:
        field_or_none = by_name.get(str(name).casefold())
        if field_or_none is None:
            allowed = [field.name for field in fields]
            raise ModelError(not_allowed("show", name, allowed))
        found.append(field_or_none)
    return found


def sort_key(
    order: str, center: BuyingCenter, fields: Sequence[Field], language: Language
) -> SortKey:
    """What people are sorted by.

    Raises
    ------
    ModelError
        When there is no such order.
    """
    places = {person.id: place for place, person in enumerate(center)}
    scale = center.scale

    def by_score(score: float | None) -> tuple[bool, float]:
        # The highest first, unknown ones last.
        return score is None, -(score or 0.0)

    match order:
        case "stance":
            return lambda person: (
                STANCES.index(person.stance),
                person.name.casefold(),
                person.id,
            )
        case "name":
            return lambda person: (person.name.casefold(), person.id)
        case "file":
            return lambda person: (places[person.id],)
        case "power":
            return lambda person: (
                *by_score(power_score(person, scale)),
                person.name.casefold(),
                person.id,
            )
        case "involvement":
            return lambda person: (
                *by_score(involvement_score(person, scale)),
                person.name.casefold(),
                person.id,
            )
    by_name = {field.name: field for field in fields}
    if order not in by_name:
        allowed = [*ORDERS, *(name for name in by_name if name not in ORDERS)]
        raise ModelError(not_allowed("order", order, allowed))
    field = by_name[order]

    def by_field(person: Stakeholder) -> tuple[Any, ...]:
        text = _text(field.value_in(person), language)
        return not text, text.casefold(), places[person.id]

    return by_field
