"""Items in rows and the lines between them, as they will be drawn.

Between two rows come, from above, the level pieces of ties and trunks, then the level
bars of the tree; everything else is upright. An item is a node, a point at which a tie
passes a row, or a point at which the trunk of a tree passes it or ends in it. A boss has
one trunk, with a bar above every row in which somebody reports to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

Pair = tuple[int, int]
"""An upper and a lower node."""
NO_SLICE = -1
"""Instead of the number of a slice, for what may stand anywhere."""
NO_BAR = -1
"""Instead of the number of a bar, for items that hang on none."""


class RowNet:
    """A network in rows, in which each row has an order from the left.

    Parameters
    ----------
    tree : sequence of (upper, lower)
        Lines with a common trunk and bars for all below a node, one for each lower node.
    ties : sequence of (upper, lower)
        Lines of their own.
    rows : sequence of int
        The row of each node, upper above lower ones.

    Attributes
    ----------
    row : list of int
        Of each item, the nodes first.
    order : list of lists of int
        The items of each row from the left.
    place : list of int
        Of each item in its row.
    above, below : list of lists of int
        Items at the other ends of lines to the next rows: ties and trunks.
    arriving : list of int
        How many ties come to each item from above.
    bar : list of int
        On which each item hangs, if any.
    is_foot : list of bool
        Whether an item is the lower end of a trunk, which ends at its bar.
    members : list of lists of int
        The items that hang on each bar, first the trunk that it begins at.
    trunk : list of int
        The item above each bar from which its trunk comes.
    courses : list of lists of int
        The items of each tie from its upper to its lower node.
    slice : list of int
        Of each node, from the left, where groups stand side by side; else empty.
    beside : set of int
        Nodes whose line comes from the trunk at their side instead of from above.
    changes : list of int
        How often the order of each row has changed, and twice 0 for the rows that
        would be above the first and below the last one.
    sifted, rerouted : mapping of int to int
        For items and ties that are where they are best, how often the rows that this
        depends on had changed by then.

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [(0, 3)], [0, 1, 1, 2])
    >>> net.order
    [[0], [1, 2, 4, 5], [3]]
    >>> net.members, net.is_foot[4], net.courses
    ([[4, 1, 2]], True, [[0, 5, 3]])
    """

    def __init__(
        self, tree: Sequence[Pair], ties: Sequence[Pair], rows: Sequence[int]
    ) -> None:
        count = len(rows)
        self.node_count = count
        self.row: list[int] = list(rows)
        self.place: list[int] = []
        self.above: list[list[int]] = [[] for _ in rows]
        self.below: list[list[int]] = [[] for _ in rows]
        self.arriving: list[int] = [0] * count
        self.bar: list[int] = [NO_BAR] * count
        self.is_foot: list[bool] = [False] * count
        self.members: list[list[int]] = []
        self.trunk: list[int] = []
        self.order: list[list[int]] = [[] for _ in range(max(rows, default=-1) + 1)]
        for node, row in enumerate(rows):
            self.place.append(len(self.order[row]))
            self.order[row].append(node)
        self.changes = [0] * (len(self.order) + 2)
        self.sifted: dict[int, int] = {}
        self.rerouted: dict[int, int] = {}
        self._bar_below: dict[int, int] = {}
        self._bars_above_row: list[list[int]] = [[] for _ in self.order]
        for boss, reports in _teams(tree).items():
            self._add_trunk(boss, reports)
        self.beside: set[int] = set()
        self.slice: list[int] = []
        self.courses: list[list[int]] = []
        for upper, lower in ties:
            self._add_course(upper, lower)

    def bars_of(self, node: int) -> Iterator[int]:
        """The bars of a node, from above."""
        item = node
        while item in self._bar_below:
            bar = self._bar_below[item]
            yield bar
            item = self.members[bar][0]

    def arrange(self, key: Callable[[int], float]) -> None:
        """Sort each row by a number for each item, the smallest at the left."""
        for row, items in enumerate(self.order):
            in_order = sorted(items, key=lambda item: (key(item), item))
            self.set_order(row, in_order)

    def set_order(self, row: int, items: Sequence[int]) -> None:
        """Put the items of a row in this order."""
        self.order[row] = list(items)
        self.changes[row] += 1
        self._number(items, 0)

    def changes_near(self, row: int) -> int:
        """How often the order of a row and of those beside it has changed."""
        # The last count, of no row, stands beside the first row.
        changes = self.changes
        return changes[row - 1] + changes[row] + changes[row + 1]

    def take(self, item: int) -> int:
        """Take an item out of the order of its row; the place that it had."""
        items = self.order[self.row[item]]
        place = self.place[item]
        del items[place]
        self._number(items, place)
        return place

    def put(self, item: int, place: int, before: int | None = None) -> None:
        """Put an item that was taken out at a place of its row.

        `before` is the place that it had, where the rest of the row did not change.
        """
        row = self.row[item]
        items = self.order[row]
        items.insert(place, item)
        self.changes[row] += place != before
        self._number(items, place)

    def connect(self, tie: int) -> None:
        """Join the items of a tie from row to row."""
        for above, below in pairwise(self.courses[tie]):
            self._join(above, below)
            self.arriving[below] += 1

    def disconnect(self, tie: int) -> None:
        """Undo what connects the items of a tie, which stay in their rows."""
        for above, below in pairwise(self.courses[tie]):
            self.below[above].remove(below)
            self.above[below].remove(above)
            self.arriving[below] -= 1

    def places_allowed(self, item: int) -> range:
        """Where an item that was taken out may be put: nodes only in their slice."""
        items = self.order[self.row[item]]
        if not self.slice or item >= self.node_count:
            return range(len(items) + 1)
        low = 0
        high = len(items)
        for at, other in enumerate(items):
            if other < self.node_count:
                if self.slice[other] < self.slice[item]:
                    low = at + 1
                elif self.slice[other] > self.slice[item]:
                    high = min(high, at)
        return range(low, high + 1)

    def takes_room(self, item: int) -> bool:
        """Whether neighbors keep a distance from an item in its row."""
        if not self.is_foot[item]:
            return True
        return self.is_side_bar(self.bar[item])

    def is_side_bar(self, bar: int) -> bool:
        """Whether all nodes of a bar stand beside its trunk, so that no bar is drawn."""
        if not self.beside:
            return False
        _, *nodes = self.members[bar]
        return self.beside.issuperset(nodes)

    def bars_above(self, row: int) -> Sequence[int]:
        """The bars directly above a row, in the order of their numbers."""
        return self._bars_above_row[row]

    def _number(self, items: Sequence[int], first: int) -> None:
        places = self.place
        for place in range(first, len(items)):
            places[items[place]] = place

    def _add_item(self, row: int) -> int:
        item = len(self.row)
        self.row.append(row)
        self.place.append(len(self.order[row]))
        self.order[row].append(item)
        self.above.append([])
        self.below.append([])
        self.arriving.append(0)
        self.bar.append(NO_BAR)
        self.is_foot.append(False)
        return item

    def _add_trunk(self, boss: int, reports: Sequence[int]) -> None:
        """A trunk down to the deepest report, and everyone on the bar above their row."""
        deepest = max(self.row[report] for report in reports)
        upper = boss
        bars = {}
        for row in range(self.row[boss] + 1, deepest + 1):
            item = self._add_item(row)
            self._join(upper, item)
            bars[row] = self._add_bar(upper, item)
            upper = item
        self.is_foot[upper] = True
        for report in reports:
            bar = bars[self.row[report]]
            self.bar[report] = bar
            self.members[bar].append(report)

    def _add_bar(self, upper: int, item: int) -> int:
        bar = len(self.members)
        self._bars_above_row[self.row[item]].append(bar)
        self.members.append([item])
        self.trunk.append(upper)
        self.bar[item] = bar
        self._bar_below[upper] = bar
        return bar

    def _add_course(self, upper: int, lower: int) -> None:
        course = [upper]
        for row in range(self.row[upper] + 1, self.row[lower]):
            course.append(self._add_item(row))
        course.append(lower)
        self.courses.append(course)
        self.connect(len(self.courses) - 1)

    def _join(self, upper: int, lower: int) -> None:
        self.below[upper].append(lower)
        self.above[lower].append(upper)


def _teams(tree: Sequence[Pair]) -> dict[int, list[int]]:
    teams: dict[int, list[int]] = {}
    for boss, report in tree:
        teams.setdefault(boss, []).append(report)
    return teams
