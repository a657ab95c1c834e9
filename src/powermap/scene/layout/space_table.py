"""What a new line would cross between two rows, for all places at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from powermap.scene.layout.row_crossings import bar_ends
from powermap.scene.layout.row_net import RowNet

ASIDE = 0.02
"""Crossings that it costs a line to go one place to the side."""

Step = tuple[list[float], list[int]]
"""The least cost up to each place of a row, and from which place before it comes."""


@dataclass(frozen=True, slots=True)
class SpaceTable:
    """The lines between a row and the next one, counted by places.

    Places are those between items: at place p there are p items on the left.

    Attributes
    ----------
    before : sequence of sequences of int
        By place of the upper and of the lower row the lines that start before the one
        and end before the other.
    bars : sequence of int
        The bars over each place of the lower row.
    """

    before: Sequence[Sequence[int]]
    bars: Sequence[int]

    @classmethod
    def of(cls, net: RowNet, row: int) -> SpaceTable:
        """The table of the space below a row.

        Examples
        --------
        >>> net = RowNet([], [(0, 2), (1, 3)], [0, 0, 1, 1])
        >>> SpaceTable.of(net, 0).before
        [[0, 0, 0], [0, 1, 1], [0, 1, 2]]
        """
        width = len(net.order[row + 1]) + 1
        counts = [0] * width
        before = [counts]
        places = net.place
        for upper in net.order[row]:
            # A list that did not change is shared, since most items have no line.
            for lower in net.below[upper]:
                place = places[lower] + 1
                counts = counts[:place] + [count + 1 for count in counts[place:]]
            before.append(counts)
        bars = [0] * width
        for bar in net.bars_above(row + 1):
            left, right = bar_ends(net, bar)
            for place in range(left + 1, right + 1):
                bars[place] += 1
        return cls(before, bars)

    def costs_from(self, place: int) -> list[float]:
        """What a line from the upper item at a place crosses to each place below."""
        left = self.before[place]
        left_and_own = self.before[place + 1]
        total = self.before[-1]
        costs = []
        for lower, bars in enumerate(self.bars):
            crossed = left[-1] - left[lower] + total[lower] - left_and_own[lower]
            costs.append(crossed + bars + ASIDE * abs(lower - place))
        return costs

    def costs_to(self, place: int, bars: int) -> list[float]:
        """What a line from each place above to the lower item at a place crosses.

        `bars` is the number of bars that it crosses there.
        """
        total = self.before[-1]
        costs = []
        for upper, left in enumerate(self.before):
            crossed = left[-1] - left[place + 1] + total[place] - left[place]
            costs.append(crossed + bars + ASIDE * abs(upper - place))
        return costs

    def step_down(self, costs: Sequence[float]) -> Step:
        """From costs at the places above to the least ones at the places below."""
        # A line from place p to place q crosses those that start before p and end
        # behind q, and the other way round: starts[p] + total[q] - 2 before[p][q].
        starts = []
        for cost, left in zip(costs, self.before, strict=True):
            starts.append(cost + left[-1])
        total = self.before[-1]
        least = []
        origins = []
        # Column by column: this is where large networks spend most of their time.
        columns = zip(*self.before, strict=True)
        widest = max(len(starts), len(self.bars))
        aside = [ASIDE * abs(step) for step in range(-widest, widest)]
        for lower, (bars, column) in enumerate(zip(self.bars, columns, strict=True)):
            sideways = aside[widest - lower : widest - lower + len(starts)]
            tried = [
                start - 2 * crossed + extra
                for start, crossed, extra in zip(starts, column, sideways, strict=True)
            ]
            cheapest = min(tried)
            least.append(cheapest + total[lower] + bars)
            origins.append(tried.index(cheapest))
        return least, origins


def bars_over(net: RowNet, item: int) -> int:
    """How many bars a tie crosses that arrives at an item."""
    count = 0
    for bar in net.bars_above(net.row[item]):
        left, right = bar_ends(net, bar)
        count += left < net.place[item] < right
    return count
