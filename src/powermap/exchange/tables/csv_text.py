"""One CSV file as cells, and back: encodings, separators, and cells that would run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

from powermap.errors import BOM, FormatError, shown
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.files.reading import MEGABYTE, read_file

__all__ = ["LIMIT", "guard_formula", "payload_of", "read_sheet"]

# Five times that of YAML: CSV is read much faster.
LIMIT = 50 * MEGABYTE
_ROWS = 100_000
"""Rows of a file, as of a sheet; a buying center has some dozens."""
_CELL = 120_000
"""Characters of a cell; Python's reader refuses cells of more than 131,072."""
_FORMULA = "=+-@\t\r'"
"""Characters at whose sight a spreadsheet runs a cell, and the apostrophe itself."""
_SEPARATOR = re.compile(
    r'"?sep=(\t|[^\w\s"\'])"?[,;\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE
)
"""A line by which Excel says what separates; it does not count it as a row."""
_LOOKED_AT = 100_000
"""Characters in which the separator is looked for."""
_ENCODINGS = {"gb18030": " (Chinese Excel)", "cp1252": " (Western European)"}


def read_sheet(
    path: Path, knows: Callable[[str], bool], encoding: str = "gb18030", *, top: int = 1
) -> Sheet:
    """The cells of a CSV file.

    What separates them is seen by the headers that `knows` knows among the first
    `top` rows. A file that is not in Unicode is read in `encoding`, with a note.
    """
    # Some programs put a second mark before the first.
    text = _decode(read_file(path, LIMIT), path, encoding).lstrip(BOM)
    declared = _SEPARATOR.match(text)
    if declared:
        text = text[declared.end() :]
    if not text.strip():
        raise FormatError(f"{path}: the file is empty")
    delimiter = declared[1] if declared else _find_delimiter(text, knows, top)
    # newline="" keeps line breaks within cells; strict refuses a quote in the middle of
    # a cell, which would swallow what follows.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for row in reader:
            rows.append([_unguard(cell) for cell in row])
            if len(rows) > _ROWS:
                raise FormatError(f"{path}: more than {_ROWS:,} rows; make it smaller")
    except csv.Error as error:
        line = reader.line_num + (1 if declared else 0)
        raise FormatError(f"{path}: this is not CSV ({error}, line {line})") from error
    return Sheet(path.name, rows)


def _decode(payload: bytes, path: Path, encoding: str) -> str:
    # Excel's "Unicode text" is UTF-16 and full of null bytes, so it is asked for first.
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_utf16(payload, path)
    if b"\0" in payload or payload.startswith((b"PK\3\4", b"%PDF-", b"\x89PNG")):
        raise FormatError(f"{path}: this is not CSV; the file contains other data")
    try:
        # UTF-8 first, as other encodings hardly ever form valid UTF-8 by chance.
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = payload.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path}: this is neither text in UTF-8 nor in {encoding.upper()}; "
            "save it as CSV UTF-8"
        ) from error
    warn(
        f"{path}: not in UTF-8, so it was read as "
        f"{encoding.upper()}{_ENCODINGS.get(encoding, '')}; "
        "if names look wrong, save it as CSV UTF-8"
    )
    return text


def _decode_utf16(payload: bytes, path: Path) -> str:
    try:
        return payload.decode("utf-16")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path}: this begins like UTF-16, but is not text in UTF-16; "
            "save it as CSV UTF-8"
        ) from error


def _find_delimiter(text: str, knows: Callable[[str], bool], top: int) -> str:
    """What separates a header into most columns that are known, then into most columns."""
    head = text.lstrip("\r\n")[:_LOOKED_AT]

    def known_columns(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            rows = list(islice(reader, top))
        except csv.Error:
            return 0, 0
        best = (0, 0)
        for row in rows:
            # Not by counting separators, as csv.Sniffer does: names hold commas, and
            # Excel in many countries writes semicolons.
            known = sum(not is_empty(title) and knows(title) for title in row)
            best = max(best, (known, len(row)))
        return best

    # max keeps the first of equals, so a lone column is read as comma-separated.
    return max(",;\t", key=known_columns)


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
            f"{shown(cell)} has {len(cell):,} characters; allowed in a CSV cell: {_CELL:,}"
        )
    # An apostrophe itself is guarded too, or reading would take the user's own one off.
    return "'" + cell if cell.startswith(tuple(_FORMULA)) else cell


def _unguard(cell: str) -> str:
    """The text that `guarded` wrote; other apostrophes belong to the user."""
    guarded_text = cell[1:]
    is_guard = cell.startswith("'") and guarded_text.startswith(tuple(_FORMULA))
    return guarded_text if is_guard else cell
