"""A way between two boxes that runs round all others, in upright and level pieces."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from powermap.scene.marks import Point, Rectangle

LANES = (4.0, 8.0, 12.0)
"""How far from a box ways may run; several so that two need not share one."""
CLEAR = 2.0
"""How near a way comes to a box at least."""
BEND, SHARED, CROSSED = 24.0, 4.0, 40.0
"""What a bend costs in points of way, how many times a taken stretch counts, and what it costs to meet a way."""
Node = tuple[int, int]
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1))


@dataclass(slots=True)
class _Streets:
    """The lines on which ways may run, and which pieces of them are free or taken."""

    xs: list[float]
    ys: list[float]
    boxes: Sequence[Rectangle]
    taken: set[tuple[Node, Node]] = field(default_factory=set)
    passed: set[Node] = field(default_factory=set)
    known: dict[tuple[Node, Node], bool] = field(default_factory=dict)
    columns: dict[int, list[Rectangle]] = field(default_factory=dict)
    rows: dict[int, list[Rectangle]] = field(default_factory=dict)

    def free(self, a: Node, b: Node) -> bool:
        """Whether a piece from node to neighbour enters no box."""
        key = (a, b) if a < b else (b, a)
        if key not in self.known:
            x1, y1 = self.at(key[0])
            x2, y2 = self.at(key[1])
            near = self.beside_y(key[0][1]) if y1 == y2 else self.beside_x(key[0][0])
            self.known[key] = not any(_meets(box, (x1, y1, x2, y2)) for box in near)
        return self.known[key]

    def beside_x(self, column: int) -> list[Rectangle]:
        """The boxes that an upright line runs through."""
        if column not in self.columns:
            x = self.xs[column]
            self.columns[column] = [
                box for box in self.boxes if box[0] - CLEAR < x < box[2] + CLEAR
            ]
        return self.columns[column]

    def beside_y(self, row: int) -> list[Rectangle]:
        """The boxes that a level line runs through."""
        if row not in self.rows:
            y = self.ys[row]
            self.rows[row] = [
                box for box in self.boxes if box[1] - CLEAR < y < box[3] + CLEAR
            ]
        return self.rows[row]

    def at(self, node: Node) -> Point:
        """Where a node is."""
        return self.xs[node[0]], self.ys[node[1]]

    def node(self, point: Point) -> Node:
        """The node at a point."""
        return bisect_left(self.xs, point[0]), bisect_left(self.ys, point[1])

    def neighbours(self, node: Node) -> Iterator[tuple[Node, bool]]:
        """Nodes one free piece away, and whether the piece is level."""
        for across, along in _SIDES:
            there = node[0] + across, node[1] + along
            inside = 0 <= there[0] < len(self.xs) and 0 <= there[1] < len(self.ys)
            if inside and self.free(node, there):
                yield there, bool(across)


def route_around_boxes(
    boxes: Sequence[Rectangle], pairs: Sequence[tuple[int, int]], page: Rectangle
) -> tuple[tuple[Point, ...] | None, ...]:
    """For each pair of boxes the corners of the cheapest way from the first to the second.

    Parameters
    ----------
    boxes : sequence of (left, top, right, bottom)
        None is entered; between neighbours should be at least 8 points.
    pairs : sequence of (int, int)
        By the boxes' numbers.
    page : (left, top, right, bottom)
        No way leaves it.

    Returns
    -------
    tuple
        The corners from rim to rim, or None where no way leads.

    Examples
    --------
    >>> route_around_boxes([(0, 0, 40, 20), (60, 0, 100, 20), (120, 0, 160, 20)], [(0, 2)], (-20, -20, 180, 40))
    (((20.0, 0), (20.0, -4.0), (140.0, -4.0), (140.0, 0)),)
    """
    ends = {number for pair in pairs for number in pair}
    doors = {number: _doors(boxes[number]) for number in ends}
    xs = {
        box[side] + sign * lane
        for box in boxes
        for side, sign in ((0, -1), (2, 1))
        for lane in LANES
    }
    ys = {
        box[side] + sign * lane
        for box in boxes
        for side, sign in ((1, -1), (3, 1))
        for lane in LANES
    }
    for door in doors.values():
        xs |= {out[0] for _, out in door}
        ys |= {out[1] for _, out in door}
    streets = _Streets(
        sorted(x for x in xs if page[0] <= x <= page[2]),
        sorted(y for y in ys if page[1] <= y <= page[3]),
        boxes,
    )
    return tuple(_way(streets, doors[a], doors[b]) for a, b in pairs)


def _doors(box: Rectangle) -> tuple[tuple[Point, Point], ...]:
    """Where a way may leave a box, and the first point outside."""
    left, up, right, low = box
    x, y, far = (left + right) / 2, (up + low) / 2, LANES[0]
    return (
        ((right, y), (right + far, y)),
        ((left, y), (left - far, y)),
        ((x, low), (x, low + far)),
        ((x, up), (x, up - far)),
    )


def _way(
    streets: _Streets,
    start: Sequence[tuple[Point, Point]],
    end: Sequence[tuple[Point, Point]],
) -> tuple[Point, ...] | None:
    first = {streets.node(out): rim for rim, out in start if _inside(streets, out)}
    last = {streets.node(out): rim for rim, out in end if _inside(streets, out)}
    goals = [streets.at(node) for node in last]
    heap: list[tuple[float, float, Node, bool, tuple[Node, bool] | None]] = []
    for node, rim in first.items():
        heapq.heappush(heap, (0.0, 0.0, node, rim[1] == streets.at(node)[1], None))
    came: dict[tuple[Node, bool], tuple[Node, bool] | None] = {}
    while heap:
        _, cost, node, level, before = heapq.heappop(heap)
        here = (node, level)
        if here in came:
            continue
        came[here] = before
        if node in last and level == (last[node][1] == streets.at(node)[1]):
            return _corners(streets, _traced(came, here), first, last)
        for there, sideways in streets.neighbours(node):
            if (there, sideways) not in came:
                so_far = cost + _cost(streets, node, there, turns=sideways != level)
                heapq.heappush(
                    heap,
                    (
                        so_far + _ahead(streets.at(there), goals),
                        so_far,
                        there,
                        sideways,
                        here,
                    ),
                )
    return None


def _ahead(point: Point, goals: Sequence[Point]) -> float:
    """The least that is still to go."""
    return min((abs(point[0] - x) + abs(point[1] - y) for x, y in goals), default=0.0)


def _inside(streets: _Streets, point: Point) -> bool:
    """Whether a point is a node that no box covers."""
    x, y = streets.node(point)
    if x >= len(streets.xs) or y >= len(streets.ys) or streets.at((x, y)) != point:
        return False
    return not any(_meets(box, (*point, *point)) for box in streets.boxes)


def _meets(box: Rectangle, piece: Rectangle) -> bool:
    return (
        box[0] - CLEAR < piece[2]
        and box[2] + CLEAR > piece[0]
        and box[1] - CLEAR < piece[3]
        and box[3] + CLEAR > piece[1]
    )


def _cost(streets: _Streets, here: Node, there: Node, *, turns: bool) -> float:
    (x1, y1), (x2, y2) = streets.at(here), streets.at(there)
    long = abs(x1 - x2) + abs(y1 - y2)
    shared = ((here, there) if here < there else (there, here)) in streets.taken
    met = there in streets.passed and not shared
    return (
        long * (SHARED if shared else 1.0)
        + (BEND if turns else 0.0)
        + (CROSSED if met else 0.0)
    )


def _traced(
    came: dict[tuple[Node, bool], tuple[Node, bool] | None], last: tuple[Node, bool]
) -> list[Node]:
    nodes = []
    at: tuple[Node, bool] | None = last
    while at is not None:
        nodes.append(at[0])
        at = came[at]
    return nodes[::-1]


def _corners(
    streets: _Streets,
    nodes: Sequence[Node],
    first: dict[Node, Point],
    last: dict[Node, Point],
) -> tuple[Point, ...]:
    streets.taken.update((a, b) if a < b else (b, a) for a, b in pairwise(nodes))
    streets.passed.update(nodes)
    points = [first[nodes[0]], *(streets.at(node) for node in nodes), last[nodes[-1]]]
    kept = points[:1]
    for here, there in pairwise(points[1:]):
        before = kept[-1]
        straight = before[0] == here[0] == there[0] or before[1] == here[1] == there[1]
        if not straight:
            kept.append(here)
    return (*kept, points[-1])
