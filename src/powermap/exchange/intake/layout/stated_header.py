"""Tables whose header rows somebody names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from powermap.exchange.intake.layout.finder import find_tables
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.layout.titles import Weight, clean_title
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.sheets import Row, Sheet

__all__ = ["tables_below"]


def tables_below(
    sheet: Sheet, header_rows: Sequence[int], weight: Weight
) -> list[SheetTable]:
    """The tables of a sheet from its header rows on; none when nothing stands there.

    Examples
    --------
    >>> rows = [["Who", "Clout"], ["Ana Ruiz", "big"], ["Ben Ode", "small"]]
    >>> table = tables_below(Sheet("x", rows), (1,), lambda title: 0)[0]
    >>> table.titles, len(table.rows)
    (('Who', 'Clout'), 2)
    """
    first, last = header_rows[0], header_rows[-1]
    if last > len(sheet.rows):
        return []
    header = _joined(sheet.rows[first - 1 : last])
    titles = {clean_title(cell) for cell in header if not is_empty(cell)}
    if not titles:
        return []
    # Empty rows, so that the others keep their numbers.
    rows: list[Row] = [[] for _ in range(last - 1)]
    rows += [header, *sheet.rows[last:]]

    def stated_weight(title: str) -> int:
        return max(weight(title), int(title in titles))

    return find_tables(replace(sheet, rows=rows), stated_weight, may_turn=False)


def _joined(rows: Sequence[Row]) -> Row:
    """The rows of a header as one, group before column."""
    width = max(len(row) for row in rows)
    joined: list[object] = []
    for place in range(width):
        cells = [row[place] for row in rows if place < len(row)]
        texts = [clean_title(cell) for cell in cells if not is_empty(cell)]
        joined.append(" ".join(texts) or None)
    return joined
