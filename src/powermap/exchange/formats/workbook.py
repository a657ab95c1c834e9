"""Workbooks: .xlsx, .xlsm, .xlsb, .xls and .ods."""

from __future__ import annotations

import io
import zipfile

from powermap.exchange.formats.content import Content, Format, refuse
from powermap.exchange.formats.kumu import read_kumu_sheets
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.ods_reader import read_ods
from powermap.exchange.tables.xls_reader import read_xls
from powermap.exchange.tables.xlsb_reader import read_xlsb
from powermap.exchange.tables.xlsx_reader import read_xlsx

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
    if payload.startswith(_COMPOUND_FILE):
        sheets, kind = read_xls(payload, name), "xls"
    elif _has_part(payload, "xl/workbook.bin"):
        sheets, kind = read_xlsb(payload, name), "xlsb"
    elif _has_part(payload, "content.xml"):
        sheets, kind = read_ods(payload, name), "ods"
    else:
        sheets, kind = read_xlsx(payload, name), "xlsx"
    if not sheets:
        raise refuse(name, "message.sheets.no_sheets")
    return read_kumu_sheets(sheets, name) or Content(sheets, kind=kind)


def _has_part(payload: bytes, name: str) -> bool:
    """Whether a zip has a file; its list of names is at its end and short."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return name in (each.lower() for each in names)


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
