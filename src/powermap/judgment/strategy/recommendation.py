"""How to compete: one of five strategies, by a table of rules over facts, with reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from powermap.judgment.answers import CriterionAnswer
from powermap.judgment.judge import Subject, judge
from powermap.judgment.strategy.facts import FACTS, Fact, ask_about
from powermap.judgment.strategy.scoring import FactValues, Scores, choose, rank, weigh
from powermap.language import Capitalized, Listed, Percent, Reason, Texts, sentences
from powermap.language.results import OneRow, Row
from powermap.model import Strategy
from powermap.model.playbook import Playbook, StrategyRule, Tactics

__all__ = ["Advice", "LedBy", "advise", "recommend"]

# More than three questions at once are not asked in any meeting.
MOST_QUESTIONS = 3
"""As many questions to ask first as a sentence names."""
# With less known, an answer may well change the choice, so the questions come first.
FEW_KNOWN = 0.5
"""Below this share of known facts the questions are part of the reason."""


@dataclass(frozen=True, slots=True)
class LedBy:
    """What a recommendation rests on.

    Parameters
    ----------
    rules : tuple of StrategyRule
        The rules that count for it.
    facts : tuple of Fact
        The facts of these rules.
    criteria : tuple of CriterionAnswer
        The answers behind these facts.
    people : tuple of str
        Ids of the people behind them.
    """

    rules: tuple[StrategyRule, ...] = ()
    facts: tuple[Fact, ...] = ()
    criteria: tuple[CriterionAnswer, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice(OneRow):
    """Which strategy, why, and how sure.

    Parameters
    ----------
    strategy : Strategy or None
        The one with most points; None while nothing favors any.
    runner_up : Strategy or None
        The next one, when anything favors it.
    because : tuple of Reason
        The choice, then one per rule that counts for it.
    led_by : LedBy
        Rules, facts, answers and people that led to it.
    definition : Reason or None
        What the strategy is; None where there is none.
    guidelines, ways : tuple of Texts
        How the strategy is carried out.
    scores : mapping of Strategy to float
        The points of all five.
    known : float
        Share of the facts the rules need that are known, 0 to 1.
    ask : tuple of Reason
        Questions about unknown facts, first those whose answer would change the
        strategy, then by points at stake.
    """

    strategy: Strategy | None
    runner_up: Strategy | None
    because: tuple[Reason, ...]
    led_by: LedBy
    definition: Reason | None
    guidelines: tuple[Texts, ...]
    ways: tuple[Texts, ...]
    scores: Scores
    known: float
    ask: tuple[Reason, ...]

    @property
    def leads(self) -> bool:
        """Whether it has more points than any other strategy."""
        if self.strategy is None:
            return False
        if self.runner_up is None:
            return True
        return self.scores[self.strategy] > self.scores[self.runner_up]

    def row(self) -> Row:
        """Strategy, points and reason by column."""
        points = None
        if self.strategy is not None:
            points = self.scores[self.strategy]
        return {
            "strategy": self.strategy,
            "points": points,
            "because": sentences(self.because),
        }

    def __repr__(self) -> str:
        known = f"{self.known:.0%}"
        return f"<Advice {self.strategy}, {known} of the facts known>"


def recommend(subject: Subject, *, playbook: Playbook | None = None) -> Advice:
    """Recommend one of the five strategies, with what led to it.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan.
    playbook : Playbook, optional
        Whose rules and tactics to use; powermap's when not given.

    Returns
    -------
    Advice

    Raises
    ------
    ModelError
        When the subject is something else.

    Examples
    --------
    >>> from powermap.model import AccountPlan
    >>> plan = AccountPlan("Northwind", rivals=["Contoso"], supplier_in_place=True)
    >>> advice = recommend(plan)
    >>> advice.strategy, advice.scores[advice.strategy]
    (<Strategy.DEFEND: 'defend'>, 5.0)
    >>> print(advice.definition)
    Defend: protect our place with the customer against a threat that will come.
    >>> print(advice.because[2])
    A rival wants our place (1).
    >>> recommend(AccountPlan("Northwind")).strategy is None
    True

    See Also
    --------
    powermap.robust : How sure it is.
    powermap.judgment.judge.Judgment.what_if : What would change it.

    Notes
    -----
    Five strategies with their guidelines and ways, of a key-account sales course
    (制定竞争策略). The course says when each is used; the rules put that into points,
    one row per reason, and nothing else is weighed. `Judgment.facts` says how each
    fact is read from the plan. A strategy's points are the sum over its rules that
    hold; of equals the first in the order of the course stands.
    """
    return judge(subject, playbook=playbook).strategy


def advise(facts: Mapping[str, Fact], playbook: Playbook) -> Advice:
    """The recommendation for some facts, by a playbook's rules and tactics."""
    rules = playbook.strategy_rules
    values = {name: fact.value for name, fact in facts.items()}
    scores = weigh(values, rules)
    ranked = rank(scores)
    strategy = ranked[0] if ranked else None
    runner_up = ranked[1] if len(ranked) > 1 else None
    needed = _needed_facts(rules)
    known = _share_known(values, needed)
    ask = _questions(values, needed, strategy, rules)
    choice = _explain_choice(scores, ranked, known, ask)
    counting = _rules_for(strategy, rules, values)
    definition = _define(playbook.tactics, strategy)
    guidelines, ways = _tactics_in_lines(playbook.tactics, strategy)
    return Advice(
        strategy=strategy,
        runner_up=runner_up,
        because=(choice, *(_explain_rule(rule) for rule in counting)),
        led_by=_trace(counting, facts),
        definition=definition,
        guidelines=guidelines,
        ways=ways,
        scores=scores,
        known=known,
        ask=ask,
    )


def _needed_facts(rules: Iterable[StrategyRule]) -> list[str]:
    """The facts that rules name, in the order of the facts."""
    named: set[str] = set()
    for rule in rules:
        named.update(rule.when)
    # A company's rules may ignore facts; what no rule asks for does not lower what is
    # known.
    return [name for name in FACTS if name in named]


def _share_known(values: FactValues, needed: Sequence[str]) -> float:
    if not needed:
        return 0.0
    known = [name for name in needed if values[name] is not None]
    return len(known) / len(needed)


def _questions(
    values: FactValues,
    needed: Sequence[str],
    strategy: Strategy | None,
    rules: Sequence[StrategyRule],
) -> tuple[Reason, ...]:
    """What is unknown as questions, in the order of `Advice.ask`."""

    def urgency(name: str) -> tuple[bool, float]:
        changes = _would_change(name, values, strategy, rules)
        # False sorts first: questions that could change the choice before those that
        # only make it surer.
        return not changes, -_points_at_stake(name, rules)

    unknown = [name for name in needed if values[name] is None]
    unknown.sort(key=urgency)
    return tuple(ask_about(name) for name in unknown)


def _points_at_stake(name: str, rules: Iterable[StrategyRule]) -> float:
    # The strongest rule and not the sum: one that decides alone is asked about first.
    return max(rule.points for rule in rules if name in rule.when)


def _would_change(
    name: str,
    values: FactValues,
    strategy: Strategy | None,
    rules: Sequence[StrategyRule],
) -> bool:
    """Whether an answer to one question by itself leads to another strategy."""
    return any(
        choose({**values, name: answer}, rules) is not strategy
        for answer in (True, False)
    )


def _explain_choice(
    scores: Scores,
    ranked: Sequence[Strategy],
    known: float,
    ask: Sequence[Reason],
) -> Reason:
    first = None
    if ask:
        questions = Listed(ask[:MOST_QUESTIONS], "sentences")
        first = Reason("strategy.ask", questions=questions)
    if not ranked:
        key = "silent" if known else "nothing"
        return sentences([Reason(f"strategy.{key}"), first])
    choice = Reason(
        "strategy.chosen",
        strategy=ranked[0],
        points=scores[ranked[0]],
        count=scores[ranked[0]],
        known=Percent(known),
    )
    parts: list[Reason | None] = [choice, _explain_runner_up(scores, ranked)]
    if known < FEW_KNOWN:
        parts.append(first)
    return sentences(parts)


def _explain_runner_up(scores: Scores, ranked: Sequence[Strategy]) -> Reason:
    if len(ranked) == 1:
        return Reason("strategy.alone")
    best, second = ranked[:2]
    key = "tie" if scores[second] == scores[best] else "runner_up"
    return Reason(f"strategy.{key}", strategy=second, points=scores[second])


def _rules_for(
    strategy: Strategy | None, rules: Iterable[StrategyRule], values: FactValues
) -> tuple[StrategyRule, ...]:
    return tuple(
        rule for rule in rules if rule.strategy is strategy and rule.holds(values)
    )


def _explain_rule(rule: StrategyRule) -> Reason:
    clause = Texts(rule.says)
    return Reason(
        "strategy.why",
        reason=Capitalized(clause),
        points=rule.points,
    )


def _define(
    tactics: Mapping[Strategy, Tactics], strategy: Strategy | None
) -> Reason | None:
    """The name of a strategy and what it is."""
    if strategy is None or strategy not in tactics:
        return None
    return tactics[strategy].define(strategy)


def _tactics_in_lines(
    tactics: Mapping[Strategy, Tactics], strategy: Strategy | None
) -> tuple[tuple[Texts, ...], tuple[Texts, ...]]:
    """Guidelines and ways of a strategy; none where a playbook has none."""
    if strategy is None or strategy not in tactics:
        return (), ()
    of_strategy = tactics[strategy]
    return of_strategy.guideline_texts, of_strategy.way_texts


def _trace(rules: tuple[StrategyRule, ...], facts: Mapping[str, Fact]) -> LedBy:
    """Facts, answers and people behind rules, each once."""
    # Dicts as ordered sets: the order of the rules carries over, and hash order never
    # shows.
    used: dict[str, Fact] = {}
    criteria: dict[CriterionAnswer, None] = {}
    people: dict[str, None] = {}
    for rule in rules:
        for name in rule.when:
            used[name] = facts[name]
    for fact in used.values():
        criteria.update(dict.fromkeys(fact.criteria))
        people.update(dict.fromkeys(fact.people))
    return LedBy(rules, tuple(used.values()), tuple(criteria), tuple(people))
