"""Spreadsheets of LibreOffice (.ods): cells, merged cells, comments, hidden rows.

The library that reads workbooks has no formats, merged cells and comments of .ods, and
makes cells of whatever is repeated; this reader keeps only what is filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.archive import refuse_many_sheets, unpack_safely
from powermap.exchange.tables.number_looks import percent_text
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Area, Sheet
from powermap.exchange.tables.unreadable import Unreadable
from powermap.exchange.tables.workbook_xml import XmlPart, local_name, whole_number

__all__ = ["read_ods"]

_SPAN = 100_000
"""Rows or columns that a merged cell may cover."""
_ROWS_REPEATED = "number-rows-repeated"
_COLUMNS_REPEATED = "number-columns-repeated"
_SPACES = 200
"""Spaces that one mark may stand for."""


def read_ods(payload: bytes, source: str) -> list[Sheet]:
    """The sheets of a spreadsheet."""
    parts = unpack_safely(payload, source, ("content.xml",))
    content = parts.get("content.xml", b"")
    return _Spreadsheet(content, Allowance.for_bytes(len(payload), source)).sheets


class _Spreadsheet(XmlPart):
    """The sheets of a spreadsheet, read cell by cell."""

    def __init__(self, xml: bytes, allowance: Allowance) -> None:
        self.sheets: list[Sheet] = []
        self._allowance = allowance
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._title = ""
        self._hidden = False
        self._depth = 0
        self._facts = SheetFacts(allowance)
        self._row = 1
        self._column = 1
        self._row_repeats = 1
        self._cell: dict[str, str] = {}
        self._kinds: set[str] = set()
        self._text: list[str] | None = None
        self._comment: list[str] | None = None
        super().__init__(xml, allowance.source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        local = {local_name(key): value for key, value in attributes.items()}
        if name == "style":
            self._style = local.get("name", "")
        elif name == "table-properties" and local.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif name == "table":
            self._start_table(local)
        elif name == "table-row" and self._depth == 1:
            self._row_repeats = _repeats(local, _ROWS_REPEATED)
            self._column = 1
            if local.get("visibility") in {"collapse", "filter"}:
                self._hide_rows()
        elif name in {"table-cell", "covered-table-cell"} and self._depth == 1:
            self._cell = local
            self._kinds = {
                value for key, value in attributes.items() if key.endswith("value-type")
            }
            self._text, self._comment = [], None
        elif self._text is not None:
            self._start_within(name, local)

    def _start_table(self, local: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._title = local.get("name", "")
            self._hidden = local.get("style-name", "") in self._hidden_styles
            self._facts, self._row = SheetFacts(self._allowance), 1

    def _start_within(self, name: str, local: Mapping[str, str]) -> None:
        """A tag within a cell: its paragraphs, and its comment."""
        if name == "annotation":
            self._comment = []
        elif name == "p" and self._target():
            self._write("\n")
        elif name in {"tab", "line-break"}:
            self._write("\t" if name == "tab" else "\n")
        elif name == "s":
            count = whole_number(local.get("c", "")) or 1
            self._write(" " * min(count, _SPACES))

    def _characters(self, text: str) -> None:
        self._write(text)

    def _write(self, text: str) -> None:
        target = self._target()
        if target is not None:
            target.append(text)

    def _target(self) -> list[str] | None:
        return self._text if self._comment is None else self._comment

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "table":
            if self._depth == 1:
                self._end_table()
            self._depth -= 1
        elif name == "table-row" and self._depth == 1:
            self._row += self._row_repeats
        elif name in {"table-cell", "covered-table-cell"} and self._depth == 1:
            self._end_cell()
        elif name == "annotation":
            comment = "".join(self._comment or ()).strip()
            # The date of a comment comes before its first paragraph.
            _, _, comment = comment.partition("\n")
            self._facts.comment(self._row, self._column, comment.strip())
            self._comment = None
            self._text = []

    def _end_cell(self) -> None:
        repeats = _repeats(self._cell, _COLUMNS_REPEATED)
        value = self._value("".join(self._text or ()).strip("\n"))
        self._text = None
        if value is not None:
            self._keep(value, repeats)
        rows = _repeats(self._cell, "number-rows-spanned")
        columns = _repeats(self._cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            last = (self._row + rows - 1, self._column + columns - 1)
            self._facts.merge(Area(self._row, self._column, *last))
        self._column += repeats

    def _value(self, text: str) -> object:
        """The value of a cell as the user sees it."""
        if "error" in self._kinds:
            return Unreadable(text or "#ERR")
        written = self._cell.get("value", "")
        with suppress(ValueError):
            if "percentage" in self._kinds:
                return percent_text(float(written))
            if self._kinds & {"float", "currency"}:
                return float(written)
            if "date" in self._kinds:
                return _day(self._cell.get("date-value", ""))
        if "boolean" in self._kinds:
            return self._cell.get("boolean-value", "").upper()
        return text or None

    def _keep(self, value: object, repeats: int) -> None:
        last_row = self._row + self._row_repeats - 1
        last_column = self._column + repeats - 1
        self._allowance.check_reach(last_row, last_column)
        for row in range(self._row, last_row + 1):
            for column in range(self._column, last_column + 1):
                self._facts.put(row, column, value)

    def _hide_rows(self) -> None:
        # Rows of a sheet without end are hidden as a whole below its last one.
        for row in range(self._row, self._row + min(self._row_repeats, _SPAN)):
            self._facts.hide(row)

    def _end_table(self) -> None:
        self.sheets.append(self._facts.sheet(self._title, hidden=self._hidden))
        refuse_many_sheets(len(self.sheets), self.source)


def _repeats(attributes: Mapping[str, str], name: str) -> int:
    return max(1, whole_number(attributes.get(name, "")[:9]) or 1)


def _day(written: str) -> date:
    """A day, or a day with its time."""
    if "T" in written:
        return datetime.fromisoformat(written)
    return date.fromisoformat(written)
