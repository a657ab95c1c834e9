"""Titles in several lines, in the cells whose row has height left for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from powermap.views.card_sizes import WRAPPED_TITLES, Size
from powermap.views.cards import is_title_long
from powermap.views.cell_cards import (
    Cell,
    PeopleByCell,
    card_width,
    cards_height,
    lanes_height,
)
from powermap.views.cell_plan import ROWS, CellPlan

__all__ = ["wrap_titles"]


def wrap_titles(
    plan: CellPlan, cells: PeopleByCell, room: float, *, lanes: bool
) -> CellPlan:
    """The same plan, with long titles in several lines in each cell where these fit.

    Nothing else changes, and no page grows for a title: its tooltip has it all.
    """
    room = max(room, plan.total)
    # The cells of those who decide come first, as everywhere.
    for cell in tuple(_cells_with_long_titles(plan, cells)):
        for size in WRAPPED_TITLES:
            wrapped = _with_size(plan, cell, size, cells, lanes=lanes)
            if wrapped.total <= room:
                plan = wrapped
                break
    return plan


def _cells_with_long_titles(plan: CellPlan, cells: PeopleByCell) -> Iterator[Cell]:
    for cell, size in plan.size.items():
        column = cell[1]
        width = card_width(plan.width[column], plan.across[column], size)
        if any(is_title_long(each, width, size) for each in cells[cell]):
            yield cell


def _with_size(
    plan: CellPlan, cell: Cell, size: Size, cells: PeopleByCell, *, lanes: bool
) -> CellPlan:
    """The plan with other cards in a cell."""
    column = cell[1]
    height_of = lanes_height if lanes else cards_height
    measures = (cells[cell], plan.across[column], plan.width[column])
    before = height_of(*measures, plan.size[cell])
    after = height_of(*measures, size)
    heights = {**plan.heights, cell: plan.heights[cell] + after - before}
    need = {}
    for power in ROWS:
        need[power] = max(heights[power, each] for each in plan.width)
    sizes = {**plan.size, cell: size}
    return replace(plan, size=sizes, heights=heights, need=need)
