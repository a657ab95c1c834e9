"""Funnel, tornado and appraisal read back; nothing covers anything."""

from __future__ import annotations

import random
from itertools import product

import pytest

from powermap.charts import appraisal, funnel, tornado
from powermap.errors import ModelError
from powermap.model import AccountPlan, Prospect, Rating, Source, Stage
from powermap.model.playbook import Improvement, Playbook
from powermap.scene import Box, Path, Text
from powermap.scene.faults import faults

LONG = "The renewal of everything that the customer has bought since the beginning, with all options, in all countries"


def prospects(count, seed=1, *, most=10**6):
    dice = random.Random(f"{count}{seed}")
    made = []
    for number in range(count):
        days = [
            f"2026-0{month}-{dice.randint(10, 28)}" if dice.random() < 0.6 else None
            for month in (1, 3, 5, 7)
        ]
        made.append(
            Prospect(
                f"{LONG[: dice.randint(1, 90)]} {number}",
                dice.choice(list(Stage)),
                amount=dice.choice([None, dice.uniform(0, most)]),
                key_account=dice.choice([None, True, False]),
                potential_on=days[0],
                prospect_on=days[1],
                closing_on=days[2],
                closed_on=days[3],
            )
        )
    return tuple(made)


def plan(count, **more):
    return AccountPlan(
        "Northwind",
        pipeline=prospects(count, **more),
        as_of="2026-11-20",
        seller="Kim Example",
    )


def texts(scene):
    return [mark.content for mark in scene.walk() if isinstance(mark, Text)]


def test_nothing_covers_anything():
    for lang, count, most in product(
        ["en", "zh"], [0, 1, 2, 5, 15, 60], [9, 10**6, 9e14]
    ):
        for chart in (funnel, tornado):
            scene = chart(plan(count, most=most), lang=lang).scene
            assert [str(fault) for fault in faults(scene)] == []
            assert scene.description.startswith(scene.title)
            assert scene.height >= 720


def bars(scene):
    keys = [f"stage {stage}" for stage in ("potential", "prospect", "closing", "won")]
    groups = scene.groups()
    return [
        next(mark for mark in groups[key].marks if isinstance(mark, Box))
        for key in keys
    ]


def test_bars_narrow_as_the_counts_do():
    many = [
        Prospect(f"p{n}", stage)
        for n, stage in enumerate(
            ["potential"] * 4 + ["prospect"] * 2 + ["closing", "won"]
        )
    ]
    scene = funnel(AccountPlan("N", pipeline=many)).scene  # reached: 8, 4, 2, 1
    widths = [bar.width for bar in bars(scene)]
    assert [width / widths[0] for width in widths] == pytest.approx(
        [1, 0.5, 0.25, 0.125]
    )
    assert {"8", "4", "2", "1", "100%", "4 open"} <= set(texts(scene))
    assert {bar.x + bar.width / 2 for bar in bars(scene)} == {
        bars(scene)[0].x + widths[0] / 2
    }


def test_what_is_not_known_is_shown():
    scene = funnel(
        AccountPlan(
            "N",
            pipeline=[
                Prospect("a", "lost", amount=5),
                Prospect("b", "potential", amount=3),
            ],
        )
    ).scene
    assert texts(scene).count("unknown") >= 4
    assert any("1 of them without dates" in text for text in texts(scene))
    dashed = [
        group
        for key, group in scene.groups().items()
        if key.startswith("figure") and group.marks[0].dash
    ]
    assert len(dashed) == 4


def test_a_prospect_is_told_in_the_tooltip_of_its_stage():
    groups = funnel(
        AccountPlan("N", pipeline=[Prospect("Contoso", "closing", amount=1234)])
    ).scene.groups()
    assert "Contoso · 1,230" in groups["stage closing"].title
    assert groups["gate BEST"].title == (
        "BEST: no conversion rate yet. 1 prospect reached “About to close” and is still "
        "open."
    )


def test_an_empty_pipeline():
    for chart, said in [
        (funnel, "The pipeline is empty"),
        (tornado, "The pipeline is empty"),
    ]:
        scene = chart(AccountPlan("N")).scene
        assert any(text.startswith(said) for text in texts(scene))
        assert said in scene.description


def test_the_longest_bar_brings_most():
    won, lost, due = (
        Prospect("a", "won", amount=3, key_account=True),
        Prospect("c", "lost", closing_on="2026-01-01"),
        Prospect("b", "closing", amount=900),
    )
    scene = tornado(AccountPlan("N", pipeline=[won, lost, due])).scene
    rows = [group for key, group in scene.groups().items() if key.startswith("lever ")]
    widths = [
        next(mark.width for mark in row.marks if isinstance(mark, Box)) for row in rows
    ]
    assert widths == sorted(widths, reverse=True)
    assert dict(scene.metrics) == {"levers": 8, "computed": 6}
    assert "Closing rate up 10 points" in texts(scene)[2:6]


def test_a_change_for_the_worse_goes_to_the_left():
    won, due = Prospect("a", "won"), Prospect("b", "closing", amount=900)
    lost = Prospect("c", "lost", closing_on="2026-01-01")
    what_ifs = [
        Improvement("worse", "success", "rate", -0.2, "BEST"),
        Improvement("closing", "success", "rate", 0.1, "BEST"),
    ]
    playbook = Playbook(improvements=what_ifs)
    subject = AccountPlan("N", pipeline=[won, lost, due])
    scene = tornado(subject, playbook=playbook).scene
    better, worse = (
        next(
            mark for mark in scene.groups()[f"lever {n}"].marks if isinstance(mark, Box)
        )
        for n in (1, 2)
    )
    assert worse.x + worse.width == pytest.approx(better.x)
    assert faults(scene) == []
    assert "−180 (−40%)" in texts(scene)


def test_levers_of_one_name_and_none():
    same = [Improvement(LONG, "order", "amount", 0.1)] * 3
    chart = tornado(plan(9), playbook=Playbook(improvements=same))
    assert faults(chart.scene) == []
    chart = tornado(plan(9), playbook=Playbook(improvements=()))
    assert "No levers to show" in texts(chart.scene)


def test_an_appraisal_grows_with_its_ratings():
    for lang, count in product(["en", "zh"], [0, 1, 9, 40]):
        dice = random.Random(count)
        ratings = [
            Rating(
                dice.choice(list(Source)),
                LONG[: dice.randint(5, 108)],
                target=dice.choice([None, 0, 5, 10**12]),
                actual=dice.choice([None, 0, 4, 5, 10**13]),
                by=dice.choice([None, "Kim"]),
                comment=dice.choice([None, LONG * 3, "Well.\nVery well."]),
            )
            for _ in range(count)
        ]
        scene = appraisal(
            AccountPlan("N", appraisal=ratings, seller="Kim"), lang=lang
        ).scene
        assert [str(fault) for fault in faults(scene)] == []
        assert scene.metrics["ratings"] == count
        assert {f"source {source}" for source in Source} <= set(scene.groups())


def test_bars_of_attainment_to_scale():
    ratings = [
        Rating("targets", "A", target=4, actual=1),
        Rating("targets", "B", target=4, actual=2),
    ]
    groups = appraisal(AccountPlan("N", appraisal=ratings)).scene.groups()
    first, second = (
        [mark for mark in groups[f"rating targets {n}"].marks if isinstance(mark, Box)]
        for n in (1, 2)
    )
    assert (
        second[1].width
        == pytest.approx(2 * first[1].width)
        == pytest.approx(second[0].width / 2)
    )
    assert groups["attainment"].title == "Attainment 38%, from 1 of 5 sources."


def test_a_bar_that_goes_on_is_broken_and_says_its_figure():
    for lang, beyond in [
        ("en", "3 bars are cut off at 200%."),
        ("zh", "3 根横条在 200% 处截断。"),
    ]:
        reached = {
            "Half": 50,
            "Twice": 200,
            "More": 201,
            "Far": 1_250_000,
            "Out of sight": 1e14,
        }
        ratings = [
            Rating("targets", name, target=100, actual=actual)
            for name, actual in reached.items()
        ]
        chart = appraisal(AccountPlan("N", appraisal=ratings), lang=lang)
        groups = [
            chart.scene.groups()[f"rating targets {number}"] for number in range(1, 6)
        ]
        assert [
            ("cut" in each.classes, sum(isinstance(mark, Path) for mark in each.marks))
            for each in groups
        ] == [
            (False, 0),
            (False, 0),
            (True, 3),
            (True, 3),
            (True, 3),
        ]
        assert beyond in chart.description
        assert any(
            isinstance(mark, Text) and mark.content == beyond
            for mark in chart.scene.marks
        )
        assert any(
            "1,250,000" in mark.content
            for mark in groups[3].marks
            if isinstance(mark, Text)
        )
        assert [str(fault) for fault in faults(chart.scene)] == []


def test_without_a_bar_that_goes_on_nothing_tells_of_one():
    chart = appraisal(
        AccountPlan("N", appraisal=[Rating("targets", "Twice", target=1, actual=2)])
    )
    assert "cut off" not in chart.svg()


def test_title_and_language():
    for chart in [funnel, tornado, appraisal]:
        assert chart(plan(3), title="Ours").scene.title == "Ours"
        with pytest.raises(ModelError, match="allowed: en, zh"):
            chart(plan(3), lang="fr")
        with pytest.raises(ModelError, match="title: "):
            chart(plan(3), title="a\x00b")
