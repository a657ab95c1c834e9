"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.kumu import read_kumu_sheets
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.archive import (
    SafeWorkbook,
    open_xlsx,
    unpack_safely,
)
from powermap.exchange.tables.binary_workbooks import open_xls, open_xlsb
from powermap.exchange.tables.ods_reader import read_ods_sheets
from powermap.exchange.tables.sheet_facts import SheetFacts
from powermap.exchange.tables.sheets import Sheet

__all__ = ["FORMAT", "read_workbook_file"]

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of old Excel begin, and those that a password locks."""
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
    if payload.startswith(_COMPOUND_FILE):
        book, kind = open_xls(payload, name), "xls"
    elif _has_part(payload, "xl/workbook.bin"):
        book, kind = open_xlsb(payload, name), "xlsb"
    elif _has_part(payload, "content.xml"):
        return _read_ods(payload, name)
    else:
        book, kind = open_xlsx(payload, name), "xlsx"
    sheets = _sheets(book, name)
    return read_kumu_sheets(sheets, name) or Content(sheets, kind=kind)


def _has_part(payload: bytes, name: str) -> bool:
    """Whether a zip has a file; its list of names is at its end and short."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            return name in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def _read_ods(payload: bytes, name: str) -> Content:
    parts = unpack_safely(payload, name)
    sheets = read_ods_sheets(parts.get("content.xml", b""), name)
    if not sheets:
        raise refuse(name, "message.sheets.no_sheets")
    return Content(sheets, kind="ods")


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
            cells = found.get_sheet_by_name(each.name)
            if not facts.merged:
                for start, end in cells.merged_cell_ranges or ():
                    facts.merge_from_zero(*start, *end)
            grid = _grid(cells)
            sheets.append(facts.sheet(each.name, grid, hidden=hidden))
    except BaseException as error:
        # A panic of the library is not an Exception, and its class has no public name.
        is_panic = type(error).__name__ == "PanicException"
        known = (python_calamine.CalamineError, OSError, ValueError)
        if not is_panic and not isinstance(error, known):
            raise
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
    title={"en": "Workbook", "zh": "工作簿"},
    holds={
        "en": "Every sheet of Excel and LibreOffice files, with merged cells, hidden "
        "rows and percentages; comments of .xlsx, .xlsm and .ods. Only .xlsx is written.",
        "zh": "Excel 与 LibreOffice 文件的所有工作表，含合并单元格、隐藏行和百分比；"
        "批注仅限 .xlsx、.xlsm 和 .ods。只写出 .xlsx。",
    },
    read=read_workbook_file,
    writes=True,
    limit=_LARGEST_FILE,
)
