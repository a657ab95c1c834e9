"""The four levers: what one improvement of the pipeline would bring, all else equal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.judgment.funnel import as_money
from powermap.judgment.judge import Subject, judge
from powermap.judgment.pipeline import (
    DATED,
    PERIOD,
    Funnel,
    chance,
    judge_pipeline,
    total,
)
from powermap.language import Days, Listed, Money, Percent, Reason
from powermap.language.results import ResultList
from powermap.model import AccountPlan, Stage
from powermap.model.playbook import Improvement
from powermap.model.playbook.defaults import IMPROVEMENTS
from powermap.model.playbook.improvement import GROUPS

if TYPE_CHECKING:
    from powermap.language.results import Row
    from powermap.language.values import Value
    from powermap.model.playbook import Playbook

__all__ = ["Lever", "levers"]

WAYS = tuple(Reason(f"lever.way_{group}") for group in GROUPS)
"""The four levers of the course with their ways, a sentence each, also those that a
pipeline holds no data for."""
NAMES = frozenset(improvement.name for improvement in IMPROVEMENTS)
"""Names that the words have; any other is a company's own text."""
FORMER_NAMES = FrozenMapping({"quoting": "presentation"})
"""Names in playbooks of earlier versions, with those of today."""
COUNTED = frozenset({"key_account", "repeat"})
"""Kinds that change a number; everything else changes by percent or points."""


@dataclass(frozen=True, slots=True)
class Lever:
    """What one improvement brings.

    Parameters
    ----------
    name : Reason
        What improves.
    change : Improvement
        The improvement.
    before, after, gain : float or None
        Expected value without and with it, and the difference; per period if a cycle
        is known, else of the open pipeline. None when it cannot be computed.
    per_period : bool
        Which of the two it is; the same for all levers of a plan.
    how : Reason
        How it works as a clause, or what is missing.
    because : Reason
        The same with what it brings, as a sentence.
    """

    name: Reason
    change: Improvement
    before: float | None
    after: float | None
    gain: float | None
    per_period: bool
    how: Reason
    because: Reason

    def __repr__(self) -> str:
        return f"<Lever {self.name}: gain {self.gain}>"

    def row(self) -> Row:
        """The lever by column."""
        return {
            "lever": self.name,
            "gain": as_money(self.gain),
            "because": self.because,
        }


def levers(
    subject: Subject, *, period: int = PERIOD, playbook: Playbook | None = None
) -> Sequence[Lever]:
    """What each improvement of the playbook would bring, all else equal.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan with its ``pipeline``.
    period : int, default 91
        Days for values per period, if a cycle is known.
    playbook : Playbook, optional
        A company's own tables: ``improvements``.

    Returns
    -------
    sequence of Lever
        The largest gain first, those that cannot be computed last.

    Raises
    ------
    ModelError
        When the period is not above 0.

    Examples
    --------
    >>> from powermap.model import Prospect
    >>> lost = Prospect("Fabrikam", "lost", closing_on="2026-05-01")
    >>> open = Prospect("Tailspin", "closing", amount=90_000)
    >>> plan = AccountPlan("N", pipeline=[Prospect("Contoso", "won"), lost, open])
    >>> best = levers(plan)[0]
    >>> print(best.name, round(best.gain))
    Closing rate up 10 points 9000
    """
    judgment = judge(subject, playbook=playbook)
    # True == 1 in Python; a bool is passed on to be refused.
    if period == PERIOD and not isinstance(period, bool):
        return judgment.levers
    funnel = judge_pipeline(judgment.plan, judgment.today, period)
    return judge_levers(judgment.plan, funnel, judgment.playbook.improvements)


def judge_levers(
    plan: AccountPlan, funnel: Funnel, improvements: Sequence[Improvement]
) -> ResultList[Lever]:
    """Every improvement against the funnel as it is."""
    judged = [_judge_lever(change, plan, funnel) for change in improvements]
    judged.sort(key=_gain_order)
    return ResultList(judged)


def _gain_order(lever: Lever) -> tuple[bool, float]:
    gain = lever.gain or 0.0
    # False sorts before True, so what cannot be computed comes last.
    return lever.gain is None, -gain


def _judge_lever(change: Improvement, plan: AccountPlan, funnel: Funnel) -> Lever:
    name = name_improvement(change)
    # Per period where a cycle is known, because a shorter cycle shows only there; else
    # per pipeline as it is.
    by_period = funnel.per_period is not None
    before = funnel.expected
    if by_period:
        before = funnel.per_period
    value: float | None = None
    how = funnel.because
    if funnel.expected is not None:
        value, how = _change_value(change, plan, funnel)
    if value is None or before is None:
        return Lever(name, change, before, None, None, by_period, how, how)
    after = value
    cycle = _changed_cycle(change, funnel)
    if by_period and cycle:
        after = value * funnel.period / cycle
    gain = _gain_values(how, before, after)
    because = Reason("lever.gain", gain)
    if by_period:
        because = Reason("lever.gain_period", gain, period=Days(funnel.period))
    return Lever(name, change, before, after, after - before, by_period, how, because)


def _changed_cycle(change: Improvement, funnel: Funnel) -> float | None:
    if funnel.cycle is None or change.kind != "cycle":
        return funnel.cycle
    return funnel.cycle * (1 - change.by)


def _gain_values(how: Reason, before: float, after: float) -> dict[str, Value]:
    return {
        "how": how,
        "before": Money(before),
        "after": Money(after),
        # The amount is written without its sign, as a minus sign before a currency
        # reads badly in some languages.
        "sign": "+" if after >= before else "−",
        "gain": Money(abs(after - before)),
    }


def name_improvement(change: Improvement) -> Reason:
    """What improves; a name that the words do not know is a company's own."""
    name = FORMER_NAMES.get(change.name, change.name)
    if name not in NAMES:
        return Reason("list.plain", text=name)
    by = float(change.by)
    if change.kind in COUNTED:
        return Reason(f"lever.name.{name}", by=by)
    return Reason(f"lever.name.{name}", by=by * 100)


def _change_value(
    change: Improvement, plan: AccountPlan, funnel: Funnel
) -> tuple[float | None, Reason]:
    """Expected value after a change, and how; None with what is missing."""
    if change.kind == "rate":
        return _raise_rate(change, funnel)
    if change.kind in COUNTED:
        return _add_orders(change, plan, funnel)
    if change.kind == "cycle":
        return _shorten_cycle(change, funnel)
    # A larger order helps at every open stage; more prospects only where the row says
    # that they come in.
    stages = tuple(DATED)
    if change.kind == "prospects":
        stages = change.stages
    known = []
    for stage in stages:
        expected = funnel.steps[stage].expected
        if expected is not None:
            known.append(expected)
    named = Listed(stages)
    if not known:
        return None, Reason("lever.no_worth", stages=named)
    worth = math.fsum(known)
    how = Reason(f"lever.by_{change.kind}", stages=named, worth=Money(worth))
    return (funnel.expected or 0.0) + worth * change.by, how


def _shorten_cycle(change: Improvement, funnel: Funnel) -> tuple[float | None, Reason]:
    cycle = funnel.cycle
    if cycle is None or funnel.per_period is None:
        return None, Reason("lever.no_cycle")
    shorter = cycle * (1 - change.by)
    how = Reason("lever.by_cycle", before=Days(cycle), after=Days(shorter))
    # The same deals, sooner: their expected value stays, only the period holds more of
    # them.
    return funnel.expected, how


def _raise_rate(change: Improvement, funnel: Funnel) -> tuple[float | None, Reason]:
    gate = str(change.gate)
    rate = funnel.gates[gate].rate
    if rate is None:
        return None, funnel.gates[gate].because
    # By points and not by percent of the rate, as sales plans put it; a rate cannot
    # pass 100%.
    better = min(max(rate + change.by, 0.0), 1.0)
    rates = {name: each.rate for name, each in funnel.gates.items()}
    rates[gate] = better
    worth = []
    # The amounts stay and only the chance changes: one lever at a time, all else equal.
    for step in funnel.open:
        odds = chance(step.stage, rates)
        if step.amount is not None and odds is not None:
            worth.append(step.amount * odds)
    return math.fsum(worth), _explain_rate(gate, rate, better)


def _explain_rate(gate: str, before: float, after: float) -> Reason:
    if before == after:
        return Reason("lever.by_no_rate", gate=gate, before=Percent(before))
    return Reason(
        "lever.by_rate", gate=gate, before=Percent(before), after=Percent(after)
    )


def _add_orders(
    change: Improvement, plan: AccountPlan, funnel: Funnel
) -> tuple[float | None, Reason]:
    kind = change.kind
    # Only a customer we have won can order again. Key accounts are of all stages: what
    # one is worth does not depend on how far it is.
    alike = [each for each in plan.pipeline if each.stage is Stage.WON]
    if kind == "key_account":
        alike = [each for each in plan.pipeline if each.key_account]
    amount, count = total(alike)
    if amount is None:
        return None, Reason(f"lever.no_{kind}")
    stage: Stage = change.stages[0]
    odds = funnel.steps[stage].chance
    if odds is None:
        return None, Reason("lever.no_chance", stage=stage)
    # More cannot leave than there are.
    if change.by < -count:
        return None, Reason(f"lever.too_few_{kind}", count=count)
    mean = amount / count
    how = Reason(
        f"lever.by_{kind}",
        amount=Money(mean),
        count=count,
        stage=stage,
        chance=Percent(odds),
    )
    return (funnel.expected or 0.0) + change.by * mean * odds, how
