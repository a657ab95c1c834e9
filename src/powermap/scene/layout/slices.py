"""Groups of nodes that stand side by side, each in an upright slice of the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean

from powermap.scene.layout.row_net import NO_SLICE, RowNet


def arrange_in_slices(net: RowNet, groups: Sequence[int]) -> None:
    """Put each group of nodes together, groups that are tied near one another.

    Parameters
    ----------
    net : RowNet
        With a first order, which tells where each group is best.
    groups : sequence of int
        The number of each node's group.

    Examples
    --------
    >>> net = RowNet([], [(0, 2), (1, 3)], [0, 0, 1, 1])
    >>> net.set_order(1, [3, 2])
    >>> arrange_in_slices(net, [0, 1, 0, 1])
    >>> net.order
    [[0, 1], [2, 3]]
    """
    places: defaultdict[int, list[float]] = defaultdict(list)
    for node, group in enumerate(groups):
        row = net.order[net.row[node]]
        places[group].append(net.place[node] / len(row))
    from_left = sorted(places, key=lambda group: (fmean(places[group]), group))
    rank = {group: at for at, group in enumerate(from_left)}
    net.slice = [rank[group] for group in groups]
    near = list(net.slice) + [NO_SLICE] * (len(net.row) - net.node_count)
    for bar, (trunk, *_) in enumerate(net.members):
        near[trunk] = near[net.trunk[bar]]
    for upper, *between, _ in net.courses:
        for item in between:
            near[item] = near[upper]
    for number, items in enumerate(net.order):
        in_order = sorted(items, key=lambda item: (near[item], net.place[item]))
        net.set_order(number, in_order)


def walls_of_row(net: RowNet, row: Sequence[int]) -> list[int]:
    """Before which item of a row the wall right of each slice but the last stands.

    Examples
    --------
    >>> net = RowNet([], [], [0, 0])
    >>> net.slice = [0, 1]
    >>> walls_of_row(net, [0, 1])
    [1]
    """
    walls = []
    for wall in range(max(net.slice, default=0)):
        right = len(row)
        left = 0
        for at, item in enumerate(row):
            if item < net.node_count and net.slice[item] <= wall:
                left = at + 1
            elif item < net.node_count:
                right = min(right, at)
        # In a row without people at the right, lines may pass there.
        has_right = right < len(row)
        walls.append(right if has_right else left)
    return walls
