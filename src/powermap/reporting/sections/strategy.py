"""How to compete: the chosen strategy, the recommended one, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from powermap.judgment.answers import signed_answer
from powermap.judgment.strategy.scoring import stronger
from powermap.language import sentences
from powermap.reporting.section import Bullets, Section

if TYPE_CHECKING:
    from powermap.judgment.answers import CriterionAnswer
    from powermap.judgment.strategy.recommendation import LedBy
    from powermap.language import Reason
    from powermap.model import Strategy
    from powermap.reporting.context import Context

__all__ = [
    "build_other_strategies",
    "build_strategy",
    "strategy_sentences",
    "tactics_lists",
]


def build_strategy(context: Context) -> Section:
    """Strategy, tactics, reasons, and what would change the recommendation.

    A redacted plan shows only what was chosen.
    """
    points = [*tactics_lists(context)]
    if not context.is_redacted:
        points += _grounds(context)
    return Section(
        "strategy",
        context.title("strategy"),
        tuple(strategy_sentences(context)),
        points_below=tuple(each for each in points if each.points),
    )


def build_other_strategies(context: Context) -> Section:
    """The strategies that are not shown above, each with its tactics."""
    shown = _shown_strategy(context)
    described = []
    for strategy, tactics in context.judgment.playbook.tactics.items():
        words = tactics.describe(strategy)
        if strategy is not shown and words is not None:
            described.append(words)
    return Section(
        "other_strategies",
        context.title("other_strategies"),
        bullets=(Bullets(context.texts(described)),),
        is_empty=not described,
    )


def strategy_sentences(context: Context) -> Iterator[str]:
    """What was chosen and what is favored, what that is, and how sure it is."""
    chosen = context.plan.strategy
    best = None
    if not context.is_redacted:
        best = stronger(context.judgment.strategy.scores, chosen)
    if chosen is not None and best is not None:
        yield context.say("chosen_other", strategy=chosen, best=best)
    elif chosen is not None:
        yield context.say("chosen", strategy=chosen)
    yield from _definitions(chosen, best, context)
    if not context.is_redacted:
        yield context.language.text(sentences(context.judgment.strategy.because))
        yield from context.texts(context.judgment.robust.of_strategy)


def _definitions(
    chosen: Strategy | None, best: Strategy | None, context: Context
) -> Iterator[str]:
    """What the strategies are that the section names first."""
    for strategy in (chosen or _shown_strategy(context), best):
        tactics = context.judgment.playbook.tactics.get(strategy) if strategy else None
        definition = tactics.define(strategy) if tactics and strategy else None
        if definition is not None:
            yield context.language.text(definition)


def tactics_lists(context: Context) -> Iterator[Bullets]:
    """Guidelines and ways of the chosen strategy, else of the recommended one."""
    strategy = _shown_strategy(context)
    if strategy is None:
        return
    tactics = context.judgment.playbook.tactics.get(strategy)
    if tactics is None:
        return
    guidelines = context.say("guidelines", strategy=strategy)
    ways = context.say("ways", strategy=strategy)
    yield Bullets(context.texts(tactics.guideline_texts), guidelines)
    yield Bullets(context.texts(tactics.way_texts), ways)


def _shown_strategy(context: Context) -> Strategy | None:
    chosen = context.plan.strategy
    if chosen is not None or context.is_redacted:
        return chosen
    return context.judgment.strategy.strategy


def _grounds(context: Context) -> Iterator[Bullets]:
    led_by = _led_by(context.judgment.strategy.led_by, context)
    yield Bullets(tuple(led_by), context.say("led_by"))
    changes: Iterable[Reason] = context.judgment.what_if.because
    yield Bullets(context.texts(changes), context.say("would_change"))


def _led_by(led_by: LedBy, context: Context) -> Iterator[str]:
    """The answers and the people behind a recommendation, a point each."""
    for criterion in led_by.criteria:
        yield _answer(criterion, context)
    if led_by.people:
        yield context.say("people", people=context.names(led_by.people))


def _answer(answered: CriterionAnswer, context: Context) -> str:
    key = "answer_of" if answered.rival else "answer"
    return context.say(
        key,
        criterion=answered.criterion,
        answer=signed_answer(answered.criterion, answered.answer),
        rival=answered.rival,
    )
