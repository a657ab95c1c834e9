"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods."""

from __future__ import annotations

import io
from typing import Any

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.archive import Faults, safe_copy
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
    import python_calamine

    # calamine reads formula errors as empty cells; our own pass finds them, so that
    # they are not taken for "unknown".
    payload, faults = safe_copy(payload, name)
    sheets = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(payload))
        hidden = {
            each.name
            for each in book.sheets_metadata
            if each.visible != python_calamine.SheetVisibleEnum.Visible
        }
        for title in book.sheet_names:
            sheet = book.get_sheet_by_name(title)
            cells = _rows(sheet, faults.get(title, {}))
            sheets.append(Sheet(title, cells, hidden=title in hidden))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise refuse(
            name, "message.sheets.unreadable", reason=str(error)[:200]
        ) from error
    return Content(sheets, kind="xlsx")


def _rows(sheet: Any, faults: Faults) -> list[list[object]]:
    """The cells of a sheet, with what is no value in its place.

    The library takes errors and formulas without a value for empty cells.
    """
    # With the empty area, so that rows have the numbers that Excel shows.
    grid = sheet.to_python(skip_empty_area=False) if sheet.end is not None else []
    rows: list[list[object]] = []
    for row in grid:
        rows.append([_as_shown(cell) for cell in row])
    for (row_number, column), fault in faults.items():
        while len(rows) < row_number:
            rows.append([])
        cells = rows[row_number - 1]
        cells += [None] * (column - len(cells))
        cells[column - 1] = fault
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
