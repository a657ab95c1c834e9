"""Columns with marks: one column for each word, an x or a letter where it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from powermap.errors import Note
from powermap.exchange.intake.layout.families import Family, find_families
from powermap.exchange.intake.layout.notes import list_texts
from powermap.exchange.intake.layout.table import SheetTable, TableRow
from powermap.exchange.intake.layout.word_kinds import Kind, KindsOf, matrix_title
from powermap.language import Quoted, Reason

__all__ = ["read_engagement", "read_one_of_several"]

_TOKEN = re.compile(r"[\s,;/+&、，；／|→←➔➜⇒>]+")
_LEAST_WORDS = 3
"""Columns of an engagement matrix; two could be anything."""
_KINDS: tuple[Kind, ...] = ("quadrant", "stance", "level")
_PLAIN: frozenset[Kind] = frozenset({"yes", "no"})
_LETTERS: frozenset[Kind] = frozenset({"yes", "no", "current", "desired"})
_ALLOWED: dict[Kind, frozenset[Kind]] = {"current": _LETTERS, "desired": _LETTERS}


def read_engagement(table: SheetTable, kinds_of: KindsOf) -> SheetTable:
    """An engagement matrix as two columns: the current level and the desired one."""
    for family in find_families(table.titles, "stance", kinds_of, _LEAST_WORDS):
        current = _words_marked(table, family, "current", kinds_of)
        desired = _words_marked(table, family, "desired", kinds_of)
        if current is None or desired is None or not (current or desired):
            continue
        # Some write an x where somebody stands, and a D where they should be.
        current = current or _words_not_desired(table, family, kinds_of)
        titles = [matrix_title(name, table.titles) for name in ("current", "desired")]
        reason = Reason(
            "message.layout.engagement_matrix",
            words=list_texts(family.words.values(), most=5),
            current=Quoted(titles[0]),
            desired=Quoted(titles[1]),
        )
        columns = list(zip(titles, (current, desired), strict=True))
        return _replace_family(table, family, columns, reason)
    return table


def read_one_of_several(table: SheetTable, kinds_of: KindsOf) -> SheetTable:
    """Each set of columns of which one has a mark, as one column with the word."""
    for kind in _KINDS:
        for family in find_families(table.titles, kind, kinds_of, 2):
            # High, Medium and Low alone do not say what is high.
            if kind == "level" and not family.title:
                continue
            words = _words_marked(table, family, "yes", kinds_of)
            if not words:
                continue
            title = family.title or matrix_title(kind, table.titles)
            if title in table.titles:
                title = matrix_title(kind, table.titles) if kind != "level" else title
            reason = Reason(
                "message.layout.one_of_several",
                words=list_texts(family.words.values(), most=5),
                title=Quoted(title),
            )
            table = _replace_family(table, family, [(title, words)], reason)
    return table


def _words_marked(
    table: SheetTable, family: Family, mark: Kind, kinds_of: KindsOf
) -> dict[int, str] | None:
    """The word marked in each row, by its number; None when the cells are no marks.

    Where two are marked, both, so that whoever reads the column asks.
    """
    words: dict[int, str] = {}
    for row in table.rows:
        marked = []
        for place, word in family.words.items():
            marks = _marks(row.cells[place], mark, kinds_of)
            if marks is None:
                return None
            if mark in marks:
                marked.append(word)
        if marked:
            words[row.number] = " / ".join(marked)
    return words


def _words_not_desired(
    table: SheetTable, family: Family, kinds_of: KindsOf
) -> dict[int, str]:
    """The words of cells with any other mark than that of the desired level."""
    words: dict[int, str] = {}
    for row in table.rows:
        for place, word in family.words.items():
            marks = _marks(row.cells[place], "desired", kinds_of) or set()
            if "yes" in marks and "desired" not in marks:
                words.setdefault(row.number, word)
    return words


def _marks(cell: object, wanted: Kind, kinds_of: KindsOf) -> set[Kind] | None:
    """The marks in a cell; None when it is something else."""
    if cell is None:
        return set()
    text = str(cell).strip().casefold()
    if isinstance(cell, float) and cell.is_integer():
        text = str(int(cell))
    if text in {"cd", "dc"}:
        text = "c d"
    allowed = _ALLOWED.get(wanted, _PLAIN)
    marks: set[Kind] = set()
    for token in filter(None, _TOKEN.split(text)):
        kinds: frozenset[Kind] = allowed & kinds_of(token)
        if not kinds:
            return None
        marks |= kinds
    return marks


def _replace_family(
    table: SheetTable,
    family: Family,
    columns: Sequence[tuple[str, Mapping[int, str]]],
    reason: Reason,
) -> SheetTable:
    """The table with new columns where the first of a family were.

    The others are left empty, so that every column keeps its place in the sheet.
    """
    places = sorted(family.words)
    titles = list(table.titles)
    for place in places:
        titles[place] = ""
    for place, (title, _) in zip(places, columns, strict=False):
        titles[place] = title
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        for place in places:
            cells[place] = None
        for place, (_, words) in zip(places, columns, strict=False):
            cells[place] = words.get(row.number)
        rows.append(TableRow(row.number, tuple(cells), row.section))
    note = Note(reason, None, table.sheet)
    return replace(
        table, titles=tuple(titles), rows=tuple(rows), notes=(*table.notes, note)
    )
