"""The grid of a chart of changes: cells by role, strips below, and the cards in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Involvement, Power
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Group, Mark, Rectangle, Text
from powermap.scene.text import elide
from powermap.views import figures, frame
from powermap.views.difference_cards import Item, draw_card, draw_unchanged
from powermap.views.difference_density import ROOMY, Density
from powermap.views.difference_stack import BESIDE, Stack
from powermap.views.frame import line
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model.playbook import RoleGrid

GAP = 10.0  # between cells
PAD = 16.0  # inside a cell
ACROSS = 2  # cards beside one another in a cell, more where there is room
WORTH_IT = 20.0  # height for which sides have unequal widths
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
Columns = dict[Involvement | None, int]
"""How many cards stand beside one another on each side."""


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
        density: Density = ROOMY,
    ) -> None:
        self.start = start
        self.page = page
        self.foot = foot
        """Room below the grid that is needed for something else."""
        self.density = density
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
        cells = _items_by_cell(items, sides)
        across = self._choose_columns(cells, sides)
        card = self._card_width(across)
        stacks: dict[Cell, Stack] = {}
        for cell, here in cells.items():
            stacks[cell] = Stack(here, across[cell[1]], card, self.density)
        heights = self._row_heights(stacks, strips)
        y = self.start
        for power in ROWS:
            x = self.page.left
            for side in sides:
                stack = stacks[power, side]
                width = stack.width + PAD * 2
                box = (x, y, x + width, y + heights[power])
                self._draw_cell((power, side), stack, box)
                x += width + GAP
            y += heights[power] + GAP
        return y - GAP

    def _choose_columns(
        self, cells: Mapping[Cell, Sequence[Item]], sides: Sequence[Involvement | None]
    ) -> Columns:
        """How many cards stand beside one another on each side.

        As many on both sides, unless a page that may not grow has more room otherwise.
        """
        even = self._even_columns(sides)
        if self.page.may_grow:
            return even
        best = even
        lowest = self._cells_height(cells, even) - WORTH_IT
        for columns in _other_columns(even):
            height = self._cells_height(cells, columns)
            if height < lowest:
                best = columns
                lowest = height
        return best

    def _even_columns(self, sides: Sequence[Involvement | None]) -> Columns:
        across = ACROSS
        while True:
            more = {side: 1 if side is None else across + 1 for side in sides}
            if self._card_width(more) < LEAST_CARD:
                break
            across += 1
        return {side: 1 if side is None else across for side in sides}

    def _card_width(self, columns: Columns) -> float:
        inner = self.page.right - self.page.left - GAP * (len(columns) - 1)
        for across in columns.values():
            inner -= PAD * 2 + BESIDE * (across - 1)
        return inner / sum(columns.values())

    def _cells_height(
        self, cells: Mapping[Cell, Sequence[Item]], columns: Columns
    ) -> float:
        """Of both rows of cells."""
        card = self._card_width(columns)
        stacks = {}
        for cell, items in cells.items():
            stacks[cell] = Stack(items, columns[cell[1]], card, self.density)
        return sum(self._needed_heights(stacks).values())

    def _needed_heights(self, stacks: Mapping[Cell, Stack]) -> dict[Power, float]:
        need = dict.fromkeys(ROWS, 0.0)
        for (power, _), stack in stacks.items():
            height = self.density.head + stack.height + self.density.foot
            need[power] = max(need[power], height)
        return need

    def _row_heights(
        self, stacks: Mapping[Cell, Stack], strips: Mapping[str, Sequence[Item]]
    ) -> dict[Power, float]:
        """As tall as the cards need, and as the standard page has room for."""
        need = self._needed_heights(stacks)
        room = self.page.height - frame.BELOW - self.start - GAP - self.foot
        for items in strips.values():
            room -= self._strip_height(items) + GAP
        room = max(room, frame.least_plot_height(self.language) - GAP)
        spare = max(room - sum(need.values()), 0.0)
        return _share_spare(spare, need)

    def _draw_cell(self, cell: Cell, stack: Stack, box: Rectangle) -> None:
        power, side = cell
        ground = self._draw_ground(cell, box)
        head = self._draw_cell_head(cell, stack, box)
        key = f"cell {power.value} {side.value if side else 'unknown'}"
        classes = ("cell", self.grid[cell].value)
        self.grounds.append(Group((ground, *head), key, classes=classes))
        self._draw_stack(stack, box, box[1] + self.density.head)

    def _draw_cell_head(
        self, cell: Cell, stack: Stack, box: Rectangle
    ) -> tuple[Text, ...]:
        """Role, number of people and hint, which lines have to avoid."""
        left, top, right, _ = box
        role = self.grid[cell]
        ink = style.tone(role).ink
        x = left + PAD
        end = right - PAD
        # An outline is nobody, so it is not counted.
        count = sum(item.kind != "ghost" for item in stack.items)
        number = line(str(count), end, top + 27, 15, ink, "semibold", "end")
        self.labels.append((end - number.width, top + 12, end, top + 32))
        text = self.language.label(role)
        name = line(text, x, top + 27, 16, ink, "semibold", solid=True)
        if not self.density.hints:
            self.labels.append((x, top + 12, x + name.width, top + 32))
            return name, number
        text = elide(self.language.say(f"cell.{role.value}"), end - x, 12)
        hint = line(text, x, top + 46, 12, style.MUTED, solid=True)
        width = max(name.width, hint.width)
        self.labels.append((x, top + 12, x + width, top + 50))
        return name, number, hint

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

    def _draw_stack(self, stack: Stack, bounds: Rectangle, y: float) -> None:
        for item, box in stack.places(bounds[0] + PAD, y):
            self.boxes[item.key] = box
            if stack.is_chip(item):
                self.cards.append(draw_unchanged(item, box, bounds, self.language))
                continue
            card = draw_card(item, box, bounds, self.language, self.density)
            self.cards.append(card)

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
            self._draw_stack(self._strip_stack(items), box, top + STRIP_HEAD)
            top += height + GAP
        return top - GAP

    def _strip_stack(self, items: Sequence[Item]) -> Stack:
        room = self.page.right - self.page.left - PAD * 2
        card = (room - BESIDE * (STRIP_ACROSS - 1)) / STRIP_ACROSS
        return Stack(items, STRIP_ACROSS, card, self.density)

    def _strip_height(self, items: Sequence[Item]) -> float:
        return STRIP_HEAD + self._strip_stack(items).height + STRIP_FOOT

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


def _other_columns(even: Columns) -> Iterator[Columns]:
    """As many cards in a row as that, shared otherwise among the sides."""
    total = sum(even.values())
    most = total - len(even) + 1
    for counts in product(range(1, most + 1), repeat=len(even)):
        columns = dict(zip(even, counts, strict=True))
        if sum(counts) == total and columns != even:
            yield columns


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
