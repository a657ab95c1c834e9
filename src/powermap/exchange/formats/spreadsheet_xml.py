"""Excel's XML of 2003, which older systems export and call .xls or .xml."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.allowance import Allowance
from powermap.exchange.tables.archive import refuse_many_sheets
from powermap.exchange.tables.number_looks import is_percent, percent_text
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Area, Sheet
from powermap.exchange.tables.unreadable import Unreadable
from powermap.exchange.tables.workbook_xml import XmlPart, local_name, whole_number

__all__ = ["FORMAT", "read_spreadsheet_xml"]

_NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_PERCENT = "Percent"
"""Excel's own name of the format 0.00%."""


def read_spreadsheet_xml(payload: bytes, name: str, options: ReadOptions) -> Content:  # noqa: ARG001 - every reader takes the options
    """The sheets of a workbook as one XML file."""
    allowance = Allowance.for_bytes(len(payload), name)
    sheets = _Workbook(payload.lstrip(), allowance).sheets
    if not sheets:
        raise refuse(name, "message.sheets.no_sheets")
    return Content(sheets, kind="xml")


class _Workbook(XmlPart):
    """The sheets, read cell by cell."""

    def __init__(self, xml: bytes, allowance: Allowance) -> None:
        self.sheets: list[Sheet] = []
        self._allowance = allowance
        self._percents: set[str] = set()
        self._style = ""
        self._title = ""
        self._facts = SheetFacts(allowance)
        self._row = 0
        self._column = 0
        self._kind = ""
        self._in_comment = False
        self._cell: dict[str, str] = {}
        self._target: list[str] | None = None
        super().__init__(xml, allowance.source)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = local_name(tag)
        local = {local_name(key): value for key, value in attributes.items()}
        if name == "Style":
            self._style = local.get("ID", "")
        elif name == "NumberFormat":
            code = local.get("Format", "")
            if code == _PERCENT or is_percent(code):
                self._percents.add(self._style)
        elif name == "Worksheet":
            self._title = local.get("Name", "")
            self._facts, self._row = SheetFacts(self._allowance), 0
        elif name == "Row":
            self._row = _index(local, self._row + 1)
            self._column = 0
            if local.get("Hidden") == "1":
                self._facts.hide(self._row)
        elif name == "Cell":
            self._start_cell(local)
        elif name == "Comment":
            self._in_comment = True
            self._target = []
        # The text of a comment is data within the data of its cell.
        elif name == "Data" and not self._in_comment:
            self._kind = local.get("Type", "")
            self._target = []

    def _start_cell(self, local: dict[str, str]) -> None:
        self._cell = local
        self._column = _index(local, self._column + 1)
        across = whole_number(local.get("MergeAcross", "")[:6]) or 0
        down = whole_number(local.get("MergeDown", "")[:6]) or 0
        if across or down:
            last = (self._row + down, self._column + across)
            self._facts.merge(Area(self._row, self._column, *last))

    def _characters(self, text: str) -> None:
        if self._target is not None:
            self._target.append(text)

    def _end(self, tag: str) -> None:
        name = local_name(tag)
        if name == "Worksheet":
            self.sheets.append(self._facts.sheet(self._title, hidden=False))
            refuse_many_sheets(len(self.sheets), self.source)
        elif name == "Cell":
            self._column += whole_number(self._cell.get("MergeAcross", "")[:6]) or 0
        elif name == "Comment":
            self._facts.comment(self._row, self._column, self._text())
            self._in_comment = False
        elif name == "Data" and not self._in_comment:
            text = self._text()
            if text:
                self._facts.put(self._row, self._column, self._value(text))

    def _text(self) -> str:
        text = "".join(self._target or ()).strip()
        self._target = None
        return text

    def _value(self, text: str) -> object:
        if self._kind == "Error":
            return Unreadable(text)
        if self._kind == "Boolean":
            return "TRUE" if text == "1" else "FALSE"
        with suppress(ValueError):
            if self._kind == "Number":
                number = float(text)
                is_share = self._cell.get("StyleID", "") in self._percents
                return percent_text(number) if is_share else number
            if self._kind == "DateTime":
                return _day(text)
        return text


def _index(local: Mapping[str, str], following: int) -> int:
    """The number of a row or cell; it follows the one before where none is stated."""
    return whole_number(local.get("Index", "")[:7]) or following


def _day(text: str) -> date:
    day = datetime.fromisoformat(text)
    is_midnight = (day.hour, day.minute, day.second) == (0, 0, 0)
    return day.date() if is_midnight else day


def _is_spreadsheet(head: str) -> bool:
    start = head[:2_000]
    return start.lstrip().startswith("<") and _NAMESPACE in start


FORMAT = Format(
    name="xml",
    suffixes=(".xml",),
    title={"en": "XML Spreadsheet 2003", "zh": "XML 电子表格 2003"},
    holds={
        "en": "Every sheet, also where a system calls the file .xls.",
        "zh": "所有工作表，包括被系统命名为 .xls 的文件。",
    },
    read=read_spreadsheet_xml,
    recognizes=_is_spreadsheet,
)
