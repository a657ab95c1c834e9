"""A first order of the items of a network in rows, before lines are untangled.

Items move between those that they are joined to (the barycenter method of Sugiyama,
Tagawa and Toda 1981). It ends in a different order for each order that it begins with,
so it begins several times, and the order with the fewest crossings is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from statistics import fmean

from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_net import NO_BAR, RowNet

STARTS = 32
"""Orders to begin with; with 8 instead of 16, 30 nodes have a tenth more crossings."""
SWEEPS = 8
"""Times that all rows are sorted; more gain little, since every item is sifted later."""
COMPARED = 2
"""Last sweeps whose crossings are counted, which takes longer than a sweep."""
WORK = 15_000
"""Items that are moved in all sweeps together; a large network has fewer starts."""


def arrange_first(net: RowNet) -> None:
    """Give each row of a network a first order in which lines cross little.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> arrange_first(net)
    >>> net.order
    [[0, 1], [3, 2]]
    """
    item_count = max(len(net.row), 1)
    starts = min(STARTS, max(1, WORK // (SWEEPS * item_count)))
    sweeper = _Sweeper(net)
    best = list(net.order)
    fewest = None
    for start in range(starts):
        sweeper.begin(_places_to_start(net, start))
        for sweep in range(SWEEPS):
            sweeper.sort_rows(is_downward=sweep % 2 == 0)
            if sweep < SWEEPS - COMPARED:
                continue
            sweeper.write_order()
            crossings = count_crossings(net)
            if fewest is None or crossings < fewest:
                fewest = crossings
                best = [list(items) for items in net.order]
        if not fewest:
            break
    for row, items in enumerate(best):
        net.set_order(row, items)


def arrange_for_sketch(net: RowNet) -> None:
    """Give each row an order that is good enough to know the size of the drawing.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> arrange_for_sketch(net)
    >>> net.order
    [[0, 1], [3, 2]]
    """
    sweeper = _Sweeper(net)
    sweeper.begin(_places_by_team(net))
    for sweep in range(SWEEPS):
        sweeper.sort_rows(is_downward=sweep % 2 == 0)
    sweeper.write_order()


def _places_to_start(net: RowNet, start: int) -> list[float]:
    if not start:
        return _places_by_team(net)
    numbers = Random(start)  # noqa: S311 (an order, no secret)
    return [numbers.random() for _ in net.row]


class _Sweeper:
    """Sorts the rows of a network by where the items stand that their own are joined to.

    Places are counted from the middle of each row, so that rows of different lengths
    compare. The network learns of an order only when it is written.
    """

    def __init__(self, net: RowNet) -> None:
        self.net = net
        items = range(len(net.row))
        self.above = [_joined_above(net, item) for item in items]
        self.below = [_joined_below(net, item) for item in items]
        self.items = [sorted(items) for items in net.order]
        self.order: list[list[int]] = []
        self.spots = [_spots(len(items)) for items in net.order]
        self.place = [0.0] * len(net.row)
        self.wanted = [0.0] * len(net.row)

    def begin(self, places: Sequence[float]) -> None:
        """Sort each row by these places, one for each item."""
        self.order = [sorted(items, key=places.__getitem__) for items in self.items]
        for row, items in enumerate(self.order):
            self._number(row, items)

    def write_order(self) -> None:
        """Give the network this order."""
        for row, items in enumerate(self.order):
            self.net.set_order(row, items)

    def sort_rows(self, *, is_downward: bool) -> None:
        """Sort each row by the row above it, or each by the one below it."""
        count = len(self.order)
        joined = self.above if is_downward else self.below
        for row in range(1, count) if is_downward else range(count - 2, -1, -1):
            items = self.order[row]
            self._write_wanted(items, joined)
            items.sort(key=self.wanted.__getitem__)
            self._number(row, items)

    def _write_wanted(
        self, items: Sequence[int], joined: Sequence[Sequence[int]]
    ) -> None:
        """The mean place of those that each item is joined to."""
        # Loops: `fmean` and a call for each item take as long as all the rest.
        place = self.place
        wanted = self.wanted
        for item in items:
            others = joined[item]
            count = len(others)
            if count == 1:
                wanted[item] = place[others[0]]
            elif count:
                total = 0.0
                for other in others:
                    total += place[other]
                wanted[item] = total / count
            else:
                wanted[item] = place[item]

    def _number(self, row: int, items: Sequence[int]) -> None:
        place = self.place
        for item, spot in zip(items, self.spots[row], strict=True):
            place[item] = spot


def _spots(count: int) -> list[float]:
    """The places of a row, counted from its middle."""
    middle = (count - 1) / 2
    return [at - middle for at in range(count)]


def _places_by_team(net: RowNet) -> list[float]:
    """Where each item would stand if only the tree counted."""
    place = [0.0] * len(net.row)
    reports = [_reports(net, node) for node in range(net.node_count)]
    has_boss = {report for team in reports for report in team}
    next_place = 0
    # Bosses are put in the middle of their teams, so teams come first; a deep tree
    # would exhaust a recursion.
    stack = [node for node in range(net.node_count) if node not in has_boss][::-1]
    walk = []
    while stack:
        node = stack.pop()
        walk.append(node)
        stack += reports[node][::-1]
        if not reports[node]:
            place[node] = next_place
            next_place += 1
    for node in reversed(walk):
        if reports[node]:
            place[node] = fmean(place[report] for report in reports[node])
    for node in range(net.node_count):
        for bar in net.bars_of(node):
            place[net.members[bar][0]] = place[node]
    for upper, *between, lower in net.courses:
        for step, item in enumerate(between, 1):
            share = step / (len(between) + 1)
            place[item] = place[upper] + (place[lower] - place[upper]) * share
    return place


def _reports(net: RowNet, node: int) -> list[int]:
    reports: list[int] = []
    for bar in net.bars_of(node):
        reports += net.members[bar][1:]
    return sorted(reports)


def _joined_above(net: RowNet, item: int) -> Sequence[int]:
    bar = net.bar[item]
    if bar == NO_BAR:
        return net.above[item]
    return [*net.above[item], net.trunk[bar]]


def _joined_below(net: RowNet, item: int) -> Sequence[int]:
    joined = list(net.below[item])
    for lower in net.below[item]:
        bar = net.bar[lower]
        # The trunk comes before the reports; a team counts with all its people.
        if bar != NO_BAR and net.trunk[bar] == item:
            joined += net.members[bar]
    return joined
