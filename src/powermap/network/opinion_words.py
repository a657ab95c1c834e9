"""What an opinion is called: by itself, and beside those of the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from powermap.model import Stance
from powermap.network.mixture import OPINION

__all__ = ["DECIMALS", "leanings", "nearest_stance"]

DECIMALS = 9
"""Opinions that differ by less are equal, whatever order they were computed in."""
LEAST_LEAD = 0.05
"""What one opinion must be ahead of another: a tenth of the step between two stances.

A tie that carries a thousandth of a champion's opinion sets nobody apart.
"""


def nearest_stance(opinion: float) -> Stance:
    """The word nearest to an opinion, of two equally near the one nearer to neutral.

    Examples
    --------
    >>> nearest_stance(0.3), nearest_stance(0.25)
    (<Stance.SUPPORTER: 'supporter'>, <Stance.NEUTRAL: 'neutral'>)
    """

    def precedence(stance: Stance) -> tuple[float, float]:
        place = OPINION[stance]
        distance = abs(place - opinion)
        extremity = abs(place)
        return round(distance, DECIMALS), extremity

    return min(OPINION, key=precedence)


def leanings(opinions: Sequence[float]) -> list[int]:
    """For each opinion 1 when it is higher than most, −1 when it is lower, else 0.

    Examples
    --------
    >>> leanings([1.0, 0.0, 0.0, -0.5])
    [1, 0, 0, -1]
    >>> leanings([1.0, 0.001, 0.0, 0.0])
    [1, 0, 0, 0]
    """
    ascending = sorted(round(opinion, DECIMALS) for opinion in opinions)
    others = len(ascending) - 1
    answers = []
    for opinion in opinions:
        lower = bisect_right(ascending, round(opinion - LEAST_LEAD, DECIMALS))
        first = bisect_left(ascending, round(opinion + LEAST_LEAD, DECIMALS))
        higher = len(ascending) - first
        answers.append((2 * lower > others) - (2 * higher > others))
    return answers
