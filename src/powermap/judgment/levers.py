"""The four levers: what one change to the pipeline would bring, all else equal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from powermap.errors import ModelError, nearest, shown
from powermap.judgment.pipeline import (
    DATED,
    GATES,
    PERIOD,
    Funnel,
    chance,
    days,
    money,
    percent,
    pipeline,
    total,
)
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter, Stage
from powermap.model.playbook import Improvement as WhatIf
from powermap.model.playbook.defaults import IMPROVEMENTS
from powermap.model.record import a_list
from powermap.model.subject import plan_of

LEVERS: tuple[WhatIf, ...] = IMPROVEMENTS
GROUPS = ("success", "order", "efficiency", "prospects")
KINDS = ("rate", "key_account", "amount", "cycle", "prospects")


@dataclass(frozen=True, slots=True)
class Lever:
    """What one change brings.

    Parameters
    ----------
    name : str
        What changes, in words.
    change : WhatIf
        The what-if itself.
    before, after, gain : float or None
        Expected value without and with it, and the difference; per period where a cycle is known, else of the open
        pipeline. None when not computable.
    per_period : bool
        Which of the two it is; the same for all levers of a plan.
    how : str
        How it comes about, or what is missing.
    because : str
        The same with what it brings.
    """

    name: str
    change: WhatIf
    before: float | None
    after: float | None
    gain: float | None
    per_period: bool
    how: str
    because: str


def levers(
    plan: AccountPlan | BuyingCenter,
    changes: Iterable[WhatIf] | None = None,
    *,
    period: int = PERIOD,
    lang: str = "en",
) -> tuple[Lever, ...]:
    """What each of the four levers would bring, all else equal.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        Its ``pipeline`` is looked at.
    changes : iterable of WhatIf, optional
        The what-ifs; `LEVERS` when not given.
    period : int, default 91
        Days for which values hold where a cycle is known.
    lang : {"en", "zh"}
        Language of names and reasons.

    Returns
    -------
    tuple of Lever
        The largest gain first, those that cannot be computed last.

    Raises
    ------
    ModelError
        When a change has a group, kind, gate or amount that is not allowed.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Prospect
    >>> plan = AccountPlan("Northwind", pipeline=[
    ...     Prospect("Contoso", "won"), Prospect("Fabrikam", "lost", closing_on="2026-05-01"),
    ...     Prospect("Tailspin", "closing", amount=90_000)])
    >>> best = levers(plan)[0]
    >>> best.name, round(best.gain)
    ('Closing rate up 10 points', 9000)
    """
    plan = plan_of(plan)
    funnel = pipeline(plan, period=period, lang=lang)
    wanted: tuple[WhatIf, ...] = LEVERS if changes is None else a_list(changes, WhatIf)
    for change in wanted:
        _check(change)
    found = [_lever(change, plan, funnel, lang) for change in wanted]
    return tuple(
        sorted(found, key=lambda each: (each.gain is None, -(each.gain or 0.0)))
    )


def _check(change: WhatIf) -> None:
    for name, allowed in (("group", GROUPS), ("kind", KINDS)):
        given = getattr(change, name)
        if given not in allowed:
            hint = nearest(str(given), allowed)
            raise ModelError(
                f"{name} of {shown(change.name)} is {shown(given)}; allowed: {', '.join(allowed)}{hint}"
            )
    if change.kind == "rate" and change.gate not in GATES:
        raise ModelError(
            f"gate of {shown(change.name)} is {shown(change.gate)}; allowed: {', '.join(GATES)}"
        )
    if change.kind in {"prospects", "key_account"} and (
        not change.stages or not set(change.stages) <= set(DATED)
    ):
        raise ModelError(
            f"stages of {shown(change.name)} are {shown(change.stages)}; allowed: {', '.join(DATED)}"
        )
    if not _is_number(change.by) or (change.kind == "cycle" and change.by >= 1):
        raise ModelError(
            f"{shown(change.name)} changes by {shown(change.by)}; allowed: a number, below 1 for a cycle"
        )
    if change.kind in {"amount", "prospects"} and change.by < -1:
        raise ModelError(
            f"{shown(change.name)} changes by {shown(change.by)}; allowed: from -1, which leaves nothing"
        )


def _is_number(by: object) -> bool:
    return (
        isinstance(by, int | float) and not isinstance(by, bool) and math.isfinite(by)
    )


def _lever(change: WhatIf, plan: AccountPlan, funnel: Funnel, lang: str) -> Lever:
    name = named(change, lang)
    by_period = funnel.per_period is not None
    before = funnel.per_period if by_period else funnel.expected
    value, reason = (
        _changed(change, plan, funnel, lang)
        if funnel.expected is not None
        else (None, funnel.because)
    )
    if value is None or before is None:
        return Lever(name, change, before, None, None, by_period, reason, reason)
    cycle = (
        funnel.cycle
        if funnel.cycle is None or change.kind != "cycle"
        else funnel.cycle * (1 - change.by)
    )
    after = value * funnel.period / cycle if by_period and cycle else value
    key = "gain_period" if by_period else "gain"
    sign = "+" if after >= before else "−"
    because = reason + say(
        lang,
        f"lever.{key}",
        before=money(before),
        after=money(after),
        gain=sign + money(abs(after - before)),
        period=funnel.period,
    )
    return Lever(
        name, change, before, after, after - before, by_period, reason, because
    )


def named(change: WhatIf, lang: str) -> str:
    """What changes, in words; a name that the words do not know is a house's own."""
    by = (
        f"{change.by:.10g}"
        if change.kind == "key_account"
        else f"{change.by * 100:.10g}"
    )
    try:
        return say(lang, f"lever.name.{change.name}", by=by)
    except (KeyError, TypeError):
        return change.name


def _changed(
    change: WhatIf, plan: AccountPlan, funnel: Funnel, lang: str
) -> tuple[float | None, str]:
    """Expected value after a change, and how; None with what is missing."""
    if change.kind == "rate":
        return _by_rate(change, funnel, lang)
    if change.kind == "key_account":
        return _by_key_account(change, plan, funnel, lang)
    if change.kind == "cycle":
        if funnel.per_period is None:
            return None, say(lang, "lever.no_cycle")
        cycle = funnel.cycle or 0.0
        return funnel.expected, say(
            lang,
            "lever.by_cycle",
            before=days(cycle),
            after=days(cycle * (1 - change.by)),
        )
    stages = change.stages if change.kind == "prospects" else tuple(DATED)
    known = [funnel.steps[stage].expected for stage in stages]
    worth = math.fsum(each for each in known if each is not None)
    if not any(each is not None for each in known):
        return None, say(lang, "lever.no_worth", stages=_stages(stages, lang))
    reason = say(
        lang,
        f"lever.by_{change.kind}",
        stages=_stages(stages, lang),
        worth=money(worth),
    )
    return (funnel.expected or 0.0) + worth * change.by, reason


def _stages(stages: Sequence[Stage], lang: str) -> str:
    return say(lang, "list.comma").join(label(stage, lang) for stage in stages)


def _by_rate(change: WhatIf, funnel: Funnel, lang: str) -> tuple[float | None, str]:
    gate = str(change.gate)
    rate = funnel.gates[gate].rate
    if rate is None:
        return None, funnel.gates[gate].because
    better = min(max(rate + change.by, 0.0), 1.0)
    rates = {
        key: better if key == gate else each.rate for key, each in funnel.gates.items()
    }
    worth = [
        step.amount * odds
        for step in funnel.open
        if step.amount is not None and (odds := chance(step.stage, rates)) is not None
    ]
    return math.fsum(worth), _rate_told(gate, rate, better, lang)


def _rate_told(gate: str, before: float, after: float, lang: str) -> str:
    if before == after:
        return say(lang, "lever.by_no_rate", gate=gate, before=percent(before, lang))
    return say(
        lang,
        "lever.by_rate",
        gate=gate,
        before=percent(before, lang),
        after=percent(after, lang),
    )


def _by_key_account(
    change: WhatIf, plan: AccountPlan, funnel: Funnel, lang: str
) -> tuple[float | None, str]:
    amount, count = total(each for each in plan.pipeline if each.key_account)
    if amount is None:
        return None, say(lang, "lever.no_key_account")
    stage = change.stages[0]
    odds = funnel.steps[stage].chance
    if odds is None:
        return None, say(lang, "lever.no_chance", stage=label(stage, lang))
    if change.by < -count:
        return None, say(lang, "lever.too_few", count=count)
    mean = amount / count
    named_stage, likely = label(stage, lang), percent(odds, lang)
    reason = say(
        lang,
        "lever.by_key_account",
        amount=money(mean),
        count=count,
        stage=named_stage,
        chance=likely,
    )
    return (funnel.expected or 0.0) + change.by * mean * odds, reason
