"""A person as every picture shows them: their mark, texts and place among the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from powermap import style
from powermap.model import BuyingCenter, Stakeholder, Stance
from powermap.model.playbook import Playbook
from powermap.scene.marks import Detail, Group, Mark
from powermap.views.frame import stance_name
from powermap.views.page import STANDARD, Page
from powermap.views.person_lines import (
    fields_named,
    has_organizations,
    second_line,
    sort_key,
)
from powermap.views.person_logs import NO_LOGS, PersonLogs
from powermap.views.person_texts import PersonTexts, role_name, tooltip_fields
from powermap.views.portrait import draw_portrait
from powermap.views.rival_view import rival_text

if TYPE_CHECKING:
    from powermap.judgment.roles import Assignment
    from powermap.language import Language

SIDES = {
    ("power", True): "above",
    ("power", False): "below",
    ("involvement", True): "right",
    ("involvement", False): "left",
}
"""Where the cutoff of an axis lies, if a higher score reaches it or a lower one."""


class DrawnPerson(NamedTuple):
    """Marks of a person, where and as what they were drawn, and how high they are."""

    drawn_as: tuple[object, ...]
    group: Group
    height: float = 0.0


@dataclass(slots=True)
class LastDrawn:
    """How a person was drawn last.

    Replaced in one step: pictures that share people may be drawn in several threads.
    """

    drawn: DrawnPerson | None = None

    def find(self, drawn_as: tuple[object, ...]) -> DrawnPerson | None:
        """How they were drawn last, if it was there and as this."""
        drawn = self.drawn
        if drawn is None or drawn.drawn_as != drawn_as:
            return None
        return drawn


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
    tag: str = ""
    """The short tag of their organization, on a card without a second line."""
    rival: str | None = None
    photo: str | None = None
    """Their photo, empty where they have none; None where no photos are asked for."""
    last: LastDrawn = field(
        default_factory=LastDrawn, init=False, repr=False, compare=False
    )
    """How they were drawn last: on a board most people stay where they are."""
    said: dict[Language, str] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """How the picture in words calls them."""

    def is_of(self, person: Stakeholder, assignment: Assignment) -> bool:
        """Whether nothing changed in the person or their role."""
        if self.person is not person:
            return False
        # To compare two of them takes longer than to see that they are the same one.
        return self.assignment is assignment or self.assignment == assignment

    @property
    def toward_rival(self) -> Stance | None:
        """How the person stands to the rival of the picture."""
        return None if self.rival is None else self.person.rival_stances.get(self.rival)

    def draw_disc(
        self, x: float, y: float, radius: float, *, solid: bool = False
    ) -> tuple[Mark, ...]:
        """Their photo where the picture shows it, else the disc of their stance."""
        if self.photo:
            return draw_portrait(self, x, y, radius, solid=solid)
        return self.draw_stance(x, y, radius, solid=solid)

    def draw_stance(
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


class PeopleMemory:
    """People as they were shown last, by another picture or before an edit."""

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], dict[str, ShownPerson]] = ((), {})

    # What is remembered can be written again, and may be larger than the picture.
    def __reduce__(self) -> tuple[type[PeopleMemory], tuple[()]]:
        return PeopleMemory, ()

    def people_of(self, basis: tuple[object, ...]) -> Mapping[str, ShownPerson]:
        """Those of the last picture, none where it said something else of everybody."""
        last_basis, people = self._last
        return people if basis == last_basis else {}

    def keep(self, basis: tuple[object, ...], people: Iterable[ShownPerson]) -> None:
        """Remember the people of a picture instead of those before it."""
        # In one step, since pictures of a report may be drawn in several threads.
        self._last = basis, {each.person.id: each for each in people}


def shown_people(
    center: BuyingCenter,
    roles: Mapping[str, Assignment],
    language: Language,
    playbook: Playbook | None = None,
    logs: PersonLogs = NO_LOGS,
    rival: str | None = None,
    page: Page = STANDARD,
    memory: PeopleMemory | None = None,
) -> tuple[ShownPerson, ...]:
    """The people from champion to enemy, unknown last, each stance by name.

    With a `rival` they show their stance toward it too. The page may ask for another
    order, and for other fields under the name. With a `memory`, those in whom nothing
    changed are the ones of the last picture; the page may bring one.
    """
    # What stands on the picture itself may be any field: who asks for notes there sees
    # what they send.
    every_field = tooltip_fields("people", center, playbook, with_notes=True)
    fields = every_field
    if not page.with_notes:
        fields = [field for field in every_field if "tooltip" in field.shown]
    texts = PersonTexts(fields, language, logs, center)
    # Champions first in every list: the eye begins there, and so do readers who hear
    # the picture.
    key = sort_key(page.order or "stance", center, every_field, language)
    asked_for = fields_named(page.show, every_field, language)
    with_organization = has_organizations(center) and not page.lanes
    memory = memory or page.memory or PeopleMemory()
    basis = (*texts.basis, asked_for, with_organization, rival, page.photos)
    before = memory.people_of(basis)
    people = []
    for person in sorted(center, key=key):
        assignment = roles[person.id]
        known = before.get(person.id)
        if known is not None and known.is_of(person, assignment):
            people.append(known)
            continue
        tooltip, details = texts.write(person, assignment)
        text = second_line(
            person, asked_for, language, with_organization=with_organization
        )
        people.append(
            ShownPerson(
                person,
                assignment,
                tooltip,
                details,
                second_line=text,
                rival=rival,
                photo=page.photos.get(person.id, "") if page.photos else None,
            )
        )
    memory.keep(basis, people)
    return tuple(people)


def in_order(
    center: BuyingCenter, language: Language, playbook: Playbook | None, order: str
) -> list[Stakeholder]:
    """People in an order that a page asks for, before anything is written of them."""
    fields = tooltip_fields("people", center, playbook, with_notes=True)
    return sorted(center, key=sort_key(order, center, fields, language))


def describe(title: str, people: Sequence[ShownPerson], language: Language) -> str:
    """The quadrant in words: who has which role, with stance."""
    sentences = [language.say("quadrant.described", title=title)]
    sentences += people_in_roles(people, language)
    if not people:
        sentences.append(language.say("common.nobody"))
    return language.listed(sentences, "sentences")


def _with_stance(each: ShownPerson, language: Language) -> str:
    name = each.person.name
    stance = stance_name(each.person.stance, language)
    if each.rival is None:
        return language.say("quadrant.person", name=name, stance=stance)
    return language.say(
        "quadrant.person_of_both",
        name=name,
        stance=stance,
        rival=rival_text(each.rival, language),
        theirs=stance_name(each.toward_rival, language),
    )


def people_in_roles(people: Iterable[ShownPerson], language: Language) -> list[str]:
    """A sentence for each role that occurs: who has it, with stance."""
    # By the name and not by the role, so that two roles to which a playbook gives one
    # name share a sentence.
    names_by_role: dict[str, list[str]] = {}
    for each in people:
        role = role_name(each.assignment.role, language)
        names = names_by_role.setdefault(role, [])
        if language not in each.said:
            each.said[language] = _with_stance(each, language)
        names.append(each.said[language])
    sentences = []
    for role, names in names_by_role.items():
        listed = language.listed(names)
        sentences.append(language.say("quadrant.in_cell", role=role, people=listed))
    return sentences
