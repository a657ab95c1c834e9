"""Which rows of a sheet are the header of a table.

Each row near the top is scored by the headers in it that are known. The earliest row
of the full width is preferred: rows of data now and then hold a word such as "Email"
that is also a header, so that a later row must be better by half. A row that is much
narrower than those below it is a title or a line about the report, however well its
words are known.
"""

from __future__ import annotations

from collections.abc import Sequence

from powermap.exchange.intake.layout.grid import Grid, GridRow, is_number_like
from powermap.exchange.intake.layout.header import REQUIRED, Header, score_titles
from powermap.exchange.intake.layout.header_pairs import find_pair
from powermap.exchange.intake.layout.titles import (
    Weight,
    title_of,
)

__all__ = ["find_header", "is_new_header", "titles_of"]

_ROWS_ABOVE = 40
"""Rows with text that a report may have above its header."""
_ROWS_BELOW = 10
"""Rows that tell how wide the table below a header is."""
_BETTER = 1.5
"""How much better a later row of the same width must be."""
_LONGEST = 120
"""Characters of a header; a longer text is a note or a value."""


def find_header(grid: Grid, start: int, weight: Weight) -> Header:
    """The header of the first table from a place on.

    Where no row is one, a header without rows at the first row of the table.
    """
    best, score = _best_row(grid, start, weight)
    end = start + _ROWS_ABOVE if best is None else best + 1
    end = min(end, len(grid.rows) - 1)
    pair = find_pair(grid, range(start, end), weight, score)
    if pair is not None:
        return pair
    if best is None or (not score and _is_data(grid.rows, best)):
        return Header(_first_wide(grid.rows, start), (), (), 0)
    return _single(grid.rows[best], best, score, weight)


def _best_row(grid: Grid, start: int, weight: Weight) -> tuple[int | None, int]:
    """Place and score of the row that is most probably a header."""
    best: int | None = None
    best_score = -1
    for place in range(start, min(start + _ROWS_ABOVE, len(grid.rows))):
        row = grid.rows[place]
        score = score_row(row, weight)
        if score < 0 or _is_narrow(grid.rows, place):
            continue
        if best is not None:
            score -= _weight_of_values(grid.rows, place, weight)
        if best is None or _is_better(score, row, best_score, grid.rows[best]):
            best = place
            best_score = score
            # What comes below a header beyond doubt is another table.
            if score > REQUIRED and is_new_header(row, weight):
                break
    return best, best_score


def _weight_of_values(rows: Sequence[GridRow], place: int, weight: Weight) -> int:
    """Weight of the texts of a row that stand below it again, as values do."""
    row = rows[place]
    following = rows[place + 1 : place + 1 + _ROWS_BELOW]
    total = 0
    # A header may be repeated above each part of a table.
    if any(each.cells == row.cells for each in following):
        return 0
    for at in row.filled:
        if any(_has(each, at, row.cells[at]) for each in following):
            total += weight(title_of(row.cells[at], weight))
    return total


def _has(row: GridRow, at: int, cell: object) -> bool:
    return at < len(row.cells) and row.cells[at] == cell


def score_row(row: GridRow, weight: Weight) -> int:
    """Weight of the headers in a row; -1 when it cannot be a header.

    What looks like a number is no header, but a row with more known headers than
    such cells may be one.
    """
    titles = titles_of(row, weight)
    # A long text is no header, unless it is a known one with the name of a rival.
    texts = [title for title in titles if len(title) > _LONGEST and not weight(title)]
    if not titles or texts:
        return -1
    score = score_titles(titles, weight)
    odd = sum(is_number_like(row.cells[place]) for place in row.filled)
    if odd and score <= odd:
        return -1
    return score


def titles_of(row: GridRow, weight: Weight) -> list[str]:
    """The texts of the filled cells of a row as headers."""
    return [title_of(row.cells[place], weight) for place in row.filled]


def is_new_header(row: GridRow, weight: Weight) -> bool:
    """Whether a row below a table is the header of another one.

    More is asked of it than of a row near the top: at least half of its cells are
    known headers, and at least two.
    """
    cells = [row.cells[place] for place in row.filled]
    if len(cells) < 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    weights: list[int] = []
    # Asked of many rows of a long sheet, hence no longer than necessary: words that
    # repeat, whose weight is known, mostly stand right of the names.
    for cell in reversed(cells):
        weights.append(weight(title_of(cell, weight)))
        if weights.count(0) * 2 > len(cells):
            return False
    if any(map(is_number_like, cells)):
        return False
    # A single one may be a short name or id that happens to be a known header.
    return len(cells) - weights.count(0) >= 2


def _is_narrow(rows: Sequence[GridRow], place: int) -> bool:
    """Whether a row fills less than half of what the rows below it fill."""
    widths = []
    for row in rows[place + 1 : place + 1 + _ROWS_BELOW]:
        widths.append(len(row.filled))
    if not widths:
        return False
    widths.sort()
    usual = widths[len(widths) // 2]
    return len(rows[place].filled) * 2 < usual


def _is_better(score: int, row: GridRow, best_score: int, best: GridRow) -> bool:
    """Whether a later row is the header rather than the best one so far."""
    if len(row.filled) > len(best.filled):
        return score > best_score
    return score >= best_score * _BETTER and score >= best_score + 2


def _single(row: GridRow, place: int, score: int, weight: Weight) -> Header:
    titles = [""] * (row.filled[-1] + 1)
    for at in row.filled:
        titles[at] = title_of(row.cells[at], weight)
    return Header(place, (row.number,), tuple(titles), score)


def _is_data(rows: Sequence[GridRow], place: int) -> bool:
    """Whether a row without a known header is the first of the data.

    A lone column of texts has no header; otherwise a header is a text that does not
    occur again in its column.
    """
    row = rows[place]
    below = rows[place + 1 : place + 1 + _ROWS_ABOVE]
    if (
        len(row.filled) == 1
        and max((len(each.filled) for each in below), default=1) < 2
    ):
        return True
    if any(is_number_like(row.cells[at]) for at in row.filled):
        return True
    for at in row.filled:
        for other in below:
            if at < len(other.cells) and other.cells[at] == row.cells[at]:
                return True
    return False


def _first_wide(rows: Sequence[GridRow], start: int) -> int:
    """The first row that is not much narrower than those below it."""
    for place in range(start, len(rows)):
        if rows[place].filled and not _is_narrow(rows, place):
            return place
    return start
