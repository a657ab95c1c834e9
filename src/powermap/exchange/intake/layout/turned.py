"""Tables with the fields down and the people across, turned to the usual way."""

from __future__ import annotations

from itertools import zip_longest

from powermap.exchange.intake.layout.grid import Grid, make_row
from powermap.exchange.intake.layout.headers import find_header, is_new_header
from powermap.exchange.intake.layout.titles import Weight
from powermap.exchange.tables.sheets import Area, Sheet

__all__ = ["turn_if_needed"]

_MOST_ROWS = 200
"""Fields that a table may have; a longer sheet is a list of people."""
_LEAST = 4
"""Weight of a name and another known field."""


def turn_if_needed(sheet: Sheet, grid: Grid, weight: Weight) -> Sheet | None:
    """The sheet turned, when its first column is a better header than any row.

    Examples
    --------
    >>> from powermap.exchange.intake.layout.grid import make_grid
    >>> sheet = Sheet("S", [["Name", "Ana", "Ben"], ["Power", 7, 3]])
    >>> weights = {"Name": 3, "Power": 1}
    >>> turn_if_needed(sheet, make_grid(sheet), lambda text: weights.get(text, 0)).rows
    [('Name', 'Power'), ('Ana', 7), ('Ben', 3)]
    """
    if not 1 < len(grid.rows) <= _MOST_ROWS:
        return None
    # A title row may begin further left than the fields below it; a row may be there
    # only because a merged cell reaches into it.
    starts = [row.filled[0] for row in grid.rows[1:] if row.filled]
    if not starts:
        return None
    first = min(starts)
    fields = [row.cells[first] if first in row.filled else None for row in grid.rows]
    column = make_row(0, fields)
    if not column.filled or not is_new_header(column, weight):
        return None
    known = sum(weight(text) for text in set(column.texts()))
    # A name above names is the header of their column.
    if known <= find_header(grid, 0, weight).score or known < _LEAST:
        return None
    return _turn(sheet)


def _turn(sheet: Sheet) -> Sheet:
    merged = []
    for area in sheet.merged:
        turned = Area(
            area.first_column, area.first_row, area.last_column, area.last_row
        )
        merged.append(turned)
    comments = {}
    for (row, column), text in sheet.comments.items():
        comments[column, row] = text
    rows = list(zip_longest(*sheet.rows))
    return Sheet(sheet.title, rows, merged, frozenset(), comments, sheet.hidden)
