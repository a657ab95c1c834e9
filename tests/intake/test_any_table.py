"""Whatever a table holds, it is understood or refused, and nobody is lost."""

from __future__ import annotations

import io
import itertools
import time

import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import FormatError
from powermap.exchange.glossary import PLAIN
from powermap.exchange.options import ReadOptions
from powermap.exchange.reading import inspect
from powermap.exchange.table_reading import understand_sheets
from powermap.exchange.tables.sheets import Sheet

CELLS = {
    "Title": ["CFO", "Director, Procurement", "财务总监", "", None, "Mr."],
    "Influence": [
        "High",
        "M",
        "3 - High",
        "8/10",
        7,
        "80%",
        "?",
        "🔴 High",
        "高",
        None,
    ],
    "Interest": ["Low", "high (approves)", "Medium to high", 4.5, "TBD", "", "x"],
    "Attitude": ["Supportive", "+", "-", "Leading", "against", 0, "unaware", None],
    "Role": ["Owner", "Decision maker", "runs IT", "", "Sponsor"],
    "Reports to": ["Ana Ruiz", "Ode, Ben", "nobody", "Board", "", None, "Cleo Hart"],
    "Organization": ["Northwind", "", None, "ЗАО Север"],
    "Quadrant": ["Manage closely", "keep informed", "who knows", ""],
    "As of": ["2026-11-20", "20.11.2026", "03/04/2026", "soon", 46000, None],
    "Shoe size": ["38", 41, "=A1+1", "#REF!", "🙂", True],
    "Contact": ["deep", "several", "Kim Berg", "", "none"],
    "": ["left over", None, ""],
}
NAMES = [
    "Ana Ruiz",
    "Ode, Ben",
    "Cleo Hart",
    "ليلى حداد",
    "דנה לוי",
    "王建国",
    "Zoë 🚀",
]
FAMILY = ["Łódź Kowal", "Unions", "Works council"]


@st.composite
def registers(draw):
    """A register with one row for each of some people, in any of many layouts."""
    titles = draw(st.lists(st.sampled_from(sorted(CELLS)), unique=True, max_size=6))
    place = draw(st.integers(0, len(titles)))
    names = draw(st.lists(st.sampled_from(NAMES + FAMILY), unique=True, min_size=1))
    rows = []
    for name in names:
        row = [draw(st.sampled_from(CELLS[title])) for title in titles]
        rows.append([*row[:place], name, *row[place:]])
    header = [*titles[:place], draw(st.sampled_from(["Name", "Stakeholder"]))]
    above = draw(
        st.sampled_from([[], [["Stakeholder register"], []], [["Project: X"]]])
    )
    gap = draw(st.sampled_from([[], [[]], [[], ["Legend:"], ["H", "High"]]]))
    return names, [*above, [*header, *titles[place:]], *rows, *gap]


def understood(rows):
    sheet = Sheet("Register", rows)
    return understand_sheets([sheet], "a.xlsx", ReadOptions(), PLAIN, title="a")


@given(registers())
@settings(deadline=None, max_examples=200)
def test_nobody_is_lost(register):
    names, rows = register
    shown = understood(rows)
    told = [str(each) for each in (*shown.notes, *shown.problems)]
    read = [person.name for person in shown.center or ()]
    # A single cell in a row may be the name of what the rows below it belong to.
    read += [person.organization or "" for person in shown.center or ()]
    if shown.problems:
        return
    for name in names:
        turned = " ".join(reversed(name.split(", ")))
        assert any(name in text or turned in text for text in [*read, *told])


@given(
    st.lists(
        st.lists(
            st.one_of(
                st.none(),
                st.text(max_size=12),
                st.integers(-5, 200),
                st.floats(allow_nan=True, allow_infinity=True),
                st.booleans(),
                st.dates(),
                st.sampled_from([*CELLS, *NAMES, *itertools.chain(*CELLS.values())]),
            ),
            max_size=7,
        ),
        max_size=9,
    )
)
@settings(deadline=None, max_examples=300)
def test_any_grid_is_understood_or_refused(rows):
    try:
        shown = understood(rows)
    except FormatError as error:
        assert error.say("zh") != error.say("en")
        return
    for each in (*shown.notes, *shown.problems):
        assert each.say("en")
        assert each.say("zh")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "Name",
        "Name\n",
        "Ana Ruiz\n",
        "Ana Ruiz\nBen Ode\n",
        "Name,Power\n",
        "x,y,z\n1,2,3\n",
        ",,,\n,,,\n",
        "Name\tPower;Interest,Title\nAna\n",
        "\x00\x01",
        "Name,Name\nAna,Ben\n",
        'Name,Title\n"Ana,CFO\n',
        "Name," + ",".join(f"c{place}" for place in range(500)) + "\nAna" + ",x" * 500,
    ],
)
def test_odd_texts_are_understood_or_refused(text):
    try:
        shown = inspect(io.StringIO(text))
    except FormatError as error:
        assert str(error)
    else:
        assert shown.plan is not None or shown.problems


def test_ten_thousand_rows_are_read_in_seconds():
    lines = ["Name,Title,Influence,Interest,Attitude,Reports to"]
    for number in range(10_000):
        boss = f"Person {number // 10}" if number else ""
        lines.append(f"Person {number},Clerk,High,Low,+,{boss}")
    start = time.process_time()
    shown = inspect(io.StringIO("\n".join(lines)))
    assert len(shown.center) == 10_000
    assert len(shown.center.ties) == 9_999
    assert time.process_time() - start < 30


def test_a_lone_text_between_headers_begins_one_table_only():
    # Reduced from a file of the fuzzer, which was read without end.
    headers = [f"influences\nName{number}\tTitle\tPower" for number in range(28, 46)]
    first = "influences\nName26\tTitle\tPower\ninfluences"
    odd = "influences\nName29\tTitleName22Power"
    text = "\n".join([first, headers[0], odd, *headers[1:]]) + "\n"
    assert len(inspect(io.StringIO(text)).tables) == 1
