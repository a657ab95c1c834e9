"""A small file never costs much: what is read is what is measured."""

from __future__ import annotations

import io
import math
import time
import zipfile
from datetime import date, datetime, timedelta

import openpyxl
import pytest
import python_calamine
from hypothesis import given, settings, strategies as st

from powermap.errors import FormatError
from powermap.exchange.formats.reading import read_bytes

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def inline(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


TOP = f'<row r="1">{inline("A1", "Name")}</row>'


def book(rows="", *, texts="", counts="", titles=("People",), merged="", head=""):
    """An .xlsx file whose sheets all show one part."""
    relations = f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    sheets = ""
    for number, title in enumerate(titles, 1):
        sheets += f'<sheet name="{title}" sheetId="{number}" r:id="r1"/>'
    parts = {
        "xl/workbook.xml": f'{head}<workbook xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{merged}</worksheet>',
        "xl/sharedStrings.xml": f"<sst {counts}>{texts}</sst>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def at(place):
    return TOP + f'<row r="2">{inline("A2", "Ana")}<c r="{place}"><v>1</v></c></row>'


def shared(index, rows):
    cells = ""
    for row in range(2, rows + 2):
        cells += f'<row r="{row}"><c r="A{row}" t="s"><v>{index}</v></c></row>'
    return TOP + cells


FAR = f'{TOP}<row r="99000">{inline("AX99000", "x")}</row>'
OVERLAPPING = '<mergeCell ref="A1:XFD99999"/>' * 50_000
BOMBS = {
    "a cell at the far corner": book(at("XFD1048576")),
    "a column in small letters": book(at("xfd1048576")),
    "a row of ten digits": book(at("B4294967295")),
    "a column of six letters": book(at("ZZZZZZ2")),
    "a row that begins with 0": book(at("B04294967")),
    "a row 0": book(at("B0")),
    "a row of eight digits": book('<row r="99999999"><c><v>1</v></c></row>'),
    "an index that is no number": book(shared("+0", 99), texts="<si><t>Ana</t></si>"),
    "an index that is not there": book(shared("7", 9), texts="<si><t>Ana</t></si>"),
    "a long text": book(at("B2") + inline("A3", "a" * 32_768)),
    "a long shared text": book(shared(0, 20), texts=f"<si><t>{'a' * 10**6}</t></si>"),
    "a shared text in many cells": book(
        shared(0, 2_000), texts=f"<si><t>{'a' * 30_000}</t></si>"
    ),
    "many titles of one part": book(FAR, titles=[f"S{n}" for n in range(20)]),
    "many titles": book(TOP, titles=[f"S{n}" for n in range(501)]),
    "tags without end": book("<c/>" * 4_000_000),
    "a part of one letter": book(f"<c><v>{'1' * 30_000_000}</v></c>"),
    "merged cells over each other": book(FAR, merged=OVERLAPPING),
    "an unknown encoding": book(TOP, head='<?xml version="1.0" encoding="UTF-9"?>'),
    "an encoding without tags": book(
        TOP, head='<?xml version="1.0" encoding="cp037"?>'
    ),
    "a document type": book(TOP, head='<!DOCTYPE x [<!ENTITY a "b">]>'),
}


@pytest.mark.parametrize("name", list(BOMBS))
def test_a_bomb_is_refused_at_once(name):
    started = time.process_time()
    with pytest.raises(FormatError) as refused:
        read_bytes(BOMBS[name], "a.xlsx")
    assert time.process_time() - started < 2
    assert str(refused.value).startswith("a.xlsx: ")
    assert "�" not in refused.value.say("zh")


def test_more_merged_cells_than_rows_are_refused():
    cells = '<mergeCell ref="C5:D9"/>' * 50_001
    payload = book(TOP, merged=f"<mergeCells>{cells}</mergeCells>")
    with pytest.raises(FormatError, match="50000 merged cells"):
        read_bytes(payload, "t.xlsx")


def test_merged_cells_of_many_titles_of_one_part_are_looked_at_once():
    cells = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 40_000))
    titles = [f"S{number}" for number in range(200)]
    merged = f"<mergeCells>{cells}</mergeCells>"
    sheets = read_bytes(book(TOP, titles=titles, merged=merged), "t.xlsx").sheets
    assert len(sheets) == len(titles)
    assert len({id(sheet.merged) for sheet in sheets}) == 1


def test_wrong_counts_of_texts_are_not_believed():
    texts = "<si><t>Ana</t></si>"
    for count in (0, 2**32 - 1, 2**64 - 1, "many"):
        payload = book(shared(0, 1), texts=texts, counts=f'uniqueCount="{count}"')
        rows = read_bytes(payload, "a.xlsx").sheets[0].rows
        assert rows == [["Name"], ["Ana"]], count


def test_a_sheet_that_two_titles_show_is_two_sheets():
    sheets = read_bytes(book(FAR, titles=["Now"]), "a.xlsx").sheets
    assert [(sheet.title, len(sheet.rows)) for sheet in sheets] == [("Now", 99_000)]
    sheets = read_bytes(book(TOP, titles=["Now", "Then"]), "a.xlsx").sheets
    assert [sheet.title for sheet in sheets] == ["Now", "Then"]
    assert sheets[0].rows == sheets[1].rows == [["Name"]]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=20)
DAYS = st.datetimes(datetime(1900, 3, 2), datetime(2100, 1, 1)).map(
    lambda day: day.replace(microsecond=0)
)
LARGEST = 9.99999999999999e307
"""The largest number of a cell; a larger one is written as one that is no number."""
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-LARGEST, LARGEST),
    DAYS,
    st.dates(date(1900, 3, 2), date(2100, 1, 1)),
    st.timedeltas(timedelta(0), timedelta(days=99)).map(
        lambda length: timedelta(seconds=length.seconds, days=length.days)
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=5), max_size=6))
def test_cells_are_those_that_another_reader_finds(rows):
    written = openpyxl.Workbook()
    for row in rows:
        # A text that begins so would be a formula.
        cells = [f"'{v}" if str(v).startswith("=") else v for v in row]
        written.active.append(cells)
    stream = io.BytesIO()
    written.save(stream)
    ours = read_bytes(stream.getvalue(), "a.xlsx").sheets[0].rows
    stream.seek(0)
    other = python_calamine.CalamineWorkbook.from_filelike(stream)
    sheet = other.get_sheet_by_index(0)
    theirs = sheet.to_python(skip_empty_area=False) if sheet.end else []
    assert [*map(filled, ours)] == [*map(filled, theirs)][: len(ours)]
    assert not any(map(filled, theirs[len(ours) :]))


def filled(row):
    cells = {}
    for column, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        value = str(cell).upper() if isinstance(cell, bool) else cell
        is_large = isinstance(value, float) and math.isfinite(value)
        cells[column] = float(f"{value:.12g}") if is_large else value
    return cells
