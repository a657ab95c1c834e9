"""Tables with more columns than can be read are refused."""

from __future__ import annotations

from powermap.errors import FormatError
from powermap.exchange.tables.allowance import AREA, check_area
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Quoted, Reason

__all__ = ["check_width"]

_WIDEST = 1_000
"""Columns of a table, of which 500 may be custom fields."""


def check_width(sheet: Sheet, source: str) -> None:
    """Refuse a table with more columns than people know of each other, or too far apart.

    Later steps look at every place up to the last column; empty ones at the ends of
    rows, as spreadsheets write them, are none of these.
    """
    rows = 0
    width = 0
    for row in sheet.rows:
        end = len(row)
        while end and is_empty(row[end - 1]):
            end -= 1
        rows += end > 0
        width = max(width, end)
    check_area(rows, width, AREA, source)
    for number, row in enumerate(sheet.rows, start=1):
        if len(row) <= _WIDEST:
            continue
        filled = sum(1 for cell in row if not is_empty(cell))
        if filled > _WIDEST:
            raise FormatError(
                Reason(
                    "message.sheets.too_many_columns",
                    source=source,
                    sheet=Quoted(sheet.title),
                    count=filled,
                    row=number,
                    most=_WIDEST,
                )
            )
