"""Right-angled lines of a tree in rows: one trunk and one bar for all below a node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from powermap.scene.curves import flatten_curve, round_corners
from powermap.scene.layout.bars import BarKey, choose_heights
from powermap.scene.layout.node_rows import NodeRows, x_at_height
from powermap.scene.marks import Point, Rectangle

ALIGNED = 4.0
"""Points by which a line may miss the middle of its lower node and is moved there."""
APPROACH = 19.0
"""Points of the vertical piece at either end, enough for an arrow head on it."""
PAST = 7.0
"""Points by which a vertical piece reaches past its row before the line turns."""
INSET = 24.0
"""Points from the corners of a node within which no line leaves it."""


def route_tree_lines(
    boxes: Sequence[Rectangle],
    edges: Sequence[tuple[int, int]],
    routes: Sequence[Sequence[Point]],
    others: Sequence[Sequence[Point]] = (),
) -> tuple[tuple[Point, ...], ...]:
    """Route a right-angled line for each edge of a tree, along the curve found for it.

    Parameters
    ----------
    boxes : sequence of (left, top, right, bottom)
        The nodes, in rows.
    edges : sequence of (upper, lower)
        By the nodes' numbers.
    routes : sequence of sequences of (x, y)
        Control points of a curve for each edge, which runs between the nodes of the
        rows that it passes.
    others : sequence of sequences of (x, y)
        Straight pieces of other lines; each bar lies where it crosses the fewest.

    Returns
    -------
    tuple of tuples of (x, y)
        Corners of each line, from the upper node to the lower one.

    Examples
    --------
    >>> boxes = [(0, 0, 40, 20), (0, 60, 40, 80), (60, 60, 100, 80)]
    >>> left = ((20, 20), (20, 30), (20, 50), (20, 60))
    >>> right = ((20, 20), (20, 40), (80, 40), (80, 60))
    >>> for line in route_tree_lines(boxes, [(0, 1), (0, 2)], [left, right]):
    ...     print(line)
    ((20.0, 20), (20.0, 60))
    ((20.0, 20), (20.0, 38.0), (80.0, 38.0), (80.0, 60))
    """
    rows = NodeRows(boxes)
    verticals = []
    for (upper, lower), route in zip(edges, routes, strict=True):
        xs = _choose_verticals(rows, boxes[upper], boxes[lower], route)
        verticals.append(xs)

    hanging = _hanging_pieces(rows, boxes, edges, verticals)
    heights = choose_heights(rows, hanging, others)
    lines = []
    for edge, xs in zip(edges, verticals, strict=True):
        corners = _corners(rows, boxes, edge, xs, heights)
        lines.append(corners)

    return tuple(lines)


def _choose_verticals(
    rows: NodeRows, upper: Rectangle, lower: Rectangle, route: Sequence[Point]
) -> list[float]:
    """The x of a line in each row from its upper to its lower node.

    One x for all rows is best, since the line then has one bar only.
    """
    start = _middle(upper)
    end = _middle(lower)
    passed = rows.between(upper, lower)
    # The lower end first: the bar then lies directly below the boss, where all reports
    # of a boss share it.
    for x in (end, start):
        if all(rows.is_free(row, x) for row in passed):
            return [start, *[x] * len(passed), end]

    line = flatten_curve(route)
    xs = [start]
    for row in passed:
        x = rows.nearest_free(row, x_at_height(line, rows.middles[row]))
        # A jog of a few points looks like a mistake; dot's curves rarely hit a middle
        # exactly.
        if abs(x - end) < ALIGNED and rows.is_free(row, end):
            x = end
        xs.append(x)

    xs.append(end)
    return xs


def _bar_key(first_row: int, edge: tuple[int, int], step: int) -> BarKey:
    """The bar of a line below a row; directly below a node all its lines share one."""
    row = first_row + step
    if step == 0:
        return row, edge[0]
    return row, edge


def _hanging_pieces(
    rows: NodeRows,
    boxes: Sequence[Rectangle],
    edges: Sequence[tuple[int, int]],
    verticals: Sequence[Sequence[float]],
) -> Mapping[BarKey, list[tuple[float, float]]]:
    """For each possible bar where the vertical pieces above and below it are."""
    hanging: defaultdict[BarKey, list[tuple[float, float]]] = defaultdict(list)
    for edge, xs in zip(edges, verticals, strict=True):
        upper, _ = edge
        first_row = rows.row_of(boxes[upper])
        for step, pair in enumerate(pairwise(xs)):
            key = _bar_key(first_row, edge, step)
            hanging[key].append(pair)

    return hanging


def _corners(
    rows: NodeRows,
    boxes: Sequence[Rectangle],
    edge: tuple[int, int],
    xs: Sequence[float],
    heights: Mapping[BarKey, float],
) -> tuple[Point, ...]:
    upper = boxes[edge[0]]
    lower = boxes[edge[1]]
    first_row = rows.row_of(upper)
    corners = [(xs[0], upper[3])]
    for step, (above, below) in enumerate(pairwise(xs)):
        if above != below:
            y = heights[_bar_key(first_row, edge, step)]
            corners.append((above, y))
            corners.append((below, y))

    corners.append((xs[-1], lower[1]))
    return tuple(corners)


def route_past_rows(
    boxes: Sequence[Rectangle], edge: tuple[int, int], line: Sequence[Point]
) -> tuple[Point, ...]:
    """Route a line from an upper to a lower node that runs through no other.

    It is vertical past each row and slanted between rows.

    Parameters
    ----------
    boxes : sequence of (left, top, right, bottom)
        The nodes, in rows.
    edge : (upper, lower)
        By the nodes' numbers.
    line : sequence of (x, y)
        Straight pieces of the intended line.

    Returns
    -------
    tuple of (x, y)
        Control points of cubic curves.

    Examples
    --------
    >>> boxes = [(0, 0, 80, 20), (0, 60, 80, 80), (0, 120, 80, 140)]
    >>> curve = route_past_rows(boxes, (0, 2), [(40, 20), (40, 120)])
    >>> curve[0], min(x for x, _ in curve), curve[-1]
    ((24.0, 20), -7.0, (24.0, 120))
    """
    rows = NodeRows(boxes)
    upper = boxes[edge[0]]
    lower = boxes[edge[1]]
    passed = rows.between(upper, lower)
    xs = []
    for row in passed:
        xs.append(rows.nearest_free(row, x_at_height(line, rows.middles[row])))

    start = _exit_toward(upper, xs[0] if xs else _middle(lower))
    end = _exit_toward(lower, xs[-1] if xs else _middle(upper))
    below_upper = rows.bottoms[rows.row_of(upper)] + APPROACH
    above_lower = rows.tops[rows.row_of(lower)] - APPROACH
    # Used for the few of dot's curves that would cut the corner of a card.
    points = [(start, upper[3]), (start, below_upper)]
    for row, x in zip(passed, xs, strict=True):
        points.append((x, rows.tops[row] - PAST))
        points.append((x, rows.bottoms[row] + PAST))

    points.append((end, above_lower))
    points.append((end, lower[1]))
    return round_corners(points, PAST)


def _middle(box: Rectangle) -> float:
    left, _, right, _ = box
    return (left + right) / 2


def _exit_toward(box: Rectangle, x: float) -> float:
    """Where a line leaves a node on its way to x."""
    left, _, right, _ = box
    leftmost = left + INSET
    rightmost = right - INSET
    return min(max(x, leftmost), rightmost)
