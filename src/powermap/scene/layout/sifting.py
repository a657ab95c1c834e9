"""Moves items within their rows to where their lines cross least."""

from __future__ import annotations

from powermap.scene.layout.place_costs import place_costs
from powermap.scene.layout.row_net import RowNet

ROUNDS = 8
"""Rounds over all items; the crossings rarely fall any more after half as many."""


def sift(net: RowNet, item: int) -> int:
    """Put an item where its lines cross least; how many crossings that saved.

    It stays where it is unless another place is better, and goes no farther than needed.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> sift(net, 3), net.order
    (1, [[0, 1], [3, 2]])
    """
    here = net.take(item)
    costs = place_costs(net, item)

    def rank(place: int) -> tuple[int, int]:
        return costs[place], abs(place - here)

    best = min(net.places_allowed(item), key=rank)
    net.put(item, best)
    return costs[here] - costs[best]


def settle(net: RowNet, rounds: int = ROUNDS) -> int:
    """Sift every item until nothing is saved any more; how many crossings that saved."""
    total = 0
    # Where an item is best depends on its own row and those beside it only, so it is
    # tried again after one of them has changed: half of all trials.
    changes = [0] * (len(net.order) + 2)
    changes_seen: dict[int, int] = {}
    for _ in range(rounds):
        saved = 0
        for row, items in enumerate(net.order):
            for item in tuple(items):
                changes_near = sum(changes[row : row + 3])
                if changes_seen.get(item) == changes_near:
                    continue
                place = net.place[item]
                saved += sift(net, item)
                if net.place[item] != place:
                    changes[row + 1] += 1
                changes_seen[item] = sum(changes[row : row + 3])
        total += saved
        if not saved:
            break
    return total
