"""What is known of a person in words: the tooltip, and details as label and value."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from powermap.model import Role, Stakeholder, Stance
from powermap.model.by_rival import NO_DECISION, rivals_named
from powermap.model.custom import Custom
from powermap.model.declared_fields import field_of_custom
from powermap.model.fields import Field, Table, fields_of
from powermap.model.playbook import CustomField, Playbook
from powermap.model.rival_fields import with_rivals
from powermap.scene.marks import Detail
from powermap.views.filter_options import FilterOptions
from powermap.views.frame import stance_name
from powermap.views.person_logs import PersonLogs

if TYPE_CHECKING:
    from powermap.judgment.roles import Assignment
    from powermap.language import Language

NAMED_BY_ROLE = frozenset({"power", "involvement"})
"""Fields that the reason for a role names already."""
SHOWN_APART = frozenset({"name", "title", "as_of"})
"""Fields that have a place of their own before and after the others."""
STANCES = (*Stance, None)
"""From champion to enemy; a reader may filter by them."""
ROLES = (*Role, None)
"""The roles that a reader may filter by."""


class HasCustomFields(Protocol):
    """A person or a tie, as far as its custom fields go."""

    @property
    def custom(self) -> Custom:
        """Values by name."""


class PersonTexts:
    """Writes tooltips and details; looks up what is the same for everyone once.

    Parameters
    ----------
    fields : iterable of Field
        What the texts say of everyone.
    language : Language
        In which they say it.
    logs : mapping
        Tests and claims, by title and person.
    people : iterable of Stakeholder
        Everybody in the picture, among whom a reader may filter.
    """

    def __init__(
        self,
        fields: Iterable[Field],
        language: Language,
        logs: PersonLogs,
        people: Iterable[Stakeholder],
    ) -> None:
        self._language = language
        self._options = FilterOptions(people, language)
        self._logs = logs
        self._colon = language.say("list.colon")
        self._role = language.say("column.role")
        self._because = language.say("column.because")
        self._titles = {}
        for field in fields_of("people"):
            self._titles[field.name] = field.title_in(language)
        # Looked up once: a picture of 150 people writes some thousand labels.
        self._fields = []
        for field in fields:
            if field.name not in SHOWN_APART:
                self._fields.append((field, field.title_in(language)))

    @property
    def basis(self) -> tuple[object, ...]:
        """All on which the texts of somebody depend beside themselves and their role."""
        titles = [title for _, title in self._fields]
        fields = [field for field, _ in self._fields]
        return fields, titles, self._language, self._options.places, self._logs

    def write(
        self, person: Stakeholder, assignment: Assignment
    ) -> tuple[str, tuple[Detail, ...]]:
        """The tooltip of a person and their details."""
        because = self._language.text(assignment.because)
        known = self._known(person, assignment)
        tooltip = self._tooltip(person, because, known)
        return tooltip, self._details(person, assignment.role, because, known)

    def _known(self, person: Stakeholder, assignment: Assignment) -> list[Detail]:
        """What the fields hold, empty where it is unknown or said elsewhere."""
        known = []
        for field, title in self._fields:
            choice = None
            if field.name == "stance":
                text = stance_name(person.stance, self._language)
                choice = STANCES.index(person.stance)
            elif field.name in NAMED_BY_ROLE and assignment.role is not None:
                text = ""
            else:
                text = value_text(field.value_in(person), self._language)
            options = self._options.of(person, field.name)
            known.append(Detail(title, text, choice, options))
        for title, texts in self._logs.items():
            known.append(Detail(title, texts.get(person.id, "")))
        return known

    def _tooltip(
        self, person: Stakeholder, because: str, known: Iterable[Detail]
    ) -> str:
        """Everything known about a person and the reason for their role."""
        lines = [person.name]
        if person.title:
            lines.append(person.title)
        lines.append(because)
        for detail in known:
            if detail.value:
                lines.append(f"{detail.label}{self._colon}{detail.value}")
        if person.as_of:
            lines.append(self._language.say("common.as_of", date=person.as_of))
        return "\n".join(lines)

    def _details(
        self,
        person: Stakeholder,
        role: Role | None,
        because: str,
        known: Iterable[Detail],
    ) -> tuple[Detail, ...]:
        """The same as label and value; a reader may filter by role and stance.

        Everyone has the same labels in the same order, since a page shows them as the
        columns of a table.
        """
        name = role_name(role, self._language)
        as_of = self._language.text(person.as_of)
        return (
            Detail(self._titles["name"], person.name),
            Detail(self._titles["title"], person.title or ""),
            Detail(self._role, name, ROLES.index(role)),
            Detail(self._because, because),
            *known,
            Detail(self._titles["as_of"], as_of),
        )


def tooltip_fields(
    table: Table,
    records: Iterable[HasCustomFields],
    playbook: Playbook | None,
    *,
    with_notes: bool,
) -> list[Field]:
    """The fields of a table that tooltips show, a company's own ones last.

    These are the ones that a playbook declares, then those that only records have.
    """
    wanted = {"tooltip", "with_notes"} if with_notes else {"tooltip"}
    fields = list(with_rivals(fields_of(table), _rivals_of(records)))
    custom: dict[str, Field] = {}
    if playbook is not None:
        for declared in playbook.custom_fields:
            if declared.table == table:
                custom[declared.name] = field_of_custom(declared)
    for record in records:
        if not record.custom:
            continue
        for name in record.custom:
            if name not in custom:
                custom[name] = field_of_custom(CustomField(table, name))
    fields += custom.values()
    return [field for field in fields if wanted & field.shown]


def _rivals_of(records: Iterable[object]) -> tuple[str, ...]:
    """The rivals toward whom people have a stance or contact."""
    people = [each for each in records if isinstance(each, Stakeholder)]
    names = rivals_named(people)
    if any(NO_DECISION in person.rival_stances for person in people):
        names = (*names, NO_DECISION)
    return names


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
