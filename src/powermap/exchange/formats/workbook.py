"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods."""

from __future__ import annotations

import io
from typing import Any

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.archive import SafeWorkbook, open_xlsx
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Sheet

__all__ = ["FORMAT", "read_workbook_file"]

_LARGEST_FILE = 50_000_000
"""Bytes of a workbook."""


def read_workbook_file(payload: bytes, name: str, options: ReadOptions) -> Content:  # noqa: ARG001 - every reader takes the options
    """The sheets of a workbook.

    Raises
    ------
    FormatError
        When it is not a workbook, or larger than any plan.
    """
    # calamine reads formula errors as empty cells, and has no formats and comments; our
    # own pass finds them, within bounds.
    book = _opened(payload, name)
    return Content(_sheets(book, name), kind="xlsx")


def _opened(payload: bytes, name: str) -> SafeWorkbook:
    return open_xlsx(payload, name)


def _sheets(book: SafeWorkbook, name: str) -> list[Sheet]:
    import python_calamine

    sheets = []
    try:
        found = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book.copy))
        for each in found.sheets_metadata:
            # A sheet of a chart or of macros has no cells.
            if each.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            hidden = each.visible != python_calamine.SheetVisibleEnum.Visible
            facts = book.sheets.get(each.name) or SheetFacts()
            grid = _grid(found.get_sheet_by_name(each.name))
            sheets.append(facts.sheet(each.name, grid, hidden=hidden))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        reason = str(error)[:200]
        raise refuse(name, "message.sheets.unreadable", reason=reason) from error
    return sheets


def _grid(sheet: Any) -> list[list[object]]:
    """The values of a sheet from row 1 on."""
    if sheet.end is None:
        return []
    rows = []
    # With the empty area, so that rows have the numbers that Excel shows.
    for row in sheet.to_python(skip_empty_area=False):
        rows.append([_as_shown(cell) for cell in row])
    return rows


def _as_shown(cell: object) -> object:
    """A cell as Excel shows it where it matters: yes or no as TRUE, an empty text as nothing."""
    if isinstance(cell, bool):
        # In a text column TRUE is a word that somebody typed and Excel changed.
        return str(cell).upper()
    return None if cell == "" else cell


FORMAT = Format(
    name="xlsx",
    suffixes=(".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    title={"en": "Excel workbook", "zh": "Excel 工作簿"},
    holds={
        "en": "Every sheet, with merged cells, hidden rows, comments and percentages.",
        "zh": "所有工作表，含合并单元格、隐藏行、批注和百分比。",
    },
    read=read_workbook_file,
    writes=True,
    limit=_LARGEST_FILE,
)
