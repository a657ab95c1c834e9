"""Text tables: the separator is found, and nothing is swallowed."""

from __future__ import annotations

import csv
import io

from hypothesis import given, settings, strategies as st

from powermap.exchange.formats.reading import read_bytes

HEADER = ["Name", "Title", "Power"]
CELL = st.text(st.sampled_from('ab ,;|\t"é王\n'), max_size=8)


def read(text, name="people.csv"):
    return read_bytes(text.encode(), name)


def rows_of(text, name="people.csv"):
    return [list(row) for row in read(text, name).sheets[0].rows]


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=5),
    delimiter=st.sampled_from(",;\t|"),
    titles=st.integers(0, 3),
)
def test_whatever_csv_says_comes_back(rows, delimiter, titles):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    table = [HEADER, *map(list, rows)]
    above = [["Contacts, as of May; draft"], ["Sales|EMEA"], ["Kim"]][:titles]
    writer.writerows([*above, *table])
    assert rows_of(stream.getvalue()) == [*above, *table]


def test_contacts_of_linkedin_are_found_below_their_notes():
    text = (
        'Notes:\n"When exporting your connection data, you may notice that some, '
        'or all, of the email addresses are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        'Ana,Ruiz,https://x/in/ana,,"Northwind, Inc.",CFO,12 Mar 2024\n'
    )
    rows = rows_of(text, "Connections.csv")
    assert rows[3][:2] == ["First Name", "Last Name"]
    assert rows[4][4:] == ["Northwind, Inc.", "CFO", "12 Mar 2024"]
    assert rows_of(text, "Connections.txt") == rows


def test_a_line_that_names_the_separator_is_no_row():
    assert rows_of("sep=;\nName;Title\nAna;a,b\n") == [
        ["Name", "Title"],
        ["Ana", "a,b"],
    ]


def test_unicode_text_of_excel_is_read():
    payload = "Name\tTitle\r\nJörg\tCFO\r\n".encode("utf-16")
    content = read_bytes(payload, "people.txt")
    assert content.sheets[0].rows == [["Name", "Title"], ["Jörg", "CFO"]]
    assert content.notes == []


def test_loose_quotation_marks_swallow_nothing():
    lines = {
        '"Big" Jim,CFO,3': ['"Big" Jim', "CFO", "3"],
        'Ann "The Fox" Lee,CEO,3': ['Ann "The Fox" Lee', "CEO", "3"],
        '"Jim,CFO,3': ['"Jim', "CFO", "3"],
        '"Chief "Risk" Officer",EMEA,3': ['Chief "Risk" Officer', "EMEA", "3"],
        '"Lee, "Al"",CFO,3': ['Lee, "Al"', "CFO", "3"],
        '5" pipes,CFO,3': ['5" pipes', "CFO", "3"],
        '"Big" Jim,"CFO, EMEA",3': ['"Big" Jim', "CFO, EMEA", "3"],
    }
    for line, wanted in lines.items():
        text = f'Name,Title,Power\n"A, B","C\nD",1\n{line}\n"Eve",x,2\n'
        content = read(text)
        assert [list(row) for row in content.sheets[0].rows] == [
            HEADER,
            ["A, B", "C\nD", "1"],
            wanted,
            ["Eve", "x", "2"],
        ], line
        # A mark within a cell that does not begin with one is no fault of the file.
        is_strict = not line.startswith('"')
        assert [str(note)[:23] for note in content.notes] == (
            [] if is_strict else ["people.csv: row 3 has q"]
        )


def test_a_quotation_mark_that_ends_in_a_later_row_is_noticed():
    content = read('Name,Title\nAna,CFO\n"Jim,CFO\nBen,"\nCy,CEO\n')
    names = [row[0] for row in content.sheets[0].rows]
    assert names == ["Name", "Ana", '"Jim', "Ben", "Cy"]
    assert len(content.notes) == 1


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from('ab,"\n'), max_size=40))
def test_every_character_of_a_text_is_in_its_cells(text):
    text = f"Name,Title\n{text}"
    content = read(text)
    cells = "".join(str(cell) for row in content.sheets[0].rows for cell in row)
    for letter in "ab":
        assert cells.count(letter) == text.count(letter)


def test_guards_against_formulas_are_taken_off():
    assert rows_of("Name,Title\n'=1+1,'tHooft\n")[1] == ["=1+1", "'tHooft"]
