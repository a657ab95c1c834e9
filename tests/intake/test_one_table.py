"""What one column or the form of a file says holds for the other columns of a table."""

import io
from datetime import date

import openpyxl

from powermap.exchange.reading import inspect
from powermap.model import TieKind
from powermap.model.playbook import CustomField, Playbook


def understand(text, **more):
    understanding = inspect(io.StringIO(text), **more)
    return understanding, [str(note) for note in understanding.notes]


def test_the_order_that_one_column_of_dates_proves_holds_for_the_others():
    head = "Name,As of,Reviewed\n"
    for proof, day in (
        ("13/04/2026", date(2026, 4, 3)),
        ("04/13/2026", date(2026, 3, 4)),
    ):
        understanding, notes = understand(f"{head}Ana Ruiz,03/04/2026,{proof}\n")
        assert understanding.checked_plan().center["ana-ruiz"].as_of == day
        assert sum("other dates of the table" in note for note in notes) == 1
    # A column with an order of its own keeps it; two orders prove none.
    text = f"{head}Ana,04/13/2026,13/04/2026\nBen,05/06/2026,14/04/2026\n"
    center = understand(text)[0].checked_plan().center
    assert center["ben"].as_of == date(2026, 5, 6)
    three = "Name,As of,A,B\nAna,03/04/2026,13/04/2026,04/13/2026\n"
    assert len(understand(three)[0].problems) == 1
    # What the user says comes before what other columns prove.
    text = f"{head}Ana,03/04/2026,13/04/2026\n"
    center = understand(text, dates="mdy")[0].checked_plan().center
    assert center["ana"].as_of == date(2026, 3, 4)


def test_where_semicolons_separate_a_comma_is_the_decimal_mark():
    ours = Playbook(custom_fields=[CustomField("people", "Share", kind="number")])
    for mark, value in ((";", 1.234), ("\t", 1234)):
        text = f"Name{mark}Share\nAna{mark}1,234\n"
        understanding, notes = understand(text, playbook=ours)
        assert understanding.checked_plan().center["ana"].custom["Share"] == value
        assert any("1,234" in note for note in notes)
    proven, _ = understand("Name;Share\nAna;1,234\nBen;1,234.5\n", playbook=ours)
    assert proven.checked_plan().center["ana"].custom["Share"] == 1234


def test_managers_are_found_by_their_job_and_by_the_number_that_is_meant():
    text = "Name,Title,Reports to\nAna Ruiz,CFO,\nBen Ode,Buyer,CFO\n"
    understanding, notes = understand(text)
    [tie] = understanding.checked_plan().center.ties
    assert (tie.source, tie.target, tie.kind) == (
        "ben-ode",
        "ana-ruiz",
        TieKind.REPORTS_TO,
    )
    assert any("CFO → Ana Ruiz" in note for note in notes)
    # The ids number the rows; the managers are employee numbers, and 2 is both.
    text = (
        "Id,Name,Employee number,Manager employee number\n"
        "1,Ana Ruiz,2,\n2,Ben Ode,7,2\n3,Cy Lund,9,7\n"
    )
    ties = understand(text)[0].checked_plan().center.ties
    assert {(tie.source, tie.target) for tie in ties} == {("2", "1"), ("3", "2")}


def test_who_covers_a_person_is_checked_against_the_team(tmp_path):
    book = openpyxl.Workbook()
    people = book.active
    people.title = "People"
    people.append(["Name", "Covered by"])
    people.append(["Ana Ruiz", "kim berg, Lee Wu"])
    people.append(["Ben Ode", "Berg, Kim"])
    people.append(["Cy Lund", "Kym Berg"])
    team = book.create_sheet("Team")
    team.append(["Name"])
    team.append(["Kim Berg"])
    team.append(["Lee Wu"])
    path = tmp_path / "deal.xlsx"
    book.save(path)
    understanding = inspect(path)
    center = understanding.checked_plan().center
    covered = [person.covered_by for person in center]
    # Another spelling of the same letters stays as it was written.
    assert covered == [("kim berg", "Lee Wu"), ("Kim Berg",), ("Kym Berg",)]
    told = [str(note) for note in understanding.notes if "team" in str(note)]
    assert len(told) == 1
    assert "'Kim Berg'" in told[0]


def test_what_finds_a_person_is_kept_once_under_its_own_header():
    text = (
        "Stakeholder,E-mail address,Number,Desired engagement level,Influence\n"
        "Ana Ruiz,ana@northwind.example,0012,Leading,High\n"
    )
    understanding, _ = understand(text)
    custom = understanding.checked_plan().center["ana-ruiz"].custom
    assert dict(custom) == {
        "E-mail address": "ana@northwind.example",
        "Number": "0012",
        "Desired engagement level": "Leading",
    }


def test_every_note_of_a_file_begins_with_the_file(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Register"
    rows = (
        ["Register of stakeholders"],
        [],
        ["Name", "Influence", "Attitude"],
        ["NORTHWIND GROUP"],
        ["Ana Ruiz", "High", "Resistant"],
        ["Ben Ode", "TBD", "Supportive"],
        [],
        ["Legend"],
        ["High", "signs the contract"],
    )
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[6].hidden = True
    sheet.merge_cells("C5:C6")
    path = tmp_path / "deal.xlsx"
    book.save(path)
    understanding = inspect(path)
    assert len(understanding.notes) >= 4
    for note in understanding.notes:
        assert note.source == str(path), note
        assert str(note).startswith(str(path))
