"""How high the cards of a cell of the quadrant of words are together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from powermap.model import Involvement, Power
from powermap.scene.text import measure
from powermap.views.card_sizes import Size
from powermap.views.cards import beside_name, card_height
from powermap.views.lanes import LANE_GAP, LANE_HEAD, lanes_of
from powermap.views.people import ShownPerson

PAD = 16.0  # inside a cell, at its sides
ROUNDING = 1e-6
"""In points: sums of widths differ by less in their last digits."""

Cell = tuple[Power, Involvement | None]
PeopleByCell = Mapping[Cell, Sequence[ShownPerson]]


class CellCards:
    """The people of each cell, and how high their cards are, measured once."""

    def __init__(self, cells: PeopleByCell, *, lanes: bool = False) -> None:
        self.people = cells
        self._lanes = lanes
        self._known: dict[tuple[Cell, int, float, float], float] = {}
        self._names: dict[
            tuple[Cell, float], list[tuple[float, int, float, float]]
        ] = {}

    def height(self, cell: Cell, across: int, width: float, size: Size) -> float:
        """Of the cards of a cell of this width, so many beside one another."""
        # The heights of the three sizes of cards differ.
        key = (cell, across, width, size.height)
        if key not in self._known:
            if self._lanes:
                height = lanes_height(self.people[cell], across, width, size)
            else:
                height = self._height(cell, across, width, size)
            self._known[key] = height
        return self._known[key]

    def _height(self, cell: Cell, across: int, width: float, size: Size) -> float:
        each = card_width(width, across, size)
        tall = self._tall_rows(cell, across, each, size)
        height = 0.0
        for row in range(math.ceil(len(self.people[cell]) / across)):
            height += tall.get(row, size.height) + size.gap
        return max(height - size.gap, 0)

    def _tall_rows(
        self, cell: Cell, across: int, each: float, size: Size
    ) -> dict[int, float]:
        """The heights of rows in which a name has to be broken into lines."""
        people = self.people[cell]
        tall: dict[int, float] = {}
        # The widest names first: where one has room, so have all after it.
        for whole, place, name, beside in self._names_of(cell, size):
            if whole < each - ROUNDING:
                break
            if name > each - beside:
                height = card_height(people[place], each, size)
                row = place // across
                tall[row] = max(height, tall.get(row, size.height))
        return tall

    def _names_of(
        self, cell: Cell, size: Size
    ) -> list[tuple[float, int, float, float]]:
        """Whose card needs which width, for the name and beside it; the widest first."""
        key = (cell, size.height)
        if key not in self._names:
            names = []
            for place, person in enumerate(self.people[cell]):
                name = measure(person.person.name.rstrip(), size.name, "semibold")
                beside = beside_name(person, size)
                names.append((name + beside, place, name, beside))
            names.sort(reverse=True)
            self._names[key] = names
        return self._names[key]


def lanes_height(
    people: Sequence[ShownPerson], across: int, width: float, size: Size
) -> float:
    """Height of cards with what separates their organizations."""
    height = 0.0
    for _, here in lanes_of(people):
        height += LANE_HEAD + cards_height(here, across, width, size) + 2 * LANE_GAP
    return max(height - LANE_GAP, 0)


def cards_height(
    people: Sequence[ShownPerson], across: int, width: float, size: Size
) -> float:
    """Height of cards in rows of so many in a cell of this width."""
    each = card_width(width, across, size)
    height = 0.0
    for first in range(0, len(people), across):
        row = people[first : first + across]
        height += max(card_height(person, each, size) for person in row) + size.gap
    return max(height - size.gap, 0)


def card_width(width: float, across: int, size: Size) -> float:
    """Width of a card where so many stand beside one another in a cell."""
    gaps = size.gap * (across - 1)
    cards = width - PAD * 2 - gaps
    return cards / across
