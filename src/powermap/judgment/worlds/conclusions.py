"""What the method concludes in each world: strategy, verdicts, whom to win and see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import Verdict, Verdicts, verdict_on
from powermap.judgment.strategy.evidence import Evidence
from powermap.judgment.strategy.facts import fact_values
from powermap.judgment.strategy.scoring import Chooser
from powermap.judgment.strategy.tally import Tally
from powermap.judgment.worlds.completion import (
    drawn_answers,
    drawn_suppliers,
    world_tallies,
    world_values,
)
from powermap.judgment.worlds.drawing import Worlds
from powermap.model import AccountPlan, Answer, Question, Strategy
from powermap.model.axes import involvement_of

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

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
        judged = _Judged(worlds)
        chooser = Chooser(worlds.judgment.playbook.strategy_rules)
        for number, tally in enumerate(world_tallies(worlds)):
            evidence = judged.evidence(number, tally)
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

    def __init__(self, worlds: Worlds) -> None:
        self._judgment = worlds.judgment
        self._plans: dict[bool | None, AccountPlan] = {}
        self._suppliers = drawn_suppliers(worlds)
        places, self._rows = drawn_answers(worlds)
        self._places: dict[tuple[str | None, Question], list[int]] = {}
        for party, before in self._judgment.verdicts.items():
            for question, verdict in before.items():
                # The last place of a row stands for what is not drawn.
                self._places[party, question] = [
                    places.get((one.criterion, party), -1) for one in verdict.criteria
                ]
        # The same answers come up in many worlds.
        self._verdicts: dict[tuple[object, ...], _JudgedQuestion] = {}
        self._evidence = Evidence(
            self._judgment.plan, self._judgment.verdicts, self._judgment.playbook
        )

    def evidence(self, number: int, tally: Tally) -> Evidence:
        """What facts are read from in one world."""
        row = self._rows[number]
        verdicts: dict[str | None, Verdicts] = {}
        answers: dict[str | None, dict[str, CriterionAnswer]] = {}
        for party, before in self._judgment.verdicts.items():
            of_party: dict[Question, Verdict] = {}
            answers[party] = {}
            for question, verdict in before.items():
                judged = self._judged(party, question, verdict, row)
                of_party[question] = judged.verdict
                answers[party].update(judged.answers)
            verdicts[party] = Verdicts(of_party)
        plan = self._plan(self._suppliers[number])
        return self._evidence.of_world(plan, verdicts, answers, tally)

    def _plan(self, supplier: bool | None) -> AccountPlan:
        # Answers are read from the verdicts, and people are only counted.
        if supplier not in self._plans:
            changes = {"supplier_in_place": supplier}
            self._plans[supplier] = self._judgment.plan.model_copy(update=changes)
        return self._plans[supplier]

    def _judged(
        self,
        party: str | None,
        question: Question,
        before: Verdict,
        row: Sequence[Answer | None],
    ) -> _JudgedQuestion:
        drawn = tuple([row[place] for place in self._places[party, question]])
        key = (party, question, drawn)
        judged = self._verdicts.get(key)
        if judged is None:
            verdict = self._verdict_on(before, drawn)
            answers = {one.criterion: one for one in verdict.criteria}
            judged = self._verdicts[key] = _JudgedQuestion(verdict, answers)
        return judged

    def _verdict_on(self, before: Verdict, drawn: Sequence[Answer | None]) -> Verdict:
        criteria: list[CriterionAnswer] = []
        for one, answer in zip(before.criteria, drawn, strict=True):
            criteria.append(one if answer is None else replace(one, answer=answer))
        thresholds = self._judgment.playbook.thresholds
        return verdict_on(before.question, criteria, thresholds)


class _JudgedQuestion(NamedTuple):
    """The verdict on a question in some worlds, and the answers behind it."""

    verdict: Verdict
    answers: Mapping[str, CriterionAnswer]


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
