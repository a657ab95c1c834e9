"""Which node stands in which row: upper above lower ones, rows not too long, lines short.

The nodes are numbered by importance: where there is room for one only, the node with
the smaller number stands higher.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from powermap.frozen import FrozenMapping
from powermap.scene.layout.row_filling import (
    Columns,
    LinesByNode,
    MovableRows,
    Pair,
    fill_by_importance,
    fill_in_order,
    nodes_of,
    without_gaps,
)

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

_NO_COLUMNS: Columns = FrozenMapping()


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
    lines = LinesByNode.of(count, tree, ties)
    if is_strict:
        return fill_in_order(lines, most)
    rows = MovableRows(
        lines, most, fill_by_importance(lines, most, columns), nodes_of(columns)
    )
    for _ in range(ROUNDS):
        if not rows.shorten():
            break
    return without_gaps(rows.row)


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
