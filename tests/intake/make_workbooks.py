"""Write the workbooks among the cases again: `python tests/intake/make_workbooks.py`."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

CASES = Path(__file__).parent / "cases"
_TIME = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
HEADER = ["Stakeholder", "Title", "Influence", "Interest"]
PEOPLE = [
    ["Ana Ruiz", "CFO", "High", "Low"],
    ["Ben Ode", "CIO", "High", "High"],
    ["Cleo Hart", "Warehouse lead", "Low", "High"],
]


def write_all() -> None:
    """Write each workbook."""
    for write in (
        merged_titles,
        two_header_rows,
        hidden_row_and_comment,
        legend_beside,
        second_table_below,
        lists_and_cover,
        organization_merged,
        percent_cells,
        scale_in_legend,
        register_on_sheets,
        formulas_without_values,
    ):
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        write(book, sheet)
        name = write.__name__.replace("_", "-")
        _save(book, CASES / f"w-{name}.xlsx")


def merged_titles(book: Workbook, sheet: Worksheet) -> None:
    """A banner over the whole width, facts of the project, then the table."""
    sheet.title = "Stakeholder Register"
    sheet.append(["STAKEHOLDER REGISTER"])
    sheet.merge_cells("A1:D1")
    sheet.append(["Project name:", "Northwind ERP", "Date:", "2026-11-20"])
    sheet.append([])
    _append(sheet, [HEADER, *PEOPLE])


def two_header_rows(book: Workbook, sheet: Worksheet) -> None:
    """Groups of columns over their titles, the groups merged."""
    sheet.append(["Identification", None, "Assessment", None])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:D1")
    _append(sheet, [["Name", "Position", "Influence", "Interest"], *PEOPLE])


def hidden_row_and_comment(book: Workbook, sheet: Worksheet) -> None:
    """A hidden row, and a comment that says why."""
    _append(sheet, [HEADER, *PEOPLE])
    sheet.row_dimensions[4].hidden = True
    sheet["C2"].comment = Comment("Approves everything above 50k", "Kim Berg")


def legend_beside(book: Workbook, sheet: Worksheet) -> None:
    """A legend to the right of the table."""
    _append(sheet, [HEADER, *PEOPLE])
    for row, words in enumerate([["Key", ""], ["High", "decides"], ["Low", "asked"]]):
        for column, word in enumerate(words):
            sheet.cell(row + 1, column + 7, word or None)


def second_table_below(book: Workbook, sheet: Worksheet) -> None:
    """A communication plan below the people."""
    _append(sheet, [HEADER, *PEOPLE])
    sheet.append([])
    sheet.append([])
    sheet.append(["Meeting", "Frequency", "Owner"])
    sheet.append(["Steering committee", "Monthly", "Kim Berg"])
    sheet.append(["Stand-up", "Daily", "Lea Sommer"])


def lists_and_cover(book: Workbook, sheet: Worksheet) -> None:
    """A cover sheet first, lists last, the people between them."""
    sheet.title = "Cover"
    sheet["B2"] = "Northwind ERP"
    sheet["B3"] = "Stakeholder analysis, version 2"
    people = book.create_sheet("Analysis")
    _append(people, [HEADER, *PEOPLE])
    lists = book.create_sheet("Lists")
    _append(lists, [["Levels"], ["High"], ["Medium"], ["Low"]])


def organization_merged(book: Workbook, sheet: Worksheet) -> None:
    """The organization merged over its people."""
    sheet.append(["Organization", *HEADER])
    for organization, person in zip(
        ["Northwind", None, "Fabrikam"], PEOPLE, strict=True
    ):
        sheet.append([organization, *person])
    sheet.merge_cells("A2:A3")


def percent_cells(book: Workbook, sheet: Worksheet) -> None:
    """Shares that the spreadsheet shows as percentages."""
    _append(sheet, [["Name", "Influence", "Interest"], ["Ana Ruiz", 0.8, 0.3]])
    sheet.append(["Ben Ode", 0.25, 0.9])
    for cells in sheet["B2:C3"]:
        for cell in cells:
            cell.number_format = "0%"


def scale_in_legend(book: Workbook, sheet: Worksheet) -> None:
    """Scores from 1 to 5, which a line above the table says."""
    sheet.append(["Rate influence and interest from 1 (low) to 5 (high)"])
    sheet.append([])
    _append(sheet, [["Stakeholder", "Influence", "Interest"], ["Ana Ruiz", 5, 2]])
    _append(sheet, [["Ben Ode", 4, 4], ["Cleo Hart", 1, 5]])


def register_on_sheets(book: Workbook, sheet: Worksheet) -> None:
    """Instructions with a small example, then the filled register."""
    sheet.title = "Instructions"
    _append(sheet, [["How to use this register"], ["1. List everybody concerned."]])
    register = book.create_sheet("Register")
    _append(register, [["#", *HEADER, "Desired engagement"]])
    for number, person in enumerate(PEOPLE, start=1):
        register.append([number, *person, "Supportive"])
    for number in range(4, 15):
        register.append([number])


def formulas_without_values(book: Workbook, sheet: Worksheet) -> None:
    """A formula that no spreadsheet has computed yet."""
    _append(sheet, [[*HEADER, "Score"], [*PEOPLE[0], "=1+1"], [*PEOPLE[1], "=C3&D3"]])


def _save(book: Workbook, path: Path) -> None:
    """Save without the time of day, so that the same book is the same file."""
    written = BytesIO()
    book.save(written)
    with ZipFile(written) as parts, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            content = _TIME.sub(b"2026-01-01T00:00:00Z", parts.read(name))
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _append(sheet: Worksheet, rows: list[list[object]]) -> None:
    for row in rows:
        sheet.append(row)


if __name__ == "__main__":
    write_all()
