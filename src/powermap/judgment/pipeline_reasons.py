"""The reasons of a pipeline: what its figures are made of, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.judgment.funnel import DATED, Conversion, FunnelStep, Pace
from powermap.language import Days, Listed, Money, Percent, Reason, sentences
from powermap.model import AccountPlan, Stage

if TYPE_CHECKING:
    from powermap.language.values import Value


NOTICEABLE = 0.05
"""A rate by time that differs by less says nothing that the counts do not."""
FEW = 5
"""With fewer outcomes a rate alone would say more than is known."""


def explain_rate(
    gate: str,
    passed: int,
    lost: int,
    waiting: int,
    bounds: tuple[float, float],
    by_time: float | None,
) -> Reason:
    """What became of those who reached a gate, and what the time makes of it."""
    resolved = passed + lost
    rate = passed / resolved
    counted = Reason(
        "pipeline.rate",
        gate=gate,
        passed=passed,
        resolved=resolved,
        share=Percent(rate),
        tail=_name_fates(lost, waiting),
    )
    clauses = [counted]
    if by_time is not None and abs(by_time - rate) >= NOTICEABLE:
        key = "slow_losses" if by_time < rate else "slow_wins"
        clauses.append(Reason(f"pipeline.{key}", share=Percent(by_time)))
    if resolved < FEW:
        low, high = bounds
        few = Reason("pipeline.few", low=Percent(low), high=Percent(high))
        clauses.append(few)
    return sentences(clauses)


def explain_pace(stage: Stage, days: float, count: int, still_open: int) -> Reason:
    """The days that a stage takes, and on how many prospects they rest."""
    return Reason(
        "pipeline.pace_of_open" if still_open else "pipeline.pace",
        count=count,
        stage=stage,
        days=Days(days),
        opened=still_open,
    )


def _name_fates(lost: int, waiting: int) -> Value:
    """What became of those who did not pass, as the end of a sentence."""
    fates: list[Value] = []
    if lost:
        fates.append(Reason("pipeline.lost", count=lost))
    if waiting:
        fates.append(Reason("pipeline.waiting", count=waiting))
    if not fates:
        return ""
    return Reason("pipeline.fates", fates=Listed(fates))


def describe_prospects(
    stage: Stage, count: int, amount: float | None, priced: int
) -> list[Value]:
    """How many prospects a stage has, and their amounts, as clauses."""
    clauses: list[Value] = [Reason("pipeline.here", count=count, stage=stage)]
    if amount is not None:
        clauses.append(Reason("pipeline.worth", amount=Money(amount)))
    if priced < count:
        clauses.append(Reason("pipeline.unpriced", count=count - priced))
    return clauses


def explain_expected(
    plan: AccountPlan, steps: Mapping[Stage, FunnelStep], expected: float | None
) -> Reason:
    """The expected value as a sum over stages, or why it is unknown."""
    if not plan.pipeline:
        return Reason("pipeline.empty")
    opened = [steps[stage] for stage in DATED if steps[stage].prospects]
    if not opened:
        return Reason("pipeline.nothing_open")
    if expected is None:
        without_amount = all(step.amount is None for step in opened)
        return Reason("pipeline.no_amounts" if without_amount else "pipeline.no_rates")
    parts = []
    left_out = []
    for step in opened:
        if step.expected is None:
            left_out.append(step.stage)
        else:
            parts.append(_explain_part(step))
    whole = Reason(
        "pipeline.sum", expected=Money(expected), parts=Listed(parts, "plus")
    )
    if not left_out:
        return whole
    return sentences([whole, Reason("pipeline.left_out", stages=Listed(left_out))])


def _explain_part(step: FunnelStep) -> Reason:
    return Reason(
        "pipeline.term",
        stage=step.stage,
        amount=Money(step.amount or 0.0),
        chance=Percent(step.chance or 0.0),
    )


def list_missing(
    gates: Mapping[str, Conversion],
    velocity: Mapping[Stage, Pace],
    steps: Mapping[Stage, FunnelStep],
    unplaced: Sequence[str],
) -> tuple[Reason, ...]:
    """What has to be known before all figures of the pipeline are."""
    missing = [gate.because for gate in gates.values() if gate.rate is None]
    rough = [name for name, gate in gates.items() if 0 < gate.resolved < FEW]
    if rough:
        missing.append(Reason("pipeline.rough", gates=Listed(rough), few=FEW))
    missing += [pace.because for pace in velocity.values() if pace.days is None]
    unpriced = []
    for stage in DATED:
        for prospect in steps[stage].prospects:
            if prospect.amount is None:
                unpriced.append(prospect.name)
    if unpriced:
        missing.append(Reason("pipeline.no_amount_of", names=Listed(unpriced)))
    if unplaced:
        missing.append(Reason("pipeline.unplaced", names=Listed(unplaced)))
    return tuple(missing)
