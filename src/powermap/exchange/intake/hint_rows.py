"""Rows below a header that explain the columns, and are about nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from powermap.errors import Note
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.fitting import fit
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.scale import stated_scale
from powermap.exchange.intake.values.cells import CellOf
from powermap.exchange.tables.cells import is_empty
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import Field

__all__ = ["add_hints", "without_hints"]

_FIRST_ROWS = 2
"""Rows below the header among which an explanation may stand."""
_LONG = 18
"""Characters from which a text explains rather than names."""
_MARKS = ("?", "？", "(", "（", ":", "：", "e.g.", "z.B.", "=")
_NAMES = frozenset({"name", "first_name", "last_name", "email"})
_OF_WORDS = frozenset({"level", "word", "yes", "date", "number"})


def without_hints(
    table: SheetTable, columns: Sequence[Column], glossary: Glossary
) -> tuple[SheetTable, dict[int, str]]:
    """The table without rows that explain its columns, and these texts by place.

    Templates ask "How much influence do they have? (Low, Medium, High)" below the
    header. Such a row has no name and holds no values where the rows below it do.
    """
    hints: dict[int, str] = {}
    rows = list(table.rows)
    notes = list(table.notes)
    for row in table.rows[:_FIRST_ROWS]:
        if not _explains(row.number, columns, glossary):
            break
        rows.remove(row)
        texts = []
        for place, cell in enumerate(row.cells):
            if not is_empty(cell):
                hints.setdefault(place, str(cell))
                texts.append(Quoted(str(cell), 30))
        message = Reason("message.columns.hint_row", texts=Listed(texts, most=3))
        notes.append(Note(message, None, table.sheet, row.number))
    if not hints:
        return table, {}
    return replace(table, rows=tuple(rows), notes=tuple(notes)), hints


def add_hints(columns: Sequence[Column], hints: dict[int, str]) -> None:
    """Let the columns have the scales that explanations below them state."""
    for column in columns:
        hint = hints.get(column.place)
        if hint and column.fields and column.scale is None:
            column.scale = stated_scale(hint)


def _explains(row: int, columns: Sequence[Column], glossary: Glossary) -> bool:
    """Whether a row explains the columns: by its texts, and by those below it."""
    strange = 0
    for column in columns:
        own = _cell(column, row)
        if own is None or not column.fields:
            continue
        field = column.fields[0]
        if field.name in _NAMES and not _is_text_of_form(str(own.raw)):
            return False
        if _is_strange(column, field, own, glossary):
            strange += 1
    return strange > 0


def _is_strange(column: Column, field: Field, own: CellOf, glossary: Glossary) -> bool:
    """Whether a cell explains a column whose other cells are values."""
    if field.kind not in _OF_WORDS or not _is_text_of_form(str(own.raw)):
        return False
    below = [cell for cell in column.cells if cell.row > own.row]
    if not below or fit([own], (field,), glossary) > 0:
        return False
    return fit(below, (field,), glossary) > 0


def _is_text_of_form(text: str) -> bool:
    return len(text) >= _LONG or any(mark in text for mark in _MARKS)


def _cell(column: Column, row: int) -> CellOf | None:
    for cell in column.cells[:_FIRST_ROWS]:
        if cell.row == row:
            return cell
    return None
