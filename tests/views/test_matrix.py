"""The matrices read back: people by needs, and people by our team."""

from __future__ import annotations

import random
from itertools import product

import pytest

import powermap as pm
from powermap import style
from powermap.charts import coverage, needs
from powermap.scene import Box, Disc, Group, Text

NAMES = "Ana Ben Carla Dev Elif Femi 张伟 李娜 van-den-Lindqvist-Okafor".split()
LONG = "Maximiliana " * 25


def crowd(count, members=4, seed=1, name="Member"):
    dice = random.Random(f"{count}{seed}{members}")
    team = [f"{name} {n}" for n in range(members)]
    people = [
        pm.Stakeholder(
            f"{dice.choice(NAMES)} {dice.choice(NAMES)}",
            id=f"p{n}",
            title=dice.choice(
                ["CFO", "Head of Procurement and Supplier Development", None]
            ),
            power=dice.choice(["decider", "influencer", dice.uniform(0, 10), None]),
            involvement=dice.choice(["high", "low", None]),
            contact=dice.choice([*pm.Contact, None]),
            organization_needs=dice.sample(
                list(pm.plan.OrganizationNeed), dice.randint(0, 3)
            ),
            personal_needs=dice.sample(list(pm.plan.PersonalNeed), dice.randint(0, 6)),
            meets_organization_needs=dice.choice([True, False, None]),
            meets_personal_needs=dice.choice([True, False, None]),
            covered_by=dice.sample(team, min(members, dice.randint(0, 2))),
        )
        for n in range(count)
    ]
    center = pm.BuyingCenter("A crowd", people)
    return pm.AccountPlan(
        "A crowd", center=center, team=[pm.plan.Member(each) for each in team]
    )


def texts(group):
    return [mark.content for mark in group.marks if isinstance(mark, Text)]


def written_name(group):
    names = [
        mark.content
        for mark in group.marks
        if isinstance(mark, Text) and mark.size == 13
    ]
    return "".join(names).replace(" ", "")


def test_nothing_covers_anything_and_everybody_is_there():
    for count, lang, draw in product(
        [1, 2, 14, 40, 150], ["en", "zh"], [needs, coverage]
    ):
        plan = crowd(count)
        scene = draw(plan, lang=lang).scene
        assert [str(fault) for fault in pm.charts.faults(scene)] == []
        assert scene.width == 1280
        groups = scene.groups()
        assert all(
            written_name(groups[each.id]) == each.name.replace(" ", "")
            for each in plan.center
        )
        assert all(each.name in scene.description for each in plan.center)


def test_any_number_of_our_people():
    for members in [0, 1, 9, 10, 40]:
        plan = crowd(12, members)
        scene = coverage(plan).scene
        assert [str(fault) for fault in pm.charts.faults(scene)] == []
        groups = scene.groups()
        for person in plan.center:
            drawn = {key for key in groups if key.startswith(f"{person.id} team ")}
            assert drawn == {
                f"{person.id} team {int(name.split()[1])}" for name in person.covered_by
            }


def test_long_names_wrap_and_are_whole():
    for draw in [needs, coverage]:
        people = [
            pm.Stakeholder(
                LONG,
                id="p",
                power=5,
                covered_by=[LONG + "of ours", "Kim"],
                personal_needs="order",
            )
        ]
        scene = draw(pm.BuyingCenter(LONG, people)).scene
        assert pm.charts.faults(scene) == []
        # Cut after some lines, and then whole in the tooltip.
        written = written_name(scene.groups()["p"])
        assert len(written) > 100
        assert LONG.replace(" ", "").startswith(written.removesuffix("…"))
        assert LONG in scene.groups()["p"].title


def test_nobody_at_all():
    for draw, lang in product([needs, coverage], ["en", "zh"]):
        scene = draw(
            pm.AccountPlan("Northwind", team=[pm.plan.Member("Kim")]), lang=lang
        ).scene
        assert pm.charts.faults(scene) == []
        assert "nobody" in scene.groups()


def test_those_with_more_power_stand_higher():
    for draw in [needs, coverage]:
        people = [
            pm.Stakeholder("Unknown"),
            pm.Stakeholder("Low", power=2),
            pm.Stakeholder("Word", power="decider"),
            pm.Stakeholder("High", power=9),
        ]
        groups = draw(pm.BuyingCenter("ERP", people)).scene.groups()
        heights = {
            id: groups[id].marks[0].y for id in ("high", "word", "low", "unknown")
        }
        assert list(heights.values()) == sorted(heights.values())


def test_a_row_has_the_tint_of_the_role():
    for draw in [needs, coverage]:
        ana = pm.Stakeholder("Ana", power="decider", involvement="high")
        ground = draw(pm.BuyingCenter("ERP", [ana])).scene.groups()["ana"].marks[0]
        assert (type(ground), ground.fill) == (Box, style.tone(pm.Role.OWNER).tint)


def test_a_need_is_met_or_not_or_not_known():
    for met, state in [(True, "met"), (False, "not_met"), (None, "not_known")]:
        ana = pm.Stakeholder(
            "Ana", personal_needs=["order", "security"], meets_personal_needs=met
        )
        scene = needs(pm.BuyingCenter("ERP", [ana])).scene
        groups = scene.groups()
        assert groups["ana order"].classes == ("need", state)
        assert "ana power" not in groups
        assert groups["ana order"].marks == style.need_disc(
            met,
            groups["ana order"].marks[0].x,
            groups["ana order"].marks[0].y,
            9,
            solid=True,
        )
        assert scene.metrics[state] == 2


def test_what_is_known_of_needs_that_nobody_named_is_shown():
    ana = pm.Stakeholder("Ana", personal_needs="order", meets_organization_needs=True)
    row = needs(pm.BuyingCenter("ERP", [ana])).scene.groups()["ana"]
    assert texts(row).count("met, details unknown") == 1
    assert "needs unknown" not in texts(row)
    assert any(isinstance(mark, Disc) and mark.fill == style.GOOD for mark in row.marks)


def test_totals_count_over_the_people():
    people = [
        pm.Stakeholder(
            "Ana", personal_needs=["order", "power"], meets_personal_needs=True
        ),
        pm.Stakeholder("Ben", personal_needs=["order"], meets_personal_needs=False),
    ]
    groups = needs(pm.BuyingCenter("ERP", people)).scene.groups()
    assert texts(groups["needs total order"]) == ["1/2"]
    assert groups["needs total order"].title == "Order: 1 of 2 met"
    assert "2 of 3 met" in texts(groups["needs total"])
    assert "2 of 2 met" in texts(groups["ana"])


def cover(contact, covered_by=("Kim",)):
    ana = pm.Stakeholder(
        "Ana",
        power="decider",
        involvement="high",
        contact=contact,
        covered_by=covered_by,
    )
    return coverage(pm.BuyingCenter("ERP", [ana])).scene


def test_dots_are_full_for_contact_there_and_outlined_for_contact_wanted():
    for contact, full, outlined, said in [
        ("none", 0, 3, "3 levels short"),
        ("brief", 1, 2, "2 levels short"),
        ("several", 2, 1, "1 level short"),
        ("deep", 3, 0, "as wanted"),
        (None, 0, 3, "unknown"),
    ]:
        groups = cover(contact).groups()
        for key in ("ana team 0", "ana contact"):
            dots = [
                mark
                for mark in groups[key].marks
                if isinstance(mark, Disc) and mark.radius > 3
            ]
            assert [dot.fill for dot in dots].count(style.KNOWN) == full
            assert [dot.stroke for dot in dots].count(style.KNOWN) == outlined
        assert said in texts(groups["ana contact"])


def test_whom_nobody_covers_is_marked():
    alone, covered = cover("deep", ()), cover("deep")
    assert "no one on our team covers them" in texts(alone.groups()["ana"])
    assert "uncovered" in alone.groups()["ana"].classes
    assert alone.metrics["uncovered"] == 1
    assert "uncovered" not in covered.groups()["ana"].classes
    assert "Ana (Owner): not covered." in alone.description
    assert "Ana (Owner): covered by Kim." in covered.description


def test_our_team_comes_first_then_others_who_cover_and_the_idle_are_counted():
    ana = pm.Stakeholder("Ana", covered_by=["Zoe"])
    team = [pm.plan.Member("Kim", "Key account manager")]
    groups = coverage(
        pm.AccountPlan("Northwind", center=pm.BuyingCenter("ERP", [ana]), team=team)
    ).scene.groups()
    assert texts(groups["covering member 0"]) == ["Kim"]
    assert groups["covering member 0"].title == "Kim\nKey account manager"
    assert texts(groups["covering member 1"]) == ["Zoe"]
    assert {"covers 0", "covers 1"} <= set(texts(groups["coverage total 0"]))


def test_keys_are_unique_whatever_the_ids():
    for draw in [needs, coverage]:
        names = [
            "needs",
            "coverage",
            "nobody",
            "covering",
            "our-team",
            "team",
            "total",
            "contact",
        ]
        people = [
            pm.Stakeholder(n, id=n, personal_needs="order", covered_by=f"M{i}")
            for i, n in enumerate(names * 1)
        ]
        more = [pm.Stakeholder(f"P{i}", covered_by=f"N{i}") for i in range(5)]
        scene = draw(pm.BuyingCenter("ERP", [*people, *more])).scene
        keys = [
            mark.key for mark in scene.walk() if isinstance(mark, Group) and mark.key
        ]
        assert len(keys) == len(set(keys))


def test_a_plan_is_as_good_as_its_center_and_same_input_same_scene():
    for draw in [needs, coverage]:
        center = crowd(8).center
        assert (
            draw(pm.AccountPlan("A crowd", center=center)).scene
            == draw(center).scene
            == draw(center).scene
        )


def test_options_that_do_not_exist():
    for draw in [needs, coverage]:
        for given, said in [
            ({"lang": "fr"}, "allowed: en, zh"),
            ({"title": "a\nb"}, "^title: "),
        ]:
            with pytest.raises(pm.ModelError, match=said):
                draw(crowd(2), **given)
