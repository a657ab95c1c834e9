"""Discs that share a point, as a block: in columns, each with its label beside it.

A pack of discs around the point leaves no space for the labels of those within; a block
needs no leaders, and every label stands right beside its own disc.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from powermap.scene.layout.label_spots import Side, Spot
from powermap.scene.layout.occupied_space import OccupiedSpace
from powermap.scene.marks import Point, Rectangle

MOST_COLUMNS = 4
"""Columns of a block; more would lead too far away from the point."""
ROW_GAP = 1.5
"""Points between two labels of a column."""
BETWEEN_COLUMNS = 12.0
"""Points between the labels of a column and the discs of the next one."""
EDGE = 1.0
"""Points around a block that stay free, except beyond its labels."""
AFTER_LABELS = 4.0
"""Points beyond its labels that stay free."""
FURTHER_COLUMN = 60.0
"""Points that discs rather move than stand in one more column: wide blocks leave no
space to the blocks beside them, while a taller page makes space for tall ones."""
MIRRORED = 6.0
"""Points that discs rather move than have their labels on their left."""


@dataclass(frozen=True, slots=True)
class Block:
    """Discs that share a point, each with its label.

    Attributes
    ----------
    members : tuple of int
        Numbers of the discs, column by column from the top.
    point : (x, y)
        That they share.
    centers, spots : tuple
        Of the discs and of their labels.
    box : (left, top, right, bottom)
        What the block occupies.
    """

    members: tuple[int, ...]
    point: Point
    centers: tuple[Point, ...]
    spots: tuple[Spot, ...]
    box: Rectangle


@dataclass(frozen=True, slots=True)
class Measures:
    """What a block is made of, in points.

    Attributes
    ----------
    radius : float
        Of a disc, with what stands around it.
    pitch : float
        From one disc of a column to the next at least.
    gap : float
        Between a disc and its label.
    """

    radius: float
    pitch: float
    gap: float = 5.0


def shared_points(points: Sequence[Point]) -> list[list[int]]:
    """Numbers of the points that two or more share, larger groups first.

    Examples
    --------
    >>> shared_points([(1, 1), (2, 2), (1, 1)])
    [[0, 2]]
    """
    members: defaultdict[Point, list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(points):
        members[round(x, 1), round(y, 1)].append(number)
    groups = [group for group in members.values() if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group))


def place_block(
    members: Sequence[int],
    point: Point,
    sizes: Sequence[tuple[float, float]],
    measures: Measures,
    occupied: OccupiedSpace,
    home: Rectangle,
) -> Block | None:
    """The block whose discs move least; None when nothing is free.

    Parameters
    ----------
    members : sequence of int
        Numbers of the discs that share the point.
    point : (x, y)
        Where they belong.
    sizes : sequence of (width, height)
        Of the labels of the members.
    measures : Measures
        Of the discs.
    occupied : OccupiedSpace
        What the block may not cover.
    home : (left, top, right, bottom)
        What it may not leave.

    Examples
    --------
    >>> two = [(40, 12), (30, 12)]
    >>> plot = (0, 0, 200, 100)
    >>> block = place_block([4, 7], (50, 50), two, Measures(9, 20), OccupiedSpace(), plot)
    >>> block.centers, block.spots[0].x
    (((50.0, 40.0), (50.0, 60.0)), 64.0)
    """
    shapes = _shapes(members, point, sizes, measures, home)
    for shape in sorted(shapes, key=lambda shape: shape.cost):
        if _is_within(shape.box, home) and not occupied.hits(shape.box):
            return _build(members, point, sizes, measures, shape)
    return None


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a block may look.

    `columns` has the middle of each column, `cost` how far the discs move on average.
    """

    rows: int
    pitch: float
    columns: Sequence[float]
    top: float
    is_mirrored: bool
    box: Rectangle
    cost: float


def _is_within(box: Rectangle, home: Rectangle) -> bool:
    left, top, right, bottom = home
    if box[0] < left or right < box[2]:
        return False
    return top <= box[1] and box[3] <= bottom


def _shapes(
    members: Sequence[int],
    point: Point,
    sizes: Sequence[tuple[float, float]],
    measures: Measures,
    home: Rectangle,
) -> Iterator[_Shape]:
    """Every number of columns, to the right and to the left, at several heights."""
    count = len(members)
    x, y = point
    reach = _reach(sizes, measures)
    pitch = max(measures.pitch, max(height for _, height in sizes) + ROW_GAP)
    for across in range(1, min(count, MOST_COLUMNS) + 1):
        rows = math.ceil(count / across)
        if rows * (across - 1) >= count:
            continue  # the last column would be empty
        offsets = _column_offsets(sizes, rows, measures)
        width = offsets.pop() - BETWEEN_COLUMNS + AFTER_LABELS
        for top in _tops(y, rows, pitch, reach, home):
            upper = top - reach
            lower = top + pitch * (rows - 1) + reach
            cost = _mean_distance(count, rows, offsets, top - y, pitch)
            cost += FURTHER_COLUMN * (across - 1)
            near = measures.radius + EDGE
            far = width - measures.radius
            columns = [x + offset for offset in offsets]
            box = (x - near, upper, x + far, lower)
            yield _Shape(rows, pitch, columns, top, False, box, cost)
            columns = [x - offset for offset in offsets]
            box = (x - far, upper, x + near, lower)
            yield _Shape(rows, pitch, columns, top, True, box, cost + MIRRORED)


def _column_offsets(
    sizes: Sequence[tuple[float, float]], rows: int, measures: Measures
) -> list[float]:
    """From the point to the discs of each column, and to where a next one would be."""
    offsets = [0.0]
    for first in range(0, len(sizes), rows):
        widest = max(width for width, _ in sizes[first : first + rows])
        step = 2 * measures.radius + measures.gap + widest + BETWEEN_COLUMNS
        offsets.append(offsets[-1] + step)
    return offsets


def _mean_distance(
    count: int, rows: int, offsets: Sequence[float], above: float, pitch: float
) -> float:
    total = 0.0
    for number in range(count):
        column, row = divmod(number, rows)
        total += math.hypot(offsets[column], above + pitch * row)
    return total / count


def _reach(sizes: Sequence[tuple[float, float]], measures: Measures) -> float:
    """From the middle of the first row to the upper edge of a block."""
    tallest = max(height for _, height in sizes)
    return max(measures.radius, tallest / 2) + EDGE


def _tops(
    y: float, rows: int, pitch: float, reach: float, home: Rectangle
) -> list[float]:
    """Heights at which the first disc may stand, so that the point is beside a disc."""
    height = pitch * (rows - 1)
    highest = home[1] + reach
    lowest = home[3] - height - reach
    tops = [min(max(y - height / 2, highest), lowest)]
    for row in range(rows):
        tops.append(y - pitch * row)
    return tops


def _build(
    members: Sequence[int],
    point: Point,
    sizes: Sequence[tuple[float, float]],
    measures: Measures,
    shape: _Shape,
) -> Block:
    beside = measures.radius + measures.gap
    side: Side = "left" if shape.is_mirrored else "right"
    centers: list[Point] = []
    spots: list[Spot] = []
    for number, (width, height) in enumerate(sizes):
        column, row = divmod(number, shape.rows)
        x = shape.columns[column]
        y = shape.top + shape.pitch * row
        left = x - beside - width if shape.is_mirrored else x + beside
        centers.append((x, y))
        spots.append(Spot(left, y - height / 2, side, leader=False))
    return Block(tuple(members), point, tuple(centers), tuple(spots), shape.box)
