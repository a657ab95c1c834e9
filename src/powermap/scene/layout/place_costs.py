"""What the lines of an item cross at each place of its row.

Computed for all places at once: moving an item past a neighbor changes only what the
lines of these two cross, and what comes under a bar that becomes longer.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub

from powermap.scene.layout.row_crossings import bar_ends
from powermap.scene.layout.row_net import NO_BAR, RowNet


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


@dataclass(slots=True)
class _Bar:
    """A bar, without the item that moves.

    Places are doubled, so that there is a number between any two neighbors.

    Attributes
    ----------
    trunk : int
        Where it begins, unless that is the item that moves.
    drops : list of int
        From the left, of the items whose line goes on below the bar; a foot's does not.
    left, right : float
        The ends.
    """

    trunk: int
    drops: list[int]
    left: float
    right: float

    @classmethod
    def of(cls, net: RowNet, bar: int, without: int) -> _Bar:
        places = net.place
        first, *reports = net.members[bar]
        # Only the trunk, which is the first member, may end at its bar.
        drops = sorted([2 * places[each] + 1 for each in reports if each != without])
        trunk = 2 * places[first] + 1
        if first != without:
            if net.is_foot[first]:
                ends = [*drops, trunk]
                return cls(trunk, drops, min(ends), max(ends))
            insort(drops, trunk)
        if not drops:
            return cls(trunk, drops, math.inf, -math.inf)
        return cls(trunk, drops, drops[0], drops[-1])

    def drops_between(self, left: float, right: float) -> int:
        """How many lines go on below it strictly between two places."""
        return bisect_left(self.drops, right) - bisect_right(self.drops, left)


def _bar_costs(net: RowNet, item: int) -> list[int]:
    """What bars above the row of an item cross because of it, at each place."""
    others = net.order[net.row[item]]
    own = net.bar[item]
    other_bars = [bar for bar in net.bars_above(net.row[item]) if bar != own]
    costs = _costs_of_arriving(net, item, other_bars)
    if own == NO_BAR:
        return costs

    moving = _MovingBar.of(net, own, item)
    arrives = [net.arriving[each] for each in others]
    if net.arriving[item] or any(arrives):
        _add_arriving_under(costs, moving.rest, arrives, net.arriving[item])
    for bar in other_bars:
        other = _Bar.of(net, bar, item)
        for place, crossings in moving.crossings_with(other, len(others)):
            costs[place] += crossings
    return costs


@dataclass(slots=True)
class _MovingBar:
    """The bar of the item that moves."""

    rest: _Bar
    is_trunk: bool
    is_foot: bool

    @classmethod
    def of(cls, net: RowNet, bar: int, item: int) -> _MovingBar:
        is_trunk = net.members[bar][0] == item
        return cls(_Bar.of(net, bar, item), is_trunk, net.is_foot[item])

    def crossings_with(self, other: _Bar, last: int) -> Iterator[tuple[int, int]]:
        """How often it crosses another bar, the better one lower, for each place."""
        own_left = self.rest.left
        own_right = self.rest.right
        rest_crosses = self.rest.drops_between(other.left, other.right)
        trunk = self.rest.trunk
        # Without calls for each place: this is most of the work of a large network.
        for at in _places_over(self.rest, other, last):
            place = 2 * at
            left = own_left if own_left < place else place
            right = own_right if own_right > place else place
            above = rest_crosses
            if left < other.trunk < right:
                above += 1
            is_over = other.left < place < other.right
            if is_over and not self.is_foot:
                above += 1
            if not above:
                continue
            if self.is_trunk:
                trunk = place
            below = bisect_left(other.drops, right) - bisect_right(other.drops, left)
            if other.left < trunk < other.right:
                below += 1
            yield at, above if above < below else below


def _places_over(rest: _Bar, other: _Bar, last: int) -> range:
    """The places of the item that moves at which its bar lies over another one."""
    # In a wide row hardly any two bars do, which makes this most of the work.
    if other.right < other.left:
        return range(0)
    if rest.right < rest.left:
        return range(int(other.left) // 2, min(int(other.right) // 2, last) + 1)
    if rest.right < other.left:
        return range(int(other.left) // 2, last + 1)
    if other.right < rest.left:
        return range(min(int(other.right) // 2, last) + 1)
    return range(last + 1)


def _costs_of_arriving(net: RowNet, item: int, bars: Sequence[int]) -> list[int]:
    """What the ties that arrive at an item cross of the bars that it does not hang on."""
    costs = [0] * (len(net.order[net.row[item]]) + 1)
    arriving = net.arriving[item]
    if not arriving:
        return costs
    for bar in bars:
        left, right = bar_ends(net, bar)
        for place in range(left + 1, right + 1):
            costs[place] += arriving
    return costs


def _add_arriving_under(
    costs: list[int], rest: _Bar, arrives: Sequence[int], own: int
) -> None:
    """Add the ties that come to items between the ends of the bar of one that moves.

    `arrives` counts those that come to the other items of the row, `own` to this one.
    """
    if rest.right < rest.left:
        return
    arrivals = [0, *accumulate(arrives)]
    first = int(rest.left) // 2
    last = int(rest.right) // 2
    # The bar reaches to the item, wherever this is left or right of the others.
    for place in range(first + 1):
        costs[place] += arrivals[last] - arrivals[place]
    between = max(arrivals[last] - arrivals[first + 1], 0) + own
    for place in range(first + 1, last + 1):
        costs[place] += between
    for place in range(last + 1, len(costs)):
        costs[place] += arrivals[place] - arrivals[first + 1]
