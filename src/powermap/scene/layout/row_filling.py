"""Nodes put into rows from the top, and moved between rows to shorten their lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

TREE_WEIGHT = 3
"""How much more a row of length counts on a line of the tree than on another tie."""

Pair = tuple[int, int]
"""An upper and a lower node."""
Columns = Mapping[int, Sequence[Sequence[int]]]
"""For a boss whose reports stand below one another those of each row, from above."""


def nodes_of(columns: Columns) -> set[int]:
    """All nodes of columns and their bosses.

    Examples
    --------
    >>> sorted(nodes_of({0: [[2], [3]]}))
    [0, 2, 3]
    """
    nodes = set(columns)
    for levels in columns.values():
        for level in levels:
            nodes.update(level)
    return nodes


@dataclass(frozen=True, slots=True)
class LinesByNode:
    """For each node those above and below it, with the weight of the line."""

    above: Sequence[dict[int, int]]
    below: Sequence[dict[int, int]]

    @classmethod
    def of(cls, count: int, tree: Sequence[Pair], ties: Sequence[Pair]) -> LinesByNode:
        """The lines of a network of so many nodes."""
        above: list[dict[int, int]] = [{} for _ in range(count)]
        below: list[dict[int, int]] = [{} for _ in range(count)]
        for pairs, weight in ((tree, TREE_WEIGHT), (ties, 1)):
            for upper, lower in pairs:
                total = below[upper].get(lower, 0) + weight
                below[upper][lower] = total
                above[lower][upper] = total
        return cls(above, below)


@dataclass(slots=True)
class _Blocks:
    """Columns of the teams of one boss: so many side by side, the others below them."""

    abreast: Mapping[int, int]
    block: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """By boss the row of the last heads, how many they are, and the row of the end."""

    def has_room(self, boss: int | None, row: int) -> bool:
        """Whether the next head of a column may stand in a row."""
        if boss is None or boss not in self.block:
            return True
        top, count, end = self.block[boss]
        if row == top:
            return count < self.abreast[boss]
        return row > end

    def add(self, boss: int | None, row: int, height: int) -> None:
        """Put the head of a column of this height into a row."""
        if boss is None:
            return
        top, count, end = self.block.get(boss, (row, 0, row))
        if row != top:
            count = 0
        self.block[boss] = row, count + 1, max(end, row + height)


def fill_by_importance(lines: LinesByNode, most: int, columns: Columns) -> list[int]:
    """Rows from the top, each of the first nodes all of whose uppers stand above."""
    # By importance and not by the longest way down: as few crossings were measured,
    # and fewer nodes stand below a less important one.
    row = [0] * len(lines.above)
    filled: defaultdict[int, int] = defaultdict(int)
    missing = [len(uppers) for uppers in lines.above]
    hanging = nodes_of(columns) - set(columns)
    boss_of = _bosses(lines, columns)
    blocks = _Blocks(_even_shares(boss_of, most))
    ready = [node for node, count in enumerate(missing) if not count]
    current = 0
    while ready:
        waiting = []
        for node in sorted(ready):
            levels = columns.get(node, ())
            width = max((len(level) for level in levels), default=1)
            is_full = filled[current] + width > most and filled[current]
            boss = boss_of.get(node)
            if is_full or not blocks.has_room(boss, current):
                waiting.append(node)
                continue
            blocks.add(boss, current, len(levels))
            row[node] = current
            # A boss keeps the room below for those who stand there in a column.
            for below in range(current, current + len(levels) + 1):
                filled[below] += width
            for below, level in enumerate(levels, current + 1):
                for hung in level:
                    row[hung] = below
            for lower in lines.below[node]:
                missing[lower] -= 1
                if not missing[lower] and lower not in hanging:
                    waiting.append(lower)
        ready = [*waiting]
        current += 1
    return without_gaps(row)


def fill_in_order(lines: LinesByNode, most: int) -> list[int]:
    """Rows of the nodes in the order of their numbers, each below all its uppers."""
    rows: list[int] = []
    row = 0
    in_row = 0
    for uppers in lines.above:
        stands_below_one_here = any(rows[upper] == row for upper in uppers)
        if in_row == most or stands_below_one_here:
            row += 1
            in_row = 0
        rows.append(row)
        in_row += 1
    return rows


def _bosses(lines: LinesByNode, columns: Columns) -> dict[int, int]:
    """For bosses of columns who stands directly above them in the tree."""
    boss_of = {}
    for head in columns:
        for upper, weight in lines.above[head].items():
            if weight >= TREE_WEIGHT:
                boss_of[head] = upper
    return boss_of


def _even_shares(boss_of: Mapping[int, int], most: int) -> dict[int, int]:
    """By boss how many heads of columns stand side by side, for rows of one length."""
    shares = {}
    for boss, heads in Counter(boss_of.values()).items():
        rows = -(-heads // most)
        shares[boss] = -(-heads // rows)
    return shares


def without_gaps(rows: Sequence[int]) -> list[int]:
    """The same rows, numbered without those that are empty."""
    number = {row: at for at, row in enumerate(sorted(set(rows)))}
    return [number[row] for row in rows]


@dataclass(slots=True)
class MovableRows:
    """The rows so far, in which nodes move up and down to shorten their lines."""

    lines: LinesByNode
    most: int
    row: list[int]
    fixed: set[int]
    filled: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        for row in self.row:
            self.filled[row] += 1

    def shorten(self) -> bool:
        """Move each node once down the page and once up it; whether any moved."""
        count = len(self.row)
        has_moved = False
        for node in (*range(count), *reversed(range(count))):
            better = self._better_row(node)
            if better is not None:
                self._move(node, better)
                has_moved = True
        return has_moved

    def _better_row(self, node: int) -> int | None:
        """The row with room that shortens the lines of a node most."""
        if node in self.fixed:
            return None
        above = self.lines.above[node]
        below = self.lines.below[node]
        pull = sum(above.values()) - sum(below.values())
        here = self.row[node]
        rows: Iterable[int] = ()
        if pull > 0:
            rows = range(max(self.row[upper] + 1 for upper in above), here)
        elif pull < 0:
            rows = range(min(self.row[lower] - 1 for lower in below), here, -1)
        for row in rows:
            if self.filled[row] < self.most:
                return row
        return None

    def _move(self, node: int, row: int) -> None:
        self.filled[self.row[node]] -= 1
        self.filled[row] += 1
        self.row[node] = row
