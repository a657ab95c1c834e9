"""How the quadrant of words is cut into cells, and which kind of card each takes.

Cards are whole where everyone has room on the standard page; a cell that fills up
takes short ones, then tight ones; then the page grows.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from powermap.model import Involvement, Power
from powermap.views.card_sizes import SHORT, TIGHT, WHOLE, Size
from powermap.views.cards import is_cramped
from powermap.views.cell_arrangements import GAP, arrangements, cell_widths
from powermap.views.cell_cards import (
    PAD,
    Cell,
    CellCards,
    HeightMemory,
    PeopleByCell,
    card_width,
    cards_height,
)
from powermap.views.page import STANDARD, Page

__all__ = [
    "COLUMNS",
    "FOOT",
    "GAP",
    "HEAD",
    "NARROWEST_WHOLE",
    "PAD",
    "ROWS",
    "TIGHT_HEAD",
    "Cell",
    "CellPlan",
    "CellPlanner",
    "PeopleByCell",
    "card_width",
    "cards_height",
    "count_cramped",
    "row_heights",
]

HEAD = 62.0  # height of the head of a cell, with its hint
FOOT = 14.0  # below the cards of a cell
TIGHT_HEAD = 38.0  # height of a head without its hint
TIGHT_FOOT = 8.0  # below tight cards
NARROWEST_WHOLE = 172.0  # width of a whole card at least
NARROWEST = 158.0  # width of a short card at least
SHARES = (0.5, 0.42, 0.58, 0.35, 0.65)
"""Of the room that the upper row may take, from the best to the last."""
DECIDER_TITLE = 1.5
"""What the title of somebody who decides counts, beside 1 for others."""
SPARE = 0.2
"""Of the room left over that the fuller row has."""
# From the top and from the left, as the axes run.
ROWS = (Power.DECIDER, Power.INFLUENCER)
COLUMNS = (Involvement.LOW, None, Involvement.HIGH)


class Kind(NamedTuple):
    """The smallest cards of a plan, and the height above and below them in a cell."""

    smallest: Size
    head: float = HEAD
    foot: float = FOOT


KINDS = (Kind(SHORT), Kind(SHORT, TIGHT_HEAD), Kind(TIGHT, TIGHT_HEAD, TIGHT_FOOT))
"""From the best look to the most compact: hints of roles go before titles of people."""


@dataclass(frozen=True, slots=True)
class CellPlan:
    """How the cells are cut.

    Attributes
    ----------
    across : mapping of column to int
        Cards beside one another.
    width : mapping of column to float
        Width of the cells.
    size : mapping of cell to Size
        Kind of its cards.
    heights : mapping of cell to float
        Height that it needs.
    need : mapping of row to float
        Height that its cells need.
    head : float
        Height of the head of every cell.
    """

    across: Mapping[Involvement | None, int]
    width: Mapping[Involvement | None, float]
    size: Mapping[Cell, Size]
    heights: Mapping[Cell, float]
    need: Mapping[Power, float]
    head: float

    @property
    def total(self) -> float:
        """Height of both rows and the gap between them."""
        return sum(self.need.values()) + GAP

    @property
    def is_narrow(self) -> bool:
        """Whether cards are too narrow for their names."""
        for column, count in self.across.items():
            if card_width(self.width[column], count, SHORT) < NARROWEST - 1:
                return True
        return False


class CellPlanner:
    """Chooses plans for several rooms; the cards are measured once.

    Parameters
    ----------
    cells : PeopleByCell
        The people of each cell.
    columns : sequence of Involvement or None
        Those that are drawn.
    page : Page
        What it is drawn for.
    memory : HeightMemory, optional
        How high the cards of the last picture were.
    """

    def __init__(
        self,
        cells: PeopleByCell,
        columns: Sequence[Involvement | None],
        page: Page = STANDARD,
        memory: HeightMemory | None = None,
    ) -> None:
        self.cells = cells
        self.columns = columns
        self.page = page
        self._cards = CellCards(cells, lanes=page.lanes, memory=memory)
        self._plans: dict[float, CellPlan] = {}

    def choose(self, room: float) -> CellPlan:
        """The plan that shows most titles in the room, else the one of least height.

        Whole cards everywhere where they fit, without the hints of roles if need be;
        else short ones in as few cells as can be, else tight ones; short ones on a
        taller page otherwise. A full row takes room from a half-empty one.
        """
        # Without people in the tray the room is the same whatever its cards are.
        if room not in self._plans:
            self._plans[room] = self._choose(room)
        return self._plans[room]

    def _choose(self, room: float) -> CellPlan:
        cards, columns, page = self._cards, self.columns, self.page
        for kind in (Kind(WHOLE), Kind(WHOLE, TIGHT_HEAD)):
            whole = _best_whole(cards, columns, room, kind, page)
            if whole is not None:
                return whole
        plans = [_best(cards, columns, room, kind, page) for kind in KINDS]
        fitting = [plan for plan in plans if plan.total <= room]
        if fitting:
            return max(fitting, key=partial(_titles, self.cells))
        return plans[0]


def _best_whole(
    cards: CellCards,
    columns: Sequence[Involvement | None],
    room: float,
    kind: Kind,
    page: Page,
) -> CellPlan | None:
    """The plan with whole cards everywhere that comes nearest to the usual look."""
    plans = []
    for across in arrangements(columns, NARROWEST_WHOLE, page):
        if _total(cards, columns, across, WHOLE, kind, page) <= room:
            plans.append(_plan(cards, columns, across, kind, page))
    if not page.may_grow:
        plans = _least_cramped(plans, cards.people)
    # Rows of equal height where possible, so that neither seems to matter more.
    for share in SHARES:
        limits = _limits(room, share)
        for plan in plans:
            if all(plan.need[row] <= limits[row] for row in ROWS):
                return plan
    return None


def _least_cramped(plans: Sequence[CellPlan], cells: PeopleByCell) -> list[CellPlan]:
    """Those in which the fewest names and titles need more than one line."""
    counts = [count_cramped(plan, cells) for plan in plans]
    least = min(counts, default=0)
    counted = zip(plans, counts, strict=True)
    return [plan for plan, count in counted if count == least]


def count_cramped(plan: CellPlan, cells: PeopleByCell) -> int:
    """How many names and titles one line does not hold."""
    count = 0
    for (row, column), here in cells.items():
        if column not in plan.width:
            continue
        size = plan.size[row, column]
        width = card_width(plan.width[column], plan.across[column], size)
        count += sum(is_cramped(each, width, size) for each in here)
    return count


def _limits(room: float, share: float) -> dict[Power, float]:
    """What each row may take when the upper one has a share of the room."""
    height = room - GAP
    return {Power.DECIDER: height * share, Power.INFLUENCER: height * (1 - share)}


def _titles(cells: PeopleByCell, plan: CellPlan) -> float:
    """How many people have whole cards; those of deciders count a little more."""
    weight = 0.0
    for (power, involvement), size in plan.size.items():
        if size is WHOLE:
            each = DECIDER_TITLE if power is Power.DECIDER else 1.0
            weight += each * len(cells[power, involvement])
    return weight


def _best(
    cards: CellCards,
    columns: Sequence[Involvement | None],
    room: float,
    kind: Kind,
    page: Page,
) -> CellPlan:
    everyone = tuple(cards.people)
    best: tuple[int, ...] = ()
    best_plan: CellPlan | None = None
    best_rank = (math.inf, 0.0)
    for across in arrangements(columns, NARROWEST, page):
        height = _total(cards, columns, across, kind.smallest, kind, page)
        plan = None
        titles = 0.0
        # Where not even the smallest cards everywhere fit, none are whole.
        if height <= room:
            plan = _with_titles(cards, columns, across, room, kind, page)
            height = plan.total
            titles = _titles(cards.people, plan)
        # Among plans that fit, a lower one is no gain, so the titles decide.
        rank = (round(max(height, room), 1), -titles)
        if rank < best_rank:
            best, best_plan, best_rank = across, plan, rank
    if best_plan is not None:
        return best_plan
    return _plan(cards, columns, best, kind, page, shrunk=everyone)


def _with_titles(
    cards: CellCards,
    columns: Sequence[Involvement | None],
    across: Sequence[int],
    room: float,
    kind: Kind,
    page: Page,
) -> CellPlan:
    """A plan in which as few cells are shrunk as the room needs, each as a whole."""
    shrunk: tuple[Cell, ...] = ()
    plan = _plan(cards, columns, across, kind, page)
    while plan.total > room:
        deciding = []
        for cell, height in plan.heights.items():
            is_highest = height >= plan.need[cell[0]] - 0.1
            if is_highest and cell not in shrunk:
                deciding.append(cell)
        if not deciding:
            break
        # The titles of those who decide are worth most.
        deciding.sort(
            key=lambda cell: (cell[0] is Power.DECIDER, -len(cards.people[cell]))
        )
        shrunk = (*shrunk, deciding[0])
        plan = _plan(cards, columns, across, kind, page, shrunk=shrunk)
    return plan


def _total(
    cards: CellCards,
    columns: Sequence[Involvement | None],
    across: tuple[int, ...],
    size: Size,
    kind: Kind,
    page: Page,
) -> float:
    """The total of the plan in which all cards have one size."""
    widths = cell_widths(columns, across, page)
    highest = cards.highest(columns, across, widths, size)
    total = 0.0
    for row in ROWS:
        total += kind.head + highest[row] + kind.foot
    return total + GAP


def _plan(
    cards: CellCards,
    columns: Sequence[Involvement | None],
    across: Sequence[int],
    kind: Kind,
    page: Page,
    *,
    shrunk: Collection[Cell] = (),
) -> CellPlan:
    """A plan with so many cards across, whole but in the cells that are shrunk."""
    across_of = dict(zip(columns, across, strict=True))
    width_of = dict(zip(columns, cell_widths(columns, across, page), strict=True))
    size_of: dict[Cell, Size] = {}
    heights: dict[Cell, float] = {}
    need = {}
    for row in ROWS:
        for column in columns:
            cell = (row, column)
            size = kind.smallest if cell in shrunk else WHOLE
            count, width = across_of[column], width_of[column]
            height = cards.height(cell, count, width, size)
            size_of[cell] = size
            heights[cell] = kind.head + height + kind.foot
        need[row] = max(heights[row, column] for column in columns)
    return CellPlan(across_of, width_of, size_of, heights, need, kind.head)


def row_heights(plan: CellPlan, room: float) -> dict[Power, float]:
    """Even halves where the cells fit, else as near to it as what each row needs."""
    half = (room - GAP) / 2
    upper = plan.need[Power.DECIDER]
    lower = plan.need[Power.INFLUENCER]
    spare = room - GAP - upper - lower
    if spare < 0:
        return dict(plan.need)
    if max(upper, lower) <= half:
        return dict.fromkeys(ROWS, half)
    # The fuller row has what it needs and a fifth of what is left, so that its last
    # cards do not touch the ground of the cell.
    more = SPARE * spare
    if upper > lower:
        return {Power.DECIDER: upper + more, Power.INFLUENCER: lower + spare - more}
    return {Power.DECIDER: upper + spare - more, Power.INFLUENCER: lower + more}
