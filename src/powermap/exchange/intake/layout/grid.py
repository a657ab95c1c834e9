"""The rows of a sheet that hold something, and what its merged cells cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from powermap.exchange.tables.sheets import Area, Sheet
from powermap.exchange.tables.unreadable import Unreadable

__all__ = ["Grid", "GridRow", "is_number_like", "make_grid", "make_row"]


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that holds something.

    Attributes
    ----------
    number : int
        Row as the spreadsheet counts it.
    cells : tuple of object
        Its cells from the first column; the last ones may be absent.
    filled : tuple of int
        Places of the cells that are not empty, from 0.
    """

    number: int
    cells: tuple[object, ...]
    filled: tuple[int, ...]

    def texts(self) -> list[str]:
        """The texts of its filled cells."""
        return [str(self.cells[place]).strip() for place in self.filled]

    @property
    def first(self) -> object:
        """The first filled cell."""
        return self.cells[self.filled[0]] if self.filled else None


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that hold something.

    Attributes
    ----------
    rows : list of GridRow
        In their order; also rows that only a merged cell from above reaches.
    merged : dict of row to list of Area
        Merged cells by their first row.
    wide : frozenset of int
        Rows in which a cell reaches over more than one column.
    """

    rows: list[GridRow]
    merged: dict[int, list[Area]] = field(default_factory=dict)
    wide: frozenset[int] = frozenset()


def make_grid(sheet: Sheet) -> Grid:
    """The filled rows of a sheet."""
    merged: dict[int, list[Area]] = {}
    reached: set[int] = set()
    wide: set[int] = set()
    for area in sheet.merged:
        if area.first_row > len(sheet.rows):
            continue
        merged.setdefault(area.first_row, []).append(area)
        reached.update(range(area.first_row + 1, area.last_row + 1))
        if area.last_column > area.first_column:
            wide.update(range(area.first_row, area.last_row + 1))
    rows = []
    for number, cells in enumerate(sheet.rows, start=1):
        row = make_row(number, cells)
        if row.filled or number in reached:
            rows.append(row)
    return Grid(rows, merged, frozenset(wide))


def make_row(number: int, cells: Iterable[object]) -> GridRow:
    """A row with the places of its filled cells."""
    row = tuple(cells)
    # The parts of a sheet are as wide as it is; their last cells are mostly empty.
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    row = row[:width]
    filled = []
    # Every cell of a sheet passes here, hence no call of a function for each.
    for place, cell in enumerate(row):
        if cell is None:
            continue
        # Only the mark of a missing number differs from itself.
        if cell.strip() if isinstance(cell, str) else cell == cell:  # noqa: PLR0124
            filled.append(place)
    return GridRow(number, row, tuple(filled))


def is_number_like(cell: object) -> bool:
    """Whether a cell holds a number, a date or an address, as no header does.

    Examples
    --------
    >>> is_number_like(3), is_number_like("80%"), is_number_like("a@x.example")
    (True, True, True)
    >>> is_number_like("Power (1-5)")
    False
    """
    if isinstance(cell, int | float | date | Unreadable):
        return True
    text = str(cell).strip()
    if "@" in text or "://" in text:
        return True
    return not any(char.isalpha() for char in text)
