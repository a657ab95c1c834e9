"""What a sheet of a workbook says beside its values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from powermap.errors import FormatError
from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.sheets import Area, Sheet
from powermap.language import Reason

__all__ = ["SheetFacts"]

_LONGEST_COMMENT = 2_000
"""Characters of a comment."""
_MERGED = 50_000
"""Merged cells of a sheet."""
_MOST = 100_000
"""Facts of one kind that are kept."""

Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass
class SheetFacts:
    """A sheet that is being read, cell by cell, within the limits of its file.

    Attributes
    ----------
    allowance : Allowance
        What the file may hold.
    grid : list of list of object
        The values so far, from row 1 on; a row ends with its last value.
    rows, width : int
        How far the cells reach.
    filled, text : int
        Filled cells, and characters of their texts.
    merged : list of Area
        Merged cells.
    hidden_rows : set of int
        Rows that are hidden, by a filter too.
    comments : dict of place to str
        Comments of cells.
    """

    allowance: Allowance
    grid: list[list[object]] = field(default_factory=list)
    rows: int = 0
    width: int = 0
    filled: int = 0
    text: int = 0
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)

    def put(self, row: int, column: int, value: object) -> None:
        """Keep the value of a cell; None and an empty text are no value."""
        if value is None or value == "":
            return
        if row > self.rows or column > self.width:
            self._reach(row, column)
        self._count(value)
        cells = self.grid[row - 1]
        missing = column - 1 - len(cells)
        if missing < 0:
            cells[column - 1] = value
        else:
            cells.extend([None] * missing)
            cells.append(value)

    def _reach(self, row: int, column: int) -> None:
        rows = max(self.rows, row)
        width = max(self.width, column)
        # Before anything is made of it: a cell alone at a far corner costs nothing to
        # write.
        self.allowance.check_reach(rows, width)
        self.rows, self.width = rows, width
        while len(self.grid) < rows:
            self.grid.append([])

    def _count(self, value: object) -> None:
        self.filled += 1
        if isinstance(value, str):
            self.allowance.check_text(value)
            self.text += len(value)
        if self.filled > self.allowance.filled or self.text > self.allowance.text:
            self.allowance.take(0, self.filled, self.text)

    def merge(self, area: Area | None) -> None:
        """Keep a merged cell."""
        if area is None:
            return
        if len(self.merged) >= _MERGED:
            source = self.allowance.source
            raise FormatError(
                Reason("message.sheets.too_many_merged", source=source, most=_MERGED)
            )
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
        if text and self.allowance.comments > 0:
            self.allowance.comments -= 1
            self.comments[row, column] = text[:_LONGEST_COMMENT]

    def hide(self, row: int) -> None:
        """Keep that a row is hidden."""
        if len(self.hidden_rows) < _MOST:
            self.hidden_rows.add(row)

    def sheet(self, title: str, *, hidden: bool) -> Sheet:
        """The sheet under a title; each title counts in what the file may hold."""
        self.allowance.take(self.rows * self.width, self.filled, self.text)
        return Sheet(
            title,
            self.grid,
            merged=self._merged_within,
            hidden_rows=self._hidden_within,
            comments=self.comments,
            hidden=hidden,
        )

    # Once, since hundreds of titles may show the same cells.
    @cached_property
    def _hidden_within(self) -> frozenset[int]:
        """Hidden rows as far as the sheet has cells."""
        return frozenset(row for row in self.hidden_rows if row <= self.rows)

    @cached_property
    def _merged_within(self) -> tuple[Area, ...]:
        """Merged cells as far as the sheet has cells, without those of one cell."""
        kept = tuple(_clipped(self.merged, self.rows, self.width))
        covered = sum(area.cells for area in kept)
        # Merged cells never overlap, and each of them is filled in later.
        if covered > self.rows * self.width:
            raise FormatError(
                Reason("message.sheets.overlapping", source=self.allowance.source)
            )
        return kept


def _clipped(merged: Iterable[Area], height: int, width: int) -> Iterable[Area]:
    for area in merged:
        last_row = min(area.last_row, height)
        last_column = min(area.last_column, width)
        rows = last_row - area.first_row
        columns = last_column - area.first_column
        if rows >= 0 and columns >= 0 and rows + columns > 0:
            yield Area(area.first_row, area.first_column, last_row, last_column)
