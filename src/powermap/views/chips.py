"""People as chips, a disc and a name, in lines: where many cannot be placed."""

from __future__ import annotations

from collections.abc import Sequence

from powermap import style
from powermap.scene.marks import Group, Mark
from powermap.scene.text import elide, measure
from powermap.views.frame import line
from powermap.views.people import ShownPerson

NAME = 12.5
"""Font size."""
RADIUS = 8.0
"""Of a disc."""
AFTER_DISC = 6.0
"""Between a disc and its name."""
BETWEEN = 22.0
"""Between two chips."""
STEP = 24.0
"""From one line to the next."""


def _width(person: ShownPerson, room: float) -> float:
    name = measure(person.person.name, NAME, "semibold")
    return min(2 * RADIUS + AFTER_DISC + name, room)


def _lines(people: Sequence[ShownPerson], room: float) -> list[list[ShownPerson]]:
    lines: list[list[ShownPerson]] = []
    left_over = 0.0
    for person in people:
        need = _width(person, room)
        if not lines or need > left_over:
            lines.append([])
            left_over = room
        lines[-1].append(person)
        left_over -= need + BETWEEN
    return lines


def chips_height(people: Sequence[ShownPerson], room: float) -> float:
    """Height of the chips of people within a width."""
    return STEP * len(_lines(people, room))


def draw_chips(
    people: Sequence[ShownPerson], left: float, top: float, room: float
) -> list[Mark]:
    """The chips from the upper left corner on."""
    marks: list[Mark] = []
    y = top + STEP / 2
    for row in _lines(people, room):
        x = left
        for person in row:
            marks.append(_draw_chip(person, x, y, room))
            x += _width(person, room) + BETWEEN
        y += STEP
    return marks


def _draw_chip(shown: ShownPerson, x: float, y: float, room: float) -> Group:
    width = _width(shown, room)
    text_left = x + 2 * RADIUS + AFTER_DISC
    name = elide(shown.person.name, x + width - text_left + 0.1, NAME, "semibold")
    words = line(name, text_left, y + 4.3, NAME, style.TEXT, "semibold", solid=True)
    disc = shown.draw_disc(x + RADIUS, y, RADIUS, solid=True)
    return Group(
        (*disc, words),
        key=shown.person.id,
        title=shown.tooltip,
        classes=shown.classes,
        details=shown.details,
    )
