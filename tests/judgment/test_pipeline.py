"""Figures of a pipeline worked by hand, what is unknown, and what levers bring."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import ModelError
from powermap.judgment.levers import LEVERS, WhatIf, levers
from powermap.judgment.pipeline import (
    GATES,
    WAY,
    chance,
    days,
    money,
    percent,
    pipeline,
)
from powermap.model import AccountPlan, Prospect, Stage


def plan(*prospects, as_of=None):
    return AccountPlan("Northwind", pipeline=prospects, as_of=as_of)


WORKED = plan(
    # reached: potential 8, prospect 6, closing 4, won 2; one more was lost nobody knows where
    Prospect("won 1", "won", amount=400, key_account=True, potential_on="2026-01-01", prospect_on="2026-01-11",
             closing_on="2026-02-10", closed_on="2026-03-02"),
    Prospect("won 2", "won", amount=100, potential_on="2026-01-01", prospect_on="2026-01-21",
             closing_on="2026-03-02", closed_on="2026-04-01"),
    Prospect("lost late", "lost", closing_on="2026-02-01"),
    Prospect("closing", "closing", amount=1000),
    Prospect("lost in the middle", "lost", prospect_on="2026-02-01", closed_on="2026-05-01"),
    Prospect("prospect", "prospect", amount=600, key_account=True),
    Prospect("potential", "potential", amount=800),
    Prospect("lost early", "lost", potential_on="2026-01-01"),
    Prospect("lost somewhere", "lost", amount=50),
)  # fmt: skip


def test_how_many_came_to_each_stage():
    found = pipeline(WORKED)
    assert [found.steps[stage].reached for stage in WAY] == [8, 6, 4, 2]
    assert [found.steps[stage].count for stage in Stage] == [1, 1, 1, 2, 4]
    assert found.unplaced == ("lost somewhere",)


def test_rates_are_counted():
    gates = pipeline(WORKED).gates
    assert list(gates) == ["TOP", "IN", "BEST"]
    assert [(g.reached, g.passed, g.lost, g.waiting) for g in gates.values()] == [
        (8, 6, 1, 1), (6, 4, 1, 1), (4, 2, 1, 1),
    ]  # fmt: skip
    assert [g.rate for g in gates.values()] == pytest.approx([0.75, 2 / 3, 0.5])
    assert (
        gates["IN"].because
        == "IN: 4 of 6 went on (67 %); 1 was lost here, 1 is still waiting."
    )


def test_the_interval_of_a_rate_is_that_of_wilson():
    best = pipeline(
        plan(
            *[Prospect(f"w{n}", "won") for n in range(3)],
            *[Prospect(f"c{n}", "closing") for n in range(5)],
        )
    )
    assert (best.gates["BEST"].low, best.gates["BEST"].high) == pytest.approx(
        (0.1368, 0.6943), abs=1e-4
    )  # 3 of 8


def test_expected_value_is_amount_times_the_rates_ahead():
    found = pipeline(WORKED)
    assert found.win_rate == pytest.approx(0.25)
    assert [found.steps[stage].chance for stage in WAY] == pytest.approx(
        [0.25, 1 / 3, 0.5, 1]
    )
    assert found.expected == pytest.approx(1000 * 0.5 + 600 / 3 + 800 * 0.25)  # 900
    assert found.because == (
        "Expected value 900 = 800 × 25 % (Potential customer) + 600 × 33 % (Prospect) + 1,000 × 50 % (About to close)."
    )


def test_velocity_is_the_median_of_those_who_passed():
    found = pipeline(WORKED)
    assert [(pace.days, pace.count) for pace in found.velocity.values()] == [
        (15, 2),
        (35, 2),
        (25, 2),
    ]
    assert found.cycle == 75
    assert found.per_period == pytest.approx(900 * 91 / 75)
    assert pipeline(WORKED, period=75).per_period == pytest.approx(900)
    assert (
        found.velocity[Stage.PROSPECT].because
        == "Prospect: 35 days at the median, from 2 prospects."
    )


def test_an_empty_pipeline_says_so_and_invents_nothing():
    found = pipeline(plan())
    assert (found.expected, found.per_period, found.win_rate, found.cycle) == (
        None,
    ) * 4
    assert found.because == "The pipeline is empty, so nothing can be computed."
    assert [step.count for step in found.steps.values()] == [0] * 5
    assert all(gate.rate is None and gate.low is None for gate in found.gates.values())
    assert pipeline(plan(), lang="zh").because == "管道为空，无法计算。"
    assert all(
        lever.gain is None and lever.because == found.because
        for lever in levers(plan())
    )


@pytest.mark.parametrize(
    ("prospects", "expected", "why"),
    [
        ([Prospect("a", "won", amount=9)], 0.0, "Nothing is open, so nothing is expected."),
        ([Prospect("a", "closing")], None, "Expected value is not computable: no open prospect has an amount."),
        ([Prospect("a", "potential", amount=9)], None,
         "Expected value is not computable: no rate on the way of those who have an amount is known."),
        ([Prospect("a", "closing", amount=9)], 0.0, "Expected value 0 = 9 × 0 % (About to close)."),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_is_said(prospects, expected, why):
    found = pipeline(plan(*prospects))
    assert (found.expected, found.because) == (expected, why)


def test_what_is_computable_is_summed_and_what_is_not_is_named():
    found = pipeline(
        plan(
            Prospect("a", "won"),
            Prospect("b", "closing", amount=10),
            Prospect("c", "prospect"),
        )
    )
    assert found.expected == 5
    assert found.because.endswith(
        "Not in it, since amount or rate is unknown: Prospect."
    )
    assert "No amount: c." in found.missing


def test_dates_after_the_plans_own_are_intentions():
    meant = Prospect(
        "a", "potential", prospect_on="2026-12-01", closing_on="2027-01-01"
    )
    assert [
        pipeline(plan(meant, as_of="2026-11-20")).steps[s].reached for s in WAY
    ] == [1, 0, 0, 0]
    assert [pipeline(plan(meant)).steps[s].reached for s in WAY] == [1, 1, 1, 0]
    assert pipeline(plan(Prospect("a", "closing", prospect_on="2026-10-01", closing_on="2026-12-01"),
                         as_of="2026-11-20")).velocity[Stage.PROSPECT].days is None  # fmt: skip


def test_the_time_until_a_loss_is_no_time_of_passing():
    lost = Prospect("a", "lost", closing_on="2026-01-01", closed_on="2026-09-01")
    assert pipeline(plan(lost)).velocity[Stage.CLOSING].days is None


@pytest.mark.parametrize("period", [0, -1, True, 2.5])
def test_a_period_is_a_number_of_days(period):
    with pytest.raises(ModelError, match="period is"):
        pipeline(plan(), period=period)


def test_an_unknown_language():
    with pytest.raises(ModelError, match="allowed: en, zh"):
        pipeline(plan(), lang="fr")


def by_name(found):
    return {lever.change.name: lever for lever in found}


def test_the_four_levers_by_hand():
    found = by_name(
        levers(WORKED, period=75)
    )  # so that value per period is the expected value: 900
    assert [lever.before for lever in found.values()] == pytest.approx([900] * 7)
    gains = {name: lever.gain for name, lever in found.items()}
    assert gains == {
        "closing": pytest.approx(180),  # all three stages × 0.6 / 0.5: 900 × 0.2
        "quoting": pytest.approx(400 * 0.15),  # 200 + 200 behind IN, × 0.1 / (2/3)
        "screening": pytest.approx(200 * 0.1 / 0.75),
        "key_account": pytest.approx(500 / 3),  # mean of 400 and 600, one third of it
        "order": pytest.approx(90),
        "cycle": pytest.approx(100),  # 900 / 0.9
        "prospects": pytest.approx(40),
    }
    assert [lever.gain for lever in levers(WORKED)] == sorted(
        (lever.gain for lever in levers(WORKED)), reverse=True
    )
    assert all(lever.per_period for lever in found.values())


def test_without_a_cycle_the_open_pipeline_is_the_measure():
    found = by_name(
        levers(plan(Prospect("a", "won"), Prospect("b", "closing", amount=10)))
    )
    assert (found["closing"].before, found["closing"].after) == (5, pytest.approx(6))
    assert not found["closing"].per_period
    assert found["cycle"].gain is None
    assert (
        found["cycle"].because
        == "Not computable: the dates do not give the length of the whole cycle."
    )
    assert (
        found["key_account"].because
        == "Not computable: no key account in the pipeline has an amount."
    )


def test_no_rate_goes_beyond_all():
    (lever,) = levers(plan(Prospect("a", "won"), Prospect("b", "prospect", amount=10), Prospect("c", "won")),
                      [WhatIf("closing", "success", "rate", 0.1, gate="BEST")])  # fmt: skip
    assert (lever.gain, lever.how) == (0, "BEST is at 100 % already")


def test_a_table_of_the_house():
    mine = [
        WhatIf("Twice as many visits", "efficiency", "cycle", 0.5),
        WhatIf("closing", "success", "rate", 0.2, "BEST"),
    ]
    found = levers(WORKED, mine)
    assert [lever.name for lever in found] == [
        "Twice as many visits",
        "Closing rate up 20 points",
    ]
    assert [lever.name for lever in levers(WORKED, mine, lang="zh")] == [
        "Twice as many visits",
        "成交率提高 20 个百分点",
    ]
    assert levers(WORKED, []) == ()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            WhatIf("x", "succes", "rate", 0.1, "TOP"),
            "allowed: success, order, efficiency, prospects .did you mean",
        ),
        (
            WhatIf("x", "success", "points", 0.1, "TOP"),
            "kind of 'x' is 'points'; allowed: rate, key_account",
        ),
        (
            WhatIf("x", "success", "rate", 0.1, "WIN"),
            "gate of 'x' is 'WIN'; allowed: TOP, IN, BEST",
        ),
        (WhatIf("x", "prospects", "prospects", 0.1), "stages of 'x'"),
        (
            WhatIf("x", "prospects", "prospects", 0.1, stages=(Stage.WON,)),
            "allowed: potential, prospect, closing",
        ),
        (WhatIf("x", "efficiency", "cycle", 1.0), "below 1 for a cycle"),
        (WhatIf("x", "order", "amount", math.nan), "allowed: a number"),
        (WhatIf("x", "order", "amount", "0.1"), "changes by '0.1'; allowed: a number"),
        (WhatIf("x", "order", "amount", True), "changes by True"),
        (
            WhatIf("x", "order", "amount", -1.1),
            "allowed: from -1, which leaves nothing",
        ),
        (
            WhatIf("x", "prospects", "prospects", -2, stages=(Stage.PROSPECT,)),
            "allowed: from -1",
        ),
    ],
)
def test_a_change_that_is_not_allowed(change, message):
    with pytest.raises(ModelError, match=message):
        levers(WORKED, [change])


def test_no_more_key_accounts_go_than_are_there():
    key = [
        Prospect("a", "won", key_account=True, amount=6),
        Prospect("b", "closing", key_account=True, amount=4),
    ]
    fewer = [
        WhatIf("key_account", "order", "key_account", by, stages=(Stage.CLOSING,))
        for by in (-2, -3)
    ]
    less, none = levers(plan(*key), fewer)
    assert less.gain == pytest.approx(-2 * 5 / 2)
    assert (none.gain, none.because) == (
        None,
        "Not computable: only 2 key accounts have an amount.",
    )


def test_the_table_of_levers_has_all_four_groups():
    assert {change.group for change in LEVERS} == {
        "success",
        "order",
        "efficiency",
        "prospects",
    }
    assert {change.gate for change in LEVERS if change.gate} == set(GATES)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_answer_has_its_reason(lang):
    found = pipeline(WORKED, lang=lang)
    reasons = [
        each.because
        for part in (found.steps, found.gates, found.velocity)
        for each in part.values()
    ]
    reasons += [lever.because for lever in levers(WORKED, lang=lang)]
    assert all(reasons)
    assert all(("{" in reason) is False for reason in reasons)


stages = st.sampled_from(Stage)
amounts = st.none() | st.integers(0, 10**9)
dated = st.none() | st.dates()


@st.composite
def prospects(draw):
    when = sorted(day for day in draw(st.lists(st.dates(), min_size=4, max_size=4)))
    given_days = [day if draw(st.booleans()) else None for day in when]
    names = ("potential_on", "prospect_on", "closing_on", "closed_on")
    return Prospect("p", draw(stages), amount=draw(amounts), key_account=draw(st.none() | st.booleans()),
                    **dict(zip(names, given_days, strict=True)))  # fmt: skip


@given(st.lists(prospects(), max_size=12), st.none() | st.dates())
@settings(deadline=None)
def test_nobody_is_lost_or_counted_twice(several, today):
    found = pipeline(plan(*several, as_of=today))
    assert sum(step.count for step in found.steps.values()) == len(several)
    reached = [found.steps[stage].reached for stage in WAY]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] + len(found.unplaced) == len(several)
    for gate, (start, end) in GATES.items():
        each = found.gates[gate]
        assert (
            each.reached
            == each.passed + each.lost + each.waiting
            == found.steps[start].reached
        )
        assert each.passed == found.steps[end].reached
        assert each.rate is None or 0 <= each.low <= each.rate <= each.high <= 1
    opened = sum(step.amount or 0 for step in found.open)
    assert found.expected is None or -1e-6 <= found.expected <= opened * (1 + 1e-9)
    for lever in levers(plan(*several, as_of=today)):
        assert lever.gain is None or lever.gain >= -1e-6


def test_small_things():
    assert chance(Stage.LOST, {}) == 0
    assert chance(Stage.WON, {"TOP": None, "IN": None, "BEST": None}) == 1
    assert (money(0), money(12.5), money(1e16)) == ("0", "12.5", "1e+16")
    assert (percent(0), percent(1.5), percent(0.002, "zh")) == ("0 %", "150 %", "0.2%")
    assert (days(3.0), days(3.5)) == ("3", "3.5")


@pytest.mark.parametrize("changes", [5, ["closing"], [None]])
def test_what_is_no_change_at_all(changes):
    with pytest.raises(ModelError, match="is of type"):
        levers(WORKED, changes)
