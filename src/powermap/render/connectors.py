"""The course of a tie as a connector that PowerPoint knows by name.

Connectors with a name follow when somebody moves a shape. They are described only by
where they start and end and how far along their bends lie, so most courses must be
recognized first; docs/decisions/0010-slides.md says what each kind is good for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.render.outlines import Commands
from powermap.scene.crossings import boxes_crossed
from powermap.scene.marks import Point, Rectangle

FLAT_CURVE = 1.0
"""Points by which a curve may leave the straight line between its ends and still be
drawn as that line."""
GENTLE_CURVE = 12.0
"""The same where nothing stands in the way of the straight line."""
LARGEST_CORNER = 16.0
"""Points between the ends of a curve that still counts as a rounded corner."""

# Scenes hold hundredths of a point; two of them may round in opposite directions.
_SAME_COORDINATE = 0.02
"""Points by which two coordinates on one level or upright line may differ."""

# A preset of DrawingML; the numbers in its names count pieces.
_STRAIGHT = "straightConnector1"
_BEND_UNITS = 100_000
"""The whole way from start to end, in the units of a bend."""
_QUARTER_TURN = 5_400_000
"""A quarter turn in sixty-thousandths of a degree."""
_MOST_PIECES = 5
"""Pieces of the longest connector with bends that PowerPoint has."""


@dataclass(frozen=True, slots=True)
class NamedConnector:
    """A connector with a name.

    Parameters
    ----------
    name : str
        Its name in DrawingML.
    start, end : Point
        Its ends in the scene.
    bends : tuple of int
        How far along each of its inner pieces lies, in thousandths of a percent.
    leaves_vertically : bool
        Whether it leaves its start upward or downward.
    """

    name: str
    start: Point
    end: Point
    bends: tuple[int, ...] = ()
    leaves_vertically: bool = False

    @property
    def turn(self) -> int:
        """Clockwise turn in sixty-thousandths of a degree, after mirroring.

        PowerPoint's connectors leave sideways; one that leaves vertically is a turned
        one.
        """
        if not self.leaves_vertically:
            return 0
        runs_right = self.end[0] > self.start[0]
        # The box is mirrored first and turned about its middle afterward, so a turn is
        # needed for the direction in which it leaves and a mirror for the side on which
        # it ends.
        return 3 * _QUARTER_TURN if runs_right else _QUARTER_TURN

    @property
    def flips(self) -> tuple[bool, bool]:
        """Whether it is mirrored from left to right, and from top to bottom."""
        runs_right = self.end[0] > self.start[0]
        runs_down = self.end[1] > self.start[1]
        if self.leaves_vertically:
            return runs_down is runs_right, False
        runs_left = self.end[0] < self.start[0]
        runs_up = self.end[1] < self.start[1]
        return runs_left, runs_up


def recognize_connector(
    commands: Commands, tip: Point | None = None, obstacles: Sequence[Rectangle] = ()
) -> NamedConnector | None:
    """Return the connector that runs like some segments, or None when none does.

    Parameters
    ----------
    commands : sequence of segments
        The course of the tie.
    tip : Point, optional
        The tip of its head, to which the connector runs on.
    obstacles : sequence of rectangles
        What a straight line may not cut where it stands for a gentle curve.

    Examples
    --------
    >>> connector = recognize_connector([("M", 0, 0), ("L", 0, 10), ("L", 40, 10), ("L", 40, 40)])
    >>> connector.name, connector.bends, connector.turn, connector.flips
    ('bentConnector3', (25000,), 16200000, (True, False))
    >>> recognize_connector([("M", 0, 0), ("C", 0, 40, 0, 40, 40, 80)]) is None
    True
    """
    start = commands[0][-2:]
    end = tip or commands[-1][-2:]
    straight = NamedConnector(_STRAIGHT, start, end)
    deviation = _deviation(commands, start, end)
    if deviation <= FLAT_CURVE:
        return straight
    # Right angles before gentle curves: an elbow connector keeps its bends when a
    # person is moved, a straight one would cut them off.
    corners = corners_of(commands, tip)
    if corners is not None:
        return _bent(corners)
    if deviation <= GENTLE_CURVE and not boxes_crossed((start, end), obstacles):
        return straight
    return None


def _deviation(commands: Commands, start: Point, end: Point) -> float:
    """Return how far a curve, or its handles, are from the line between its ends."""
    length = math.dist(start, end)
    if length:
        normal_x = (end[1] - start[1]) / length
        normal_y = (start[0] - end[0]) / length
    else:
        normal_x = 1.0
        normal_y = 0.0
    farthest = 0.0
    for _, *numbers in commands:
        # Handles count like points: a curve stays within the hull of both, so this is
        # never too small, and no curve has to be sampled.
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            distance = (x - start[0]) * normal_x + (y - start[1]) * normal_y
            farthest = max(farthest, abs(distance))
    return farthest


def corners_of(commands: Commands, tip: Point | None = None) -> list[Point] | None:
    """Return the corners of a course at right angles, rounded or not, or None.

    Examples
    --------
    >>> corners_of([("M", 0, 0), ("L", 0, 10), ("L", 0, 20), ("L", 40, 20)])
    [(0, 0), (0, 20), (40, 20)]
    """
    points: list[Point] = [commands[0][1:]]
    for letter, *numbers in commands[1:]:
        end = (numbers[-2], numbers[-1])
        if letter == "C" and not _is_level_or_upright(points[-1], end):
            first_handle = (numbers[0], numbers[1])
            last_handle = (numbers[2], numbers[3])
            corner = _rounded_corner(points[-1], first_handle, last_handle, end)
            if corner is None:
                return None
            points.append(corner)
        points.append(end)
    if tip:
        points.append(tip)
    corners = _without_waypoints(points)
    for start, end in pairwise(corners):
        if not _is_level_or_upright(start, end):
            return None
    return corners


def _rounded_corner(
    start: Point, first_handle: Point, last_handle: Point, end: Point
) -> Point | None:
    """Return the corner that a small curve rounds, or None when it rounds none."""
    if math.dist(start, end) > LARGEST_CORNER:
        return None
    if _is_same(start, first_handle, 0) and _is_same(last_handle, end, 1):
        return start[0], end[1]
    if _is_same(start, first_handle, 1) and _is_same(last_handle, end, 0):
        return end[0], start[1]
    return None


def _is_level_or_upright(a: Point, b: Point) -> bool:
    return _is_same(a, b, 0) or _is_same(a, b, 1)


def _is_same(a: Point, b: Point, axis: int) -> bool:
    return abs(a[axis] - b[axis]) <= _SAME_COORDINATE


def _without_waypoints(points: Sequence[Point]) -> list[Point]:
    """Leave out the points that only prolong a line."""
    corners = [points[0]]
    for point in points[1:]:
        if len(corners) > 1 and _are_in_line(corners[-2], corners[-1], point):
            corners[-1] = point
        elif math.dist(corners[-1], point) > _SAME_COORDINATE:
            corners.append(point)
    return corners


def _are_in_line(a: Point, b: Point, c: Point) -> bool:
    """Return whether three points stand on one level or upright line."""
    on_upright = _is_same(a, b, 0) and _is_same(b, c, 0)
    on_level = _is_same(a, b, 1) and _is_same(b, c, 1)
    return on_upright or on_level


def _bent(corners: Sequence[Point]) -> NamedConnector | None:
    """Return the connector with these corners, or None when PowerPoint has none.

    It has none with more bends, and none that ends right above or beside its start.
    """
    start = corners[0]
    end = corners[-1]
    pieces = len(corners) - 1
    if not 2 <= pieces <= _MOST_PIECES or _is_level_or_upright(start, end):
        return None
    leaves_vertically = _is_same(corners[1], start, 0)
    axis = 1 if leaves_vertically else 0
    bends = []
    for corner in corners[1:-2]:
        # Never a division by 0: start and end differ on both axes, as checked above.
        share = (corner[axis] - start[axis]) / (end[axis] - start[axis])
        bends.append(round(share * _BEND_UNITS))
        axis = 1 - axis
    name = f"bentConnector{pieces}"
    return NamedConnector(name, start, end, tuple(bends), leaves_vertically)
