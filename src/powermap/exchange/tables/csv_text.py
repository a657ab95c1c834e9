"""One CSV file as cells, and back, so that no spreadsheet runs a cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

from powermap.errors import FormatError
from powermap.exchange.formats.delimited import FORMULA, LIMIT, sheet_of
from powermap.exchange.formats.encoding import decode
from powermap.exchange.formats.header_words import is_known_header
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.sheets import Sheet
from powermap.files.reading import read_file
from powermap.language import Quoted, Reason

__all__ = ["guard_formula", "payload_of", "read_sheet"]

_CELL = 120_000
"""Characters of a cell; Python's reader refuses cells of more than 131,072."""


def read_sheet(
    path: Path,
    knows: Callable[[str], bool] = is_known_header,
    encoding: str | None = None,
) -> Sheet:
    """The cells of a CSV file.

    What separates them is seen by the headers that `knows` knows. A file that is not
    in Unicode is read with a note.
    """
    text, notes = decode(read_file(path, LIMIT), str(path), encoding)
    sheet, more = sheet_of(text, str(path), knows)
    for note in (*notes, *more):
        warn(note)
    return sheet


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
