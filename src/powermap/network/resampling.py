"""Score and interval of power from the readings: a mean of three, and a bootstrap.

`estimate_power` explains the method and has its sources.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from powermap.network.listening import Listening
from powermap.network.readings import attention, count_listeners, nearness
from powermap.network.sorted_arrays import kinds_of_columns, quantiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Colors = NDArray[np.uint64]

__all__ = [
    "Shares",
    "resamples",
    "scores_without_intervals",
    "shares_of_power",
    "with_priors",
]

# A 10th percentile of fewer than a hundred draws rests on less than ten of them.
FEWEST_RESAMPLES = 100
# Both ends are then known to a hundredth of the scale, a fifth of what the choice of
# whom to ask moves them; 2,000 took five times as long for half of that.
MOST_RESAMPLES = 400
WORK = 1_000_000
"""People and pairs over all resamples, between fewest and most."""
NUMBERS_AT_ONCE = 32_768
"""People times resamples that are read together, so that they stay in the cache."""
COVERAGE = 0.8
"""The share of scores that the intervals are made to hold."""
SHRINKAGE_ANSWERS = 4.0
"""Answers that stand against those given.

Agresti and Coull (1998) add as many to a proportion.
"""
FEWEST_USUAL_ANSWERS = 2.0
"""Answers that what is usual counts for where people differ much."""
MOST_USUAL_ANSWERS = 20.0
"""Answers that what is usual counts for where people hardly differ."""
LEAST_EXPECTED = 0.01
"""Gamma variates of a smaller shape underflow to 0."""

# A fixed seed, so that the same ties give the same interval on every machine.
SEED = 20260101
SCORE_STEPS = 1e9
"""Scores are compared as whole steps of this, since sums of floats may differ."""


class Shares(NamedTuple):
    """Score and both ends of the interval by person, from 0 to 1.

    `pulled` is how far scores are pulled to the middle: 1 when nothing is known.
    """

    score: Floats
    low: Floats
    high: Floats
    pulled: float


class _Draws(NamedTuple):
    """What the readings are taken under: the first row the answers as they are.

    Parameters
    ----------
    weights : array of float
        How much each respondent counts.
    near : array of float
        How near everybody is then.
    added_answers : array of float
        How many answers are added to those about each person, in one column.
    usual : array of float
        What the added answers say, as a multiple of what is usual.
    """

    weights: Floats
    near: Floats
    added_answers: Floats
    usual: Floats

    def some(self, rows: slice) -> _Draws:
        """The same in some of the rows."""
        return _Draws(*(each[rows] for each in self))


def shares_of_power(listening: Listening, evidence: Colors) -> Shares:
    """Score and interval of everybody.

    People of equal evidence and score share one interval.
    """
    people = len(listening.ids)
    nothing = np.zeros(people)
    everything = np.ones(people)
    if not listening.listener.size:
        middle = np.full(people, 0.5)
        return Shares(middle, nothing, everything, pulled=1.0)

    asked = int(listening.asked.sum())
    plain, pulled, unpulled = _resample(listening, asked)

    against = SHRINKAGE_ANSWERS / listening.firmness
    score = _pull_to_middle(plain, asked, against)

    outside = 1 - COVERAGE
    shares = [outside / 2, (1 + COVERAGE) / 2]
    lower, upper = quantiles(pulled, shares)
    half_width = (upper - lower) / 2
    # As Student's t: few answers do not show how much answers differ.
    answers = max(asked, 2)
    half_width *= answers / (answers - 1)
    # The usual answers say how wide, but they pull both ends to the middle: people at
    # the top and at the bottom would lie outside. So the middle of the interval is
    # that of the answers alone, pulled only as far as those of everybody would be.
    middle = quantiles(unpulled, shares).mean(axis=0)
    center = 0.5 + (middle - 0.5) * people / (people + against)
    ends = np.stack([center - half_width, center + half_width]).clip(0.0, 1.0)
    steps = np.rint(score * SCORE_STEPS).astype(np.uint64)
    alike = np.stack([evidence, steps])
    below, above = _shared_ends(ends, alike)

    # Nothing is known of somebody who alone was asked.
    is_known = asked > listening.asked
    # The score itself always lies within; it is pulled further than the interval.
    low = np.where(is_known, np.minimum(below, score), nothing)
    high = np.where(is_known, np.maximum(above, score), everything)
    return Shares(score, low, high, pulled=against / (asked + against))


def scores_without_intervals(listening: Listening) -> Floats:
    """The scores alone, which take no resamples; equal but for the last digits."""
    if not listening.listener.size:
        return np.full(len(listening.ids), 0.5)
    plain = listening.asked[None].astype(float)
    nothing = np.zeros((1, 1))
    near = nearness(listening, plain)
    draws = _Draws(plain, near, nothing, usual=np.ones_like(plain))
    _, unpulled = _mean_of_readings(listening, draws)
    against = SHRINKAGE_ANSWERS / listening.firmness
    return _pull_to_middle(unpulled[0], int(listening.asked.sum()), against)


def _pull_to_middle(plain: Floats, asked: int, against: float) -> Floats:
    """Scores as if four plain answers more had said what is usual."""
    # Where all evidence is weak (mere talk) one of the four weighs more.
    return 0.5 + (plain - 0.5) * asked / (asked + against)


def with_priors(shares: Shares, priors: Sequence[float | None]) -> Shares:
    """The same with scores pulled to each person's prior where there is one.

    The intervals are about the ties and stay, but hold the new score.
    """
    toward = np.array([0.5 if prior is None else prior for prior in priors])
    score = shares.score + (toward - 0.5) * shares.pulled
    return Shares(
        score=score.clip(0.0, 1.0),
        low=np.minimum(shares.low, score).clip(min=0.0),
        high=np.maximum(shares.high, score).clip(max=1.0),
        pulled=shares.pulled,
    )


def _shared_ends(ends: Floats, alike: Colors) -> Floats:
    """Both ends, of people who are alike the mean.

    Which of them got which draws means nothing.
    """
    kind = kinds_of_columns(alike)
    sizes = np.bincount(kind)
    shared = []
    for end in ends:
        means = np.bincount(kind, end) / sizes
        shared.append(means[kind])
    return np.stack(shared)


def _resample(listening: Listening, asked: int) -> tuple[Floats, Floats, Floats]:
    """The mean of the readings as it is; pulled and not pulled, a row for each resample."""
    draws = _draw(listening, asked)
    rows, people = draws.weights.shape
    at_once = max(1, NUMBERS_AT_ONCE // people)
    for start in range(0, rows, at_once):
        some = draws.some(slice(start, start + at_once))
        pulled, unpulled = _mean_of_readings(listening, some)
        # In the place of what was read: of 1,000 people each array takes 3 MB.
        some.near[:] = pulled
        some.usual[:] = unpulled
    return draws.usual[0], draws.near[1:], draws.usual[1:]


def _draw(listening: Listening, asked: int) -> _Draws:
    """First the answers as they are, then reweighted respondents and usual answers."""
    dice = np.random.default_rng(SEED)
    people = len(listening.ids)
    resampled = resamples(people + listening.listener.size)

    # The order of the draws decides the numbers: first respondents, then answers.
    # The Bayesian bootstrap: exponential weights are a flat Dirichlet up to a factor,
    # and unlike drawn respondents no one ever drops out entirely.
    weights = np.ones((1 + resampled, people))
    dice.standard_exponential(out=weights[1:])
    weights *= listening.asked
    # Before the next are drawn, as this takes the most memory of all.
    near = nearness(listening, weights)

    rate = count_listeners(listening, weights[:1])[0] / asked
    answers = _usual_answers(rate, asked)
    expected = answers * float(rate.mean())
    expected = max(expected, LEAST_EXPECTED)
    usual = np.empty_like(weights)
    dice.standard_gamma(expected, out=usual[1:])
    usual[1:] /= expected
    usual[0] = 1
    added_answers = np.full((len(weights), 1), answers / listening.firmness)
    added_answers[0] = 0
    return _Draws(weights, near, added_answers, usual)


def _mean_of_readings(listening: Listening, draws: _Draws) -> tuple[Floats, Floats]:
    """The mean of the three readings, 0 to 1: pulled, and not pulled.

    Each reading as x / (x + mean of x), so that 0.5 is what is usual. Pulled means
    with the added answers.
    """
    weights = draws.weights
    usual = draws.usual
    answers = weights.sum(axis=1, keepdims=True)
    all_answers = answers + draws.added_answers
    pulled = np.zeros_like(weights)
    unpulled = np.zeros_like(weights)

    for reading in (count_listeners(listening, weights), draws.near):
        rate = reading / answers
        usual_rate = usual * rate.mean(axis=1, keepdims=True)
        added = draws.added_answers * usual_rate
        pulled += _ratio_to_mean((reading + added) / all_answers)
        unpulled += _ratio_to_mean(rate)

    prior = usual / usual.sum(axis=1, keepdims=True)
    ranks = attention(listening, weights, prior)
    added_part = draws.added_answers / all_answers
    usual_rank = usual / len(listening.ids)
    mixed = ranks * (1 - added_part)
    mixed += added_part * usual_rank
    pulled += _ratio_to_mean(mixed)
    unpulled += _ratio_to_mean(ranks)
    return pulled / 3, unpulled / 3


def _ratio_to_mean(reading: Floats) -> Floats:
    mean = reading.mean(axis=1, keepdims=True)
    ratio = reading / mean
    share: Floats = ratio / (1 + ratio)
    return share


def resamples(size: int) -> int:
    """How many resamples are made of so many people and pairs.

    Examples
    --------
    >>> resamples(40), resamples(1_000), resamples(55_000)
    (400, 400, 100)
    """
    affordable = WORK // max(size, 1)
    if affordable < FEWEST_RESAMPLES:
        return FEWEST_RESAMPLES
    return min(affordable, MOST_RESAMPLES)


def _usual_answers(rate: Floats, asked: int) -> float:
    """Answers that what is usual counts for: the fewer, the more people differ.

    The moments of a beta-binomial: the variance beyond chance says how much.
    """
    # With two answers the variance between people says nothing about them.
    if asked < 3:
        return FEWEST_USUAL_ANSWERS
    mean = float(rate.mean())
    binomial = rate * (1 - rate)
    by_chance = binomial.mean() / (asked - 1)
    beyond_chance = float(rate.var(ddof=1) - by_chance)
    if beyond_chance <= 0:
        return MOST_USUAL_ANSWERS

    answers = mean * (1 - mean) / beyond_chance - 1
    if answers < FEWEST_USUAL_ANSWERS:
        return FEWEST_USUAL_ANSWERS
    return min(answers, MOST_USUAL_ANSWERS)
