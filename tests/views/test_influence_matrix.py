"""The table of who influences whom: a row, a column and a sign for each tie."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import powermap as pm
from powermap.scene import Box, Group, Text

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
import people


def rows_of(scene):
    return [
        group for group in scene.groups().values() if "stakeholder" in group.classes
    ]


def test_every_person_has_a_row_and_every_tie_its_signs():
    for count, ties in ((1, 0), (14, 23), (60, 120)):
        center = people.organization(count, ties)
        scene = pm.charts.matrix(center).scene
        assert pm.charts.faults(scene) == []
        assert {group.key for group in rows_of(scene)} == {each.id for each in center}
        links = [group for group in scene.groups().values() if group.link]
        assert sorted(group.link for group in links) == sorted(
            (tie.source, tie.target) for tie in center.ties
        )
        assert all(group.marks and group.title for group in links)


def test_a_sign_stands_in_the_row_of_who_influences():
    people_ = [pm.Stakeholder(name) for name in ("Ana", "Ben", "Cleo")]
    ties = [
        pm.Tie("ana", "ben", strength=2),
        pm.Tie("cleo", "ana", "listens_to", strength=2),
    ]
    scene = pm.charts.matrix(pm.BuyingCenter("N", people_, ties)).scene
    row = {}
    for group in rows_of(scene):
        row[group.key] = next(m.y for m in group.marks if isinstance(m, Text))
    # Cleo listens to Ana, so both signs stand in Ana's row.
    for group in scene.groups().values():
        if group.link:
            (sign,) = group.marks
            assert isinstance(sign, Box)
            assert abs(sign.y + sign.height / 2 - row["ana"]) < 6


def test_reports_stand_below_their_boss_and_farther_right():
    scene = pm.charts.matrix(pm.northwind()).scene
    names = {}
    for group in rows_of(scene):
        names[group.key] = next(m for m in group.marks if isinstance(m, Text))
    for tie in pm.northwind().ties:
        if tie.kind is pm.TieKind.REPORTS_TO:
            boss, report = names[tie.target], names[tie.source]
            assert report.y > boss.y
            assert report.x > boss.x


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_each_kind_that_occurs_is_in_the_legend(lang):
    kinds = list(pm.TieKind)
    people_ = [pm.Stakeholder(f"P{n}") for n in range(8)]
    ties = [pm.Tie(f"p{n}", f"p{n + 1}", kind) for n, kind in enumerate(kinds)]
    scene = pm.charts.matrix(pm.BuyingCenter("N", people_, ties), lang=lang).scene
    legends = [m for m in scene.marks if isinstance(m, Group) and "legend" in m.classes]
    assert len(legends) == len(kinds) + 1  # and the unknown stance
    assert pm.charts.faults(scene) == []


def test_very_many_people_are_folded_unless_everybody_is_asked_for():
    center = people.organization(150, 300)
    assert len(rows_of(pm.charts.matrix(center).scene)) == 100
    assert len(rows_of(pm.charts.matrix(center, everybody=True).scene)) == 150


def linked(scene):
    return [key for key, group in scene.groups().items() if group.link]


def test_a_slide_holds_thirty_people_and_further_ones_hold_the_other_rows():
    for count, most_pages in ((5, 1), (14, 1), (30, 1), (60, 2), (150, 2)):
        chart = pm.charts.matrix(people.organization(count, 2 * count), size="slide")
        scenes = [chart.scene, *(part.scene for part in chart.parts)]
        assert len(scenes) <= most_pages
        rows = [row.key for scene in scenes for row in rows_of(scene)]
        assert len(rows) == len(set(rows)) == scenes[0].metrics["people"]
        # Each tie stands on the page of its row, whoever is in its column.
        drawn = {key for scene in scenes for key in linked(scene)}
        assert len(drawn) == scenes[0].metrics["ties"]
        for scene in scenes:
            texts = [mark for mark in scene.walk() if isinstance(mark, Text)]
            assert min(text.size for text in texts) >= 8.98
            assert pm.charts.faults(scene) == []
