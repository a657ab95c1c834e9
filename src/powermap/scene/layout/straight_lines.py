"""Puts trunks and long ties on one upright line each, however many of them stand close.

Each line is one rigid block that keeps its distance from all blocks beside it in any row.
Which block stands left of which is known from the rows, so all places follow in one pass
from the left, between what the blocks at either side need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Chain = Sequence[tuple[int, float]]
"""Items with their distances from one upright line."""
Neighbors = Sequence[tuple[int, int, float]]
"""Left item, right item, and how far their middles are apart at least."""


def straighten(
    x: Sequence[float],
    chains: Sequence[Chain],
    neighbors: Neighbors,
    width: float,
    walls: Sequence[Chain] = (),
) -> list[float]:
    """New places of the items, in which as many chains as possible are straight.

    Parameters
    ----------
    x : sequence of float
        Where the items stand, around 0.
    chains : sequence of sequences of (item, distance)
        The more important ones first.
    neighbors : sequence of (left, right, distance)
        Of each row, from the left.
    width : float
        Of the page at most, unless the walls need more.
    walls : sequence of sequences of (item, distance)
        Chains that must be straight.

    Returns
    -------
    list of float

    Examples
    --------
    >>> straighten([0.0, 10.0], [[(0, 0.0), (1, 0.0)]], [], width=100)
    [5.0, 5.0]
    """
    best = _Blocks.of(len(x), neighbors)
    for chain in walls:
        best.join(chain)
    width = max(width, best.needed_width())
    # The longest beginning of the list with which the page is not too wide.
    low = 0
    high = len(chains)
    while low < high:
        middle = (low + high + 1) // 2
        blocks = _Blocks.of(len(x), neighbors)
        for chain in (*walls, *chains[:middle]):
            blocks.join(chain)
        if blocks.needed_width() <= width:
            low = middle
            best = blocks
        else:
            high = middle - 1
    return best.places(x, width)


def straighten_where_free(
    x: list[float], chains: Sequence[Chain], neighbors: Neighbors, width: float
) -> None:
    """Put each chain on one line where nothing else has to move for it.

    Examples
    --------
    >>> x = [0.0, 10.0]
    >>> straighten_where_free(x, [[(0, 0.0), (1, 0.0)]], [], width=100)
    >>> x
    [5.0, 5.0]
    """
    before = {right: (left, distance) for left, right, distance in neighbors}
    after = {left: (right, distance) for left, right, distance in neighbors}
    for chain in chains:
        own = {item for item, _ in chain}
        lowest = -width / 2
        highest = width / 2
        for item, beside in chain:
            left, gap = before.get(item, (item, 0.0))
            if left not in own:
                lowest = max(lowest, x[left] + gap - beside)
            right, gap = after.get(item, (item, 0.0))
            if right not in own:
                highest = min(highest, x[right] - gap - beside)
        if lowest > highest:
            continue
        middle = sum(x[item] - beside for item, beside in chain) / len(chain)
        place = min(max(middle, lowest), highest)
        for item, beside in chain:
            x[item] = place + beside


@dataclass(slots=True)
class _Blocks:
    """Items joined to blocks, and which block is right of which."""

    neighbors: Neighbors
    block: list[int]
    offset: list[float]
    members: dict[int, list[int]]
    after: list[list[int]] = field(default_factory=list)
    """For each item the right neighbors of it."""

    @classmethod
    def of(cls, count: int, neighbors: Neighbors) -> _Blocks:
        after: list[list[int]] = [[] for _ in range(count)]
        for left, right, _ in neighbors:
            after[left].append(right)
        members = {item: [item] for item in range(count)}
        return cls(neighbors, list(range(count)), [0.0] * count, members, after)

    def join(self, chain: Chain) -> None:
        """Make a chain one block, unless something would stand left and right of it."""
        items = [item for item, _ in chain]
        if any(len(self.members[self.block[item]]) > 1 for item in items):
            return
        own = set(items)
        waiting = []
        for item in items:
            waiting += [right for right in self.after[item] if right not in own]
        seen = set()
        while waiting:
            block = self.block[waiting.pop()]
            if block in seen:
                continue
            seen.add(block)
            for member in self.members[block]:
                if member in own:
                    return
                waiting += self.after[member]
        first = items[0]
        for item, distance in chain:
            del self.members[self.block[item]]
            self.block[item] = first
            self.offset[item] = distance
        self.members[first] = items

    def needed_width(self) -> float:
        """How wide the page is at least, up to the middle of the last item."""
        gaps = self._gaps()
        least = self._least(self._from_left(gaps), gaps)
        width = 0.0
        for block, place in least.items():
            spread = max(self.offset[item] for item in self.members[block])
            width = max(width, place + spread)
        return width

    def places(self, x: Sequence[float], width: float) -> list[float]:
        gaps = self._gaps()
        order = self._from_left(gaps)
        wanted = {}
        for block, members in self.members.items():
            total = sum(x[item] - self.offset[item] for item in members)
            wanted[block] = total / len(members)
        least = self._least(order, gaps)
        room = max(width, self.needed_width())
        most = self._most(order, gaps, room)
        place: dict[int, float] = {}
        low = dict.fromkeys(order, float("-inf"))
        for block in order:
            left = least[block] - room / 2
            right = most[block] - room / 2
            place[block] = min(max(wanted[block], low[block], left), right)
            for other, gap in gaps[block].items():
                low[other] = max(low[other], place[block] + gap)
        return [place[self.block[item]] + self.offset[item] for item in range(len(x))]

    def _gaps(self) -> dict[int, dict[int, float]]:
        """For each block the blocks right of it with their distances."""
        gaps: dict[int, dict[int, float]] = {block: {} for block in self.members}
        for left, right, distance in self.neighbors:
            one = self.block[left]
            other = self.block[right]
            if one != other:
                needed = distance + self.offset[left] - self.offset[right]
                gaps[one][other] = max(gaps[one].get(other, needed), needed)
        return gaps

    def _from_left(self, gaps: dict[int, dict[int, float]]) -> list[int]:
        missing = dict.fromkeys(gaps, 0)
        for others in gaps.values():
            for other in others:
                missing[other] += 1
        order = [block for block, count in missing.items() if not count]
        # The list grows while it is read.
        for block in order:
            for other in gaps[block]:
                missing[other] -= 1
                if not missing[other]:
                    order.append(other)
        return order

    def _least(
        self, order: Sequence[int], gaps: dict[int, dict[int, float]]
    ) -> dict[int, float]:
        """How far each block is from the left edge at least."""
        least = dict.fromkeys(order, 0.0)
        for block in order:
            # Items left of the line of a block need room too.
            spread = -min(self.offset[item] for item in self.members[block])
            least[block] = max(least[block], spread)
            for other, gap in gaps[block].items():
                least[other] = max(least[other], least[block] + gap)
        return least

    def _most(
        self, order: Sequence[int], gaps: dict[int, dict[int, float]], room: float
    ) -> dict[int, float]:
        """How far each block is from the left edge at most."""
        most = dict.fromkeys(order, room)
        for block in reversed(order):
            spread = max(self.offset[item] for item in self.members[block])
            most[block] = min(most[block], room - spread)
            for other, gap in gaps[block].items():
                most[block] = min(most[block], most[other] - gap)
        return most
