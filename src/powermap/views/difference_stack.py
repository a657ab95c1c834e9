"""Cards of a chart of changes in columns, and chips of those of whom nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.views.chips import chips_height, place_chips
from powermap.views.difference_cards import Item, card_height

if TYPE_CHECKING:
    from powermap.scene.marks import Rectangle
    from powermap.views.difference_density import Density

__all__ = ["BESIDE", "Stack"]

BESIDE = 16.0
"""Between two columns of cards."""

ABOVE_CHIPS = 4.0
"""Between the cards and the chips, beside what is between cards."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Items in a cell or a strip, in columns of cards of one width."""

    items: Sequence[Item]
    across: int
    card: float
    density: Density

    @property
    def width(self) -> float:
        """Of all columns together."""
        return self.card * self.across + BESIDE * (self.across - 1)

    @property
    def height(self) -> float:
        """From the top of the first card to the end of the last."""
        cards = self._cards_height()
        chips = [item.subject for item in self.items if self.is_chip(item)]
        if not chips:
            return cards
        above = self.density.between + ABOVE_CHIPS if cards else 0.0
        return cards + above + chips_height(chips, self.width)

    def is_chip(self, item: Item) -> bool:
        """Whether somebody has no card."""
        return self.density.chips and item.kind == "same"

    def places(self, left: float, top: float) -> list[tuple[Item, Rectangle]]:
        """Each item with its rectangle."""
        placed: list[tuple[Item, Rectangle]] = []
        for item, column, down in self._columns():
            x = left + column * (self.card + BESIDE)
            y = top + down
            box = (x, y, x + self.card, y + card_height(item, self.card, self.density))
            placed.append((item, box))
        chips = [item for item in self.items if self.is_chip(item)]
        cards = self._cards_height()
        if cards:
            top += cards + self.density.between + ABOVE_CHIPS
        subjects = [item.subject for item in chips]
        boxes = place_chips(subjects, left, top, self.width)
        placed += zip(chips, boxes, strict=True)
        return placed

    def _columns(self) -> list[tuple[Item, int, float]]:
        """Each card in the column that is shortest so far, and how far down."""
        ends = [0.0] * self.across
        placed = []
        for item in self.items:
            if self.is_chip(item):
                continue
            # The shortest column first: cards differ in height by their changes, and
            # rows of equal height would leave large gaps.
            column = ends.index(min(ends))
            placed.append((item, column, ends[column]))
            height = card_height(item, self.card, self.density)
            ends[column] += height + self.density.between
        return placed

    def _cards_height(self) -> float:
        height = 0.0
        for item, _, down in self._columns():
            below = down + card_height(item, self.card, self.density)
            height = max(height, below)
        return height
