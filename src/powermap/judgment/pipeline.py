"""The pipeline: how many prospects come how far, how fast, and what the open ones are worth.

Potential customers pass TOP (screening), IN (visit, quote) and BEST (negotiate, close) until WIN. Every rate is counted
from the prospects themselves; where nothing was counted there is no rate, and what needs it says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from types import MappingProxyType

from powermap.errors import ModelError, shown
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter, Prospect, Stage
from powermap.model.subject import plan_of

WAY: tuple[Stage, ...] = (Stage.POTENTIAL, Stage.PROSPECT, Stage.CLOSING, Stage.WON)
"""The stages in order; whoever is lost falls out of this line."""
GATES: Mapping[str, tuple[Stage, Stage]] = MappingProxyType(
    {
        "TOP": (Stage.POTENTIAL, Stage.PROSPECT),
        "IN": (Stage.PROSPECT, Stage.CLOSING),
        "BEST": (Stage.CLOSING, Stage.WON),
    }
)
"""What stands between two stages; behind the last one is WIN."""
PERIOD = 91
"""Days in a quarter."""
CERTAIN = 1.96
"""Standard errors on either side of a rate that hold its true value in 95 of 100 samples."""
DATED: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.POTENTIAL: "potential_on",
        Stage.PROSPECT: "prospect_on",
        Stage.CLOSING: "closing_on",
    }
)
"""The field with the day on which a prospect came into each open stage."""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One stage of the funnel.

    Parameters
    ----------
    stage : Stage
        Which.
    prospects : tuple of Prospect
        Who stands there now.
    reached : int
        How many came at least so far, those included who went on or were lost later.
    amount : float or None
        Sum of the known amounts of those who stand there; None when none is known.
    priced : int
        How many amounts are known.
    chance : float or None
        The product of the rates from here to WIN; None while one of them is not known.
    expected : float or None
        Amount times chance.
    because : str
        In a sentence.
    """

    stage: Stage
    prospects: tuple[Prospect, ...]
    reached: int
    amount: float | None
    priced: int
    chance: float | None
    expected: float | None
    because: str

    @property
    def count(self) -> int:
        """How many stand there now."""
        return len(self.prospects)


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many pass one gate.

    Parameters
    ----------
    gate : str
        TOP, IN or BEST.
    reached, passed, lost, waiting : int
        How many came to the stage before it, and what became of them.
    rate : float or None
        Passed of reached; those who wait count as not passed yet. None when nobody came so far.
    low, high : float or None
        Where the true rate lies in 95 of 100 cases (Wilson's interval); wide when few were counted.
    because : str
        In a sentence.
    """

    gate: str
    reached: int
    passed: int
    lost: int
    waiting: int
    rate: float | None
    low: float | None
    high: float | None
    because: str


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a stage takes those who pass it.

    Parameters
    ----------
    stage : Stage
        Which.
    days : float or None
        The median; None when no two dates are known.
    count : int
        How many prospects it rests on.
    because : str
        In a sentence.
    """

    stage: Stage
    days: float | None
    count: int
    because: str


@dataclass(frozen=True, slots=True)
class Funnel:
    """What a pipeline says.

    Parameters
    ----------
    steps : mapping of Stage to FunnelStep
        All five stages, won and lost last.
    gates : mapping of str to Conversion
        TOP, IN, BEST.
    velocity : mapping of Stage to Pace
        The three stages that take time.
    win_rate : float or None
        From potential customer to WIN: the product of the three rates.
    cycle : float or None
        Days from potential customer to WIN: the sum of the three medians.
    expected : float or None
        What the open prospects are worth, each amount times its chance; None when not computable.
    per_period : float or None
        Expected value divided by the cycle, times `period`.
    period : int
        Days.
    unplaced : tuple of str
        Names of lost prospects without dates that say how far they came; no rate counts them.
    because : str
        How the expected value comes about, or why there is none.
    missing : tuple of str
        What would have to be known, a sentence each.
    """

    steps: Mapping[Stage, FunnelStep]
    gates: Mapping[str, Conversion]
    velocity: Mapping[Stage, Pace]
    win_rate: float | None
    cycle: float | None
    expected: float | None
    per_period: float | None
    period: int
    unplaced: tuple[str, ...]
    because: str
    missing: tuple[str, ...]

    @property
    def open(self) -> tuple[FunnelStep, ...]:
        """The steps whose prospects are neither won nor lost."""
        return tuple(self.steps[stage] for stage in WAY[:-1])


def pipeline(
    plan: AccountPlan | BuyingCenter, *, period: int = PERIOD, lang: str = "en"
) -> Funnel:
    """Count a plan's prospects by stage, and say what they convert to, how fast, and for how much.

    A prospect has reached every stage up to its own. One that was lost has reached the last stage that it has a date
    for; without any it counts as lost and in no rate. Dates after the plan's own date are intentions and do not count.

    Parameters
    ----------
    plan : AccountPlan or BuyingCenter
        Its ``pipeline`` is looked at.
    period : int, default 91
        Days for which the expected value per period holds.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    Funnel

    Raises
    ------
    ModelError
        When the period is not above 0 or the language is unknown.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Prospect
    >>> plan = AccountPlan("Northwind", pipeline=[
    ...     Prospect("Contoso", "won"), Prospect("Fabrikam", "lost", closing_on="2026-05-01"),
    ...     Prospect("Tailspin", "closing", amount=90_000)])
    >>> found = pipeline(plan)
    >>> found.gates["BEST"].because
    'BEST: 1 of 3 went on (33 %); 1 was lost here, 1 is still waiting.'
    >>> found.expected
    30000.0

    Notes
    -----
    Expected value per period is what sales operations call sales velocity: prospects × amount × win rate ÷ length of
    the cycle. The interval of a rate is that of Wilson (1927), *Probable inference, the law of succession, and
    statistical inference*, which holds for small counts too.
    """
    plan = plan_of(plan)
    if not isinstance(period, int) or isinstance(period, bool) or period <= 0:
        raise ModelError(
            f"period is {shown(period)}; allowed: a whole number of days above 0"
        )
    depths = [(each, _depth(each, plan.as_of)) for each in plan.pipeline]
    gates = {gate: _conversion(gate, depths, lang) for gate in GATES}
    steps = {
        stage: _step(
            stage, depths, {gate: each.rate for gate, each in gates.items()}, lang
        )
        for stage in Stage
    }
    velocity = {stage: _pace(stage, plan, lang) for stage in DATED}
    cycle = _cycle(velocity)
    expected = _expected(
        [steps[stage] for stage in DATED], any_there=bool(plan.pipeline)
    )
    unplaced = tuple(each.name for each, depth in depths if depth is None)
    return Funnel(
        MappingProxyType(steps),
        MappingProxyType(gates),
        MappingProxyType(velocity),
        chance(Stage.POTENTIAL, {gate: each.rate for gate, each in gates.items()}),
        cycle,
        expected,
        per_period(expected, cycle, period),
        period,
        unplaced,
        _because(plan, steps, expected, lang),
        _missing(gates, velocity, steps, unplaced, lang),
    )


def chance(stage: Stage, rates: Mapping[str, float | None]) -> float | None:
    """The product of the rates from a stage to WIN; None while one of them is not known.

    Examples
    --------
    >>> chance(Stage.PROSPECT, {"TOP": None, "IN": 0.5, "BEST": 0.4})
    0.2
    """
    if stage not in WAY:
        return 0.0
    ahead = [
        rates[gate]
        for gate, (start, _) in GATES.items()
        if WAY.index(start) >= WAY.index(stage)
    ]
    return (
        None if None in ahead else math.prod(rate for rate in ahead if rate is not None)
    )


def per_period(
    expected: float | None, cycle: float | None, period: int
) -> float | None:
    """Expected value that comes in over a period; None without a cycle of at least a day."""
    return (
        None
        if expected is None or cycle is None or cycle < 1
        else expected * period / cycle
    )


def money(amount: float) -> str:
    """An amount as it stands in a sentence or a picture.

    Examples
    --------
    >>> money(1234567.2), money(0.5), money(2e15)
    ('1,234,567', '0.5', '2e+15')
    """
    if abs(amount) >= 1e15:
        return f"{amount:.3g}"
    return f"{amount:,.0f}" if amount == 0 or abs(amount) >= 100 else f"{amount:,.3g}"


def percent(share: float, lang: str = "en") -> str:
    """A share in percent, as a reader of the language writes it.

    Examples
    --------
    >>> percent(1 / 3), percent(0.004), percent(0.5, "zh"), percent(12_500), percent(1e15)
    ('33 %', '0.4 %', '50%', '1,250,000 %', '1e+17 %')
    """
    if share >= 1e5:
        number = f"{share * 100:.3g}"
    else:
        number = (
            f"{share * 100:,.0f}"
            if share == 0 or share >= 0.01
            else f"{share * 100:.1g}"
        )
    return f"{number}%" if lang == "zh" else f"{number} %"


def days(number: float) -> str:
    """A number of days, without a needless decimal.

    Examples
    --------
    >>> days(12.0), days(2.5), days(0.022)
    ('12', '2.5', '0.02')
    """
    return (
        f"{number:.1f}".removesuffix(".0")
        if number >= 0.1 or number == 0
        else f"{number:.1g}"
    )


def total(prospects: Iterable[Prospect]) -> tuple[float | None, int]:
    """The sum of the known amounts, and how many they are."""
    amounts = [each.amount for each in prospects if each.amount is not None]
    return (math.fsum(amounts) if amounts else None), len(amounts)


def _depth(prospect: Prospect, today: date | None) -> int | None:
    """How far along the way a prospect came; None when it was lost nobody knows where."""
    dated = [
        WAY.index(stage)
        for stage, name in DATED.items()
        if (day := getattr(prospect, name)) and (today is None or day <= today)
    ]
    if prospect.stage is not Stage.LOST:
        return max([WAY.index(prospect.stage), *dated])
    return max(dated, default=None)


def _conversion(
    gate: str, depths: Sequence[tuple[Prospect, int | None]], lang: str
) -> Conversion:
    start = WAY.index(GATES[gate][0])
    here = [
        (each, depth) for each, depth in depths if depth is not None and depth >= start
    ]
    reached, passed = len(here), sum(depth > start for _, depth in here)
    lost = sum(depth == start and each.stage is Stage.LOST for each, depth in here)
    waiting = reached - passed - lost
    if not reached:
        stage = label(GATES[gate][0], lang)
        return Conversion(
            gate,
            0,
            0,
            0,
            0,
            None,
            None,
            None,
            say(lang, "pipeline.no_rate", gate=gate, stage=stage),
        )
    rate = passed / reached
    fates = [
        say(lang, f"pipeline.{key}", count=count)
        for key, count in (("lost", lost), ("waiting", waiting))
        if count
    ]
    tail = (
        say(lang, "pipeline.fates", fates=say(lang, "list.comma").join(fates))
        if fates
        else ""
    )
    because = say(
        lang,
        "pipeline.rate",
        gate=gate,
        passed=passed,
        reached=reached,
        share=percent(rate, lang),
        tail=tail,
    )
    return Conversion(
        gate, reached, passed, lost, waiting, rate, *_wilson(passed, reached), because
    )


def _wilson(passed: int, reached: int) -> tuple[float, float]:
    square = CERTAIN**2
    centre = (passed + square / 2) / (reached + square)
    half = (
        CERTAIN
        / (reached + square)
        * math.sqrt(passed * (reached - passed) / reached + square / 4)
    )
    return max(centre - half, 0.0), min(centre + half, 1.0)


def _step(
    stage: Stage,
    depths: Sequence[tuple[Prospect, int | None]],
    rates: Mapping[str, float | None],
    lang: str,
) -> FunnelStep:
    here = tuple(each for each, _ in depths if each.stage is stage)
    place = WAY.index(stage) if stage in WAY else None
    reached = (
        len(here)
        if place is None
        else sum(depth is not None and depth >= place for _, depth in depths)
    )
    amount, priced = total(here)
    odds = chance(stage, rates)
    expected = None if amount is None or odds is None else amount * odds
    said = [say(lang, "pipeline.here", count=len(here), stage=label(stage, lang))]
    if amount is not None:
        said.append(say(lang, "pipeline.worth", amount=money(amount)))
    if priced < len(here):
        said.append(say(lang, "pipeline.unpriced", count=len(here) - priced))
    if (
        expected is not None
        and amount is not None
        and odds is not None
        and stage in DATED
    ):
        said.append(
            say(
                lang,
                "pipeline.times",
                chance=percent(odds, lang),
                expected=money(expected),
            )
        )
    because = say(lang, "pipeline.and").join(said) + say(lang, "pipeline.stop")
    return FunnelStep(stage, here, reached, amount, priced, odds, expected, because)


def _pace(stage: Stage, plan: AccountPlan, lang: str) -> Pace:
    start = DATED[stage]
    end = DATED.get(WAY[WAY.index(stage) + 1], "closed_on")
    spans = []
    for each in plan.pipeline:
        first, last = getattr(each, start), getattr(each, end)
        counts = end != "closed_on" or each.stage is Stage.WON
        if first and last and counts and (plan.as_of is None or last <= plan.as_of):
            spans.append((last - first).days)
    if not spans:
        return Pace(
            stage, None, 0, say(lang, "pipeline.no_pace", stage=label(stage, lang))
        )
    middle = float(median(spans))
    because = say(
        lang,
        "pipeline.pace",
        count=len(spans),
        stage=label(stage, lang),
        days=days(middle),
    )
    return Pace(stage, middle, len(spans), because)


def _cycle(velocity: Mapping[Stage, Pace]) -> float | None:
    medians = [pace.days for pace in velocity.values()]
    return (
        None
        if None in medians
        else math.fsum(each for each in medians if each is not None)
    )


def _expected(steps: Sequence[FunnelStep], *, any_there: bool) -> float | None:
    """The sum over what is computable: nothing open is worth nothing, nothing known is not."""
    if any_there and not any(step.prospects for step in steps):
        return 0.0
    known = [step.expected for step in steps if step.expected is not None]
    return math.fsum(known) if known else None


def _because(
    plan: AccountPlan,
    steps: Mapping[Stage, FunnelStep],
    expected: float | None,
    lang: str,
) -> str:
    if not plan.pipeline:
        return say(lang, "pipeline.empty")
    opened = [steps[stage] for stage in DATED if steps[stage].prospects]
    if not opened:
        return say(lang, "pipeline.nothing_open")
    if expected is None:
        key = (
            "no_amounts" if all(step.amount is None for step in opened) else "no_rates"
        )
        return say(lang, f"pipeline.{key}")
    parts = [_term(step, lang) for step in opened if step.expected is not None]
    said = say(
        lang,
        "pipeline.sum",
        expected=money(expected),
        parts=say(lang, "pipeline.plus").join(parts),
    )
    out = [label(step.stage, lang) for step in opened if step.expected is None]
    if out:
        said += say(lang, "pipeline.left_out", stages=say(lang, "list.comma").join(out))
    return said


def _term(step: FunnelStep, lang: str) -> str:
    amount, odds = money(step.amount or 0.0), percent(step.chance or 0.0, lang)
    return say(
        lang, "pipeline.term", stage=label(step.stage, lang), amount=amount, chance=odds
    )


def _missing(
    gates: Mapping[str, Conversion],
    velocity: Mapping[Stage, Pace],
    steps: Mapping[Stage, FunnelStep],
    unplaced: Sequence[str],
    lang: str,
) -> tuple[str, ...]:
    unpriced = [
        each.name
        for stage in DATED
        for each in steps[stage].prospects
        if each.amount is None
    ]
    names = say(lang, "list.comma")
    said = [each.because for each in gates.values() if each.rate is None]
    said += [each.because for each in velocity.values() if each.days is None]
    if unpriced:
        said.append(say(lang, "pipeline.no_amount_of", people=names.join(unpriced)))
    if unplaced:
        said.append(say(lang, "pipeline.unplaced", people=names.join(unplaced)))
    return tuple(said)
