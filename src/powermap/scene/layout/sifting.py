"""Moves items within their rows to where their lines cross least."""

from __future__ import annotations

from powermap.scene.layout.place_costs import place_costs
from powermap.scene.layout.row_net import RowNet

ROUNDS = 8
"""Rounds over all items; the crossings rarely fall any more after half as many."""


def sift(net: RowNet, item: int) -> int:
    """Put an item where its lines cross least; how many crossings that saved.

    It stays where it is unless another place is better, and goes no farther than needed.
    Where it is best depends on its own row and those beside it only, so it is tried again
    after one of them has changed: half of all trials.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> sift(net, 3), net.order
    (1, [[0, 1], [3, 2]])
    """
    row = net.row[item]
    if net.sifted.get(item) == net.changes_near(row):
        return 0
    here = net.take(item)
    costs = place_costs(net, item)
    allowed = net.places_allowed(item)
    lowest = min(costs[allowed.start : allowed.stop])
    best = here
    if costs[here] > lowest or here not in allowed:
        places = [place for place in allowed if costs[place] == lowest]
        best = min(places, key=lambda place: abs(place - here))
    net.put(item, best, here)
    net.sifted[item] = net.changes_near(row)
    return costs[here] - lowest


def settle(net: RowNet, rounds: int = ROUNDS) -> int:
    """Sift every item until nothing is saved any more; how many crossings that saved."""
    total = 0
    for _ in range(rounds):
        saved = 0
        for items in net.order:
            for item in tuple(items):
                saved += sift(net, item)
        total += saved
        if not saved:
            break
    return total
