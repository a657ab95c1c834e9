"""Tables in HTML, which many systems also call .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import PurePath

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.encoding import decode
from powermap.exchange.formats.references import without_long_references
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Area, Row, Sheet

__all__ = ["FORMAT", "read_html"]

_CELLS = 2_000_000
"""Cells of all tables, those too that a merged cell covers."""
_SPAN = 1_000
"""Columns or rows that a merged cell may cover, as browsers limit it."""
_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_START = re.compile(
    # A comment ends at its first end: else thirty of them have a billion readings.
    r"\s*+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|table|head|body|meta)",
    re.IGNORECASE | re.DOTALL,
)
_ENDS = {"<!--": "-->", "<": ">"}
"""What opens a tag, and what ends it."""
_WHITE = re.compile(r"\s+")
_HEAD = 4_000
"""Bytes in which a page says its encoding."""
_SKIPPED = {"script", "style", "title"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "caption"}
_BLOCKS = {"br", "p", "div", "li"}


def read_html(payload: bytes, name: str, options: ReadOptions) -> Content:
    """The tables of a page; a caption or a heading above one is its title.

    Examples
    --------
    >>> payload = b"<table><tr><th>Name<th>Title<tr><td>Ana<td>CFO</table>"
    >>> read_html(payload, "a.html", ReadOptions()).sheets[0].rows
    [['Name', 'Title'], ['Ana', 'CFO']]
    """
    encoding = options.encoding or _stated(payload)
    text, notes = decode(payload, name, encoding)
    reader = _Tables(PurePath(name).name, name)
    reader.feed(_without_open_ends(without_long_references(text)))
    reader.close()
    reader.end_table()
    if not reader.sheets:
        raise refuse(name, "message.formats.no_table")
    return Content(reader.sheets, kind="html", notes=notes)


def _without_open_ends(text: str) -> str:
    """A page in which what opens a tag, and does not end, is text.

    Python's parser looks for the end of each of them in the whole rest of the page.

    Examples
    --------
    >>> _without_open_ends("<!-- a --> <!-- b"), _without_open_ends("<td>1 </")
    ('<!-- a --> &lt;!-- b', '<td>1 &lt;/')
    """
    for opening, ending in _ENDS.items():
        ended = text.rfind(ending) + len(ending) if ending in text else 0
        open_ends = text[ended:]
        text = text[:ended] + open_ends.replace(opening, f"&lt;{opening[1:]}")
    return text


def _stated(payload: bytes) -> str | None:
    """The encoding that a page states, where the bytes do not say it themselves."""
    try:
        payload.decode("utf-8")
    except UnicodeDecodeError:
        stated = _CHARSET.search(payload[:_HEAD])
        name = stated[1].decode("ascii") if stated else ""
        # A page that is not in UTF-8 although it says so.
        return None if not name or name.lower().startswith("utf") else name
    return None


class _Tables(HTMLParser):
    """The sheets of a page; a table within a cell is a part of the cell's text."""

    def __init__(self, title: str, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sheets: list[Sheet] = []
        self._title = title
        self._source = source
        self._depth = 0
        self._rows: list[list[object]] = []
        self._merged: list[Area] = []
        self._open: dict[int, int] = {}
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._heading: list[str] | None = None
        self._skips = 0
        self._count = 0

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration ends; a damaged one is a comment, as browsers read it."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skips += 1
        elif tag == "table":
            self._depth += 1
        elif tag in _HEADINGS:
            self._heading = []
        elif tag in _BLOCKS:
            self._write("\n")
        elif self._depth > 1:
            return
        elif tag == "tr" and self._depth:
            self._end_cell()
            self._start_row()
        elif tag in {"td", "th"} and self._depth:
            self._start_cell(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skips = max(0, self._skips - 1)
        elif tag in _HEADINGS and self._heading is not None:
            self._title = _line("".join(self._heading)) or self._title
            self._heading = None
        elif tag == "table":
            self._depth = max(0, self._depth - 1)
            if self._depth == 0:
                self.end_table()
        elif tag in {"td", "th", "tr"} and self._depth == 1:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        # Line breaks of the source are spaces; only tags break lines.
        self._write(_WHITE.sub(" ", data))

    def _write(self, data: str) -> None:
        if self._skips:
            return
        if self._heading is not None:
            self._heading.append(data)
        elif self._cell is not None:
            self._cell.append(data)

    def end_table(self) -> None:
        """Keep the table that was read."""
        self._end_cell()
        if any(self._rows):
            rows: list[Row] = list(self._rows)
            self.sheets.append(Sheet(self._title, rows, merged=tuple(self._merged)))
        self._rows, self._merged, self._open = [], [], {}

    def _start_row(self) -> None:
        self._rows.append([])
        self._fill_merged()

    def _start_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._rows:
            self._start_row()
        self._span = (_span(attributes, "rowspan"), _span(attributes, "colspan"))
        self._cell = []

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = _lines("".join(self._cell))
        self._cell = None
        rows, columns = self._span
        row = self._rows[-1]
        first = len(row) + 1
        row.append(text or None)
        row += [None] * (columns - 1)
        self._count += columns
        if rows > 1 or columns > 1:
            number = len(self._rows)
            last = (number + rows - 1, first + columns - 1)
            self._merged.append(Area(number, first, *last))
        for column in range(first, first + columns):
            if rows > 1:
                self._open[column] = rows - 1
        self._fill_merged()
        if self._count > _CELLS:
            raise refuse(self._source, "message.formats.too_many_cells", limit=_CELLS)

    def _fill_merged(self) -> None:
        """Step over the columns that a merged cell from above covers."""
        row = self._rows[-1]
        while self._open.get(len(row) + 1) and len(row) + 1 not in self._new():
            column = len(row) + 1
            self._open[column] -= 1
            row.append(None)
            self._count += 1

    def _new(self) -> range:
        """Columns of the merged cell that begins in this row itself."""
        if not self._merged or self._merged[-1].first_row != len(self._rows):
            return range(0)
        area = self._merged[-1]
        return range(area.first_column, area.last_column + 1)


def _span(attributes: dict[str, str | None], name: str) -> int:
    written = attributes.get(name) or "1"
    if not (written.isascii() and written.isdigit()):
        return 1
    return min(max(1, int(written[:6])), _SPAN)


def _line(text: str) -> str:
    return " ".join(text.split())


def _lines(text: str) -> str:
    """The text of a cell, in which only tags break lines."""
    lines = [_line(line) for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def _is_html(head: str) -> bool:
    return _START.match(head) is not None


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm"),
    title={"en": "HTML", "zh": "HTML"},
    holds={
        "en": "Every table of a page, also where a system calls the page .xls.",
        "zh": "网页中的所有表格，包括被系统命名为 .xls 的网页。",
    },
    read=read_html,
    recognizes=_is_html,
)
