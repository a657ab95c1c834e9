"""How often the lines of a network in rows cross, counted by the order of the rows.

Lines cross in three ways only, since level pieces of ties and trunks lie above the bars
and everything else is upright:

- two lines from row to row change their order;
- a tie arrives under a bar, between its ends;
- of two bars over one another, the reports of the upper one cross the lower bar and the
  trunk of the lower one crosses the upper bar; the better of the two ways counts.
"""

from __future__ import annotations

from bisect import bisect_right

from powermap.scene.layout.row_net import RowNet

_DrawnBar = tuple[int, int, int, list[int]]
"""The ends of a bar, where its trunk arrives, and where lines go on below it."""


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
    drawn = sorted([_drawn_bar(net, bar) for bar in bars])
    arriving = [net.arriving[item] for item in net.order[row + 1]]
    if any(arriving):
        for left, right, *_ in drawn:
            count += sum(arriving[left + 1 : right])
    # From the left, so that a bar is compared with those only that begin over it.
    for at, bar in enumerate(drawn):
        _, right, _, _ = bar
        for other in drawn[at + 1 :]:
            left, _, _, _ = other
            if left > right:
                break
            above = _crossings_above(bar, other)
            # The better of the two is lower.
            if above:
                count += min(above, _crossings_above(other, bar))
    return count


def bar_ends(net: RowNet, bar: int) -> tuple[int, int]:
    """The places of the outermost items on a bar."""
    places = net.place
    ends = [places[item] for item in net.members[bar]]
    return min(ends), max(ends)


def _drawn_bar(net: RowNet, bar: int) -> _DrawnBar:
    places = net.place
    members = net.members[bar]
    drops = [places[item] for item in members]
    left = min(drops)
    right = max(drops)
    trunk = drops[0]
    # The foot of a trunk ends at its bar, so nothing of it goes farther down.
    if net.is_foot[members[0]]:
        del drops[0]
    return left, right, trunk, drops


def _crossings_above(upper: _DrawnBar, lower: _DrawnBar) -> int:
    """How often two bars cross if this one is above that one."""
    begin, end, _, drops = upper
    left, right, trunk, _ = lower
    count = 1 if begin < trunk < end else 0
    for drop in drops:
        if left < drop < right:
            count += 1
    return count


def _inversions(net: RowNet, row: int) -> int:
    """Pairs of lines to the next row whose ends stand in the opposite order."""
    # Without calls and pairs for each line: rows are counted thousands of times.
    count = 0
    places = net.place
    below = net.below
    passed: list[int] = []
    for upper in net.order[row]:
        lower = below[upper]
        if not lower:
            continue
        # Lines with a common end do not cross: from the left none passes another.
        ends = [places[lower[0]]]
        if len(lower) > 1:
            ends = sorted([places[item] for item in lower])
        for place in ends:
            at = bisect_right(passed, place)
            count += len(passed) - at
            passed.insert(at, place)
    return count
