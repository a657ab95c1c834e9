"""Lines as control points of cubic Bézier curves: flatten, round corners, clip at a box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from powermap.scene.marks import Point, Rectangle

# Of 60 people and 120 ties six count 704 crossings and twenty-four 712, in over three
# times the time; the difference is curves that nearly touch.
STEPS = 6
"""Straight pieces that stand for one cubic curve where crossings are counted."""
CLIP_STEPS = 32
"""Points of a curve that are tried before the place where it enters a box is refined."""
CLIP_HALVINGS = 12
"""Halvings that refine this place; 32 * 2**12 steps are finer than the output's digits."""

# Two digits are enough on corners of at most 10 points: the difference is 0.02 points.
CORNER_PULL = 0.55
"""How far the handles of a rounded corner reach toward it; 0.5523 draws a circle."""


def flatten_curve(curve: Sequence[Point], steps: int = STEPS) -> tuple[Point, ...]:
    """Cubic curves, 1 + 3 k control points, as corners of straight pieces.

    Examples
    --------
    >>> flatten_curve([(0, 0), (1, 0), (2, 0), (3, 0)], steps=3)
    ((0, 0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    """
    points = [curve[0]]
    for first in range(0, len(curve) - 3, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve[first : first + 4]
        for step in range(1, steps + 1):
            # Bernstein's form, written out: this loop runs for every tie of a drawing
            t = step / steps
            u = 1 - t
            a = u * u * u
            b = 3 * u * u * t
            c = 3 * u * t * t
            d = t * t * t
            x = a * x0 + b * x1 + c * x2 + d * x3
            y = a * y0 + b * y1 + c * y2 + d * y3
            points.append((x, y))

    return tuple(points)


def straight_curve(points: Sequence[Point]) -> tuple[Point, ...]:
    """Straight pieces as the control points of cubic curves.

    Examples
    --------
    >>> len(straight_curve([(0, 0), (3, 0), (3, 3)]))
    7
    """
    curve = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        dx = (x1 - x0) / 3
        dy = (y1 - y0) / 3
        curve.append((x0 + dx, y0 + dy))
        curve.append((x1 - dx, y1 - dy))
        curve.append((x1, y1))

    return tuple(curve)


def round_corners(points: Sequence[Point], radius: float) -> tuple[Point, ...]:
    """Straight pieces with rounded corners, as the control points of cubic curves.

    A corner beside a short piece is rounded up to the middle of the piece, so that two
    corners never overlap.

    Examples
    --------
    >>> curve = round_corners([(0, 0), (10, 0), (10, 10)], radius=4)
    >>> curve[3], curve[6]
    ((6.0, 0.0), (10.0, 4.0))
    """
    if len(points) < 3:
        return straight_curve(points)

    curve = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        # Straight stretches are written as cubic curves too, so that renderers and the
        # flattening above handle one kind of command only.
        start = _toward(corner, before, radius)
        end = _toward(corner, after, radius)
        curve += straight_curve([curve[-1], start])[1:]
        curve.append(_between(start, corner, CORNER_PULL))
        curve.append(_between(end, corner, CORNER_PULL))
        curve.append(end)

    curve += straight_curve([curve[-1], points[-1]])[1:]
    return tuple(curve)


def _toward(start: Point, goal: Point, distance: float) -> Point:
    """The point at a distance from the start, at most half way to the goal."""
    length = math.dist(start, goal)
    share = 0.0
    if length:
        # Half the piece at most: the other half belongs to the corner at its other end.
        share = min(distance, length / 2) / length
    return _between(start, goal, share)


def _between(start: Point, end: Point, share: float) -> Point:
    x0, y0 = start
    x1, y1 = end
    x = x0 + (x1 - x0) * share
    y = y0 + (y1 - y0) * share
    return x, y


def clip_before_box(curve: Sequence[Point], box: Rectangle) -> tuple[Point, ...]:
    """Cubic curves up to where they enter a rectangle for good.

    Curves that end outside the rectangle, or never leave it, come back whole.

    Examples
    --------
    >>> clip_before_box([(0, 0), (10, 0), (20, 0), (30, 0)], (15, -5, 40, 5))
    ((0, 0), (5.0, 0.0), (10.0, 0.0), (15.0, 0.0))
    """
    # From the end backward: a line may cut the corner of its own box before it turns
    # and enters it for good, and the arrow head belongs to the last entry.
    for first in range(len(curve) - 4, -1, -3):
        piece = curve[first : first + 4]
        if not _is_inside(piece[3], box):
            return tuple(curve[: first + 4])

        share = _entry_share(piece, box)
        if share is not None:
            before = curve[:first]
            clipped = [_round_point(point) for point in _first_part(piece, share)]
            return (*before, *clipped)

    return tuple(curve)


def line_between_boxes(source: Rectangle, target: Rectangle) -> tuple[Point, Point]:
    """Where the straight line between the middles of two boxes is outside of both.

    A line that begins or ends in the other box comes back whole at that end.

    Examples
    --------
    >>> line_between_boxes((0, 0, 10, 10), (30, 0, 50, 10))
    ((10.0, 5.0), (30.0, 5.0))
    """
    start = _middle(source)
    end = _middle(target)
    first = 0.0 if _is_inside(end, source) else _share_inside(start, end, source)
    last = 1.0
    if not _is_inside(start, target):
        last -= _share_inside(end, start, target)
    if first >= last:
        # Boxes that overlap have no room for a line.
        return start, end
    leaves = _round_point(_between(start, end, first))
    enters = _round_point(_between(start, end, last))
    return leaves, enters


def _middle(box: Rectangle) -> Point:
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2


def _share_inside(start: Point, end: Point, box: Rectangle) -> float:
    """The share of a line from the middle of a box that lies within the box."""
    left, top, right, bottom = box
    dx = abs(end[0] - start[0])
    dy = abs(end[1] - start[1])
    share = 1.0
    if dx:
        share = min(share, (right - left) / 2 / dx)
    if dy:
        share = min(share, (bottom - top) / 2 / dy)
    return share


def _is_inside(point: Point, box: Rectangle) -> bool:
    x, y = point
    left, top, right, bottom = box
    is_across = left <= x <= right
    return is_across and top <= y <= bottom


def _entry_share(piece: Sequence[Point], box: Rectangle) -> float | None:
    """How far along a cubic curve that ends in a box its last entry is, if it has one."""
    last_outside = _last_step_outside(piece, box)
    if last_outside is None:
        return None
    low = last_outside / CLIP_STEPS
    high = (last_outside + 1) / CLIP_STEPS
    # Bisection instead of solving a cubic for each side: it needs no special cases for
    # tangents and corners, and its precision is known in advance.
    for _ in range(CLIP_HALVINGS):
        middle = (low + high) / 2
        if _is_inside(_point_at(piece, middle), box):
            high = middle
        else:
            low = middle
    return high


def _last_step_outside(piece: Sequence[Point], box: Rectangle) -> int | None:
    for step in range(CLIP_STEPS - 1, -1, -1):
        point = _point_at(piece, step / CLIP_STEPS)
        if not _is_inside(point, box):
            return step
    return None


def _round_point(point: Point) -> Point:
    x, y = point
    # Hundredths of a point, as the SVG is written. More digits would make files larger
    # and depend on the processor's rounding.
    return round(x, 2), round(y, 2)


def _point_at(piece: Sequence[Point], share: float) -> Point:
    """The point at a share of a cubic curve: the end of `_first_part`, digit for digit."""
    # Written out, since a picture of 450 ties asks for 15,000 such points.
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = piece
    abx = ax + (bx - ax) * share
    aby = ay + (by - ay) * share
    bcx = bx + (cx - bx) * share
    bcy = by + (cy - by) * share
    cdx = cx + (dx - cx) * share
    cdy = cy + (dy - cy) * share
    abcx = abx + (bcx - abx) * share
    abcy = aby + (bcy - aby) * share
    bcdx = bcx + (cdx - bcx) * share
    bcdy = bcy + (cdy - bcy) * share
    return abcx + (bcdx - abcx) * share, abcy + (bcdy - abcy) * share


def _first_part(
    piece: Sequence[Point], share: float
) -> tuple[Point, Point, Point, Point]:
    """A cubic curve from its start up to a share of it (de Casteljau)."""
    a, b, c, d = piece
    ab = _between(a, b, share)
    bc = _between(b, c, share)
    cd = _between(c, d, share)
    abc = _between(ab, bc, share)
    bcd = _between(bc, cd, share)
    return a, ab, abc, _between(abc, bcd, share)
