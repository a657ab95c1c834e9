"""Figures of a pipeline worked by hand, what is unknown, and what levers bring."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import ModelError
from powermap.judgment.levers import levers
from powermap.judgment.pipeline import GATES, WAY, chance, pipeline
from powermap.language import LANGS
from powermap.model import AccountPlan, Prospect, Stage
from powermap.model.playbook import Improvement, Playbook


def plan(*prospects, as_of=None):
    return AccountPlan("Northwind", pipeline=prospects, as_of=as_of)


# Reached: potential 8, prospect 6, closing 4, won 2; one more was lost at an unknown
# stage.
WORKED = plan(
    Prospect(
        "won 1",
        "won",
        amount=400,
        key_account=True,
        potential_on="2026-01-01",
        prospect_on="2026-01-11",
        closing_on="2026-02-10",
        closed_on="2026-03-02",
    ),
    Prospect(
        "won 2",
        "won",
        amount=100,
        potential_on="2026-01-01",
        prospect_on="2026-01-21",
        closing_on="2026-03-02",
        closed_on="2026-04-01",
    ),
    Prospect("lost late", "lost", closing_on="2026-02-01"),
    Prospect("closing", "closing", amount=1000),
    Prospect("lost midway", "lost", prospect_on="2026-02-01", closed_on="2026-05-01"),
    Prospect("prospect", "prospect", amount=600, key_account=True),
    Prospect("potential", "potential", amount=800),
    Prospect("lost early", "lost", potential_on="2026-01-01"),
    Prospect("lost somewhere", "lost", amount=50),
)


def test_how_many_reached_each_stage():
    found = pipeline(WORKED)
    assert [found.steps[stage].reached for stage in WAY] == [8, 6, 4, 2]
    assert [found.steps[stage].count for stage in Stage] == [1, 1, 1, 2, 4]
    assert found.unplaced == ("lost somewhere",)


def test_rates_are_counted():
    gates = pipeline(WORKED).gates
    assert list(gates) == ["TOP", "IN", "BEST"]
    counts = [(g.reached, g.passed, g.lost, g.waiting) for g in gates.values()]
    assert counts == [(8, 6, 1, 1), (6, 4, 1, 1), (4, 2, 1, 1)]
    assert [g.rate for g in gates.values()] == pytest.approx([0.75, 2 / 3, 0.5])
    assert str(gates["IN"].because) == (
        "IN: 4 of 6 moved on (67%); 1 was lost here, 1 is still waiting."
    )


def test_the_interval_of_a_rate_is_that_of_wilson():
    won = [Prospect(f"w{n}", "won") for n in range(3)]
    closing = [Prospect(f"c{n}", "closing") for n in range(5)]
    best = pipeline(plan(*won, *closing)).gates["BEST"]  # 3 of 8
    assert (best.low, best.high) == pytest.approx((0.1368, 0.6943), abs=1e-4)


def test_expected_value_is_amount_times_the_rates_ahead():
    found = pipeline(WORKED)
    assert found.win_rate == pytest.approx(0.25)
    chances = [found.steps[stage].chance for stage in WAY]
    assert chances == pytest.approx([0.25, 1 / 3, 0.5, 1])
    assert found.expected == pytest.approx(1000 * 0.5 + 600 / 3 + 800 * 0.25)  # 900
    assert str(found.because) == (
        "Expected value 900 = 800 × 25% (Potential customer) + 600 × 33% (Prospect) "
        "+ 1,000 × 50% (About to close)."
    )
    assert str(found.steps[Stage.PROSPECT].because) == (
        "Prospect: 1 now, worth 600, expected value 200 (chance to win 33%)."
    )


def test_velocity_is_the_median_of_those_who_passed():
    found = pipeline(WORKED)
    paces = [(pace.days, pace.count) for pace in found.velocity.values()]
    assert paces == [(15, 2), (35, 2), (25, 2)]
    assert found.cycle == 75
    assert found.per_period == pytest.approx(900 * 91 / 75)
    assert pipeline(WORKED, period=75).per_period == pytest.approx(900)
    assert str(found.velocity[Stage.PROSPECT].because) == (
        "Prospect: 35 days (median of 2 prospects)."
    )


def test_an_empty_pipeline_says_so_and_invents_nothing():
    found = pipeline(plan())
    figures = (found.expected, found.per_period, found.win_rate, found.cycle)
    assert figures == (None,) * 4
    assert str(found.because) == (
        "The pipeline is empty, so there is nothing to calculate."
    )
    assert found.because.say("zh") == "销售管道为空，无法计算。"
    assert [step.count for step in found.steps.values()] == [0] * 5
    assert all(gate.rate is None and gate.low is None for gate in found.gates.values())
    for lever in levers(plan()):
        assert lever.gain is None
        assert lever.because == found.because


def test_what_cannot_be_calculated_has_its_reason():
    no_amount = "Expected value unknown: no open prospect has an amount."
    no_rate = (
        "Expected value unknown: the prospects with an amount have no conversion rate "
        "yet."
    )
    cases = [
        (("won", 9), 0.0, "No prospect is open, so the expected value is 0."),
        (("closing", None), None, no_amount),
        (("potential", 9), None, no_rate),
        (("closing", 9), 0.0, "Expected value 0 = 9 × 0% (About to close)."),
    ]
    for (stage, amount), expected, because in cases:
        found = pipeline(plan(Prospect("a", stage, amount=amount)))
        assert (found.expected, str(found.because)) == (expected, because)


def test_what_can_be_calculated_is_summed_and_the_rest_is_named():
    won = Prospect("a", "won")
    closing = Prospect("b", "closing", amount=10)
    found = pipeline(plan(won, closing, Prospect("c", "prospect")))
    assert found.expected == 5
    assert str(found.because).endswith(
        " Not included, because amount or rate is unknown: Prospect."
    )
    assert "Without an amount: c." in [str(each) for each in found.missing]


def test_dates_after_the_plans_own_are_intentions():
    intended = {"prospect_on": "2026-12-01", "closing_on": "2027-01-01"}
    prospect = Prospect("a", "potential", **intended)

    def reached(subject):
        return [pipeline(subject).steps[stage].reached for stage in WAY]

    assert reached(plan(prospect, as_of="2026-11-20")) == [1, 0, 0, 0]
    assert reached(plan(prospect)) == [1, 1, 1, 0]
    days = {"prospect_on": "2026-10-01", "closing_on": "2026-12-01"}
    closing = plan(Prospect("a", "closing", **days), as_of="2026-11-20")
    assert pipeline(closing).velocity[Stage.PROSPECT].days is None


def test_the_time_until_a_loss_is_not_the_time_of_passing():
    lost = Prospect("a", "lost", closing_on="2026-01-01", closed_on="2026-09-01")
    assert pipeline(plan(lost)).velocity[Stage.CLOSING].days is None


def test_a_period_is_a_number_of_days():
    for period in (0, -1, True, 2.5):
        for function in (pipeline, levers):
            with pytest.raises(ModelError, match="period is"):
                function(plan(), period=period)


def by_name(found):
    return {lever.change.name: lever for lever in found}


def test_the_four_levers_by_hand():
    # With this period the value per period is the expected value: 900.
    found = by_name(levers(WORKED, period=75))
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
    in_order = [lever.gain for lever in levers(WORKED)]
    assert in_order == sorted(in_order, reverse=True)
    assert all(lever.per_period for lever in found.values())
    assert str(found["closing"].because) == (
        "BEST goes from 50% to 60%. Expected value per 75 days: 900 → 1,080 (+180)."
    )
    assert str(found["cycle"].because).startswith(
        "The sales cycle goes from 75 days to 68 days."
    )


def test_without_a_cycle_the_open_pipeline_is_the_measure():
    closing = Prospect("b", "closing", amount=10)
    found = by_name(levers(plan(Prospect("a", "won"), closing)))
    best = found["closing"]
    assert (best.before, best.after) == (5, pytest.approx(6))
    assert not best.per_period
    assert found["cycle"].gain is None
    assert str(found["cycle"].because) == (
        "Cannot be calculated: dates are missing for the length of the sales cycle."
    )
    assert str(found["key_account"].because) == (
        "Cannot be calculated: no key account in the pipeline has an amount."
    )


def with_improvements(*improvements):
    return Playbook(improvements=improvements)


def test_no_rate_goes_beyond_all():
    higher = Improvement("closing", "success", "rate", 0.1, gate="BEST")
    won = [Prospect("a", "won"), Prospect("c", "won")]
    subject = plan(*won, Prospect("b", "prospect", amount=10))
    (lever,) = levers(subject, playbook=with_improvements(higher))
    assert (lever.gain, str(lever.how)) == (0, "BEST is already at 100%")


def test_improvements_of_a_company():
    own = Improvement("Twice as many visits", "efficiency", "cycle", 0.5)
    higher = Improvement("closing", "success", "rate", 0.2, "BEST")
    found = levers(WORKED, playbook=with_improvements(own, higher))
    assert [lever.name.say("en") for lever in found] == [
        "Twice as many visits",
        "Closing rate up 20 points",
    ]
    assert [lever.name.say("zh") for lever in found] == [
        "Twice as many visits",
        "成交率提高 20 个百分点",
    ]
    assert levers(WORKED, playbook=with_improvements()) == ()
    half = Improvement("order", "order", "amount", 0.125)
    (lever,) = levers(WORKED, playbook=with_improvements(half))
    assert str(lever.name) == "Average order 12.5% larger"
    for wrong in (5, ["closing"], [None]):
        with pytest.raises(ModelError, match="is of type"):
            Playbook(improvements=wrong)


def test_an_improvement_that_is_not_allowed():
    won = {"stages": (Stage.WON,)}
    cases = [
        (
            ("succes", "rate", 0.1, "TOP"),
            {},
            "group is 'succes'; allowed: success, order, efficiency, prospects .did",
        ),
        (("success", "points", 0.1, "TOP"), {}, "kind is 'points'; allowed: rate, key"),
        (("success", "rate", 0.1, "WIN"), {}, "gate is 'WIN'; allowed: TOP, IN, BEST"),
        (("prospects", "prospects", 0.1), {}, "stages is"),
        (("prospects", "prospects", 0.1), won, "allowed: potential, prospect, closing"),
        (("efficiency", "cycle", 1.0), {}, "a number below 1 for a cycle"),
        (("order", "amount", math.nan), {}, "allowed: a number"),
        (("order", "amount", "0.1"), {}, "by is '0.1'; allowed: a number"),
        (("order", "amount", True), {}, "by is True"),
        (("order", "amount", -1.1), {}, "allowed: -1 .nothing is left. or more"),
        (("prospects", "prospects", -2), {"stages": (Stage.PROSPECT,)}, "allowed: -1"),
    ]
    for values, more, message in cases:
        with pytest.raises(ModelError, match=f"^improvement 'x': .*{message}"):
            change = Improvement("x", *values, **more)
            levers(WORKED, playbook=with_improvements(change))


def test_no_more_key_accounts_go_than_there_are():
    key = [
        Prospect("a", "won", key_account=True, amount=6),
        Prospect("b", "closing", key_account=True, amount=4),
    ]
    fewer = []
    for by in (-2, -3):
        stages = (Stage.CLOSING,)
        change = Improvement("key_account", "order", "key_account", by, stages=stages)
        fewer.append(change)
    less, none = levers(plan(*key), playbook=with_improvements(*fewer))
    assert less.gain == pytest.approx(-2 * 5 / 2)
    assert none.gain is None
    assert str(none.because) == (
        "Cannot be calculated: only 2 key accounts have an amount."
    )


def test_the_table_of_improvements_has_all_four_levers():
    improvements = Playbook().improvements
    groups = {change.group for change in improvements}
    assert groups == {"success", "order", "efficiency", "prospects"}
    assert {change.gate for change in improvements if change.gate} == set(GATES)


def test_every_answer_has_its_reason_in_both_languages():
    for subject in (WORKED, plan(), plan(Prospect("a", "closing", amount=9))):
        found = pipeline(subject)
        reasons = [found.because, *found.missing]
        for part in (found.steps, found.gates, found.velocity):
            reasons += [each.because for each in part.values()]
        reasons += [lever.because for lever in levers(subject)]
        for lang in LANGS:
            for reason in reasons:
                said = reason.say(lang)
                assert said.endswith((".", "。")), said
                assert not set("{}") & set(said)


def test_counts_read_well():
    lost = Prospect("b", "lost", closing_on="2026-01-01")
    cases = [
        ([], "BEST: 1 of 1 moved on (100%)."),
        ([lost], "BEST: 1 of 2 moved on (50%); 1 was lost here."),
        ([lost] * 2, "BEST: 1 of 3 moved on (33%); 2 were lost here."),
        (
            [Prospect("c", "closing")] * 2,
            "BEST: 1 of 3 moved on (33%); 2 are still waiting.",
        ),
    ]
    for others, because in cases:
        found = pipeline(plan(Prospect("a", "won"), *others))
        assert str(found.gates["BEST"].because) == because


def test_results_are_tables_with_short_representations():
    found = pipeline(WORKED)
    assert found.rows()[1]["expected"] == "200"
    assert found.gates["TOP"].row()["passed"] == 6
    assert "<th>Stage</th>" in found._repr_html_()
    assert repr(found) == "<Funnel of 9 prospects>"
    [first, *_] = levers(WORKED).rows("zh")
    assert first["lever"] == "成交率提高 10 个百分点"


stages = st.sampled_from(Stage)
amounts = st.none() | st.integers(0, 10**9)


@st.composite
def prospects(draw):
    when = sorted(draw(st.lists(st.dates(), min_size=4, max_size=4)))
    given_days = [day if draw(st.booleans()) else None for day in when]
    names = ("potential_on", "prospect_on", "closing_on", "closed_on")
    return Prospect(
        "p",
        draw(stages),
        amount=draw(amounts),
        key_account=draw(st.none() | st.booleans()),
        **dict(zip(names, given_days, strict=True)),
    )


@given(st.lists(prospects(), max_size=12), st.none() | st.dates())
@settings(deadline=None)
def test_no_one_is_forgotten_or_counted_twice(several, today):
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


def test_the_chance_from_a_stage_to_win():
    assert chance(Stage.LOST, {}) == 0
    assert chance(Stage.WON, {"TOP": None, "IN": None, "BEST": None}) == 1
