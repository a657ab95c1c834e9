"""The notes on a file in the order in which its reader meets what they are about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from powermap.errors import Note
from powermap.exchange.intake.understanding import TableUnderstanding
from powermap.exchange.tables.sheets import Sheet

__all__ = ["in_file_order", "with_source"]

_FIRST = -1


def with_source(notes: Sequence[Note], source: str) -> list[Note]:
    """Notes that name the file, also those of readers that do not know its name."""
    named = []
    for note in notes:
        named.append(note if note.source else replace(note, source=source))
    return named


def in_file_order(
    notes: Sequence[Note],
    sheets: Sequence[Sheet],
    tables: Sequence[TableUnderstanding],
) -> tuple[Note, ...]:
    """Each note once: on the file, then sheet by sheet, column by column."""
    sheet_places = {sheet.title: place for place, sheet in enumerate(sheets)}
    column_places = {}
    for table in tables:
        for column in table.columns:
            column_places[table.sheet, column.title] = column.place

    def place_of(note: Note) -> tuple[int, int]:
        sheet = sheet_places.get(note.sheet or "", _FIRST)
        column = column_places.get((note.sheet or "", note.column or ""), _FIRST)
        return sheet, column

    return tuple(sorted(dict.fromkeys(notes), key=place_of))
