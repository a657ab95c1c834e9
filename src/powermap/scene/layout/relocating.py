"""Moves nodes to other rows, where their lines cross less.

Rows are chosen before anything is known about crossings; of all moves this one saves the
most (a quarter of the crossings of 30 nodes and 60 ties).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from powermap.scene.layout.rerouting import reroute
from powermap.scene.layout.row_crossings import (
    count_crossings,
    crossings_below,
    crossings_by_row,
)
from powermap.scene.layout.row_net import NO_BAR, Pair, RowNet
from powermap.scene.layout.sifting import sift

PASSED_ROW = 0.06
"""Crossings that it costs a line to pass a row."""

ROW = 1.0
"""Crossings that a further row must save, since names become smaller by it."""
FEW_NODES = 20
"""Nodes up to which names are large in any case."""

WORK = 60_000
"""Items in all networks that are tried, together: bounds the time of large ones."""

ItemName = tuple[str, int, int]
"""What an item is, of which node, boss or tie, and in which row."""


def relocate(
    net: RowNet,
    tree: Sequence[Pair],
    ties: Sequence[Pair],
    most: int,
    fixed: Collection[int] = (),
) -> RowNet:
    """Move each node to the row in which its lines cross least, as far as its lines let it.

    Parameters
    ----------
    net : RowNet
        Of this tree and these ties, with the order of its rows.
    tree, ties : sequence of (upper, lower)
        As the network was made of.
    most : int
        Nodes in a row at most.
    fixed : collection of int
        Nodes that stay in their row.

    Returns
    -------
    RowNet
        With a row more where that helps.

    Examples
    --------
    >>> tree = [(0, 4), (0, 5), (0, 6)]
    >>> ties = [(1, 4), (2, 5), (3, 6)]
    >>> net = RowNet(tree, ties, [0, 0, 0, 0, 1, 1, 1])
    >>> count_crossings(net), count_crossings(relocate(net, tree, ties, most=4))
    (5, 2)
    """
    bosses = {boss for boss, _ in tree}
    ties_of = Counter(node for pair in ties for node in pair)

    def rank(node: int) -> tuple[bool, int]:
        return node in bosses, -ties_of[node]

    # One more row than needed saves crossings; each costs the height of the page.
    last = len(net.order)
    best = _value(net)
    counts = crossings_by_row(net)
    places = _places_by_name(net)
    work = 0
    # Those with most ties first, who have most to gain; bosses last, whose team has
    # found its place by then.
    for node in sorted(range(net.node_count), key=rank):
        if node in fixed:
            continue
        if node not in bosses and not _can_gain(net, node, ties, counts):
            continue
        for row in _other_rows(net, node, tree, ties, most):
            if row > last:
                continue
            work += len(net.row)
            if work > WORK:
                return net
            moved = _with_node_in(net, node, row, tree, ties, places)
            value = _value(moved)
            if value < best:
                net = moved
                best = value
                counts = crossings_by_row(net)
                places = _places_by_name(net)
    return net


def _can_gain(
    net: RowNet, node: int, ties: Sequence[Pair], counts: Sequence[int]
) -> bool:
    """Whether lines of a node cross anything, counted without them.

    `counts` are the crossings below each row.
    """
    # Half of all nodes cross nothing, and to try a row takes as long as ten counts.
    own = [tie for tie, pair in enumerate(ties) if node in pair]
    rows = _rows_of_lines(net, node, own)
    crossings = sum(counts[row] for row in rows)
    if not crossings:
        return False
    place = net.take(node)
    for tie in own:
        net.disconnect(tie)
    bar = net.bar[node]
    if bar != NO_BAR:
        net.members[bar].remove(node)
    without = sum(crossings_below(net, row) for row in rows)
    if bar != NO_BAR:
        net.members[bar].append(node)
    for tie in own:
        net.connect(tie)
    net.put(node, place, place)
    return without < crossings


def _rows_of_lines(net: RowNet, node: int, own: Sequence[int]) -> range:
    """The rows below which lines of a node cross anything."""
    row = net.row[node]
    first = row - 1
    last = row
    for tie in own:
        upper, *_, lower = net.courses[tie]
        first = min(first, net.row[upper])
        last = max(last, net.row[lower] - 1)
    return range(max(first, 0), min(last, len(net.order) - 2) + 1)


def _value(net: RowNet) -> float:
    """Crossings, and a little for each row, and each that a line passes."""
    passing = len(net.row) - net.node_count - sum(net.is_foot)
    rows = len(net.order) if net.node_count > FEW_NODES else 0
    return count_crossings(net) + ROW * rows + PASSED_ROW * passing


def _other_rows(
    net: RowNet, node: int, tree: Sequence[Pair], ties: Sequence[Pair], most: int
) -> Iterator[int]:
    """Rows with room between those above and those below a node."""
    # The only node of a row stays, or the row would be empty.
    if _count_nodes(net, net.row[node]) == 1:
        return
    low = 0
    high = len(net.order)
    for upper, lower in (*tree, *ties):
        if lower == node:
            low = max(low, net.row[upper] + 1)
        if upper == node:
            high = min(high, net.row[lower] - 1)
    for row in range(low, high + 1):
        if row != net.row[node] and _count_nodes(net, row) < most:
            yield row


def _count_nodes(net: RowNet, row: int) -> int:
    if row == len(net.order):
        return 0
    return sum(item < net.node_count for item in net.order[row])


def _with_node_in(
    net: RowNet,
    node: int,
    row: int,
    tree: Sequence[Pair],
    ties: Sequence[Pair],
    known: Mapping[ItemName, float],
) -> RowNet:
    """The network with a node in another row, its lines led anew."""
    rows = net.row[: net.node_count]
    rows[node] = row
    moved = RowNet(tree, ties, rows)
    names = _names(moved)
    share = net.place[node] / max(len(net.order[net.row[node]]), 1)

    # What is new begins beside where the node stood, and is moved at once.
    moved.arrange(lambda item: known.get(names[item], share))
    own = [tie for tie, pair in enumerate(ties) if node in pair]
    for item in range(len(moved.row)):
        if names[item] not in known and moved.bar[item] != NO_BAR:
            sift(moved, item)
    for tie in own:
        reroute(moved, tie)
    if sift(moved, node):
        for tie in own:
            reroute(moved, tie)
    return moved


def _places_by_name(net: RowNet) -> dict[ItemName, float]:
    """How far from the left each item stands, from 0 to 1."""
    places = {}
    for item, name in enumerate(_names(net)):
        places[name] = net.place[item] / max(len(net.order[net.row[item]]), 1)
    return places


def _names(net: RowNet) -> list[ItemName]:
    names = [("node", node, net.row[node]) for node in range(net.node_count)]
    names += [("", 0, 0)] * (len(net.row) - net.node_count)
    for node in range(net.node_count):
        for bar in net.bars_of(node):
            item = net.members[bar][0]
            names[item] = ("trunk", node, net.row[item])
    for tie, course in enumerate(net.courses):
        for item in course[1:-1]:
            names[item] = ("tie", tie, net.row[item])
    return names
