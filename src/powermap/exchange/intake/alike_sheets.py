"""Sheets that list further people in the same columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.tables.sheets import Sheet
from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold

__all__ = ["alike_sheets"]

SheetTables = tuple[Sheet, list[SheetTable]]
"""A sheet with its tables."""


def alike_sheets(
    taken: Sheet,
    people: Sequence[SheetTable],
    others: Sequence[SheetTables],
    is_name: Callable[[str], bool],
) -> list[SheetTables]:
    """The sheets that go on where the sheet of the people ends.

    A sheet that names somebody again is another version of the same list, and a
    sheet of examples lists nobody.

    Parameters
    ----------
    taken : Sheet
        The sheet of the people.
    people : sequence of SheetTable
        Its tables.
    others : sequence of (Sheet, list of SheetTable)
        The other sheets with their tables.
    is_name : callable
        Whether a header is that of the names.
    """
    names = _names_in(people, is_name)
    found: list[SheetTables] = []
    if not people or _is_example(taken.title):
        return found
    for sheet, tables in others:
        alike = [table for table in tables if table.titles == people[0].titles]
        own = _names_in(alike, is_name)
        if own and not own & names and not _is_example(sheet.title):
            names |= own
            found.append((sheet, alike))
    return found


def _is_example(title: str) -> bool:
    """Whether a sheet is called an example or a template of something."""
    folded = fold(title)
    return any(fold(word) in folded for word in words_for("example"))


def _names_in(tables: Sequence[SheetTable], is_name: Callable[[str], bool]) -> set[str]:
    """Who stands in the columns of names, folded."""
    names = set()
    for table in tables:
        for place, title in enumerate(table.titles):
            if is_name(title):
                names |= {fold(str(row.cells[place] or "")) for row in table.rows}
    return names - {""}
