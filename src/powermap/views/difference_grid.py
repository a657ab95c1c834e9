"""The grid of a chart of changes: cells by role, strips below, and the cards in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Involvement, Power
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Group, Mark, Rectangle, Text
from powermap.scene.text import elide
from powermap.views import figures, frame
from powermap.views.difference_cards import Item, card_height, draw_card
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model.playbook import RoleGrid

GAP = 10.0  # between cells
PAD = 16.0  # inside a cell
BETWEEN = 16.0  # between cards
HEAD = 60.0  # above the cards of a cell
FOOT = 18.0  # below the cards of a cell
ACROSS = 2  # cards beside one another in a cell, more where there is room
LEAST_CARD = 200.0  # width of a card of which more than two stand side by side
STRIP_ACROSS = 4  # cards beside one another in a strip
STRIP_HEAD = 38.0  # above the cards of a strip
STRIP_FOOT = 16.0  # below the cards of a strip
ROWS = (Power.DECIDER, Power.INFLUENCER)
STRIPS = {
    "no-role": ("common.no_role", "quadrant.no_role_hint"),
    "gone": ("difference.strip", "difference.strip_hint"),
}
"""Title and hint of each strip."""
Cell = tuple[Power, Involvement | None]


class ChangeGrid:
    """Cells, strips and the cards in them, with the rectangle of each card."""

    def __init__(
        self,
        items: Sequence[Item],
        start: float,
        grid: RoleGrid,
        language: Language,
        page: Page = STANDARD,
        foot: float = 0.0,
    ) -> None:
        self.start = start
        self.page = page
        self.foot = foot
        """Room below the grid that is needed for something else."""
        self.grid = grid
        self.language = language
        self.grounds: list[Mark] = []
        self.cards: list[Mark] = []
        self.boxes: dict[str, Rectangle] = {}
        self.labels: list[Rectangle] = []
        """Rectangles of the texts of cells, which lines have to avoid."""
        strips = _items_by_strip(items)
        self.low = self._draw_cells(items, strips)
        self._draw_axes()
        self.end = self._draw_strips(strips)

    def _draw_cells(
        self, items: Sequence[Item], strips: Mapping[str, Sequence[Item]]
    ) -> float:
        """Both rows of cells; and where they end."""
        sides = _sides(items)
        self.across = _most_across(sides, self.page)
        card = _card_width(sides, self.across, self.page)
        cells = _items_by_cell(items, sides)
        heights = self._row_heights(cells, card, strips)
        y = self.start
        for power in ROWS:
            x = self.page.left
            for side in sides:
                width = card * self._across(side) + _padding(self._across(side))
                box = (x, y, x + width, y + heights[power])
                self._draw_cell((power, side), cells[power, side], box, card)
                x += width + GAP
            y += heights[power] + GAP
        return y - GAP

    def _across(self, side: Involvement | None) -> int:
        """How many cards are beside one another in the cells of a column."""
        return 1 if side is None else self.across

    def _row_heights(
        self,
        cells: Mapping[Cell, Sequence[Item]],
        card: float,
        strips: Mapping[str, Sequence[Item]],
    ) -> dict[Power, float]:
        """As tall as the cards need, and as the standard page has room for."""
        need = dict.fromkeys(ROWS, 0.0)
        for (power, side), items in cells.items():
            height = HEAD + FOOT + _stack_height(items, self._across(side), card)
            need[power] = max(need[power], height)
        room = self.page.height - frame.BELOW - self.start - GAP - self.foot
        for items in strips.values():
            room -= self._strip_height(items) + GAP
        room = max(room, frame.least_plot_height(self.language) - GAP)
        spare = max(room - sum(need.values()), 0.0)
        return _share_spare(spare, need)

    def _draw_cell(
        self, cell: Cell, items: Sequence[Item], box: Rectangle, card: float
    ) -> None:
        left, top, right, _ = box
        power, side = cell
        role = self.grid[cell]
        ink = style.tone(role).ink
        # An outline is nobody, so it is not counted.
        count = sum(item.kind != "ghost" for item in items)
        name_text = self.language.label(role)
        hint_text = self.language.say(f"cell.{role.value}")
        hint_text = elide(hint_text, right - left - PAD * 2, 12)
        x = left + PAD
        name = line(
            name_text,
            x,
            top + 27,
            16,
            ink,
            "semibold",
            solid=True,
        )
        hint = line(
            hint_text,
            x,
            top + 46,
            12,
            style.MUTED,
            solid=True,
        )
        number = line(
            str(count),
            right - PAD,
            top + 27,
            15,
            ink,
            "semibold",
            "end",
        )
        width = max(name.width, hint.width)
        self.labels.append((x, top + 12, x + width, top + 50))
        self.labels.append(
            (right - PAD - number.width, top + 12, right - PAD, top + 32)
        )
        ground = self._draw_ground(cell, box)
        key = f"cell {power.value} {side.value if side else 'unknown'}"
        marks = (ground, name, number, hint)
        self.grounds.append(Group(marks, key, classes=("cell", role.value)))
        self._draw_cards(items, box, self._across(side), card, top + HEAD)

    def _draw_ground(self, cell: Cell, box: Rectangle) -> Box:
        """The ground of a cell, dashed where involvement is unknown."""
        left, top, right, low = box
        tint = style.tone(self.grid[cell]).tint
        if cell[1] is not None:
            return Box(
                left,
                top,
                right - left,
                low - top,
                tint,
                radius=12.0,
            )
        return Box(
            left,
            top,
            right - left,
            low - top,
            tint,
            style.FAINT,
            0.9,
            12.0,
            style.DASH,
        )

    def _draw_cards(
        self,
        items: Sequence[Item],
        bounds: Rectangle,
        across: int,
        width: float,
        y: float,
    ) -> None:
        first_x = bounds[0] + PAD
        for item, column, down in _stack(items, across, width):
            x = first_x + column * (width + BETWEEN)
            top = y + down
            bottom = top + card_height(item, width)
            box = (x, top, x + width, bottom)
            self.boxes[item.key] = box
            self.cards.append(draw_card(item, box, bounds, self.language))

    def _draw_axes(self) -> None:
        plot = (self.page.left, self.start, self.page.right, self.low)
        axes = [
            *frame.draw_axis_arrows(plot, self.language),
            *frame.draw_axis_names(plot, self.language),
        ]
        self.grounds += axes
        for mark in axes:
            if isinstance(mark, Text) and not mark.rotate:
                self.labels.append(extent(mark))

    def _draw_strips(self, strips: Mapping[str, Sequence[Item]]) -> float:
        """Those without a role and those who were removed; and where they end."""
        top = self.low + frame.BELOW - 6
        for name, items in strips.items():
            height = self._strip_height(items)
            box = (self.page.left, top, self.page.right, top + height)
            self._draw_strip(name, box)
            width = self._strip_card_width()
            self._draw_cards(items, box, STRIP_ACROSS, width, top + STRIP_HEAD)
            top += height + GAP
        return top - GAP

    def _strip_card_width(self) -> float:
        room = self.page.right - self.page.left - _padding(STRIP_ACROSS)
        return room / STRIP_ACROSS

    def _strip_height(self, items: Sequence[Item]) -> float:
        cards = _stack_height(items, STRIP_ACROSS, self._strip_card_width())
        return STRIP_HEAD + cards + STRIP_FOOT

    def _draw_strip(self, name: str, box: Rectangle) -> None:
        """The ground of a strip with its title and hint."""
        left, top, right, low = box
        title_key, hint_key = STRIPS[name]
        title = line(
            self.language.say(title_key),
            left + PAD,
            top + 25,
            14,
            style.tone(None).ink,
            "semibold",
            solid=True,
        )
        hint = line(
            self.language.say(hint_key),
            title.x + title.width + 10,
            top + 25,
            12,
            style.MUTED,
            solid=True,
        )
        ground = figures.dashed_ground(left, top, right - left, low - top)
        self.labels.append((left + PAD, top + 10, hint.x + hint.width, top + 30))
        marks = (ground, title, hint)
        self.grounds.append(Group(marks, f"cell {name}", classes=("cell", name)))


def _sides(items: Sequence[Item]) -> list[Involvement | None]:
    """The columns of cells; that of unknown involvement only when it is needed."""
    for item in items:
        if item.place is not None and item.place[1] is None:
            return [Involvement.LOW, None, Involvement.HIGH]
    return [Involvement.LOW, Involvement.HIGH]


def _most_across(sides: Sequence[Involvement | None], page: Page) -> int:
    """How many cards stand beside one another where involvement is known."""
    across = ACROSS
    while _card_width(sides, across + 1, page) >= LEAST_CARD:
        across += 1
    return across


def _padding(across: int) -> float:
    """What a row of cards needs beside the cards themselves."""
    gaps = across - 1
    return PAD * 2 + BETWEEN * gaps


def _card_width(sides: Sequence[Involvement | None], across: int, page: Page) -> float:
    inner = page.right - page.left - GAP * (len(sides) - 1)
    cards = 0
    for side in sides:
        of_side = 1 if side is None else across
        inner -= _padding(of_side)
        cards += of_side
    return inner / cards


def _items_by_cell(
    items: Sequence[Item], sides: Sequence[Involvement | None]
) -> dict[Cell, list[Item]]:
    cells: dict[Cell, list[Item]] = {}
    for power in ROWS:
        for side in sides:
            cells[power, side] = []
    for item in items:
        if item.place is not None:
            cells[item.place].append(item)
    return cells


def _items_by_strip(items: Sequence[Item]) -> dict[str, list[Item]]:
    """Whom the strips below the cells show; without those that are empty."""
    strips: dict[str, list[Item]] = {name: [] for name in STRIPS}
    for item in items:
        if item.kind == "gone":
            strips["gone"].append(item)
        elif item.place is None:
            strips["no-role"].append(item)
    return {name: part for name, part in strips.items() if part}


def _share_spare(spare: float, need: Mapping[Power, float]) -> dict[Power, float]:
    """Both rows with the spare height, as near to one height as it allows."""
    upper, lower = ROWS
    difference = need[lower] - need[upper]
    # Solves upper + u = lower + (spare − u) for u, held between nothing and all of the
    # spare.
    for_upper = min(max((spare + difference) / 2, 0.0), spare)
    return {
        upper: need[upper] + for_upper,
        lower: need[lower] + spare - for_upper,
    }


def _stack(
    items: Sequence[Item], across: int, width: float
) -> list[tuple[Item, int, float]]:
    """Each item in the column that is shortest so far, and how far down."""
    ends = [0.0] * across
    placed = []
    for item in items:
        # The shortest column first: cards differ in height by their changes, and rows
        # of equal height would leave large gaps.
        column = ends.index(min(ends))
        placed.append((item, column, ends[column]))
        ends[column] += card_height(item, width) + BETWEEN
    return placed


def _stack_height(items: Sequence[Item], across: int, width: float) -> float:
    height = 0.0
    for item, _, down in _stack(items, across, width):
        height = max(height, down + card_height(item, width))
    return height
