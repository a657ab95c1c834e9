"""Texts that are too long to be a name, a word, a number or a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from powermap.exchange.tables.sheets import Row, Sheet

__all__ = ["LONG", "LongText", "whole_text", "with_long_texts"]

LONG = 300
"""Characters up to which a text is looked at closely."""


class LongText(str):
    """The beginning of a long text, which stands for it where a cell is understood.

    Asking whether a text is a day, a list of names or a word of a vocabulary takes many
    looks at it, some of which cost its length squared. Nothing that long is any of
    these. Whoever keeps the text keeps the whole.

    Attributes
    ----------
    whole : str
        The text.

    Examples
    --------
    >>> text = LongText("a note " * 100)
    >>> len(text), len(text.whole)
    (300, 700)
    """

    whole: str

    def __new__(cls, whole: str) -> Self:
        """Keep the whole text beside its beginning."""
        made = super().__new__(cls, whole[:LONG])
        made.whole = whole
        return made

    def __reduce__(self) -> tuple[type[LongText], tuple[str]]:
        return LongText, (self.whole,)


def whole_text(text: str) -> str:
    """A text as the file has it."""
    return text.whole if isinstance(text, LongText) else text


def with_long_texts(sheet: Sheet) -> Sheet:
    """A sheet whose long texts are looked at by their beginnings."""
    if not any(_has_long(row) for row in sheet.rows):
        return sheet
    return replace(sheet, rows=[_with_long(row) for row in sheet.rows])


def _has_long(row: Row) -> bool:
    return any(isinstance(cell, str) and len(cell) > LONG for cell in row)


def _with_long(row: Row) -> Sequence[object]:
    if not _has_long(row):
        return row
    cells: list[object] = []
    for cell in row:
        is_long = isinstance(cell, str) and len(cell) > LONG
        cells.append(LongText(cell) if is_long else cell)  # type: ignore[arg-type]
    return cells
