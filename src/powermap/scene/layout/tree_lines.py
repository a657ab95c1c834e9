"""Right-angled lines of a tree whose nodes stand in rows: one trunk and one bar for those below the same node."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.scene.curves import flatten_curve, round_corners
from powermap.scene.marks import Point, Rectangle

CLEAR = 7.0
"""Points between an upright piece and the nodes that it passes."""


class Rows:
    """Nodes in rows from top to bottom, and the spaces between the rows."""

    def __init__(self, boxes: Sequence[Rectangle]) -> None:
        middles = sorted({round((up + low) / 2, 1) for _, up, _, low in boxes})
        self.middles = [middles[0]] if middles else []
        for middle in middles[1:]:  # nodes of one row may be a hair apart
            if middle - self.middles[-1] > 2:
                self.middles.append(middle)
        self.members: list[list[Rectangle]] = [[] for _ in self.middles]
        for box in boxes:
            self.members[self.of(box)].append(box)
        self.tops = [min(box[1] for box in row) for row in self.members]
        self.bottoms = [max(box[3] for box in row) for row in self.members]

    def of(self, box: Rectangle) -> int:
        """The row of a node."""
        return bisect_left(self.middles, (box[1] + box[3]) / 2 - 2)

    def free(self, row: int, x: float) -> bool:
        """Whether an upright piece at x passes a row between its nodes."""
        return all(
            not left - CLEAR < x < right + CLEAR
            for left, _, right, _ in self.members[row]
        )

    def nearest_free(self, row: int, x: float) -> float:
        """Where an upright piece passes a row, as near to x as can be."""
        sides = [
            side
            for left, _, right, _ in self.members[row]
            for side in (left - CLEAR, right + CLEAR)
        ]
        return min(
            (at for at in (x, *sides) if self.free(row, at)),
            key=lambda at: (abs(at - x), at),
        )


def route_tree_lines(
    boxes: Sequence[Rectangle],
    edges: Sequence[tuple[int, int]],
    routes: Sequence[Sequence[Point]],
    others: Sequence[Sequence[Point]] = (),
) -> tuple[tuple[Point, ...], ...]:
    """A right-angled line for each edge of a tree, along the route that was found for it.

    Parameters
    ----------
    boxes : sequence of (left, top, right, bottom)
        The nodes, in rows.
    edges : sequence of (upper, lower)
        By the nodes' numbers.
    routes : sequence of sequences of (x, y)
        Control points of a curve for each edge, which runs between the nodes of the rows that it passes.
    others : sequence of sequences of (x, y)
        Straight pieces of other lines; each bar lies where it crosses the fewest.

    Returns
    -------
    tuple of tuples of (x, y)
        Corners of each line, from the upper node to the lower one.

    Examples
    --------
    >>> boxes = [(0, 0, 40, 20), (0, 60, 40, 80), (60, 60, 100, 80)]
    >>> curves = [((20, 20), (20, 30), (20, 50), (20, 60)), ((20, 20), (20, 40), (80, 40), (80, 60))]
    >>> route_tree_lines(boxes, [(0, 1), (0, 2)], curves)
    (((20.0, 20), (20.0, 60)), ((20.0, 20), (20.0, 38.0), (80.0, 38.0), (80.0, 60)))
    """
    rows = Rows(boxes)
    passes = [
        _passes(rows, boxes, edge, route)
        for edge, route in zip(edges, routes, strict=True)
    ]
    heights = _heights(rows, boxes, edges, passes, others)
    made = []
    for (upper, lower), xs in zip(edges, passes, strict=True):
        first = rows.of(boxes[upper])
        points = [(xs[0], boxes[upper][3])]
        for step, (here, there) in enumerate(pairwise(xs)):
            if here != there:
                y = heights[first + step, upper if step == 0 else (upper, lower)]
                points += [(here, y), (there, y)]
        made.append((*points, (xs[-1], boxes[lower][1])))
    return tuple(made)


def route_past_rows(
    boxes: Sequence[Rectangle], edge: tuple[int, int], line: Sequence[Point]
) -> tuple[Point, ...]:
    """A way from an upper to a lower node that runs through no other: upright past each row, aslant between rows.

    Parameters
    ----------
    boxes : sequence of (left, top, right, bottom)
        The nodes, in rows.
    edge : (upper, lower)
        By the nodes' numbers.
    line : sequence of (x, y)
        Straight pieces of the way that was meant.

    Returns
    -------
    tuple of (x, y)
        Control points of cubic curves.
    """
    rows = Rows(boxes)
    upper, lower = (boxes[node] for node in edge)
    between = range(rows.of(upper) + 1, rows.of(lower))
    xs = [rows.nearest_free(row, _at(line, rows.middles[row])) for row in between]
    start = _towards(upper, xs[0] if xs else (lower[0] + lower[2]) / 2)
    end = _towards(lower, xs[-1] if xs else (upper[0] + upper[2]) / 2)
    points = [(start, upper[3]), (start, rows.bottoms[rows.of(upper)] + APPROACH)]
    for row, x in zip(between, xs, strict=True):
        points += [(x, rows.tops[row] - PAST), (x, rows.bottoms[row] + PAST)]
    points += [(end, rows.tops[rows.of(lower)] - APPROACH), (end, lower[1])]
    return round_corners(points, PAST)


APPROACH = 19.0
"""Points of the upright piece at either end, so that a head finds room on it."""
PAST = 7.0
"""Points by which an upright piece reaches past its row before the way turns."""


def _towards(box: Rectangle, x: float) -> float:
    """Where a line leaves a node that goes to x."""
    return min(max(x, box[0] + 24), box[2] - 24)


def _passes(
    rows: Rows,
    boxes: Sequence[Rectangle],
    edge: tuple[int, int],
    route: Sequence[Point],
) -> tuple[float, ...]:
    """Where a line stands in each row from its upper node to its lower one; upright all the way where that is free."""
    upper, lower = edge
    start, end = ((boxes[node][0] + boxes[node][2]) / 2 for node in edge)
    between = range(rows.of(boxes[upper]) + 1, rows.of(boxes[lower]))
    for x in (end, start):
        if all(rows.free(row, x) for row in between):
            return start, *(x for _ in between), end
    line = flatten_curve(route)
    xs = [rows.nearest_free(row, _at(line, rows.middles[row])) for row in between]
    return (
        start,
        *(
            end if abs(x - end) < 4 and rows.free(row, end) else x
            for row, x in zip(between, xs, strict=True)
        ),
        end,
    )


def _at(line: Sequence[Point], y: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(line):
        if min(y0, y1) <= y <= max(y0, y1):
            return x0 + (x1 - x0) * (y - y0) / (y1 - y0) if y1 != y0 else x0
    return min(line, key=lambda point: abs(point[1] - y))[0]


@dataclass(frozen=True, slots=True)
class _Bar:
    """A level piece in a space between two rows, with the upright ones that hang on it."""

    space: int
    owner: object
    above: float
    below: tuple[float, ...]

    left: float
    right: float


def _bar(space: int, owner: object, above: float, below: Sequence[float]) -> _Bar:
    return _Bar(
        space, owner, above, tuple(below), min(above, below[0]), max(above, below[-1])
    )


def _heights(
    rows: Rows,
    boxes: Sequence[Rectangle],
    edges: Sequence[tuple[int, int]],
    passes: Sequence[Sequence[float]],
    others: Sequence[Sequence[Point]],
) -> Mapping[tuple[int, object], float]:
    """The height of each bar: where it crosses the fewest lines, apart from bars that it would lie over."""
    hanging: defaultdict[tuple[int, object], list[tuple[float, float]]] = defaultdict(
        list
    )
    for (upper, lower), xs in zip(edges, passes, strict=True):
        for step, pair in enumerate(pairwise(xs)):
            hanging[
                rows.of(boxes[upper]) + step, upper if step == 0 else (upper, lower)
            ].append(pair)
    bars = [
        _bar(space, owner, pairs[0][0], sorted({below for _, below in pairs}))
        for (space, owner), pairs in hanging.items()
        if any(above != below for above, below in pairs)
    ]
    heights: dict[tuple[int, object], float] = {}
    samples: dict[int, list[_Sample]] = {}
    taken: defaultdict[int, list[tuple[_Bar, int]]] = defaultdict(list)
    for bar in sorted(
        bars, key=lambda bar: (bar.space, bar.left, bar.right, str(bar.owner))
    ):
        if bar.space not in samples:
            samples[bar.space] = _samples(rows, bar.space, others)
        beside = [
            (other, level)
            for other, level in taken[bar.space]
            if other.left - CLEAR < bar.right and bar.left - CLEAR < other.right
        ]
        costs = _costs(bar, samples[bar.space], beside)
        level = min(
            range(len(LEVELS)), key=lambda level: (costs[level], abs(level - USUAL))
        )
        taken[bar.space].append((bar, level))
        heights[bar.space, bar.owner] = _height(rows, bar.space, level)
    return heights


LEVELS = (0.2, 0.32, 0.45, 0.58, 0.72)
"""Heights at which a bar may lie, from above, as parts of the space between two rows."""
USUAL = 2
_Sample = tuple[float, ...]
"""Where a line is at the levels of a space, from its top on down to its bottom."""


def _height(rows: Rows, space: int, level: int) -> float:
    top, low = rows.bottoms[space], rows.tops[space + 1]
    return round(top + (low - top) * LEVELS[level], 2)


def _samples(
    rows: Rows, space: int, others: Sequence[Sequence[Point]]
) -> list[_Sample]:
    top, low = rows.bottoms[space], rows.tops[space + 1]
    heights = [top, *(top + (low - top) * level for level in LEVELS), low]
    return [
        _at_heights(line, heights)
        for line in others
        if min(line[0][1], line[-1][1]) < low - 1
        and max(line[0][1], line[-1][1]) > top + 1
    ]


def _at_heights(line: Sequence[Point], heights: Sequence[float]) -> _Sample:
    """Where a line is at several heights, from above; where it does not reach, its nearer end."""
    upper, lower = (
        (line[0][0], line[-1][0])
        if line[0][1] <= line[-1][1]
        else (line[-1][0], line[0][0])
    )
    middle = (line[0][1] + line[-1][1]) / 2
    found = [upper if height < middle else lower for height in heights]
    for (x0, y0), (x1, y1) in pairwise(line):
        if y0 == y1:
            continue
        first, last = (
            (bisect_left(heights, y0), bisect_right(heights, y1))
            if y0 < y1
            else (bisect_left(heights, y1), bisect_right(heights, y0))
        )
        for at in range(first, last):
            found[at] = x0 + (x1 - x0) * (heights[at] - y0) / (y1 - y0)
    return tuple(found)


def _costs(
    bar: _Bar, samples: Sequence[_Sample], beside: Sequence[tuple[_Bar, int]]
) -> list[int]:
    """How many crossings a bar makes at each level; lying over another bar is as bad as a hundred."""
    costs = [0] * len(LEVELS)
    left, right, above = bar.left, bar.right, bar.above
    for xs in samples:
        if max(xs) <= left or min(xs) >= right:
            continue
        first, last = xs[0], xs[-1]
        for level, here in enumerate(xs[1:-1]):
            count = (left < here < right) + ((first < above) != (here < above))
            for x in bar.below:
                count += (here < x) != (last < x)
            costs[level] += count
    for other, taken in beside:
        for level in range(len(LEVELS)):
            if taken == level:
                costs[level] += 100
            elif taken < level:
                costs[level] += sum(left < x < right for x in other.below) + (
                    other.left < above < other.right
                )
            else:
                costs[level] += sum(other.left < x < other.right for x in bar.below) + (
                    left < other.above < right
                )
    return costs
