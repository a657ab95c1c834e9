"""What a column was taken for, as `inspect` shows it."""

from __future__ import annotations

from powermap.errors import ModelError
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.understanding import (
    ColumnUnderstanding,
    Use,
)
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.exchange.intake.values.texts import shown_text

__all__ = ["understand_column"]

_EXAMPLES = 3
"""Values of a column that show what is in it."""


def understand_column(
    column: Column, words: tuple[WordMeaning, ...]
) -> ColumnUnderstanding:
    """What a column was taken for, with what its words mean."""
    use: Use = "field" if column.fields else "custom"
    if column.is_ignored:
        use = "ignored"
    certainty = None
    if column.certainty is not None:
        certainty = column.certainty.name.lower()
    # A dict keeps the order of the column.
    texts = dict.fromkeys(_shown(cell.raw) for cell in column.cells)
    return ColumnUnderstanding(
        column.title,
        column.place + 1,
        use,
        tuple(field.name for field in column.fields),
        certainty,
        len(column.cells),
        words,
        None if column.fields else column.why_kept,
        len(texts),
        tuple(texts)[:_EXAMPLES],
        column.scale,
    )


def _shown(raw: object) -> str:
    # Most cells are plain, and a large table has a million of them.
    if isinstance(raw, str) and raw.isascii():
        return raw.strip()
    try:
        return shown_text(raw).strip()
    except ModelError:
        # An error of a spreadsheet, which is told where the cell is read.
        return str(raw)
