"""A network laid out from where its nodes stood in an earlier drawing.

After a small change people should find everybody where they were, so known nodes keep
their row and their order, and only what is new looks for a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from powermap.scene.layout.rerouting import reroute
from powermap.scene.layout.row_filling import Columns, Pair, without_gaps
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.sifting import sift
from powermap.scene.marks import Point

Places = Mapping[int, Point]
"""By node where its middle was."""

KNOWN_SHARE = 0.5
"""Share of nodes that must be known, or there is hardly anything to keep."""
ROUNDS = 3
"""Times that everything new is moved and all ties are led anew."""
SAME_ROW = 2.0
"""Points by which the middles of the nodes of a row may differ."""


def are_enough(places: Places, count: int) -> bool:
    """Whether so many nodes are known that a drawing can begin with their places.

    Examples
    --------
    >>> are_enough({0: (10, 10)}, 2), are_enough({0: (10, 10)}, 3)
    (True, False)
    """
    return bool(places) and len(places) >= KNOWN_SHARE * count


def keep_rows(
    count: int,
    tree: Sequence[Pair],
    ties: Sequence[Pair],
    places: Places,
    columns: Columns,
) -> list[int]:
    """The earlier row of each node, or one farther below where an upper node asks it.

    Parameters
    ----------
    count : int
        Number of nodes.
    tree, ties : sequence of (upper, lower)
        The upper node has the smaller number.
    places : mapping of node to (x, y)
        Of the nodes that are known.
    columns : mapping of node to sequences of int
        For bosses whose reports stand below one another those of each row.

    Returns
    -------
    list of int

    Examples
    --------
    >>> places = {0: (50, 10), 1: (20, 90), 3: (80, 90)}
    >>> keep_rows(4, [(0, 1), (0, 2), (0, 3)], [(1, 3)], places, {})
    [0, 1, 1, 2]
    """
    uppers: list[list[int]] = [[] for _ in range(count)]
    for upper, lower in (*tree, *ties):
        uppers[lower].append(upper)
    earlier_row = _read_rows(places)
    hanging = _read_columns(columns)
    longest = max(Counter(earlier_row.values()).values(), default=1)
    filled: Counter[int] = Counter(earlier_row.values())
    rows = [0] * count
    for node in range(count):
        least = max((rows[upper] + 1 for upper in uppers[node]), default=0)
        if node in hanging:
            boss, level = hanging[node]
            rows[node] = rows[boss] + 1 + level
        elif node in earlier_row:
            rows[node] = max(earlier_row[node], least)
        else:
            while filled[least] > longest:
                least += 1
            rows[node] = least
            filled[least] += 1
    return without_gaps(rows)


def _read_rows(places: Places) -> dict[int, int]:
    """The rows of the earlier drawing, told by the heights of the middles."""
    rows = {}
    row = -1
    last = -SAME_ROW
    for node in sorted(places, key=lambda node: places[node][1]):
        _, y = places[node]
        if row < 0 or y - last > SAME_ROW:
            row += 1
        rows[node] = row
        last = y
    return rows


def _read_columns(columns: Columns) -> dict[int, tuple[int, int]]:
    """By node of a column its boss and the number of its row below them."""
    hanging = {}
    for boss, levels in columns.items():
        for level, nodes in enumerate(levels):
            for node in nodes:
                hanging[node] = boss, level
    return hanging


def arrange_as_before(net: RowNet, places: Places) -> None:
    """Order the rows as they were; what is new stands where it crosses least.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [], [0, 1, 1])
    >>> arrange_as_before(net, {0: (50, 10), 1: (80, 90), 2: (20, 90)})
    >>> net.order[1]
    [2, 3, 1]
    """
    across = [0.0] * len(net.row)
    joined = _nodes_joined(net)
    middle = fmean(x for x, _ in places.values())
    for node in range(net.node_count):
        if node in places:
            across[node], _ = places[node]
        else:
            known = [places[other][0] for other in joined[node] if other in places]
            across[node] = fmean(known) if known else middle
    for node in range(net.node_count):
        for bar in net.bars_of(node):
            across[net.members[bar][0]] = across[node]
    for upper, *between, lower in net.courses:
        for step, item in enumerate(between, 1):
            share = step / (len(between) + 1)
            across[item] = across[upper] + (across[lower] - across[upper]) * share
    net.arrange(across.__getitem__)
    _settle_what_is_new(net, places)


def _nodes_joined(net: RowNet) -> list[list[int]]:
    joined: list[list[int]] = [[] for _ in range(net.node_count)]
    for upper, *_, lower in net.courses:
        joined[upper].append(lower)
        joined[lower].append(upper)
    for node in range(net.node_count):
        for bar in net.bars_of(node):
            for report in net.members[bar][1:]:
                joined[node].append(report)
                joined[report].append(node)
    return joined


def _settle_what_is_new(net: RowNet, places: Places) -> None:
    new = [node for node in range(net.node_count) if node not in places]
    points = range(net.node_count, len(net.row))
    for _ in range(ROUNDS):
        saved = 0
        for item in (*new, *points):
            saved += sift(net, item)
        for tie in range(len(net.courses)):
            reroute(net, tie)
        if not saved:
            break
