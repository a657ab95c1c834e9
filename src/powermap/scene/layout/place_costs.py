"""What the lines of an item cross at each place of its row.

Computed for all places at once: moving an item past a neighbor changes only what the
lines of these two cross, and what comes under a bar that becomes longer.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

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
        costs = [line + bar for line, bar in zip(costs, bar_costs, strict=True)]
    return costs


def _line_costs(net: RowNet, item: int) -> list[int]:
    """What the lines of an item to both neighboring rows cross at each place."""
    others = net.order[net.row[item]]
    first = 0
    steps = [0] * len(others)
    for ends in (net.above, net.below):
        own = sorted(net.place[end] for end in ends[item])
        if not own:
            continue
        for at, other in enumerate(others):
            for end in ends[other]:
                place = net.place[end]
                left_of = len(own) - bisect_right(own, place)
                right_of = bisect_left(own, place)
                # Left of the other item, lines cross that end farther left; right of
                # it, those that end farther right.
                first += left_of
                steps[at] += right_of - left_of
    return list(accumulate(steps, initial=first))


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar, with or without the item that moves.

    Its ends are stored, since they are compared far more often than they change. Places
    are doubled, so that there is a number between any two neighbors.

    Attributes
    ----------
    trunk : float or None
        Where it begins; None when that is the item that moves.
    drops : tuple of float
        Of the items whose line goes on below the bar, which a foot does not.
    left, right : float
        The ends.
    """

    trunk: float | None
    drops: tuple[float, ...]
    left: float
    right: float

    @classmethod
    def of(cls, net: RowNet, bar: int, without: int) -> _Bar:
        places = []
        drops = []
        trunk = None
        for at, member in enumerate(net.members[bar]):
            if member == without:
                continue
            place = 2 * net.place[member] + 1
            places.append(place)
            if at == 0:
                trunk = place
            if not net.is_foot[member]:
                drops.append(place)
        left = min(places, default=math.inf)
        right = max(places, default=-math.inf)
        return cls(trunk, tuple(drops), left, right)

    def with_item(self, place: int, *, is_trunk: bool, is_foot: bool) -> _Bar:
        """The bar with the item that moves at a place."""
        return _Bar(
            place if is_trunk else self.trunk,
            self.drops if is_foot else (*self.drops, place),
            min(self.left, place),
            max(self.right, place),
        )


def _bar_costs(net: RowNet, item: int) -> list[int]:
    """What bars above the row of an item cross because of it, at each place."""
    others = net.order[net.row[item]]
    own = net.bar[item]
    other_bars = []
    for bar in net.bars_above(net.row[item]):
        if bar != own:
            other_bars.append(_Bar.of(net, bar, item))
    costs = _costs_of_arriving(net, item, other_bars)
    if own == NO_BAR:
        return costs

    arrivals = [0, *accumulate(net.arriving[each] for each in others)]
    rest = _Bar.of(net, own, item)
    is_trunk = net.members[own][0] == item
    wholes = []
    for place in range(len(others) + 1):
        whole = rest.with_item(2 * place, is_trunk=is_trunk, is_foot=net.is_foot[item])
        wholes.append(whole)
        costs[place] += _arriving_under(whole, arrivals)
        if whole.left < 2 * place < whole.right:
            costs[place] += net.arriving[item]
    for other in other_bars:
        for place in _places_over(rest, other, len(others)):
            costs[place] += _crossings(wholes[place], other)
    return costs


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


def _costs_of_arriving(net: RowNet, item: int, bars: Sequence[_Bar]) -> list[int]:
    """What the ties that arrive at an item cross of the bars that it does not hang on."""
    costs = [0] * (len(net.order[net.row[item]]) + 1)
    if net.arriving[item]:
        for bar in bars:
            for place in range(int(bar.left + 1) // 2, int(bar.right + 1) // 2):
                costs[place] += net.arriving[item]
    return costs


def _arriving_under(bar: _Bar, arrivals: Sequence[int]) -> int:
    """The ties that come to other items between the ends of a bar.

    `arrivals` counts those that come to the first items of the row.
    """
    # The first item right of the left end, and the first one from the right end on.
    first = int(bar.left + 1) // 2
    last = int(bar.right) // 2
    return max(arrivals[last] - arrivals[first], 0)


def _crossings(bar: _Bar, other: _Bar) -> int:
    """How often two bars cross, the better one of them lower."""
    if bar.right < other.left or other.right < bar.left:
        return 0
    return min(_crossings_above(bar, other), _crossings_above(other, bar))


def _crossings_above(upper: _Bar, lower: _Bar) -> int:
    count = 0
    if lower.trunk is not None and upper.left < lower.trunk < upper.right:
        count += 1
    left = lower.left
    right = lower.right
    for place in upper.drops:
        if left < place < right:
            count += 1
    return count
