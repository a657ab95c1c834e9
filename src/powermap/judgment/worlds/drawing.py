"""Worlds: plausible completions of a plan, drawn at random by a seed.

Each value has its own stream of random numbers, named by what it is about, so that
one more person or answer changes nothing in the draws of the others. People and rivals
are named by their place, so that other names, as in another language or in a redacted
plan, give the same shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from powermap.judgment.worlds.rates import decider_rate
from powermap.judgment.worlds.unknowns import Unknown, unknowns_of
from powermap.model import Power, TieKind

if TYPE_CHECKING:
    from numpy import bool_, float64, int64
    from numpy.typing import NDArray

    from powermap.judgment.judge import Judgment
    from powermap.model import BuyingCenter, Stakeholder

    Floats = NDArray[float64]
    Places = NDArray[int64]
    Flags = NDArray[bool_]

__all__ = ["Worlds", "draw_worlds"]

WEIGHT_FACTOR = 1.5
"""What a kind of tie carries may be as many times more or less."""
MOST_CARRIED = 0.95
"""A weight stays below 1, as the playbook asks for."""


@dataclass(frozen=True, slots=True, eq=False)
class Worlds:
    """Plausible completions of one plan.

    Parameters
    ----------
    judgment : Judgment
        Of the plan as it is.
    count, seed : int
        How many there are, and what they were drawn by.
    unknowns : tuple of Unknown
        What the plan leaves open.
    drawn : tuple of array of int
        For each unknown the place of its value among its values, by world.
    power : array of float, worlds × people
        Scores on the scale.
    weights : mapping of TieKind to array of float, worlds × 2
        What each kind of tie carries, forward and backward.
    """

    judgment: Judgment
    count: int
    seed: int
    unknowns: tuple[Unknown, ...]
    drawn: tuple[Places, ...]
    power: Floats
    weights: Mapping[TieKind, Floats]

    def __repr__(self) -> str:
        return f"<{self.count} worlds, {len(self.unknowns)} unknown values>"


def draw_worlds(judgment: Judgment, count: int, seed: int) -> Worlds:
    """Draw plausible completions of a plan.

    Unknown stances, vetoes, answers and the supplier in place come by their base rates
    (`rates`); power and tie weights from their ranges. What is known stays, but for
    scores of power, which may be off by `Thresholds.near_cut`.
    """
    dice = _Dice(count, seed)
    unknowns = unknowns_of(judgment)
    streams = _Streams(judgment)
    drawn = []
    for unknown in unknowns:
        drawn.append(_draw(unknown, dice.roll(streams.name_of(unknown))))
    return Worlds(
        judgment=judgment,
        count=count,
        seed=seed,
        unknowns=unknowns,
        drawn=tuple(drawn),
        power=_draw_power(judgment, dice),
        weights=_draw_weights(judgment, dice),
    )


class _Dice:
    """Random numbers from 0 to 1, a stream for each name."""

    def __init__(self, count: int, seed: int) -> None:
        self.count = count
        self.seed = seed

    def roll(self, name: str) -> Floats:
        import numpy as np

        stream = [self.seed, crc32(name.encode())]
        # Only uniform numbers, which are the same on every machine and in every
        # version of numpy; other distributions are not promised to be.
        return np.random.Generator(np.random.PCG64(stream)).random(self.count)


class _Streams:
    """The names of the random numbers that decide unknown values."""

    def __init__(self, judgment: Judgment) -> None:
        self._people = judgment.places
        self._parties = {party: at for at, party in enumerate(judgment.verdicts)}

    def name_of(self, unknown: Unknown) -> str:
        about = str(unknown.about)
        if unknown.kind in {"stance", "veto"}:
            about = str(self._people[about])
        party = self._parties[unknown.rival]
        return f"{unknown.kind}|{about}|{party}"


def _draw(unknown: Unknown, numbers: Floats) -> Places:
    import numpy as np

    limits = np.cumsum(unknown.rates)[:-1]
    return np.asarray(np.searchsorted(limits, numbers, side="right"), dtype=np.int64)


def _draw_power(judgment: Judgment, dice: _Dice) -> Floats:
    import numpy as np

    center = judgment.center
    rate = decider_rate(center)
    columns = []
    for place, bounds in enumerate(_power_bounds(judgment)):
        numbers = dice.roll(f"power|{place}")
        if bounds is None:
            decides = dice.roll(f"decides|{place}") < rate
            columns.append(_within_half(center, decides, numbers))
        else:
            low, high = bounds
            columns.append(low + (high - low) * numbers)
    if not columns:
        return np.zeros((dice.count, 0))
    return np.stack(columns, axis=1)


def _within_half(center: BuyingCenter, decides: Flags, numbers: Floats) -> Floats:
    """Of unknown power: a score within the half of the scale that was drawn."""
    import numpy as np

    scale = center.scale
    low = np.where(decides, scale.middle, scale.low)
    high = np.where(decides, scale.high, scale.middle)
    return np.asarray(low + (high - low) * numbers, dtype=np.float64)


def _power_bounds(judgment: Judgment) -> Sequence[tuple[float, float] | None]:
    """Between which scores everybody's power lies; None where nothing is known."""
    center = judgment.center
    scale = center.scale
    margin = judgment.playbook.thresholds.near_cut * (scale.high - scale.low)
    bounds: list[tuple[float, float] | None] = []
    for person in center:
        power = person.power
        if power is None:
            bounds.append(_bounds_by_ties(judgment, person))
        elif power is Power.DECIDER:
            bounds.append((scale.middle, scale.high))
        elif power is Power.INFLUENCER:
            bounds.append((scale.low, scale.middle))
        else:
            score = float(power)
            lowest = max(scale.low, score - margin)
            bounds.append((lowest, min(scale.high, score + margin)))
    return bounds


def _bounds_by_ties(
    judgment: Judgment, person: Stakeholder
) -> tuple[float, float] | None:
    """The interval of the estimate from ties, where they say anything."""
    scale = judgment.center.scale
    if not judgment.center.ties:
        return None
    estimate = judgment.power[person.id]
    if (estimate.low, estimate.high) == (scale.low, scale.high):
        return None
    return estimate.low, estimate.high


def _draw_weights(judgment: Judgment, dice: _Dice) -> dict[TieKind, Floats]:
    """Each kind's weights, by one factor for both directions, even in logarithms."""
    import numpy as np

    weights = {}
    for kind, pair in judgment.playbook.tie_weights.items():
        numbers = dice.roll(f"weight|{kind.value}")
        factors = np.power(WEIGHT_FACTOR, 2 * numbers - 1)
        carried = factors[:, None] * np.array(pair, dtype=np.float64)
        # A weight that was above it already stays.
        most = np.maximum(MOST_CARRIED, np.array(pair, dtype=np.float64))
        weights[kind] = np.minimum(carried, most)
    return weights
