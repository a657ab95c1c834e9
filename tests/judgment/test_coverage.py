"""Needs of the people, who covers them, and the gaps."""

from __future__ import annotations

import pytest

from powermap.errors import ModelError
from powermap.judgment.coverage import coverage
from powermap.judgment.needs import needs
from powermap.model import (
    AccountPlan,
    BuyingCenter,
    Contact,
    Member,
    OrganizationNeed,
    PersonalNeed,
    Role,
    Stakeholder,
)
from powermap.model.playbook import Playbook

WANTED = Playbook().wanted_contact


def center(*people):
    return BuyingCenter("ERP", people)


def test_needs_as_a_matrix():
    ana = Stakeholder(
        "Ana",
        organization_needs=["image", "finance"],
        personal_needs="security",
        meets_organization_needs=True,
    )
    ben = Stakeholder(
        "Ben", organization_needs="finance", meets_organization_needs=False
    )
    found = needs(center(ana, ben, Stakeholder("Cleo")))
    assert found.people == ("ana", "ben", "cleo")
    assert found.needs == (*OrganizationNeed, *PersonalNeed)
    assert found.cells["ana"] == {"finance": True, "image": True, "security": None}
    assert found.cells["cleo"] == {}
    finance = found.counts[OrganizationNeed.FINANCE]
    assert (finance.people, finance.met, finance.unmet, finance.unknown) == (2, 1, 1, 0)
    assert found.no_organization_need == ("cleo",)
    assert found.no_personal_need == ("ben", "cleo")
    assert str(found.because) == (
        "Most frequent: Finance (2 people). Needs unknown: Cleo."
    )
    assert found.because.say("zh") == "最常见的需求：财务（2 人）。需求未知：Cleo。"
    assert found.rows()[0]["need"] == "Finance"


def test_needs_of_no_one():
    found = needs(center())
    assert str(found.because) == "No needs are known yet."
    assert all(count.people == 0 for count in found.counts.values())


def cover_ana(**more):
    return coverage(center(Stakeholder("Ana", covered_by="Kim", **more)))


def test_a_gap_just_below_what_is_wanted_and_none_at_it():
    roles = [
        (8, 8, Role.OWNER),
        (8, 2, Role.APPROVER),
        (8, None, Role.DECIDER),
        (2, 8, Role.ADVOCATE),
        (2, 2, Role.GATEKEEPER),
        (2, None, Role.INFLUENCER),
        (None, 8, None),
    ]
    depths = list(Contact)
    for power, involvement, role in roles:
        axes = {"power": power, "involvement": involvement}
        wanted = WANTED[role]
        below = depths[depths.index(wanted) - 1]
        assert cover_ana(contact=wanted, **axes).gaps == (), role
        [gap] = cover_ana(contact=below, **axes).gaps
        assert (gap.present, gap.wanted, gap.uncovered) == (below, wanted, False)


def test_a_veto_wants_more():
    cases = [
        ({"power": 1, "involvement": 1}, Contact.BRIEF),
        ({"power": 1, "involvement": 1, "can_veto": True}, Contact.SEVERAL),
        ({"power": 8, "involvement": 8, "can_veto": True}, Contact.DEEP),
    ]
    for person, wanted in cases:
        assert cover_ana(**person).wanted["ana"] is wanted


def test_unknown_contact_and_no_coverage():
    ana = Stakeholder("Ana", power=8, involvement=2, can_veto=True)
    [gap] = coverage(center(ana)).gaps
    assert (gap.present, gap.uncovered) == (None, True)
    assert str(gap.because) == (
        "Ana (Approver, can veto): contact is unknown, but should be Several; "
        "no one on our team covers this person."
    )
    assert gap.because.say("zh") == (
        "Ana（审批者，可否决）：接触未知，应为“多次”；我方无人负责。"
    )
    [gap] = coverage(center(Stakeholder("Ana", contact="deep"))).gaps
    assert str(gap.because) == (
        "Ana (no role yet): no one on our team covers this person."
    )


def test_people_by_our_team():
    people = center(
        Stakeholder("Ana", contact="deep", covered_by=["Kim", "Max"]),
        Stakeholder("Ben"),
    )
    plan = AccountPlan("Northwind", center=people, team=[Member("Lee"), Member("Kim")])
    found = coverage(plan, team=["Zoe"])
    assert found.team == ("Lee", "Kim", "Zoe", "Max")
    assert found.cells == {"ana": {"Kim": "deep", "Max": "deep"}, "ben": {}}
    assert (found.present["ben"], found.idle) == (None, ("Lee", "Zoe"))
    assert coverage(people).team == ("Kim", "Max")
    with pytest.raises(ModelError, match="5 is of type int"):
        coverage(people, team=5)


def test_gaps_where_most_is_wanted_come_first():
    found = coverage(
        center(
            Stakeholder("Gail", power=1, involvement=1),
            Stakeholder("Olaf", power=8, involvement=8, contact="several"),
            Stakeholder("Otto", power=8, involvement=8, contact="none"),
        )
    )
    assert [gap.person for gap in found.gaps] == ["otto", "olaf", "gail"]
    assert [row["name"] for row in found.rows()] == ["Otto", "Olaf", "Gail"]
    assert "<th>Wanted contact</th>" in found._repr_html_()
    assert repr(found) == "<Coverage of 3 people, 3 gaps>"


def test_a_company_wants_less_contact():
    none = dict.fromkeys([*Role, None], Contact.NONE)
    people = center(Stakeholder("Ana", power=8, contact="none", covered_by="Kim"))
    assert coverage(people, playbook=Playbook(wanted_contact=none)).gaps == ()
    del none[Role.OWNER]
    with pytest.raises(ModelError, match="wanted_contact has None for owner"):
        Playbook(wanted_contact=none)


def test_no_one_to_cover():
    found = coverage(AccountPlan("Northwind"))
    assert (found.people, found.team, found.gaps) == ((), (), ())
    assert dict(found.cells) == {}
