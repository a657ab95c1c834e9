"""How often the lines of a network in rows cross, counted by the order of the rows.

Lines cross in three ways only, since level pieces of ties and trunks lie above the bars
and everything else is upright:

- two lines from row to row change their order;
- a tie arrives under a bar, between its ends;
- of two bars over one another, the reports of the upper one cross the lower bar and the
  trunk of the lower one crosses the upper bar; the better of the two ways counts.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping

from powermap.scene.layout.row_net import RowNet

Ends = tuple[int, int]
"""The places of the outermost items on a bar."""


def count_crossings(net: RowNet) -> int:
    """How often all lines cross.

    Examples
    --------
    >>> net = RowNet([], [(0, 3), (1, 2)], [0, 0, 1, 1])
    >>> count_crossings(net)
    1
    """
    return sum(crossings_by_row(net))


def crossings_by_row(net: RowNet) -> list[int]:
    """How often lines cross below each row but the last one."""
    upper_rows = range(len(net.order) - 1)
    return [crossings_below(net, row) for row in upper_rows]


def crossings_below(net: RowNet, row: int) -> int:
    """How often lines cross between a row and the next one."""
    count = _inversions(net, row)
    bars = net.bars_above(row + 1)
    if not bars:
        return count
    ends = {bar: bar_ends(net, bar) for bar in bars}
    arriving = [net.arriving[item] for item in net.order[row + 1]]
    if any(arriving):
        for left, right in ends.values():
            count += sum(arriving[left + 1 : right])
    # From the left, so that a bar is compared with those only that begin over it.
    by_left = sorted(ends, key=ends.__getitem__)
    for at, bar in enumerate(by_left):
        _, right = ends[bar]
        for other in by_left[at + 1 :]:
            if ends[other][0] > right:
                break
            count += _bar_crossings(net, bar, other, ends)
    return count


def _bar_crossings(net: RowNet, bar: int, other: int, ends: Mapping[int, Ends]) -> int:
    """How often two bars above one row cross, the better one of them lower."""
    return min(
        _crossings_above(net, bar, other, ends),
        _crossings_above(net, other, bar, ends),
    )


def bar_ends(net: RowNet, bar: int) -> tuple[int, int]:
    """The places of the outermost items on a bar."""
    places = [net.place[item] for item in net.members[bar]]
    return min(places), max(places)


def _crossings_above(
    net: RowNet, upper: int, lower: int, ends: Mapping[int, Ends]
) -> int:
    """How often two bars cross if this one is above that one."""
    left, right = ends[upper]
    trunk = net.place[net.members[lower][0]]
    count = int(left < trunk < right)
    left, right = ends[lower]
    for item in net.members[upper]:
        # The foot of a trunk ends at its bar, so nothing of it goes farther down.
        if not net.is_foot[item] and left < net.place[item] < right:
            count += 1
    return count


def _inversions(net: RowNet, row: int) -> int:
    """Pairs of lines to the next row whose ends stand in the opposite order."""
    # Without calls and pairs for each line: rows are counted thousands of times.
    count = 0
    places = net.place
    passed: list[int] = []
    for upper in net.order[row]:
        lower = net.below[upper]
        if not lower:
            continue
        ends = [places[item] for item in lower]
        if not passed:
            passed = sorted(ends)
            continue
        # Lines with a common end do not cross, so those of one item count together.
        for place in ends:
            count += len(passed) - bisect_right(passed, place)
        for place in ends:
            insort(passed, place)
    return count
