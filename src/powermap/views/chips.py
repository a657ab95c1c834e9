"""People as chips, a disc and a name, in lines: where many cannot be placed."""

from __future__ import annotations

from collections.abc import Sequence

from powermap import style
from powermap.scene.marks import Group, Mark, Rectangle
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


def place_chips(
    people: Sequence[ShownPerson], left: float, top: float, room: float
) -> list[Rectangle]:
    """The rectangle of each chip, from the upper left corner on."""
    boxes = []
    for row in _lines(people, room):
        x = left
        for person in row:
            width = _width(person, room)
            boxes.append((x, top, x + width, top + STEP))
            x += width + BETWEEN
        top += STEP
    return boxes


def draw_chips(
    people: Sequence[ShownPerson], left: float, top: float, room: float
) -> list[Mark]:
    """The chips from the upper left corner on."""
    boxes = place_chips(people, left, top, room)
    marks: list[Mark] = []
    for person, box in zip(people, boxes, strict=True):
        marks.append(draw_chip(person, box))
    return marks


def draw_chip(shown: ShownPerson, box: Rectangle) -> Group:
    """The chip of a person."""
    x, top, right, _ = box
    y = top + STEP / 2
    text_left = x + 2 * RADIUS + AFTER_DISC
    name = elide(shown.person.name, right - text_left + 0.1, NAME, "semibold")
    words = line(name, text_left, y + 4.3, NAME, style.TEXT, "semibold", solid=True)
    disc = shown.draw_disc(x + RADIUS, y, RADIUS, solid=True)
    return Group(
        (*disc, words),
        key=shown.person.id,
        title=shown.tooltip,
        classes=shown.classes,
        details=shown.details,
    )
