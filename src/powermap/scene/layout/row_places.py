"""Where the items of rows stand from left to right.

Sweeps over the rows move each item toward those that it is joined to; the order of a row
and the distances between neighbors are kept. Then chains of items that should be one
upright line are put on one line where there is room.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from powermap.scene.layout.row_net import NO_BAR, RowNet
from powermap.scene.layout.slices import walls_of_row
from powermap.scene.layout.spacing import USUAL, Spacing
from powermap.scene.layout.straight_lines import (
    Chain,
    straighten,
    straighten_where_free,
)

SWEEPS = 24
"""Times that the rows are moved; later sweeps change less than a point."""
ONE_SIDED = 4
"""First sweeps, which follow the row that was moved before and no other."""
STRAIGHTENINGS = 4
"""Times that single lines are put upright, since one makes room for another."""
ROOM = 1.08
"""Width of the page as a part of that of its widest row, so that lines can be straight."""
STRAIGHTER = 1.015
"""Times that width for straight lines; more makes names smaller on a slide."""
WALL_GAP = 21.0
"""Points between a node and the edge of its slice."""

# How strongly a line draws its ends toward each other. What has no card is moved
# easily, and its lines are long, so it counts more to keep these straight.
TRUNK_PULL = 20.0
PASSING_PULL = 10.0
HALF_PASSING_PULL = 2.5
TIE_PULL = 1.0
TO_BOSS_PULL = 2.0
TO_TEAM_PULL = 3.0
"""Shared by all reports on a bar."""
KEEP_PULL = 0.05
"""Toward where an item stands, so that one without lines stays."""


_Pulls = list[tuple[list[tuple[int, float]], float]]
"""For each item of a row the other items that draw it, and the sum of all pulls."""


@dataclass(slots=True)
class _Places:
    """The places so far, and what draws each item where.

    Attributes
    ----------
    rows : sequence of sequences of int
        The items that take room, from the left; the foot of a trunk takes none.
    offsets : sequence of sequences of float
        How far each item of a row is from its first one at least.
    above, below : mapping of item to (other item, pull)
        What draws an item from either side.
    x : list of float
        The middle of each item, from the middle of the page.
    half_width : float
        From the middle of the page to the outermost items at most.
    """

    rows: Sequence[Sequence[int]]
    offsets: Sequence[Sequence[float]]
    x: list[float]
    half_width: float
    above: defaultdict[int, list[tuple[int, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    below: defaultdict[int, list[tuple[int, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def pulls_of_rows(self, *, is_downward: bool, is_one_sided: bool) -> list[_Pulls]:
        """For each row what draws its items, and how strongly together."""
        side = self.above if is_downward else self.below
        rows = []
        for row in self.rows:
            pulls_of_row = []
            for item in row:
                pulls = self.above[item] + self.below[item]
                if is_one_sided:
                    pulls = side[item] or pulls
                weight = KEEP_PULL
                for _, pull in pulls:
                    weight += pull
                pulls_of_row.append((pulls, weight))
            rows.append(pulls_of_row)
        return rows

    def join(self, upper: int, lower: int, pull: float, back: float) -> None:
        """Let two items draw each other: the lower one by `pull`, the upper by `back`."""
        self.above[lower].append((upper, pull))
        self.below[upper].append((lower, back))


def place_items(
    net: RowNet,
    widths: Sequence[float],
    room: float = 0.0,
    spacing: Spacing = USUAL,
) -> list[float]:
    """The middle of each item, from 0 at the left edge of the leftmost one.

    Parameters
    ----------
    net : RowNet
        Its rows and their order.
    widths : sequence of float
        Of the nodes.
    room : float
        Width that the page has anyway, in which lines become straighter.
    spacing : Spacing
        How far neighbors are apart.

    Returns
    -------
    list of float
        The foot of a trunk stands below its upper end.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [], [0, 1, 1])
    >>> [round(x) for x in place_items(net, [100, 100, 100])]
    [113, 50, 176, 113]
    """
    places = _start(net, widths, spacing)
    places.half_width = max(places.half_width, (room - max(widths)) / 2)
    _join_all(net, places)
    _move_all_rows(places)
    width = 2 * places.half_width
    chains = _chains(net, widths, spacing)
    neighbors = _neighbors(places)
    walls = _wall_chains(net)
    places.x = straighten(places.x, chains, neighbors, width * STRAIGHTER, walls)
    for _ in range(STRAIGHTENINGS):
        straighten_where_free(places.x, chains, neighbors, width)
    longer = [_with_last_report(net, chain) for chain in chains]
    straighten_where_free(places.x, longer, neighbors, width)
    _place_feet(net, places.x)
    return _from_left_edge(net, places.x[: len(net.row)], widths)


def separation(
    net: RowNet,
    widths: Sequence[float],
    left: int,
    right: int,
    spacing: Spacing = USUAL,
) -> float:
    """Points between the middles of two neighbors at least."""
    nodes = [item for item in (left, right) if item < net.node_count]
    if max(left, right) >= len(net.row):
        return WALL_GAP + sum(widths[node] / 2 for node in nodes)
    if not nodes:
        return spacing.lines
    halves = sum(widths[node] / 2 for node in nodes)
    return halves + (spacing.nodes if len(nodes) > 1 else spacing.line)


def _start(net: RowNet, widths: Sequence[float], spacing: Spacing) -> _Places:
    """Each row as narrow as it can be, in the middle of the page."""
    rows: list[list[int]] = []
    offsets = []
    for items in net.order:
        row = [item for item in items if net.takes_room(item)]
        row = _with_walls(net, row, len(rows))
        offset = 0.0
        along = []
        for at, item in enumerate(row):
            if at:
                offset += separation(net, widths, row[at - 1], item, spacing)
            along.append(offset)
        rows.append(row)
        offsets.append(along)
    x = [0.0] * (len(net.row) + len(rows) * _wall_count(net))
    for row, along in zip(rows, offsets, strict=True):
        for item, offset in zip(row, along, strict=True):
            x[item] = offset - along[-1] / 2
    widest = max((along[-1] for along in offsets if along), default=0.0)
    return _Places(rows, offsets, x, widest / 2 * ROOM)


def _wall_count(net: RowNet) -> int:
    return max(net.slice, default=0)


def _with_walls(net: RowNet, row: Sequence[int], number: int) -> list[int]:
    """A row with an item for each edge between two slices, numbered behind all others."""
    walls = walls_of_row(net, row)
    first = len(net.row) + number * len(walls)
    items = list(row)
    for wall, at in reversed(list(enumerate(walls))):
        items.insert(at, first + wall)
    return items


def _wall_chains(net: RowNet) -> list[Chain]:
    """The edges of the slices, which are straight whatever else is."""
    count = _wall_count(net)
    chains: list[Chain] = []
    for wall in range(count):
        chain = []
        for row in range(len(net.order)):
            chain.append((len(net.row) + row * count + wall, 0.0))
        chains.append(chain)
    return chains


def _join_all(net: RowNet, places: _Places) -> None:
    for bar, (trunk, *reports) in enumerate(net.members):
        upper = net.trunk[bar]
        if net.takes_room(trunk):
            places.join(upper, trunk, TRUNK_PULL, TRUNK_PULL)
        for report in reports:
            places.join(upper, report, TO_BOSS_PULL, TO_TEAM_PULL / len(reports))
    for course in net.courses:
        for upper, lower in pairwise(course):
            nodes = (upper < net.node_count) + (lower < net.node_count)
            pull = (PASSING_PULL, HALF_PASSING_PULL, TIE_PULL)[nodes]
            places.join(upper, lower, pull, pull)


def _move_all_rows(places: _Places) -> None:
    """Move the items of all rows, from the top in even sweeps and from below in odd ones."""
    both = places.pulls_of_rows(is_downward=True, is_one_sided=False)
    downward = places.pulls_of_rows(is_downward=True, is_one_sided=True)
    upward = places.pulls_of_rows(is_downward=False, is_one_sided=True)
    numbers = range(len(places.rows))
    for sweep in range(SWEEPS):
        is_downward = sweep % 2 == 0
        pulls = both
        if sweep < ONE_SIDED:
            pulls = downward if is_downward else upward
        for number in numbers if is_downward else reversed(numbers):
            _move_row(places, number, pulls[number])


def _move_row(places: _Places, number: int, pulls_of_row: _Pulls) -> None:
    x = places.x
    row = places.rows[number]
    offsets = places.offsets[number]
    wanted = []
    # Loops without calls: every item is moved some fifty times.
    for item, offset, (pulls, weight) in zip(row, offsets, pulls_of_row, strict=True):
        total = KEEP_PULL * x[item]
        for other, pull in pulls:
            total += pull * x[other]
        wanted.append(total / weight - offset)
    nearest = nearest_rising(wanted, [weight for _, weight in pulls_of_row])
    # Without bounds teams slide aside from row to row, and the page becomes a band.
    low = -places.half_width
    high = places.half_width - offsets[-1] if row else low
    for item, place, offset in zip(row, nearest, offsets, strict=True):
        x[item] = min(max(place, low), high) + offset


def nearest_rising(wanted: Sequence[float], weights: Sequence[float]) -> list[float]:
    """The numbers nearest to those wanted of which none is below the one before.

    By least squares; neighbors in the wrong order meet in their mean (pool adjacent
    violators, Ayer and others 1955).

    Examples
    --------
    >>> nearest_rising([1.0, 5.0, 3.0], [1.0, 1.0, 1.0])
    [1.0, 4.0, 4.0]
    """
    pools: list[tuple[float, float, int]] = []
    for value, weight in zip(wanted, weights, strict=True):
        mean, total, count = value, weight, 1
        while pools and pools[-1][0] >= mean:
            before, weight_before, count_before = pools.pop()
            both = total + weight_before
            mean = (mean * total + before * weight_before) / both
            total = both
            count += count_before
        pools.append((mean, total, count))
    rising = []
    for mean, _, count in pools:
        rising += [mean] * count
    return rising


def _chains(net: RowNet, widths: Sequence[float], spacing: Spacing) -> list[Chain]:
    """Items that should stand on or beside one upright line, the longest chains first."""
    below = {node: _single_line_down(net, node) for node in range(net.node_count)}
    lower_ends = {line[-1] for line in below.values() if line}
    chains: list[Chain] = []
    for node in range(net.node_count):
        if node in lower_ends:
            continue
        items = [node]
        # Ends, since every line leads farther down.
        while below[items[-1]]:
            items += below[items[-1]]
        chain = [(item, 0.0) for item in items]
        chains.append(chain + _trunk_below(net, items[-1], widths, spacing))
    for course in net.courses:
        chains.append([(item, 0.0) for item in course[1:-1]])
    long = [chain for chain in chains if len(chain) > 1]
    return sorted(long, key=len, reverse=True)


def _single_line_down(net: RowNet, node: int) -> list[int]:
    """The items of the only line below a node, where the lower end has no other one."""
    bars = list(net.bars_of(node))
    if bars:
        trunk, *reports = net.members[bars[0]]
        is_only = len(bars) == 1 and len(reports) == 1 and not net.takes_room(trunk)
        return reports if is_only else []
    if len(net.below[node]) != 1:
        return []
    line = list(net.below[node])
    while line[-1] >= net.node_count:
        line += net.below[line[-1]]
    lower = line[-1]
    has_others = len(net.above[lower]) > 1 or net.bar[lower] != NO_BAR
    return [] if has_others else line


def _trunk_below(
    net: RowNet, node: int, widths: Sequence[float], spacing: Spacing
) -> list[tuple[int, float]]:
    """The items of a trunk that passes rows, and the nodes at its sides."""
    chain = []
    for bar in net.bars_of(node):
        trunk, *reports = net.members[bar]
        if net.takes_room(trunk):
            chain.append((trunk, 0.0))
        chain += _beside(net, trunk, reports, widths, spacing)
    return chain


def _with_last_report(net: RowNet, chain: Chain) -> Chain:
    """A trunk that passes rows with the only report at its end, who stands below it."""
    last, _ = chain[-1]
    trunks = [item for item in net.below[last] if net.bar[item] != NO_BAR]
    if last < net.node_count or not trunks:
        return chain
    foot, *reports = net.members[net.bar[trunks[0]]]
    if len(reports) > 1 or net.takes_room(foot):
        return chain
    return [*chain, (reports[0], 0.0)]


def _beside(
    net: RowNet,
    trunk: int,
    reports: Sequence[int],
    widths: Sequence[float],
    spacing: Spacing,
) -> list[tuple[int, float]]:
    """The nodes at the sides of a trunk, as far from it as they must be."""
    chain = []
    for report in reports:
        if report in net.beside:
            distance = separation(net, widths, trunk, report, spacing)
            is_left = net.place[report] < net.place[trunk]
            chain.append((report, -distance if is_left else distance))
    return chain


def _neighbors(places: _Places) -> list[tuple[int, int, float]]:
    neighbors = []
    for row, offsets in zip(places.rows, places.offsets, strict=True):
        for at in range(1, len(row)):
            distance = offsets[at] - offsets[at - 1]
            neighbors.append((row[at - 1], row[at], distance))
    return neighbors


def _place_feet(net: RowNet, x: list[float]) -> None:
    for bar, (trunk, *_) in enumerate(net.members):
        if not net.takes_room(trunk):
            x[trunk] = x[net.trunk[bar]]


def _from_left_edge(
    net: RowNet, x: Sequence[float], widths: Sequence[float]
) -> list[float]:
    edges = []
    for item, place in enumerate(x):
        width = widths[item] if item < net.node_count else 0.0
        edges.append(place - width / 2)
    left = min(edges, default=0.0)
    # Hundredths, so that pieces of a line that should meet do meet.
    return [round(place - left, 2) for place in x]
