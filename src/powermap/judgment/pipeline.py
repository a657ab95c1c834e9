"""The pipeline: how many prospects reach which stage, how fast, and what they are worth.

Potential customers pass TOP (screening), IN (visit, quote) and BEST (negotiate, close)
until WIN. Every rate is counted from the prospects themselves; where nothing was
counted there is no rate, and whatever needs the rate says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.judgment.funnel import (
    DATED,
    GATES,
    WAY,
    Conversion,
    Funnel,
    FunnelStep,
    Pace,
)
from powermap.judgment.incidence import Exit, Incidence, estimate_incidence
from powermap.judgment.judge import Subject, judge
from powermap.judgment.pipeline_reasons import (
    describe_prospects,
    explain_expected,
    explain_pace,
    explain_rate,
    list_missing,
)
from powermap.judgment.spells import measure_spell
from powermap.language import Listed, Money, Percent, Quoted, Reason
from powermap.model import AccountPlan, Prospect, Stage

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
    rate. Dates after the day of the judgment are intentions and do not count.

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
    BEST: 1 of 2 moved on (50%); 1 was lost here, 1 is still open and not counted. \
With so few outcomes, the true rate may lie anywhere from 9% to 91%.
    >>> result.expected
    45000.0

    Notes
    -----
    Sales operations call the expected value per period sales velocity: prospects ×
    amount × win rate ÷ length of the cycle. The interval of a rate is that of Wilson
    (1927), *Probable inference, the law of succession, and statistical inference*,
    which holds for small counts too.

    A rate is passed ÷ (passed + lost): an open deal is neither. Where all dates are
    known, the interval also holds the estimate of Aalen and Johansen (1978), which
    takes into account that slow outcomes are still missing. The median days of a stage
    are theirs too, so that deals still open count for as long as they were watched.
    """
    judgment = judge(subject, playbook=playbook)
    if period == PERIOD and not isinstance(period, bool):
        return judgment.pipeline
    return judge_pipeline(judgment.plan, judgment.today, period)


def judge_pipeline(
    plan: AccountPlan, today: date | None, period: int = PERIOD
) -> Funnel:
    """The funnel of a plan's prospects on a day."""
    if not isinstance(period, int) or isinstance(period, bool) or period <= 0:
        raise ModelError(Reason("message.plan.period", period=Quoted(period)))
    # Once for all gates and stages, since each of them asks every prospect.
    depths = [(each, _depth(each, today)) for each in plan.pipeline]
    gates = {gate: _count_gate(gate, depths, today) for gate in GATES}
    rates = {name: gate.rate for name, gate in gates.items()}
    steps = {stage: _count_stage(stage, depths, rates) for stage in Stage}
    velocity = {stage: _measure_pace(stage, depths, today) for stage in DATED}
    cycle = _add_cycle(velocity)
    expected = _add_expected(steps, has_prospects=bool(plan.pipeline))
    unplaced = tuple(each.name for each, depth in depths if depth is None)
    return Funnel(
        steps=FrozenMapping(steps),
        gates=FrozenMapping(gates),
        velocity=FrozenMapping(velocity),
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


def _count_gate(gate: str, depths: Depths, today: date | None) -> Conversion:
    start_stage = GATES[gate][0]
    start = WAY.index(start_stage)
    here = [each for each in depths if each[1] is not None and each[1] >= start]
    reached = len(here)
    passed = 0
    lost = 0
    for prospect, depth in here:
        # Whoever reached a later stage passed this gate, also without a date for it.
        passed += depth is not None and depth > start
        lost += depth == start and prospect.stage is Stage.LOST
    waiting = reached - passed - lost
    if passed + lost == 0:
        key = "undecided" if waiting else "no_rate"
        because = Reason(f"pipeline.{key}", gate=gate, stage=start_stage, count=waiting)
        return Conversion(gate, reached, 0, 0, waiting, None, None, None, because)
    # Open deals are no failures: they count once it is known how they end.
    rate = passed / (passed + lost)
    low, high = _wilson_interval(passed, passed + lost)
    timed = _estimate_by_time(start_stage, here, today)
    if timed is not None and timed.rate is not None:
        # Where losses take longer than wins, those decided so far show too many wins;
        # the interval holds what the time that deals take makes of it.
        known = timed.effective
        slow_low, slow_high = _wilson_interval(timed.rate * known, known)
        low = min(low, slow_low)
        high = max(high, slow_high)
    by_time = None if timed is None else timed.rate
    because = explain_rate(gate, passed, lost, waiting, (low, high), by_time)
    return Conversion(
        gate, reached, passed, lost, waiting, rate, low, high, because, by_time
    )


def _estimate_by_time(
    stage: Stage, here: Depths, today: date | None
) -> Incidence | None:
    """How deals left a stage over time; None unless the dates tell it of all."""
    spells = []
    for prospect, _ in here:
        spell = measure_spell(prospect, stage, today)
        # Deals without dates may be mostly the lost ones, so the rest shows too much.
        if spell is None:
            return None
        spells.append(spell)
    return estimate_incidence(spells)


def _wilson_interval(passed: float, resolved: float) -> tuple[float, float]:
    # Wilson's interval (1927): for the few deals of one seller the usual normal
    # interval leaves 0 to 1 and has no width at 0 of 3.
    square = STANDARD_ERRORS**2
    count = resolved + square
    center = (passed + square / 2) / count
    failed = resolved - passed
    variance = passed * failed / resolved + square / 4
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


def _measure_pace(stage: Stage, depths: Depths, today: date | None) -> Pace:
    start = WAY.index(stage)
    spells = []
    for prospect, depth in depths:
        if depth is not None and depth >= start:
            spell = measure_spell(prospect, stage, today)
            if spell is not None:
                spells.append(spell)
    exits = [spell.exit for spell in spells]
    count = exits.count(Exit.PASSED)
    still_open = exits.count(Exit.OPEN)
    if not count:
        return Pace(stage, None, 0, Reason("pipeline.no_pace", stage=stage))
    # The median: one deal that lay for a year must not set the pace of all.
    middle = estimate_incidence(spells).median
    if middle is None:
        because = Reason("pipeline.slow_pace", stage=stage, count=still_open)
        return Pace(stage, None, count, because, still_open)
    because = explain_pace(stage, middle, count, still_open)
    return Pace(stage, middle, count, because, still_open)


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
