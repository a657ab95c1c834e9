"""The signs of ties in the cells of the table of influence."""

from __future__ import annotations

from collections import defaultdict

from powermap.model import Tie
from powermap.scene.marks import Group, Mark
from powermap.views import ties
from powermap.views.influence import texts
from powermap.views.influence.component import NumberedTie, is_reporting
from powermap.views.influence.matrix_signs import draw_tie_sign
from powermap.views.influence.matrix_table import MatrixTable, cells_of

Cell = tuple[str, str]
"""Ids of the people of its row and of its column."""


def draw_cells(table: MatrixTable) -> list[Mark]:
    """The sign of each tie, those of reporting lines behind the others."""
    places = _places_in_cells(table)
    reporting: list[Mark] = []
    others: list[Mark] = []
    for number, tie in table.choice.ties:
        marks: list[Mark] = []
        for cell in cells_of(tie):
            if table.number[cell[0]] in table.rows:
                at, count = places.get((cell, number), (0, 1))
                marks += _draw_sign(table, tie, cell, at, count)
        if not marks:
            continue
        group = _tie_group(table, number, tie, tuple(marks))
        (reporting if is_reporting(tie) else others).append(group)
    return [*reporting, *others]


def _places_in_cells(table: MatrixTable) -> dict[tuple[Cell, int], tuple[int, int]]:
    """By cell and tie which of how many signs it is in the cell."""
    by_cell: defaultdict[Cell, list[NumberedTie]] = defaultdict(list)
    for number, tie in table.choice.ties:
        for cell in cells_of(tie):
            by_cell[cell].append((number, tie))
    places = {}
    for cell, members in by_cell.items():
        # A reporting line is the ground of its cell, so it takes no room in it.
        beside = [each for each in members if not is_reporting(each[1])]
        for at, (number, _) in enumerate(beside):
            places[cell, number] = (at, len(beside))
    return places


def _draw_sign(
    table: MatrixTable, tie: Tie, cell: Cell, at: int, count: int
) -> tuple[Mark, ...]:
    share = None
    if tie.strength is not None:
        share = tie.strength / table.strongest[tie.kind]
    row, column = (table.number[id] for id in cell)
    wide = table.wide / count
    x = table.left + column * table.wide + (at + 0.5) * wide
    y = table.middle_of_row(row)
    return draw_tie_sign(tie.kind, x, y, min(wide, table.cell), share)


def _tie_group(
    table: MatrixTable, number: int, tie: Tie, marks: tuple[Mark, ...]
) -> Group:
    sentence = texts.tie_text(table.choice, number, tie, table.names, table.language)
    inside = texts.bundle_lines(table.choice, number, table.names, table.language)
    tooltip = ties.tie_tooltip(tie, sentence, table.fields, table.language)
    details = ties.tie_details(
        tie, sentence, table.fields, table.language, table.strongest
    )
    return Group(
        marks,
        key=ties.unused_key(tie, table.used_keys),
        title="\n".join([tooltip, *inside]),
        classes=("tie", tie.kind.value.replace("_", "-")),
        link=(tie.source, tie.target),
        details=details,
    )
