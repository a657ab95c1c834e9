"""A first order of the items of a network in rows, before lines are untangled.

By Graphviz' dot. Where it is missing, teams stand together in the order of their
numbers, then items move between those that they are joined to (the barycenter method of
Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from powermap.scene.layout import graphviz
from powermap.scene.layout.row_net import NO_BAR, RowNet

TREE_WEIGHT = 4
"""How much straighter lines of the tree are than ties."""
DOT_ITEMS = 1_000
"""Items up to which dot orders soon and without a warning on the terminal."""
SWEEPS = 4
"""Times that all rows are sorted; more gain little, since every item is sifted later."""


def arrange_first(net: RowNet) -> None:
    """Give each row of a network a first order.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> arrange_first(net)
    >>> net.order
    [[0, 1], [3, 2]]
    """
    # dot only knows a line from boss to report, not our trunk with its bars, but it
    # looks farther than sifting can.
    if graphviz.is_available() and len(net.row) <= DOT_ITEMS:
        for row, items in enumerate(graphviz.order_rows(net.order, _edges(net))):
            net.set_order(row, items)
    else:
        arrange_by_barycenter(net)


def _edges(net: RowNet) -> list[graphviz.Edge]:
    edges = []
    for bar, members in enumerate(net.members):
        for member in members:
            edges.append(graphviz.Edge(net.trunk[bar], member, TREE_WEIGHT))
    for course in net.courses:
        for upper, lower in pairwise(course):
            edges.append(graphviz.Edge(upper, lower))
    return edges


def arrange_by_barycenter(net: RowNet) -> None:
    """Give each row a first order without Graphviz.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> arrange_by_barycenter(net)
    >>> net.order
    [[0, 1], [3, 2]]
    """
    place = _places_by_team(net)
    net.arrange(place.__getitem__)
    for sweep in range(SWEEPS):
        is_downward = sweep % 2 == 0
        rows = range(1, len(net.order))
        for row in rows if is_downward else reversed(range(len(net.order) - 1)):
            _sort_row(net, row, is_downward=is_downward)


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


def _sort_row(net: RowNet, row: int, *, is_downward: bool) -> None:
    """Sort a row by where the items stand that its own ones are joined to."""
    wanted = {}
    for item in net.order[row]:
        joined = _joined_above(net, item) if is_downward else _joined_below(net, item)
        places = [_from_middle(net, other) for other in joined]
        wanted[item] = fmean(places) if places else _from_middle(net, item)
    in_order = sorted(net.order[row], key=lambda item: wanted[item])
    net.set_order(row, in_order)


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


def _from_middle(net: RowNet, item: int) -> float:
    """The place of an item, counted from the middle of its row."""
    row = net.order[net.row[item]]
    return net.place[item] - (len(row) - 1) / 2
