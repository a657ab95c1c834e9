"""A person as every picture shows them: tooltip, details and the words for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from powermap.model import BuyingCenter, Role, Stakeholder, Stance
from powermap.model.custom import Custom
from powermap.model.fields import Field, Table, field_of_custom, fields_of
from powermap.model.playbook import CustomField, Playbook
from powermap.scene.marks import Detail
from powermap.views.frame import stance_name

if TYPE_CHECKING:
    from powermap.judgment.roles import Assignment
    from powermap.language import Language

SAID_BY_ROLE = frozenset({"power", "involvement"})
"""Fields that the reason for a role names already."""
SAID_BEFORE = frozenset({"name", "title", "as_of"})
"""Fields that have a place of their own before and after the others."""


class Record(Protocol):
    """A person or a tie, as far as its custom fields go."""

    @property
    def custom(self) -> Custom:
        """Values by name."""


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person with their role and the texts that stand behind their mark."""

    person: Stakeholder
    assignment: Assignment
    tooltip: str
    details: tuple[Detail, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """Names for style sheets."""
        stance = self.person.stance.value if self.person.stance else "unknown"
        role = self.assignment.role.value if self.assignment.role else "no-role"
        return ("stakeholder", role, f"stance-{stance}")


def shown_people(
    center: BuyingCenter,
    roles: Mapping[str, Assignment],
    language: Language,
    playbook: Playbook | None = None,
) -> tuple[ShownPerson, ...]:
    """The people from champion to enemy, unknown last, each stance by name."""
    fields = tooltip_fields("people", center, playbook)
    people = []
    for person in sorted(center, key=_reading_order):
        role = roles[person.id]
        people.append(
            ShownPerson(
                person,
                role,
                tooltip(person, role, fields, language),
                details(person, role, fields, language),
            )
        )
    return tuple(people)


def _reading_order(person: Stakeholder) -> tuple[int, str, str]:
    order = [*Stance, None]
    place = order.index(person.stance)
    name = person.name.casefold()
    return place, name, person.id


def tooltip_fields(
    table: Table, records: Iterable[Record], playbook: Playbook | None
) -> list[Field]:
    """The fields of a table that tooltips show, a company's own ones last.

    These are the ones that a playbook declares, then those that only records have.
    """
    fields = list(fields_of(table))
    custom: dict[str, Field] = {}
    if playbook is not None:
        for declared in playbook.custom_fields:
            if declared.table == table:
                custom[declared.name] = field_of_custom(declared)
    for record in records:
        for name in record.custom:
            if name not in custom:
                custom[name] = field_of_custom(CustomField(table, name))
    fields += custom.values()
    return [field for field in fields if "tooltip" in field.shown]


def tooltip(
    person: Stakeholder,
    assignment: Assignment,
    fields: Iterable[Field],
    language: Language,
) -> str:
    """Everything known about a person and the reason for their role, line by line."""
    colon = language.say("list.colon")
    lines = [person.name]
    if person.title:
        lines.append(person.title)
    lines.append(language.text(assignment.because))
    for field in fields:
        text = _field_text(person, assignment, field, language)
        if text:
            lines.append(f"{field.title_in(language)}{colon}{text}")
    if person.as_of:
        lines.append(language.say("common.as_of", date=person.as_of))
    return "\n".join(lines)


def details(
    person: Stakeholder,
    assignment: Assignment,
    fields: Iterable[Field],
    language: Language,
) -> tuple[Detail, ...]:
    """The same as label and value; a reader may filter by role and stance.

    Every person has the same labels in the same order, since a page shows them as
    the columns of a table.
    """
    titles = {field.name: field.title_in(language) for field in fields_of("people")}
    roles = [*Role, None]
    found = [
        Detail(titles["name"], person.name),
        Detail(titles["title"], person.title or ""),
        Detail(
            language.say("column.role"),
            role_name(assignment.role, language),
            roles.index(assignment.role),
        ),
        Detail(language.say("column.because"), language.text(assignment.because)),
    ]
    for field in fields:
        if field.name in SAID_BEFORE:
            continue
        choice = None
        if field.name == "stance":
            choice = [*Stance, None].index(person.stance)
        text = _field_text(person, assignment, field, language)
        found.append(Detail(field.title_in(language), text, choice))
    found.append(Detail(titles["as_of"], language.text(person.as_of)))
    return tuple(found)


def _field_text(
    person: Stakeholder, assignment: Assignment, field: Field, language: Language
) -> str:
    """What a field holds, in words; empty when it is not known or said elsewhere."""
    if field.name in SAID_BEFORE:
        return ""
    if field.name in SAID_BY_ROLE and assignment.role is not None:
        return ""
    if field.name == "stance":
        return stance_name(person.stance, language)
    return value_text(field.value_in(person), language)


def value_text(value: Any, language: Language) -> str:
    """The value of a field in words; empty when it is not known."""
    match value:
        case None:
            return ""
        case StrEnum() | str() | date() | bool() | int() | float():
            return language.text(value)
        case _:
            return language.listed(value)


def role_name(role: Role | None, language: Language) -> str:
    """The name of a role, or that the person's power is unknown."""
    if role is None:
        return language.say("common.no_role")
    return language.label(role)


def describe(title: str, people: Sequence[ShownPerson], language: Language) -> str:
    """The quadrant in words: who has which role, with stance."""
    sentences = [language.say("quadrant.described", title=title)]
    sentences += people_in_roles(people, language)
    if not people:
        sentences.append(language.say("common.nobody"))
    return language.listed(sentences, "sentences")


def people_in_roles(people: Iterable[ShownPerson], language: Language) -> list[str]:
    """A sentence for each role that occurs: who has it, with stance."""
    names_by_role: dict[str, list[str]] = {}
    for each in people:
        role = role_name(each.assignment.role, language)
        stance = stance_name(each.person.stance, language)
        names = names_by_role.setdefault(role, [])
        names.append(
            language.say("quadrant.person", name=each.person.name, stance=stance)
        )
    sentences = []
    for role, names in names_by_role.items():
        listed = language.listed(names)
        sentences.append(language.say("quadrant.in_cell", role=role, people=listed))
    return sentences
