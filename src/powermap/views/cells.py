"""The quadrant of words: people as cards packed in role cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import BuyingCenter, Involvement, Role
from powermap.model.axes import involvement_of, power_of
from powermap.scene.marks import Box, Group, Mark, Metrics, Rectangle, Weight
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.card_signs import card_entries
from powermap.views.card_sizes import SHORT, WHOLE, WRAPPED_TITLES, Size
from powermap.views.cards import card_height, draw_card
from powermap.views.cell_plan import (
    COLUMNS,
    FOOT,
    GAP,
    HEAD,
    PAD,
    ROWS,
    Cell,
    CellPlan,
    CellPlanner,
    PeopleByCell,
    card_width,
    cards_height,
    count_cramped,
    row_heights,
)
from powermap.views.cell_titles import wrap_titles
from powermap.views.frame import line
from powermap.views.lanes import LANE_GAP, LANE_HEAD, draw_lane, lanes_of
from powermap.views.legend_line import draw_legend_lines, legend_height
from powermap.views.page import STANDARD, Page
from powermap.views.quadrant_notes import cut_entries, near_entries

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

ROLE_NAME = 16.0  # font size
COUNT = 15.0  # font size of the number of people
HINT = 12.0  # font size
PILL = 12.0  # least font size of a role on a card
TRAY_NAME = 14.0  # font size
TRAY_HEAD = 40.0  # height of the head of the tray
TRAY_GAP = 18.0  # below the tray
TRAY_EXTRA = 24.0  # of the tray's height for what is around its cards
TRAY_CARD = 200.0  # least width of a whole card in the tray
SHORT_TRAY_CARD = 170.0  # least width of a short card in the tray
ABOVE_TRAY = 6.0  # by which the tray stands higher than the end of the axis


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
    page: Page = STANDARD,
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The cells with their cards below `start`; the height of the page; its metrics."""
    cells = _sort_into_cells(people, judgment.center)
    without_role = [each for each in people if each.assignment.role is None]
    columns = [column for column in COLUMNS if _is_needed(column, cells)]

    # The tray leaves the rest of the standard page to the cells.
    least = frame.least_plot_height(language)
    notes = card_entries(people) + cut_entries(people) + near_entries(people)
    if not page.legend:
        notes = []
    planner = CellPlanner(cells, columns, page)
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
    tray_size, further = _wrap_tray(without_role, tray_size, spare, page)
    heights = row_heights(plan, room - further)
    bottom = start + sum(heights.values()) + GAP

    plot = (page.left, start, page.right, bottom)
    marks: list[Mark] = [
        *frame.draw_axis_arrows(plot, language),
        *frame.draw_axis_names(plot, language),
    ]
    grid = judgment.playbook.role_grid
    y = start
    for row in ROWS:
        x = page.left
        for column in columns:
            box = (x, y, x + plan.width[column], y + heights[row])
            cell = (row, column)
            marks += _draw_cell(
                cells[cell], box, grid[cell], plan, cell, language, page
            )
            x += plan.width[column] + GAP
        y += heights[row] + GAP
    marks += draw_legend_lines(notes, bottom, language, page, is_full=is_full)
    if without_role:
        top = bottom + below - ABOVE_TRAY
        marks += draw_tray(without_role, top, language, size=tray_size, page=page)

    height = bottom + below + tray_height(without_role, tray_size, page)
    return tuple(marks), height, _metrics(people, cells, plan, page)


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
        _draw_ground(box, tone.tint, dashed=involvement is None),
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


def _draw_ground(box: Rectangle, tint: str, *, dashed: bool) -> Box:
    """The ground of a cell, dashed where something is unknown."""
    left, top, right, bottom = box
    stroke = style.FAINT if dashed else None
    dash = style.DASH if dashed else ()
    return Box(
        left,
        top,
        right - left,
        bottom - top,
        fill=tint,
        stroke=stroke,
        stroke_width=0.9,
        radius=12.0,
        dash=dash,
    )


def draw_cards(
    people: Sequence[ShownPerson],
    box: Rectangle,
    across: int,
    size: Size,
    language: Language,
    *,
    head: float = HEAD,
    pill: bool = False,
    bars: bool = False,
) -> list[Mark]:
    """Cards in rows of so many below the head of a cell, within its box."""
    left, top, right, _ = box
    width = card_width(right - left, across, size)
    if pill:
        size = replace(size, small=max(size.small, PILL))
    marks: list[Mark] = []
    y = top + head
    for first in range(0, len(people), across):
        row = people[first : first + across]
        for column, each in enumerate(row):
            x = left + PAD + column * (width + size.gap)
            drawn_as = (x, y, width, size, box, pill, bars, language.code)
            card = each.last_card.get(drawn_as)
            if card is None:
                card = draw_card(
                    each,
                    x,
                    y,
                    width,
                    size,
                    language,
                    bounds=box,
                    pill=pill,
                    bars=bars,
                )
                each.last_card.clear()
                each.last_card[drawn_as] = card
            marks.append(card)
        y += max(card_height(each, width, size) for each in row) + size.gap
    return marks


def stack_height(
    people: Sequence[ShownPerson], across: int, width: float, size: Size
) -> float:
    """Height of a cell of this width with the usual head and foot."""
    cards = cards_height(people, across, width, size)
    return HEAD + cards + FOOT


def _tray_across(size: Size, page: Page) -> int:
    """How many cards stand beside one another in the tray."""
    narrowest = TRAY_CARD if size.whole else SHORT_TRAY_CARD
    room = page.right - page.left - 2 * PAD + size.gap
    return max(int(room / (narrowest + size.gap)), 1)


def tray_height(
    people: Sequence[ShownPerson], size: Size = WHOLE, page: Page = STANDARD
) -> float:
    """Height of the tray with what separates it; nothing without people."""
    if not people:
        return 0.0
    width = page.right - page.left
    cards = cards_height(people, _tray_across(size, page), width, size)
    return TRAY_HEAD + cards + FOOT + TRAY_EXTRA


def _wrap_tray(
    people: Sequence[ShownPerson], size: Size, spare: float, page: Page
) -> tuple[Size, float]:
    """Cards with titles in several lines where these fit, and what they are higher."""
    usual = tray_height(people, size, page)
    for wrapped in WRAPPED_TITLES if size is WHOLE else ():
        further = tray_height(people, wrapped, page) - usual
        if further <= spare:
            return wrapped, further
    return size, 0.0


def draw_tray(
    people: Sequence[ShownPerson],
    top: float,
    language: Language,
    *,
    title: str = "common.no_role",
    hint: str = "quadrant.no_role_hint",
    size: Size = WHOLE,
    pill: bool = False,
    page: Page = STANDARD,
) -> list[Mark]:
    """People who cannot be placed, shown all the same.

    `title` and `hint` are keys of the words; `pill` shows roles where there are some.
    """
    bottom = top + tray_height(people, size, page) - TRAY_GAP
    box = (page.left, top, page.right, bottom)
    tone = style.tone(None)
    left = page.left + PAD
    y = top + 25
    name = language.say(title)
    hint_left = left + measure(name, TRAY_NAME, "semibold") + 18
    marks = (
        _draw_ground(box, tone.tint, dashed=True),
        line(
            name,
            left,
            y,
            size=TRAY_NAME,
            ink=tone.ink,
            weight="semibold",
            solid=True,
        ),
        line(
            language.say(hint),
            hint_left,
            y,
            size=HINT,
            ink=style.MUTED,
            solid=True,
        ),
    )
    head = Group(marks, key="cell no-role", classes=("cell", "no-role"))
    cards = draw_cards(
        people,
        box,
        _tray_across(size, page),
        size,
        language,
        head=TRAY_HEAD,
        pill=pill,
        bars=True,
    )
    return [head, *cards]
