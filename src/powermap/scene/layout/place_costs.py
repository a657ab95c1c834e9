"""What the lines of an item cross at each place of its row.

Computed for all places at once: moving an item past a neighbor changes only what the
lines of these two cross, and what comes under a bar that becomes longer.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import add, sub

from powermap.scene.layout.row_net import NO_BAR, RowNet

NOWHERE_LEFT = sys.maxsize
"""The left end of a bar on which nothing hangs, right of every place."""
NOWHERE_RIGHT = -1
"""And its right end."""


def place_costs(net: RowNet, item: int) -> list[int]:
    """The crossings that depend on the place of an item that is taken out of its row.

    Parameters
    ----------
    net : RowNet
        Without the item in its order.
    item : int
        Which one.

    Returns
    -------
    list of int
        For each place at which it can be put. What other items cross without it is not
        counted, so only differences mean something.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> net.take(3)
    1
    >>> place_costs(net, 3)
    [0, 1]
    """
    costs = _line_costs(net, item)
    if net.row[item]:
        bar_costs = _bar_costs(net, item)
        costs = list(map(add, costs, bar_costs))
    return costs


def _line_costs(net: RowNet, item: int) -> list[int]:
    """What the lines of an item to both neighboring rows cross at each place."""
    row = net.row[item]
    others = net.order[row]
    places = net.place
    first = 0
    steps = [0] * len(others)
    for ends, neighbor in ((net.above, row - 1), (net.below, row + 1)):
        if not ends[item]:
            continue
        own = sorted([places[end] for end in ends[item]])
        # Left of another item, lines cross that end farther left than its own; right
        # of it, those that end farther right.
        left_of, more_right_of = _count_by_place(own, len(net.order[neighbor]))
        for at, other in enumerate(others):
            for end in ends[other]:
                place = places[end]
                first += left_of[place]
                steps[at] += more_right_of[place]
    return list(accumulate(steps, initial=first))


def _count_by_place(own: Sequence[int], width: int) -> tuple[list[int], list[int]]:
    """For each place the lines that end right of it, and how many more end left of it."""
    # Whole stretches between two ends, since rows are wide and lines are few.
    right: list[int] = []
    left: list[int] = []
    count = len(own)
    for before, place in enumerate(own):
        right += [count - before] * (place - len(right))
        left += [before] * (place + 1 - len(left))
    right += [0] * (width - len(right))
    left += [count] * (width - len(left))
    return right, list(map(sub, left, right))


def _bar_costs(net: RowNet, item: int) -> list[int]:
    """What bars above the row of an item cross because of it, at each place."""
    others = net.order[net.row[item]]
    own = net.bar[item]
    arriving = net.arriving[item]
    costs = [0] * (len(others) + 1)
    moving = None
    if own != NO_BAR:
        moving = _MovingBar(net, own, item)
        arrives = [net.arriving[each] for each in others]
        if arriving or any(arrives):
            _add_arriving_under(costs, moving, arrives, arriving)
    places = net.place
    for bar in net.bars_above(net.row[item]):
        if bar == own:
            continue
        spots = [2 * places[each] + 1 for each in net.members[bar]]
        if arriving:
            for place in range(min(spots) // 2 + 1, max(spots) // 2 + 1):
                costs[place] += arriving
        if moving is not None:
            moving.add_crossings(costs, spots, net.is_foot[net.members[bar][0]])
    return costs


class _MovingBar:
    """The bar of the item that moves, without this item.

    Places are doubled, so that there is a number between any two neighbors.

    Attributes
    ----------
    trunk : int
        Where it begins, unless that is the item that moves.
    drops : list of int
        From the left, of the items whose line goes on below the bar; a foot's does not.
    left, right : int
        The ends; right is left of left where there is nothing.
    """

    __slots__ = ("drops", "is_foot", "is_trunk", "left", "right", "trunk")

    def __init__(self, net: RowNet, bar: int, item: int) -> None:
        places = net.place
        members = net.members[bar]
        first = members[0]
        self.is_trunk = first == item
        self.is_foot = net.is_foot[item]
        self.trunk = 2 * places[first] + 1
        spots = [2 * places[each] + 1 for each in members if each != item]
        self.left = min(spots, default=NOWHERE_LEFT)
        self.right = max(spots, default=NOWHERE_RIGHT)
        # Only the trunk, which is the first member, may end at its bar.
        if net.is_foot[first] and not self.is_trunk:
            del spots[0]
        spots.sort()
        self.drops = spots

    def add_crossings(self, costs: list[int], spots: list[int], has_foot: bool) -> None:
        """Add how often it crosses another bar, the better one lower, for each place.

        `spots` are the places of the items on the other bar, the trunk's first.
        """
        other_left = min(spots)
        other_right = max(spots)
        own_left = self.left
        own_right = self.right
        over = _places_over(own_left, own_right, other_left, other_right)
        if over.start >= len(costs):
            return
        other_trunk = spots[0]
        drops = sorted(spots[1:] if has_foot else spots)
        own_drops = self.drops
        rest_crosses = bisect_left(own_drops, other_right)
        rest_crosses -= bisect_right(own_drops, other_left)
        trunk = self.trunk
        is_trunk = self.is_trunk
        goes_on = not self.is_foot
        # Without calls for each place: this is most of the work of a large network.
        for at in range(over.start, min(over.stop, len(costs))):
            place = 2 * at
            left = own_left if own_left < place else place
            right = own_right if own_right > place else place
            above = rest_crosses
            if left < other_trunk < right:
                above += 1
            if goes_on and other_left < place < other_right:
                above += 1
            if not above:
                continue
            if is_trunk:
                trunk = place
            below = bisect_left(drops, right) - bisect_right(drops, left)
            if other_left < trunk < other_right:
                below += 1
            costs[at] += above if above < below else below


def _places_over(left: int, right: int, other_left: int, other_right: int) -> range:
    """The places of the item that moves at which its bar lies over another one.

    They end behind the row where nothing else bounds them.
    """
    # In a wide row hardly any two bars do, which makes this most of the work.
    if right < left:
        return range(other_left // 2, other_right // 2 + 1)
    if right < other_left:
        return range(other_left // 2, NOWHERE_LEFT)
    if other_right < left:
        return range(other_right // 2 + 1)
    return range(NOWHERE_LEFT)


def _add_arriving_under(
    costs: list[int], rest: _MovingBar, arrives: Sequence[int], own: int
) -> None:
    """Add the ties that come to items between the ends of the bar of one that moves.

    `arrives` counts those that come to the other items of the row, `own` to this one.
    """
    if rest.right < rest.left:
        return
    arrivals = [0, *accumulate(arrives)]
    first = rest.left // 2
    last = rest.right // 2
    # The bar reaches to the item, wherever this is left or right of the others.
    for place in range(first + 1):
        costs[place] += arrivals[last] - arrivals[place]
    between = max(arrivals[last] - arrivals[first + 1], 0) + own
    for place in range(first + 1, last + 1):
        costs[place] += between
    for place in range(last + 1, len(costs)):
        costs[place] += arrivals[place] - arrivals[first + 1]
