"""The header of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from powermap.exchange.intake.layout.titles import Weight

__all__ = ["REQUIRED", "Header", "score_titles"]

REQUIRED = 3
"""Weight of a required column, such as the name."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Attributes
    ----------
    place : int
        Place of its first row among the rows of the grid.
    rows : tuple of int
        Numbers of its rows; empty when the table has none.
    titles : tuple of str
        Header of each column.
    score : int
        Weight of all headers together.
    """

    place: int
    rows: tuple[int, ...]
    titles: tuple[str, ...]
    score: int


def score_titles(titles: Sequence[str], weight: Weight) -> int:
    """Weight of all headers together, each text counted once."""
    return sum(weight(title) for title in set(titles) if title)
