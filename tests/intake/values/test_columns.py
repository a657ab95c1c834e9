"""Columns of words, texts, lists and yes: what is read, noted and refused."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, strategies as st

from powermap.exchange.intake.values.cells import CellOf, ColumnPlace
from powermap.exchange.intake.values.date_columns import read_date_column
from powermap.exchange.intake.values.lists import split_list
from powermap.exchange.intake.values.number_columns import (
    read_level_column,
    read_number_column,
)
from powermap.exchange.intake.values.text_columns import (
    read_id_column,
    read_prose_column,
    read_text_column,
    read_texts_column,
)
from powermap.exchange.intake.values.unknown import is_unknown, is_vacant
from powermap.exchange.intake.values.word_columns import (
    read_choice_column,
    read_word_column,
    read_words_column,
)
from powermap.exchange.intake.values.yes import parse_yes
from powermap.exchange.intake.values.yes_columns import read_yes_column
from powermap.exchange.tables.unreadable import Unreadable
from powermap.model import Contact, Power, Role, Stance
from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold, parse

PLACE = ColumnPlace("deal.csv", "People", "Stance")


def cells(*raws):
    return [CellOf(row, raw) for row, raw in enumerate(raws, start=2)]


def finder(vocabulary):
    def find(word):
        try:
            return parse(vocabulary, word)
        except ValueError:
            return None

    return find


def test_marks_and_words_of_unknown():
    for raw in (
        *(
            "?",
            "??",
            "-",
            "--",
            "—",
            "–",
            "/",
            "\\",
            ".",
            "…",
            "？",
            "N/A",
            "n/a",
            "NULL",
        ),
        *(
            "TBD",
            "TBC",
            "tba",
            "TBD?",
            "(unknown)",
            "Unknown",
            "not known",
            "未知",
            "不详",
        ),
        *(
            "待定",
            "不明",
            "inconnu",
            "unbekannt",
            "desconocido",
            "k.A.",
            "k. A.",
            "s.o.",
        ),
        *(
            "未定",
            "#N/A",
            Unreadable("#N/A"),
            Unreadable("#NULL!"),
            "none",
            "nil",
            "无",
        ),
    ):
        assert is_unknown(raw), raw
    for raw in (
        "",
        None,
        "x",
        "Ana",
        0,
        "0",
        "+",
        Unreadable("#REF!"),
        "NAN Corp",
        "yes",
    ):
        assert not is_unknown(raw), raw
    # A region, a surname and an answer: free text stays as it stands.
    for raw in ("NA", "None", "pending", "无", "open"):
        assert not is_unknown(raw, in_text=True), raw
    for raw in ("Vacant", "(vacant)", "空缺", "N.N.", "vakant", "To be hired"):
        assert is_vacant(raw), raw


def test_yes_and_no_in_every_spelling():
    for raw in (
        "x",
        "✓",
        "✔️",
        "☑",
        "yes",
        "y",
        "ja",
        "oui",
        "si",
        "sí",
        "是",
        "有",
        "√",
    ):
        assert parse_yes(raw) is True, raw
    for raw in (
        "1",
        1.0,
        1,
        "1.0",
        True,
        "TRUE",
        "wahr",
        "VRAI",
        "verdadero",
        "はい",
        "Yes.",
    ):
        assert parse_yes(raw) is True, raw
    for raw in (
        "no",
        "n",
        "☐",
        "0",
        0.0,
        False,
        "FALSE",
        "falsch",
        "nein",
        "non",
        "否",
    ):
        assert parse_yes(raw) is False, raw
    for raw in ("无", "×", "false"):
        assert parse_yes(raw) is False, raw
    for raw in ("perhaps", "2", 2, "", None, "?", "n/a"):
        assert parse_yes(raw) is None, raw


def test_no_word_means_yes_and_no():
    yes = set(map(fold, words_for("yes")))
    no = set(map(fold, words_for("no")))
    unknown = set(map(fold, words_for("unknown")))
    assert not yes & no
    assert not (yes | no) & unknown


def test_a_cross_means_what_the_column_makes_it():
    column = read_yes_column(cells("x", "", None), PLACE)
    assert column.values == {2: True}
    assert "read as yes, and an empty cell as unknown" in str(column.notes[0])
    assert read_yes_column(cells("✓", "x"), PLACE).values == {2: True, 3: False}
    assert read_yes_column(cells("○", "×"), PLACE).values == {2: True, 3: False}
    assert read_yes_column(cells("+", "-"), PLACE).values == {2: True, 3: False}
    assert read_yes_column(cells("x", "-"), PLACE).unknown == {3}
    assert read_yes_column(cells("x", "no"), PLACE).values == {2: True, 3: False}


def test_a_column_of_yes():
    column = read_yes_column(cells("Yes (budget)", "无", "?", "maybe"), PLACE)
    assert column.values == {2: True, 3: False}
    assert column.remarks == {2: "budget"}
    assert column.unknown == {4}
    assert "'maybe' is neither yes nor no" in str(column.problems[0])


def test_a_column_of_words():
    column = read_word_column(
        cells(
            "Supporter", "champion (insider)", "2 - Neutral", "Enemy: pays them", "TBD"
        ),
        PLACE,
        finder(Stance),
        list(Stance),
    )
    assert list(column.values.values()) == [
        Stance.SUPPORTER,
        Stance.CHAMPION,
        Stance.NEUTRAL,
        Stance.ENEMY,
    ]
    assert column.remarks == {3: "insider", 5: "pays them"}
    assert str(column.notes[0]).endswith("1 cell says 'TBD': read as unknown")
    assert [meaning.how for meaning in column.words] == ["word"] * 4 + ["unknown"]


def test_wrong_words_are_one_problem_with_their_rows():
    raws = ("Suporter", "Suporter", "Foo", "#REF!", "Champion, Enemy")
    column = read_word_column(cells(*raws), PLACE, finder(Stance), list(Stance))
    assert not column.values
    error, words = column.problems
    assert "'#REF!' is an error" in str(error)
    assert words.rows == (2, 3, 4, 6)
    assert "'Suporter' (rows 2, 3), 'Foo' (row 4)" in str(words)
    assert str(words).endswith("by 'Suporter', did you mean Supporter?")
    assert "可填写：内线、支持者" in words.say("zh")
    assert column.refused == {2, 3, 4, 5, 6}


def test_a_slip_in_a_chinese_word_is_found():
    column = read_word_column(cells("支待者"), PLACE, finder(Stance), list(Stance))
    assert column.problems[0].say("zh").endswith("是不是支持者？")


def test_a_hyphen_beside_a_plus_is_a_minus():
    signs = {"+": 1, "−": -1}
    column = read_word_column(cells("+", "-", "–", "—"), PLACE, signs.get)
    assert column.values == {2: 1, 3: -1, 4: -1}
    assert column.unknown == {5}
    # Nothing is taken for unknown there that may be an answer.
    assert read_word_column(cells("+", "-"), PLACE, {"+": 1}.get).refused == {3}
    assert read_word_column(cells("x", "-"), PLACE, {"x": 1}.get).unknown == {3}


def test_a_suggestion_is_a_word_of_the_column():
    words = {"high": 1, "low": 0}
    column = read_word_column(
        cells("High (signs)", "Hihg"), PLACE, lambda word: words.get(word.casefold())
    )
    assert str(column.problems[0]).endswith(
        "'Hihg' is not understood here; did you mean 'High'?"
    )


def test_the_own_words_of_a_field_come_before_unknown():
    column = read_word_column(cells("none", "无"), PLACE, finder(Contact))
    assert set(column.values.values()) == {Contact.NONE}


def test_several_words_in_a_cell():
    column = read_words_column(
        cells("Owner; Approver", "Owner, Approver", "Owner and Approver", "Owner\nFoo"),
        PLACE,
        finder(Role),
        list(Role),
    )
    assert set(column.values.values()) == {(Role.OWNER, Role.APPROVER)}
    assert column.refused == {5}
    assert "'Foo'" in str(column.problems[0])


def test_a_doubt_and_a_reason_are_kept_beside_the_value():
    raws = ("Champion?", "TBD (ask Kim)", "unknown: left in May", "Enemy\n(rival)")
    column = read_word_column(cells(*raws), PLACE, finder(Stance), list(Stance))
    assert column.values == {2: Stance.CHAMPION, 5: Stance.ENEMY}
    assert column.unknown == {3, 4}
    assert column.remarks == {2: "?", 3: "ask Kim", 4: "left in May", 5: "rival"}
    assert len(column.notes) == 1
    assert not column.problems


def test_choices():
    column = read_choice_column(cells("gold ", "Silvr"), PLACE, ["Gold", "Silver"])
    assert column.values == {2: "Gold"}
    assert "did you mean Silver?" in str(column.problems[0])


def test_lists():
    known = ["Kim", "Lee", "Ruiz, Ana", "Procter & Gamble"]
    for text, entries in {
        "Kim; Lee；Ana": ["Kim", "Lee", "Ana"],
        "Kim、Lee | Ana": ["Kim", "Lee", "Ana"],
        "• Kim\n• Lee": ["Kim", "Lee"],
        "1. Kim\n2) Lee": ["Kim", "Lee"],
        "Kim, Lee": ["Kim", "Lee"],
        "Kim，Lee": ["Kim", "Lee"],
        "Kim and Lee": ["Kim", "Lee"],
        "Kim & Lee": ["Kim", "Lee"],
        "Kim和Lee": ["Kim", "Lee"],
        "Kim, Lee and Kim": ["Kim", "Lee", "Kim"],
        "Kim, Lee, Neu": ["Kim", "Lee", "Neu"],
        "Kim, Bob": ["Kim, Bob"],
        "Ruiz, Ana": ["Ruiz, Ana"],
        "Ode, Ben": ["Ode, Ben"],
        "Procter & Gamble; Kim": ["Procter & Gamble", "Kim"],
        "price (high; low); time": ["price (high; low)", "time"],
        "price (open; time": ["price (open", "time"],
        " ; ": [],
    }.items():
        assert split_list(text, known) == entries, text


def test_a_column_of_lists_shows_what_its_commas_do():
    column = read_texts_column(cells("a, b, c", "a", "price (high, low), b"), PLACE)
    assert column.values[2] == ("a", "b", "c")
    assert column.values[4] == ("price (high, low)", "b")
    assert "several entries were read" in str(column.notes[0])
    column = read_texts_column(cells("Ruiz, Ana", "Ode, Ben"), PLACE)
    assert list(column.values.values()) == [("Ruiz, Ana",), ("Ode, Ben",)]


def test_what_stands_behind_a_known_name_is_a_remark():
    column = read_texts_column(
        cells("Kim (lead), Lee", "Bob (new)"), PLACE, ["Kim", "Lee"]
    )
    assert column.values == {2: ("Kim", "Lee"), 3: ("Bob (new)",)}
    assert column.remarks == {2: "Kim: lead"}


def test_a_text_is_one_line_as_the_spreadsheet_shows_it():
    raws = ("Chief\nFinancial\r\n Officer", "Ana\u200b\u00a0Ruiz", 12.0, True, "n/a\n")
    column = read_text_column(cells(*raws, datetime(2026, 11, 20), "007"), PLACE)
    assert list(column.values.values()) == [
        *("Chief Financial Officer", "Ana\u00a0Ruiz", "12", "TRUE", "2026-11-20", "007")
    ]
    said = [str(note) for note in column.notes]
    assert any("line breaks" in note for note in said)
    assert any("cannot be seen" in note for note in said)
    assert any("'n/a': read as unknown" in note for note in said)
    assert len(said) == 3


def test_prose_keeps_its_lines():
    column = read_prose_column(cells("First\r\nsecond\t3\u00a0%", "-"), PLACE)
    assert column.values == {2: "First\nsecond\t3\u00a0%"}
    assert len(column.notes) == 1


def test_texts_that_are_too_long_are_refused():
    column = read_text_column(cells("a" * 1001, Unreadable("=A1", True)), PLACE)
    assert not column.values
    assert len(column.problems) == 2
    assert len(str(column.problems[-1])) < 200


READERS = [
    lambda cells: read_text_column(cells, PLACE),
    lambda cells: read_prose_column(cells, PLACE),
    lambda cells: read_texts_column(cells, PLACE),
    lambda cells: read_word_column(cells, PLACE, finder(Stance), list(Stance)),
    lambda cells: read_words_column(cells, PLACE, finder(Role), list(Role)),
    lambda cells: read_yes_column(cells, PLACE),
    lambda cells: read_id_column(cells, PLACE),
    lambda cells: read_date_column(cells, PLACE),
    lambda cells: read_number_column(cells, PLACE),
    lambda cells: read_level_column(cells, PLACE, finder(Power), list(Power)),
]


def test_ids():
    column = read_id_column(cells("1.0", 1.0, "007", "-"), PLACE)
    assert column.values == {2: "1", 3: "1", 4: "007"}


raws = st.one_of(
    st.none(),
    st.text(max_size=8),
    st.sampled_from(["x", "✓", "?", "Owner", "Champion", "a; b", "no"]),
    st.booleans(),
    st.integers(-5, 99999),
    st.floats(),
    st.datetimes(),
    st.just(Unreadable("#REF!")),
)


@pytest.mark.parametrize("number", range(len(READERS)))
@given(data=st.data())
def test_every_cell_is_read_or_told(number, data):
    column_cells = cells(*data.draw(st.lists(raws, max_size=6)))
    column = READERS[number](column_cells)
    read = column.values.keys() | column.unknown | column.refused
    for cell in column_cells:
        visible = isinstance(cell.raw, str) and any(map(str.isalnum, cell.raw))
        if visible or isinstance(cell.raw, bool | int | datetime | Unreadable):
            assert cell.row in read
    assert not column.values.keys() & (column.unknown | column.refused)
