"""Untangles a network in rows: items and ties move until no move saves a crossing."""

from __future__ import annotations

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
