"""The tables of a sheet, from the first row to the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from powermap.errors import Note
from powermap.exchange.intake.layout.body import Body, read_body
from powermap.exchange.intake.layout.grid import Grid, GridRow, make_grid
from powermap.exchange.intake.layout.header import REQUIRED, Header
from powermap.exchange.intake.layout.headers import find_header
from powermap.exchange.intake.layout.merged import Merging, fill_merged, join_rows
from powermap.exchange.intake.layout.notes import LayoutNotes, list_texts
from powermap.exchange.intake.layout.side_by_side import split_columns
from powermap.exchange.intake.layout.table import SheetTable, TableRow
from powermap.exchange.intake.layout.titles import Weight
from powermap.exchange.intake.layout.turned import turn_if_needed
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Reason

__all__ = ["find_tables"]


def find_tables(
    sheet: Sheet, weight: Weight, *, may_turn: bool = True
) -> list[SheetTable]:
    """The tables of a sheet, in their order; none of an empty sheet.

    Parameters
    ----------
    sheet : Sheet
        The cells.
    weight : callable
        How much a text is worth as a header: 0 when it is unknown, 1 when it is
        known, 3 when it is the header of a required column, such as the name.
    may_turn : bool, default True
        Whether the fields may be down the first column.

    Returns
    -------
    list of SheetTable

    Examples
    --------
    >>> rows = [["Stakeholder register"], [], ["Name", "Power"], ["Ana Ruiz", 7]]
    >>> weights = {"Name": 3, "Power": 1}
    >>> table = find_tables(Sheet("People", rows), lambda text: weights.get(text, 0))[0]
    >>> table.titles, table.rows[0].number, table.above
    (('Name', 'Power'), 4, ('Stakeholder register',))
    """
    cached = _cached(weight)
    grid = make_grid(sheet)
    parts, legend = split_columns(sheet, grid, cached)
    tables: list[SheetTable] = []
    for part in parts:
        part_grid = grid if part is sheet else make_grid(part)
        turned = turn_if_needed(part, part_grid, cached) if may_turn else None
        if turned is None:
            tables += _tables_below(part, part_grid, cached)
        else:
            tables += _turned_tables(turned, cached)
    if legend and tables:
        tables[0] = _with_legend(tables[0], legend, sheet)
    return tables


def _turned_tables(sheet: Sheet, weight: Weight) -> list[SheetTable]:
    """The tables of a sheet that was turned."""
    note = Note(Reason("message.layout.turned"), None, sheet.title)
    tables = []
    for table in _tables_below(sheet, make_grid(sheet), weight):
        tables.append(replace(table, notes=(note, *table.notes)))
    return tables


def _tables_below(sheet: Sheet, grid: Grid, weight: Weight) -> list[SheetTable]:
    """The tables of a sheet from top to bottom."""
    tables: list[SheetTable] = []
    start = 0
    while start < len(grid.rows):
        header = find_header(grid, start, weight)
        table, start = _read_table(sheet, grid, start, header, weight)
        tables.append(table)
    return tables


def _with_legend(table: SheetTable, legend: Sequence[str], sheet: Sheet) -> SheetTable:
    """The table with the lines of a legend beside it."""
    notes = LayoutNotes(sheet)
    notes.add("legend_beside", texts=list_texts(legend))
    return replace(
        table,
        legend=(*table.legend, *legend),
        notes=(*table.notes, *notes.notes),
    )


def _cached(weight: Weight) -> Weight:
    """The same function, asked once for each text."""
    known: dict[str, int] = {"": 0}

    def ask(title: str) -> int:
        if title not in known:
            known[title] = weight(title)
        return known[title]

    return ask


def _read_table(
    sheet: Sheet, grid: Grid, start: int, header: Header, weight: Weight
) -> tuple[SheetTable, int]:
    """A table, and the place of the row after it."""
    notes = LayoutNotes(sheet)
    above = [row for row in grid.rows[start : header.place] if row.filled]
    first = header.place + len(header.rows)
    after_header = grid.rows[first].number if first < len(grid.rows) else 0
    filled, merging = fill_merged(grid, after_header, grid.rows[-1].number)
    body = read_body(filled, header, weight)
    names = [at for at, title in enumerate(header.titles) if weight(title) >= REQUIRED]
    rows = _join_merged(body, merging, names, notes)
    titles = _titles(header, [row for row, _ in rows])
    notes.add_header(header, above, filled.rows)
    notes.add_body(body)
    notes.add_merged(merging, titles, rows)
    numbers = {row.number for row, _ in rows}
    comments = _comments(sheet, numbers)
    notes.add_unseen(numbers, comments)
    table = SheetTable(
        sheet.title,
        header.rows,
        titles,
        tuple(_table_row(row, section, len(titles)) for row, section in rows),
        notes.notes,
        tuple(text for row in above for text in row.texts()),
        tuple(" | ".join(row.texts()) for row in body.others),
        comments,
        header.score,
    )
    return table, max(body.end, first)


def _join_merged(
    body: Body, merging: Merging, names: Sequence[int], notes: LayoutNotes
) -> list[tuple[GridRow, str | None]]:
    """The rows, those of one merged name as one."""
    data = body.data
    joined, spans = join_rows([row for row, _ in data], merging, names)
    if not joined:
        return data
    dropped: set[int] = set()
    for first, last in spans:
        dropped.update(range(first + 1, last + 1))
    rows = []
    for row, section in data:
        if row.number not in dropped:
            rows.append((joined.get(row.number, row), section))
    notes.add_joined(joined, spans, names[0])
    return rows


def _titles(header: Header, rows: Sequence[GridRow]) -> tuple[str, ...]:
    """The headers, and as many empty ones as the rows are wider."""
    width = len(header.titles)
    for row in rows:
        if row.filled and row.filled[-1] >= width:
            width = row.filled[-1] + 1
    return header.titles + ("",) * (width - len(header.titles))


def _table_row(row: GridRow, section: str | None, width: int) -> TableRow:
    cells = row.cells[:width]
    if len(cells) < width:
        cells += (None,) * (width - len(cells))
    return TableRow(row.number, cells, section)


def _comments(sheet: Sheet, numbers: set[int]) -> tuple[tuple[int, int, str], ...]:
    found = []
    for (row, column), text in sheet.comments.items():
        if row in numbers:
            found.append((row, column, text))
    return tuple(sorted(found))
