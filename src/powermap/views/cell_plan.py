"""How the quadrant of words is cut into cells, and which kind of card each takes.

Cards are whole where everyone has room on the standard page; a cell that fills up
takes short ones, then tight ones; then the page grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from powermap.model import Involvement, Power
from powermap.views.cards import SHORT, TIGHT, WHOLE, Size, card_height
from powermap.views.page import STANDARD, Page
from powermap.views.people import ShownPerson

GAP = 10.0  # between two cells
PAD = 16.0  # inside a cell, at its sides
HEAD = 62.0  # height of the head of a cell, with its hint
FOOT = 14.0  # below the cards of a cell
TIGHT_HEAD = 38.0  # height of a head without its hint
TIGHT_FOOT = 8.0  # below tight cards
NARROWEST_WHOLE = 172.0  # width of a whole card at least
NARROWEST = 158.0  # width of a short card at least
# Six would be narrower than the narrowest card on the standard page.
MOST_ACROSS = 5  # cards beside one another in a cell
USUAL_ACROSS = 2
USUAL_ACROSS_UNKNOWN = 1  # in the narrow column of unknown involvement
SHARES = (0.5, 0.42, 0.58, 0.35, 0.65)
"""Of the room that the upper row may take, from the best to the last."""
SPARE = 0.2
"""Of the room left over that the fuller row has."""
# From the top and from the left, as the axes run.
ROWS = (Power.DECIDER, Power.INFLUENCER)
COLUMNS = (Involvement.LOW, None, Involvement.HIGH)

Cell = tuple[Power, Involvement | None]
PeopleByCell = Mapping[Cell, Sequence[ShownPerson]]


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
    need : mapping of row to float
        Height that its cells need.
    head : float
        Height of the head of every cell.
    """

    across: Mapping[Involvement | None, int]
    width: Mapping[Involvement | None, float]
    size: Mapping[Cell, Size]
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

    @property
    def whole_cells(self) -> int:
        """How many cells have whole cards."""
        sizes = list(self.size.values())
        return sizes.count(WHOLE)


def choose_plan(
    cells: PeopleByCell,
    columns: Sequence[Involvement | None],
    room: float,
    page: Page = STANDARD,
) -> CellPlan:
    """The plan that needs least height.

    Whole cards if they fit into the room, else short ones in full cells, else tight
    ones where they fit; short ones on a taller page otherwise. A full row takes room
    from a half-empty one.
    """
    # Rows of equal height where possible, so that neither seems to matter more.
    for share in SHARES:
        for across in _arrangements(columns, NARROWEST_WHOLE, page):
            limits = _limits(room, share)
            plan = _plan(cells, columns, across, limits, WHOLE, page)
            if all(plan.need[row] <= limits[row] for row in ROWS):
                return plan
    best_short = _best(cells, columns, room, SHORT, page)
    if best_short.total <= room:
        return best_short
    best_tight = _best(cells, columns, room, TIGHT, page)
    if best_tight.total <= room:
        return best_tight
    return best_short


def _limits(room: float, share: float) -> dict[Power, float]:
    """What each row may take when the upper one has a share of the room."""
    height = room - GAP
    return {Power.DECIDER: height * share, Power.INFLUENCER: height * (1 - share)}


def _best(
    cells: PeopleByCell,
    columns: Sequence[Involvement | None],
    room: float,
    smallest: Size,
    page: Page,
) -> CellPlan:
    plans = []
    # Where not even the smallest cards everywhere fit, no share of the room helps.
    nothing_whole = dict.fromkeys(ROWS, 0.0)
    for across in _arrangements(columns, NARROWEST, page):
        lowest = _plan(cells, columns, across, nothing_whole, smallest, page)
        for share in SHARES if lowest.total <= room else SHARES[:1]:
            limits = _limits(room, share)
            plans.append(_plan(cells, columns, across, limits, smallest, page))
    return _least_high(plans, room)


def _least_high(plans: Sequence[CellPlan], room: float) -> CellPlan:
    """The lowest plan; among those that fit, the one with most whole cards."""

    def rank(plan: CellPlan) -> tuple[float, int]:
        # Among plans that fit, a lower one is no gain, so the number of whole cards
        # decides.
        height = max(plan.total, room)
        return round(height, 1), -plan.whole_cells

    return min(plans, key=rank)


def _arrangements(
    columns: Sequence[Involvement | None], narrowest: float, page: Page
) -> list[tuple[int, ...]]:
    """Cards across in each column of cells, from the usual look to odder ones."""
    inner = _inner_width(columns, page)
    usual = []
    for column in columns:
        known = column is not None
        usual.append(USUAL_ACROSS if known else USUAL_ACROSS_UNKNOWN)
    arrangements = []
    # At most 5³ arrangements, so all of them are tried instead of searched cleverly.
    for across in product(range(1, MOST_ACROSS + 1), repeat=len(columns)):
        cards = sum(across)
        gaps = SHORT.gap * (cards - len(across))
        if inner / cards - gaps / cards >= narrowest:
            arrangements.append(across)

    def oddness(across: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        distance = 0
        for one, other in zip(across, usual, strict=True):
            distance += abs(one - other)
        return distance, across

    # One card across each column stands even on a page that is too narrow for it.
    return sorted(arrangements, key=oddness) or [(1,) * len(columns)]


def _inner_width(columns: Sequence[Involvement | None], page: Page) -> float:
    """Width of all cards of a row together with the gaps between them."""
    count = len(columns)
    gaps = GAP * (count - 1)
    pads = PAD * 2 * count
    return page.right - page.left - gaps - pads


def _plan(
    cells: PeopleByCell,
    columns: Sequence[Involvement | None],
    across: Sequence[int],
    limits: Mapping[Power, float],
    smallest: Size,
    page: Page,
) -> CellPlan:
    """A plan with so many cards across, whole where they fit into their row."""
    inner = _inner_width(columns, page)
    across_of = dict(zip(columns, across, strict=True))
    width_of = {}
    for column, count in across_of.items():
        # Columns are as wide as their cards need, so that all cards of a page have
        # nearly one width.
        width_of[column] = inner * count / sum(across) + PAD * 2
    size_of: dict[Cell, Size] = {}
    need = {}
    for row in ROWS:
        heights = []
        for column in columns:
            people = cells[row, column]
            count, width = across_of[column], width_of[column]
            size = WHOLE
            height = _cell_height(people, count, width, WHOLE, smallest)
            if smallest is not WHOLE and height > limits[row]:
                size = smallest
                height = _cell_height(people, count, width, smallest, smallest)
            size_of[row, column] = size
            heights.append(height)
        need[row] = max(heights)
    return CellPlan(across_of, width_of, size_of, need, _head(smallest))


def _head(smallest: Size) -> float:
    return TIGHT_HEAD if smallest is TIGHT else HEAD


def _cell_height(
    people: Sequence[ShownPerson],
    across: int,
    width: float,
    size: Size,
    smallest: Size,
) -> float:
    foot = TIGHT_FOOT if smallest is TIGHT else FOOT
    cards = cards_height(people, across, width, size)
    return _head(smallest) + cards + foot


def cards_height(
    people: Sequence[ShownPerson], across: int, width: float, size: Size
) -> float:
    """Height of cards in rows of so many in a cell of this width."""
    each = card_width(width, across, size)
    height = 0.0
    for first in range(0, len(people), across):
        row = people[first : first + across]
        height += max(card_height(person, each, size) for person in row) + size.gap
    return max(height - size.gap, 0)


def card_width(width: float, across: int, size: Size) -> float:
    """Width of a card where so many stand beside one another in a cell."""
    gaps = size.gap * (across - 1)
    cards = width - PAD * 2 - gaps
    return cards / across


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
