"""Every chart on pages of a given size: legible, complete, and used well."""

from __future__ import annotations

import random
import re
import warnings
from functools import partial
from itertools import product

import pytest
from hypothesis import given, strategies as st
from matplotlib.figure import Figure

import powermap as pm
from powermap import charts
from powermap.charts.paging import Pages, by_people
from powermap.charts.sizing import smallest_text
from powermap.language import Language
from powermap.scene import Box, Disc, Group, Text
from powermap.views import coverage
from powermap.views.page import STANDARD
from powermap.views.page_size import choose_size

DRAW = {
    "cells": partial(pm.quadrant, placement="cells"),
    "scores": partial(pm.quadrant, placement="scores"),
    "both camps": partial(pm.quadrant, placement="cells", rival="Contoso"),
    "relationship": charts.relationship,
    "needs": charts.needs,
    "coverage": charts.coverage,
}
OF_PLANS = {
    "scorecard": charts.scorecard,
    "funnel": charts.funnel,
    "levers": charts.tornado,
    "appraisal": charts.appraisal,
}
FIRST = ("Ana", "Ben", "Carla", "Dev", "Elif", "Femi", "Greta", "Hugo", "Ines", "Jonas")
LAST = ("Abel", "Brandt", "Castillo", "Dorn", "Eklund", "Ferreira", "Gruber", "Haddad")
TITLES = ("CFO", "Plant Manager", "Head of Procurement", "IT Security Officer", None)
ORGANIZATIONS = ("Northwind", "Weber Consulting", None)


def person(number, rng):
    stance = rng.choice((*pm.Stance, None))
    return pm.Stakeholder(
        f"{rng.choice(FIRST)} {rng.choice(LAST)}",
        id=f"p{number}",
        title=rng.choice(TITLES),
        power=rng.choice((None, *[round(rng.uniform(0, 10), 1)] * 20)),
        involvement=round(rng.uniform(0, 10), 1),
        stance=stance,
        organization=rng.choice(ORGANIZATIONS),
        rival_stances={"Contoso": rng.choice(list(pm.Stance))},
        contact=rng.choice((*pm.Contact, None)),
        meets_organization_needs=rng.choice((True, False, None)),
        meets_personal_needs=rng.choice((True, False, None)),
    )


def crowd(count, seed=0):
    rng = random.Random(seed)
    center = pm.BuyingCenter("ERP", [person(n, rng) for n in range(count)])
    return pm.AccountPlan("Northwind", center=center, rivals=["Contoso"])


def sizes_of_texts(scene):
    return [mark.size for mark in scene.walk() if isinstance(mark, Text)]


def is_legible(chart):
    smallest = min(min(sizes_of_texts(scene)) for scene in chart.pages)
    return smallest >= 8.97


@pytest.mark.parametrize(("name", "lang"), [*product([*DRAW, *OF_PLANS], ["en", "zh"])])
def test_a_picture_of_the_demo_is_legible_on_every_page(name, lang):
    plan = pm.northwind_plan(lang)
    draw = {**DRAW, **OF_PLANS}[name]
    if name == "both camps":
        draw = partial(pm.quadrant, placement="cells", rival=plan.rivals[0])
    most = {"slide": 1, "page": 1, "595x842": 1, "600x400": 4}
    if name == "scorecard":
        most = {**most, "slide": 2, "page": 2}
    for size, pages in most.items():
        chart = draw(plan, size=size, lang=lang)
        assert is_legible(chart), size
        assert len(chart.pages) <= pages, size
        for scene in chart.pages:
            assert charts.faults(scene) == [], size


def test_a_picture_of_many_people_is_laid_out_few_times():
    # All 12 pages of 500 people need texts smaller than legible ones.
    counted = []

    def compose(judgment, language, page):
        counted.append(len(judgment.center))
        return coverage.compose(judgment, language, page)

    pages = Pages(compose, by_people)
    size = choose_size("slide")
    made = pages.lay_out_all(pm.judge(crowd(500)), Language("en"), STANDARD, size)
    assert len(made) == 12
    assert sum(counted) < 14 * 500


def test_slides_of_one_picture_have_one_scale():
    plan = pm.northwind_plan()
    pictures = [charts.scorecard(plan, size="slide")]
    pictures += [draw(crowd(60), size="slide") for draw in DRAW.values()]
    for chart in pictures:
        titles = set()
        for scene in chart.pages:
            title = next(each for each in scene.walk() if isinstance(each, Text))
            titles.add((round(title.size, 3), round(title.x, 3)))
        assert len(titles) == 1


@pytest.mark.parametrize("name", ["scores", "relationship", "cells"])
def test_nothing_stands_beside_the_name_of_an_axis(name):
    for lang, size in product(("en", "zh"), (None, "slide", "page")):
        scene = DRAW[name](pm.northwind_plan(lang), size=size, lang=lang).scene
        axes = [each for each in scene.marks if is_axis_name(each)]
        assert axes
        legends = [each for each in scene.walk() if is_legend(each)]
        for axis, legend in product(axes, legends):
            for text in (each for each in legend.marks if isinstance(each, Text)):
                assert abs(text.y - axis.y) > axis.size


def is_axis_name(mark):
    return isinstance(mark, Text) and mark.spacing and not mark.rotate


def is_legend(mark):
    return isinstance(mark, Group) and "legend" in mark.classes


@pytest.mark.parametrize("name", DRAW)
def test_a_crowd_takes_few_slides_and_everybody_is_on_one(name):
    for count, most in ((30, 2), (60, 4)):
        plan = crowd(count)
        chart = DRAW[name](plan, size="slide")
        assert is_legible(chart)
        assert len(chart.pages) <= most
        drawn = set()
        for scene in chart.pages:
            assert charts.faults(scene) == []
            drawn |= scene.groups().keys()
        assert {each.id for each in plan.center} <= drawn


def test_names_that_do_not_fit_at_scores_stand_in_a_key():
    for count in (80, 100):
        plan = crowd(count)
        scene = DRAW["scores"](plan, size="slide").scene
        assert scene.metrics["numbered"] == count
        groups = scene.groups()
        numbers = []
        for each in plan.center:
            group = groups[each.id]
            texts = [mark.content for mark in group.marks if isinstance(mark, Text)]
            assert each.name in texts
            numbers += [text for text in texts if text.isdigit()]
            discs = [mark for mark in group.marks if isinstance(mark, Disc)]
            assert discs
        on_map = [each for each in plan.center if each.power is not None]
        # Each number stands once at its disc and once in the key.
        wanted = [str(n) for n in range(1, len(on_map) + 1) for _ in range(2)]
        assert sorted(numbers) == sorted(wanted)


def test_no_more_titles_are_lost_than_the_room_asks_for():
    rng = random.Random(3)
    # Nine approvers and nobody in the other cells of their row.
    people = [
        pm.Stakeholder(
            f"{rng.choice(FIRST)} {rng.choice(LAST)}",
            id=f"p{number}",
            title="Head of Procurement",
            power="decider" if number < 9 else "influencer",
            involvement="low" if number < 18 else "high",
        )
        for number in range(29)
    ]
    scene = pm.quadrant(pm.BuyingCenter("ERP", people), size="slide").scene
    shown = [
        key
        for key, group in scene.groups().items()
        if any(
            isinstance(mark, Text) and mark.content.startswith("Head of")
            for mark in group.marks
        )
    ]
    assert {f"p{number}" for number in range(9)} <= set(shown)
    assert len(shown) >= 18


def test_nobody_has_a_sign_of_a_need_beside_needs_that_are_unknown():
    plan = crowd(30)
    groups = charts.needs(plan).scene.groups()
    for each in plan.center:
        texts = [m.content for m in groups[each.id].marks if isinstance(m, Text)]
        met = (each.meets_organization_needs, each.meets_personal_needs)
        assert texts.count("needs unknown") == (
            met.count(None) if any_known(met) else 0
        )
        assert texts.count("met, details unknown") == met.count(True)
        assert texts.count("not met, details unknown") == met.count(False)
    assert "needs unknown" in groups


def any_known(met):
    return met != (None, None)


def covers(outer, inner):
    return (
        outer.x - 0.5 <= inner.x
        and outer.y - 0.5 <= inner.y
        and inner.x + inner.width <= outer.x + outer.width + 0.5
        and inner.y + inner.height <= outer.y + outer.height + 0.5
    )


@given(st.integers(1, 40), st.integers(0, 9))
def test_people_stand_in_the_lane_of_their_organization(count, seed):
    plan = crowd(count, seed)
    scene = pm.quadrant(plan, lanes=True).scene
    assert charts.faults(scene) == []
    lanes = [
        mark
        for mark in scene.marks
        if isinstance(mark, Group) and "lane" in mark.classes
    ]
    names = {each.organization for each in plan.center}
    if len(names - {None}) < 2:
        assert not lanes
        return
    groups = scene.groups()
    for each in plan.center:
        if each.power is None:
            continue
        card = next(m for m in groups[each.id].marks if isinstance(m, Box) and m.solid)
        around = [lane for lane in lanes if covers(lane.marks[0], card)]
        assert [lane.title for lane in around] == [
            each.organization or "organization unknown"
        ]


def test_lanes_are_refused_at_scores():
    with pytest.raises(pm.ModelError, match="lanes stand in cells"):
        pm.quadrant(crowd(3), placement="scores", lanes=True)


@pytest.mark.parametrize("name", ["cells", "coverage", "funnel"])
def test_axes_that_are_too_small_say_how_large_they_have_to_be(name):
    chart = {**DRAW, **OF_PLANS}[name](pm.northwind_plan())
    with pytest.warns(pm.PowermapWarning) as caught:
        chart.draw(Figure(figsize=(5, 4)).add_axes((0, 0, 1, 1)))
    message = str(caught[0].message)
    found = re.search(r"make them ([\d.]+) × ([\d.]+) inches", message)
    needed = [float(number) for number in found.groups()]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        chart.draw(Figure(figsize=needed).add_axes((0, 0, 1, 1)))


@pytest.mark.parametrize("size", [(320, 240), "slide", "poster"])
def test_a_chart_on_one_page_is_the_legible_one_or_none(size):
    north = pm.northwind_plan()
    drawn = [draw(north) for draw in (*OF_PLANS.values(), pm.influence)]
    drawn += [draw(crowd(60, 1)) for draw in DRAW.values()]
    found = set()
    for chart in drawn:
        one = chart.on_one_page(size)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pm.PowermapWarning)
            whole = chart.sized(size)
        is_legible = len(whole.pages) == 1 and smallest_text(whole.scene) > 8.97
        assert (one is not None) == is_legible, chart
        assert one is None or one.scene == whole.scene
        found.add(is_legible)
    assert found != {True} or size == "poster"
