"""A power and interest grid that somebody drew in the cells of a sheet."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from powermap.errors import Note
from powermap.exchange.intake.layout.grid import GridRow, is_number_like, make_grid
from powermap.exchange.intake.layout.marks import mark_of
from powermap.exchange.intake.layout.name_lists import split_names
from powermap.exchange.intake.layout.notes import list_texts
from powermap.exchange.intake.layout.table import SheetTable, TableRow
from powermap.exchange.intake.layout.word_kinds import (
    Kind,
    KindsOf,
    matrix_title,
    word_kinds,
)
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Quoted, Reason

__all__ = ["read_drawn_grid"]

_ROWS = 200
"""Rows that a drawing may have."""
_BETWEEN = re.compile(r"[\s:：\-–—/(（)）]+")
_AXES: tuple[Kind, ...] = ("power", "involvement")

Place = tuple[int, int]
"""A row and a column, both from 0."""


@dataclass(frozen=True, slots=True)
class _Label:
    """A cell that names a half of an axis; the axis is None where it says High only."""

    row: int
    column: int
    level: str
    axis: Kind | None


def read_drawn_grid(sheet: Sheet, kinds_of: KindsOf = word_kinds) -> SheetTable | None:
    """The people in a drawn grid, with both levels; None when the sheet has no grid.

    The halves of one axis are named in a row, those of the other in a column. Where
    they are called High and Low only, power is upright, as in Mendelow's grid.

    Examples
    --------
    >>> rows = [["", "Low interest", "High interest"],
    ...         ["High power", "Ana Ruiz", "Ben Ode"], ["Low power", "", "Cleo Hart"]]
    >>> table = read_drawn_grid(Sheet("Grid", rows))
    >>> table.titles, table.rows[1].cells
    (('Name', 'Power', 'Interest'), ('Ben Ode', 'High', 'High'))
    """
    rows = make_grid(sheet).rows
    if not rows or len(rows) > _ROWS:
        return None
    labels = list(_labels(rows, kinds_of))
    across = _largest_line(labels, "row")
    down = _largest_line([each for each in labels if each not in across], "column")
    # A list of people with levels has many more cells with levels than a drawing.
    if len(across) < 2 or len(down) < 2 or len(labels) > len(across) + len(down):
        return None
    axes = _axes(across, down)
    if axes is None:
        return None
    return _people(sheet, rows, across, down, axes, kinds_of)


def _labels(rows: Sequence[GridRow], kinds_of: KindsOf) -> Iterator[_Label]:
    for at, row in enumerate(rows):
        for column in row.filled:
            label = _label(at, column, row.cells[column], kinds_of)
            if label is not None:
                yield label


def _label(row: int, column: int, cell: object, kinds_of: KindsOf) -> _Label | None:
    """The half that a cell names, such as "High power" or "Interest: low"."""
    text = " ".join(str(cell).split())
    if len(text) > 40:
        return None
    if "level" in kinds_of(text):
        return _Label(row, column, text, None)
    for first, second in _halves(text):
        for level, axis in ((first, second), (second, first)):
            if "level" in kinds_of(level):
                named = [each for each in _AXES if each in kinds_of(axis)]
                if named:
                    return _Label(row, column, level, named[0])
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for between in _BETWEEN.finditer(text):
        yield text[: between.start()], text[between.end() :].strip(")）")
    # Chinese writes the two together: 高权力, 权力高.
    for at in (1, len(text) - 1):
        if text and not text.isascii():
            yield text[:at], text[at:]


def _largest_line(labels: Sequence[_Label], along: str) -> list[_Label]:
    """The most labels in one row, or in one column, that name different levels."""
    lines: dict[int, list[_Label]] = {}
    for label in labels:
        at = label.row if along == "row" else label.column
        lines.setdefault(at, []).append(label)
    best: list[_Label] = []
    for line in lines.values():
        levels = {label.level.casefold() for label in line}
        same_axis = len({label.axis for label in line}) == 1
        if same_axis and len(levels) == len(line) > len(best):
            best = line
    return best


def _axes(across: Sequence[_Label], down: Sequence[_Label]) -> tuple[Kind, Kind] | None:
    """What the upright and the level axis are; None when both are the same."""
    upright = down[0].axis
    level = across[0].axis
    if upright is None and level is None:
        return ("power", "involvement")
    if upright is None:
        upright = "power" if level == "involvement" else "involvement"
    if level is None:
        level = "power" if upright == "involvement" else "involvement"
    return None if upright == level else (upright, level)


def _people(
    sheet: Sheet,
    rows: Sequence[GridRow],
    across: Sequence[_Label],
    down: Sequence[_Label],
    axes: tuple[Kind, Kind],
    kinds_of: KindsOf,
) -> SheetTable | None:
    """The names between the labels, each with the labels of its row and column."""
    labels = {(label.row, label.column) for label in (*across, *down)}
    inside = _Inside(across, down)
    people: list[tuple[str, str, str]] = []
    for at, row in enumerate(rows):
        if at > inside.last_label_row and mark_of(row) is not None:
            break
        for column in row.filled:
            halves = inside.halves(at, column)
            if halves is None or (at, column) in labels:
                continue
            for name in split_names(row.cells[column]):
                if not _is_name(name, kinds_of):
                    continue
                people.append((name, *halves))
    if not people:
        return None
    return _table(sheet, rows, across, people, axes)


def _is_name(text: str, kinds_of: KindsOf) -> bool:
    """Whether a text in a cell is a name: not that of a quadrant or of an axis."""
    others: set[Kind] = {"quadrant", "power", "involvement", "level"}
    return not (others & kinds_of(text)) and not is_number_like(text)


class _Inside:
    """Between which labels a cell stands.

    A label holds from its place to the next one, since names may fill several rows;
    labels below or right of the names hold for what stands before them.
    """

    def __init__(self, across: Sequence[_Label], down: Sequence[_Label]) -> None:
        self._columns = {label.column: label.level for label in across}
        self._rows = {label.row: label.level for label in down}
        self._label_row = across[0].row
        self._label_column = down[0].column
        self.last_label_row = max(self._rows)

    def halves(self, row: int, column: int) -> tuple[str, str] | None:
        """The level of the upright and of the level axis; None for a cell outside."""
        if row == self._label_row or column == self._label_column:
            return None
        upright = _before(self._rows, row)
        level = _before(self._columns, column)
        if upright is None or level is None:
            return None
        # Below the row of labels that ends a drawing, nothing belongs to it.
        if self._label_row > self.last_label_row and row > self._label_row:
            return None
        return upright, level


def _before(places: Mapping[int, str], at: int) -> str | None:
    """What stands at a place or at the nearest one before it."""
    known = sorted(places)
    index = bisect_right(known, at) - 1
    return places[known[index]] if index >= 0 else None


def _table(
    sheet: Sheet,
    rows: Sequence[GridRow],
    across: Sequence[_Label],
    people: Sequence[tuple[str, str, str]],
    axes: tuple[Kind, Kind],
) -> SheetTable:
    names = [name for name, _, _ in people]
    levels = [label.level for label in across]
    titles = tuple(matrix_title(title, levels) for title in ("name", *axes))
    header = rows[across[0].row].number
    table_rows = []
    for number, cells in enumerate(people, start=header + 1):
        table_rows.append(TableRow(number, cells))
    reason = Reason(
        "message.layout.drawn_grid",
        count=len(people),
        upright=Quoted(titles[1]),
        level=Quoted(titles[2]),
        names=list_texts(names),
    )
    notes = (Note(reason, None, sheet.title),)
    return SheetTable(sheet.title, (header,), titles, tuple(table_rows), notes)
