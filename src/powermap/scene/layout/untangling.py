"""Untangles a network in rows: items and ties move until no move saves a crossing."""

from __future__ import annotations

from powermap.scene.layout.rerouting import reroute
from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.sifting import settle

WORK = 1_200
"""Items that are moved in all rounds together; a large network has fewer rounds."""
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
    # Counted in items, so that large networks take bounded time too.
    rounds = min(ROUNDS, max(1, WORK // max(len(net.row), 1)))
    for _ in range(rounds):
        settle(net, 2 * rounds)
        for tie in range(len(net.courses)):
            reroute(net, tie)
        remaining = count_crossings(net)
        if remaining >= crossings:
            break
        crossings = remaining
    return count_crossings(net)
