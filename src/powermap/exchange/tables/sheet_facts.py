"""What a sheet of a workbook says beside its values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from powermap.exchange.tables.sheets import Area, Sheet
from powermap.exchange.tables.unreadable import Unreadable

__all__ = ["PERCENT_FORMATS", "ROWS", "SheetFacts", "is_percent", "percent_text"]

ROWS = 100_000
"""Rows of a sheet."""
PERCENT_FORMATS = frozenset({9, 10})
"""Numbers of the formats 0% and 0.00%, which every workbook has."""
_NO_SIGN = re.compile(r'"[^"]*"|\\.|\[[^]]*]')
"""What stands in a format as text: a percent sign in it does not multiply."""
_LONGEST_COMMENT = 2_000
"""Characters of a comment."""
_MOST_COMMENTS = 10_000
"""Comments of a sheet."""
_MOST = 100_000
"""Facts of one kind that are kept."""

Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(slots=True)
class SheetFacts:
    """What the reader of cells does not say of a sheet.

    Attributes
    ----------
    rows, width : int
        How far the cells reach.
    text : int
        Characters that its shared texts show.
    faults : dict of place to Unreadable
        Cells that hold an error, or a formula alone.
    percents : set of place
        Cells with a number that is shown as a percentage.
    merged : list of Area
        Merged cells.
    hidden_rows : set of int
        Rows that are hidden, by a filter too.
    comments : dict of place to str
        Comments of cells.
    """

    rows: int = 0
    width: int = 0
    text: int = 0
    faults: dict[Place, Unreadable] = field(default_factory=dict)
    percents: set[Place] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)

    def reach(self, row: int, column: int) -> None:
        """Take into account that a cell is filled."""
        self.rows = max(self.rows, row)
        self.width = max(self.width, column)

    def set_fault(self, row: int, column: int, fault: Unreadable) -> None:
        """Keep what stands in a cell in place of a value."""
        if len(self.faults) < _MOST and row > 0:
            self.faults[row, column] = fault

    def merge(self, area: Area | None) -> None:
        """Keep a merged cell."""
        if area is not None and len(self.merged) < _MOST:
            self.merged.append(area)

    def merge_from_zero(
        self, first_row: int, first_column: int, last_row: int, last_column: int
    ) -> None:
        """Keep a merged cell whose rows and columns are counted from 0."""
        area = Area(
            first_row + 1,
            first_column + 1,
            last_row + 1,
            last_column + 1,
        )
        self.merge(area)

    def comment(self, row: int, column: int, text: str) -> None:
        """Keep a comment."""
        if text and len(self.comments) < _MOST_COMMENTS:
            self.comments[row, column] = text[:_LONGEST_COMMENT]

    def hide(self, row: int) -> None:
        """Keep that a row is hidden."""
        if len(self.hidden_rows) < _MOST:
            self.hidden_rows.add(row)

    def sheet(self, title: str, grid: list[list[object]], *, hidden: bool) -> Sheet:
        """The sheet with these facts; `grid` has its values from row 1 on."""
        for (row_number, column), fault in self.faults.items():
            while len(grid) < row_number:
                grid.append([])
            cells = grid[row_number - 1]
            cells += [None] * (column - len(cells))
            cells[column - 1] = fault
        self._write_percents(grid)
        height = len(grid)
        width = max(map(len, grid), default=0)
        return Sheet(
            title,
            grid,
            merged=_within(self.merged, height, width),
            hidden_rows=frozenset(row for row in self.hidden_rows if row <= height),
            comments=self.comments,
            hidden=hidden,
        )

    def _write_percents(self, grid: list[list[object]]) -> None:
        for row, column in self.percents:
            if row > len(grid) or column > len(grid[row - 1]):
                continue
            value = grid[row - 1][column - 1]
            if isinstance(value, int | float):
                grid[row - 1][column - 1] = percent_text(value)


def percent_text(share: float) -> str:
    """A share as a percentage, as exactly as a spreadsheet keeps it.

    Examples
    --------
    >>> percent_text(0.805), percent_text(1), percent_text(0.1 + 0.2)
    ('80.5%', '100%', '30%')
    """
    # Spreadsheets keep fifteen digits; the rest is noise of binary fractions.
    exact = Decimal(f"{share:.15g}") * 100
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%"


def is_percent(format_code: str) -> bool:
    """Whether a number format shows a number as a percentage.

    Examples
    --------
    >>> is_percent("0.0%"), is_percent('0"%"'), is_percent("General")
    (True, False, False)
    """
    return "%" in _NO_SIGN.sub("", format_code)


def _within(merged: list[Area], height: int, width: int) -> tuple[Area, ...]:
    """Merged cells as far as the sheet has cells, without those of one cell."""
    kept = []
    for area in merged:
        last_row = min(area.last_row, height)
        last_column = min(area.last_column, width)
        rows = last_row - area.first_row
        columns = last_column - area.first_column
        if rows >= 0 and columns >= 0 and rows + columns > 0:
            kept.append(Area(area.first_row, area.first_column, last_row, last_column))
    return tuple(kept)
