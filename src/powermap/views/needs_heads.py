"""The headings of the matrix of needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Mark, Text
from powermap.scene.text import measure
from powermap.views import person_rows as table
from powermap.views.frame import line
from powermap.views.needs_columns import NEEDS, Columns

if TYPE_CHECKING:
    from powermap.language import Language

__all__ = ["draw_heads"]

UPRIGHT_RISE = 10.0
"""By which upright headings may rise into the space above them."""


def draw_heads(
    start: float, columns: Columns, language: Language
) -> tuple[list[Mark], float]:
    """The names of both kinds and of all needs; and where rows begin."""
    low = start + 42 + _heads_height(columns, language)
    marks: list[Mark] = []
    for kind in columns.kinds:
        text = language.say(f"matrix.{kind.name}")
        marks += table.caption(text, kind.left + 10, kind.right - 10, start + 14)
        for need in kind.needs:
            name = language.label(need)
            marks += _draw_head(name, kind.middle(need), low, columns)
    marks.append(_draw_total_head(low, columns, language))
    return marks, low + 16


def _heads_height(columns: Columns, language: Language) -> float:
    """What headings take above the baseline of their last line."""
    names = [language.label(need) for need in NEEDS]
    if columns.is_upright:
        widths = [measure(name, table.COLUMN, "semibold") for name in names]
        return max(widths) - UPRIGHT_RISE
    deepest = max(len(table.head_lines(name, columns.width)) for name in names)
    return 15.0 * (deepest - 1)


def _draw_head(name: str, x: float, low: float, columns: Columns) -> tuple[Mark, ...]:
    """A heading, read from below where columns are too narrow for its words."""
    if not columns.is_upright:
        return table.column_head(name, x, low, columns.width)
    size = table.COLUMN
    ink = style.TEXT
    return (line(name, x + 4, low + 4, size, ink, "semibold", rotate=-90, solid=True),)


def _draw_total_head(y: float, columns: Columns, language: Language) -> Text:
    text = language.say("matrix.named")
    return line(
        text,
        columns.total,
        y,
        12,
        style.TEXT,
        "semibold",
        solid=True,
    )
