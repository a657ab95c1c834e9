"""A workbook gives its cells as the user sees them, with what stands beside them."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from powermap.errors import FormatError
from powermap.exchange.formats.reading import read_bytes, read_content
from powermap.exchange.tables.number_looks import is_percent
from powermap.exchange.tables.sheets import Area
from powermap.exchange.tables.unreadable import Unreadable


def sheet_of(book, name="people.xlsx"):
    stream = io.BytesIO()
    book.save(stream)
    return read_bytes(stream.getvalue(), name).sheets[0]


def new_sheet(rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book, book.active


def test_a_number_shown_as_a_percentage_is_its_text():
    shares = {0.8: "80%", 0.805: "80.5%", 1: "100%", 0: "0%", 0.1 + 0.2: "30%"}
    shares[1.25] = "125%"
    shares[-0.07] = "-7%"
    for format in ("0%", "0.00%", "0.0%;[Red]-0.0%", "0 %"):
        book, sheet = new_sheet([["Name", "Power"], *(["Ana", n] for n in shares)])
        for row in range(2, 2 + len(shares)):
            sheet.cell(row, 2).number_format = format
        sheet["A2"].number_format = format
        rows = sheet_of(book).rows
        assert [row[1] for row in rows[1:]] == list(shares.values()), format
        assert rows[1][0] == "Ana"
    assert not is_percent('0" % of the scale"')
    assert not is_percent(r"0\%")


def test_numbers_in_other_formats_stay():
    book, sheet = new_sheet([[0.8, 7, 3.5]])
    sheet["A1"].number_format = '0.0" %"'
    assert list(sheet_of(book).rows[0]) == [0.8, 7, 3.5]


def test_merged_cells_hidden_rows_and_comments_are_told():
    rows = [["Department", "Name"], ["Finance", "Ana"], [None, "Ben"], [None, "Cy"]]
    book, sheet = new_sheet(rows)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("D1:XFD1")
    sheet.row_dimensions[3].hidden = True
    sheet["B2"].comment = Comment("Leaves in May", "Kim")
    found = sheet_of(book)
    assert found.merged == (Area(2, 1, 4, 1),)
    assert found.hidden_rows == {3}
    assert found.comments == {(2, 2): "Leaves in May"}


def test_a_conversation_in_a_cell_replaces_its_copy_for_old_versions():
    from powermap.exchange.tables.allowance import Allowance
    from powermap.exchange.tables.cell_comments import CellComments
    from powermap.exchange.tables.sheet_facts import SheetFacts

    rels = (
        b'<r><Relationship Id="1" Type="http://x/comments" Target="../comments1.xml"/>'
        b'<Relationship Id="2" Type="http://x/threadedComment" '
        b'Target="../threadedComments/t1.xml"/></r>'
    )
    old = (
        b'<c><commentList><comment ref="B2"><text><t>[Threaded comment] Your version '
        b"of Excel ... Comment:\n    Leaves</t></text></comment></commentList></c>"
    )
    new = (
        b'<t><threadedComment ref="B2"><text>Leaves</text></threadedComment>'
        b'<threadedComment ref="B2"><text>In May</text></threadedComment></t>'
    )
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels,
        "xl/comments1.xml": old,
        "xl/threadedcomments/t1.xml": new,
    }

    def comments():
        facts = SheetFacts(Allowance("a.xlsx"))
        CellComments(parts, "a.xlsx").add_to(facts, "xl/worksheets/sheet1.xml")
        return facts.comments

    assert comments() == {(2, 2): "Leaves\nIn May"}
    del parts["xl/threadedcomments/t1.xml"]
    assert comments() == {(2, 2): "Leaves"}


def test_empty_and_hidden_sheets_are_sheets():
    book, _ = new_sheet([])
    book.create_sheet("Names").append(["Name"])
    book.create_sheet("Old").sheet_state = "veryHidden"
    stream = io.BytesIO()
    book.save(stream)
    sheets = read_bytes(stream.getvalue(), "a.xlsx").sheets
    assert [(each.title, len(each.rows), each.hidden) for each in sheets] == [
        ("Sheet", 0, False),
        ("Names", 1, False),
        ("Old", 0, True),
    ]


@pytest.mark.parametrize("name", ["people.xlsm", "people.csv", "people.txt", "people"])
def test_a_workbook_is_read_whatever_it_is_called(name):
    book, _ = new_sheet([["Name"], ["Ana"]])
    stream = io.BytesIO()
    book.save(stream)
    content = read_bytes(stream.getvalue(), name)
    assert [list(row) for row in content.sheets[0].rows] == [["Name"], ["Ana"]]
    assert bool(content.notes) == name.endswith((".csv", ".txt"))


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_other_workbooks_say_the_same(suffix):
    path = Path(__file__).parent / "files" / f"people.{suffix}"
    content = read_content(path)
    people, old = content.sheets
    assert content.kind == suffix
    assert [[str(cell) for cell in row[:3]] for row in people.rows] == [
        ["Department", "Name", "Power"],
        ["Finance", "Ana", "80.5%"],
        ["None", "Ben", "30%"],
        ["None", "Cy", "#DIV/0!"],
    ]
    assert people.rows[3][2] == Unreadable("#DIV/0!")
    assert people.merged == (Area(2, 1, 4, 1),)
    assert people.hidden_rows == {3}
    assert old.hidden
    assert not people.hidden
    if suffix == "ods":
        assert people.comments == {(2, 2): "Leaves in May"}


def ods_of(table):
    content = (
        '<o xmlns:table="t" xmlns:office="of" xmlns:text="x">'
        f'<table:table table:name="People">{table}</table:table></o>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", content)
    return stream.getvalue()


def cell(text, more=""):
    return f"<table:table-cell {more}><text:p>{text}</text:p></table:table-cell>"


def test_what_is_repeated_in_a_spreadsheet_is_kept_where_it_is_filled():
    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    table = (
        '<table:table-row table:number-rows-repeated="2">'
        f"{cell('A', 'table:number-columns-repeated=' + chr(34) + '2' + chr(34))}{empty}"
        '</table:table-row><table:table-row table:number-rows-repeated="1048000">'
        f"{empty}</table:table-row>"
    )
    sheet = read_bytes(ods_of(table), "a.ods").sheets[0]
    assert sheet.rows == [["A", "A"], ["A", "A"]]


def test_cells_far_apart_are_refused():
    row = f"<table:table-row>{cell('A')}</table:table-row>"
    gaps = {
        "rows": '<table:table-row table:number-rows-repeated="900000"><table:table-cell/>'
        f"</table:table-row>{row}",
        "cells": '<table:table-row table:number-rows-repeated="9000">'
        + cell("A", 'table:number-columns-repeated="9000"')
        + "</table:table-row>",
    }
    for gap in gaps.values():
        with pytest.raises(FormatError, match="allowed: 100,000 rows"):
            read_bytes(ods_of(row + gap), "a.ods")


def wide(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def record(kind, data=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind % 128 + 128, kind // 128])
    return head + bytes([len(data)]) + data


def xlsb(sheet, styles=b"", texts=b""):
    """A binary workbook with one sheet."""
    bundled = struct.pack("<II", 0, 1) + wide("r1") + wide("People")
    parts = {
        "xl/workbook.bin": record(156, bundled),
        "xl/_rels/workbook.bin.rels": (
            b'<R><Relationship Id="r1" Type="http://x/worksheet" '
            b'Target="worksheets/sheet1.bin"/></R>'
        ),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/styles.bin": styles,
        "xl/sharedStrings.bin": texts,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def test_a_binary_workbook_says_the_same():
    styles = record(44, struct.pack("<H", 170) + wide("0.0%")) + record(617)
    for number in (0, 170, 14):
        styles += record(47, struct.pack("<HH", 0, number))
    hidden_row = struct.pack("<IIHB", 4, 0, 300, 0) + bytes([0x10])
    sheet = record(0, hidden_row) + record(5, struct.pack("<IId", 2, 1, 0.5))
    sheet += record(3, struct.pack("<IIB", 3, 0, 0x2A))
    sheet += record(2, struct.pack("<IIi", 0, 0, 750 << 2 | 3))
    sheet += record(7, struct.pack("<III", 1, 0, 0))
    sheet += record(5, struct.pack("<IId", 4, 2, 45_000))
    sheet += record(6, struct.pack("<II", 5, 0) + wide("CFO"))
    sheet += record(4, struct.pack("<IIB", 6, 0, 1))
    sheet += record(176, struct.pack("<IIII", 3, 4, 0, 0))
    texts = record(19, b"\0" + wide("Ana Ruiz"))
    found = read_bytes(xlsb(sheet, styles + record(618), texts), "a.xlsb").sheets[0]
    day = date(2023, 3, 15)
    row = [7.5, "Ana Ruiz", "50%", Unreadable("#N/A"), day, "CFO", "TRUE"]
    assert found.rows[4] == row
    assert found.rows[:4] == [[], [], [], []]
    assert found.hidden_rows == {5}
    assert found.merged == (Area(4, 1, 5, 1),)


def test_other_office_files_are_refused_with_what_to_do():
    for payload in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,):
        with pytest.raises(FormatError, match=r"a\.xls"):
            read_bytes(payload, "a.xls")


def test_xml_of_excel_2003_is_read_whatever_it_is_called():
    text = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
      xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="p"><NumberFormat ss:Format="0.0%"/></Style></Styles>
    <Worksheet ss:Name="People"><Table><Row><Cell><Data ss:Type="String">Dept</Data>
    </Cell><Cell ss:Index="3"><Data ss:Type="String">Power</Data></Cell></Row>
    <Row ss:Index="3" ss:Hidden="1"><Cell ss:MergeDown="1"><Data ss:Type="String">IT
    </Data><Comment><Data>New</Data></Comment></Cell>
    <Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.805</Data></Cell></Row>
    <Row><Cell ss:Index="2"><Data ss:Type="Error">#N/A</Data></Cell></Row>
    </Table></Worksheet></Workbook>"""
    for name in ("a.xls", "a.xml", "a.csv", "standard input"):
        sheet = read_bytes(text.encode(), name).sheets[0]
        assert [list(row) for row in sheet.rows] == [
            ["Dept", None, "Power"],
            [],
            ["IT", None, "80.5%"],
            [None, Unreadable("#N/A")],
        ], name
        assert sheet.merged == (Area(3, 1, 4, 1),)
        assert sheet.hidden_rows == {3}


def moved(payload, folder):
    """A workbook whose parts lie in another folder, as its relationships say."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(payload)) as old,
        zipfile.ZipFile(stream, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name).replace(b"xl/", f"{folder}/".encode())
            new.writestr(name.replace("xl/", f"{folder}/"), content)
    return stream.getvalue()


@pytest.mark.parametrize("folder", ["book", "a/b", "XL2"])
def test_a_workbook_is_found_wherever_its_parts_lie(folder):
    book, _ = new_sheet([["Name", "Power"], ["Ana", 3]])
    stream = io.BytesIO()
    book.save(stream)
    content = read_bytes(moved(stream.getvalue(), folder), "people.xlsx")
    assert content.sheets[0].rows == [["Name", "Power"], ["Ana", 3]]
