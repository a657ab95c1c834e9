"""The pipeline: how many prospects reach which stage, how fast, and what they are worth.

Potential customers pass TOP (screening), IN (visit, quote) and BEST (negotiate, close)
until WIN. Every rate is counted from the prospects themselves; where nothing was
counted there is no rate, and whatever needs the rate says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.judgment.funnel import (
    DATED,
    GATES,
    WAY,
    Conversion,
    Funnel,
    FunnelStep,
    Pace,
)
from powermap.judgment.judge import Subject, judge
from powermap.judgment.pipeline_reasons import (
    describe_prospects,
    explain_expected,
    list_missing,
    name_fates,
)
from powermap.language import Days, Listed, Money, Percent, Quoted, Reason
from powermap.model import AccountPlan, Prospect, Stage
from powermap.model.frozen import FrozenMap

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = [
    "DATED",
    "GATES",
    "PERIOD",
    "WAY",
    "Conversion",
    "Funnel",
    "FunnelStep",
    "Pace",
    "chance",
    "judge_pipeline",
    "per_period",
    "pipeline",
    "total",
]

# A year is four of them and a day; sales targets are set by quarter.
PERIOD = 91
"""Days in a quarter."""
STANDARD_ERRORS = 1.96
"""On either side of a rate: they hold its true value in 95 of 100 samples."""
Rates = Mapping[str, float | None]
"""The rate of each gate; None when it is not known."""
Depths = Sequence[tuple[Prospect, int | None]]
"""Prospects with the index in `WAY` of the last stage that each reached."""


def pipeline(
    subject: Subject, *, period: int = PERIOD, playbook: Playbook | None = None
) -> Funnel:
    """Count prospects by stage: what they convert to, how fast, and for how much.

    A prospect has reached every stage up to its own. A lost one has reached the last
    stage for which it has a date; without any date it counts as lost, but in no
    rate. Dates after the plan's own date are intentions and do not count.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        The plan with its ``pipeline``.
    period : int, default 91
        Days for the expected value per period.
    playbook : Playbook, optional
        A company's own tables.

    Returns
    -------
    Funnel

    Raises
    ------
    ModelError
        When the period is not above 0.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Prospect
    >>> lost = Prospect("Fabrikam", "lost", closing_on="2026-05-01")
    >>> open = Prospect("Tailspin", "closing", amount=90_000)
    >>> plan = AccountPlan("N", pipeline=[Prospect("Contoso", "won"), lost, open])
    >>> result = pipeline(plan)
    >>> print(result.gates["BEST"].because)
    BEST: 1 of 3 moved on (33%); 1 was lost here, 1 is still waiting.
    >>> result.expected
    30000.0

    Notes
    -----
    Sales operations call the expected value per period sales velocity: prospects ×
    amount × win rate ÷ length of the cycle. The interval of a rate is that of Wilson
    (1927), *Probable inference, the law of succession, and statistical inference*,
    which holds for small counts too.
    """
    judgment = judge(subject, playbook=playbook)
    if period == PERIOD and not isinstance(period, bool):
        return judgment.pipeline
    return judge_pipeline(judgment.plan, period)


def judge_pipeline(plan: AccountPlan, period: int = PERIOD) -> Funnel:
    """The funnel of a plan's prospects."""
    if not isinstance(period, int) or isinstance(period, bool) or period <= 0:
        raise ModelError(Reason("message.plan.period", period=Quoted(period)))
    # Once for all gates and stages, since each of them asks every prospect.
    depths = [(each, _depth(each, plan.as_of)) for each in plan.pipeline]
    gates = {gate: _count_gate(gate, depths) for gate in GATES}
    rates = {name: gate.rate for name, gate in gates.items()}
    steps = {stage: _count_stage(stage, depths, rates) for stage in Stage}
    velocity = {stage: _measure_pace(stage, plan) for stage in DATED}
    cycle = _add_cycle(velocity)
    expected = _add_expected(steps, has_prospects=bool(plan.pipeline))
    unplaced = tuple(each.name for each, depth in depths if depth is None)
    return Funnel(
        steps=FrozenMap(steps),
        gates=FrozenMap(gates),
        velocity=FrozenMap(velocity),
        win_rate=chance(Stage.POTENTIAL, rates),
        cycle=cycle,
        expected=expected,
        per_period=per_period(expected, cycle, period),
        period=period,
        unplaced=unplaced,
        because=explain_expected(plan, steps, expected),
        missing=list_missing(gates, velocity, steps, unplaced),
    )


def chance(stage: Stage, rates: Rates) -> float | None:
    """The product of the rates from a stage to WIN; None while one is not known.

    Examples
    --------
    >>> chance(Stage.PROSPECT, {"TOP": None, "IN": 0.5, "BEST": 0.4})
    0.2
    """
    # Lost is final: its chance is 0 and not unknown.
    if stage not in WAY:
        return 0.0
    product = 1.0
    for gate, (start, _) in GATES.items():
        # Gates that a prospect has already passed no longer reduce its chance.
        if WAY.index(start) < WAY.index(stage):
            continue
        rate = rates[gate]
        if rate is None:
            return None
        product *= rate
    return product


def per_period(
    expected: float | None, cycle: float | None, period: int
) -> float | None:
    """Expected value over a period; None without a cycle of at least a day."""
    # Below a day the value per quarter explodes; such a cycle comes from dates that
    # were all entered on one day.
    if expected is None or cycle is None or cycle < 1:
        return None
    return expected * period / cycle


def total(prospects: Iterable[Prospect]) -> tuple[float | None, int]:
    """The sum of the known amounts, and how many they are."""
    amounts = [each.amount for each in prospects if each.amount is not None]
    if not amounts:
        return None, 0
    return math.fsum(amounts), len(amounts)


def _depth(prospect: Prospect, today: date | None) -> int | None:
    """How far a prospect came; None for a lost one without any date."""
    dated = []
    for stage, field in DATED.items():
        day = getattr(prospect, field)
        # Later dates are intentions: counted as reached, they would raise every rate.
        if day and (today is None or day <= today):
            dated.append(WAY.index(stage))
    if prospect.stage is Stage.LOST:
        return max(dated, default=None)
    # Dates may lead the stage when somebody forgot to move a deal, or the stage the
    # dates; the further of the two has happened.
    return max([WAY.index(prospect.stage), *dated])


def _count_gate(gate: str, depths: Depths) -> Conversion:
    start_stage = GATES[gate][0]
    start = WAY.index(start_stage)
    reached = 0
    passed = 0
    lost = 0
    for prospect, depth in depths:
        if depth is None or depth < start:
            continue
        reached += 1
        # Whoever reached a later stage passed this gate, also without a date for it.
        passed += depth > start
        lost += depth == start and prospect.stage is Stage.LOST
    if reached == 0:
        because = Reason("pipeline.no_rate", gate=gate, stage=start_stage)
        return Conversion(gate, 0, 0, 0, 0, None, None, None, because)
    waiting = reached - passed - lost
    rate = passed / reached
    because = Reason(
        "pipeline.rate",
        gate=gate,
        passed=passed,
        reached=reached,
        share=Percent(rate),
        tail=name_fates(lost, waiting),
    )
    low, high = _wilson_interval(passed, reached)
    return Conversion(gate, reached, passed, lost, waiting, rate, low, high, because)


def _wilson_interval(passed: int, reached: int) -> tuple[float, float]:
    # Wilson's interval (1927): for the few deals of one seller the usual normal
    # interval leaves 0 to 1 and has no width at 0 of 3.
    square = STANDARD_ERRORS**2
    count = reached + square
    center = (passed + square / 2) / count
    failed = reached - passed
    variance = passed * failed / reached + square / 4
    half_width = STANDARD_ERRORS * math.sqrt(variance) / count
    # Rounding may put a bound a hair outside.
    low = max(center - half_width, 0.0)
    high = min(center + half_width, 1.0)
    return low, high


def _count_stage(stage: Stage, depths: Depths, rates: Rates) -> FunnelStep:
    here = tuple(each for each, _ in depths if each.stage is stage)
    reached = _count_reached(stage, depths)
    amount, priced = total(here)
    odds = chance(stage, rates)
    expected = None
    if amount is not None and odds is not None:
        expected = amount * odds
    clauses = describe_prospects(stage, len(here), amount, priced)
    # Won and lost have chance 1 and 0; to multiply by them says nothing.
    if expected is not None and odds is not None and stage in DATED:
        share = Percent(odds)
        value = Money(expected)
        clauses.append(Reason("pipeline.times", chance=share, expected=value))
    return FunnelStep(
        stage=stage,
        prospects=here,
        reached=reached,
        amount=amount,
        priced=priced,
        chance=odds,
        expected=expected,
        because=Reason("pipeline.sentence", clauses=Listed(clauses, "clause")),
    )


def _count_reached(stage: Stage, depths: Depths) -> int:
    count = 0
    for prospect, depth in depths:
        # A lost prospect counts under "lost" and also under every stage that it reached
        # before.
        if prospect.stage is stage:
            count += 1
        elif stage in WAY and depth is not None:
            count += depth >= WAY.index(stage)
    return count


def _measure_pace(stage: Stage, plan: AccountPlan) -> Pace:
    spans = _list_spans(stage, plan)
    if not spans:
        return Pace(stage, None, 0, Reason("pipeline.no_pace", stage=stage))
    # The median: one deal that lay for a year must not set the pace of all.
    middle = float(median(spans))
    because = Reason("pipeline.pace", count=len(spans), stage=stage, days=Days(middle))
    return Pace(stage, middle, len(spans), because)


def _list_spans(stage: Stage, plan: AccountPlan) -> list[int]:
    """Days between the dates of a stage and the next, of those who passed."""
    start = DATED[stage]
    end = DATED.get(WAY[WAY.index(stage) + 1], "closed_on")
    spans = []
    for prospect in plan.pipeline:
        first = getattr(prospect, start)
        last = getattr(prospect, end)
        # A lost prospect is closed too, but it did not pass the gate.
        passed = end != "closed_on" or prospect.stage is Stage.WON
        if not first or not last or not passed:
            continue
        # A date in the plan's future is an intention, not a pace.
        if plan.as_of is None or last <= plan.as_of:
            spans.append((last - first).days)
    return spans


def _add_cycle(velocity: Mapping[Stage, Pace]) -> float | None:
    medians = []
    for pace in velocity.values():
        # A cycle without one of its stages would be too short, and value per period too
        # large.
        if pace.days is None:
            return None
        medians.append(pace.days)
    return math.fsum(medians)


def _add_expected(
    steps: Mapping[Stage, FunnelStep], *, has_prospects: bool
) -> float | None:
    """What can be summed; no open prospect is worth 0, no known value is not known."""
    opened = [steps[stage] for stage in DATED]
    # Everything is won or lost: worth 0 is known. An empty list says nothing.
    if has_prospects and not any(step.prospects for step in opened):
        return 0.0
    # What can be summed is a lower bound; the sentence names the stages left out.
    known = [step.expected for step in opened if step.expected is not None]
    if not known:
        return None
    return math.fsum(known)
