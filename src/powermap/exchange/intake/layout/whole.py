"""A sheet that is one table: every row below its header counts."""

from __future__ import annotations

from powermap.exchange.intake.layout.grid import GridRow, make_grid
from powermap.exchange.intake.layout.merged import fill_merged
from powermap.exchange.intake.layout.notes import LayoutNotes
from powermap.exchange.intake.layout.table import SheetTable, TableRow
from powermap.exchange.intake.layout.titles import Weight, title_of
from powermap.exchange.tables.fact_sheet import name_behind_mark
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.unknown_headers import text_of_title

__all__ = ["whole_table"]


def whole_table(sheet: Sheet, weight: Weight) -> SheetTable | None:
    """The table of a sheet of powermap's own; None when its first row is no header.

    Elsewhere a row such as "Total" may be no person; here it is what somebody typed.

    Examples
    --------
    >>> sheet = Sheet("People", [["Name"], [], ["Total"]])
    >>> table = whole_table(sheet, lambda title: 3 if title == "Name" else 0)
    >>> table.titles, [row.cells for row in table.rows]
    (('Name',), [('Total',)])
    """
    grid = make_grid(sheet)
    if not grid.rows:
        return None
    header = grid.rows[0]
    titles = [_own_title(cell, weight) for cell in header.cells]
    if not any(weight(title) for title in titles if title):
        return None
    filled, merging = fill_merged(grid, header.number + 1, grid.rows[-1].number)
    below = [row for row in filled.rows[1:] if row.filled]
    width = max([len(titles), *(row.filled[-1] + 1 for row in below)])
    titles += [""] * (width - len(titles))
    numbers = {row.number for row in below}
    comments = []
    for (row, column), text in sorted(sheet.comments.items()):
        if row in numbers:
            comments.append((row, column, text))
    notes = LayoutNotes(sheet)
    pairs: list[tuple[GridRow, str | None]] = [(row, None) for row in below]
    notes.add_merged(merging, tuple(titles), pairs)
    notes.add_unseen(numbers, tuple(comments))
    return SheetTable(
        sheet.title,
        (header.number,),
        tuple(titles),
        tuple(TableRow(row.number, _wide(row, width)) for row in below),
        notes.notes,
        comments=tuple(comments),
        score=sum(weight(title) for title in titles if title),
    )


def _own_title(cell: object, weight: Weight) -> str:
    """A header; the name of a custom field with every mark in it."""
    title = title_of(cell, weight)
    is_custom = not weight(title) or name_behind_mark(title) is not None
    return text_of_title(cell) if is_custom else title


def _wide(row: GridRow, width: int) -> tuple[object, ...]:
    cells = row.cells[:width]
    return cells + (None,) * (width - len(cells))
