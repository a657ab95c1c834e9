"""Leads single ties anew along the way on which they cross least."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.space_table import SpaceTable, bars_over


def reroute(net: RowNet, tie: int) -> None:
    """Lead a tie past the rows between its nodes where it crosses least.

    The shortest way over the places of these rows, one after the other; everything else
    stays as it is.

    Examples
    --------
    >>> net = RowNet([], [(0, 2), (1, 3), (0, 4)], [0, 0, 1, 1, 2])
    >>> net.order[1]
    [2, 3, 5]
    >>> reroute(net, 2)
    >>> net.order[1]
    [5, 2, 3]
    """
    upper, *between, lower = net.courses[tie]
    if not between:
        return
    # Its way depends on the rows from the one node to the other only.
    rows = slice(net.row[upper], net.row[lower] + 1)
    if net.rerouted.get(tie) == sum(net.changes[rows]):
        return
    net.disconnect(tie)
    places_before = [net.take(item) for item in between]
    places = _cheapest_way(net, upper, lower)
    for item, before, place in zip(between, places_before, places, strict=True):
        net.put(item, place, before)
    net.connect(tie)
    net.rerouted[tie] = sum(net.changes[rows])


def _cheapest_way(net: RowNet, upper: int, lower: int) -> list[int]:
    """The places in the rows between two nodes, from above."""
    first = net.row[upper]
    last = net.row[lower] - 1
    costs = SpaceTable.of(net, first).costs_from(net.place[upper])
    origins = []
    for row in range(first + 1, last):
        costs, origin = SpaceTable.of(net, row).step_down(costs)
        origins.append(origin)
    table = SpaceTable.of(net, last)
    ends = table.costs_to(net.place[lower], bars_over(net, lower))
    total = [cost + end for cost, end in zip(costs, ends, strict=True)]
    return _trace_back(origins, total.index(min(total)))


def _trace_back(origins: Sequence[Sequence[int]], place: int) -> list[int]:
    """The places on the way to the last one, from above."""
    places = [place]
    for origin in reversed(origins):
        place = origin[place]
        places.append(place)
    return places[::-1]
