"""A text of a spreadsheet cell comes back whole, however long it may be."""

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

import powermap as pm
from powermap.errors import TableError
from powermap.exchange.tables.allowance import beginning_of_cell
from powermap.model.text import TEXT_LIMIT

WRITTEN = ["yaml", "json", "xlsx", "csv", "graphml", "gexf", "cyjs"]
PIECES = [
    "x",
    "No, she agreed: yes. ",
    "中文。",
    "a <b> & c; ",
    '"q" \'s ',
    "=1+",
    "😀 ",
]


@st.composite
def long_texts(draw, *, ends=("", "\n")):
    """Texts of one or several pieces, of 301 characters to as many as a cell holds."""
    length = draw(st.sampled_from([301, TEXT_LIMIT - 1, TEXT_LIMIT]))
    unit = "".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3)))
    lines = unit * 20 + draw(st.sampled_from(ends))
    text = (lines * (length // len(lines) + 1))[: length - 1]
    return f"{text}z"


def is_cell(text):
    # A spreadsheet counts an emoji as two characters.
    return len(text.encode("utf-16-le")) // 2 <= TEXT_LIMIT


@pytest.mark.parametrize("suffix", WRITTEN)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=long_texts().filter(is_cell))
@example(text="x" * TEXT_LIMIT)
@example(text="=" + "y" * (TEXT_LIMIT - 1))
def test_a_long_note_comes_back_whole(tmp_path, suffix, text):
    ana = pm.Stakeholder("Ana Ruiz", power="decider", note=text)
    path = tmp_path / f"deal.{suffix}"
    pm.write(pm.BuyingCenter("Deal", [ana]), path)
    assert pm.read(path).center["ana-ruiz"].note == text


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=long_texts(ends=("",)))
def test_a_long_note_of_a_markdown_table_comes_back_whole(tmp_path, text):
    # What Markdown would take for its own signs is escaped by whoever writes it.
    text = text.replace("<", "(").replace("&", "+")
    path = tmp_path / "deal.md"
    path.write_text(
        f"| Name | Note |\n|---|---|\n| Ana Ruiz | {text} |\n", encoding="utf-8"
    )
    assert pm.read(path).center["ana-ruiz"].note == text


def test_a_longer_text_is_refused_in_words(tmp_path):
    path = tmp_path / "deal.csv"
    path.write_text(f"Name,Note\nAna Ruiz,{'x' * (TEXT_LIMIT + 1)}\n")
    with pytest.raises(TableError, match="more than 32,767 characters"):
        pm.read(path)


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000, "x" + "😀" * 20_000])
def test_a_cell_holds_the_whole_beginning_of_a_text(text):
    beginning = beginning_of_cell(text)
    assert is_cell(beginning)
    assert text.startswith(beginning)
    assert not is_cell(beginning + text[len(beginning)])
