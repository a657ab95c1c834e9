"""The relationship grid read back: who is in which cell, and where the account is."""

from __future__ import annotations

import random
from itertools import product

import powermap as pm
from powermap.charts import relationship
from powermap.scene import Box, Disc, Group, Text
from powermap.scene.extents import extent

NAMES = "Ana Ben Carla Dev Elif Femi 张伟 李娜 van-den-Lindqvist-Okafor".split()
CELLS = {
    (False, False): "outsider",
    (False, True): "friend",
    (True, False): "supplier",
    (True, True): "partner",
}


def crowd(count, seed=1, known=0.7):
    dice = random.Random(f"{count}{seed}")
    met = [True, False] * 5 + [None] * round(10 * (1 - known))
    people = [
        pm.Stakeholder(
            f"{dice.choice(NAMES)} {dice.choice(NAMES)}",
            id=f"p{n}",
            stance=dice.choice([*pm.Stance, None]),
            title=dice.choice(
                ["CFO", "Head of Procurement and Supplier Development", None]
            ),
            power=dice.choice(["decider", "influencer", 7, None]),
            involvement=dice.choice(["high", None]),
            contact=dice.choice([*pm.Contact, None]),
            meets_organization_needs=dice.choice(met),
            meets_personal_needs=dice.choice(met),
        )
        for n in range(count)
    ]
    return pm.BuyingCenter("A crowd", people)


def ana(**met):
    return pm.BuyingCenter(
        "ERP", [pm.Stakeholder("Ana", power="decider", involvement="high", **met)]
    )


def card_of(group):
    return next(
        mark for mark in group.marks if isinstance(mark, Box | Disc) and mark.solid
    )


def inside(card, ground):
    left, top, right, bottom = extent(card)
    return (
        ground.x < left < right < ground.x + ground.width
        and ground.y < top < bottom < ground.y + ground.height
    )


def test_everybody_stands_in_the_cell_of_their_needs_and_nothing_covers_anything():
    for count, lang in product([1, 2, 14, 40, 80, 150], ["en", "zh"]):
        center = crowd(count)
        scene = relationship(center, lang=lang).scene
        assert [str(fault) for fault in pm.charts.faults(scene)] == []
        assert scene.width == 1280
        groups = scene.groups()
        for person in center:
            cell = CELLS.get(
                (person.meets_organization_needs, person.meets_personal_needs),
                "unknown",
            )
            assert inside(card_of(groups[person.id]), groups[f"cell {cell}"].marks[0])
            written = "".join(
                m.content
                for m in groups[person.id].marks
                if isinstance(m, Text) and m.weight == "semibold"
            )
            assert person.name.replace(" ", "") in written.replace(" ", "")


def test_those_of_whom_all_is_known_fit_the_standard_page():
    for count in [14, 24]:
        assert relationship(crowd(count, known=1)).scene.height == 720


def test_the_grid_stands_as_the_method_has_it():
    groups = relationship(ana()).scene.groups()
    grounds = {cell: groups[f"cell {cell}"].marks[0] for cell in CELLS.values()}
    assert (
        grounds["outsider"].x
        == grounds["friend"].x
        < grounds["supplier"].x
        == grounds["partner"].x
    )
    assert (
        grounds["friend"].y
        == grounds["partner"].y
        < grounds["outsider"].y
        == grounds["supplier"].y
    )


def test_a_flag_marks_where_the_account_stands():
    for (organization, personal), cell in CELLS.items():
        center = ana(
            meets_organization_needs=organization, meets_personal_needs=personal
        )
        scene = relationship(center).scene
        groups = scene.groups()
        flags = [key for key in groups if key.startswith("account ")]
        assert flags == [f"account is {cell}"]
        rim = groups[f"account is {cell}"].marks[0]
        ground = groups[f"cell {cell}"].marks[0]
        assert ground.x < rim.x
        assert ground.y < rim.y
        assert rim.dash == ()
        assert scene.metrics["account"] == cell


def test_where_half_is_known_the_flags_are_dashed_and_two():
    scene = relationship(ana(meets_organization_needs=True)).scene
    flags = {
        key: group
        for key, group in scene.groups().items()
        if key.startswith("account ")
    }
    assert flags.keys() == {"account may be supplier", "account may be partner"}
    assert all(group.marks[0].dash for group in flags.values())
    assert "Supplier or Partner" in scene.description


def test_where_nothing_is_known_there_is_no_flag_and_the_subtitle_says_so():
    scene = relationship(ana()).scene
    assert not [key for key in scene.groups() if key.startswith("account ")]
    assert any(
        "account not placed yet" in mark.content
        for mark in scene.marks
        if isinstance(mark, Text)
    )


def test_a_plan_is_as_good_as_its_center():
    center = crowd(5)
    assert (
        relationship(pm.AccountPlan("Northwind", center=center)).scene
        == relationship(center).scene
    )


def test_nobody_at_all():
    scene = relationship(pm.BuyingCenter("ERP")).scene
    assert pm.charts.faults(scene) == []
    assert "cell unknown" not in scene.groups()
    assert "No one in this buying center yet" in scene.description


def test_the_tooltip_says_first_where_we_stand_and_why():
    title = (
        relationship(ana(meets_organization_needs=True))
        .scene.groups()["ana"]
        .title.splitlines()
    )
    assert title[0] == "Ana"
    assert "whether personal needs are met is unknown" in title[1]


def test_the_role_is_a_pill_since_the_cell_does_not_tell_it():
    group = relationship(ana(meets_organization_needs=True)).scene.groups()["ana"]
    assert "Owner" in [mark.content for mark in group.marks if isinstance(mark, Text)]


def test_the_description_names_everybody():
    for lang in ["en", "zh"]:
        center = crowd(20)
        said = relationship(center, lang=lang).description
        assert all(person.name in said for person in center)


def test_a_name_of_300_characters_wraps_and_is_whole():
    for met in product([True, None], repeat=2):
        person = pm.Stakeholder(
            "Maximiliana " * 25,
            id="p",
            power=5,
            meets_organization_needs=met[0],
            meets_personal_needs=met[1],
        )
        assert (
            pm.charts.faults(relationship(pm.BuyingCenter("ERP", [person])).scene) == []
        )


def test_an_id_that_looks_like_a_part_of_the_picture_is_still_a_person():
    people = [
        pm.Stakeholder(name, meets_organization_needs=True)
        for name in ("Account", "Cell", "Partner")
    ]
    keys = [
        mark.key
        for mark in relationship(pm.BuyingCenter("ERP", people)).scene.walk()
        if isinstance(mark, Group)
    ]
    named = [key for key in keys if key]
    assert len(named) == len(set(named))
