"""Heights of the horizontal bars of a tree, chosen so that they cross few other lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.scene.layout.node_rows import CLEAR, NodeRows
from powermap.scene.marks import Point

# Five levels: more were measured to save no crossings. None near a row, where arrow
# heads and the corners of ties need the space.
LEVELS = (0.2, 0.32, 0.45, 0.58, 0.72)
"""Heights at which a bar may lie, from above, as parts of the space between two rows."""
USUAL_LEVEL = 2
"""Place of the level that a bar takes when all are equally good."""

# More than the ties that can cross a bar, so that it acts as a ban; if all levels are
# taken, the search still ends with the least bad one.
OVERLAP_COST = 100
"""Crossings that one bar over another one is worth: whose it is could not be seen."""

BarKey = tuple[int, object]
"""The space between two rows, by the number of the upper one, and the bar's owner."""
_Sample = tuple[float, ...]
"""Where a line is at the top, the levels and the bottom of a space."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A horizontal piece between two rows, with the vertical pieces that hang on it.

    `above` is where the vertical piece from the upper row meets the bar, `below` where
    those to the lower row leave it, in order.
    """

    space: int
    owner: object
    above: float
    below: tuple[float, ...]
    left: float
    right: float

    def is_near(self, other: Bar) -> bool:
        """Whether two bars of a space could be taken for one if they were level."""
        if other.left - CLEAR >= self.right:
            return False

        return self.left - CLEAR < other.right


def choose_heights(
    rows: NodeRows,
    hanging: Mapping[BarKey, Sequence[tuple[float, float]]],
    others: Sequence[Sequence[Point]],
) -> dict[BarKey, float]:
    """The height of each bar: where it crosses the fewest lines and lies over no bar.

    Parameters
    ----------
    rows : NodeRows
        The nodes.
    hanging : mapping of (space, owner) to sequence of (x above, x below)
        The vertical pieces of each possible bar; it needs none if they are all aligned.
    others : sequence of sequences of (x, y)
        Straight pieces of other lines.
    """
    heights: dict[BarKey, float] = {}
    samples: dict[int, list[_Sample]] = {}
    taken: defaultdict[int, list[tuple[Bar, int]]] = defaultdict(list)
    # one bar after the other from the left: the same order gives the same drawing
    for bar in sorted(_bars(hanging), key=_drawing_order):
        space = bar.space
        if space not in samples:
            samples[space] = _sample_lines(rows, space, others)

        beside = [entry for entry in taken[space] if bar.is_near(entry[0])]
        level = _cheapest_level(bar, samples[space], beside)
        taken[space].append((bar, level))
        heights[space, bar.owner] = round(_level_heights(rows, space)[level], 2)

    return heights


def _bars(hanging: Mapping[BarKey, Sequence[tuple[float, float]]]) -> list[Bar]:
    bars = []
    for (space, owner), pieces in hanging.items():
        if all(above == below for above, below in pieces):
            continue

        # All lines of an owner leave its node in the middle, so any piece knows the
        # trunk.
        above = pieces[0][0]
        below = tuple(sorted({x for _, x in pieces}))
        left = min(above, below[0])
        right = max(above, below[-1])

        bar = Bar(space, owner, above, below, left, right)
        bars.append(bar)

    return bars


def _drawing_order(bar: Bar) -> tuple[int, float, float, str]:
    owner = str(bar.owner)
    return (
        bar.space,
        bar.left,
        bar.right,
        owner,
    )


def _level_heights(rows: NodeRows, space: int) -> list[float]:
    top = rows.bottoms[space]
    bottom = rows.tops[space + 1]
    height = bottom - top
    return [top + height * level for level in LEVELS]


def _cheapest_level(
    bar: Bar, samples: Sequence[_Sample], beside: Sequence[tuple[Bar, int]]
) -> int:
    """The level with the fewest crossings, of equal ones that nearest to the usual one."""
    costs = [0] * len(LEVELS)
    for sample in samples:
        _add_crossings_of_line(costs, bar, sample)

    for other, taken in beside:
        _add_crossings_of_bar(costs, bar, other, taken)

    levels = range(len(LEVELS))
    return min(levels, key=lambda level: (costs[level], abs(level - USUAL_LEVEL)))


def _add_crossings_of_line(costs: list[int], bar: Bar, sample: _Sample) -> None:
    """Count how often a line crosses a bar and its vertical pieces, at each level."""
    left = bar.left
    right = bar.right
    above = bar.above
    if max(sample) <= left or min(sample) >= right:
        return

    top = sample[0]
    bottom = sample[-1]
    for level, here in enumerate(sample[1:-1]):
        # a line crosses a vertical piece if it is on different sides of it at its ends
        count = (left < here < right) + ((top < above) != (here < above))
        for x in bar.below:
            count += (here < x) != (bottom < x)

        costs[level] += count


def _add_crossings_of_bar(costs: list[int], bar: Bar, other: Bar, taken: int) -> None:
    """Count how often a bar crosses another one, at each level."""
    # Only two cases matter: whichever bar is lower is crossed by the drops of the upper
    # one, and the trunk of the lower one crosses the upper bar.
    if_below = sum(bar.left < x < bar.right for x in other.below)
    if_below += other.left < bar.above < other.right
    if_above = sum(other.left < x < other.right for x in bar.below)
    if_above += bar.left < other.above < bar.right
    for level in range(len(LEVELS)):
        if level == taken:
            costs[level] += OVERLAP_COST
        elif level > taken:
            costs[level] += if_below
        else:
            costs[level] += if_above


def _sample_lines(
    rows: NodeRows, space: int, others: Sequence[Sequence[Point]]
) -> list[_Sample]:
    """Where the lines that run through a space are at its levels."""
    top = rows.bottoms[space]
    bottom = rows.tops[space + 1]
    heights = [top, *_level_heights(rows, space), bottom]
    samples = []
    for line in others:
        first = line[0][1]
        last = line[-1][1]
        # A point of tolerance: ties start exactly on the rim of a row and do not run
        # through the space on its other side.
        if min(first, last) < bottom - 1 and max(first, last) > top + 1:
            samples.append(_sample_line(line, heights))

    return samples


def _sample_line(line: Sequence[Point], heights: Sequence[float]) -> _Sample:
    """Where a line is at several heights; where it does not reach, its nearer end."""
    upper = line[0]
    lower = line[-1]
    if upper[1] > lower[1]:
        upper, lower = lower, upper

    # Filled first for all heights, because a line may end inside the space or skip a
    # height; otherwise a missing value would look like a crossing.
    middle = (upper[1] + lower[1]) / 2
    xs = []
    for height in heights:
        nearer_end = upper if height < middle else lower
        xs.append(nearer_end[0])

    for (x0, y0), (x1, y1) in pairwise(line):
        if y0 == y1:
            continue

        first = bisect_left(heights, min(y0, y1))
        last = bisect_right(heights, max(y0, y1))
        for place in range(first, last):
            xs[place] = x0 + (x1 - x0) * (heights[place] - y0) / (y1 - y0)

    return tuple(xs)
