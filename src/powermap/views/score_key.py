"""The key of the quadrant of numbers: whom each number stands for, where names do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap import style
from powermap.frozen import FrozenMapping
from powermap.model import Role, Scale
from powermap.model.axes import involvement_score, power_score
from powermap.scene.marks import Group, Mark
from powermap.scene.text import elide, measure
from powermap.views.frame import line
from powermap.views.page import MARGIN, Page

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

__all__ = ["Key", "choose_key", "in_order_of_roles"]

STEP = 14.5
"""From one line to the next."""
NAME = 12.5
"""Font size of a name."""
SMALL = 12.0
"""Font size of a number and of a title."""
HEADING = 13.0
"""Font size of a role."""
NUMBER = 25.0
"""Width of a number or a disc before a name."""
AFTER_NAME = 7.0
"""Between a name and a title."""
TITLE = 120.0
"""Width of a title at most."""
BETWEEN = 16.0
"""Between two columns, and between the plot and the key."""
RADIUS = 6.5
"""Of the disc of somebody who has no number."""
LEAST_HEIGHT = 6
"""Lines that a key has at least."""
MOST_WITH_TITLES = 0.42
"""Share of the width of a page that a key with titles takes at most."""
MOST = 0.52
"""The same without titles; the plot has the rest."""

ORDER: Mapping[Role | None, int] = FrozenMapping(
    {role: place for place, role in enumerate(Role)}
)


def in_order_of_roles(people: Sequence[ShownPerson], scale: Scale) -> list[ShownPerson]:
    """People by role, those with most power first, as they are numbered."""

    def place(shown: ShownPerson) -> tuple[object, ...]:
        power = power_score(shown.person, scale) or 0.0
        involvement = involvement_score(shown.person, scale) or 0.0
        role = ORDER.get(shown.assignment.role, len(ORDER))
        return role, -power, -involvement, shown.person.name.casefold()

    return sorted(people, key=place)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the key: a heading, or somebody with a number or without one."""

    text: str
    shown: ShownPerson | None = None
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """The lines of the key in columns of one width, at the right edge of a page.

    `deepest` is how many lines a column has, `disc` the width of a disc after each
    number, where those on the map do not show the sign of a stance.
    """

    lines: Sequence[Line]
    column: float
    deepest: int
    disc: float = 0.0

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return -(-len(self.lines) // self.deepest)

    @property
    def width(self) -> float:
        """Of all columns with what separates them from the plot."""
        return self.columns * (self.column + BETWEEN)

    def draw(
        self, page: Page, top: float
    ) -> tuple[list[Mark], dict[str, tuple[Mark, ...]]]:
        """Headings and those without a number; and the marks of the others by id."""
        marks: list[Mark] = []
        by_person: dict[str, tuple[Mark, ...]] = {}
        left = page.width - MARGIN - self.width + BETWEEN
        for place, each in enumerate(self.lines):
            column, row = divmod(place, self.deepest)
            x = left + column * (self.column + BETWEEN)
            y = top + STEP * (row + 0.7)
            drawn = _draw_line(each, x, y, self.column, self.disc)
            if each.shown is None:
                marks.append(Group(drawn, classes=("key",)))
            elif each.number:
                by_person[each.shown.person.id] = drawn
            else:
                marks.append(_as_person(each.shown, drawn))
        return marks, by_person


def _as_person(shown: ShownPerson, marks: tuple[Mark, ...]) -> Group:
    return Group(
        marks,
        key=shown.person.id,
        title=shown.tooltip,
        classes=shown.classes,
        details=shown.details,
    )


def _draw_line(
    each: Line, x: float, y: float, width: float, disc: float
) -> tuple[Mark, ...]:
    ink = style.MUTED
    if each.shown is None:
        tone = style.NO_ROLE.ink
        text = elide(each.text, width, HEADING, "semibold")
        return (line(text, x, y, HEADING, tone, "semibold", solid=True),)
    left = x + NUMBER + disc
    name = elide(each.text, x + width - left, NAME, "semibold")
    first: list[Mark] = []
    if each.number:
        right = x + NUMBER - 6
        first.append(line(each.number, right, y, SMALL, ink, anchor="end", solid=True))
    if disc or not each.number:
        first += each.shown.draw_disc(left - 6 - RADIUS, y - 4.2, RADIUS, solid=True)
    entry = line(name, left, y, NAME, style.TEXT, "semibold", solid=True)
    if not each.title:
        return (*first, entry)
    at = left + entry.width + AFTER_NAME
    title = elide(each.title, x + width - at, SMALL)
    return (*first, entry, line(title, at, y, SMALL, ink, solid=True))


def choose_key(
    people: Sequence[ShownPerson],
    aside: Sequence[ShownPerson],
    language: Language,
    page: Page,
    height: float,
    *,
    with_discs: bool,
) -> Key | None:
    """The key of people in the order of their numbers; None where it needs too much.

    It has titles where the page has room for them.
    """
    deepest = int(height / STEP)
    if deepest < LEAST_HEIGHT:
        return None
    lines = tuple(_lines(people, aside, language))
    if len(lines) > deepest:
        # Columns of one length, and no longer than they have to be.
        columns = -(-len(lines) // deepest)
        deepest = -(-len(lines) // columns)
    name = max(measure(each.text, NAME, "semibold") for each in lines if each.shown) + 1
    without = [replace(each, title="") for each in lines]
    disc = 2 * RADIUS + 4 if with_discs else 0.0
    width = NUMBER + disc + name
    titled = Key(lines, width + AFTER_NAME + TITLE, deepest, disc)
    for key, share in (
        (titled, MOST_WITH_TITLES),
        (Key(without, width, deepest, disc), MOST),
    ):
        if key.width <= share * page.width:
            return key
    return None


def _lines(
    people: Sequence[ShownPerson], aside: Sequence[ShownPerson], language: Language
) -> Iterator[Line]:
    last: Role | None = None
    for number, shown in enumerate(people, 1):
        role = shown.assignment.role
        if number == 1 or role is not last:
            yield Line(language.label(role) if role else language.say("common.no_role"))
            last = role
        yield Line(shown.person.name, shown, str(number), shown.second_line)
    if aside:
        yield Line(language.say("quadrant.aside"))
    for shown in aside:
        yield Line(shown.person.name, shown, "", shown.second_line)
