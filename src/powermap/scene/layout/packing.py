"""Rectangles packed on a page: each as high up as it finds room, about in its shape."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from powermap.scene.marks import Point

NARROWEST = 0.7
"""Times the width of a page without empty space from which on widths are tried."""
WIDEST = 3.0
"""And up to which they are."""
MOST_WIDTHS = 30
"""Widths that are tried."""


def pack(
    sizes: Sequence[tuple[float, float]], *, width: float, gap: float
) -> tuple[tuple[Point, ...], tuple[float, float]]:
    """Place rectangles from the top, the tallest first.

    Parameters
    ----------
    sizes : sequence of (width, height)
        In points.
    width : float
        Of the page; it grows to the widest rectangle.
    gap : float
        Between neighbors.

    Returns
    -------
    (tuple of (x, y), (width, height))
        Left top corners in the order of the input, and the size of the whole.

    Examples
    --------
    >>> pack([(40, 20), (50, 30), (40, 10)], width=100, gap=10)
    (((60.0, 0.0), (0.0, 0.0), (60.0, 30.0)), (100.0, 40.0))
    """
    # Along the lower edge of what is placed already (Burke, Kendall and Whitwell 2004).
    # Each rectangle brings the gap at its right and below it along.
    room = max([width, *(wide for wide, _ in sizes)]) + gap
    places: list[Point] = [(0.0, 0.0)] * len(sizes)
    edge = [_Step(0.0, room, 0.0)]
    right = 0.0
    bottom = 0.0
    for number in _tallest_first(sizes):
        wide, tall = sizes[number]
        x, y = _highest_place(edge, wide + gap)
        places[number] = (x, y)
        edge = _below(edge, _Step(x, x + wide + gap, y + tall + gap))
        right = max(right, x + wide)
        bottom = max(bottom, y + tall)
    return tuple(places), (right, bottom)


class _Step(NamedTuple):
    """A level piece of the lower edge of what is placed."""

    left: float
    right: float
    y: float


def _highest_place(edge: Sequence[_Step], wide: float) -> Point:
    """The left top corner with the most above it, the leftmost of several."""
    end = edge[-1].right
    places = []
    for first, step in enumerate(edge):
        right = step.left + wide
        # The widest rectangle is as wide as the page, but for rounding.
        if first and right > end:
            break
        under = [each.y for each in edge[first:] if each.left < right]
        places.append((max(under), step.left))
    y, x = min(places)
    return x, y


def _below(edge: Sequence[_Step], new: _Step) -> list[_Step]:
    """The lower edge with a rectangle more."""
    steps = [new]
    for step in edge:
        if step.left < new.left:
            steps.append(step._replace(right=min(step.right, new.left)))
        if step.right > new.right:
            steps.append(step._replace(left=max(step.left, new.right)))
    return sorted(steps)


def _tallest_first(sizes: Sequence[tuple[float, float]]) -> list[int]:
    """Tall rectangles first leave the least empty space beside them."""

    def priority(number: int) -> tuple[float, float, int]:
        wide, tall = sizes[number]
        return -tall, -wide, number

    return sorted(range(len(sizes)), key=priority)


def widths_to_try(
    sizes: Sequence[tuple[float, float]], *, aspect: float, gap: float
) -> list[float]:
    """Widths that are worth trying for a page of about this aspect.

    Those are the widths at which one rectangle more stands at the top, around the width
    of a page that wastes nothing.

    Examples
    --------
    >>> widths_to_try([(100, 50), (100, 150)], aspect=2, gap=10)
    [100, 210]
    """
    widest = max((wide for wide, _ in sizes), default=0.0)
    area = sum(wide * tall for wide, tall in sizes)
    usual = math.sqrt(area * aspect)
    widths = {widest}
    width = -gap
    for number in _tallest_first(sizes):
        width += sizes[number][0] + gap
        if width > usual * WIDEST:
            break
        if width > max(widest, usual * NARROWEST):
            widths.add(width)
    return _thinned(sorted(widths))


def _thinned(widths: Sequence[float]) -> list[float]:
    """As many of the widths as are tried, evenly."""
    step = math.ceil(len(widths) / MOST_WIDTHS)
    return list(widths[::step])
