"""A sheet as its file has it, whatever kind of file that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

__all__ = ["Area", "Row", "Sheet"]

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Area:
    """A merged cell: its rows and columns, from 1, the last ones included.

    Attributes
    ----------
    first_row, first_column, last_row, last_column : int
        From 1.
    """

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def cells(self) -> int:
        """How many cells it covers."""
        rows = self.last_row - self.first_row + 1
        return rows * (self.last_column - self.first_column + 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A title and rows of cells, with what else a workbook says of them.

    Attributes
    ----------
    title : str
        Name of the sheet; of a file with one table, the name of the file.
    rows : sequence of sequence of object
        Cells from row 1. A cell is a text, number, truth value, date, `Unreadable`
        or None; a number that is formatted as a percentage is a text such as ``80%``.
    merged : sequence of Area
        Merged cells; only the first cell of each has a value.
    hidden_rows : frozenset of int
        Rows that the user does not see, from 1.
    comments : mapping of (row, column) to str
        Comments of cells, both from 1.
    hidden : bool
        Whether the user does not see the sheet.
    decimal : {",", "."} or None
        The decimal mark that the form of the file suggests: a comma where semicolons
        separate the cells.
    """

    title: str
    rows: Sequence[Row]
    merged: Sequence[Area] = ()
    hidden_rows: frozenset[int] = frozenset()
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    decimal: Literal[",", "."] | None = None
