"""How to compete: one of five strategies, by a table of rules over facts, with the reasons and what would change it.

The rules are data (`strategy.toml`): a house that sees it otherwise passes a table of its own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from powermap.judgment.assessment import Judged
from powermap.judgment.strategy.facts import FACTS, Fact, facts, said
from powermap.judgment.strategy.what_if import Turn, sentences, turns
from powermap.language import label, say
from powermap.language.lists import percent
from powermap.model import AccountPlan, BuyingCenter, Strategy
from powermap.model.playbook import StrategyRule, Tactics, choose_text, defaults
from powermap.model.record import a_list, a_table
from powermap.model.subject import plan_of

__all__ = [
    "RULES",
    "TACTICS",
    "Advice",
    "LedBy",
    "StrategyRule",
    "Tactics",
    "recommend",
    "weigh",
]

ASKED = 3
"""How many questions to ask first a sentence names."""


RULES: tuple[StrategyRule, ...] = defaults.strategy_rules()
"""The rules in their order."""
TACTICS: Mapping[Strategy, Tactics] = defaults.tactics()
"""Guidelines and ways of each strategy."""


@dataclass(frozen=True, slots=True)
class LedBy:
    """What a recommendation rests on.

    Parameters
    ----------
    rules : tuple of StrategyRule
        The rules that count for it.
    facts : tuple of Fact
        The facts of these rules.
    criteria : tuple of Judged
        The answers behind these facts.
    people : tuple of str
        Ids of the people behind them.
    """

    rules: tuple[StrategyRule, ...] = ()
    facts: tuple[Fact, ...] = ()
    criteria: tuple[Judged, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """Which strategy, why, and how sure.

    Parameters
    ----------
    strategy : Strategy or None
        The one with most points; None while nothing speaks for any.
    clarity : float
        0 to 1: how far it is ahead of the runner-up, as a part of its points, times `known`.
    runner_up : Strategy or None
        The next one, when anything speaks for it.
    because : tuple of str
        The choice, then a sentence per rule that counts for it.
    led_by : LedBy
        Rules, facts, answers and people that led to it.
    would_change : tuple of str
        The turns in sentences, those alike in one; that there is none, in one.
    turns : tuple of Turn
        Every single change of the plan after which another strategy would be recommended, the smallest first.
    guidelines, ways : tuple of str
        How the strategy is carried out.
    scores : mapping of Strategy to float
        The points of all five.
    known : float
        Share of the facts that the rules ask about that is known, 0 to 1.
    ask : tuple of str
        Questions about what is not known, first those whose answer would change the strategy, then by points at stake.
    """

    strategy: Strategy | None
    clarity: float
    runner_up: Strategy | None
    because: tuple[str, ...]
    led_by: LedBy
    would_change: tuple[str, ...]
    turns: tuple[Turn, ...]
    guidelines: tuple[str, ...]
    ways: tuple[str, ...]
    scores: Mapping[Strategy, float]
    known: float
    ask: tuple[str, ...]


def weigh(
    values: Mapping[str, bool | None], *, rules: Sequence[StrategyRule] = RULES
) -> Mapping[Strategy, float]:
    """The points of each strategy for given facts; a fact that is None or missing counts for nothing.

    Parameters
    ----------
    values : mapping of fact to bool or None
        What is known.
    rules : sequence of StrategyRule
        The table.

    Returns
    -------
    mapping of Strategy to float
        All five, in their order.

    Examples
    --------
    >>> weigh({"inside": True, "rival": True})[Strategy.DEFEND]
    4.0
    """
    held = [rule for rule in rules if rule.holds(values)]
    return MappingProxyType(
        {
            each: math.fsum(rule.points for rule in held if rule.strategy is each)
            for each in Strategy
        }
    )


def stronger(
    scores: Mapping[Strategy, float], chosen: Strategy | None
) -> Strategy | None:
    """The strategy with most points when a chosen one has fewer, else None.

    Examples
    --------
    >>> stronger(weigh({"inside": True, "rival": True}), Strategy.FRONTAL)
    <Strategy.DEFEND: 'defend'>
    >>> stronger(weigh({}), Strategy.FRONTAL) is None
    True
    """
    best = _ranked(scores)[0]
    return best if chosen and best and scores[chosen] < scores[best] else None


def recommend(
    plan: AccountPlan | BuyingCenter,
    *,
    lang: str = "en",
    rules: Sequence[StrategyRule] = RULES,
    tactics: Mapping[Strategy, Tactics] = TACTICS,
) -> Advice:
    """Recommend one of the five strategies, with what led to it and what would change it.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        The plan.
    lang : {"en", "zh"}
        Language of the sentences.
    rules : sequence of StrategyRule
        The table.
    tactics : mapping of Strategy to Tactics
        Guidelines and ways; a strategy that is left out has none.

    Returns
    -------
    Advice

    Raises
    ------
    ModelError
        When the language is unknown.

    Examples
    --------
    >>> from powermap.model import Assessment
    >>> inside = AccountPlan("Northwind", rivals=["Contoso"], assessments=[Assessment("present_relationship", "+")])
    >>> advice = recommend(inside)
    >>> advice.strategy, advice.clarity
    (<Strategy.DEFEND: 'defend'>, 0.125)
    >>> advice.because[1]
    'We are in and a rival wants in (4).'
    >>> recommend(AccountPlan("Northwind")).strategy is None
    True

    Notes
    -----
    Five strategies with their guidelines and ways, of a key-account sales course (制定竞争策略). The course says when
    each is used; the rules put that into points, one row per reason, and nothing else is weighed. `facts` says how each
    fact is read from the plan. A strategy's points are the sum over its rules that hold; of equals the first in the
    order of the course stands, with clarity 0. What would change it is found by making each single change of
    `powermap.judgment.single_changes` to the plan, and recommending anew.
    """
    plan, rules = plan_of(plan), a_list(rules, StrategyRule)
    found = facts(plan, lang=lang)
    values = {name: fact.value for name, fact in found.items()}
    scores = weigh(values, rules=rules)
    strategy, runner_up = _ranked(scores)
    asked = [name for name in FACTS if any(name in rule.when for rule in rules)]
    known = (
        sum(values[name] is not None for name in asked) / len(asked) if asked else 0.0
    )
    clarity = _lead(scores, strategy, runner_up) * known
    ask = _ask(values, asked, strategy, rules, lang)
    turned = turns(plan, lambda then: _ranked(weigh(then, rules=rules))[0], lang=lang)
    held = tuple(
        rule for rule in rules if rule.strategy is strategy and rule.holds(values)
    )
    how = a_table(tactics, "tactics").get(strategy)
    return Advice(
        strategy=strategy,
        clarity=clarity,
        runner_up=runner_up,
        because=(
            *_chosen(scores, strategy, runner_up, clarity, known, ask, lang),
            *(_why(rule, lang) for rule in held),
        ),
        led_by=_led_by(held, found),
        would_change=sentences(turned, plan, lang) or (say(lang, "strategy.steady"),),
        turns=turned,
        guidelines=in_words(how.guidelines, lang) if how else (),
        ways=in_words(how.ways, lang) if how else (),
        scores=scores,
        known=known,
        ask=ask,
    )


def in_words(texts: Mapping[str, tuple[str, ...]], lang: str) -> tuple[str, ...]:
    """Texts in a language, or in the first one that there is."""
    return texts[lang] if lang in texts else next(iter(texts.values()), ())


def _ranked(
    scores: Mapping[Strategy, float],
) -> tuple[Strategy | None, Strategy | None]:
    """The two with most points, of equals the first; nobody without points."""
    order = sorted(
        (each for each in scores if scores[each] > 0), key=lambda each: -scores[each]
    )
    return order[0] if order else None, order[1] if len(order) > 1 else None


def _lead(
    scores: Mapping[Strategy, float],
    strategy: Strategy | None,
    runner_up: Strategy | None,
) -> float:
    if strategy is None:
        return 0.0
    return (scores[strategy] - (scores[runner_up] if runner_up else 0.0)) / scores[
        strategy
    ]


def _ask(
    values: Mapping[str, bool | None],
    asked: Sequence[str],
    strategy: Strategy | None,
    rules: Sequence[StrategyRule],
    lang: str,
) -> tuple[str, ...]:
    """What is not known as questions: first where an answer would by itself lead to another strategy."""

    def turns_it(name: str) -> bool:
        known = ({**values, name: answer} for answer in (True, False))
        return any(
            _ranked(weigh(each, rules=rules))[0] is not strategy for each in known
        )

    stake = {
        name: math.fsum(rule.points for rule in rules if name in rule.when)
        for name in asked
    }
    unknown = [name for name in asked if values[name] is None]
    unknown.sort(key=lambda name: (not turns_it(name), -stake[name]))
    return tuple(said(name, None, lang) for name in unknown)


def _chosen(
    scores: Mapping[Strategy, float],
    strategy: Strategy | None,
    runner_up: Strategy | None,
    clarity: float,
    known: float,
    ask: Sequence[str],
    lang: str,
) -> list[str]:
    first = (
        say(
            lang,
            "strategy.ask",
            questions=say(lang, "strategy.next").join(ask[:ASKED]),
        )
        if ask
        else ""
    )
    if strategy is None:
        return [say(lang, "strategy.silent" if known else "strategy.nothing") + first]
    shares = {"clarity": percent(clarity), "known": percent(known)}
    points = scores[strategy]
    name = label(strategy, lang)
    text = say(
        lang,
        "strategy.chosen",
        strategy=name,
        points=plain(points),
        count=points,
        **shares,
    )
    if runner_up:
        key = "tie" if scores[runner_up] == scores[strategy] else "runner_up"
        text += say(
            lang,
            f"strategy.{key}",
            strategy=label(runner_up, lang),
            points=plain(scores[runner_up]),
        )
    else:
        text += say(lang, "strategy.alone")
    return [text + (first if known < 0.5 else "")]


def _why(rule: StrategyRule, lang: str) -> str:
    reason = choose_text(rule.says, lang)
    return say(
        lang,
        "strategy.why",
        reason=reason[:1].upper() + reason[1:],
        points=plain(rule.points),
    )


def plain(points: float) -> str:
    """Points as they are written."""
    return f"{points:.10g}"


def _led_by(held: tuple[StrategyRule, ...], found: Mapping[str, Fact]) -> LedBy:
    led = [
        found[name]
        for name in dict.fromkeys(name for rule in held for name in rule.when)
    ]
    return LedBy(
        held,
        tuple(led),
        _once(fact.criteria for fact in led),
        _ids(fact.people for fact in led),
    )


def _once(several: Iterable[Iterable[Judged]]) -> tuple[Judged, ...]:
    return tuple(dict.fromkeys(each for some in several for each in some))


def _ids(several: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for some in several for each in some))
