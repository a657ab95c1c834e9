"""Cells as CSV, so that no spreadsheet runs one."""

from __future__ import annotations

import csv
import io
from datetime import date

from powermap.errors import FormatError
from powermap.exchange.formats.delimited import FORMULA
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Quoted, Reason

__all__ = ["guard_formula", "payload_of"]

_CELL = 120_000
"""Characters of a cell; Python's reader refuses cells of more than 131,072."""


def payload_of(sheet: Sheet) -> bytes:
    """A sheet as CSV, in UTF-8 with the mark that Excel looks for."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in sheet.rows:
        writer.writerow([guard_formula(cell) for cell in row])
    # Without the mark Excel reads UTF-8 as the system's encoding and garbles Chinese.
    return stream.getvalue().encode("utf-8-sig")


def guard_formula(cell: object) -> str:
    """A cell as text that no spreadsheet runs as a formula.

    An apostrophe goes before what would run, and before an apostrophe.

    Examples
    --------
    >>> guard_formula("=1+1"), guard_formula(-3), guard_formula(None)
    ("'=1+1", '-3', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if not isinstance(cell, str):
        return repr(cell)
    if len(cell) > _CELL:
        raise FormatError(
            Reason(
                "message.sheets.long_csv_cell",
                value=Quoted(cell),
                # As floats, since whole numbers are written without a comma.
                length=float(len(cell)),
                limit=float(_CELL),
            )
        )
    # An apostrophe itself is guarded too, or reading would take the user's own one off.
    return "'" + cell if cell.startswith(tuple(FORMULA)) else cell
