"""Reports of one boss in a wanted order, each with the whole team below them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from powermap.scene.layout.rerouting import reroute
from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.sifting import sift


def order_teams(net: RowNet, teams: Sequence[Sequence[int]]) -> None:
    """Put reports of one boss that stand in one row into an order, with their teams.

    What is not part of these teams keeps its place; lines between are led anew.

    Parameters
    ----------
    net : RowNet
        As it is to be drawn.
    teams : sequence of sequences of int
        Nodes in whose teams nobody has a tie, from the left.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [], [0, 1, 1])
    >>> order_teams(net, [[2, 1]])
    >>> net.order[1]
    [2, 1, 3]
    """
    # Outer teams first, since they take inner ones along in whatever order these have.
    has_moved = False
    for team in sorted(teams, key=lambda nodes: min(net.row[node] for node in nodes)):
        has_moved |= _order_team(net, team)
    if not has_moved:
        return
    for item in range(net.node_count, len(net.row)):
        sift(net, item)
    for tie in range(len(net.courses)):
        reroute(net, tie)


def order_where_free(net: RowNet, teams: Sequence[Sequence[int]]) -> None:
    """Put reports into an order where that costs no crossing, whatever their ties are.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [(1, 3)], [0, 1, 1, 2])
    >>> order_where_free(net, [[2, 1]])
    >>> net.order[1]
    [2, 1, 4]
    """
    crossings = count_crossings(net)
    for team in teams:
        before = [tuple(items) for items in net.order]
        if not _order_team(net, team):
            continue
        after = count_crossings(net)
        if after > crossings:
            for row, items in enumerate(before):
                net.set_order(row, items)
        else:
            crossings = after


def _order_team(net: RowNet, team: Sequence[int]) -> bool:
    """Put one team into its order; whether it was in another one."""
    by_row: defaultdict[int, list[int]] = defaultdict(list)
    for node in team:
        by_row[net.row[node]].append(node)
    has_moved = False
    for nodes in by_row.values():
        if len(nodes) > 1 and not _is_in_order(net, nodes):
            _swap_blocks(net, nodes)
            has_moved = True
    return has_moved


def _is_in_order(net: RowNet, nodes: Sequence[int]) -> bool:
    places = [net.place[node] for node in nodes]
    return places == sorted(places)


def _swap_blocks(net: RowNet, nodes: Sequence[int]) -> None:
    """Give the places of all these teams to them in their order, row by row."""
    block: dict[int, int] = {}
    for number, node in enumerate(nodes):
        for item in items_below(net, node):
            block[item] = number
    # Who belongs to another slice stays there.
    if len({net.slice[item] for item in block if item < len(net.slice)}) > 1:
        return
    items_by_row: defaultdict[int, list[int]] = defaultdict(list)
    for item in block:
        items_by_row[net.row[item]].append(item)
    for row, items in items_by_row.items():
        places = sorted(net.place[item] for item in items)
        items.sort(key=lambda item: (block[item], net.place[item]))
        order = list(net.order[row])
        for place, item in zip(places, items, strict=True):
            order[place] = item
        net.set_order(row, order)


def items_below(net: RowNet, node: int) -> list[int]:
    """A node, everybody below it in the tree, and the trunks between them.

    Examples
    --------
    >>> items_below(RowNet([(0, 1), (1, 2)], [], [0, 1, 2]), 1)
    [1, 4, 2]
    """
    items = [node]
    # The list grows while it is read, until nobody has reports any more.
    for item in items:
        if item < net.node_count:
            for bar in net.bars_of(item):
                items += net.members[bar]
    return items
