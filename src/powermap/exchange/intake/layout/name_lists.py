"""Lists of names under or beside the words that hold for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from powermap.errors import Note
from powermap.exchange.intake.layout.grid import is_number_like
from powermap.exchange.intake.layout.notes import list_texts
from powermap.exchange.intake.layout.table import SheetTable, TableRow
from powermap.exchange.intake.layout.word_kinds import (
    Kind,
    KindsOf,
    known_spelling,
    matrix_title,
)
from powermap.language import Quoted, Reason

__all__ = ["name_lone_column", "read_lists_across", "read_lists_down", "split_names"]

_KINDS: tuple[Kind, ...] = ("quadrant", "stance")
_BULLET = re.compile(r"^\s*(?:[-–*•·▪●◦‣]|\d{1,3}[.)、])\s*")
_BETWEEN = re.compile(r"[\n;；、•▪●◦‣]|\s·\s")
_COMMA = re.compile(r"[,，]")

Entry = tuple[str, str, str | None]
"""A name, the word that holds for it, and the section."""


def read_lists_across(table: SheetTable, kinds_of: KindsOf) -> SheetTable | None:
    """A table whose headers are quadrants or stances with names below; else None."""
    for kind in _KINDS:
        places = [at for at, title in enumerate(table.titles) if title]
        listed = [at for at in places if kind in kinds_of(table.titles[at])]
        rest = [at for at in places if at not in listed]
        if len(listed) < 2 or not all(_is_counter(table, at) for at in rest):
            continue
        entries: list[Entry] = []
        for at in listed:
            for row in table.rows:
                for name in split_names(row.cells[at]):
                    entries.append((name, table.titles[at], row.section))
        if not entries or all(kinds_of(name) & _MARKS for name, _, _ in entries):
            continue
        return _as_people(table, kind, entries)
    return None


_MARKS: frozenset[Kind] = frozenset({"yes", "no", "current", "desired"})


def read_lists_down(table: SheetTable, kinds_of: KindsOf) -> SheetTable | None:
    """Two columns of which the first has each quadrant or stance once; else None.

    Without several names in a cell it is a table like any other.
    """
    filled = _filled_places(table.rows, most=2)
    if len(filled) != 2 or len(table.rows) < 2:
        return None
    first, second = filled
    words = [str(row.cells[first] or "").strip() for row in table.rows]
    if len(set(words)) < len(words):
        return None
    for kind in _KINDS:
        if not all(kind in kinds_of(word) for word in words):
            continue
        entries = []
        for row, word in zip(table.rows, words, strict=True):
            for name in split_names(row.cells[second]):
                entries.append((name, word, row.section))
        if len(entries) > len(words):
            return _as_people(table, kind, entries)
    return None


def split_names(cell: object) -> list[str]:
    r"""The names in a cell: by lines, bullets, semicolons; by commas of full names.

    Examples
    --------
    >>> split_names("• Ana Ruiz\n• Ben Ode"), split_names("Ana Ruiz, Ben Ode")
    (['Ana Ruiz', 'Ben Ode'], ['Ana Ruiz', 'Ben Ode'])
    >>> split_names("Ruiz, Ana"), split_names(None)
    (['Ruiz, Ana'], [])
    """
    if cell is None:
        return []
    parts = _clean(_BETWEEN.split(str(cell)))
    if len(parts) == 1:
        by_comma = _clean(_COMMA.split(parts[0]))
        # "Ruiz, Ana" is one name: a part of a list is a full one.
        if all(" " in part or not part.isascii() for part in by_comma):
            return by_comma
    return parts


def name_lone_column(table: SheetTable) -> SheetTable:
    """A table of one column without a header as a list of names; others as they are.

    Examples
    --------
    >>> rows = (TableRow(1, ("Ana Ruiz",)), TableRow(2, ("Ben Ode",)))
    >>> name_lone_column(SheetTable("Sheet1", (), ("",), rows)).titles
    ('Name',)
    """
    if table.header_rows:
        return table
    filled = _filled_places(table.rows, most=1)
    if len(filled) != 1:
        return table
    names = [str(row.cells[filled[0]]) for row in table.rows]
    titles = list(table.titles)
    titles[filled[0]] = matrix_title("name", names)
    reason = Reason("message.layout.only_names", count=len(names))
    # Instead of the note that there is no header.
    others = [note for note in table.notes if note.row != table.rows[0].number]
    note = Note(reason, None, table.sheet)
    return replace(table, titles=tuple(titles), notes=(*others, note))


def _clean(parts: Iterable[str]) -> list[str]:
    bare = [_BULLET.sub("", part).strip() for part in parts]
    return [part for part in bare if part]


def _is_counter(table: SheetTable, place: int) -> bool:
    """Whether a column only counts the rows."""
    cells = [row.cells[place] for row in table.rows]
    return all(is_number_like(cell) for cell in cells if cell is not None)


def _filled_places(rows: Sequence[TableRow], most: int) -> list[int]:
    """The places of columns with a text; of more than so many, one too many."""
    places: set[int] = set()
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell is None or place in places:
                continue
            if str(cell).strip():
                places.add(place)
                if len(places) > most:
                    return sorted(places)
    return sorted(places)


def _as_people(table: SheetTable, kind: Kind, entries: Sequence[Entry]) -> SheetTable:
    """A table of names, each with its word.

    Several people may come from one row, so that rows are counted from the header on.
    """
    entries = [(name, known_spelling(word), part) for name, word, part in entries]
    words = list(dict.fromkeys(word for _, word, _ in entries))
    titles = (matrix_title("name", words), matrix_title(kind, words))
    first = table.header_rows[-1] + 1 if table.header_rows else 1
    rows = []
    for number, (name, word, section) in enumerate(entries, start=first):
        rows.append(TableRow(number, (name, word), section))
    reason = Reason(
        "message.layout.lists_of_names",
        count=len(entries),
        words=list_texts(words, most=5),
        title=Quoted(titles[1]),
    )
    note = Note(reason, None, table.sheet)
    return replace(
        table,
        titles=titles,
        rows=tuple(rows),
        notes=(*table.notes, note),
        comments=(),
    )
