"""What the method concludes in each world: strategy, verdicts, whom to win and see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.assessment import Verdict, Verdicts, verdict_on
from powermap.judgment.strategy.evidence import Evidence
from powermap.judgment.strategy.facts import fact_values, values_of_verdict
from powermap.judgment.strategy.scoring import Chooser, FactValues
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
            evidence, known = judged.evidence(number, tally)
            strategies.append(chooser.choose(fact_values(evidence, known)))
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
        verdicts = self._judgment.verdicts
        # The last place of a row stands for what is not drawn.
        self._places: dict[Question, list[int]] = {}
        for question, verdict in verdicts[None].items():
            self._places[question] = [
                places.get((one.criterion, None), -1) for one in verdict.criteria
            ]
        self._rivals: dict[str, list[_DrawnAnswer]] = {}
        for rival in self._judgment.plan.rivals:
            self._rivals[rival] = []
            for verdict in verdicts[rival].values():
                for one in verdict.criteria:
                    place = places.get((one.criterion, rival), -1)
                    self._rivals[rival].append(_DrawnAnswer.of(one, place))
        # The same answers come up in many worlds.
        self._verdicts: dict[tuple[object, ...], _JudgedQuestion] = {}
        self._evidence = Evidence(
            self._judgment.plan, verdicts, self._judgment.playbook
        )

    def evidence(self, number: int, tally: Tally) -> tuple[Evidence, FactValues]:
        """What facts are read from in one world, and the facts of single verdicts."""
        row = self._rows[number]
        ours: dict[Question, Verdict] = {}
        our_answers: dict[str, CriterionAnswer] = {}
        values: dict[str, bool | None] = {}
        for question, verdict in self._judgment.verdicts[None].items():
            judged = self._judged(question, verdict, row)
            ours[question] = judged.verdict
            our_answers.update(judged.answers)
            values.update(judged.values)
        answers: dict[str | None, dict[str, CriterionAnswer]] = {None: our_answers}
        for rival, several in self._rivals.items():
            answers[rival] = {
                each.criterion: each.variants[row[each.place]] for each in several
            }
        plan = self._plan(self._suppliers[number])
        # Of rivals facts are read from the answers alone.
        verdicts: dict[str | None, Verdicts] = {None: Verdicts(ours)}
        return self._evidence.of_world(plan, verdicts, answers, tally), values

    def _plan(self, supplier: bool | None) -> AccountPlan:
        # Answers are read from the verdicts, and people are only counted.
        if supplier not in self._plans:
            changes = {"supplier_in_place": supplier}
            self._plans[supplier] = self._judgment.plan.model_copy(update=changes)
        return self._plans[supplier]

    def _judged(
        self, question: Question, before: Verdict, row: Sequence[Answer | None]
    ) -> _JudgedQuestion:
        drawn = tuple([row[place] for place in self._places[question]])
        key = (question, drawn)
        judged = self._verdicts.get(key)
        if judged is None:
            verdict = self._verdict_on(before, drawn)
            answers = {one.criterion: one for one in verdict.criteria}
            judged = _JudgedQuestion(verdict, answers, values_of_verdict(verdict))
            self._verdicts[key] = judged
        return judged

    def _verdict_on(self, before: Verdict, drawn: Sequence[Answer | None]) -> Verdict:
        criteria: list[CriterionAnswer] = []
        for one, answer in zip(before.criteria, drawn, strict=True):
            criteria.append(one if answer is None else replace(one, answer=answer))
        thresholds = self._judgment.playbook.thresholds
        return verdict_on(before.question, criteria, thresholds)


class _JudgedQuestion(NamedTuple):
    """The verdict on a question in some worlds, the answers behind it, and its facts."""

    verdict: Verdict
    answers: Mapping[str, CriterionAnswer]
    values: FactValues


class _DrawnAnswer(NamedTuple):
    """A rival's answer to a criterion, by what was drawn at a place of a row."""

    criterion: str
    place: int
    variants: Mapping[Answer | None, CriterionAnswer]

    @classmethod
    def of(cls, one: CriterionAnswer, place: int) -> _DrawnAnswer:
        variants: dict[Answer | None, CriterionAnswer] = {None: one}
        for answer in Answer:
            variants[answer] = replace(one, answer=answer)
        return cls(one.criterion, place, variants)


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
