"""Which shapes the ties of a scene join on a slide, and at which of their sites.

PowerPoint glues a connector to a numbered connection site of a shape, so that it
follows when somebody moves the shape. The sites must be known before any shape is
written, because shapes carry them and often come before the ties.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Mark, Path, Point, Rectangle

_SIDES = 4
"""Sites that every shape has: the middles of its sides."""
_NEAR_MIDDLE = 0.75
"""Points from the middle of a side within which a tie is glued to that middle."""
_SAME_POINT = 0.01
"""Points within which two ties share a site."""
_LEAVING_ANGLES = (16_200_000, 10_800_000, 5_400_000, 0)
"""Directions in which ties leave the top, left, bottom and right side of a shape, in
sixty-thousandths of a degree."""


@dataclass(frozen=True, slots=True)
class Glue:
    """The site of a shape to which an end of a tie is glued."""

    shape_id: int
    site: int


@dataclass(slots=True)
class Endpoint:
    """A shape at which ties end: its number on the slide, its mark, and its own sites.

    The own sites come after the middles of the sides, which every shape has.
    """

    id: int
    mark: Box | Disc
    own_sites: list[Point] = field(default_factory=list)

    @property
    def frame(self) -> Rectangle:
        """The rectangle that the shape covers, in points of the scene."""
        return extent(self.mark)

    def glue(self, point: Point) -> Glue:
        """Return the site at a point, which is added when there is none yet."""
        sites = self.sites()
        for number, site in enumerate(sites):
            # The usual four sites are preferred with some tolerance: other programs
            # know only these.
            tolerance = _NEAR_MIDDLE if number < _SIDES else _SAME_POINT
            if math.dist(site, point) <= tolerance:
                return Glue(self.id, number)
        self.own_sites.append(point)
        return Glue(self.id, len(sites))

    def sites(self) -> list[Point]:
        """Return all sites in the order of their numbers."""
        left, top, right, bottom = self.frame
        x = (left + right) / 2
        y = (top + bottom) / 2
        return [
            (x, top),
            (left, y),
            (x, bottom),
            (right, y),
            *self.own_sites,
        ]

    def leaving_angle(self, point: Point) -> int:
        """Return the direction away from the side that is nearest to a site."""
        x, y = point
        left, top, right, bottom = self.frame
        distances = [
            abs(y - top),
            abs(x - left),
            abs(y - bottom),
            abs(x - right),
        ]
        nearest_side = distances.index(min(distances))
        return _LEAVING_ANGLES[nearest_side]


@dataclass(frozen=True, slots=True)
class TieLine:
    """A line of a tie: its path and head, and to what its ends are glued."""

    path: Path
    head: Head | None
    start: Glue | None
    end: Glue | None

    @property
    def glued_shapes(self) -> set[int]:
        """The numbers of the shapes that it is glued to."""
        shapes = set()
        if self.start is not None:
            shapes.add(self.start.shape_id)
        if self.end is not None:
            shapes.add(self.end.shape_id)
        return shapes


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a line: its tip, and its shape as PowerPoint calls it."""

    tip: Point
    kind: str


def head_after(marks: Sequence[Mark], position: int) -> Head | None:
    """Return the head that belongs to the line at a position, if the next mark is one.

    Examples
    --------
    >>> line = Path((("M", 0, 0), ("L", 9, 0)), stroke="#000000")
    >>> triangle = Path((("M", 9, 0), ("L", 5, 2), ("L", 5, -2)), head=True)
    >>> head_after([line, triangle], 0)
    Head(tip=(9, 0), kind='triangle')
    """
    if position + 1 >= len(marks):
        return None
    mark = marks[position + 1]
    if not isinstance(mark, Path) or not mark.head:
        return None
    tip = mark.commands[0][1:]
    is_outlined = mark.stroke is not None
    return Head(tip, "arrow" if is_outlined else "triangle")


def body_of(group: Group) -> Box | Disc | None:
    """Return the mark at which the ties of a group end.

    It is what is solid, or else the largest box or disc.

    Examples
    --------
    >>> body_of(Group((Disc(5, 5, 2), Box(0, 0, 9, 9, fill="#FFFFFF")))).fill
    '#FFFFFF'
    """
    shapes = []
    solid = []
    for mark in group.marks:
        if isinstance(mark, Box | Disc):
            shapes.append(mark)
            if mark.solid:
                solid.append(mark)
    return max(solid or shapes, key=_size, default=None)


def plan_lines(group: Group, endpoints: Sequence[Endpoint]) -> list[TieLine]:
    """Glue the lines of a tie to the shapes that it joins.

    Parameters
    ----------
    group : Group
        The tie.
    endpoints : sequence of Endpoint
        At most two; those that stand in the scene.

    Returns
    -------
    list of TieLine
        In drawing order: wide lines under the tie come first.

    Examples
    --------
    >>> tie = Group((Path((("M", 0, 0), ("L", 9, 0))),), link=("a", "b"))
    >>> plan_lines(tie, [Endpoint(7, Disc(12, 0, 3))])[0].start
    Glue(shape_id=7, site=4)
    """
    lines = []
    for position, mark in enumerate(group.marks):
        if not isinstance(mark, Path) or mark.head:
            continue
        head = head_after(group.marks, position)
        start = mark.commands[0][-2:]
        end = head.tip if head is not None else mark.commands[-1][-2:]
        first, last = _match_ends(endpoints, start, end)
        start_glue = first.glue(start) if first is not None else None
        end_glue = last.glue(end) if last is not None else None
        lines.append(TieLine(mark, head, start_glue, end_glue))
    return lines


def _match_ends(
    endpoints: Sequence[Endpoint], start: Point, end: Point
) -> tuple[Endpoint | None, Endpoint | None]:
    """Return the shape that a line leaves and the one it reaches, each the nearest."""
    if not endpoints:
        return None, None
    if len(endpoints) == 1:
        return endpoints[0], None
    one, other = endpoints
    # A link names its ends in the order of the tie, a line runs the way it is drawn:
    # only the distances say which end is which.
    forward = distance_to(one.frame, start) + distance_to(other.frame, end)
    backward = distance_to(other.frame, start) + distance_to(one.frame, end)
    return (one, other) if forward <= backward else (other, one)


def distance_to(frame: Rectangle, point: Point) -> float:
    """Return how far a point is outside of a rectangle.

    Examples
    --------
    >>> distance_to((0, 0, 10, 10), (13, 14)), distance_to((0, 0, 10, 10), (5, 5))
    (5.0, 0.0)
    """
    left, top, right, bottom = frame
    x, y = point
    across = max(left - x, 0, x - right)
    down = max(top - y, 0, y - bottom)
    return math.hypot(across, down)


def _size(mark: Box | Disc) -> float:
    left, top, right, bottom = extent(mark)
    width = right - left
    height = bottom - top
    return width * height
