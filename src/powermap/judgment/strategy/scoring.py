"""Points of the five strategies by a table of rules."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from powermap.frozen import FrozenMapping
from powermap.model import Strategy
from powermap.model.playbook import StrategyRule

__all__ = [
    "Chooser",
    "FactValues",
    "Scores",
    "choose",
    "choose_of_rules",
    "rank",
    "stronger",
    "weigh",
]

FactValues = Mapping[str, bool | None]
"""Facts by name; None while unknown."""
Scores = Mapping[Strategy, float]
"""The points of all five strategies, in their order."""


def weigh(values: FactValues, rules: Iterable[StrategyRule]) -> Scores:
    """The points of each strategy; a fact that is None or missing counts for nothing.

    Examples
    --------
    >>> from powermap.model.playbook import Playbook
    >>> rules = Playbook().strategy_rules
    >>> weigh({"supplier_in_place": True, "rival": True}, rules)[Strategy.DEFEND]
    5.0
    """
    return _sum_points(rule for rule in rules if rule.holds(values))


def _sum_points(rules: Iterable[StrategyRule]) -> Scores:
    """The points of rules that all count."""
    points: dict[Strategy, list[float]] = {each: [] for each in Strategy}
    for rule in rules:
        points[rule.strategy].append(rule.points)
    # fsum: rules with points such as 0.1 must tie whatever their order.
    sums = {strategy: math.fsum(several) for strategy, several in points.items()}
    return FrozenMapping(sums)


def rank(scores: Scores) -> tuple[Strategy, ...]:
    """The strategies that have points, most first; of equals the first in order."""
    with_points = []
    for strategy, points in scores.items():
        # Without points a strategy is not "last" but not considered: nothing speaks for
        # it.
        if points > 0:
            with_points.append(strategy)
    # The sort is stable, so of equals the first in the order of the course stays first.
    with_points.sort(key=lambda strategy: -scores[strategy])
    return tuple(with_points)


def choose(values: FactValues, rules: Sequence[StrategyRule]) -> Strategy | None:
    """The strategy with most points; None while no rule counts."""
    return choose_of_rules(rule for rule in rules if rule.holds(values))


def choose_of_rules(rules: Iterable[StrategyRule]) -> Strategy | None:
    """The same of rules that all count."""
    ranked = rank(_sum_points(rules))
    return ranked[0] if ranked else None


class Chooser:
    """`choose` for many plans, of which most have the same facts."""

    def __init__(self, rules: Sequence[StrategyRule]) -> None:
        self._rules = rules
        self._chosen: dict[frozenset[tuple[str, bool | None]], Strategy | None] = {}

    def choose(self, values: FactValues) -> Strategy | None:
        """The strategy with most points; None while no rule counts."""
        key = frozenset(values.items())
        if key not in self._chosen:
            self._chosen[key] = choose(values, self._rules)
        return self._chosen[key]


def stronger(scores: Scores, chosen: Strategy | None) -> Strategy | None:
    """The strategy with most points when a chosen one has fewer, else None.

    Examples
    --------
    >>> from powermap.model.playbook import Playbook
    >>> rules = Playbook().strategy_rules
    >>> stronger(weigh({"supplier_in_place": True}, rules), Strategy.FRONTAL)
    <Strategy.DEFEND: 'defend'>
    >>> stronger(weigh({}, rules), Strategy.FRONTAL) is None
    True
    """
    ranked = rank(scores)
    if chosen is None or not ranked or scores[chosen] >= scores[ranked[0]]:
        return None
    return ranked[0]
