"""What a pipeline of prospects says: its stages, gates and paces as results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.language import Days, Money, Percent, Reason
from powermap.language.results import Tabular
from powermap.model import Prospect, Stage

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.language.values import Value

__all__ = ["DATED", "GATES", "WAY", "Conversion", "Funnel", "FunnelStep", "Pace"]

# Lost is left out: prospects leave from any stage, so it has no place in the order.
WAY: tuple[Stage, ...] = (Stage.POTENTIAL, Stage.PROSPECT, Stage.CLOSING, Stage.WON)
"""The stages in order; a lost prospect has left this way."""
GATES: Mapping[str, tuple[Stage, Stage]] = FrozenMapping(
    {
        "TOP": (Stage.POTENTIAL, Stage.PROSPECT),
        "IN": (Stage.PROSPECT, Stage.CLOSING),
        "BEST": (Stage.CLOSING, Stage.WON),
    }
)
"""What lies between two stages; WIN comes after the last gate."""
DATED: Mapping[Stage, str] = FrozenMapping(
    {
        Stage.POTENTIAL: "potential_on",
        Stage.PROSPECT: "prospect_on",
        Stage.CLOSING: "closing_on",
    }
)
"""The field with the day on which a prospect reached each open stage."""


def as_money(amount: float | None) -> Money | None:
    """An amount as a value of a sentence; None stays None."""
    if amount is None:
        return None
    return Money(amount)


def as_percent(share: float | None) -> Percent | None:
    """A share as a value of a sentence; None stays None."""
    if share is None:
        return None
    return Percent(share)


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One stage of the funnel.

    Parameters
    ----------
    stage : Stage
        The stage.
    prospects : tuple of Prospect
        Who is there now.
    reached : int
        How many reached the stage, including those who went on or were lost later.
    amount : float or None
        Sum of the known amounts of those who are there; None when none is known.
    priced : int
        How many amounts are known.
    chance : float or None
        The product of the rates from here to WIN; None while one is not known.
    expected : float or None
        Amount times chance.
    because : Reason
        The same as a sentence.
    """

    stage: Stage
    prospects: tuple[Prospect, ...]
    reached: int
    amount: float | None
    priced: int
    chance: float | None
    expected: float | None
    because: Reason

    def __repr__(self) -> str:
        return f"<FunnelStep {self.because}>"

    @property
    def count(self) -> int:
        """How many prospects are there now."""
        return len(self.prospects)

    def row(self) -> Row:
        """The stage by column."""
        return {
            "stage": self.stage,
            "count": self.count,
            "reached": self.reached,
            "amount": as_money(self.amount),
            "chance": as_percent(self.chance),
            "expected": as_money(self.expected),
        }


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many prospects pass one gate.

    Parameters
    ----------
    gate : str
        TOP, IN or BEST.
    reached, passed, lost, waiting : int
        How many reached the stage before the gate, and what became of them.
    rate : float or None
        Passed of those who passed or were lost; those who wait are not counted. None
        when none has moved on or was lost yet.
    low, high : float or None
        Where the true rate lies in 95 of 100 cases (Wilson's interval, with that of
        `by_time`); wide when few were counted.
    because : Reason
        The same as a sentence.
    by_time : float or None
        The rate with the days that each outcome takes and open deals have waited; None
        without the dates of all.
    """

    gate: str
    reached: int
    passed: int
    lost: int
    waiting: int
    rate: float | None
    low: float | None
    high: float | None
    because: Reason
    by_time: float | None = None

    def __repr__(self) -> str:
        return f"<Conversion {self.because}>"

    @property
    def resolved(self) -> int:
        """How many passed or were lost."""
        return self.passed + self.lost

    def row(self) -> Row:
        """The gate by column."""
        return {
            "gate": self.gate,
            "reached": self.reached,
            "passed": self.passed,
            "lost": self.lost,
            "waiting": self.waiting,
            "rate": as_percent(self.rate),
        }


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a stage takes the prospects that pass it.

    Parameters
    ----------
    stage : Stage
        The stage.
    days : float or None
        The median; None when no prospect has both dates, or when so many are still
        open that it is not known where the middle is.
    count : int
        How many prospects passed with both dates.
    because : Reason
        The same as a sentence.
    open : int
        How many more are still there, counted for as long as they have been.
    """

    stage: Stage
    days: float | None
    count: int
    because: Reason
    open: int = 0

    def __repr__(self) -> str:
        return f"<Pace {self.because}>"

    def row(self) -> Row:
        """The pace by column."""
        duration: Value = None
        if self.days is not None:
            duration = Days(self.days)
        return {"stage": self.stage, "days": duration, "count": self.count}


@dataclass(frozen=True, slots=True)
class Funnel(Tabular):
    """What a pipeline says.

    Parameters
    ----------
    steps : mapping of Stage to FunnelStep
        All five stages, won and lost last.
    gates : mapping of str to Conversion
        TOP, IN, BEST.
    velocity : mapping of Stage to Pace
        The three stages that take time.
    win_rate : float or None
        From potential customer to WIN: the product of the three rates.
    cycle : float or None
        Days from potential customer to WIN: the sum of the three medians.
    expected : float or None
        What the open prospects are worth, each amount times its chance; None when
        it cannot be computed.
    per_period : float or None
        Expected value divided by the cycle, times `period`.
    period : int
        Days.
    unplaced : tuple of str
        Names of lost prospects without any date; no rate counts them.
    because : Reason
        How the expected value is computed, or why it cannot be.
    missing : tuple of Reason
        What the figures lack, one sentence each.
    """

    steps: Mapping[Stage, FunnelStep]
    gates: Mapping[str, Conversion]
    velocity: Mapping[Stage, Pace]
    win_rate: float | None
    cycle: float | None
    expected: float | None
    per_period: float | None
    period: int
    unplaced: tuple[str, ...]
    because: Reason
    missing: tuple[Reason, ...]

    @property
    def open(self) -> tuple[FunnelStep, ...]:
        """The stages whose prospects are neither won nor lost."""
        steps = self.steps
        # The stages with a date of entry are exactly those that are neither won nor
        # lost.
        return tuple(steps[stage] for stage in DATED)

    def __repr__(self) -> str:
        steps = self.steps.values()
        # Over all five stages, each prospect stands in exactly one.
        count = sum(step.count for step in steps)
        return f"<Funnel of {count} prospects>"

    def _rows(self) -> list[Row]:
        return [each.row() for each in self.steps.values()]
