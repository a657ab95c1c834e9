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
        row = people[first : first + across]
        for column, each in enumerate(row):
            x = left + PAD + column * (width + size.gap)
            drawn_as = (x, y, width, size, pill, bars, language.code)
            last = each.last
            if last.group is None or last.drawn_as != drawn_as:
                last.group = draw_card(
                    each,
                    x,
                    y,
                    width,
                    size,
                    language,
                    bounds=box,
                    pill=pill,
                    bars=bars,
                )
                last.height = card_height(each, width, size)
                last.drawn_as = drawn_as
            elif last.group.bounds != box:
                # Another cell is higher, and with it this row: the card is the same.
                last.group = replace(last.group, bounds=box)
            marks.append(last.group)
        y += max(each.last.height for each in row) + size.gap
    return marks


def stack_height(
    people: Sequence[ShownPerson], across: int, width: float, size: Size
) -> float:
    """Height of a cell of this width with the usual head and foot."""
    cards = cards_height(people, across, width, size)
    return HEAD + cards + FOOT
