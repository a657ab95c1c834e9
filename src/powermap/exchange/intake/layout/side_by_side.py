"""Tables and legends beside each other, with an empty column between them."""

from __future__ import annotations

from dataclasses import replace

from powermap.exchange.intake.layout.grid import Grid, make_grid
from powermap.exchange.intake.layout.header import REQUIRED
from powermap.exchange.intake.layout.headers import find_header
from powermap.exchange.intake.layout.marks import mark_of
from powermap.exchange.intake.layout.titles import Weight
from powermap.exchange.tables.sheets import Sheet

__all__ = ["split_columns"]


def split_columns(
    sheet: Sheet, grid: Grid, weight: Weight
) -> tuple[list[Sheet], list[str]]:
    """The sheet as one for each table beside the others, and the lines of legends.

    A group of columns is a table of its own when its header has a required column and
    that of another group does, too. Other groups are columns of the table to their
    left, since an empty column may also be there to look good.

    Examples
    --------
    >>> rows = [["Name", "Power", None, "Legend"], ["Ana", "H", None, "H = High"]]
    >>> sheet = Sheet("S", rows)
    >>> split_columns(sheet, make_grid(sheet), lambda text: 3 * (text == "Name"))[1]
    ['Legend', 'H = High']
    """
    blocks = _blocks(grid)
    if len(blocks) < 2:
        return [sheet], []
    parts: list[range] = []
    legend: list[str] = []
    has_table = False
    for block in blocks:
        part = make_grid(_only(sheet, block))
        is_table = _is_table(part, weight)
        if parts and _is_legend(part):
            for row in part.rows:
                legend.append(" | ".join(row.texts()))
        elif parts and not (is_table and has_table):
            parts[-1] = range(parts[-1].start, block.stop)
        else:
            parts.append(block)
        has_table = has_table or is_table
    if len(parts) == 1 and not legend:
        return [sheet], []
    return [_only(sheet, part) for part in parts], legend


def _blocks(grid: Grid) -> list[range]:
    """The groups of columns without an empty one among them."""
    filled: set[int] = set()
    for row in grid.rows:
        filled.update(row.filled)
    blocks: list[range] = []
    for place in sorted(filled):
        if blocks and place == blocks[-1].stop:
            blocks[-1] = range(blocks[-1].start, place + 1)
        else:
            blocks.append(range(place, place + 1))
    return blocks


def _is_table(grid: Grid, weight: Weight) -> bool:
    header = find_header(grid, 0, weight)
    titles = [title for title in header.titles if title]
    return len(titles) > 1 and any(weight(title) >= REQUIRED for title in titles)


def _is_legend(grid: Grid) -> bool:
    return bool(grid.rows) and mark_of(grid.rows[0]) == "legend"


def _only(sheet: Sheet, block: range) -> Sheet:
    """The sheet with the cells of some columns, each in its place."""
    margin = (None,) * block.start
    rows = [(*margin, *row[block.start : block.stop]) for row in sheet.rows]
    merged = []
    for area in sheet.merged:
        if area.first_column - 1 in block:
            merged.append(area)
    comments = {
        place: text for place, text in sheet.comments.items() if place[1] - 1 in block
    }
    return replace(sheet, rows=rows, merged=merged, comments=comments)
