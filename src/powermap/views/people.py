"""A person as every picture shows them: tooltip, details and the words for readers who cannot see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from powermap import style
from powermap.model import BuyingCenter, Role, Stakeholder, Stance
from powermap.model.by_rival import NO_DECISION, rivals_named
from powermap.model.custom import Custom
from powermap.model.fields import Field, Table, field_of_custom, fields_of
from powermap.model.playbook import CustomField, Playbook
from powermap.model.rival_fields import with_rivals
from powermap.scene.marks import Detail, Mark
from powermap.views.filter_options import FilterOptions
from powermap.views.frame import stance_name
from powermap.views.page import STANDARD, Page
from powermap.views.person_lines import (
    fields_named,
    has_organizations,
    second_line,
    sort_key,
)
from powermap.views.person_logs import NO_LOGS, PersonLogs
from powermap.views.rival_view import rival_text

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


SIDES = {
    ("power", True): "above",
    ("power", False): "below",
    ("involvement", True): "right",
    ("involvement", False): "left",
}
"""Where the cutoff of an axis lies, if a higher score reaches it or a lower one."""


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """A person with their role and the texts that stand behind their mark."""

    person: Stakeholder
    assignment: Assignment
    tooltip: str
    details: tuple[Detail, ...]
    team: str = ""
    """How many people are counted with this one instead of drawn."""
    further: str = ""
    """How many ties on this person are not drawn."""
    second_line: str = ""
    """What stands under the name."""
    rival: str | None = None

    @property
    def toward_rival(self) -> Stance | None:
        """How the person stands to the rival of the picture."""
        return None if self.rival is None else self.person.rival_stances.get(self.rival)

    def draw_disc(
        self, x: float, y: float, radius: float, *, solid: bool = False
    ) -> tuple[Mark, ...]:
        """Their disc: our stance, and in its right half the rival's of the picture."""
        ours = self.person.stance
        if self.rival is None:
            return style.stance_disc(ours, x, y, radius, solid=solid)
        return style.split_disc(ours, self.toward_rival, x, y, radius, solid=solid)

    @property
    def classes(self) -> tuple[str, ...]:
        """Names for style sheets."""
        stance = "unknown"
        if self.person.stance is not None:
            stance = self.person.stance.value
        role = "no-role"
        if self.assignment.role is not None:
            role = self.assignment.role.value
        classes: tuple[str, ...] = ("stakeholder", role, f"stance-{stance}")
        if self.assignment.at_cut:
            classes = (*classes, "at-cut")
        if self.assignment.near_cut:
            classes = (*classes, "near-cut")
        if self.rival is not None:
            theirs = self.toward_rival
            word = "unknown" if theirs is None else theirs.value
            classes = (*classes, f"rival-stance-{word}")
        return classes

    @property
    def near_sides(self) -> tuple[str, ...]:
        """On which sides of the person's mark a cutoff is close, as on the map."""
        sides = []
        for near in self.assignment.near_cut:
            sides.append(SIDES[near.axis, near.higher])
        return tuple(sides)


def shown_people(
    center: BuyingCenter,
    roles: Mapping[str, Assignment],
    language: Language,
    playbook: Playbook | None = None,
    logs: PersonLogs = NO_LOGS,
    rival: str | None = None,
    page: Page = STANDARD,
) -> tuple[ShownPerson, ...]:
    """The people from champion to enemy, unknown last, each stance by name.

    With a `rival` they show their stance toward it too. The page may ask for another
    order, and for other fields under the name.
    """
    fields = tooltip_fields("people", center, playbook)
    writer = _TextWriter(fields, language, logs, FilterOptions(center, language))
    # Champions first in every list: the eye begins there, and so do readers who hear
    # the picture.
    key = sort_key(page.order or "stance", center, fields, language)
    asked_for = fields_named(page.show, fields, language)
    with_organization = has_organizations(center)
    people = []
    for person in sorted(center, key=key):
        shown = writer.show(person, roles[person.id])
        text = second_line(
            person, asked_for, language, with_organization=with_organization
        )
        people.append(replace(shown, second_line=text, rival=rival))
    return tuple(people)


def tooltip_fields(
    table: Table, records: Iterable[HasCustomFields], playbook: Playbook | None
) -> list[Field]:
    """The fields of a table that tooltips show, a company's own ones last.

    These are the ones that a playbook declares, then those that only records have.
    """
    fields = list(with_rivals(fields_of(table), _rivals_of(records)))
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


def _rivals_of(records: Iterable[object]) -> tuple[str, ...]:
    """The rivals toward whom people have a stance or contact."""
    people = [each for each in records if isinstance(each, Stakeholder)]
    names = rivals_named(people)
    if any(NO_DECISION in person.rival_stances for person in people):
        names = (*names, NO_DECISION)
    return names


class _TextWriter:
    """Writes tooltips and details; looks up what is the same for everyone once."""

    def __init__(
        self,
        fields: Iterable[Field],
        language: Language,
        logs: PersonLogs,
        options: FilterOptions,
    ) -> None:
        self._language = language
        self._options = options
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

    def show(self, person: Stakeholder, assignment: Assignment) -> ShownPerson:
        """A person with the texts that stand behind their mark."""
        because = self._language.text(assignment.because)
        known = self._known(person, assignment)
        return ShownPerson(
            person,
            assignment,
            self._tooltip(person, because, known),
            self._details(person, assignment.role, because, known),
        )

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
    # By the name and not by the role, so that two roles to which a playbook gives one
    # name share a sentence.
    names_by_role: dict[str, list[str]] = {}
    for each in people:
        role = role_name(each.assignment.role, language)
        stance = stance_name(each.person.stance, language)
        names = names_by_role.setdefault(role, [])
        name = each.person.name
        if each.rival is None:
            text = language.say("quadrant.person", name=name, stance=stance)
        else:
            theirs = stance_name(each.toward_rival, language)
            text = language.say(
                "quadrant.person_of_both",
                name=name,
                stance=stance,
                rival=rival_text(each.rival, language),
                theirs=theirs,
            )
        names.append(text)
    sentences = []
    for role, names in names_by_role.items():
        listed = language.listed(names)
        sentences.append(language.say("quadrant.in_cell", role=role, people=listed))
    return sentences
