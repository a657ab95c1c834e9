"""Right-angled lines of a tree whose nodes stand in rows: one trunk and one bar for those below the same node."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from .lines import flattened
from .marks import Point, Rectangle

CLEAR = 7.0
"""Points between an upright piece and the nodes that it passes."""
HIGH = 0.42
"""Where in the space between two rows the bars lie, from above."""
TRACK = 7.0
"""Points between two bars that would lie over one another."""


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
        return all(not left - CLEAR < x < right + CLEAR for left, _, right, _ in self.members[row])


def elbows(
    boxes: Sequence[Rectangle], edges: Sequence[tuple[int, int]], routes: Sequence[Sequence[Point]]
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

    Returns
    -------
    tuple of tuples of (x, y)
        Corners of each line, from the upper node to the lower one.

    Examples
    --------
    >>> boxes = [(0, 0, 40, 20), (0, 60, 40, 80), (60, 60, 100, 80)]
    >>> curves = [((20, 20), (20, 30), (20, 50), (20, 60)), ((20, 20), (20, 40), (80, 40), (80, 60))]
    >>> elbows(boxes, [(0, 1), (0, 2)], curves)
    (((20.0, 20), (20.0, 60)), ((20.0, 20), (20.0, 36.8), (80.0, 36.8), (80.0, 60)))
    """
    rows = Rows(boxes)
    passes = [_passes(rows, boxes, edge, route) for edge, route in zip(edges, routes, strict=True)]
    bars = _bars(rows, boxes, edges, passes)
    made = []
    for (upper, lower), xs in zip(edges, passes, strict=True):
        first = rows.of(boxes[upper])
        points = [(xs[0], boxes[upper][3])]
        for step, (here, there) in enumerate(pairwise(xs)):
            if here != there:
                y = bars[first + step, upper if step == 0 else (upper, lower)]
                points += [(here, y), (there, y)]
        made.append((*points, (xs[-1], boxes[lower][1])))
    return tuple(made)


def _passes(rows: Rows, boxes: Sequence[Rectangle], edge: tuple[int, int], route: Sequence[Point]) -> tuple[float, ...]:
    """Where a line stands in each row from its upper node to its lower one; upright all the way where that is free."""
    upper, lower = edge
    start, end = ((boxes[node][0] + boxes[node][2]) / 2 for node in edge)
    between = range(rows.of(boxes[upper]) + 1, rows.of(boxes[lower]))
    for x in (end, start):
        if all(rows.free(row, x) for row in between):
            return start, *(x for _ in between), end
    line = flattened(route)
    return start, *(_at(line, rows.middles[row]) for row in between), end


def _at(line: Sequence[Point], y: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(line):
        if min(y0, y1) <= y <= max(y0, y1):
            return x0 + (x1 - x0) * (y - y0) / (y1 - y0) if y1 != y0 else x0
    return min(line, key=lambda point: abs(point[1] - y))[0]


def _bars(
    rows: Rows, boxes: Sequence[Rectangle], edges: Sequence[tuple[int, int]], passes: Sequence[Sequence[float]]
) -> Mapping[tuple[int, object], float]:
    """The height of each bar; bars in one space that would overlap lie on tracks of their own."""
    spans: defaultdict[tuple[int, object], list[float]] = defaultdict(list)
    for (upper, lower), xs in zip(edges, passes, strict=True):
        for step, (here, there) in enumerate(pairwise(xs)):
            if here != there:
                spans[rows.of(boxes[upper]) + step, upper if step == 0 else (upper, lower)] += [here, there]
    spaces: defaultdict[int, list[tuple[float, float, object]]] = defaultdict(list)
    for (space, owner), xs in spans.items():
        spaces[space].append((min(xs), max(xs), owner))
    heights: dict[tuple[int, object], float] = {}
    for space, bars in spaces.items():
        tracks = _tracks(bars)
        top, room = rows.bottoms[space], rows.tops[space + 1] - rows.bottoms[space]
        count = max(tracks.values()) + 1
        gap = min(TRACK, room * 0.5 / count)
        for owner, track in tracks.items():
            heights[space, owner] = round(top + room * HIGH + (track - (count - 1) / 2) * gap, 2)
    return heights


def _tracks(bars: Sequence[tuple[float, float, object]]) -> dict[object, int]:
    """The first track for each bar on which it overlaps none before it."""
    ends: list[float] = []
    tracks: dict[object, int] = {}
    for left, right, owner in sorted(bars, key=lambda bar: (bar[0], bar[1], str(bar[2]))):
        track = next((place for place, end in enumerate(ends) if end + CLEAR < left), len(ends))
        if track == len(ends):
            ends.append(right)
        ends[track] = right
        tracks[owner] = track
    return tracks
