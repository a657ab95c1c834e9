"""The right sheet is found, whatever it is called."""

from __future__ import annotations

import pytest

from powermap.errors import FormatError
from powermap.exchange.intake.layout.workbook import choose_tables
from powermap.exchange.tables.sheets import Sheet

from .conftest import weigh

PEOPLE = [["Name", "Title"], ["Ana Ruiz", "CFO"], ["Ben Ode", "CIO"]]
TIES = [["Source", "Target", "Weight"], ["Ana Ruiz", "Ben Ode", 3]]
OTHER = [["Month", "Budget"], ["May", 4], ["June", 5], ["July", 6]]
WEIGHTS = {
    "people": weigh,
    "ties": lambda title: 3 * (title in {"From", "To", "Source", "Target"}),
}


def choose(*sheets, **more):
    return choose_tables([Sheet(*sheet) for sheet in sheets], WEIGHTS, **more)


def sheet_of(chosen, kind="people"):
    table = chosen.tables.get(kind)
    return table and table.sheet


def test_empty_sheets_do_not_count():
    chosen = choose(("Sheet1", PEOPLE), ("Sheet2", []), ("Sheet3", [[None, ""]]))
    assert sheet_of(chosen) == "Sheet1"
    assert not chosen.notes


@pytest.mark.parametrize("title", ["Register", "Plan B", "干系人登记册"])
def test_the_header_tells_which_sheet_holds_the_people(title):
    chosen = choose(("Budget", OTHER), ("Graph", TIES), (title, PEOPLE))
    assert sheet_of(chosen) == title
    assert sheet_of(chosen, "ties") == "Graph"
    assert [table.sheet for table in chosen.others] == ["Budget"]
    said = [note.say() for note in chosen.notes]
    assert said[0] == f"the people were read from the sheet '{title}'"
    assert "'Budget' (from row 1, 3 rows)" in said[-1]


def test_a_title_of_our_own_says_what_a_sheet_holds():
    longer = [["Name", "Title", "Email"], *PEOPLE[1:]]
    chosen = choose(("Sheet1", longer), ("People", PEOPLE), ("Ties", OTHER))
    assert sheet_of(chosen) == "People"
    assert sheet_of(chosen, "ties") == "Ties"
    chosen = choose(("People", PEOPLE[:1]), ("Sheet1", longer))
    assert sheet_of(chosen) == "Sheet1"


def test_sheets_of_a_plan_are_left_alone():
    chosen = choose(("About", [["Name", "x"], ["a", "b"]]), ("Sheet1", PEOPLE))
    assert sheet_of(chosen) == "Sheet1"
    assert not chosen.others


def test_ties_may_stand_below_the_people_or_alone():
    chosen = choose(("Sheet1", [*PEOPLE, [], ["Ties"], *TIES]))
    assert len(chosen.tables["people"].rows) == 2
    assert len(chosen.tables["ties"].rows) == 1
    alone = choose(("edges", TIES))
    assert set(alone.tables) == {"ties"}


def test_a_list_without_a_known_header_is_read():
    chosen = choose(("Sheet1", [["Ana Ruiz"], ["Ben Ode"]]), ("Sheet2", []))
    assert len(chosen.tables["people"].rows) == 2


def test_the_user_says_which_sheet():
    sheets = [
        ("A", PEOPLE),
        ("B", PEOPLE[:2]),
        ("Hidden", OTHER, (), frozenset(), {}, True),
    ]
    assert sheet_of(choose(*sheets, wanted_sheet=" b")) == "B"
    assert sheet_of(choose(*sheets, wanted_sheet="2")) == "B"
    assert sheet_of(choose(*sheets, wanted_sheet="hidden")) == "Hidden"
    with pytest.raises(FormatError, match=r"there is no sheet 'C'; the file has 'A'"):
        choose(*sheets, wanted_sheet="C", source="x.xlsx")


def test_hidden_sheets_are_told():
    chosen = choose(("A", OTHER), ("Old", PEOPLE, (), frozenset(), {}, True))
    assert sheet_of(chosen) == "A"
    assert chosen.notes[-1].say("zh") == "1 个隐藏的工作表未读取：“Old”"
