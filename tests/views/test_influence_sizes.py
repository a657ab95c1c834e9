"""The influence graph on a page of a given size: what is drawn can be read there."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.scene import Box, Disc, Text
from powermap.views.influence.ordering import order

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
import people


def sizes_of_text(scene):
    """Without the sign in the disc of an unknown stance, which is drawn as a letter."""
    texts = [mark for mark in scene.walk() if isinstance(mark, Text)]
    return [mark.size for mark in texts if mark.content != "?"]


@pytest.mark.parametrize(
    ("count", "ties", "name"),
    [(14, 23, 11), (20, 40, 11), (30, 60, 9.5), (150, 300, 9.5)],
)
def test_names_and_all_other_texts_are_large_enough_on_a_slide(count, ties, name):
    for seed in range(3):
        center = people.organization(count, ties, seed)
        scene = pm.influence(center, size="slide").scene
        assert (scene.width, scene.height) == (960, 540)
        assert scene.metrics["name_points"] > name - 0.01
        assert min(sizes_of_text(scene)) > 8.99
        assert pm.charts.faults(scene) == []
        assert scene.metrics["through"] == 0


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", ["page", "poster", (1200, 500), (500, 700)])
def test_the_demo_fits_any_page(size, lang):
    scene = pm.influence(pm.northwind(), size=size, lang=lang).scene
    assert pm.charts.faults(scene) == []
    assert min(sizes_of_text(scene)) > 8.99
    for mark in scene.walk():
        if isinstance(mark, Text):
            assert -1 <= mark.y <= scene.height + 1


@pytest.mark.parametrize(
    "options", [{"direction": "right"}, {"departments": True}, {"apart": False}]
)
def test_other_forms_fit_a_slide_too(options):
    center = people.organization(24, 40, 1)
    scene = pm.influence(center, size="slide", **options).scene
    assert scene.metrics["name_points"] > 9.49
    assert pm.charts.faults(scene) == []


def ring(count):
    """Everybody influences the next one, and nobody has a boss."""
    people = [pm.Stakeholder(f"Person {n}", id=f"p{n}") for n in range(count)]
    ties = [pm.Tie(f"p{n}", f"p{(n + 1) % count}", "influences") for n in range(count)]
    return pm.BuyingCenter("Ring", people, ties)


@pytest.mark.parametrize("center", [pm.northwind(), ring(6)])
@pytest.mark.parametrize("direction", ["down", "right"])
def test_few_people_are_not_folded_for_large_names(center, direction):
    scene = pm.influence(center, size="slide", direction=direction).scene
    assert scene.metrics["folded_people"] <= len(center) / 4
    assert scene.metrics["name_points"] > 9.49
    assert min(sizes_of_text(scene)) > 8.99


@pytest.mark.parametrize("direction", ["down", "right"])
def test_a_small_graph_is_no_ribbon(direction):
    for count in (2, 3, 5):
        people = [pm.Stakeholder(f"Person {n}", id=f"p{n}") for n in range(count)]
        ties = [pm.Tie(f"p{n}", "p0", "reports_to") for n in range(1, count)]
        center = pm.BuyingCenter("Team", people, ties)
        scene = pm.influence(center, direction=direction).scene
        assert 1.2 <= scene.width / scene.height <= 2.2 + 0.001
        assert pm.charts.faults(scene) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demo_keeps_its_titles_on_a_slide(lang):
    center = pm.northwind(lang)
    scene = pm.influence(center, size="slide", lang=lang).scene
    written = {mark.content for mark in scene.walk() if isinstance(mark, Text)}
    assert {person.title for person in center} <= written


def test_people_without_ties_and_nobody_at_all_fit_a_slide():
    alone = [pm.Stakeholder(f"Person {n}") for n in range(25)]
    for center in (pm.BuyingCenter("N", alone), pm.BuyingCenter("N", [])):
        scene = pm.influence(center, size="slide").scene
        assert pm.charts.faults(scene) == []
        assert min(sizes_of_text(scene)) > 8.99


def test_too_much_for_a_slide_is_drawn_with_a_note():
    center = people.organization(60, 120)
    with pytest.warns(pm.PowermapWarning, match="points on this page"):
        scene = pm.influence(center, size="slide", everybody=True, ties="all").scene
    assert (scene.width, scene.metrics["people"]) == (960, 60)


def test_a_size_that_is_none_is_refused():
    with pytest.raises(pm.ModelError, match="did you mean 'slide'"):
        pm.influence(pm.northwind(), size="slde")


@pytest.mark.parametrize("direction", ["down", "right"])
def test_strict_height_puts_nobody_with_more_power_lower(direction):
    for seed in range(3):
        center = people.organization(20, 40, seed)
        options = {"height": "power", "direction": direction}
        scene = pm.influence(center, **options).scene
        assert (pm.charts.faults(scene), scene.metrics["through"]) == ([], 0)
        groups = scene.groups()
        row = {}
        for person in center:
            card = next(
                mark
                for mark in groups[person.id].marks
                if isinstance(mark, Box) and mark.solid
            )
            row[person.id] = round(card.y if direction == "down" else card.x)
        # Nobody stands below a report, so a weak boss counts as strong as the team.
        place = order(center, tuple(enumerate(center.ties)))
        from_above = sorted(place, key=place.__getitem__)
        rows = [row[id] for id in from_above]
        assert rows == sorted(rows)


def test_a_height_that_is_none_is_refused():
    with pytest.raises(pm.ModelError, match="allowed: power"):
        pm.influence(pm.northwind(), height="pwr")


def with_organizations(center, names):
    """The same people, each in one of these organizations."""
    members = []
    for number, person in enumerate(center):
        facts = person.model_dump(exclude_none=True)
        facts["organization"] = names[number % len(names)]
        members.append(pm.Stakeholder(**facts))
    return pm.BuyingCenter("Several", members, center.ties)


def contents(group):
    return [mark.content for mark in group.marks if isinstance(mark, Text)]


@pytest.mark.parametrize(
    ("names", "tags"),
    [
        (["Northwind"], []),
        (["Northwind Steel", "Norden Bank", "北风"], ["N", "NB", "北"]),
        (["A b", "A b c", "A", "Ab", "aB"], ["A", "AB", "1", "Ab", "aB"]),
    ],
)
def test_cards_without_titles_tell_of_what_organization_people_are(names, tags):
    center = with_organizations(people.organization(30, 45, 1), names)
    scene = pm.influence(center, size="slide").scene
    assert pm.charts.faults(scene) == []
    assert min(sizes_of_text(scene)) > 8.99
    tag_of = dict(zip(names, tags, strict=bool(tags)))
    for id, group in scene.groups().items():
        if "stakeholder" in group.classes:
            tag = tag_of.get(center[id].organization)
            assert tag is None or tag in contents(group)
    legends = [
        each for each in scene.walk() if "legend" in getattr(each, "classes", ())
    ]
    assert {(tag, name) for name, tag in tag_of.items()} <= {
        tuple(contents(each)) for each in legends
    }


def test_the_count_of_a_team_leaves_the_stance_whole():
    teams = 0
    for count in (60, 150):
        scene = pm.influence(people.organization(count, 2 * count), size="slide").scene
        for group in scene.groups().values():
            for sign in group.marks:
                if "team-sign" in getattr(sign, "classes", ()):
                    teams += 1
                    disc = next(each for each in group.marks if isinstance(each, Disc))
                    assert disc.y + disc.radius <= sign.marks[0].y
    assert teams > 10


@st.composite
def groups_of_people(draw):
    """Several groups that nothing joins, deep or wide, and people without ties."""
    people = []
    ties = []
    shapes = st.tuples(st.integers(2, 30), st.integers(1, 13))
    for size, abreast in draw(st.lists(shapes, min_size=1, max_size=9)):
        first = len(people)
        for n in range(size):
            people.append(pm.Stakeholder(f"Person {first + n}", id=f"p{first + n}"))
            if n:
                boss = first + (n - 1) // abreast
                ties.append(pm.Tie(f"p{first + n}", f"p{boss}", "reports_to"))
    for n in range(draw(st.integers(0, 60))):
        people.append(pm.Stakeholder(f"Alone {n}"))
    return pm.BuyingCenter("Groups", people, ties)


@given(groups_of_people(), st.sampled_from(["down", "right"]))
@settings(max_examples=40, deadline=None)
def test_several_groups_share_a_page_that_is_no_ribbon_and_no_column(center, direction):
    scene = pm.influence(center, direction=direction, everybody=True).scene
    assert 1.2 <= scene.width / scene.height <= 2.2 + 0.001
    assert pm.charts.faults(scene) == []
