"""How often an unknown value turns out to be what: the plan's own rate and a prior.

A rate is (how often it is known here + weight × prior) / (known here + weight): with
little known the prior counts, with much known the plan itself. The priors are
judgments, not measurements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from powermap.frozen import FrozenMapping
from powermap.judgment.assessment import Verdicts
from powermap.model import Answer, BuyingCenter, Criterion, Power, Stance
from powermap.model.axes import power_of

__all__ = [
    "decider_rate",
    "plus_rate",
    "stance_rates",
    "supplier_rate",
    "veto_rate",
]

STANCE_PRIOR: Mapping[Stance, float] = FrozenMapping(
    {
        Stance.CHAMPION: 0.1,
        Stance.SUPPORTER: 0.25,
        Stance.NEUTRAL: 0.35,
        Stance.OPPONENT: 0.2,
        Stance.ENEMY: 0.1,
    }
)
# With 1 or 2 hidden stances of seven public sets are told better than by the base rate
# in each of them, with 3 and more only in most (benchmarks/worlds.py).
STANCE_WEIGHT = 2.0
"""People of known stance that the prior counts for."""
# Nobody plans for a deal without any prospect: of 168 answers in plans of described
# sales 131 are a plus (docs/method/cases.md).
PLUS_PRIOR = 0.75
ANSWER_WEIGHT = 4.0
"""Answers that the prior counts for."""
VETO_PRIOR = 0.05
"""Few can stop a purchase, and whoever can is usually known to."""
# Files say who can veto and leave the cell of all others empty, so the few known ones
# must not make everybody else likely.
VETO_WEIGHT = 20.0
DECIDER_PRIOR = 1 / 3
DECIDER_WEIGHT = 3.0
SUPPLIER_PRIOR: Mapping[Answer, float] = FrozenMapping(
    {
        Answer.PLUS: 0.4,
        Answer.UNKNOWN: 0.25,
        Answer.MINUS: 0.1,  # who is in place seldom has a weak relationship
    }
)
"""That we are in place, by our answer to the present relationship."""


def stance_rates(center: BuyingCenter) -> dict[Stance, float]:
    """How likely an unknown stance is each of the five.

    Examples
    --------
    >>> rates = stance_rates(BuyingCenter("ERP"))
    >>> rates[Stance.NEUTRAL], round(sum(rates.values()), 9)
    (0.35, 1.0)
    """
    known = [person.stance for person in center if person.stance is not None]
    rates = {}
    for stance, prior in STANCE_PRIOR.items():
        rates[stance] = _blend(known.count(stance), len(known), prior, STANCE_WEIGHT)
    return rates


def plus_rate(verdicts: Verdicts) -> float:
    """How likely an unknown answer about one party is a plus."""
    known = []
    for verdict in verdicts.values():
        known += [one.answer for one in verdict.criteria]
    plus = known.count(Answer.PLUS)
    total = plus + known.count(Answer.MINUS)
    return _blend(plus, total, PLUS_PRIOR, ANSWER_WEIGHT)


def veto_rate(center: BuyingCenter) -> float:
    """How likely somebody can veto of whom it is unknown."""
    known = [person.can_veto for person in center if person.can_veto is not None]
    return _blend(sum(known), len(known), VETO_PRIOR, VETO_WEIGHT)


def decider_rate(center: BuyingCenter) -> float:
    """How likely somebody of unknown power decides."""
    powers = [power_of(person, center.scale) for person in center]
    deciders = powers.count(Power.DECIDER)
    total = deciders + powers.count(Power.INFLUENCER)
    return _blend(deciders, total, DECIDER_PRIOR, DECIDER_WEIGHT)


def supplier_rate(verdicts: Verdicts) -> float:
    """How likely we are the supplier in place where the plan does not say."""
    return SUPPLIER_PRIOR[_answer_to(Criterion.PRESENT_RELATIONSHIP, verdicts)]


def _answer_to(criterion: Criterion, verdicts: Verdicts) -> Answer:
    answers: Iterable[Answer] = (
        one.answer
        for verdict in verdicts.values()
        for one in verdict.criteria
        if one.criterion is criterion
    )
    return next(iter(answers), Answer.UNKNOWN)


def _blend(count: int, total: int, prior: float, weight: float) -> float:
    return (count + weight * prior) / (total + weight)
