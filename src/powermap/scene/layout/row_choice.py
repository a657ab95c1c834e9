"""Which node stands in which row: upper above lower ones, rows not too long, lines short.

The nodes are numbered by importance: where there is room for one only, the node with
the smaller number stands higher.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from powermap.frozen import FrozenMapping

TREE_WEIGHT = 3
"""How much more a row of length counts on a line of the tree than on another tie."""
ROUNDS = 6
"""Rounds in which nodes move to shorten their lines; more hardly ever change anything."""
NARROWER = 2
"""Nodes in a row by which narrower pages than the guess are tried."""
WIDER = 3
"""The same for wider pages."""
PASSING_LINE = 11.0
"""Points of width that a line needs which passes the widest row."""
BESIDE = 40.0
"""Points from card to card in a row that the guess reckons with."""
BELOW = 42.0
"""Points from row to row that a page reckons with, without the lines between them."""
BELOW_PER_LINE = 3.2
"""Points more for each line between two rows (measured; several share a lane)."""
LEAST_BELOW = 46.0
"""Points from row to row at least."""
BELOW_COLUMNS = 30.0
"""Points from row to row where there are only columns beside trunks."""
ROOMY_BELOW = 60.0
"""The same for the guess, which knows nothing of the lines."""
NEARLY_BEST = 0.95
"""Share of the best scale from which the widest page is taken: it has fewer crossings."""

Pair = tuple[int, int]
"""An upper and a lower node."""
Columns = Mapping[int, Sequence[Sequence[int]]]
"""For a boss whose reports stand below one another those of each row, from above."""
_NO_COLUMNS: Columns = FrozenMapping()


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


def choose_rows(
    count: int,
    tree: Sequence[Pair],
    ties: Sequence[Pair],
    most: int,
    columns: Columns = _NO_COLUMNS,
    *,
    is_strict: bool = False,
) -> list[int]:
    """The row of each node, with at most so many in one.

    Parameters
    ----------
    count : int
        Number of nodes.
    tree, ties : sequence of (upper, lower)
        Without cycles.
    most : int
        Nodes in a row at most.
    columns : mapping of node to sequences of int
        For bosses whose reports stand below one another those of each row.
    is_strict : bool
        Whether no node stands above one of a smaller number, tied or not.

    Returns
    -------
    list of int
        From 0 at the top.

    Examples
    --------
    >>> choose_rows(4, [(0, 1), (0, 2), (0, 3)], [(1, 3)], most=2)
    [0, 1, 1, 2]
    """
    lines = _Lines.of(count, tree, ties)
    if is_strict:
        return _fill_in_order(lines, most)
    rows = _Rows(lines, most, _schedule(lines, most, columns), nodes_of(columns))
    for _ in range(ROUNDS):
        if not rows.shorten():
            break
    return _without_gaps(rows.row)


def choose_rows_for_page(
    tree: Sequence[Pair],
    ties: Sequence[Pair],
    sizes: Sequence[tuple[float, float]],
    page: tuple[float, float],
    columns: Columns = _NO_COLUMNS,
    margins: tuple[float, float] = (0.0, 0.0),
    *,
    is_strict: bool = False,
) -> list[int]:
    """The rows with which the nodes are shown largest on a page of this shape.

    Parameters
    ----------
    tree, ties : sequence of (upper, lower)
        Without cycles.
    sizes : sequence of (width, height)
        Of the nodes.
    page : (width, height)
        That everything is scaled to.
    columns : mapping of node to sequences of int
        As for `choose_rows`.
    margins : (width, height)
        What is scaled together with the nodes, beside them and above and below.
    is_strict : bool
        As for `choose_rows`.

    Returns
    -------
    list of int

    Examples
    --------
    >>> sizes = [(200, 50)] * 8
    >>> team = [(0, report) for report in range(1, 8)]
    >>> choose_rows_for_page(team, [], sizes, (1280, 720))
    [0, 1, 1, 1, 2, 2, 2, 3]
    """
    count = len(sizes)
    if not count:
        return []
    tried = []
    for most in _widths_to_try(sizes, page):
        rows = choose_rows(count, tree, ties, most, columns, is_strict=is_strict)
        lines = _long_lines(rows, tree, ties)
        bars = _rows_with_bars(rows, tree, ties, columns)
        width, height = _estimate_size(rows, lines, sizes, bars)
        across, along = margins
        scale = min(page[0] / (width + across), page[1] / (height + along))
        tried.append((scale, most, rows))
    best = max(scale for scale, _, _ in tried)
    good = [each for each in tried if each[0] >= best * NEARLY_BEST]
    _, _, rows = max(good, key=lambda each: each[1])
    return rows


def _widths_to_try(
    sizes: Sequence[tuple[float, float]], page: tuple[float, float]
) -> range:
    """Nodes in a row: around the number that gives all of them the shape of the page."""
    widths, heights = zip(*sizes, strict=True)
    cell = (max(widths) + BESIDE, max(heights) + ROOMY_BELOW)
    shape = page[0] / page[1]
    guess = round((len(sizes) * shape * cell[1] / cell[0]) ** 0.5)
    return range(max(1, guess - NARROWER), max(1, guess + WIDER) + 1)


def _estimate_size(
    rows: Sequence[int],
    pairs: Iterable[Pair],
    sizes: Sequence[tuple[float, float]],
    bars: Collection[int],
) -> tuple[float, float]:
    widths = [0.0] * (max(rows) + 1)
    heights = [0.0] * (max(rows) + 1)
    for row, (width, height) in zip(rows, sizes, strict=True):
        widths[row] += width + BESIDE
        heights[row] = max(heights[row], height)
    between = [0] * len(heights)
    for upper, lower in pairs:
        for row in range(rows[upper] + 1, rows[lower]):
            widths[row] += PASSING_LINE
        for row in range(rows[upper], rows[lower]):
            between[row] += 1
    height = sum(heights)
    for row, lines in enumerate(between[:-1]):
        if row + 1 in bars:
            height += max(BELOW + BELOW_PER_LINE * lines, LEAST_BELOW)
        else:
            height += BELOW_COLUMNS
    return max(widths), height


def _rows_with_bars(
    rows: Sequence[int],
    tree: Sequence[Pair],
    ties: Sequence[Pair],
    columns: Columns,
) -> set[int]:
    """Rows above which there is more than trunks with columns beside them."""
    hanging = nodes_of(columns) - set(columns)
    with_bars = {rows[report] for _, report in tree if report not in hanging}
    for upper, lower in ties:
        with_bars.update(range(rows[upper] + 1, rows[lower] + 1))
    return with_bars


def _long_lines(
    rows: Sequence[int], tree: Sequence[Pair], ties: Sequence[Pair]
) -> list[Pair]:
    """All ties, and one trunk for each boss down to the deepest report."""
    deepest: dict[int, int] = {}
    for boss, report in tree:
        known = deepest.get(boss, report)
        deepest[boss] = max(known, report, key=lambda node: rows[node])
    return [*deepest.items(), *ties]


@dataclass(frozen=True, slots=True)
class _Lines:
    """For each node those above and below it, with the weight of the line."""

    above: Sequence[dict[int, int]]
    below: Sequence[dict[int, int]]

    @classmethod
    def of(cls, count: int, tree: Sequence[Pair], ties: Sequence[Pair]) -> _Lines:
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


def _schedule(lines: _Lines, most: int, columns: Columns) -> list[int]:
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
    return _without_gaps(row)


def _fill_in_order(lines: _Lines, most: int) -> list[int]:
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


def _bosses(lines: _Lines, columns: Columns) -> dict[int, int]:
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


def _without_gaps(rows: Sequence[int]) -> list[int]:
    number = {row: at for at, row in enumerate(sorted(set(rows)))}
    return [number[row] for row in rows]


@dataclass(slots=True)
class _Rows:
    """The rows so far, in which nodes move up and down to shorten their lines."""

    lines: _Lines
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


def line_length(rows: Sequence[int], tree: Sequence[Pair], ties: Sequence[Pair]) -> int:
    """The rows that all lines span together, those of the tree weighted.

    Examples
    --------
    >>> line_length([0, 1, 2], [(0, 1)], [(0, 2)])
    5
    """
    length = 0
    for upper, lower in tree:
        length += TREE_WEIGHT * (rows[lower] - rows[upper])
    for upper, lower in ties:
        length += rows[lower] - rows[upper]
    return length
