"""Buying centers as CSV: people in the file that is named, ties and facts in two files beside it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from itertools import islice
from pathlib import Path

from powermap.errors import BOM, FormatError, Problem, shown
from powermap.exchange.center_reader import Record, Records, warn
from powermap.exchange.tables.cells import empty
from powermap.exchange.tables.sheets import Row, Sheet, facts_in, records_in, sheets_of
from powermap.files.reading import MEGABYTE, read_file
from powermap.files.writing import replace_files
from powermap.model import BuyingCenter
from powermap.model.fields import PEOPLE, Table, find

LIMIT = 50 * MEGABYTE
ROWS = 100_000
_FORMULA = "=+-@\t\r'"
_SEPARATOR = re.compile(
    r'"?sep=(\t|[^\w\s"\'])"?[,;\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE
)
_CELL = 120_000  # Python's csv reader refuses cells of more than 131,072 characters


def beside(path: Path, table: Table) -> Path:
    """The file of a table: the people's own, or the one of ties or facts beside it."""
    return (
        path
        if table == "people"
        else path.with_name(f"{path.stem}-{table}{path.suffix}")
    )


def written_by(path: Path) -> list[Path]:
    """The files that belong together under the name of the people's."""
    return [beside(path, table) for table in PEOPLE]


def read_csv(path: Path) -> BuyingCenter:
    """The buying center of a CSV file of people and, where they exist, the files of ties and facts beside it."""
    problems: list[Problem] = []
    source = str(path)
    people = records_in(_table(path, "people"), "people", source, problems)
    ties: list[Record] = []
    about = Record({})
    if beside(path, "ties").is_file():
        ties = records_in(
            _table(beside(path, "ties"), "ties"), "ties", source, problems
        )
    if beside(path, "about").is_file():
        about = facts_in(_table(beside(path, "about"), "about"), source, problems)
    if not people and not problems:
        warn(
            f"{path}: no people in this file yet; write one in each row under the header"
        )
    return Records(source, people, ties, about, problems).center(path.stem)


def write_csv(center: BuyingCenter, path: Path, lang: str) -> Path:
    """Write all three files, those of `written_by`; none is touched before all of their texts are ready."""
    sheets = sheets_of(center, lang)
    replace_files(
        {beside(path, table): payload_of(sheet) for table, sheet in sheets.items()}
    )
    return path


def _table(path: Path, table: Table) -> Sheet:
    return read_sheet(path, lambda title: find(table, title) is not None)


def read_sheet(
    path: Path, knows: Callable[[str], bool], encoding: str = "gb18030", *, top: int = 1
) -> Sheet:
    """The cells of a CSV file: what separates them is seen by the headers that are known.

    Looked at are the first `top` rows. A file that is not in Unicode is read in `encoding`, and a note says so.
    """
    text = _decoded(read_file(path, LIMIT), path, encoding)
    told = _SEPARATOR.match(
        text
    )  # a line by which Excel says what separates; it does not count it as a row
    text = text[told.end() :] if told else text
    if not text.strip():
        raise FormatError(f"{path}: the file is empty")
    delimiter = told[1] if told else _delimiter(text, knows, top)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        for row in reader:
            rows.append([_unguarded(cell) for cell in row])
            if len(rows) > ROWS:
                raise FormatError(
                    f"{path}: more than {ROWS:,} rows; a buying center is smaller"
                )
    except csv.Error as error:
        line = reader.line_num + (1 if told else 0)
        raise FormatError(f"{path}: this is not CSV ({error}, line {line})") from error
    return Sheet(path.name, rows)


def _decoded(payload: bytes, path: Path, encoding: str) -> str:
    return _text_of(payload, path, encoding).lstrip(
        BOM
    )  # some programs put a second mark before the first


def _text_of(payload: bytes, path: Path, encoding: str) -> str:
    if payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(payload, path)
    if b"\0" in payload or payload.startswith((b"PK\3\4", b"%PDF-", b"\x89PNG")):
        raise FormatError(f"{path}: this is not CSV; the file holds something else")
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        text = payload.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"this is neither text in UTF-8 nor in {encoding.upper()}; save it as CSV UTF-8"
        raise FormatError(f"{path}: {message}") from error
    told = {"gb18030": " (Chinese Excel)", "cp1252": " (Western European)"}.get(
        encoding, ""
    )
    warn(
        f"{path}: not in UTF-8, so it was read as {encoding.upper()}{told}; if names look wrong, save it as CSV UTF-8"
    )
    return text


def _utf16(payload: bytes, path: Path) -> str:
    try:
        return payload.decode("utf-16")
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path}: this is not text in UTF-16, though it begins so; save it as CSV UTF-8"
        ) from error


def _delimiter(text: str, knows: Callable[[str], bool], top: int) -> str:
    """What separates the header into most columns that are known, then into most columns."""

    def known(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(
            io.StringIO(text.lstrip("\r\n")[:100_000], newline=""), delimiter=delimiter
        )
        try:
            rows = list(islice(reader, top))
        except csv.Error:
            return 0, 0
        counts = (
            (sum(not empty(title) and knows(title) for title in row), len(row))
            for row in rows
        )
        return max(counts, default=(0, 0))

    return max(",;\t", key=known)


def payload_of(sheet: Sheet) -> bytes:
    """A sheet as CSV, in UTF-8 with the mark that Excel looks for."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows(
        [guarded(cell) for cell in row] for row in sheet.rows
    )
    return stream.getvalue().encode("utf-8-sig")


def guarded(cell: object) -> str:
    """A cell as text. An apostrophe goes before what a spreadsheet would run as a formula, and before an apostrophe.

    Examples
    --------
    >>> guarded("=1+1"), guarded(-3), guarded(None)
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
            f"{shown(cell)} has {len(cell):,} characters; a CSV cell holds {_CELL:,}"
        )
    return "'" + cell if cell.startswith(tuple(_FORMULA)) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] and cell[1:2] in _FORMULA else cell
