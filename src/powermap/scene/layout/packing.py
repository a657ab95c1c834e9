"""Rectangles packed in shelves: from left to right, then below, about as wide as the page wants."""

from __future__ import annotations

import math
from collections.abc import Sequence

from powermap.scene.marks import Point


def pack_shelves(
    sizes: Sequence[tuple[float, float]], *, width: float, gap: float
) -> tuple[tuple[Point, ...], tuple[float, float]]:
    """Where rectangles stand, the tallest first, and how much room they take together.

    Parameters
    ----------
    sizes : sequence of (width, height)
        In points.
    width : float
        Of a shelf; it grows to the widest rectangle.
    gap : float
        Between neighbours and between shelves.

    Returns
    -------
    (tuple of (x, y), (width, height))
        Left top corners in the order given, and the size of all.

    Examples
    --------
    >>> pack_shelves([(40, 20), (50, 30), (40, 10)], width=100, gap=10)
    (((60.0, 0.0), (0.0, 0.0), (0.0, 40.0)), (100.0, 50.0))
    """
    width = max([width, *(wide for wide, _ in sizes)])
    order = sorted(
        range(len(sizes)),
        key=lambda number: (-sizes[number][1], -sizes[number][0], number),
    )
    places: list[Point] = [(0.0, 0.0)] * len(sizes)
    x = y = tall = right = 0.0
    for number in order:
        wide, high = sizes[number]
        if x and x + wide > width:
            x, y, tall = 0.0, y + tall + gap, 0.0
        places[number] = (x, y)
        right, x, tall = max(right, x + wide), x + wide + gap, max(tall, high)
    return tuple(places), (right, y + tall)


def preferred_width(
    sizes: Sequence[tuple[float, float]], *, least: float, aspect: float
) -> float:
    """The width at which rectangles make a page of about this aspect."""
    area = sum(wide * high for wide, high in sizes)
    return max(least, math.sqrt(area * aspect))
