"""Merged cells in the rows of a table: the value holds for all their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from powermap.exchange.intake.layout.grid import Grid, GridRow, make_row
from powermap.exchange.tables.sheets import Area

__all__ = ["Merging", "fill_merged", "join_rows"]


@dataclass(slots=True)
class Merging:
    """What merged cells in a table meant.

    Attributes
    ----------
    rows_of : dict of column to list of (int, int)
        First and last rows of the merged cells of a column, by its place.
    """

    rows_of: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def add(self, area: Area) -> None:
        """Remember a merged cell over several rows."""
        spans = self.rows_of.setdefault(area.first_column - 1, [])
        spans.append((area.first_row, area.last_row))


def fill_merged(grid: Grid, first_row: int, last_row: int) -> tuple[Grid, Merging]:
    """The grid with the value of each merged cell in all its rows.

    Over several columns it stands in the first one only: beside it, it would be the
    value of another column.
    """
    merging = Merging()
    values: dict[int, dict[int, object]] = {}
    by_number = {row.number: row for row in grid.rows} if grid.merged else {}
    for number, areas in grid.merged.items():
        row = by_number.get(number)
        if row is None or not first_row <= number <= last_row:
            continue
        for area in areas:
            place = area.first_column - 1
            if area.last_row == area.first_row or place not in row.filled:
                continue
            merging.add(area)
            for below in range(number + 1, area.last_row + 1):
                values.setdefault(below, {})[place] = row.cells[place]
    if not values:
        return grid, merging
    rows = [_with_values(row, values.get(row.number)) for row in grid.rows]
    return Grid(rows, grid.merged, grid.wide), merging


def _with_values(row: GridRow, values: dict[int, object] | None) -> GridRow:
    if not values:
        return row
    cells = list(row.cells)
    cells += [None] * (max(values) + 1 - len(cells))
    for place, value in values.items():
        cells[place] = value
    return make_row(row.number, cells)


def join_rows(
    rows: Sequence[GridRow], merging: Merging, names: Sequence[int]
) -> tuple[dict[int, GridRow], list[tuple[int, int]]]:
    """Rows over which all the names are merged as one row; which rows they were.

    One person over two rows is one person: what differs is kept in lines. Where only
    one of several required columns is merged, as From in a table of ties, each row
    stands for itself.
    """
    shared: set[tuple[int, int]] | None = None
    for place in names:
        spans = set(merging.rows_of.get(place, ()))
        shared = spans if shared is None else shared & spans
    joined: dict[int, GridRow] = {}
    by_number = {row.number: row for row in rows}
    for first, last in sorted(shared or ()):
        parts = [by_number[at] for at in range(first, last + 1) if at in by_number]
        if len(parts) > 1:
            joined[first] = _join(parts)
    spans_joined = [span for span in sorted(shared or ()) if span[0] in joined]
    return joined, spans_joined


def _join(parts: Sequence[GridRow]) -> GridRow:
    width = max(len(part.cells) for part in parts)
    cells: list[object] = []
    for place in range(width):
        values: list[object] = []
        for part in parts:
            if place in part.filled and part.cells[place] not in values:
                values.append(part.cells[place])
        cells.append(_one_of(values))
    return make_row(parts[0].number, cells)


def _one_of(values: Sequence[object]) -> object:
    if len(values) < 2:
        return values[0] if values else None
    texts = []
    for value in values:
        text = str(value)
        texts.append(text.strip())
    return "\n".join(texts)
