from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from powermap.errors import ModelError
from powermap.judgment.relationship import account_relationship, relationships
from powermap.model import (
    BuyingCenter,
    Relationship,
    Stakeholder,
)
from powermap.model.playbook import Playbook, Thresholds

GRID = [
    (True, True, "partner", ["partner"]),
    (True, False, "supplier", ["supplier"]),
    (False, True, "friend", ["friend"]),
    (False, False, "outsider", ["outsider"]),
    (True, None, None, ["supplier", "partner"]),
    (None, True, None, ["friend", "partner"]),
    (False, None, None, ["outsider", "friend"]),
    (None, False, None, ["outsider", "supplier"]),
    (None, None, None, ["outsider", "friend", "supplier", "partner"]),
]


def person(organization=None, personal=None, name="Ana", **more):
    return Stakeholder(
        name,
        meets_organization_needs=organization,
        meets_personal_needs=personal,
        **more,
    )


def center(*people):
    return BuyingCenter("ERP", people)


def test_the_grid():
    for organization, personal, relationship, possible in GRID:
        found = relationships(center(person(organization, personal)))["ana"]
        assert (found.relationship, list(found.possible)) == (relationship, possible)
        assert len(found.possible) == 4 or all(
            str(found.because).count(each.capitalize()) for each in possible
        )


def test_the_reason_in_two_languages():
    half = relationships(center(person(True)))["ana"]
    assert str(half.because) == (
        "Organization needs are met; whether personal needs are met is unknown: "
        "Supplier or Partner."
    )
    assert half.because.say("zh") == (
        "组织需求得到满足，个人需求是否得到满足未知：供货商或伙伴。"
    )
    nothing = relationships(center(person()))["ana"]
    assert str(nothing.because).endswith("so the relationship is unknown.")


def test_a_grid_of_a_playbook():
    grid = dict(Playbook().relationship_grid)
    grid[False, True] = Relationship.OUTSIDER
    playbook = Playbook(relationship_grid=grid)
    found = relationships(center(person(False, True)), playbook=playbook)
    assert found["ana"].relationship == "outsider"
    found = relationships(center(person(False)), playbook=playbook)
    assert found["ana"].possible == (Relationship.OUTSIDER,)
    account = account_relationship(
        center(person(False, True, power=5)), playbook=playbook
    )
    assert account.relationship == "outsider"
    del grid[True, True]
    with pytest.raises(ModelError, match="relationship_grid has None for"):
        Playbook(relationship_grid=grid)
    with pytest.raises(ModelError, match="relationship_grid: 5 is of type int"):
        Playbook(relationship_grid=5)


def test_a_playbook_says_how_much_has_to_be_known_of_the_account():
    people = center(person(True, True, power=6), person(name="Ben", power=4))
    assert account_relationship(people).relationship == "partner"
    strict = Playbook(thresholds=Thresholds(enough_known=0.7))
    found = account_relationship(people, playbook=strict)
    assert (found.relationship, found.organization.is_met) == (None, None)


def test_the_account_is_weighed_by_power():
    found = account_relationship(
        center(person(True, False, power=9), person(False, True, name="Ben", power=3))
    )
    assert (found.relationship, found.organization.met, found.personal.met) == (
        "supplier",
        0.75,
        0.25,
    )
    assert str(found.because) == (
        "Organization needs are met; personal needs are not met: Supplier. Weighted "
        "by power, organization needs are met for 75%, not met for 25%, unknown for "
        "0%. Personal needs are met for 25%, not met for 75%, unknown for 0%."
    )
    assert found.because.say("zh") == (
        "组织需求得到满足，个人需求没有得到满足：供货商。按权力加权，组织需求：满足 75%，"
        "未满足 25%，未知 0%。个人需求：满足 25%，未满足 75%，未知 0%。"
    )


def test_the_account_while_less_than_half_is_known():
    found = account_relationship(
        center(person(True, True, power=4), person(name="Ben", power=6))
    )
    assert (found.relationship, found.organization.unknown, len(found.possible)) == (
        None,
        0.6,
        4,
    )


def test_people_of_unknown_power_are_left_out_and_named():
    found = account_relationship(
        center(person(True, True, power=4), person(False, False, name="Ben"))
    )
    assert (found.relationship, found.left_out) == ("partner", ("ben",))
    assert str(found.because).endswith(
        "Not counted, because their power is unknown: Ben."
    )


def test_one_or_several_people_of_unknown_power():
    names = {
        0: None,
        1: "Ben.",
        2: "Ben, Cleo.",
        5: "Ben, Cleo, Dan and 2 more.",
    }
    for count, end in names.items():
        left_out = [
            person(True, name=name)
            for name in ("Ben", "Cleo", "Dan", "Eve", "Fay")[:count]
        ]
        found = account_relationship(center(person(True, True, power=4), *left_out))
        assert len(found.left_out) == count
        if end:
            assert str(found.because).endswith(f"unknown: {end}")
        else:
            assert "Not counted" not in str(found.because)


def test_the_account_while_nobodys_power_is_known():
    for people in ([], [person(True, True)]):
        found = account_relationship(center(*people))
        assert (found.relationship, found.organization.met) == (None, 0)
        assert found.because.say("zh") == (
            "没有人的权力是已知的，无法加权，客户关系未知。"
        )


@given(
    st.lists(
        st.tuples(
            *[st.sampled_from([True, False, None])] * 2, st.none() | st.floats(0, 10)
        ),
        max_size=6,
    )
)
def test_unknown_is_never_guessed(given_):
    people = [
        person(*met, name=f"P{at}", power=power)
        for at, (*met, power) in enumerate(given_)
    ]
    for one, found in zip(people, relationships(center(*people)).values(), strict=True):
        known = None not in {one.meets_organization_needs, one.meets_personal_needs}
        assert (found.relationship is not None) is known
    account = account_relationship(center(*people))
    assert (account.relationship is None) is (
        None in {account.organization.is_met, account.personal.is_met}
    )
