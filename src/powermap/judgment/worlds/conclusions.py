"""What the method concludes in each world: strategy, verdicts, whom to win and see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.judgment.worlds.completion import world_values
from powermap.judgment.worlds.drawing import Worlds
from powermap.judgment.worlds.world_facts import WorldFacts
from powermap.model import Answer, Question, Strategy
from powermap.model.axes import involvement_of

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    from powermap.network.many_graphs import WorldValues

    Places = NDArray[int64]
    Scores = NDArray[float64]

__all__ = ["NOBODY", "Conclusions", "draw_conclusions"]

NOBODY = -1
"""In place of a person where nobody is left to win or to see."""
MOST_RANKED = 3
"""As many people to win and to see as are told apart in each world."""


@dataclass(frozen=True, slots=True, eq=False)
class Conclusions:
    """What is concluded in each of several worlds.

    Parameters
    ----------
    worlds : Worlds
        The worlds.
    strategies : tuple of Strategy or None
        The recommended one, by world; empty where only people are judged.
    verdicts : mapping of Question to tuple of Answer
        Ours, by world; empty likewise.
    win, visits : array of int, worlds × up to 3
        Whom to win first and whom to see next, by place among the people; `NOBODY`
        where there are fewer.
    """

    worlds: Worlds
    strategies: tuple[Strategy | None, ...]
    verdicts: Mapping[Question, tuple[Answer, ...]]
    win: Places
    visits: Places

    def __repr__(self) -> str:
        return f"<Conclusions of {self.worlds.count} worlds>"


def draw_conclusions(worlds: Worlds) -> Conclusions:
    """Judge every world."""
    values = world_values(worlds)
    strategies: tuple[Strategy | None, ...] = ()
    verdicts: Mapping[Question, tuple[Answer, ...]] = {}
    if not worlds.judgment.only_people:
        facts = WorldFacts(worlds, values.stance)
        strategies = tuple(facts.strategies())
        verdicts = facts.verdicts
    win, visits = _people_in_order(worlds, values)
    return Conclusions(
        worlds=worlds,
        strategies=strategies,
        verdicts=verdicts,
        win=win,
        visits=visits,
    )


def _people_in_order(worlds: Worlds, values: WorldValues) -> tuple[Places, Places]:
    """Whom to win first, and whom to see next, by world."""
    # Numpy takes a tenth of a second to load, which no other part of a judgment needs.
    from powermap.network.many_graphs import many_graphs
    from powermap.network.visits_by_world import visits_by_world
    from powermap.network.win_first import order_by_world

    center = worlds.judgment.center
    graphs = many_graphs(center, values)
    involvement = [involvement_of(person, center.scale) for person in center]
    win = _first(*order_by_world(graphs, MOST_RANKED))
    return win, _first(*visits_by_world(graphs, involvement))


def _first(scores: Scores, order: Places) -> Places:
    """The first few of each world; nobody in place of those without a score."""
    import numpy as np

    first = order[:, :MOST_RANKED]
    scored = np.take_along_axis(scores, first, axis=1) > 0
    return np.where(scored, first, NOBODY)
