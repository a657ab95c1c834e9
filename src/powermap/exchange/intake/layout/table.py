"""A table found in a sheet: its header, its rows and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass

from powermap.errors import Note

__all__ = ["SheetTable", "TableRow"]


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table.

    Attributes
    ----------
    number : int
        Row as the spreadsheet counts it; in a turned table, the column.
    cells : tuple of object
        One cell for each title of the table.
    section : str or None
        Text of the section row above it.
    """

    number: int
    cells: tuple[object, ...]
    section: str | None = None


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table of a sheet.

    Attributes
    ----------
    sheet : str
        Title of the sheet.
    header_rows : tuple of int
        Numbers of the one or two rows of the header; empty when there is none.
    titles : tuple of str
        Header of each column from the first of the sheet, empty where there is none.
    rows : tuple of TableRow
        The rows below the header.
    notes : tuple of Note
        What was assumed or left out.
    above : tuple of str
        Texts of the rows above the header.
    legend : tuple of str
        Texts of the rows below the table that are none of it.
    comments : tuple of (row, column, text)
        Comments of its cells, both from 1.
    score : int
        Weight of all headers together.
    """

    sheet: str
    header_rows: tuple[int, ...]
    titles: tuple[str, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[Note, ...] = ()
    above: tuple[str, ...] = ()
    legend: tuple[str, ...] = ()
    comments: tuple[tuple[int, int, str], ...] = ()
    score: int = 0
