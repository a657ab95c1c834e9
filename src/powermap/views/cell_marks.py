"""The ground and the cards of a cell of the quadrant of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Mark, Rectangle
from powermap.views.card_sizes import Size
from powermap.views.cards import card_height, draw_card
from powermap.views.cell_plan import FOOT, HEAD, PAD, card_width, cards_height
from powermap.views.people import DrawnPerson

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

PILL = 12.0  # least font size of a role on a card


def draw_ground(box: Rectangle, tint: str, *, dashed: bool) -> Box:
    """The ground of a cell, dashed where something is unknown."""
    left, top, right, bottom = box
    stroke = style.FAINT if dashed else None
    dash = style.DASH if dashed else ()
    return Box(
        left,
        top,
        right - left,
        bottom - top,
        fill=tint,
        stroke=stroke,
        stroke_width=0.9,
        radius=12.0,
        dash=dash,
    )


def draw_cards(
    people: Sequence[ShownPerson],
    box: Rectangle,
    across: int,
    size: Size,
    language: Language,
    *,
    head: float = HEAD,
    pill: bool = False,
    bars: bool = False,
) -> list[Mark]:
    """Cards in rows of so many below the head of a cell, within its box."""
    left, top, right, _ = box
    width = card_width(right - left, across, size)
    if pill:
        size = replace(size, small=max(size.small, PILL))
    marks: list[Mark] = []
    y = top + head
    for first in range(0, len(people), across):
        highest = 0.0
        for column, each in enumerate(people[first : first + across]):
            x = left + PAD + column * (width + size.gap)
            card = _draw_card_once(
                each, x, y, width, size, language, box, pill=pill, bars=bars
            )
            marks.append(card.group)
            highest = max(highest, card.height)
        y += highest + size.gap
    return marks


def _draw_card_once(
    person: ShownPerson,
    x: float,
    y: float,
    width: float,
    size: Size,
    language: Language,
    box: Rectangle,
    *,
    pill: bool,
    bars: bool,
) -> DrawnPerson:
    """The same card as before for a person who is where they were."""
    drawn_as = (x, y, width, size, pill, bars, language.code)
    drawn = person.last.find(drawn_as)
    if drawn is None:
        group = draw_card(
            person, x, y, width, size, language, bounds=box, pill=pill, bars=bars
        )
        drawn = DrawnPerson(drawn_as, group, card_height(person, width, size))
    elif drawn.group.bounds != box:
        # Another cell is higher, and with it this row: the card is the same.
        drawn = drawn._replace(group=replace(drawn.group, bounds=box))
    person.last.drawn = drawn
    return drawn


def stack_height(
    people: Sequence[ShownPerson], across: int, width: float, size: Size
) -> float:
    """Height of a cell of this width with the usual head and foot."""
    cards = cards_height(people, across, width, size)
    return HEAD + cards + FOOT
