"""Tables as text: CSV, TSV, and whatever else separates its cells by one character."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Literal

from powermap.errors import BOM, Note
from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.encoding import decode
from powermap.exchange.formats.header_words import is_known_header
from powermap.exchange.formats.loose_quotes import LooseRows, looks_like_rows
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.files.reading import MEGABYTE
from powermap.language import Reason
from powermap.language.values import Listed

__all__ = ["FORMAT", "FORMULA", "LIMIT", "find_delimiter", "read_delimited", "sheet_of"]

# Five times that of YAML: CSV is read much faster.
LIMIT = 50 * MEGABYTE
FORMULA = "=+-@\t\r'"
"""Characters at whose sight a spreadsheet runs a cell, and the apostrophe itself."""
_ROWS = 100_000
"""Rows of a file, as of a sheet; a buying center has some dozens."""
_SEPARATOR_LINE = re.compile(
    r'"?sep=(\t|[^\w\s"\'])"?[,;\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE
)
"""A line by which Excel says what separates; it does not count it as a row."""
_KEPT_AS_TEXT = re.compile(r'="(?P<text>[^"]*)"')
"""How CSV files keep a spreadsheet from turning an id into a number."""
_LOOKED_AT = 100_000
"""Characters in which the separator is looked for."""
_FIRST_ROWS = 30
"""Rows among which the header is looked for: titles may stand above it."""
_SEPARATORS = ",;\t|，"
_WIDE_COMMA = "，"
"""Stands in Chinese sentences too: it separates where two headers are known."""


def read_delimited(payload: bytes, name: str, options: ReadOptions) -> Content:
    r"""The one sheet of a CSV or TSV file.

    Examples
    --------
    >>> payload = b"Name;Title\nAna Ruiz;CFO\n"
    >>> read_delimited(payload, "deal.csv", ReadOptions()).sheets[0].rows
    [['Name', 'Title'], ['Ana Ruiz', 'CFO']]
    """
    text, notes = decode(payload, name, options.encoding)
    sheet, more = sheet_of(text, name)
    return Content([sheet], kind="csv", notes=[*notes, *more])


def sheet_of(
    text: str, name: str, knows: Callable[[str], bool] = is_known_header
) -> tuple[Sheet, list[Note]]:
    """The cells of a text; what separates them is seen by the headers in it."""
    text = text.lstrip(BOM)
    declared = _SEPARATOR_LINE.match(text)
    if declared:
        text = text[declared.end() :]
    if not text.strip():
        raise refuse(name, "message.formats.empty")
    delimiter = declared[1] if declared else find_delimiter(text, knows)
    title = PurePath(name).name
    rows, notes = _rows(text, delimiter, name)
    # Programs write semicolons where the comma is the decimal mark.
    decimal: Literal[","] | None = "," if delimiter == ";" else None
    return Sheet(title, rows, decimal=decimal), notes


def find_delimiter(text: str, knows: Callable[[str], bool] = is_known_header) -> str:
    r"""What separates a row into most known headers, else the rows most evenly.

    Examples
    --------
    >>> find_delimiter("Contacts, as of May\nName;Title\nRuiz, Ana;CFO")
    ';'
    """
    head = text.lstrip("\r\n")[:_LOOKED_AT]
    best = ","
    highest = (0, 0, 0)
    for delimiter in _SEPARATORS:
        score = _score(head, delimiter, knows)
        if delimiter == _WIDE_COMMA and score[0] < 2:
            continue
        if score > highest:
            best, highest = delimiter, score
    return best


def _score(
    head: str, delimiter: str, knows: Callable[[str], bool]
) -> tuple[int, int, int]:
    """Known headers in one row, rows of the most common width, and that width."""
    # Not by counting separators, as csv.Sniffer does: names hold commas, and Excel in
    # many countries writes semicolons.
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        rows = list(islice(reader, _FIRST_ROWS))
    except csv.Error:
        return 0, 0, 0
    known = 0
    widths: Counter[int] = Counter()
    for row in rows:
        known = max(known, sum(1 for title in row if title.strip() and knows(title)))
        if len(row) > 1:
            widths[len(row)] += 1
    if not widths:
        return known, 0, 0
    width, count = widths.most_common(1)[0]
    return known, count, width


def _rows(text: str, delimiter: str, name: str) -> tuple[list[Row], list[Note]]:
    # newline="" keeps line breaks within cells; strict refuses a quote in the middle of
    # a cell, which would swallow what follows.
    strict = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = _bounded(strict, name)
    except csv.Error:
        return _loose_rows(text, delimiter, name)
    width = _usual_width(rows)
    for row in rows:
        if len(row) != width and looks_like_rows(row, delimiter):
            return _loose_rows(text, delimiter, name, width)
    return [_without_guards(row) for row in rows], _tell_long_rows(rows, width, name)


def _tell_long_rows(rows: Sequence[Sequence[str]], width: int, name: str) -> list[Note]:
    """Rows with more cells than most: a comma in "Ruiz, Ana" was taken for a new cell."""
    long = []
    for number, row in enumerate(rows, start=1):
        if any(cell.strip() for cell in row[width:]):
            long.append(number)
    usual = sum(len(row) == width for row in rows)
    if not long or width < 2 or len(long) >= usual:
        return []
    where = Listed(long, "comma", most=10)
    message = Reason(
        "message.formats.long_rows", rows=where, count=len(long), width=width
    )
    return [Note(message, name)]


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return widths.most_common(1)[0][0] if widths else 1


def _loose_rows(
    text: str, delimiter: str, name: str, width: int | None = None
) -> tuple[list[Row], list[Note]]:
    """The rows of a text whose quotation marks do not follow the rules of CSV."""
    loose = LooseRows(text, delimiter, width)
    try:
        rows = _bounded(loose, name)
    except csv.Error as error:
        raise refuse(name, "message.formats.no_csv", reason=str(error)) from error
    notes = []
    if loose.rows:
        where = Listed(loose.rows, "comma", most=10)
        count = len(loose.rows)
        message = Reason("message.formats.loose_quotes", rows=where, count=count)
        notes.append(Note(message, name))
    return [_without_guards(row) for row in rows], notes


def _bounded(reader: object, name: str) -> list[Sequence[str]]:
    rows = []
    for row in reader:  # type: ignore[attr-defined]
        rows.append(row)
        if len(rows) > _ROWS:
            raise refuse(name, "message.formats.too_many_rows", limit=_ROWS)
    return rows


def _without_guards(row: Sequence[str]) -> Row:
    return [_unguard(cell) for cell in row]


def _unguard(cell: str) -> str:
    """The text that powermap guarded, or that ="0012" keeps a spreadsheet from reading."""
    kept_as_text = _KEPT_AS_TEXT.fullmatch(cell)
    if kept_as_text:
        return kept_as_text["text"]
    guarded_text = cell[1:]
    # Other apostrophes belong to the user.
    is_guard = cell.startswith("'") and guarded_text.startswith(tuple(FORMULA))
    return guarded_text if is_guard else cell


def _has_headers(head: str) -> bool:
    """Whether two known headers stand in one row of a text."""
    delimiter = find_delimiter(head)
    known, _, _ = _score(head.lstrip("\r\n"), delimiter, is_known_header)
    return known >= 2 or _SEPARATOR_LINE.match(head) is not None


FORMAT = Format(
    name="csv",
    suffixes=(".csv", ".tsv", ".tab", ".txt"),
    title={"en": "CSV, TSV and other text tables", "zh": "CSV、TSV 等文本表格"},
    holds={
        "en": "One table. Comma, semicolon, tab or | between the cells, in any common "
        "encoding; ties and facts are in two files beside it.",
        "zh": "一个表格。单元格以逗号、分号、制表符或 | 分隔，支持各种常见编码；"
        "关系与说明在旁边的两个文件中。",
    },
    read=read_delimited,
    writes=True,
    recognizes=_has_headers,
    limit=LIMIT,
)
