"""Rectangles packed on shelves: left to right, then below, about as wide as the page."""

from __future__ import annotations

import math
from collections.abc import Sequence

from powermap.scene.marks import Point


def pack_shelves(
    sizes: Sequence[tuple[float, float]], *, width: float, gap: float
) -> tuple[tuple[Point, ...], tuple[float, float]]:
    """Place rectangles on shelves, the tallest first.

    Parameters
    ----------
    sizes : sequence of (width, height)
        In points.
    width : float
        Of a shelf; it grows to the widest rectangle.
    gap : float
        Between neighbors and between shelves.

    Returns
    -------
    (tuple of (x, y), (width, height))
        Left top corners in the order of the input, and the size of the whole.

    Examples
    --------
    >>> pack_shelves([(40, 20), (50, 30), (40, 10)], width=100, gap=10)
    (((60.0, 0.0), (0.0, 0.0), (0.0, 40.0)), (100.0, 50.0))
    """
    # Next fit by falling height (Coffman, Garey, Johnson and Tarjan 1980). Better
    # packings would mix tall and low parts and move all of them when one changes.
    shelf_width = max([width, *(wide for wide, _ in sizes)])
    places: list[Point] = [(0.0, 0.0)] * len(sizes)
    x = 0.0
    y = 0.0
    shelf_height = 0.0
    right = 0.0
    for number in _tallest_first(sizes):
        wide, tall = sizes[number]
        if x and x + wide > shelf_width:
            x = 0.0
            y = y + shelf_height + gap
            shelf_height = 0.0

        places[number] = (x, y)
        right = max(right, x + wide)
        x = x + wide + gap
        shelf_height = max(shelf_height, tall)

    return tuple(places), (right, y + shelf_height)


def _tallest_first(sizes: Sequence[tuple[float, float]]) -> list[int]:
    """Tall rectangles first leave the least empty space above the others of a shelf."""

    def priority(number: int) -> tuple[float, float, int]:
        wide, tall = sizes[number]
        return -tall, -wide, number

    return sorted(range(len(sizes)), key=priority)


def preferred_width(
    sizes: Sequence[tuple[float, float]], *, least: float, aspect: float
) -> float:
    """The width at which rectangles make a page of about this aspect.

    Examples
    --------
    >>> preferred_width([(100, 50), (100, 150)], least=10, aspect=2)
    200.0
    """
    area = sum(wide * tall for wide, tall in sizes)
    # Of a rectangle with this area and aspect; what packing wastes makes it a little
    # taller.
    return max(least, math.sqrt(area * aspect))
