"""Which rows of a sheet are the header of a table.

Each row near the top is scored by the headers in it that are known. The earliest row
of the full width is preferred: rows of data now and then hold a word such as "Email"
that is also a header, so that a later row must be better by half. A row that is much
narrower than those below it is a title or a line about the report, however well its
words are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.exchange.intake.layout.grid import Grid, GridRow, is_number_like
from powermap.exchange.intake.layout.titles import (
    Weight,
    clean_title,
    join_titles,
    title_of,
)

__all__ = ["Header", "find_header", "is_new_header", "score_titles", "titles_of"]

_ROWS_ABOVE = 40
"""Rows with text that a report may have above its header."""
_ROWS_BELOW = 10
"""Rows that tell how wide the table below a header is."""
_BETTER = 1.5
"""How much better a later row of the same width must be."""
_REQUIRED = 3
"""Weight of a required column, such as the name."""
_LONGEST = 120
"""Characters of a header; a longer text is a note or a value."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes
    ----------
    place : int
        Place of its first row among the rows of the grid.
    rows : tuple of int
        Numbers of its rows; empty when the table has none.
    titles : tuple of str
        Header of each column.
    score : int
        Weight of all headers together.
    """

    place: int
    rows: tuple[int, ...]
    titles: tuple[str, ...]
    score: int


def find_header(grid: Grid, start: int, weight: Weight) -> Header:
    """The header of the first table from a place on.

    Where no row is one, a header without rows at the first row of the table.
    """
    best, score = _best_row(grid, start, weight)
    pair = _best_pair(grid, start, best, weight, score)
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
        if best is None or _is_better(score, row, best_score, grid.rows[best]):
            best = place
            best_score = score
            # What comes below a header beyond doubt is another table.
            if score > _REQUIRED and is_new_header(row, weight):
                break
    return best, best_score


def score_row(row: GridRow, weight: Weight) -> int:
    """Weight of the headers in a row; -1 when it cannot be a header.

    What looks like a number is no header, but a row with more known headers than
    such cells may be one.
    """
    titles = titles_of(row, weight)
    if not titles or max(map(len, titles)) > _LONGEST:
        return -1
    score = score_titles(titles, weight)
    odd = sum(is_number_like(row.cells[place]) for place in row.filled)
    if odd and score <= odd:
        return -1
    return score


def score_titles(titles: Sequence[str], weight: Weight) -> int:
    """Weight of all headers together, each text counted once."""
    return sum(weight(title) for title in set(titles) if title)


def titles_of(row: GridRow, weight: Weight) -> list[str]:
    """The texts of the filled cells of a row as headers."""
    return [title_of(row.cells[place], weight) for place in row.filled]


def is_new_header(row: GridRow, weight: Weight) -> bool:
    """Whether a row below a table is the header of another one.

    More is asked of it than of a row near the top: at least half of its cells are
    known headers, and one of them is required or two are known.
    """
    cells = [row.cells[place] for place in row.filled]
    if len(cells) < 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    weights: list[int] = []
    for cell in cells:
        weights.append(weight(title_of(cell, weight)))
        # Asked of many rows of a long sheet, hence no longer than necessary.
        if weights.count(0) * 2 > len(cells):
            return False
    if any(map(is_number_like, cells)):
        return False
    return len(cells) - weights.count(0) >= 2 or max(weights) >= _REQUIRED


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


def _best_pair(
    grid: Grid, start: int, best: int | None, weight: Weight, single: int
) -> Header | None:
    """The two rows that are a header together and know more than any single row."""
    last = start + _ROWS_ABOVE if best is None else best + 1
    found: Header | None = None
    for place in range(start, min(last, len(grid.rows) - 1)):
        pair = _pair(grid, place, weight)
        if pair is None or pair.score < max(single, 2):
            continue
        if found is None or pair.score > found.score:
            found = pair
    return found


def _pair(grid: Grid, place: int, weight: Weight) -> Header | None:
    """Two rows as one header: groups above, what is in them below."""
    upper, lower = grid.rows[place], grid.rows[place + 1]
    if lower.number != upper.number + 1 or not upper.filled or not lower.filled:
        return None
    if any(is_number_like(upper.cells[at]) for at in upper.filled):
        return None
    width = max(upper.filled[-1], lower.filled[-1]) + 1
    subs = [""] * width
    for at in lower.filled:
        subs[at] = clean_title(lower.cells[at])
        if is_number_like(lower.cells[at]) and not subs[at].startswith(("(", "（")):
            return None
    groups = _spread(grid, upper, subs)
    if not _are_groups(groups, subs, upper) or _below_known(upper, subs, weight):
        return None
    is_merged = any(
        area.last_column > area.first_column
        for area in grid.merged.get(upper.number, ())
    )
    if not is_merged and not score_titles(subs, weight):
        return None
    titles = join_titles(groups, subs, weight)
    score = score_titles(titles, weight)
    return Header(place, (upper.number, lower.number), tuple(titles), score)


def _spread(grid: Grid, upper: GridRow, subs: Sequence[str]) -> list[str]:
    """The group of each column: a merged cell over all of its columns.

    Where nothing is merged, a group with something below it goes on over the empty
    cells to its right.
    """
    width = len(subs)
    ends = {}
    for area in grid.merged.get(upper.number, ()):
        ends[area.first_column - 1] = area.last_column
    groups = [""] * width
    starts = [*upper.filled, width]
    for start, following in pairwise(starts):
        end = start + 1
        if start in ends:
            end = min(ends[start], following)
        elif not ends and subs[start]:
            end = following
        text = clean_title(upper.cells[start])
        for at in range(start, end):
            if subs[at] or at == start:
                groups[at] = text
    return groups


def _are_groups(groups: list[str], subs: list[str], upper: GridRow) -> bool:
    """Whether a group has several columns, but no group has all of them."""
    columns = [at for at, sub in enumerate(subs) if sub]
    counts = Counter(groups[at] for at in columns if groups[at])
    if not counts or max(counts.values()) < 2:
        return False
    # One text over the whole width is the title of the table.
    return len(upper.filled) > 1 or len(columns) > max(counts.values())


def _below_known(upper: GridRow, subs: list[str], weight: Weight) -> bool:
    """Whether something unknown stands below a required header, as data does."""
    for at in upper.filled:
        sub = subs[at] if at < len(subs) else ""
        is_required = weight(clean_title(upper.cells[at])) >= _REQUIRED
        if is_required and sub and not weight(sub):
            return True
    return False


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
