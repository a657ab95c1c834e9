"""Trunks that pass rows between the halves of their team, where that costs nothing."""

from __future__ import annotations

from collections.abc import Iterable

from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.teams import items_below


def center_trunks(net: RowNet) -> None:
    """Lead the trunk of a boss down in the middle of the first row of reports.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2), (0, 3)], [], [0, 1, 1, 2])
    >>> net.order
    [[0], [1, 2, 4], [3, 5]]
    >>> center_trunks(net)
    >>> net.order
    [[0], [1, 4, 2], [3, 5]]
    """
    crossings = count_crossings(net)
    for boss in range(net.node_count):
        bars = list(net.bars_of(boss))
        if len(bars) < 2:
            continue
        before = [tuple(items) for items in net.order]
        _center(net, bars)
        after = count_crossings(net)
        if after > crossings:
            for row, items in enumerate(before):
                net.set_order(row, items)
        else:
            crossings = after


def _center(net: RowNet, bars: Iterable[int]) -> None:
    left: set[int] = set()
    for bar in bars:
        trunk, *reports = net.members[bar]
        reports.sort(key=lambda node: net.place[node])
        row = net.row[trunk]
        if not left:
            half = reports[: (len(reports) + 1) // 2]
            for report in half:
                left.update(items_below(net, report))
        # Where none of them stands, between those who report here.
        here = [item for item in net.order[row] if item in left]
        if not here:
            here = reports[: (len(reports) + 1) // 2]
        if here:
            net.take(trunk)
            net.put(trunk, max(net.place[item] for item in here) + 1)
