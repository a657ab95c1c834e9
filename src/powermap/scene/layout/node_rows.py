"""Nodes in rows from top to bottom, and where a vertical line can pass between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from powermap.scene.marks import Point, Rectangle

CLEAR = 7.0
"""Points between a vertical piece and the nodes that it passes."""
SAME_ROW = 2.0
"""Points by which the middles of a row's nodes may differ: Graphviz rounds them."""


class NodeRows:
    """Nodes in rows, with the top and the bottom of each row.

    Examples
    --------
    >>> rows = NodeRows([(0, 0, 40, 20), (60, 0, 100, 20), (0, 60, 40, 80)])
    >>> rows.tops, rows.bottoms
    ([0, 60], [20, 80])
    >>> rows.is_free(0, 50), rows.nearest_free(0, 30)
    (True, 47.0)
    """

    def __init__(self, boxes: Sequence[Rectangle]) -> None:
        self.middles = _row_middles(boxes)
        self.members: list[list[Rectangle]] = [[] for _ in self.middles]
        for box in boxes:
            self.members[self.row_of(box)].append(box)

        self.tops: list[float] = []
        self.bottoms: list[float] = []
        for row in self.members:
            self.tops.append(min(box[1] for box in row))
            self.bottoms.append(max(box[3] for box in row))

    def row_of(self, box: Rectangle) -> int:
        """The row of a node."""
        _, top, _, bottom = box
        middle = (top + bottom) / 2
        return bisect_left(self.middles, middle - SAME_ROW)

    def between(self, upper: Rectangle, lower: Rectangle) -> range:
        """The rows that a line from one node down to another passes."""
        first = self.row_of(upper) + 1
        last = self.row_of(lower)

        return range(first, last)

    def is_free(self, row: int, x: float) -> bool:
        """Whether a vertical piece at x passes a row between its nodes."""
        for left, _, right, _ in self.members[row]:
            is_blocked = left - CLEAR < x < right + CLEAR
            if is_blocked:
                return False
        return True

    def nearest_free(self, row: int, x: float) -> float:
        """Where a vertical piece passes a row, as near to x as possible."""
        # The nearest free place is x itself or right beside a node, so no others need
        # trying. Outside the outermost nodes it is always free.
        candidates = [x]
        for left, _, right, _ in self.members[row]:
            candidates.append(left - CLEAR)
            candidates.append(right + CLEAR)

        free = [candidate for candidate in candidates if self.is_free(row, candidate)]
        return min(free, key=lambda candidate: (abs(candidate - x), candidate))


def _row_middles(boxes: Sequence[Rectangle]) -> list[float]:
    middles: list[float] = []
    for middle in sorted({round((top + bottom) / 2, 1) for _, top, _, bottom in boxes}):
        if not middles or middle - middles[-1] > SAME_ROW:
            middles.append(middle)

    return middles


def x_at_height(line: Sequence[Point], y: float) -> float:
    """Where a line of straight pieces is at a height; its nearest corner if it is not.

    Examples
    --------
    >>> x_at_height([(0, 0), (10, 20)], 10)
    5.0
    """
    for (x0, y0), (x1, y1) in pairwise(line):
        if not min(y0, y1) <= y <= max(y0, y1):
            continue
        if y0 == y1:
            return x0
        return x0 + (x1 - x0) * (y - y0) / (y1 - y0)

    return min(line, key=lambda point: abs(point[1] - y))[0]
