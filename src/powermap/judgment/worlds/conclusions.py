"""What the method concludes in each world: strategy, verdicts, whom to win and see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import Verdict, Verdicts, verdict_on
from powermap.judgment.strategy.evidence import Evidence
from powermap.judgment.strategy.facts import fact_values
from powermap.judgment.strategy.scoring import Chooser
from powermap.judgment.strategy.tally import Tally
from powermap.judgment.worlds.completion import (
    Answers,
    World,
    world_tallies,
    world_values,
)
from powermap.judgment.worlds.drawing import Worlds
from powermap.model import Answer, Question, Strategy
from powermap.model.axes import involvement_of

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    from powermap.judgment.judge import Judgment

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
    strategies: list[Strategy | None] = []
    verdicts: dict[Question, list[Answer]] = {}
    if not worlds.judgment.only_people:
        judged = _Judged(worlds.judgment)
        chooser = Chooser(worlds.judgment.playbook.strategy_rules)
        for number, tally in enumerate(world_tallies(worlds)):
            evidence = judged.evidence(World(worlds, number), tally)
            strategies.append(chooser.choose(fact_values(evidence)))
            for question, verdict in evidence.verdicts[None].items():
                verdicts.setdefault(question, []).append(verdict.answer)
    win, visits = _people_in_order(worlds)
    return Conclusions(
        worlds=worlds,
        strategies=tuple(strategies),
        verdicts={question: tuple(answers) for question, answers in verdicts.items()},
        win=win,
        visits=visits,
    )


class _Judged:
    """The verdicts of a plan, of which only those on drawn answers are computed again."""

    def __init__(self, judgment: Judgment) -> None:
        self.judgment = judgment
        # The same answers come up in many worlds.
        self._verdicts: dict[tuple[object, ...], Verdict] = {}

    def evidence(self, world: World, tally: Tally) -> Evidence:
        """What facts are read from in one world."""
        verdicts = {}
        for party, before in self.judgment.verdicts.items():
            verdicts[party] = self._verdicts_on(party, before, world.answers)
        # Answers are read from the verdicts, and people are only counted.
        changes = {"supplier_in_place": world.supplier_in_place}
        plan = self.judgment.plan.model_copy(update=changes)
        evidence = Evidence(plan, verdicts, self.judgment.playbook)
        return evidence.with_tally(tally)

    def _verdicts_on(
        self, party: str | None, before: Verdicts, answers: Answers
    ) -> Verdicts:
        verdicts = {}
        for question, verdict in before.items():
            drawn = tuple(
                answers.get((one.criterion, party)) for one in verdict.criteria
            )
            key = (party, question, drawn)
            if key not in self._verdicts:
                self._verdicts[key] = self._verdict_on(verdict, drawn)
            verdicts[question] = self._verdicts[key]
        return Verdicts(verdicts)

    def _verdict_on(self, before: Verdict, drawn: Sequence[Answer | None]) -> Verdict:
        criteria: list[CriterionAnswer] = []
        for one, answer in zip(before.criteria, drawn, strict=True):
            criteria.append(one if answer is None else replace(one, answer=answer))
        thresholds = self.judgment.playbook.thresholds
        return verdict_on(before.question, criteria, thresholds)


def _people_in_order(worlds: Worlds) -> tuple[Places, Places]:
    """Whom to win first, and whom to see next, by world."""
    # Numpy takes a tenth of a second to load, which no other part of a judgment needs.
    from powermap.network.many_graphs import many_graphs
    from powermap.network.visits_by_world import visits_by_world
    from powermap.network.win_first import order_by_world

    center = worlds.judgment.center
    graphs = many_graphs(center, world_values(worlds))
    involvement = [involvement_of(person, center.scale) for person in center]
    win = _first(*order_by_world(graphs))
    return win, _first(*visits_by_world(graphs, involvement))


def _first(scores: Scores, order: Places) -> Places:
    """The first few of each world; nobody in place of those without a score."""
    import numpy as np

    first = order[:, :MOST_RANKED]
    scored = np.take_along_axis(scores, first, axis=1) > 0
    return np.where(scored, first, NOBODY)
