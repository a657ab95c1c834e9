"""Reports of a boss who stand below one another instead of side by side.

They hang beside the trunk of their boss, which passes their rows anyway: on one side of
it where they are few, on both where they are many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from powermap.scene.layout.row_filling import Columns, Pair
from powermap.scene.layout.row_net import RowNet

FEW_NODES = 16
"""Nodes up to which a picture has room for more reports side by side."""
ABREAST_OF_FEW = 4
"""Reports that a boss has side by side in such a picture."""
ABREAST = 2
"""And in a larger one; more of them stand below one another."""
TALLEST_SINGLE = 5
"""Reports on one side of a trunk at most; more stand on both sides."""
TALLEST = 8
"""Rows of a column at most; longer ones are laid out as rows."""


def find_columns(count: int, tree: Sequence[Pair], ties: Sequence[Pair]) -> Columns:
    """The columns of a network, by boss, with the nodes of each row.

    Only nodes without reports and ties stand in columns: nothing leads elsewhere.

    Examples
    --------
    >>> find_columns(17, [(0, 1), (1, 2), (1, 3), (1, 4)], [])
    {1: [[2], [3], [4]]}
    """
    abreast = ABREAST_OF_FEW if count <= FEW_NODES else ABREAST
    busy = {boss for boss, _ in tree}
    for pair in ties:
        busy.update(pair)
    simple: defaultdict[int, list[int]] = defaultdict(list)
    team_size: defaultdict[int, int] = defaultdict(int)
    for boss, report in tree:
        team_size[boss] += 1
        if report not in busy:
            simple[boss].append(report)
    columns = {}
    for boss, reports in simple.items():
        # A boss of others too has bars in these rows, which would cross the column.
        is_whole_team = len(reports) == team_size[boss]
        levels = _levels(sorted(reports))
        if is_whole_team and len(reports) > abreast and len(levels) <= TALLEST:
            columns[boss] = levels
    return columns


def _levels(nodes: Sequence[int]) -> list[list[int]]:
    across = 1 if len(nodes) <= TALLEST_SINGLE else 2
    levels = []
    for first in range(0, len(nodes), across):
        levels.append(list(nodes[first : first + across]))
    return levels


def stand_beside_trunks(net: RowNet, columns: Columns) -> None:
    """Put the nodes of columns right beside the trunk that passes their row.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [], [0, 1, 2])
    >>> stand_beside_trunks(net, {0: [[1], [2]]})
    >>> net.order
    [[0], [3, 1], [4, 2]]
    """
    for boss, levels in columns.items():
        for bar, level in zip(net.bars_of(boss), levels, strict=True):
            trunk = net.members[bar][0]
            for node in level:
                net.take(node)
            # The first of two stands at the left.
            for at, node in enumerate(reversed(level)):
                net.put(node, net.place[trunk] + (1 - at))
            net.beside.update(level)
