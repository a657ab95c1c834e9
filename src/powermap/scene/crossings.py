"""How often lines cross one another, and which boxes a line runs through."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from powermap.scene.curves import flatten_curve
from powermap.scene.marks import Point, Rectangle


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line; lines of one `family` may meet and share a stretch without crossing.

    `points` are the corners of straight pieces, or 1 + 3 k control points of cubic
    curves when the line is `curved`.
    """

    points: tuple[Point, ...]
    family: object
    curved: bool = False

    def corners(self) -> tuple[Point, ...]:
        """Corners of the straight pieces that stand for the line."""
        if self.curved:
            return flatten_curve(self.points)
        return self.points


class _Piece(NamedTuple):
    """A straight piece from (x0, y0) to (x1, y1), with its extent and its family."""

    left: float
    right: float
    top: float
    bottom: float
    x0: float
    y0: float
    x1: float
    y1: float
    family: object


def count_crossings(lines: Sequence[DrawnLine]) -> int:
    """How often lines cross.

    Lines that only touch do not cross, nor do lines of the same family.

    Parameters
    ----------
    lines : sequence of DrawnLine
        All that is drawn.

    Returns
    -------
    int

    Examples
    --------
    >>> up = DrawnLine(((0, 0), (2, 2)), family=1)
    >>> down = DrawnLine(((0, 2), (2, 0)), family=2)
    >>> beside = DrawnLine(((0, 2), (2, 3)), family=3)
    >>> count_crossings([up, down, beside])
    1
    """
    # A sweep from left to right: only pieces whose extents overlap are compared, which
    # keeps hundreds of ties far from the square of their pieces.
    active: list[_Piece] = []
    count = 0
    for piece in _sorted_pieces(lines):
        left, _, top, bottom = piece[:4]
        active = [other for other in active if other.right >= left]
        for other in active:
            if (
                other.top <= bottom
                and top <= other.bottom
                and other.family != piece.family
                and _do_cross(piece, other)
            ):
                count += 1
        active.append(piece)
    return count


def _sorted_pieces(lines: Sequence[DrawnLine]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for line in lines:
        pieces += _pieces_of(line)
    # families need not be comparable, so they stay out of the key
    return sorted(_merge_shared(pieces), key=lambda piece: piece[:8])


def _pieces_of(line: DrawnLine) -> Iterator[_Piece]:
    for ends in pairwise(line.corners()):
        # From left to right, so that a line drawn backward gives the same pieces: the
        # order of the sweep and the signs below then do not depend on the direction of
        # a tie.
        (x0, y0), (x1, y1) = sorted(ends)
        # Rounded corners leave pieces of no length, which have no sides to be on.
        if (x0, y0) == (x1, y1):
            continue
        yield _Piece(x0, x1, min(y0, y1), max(y0, y1), x0, y0, x1, y1, line.family)


def _merge_shared(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    """Vertical and horizontal pieces of a family that overlap become one.

    A trunk that five reporting lines share is drawn once, so that a curve across it
    crosses once.
    """
    vertical: defaultdict[tuple[object, float], list[tuple[float, float]]]
    vertical = defaultdict(list)
    horizontal: defaultdict[tuple[object, float], list[tuple[float, float]]]
    horizontal = defaultdict(list)
    for piece in pieces:
        # Only pieces exactly on one line can be one stroke. Slanted pieces of two
        # curves never are, so they stay as they are and no tolerance is needed.
        if piece.left == piece.right:
            vertical[piece.family, piece.left].append((piece.top, piece.bottom))
        elif piece.top == piece.bottom:
            horizontal[piece.family, piece.top].append((piece.left, piece.right))
        else:
            yield piece

    for (family, x), stretches in vertical.items():
        for top, bottom in _join_overlapping(stretches):
            yield _Piece(x, x, top, bottom, x, top, x, bottom, family)

    for (family, y), stretches in horizontal.items():
        for left, right in _join_overlapping(stretches):
            yield _Piece(left, right, y, y, left, y, right, y, family)


def _join_overlapping(
    stretches: Iterable[tuple[float, float]],
) -> Iterator[tuple[float, float]]:
    # A classic union of intervals: after sorting, a stretch can only touch the last
    # one.
    ordered = sorted(stretches)
    start, end = ordered[0]
    for low, high in ordered[1:]:
        if low > end:
            yield start, end
            start = low
            end = high
        end = max(end, high)
    yield start, end


def _do_cross(a: _Piece, b: _Piece) -> bool:
    """Whether each piece has the ends of the other on different sides of it."""
    _, _, _, _, ax, ay, bx, by, _ = a
    _, _, _, _, cx, cy, dx, dy, _ = b
    # Cross products, whose sign says on which side of a line a point lies.
    across = bx - ax
    down = by - ay
    side_c = across * (cy - ay) - down * (cx - ax)
    side_d = across * (dy - ay) - down * (dx - ax)
    # Touching (a product of 0) is no crossing: a tie that ends on another line, or
    # shares a corner with it, is easy to follow.
    if side_c * side_d >= 0:
        return False

    across = dx - cx
    down = dy - cy
    side_a = across * (ay - cy) - down * (ax - cx)
    side_b = across * (by - cy) - down * (bx - cx)
    return side_a * side_b < 0


def boxes_crossed(
    line: Sequence[Point],
    boxes: Sequence[Rectangle],
    *,
    within: float = 1.0,
    ends: Collection[int] = (),
) -> list[int]:
    """Numbers of the rectangles that a line enters by more than `within` points.

    Rectangles at the ends of the line do not count; their numbers are `ends`.

    Examples
    --------
    >>> boxes_crossed([(0, 5), (30, 5)], [(10, 0, 20, 10), (10, 20, 20, 30)])
    [0]
    """
    xs = [x for x, _ in line]
    ys = [y for _, y in line]
    # Wider by `within`, though boxes are shrunk by it: the test below may let too many
    # boxes through but must never leave one out.
    left = min(xs) - within
    right = max(xs) + within
    top = min(ys) - within
    bottom = max(ys) + within
    crossed = []
    for number, box in enumerate(boxes):
        # cheap comparisons first: most boxes are nowhere near the line
        if box[1] >= bottom or box[3] <= top or box[0] >= right or box[2] <= left:
            continue
        inner = _shrink(box, within)
        if number not in ends and _enters_box(line, inner):
            crossed.append(number)

    return crossed


def _shrink(box: Rectangle, by: float) -> Rectangle:
    left, top, right, bottom = box
    left += by
    top += by
    right -= by
    bottom -= by
    return left, top, right, bottom


def _enters_box(line: Sequence[Point], box: Rectangle) -> bool:
    left, top, right, bottom = box
    for (x0, y0), (x1, y1) in pairwise(line):
        if y0 >= bottom and y1 >= bottom:
            continue
        if y0 <= top and y1 <= top:
            continue
        if x0 >= right and x1 >= right:
            continue
        if x0 <= left and x1 <= left:
            continue
        if segment_enters((x0, y0), (x1, y1), box):
            return True
    return False


def segment_enters(start: Point, end: Point, box: Rectangle) -> bool:
    """Whether a straight piece enters a rectangle (Liang and Barsky 1984).

    Examples
    --------
    >>> segment_enters((0, 5), (30, 5), (10, 0, 20, 10))
    True
    """
    x1, y1 = start
    x2, y2 = end
    dx = x2 - x1
    dy = y2 - y1
    first = 0.0
    last = 1.0
    # One entry per side of the box. Clipping gives the share of the piece inside
    # without square roots; this runs for each tie and each card near it.
    for slope, distance in (
        (-dx, x1 - box[0]),
        (dx, box[2] - x1),
        (-dy, y1 - box[1]),
        (dy, box[3] - y1),
    ):
        if slope == 0:
            if distance <= 0:
                return False
        elif slope < 0:
            first = max(first, distance / slope)
        else:
            last = min(last, distance / slope)
    # touching a side or a corner is no entry, nor is what rounding makes of it
    return last - first > 1e-9
