"""Tables slide by slide: widths of columns, heights of rows, and where a slide ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from powermap.reporting.slide_text import LINE_HEIGHT, balance, lines_of, text_parts
from powermap.scene.text import measure

if TYPE_CHECKING:
    from powermap.reporting.section import TextTable

__all__ = ["CELL", "column_widths", "row_height", "rows_by_slide"]

CELL = 11.0  # type size of a cell in points
SIDES = 12.0  # points that a cell leaves free at both sides
RULES = 6.0  # points that it leaves free above and below
WIDEST_FACE = 1.35
"""How much wider than Source Sans any face may be, so that no short cell is broken."""

Row = Sequence[str]


def column_widths(rows: Sequence[Row], room: float) -> list[float]:
    """Columns as wide as their longest cell while there is room.

    Those that are wider share what is left.
    """
    wanted = [_column_width(column) for column in zip(*rows, strict=True)]
    total = sum(wanted)
    if total <= room:
        return [width * room / total for width in wanted]
    widths = [0.0] * len(wanted)
    left = room
    narrow_first = sorted(range(len(wanted)), key=wanted.__getitem__)
    for done, column in enumerate(narrow_first):
        equal_share = left / (len(wanted) - done)
        widths[column] = min(wanted[column], equal_share)
        left -= widths[column]
    return widths


def _column_width(cells: Sequence[str]) -> float:
    widest = 0.0
    for cell in cells:
        widest = max(widest, measure(cell, CELL, "semibold"))
    return widest * WIDEST_FACE + SIDES


def row_height(row: Row, widths: Sequence[float]) -> float:
    """How tall a row is with every cell wrapped."""
    most = 0
    for cell, width in zip(row, widths, strict=True):
        lines = _cell_lines(cell, width)
        most = max(most, len(lines))
    return most * CELL * LINE_HEIGHT + RULES


def _cell_lines(cell: str, width: float) -> list[str]:
    return lines_of(cell, width - SIDES, CELL)


def rows_by_slide(
    table: TextTable, widths: Sequence[float], height: float, lead: float
) -> list[list[Row]]:
    """Rows slide by slide, each under the header.

    A row that fills more than one slide is cut. `lead` is what the sentences above
    the table take of the first slide.
    """
    room = height - row_height(table.headers, widths)
    rows: list[tuple[Row, float]] = []
    for row in table.rows:
        for piece in _cut(row, widths, room):
            rows.append((piece, row_height(piece, widths)))

    def fill(limit: float) -> list[list[Row]]:
        return _fill(rows, limit, lead)

    return balance(fill, room)


def _fill(
    rows: Sequence[tuple[Row, float]], limit: float, lead: float
) -> list[list[Row]]:
    pages: list[list[Row]] = [[]]
    left = limit - lead
    for row, height in rows:
        if height > left and (pages[-1] or lead):
            pages.append([])
            left = limit
        pages[-1].append(row)
        left -= height
    # A first slide without rows shows the sentences above the table.
    return [page for page in pages if page or lead]


def _cut(row: Row, widths: Sequence[float], room: float) -> Iterator[Row]:
    if row_height(row, widths) <= room:
        yield row
        return
    most = max(1, int((room - RULES) / (CELL * LINE_HEIGHT)))
    cells = []
    for cell, width in zip(row, widths, strict=True):
        lines = _cell_lines(cell, width)
        cells.append(text_parts(cell, lines, most))
    yield from zip_longest(*cells, fillvalue="")
