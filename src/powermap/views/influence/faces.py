"""How cards of the influence graph look, and how wide they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.scene.text import measure
from powermap.views.card_sizes import WHOLE, Size
from powermap.views.cards import beside_name

if TYPE_CHECKING:
    from powermap.views.people import ShownPerson


@dataclass(frozen=True, slots=True)
class CardWidths:
    """Width of cards with short names, and with long ones."""

    least: float
    most: float


USUAL_WIDTHS = CardWidths(200.0, 236.0)
"""Of cards on a page that grows with them."""
NARROW_WIDTHS = CardWidths(120.0, 220.0)
"""Of cards on a page of a given size: as wide as their texts."""
DOTS = 33.0
"""Width of the contact dots, which stand beside the name and not beside the title."""
SLACK = 11.0
"""Points of a card between its name and the dots."""
WHOLE_NAMES = 0.9
"""Share of names that fit on one line; one long title does not widen every card."""


@dataclass(frozen=True, slots=True)
class Face:
    """How cards look, and for which shape of page they are laid out.

    `shape` is width to height of the room for the graph; None on a page that grows.
    `names` is the share of people whose name and title fit on one line.
    """

    card: Size
    widths: CardWidths
    shape: float | None = None
    names: float = WHOLE_NAMES


GROWING = Face(WHOLE, USUAL_WIDTHS)
"""On a page that grows with its people."""


def card_width(people: Sequence[ShownPerson], face: Face) -> float:
    """Wide enough for nine names and titles of ten, or for all, within the limits."""
    size = face.card
    widths = []
    for each in people:
        beside = beside_name(each, size) + SLACK
        width = measure(each.person.name, size.name, "semibold") + beside
        if size.whole:
            title = measure(each.second_line, size.title) + beside - DOTS
            width = max(width, title)
        widths.append(width)
    widths.sort()
    least, most = face.widths.least, face.widths.most
    wanted = least
    if widths:
        wanted = widths[min(int(len(widths) * face.names), len(widths) - 1)]
    return min(max(wanted, least), most)
