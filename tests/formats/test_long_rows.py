"""Rows with more cells than the header: told, since a name may be split in two."""

from __future__ import annotations

import pytest

from powermap.exchange.formats.delimited import sheet_of


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_separator_in_a_cell_is_told_with_its_row(separator):
    rows = ["Name,Title", "Ode,Ben,CIO", "Ana Ruiz,CFO", "Cleo Hart,COO"]
    text = "\n".join(rows).replace(",", separator)
    _, [note] = sheet_of(text, "deal.csv")
    assert "row 2 has more cells than most rows, which have 2" in note.say()


@pytest.mark.parametrize(
    "text",
    [
        "Name,Title\nAna Ruiz,CFO,,\nBen Ode,CIO",
        "Register,,\nName,Title\nAna Ruiz,CFO\nBen Ode,CIO",
        '"Ruiz, Ana",CFO\nBen Ode,CIO',
        "Name\nRuiz, Ana\nOde, Ben",
    ],
)
def test_empty_cells_and_quoted_commas_are_not_told(text):
    _, notes = sheet_of(text, "deal.csv")
    assert not notes
