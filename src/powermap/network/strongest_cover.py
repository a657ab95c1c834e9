"""Of the smallest covers one with strong chains."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from powermap.network.set_cover import (
    EXACT_ELEMENTS,
    TOLERANCE,
    Cover,
    smallest_cover,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Strengths = NDArray[np.float64]

__all__ = ["strongest_cover"]

DECIMALS = 9
"""Strengths that differ by less are equal, whatever order they were computed in."""


def strongest_cover(
    strengths: Strengths, weights: Sequence[float], share: float
) -> Cover:
    """The fewest people who reach a share of the weight, through strong chains.

    Parameters
    ----------
    strengths : array of float
        How strongly each person (row) reaches each element (column), 0 for not at
        all. Of equal people the first is taken.
    weights : sequence of float
        The weight of each element.
    share : float
        Of the weight of all elements, above 0 and up to 1.

    Returns
    -------
    Cover
        Rows. Where the smallest covers could be searched for, none of as few people
        has a stronger weakest chain, and no exchange of one person carries more.

    Examples
    --------
    >>> import numpy as np
    >>> strongest_cover(np.array([[0.2], [0.8]]), [1], 1.0)
    Cover(chosen=(1,), at_least=1)
    """
    candidates = _Candidates(strengths, weights, share)
    cover = candidates.cover_at(0.0)
    # A search that had to give up once would give up at each threshold.
    if not cover.chosen or not cover.exact or len(weights) > EXACT_ELEMENTS:
        return cover
    least, chosen = candidates.raise_weakest(list(cover.chosen))
    improved = candidates.exchange(chosen, least)
    return Cover(tuple(improved), cover.at_least)


class _Candidates:
    """Who may be chosen, and how much must be covered."""

    def __init__(
        self, strengths: Strengths, weights: Sequence[float], share: float
    ) -> None:
        self.strengths = np.round(strengths, DECIMALS)
        self.weights = np.array(weights, dtype=np.float64)
        self.whole = float(self.weights.sum())
        coverable = self.strengths.max(axis=0, initial=0.0) > 0
        self.wanted = min(share * self.whole, float(self.weights[coverable].sum()))
        # Whoever carries more to all stands for others who reach the same.
        carried = np.round(self.strengths @ self.weights, DECIMALS)
        self.order = np.argsort(-carried, kind="stable").tolist()

    def cover_at(self, least: float) -> Cover:
        """The smallest cover by chains that carry at least so much."""
        is_reached = self.strengths >= max(least, 10**-DECIMALS)
        packed = np.packbits(is_reached, axis=1, bitorder="little")
        reached = {}
        for person in self.order:
            bits = int.from_bytes(packed[person].tobytes(), "little")
            if bits:
                reached[person] = bits
        share = self.wanted / self.whole if self.whole else 1.0
        return smallest_cover(reached, self.weights.tolist(), share)

    def raise_weakest(self, chosen: list[int]) -> tuple[float, list[int]]:
        """The largest strength that all chains of a cover of this size can have."""
        best = 0.0, chosen
        ascending = np.unique(self.strengths[self.strengths > 0]).tolist()
        # A cover at some strength is one at every weaker strength, so halving finds
        # the largest.
        low = 0
        high = len(ascending)
        while low < high:
            middle = (low + high) // 2
            least = ascending[middle]
            others = list(self.cover_at(least).chosen)
            together = self.strengths[others].max(axis=0, initial=0.0)
            if len(others) <= len(chosen) and self._are_enough(together[None], least):
                best = least, others
                low = middle + 1
            else:
                high = middle
        return best

    def exchange(self, chosen: list[int], least: float) -> list[int]:
        """Put others in the place of the chosen while more is carried in total."""
        place = 0
        unchanged = 0
        while unchanged < len(chosen):
            better = self._best_at(place, chosen, least)
            unchanged += 1
            if better != chosen[place]:
                chosen = [*chosen[:place], better, *chosen[place + 1 :]]
                unchanged = 1
            place = (place + 1) % len(chosen)
        return chosen

    def _best_at(self, place: int, chosen: list[int], least: float) -> int:
        """Who carries most together with the others of the chosen."""
        others = chosen[:place] + chosen[place + 1 :]
        by_others = self.strengths[others].max(axis=0, initial=0.0)
        together = np.maximum(self.strengths, by_others)
        totals = np.round(together @ self.weights, DECIMALS)
        totals[~self._are_enough(together, least)] = 0.0
        # Only for more: of equals the first of the cover stays.
        most = int(totals.argmax())
        if totals[most] > totals[chosen[place]]:
            return most
        return chosen[place]

    def _are_enough(self, together: Strengths, least: float) -> NDArray[np.bool_]:
        """Whether each row covers enough by chains that carry at least so much."""
        is_reached = together >= max(least, 10**-DECIMALS)
        enough: NDArray[np.bool_] = is_reached @ self.weights >= self.wanted - TOLERANCE
        return enough
