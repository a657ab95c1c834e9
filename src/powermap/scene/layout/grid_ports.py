"""Where the lines of a grid leave their nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from powermap.scene.marks import Point, Rectangle

PORT_MARGIN = 20.0
"""Points from the corners of a node to its outer ports."""
NEAR_MIDDLE = 0.06
"""Share of a side around its middle that belongs to the family's line."""
ASIDE = 0.12
"""Share of a side by which another line's port moves away from there."""


class Course(NamedTuple):
    """The channels of a line: horizontal at its first node, vertical, horizontal again.

    A channel has the number of the row or column behind it.
    """

    first: int
    vertical: int | None
    last: int


class _LineEnd(NamedTuple):
    """An end of a line at a side of a node, sorted by where its other end is."""

    toward: float
    edge: int
    end: int


def choose_ports(
    cells: Sequence[tuple[int, int]],
    boxes: Sequence[Rectangle],
    edges: Sequence[tuple[int, int]],
    courses: Sequence[Course | None],
    families: Sequence[object],
) -> dict[int, tuple[Point, Point]]:
    """Where each line leaves its two nodes."""
    sides: defaultdict[tuple[int, bool], list[_LineEnd]] = defaultdict(list)
    for number, ((a, b), course) in enumerate(zip(edges, courses, strict=True)):
        if course is None:
            continue

        below_a = course.first > cells[a][0]
        below_b = course.last > cells[b][0]
        # Ports are sorted by where the other end is, so that lines of one side fan out
        # without crossing at the node.
        sides[a, below_a].append(_LineEnd(boxes[b][0], number, 0))
        sides[b, below_b].append(_LineEnd(boxes[a][0], number, 1))

    ports: dict[tuple[int, int], Point] = {}
    for (node, is_below), ends in sides.items():
        _choose_ports_of_side(boxes[node], ends, families, ports, is_below=is_below)

    both = {}
    for number, course in enumerate(courses):
        if course is not None:
            both[number] = ports[number, 0], ports[number, 1]

    return both


def _choose_ports_of_side(
    box: Rectangle,
    ends: Sequence[_LineEnd],
    families: Sequence[object],
    ports: dict[tuple[int, int], Point],
    *,
    is_below: bool,
) -> None:
    """Families leave a node in the middle, all other lines side by side."""
    left, top, right, bottom = box
    y = bottom if is_below else top
    alone = sorted(each for each in ends if families[each.edge] is None)
    usable = right - left - 2 * PORT_MARGIN
    has_family = len(alone) < len(ends)
    for place, each in enumerate(alone):
        share = (place + 1) / (len(alone) + 1)
        # The trunk of the family leaves exactly there; a tie on it would look like a
        # reporting line.
        if has_family and abs(share - 0.5) < NEAR_MIDDLE:
            share += ASIDE

        x = round(left + PORT_MARGIN + usable * share, 2)
        ports[each.edge, each.end] = (x, y)

    for each in ends:
        if families[each.edge] is not None:
            ports[each.edge, each.end] = ((left + right) / 2, y)
