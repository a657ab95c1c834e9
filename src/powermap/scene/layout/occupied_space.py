"""What is occupied on a page, looked up by strips across it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from powermap.scene.marks import Rectangle

# Strips instead of a tree: labels are all about as high, so each lies in two or three
# strips, and moving one is a few dict operations without rebalancing.
STRIP = 7.5
"""Height of a strip in points: about half a label, so that a label is in two or three."""

Strip = dict[int, Rectangle]
"""The rectangles that reach into a strip, by their numbers."""


class OccupiedSpace:
    """Rectangles under numbers, in strips, so that few are compared with a new one.

    Examples
    --------
    >>> occupied = OccupiedSpace()
    >>> occupied.add(7, (10, 10, 20, 20))
    >>> occupied.hits((15, 15, 30, 30)), occupied.hits((20, 10, 30, 20))
    ({7}, set())
    >>> list(occupied.gaps(10, 20, 0, 50))
    [(0, 10), (20, 50)]
    """

    def __init__(self) -> None:
        self._strips: defaultdict[int, Strip] = defaultdict(dict)

    def add(self, number: int, box: Rectangle) -> None:
        """Occupy a rectangle."""
        _, top, _, bottom = box
        for strip in _strips(top, bottom):
            self._strips[strip][number] = box

    def remove(self, number: int, box: Rectangle) -> None:
        """Free a rectangle again."""
        _, top, _, bottom = box
        for strip in _strips(top, bottom):
            self._strips[strip].pop(number, None)

    def hits(self, box: Rectangle) -> set[int]:
        """Numbers of the rectangles that a rectangle overlaps."""
        left, top, right, bottom = box

        # one comprehension, because the search for spots spends most of its time here
        return {
            number
            for strip in _strips(top, bottom)
            for number, (a, b, c, d) in self._strips.get(strip, {}).items()
            if a < right and left < c and b < bottom and top < d
        }

    def gaps(
        self, top: float, bottom: float, left: float, right: float
    ) -> Iterator[tuple[float, float]]:
        """Free stretches from left to right of the band between two heights."""
        taken: set[tuple[float, float]] = set()
        for strip in _strips(top, bottom):
            for a, b, c, d in self._strips.get(strip, {}).values():
                is_in_band = b < bottom and top < d
                if is_in_band:
                    taken.add((a, c))

        free_from = left
        for start, end in sorted(taken):
            if start > free_from:
                yield free_from, min(start, right)
            free_from = max(free_from, end)

        if free_from < right:
            yield free_from, right


def _strips(top: float, bottom: float) -> range:
    first = math.floor(top / STRIP)
    last = math.floor(bottom / STRIP)
    return range(first, last + 1)
