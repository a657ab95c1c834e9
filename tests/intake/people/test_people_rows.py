"""Rows without a name, rows of one person, and people whom only ties name."""

from datetime import date

from hypothesis import given, strategies as st

from powermap.exchange.intake.edge_people import people_of_edges
from powermap.exchange.intake.same_person import join_namesakes, join_same_ids
from powermap.exchange.intake.unnamed import name_rows
from powermap.exchange.people_register import Register
from powermap.exchange.raw_file import RawRecord
from powermap.model import Power, Stance


def record(row, custom=None, **values):
    headers = {name: name.title() for name in values}
    return RawRecord(values, "People", row, headers, custom=custom or {})


def texts(messages):
    return [str(message) for message in messages]


def test_a_contact_without_a_name_is_called_by_the_email():
    # A HubSpot contact that only has an address.
    named = name_rows(
        [2, 3, 4],
        {2: "Ana Ruiz", 4: "Ben Ode"},
        emails={2: "ana@northwind.example", 3: "info@northwind.example"},
    )
    assert named.names == {2: "Ana Ruiz", 3: "info@northwind.example", 4: "Ben Ode"}
    assert texts(named.notes) == [
        (
            "1 person has no name and is shown under the e-mail address: "
            "'info@northwind.example' (row 3)"
        )
    ]


def test_a_vacant_position_is_called_by_its_title():
    named = name_rows(
        [2, 3, 4],
        {2: "Vacant", 3: "(空缺)", 4: "TBD"},
        titles={2: "CFO", 3: "财务总监"},
        is_vacant=lambda name: name.strip("()") in {"Vacant", "空缺", "TBD"},
    )
    assert list(named.names.values()) == ["CFO (Vacant)", "财务总监（空缺）", "TBD"]
    assert len(named.notes) == 1


def test_a_row_without_any_name_is_a_problem_unless_it_is_empty():
    rows = range(2, 7)
    names = {2: "Ana", 6: " "}
    asked = {"filled": {2, 3, 4}, "source": "a.csv", "title": "Name"}
    named = name_rows(rows, names, **asked)
    assert (named.names, named.left_out) == ({2: "Ana"}, {5, 6})
    assert texts(named.problems) == [
        "Name: the name is missing in 2 rows, and every person needs one: rows 3, 4"
    ]
    skipped = name_rows(rows, names, skip_bad_rows=True, **asked)
    assert (skipped.problems, skipped.left_out) == ([], {3, 4, 5, 6})
    assert "left out: the name is missing in 2 rows" in str(skipped.notes[1])


def test_two_roles_of_one_contact_are_joined():
    joined = join_same_ids(
        [
            record(
                2,
                {"IsPrimary": "true"},
                id="3A",
                name="Ana Ruiz",
                power=Power.DECIDER,
                stance=Stance.SUPPORTER,
                title="CFO",
                covered_by=("Kim",),
                evidence="Role: Economic Buyer",
                as_of=date(2026, 1, 2),
            ),
            record(
                3,
                {"IsPrimary": "false"},
                id="3A",
                name="Ruiz, Ana",
                power=Power.INFLUENCER,
                stance=Stance.SUPPORTER,
                title="cfo",
                covered_by=("Lee", "Kim"),
                evidence="Role: Sponsor",
                as_of=date(2026, 3, 2),
            ),
            record(4, id="3B", name="Ben Ode"),
        ]
    )
    ana, ben = joined.records
    assert joined.rows == [(2, 3), (4,)]
    assert ana.values == {
        "id": "3A",
        "name": "Ana Ruiz",
        "stance": Stance.SUPPORTER,
        "title": "CFO",
        "covered_by": ("Kim", "Lee"),
        "evidence": ("Role: Economic Buyer\nRole: Sponsor\nPower: decider; influencer"),
        "as_of": date(2026, 3, 2),
    }
    assert ana.custom == {"IsPrimary": "true; false"}
    assert ben.values["name"] == "Ben Ode"
    assert [note.say("en") for note in joined.notes] == [
        (
            "People: 1 person is in several rows, which were joined: "
            "'Ana Ruiz' (rows 2, 3)"
        ),
        (
            "People, Power: the rows of 1 person differ, so this is left unknown; what "
            "they say is in the evidence: 'Ana Ruiz' (rows 2, 3): Decider, Influencer"
        ),
    ]
    assert "决策者" in joined.notes[1].say("zh")


def test_one_id_of_two_names_is_not_joined():
    rows = [record(2, id="3A", name="Ana Ruiz"), record(3, id="3A", name="Ben Ode")]
    joined = join_same_ids(rows)
    assert (joined.records, joined.notes) == (rows, [])
    # A second row may leave the name out.
    rows = [record(2, id="3A", name="Ana Ruiz"), record(3, id="3A", title="CFO")]
    [ana] = join_same_ids(rows).records
    assert ana.values == {"id": "3A", "name": "Ana Ruiz", "title": "CFO"}


def test_namesakes_are_one_person_only_when_their_rows_agree():
    one = [
        [{"title": "CFO"}, {"title": "CFO"}],
        [{"title": "CFO", "department": "Finance"}, {"title": "cfo"}],
        [{}, {}],
    ]
    two = [
        [{"title": "CFO"}, {"title": "CIO"}],
        [{"title": "CFO"}, {"department": "IT"}],
        [{"title": "CFO"}, {}],
        [{"title": "CFO", "id": "a1"}, {"title": "CFO"}],
    ]
    for cases, count in ((one, 1), (two, 2)):
        for first, second in cases:
            rows = [record(2, name="Ana Ruiz", **first)]
            rows.append(record(3, name="ana ruiz", **second))
            joined = join_namesakes(rows)
            assert len(joined.records) == count, (first, second)
            assert len(joined.notes) == 2 - count
    rows = [record(2, {"No.": 1}, name="Ana"), record(3, {"No.": 2}, name="Ana")]
    assert len(join_namesakes(rows).records) == 2


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=6))
def test_joining_loses_no_row(ids):
    rows = [record(row, id=id, name=id or "Ana") for row, id in enumerate(ids, 2)]
    for join in (join_same_ids, join_namesakes):
        joined = join(rows)
        assert sorted(row for rows in joined.rows for row in rows) == [
            each.row for each in rows
        ]
        assert len(joined.records) == len(joined.rows)


def test_a_list_of_ties_alone_makes_its_people():
    ties = [
        RawRecord({"source": "Ana Ruiz", "target": "Ben Ode"}, "ties.csv", 2),
        RawRecord({"source": "ben  ode", "target": 3}, "ties.csv", 3),
        RawRecord({"source": None, "target": "Ana Ruiz"}, "ties.csv", 4),
    ]
    people, notes = people_of_edges(ties)
    assert [each.values["name"] for each in people] == ["Ana Ruiz", "Ben Ode", "3"]
    assert len(notes) == 1
    assert people_of_edges([]) == ([], [])


def test_people_are_found_by_number_as_it_is_before_as_it_may_be():
    people = Register(
        ["x", "y", "z"], ["Ana Ruiz", "Ben Ode", "Hart, Cleo"], [["0012"], ["12"], []]
    )
    assert [people.find(each) for each in ("0012", "12", "12.0")] == ["x", "y", "y"]
    assert people.find("Cleo Hart") == "z"
    assert list(people.called("1,200")) == []
