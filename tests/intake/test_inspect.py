"""What `inspect` says of a file: all of it, in both languages, and never wrong."""

from __future__ import annotations

import io
import json
import re
import warnings

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.errors import TableError
from powermap.exchange.intake import scale_ends
from powermap.exchange.intake.scale import stated_scale

REGISTER = """\
Stakeholder,Position,Influence,Interest,Attitude,Reports to,Region
Ana Ruiz,CFO,High,Low,Supportive,,North
Ben Ode,CIO,Medium,High,Resistant,Ana Ruiz,South
Cleo Hart,Buyer,TBD,High,Neutral,Ana Ruiz,North
Dan Moor,Engineer,,Low,,Ben Ode,South
"""


def inspected(text, **options):
    return pm.inspect(io.StringIO(text), **options)


def test_everything_that_was_understood_is_there():
    shown = inspected(REGISTER)
    [table] = shown.tables
    assert (table.kind, table.header_rows, table.rows) == ("people", (1,), 4)
    fields = {column.title: column.fields for column in table.columns}
    assert fields["Influence"] == ("power",)
    assert fields["Region"] == ()
    influence = table.columns[2]
    hows = {word.written: word.how for word in influence.words}
    assert hows == {"High": "word", "Medium": "middle", "TBD": "unknown"}
    assert [*shown.unplaced] == ["cleo-hart", "dan-moor"]
    assert "'TBD'" in str(shown.unplaced["cleo-hart"])
    assert "nothing in Influence" in str(shown.unplaced["dan-moor"])
    assert len(shown.center.ties) == 3
    assert shown.problems == ()


def test_it_says_who_is_placed_and_which_ties_there_are():
    text = inspected(REGISTER).say()
    assert "4 people, 2 with a place on the map" in text
    assert "Approver 1" in text
    assert "Ties: Reports to 3" in text
    html = inspected(REGISTER.replace("Ana", "<Ana>"))._repr_html_()
    assert "<Ana>" not in html
    assert html.count("<table>") == 1


def test_what_is_missing_is_asked_in_the_words_of_the_file():
    named = inspected(
        "Name,Weight,Cohort\nAna,A,x\nBen,B,x\nCleo,A,y\nDan,A,y\n", scale="0..10"
    )
    assert "If 'Weight' or 'Cohort' does, name that column Power" in named.say()
    unnamed = inspected("Name,Title\nAna,CFO\nBen,CIO\n")
    assert "No column says who decides. Add a column Power" in unnamed.say()
    complete = inspected(
        "Name,Power,Involvement,Reports to\nAna,8,9,\nBen,3,2,Ana\n"
    ).to_dict()
    assert complete["missing"] == []
    assert len(complete["next"]) == 2


@pytest.mark.parametrize(
    ("text", "options", "answer"),
    [
        ("Name,Power\nAna,5\nBen,3\nCleo,2\nDan,4\n", {}, "--scale 1..5"),
        ("Name,Power\nAna,100\nBen,30\nCleo,20\nDan,40\n", {}, "--scale 0..100"),
        ("Name,As of\nAna,03/04/2026\nBen,05/06/2026\n", {}, "--dates dmy"),
        ("Name,Opportunity\nAna,ERP\nBen,CRM\n", {}, "--deal ERP"),
        ("Name,Stance\nAna,supporter\nBen,x?!\nCleo,neutral\n", {}, "--skip-bad-rows"),
        ("Name,Power\nAna,decider\n", {"sheet": None}, "-o stream.html"),
    ],
)
def test_the_next_command_answers_what_is_asked(text, options, answer):
    [command, *_] = inspected(text, **options).to_dict()["next"]
    assert command.endswith(answer)


def test_the_next_command_repeats_what_was_said():
    shown = inspected("Name,Power\nAna,5\nBen,3\nCleo,2\n", scale=(1, 5))
    command = "powermap draw stream --scale 1..5 -o stream.html"
    assert shown.to_dict()["next"] == [command]
    [quoted] = shown.to_dict(file="my list.csv")["next"]
    assert "'my list.csv'" in quoted
    assert quoted.endswith("-o 'my list.html'")


def test_a_plan_in_yaml_is_shown_too(tmp_path):
    path = pm.write(pm.northwind(), tmp_path / "deal.yaml")
    shown = pm.inspect(path)
    assert shown.tables == ()
    assert shown.center == pm.northwind()
    assert shown.say().startswith(f"{path}: YAML\n")


def test_a_note_is_said_once_and_only_when_the_file_is_read():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        pm.read(io.StringIO(REGISTER))
    messages = [str(each.message) for each in told]
    assert len(set(messages)) == len(messages)
    assert messages == [str(note) for note in inspected(REGISTER).notes]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with pytest.raises(TableError):
            pm.read(io.StringIO("Name,Power,Influence Level\nAna,nope,High\n"))
    assert told == []


def test_what_a_file_holds_cannot_flood_or_command_a_terminal():
    long = "x" * 5_000
    text = f"Name,\x1b[31mShoe,{long}\nAna,\x1b]0;y\x07,{long}\nBen,\u202e,z\n"
    said = inspected(text).say()
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert max(map(len, said.splitlines())) < 200


HEADERS = st.sampled_from(
    [
        "Name",
        "Stakeholder",
        "First name",
        "Last name",
        "姓名",
        "Title",
        "Role",
        "Power",
        "Influence",
        "Interest",
        "权力",
        "Stance",
        "Quadrant",
        "Contact",
        "Reports to",
        "Manager",
        "As of",
        "Opportunity",
        "E-mail",
        "Id",
        "Region",
        "",
        "Covered by",
    ]
)
CELLS = st.sampled_from(
    [
        "",
        "?",
        "Ana Ruiz",
        "Ruiz, Ana",
        "张伟",
        "High",
        "Medium",
        "高",
        "decider",
        "5",
        "7.5",
        "80%",
        "8/10",
        "Keep satisfied",
        "x",
        "03/04/2026",
        "#N/A",
        "=A1",
        "{name}",
        "a@b.example",
        "ERP",
    ]
)
TABLES = st.lists(HEADERS, min_size=1, max_size=6).flatmap(
    lambda headers: st.lists(
        st.lists(CELLS, min_size=len(headers), max_size=len(headers)),
        min_size=1,
        max_size=5,
    ).map(lambda rows: [headers, *rows])
)


@given(TABLES)
@settings(max_examples=150)
def test_any_table_is_shown_and_the_answer_is_that_of_read(rows):
    text = "\n".join("\t".join(row) for row in rows)
    try:
        shown = inspected(text)
    except pm.FormatError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            plan = pm.read(io.StringIO(text))
        except TableError as error:
            assert shown.problems == error.problems
            assert shown.plan is None
        else:
            assert shown.plan == plan
            unplaced = [each.id for each in plan.center if each.power is None]
            assert [*shown.unplaced] == unplaced
    for language in ("en", "zh"):
        said = shown.say(language)
        assert not re.search(r"message\.\w+\.\w+", said)
        json.dumps(shown.to_dict(language), allow_nan=False)
    shown._repr_html_()


def test_which_deal_is_asked_before_anything_else():
    # Dana is in both deals, so a manager of this name would be two people.
    rows = [
        "Opportunity;Name;Role;Reports to",
        "ERP;Dana Hill;Decision Maker;",
        "ERP;Ben Ode;Evaluator;Dana Hill",
        "CRM;Dana Hill;Decision Maker;",
    ]
    shown = inspected("\n".join(rows))
    assert [problem.message.key for problem in shown.problems] == [
        "message.people.several_deals"
    ]


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        (("x", "", "x"), ("involved",)),
        (("yes", "no", "partly"), ("involved",)),
        (("1", "0", "1"), ("involved",)),
        (("1", "2", "2"), ("involvement",)),
        (("1", "5", "4"), ("involvement",)),
        (("High", "Low", "Low"), ("involvement",)),
    ],
)
def test_scores_and_levels_are_no_answers_of_yes_or_no(values, fields):
    names = ("Ana", "Ben", "Cid")
    rows = [f"{name},{value}" for name, value in zip(names, values, strict=True)]
    shown = inspected("\n".join(["Name,Involved", *rows]), scale=(1, 5))
    assert shown.tables[0].columns[1].fields == fields


def test_a_number_with_a_word_behind_it_is_told_as_a_number():
    shown = inspected(
        "From,Kind,To,Strength\nAna,Influences,Ben,2\nBen,Influences,Ana,3 - high\n"
    )
    [strength] = [each for each in shown.tables[0].columns if each.title == "Strength"]
    assert [word.value for word in strength.words if word.written == "3 - high"] == [3]
    for language in ("en", "zh"):
        assert "3 - high" in shown.say(language)
    # Where each cell has a word, it counts: 1 may be the strong end.
    shown = inspected(
        "From,Kind,To,Strength\nAna,Influences,Ben,1 - high\nBen,Influences,Ana,3 - low\n"
    )
    assert [tie.strength for tie in shown.center.ties] == [1, 0.3]


@pytest.mark.parametrize("unit", ["a", "1 ", " ", "a=", "(", "张"])
def test_a_header_of_one_letter_many_times_is_no_scale(unit):
    run = unit * 20_000
    assert stated_scale(f"Power 1 {run}") is None
    assert stated_scale(f"Power (1-5) {run}") == (1, 5)


def test_numbers_of_a_long_text_are_not_all_looked_for(monkeypatch):
    looked = []
    level_at = scale_ends._level_at
    monkeypatch.setattr(
        scale_ends,
        "_level_at",
        lambda text, number: looked.append(len(text)) or level_at(text, number),
    )
    text = "Power " + "".join(f"aaaaaa{number % 1_000}" for number in range(5_000))
    assert stated_scale(text) is None
    assert sum(looked) < 1_000_000
