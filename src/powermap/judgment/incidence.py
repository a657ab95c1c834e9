"""How deals leave a stage over time, when some of them are still there.

A deal that is still open says only that it took longer than until today. The estimate
of Aalen and Johansen counts it among those who could have left for as long as it was
watched, and no longer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = ["Exit", "Incidence", "Spell", "estimate_incidence"]

ROUNDING = 1e-12
"""A share that misses a half by less has reached it."""


class Exit(Enum):
    """How a stay in a stage ended."""

    PASSED = "passed"
    LOST = "lost"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Spell:
    """How long one deal stayed in a stage, and how the stay ended.

    Parameters
    ----------
    days : int
        Until it passed or was lost, or until today for an open one.
    exit : Exit
        How it ended.
    """

    days: int
    exit: Exit


@dataclass(frozen=True, slots=True)
class Incidence:
    """Which share of the deals has passed by which day, and which was lost.

    Parameters
    ----------
    passed_by : tuple of (int, float)
        The days on which deals passed, each with the share that has passed by then.
    lost : float
        The share lost by the last day.
    remaining : float
        The share still in the stage on the last day.
    effective : float
        How many deals with equal weights would say as much: late ones weigh more,
        since they also stand for those no longer watched.
    """

    passed_by: tuple[tuple[int, float], ...]
    lost: float
    remaining: float
    effective: float

    @property
    def passed(self) -> float:
        """The share that has passed by the last day."""
        if not self.passed_by:
            return 0.0
        return self.passed_by[-1][1]

    @property
    def rate(self) -> float | None:
        """The share of those who leave that pass; None while none has left."""
        left = self.passed + self.lost
        if left == 0:
            return None
        return self.passed / left

    @property
    def median(self) -> float | None:
        """Days until half of those who will pass have; None when that is not seen."""
        rate = self.rate
        if not rate:
            return None
        # Those who remain are assumed to pass at the rate of those who left.
        half = (self.passed + self.remaining * rate) / 2
        for at, (day, share) in enumerate(self.passed_by):
            if share > half + ROUNDING:
                return float(day)
            # Between two deals, as a median of an even number is.
            if share > half - ROUNDING:
                following = self.passed_by[at + 1 : at + 2]
                return (day + following[0][0]) / 2 if following else float(day)
        return None


def estimate_incidence(spells: Sequence[Spell]) -> Incidence:
    """The shares that have passed and were lost, from stays of which some go on.

    Examples
    --------
    >>> stays = [Spell(10, Exit.PASSED), Spell(15, Exit.OPEN), Spell(20, Exit.PASSED)]
    >>> estimate_incidence(stays).median
    20.0

    Notes
    -----
    Aalen and Johansen (1978); without losses it is the estimate of Kaplan and Meier
    (1958). The effective number is that of Kish (1965), *Survey sampling*.
    """
    staying = 1.0
    passed = 0.0
    lost = 0.0
    squares = 0.0
    passed_by = []
    at_risk = len(spells)
    for day in sorted({spell.days for spell in spells}):
        exits = [spell.exit for spell in spells if spell.days == day]
        passing = exits.count(Exit.PASSED)
        losing = exits.count(Exit.LOST)
        weight = staying / at_risk
        if passing:
            passed += weight * passing
            passed_by.append((day, passed))
        lost += weight * losing
        squares += weight**2 * (passing + losing)
        staying -= weight * (passing + losing)
        # Open ones leave last: on that day they could still have passed.
        at_risk -= len(exits)
    left = passed + lost
    effective = left**2 / squares if squares else 0.0
    # What is left of rounding is no share.
    remaining = max(staying, 0.0)
    return Incidence(tuple(passed_by), lost, remaining, effective)
