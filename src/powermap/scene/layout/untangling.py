"""Untangles a network in rows: items and ties move until no move saves a crossing.

Nodes that only hang on a bar can change places without any difference, so they take the
order that their caller wants.
"""

from __future__ import annotations

from collections.abc import Sequence

from powermap.scene.layout.rerouting import reroute
from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.sifting import settle

ROUNDS = 4
"""Rounds of moving all items and leading all ties anew."""


def untangle(net: RowNet) -> int:
    """Move items within their rows and ties between them; the crossings that remain.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [(1, 4), (2, 3)], [0, 1, 1, 2, 2])
    >>> untangle(net)
    0
    """
    crossings = count_crossings(net)
    for _ in range(ROUNDS):
        settle(net)
        for tie in range(len(net.courses)):
            reroute(net, tie)
        remaining = count_crossings(net)
        if remaining >= crossings:
            break
        crossings = remaining
    return count_crossings(net)


def sort_interchangeable(net: RowNet, wanted: Sequence[int]) -> None:
    """Sort nodes of one bar that have no other lines, in the places that they have.

    Parameters
    ----------
    net : RowNet
        As it is to be drawn.
    wanted : sequence of int
        For each node its place in the order.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [], [0, 1, 1])
    >>> sort_interchangeable(net, [0, 2, 1])
    >>> net.order[1]
    [2, 1, 3]
    """
    for trunk, *reports in net.members:
        free = [item for item in reports if not (net.above[item] or net.below[item])]
        if not free:
            continue
        row = net.row[trunk]
        items = list(net.order[row])
        places = sorted(net.place[item] for item in free)
        in_order = sorted(free, key=lambda item: wanted[item])
        for place, item in zip(places, in_order, strict=True):
            items[place] = item
        net.set_order(row, items)
