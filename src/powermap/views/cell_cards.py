"""How high the cards of a cell of the quadrant of words are together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from operator import is_

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


class CardHeights:
    """The people of one cell, and how high their cards are, measured once."""

    def __init__(self, people: Sequence[ShownPerson], *, lanes: bool = False) -> None:
        self.people = people
        self.lanes = lanes
        self._known: dict[tuple[int, float, float], float] = {}
        self._names: dict[float, list[tuple[float, int, float, float]]] = {}

    def are_of(self, people: Sequence[ShownPerson], *, lanes: bool) -> bool:
        """Whether these are the heights of the same people in the same order."""
        if lanes != self.lanes or len(people) != len(self.people):
            return False
        return all(map(is_, people, self.people))

    def height(self, across: int, width: float, size: Size) -> float:
        """Of the cards in a cell of this width, so many beside one another."""
        # The heights of the three sizes of cards differ.
        key = (across, width, size.height)
        height = self._known.get(key)
        if height is None:
            height = (
                lanes_height(self.people, across, width, size)
                if self.lanes
                else self._height(across, width, size)
            )
            self._known[key] = height
        return height

    def _height(self, across: int, width: float, size: Size) -> float:
        each = card_width(width, across, size)
        tall = self._tall_rows(across, each, size)
        height = 0.0
        for row in range(math.ceil(len(self.people) / across)):
            height += tall.get(row, size.height) + size.gap
        return max(height - size.gap, 0)

    def _tall_rows(self, across: int, each: float, size: Size) -> dict[int, float]:
        """The heights of rows in which a name has to be broken into lines."""
        tall: dict[int, float] = {}
        # The widest names first: where one has room, so have all after it.
        for whole, place, name, beside in self._names_of(size):
            if whole < each - ROUNDING:
                break
            if name > each - beside:
                height = card_height(self.people[place], each, size)
                row = place // across
                tall[row] = max(height, tall.get(row, size.height))
        return tall

    def _names_of(self, size: Size) -> list[tuple[float, int, float, float]]:
        """Whose card needs which width, for the name and beside it; the widest first."""
        if size.height not in self._names:
            names = []
            for place, person in enumerate(self.people):
                name = measure(person.person.name.rstrip(), size.name, "semibold")
                beside = beside_name(person, size)
                names.append((name + beside, place, name, beside))
            names.sort(reverse=True)
            self._names[size.height] = names
        return self._names[size.height]


class HeightMemory:
    """The heights of the cards of a picture that is drawn after each edit.

    An edit changes two cells, and the others are as high as before.
    """

    def __init__(self) -> None:
        self._cells: dict[Cell, CardHeights] = {}

    def heights_of(
        self, cell: Cell, people: Sequence[ShownPerson], *, lanes: bool
    ) -> CardHeights:
        """Those of the last picture, or new ones where others are in the cell."""
        heights = self._cells.get(cell)
        if heights is None or not heights.are_of(people, lanes=lanes):
            heights = CardHeights(people, lanes=lanes)
            self._cells[cell] = heights
        return heights


class CellCards:
    """The people of each cell, and how high their cards are."""

    def __init__(
        self,
        cells: PeopleByCell,
        *,
        lanes: bool = False,
        memory: HeightMemory | None = None,
    ) -> None:
        self.people = cells
        memory = memory or HeightMemory()
        self._highest: dict[tuple[tuple[int, ...], float], dict[Power, float]] = {}
        self._heights = {}
        for cell, here in cells.items():
            self._heights[cell] = memory.heights_of(cell, here, lanes=lanes)

    def height(self, cell: Cell, across: int, width: float, size: Size) -> float:
        """Of the cards of a cell of this width, so many beside one another."""
        return self._heights[cell].height(across, width, size)

    def highest(
        self,
        columns: Sequence[Involvement | None],
        across: tuple[int, ...],
        widths: Sequence[float],
        size: Size,
    ) -> dict[Power, float]:
        """The height of the highest cell of each row, where all cards have one size.

        The widths follow from the cards across.
        """
        key = (across, size.height)
        if key not in self._highest:
            rows: dict[Power, float] = {}
            for row in Power:
                highest = 0.0
                for column, count, width in zip(columns, across, widths, strict=True):
                    heights = self._heights[row, column]
                    highest = max(highest, heights.height(count, width, size))
                rows[row] = highest
            self._highest[key] = rows
        return self._highest[key]


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
