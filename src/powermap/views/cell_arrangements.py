"""How many cards stand across in each column of cells, and how wide its cells are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from powermap.model import Involvement
from powermap.views.card_sizes import SHORT
from powermap.views.cell_cards import PAD
from powermap.views.page import Page

__all__ = ["GAP", "arrangements", "cell_widths"]

GAP = 10.0  # between two cells
# Six would be narrower than the narrowest card on the standard page.
MOST_ACROSS = 5  # cards beside one another in a cell
USUAL_ACROSS = 2
USUAL_ACROSS_UNKNOWN = 1  # in the narrow column of unknown involvement


def arrangements(
    columns: Sequence[Involvement | None], narrowest: float, page: Page
) -> tuple[tuple[int, ...], ...]:
    """Cards across in each column of cells, from the usual look to odder ones."""
    return _arrangements_in(tuple(columns), narrowest, _inner_width(columns, page))


@lru_cache(maxsize=64)
def _arrangements_in(
    columns: tuple[Involvement | None, ...], narrowest: float, inner: float
) -> tuple[tuple[int, ...], ...]:
    usual = []
    for column in columns:
        known = column is not None
        usual.append(USUAL_ACROSS if known else USUAL_ACROSS_UNKNOWN)
    possible = []
    # At most 5³ arrangements, so all of them are tried instead of searched cleverly.
    for across in product(range(1, MOST_ACROSS + 1), repeat=len(columns)):
        cards = sum(across)
        gaps = SHORT.gap * (cards - len(across))
        if inner / cards - gaps / cards >= narrowest:
            possible.append(across)

    def oddness(across: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
        distance = 0
        for one, other in zip(across, usual, strict=True):
            distance += abs(one - other)
        return distance, across

    # One card across each column stands even on a page that is too narrow for it.
    possible.sort(key=oddness)
    return tuple(possible) or ((1,) * len(columns),)


def cell_widths(
    columns: Sequence[Involvement | None], across: Sequence[int], page: Page
) -> list[float]:
    """Width of the cells of each column: all cards of a page have nearly one width."""
    inner = _inner_width(columns, page)
    cards = sum(across)
    return [inner * count / cards + PAD * 2 for count in across]


def _inner_width(columns: Sequence[Involvement | None], page: Page) -> float:
    """Width of all cards of a row together with the gaps between them."""
    count = len(columns)
    gaps = GAP * (count - 1)
    pads = PAD * 2 * count
    return page.right - page.left - gaps - pads
