"""Numbers as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from powermap.exchange.intake.values.cells import CellOf, ColumnPlace
from powermap.exchange.intake.values.number_columns import (
    read_level_column,
    read_number_column,
)
from powermap.exchange.intake.values.numbers import (
    is_ambiguous,
    parse_number,
    proven_marks,
)
from powermap.exchange.intake.values.strength import strength_of
from powermap.model import Power

PLACE = ColumnPlace("deal.csv", "People", "Amount")

READ = {
    "7,5": 7.5,
    "7.5": 7.5,
    ".5": 0.5,
    "0,125": 0.125,
    "1.234,56": 1234.56,
    "1,234.56": 1234.56,
    "1 234,5": 1234.5,
    "1\u00a0234,5": 1234.5,
    "1\u202f234,5": 1234.5,
    "12,34,567": 1234567,
    "1'234.5": 1234.5,
    "1’234’567": 1234567,
    "７．５": 7.5,
    "－３": -3,
    "−3": -3,
    "٤٫٢": 4.2,
    "007": 7,
    "1.2E+06": 1200000,
    "8分": 8,
    "8 points": 8,
    "8 Punkte": 8,
    "Level 5": 5,
    "评分：5": 5,
    "5星": 5,
    "4.1 Mio": 4100000,
    "4,2 Mio.": 4200000,
    "4.2m": 4200000,
    "3k": 3000,
    "1,5 Mrd. €": 1500000000,
    "420万": 4200000,
    "42 lakh": 4200000,
    "1,23 mln.": 1230000,
    "350 tys.": 350000,
    "420万元": 4200000,
    "4.2亿": 420000000,
    "€ 4.2m": 4200000,
    "-€5": -5,
    "€-5": -5,
    "US$ 1,200,000": 1200000,
    "CHF 1'200.50": 1200.5,
    "350 k€": 350000,
    "~7": 7,
    "about 7": 7,
    "ca. 7,5": 7.5,
    "约7": 7,
    "7左右": 7,
    "7 (seven)": 7,
    "80%": 0.8,
    "12,5 %": 0.125,
    "８０％": 0.8,
}


def test_what_is_a_number():
    for written, value in READ.items():
        number = parse_number(written)
        assert number is not None, written
        assert number.value == pytest.approx(value, rel=1e-15), written
        assert type(number.value) is type(value), written


def test_what_is_no_number():
    for written in (
        *("", "?", "-", "abc", "3-4", "3–4", "3 to 4", ">5", "≥5", "5+", "<=3"),
        *("½", "7½", "²", "①", "1,2,3", "1_000", "7.", "8,", "1 2", "12/10", "(5)"),
        *("nan", "inf", "1e400", "9" * 100, "--5", "5 apples", "7.5.2026", "€", "k"),
        *(True, False, None, float("nan"), float("inf"), date(2026, 10, 8), [7]),
    ):
        assert parse_number(written) is None, written


def test_scores_know_their_highest_score():
    for written in ("8/10", "8 / 10", "8 out of 10", "8 von 10", "8/10分", "8分/10分"):
        number = parse_number(written)
        assert (number.value, number.out_of, number.form) == (8, 10, "of"), written
    for written in ("●●●○○", "★★★☆☆"):
        assert str(parse_number(written)) == "3/5", written
    assert parse_number("80%").form == "share"
    assert parse_number("€5").currency == "EUR"
    assert parse_number("5k").multiplied
    assert parse_number("~5").is_about
    assert parse_number("5?").is_about
    assert parse_number("5 (high)").remark == "high"


def test_one_mark_before_three_digits_is_a_question():
    for written in ("1,234", "1.234", "€ 12,345", "999.000"):
        assert is_ambiguous(written), written
        assert parse_number(written) is None, written
    assert parse_number("1,234", ".").value == 1234
    assert parse_number("1,234", ",").value == 1.234
    assert proven_marks(["1,234", "7,5"]) == {","}
    assert proven_marks(["1,234.5", "12"]) == {"."}


def _style(value: Decimal, point: str, group: str) -> str:
    text = f"{value:,f}"
    return text.replace(",", "G").replace(".", point).replace("G", group)


amounts = st.decimals(-(10**9), 10**9, places=2)
styles = st.sampled_from(
    [(".", ","), (",", "."), (",", " "), (",", "\u202f"), (".", "'"), (".", "’")]
)
around = st.sampled_from(["{}", " {} ", "€ {}", "{} EUR", "$ {}", "{}元", "~{}"])


@given(amounts, styles, around)
def test_every_style_is_read_back(value, style, frame):
    written = frame.format(_style(value, *style))
    number = parse_number(written)
    assert number is not None
    assert number.value == pytest.approx(float(value))


@given(st.text(max_size=12))
def test_what_is_read_has_the_digits_that_were_written(text):
    number = parse_number(text)
    if number is not None:
        assert any(char.isdigit() for char in text)
        # Written again it is the same number: nothing was invented.
        again = parse_number(str(number.value))
        assert again.value == number.value


def cells(*raws):
    return [CellOf(row, raw) for row, raw in enumerate(raws, start=2)]


def _read(*raws, **more):
    column = read_number_column(cells(*raws), PLACE, **more)
    return [number.value for number in column.values.values()], column


def test_a_column_decides_for_all_its_cells():
    assert _read("1,234", "7,5")[0] == [1.234, 7.5]
    assert _read("1,234", "7.5")[0] == [1234, 7.5]
    assert _read("1.234", "12,5")[0] == [1234, 12.5]
    assert _read("1.234", "5.000", decimal=",")[0] == [1234, 5000]
    values, column = _read("1,234", "5,000")
    assert values == [1234, 5000]
    assert "'1,234' is read as 1,234" in str(column.notes[0])
    values, column = _read("1.234", "5.000")
    assert values == []
    assert "two ways" in str(column.problems[0])
    assert column.refused == {2, 3}


def test_a_column_of_amounts_tells_what_it_converts():
    values, column = _read("4.2 Mio €", "€ 300k")
    assert values == [4200000, 300000]
    said = " | ".join(map(str, column.notes))
    assert "'4.2 Mio €' is read as 4,200,000" in said
    assert "in EUR" in said
    values, column = _read("80%", "8/10", "0.3")
    assert values == [0.8, 0.8, 0.3]
    assert "'80%' is read as 0.8" in str(column.notes[0])
    values, column = _read("€5", "$7", "9")
    assert values == [9]
    assert column.refused == {2, 3}
    assert "in EUR and USD and cannot be compared" in str(column.problems[0])


def test_words_for_the_strength_of_a_tie():
    values, column = _read(
        "Strong", "弱", "medium (since May)", "0.5", find=strength_of
    )
    assert values == [1, 0.3, 0.6, 0.5]
    assert column.remarks == {4: "since May"}
    assert "'Strong' is read as 1" in str(column.notes[0])


def test_scores_in_thousands_do_not_exist():
    column = read_level_column(cells("3.667", "4,333"), PLACE, {}.get)
    assert [each.value for each in column.values.values()] == [3.667, 4.333]
    assert [str(note) for note in column.notes] == [
        "deal.csv, People, Amount: '4,333' is read as 4.333"
    ]


def test_a_column_of_levels():
    words = {"High": Power.DECIDER, "Medium": "middle"}
    column = read_level_column(
        cells("7,5", "8/10", "80%", "High", "Medium", 4.0, "5 - High (CFO)", "TBD"),
        PLACE,
        words.get,
        list(Power),
    )
    said = [str(value) for value in column.values.values()]
    assert said == ["7.5", "8/10", "80%", "decider", "middle", "4", "5"]
    assert column.remarks == {8: "High (CFO)"}
    assert column.unknown == {9}
    assert not column.problems


def test_what_is_no_level_is_a_problem_of_its_kind():
    raws = ("3-4", ">5", "€5", "4m", date(2026, 10, 8), True, "Hihg", "Decidr")
    column = read_level_column(cells(*raws), PLACE, {}.get, list(Power))
    assert not column.values
    assert column.refused == set(range(2, 10))
    said = " | ".join(map(str, column.problems))
    for part in (
        "'3-4' is a range",
        "'>5' is a limit",
        "these are not scores: '€5' (row 4), '4m' (row 5)",
        "is a date",
        "'Decidr' (row 9); allowed: Decider, Influencer, a number such as 7.5; by 'Decidr', did you mean Decider?",
    ):
        assert part in said
    assert "可填写：决策者、影响者" in column.problems[-1].say("zh")
