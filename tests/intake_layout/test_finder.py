"""The table is found: its header, its rows, and what stands around them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from powermap.exchange.intake.layout.finder import find_tables
from powermap.exchange.tables.sheets import Area, Sheet

HEADER = ["Name", "Title", "Power"]
PEOPLE = [["Ana Ruiz", "CFO", 7], ["Ben Ode", "CIO", 3], ["Cleo Hart", "COO", 5]]


def names(table, place=0):
    return [row.cells[place] for row in table.rows]


def messages(table):
    return [str(note.message) for note in table.notes]


def test_a_plain_table_needs_no_note(find):
    (table,) = find([HEADER, *PEOPLE])
    assert table.header_rows == (1,)
    assert table.titles == ("Name", "Title", "Power")
    assert [row.number for row in table.rows] == [2, 3, 4]
    assert names(table) == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]
    assert not table.notes


def test_an_empty_sheet_has_no_table_and_a_header_alone_an_empty_one(find):
    assert find([]) == find([[], [None, " "]]) == []
    (table,) = find([HEADER])
    assert table.titles == tuple(HEADER)
    assert not table.rows


@pytest.mark.parametrize(
    "above",
    [
        [["Stakeholder Register"], ["Project: X"], []],
        [["Contact"], []],
        [
            ["Notes:"],
            ["When exporting your contacts, some e-mails may be missing."],
            [],
        ],
        [["Deals by role"], ["As of", date(2026, 11, 1)], ["Filters", "All"], [], []],
        [["Report"], ["Owner", "Name"], [], ["Filtered by"], ["  Stage equals Won"]],
        [[], [], [None, None, None, None, "Confidential"]],
    ],
)
def test_rows_above_the_header_are_kept_and_told(find, above):
    (table,) = find([*above, HEADER, *PEOPLE])
    assert table.header_rows == (len(above) + 1,)
    assert names(table) == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]
    assert len(table.notes) == 1
    assert table.above


def test_a_word_in_the_data_is_no_header(find):
    rows = [
        ["Stakeholder", "Frequency", "Contact Method"],
        ["Finance Board", "Monthly", "Email"],
        ["Unions", "Weekly", "Phone"],
    ]
    assert find(rows)[0].header_rows == (1,)
    rows[0][0] = "Who"
    assert find(rows)[0].header_rows == (1,)
    rows = [["Name", "Type", "Way"], ["Ana", "Contact", "Email"], ["Ben", "x", "y"]]
    assert find(rows)[0].header_rows == (1,)


def test_a_header_is_one_line_without_marks(find):
    header = ["Name *", "Title:", "Power\n(1-5)¹", " E-mail\u3000address [2]"]
    (table,) = find([header, ["Ana Ruiz", "CFO", 4, "x"]])
    assert table.titles == ("Name", "Title", "Power (1-5)", "E-mail address")


def test_a_table_without_a_known_header(find):
    (unknown,) = find([["Nume", "Funcție", "Putere"], ["Ana", "CFO", 7]])
    assert unknown.header_rows == (1,)
    (numbers,) = find([["Ana", "CFO", 7], ["Ben", "CIO", 3]])
    (repeats,) = find([["Ana", "yes"], ["Ben", "no"], ["Cleo", "yes"]])
    (lone,) = find([["Ana Ruiz"], ["Ben Ode"]])
    for table in (numbers, repeats, lone):
        assert table.header_rows == ()
        assert table.rows[0].number == 1
        assert set(table.titles) == {""}
        assert "there is no header" in messages(table)[0]


def test_a_list_of_names(find):
    (table,) = find([["姓名"], [], ["张伟"], ["李娜"]])
    assert names(table) == ["张伟", "李娜"]
    assert table.header_rows == (1,)


def test_two_header_rows_are_joined(find):
    rows = [
        ["Name", "Contact", None, "Assessment", None],
        [None, "Phone", "Email", "Power", "Involvement"],
        ["Ana Ruiz", "123", "a@x.example", "decider", "low"],
    ]
    merged = [Area(1, 2, 1, 3), Area(1, 4, 1, 5), Area(1, 1, 2, 1)]
    for areas in (merged, ()):
        (table,) = find(rows, areas)
        assert table.header_rows == (1, 2)
        assert table.titles == ("Name", "Phone", "Email", "Power", "Involvement")
        assert names(table) == ["Ana Ruiz"]
        assert len(table.notes) == 1


def test_a_group_stays_where_the_title_alone_is_not_clear(find):
    rows = [
        ["Name", "Engagement", None, "Budget", None, "Power"],
        [None, "Current", "Desired", "Current", "Spent", "(1-5)"],
        ["Ana Ruiz", "Neutral", "Leading", 4, 5, 6],
    ]
    (table,) = find(rows, [Area(1, 2, 1, 3), Area(1, 4, 1, 5)])
    assert table.titles == (
        "Name",
        # Known in this order of words.
        "Current Engagement",
        "Engagement Desired",
        "Budget Current",
        "Budget Spent",
        "Power (1-5)",
    )


def test_groups_of_words_that_nobody_knows_are_joined_too(find):
    levels = ["Unaware", "Resistant", "Neutral"]
    rows = [
        ["Stakeholder", "Current", None, None, "Title"],
        [None, *levels, None],
        ["Ana Ruiz", None, "x", None, "CFO"],
    ]
    (table,) = find(rows)
    current = [f"Current {level}" for level in levels]
    assert table.titles == ("Stakeholder", *current, "Title")
    rows = [
        [None, "Power", None, "Interest", None],
        ["Stakeholder", "High", "Low", "High", "Low"],
        ["Ana Ruiz", "x", None, None, "x"],
    ]
    (table,) = find(rows)
    assert table.titles[1:3] == ("Power High", "Power Low")


def test_facts_above_a_header_are_no_groups(find):
    rows = [
        ["客户：北风", None, "销售：张三"],
        ["姓名", "部门", "权力"],
        ["李四", "财务", "高"],
    ]
    (table,) = find(rows)
    assert table.header_rows == (2,)


def test_a_title_merged_over_the_width_is_no_group(find):
    rows = [["Stakeholder analysis", None, None], HEADER, *PEOPLE]
    (table,) = find(rows, [Area(1, 1, 1, 3)])
    assert table.header_rows == (2,)
    assert table.titles == tuple(HEADER)


def test_data_below_a_header_with_a_gap_is_no_second_header(find):
    rows = [["Name", None, "Way"], ["Ana", "x", "Email"], ["Ben", "y", "Phone"]]
    (table,) = find(rows)
    assert table.header_rows == (1,)


@pytest.mark.parametrize(
    "below",
    [
        [["Legend:"], ["1", "low"], ["5", "high"]],
        [["H = High"], ["M = Medium"], ["L = Low"]],
        [["图例"], ["高", "≥ 7"]],
        [["Note: the scores are from May."]],
        [[], ["Scale", "Meaning"], [1, "low"], [5, "high"]],
        [[], ["Generated by Ben"], ["Page 1"]],
        [[], ["H", "High"], ["L", "Low"]],
        [[], ["Confidential"]],
        [[], ["for internal use only"]],
        [[], ["Communication Plan"], ["Meeting", "Who", "When"]],
    ],
)
def test_what_stands_below_a_table_is_kept_as_its_legend(find, below):
    (table,) = find([HEADER, *PEOPLE, *below])
    assert names(table) == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]
    assert len(table.legend) == len([row for row in below if row])
    assert len(table.notes) == 1


def test_an_empty_row_does_not_end_a_table(find):
    rows = [HEADER, [], PEOPLE[0], [], PEOPLE[1], [], [], PEOPLE[2], ["Dan Poe"]]
    (table,) = find(rows)
    assert len(table.rows) == 4
    assert not table.notes
    (table,) = find([HEADER, *PEOPLE, [], ["Dan Poe"]])
    assert len(table.rows) == 4


def test_people_below_a_legend_are_not_lost(find):
    (table,) = find([HEADER, *PEOPLE[:2], [], ["Legend:"], ["7 = high"], PEOPLE[2]])
    assert len(table.rows) == 3
    assert table.legend == ("Legend:", "7 = high")


def test_a_second_table_is_another_table(find):
    ties = [["Stakeholder", "Contact", "Since"], ["Ana Ruiz", "Ben Ode", 2020]]
    for between in ([[]], [[], ["Ties"]], [["Ties"]], [[], ["Ties"], []]):
        first, second = find([HEADER, *PEOPLE, *between, *ties])
        assert names(first) == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]
        assert second.titles == ("Stakeholder", "Contact", "Since")
        assert len(second.rows) == 1


def test_totals_and_repeated_headers_are_not_read(find):
    rows = [HEADER, *PEOPLE[:2], HEADER, PEOPLE[2], ["Total", None, 15]]
    (table,) = find(rows)
    assert len(table.rows) == 3
    assert messages(table) == [
        "row 4 repeats the header and was not read: 'Name'",
        "row 6 is a total and was not read: 'Total'",
    ]
    # The company, and people of whom little is known.
    rows = [
        HEADER,
        ["Total", "supplier", "high"],
        ["Key", "x", "y"],
        ["Sum Yi", "", ""],
    ]
    assert len(find(rows)[0].rows) == 3


@pytest.mark.parametrize("heading", ["NORVIK GROUP", "Norvik:", "Norvik"])
def test_section_rows_hold_for_the_rows_below(find, heading):
    rows = [HEADER, [heading], *PEOPLE[:2], [], ["Other"], PEOPLE[2]]
    (table,) = find(rows)
    assert names(table) == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]
    assert [row.section for row in table.rows] == [heading, heading, "Other"]
    assert len(table.notes) == 1


def test_a_person_of_whom_only_the_name_is_known_is_no_section(find):
    (table,) = find([HEADER, PEOPLE[0], ["Dan Poe"], *PEOPLE[1:]])
    assert names(table) == ["Ana Ruiz", "Dan Poe", "Ben Ode", "Cleo Hart"]
    in_capitals = [[name.upper(), *rest] for name, *rest in PEOPLE]
    (table,) = find([HEADER, *in_capitals[:1], ["DAN POE"], *in_capitals[1:]])
    assert len(table.rows) == 4


def test_a_column_that_counts_the_rows_tells_nothing_of_sections(find):
    header = ["No", *HEADER]
    numbered = [[at, *person] for at, person in enumerate(PEOPLE, start=1)]
    rows = [header, numbered[0], [None, "Dan Poe"], *numbered[1:], [4], [5]]
    (table,) = find(rows)
    assert names(table, 1) == ["Ana Ruiz", "Dan Poe", "Ben Ode", "Cleo Hart"]
    assert messages(table) == [
        "rows 6–7 have a number only and were not read: '4', '5'"
    ]


def test_a_merged_cell_holds_for_all_its_rows(find):
    rows = [["Name", "Department"], ["Ana", "Finance"], ["Ben"], ["Cleo"]]
    (table,) = find(rows, [Area(2, 2, 4, 2)])
    assert names(table, 1) == ["Finance"] * 3
    (note,) = table.notes
    assert str(note) == "Sheet1, Department: 1 merged cell holds for 3 rows"


def test_a_name_merged_over_rows_is_one_person(find):
    rows = [["Name", "Needs", "Power"], ["Ana", "order", 7], [None, "image"], PEOPLE[1]]
    (table,) = find(rows, [Area(2, 1, 3, 1), Area(2, 3, 3, 3)])
    assert names(table, 1) == ["order\nimage", "CIO"]
    assert names(table, 2) == [7, 3]
    assert len(table.notes) == 1


def test_one_of_two_required_columns_merged_keeps_the_rows():
    rows = [["From", "To"], ["Ana", "Ben"], [None, "Cleo"]]
    sheet = Sheet("Ties", rows, [Area(2, 1, 3, 1)])
    (table,) = find_tables(sheet, lambda title: 3 * (title in {"From", "To"}))
    assert [row.cells for row in table.rows] == [("Ana", "Ben"), ("Ana", "Cleo")]


def test_hidden_rows_and_comments_are_told(find):
    (table,) = find(
        [HEADER, *PEOPLE],
        hidden_rows=frozenset({3, 9}),
        comments={(2, 3): "Met twice", (1, 1): "About the header"},
    )
    assert len(table.rows) == 3
    assert table.comments == ((2, 3, "Met twice"),)
    assert messages(table) == [
        "row 3 is hidden; it was read",
        "1 cell has a comment (row 2): 'Met twice'",
    ]


def test_a_table_with_the_people_across_is_turned(find):
    rows = [
        ["Stakeholder profiles"],
        ["Name", "Ana Ruiz", "Ben Ode"],
        ["Title", "CFO", "CIO"],
        ["Power", 7, 3],
    ]
    (table,) = find(rows, comments={(4, 2): "Signs"})
    assert table.titles[1:] == ("Name", "Title", "Power")
    assert [row.cells[1:] for row in table.rows] == [
        ("Ana Ruiz", "CFO", 7),
        ("Ben Ode", "CIO", 3),
    ]
    assert [row.number for row in table.rows] == [2, 3]
    assert table.comments == ((2, 4, "Signs"),)
    assert "each further column" in messages(table)[0]
    # A name above names is a list.
    (table,) = find([["Name"], ["Title Holder"], ["Power Corp"]])
    assert len(table.rows) == 2


def test_tables_beside_each_other(find):
    people = [HEADER, *PEOPLE]
    ties = [["Stakeholder", "Contact"], ["Ana Ruiz", "Ben Ode"]]
    rows = [[*left, None, *right] for left, right in zip(people, ties, strict=False)]
    rows += people[2:]
    first, second = find(rows)
    assert names(first) == ["Ana Ruiz", "Ben Ode", "Cleo Hart"]
    assert second.titles == ("", "", "", "", "Stakeholder", "Contact")
    assert [row.cells[4:] for row in second.rows] == [("Ana Ruiz", "Ben Ode")]


def test_a_legend_beside_a_table_is_none_of_its_columns(find):
    rows = [[*HEADER, None, "Legend"], [*PEOPLE[0], None, "H = High"], *PEOPLE[1:]]
    (table,) = find(rows)
    assert table.titles == tuple(HEADER)
    assert table.legend == ("Legend", "H = High")
    assert len(table.notes) == 1
    # An empty column alone does not end a table.
    rows = [["Name", None, "Power"], ["Ana Ruiz", None, 7]]
    assert find(rows)[0].titles == ("Name", "", "Power")


WORDS = st.text("abcdefghij ", min_size=3, max_size=8).filter(str.strip)
TITLES = ["Title", "Power", "Email", "Department", "Stance", "Extra"]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(TITLES), min_size=1, unique=True),
    st.integers(1, 6),
    st.lists(st.lists(WORDS, max_size=1), max_size=8),
    st.integers(0, 3),
    st.lists(WORDS, max_size=3),
    st.integers(0, 2),
)
def test_a_table_in_any_surrounding_is_found(titles, count, above, left, below, gaps):
    """Lines of one cell above, empty columns left, empty rows, notes below."""
    header = ["Name", *titles]
    people = []
    for at in range(count):
        people.append([f"Person {at}", *(f"{title} {at}" for title in titles)])
    rows = [*above, header]
    for person in people:
        rows += [person, *[[]] * gaps]
    rows += [[], ["Notes:"], *([text] for text in below)]
    shifted = [[None] * left + row for row in rows]
    from .conftest import weigh

    (table,) = find_tables(Sheet("S", shifted), weigh)
    assert list(table.titles[left:]) == header
    assert [list(row.cells[left:]) for row in table.rows] == people
    assert len(table.legend) == len(below) + 1


def test_a_long_table_is_read_in_linear_time(find):
    row = ["Ana Ruiz", "CFO", 7, *["x"] * 7]
    header = [*HEADER, *map(str, "abcdefg")]
    (table,) = find([["Report"], header, *([row, []] * 10_000)])
    assert len(table.rows) == 10_000


def test_an_explanation_below_a_header_is_no_part_of_it(find):
    header = [
        "Name\nWho has a say in this purchase, officially or not?",
        "Current\nengagement",
        "Power\n(1-5)",
        "Badge\nas printed",
    ]
    (table,) = find([header, ["Ana Ruiz", "Neutral", 4, "A7"]])
    assert table.titles == (
        "Name",
        "Current engagement",
        "Power (1-5)",
        "Badge as printed",
    )


CELLS = ["Name", "Power", "Email", "High", "7", "H = High", "Legend:", "ana", "ben"]


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.sampled_from(CELLS)), max_size=5), max_size=9
    )
)
def test_no_name_in_any_sheet_is_lost(rows):
    """Every name is in a title, a cell, a section, above or in the legend."""
    from .conftest import weigh

    written = set()
    sheet = []
    for at, row in enumerate(rows):
        cells = []
        for place, cell in enumerate(row):
            is_name = cell in {"ana", "ben"}
            cells.append(f"{cell}{at}x{place}" if is_name else cell)
            if is_name:
                written.add(cells[-1])
        sheet.append(cells)
    kept: list[str] = []
    for table in find_tables(Sheet("S", sheet), weigh):
        kept += [*table.titles, *table.above, *table.legend]
        # What stands above a header is a group of columns.
        for number in table.header_rows:
            kept += [str(cell) for cell in sheet[number - 1] if cell]
        for row in table.rows:
            assert len(row.cells) == len(table.titles)
            kept += [str(cell) for cell in row.cells if cell]
            kept.append(row.section or "")
    words = set(" ".join(kept).replace(",", " ").split())
    assert written <= words
