"""The quadrant of words: people as cards packed in role cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import BuyingCenter, Involvement, Power, Role
from powermap.model.axes import involvement_of, power_of
from powermap.scene.marks import Group, Mark, Metrics, Rectangle, Weight
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.card_signs import card_entries
from powermap.views.card_sizes import SHORT, WHOLE, Size
from powermap.views.cell_cards import HeightMemory
from powermap.views.cell_marks import draw_cards, draw_ground
from powermap.views.cell_plan import (
    COLUMNS,
    GAP,
    HEAD,
    PAD,
    ROWS,
    Cell,
    CellPlan,
    CellPlanner,
    PeopleByCell,
    cards_height,
    count_cramped,
    row_heights,
)
from powermap.views.cell_titles import wrap_titles
from powermap.views.cell_tray import ABOVE_TRAY, draw_tray, tray_height, wrap_tray
from powermap.views.frame import line
from powermap.views.lanes import LANE_GAP, LANE_HEAD, draw_lane, lanes_of
from powermap.views.legend_line import Entry, draw_legend_lines, legend_height
from powermap.views.page import STANDARD, Page
from powermap.views.quadrant_notes import cut_entries, near_entries

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

ROLE_NAME = 16.0  # font size
COUNT = 15.0  # font size of the number of people
HINT = 12.0  # font size


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
    page: Page = STANDARD,
    memory: HeightMemory | None = None,
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The cells with their cards below `start`; the height of the page; its metrics."""
    cells = _sort_into_cells(people, judgment.center)
    without_role = [each for each in people if each.assignment.role is None]
    notes = card_entries(people) + cut_entries(people) + near_entries(people)
    if not page.legend:
        notes = []
    board = _lay_out(cells, without_role, notes, start, language, page, memory)
    bottom = start + sum(board.heights.values()) + GAP
    low = bottom + board.below
    height = low + tray_height(without_role, board.tray_size, page)
    metrics = _metrics(people, cells, board.plan, page)
    if page.is_too_low_for(height):
        return (), height, metrics
    plot = (page.left, start, page.right, bottom)
    marks: list[Mark] = [
        *frame.draw_axis_arrows(plot, language),
        *frame.draw_axis_names(plot, language),
        *_draw_cells(cells, board, judgment, start, language, page),
    ]
    is_full = board.is_full
    marks += draw_legend_lines(notes, bottom, language, page, is_full=is_full)
    if without_role:
        top = low - ABOVE_TRAY
        size = board.tray_size
        marks += draw_tray(without_role, top, language, size=size, page=page)
    return tuple(marks), height, metrics


@dataclass(frozen=True, slots=True)
class _Board:
    """How the cells are cut, the heights of their rows, and what stands below them.

    `below` is the height of the lower axis and the legend, whose lines stand beside the
    name of the axis where the page `is_full`.
    """

    plan: CellPlan
    heights: Mapping[Power, float]
    tray_size: Size
    below: float
    is_full: bool


def _lay_out(
    cells: PeopleByCell,
    without_role: Sequence[ShownPerson],
    notes: Sequence[Entry],
    start: float,
    language: Language,
    page: Page,
    memory: HeightMemory | None,
) -> _Board:
    columns = [column for column in COLUMNS if _is_needed(column, cells)]
    planner = CellPlanner(cells, columns, page, memory)
    # The tray leaves the rest of the standard page to the cells.
    least = frame.least_plot_height(language)
    for is_full in (False, True):
        below = frame.BELOW + legend_height(notes, language, page, is_full=is_full)
        below_heading = page.height - below - start
        plan, room, tray_size = _choose_sizes(
            planner, without_role, below_heading, least
        )
        if plan.total <= room:
            break
    plan = wrap_titles(plan, cells, room, lanes=page.lanes)
    spare = room - max(plan.total, least)
    tray_size, further = wrap_tray(without_role, tray_size, spare, page)
    heights = row_heights(plan, room - further)
    return _Board(plan, heights, tray_size, below, is_full)


def _draw_cells(
    cells: PeopleByCell,
    board: _Board,
    judgment: Judgment,
    start: float,
    language: Language,
    page: Page,
) -> list[Mark]:
    grid = judgment.playbook.role_grid
    width = board.plan.width
    marks: list[Mark] = []
    y = start
    for row in ROWS:
        x = page.left
        for column in width:
            box = (x, y, x + width[column], y + board.heights[row])
            cell = (row, column)
            here = cells[cell]
            marks += _draw_cell(here, box, grid[cell], board.plan, cell, language, page)
            x += width[column] + GAP
        y += board.heights[row] + GAP
    return marks


def _sort_into_cells(
    people: Sequence[ShownPerson], center: BuyingCenter
) -> dict[Cell, list[ShownPerson]]:
    cells: dict[Cell, list[ShownPerson]] = {}
    for row in ROWS:
        for column in COLUMNS:
            cells[row, column] = []
    for each in people:
        power = power_of(each.person, center.scale)
        if power is not None:
            involvement = involvement_of(each.person, center.scale)
            cells[power, involvement].append(each)
    return cells


def _is_needed(column: Involvement | None, cells: PeopleByCell) -> bool:
    """Whether a column is drawn: that of unknown involvement only with people."""
    if column is not None:
        return True
    return any(cells[row, None] for row in ROWS)


def _choose_sizes(
    planner: CellPlanner,
    without_role: Sequence[ShownPerson],
    below_heading: float,
    least: float,
) -> tuple[CellPlan, float, Size]:
    """The plan of the cells, the room that they have, and the cards of the tray.

    The tray takes short cards where the page has no room for both otherwise; where that
    does not help either, the cells have the least room and the page grows.
    """
    # The tray gives way before the cells: who has no role yet matters less than who
    # has.
    for tray_size in (WHOLE, SHORT):
        tray = tray_height(without_role, tray_size, planner.page)
        room = below_heading - tray
        plan = planner.choose(room)
        if max(plan.total, least) <= room:
            return plan, room, tray_size
    room = max(room, least)
    return planner.choose(room), room, tray_size


def _metrics(
    people: Sequence[ShownPerson], cells: PeopleByCell, plan: CellPlan, page: Page
) -> Metrics:
    short_cards = 0
    for cell, here in cells.items():
        size = plan.size.get(cell)
        if size is None or not size.whole:
            short_cards += len(here)
    metrics: dict[str, object] = {
        "placement": "cells",
        "short_cards": short_cards,
        "people": len(people),
        "crowded": plan.is_narrow,
    }
    if not page.may_grow:
        metrics["squeezed"] = _count_squeezed(cells, plan)
    return Metrics(metrics)


def _count_squeezed(cells: PeopleByCell, plan: CellPlan) -> int:
    """Hints that are left out, and titles and names that one line does not hold."""
    without_hints = 0 if plan.head == HEAD else 1
    return without_hints + count_cramped(plan, cells)


def _draw_cell(
    people: Sequence[ShownPerson],
    box: Rectangle,
    role: Role,
    plan: CellPlan,
    cell: Cell,
    language: Language,
    page: Page,
) -> list[Mark]:
    """The ground of a cell with its head, and its cards, by organization if asked."""
    head = _draw_head(len(people), box, role, plan, cell, language)
    left, top, right, bottom = box
    across = plan.across[cell[1]]
    size = plan.size[cell]
    if not page.lanes:
        cards = draw_cards(
            people, box, across, size, language, head=plan.head, bars=True
        )
        return [head, *cards]
    marks: list[Mark] = [head]
    y = top + plan.head
    for name, here in lanes_of(people):
        height = LANE_HEAD + cards_height(here, across, right - left, size) + LANE_GAP
        marks.append(draw_lane(name, (left, y, right, y + height), language))
        inner = (left, y, right, bottom)
        marks += draw_cards(
            here, inner, across, size, language, head=LANE_HEAD, bars=True
        )
        y += height + LANE_GAP
    return marks


def _draw_head(
    count_of_people: int,
    box: Rectangle,
    role: Role,
    plan: CellPlan,
    cell: Cell,
    language: Language,
) -> Group:
    power, involvement = cell
    left, top, right, _ = box
    tone = style.tone(role)
    name = language.label(role)
    count = str(count_of_people)
    y = top + 27
    ink = tone.ink
    weight: Weight = "semibold"
    marks: list[Mark] = [
        draw_ground(box, tone.tint, dashed=involvement is None),
        line(name, left + PAD, y, ROLE_NAME, ink, weight, solid=True),
        line(count, right - PAD, y, COUNT, ink, weight, "end"),
    ]
    hint = language.say(f"cell.{role.value}")
    # Left out rather than cut: half a sentence explains nothing.
    fits = measure(hint, HINT) <= right - left - PAD * 2
    if fits and plan.head == HEAD:
        x = left + PAD
        marks.append(line(hint, x, top + 46, HINT, style.MUTED, solid=True))
    side = involvement.value if involvement else "unknown"
    return Group(
        tuple(marks), key=f"cell {power.value} {side}", classes=("cell", role.value)
    )
