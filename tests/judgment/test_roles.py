from __future__ import annotations

import pickle

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.model.playbook import Playbook, Thresholds

TABLE = [
    ("decider", "low", "approver"),
    ("decider", None, "decider"),
    ("decider", "high", "owner"),
    ("influencer", "low", "gatekeeper"),
    ("influencer", None, "influencer"),
    ("influencer", "high", "advocate"),
    (5, 4.99, "approver"),
    (4.99, 5, "advocate"),
    (10, 10, "owner"),
    (0, 0, "gatekeeper"),
    (9, None, "decider"),
]


def role_of(power, involvement, playbook=None, **more):
    ana = pm.Stakeholder("Ana", power=power, involvement=involvement, **more)
    return pm.classify(pm.BuyingCenter("ERP", [ana]), playbook=playbook)["ana"]


def test_the_table():
    for power, involvement, role in TABLE:
        assert role_of(power, involvement).role == role, (power, involvement)


@given(st.one_of(st.none(), st.sampled_from(pm.Involvement), st.floats(0, 10)))
def test_power_unknown_is_never_guessed(involvement):
    assert role_of(None, involvement).role is None


def test_the_reason_in_two_languages():
    assert str(role_of(8, 2).because) == (
        "Decides (power 8 of 10, cutoff 5) and is not closely involved "
        "(2 of 10, cutoff 5): Approver, who signs off from a distance."
    )
    assert (
        role_of("decider", "high").because.say("zh")
        == "决策，高度参与：拥有者，对问题或预算负责。"
    )
    assert str(role_of(None, 3).because) == (
        "Power is unknown, so there is no role yet."
    )


def test_every_reason_is_a_sentence_in_both_languages():
    powers = [None, "decider", "influencer", 0, 5.5]
    involvements = [None, "low", "high", 0, 9.25]
    for power in powers:
        for involvement in involvements:
            because = role_of(power, involvement).because
            assert str(because)[0].isupper()
            assert str(because).endswith(".")
            assert because.say("zh").endswith("。")
            assert "{" not in str(because) + because.say("zh")


def test_margin_is_the_distance_nearest_to_the_cutoff():
    assert role_of(8, 4.5).margin == 0.5
    assert role_of("decider", 2).margin == 3
    assert role_of("decider", "low").margin is None


def test_declared_beside_computed():
    cases = {
        "owner": True,
        "decider": True,
        "approver": False,
        "influencer": False,
        None: None,
    }
    for declared, agrees in cases.items():
        assert role_of(8, 8, declared_role=declared).agrees is agrees, declared


def test_a_grid_of_a_playbook():
    grid = dict(Playbook().role_grid)
    grid[pm.Power.INFLUENCER, pm.Involvement.LOW] = pm.Role.INFLUENCER
    found = role_of("influencer", "low", playbook=Playbook(role_grid=grid))
    assert found.role is pm.Role.INFLUENCER
    assert "Influencer" in str(found.because)


def test_a_grid_that_is_not_complete():
    grid = dict(Playbook().role_grid)
    del grid[pm.Power.DECIDER, None]
    with pytest.raises(pm.ModelError, match="role_grid has None for"):
        Playbook(role_grid=grid)
    with pytest.raises(pm.ModelError, match="role_grid: 5 is of type int; give a map"):
        Playbook(role_grid=5)


def test_any_subject():
    plan = pm.northwind_plan()
    judgment = pm.judge(plan)
    assert pm.classify(judgment) is judgment.roles
    assert pm.classify(plan) == pm.classify(plan.center) == judgment.roles


def test_a_table_of_names_roles_and_reasons():
    roles = pm.classify(pm.northwind())
    [first, *_] = roles.rows("zh")
    assert first["name"] == pm.northwind().stakeholders[0].name
    assert first["role"] in roles._repr_html_() or first["role"]
    assert "<td>Owner</td>" in roles._repr_html_()
    assert pickle.loads(pickle.dumps(roles)) == roles
    assert len(repr(roles)) < 100
    assert repr(role_of(8, 8)) == "<Assignment owner>"


def test_a_role_close_to_the_cutoff_names_the_other_one():
    ana = role_of(4.9, 8)
    assert ana.role is pm.Role.ADVOCATE
    assert str(ana.because).endswith(
        " Close to the line: Owner if power is 0.5 higher."
    )
    assert ana.because.say("zh").endswith("接近分界：权力高 0.5 则为拥有者。")
    (near,) = ana.near_cut
    assert (near.axis, near.higher, near.role) == ("power", True, pm.Role.OWNER)
    both = role_of(5.2, 4.8)
    assert str(both.because).endswith(
        " Close to the line: Gatekeeper if power is 0.5 lower or Owner if involvement is "
        "0.5 higher."
    )
    word = role_of(5.4, "low")
    assert [each.role for each in word.near_cut] == [pm.Role.GATEKEEPER]
    for far in (role_of(4.4, 8), role_of(5.5, 8), role_of(None, 4.9)):
        assert far.near_cut == ()
    strict = Playbook(thresholds=Thresholds(near_cut=0.005))
    assert role_of(4.9, 8, playbook=strict).near_cut == ()


@given(power=st.floats(0, 10), involvement=st.floats(0, 10))
def test_a_near_role_is_the_one_on_the_other_side(power, involvement):
    found = role_of(power, involvement)
    for near in found.near_cut:
        scores = {"power": power, "involvement": involvement}
        scores[near.axis] += near.by if near.higher else -near.by
        moved = {axis: min(max(score, 0), 10) for axis, score in scores.items()}
        assert role_of(**moved).role is near.role is not found.role


CUT_REASONS = {
    (5, 8): (
        (
            "Decides (power 5 of 10, exactly at the cutoff, which counts as high) and is "
            "closely involved (8 of 10, cutoff 5): Owner, who owns the problem or the budget."
        ),
        "决策（权力 5，满分 10，恰好在分界上，按高计），高度参与（8，满分 10，分界 5）",
    ),
    (2, 5): (
        (
            "Influences the decision (power 2 of 10, cutoff 5) and is closely involved (5 of "
            "10, exactly at the cutoff, which counts as high): Advocate"
        ),
        "影响决策（权力 2，满分 10，分界 5），高度参与（5，满分 10，恰好在分界上，按高计）",
    ),
    (5, 5): (
        "Decides (power 5 of 10) and is closely involved (5 of 10), both exactly at the cutoff: Owner",
        "决策（权力 5，满分 10），高度参与（5，满分 10），均恰好在分界上：拥有者",
    ),
    (5, None): (
        "Decides (power 5 of 10, exactly at the cutoff, which counts as high), but",
        "决策（权力 5，满分 10，恰好在分界上，按高计），参与程度未知",
    ),
}


@pytest.mark.parametrize(("scores", "expected"), CUT_REASONS.items())
def test_the_reason_says_that_a_score_is_exactly_at_the_cutoff(scores, expected):
    power, involvement = scores
    ana = pm.Stakeholder("Ana", power=power, involvement=involvement)
    found = pm.classify(pm.BuyingCenter("C", [ana]))["ana"]
    assert found.margin == 0
    assert found.at_cut == tuple(
        axis
        for axis, score in zip(("power", "involvement"), scores, strict=True)
        if score == 5
    )
    english, chinese = expected
    assert str(found.because).startswith(english)
    assert found.because.say("zh").startswith(chinese)


@given(
    power=st.floats(1, 5), involvement=st.floats(1, 5), cut=st.sampled_from([2, 3, 4])
)
def test_at_the_cutoff_is_what_stands_exactly_there(power, involvement, cut):
    ana = pm.Stakeholder("Ana", power=power, involvement=involvement)
    found = pm.classify(pm.BuyingCenter("C", [ana], scale=pm.Scale(1, 5, cut)))["ana"]
    assert ("power" in found.at_cut) == (power == cut)
    assert ("involvement" in found.at_cut) == (involvement == cut)
    assert bool(found.at_cut) == (found.margin == 0)
    assert ("exactly at the cutoff" in str(found.because)) == bool(found.at_cut)
