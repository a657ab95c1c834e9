"""Columns of managers become reporting lines, however they name the managers."""

from hypothesis import given, strategies as st

from powermap.exchange.intake.reporting_lines import (
    ManagerColumn,
    read_reporting_lines,
)
from powermap.exchange.people_register import Register

NAMES = ["Ana Ruiz", "Ben Ode", "Cleo Hart", "Dan Ito"]
PEOPLE = Register(
    ["a1", "b2", "c3", "d4"],
    NAMES,
    [["0012"], ["13"], ["14"], ["15"]],
    [f"{name.split()[0].lower()}@northwind.example" for name in NAMES],
)


def read(*columns, people=PEOPLE, **options):
    made = []
    for field, cells in columns:
        made.append(ManagerColumn(field, field.title(), dict(enumerate(cells, 2))))
    rows = {row: row - 2 for row in range(2, 2 + len(people.ids))}
    return read_reporting_lines(made, people, rows, **options)


def ties(result):
    return [
        (tie.values["source"], tie.values["target"], tie.values["kind"], tie.row)
        for tie in result.ties
    ]


def texts(messages):
    return [str(message) for message in messages]


def test_a_manager_is_found_in_every_spelling():
    for written in (
        "a1",
        "0012",
        "12",
        12.0,
        "12.0",
        "Ana Ruiz",
        " ana  RUIZ ",
        "Ruiz, Ana",
        "Ana Ruiz (CFO)",
        "Dr. Ana Ruiz",
        "ana@northwind.example",
        "Ana Ruiz <ANA@northwind.example>",
        "Ana Ruiz (0012)",
        "12 - Ana Ruiz",
    ):
        for field in ("reports_to", "reports_to_id", "reports_to_name"):
            result = read((field, [None, written]))
            assert ties(result) == [("b2", "a1", "reports_to", 3)], written
            assert (result.notes, result.problems, result.kept) == ([], [], {})


def test_ids_of_northwind_and_of_frames():
    people = Register(["1", "2", "3"], ["Ana Ruiz", "Ben Ode", "Cleo Hart"])
    for cells in (["", "1", "1"], [None, 1.0, "1.0"], [float("nan"), 1, "01"]):
        result = read(("reports_to", cells), people=people)
        assert ties(result) == [
            ("2", "1", "reports_to", 3),
            ("3", "1", "reports_to", 4),
        ]


def test_managers_by_employee_number_beside_numbered_rows():
    # Row numbers 1 to 3 are also employee numbers of other people.
    numbers = [["2"], ["3"], ["7"]]
    people = Register(["1", "2", "3"], NAMES[:3], numbers)
    cells = ["", "2", "3"]
    named = ManagerColumn(
        "reports_to_id", "Manager employee number", dict(enumerate(cells, 2))
    )
    places = {2: 0, 3: 1, 4: 2}
    result = read_reporting_lines(
        [named], people, places, number_titles=["Employee Number"]
    )
    want = [("2", "1", "reports_to", 3), ("3", "2", "reports_to", 4)]
    assert ties(result) == want
    # Without the word in the header, most cells decide: 7 is no row.
    cells = ["", "7", "7"]
    unnamed = ManagerColumn("reports_to_id", "Boss", dict(enumerate(cells, 2)))
    result = read_reporting_lines([unnamed], people, places, number_titles=["No"])
    assert ties(result) == [("2", "3", "reports_to", 3)]
    assert "own manager" in str(result.notes[0])


def test_who_is_their_own_manager_is_at_the_top():
    result = read(("reports_to_id", ["a1", "a1", "", ""]), source="hr.csv")
    assert ties(result) == [("b2", "a1", "reports_to", 3)]
    assert texts(result.notes) == [
        (
            "hr.csv, Reports_To_Id: 1 person is entered as their own manager and is "
            "at the top of the chart: 'Ana Ruiz' (row 2)"
        )
    ]


def test_of_two_managers_the_first_is_solid():
    want = [("c3", "a1", "reports_to", 4), ("c3", "b2", "dotted_to", 4)]
    for cell in (
        "Ana Ruiz; Ben Ode",
        "Ana Ruiz\nBen Ode",
        "Ana Ruiz, Ben Ode",
        "Ruiz, Ana; Ode, Ben",
        "Ana Ruiz / Ben Ode",
        "Ana Ruiz & Ben Ode",
        "Ana Ruiz and Ben Ode",
        "12、13",
    ):
        result = read(("reports_to", ["", "", cell]))
        assert ties(result) == want, cell
        assert texts(result.notes) == [
            (
                "1 person has several managers; the first is the solid line, the others "
                "are dotted lines: 'Cleo Hart' → 'Ana Ruiz', 'Ben Ode' (row 4)"
            )
        ]
    two_columns = ("reports_to", ["", "", "Ana Ruiz"]), ("reports_to", ["", "", "b2"])
    assert ties(read(*two_columns)) == want
    dotted = ("reports_to", ["", "", "a1"]), ("dotted_to", ["", "", "Ben Ode; a1"])
    result = read(*dotted)
    assert (ties(result), result.notes) == (want, [])


def test_of_two_managers_one_may_be_absent():
    for cell in ("Ana Ruiz / Zed Falk", "Ana Ruiz, Zed Falk", "Zed Falk & Ruiz, Ana"):
        result = read(("reports_to", ["", cell]))
        if "Ruiz, Ana" not in cell:
            assert ties(result) == [("b2", "a1", "reports_to", 3)], cell
            assert "'Zed Falk' (row 3)" in str(result.notes[0])
        assert result.kept == {"Reports_To": {3: cell}}
    result = read(
        ("reports_to", ["", "Falk, Kim"]), people=Register(["k", "b"], ["Kim", "Ben"])
    )
    assert (ties(result), result.kept) == ([], {"Reports_To": {3: "Falk, Kim"}})


def test_the_same_manager_twice_is_one():
    result = read(("reports_to", ["", "a1; Ana Ruiz"]), ("dotted_to", ["", "12"]))
    assert (ties(result), result.notes) == ([("b2", "a1", "reports_to", 3)], [])


def test_who_is_not_in_the_file_is_kept_and_told_once():
    result = read(
        ("reports_to", ["Robert Falk", "Ann Ruiz", "Robert Falk", "Ruiz, Kim"])
    )
    assert ties(result) == []
    assert result.kept == {
        "Reports_To": {
            2: "Robert Falk",
            3: "Ann Ruiz",
            4: "Robert Falk",
            5: "Ruiz, Kim",
        }
    }
    [note] = texts(result.notes)
    assert "3 managers are not among the people of the file" in note
    assert "'Robert Falk' (rows 2, 4)" in note
    assert "'Ann Ruiz' (row 3; did you mean 'Ana Ruiz'?)" in note


def test_a_column_of_ids_and_one_of_names_are_one_statement():
    # The id decides between namesakes.
    people = Register(["a1", "a2", "b2"], ["Ana Ruiz", "Ana Ruiz", "Ben Ode"])
    columns = (
        ("reports_to_id", ["", "", "a2"]),
        ("reports_to_name", ["", "", "Ana Ruiz"]),
    )
    result = read(*columns, people=people)
    assert ties(result) == [("b2", "a2", "reports_to", 4)]
    assert (result.notes, result.problems) == ([], [])
    # The id is no one's: the name counts, with a note.
    result = read(("reports_to_id", ["", "77"]), ("reports_to", ["", "Ana Ruiz"]))
    assert ties(result) == [("b2", "a1", "reports_to", 3)]
    assert "1 id belongs to no one in the file" in str(result.notes[0])
    assert "'77' (row 3)" in str(result.notes[0])
    # Both are certain and differ.
    result = read(
        ("reports_to_id", ["", "", "a1"]), ("reports_to", ["", "", "Ben Ode"])
    )
    assert texts(result.problems) == [
        (
            "row 4, Reports_To: 'Ben Ode' is not the person with the id 'a1' in "
            "Reports_To_Id; correct one of the two"
        )
    ]


def test_namesakes_are_a_problem_with_ids_to_choose_from():
    people = Register(["a1", "a2", "b2", "c3"], ["Ana Ruiz", "Ana Ruiz", *NAMES[1:3]])
    column = ("reports_to", ["", "", "Ana Ruiz", "Ana Ruiz"])
    result = read(column, people=people)
    assert texts(result.problems) == [
        "Reports_To: 2 people are called 'Ana Ruiz' (rows 4, 5); use an id: 'a1', 'a2'"
    ]
    skipped = read(column, people=people, skip_bad_rows=True)
    assert (skipped.problems, ties(skipped)) == ([], [])
    assert str(skipped.notes[0]).startswith("Reports_To: left out: 2 people are called")


def test_a_circle_is_one_problem_that_names_the_chain():
    column = ("reports_to", ["Ben Ode", "Cleo Hart", "Ana Ruiz", "Ana Ruiz"])
    result = read(column)
    assert texts(result.problems) == [
        (
            "Reports_To: these people report to each other in a circle: 'Ana Ruiz' → "
            "'Ben Ode' → 'Cleo Hart' → 'Ana Ruiz' (rows 2, 3, 4); correct one of the "
            "managers"
        )
    ]
    skipped = read(column, skip_bad_rows=True)
    assert ties(skipped) == [("d4", "a1", "reports_to", 5)]
    assert len(skipped.notes) == 1
    assert skipped.kept == {"Reports_To": {2: "Ben Ode", 3: "Cleo Hart", 4: "Ana Ruiz"}}


def test_a_manager_may_be_entered_by_title():
    titles = ["CFO", "Buyer", "Buyer", None]
    people = Register(PEOPLE.ids, NAMES, titles=titles)
    result = read(("reports_to", ["", "cfo", "CFO", "Buyer"]), people=people)
    assert ties(result) == [
        ("b2", "a1", "reports_to", 3),
        ("c3", "a1", "reports_to", 4),
    ]
    assert "found by it: 'cfo → Ana Ruiz' (row 3)" in str(result.notes[0])
    assert result.kept == {"Reports_To": {5: "Buyer"}}


def test_the_id_beside_a_name_decides_between_namesakes():
    people = Register(["1", "2", "3"], ["Ana Ruiz", "Ana Ruiz", "Ben Ode"])
    for cell in ("Ana Ruiz (2)", "2 - Ana Ruiz", "Ruiz, Ana [2]", "2: Ana Ruiz"):
        result = read(("reports_to", ["", "", cell]), people=people)
        assert ties(result) == [("3", "2", "reports_to", 4)], cell


def test_cells_that_say_nothing_are_no_managers():
    for cell in (None, "", " ", "-", "—", "N/A", "#N/A", "none", "?", float("nan")):
        result = read(("reports_to", ["", cell]))
        assert (ties(result), result.notes, result.kept) == ([], [], {})
    result = read(
        ("reports_to", ["", "offen"]), says_nothing=lambda raw: raw == "offen"
    )
    assert result.notes == []


SPELLINGS = [
    lambda person: person["id"],
    lambda person: person["number"],
    lambda person: f"{person['number']}.0",
    lambda person: float(person["number"]),
    lambda person: person["name"],
    lambda person: person["name"].upper(),
    lambda person: ", ".join(reversed(person["name"].split())),
    lambda person: person["email"],
]
FIRST = ["Ana", "Ben", "Cleo", "Dan", "Eva"]
LAST = ["Ruiz", "Ode", "Hart", "Ito", "Berg"]


@given(data=st.data(), count=st.integers(1, 25))
def test_any_chart_is_the_same_however_its_managers_are_written(data, count):
    people = []
    for place in range(count):
        first = FIRST[place % 5]
        last = LAST[place // 5]
        person = {
            "id": f"x{place}",
            "number": str(100 + place),
            "name": f"{first} {last}",
            "email": f"{first}.{last}@northwind.example",
        }
        people.append(person)
    managers = [None]
    for place in range(1, count):
        managers.append(data.draw(st.none() | st.integers(0, place - 1)))
    register = Register(
        [person["id"] for person in people],
        [person["name"] for person in people],
        [[person["number"]] for person in people],
        [person["email"] for person in people],
    )
    cells = []
    for manager in managers:
        spelling = data.draw(st.sampled_from(SPELLINGS))
        cells.append(None if manager is None else spelling(people[manager]))
    result = read(("reports_to", cells), people=register)
    want = []
    for place, manager in enumerate(managers):
        if manager is not None:
            want.append((f"x{place}", f"x{manager}", "reports_to", place + 2))
    assert ties(result) == want
    assert (result.notes, result.problems, result.kept) == ([], [], {})


@given(st.lists(st.sampled_from([*NAMES, "", "Zed", "a1", "Ana Ruiz; b2"]), max_size=4))
def test_nothing_is_lost_in_silence(cells):
    result = read(("reports_to", cells))
    told = " ".join(texts([*result.notes, *result.problems]))
    tied = {tie.row for tie in result.ties}
    for row, cell in enumerate(cells, 2):
        if cell:
            assert row in tied or str(row) in told
