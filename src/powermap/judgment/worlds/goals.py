"""What a plan is to reach: when it is reached, how near it is, what bears upon it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.judgment.strategy.scoring import choose, weigh
from powermap.judgment.worlds.requirements import (
    BLOCKED,
    Requirement,
    is_decisive,
    is_of_question,
)
from powermap.language import Listed, Quoted, Reason
from powermap.model import Question, Strategy
from powermap.model.playbook import FACT_NAMES
from powermap.model.vocabulary import find_member

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

__all__ = ["GOALS", "WIN", "Goal", "parse_goal"]

WIN = "win"
VERDICTS: Mapping[str, str] = {
    "opportunity": "opportunity",
    "compete": "competitive",
    "worth": "worth",
}
"""The fact behind each question; the third is part of the goal `WIN`."""
QUESTION_OF_FACT: Mapping[str, Question] = {
    "opportunity": Question.OPPORTUNITY,
    "competitive": Question.COMPETE,
    "winnable": Question.WIN,
    "worth": Question.WORTH,
}
GOALS = (WIN, *VERDICTS, *(strategy.value for strategy in Strategy))
"""The goals by name; any fact of a strategy is one too."""

Facts = Mapping[str, bool | None]


@dataclass(frozen=True, slots=True)
class Goal:
    """When a goal is reached, how near it is, what it takes, what bears upon it."""

    name: str
    label: Reason
    is_reached: Callable[[Facts], bool]
    nearness: Callable[[Facts], float]
    bears: Callable[[Requirement], bool]
    conditions: Sequence[Reason] = ()
    missing: Callable[[Facts], Sequence[Reason]] = lambda _: ()


def parse_goal(goal: object, judgment: Judgment) -> Goal:
    """The goal that a word or a member stands for."""
    if goal == WIN and not isinstance(goal, Question):
        return _goal_win(judgment)
    name = str(goal)
    if isinstance(goal, Question):
        name = next(fact for fact, each in QUESTION_OF_FACT.items() if each is goal)
    name = VERDICTS.get(name, name)
    if name in FACT_NAMES:
        return _goal_fact(name, judgment)
    strategy = find_member(Strategy, name)
    if strategy is not None:
        return _goal_strategy(strategy, judgment)
    # Two facts are called like their questions.
    names = dict.fromkeys((*GOALS, *FACT_NAMES))
    allowed = Listed([Quoted(each) for each in names])
    raise ModelError(Reason("message.worlds.goal", value=Quoted(goal), allowed=allowed))


def _goal_win(judgment: Judgment) -> Goal:
    def parts(facts: Facts) -> list[bool]:
        wins = facts["winnable"] is True
        decided = facts["deciders_for_us"] is True
        return [wins, decided, not facts[BLOCKED]]

    conditions = (
        Reason("must_hold.missing_winnable", question=Question.WIN),
        Reason("must_hold.missing_deciders"),
        Reason("must_hold.missing_blocked"),
    )

    def missing(facts: Facts) -> list[Reason]:
        both = zip(conditions, parts(facts), strict=True)
        return [condition for condition, holds in both if not holds]

    def bears(one: Requirement) -> bool:
        of_verdict = is_of_question(judgment, Question.WIN, one)
        return of_verdict or is_decisive(judgment, one)

    return Goal(
        name=WIN,
        label=Reason("must_hold.win"),
        is_reached=lambda facts: all(parts(facts)),
        nearness=lambda facts: float(sum(parts(facts))),
        bears=bears,
        conditions=conditions,
        missing=missing,
    )


def _goal_fact(name: str, judgment: Judgment) -> Goal:
    question = QUESTION_OF_FACT.get(name)

    def bears(one: Requirement) -> bool:
        if one.kind == "veto":
            return False
        return question is None or is_of_question(judgment, question, one)

    return Goal(
        name=name,
        label=Reason(f"strategy.fact.{name}.yes"),
        is_reached=lambda facts: facts[name] is True,
        nearness=lambda facts: float(facts[name] is not False),
        bears=bears,
    )


def _goal_strategy(strategy: Strategy, judgment: Judgment) -> Goal:
    rules = judgment.playbook.strategy_rules

    def lead(facts: Facts) -> float:
        scores = weigh(facts, rules)
        others = [points for each, points in scores.items() if each is not strategy]
        return scores[strategy] - max(others)

    return Goal(
        name=strategy.value,
        label=Reason("must_hold.strategy", strategy=strategy),
        is_reached=lambda facts: choose(facts, rules) is strategy,
        nearness=lead,
        bears=lambda one: one.kind != "veto",
    )
