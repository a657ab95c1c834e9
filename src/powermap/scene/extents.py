"""The rectangle that a mark takes on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable

from powermap.scene.marks import Box, Disc, Image, Mark, Path, Rectangle, Text
from powermap.scene.text import ASCENT, DESCENT


def do_overlap(first: Rectangle, second: Rectangle) -> bool:
    """Whether two rectangles have more than an edge in common.

    Examples
    --------
    >>> do_overlap((0, 0, 2, 2), (1, 1, 3, 3)), do_overlap((0, 0, 2, 2), (2, 0, 3, 2))
    (True, False)
    """
    is_across = first[0] < second[2] and second[0] < first[2]
    is_down = first[1] < second[3] and second[1] < first[3]
    return is_across and is_down


def extent(mark: Mark) -> Rectangle:
    """The rectangle that a mark takes: a text by its measured width, a path by its points.

    Examples
    --------
    >>> extent(Disc(10, 10, 4))
    (6, 6, 14, 14)
    """
    if isinstance(mark, Box | Image):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    if isinstance(mark, Disc):
        return _disc_extent(mark)
    if isinstance(mark, Text):
        return _text_extent(mark)
    if isinstance(mark, Path):
        return _path_extent(mark)

    return surrounding([extent(inner) for inner in mark.marks])


def surrounding(rectangles: Iterable[Rectangle]) -> Rectangle:
    """The smallest rectangle that holds several.

    Examples
    --------
    >>> surrounding([(0, 0, 2, 2), (5, 1, 6, 9)])
    (0, 0, 6, 9)
    """
    lefts, tops, rights, bottoms = zip(*rectangles, strict=True)
    return (
        min(lefts),
        min(tops),
        max(rights),
        max(bottoms),
    )


def _disc_extent(disc: Disc) -> Rectangle:
    left = disc.x - disc.radius
    top = disc.y - disc.radius
    right = disc.x + disc.radius
    bottom = disc.y + disc.radius
    return left, top, right, bottom


def _path_extent(path: Path) -> Rectangle:
    # control points count as well: a Bézier curve never leaves their hull
    xs: list[float] = []
    ys: list[float] = []

    for command in path.commands:
        xs += command[1::2]
        ys += command[2::2]

    return min(xs), min(ys), max(xs), max(ys)


def _text_extent(text: Text) -> Rectangle:
    # A fixed ascent and descent instead of the letters that occur: a line keeps its
    # place when a name gets an accent.
    before_anchor = {"start": 0.0, "middle": text.width / 2, "end": text.width}
    left = -before_anchor[text.anchor]
    right = text.width + left
    top = -text.size * ASCENT
    bottom = text.size * DESCENT
    angle = math.radians(text.rotate)
    cos = math.cos(angle)
    sin = math.sin(angle)
    xs = []
    ys = []
    for x, y in ((left, top), (left, bottom), (right, top), (right, bottom)):
        across = x * cos - y * sin
        down = x * sin + y * cos
        xs.append(text.x + across)
        ys.append(text.y + down)

    return min(xs), min(ys), max(xs), max(ys)
