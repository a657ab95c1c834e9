"""Empty cells that mean the same as the cell above, as in an outline."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.exchange.intake.column import Column
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.values.cells import CellOf
from powermap.language import Reason

__all__ = ["fill_down"]

_OUTLINE = frozenset({"department", "organization"})
"""Fields that several people share, so that a register writes them once."""
_NAMES = frozenset({"name", "last_name", "first_name"})
_LEAST = 3
"""Rows below the first that show a pattern."""


def fill_down(table: SheetTable, columns: Sequence[Column]) -> list[tuple[str, Reason]]:
    """Fill the empty cells of columns that are written as an outline.

    Such a column stands left of the names, begins in the first row, has gaps, and no
    value comes twice: whoever leaves a cell empty because it is not known repeats
    what is known.

    Returns
    -------
    list of (str, Reason)
        For each such column its header and what was done.
    """
    places = [column.place for column in columns if _means(column, _NAMES)]
    told = []
    for column in columns:
        if not places or column.place > min(places) or not _means(column, _OUTLINE):
            continue
        if _is_outline(table, column):
            told.append((column.title, _fill(table, column)))
    return told


def _means(column: Column, names: frozenset[str]) -> bool:
    return any(field.name in names for field in column.fields)


def _is_outline(table: SheetTable, column: Column) -> bool:
    rows = [row.number for row in table.rows]
    filled = {cell.row for cell in column.cells}
    values = [str(cell.raw) for cell in column.cells]
    if len(rows) < _LEAST or not 1 < len(filled) < len(rows):
        return False
    if any(row.section for row in table.rows):
        return False
    return rows[0] in filled and len(set(values)) == len(values)


def _fill(table: SheetTable, column: Column) -> Reason:
    raw_by_row = {cell.row: cell.raw for cell in column.cells}
    cells = []
    above: object = None
    for row in table.rows:
        above = raw_by_row.get(row.number, above)
        cells.append(CellOf(row.number, above))
    count = len(cells) - len(column.cells)
    column.cells = cells
    return Reason("message.columns.filled_down", count=count)
