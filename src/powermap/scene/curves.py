"""Lines between nodes: curves and elbows as points, how often they cross, whether they run through something."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.scene.marks import Point, Rectangle

STEPS = 6
"""Straight pieces that stand for one cubic curve when crossings are counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line; lines of one `family` may meet and share a stretch without crossing.

    `points` are corners of straight pieces, or 1 + 3 k control points of cubic curves when it is `curved`.
    """

    points: tuple[Point, ...]
    family: object
    curved: bool = False

    def pieces(self) -> tuple[Point, ...]:
        """Corners of straight pieces that stand for the line."""
        return flattened(self.points) if self.curved else self.points


def flattened(curve: Sequence[Point], steps: int = STEPS) -> tuple[Point, ...]:
    """Cubic curves, 1 + 3 k control points, as straight pieces.

    Examples
    --------
    >>> flattened([(0, 0), (1, 0), (2, 0), (3, 0)], steps=3)
    ((0, 0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0))
    """
    points = [curve[0]]
    for at in range(0, len(curve) - 3, 3):
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve[at : at + 4]
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            points.append(
                (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
            )
    return tuple(points)


def straight(points: Sequence[Point]) -> tuple[Point, ...]:
    """Straight pieces as the control points of cubic curves.

    Examples
    --------
    >>> len(straight([(0, 0), (3, 0), (3, 3)]))
    7
    """
    made = [points[0]]
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = (x1 - x0) / 3, (y1 - y0) / 3
        made += [(x0 + dx, y0 + dy), (x1 - dx, y1 - dy), (x1, y1)]
    return tuple(made)


def rounded(points: Sequence[Point], radius: float) -> tuple[Point, ...]:
    """Straight pieces with rounded corners, as the control points of cubic curves."""
    if len(points) < 3:
        return straight(points)
    made = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        start = _towards(corner, before, radius)
        end = _towards(corner, after, radius)
        made += [
            *straight([made[-1], start])[1:],
            *(_between(start, corner), _between(end, corner)),
            end,
        ]
    return (*made, *straight([made[-1], points[-1]])[1:])


def _towards(here: Point, there: Point, far: float) -> Point:
    long = math.dist(here, there)
    share = min(far, long / 2) / long if long else 0.0
    return here[0] + (there[0] - here[0]) * share, here[1] + (
        there[1] - here[1]
    ) * share


def _between(start: Point, corner: Point) -> Point:
    return start[0] + (corner[0] - start[0]) * 0.55, start[1] + (
        corner[1] - start[1]
    ) * 0.55


def until(curve: Sequence[Point], box: Rectangle) -> tuple[Point, ...]:
    """Cubic curves up to where they enter a rectangle for good; all of them when they end outside.

    Examples
    --------
    >>> until([(0, 0), (10, 0), (20, 0), (30, 0)], (15, -5, 40, 5))
    ((0, 0), (5.0, 0.0), (10.0, 0.0), (15.0, 0.0))
    """

    def inside(point: Point) -> bool:
        return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]

    for at in range(len(curve) - 4, -1, -3):
        piece = curve[at : at + 4]
        if not inside(piece[3]):
            return tuple(curve[: at + 4])
        outside = next(
            (
                step
                for step in range(31, -1, -1)
                if not inside(_cut(piece, step / 32)[3])
            ),
            None,
        )
        if outside is not None:
            low, high = outside / 32, (outside + 1) / 32
            for _ in range(12):
                middle = (low + high) / 2
                low, high = (
                    (low, middle) if inside(_cut(piece, middle)[3]) else (middle, high)
                )
            return (*curve[:at], *(_rounded(point) for point in _cut(piece, high)))
    return tuple(curve)


def _rounded(point: Point) -> Point:
    return round(point[0], 2), round(point[1], 2)


def _cut(piece: Sequence[Point], t: float) -> tuple[Point, Point, Point, Point]:
    """A cubic curve up to t (de Casteljau)."""
    a, b, c, d = piece
    ab, bc, cd = _mixed(a, b, t), _mixed(b, c, t), _mixed(c, d, t)
    abc, bcd = _mixed(ab, bc, t), _mixed(bc, cd, t)
    return a, ab, abc, _mixed(abc, bcd, t)


def _mixed(a: Point, b: Point, t: float) -> Point:
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def crossings(lines: Sequence[Line]) -> int:
    """How often lines cross; what only touches, and what happens within a family, does not count.

    Parameters
    ----------
    lines : sequence of Line
        All that is drawn.

    Returns
    -------
    int

    Examples
    --------
    >>> crossings([Line(((0, 0), (2, 2)), 1), Line(((0, 2), (2, 0)), 2), Line(((0, 2), (2, 3)), 3)])
    1
    """
    pieces = sorted(
        _merged(piece for line in lines for piece in _pieces(line)),
        key=lambda piece: piece[:8],
    )
    active: list[_Piece] = []
    count = 0
    for piece in pieces:
        left, low, high = piece[0], piece[2], piece[3]
        active = [other for other in active if other[1] >= left]
        for other in active:
            if (
                other[2] <= high
                and low <= other[3]
                and other[8] != piece[8]
                and _cross(piece, other)
            ):
                count += 1
        active.append(piece)
    return count


_Piece = tuple[float, float, float, float, float, float, float, float, object]
"""Left, right, top, bottom, then the two ends, then the family."""


def _pieces(line: Line) -> Iterator[_Piece]:
    for ends in pairwise(line.pieces()):
        (x0, y0), (x1, y1) = sorted(ends)
        if (x0, y0) != (x1, y1):
            yield x0, x1, min(y0, y1), max(y0, y1), x0, y0, x1, y1, line.family


def _merged(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Stretches that a family shares are there once: upright and level pieces that overlap become one."""
    shared: defaultdict[tuple[object, bool, float], list[tuple[float, float]]] = (
        defaultdict(list)
    )
    for piece in pieces:
        left, right, top, bottom = piece[:4]
        if left == right:
            shared[piece[8], True, left].append((top, bottom))
        elif top == bottom:
            shared[piece[8], False, top].append((left, right))
        else:
            yield piece
    for (family, upright, at), stretches in shared.items():
        for start, end in _joined(sorted(stretches)):
            yield (
                (at, at, start, end, at, start, at, end, family)
                if upright
                else (start, end, at, at, start, at, end, at, family)
            )


def _joined(stretches: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    start, end = stretches[0]
    for low, high in stretches[1:]:
        if low > end:
            yield start, end
            start, end = low, high
        end = max(end, high)
    yield start, end


def _cross(a: _Piece, b: _Piece) -> bool:
    ax, ay, bx, by = a[4:8]
    cx, cy, dx, dy = b[4:8]
    first = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    second = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    if first * second >= 0:
        return False
    third = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)
    fourth = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx)
    return third * fourth < 0


def through(
    line: Sequence[Point],
    boxes: Sequence[Rectangle],
    *,
    within: float = 1.0,
    ends: Collection[int] = (),
) -> list[int]:
    """Which rectangles a line runs through, by their numbers, going deeper than `within` points; not those at its ends.

    Examples
    --------
    >>> through([(0, 5), (30, 5)], [(10, 0, 20, 10), (10, 20, 20, 30)])
    [0]
    """
    xs, ys = [x for x, _ in line], [y for _, y in line]
    left, right = min(xs) - within, max(xs) + within
    up, low = min(ys) - within, max(ys) + within
    return [
        number
        for number, (a, b, c, d) in enumerate(boxes)
        if b < low
        and up < d
        and a < right
        and left < c
        and number not in ends
        and _enters_any(line, (a + within, b + within, c - within, d - within))
    ]


def _enters_any(line: Sequence[Point], box: Rectangle) -> bool:
    a, b, c, d = box
    return any(
        (y0 < d or y1 < d)
        and (y0 > b or y1 > b)
        and (x0 < c or x1 < c)
        and (x0 > a or x1 > a)
        and enters((x0, y0), (x1, y1), box)
        for (x0, y0), (x1, y1) in pairwise(line)
    )


def enters(start: Point, end: Point, box: Rectangle) -> bool:
    """Whether a straight piece enters a rectangle (Liang and Barsky 1984)."""
    (x1, y1), (x2, y2) = start, end
    dx, dy = x2 - x1, y2 - y1
    first, last = 0.0, 1.0
    for slope, room in (
        (-dx, x1 - box[0]),
        (dx, box[2] - x1),
        (-dy, y1 - box[1]),
        (dy, box[3] - y1),
    ):
        if slope == 0:
            if room <= 0:
                return False
        elif slope < 0:
            first = max(first, room / slope)
        else:
            last = min(last, room / slope)
    return last - first > 1e-9
