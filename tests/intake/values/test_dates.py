"""Days as people and spreadsheets write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, strategies as st

from powermap.exchange.intake.values.cells import CellOf, ColumnPlace
from powermap.exchange.intake.values.date_columns import read_date_column
from powermap.exchange.intake.values.dates import parse_day, understand_day
from powermap.exchange.intake.values.written_words import months

PLACE = ColumnPlace("deal.csv", "People", "As of")
DAY = date(2026, 11, 20)


def test_what_is_a_day():
    for written in (
        *("2026-11-20", "2026/11/20", "2026.11.20", "20.11.2026", "20. 11. 2026"),
        *("11/20/2026", "20/11/2026", "20-11-2026", "20 Nov 2026", "Nov 20, 2026"),
        *("20. November 2026", "20 novembre 2026", "20 de noviembre de 2026"),
        *("November 20th, 2026", "20th of November 2026", "20-Nov-2026", "2026-Nov-20"),
        *(
            "20-Nov-26",
            "Nov 20 '26",
            "Friday, 20 November 2026",
            "20.11.26",
            "20/11/26",
        ),
        *(
            "2026年11月20日",
            "2026 年 11 月 20 日",
            "２０２６年１１月２０日",
            "2026. 11. 20.",
        ),
        *("2026年11月20日 星期五", "2026年11月20日(金)", "2026년 11월 20일"),
        *("26. 11. 20.", "20 ноября 2026 г.", "20 novembre 2026", "20 listopada 2026"),
        *("20261120", 20261120, 20261120.0, 46346, "46346", 46346.6, "46346.6"),
        *("2026-11-20 14:30", "2026-11-20T14:30:00Z", "2026-11-20T14:30:00.000+0800"),
        *("11/20/2026 2:30 PM", "20.11.2026, 14:30", "2026/11/20 00:00:00"),
        *(
            "2026-W47-5",
            "20261120T143000Z",
            "2026年11月20日 下午2:30",
            "2026/11/20 14时30分",
        ),
        *(DAY, datetime(2026, 11, 20, 14, 30), " 2026-11-20\u00a0"),
    ):
        assert parse_day(written) == DAY, written


def test_what_is_no_day():
    for written in (
        *(
            "",
            "?",
            "Q4 2026",
            "2026",
            2026,
            "2026-11",
            "2026-W47",
            "Nov 2026",
            "20 Nov",
        ),
        *("11月20日", "2026年11月", "31.02.2026", "2026-13-01", "2026/20/11", "soon"),
        *("5 or 6 Nov 2026", "20 Nov Dec 2026", "before 20 Nov 2026", "1795132800"),
        *(True, None, 7, 39999, 1e20, float("inf"), "12345", "9" * 80, "20 Nov 226"),
    ):
        assert parse_day(written) is None, written


def test_two_numbers_up_to_twelve_are_a_question():
    for written in ("03/04/2026", "3/4/2026", "03-04-2026", "3/4/26", "3.4.2026"):
        assert understand_day(written).is_ambiguous
        assert parse_day(written) is None, written
        assert parse_day(written, "dmy") == date(2026, 4, 3)
        assert parse_day(written, "mdy") == date(2026, 3, 4)
    assert parse_day("05/05/2026") == date(2026, 5, 5)


NAMES = sorted(months())
ORDERED = {"%d/%m/%Y": "dmy", "%m/%d/%Y": "mdy", "%d.%m.%Y": "dmy", "%m-%d-%Y": "mdy"}
PLAIN = ("%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d", "%Y-%m-%dT%H:%M:%S")


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from([*ORDERED, *PLAIN])
)
def test_every_style_is_read_back(day, style):
    written = day.strftime(style)
    assert parse_day(written, ORDERED.get(style)) == day


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(NAMES),
    st.sampled_from(["{d} {m} {y}", "{d}. {m} {y}", "{m} {d}, {y}", "{d}-{m}-{y}"]),
)
def test_every_name_of_a_month_is_read_back(day, name, style):
    try:
        day = day.replace(month=months()[name])
    except ValueError:
        return
    written = style.format(d=day.day, m=name.title(), y=day.year)
    assert parse_day(written) == day


@given(st.text(alphabet="0123456789/.- ", max_size=10))
def test_what_is_read_was_written(text):
    written = understand_day(text)
    day = written and written.day("dmy")
    if day is None:
        return
    digits = "".join(char for char in text if char.isdigit())
    if written.form != "serial":
        assert str(day.year)[2:] in digits
        assert str(day.day) in digits


def _read(*raws, order=None):
    cells = [CellOf(row, raw) for row, raw in enumerate(raws, start=2)]
    return read_date_column(cells, PLACE, order)


def test_mixed_styles_are_read_when_each_can_be_read_in_one_way():
    column = _read("2026/11/20", "20.11.2026", "11/20/2026", "20 Nov 2026")
    assert set(column.values.values()) == {DAY}
    assert not column.notes
    assert not column.problems


def test_an_ambiguous_column_is_asked_about_once():
    column = _read("03/04/2026", "05/06/2026", "03/04/2026")
    assert not column.values
    [problem] = column.problems
    assert problem.rows == (2, 3, 4)
    for part in ("rows 2, 3, 4", "3 Apr 2026 or 4 Mar 2026", "--dates dmy"):
        assert part in str(problem)
    assert "2026年4月3日" in problem.say("zh")
    assert _read("03/04/2026", order="mdy").values == {2: date(2026, 3, 4)}


def test_a_date_that_cannot_be_in_the_order_that_was_said_is_told():
    column = _read("03/04/2026", "04/13/2026", order="dmy")
    assert column.values == {2: date(2026, 4, 3), 3: date(2026, 4, 13)}
    assert "not in the order that --dates says" in str(column.notes[0])
    # With dots the day comes first, whatever is said of other dates.
    assert _read("20.11.2026", order="mdy").values == {2: DAY}


@pytest.mark.parametrize(("proof", "month"), [("13/04/2026", 4), ("04/13/2026", 3)])
def test_one_date_proves_the_order_of_all(proof, month):
    column = _read("03/04/2026", proof)
    assert column.values[2].month == month
    assert "is read as" in str(column.notes[0])
    assert not column.problems


def test_proofs_of_both_orders_are_a_problem_where_it_matters():
    column = _read("03/04/2026", "13/04/2026", "04/13/2026")
    assert column.refused == {2}
    assert "both orders" in str(column.problems[0])
    assert not _read("13/04/2026", "04/13/2026").problems


def test_with_dots_the_day_comes_first():
    column = _read("3.11.2026")
    assert column.values == {2: date(2026, 11, 3)}
    assert "with dots" in str(column.notes[0])
    assert _read("3.11.2026", "11.20.2026").values[2] == date(2026, 3, 11)


def test_dates_that_a_spreadsheet_swapped_are_told():
    column = _read(datetime(2026, 4, 3), datetime(2026, 12, 1), "13/04/2026")
    assert "2 dates may have day and month swapped" in str(column.notes[0])
    assert not _read(datetime(2026, 4, 3), datetime(2026, 12, 21), "13/04/2026").notes


def test_a_remark_behind_a_day_is_kept():
    column = _read(
        "20 Nov 2026 (planned)", "03/04/2026 (call)", "4/4/2026?", order="dmy"
    )
    assert column.values == {2: DAY, 3: date(2026, 4, 3), 4: date(2026, 4, 4)}
    assert column.remarks == {2: "planned", 3: "call", 4: "?"}


def test_years_of_two_digits_are_told_and_never_guessed():
    column = _read("20/11/26", "13/01/27")
    assert column.values[2] == DAY
    assert "two digits" in str(column.notes[0])
    assert not _read("1/1/25", "1/1/26").problems
    assert _read("26/11/20", "26/12/03", order="dmy").values[2] == date(2020, 11, 26)
    column = _read("26/11/20", "26/12/03")
    assert not column.values
    assert "four digits" in str(column.problems[0])


def test_numbers_of_spreadsheets_are_told():
    column = _read(46346, "46346")
    assert column.values == {2: DAY, 3: DAY}
    assert "counted in days" in str(column.notes[0])


def test_what_names_no_day_says_what_is_missing():
    column = _read("Q4 2026", "11月20日", "Nov 2026", "20 Nov", "soon", "TBD")
    said = " | ".join(map(str, column.problems))
    assert "these name no day: 'Q4 2026' (row 2), 'Nov 2026' (row 4)" in said
    assert "these have no year: '11月20日' (row 3), '20 Nov' (row 5)" in said
    assert "'soon' is not a date" in said
    assert column.unknown == {7}
