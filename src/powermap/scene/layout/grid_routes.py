"""Nodes on a grid, lines along the streets between them: closed form for any number of nodes and ties.

Every line runs in streets, so none runs through a node. Where several run side by side each has a track of its own, and
a street is as wide as its tracks need, up to a bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from powermap.scene.curves import round_corners
from powermap.scene.marks import Point, Rectangle

TRACK, LEAST, MOST = 4.0, 34.0, 130.0
"""Points from track to track; how wide a street is at least and at most."""
CORNER = 10.0


@dataclass(frozen=True, slots=True)
class GridLayout:
    """Where everything is.

    Parameters
    ----------
    width, height : float
        In points.
    boxes : tuple of (left, top, right, bottom)
        Of the nodes, all of one size.
    routes : tuple of tuples of (x, y)
        For each edge the corners of its line, upright and level pieces only.
    """

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    routes: tuple[tuple[Point, ...], ...]


class _Stretch(NamedTuple):
    """A piece of a line in a street, from one place of the grid to another, and whose it is."""

    start: float
    end: float
    owner: object


class _Way(NamedTuple):
    """The level street below (or above) the first node, the upright one, the level one at the second node."""

    first: int
    upright: int | None
    last: int


@dataclass(slots=True)
class _Town:
    cells: Sequence[tuple[int, int]]
    size: tuple[float, float]
    columns: int
    rows: int
    level: defaultdict[int, list[_Stretch]] = field(
        default_factory=lambda: defaultdict(list)
    )
    upright: defaultdict[int, list[_Stretch]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def way(self, a: int, b: int) -> _Way | None:
        """Which streets lead from a to b; none when they are neighbours in a row."""
        (row, column), (other, there) = self.cells[a], self.cells[b]
        if row == other:
            return None if abs(column - there) == 1 else _Way(row, None, row)
        first, last = (row + 1, other) if row < other else (row, other + 1)
        if first == last:
            return _Way(first, None, last)
        side = (
            column + (a + b) % 2
            if column == there
            else there
            if there > column
            else there + 1
        )
        return _Way(first, side, last)

    def use(self, way: _Way, a: int, b: int, owner: object) -> None:
        """Note which stretches of the streets a line takes."""
        here, there = self.cells[a][1] + 0.5, self.cells[b][1] + 0.5
        if way.upright is None:
            self.level[way.first].append(
                _Stretch(min(here, there), max(here, there), owner)
            )
            return
        self.level[way.first].append(
            _Stretch(min(here, way.upright), max(here, way.upright), owner)
        )
        self.level[way.last].append(
            _Stretch(min(there, way.upright), max(there, way.upright), owner)
        )
        ends = sorted((way.first, way.last))
        self.upright[way.upright].append(_Stretch(ends[0], ends[1], owner))


def lay_out_grid(
    cells: Sequence[tuple[int, int]],
    size: tuple[float, float],
    edges: Sequence[tuple[int, int]],
    families: Sequence[object],
) -> GridLayout:
    """Places of nodes in (row, column) cells, and a line along the streets for each edge.

    Parameters
    ----------
    cells : sequence of (row, column)
        Of the nodes, each its own.
    size : (width, height)
        Of a node in points.
    edges : sequence of (int, int)
        By the nodes' numbers.
    families : sequence
        One for each edge; lines of a family share their tracks, and start in the middle of a node; None is no family.

    Returns
    -------
    GridLayout

    Examples
    --------
    >>> made = lay_out_grid([(0, 0), (1, 0)], (100, 40), [(0, 1)], [None])
    >>> [round(y) for x, y in made.routes[0]]
    [74, 91, 91, 108]
    """
    rows = max((row for row, _ in cells), default=-1) + 1
    columns = max((column for _, column in cells), default=-1) + 1
    town = _Town(cells, size, columns, rows)
    ways = [town.way(a, b) for a, b in edges]
    owners = [
        ("line", number) if family is None else ("family", family)
        for number, family in enumerate(families)
    ]
    for (a, b), way, owner in zip(edges, ways, owners, strict=True):
        if way is not None:
            town.use(way, a, b, owner)
    level = [_tracks(town.level[street]) for street in range(rows + 1)]
    upright = [_tracks(town.upright[street]) for street in range(columns + 1)]
    tops = _starts([_width(tracks) for tracks in level], size[1])
    lefts = _starts([_width(tracks) for tracks in upright], size[0])
    boxes = tuple(
        (
            lefts[column].node,
            tops[row].node,
            lefts[column].node + size[0],
            tops[row].node + size[1],
        )
        for row, column in cells
    )
    beside = _beside(edges, ways)
    ports = _ports(cells, boxes, edges, ways, families)
    routes = []
    for number, ((a, b), way, owner) in enumerate(
        zip(edges, ways, owners, strict=True)
    ):
        if way is None:
            routes.append(_across(boxes[a], boxes[b], *beside[number]))
            continue
        start, end = ports[number]
        first = _at(tops[way.first], level[way.first], owner)
        last = _at(tops[way.last], level[way.last], owner)
        corners = [start, (start[0], first)]
        if way.upright is not None:
            x = _at(lefts[way.upright], upright[way.upright], owner)
            corners += [(x, first), (x, last)]
        routes.append((*corners, (end[0], last), end))
    return GridLayout(lefts[-1].node, tops[-1].node, boxes, tuple(routes))


class _Street(NamedTuple):
    """Where a street starts, how wide it is, and where the nodes behind it start."""

    start: float
    width: float
    node: float


def _starts(widths: Sequence[float], node: float) -> list[_Street]:
    streets = []
    at = 0.0
    for width in widths:
        streets.append(_Street(at, width, at + width))
        at += width + node
    return streets


def _tracks(stretches: Sequence[_Stretch]) -> dict[object, int]:
    """The first track for each owner on which nobody is where it wants to be."""
    spans: dict[object, tuple[float, float]] = {}
    for start, end, owner in stretches:
        low, high = spans.get(owner, (start, end))
        spans[owner] = min(low, start), max(high, end)
    ends: list[float] = []
    tracks: dict[object, int] = {}
    for owner, (start, end) in sorted(
        spans.items(), key=lambda each: (each[1], str(each[0]))
    ):
        track = next(
            (place for place, taken in enumerate(ends) if taken < start), len(ends)
        )
        if track == len(ends):
            ends.append(end)
        ends[track] = end
        tracks[owner] = track
    return tracks


def _count(tracks: dict[object, int]) -> int:
    return max(tracks.values(), default=-1) + 1


def _width(tracks: dict[object, int]) -> float:
    return min(max(LEAST, (_count(tracks) + 3) * TRACK + 12), MOST)


def _at(street: _Street, tracks: dict[object, int], owner: object) -> float:
    count = _count(tracks)
    room = street.width - 26
    step = min(TRACK * 2, room / max(count - 1, 1))
    return round(
        street.start + street.width / 2 + (tracks[owner] - (count - 1) / 2) * step, 2
    )


def _ports(
    cells: Sequence[tuple[int, int]],
    boxes: Sequence[Rectangle],
    edges: Sequence[tuple[int, int]],
    ways: Sequence[_Way | None],
    families: Sequence[object],
) -> dict[int, tuple[Point, Point]]:
    """Where each line leaves its nodes: families in the middle, all others side by side by where they go."""
    sides: defaultdict[tuple[int, bool], list[tuple[float, int, int]]] = defaultdict(
        list
    )
    for number, ((a, b), way) in enumerate(zip(edges, ways, strict=True)):
        if way is not None:
            for end, (node, other, street) in enumerate(
                ((a, b, way.first), (b, a, way.last))
            ):
                sides[node, street > cells[node][0]].append(
                    (boxes[other][0], number, end)
                )
    found: dict[tuple[int, int], Point] = {}
    for (node, below), lines in sides.items():
        left, up, right, low = boxes[node]
        y = low if below else up
        free = sorted(line for line in lines if families[line[1]] is None)
        room = right - left - 40
        shared = len(free) < len(lines)
        for place, (_, number, end) in enumerate(free):
            share = (place + 1) / (len(free) + 1)
            share += (
                0.12 if shared and abs(share - 0.5) < 0.06 else 0.0
            )  # the middle is the family's
            found[number, end] = (round(left + 20 + room * share, 2), y)
        for _, number, end in lines:
            if families[number] is not None:
                found[number, end] = ((left + right) / 2, y)
    return {
        number: (found[number, 0], found[number, 1])
        for number, way in enumerate(ways)
        if way is not None
    }


def _beside(
    edges: Sequence[tuple[int, int]], ways: Sequence[_Way | None]
) -> dict[int, tuple[int, int]]:
    """For each line between neighbours its place among those of the same two, and how many these are."""
    pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, ((a, b), way) in enumerate(zip(edges, ways, strict=True)):
        if way is None:
            pairs[min(a, b), max(a, b)].append(number)
    return {
        number: (at, len(lines))
        for lines in pairs.values()
        for at, number in enumerate(lines)
    }


def _across(a: Rectangle, b: Rectangle, place: int, count: int) -> tuple[Point, ...]:
    """Straight over to a neighbour, side by side with the others between these two."""
    y = round(a[1] + (a[3] - a[1]) * (place + 1) / (count + 1), 2)
    return ((a[2], y), (b[0], y)) if a[0] < b[0] else ((a[0], y), (b[2], y))


def smooth_route(route: Sequence[Point]) -> tuple[Point, ...]:
    """A line along streets with rounded corners, as the control points of cubic curves."""
    return round_corners(route, CORNER)
