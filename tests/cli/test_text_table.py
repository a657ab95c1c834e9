"""Tables of plain text: as rich lays them out, with long words and wide characters."""

from __future__ import annotations

import io

from hypothesis import given, strategies as st
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from powermap.cli.text_table import lay_out, wrap_beside

WORDS = st.sampled_from(["a", "Ana", "decides", "approval,", "采购部", "(80%)", "[b]"])
LINES = st.lists(WORDS, max_size=15).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 4))
    rows = st.lists(TEXTS, min_size=columns, max_size=columns)
    headers = draw(st.lists(WORDS, min_size=columns, max_size=columns))
    limit = st.none() | st.integers(10, 40)
    limits = draw(st.lists(limit, min_size=columns, max_size=columns))
    return headers, draw(st.lists(rows, max_size=4)), limits


def by_rich(headers, rows, limits, width):
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for header, limit in zip(headers, limits, strict=True):
        table.add_column(Text(header), max_width=limit, overflow="fold")
    for row in rows:
        table.add_row(*[Text(cell) for cell in row])
    page = io.StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(
        table
    )
    lines = [line.rstrip() for line in page.getvalue().splitlines()]
    return "\n".join(lines).strip("\n")


@given(tables(), st.integers(60, 120))
def test_a_table_is_laid_out_as_rich_does(table, width):
    assert lay_out(*table, width).strip("\n") == by_rich(*table, width)


@given(st.text("ab 采é\t\n", max_size=60), st.integers(1, 30))
def test_a_text_beside_its_mark_keeps_every_character_within_the_width(text, width):
    said = wrap_beside(" -", text, width + 3)
    assert "".join(said[2:].split()) == "".join(text.split())
    # A wide character needs two columns, even where there is only one.
    assert max(cell_len(line) for line in said.split("\n")) <= max(width, 2) + 3


def test_a_long_word_is_broken_and_what_follows_stands_on_the_next_line():
    table = lay_out(["Name"], [["supercalifragilistic one"]], [10], 60)
    assert table.split("\n") == [
        " Name",
        " ──────────",
        " supercalif",
        " ragilistic",
        " one",
    ]
