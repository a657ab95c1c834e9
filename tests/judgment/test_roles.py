from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import powermap as pm

TABLE = [
    ("decider", "low", "approver"), ("decider", None, "decider"), ("decider", "high", "owner"),
    ("influencer", "low", "gatekeeper"), ("influencer", None, "influencer"), ("influencer", "high", "advocate"),
    (5, 4.99, "approver"), (4.99, 5, "advocate"), (10, 10, "owner"), (0, 0, "gatekeeper"), (9, None, "decider"),
]  # fmt: skip


def role_of(power, involvement, **more):
    center = pm.BuyingCenter(
        "ERP", [pm.Stakeholder("Ana", power=power, involvement=involvement)]
    )
    return pm.classify(center, **more)["ana"]


@pytest.mark.parametrize(("power", "involvement", "role"), TABLE)
def test_the_table(power, involvement, role):
    assert role_of(power, involvement).role == role


@given(st.one_of(st.none(), st.sampled_from(pm.Involvement), st.floats(0, 10)))
def test_power_unknown_is_never_guessed(involvement):
    assert role_of(None, involvement).role is None


def test_the_reason_in_two_languages():
    assert role_of(8, 2).because == (
        "Decides (power 8 of 10, cut at 5) and is little involved (2 of 10, cut at 5): "
        "Approver, who signs off from a distance."
    )
    assert (
        role_of("decider", "high", lang="zh").because
        == "决策，高度参与：拥有者，对问题或预算负责，并深度参与。"
    )
    assert role_of(None, 3).because == "Power is not known yet, so no role is given."


def test_margin_is_the_distance_nearest_to_the_cut():
    assert role_of(8, 4.5).margin == 0.5
    assert role_of("decider", 2).margin == 3
    assert role_of("decider", "low").margin is None


@pytest.mark.parametrize(
    ("declared", "agrees"),
    [
        ("owner", True),
        ("decider", True),
        ("approver", False),
        ("influencer", False),
        (None, None),
    ],
)
def test_declared_beside_computed(declared, agrees):
    center = pm.BuyingCenter(
        "ERP", [pm.Stakeholder("Ana", power=8, involvement=8, declared_role=declared)]
    )
    assert pm.classify(center)["ana"].agrees is agrees


def test_a_house_grid():
    swapped = dict(pm.GRID)
    swapped[pm.Power.INFLUENCER, pm.Involvement.LOW] = pm.Role.INFLUENCER
    assert role_of("influencer", "low", grid=swapped).role is pm.Role.INFLUENCER
    del swapped[pm.Power.DECIDER, None]
    with pytest.raises(pm.ModelError, match="no role for"):
        role_of("influencer", "low", grid=swapped)
    with pytest.raises(pm.ModelError, match="grid: 5 is of type int; give a mapping"):
        role_of("influencer", "low", grid=5)


def test_language_unknown():
    with pytest.raises(pm.ModelError, match="allowed: en, zh"):
        role_of(8, 8, lang="de")
