"""Routes between two boxes around all others, in vertical and horizontal pieces.

The routes run on a routing grid: the lines at a few distances around each box. The
cheapest one is found by A*, for one pair after the other, so that later routes can avoid
those that are already there.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from powermap.scene.marks import Point, Rectangle

# Cards stand at least 8 points apart, so the first two lanes always exist; the third
# needs a wider gap.
LANES = (4.0, 8.0, 12.0)
"""Points from a box at which routes may run; several so that two need not share one."""
CLEAR = 2.0
"""Points that a route keeps from every box."""

# These three trade against each other in points: a route goes 24 points further to save
# a bend, 40 to cross no one, and up to four times its length before it lies on another
# route. Chosen by that order, not fitted.
BEND_COST = 24.0
"""Points of length that one bend is worth."""
SHARED_FACTOR = 4.0
"""How many times a stretch counts that another route has taken."""
CROSSING_COST = 40.0
"""Points of length that meeting another route is worth."""

Node = tuple[int, int]
"""Numbers of the vertical and the horizontal grid line that meet there."""
State = tuple[Node, bool]
"""A node and whether a route arrives there horizontally."""
_Step = tuple[float, float, Node, bool, State | None]
"""Of the search: estimated cost of the whole route, cost so far, state, state before."""
_DIRECTIONS = ((1, 0), (-1, 0), (0, 1), (0, -1))


class _Exit(NamedTuple):
    """Where a route may leave a box, and the first point outside."""

    rim: Point
    outside: Point


@dataclass(slots=True)
class _RoutingGrid:
    """The lines on which routes may run, and which pieces of them are free or taken.

    What a line meets is looked up once and remembered: the search asks for the same
    pieces again and again.
    """

    xs: list[float]
    ys: list[float]
    boxes: Sequence[Rectangle]
    taken: set[tuple[Node, Node]] = field(default_factory=set)
    visited: set[Node] = field(default_factory=set)
    known: dict[tuple[Node, Node], bool] = field(default_factory=dict)
    boxes_by_column: dict[int, list[Rectangle]] = field(default_factory=dict)
    boxes_by_row: dict[int, list[Rectangle]] = field(default_factory=dict)

    def point(self, node: Node) -> Point:
        """Where a node is."""
        column, row = node
        return self.xs[column], self.ys[row]

    def node(self, point: Point) -> Node:
        """The node at a point."""
        x, y = point
        column = bisect_left(self.xs, x)
        row = bisect_left(self.ys, y)
        return column, row

    def is_open(self, point: Point) -> bool:
        """Whether a point is a node that no box covers."""
        column, row = self.node(point)
        if column >= len(self.xs) or row >= len(self.ys):
            return False
        if self.point((column, row)) != point:
            return False
        return not _meets_any(self.boxes, point, point)

    def neighbors(self, node: Node) -> Iterator[tuple[Node, bool]]:
        """Nodes one free piece away, and whether the piece is horizontal."""
        column, row = node
        columns = len(self.xs)
        rows = len(self.ys)
        for dx, dy in _DIRECTIONS:
            across = column + dx
            down = row + dy
            if not 0 <= across < columns or not 0 <= down < rows:
                continue

            there = (across, down)
            if self._is_free(node, there):
                yield there, dx != 0

    def _is_free(self, here: Node, there: Node) -> bool:
        """Whether the piece from a node to its neighbor meets no box."""
        key = _piece(here, there)
        is_free = self.known.get(key)
        if is_free is None:
            start = self.point(key[0])
            end = self.point(key[1])
            is_free = not _meets_any(self._boxes_near(*key), start, end)
            self.known[key] = is_free

        return is_free

    def _boxes_near(self, here: Node, there: Node) -> list[Rectangle]:
        """The boxes that a piece can meet at all."""
        if here[1] == there[1]:
            return self._boxes_in_row(here[1])
        return self._boxes_in_column(here[0])

    def _boxes_in_column(self, column: int) -> list[Rectangle]:
        """The boxes that a vertical line meets."""
        if column not in self.boxes_by_column:
            x = self.xs[column]
            met = [box for box in self.boxes if box[0] - CLEAR < x < box[2] + CLEAR]
            self.boxes_by_column[column] = met

        return self.boxes_by_column[column]

    def _boxes_in_row(self, row: int) -> list[Rectangle]:
        """The boxes that a horizontal line meets."""
        if row not in self.boxes_by_row:
            y = self.ys[row]
            met = [box for box in self.boxes if box[1] - CLEAR < y < box[3] + CLEAR]
            self.boxes_by_row[row] = met

        return self.boxes_by_row[row]

    def cost(self, here: Node, there: Node, *, bends: bool) -> float:
        """What the piece from a node to its neighbor costs, in points of length."""
        x1, y1 = self.point(here)
        x2, y2 = self.point(there)
        cost = abs(x1 - x2) + abs(y1 - y2)
        is_shared = _piece(here, there) in self.taken
        if is_shared:
            cost *= SHARED_FACTOR
        if bends:
            cost += BEND_COST
        if there in self.visited and not is_shared:
            cost += CROSSING_COST
        return cost

    def take(self, nodes: Sequence[Node]) -> None:
        """Note what a route takes."""
        for here, there in pairwise(nodes):
            self.taken.add(_piece(here, there))
        self.visited.update(nodes)


def _piece(here: Node, there: Node) -> tuple[Node, Node]:
    """A piece of the grid, the same in both directions."""
    if here < there:
        return here, there
    return there, here


def _meets_any(boxes: Iterable[Rectangle], start: Point, end: Point) -> bool:
    """Whether a piece, given from its left upper end, comes too close to a box."""
    x1, y1 = start
    x2, y2 = end
    for left, top, right, bottom in boxes:
        if (
            left - CLEAR < x2
            and right + CLEAR > x1
            and top - CLEAR < y2
            and bottom + CLEAR > y1
        ):
            return True
    return False


def route_around_boxes(
    boxes: Sequence[Rectangle], pairs: Sequence[tuple[int, int]], page: Rectangle
) -> tuple[tuple[Point, ...] | None, ...]:
    """Find for each pair of boxes the cheapest route from the first to the second.

    Parameters
    ----------
    boxes : sequence of (left, top, right, bottom)
        No route enters one; between neighbors should be at least 8 points.
    pairs : sequence of (int, int)
        By the boxes' numbers.
    page : (left, top, right, bottom)
        No route leaves it.

    Returns
    -------
    tuple
        The corners from rim to rim, or None where there is no route.

    Examples
    --------
    >>> boxes = [(0, 0, 40, 20), (60, 0, 100, 20), (120, 0, 160, 20)]
    >>> route_around_boxes(boxes, [(0, 2)], (-20, -20, 180, 40))
    (((20.0, 0), (20.0, -4.0), (140.0, -4.0), (140.0, 0)),)
    """
    exits = {}
    for number in {number for pair in pairs for number in pair}:
        exits[number] = _exits(boxes[number])

    grid = _routing_grid(boxes, exits.values(), page)
    routes = []
    for first, second in pairs:
        routes.append(_cheapest_route(grid, exits[first], exits[second]))

    return tuple(routes)


def _exits(box: Rectangle) -> tuple[_Exit, ...]:
    """One in the middle of each side."""
    left, top, right, bottom = box
    x = (left + right) / 2
    y = (top + bottom) / 2
    lane = LANES[0]
    return (
        _Exit((right, y), (right + lane, y)),
        _Exit((left, y), (left - lane, y)),
        _Exit((x, bottom), (x, bottom + lane)),
        _Exit((x, top), (x, top - lane)),
    )


def _routing_grid(
    boxes: Sequence[Rectangle], exits: Iterable[Sequence[_Exit]], page: Rectangle
) -> _RoutingGrid:
    """Grid lines on the lanes around all boxes and through all exits."""
    xs: set[float] = set()
    ys: set[float] = set()
    for left, top, right, bottom in boxes:
        for lane in LANES:
            xs.update((left - lane, right + lane))
            ys.update((top - lane, bottom + lane))

    for of_one_box in exits:
        for way_out in of_one_box:
            xs.add(way_out.outside[0])
            ys.add(way_out.outside[1])

    left, top, right, bottom = page
    columns = sorted(x for x in xs if left <= x <= right)
    rows = sorted(y for y in ys if top <= y <= bottom)
    return _RoutingGrid(columns, rows, boxes)


def _cheapest_route(
    grid: _RoutingGrid, start: Sequence[_Exit], end: Sequence[_Exit]
) -> tuple[Point, ...] | None:
    first = _open_rims(grid, start)
    last = _open_rims(grid, end)
    goals = [grid.point(node) for node in last]
    # The state holds the direction of arrival as well as the node: the cost of the next
    # bend depends on it, so the cheapest way to a node alone is not enough.
    heap: list[_Step] = []
    for node, rim in first.items():
        is_horizontal = rim[1] == grid.point(node)[1]
        heapq.heappush(heap, (0.0, 0.0, node, is_horizontal, None))

    arrived: dict[State, State | None] = {}
    while heap:
        _, cost, node, is_horizontal, before = heapq.heappop(heap)
        here = (node, is_horizontal)
        if here in arrived:
            continue

        arrived[here] = before
        # Only straight into the box: arriving sideways would add a bend on the rim that
        # no one has paid for.
        if node in last and is_horizontal == (last[node][1] == grid.point(node)[1]):
            nodes = _trace_back(arrived, here)
            # Routed one after the other, so the order of the pairs decides who gets the
            # short way. Negotiating between routes would take several rounds for a
            # handful of ties.
            grid.take(nodes)
            return _corners(grid, nodes, first[nodes[0]], last[nodes[-1]])

        for there, turned in grid.neighbors(node):
            if (there, turned) in arrived:
                continue

            so_far = cost + grid.cost(node, there, bends=turned != is_horizontal)
            estimate = so_far + _least_remaining(grid.point(there), goals)
            heapq.heappush(heap, (estimate, so_far, there, turned, here))

    return None


def _open_rims(grid: _RoutingGrid, exits: Sequence[_Exit]) -> dict[Node, Point]:
    """The nodes outside the exits that are not blocked, with the points on the rim."""
    rims = {}
    for rim, outside in exits:
        if grid.is_open(outside):
            rims[grid.node(outside)] = rim
    return rims


def _least_remaining(point: Point, goals: Sequence[Point]) -> float:
    """The least length that is left; A* needs an estimate that is never too high."""
    x, y = point
    least = math.inf
    for goal_x, goal_y in goals:
        length = abs(x - goal_x) + abs(y - goal_y)
        least = min(least, length)
    return least


def _trace_back(arrived: Mapping[State, State | None], last: State) -> list[Node]:
    nodes = []
    state: State | None = last
    while state is not None:
        nodes.append(state[0])
        state = arrived[state]
    nodes.reverse()
    return nodes


def _corners(
    grid: _RoutingGrid, nodes: Sequence[Node], first: Point, last: Point
) -> tuple[Point, ...]:
    """The ends of a route and the points where it turns."""
    points = [first, *(grid.point(node) for node in nodes), last]
    corners = [first]
    for here, after in pairwise(points[1:]):
        before = corners[-1]
        is_vertical = before[0] == here[0] == after[0]
        is_horizontal = before[1] == here[1] == after[1]
        if not is_vertical and not is_horizontal:
            corners.append(here)

    corners.append(last)
    return tuple(corners)
