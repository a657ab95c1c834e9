"""The drawn marks read back: who stands where, and that nothing covers anything."""

from __future__ import annotations

import math
import pickle
import random
import re
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import assume, given, settings, strategies as st

import powermap as pm
from powermap import style
from powermap.charts import relationship
from powermap.language import as_language
from powermap.model.playbook import CustomField, Playbook
from powermap.scene import Box, Disc, Group, Path, Text
from powermap.scene.extents import extent
from powermap.views import cell_marks, quadrant
from powermap.views.page import STANDARD
from powermap.views.people import PeopleMemory

FIRST = "Ana Ben Carla Dev Elif Femi Greta Hugo Ines Jonas Keiko Luca Mara Nils Olga Pavel 张伟 李娜".split()
LAST = "Abel Brandt Castillo Dorn Eklund Ferreira Gruber Haddad Ivanov Jansen Kimura van-den-Lindqvist-Okafor".split()


SHAPES = ("continuous", "whole", "words", "cell", "point", "mixed")


def crowd(count, shape, seed=1):
    dice = random.Random(f"{count}{shape}{seed}")
    levels = {
        "continuous": lambda: (dice.uniform(1, 5), dice.uniform(1, 5)),
        "whole": lambda: (dice.randint(1, 5), dice.randint(1, 5)),
        "words": lambda: (
            dice.choice(["decider", "influencer", None]),
            dice.choice(["high", "low", None]),
        ),
        "cell": lambda: ("decider", "high"),
        "point": lambda: (4, 4),
        "mixed": lambda: (
            dice.choice([dice.uniform(1, 5), "decider", None]),
            dice.choice([dice.uniform(1, 5), "low", None]),
        ),
    }[shape]
    people = []
    for number in range(count):
        power, involvement = levels()
        people.append(
            pm.Stakeholder(
                f"{dice.choice(FIRST)} {dice.choice(LAST)}",
                id=f"p{number}",
                title=dice.choice(
                    ["CFO", "Head of Procurement and Supplier Development", None]
                ),
                power=power,
                involvement=involvement,
                stance=dice.choice([*pm.Stance, None]),
            )
        )
    return pm.BuyingCenter("A crowd", people, scale=pm.Scale(1, 5))


def texts(group):
    return [mark.content for mark in group.marks if isinstance(mark, Text)]


def written_name(group, size=13):
    return " ".join(
        mark.content
        for mark in group.marks
        if isinstance(mark, Text) and mark.weight == "semibold" and mark.size >= size
    )


@cache
def scene_of(count, shape, lang="en"):
    """A crowd of which some have words and others numbers is drawn by scores."""
    placement = "scores" if shape == "mixed" else "auto"
    return pm.quadrant(crowd(count, shape), lang=lang, placement=placement).scene


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_covers_anything_and_everyone_is_there(shape, lang):
    for count in (1, 2, 14, 40, 80, 150):
        scene = scene_of(count, shape, lang)
        faults = [str(fault) for fault in pm.charts.faults(scene)]
        assert (count, faults) == (count, [])
        groups = scene.groups()
        for person in crowd(count, shape):
            shown = written_name(groups[person.id]).replace(" ", "")
            assert shown == person.name.replace(" ", "")


def test_forty_people_over_the_cells_fit_the_standard_page():
    for seed in range(5):
        scene = pm.quadrant(forty_people(seed), placement="cells").scene
        assert (seed, scene.width, scene.height) == (seed, 1280, 720)


def forty_people(seed):
    people = [
        pm.Stakeholder(
            f"{FIRST[n % 16]} {LAST[(n * 7 + seed) % 11]}",
            id=f"p{n}",
            title="Head of Procurement",
            power=("decider", "influencer")[n % 2],
            involvement=("high", "low", None)[n // 2 % 3],
        )
        for n in range(40)
    ]
    return pm.BuyingCenter("Forty", people)


def test_cards_stand_in_the_cell_of_their_role_in_order_of_stance_and_name():
    people = [
        pm.Stakeholder("Zoe", power="decider", involvement="high", stance="champion"),
        pm.Stakeholder("Bo", power="decider", involvement="high"),
        pm.Stakeholder("Al", power="decider", involvement="high", stance="enemy"),
        pm.Stakeholder("Cy", power="decider", involvement="high", stance="champion"),
    ]
    groups = pm.quadrant(
        pm.BuyingCenter("ERP", people), placement="cells"
    ).scene.groups()
    ground = groups["cell decider high"].marks[0]
    corners = {}
    for person in people:
        card = next(
            mark
            for mark in groups[person.id].marks
            if isinstance(mark, Box) and mark.solid
        )
        assert ground.x < card.x < card.x + card.width < ground.x + ground.width
        assert ground.y < card.y < card.y + card.height < ground.y + ground.height
        corners[person.name] = (card.y, card.x)
    assert sorted(corners, key=corners.get) == ["Cy", "Zoe", "Al", "Bo"]


def test_middle_column_and_tray_only_when_somebody_is_there():
    known = pm.Stakeholder("Ana", power="decider", involvement="low")
    alone = pm.quadrant(pm.BuyingCenter("ERP", [known])).scene.groups()
    assert (
        not {"cell decider unknown", "cell influencer unknown", "cell no-role"}
        & alone.keys()
    )
    some = [
        known,
        pm.Stakeholder("Bo", power="decider"),
        pm.Stakeholder("Cy", involvement="low"),
    ]
    assert {
        "cell decider unknown",
        "cell influencer unknown",
        "cell no-role",
    } <= pm.quadrant(pm.BuyingCenter("ERP", some)).scene.groups().keys()


def disc_of(scene, id):
    return next(
        mark
        for mark in scene.groups()[id].marks
        if isinstance(mark, Disc) and mark.solid
    )


def alone(power, involvement, **scale):
    ana = pm.Stakeholder("Ana", power=power, involvement=involvement)
    return pm.quadrant(pm.BuyingCenter("ERP", [ana], scale=pm.Scale(**scale))).scene


def panel_of(scene, power, involvement):
    return scene.groups()[f"cell {power} {involvement}"].marks[0]


@given(
    power=st.floats(0, 10), involvement=st.floats(0, 10), cut=st.sampled_from([5, 2, 8])
)
@settings(max_examples=60, deadline=None)
def test_a_score_is_at_its_exact_point_between_the_ends_of_its_half(
    power, involvement, cut
):
    # At the cutoff itself a legend takes some height of the plot.
    assume(cut not in (power, involvement))
    upper, right = power >= cut, involvement >= cut
    below = cut - 1e-9
    above = cut + 1e-9
    low = disc_of(alone(above if upper else 0, above if right else 0, cut=cut), "ana")
    high = disc_of(
        alone(10 if upper else below, 10 if right else below, cut=cut), "ana"
    )
    disc = disc_of(alone(power, involvement, cut=cut), "ana")
    across = (involvement - cut) / (10 - cut) if right else involvement / cut
    along = (power - cut) / (10 - cut) if upper else power / cut
    assert disc.x == pytest.approx(low.x + across * (high.x - low.x), abs=1e-3)
    assert disc.y == pytest.approx(low.y + along * (high.y - low.y), abs=1e-3)


@pytest.mark.parametrize("shape", ["continuous", "whole", "point"])
@pytest.mark.parametrize("count", [14, 40, 150])
def test_everyone_stands_in_the_panel_of_their_role(count, shape):
    scene = scene_of(count, shape)
    for person in crowd(count, shape):
        half = (
            "decider" if person.power >= 3 else "influencer",
            "high" if person.involvement >= 3 else "low",
        )
        panel, disc = panel_of(scene, *half), disc_of(scene, person.id)
        assert (
            panel.x - 1
            <= disc.x - disc.radius
            <= disc.x + disc.radius
            <= panel.x + panel.width + 1
        )
        assert (
            panel.y - 1
            <= disc.y - disc.radius
            <= disc.y + disc.radius
            <= panel.y + panel.height + 1
        )


@pytest.mark.parametrize("cut", [0.05, 9.95])
def test_a_cut_near_an_end_leaves_every_panel_room_for_its_name(cut):
    scene = alone(5, 5, cut=cut)
    assert pm.charts.faults(scene) == []
    for group in scene.groups().values():
        if "cell" in group.classes:
            ground, name = group.marks
            start = name.x if name.anchor == "start" else name.x - name.width
            assert ground.x <= start <= start + name.width <= ground.x + ground.width


def test_a_tick_marks_the_true_point_of_those_who_moved_above_the_discs():
    scene = pm.quadrant(crowd(6, "point")).scene
    ticks = [
        at
        for at, mark in enumerate(scene.marks)
        if isinstance(mark, Group) and "true-point" in mark.classes
    ]
    last_person = max(
        at
        for at, mark in enumerate(scene.marks)
        if getattr(mark, "key", None) in {f"p{n}" for n in range(6)}
    )
    assert len(ticks) == 1
    assert ticks[0] > last_person
    moved = "exact scores of a person moved aside"
    for count in (1, 6):
        drawn = pm.quadrant(crowd(count, "point")).scene
        written = [getattr(mark, "content", "") for mark in drawn.walk()]
        assert (moved in written) == (count == 6)
    discs = [disc_of(scene, f"p{n}") for n in range(6)]
    _, x, y = scene.marks[ticks[0]].marks[0].commands[0]
    assert x + 3 == pytest.approx(sum(disc.x for disc in discs) / 6, abs=1)
    assert y == pytest.approx(sum(disc.y for disc in discs) / 6, abs=1)


def test_those_beside_the_plot_show_their_role_as_a_pill():
    people = [
        pm.Stakeholder("Ana", power=8, involvement=3),
        pm.Stakeholder("Bo", power="decider"),
    ]
    scene = pm.quadrant(pm.BuyingCenter("ERP", people), placement="scores").scene
    assert "Decider" in texts(scene.groups()["bo"])
    assert "Approver" not in texts(scene.groups()["ana"])


@pytest.mark.parametrize(
    ("columns", "name"),
    [
        (2, "Bartholomew Featherstonehaugh-Cholmondeley"),
        (3, "Featherstonehaugh-Cholmondeley"),
    ],
)
def test_forty_long_names_spread_over_the_cells_fit_the_standard_page(columns, name):
    people = [
        pm.Stakeholder(
            f"{name} {n}",
            id=f"p{n}",
            power=("decider", "influencer")[n % 2],
            involvement=("high", "low", None)[n // 2 % columns],
        )
        for n in range(40)
    ]
    scene = pm.quadrant(pm.BuyingCenter("Forty", people)).scene
    assert (scene.height, pm.charts.faults(scene)) == (720, [])


def test_forty_people_over_the_cells_and_the_tray_fit_the_standard_page():
    levels = [
        *[
            (power, side)
            for power in ("decider", "influencer")
            for side in ("high", "low", None)
        ],
        (None, None),
    ]
    people = [
        pm.Stakeholder(
            f"{FIRST[n % 16]} {LAST[n % 11]}",
            id=f"p{n}",
            title="CFO",
            power=levels[n % 7][0],
            involvement=levels[n % 7][1],
        )
        for n in range(40)
    ]
    scene = pm.quadrant(pm.BuyingCenter("Forty", people)).scene
    assert (scene.height, pm.charts.faults(scene)) == (720, [])


def test_too_many_for_scores_take_cells_or_are_refused():
    people = [
        pm.Stakeholder(f"P {n}", id=f"p{n}", power=n % 11, involvement=n % 7)
        for n in range(401)
    ]
    center = pm.BuyingCenter("Many", people)
    assert pm.quadrant(center).scene.metrics["placement"] == "cells"
    with pytest.raises(
        pm.ModelError,
        match="401 people are too many for placement 'scores'; allowed: 400; use placement 'cells'",
    ):
        pm.quadrant(center, placement="scores")


def test_an_id_that_looks_like_a_cell_of_the_board_is_still_a_person():
    people = [
        pm.Stakeholder("Cell owner"),
        pm.Stakeholder("Ana", power="decider", involvement="high"),
    ]
    root = pm.quadrant(pm.BuyingCenter("ERP", people)).svg()
    assert root.count('id="cell-owner"') == 1
    same = Playbook(role_grid=dict.fromkeys(Playbook().role_grid, pm.Role.OWNER))
    ids = re.findall(
        r' id="([^"]+)"',
        pm.quadrant(pm.BuyingCenter("ERP", people), playbook=same).svg(),
    )
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("title", ["a\x01b", "two\nlines", "\udcff"])
def test_a_title_is_as_clean_as_a_name(title):
    with pytest.raises(pm.ModelError, match=r"^title: "):
        pm.quadrant(crowd(2, "words"), title=title)


def test_a_chart_can_be_pickled():
    chart = pm.quadrant(crowd(3, "words"))
    assert pickle.loads(pickle.dumps(chart)).scene == chart.scene


def test_people_at_one_point_stand_in_a_column_through_it():
    alone = disc_of(pm.quadrant(crowd(1, "point")).scene, "p0")
    scene = pm.quadrant(crowd(7, "point")).scene
    discs = [disc_of(scene, f"p{n}") for n in range(7)]
    assert [disc.x for disc in discs] == pytest.approx([alone.x] * 7)
    heights = sorted(disc.y for disc in discs)
    assert heights[0] <= alone.y <= heights[-1]
    frames = [
        mark
        for mark in scene.walk()
        if isinstance(mark, Group) and "same-point" in mark.classes
    ]
    assert len(frames) == 1


def distance(box, x, y):
    """From a rectangle to a point."""
    left, top, right, bottom = box
    return math.hypot(max(left - x, 0, x - right), max(top - y, 0, y - bottom))


def label_box(group):
    boxes = [extent(mark) for mark in group.marks if isinstance(mark, Text)]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def leaders_start(scene):
    """Where the thin lines to true points and to labels begin."""
    starts = set()
    for mark in scene.marks:
        if isinstance(mark, Path) and len(mark.commands) == 2:
            starts.add(mark.commands[0][1:])
    return starts


@pytest.mark.parametrize("shape", ["continuous", "whole", "point", "mixed"])
def test_the_nearest_disc_to_a_name_is_its_own_or_a_leader_leads_there(shape):
    for count in (14, 30, 60, 100, 150):
        scene = scene_of(count, shape)
        groups = scene.groups()
        discs = {}
        for person in crowd(count, shape):
            is_card = any(isinstance(mark, Box) for mark in groups[person.id].marks)
            if not is_card:
                discs[person.id] = disc_of(scene, person.id)
        starts = leaders_start(scene)
        for id, own in discs.items():
            box = label_box(groups[id])
            if (own.x, own.y) in starts:
                continue
            reach = distance(box, own.x, own.y)
            others = [
                distance(box, disc.x, disc.y)
                for key, disc in discs.items()
                if key != id
            ]
            assert reach < min(others, default=math.inf), (count, id)


def rims_of(scene, id):
    """How many discs and rings a person has, without the dot of a question mark."""
    marks = scene.groups()[id].marks
    return sum(isinstance(mark, Disc) and mark.radius > 5 for mark in marks)


def test_words_beside_numbers_stand_at_the_centre_of_their_half_marked():
    people = [
        pm.Stakeholder("Ana", power=8, involvement=6),
        pm.Stakeholder("Bo", power="influencer", involvement="low"),
    ]
    scene = pm.quadrant(pm.BuyingCenter("ERP", people), placement="scores").scene
    word = pm.Stakeholder("Cy", power=2.5, involvement=2.5)
    there = disc_of(pm.quadrant(pm.BuyingCenter("ERP", [people[0], word])).scene, "cy")
    bo = disc_of(scene, "bo")
    assert bo.x == pytest.approx(there.x)
    assert rims_of(scene, "bo") == 2
    assert rims_of(scene, "ana") == 1


def test_auto_takes_scores_when_everybody_has_two_numbers():
    both = pm.Stakeholder("Ana", power=8, involvement=3)
    metrics = pm.quadrant(pm.BuyingCenter("ERP", [both])).scene.metrics
    assert metrics["placement"] == "scores"
    word = pm.Stakeholder("Bo", power=8)
    assert (
        pm.quadrant(pm.BuyingCenter("ERP", [both, word])).scene.metrics["placement"]
        == "cells"
    )
    assert pm.quadrant(pm.BuyingCenter("ERP")).scene.metrics["placement"] == "cells"


def test_a_name_of_300_characters_takes_four_lines_and_is_whole_in_the_tooltip():
    name = "Maximiliana " * 25
    for levels in ({"power": 5, "involvement": 5}, {"power": "decider"}):
        scene = pm.quadrant(
            pm.BuyingCenter("ERP", [pm.Stakeholder(name, id="p", **levels)])
        ).scene
        group = scene.groups()["p"]
        written = written_name(group).removeprefix("? ")
        assert written.endswith("…")
        assert name.startswith(written.removesuffix("…"))
        assert 40 < len(written) < 140
        assert group.title.splitlines()[0] == name.strip()
        assert pm.charts.faults(scene) == []


def test_a_name_that_people_have_is_never_cut():
    name = "María Fernanda Gutiérrez de la Concepción y Villanueva-Álvarez"
    people = [
        pm.Stakeholder(name, id=f"p{n}", power=n % 10, involvement=3) for n in range(30)
    ]
    center = pm.BuyingCenter("ERP", people)
    for draw in (pm.quadrant, pm.influence, pm.charts.needs, pm.charts.relationship):
        texts = [getattr(mark, "content", "") for mark in draw(center).scene.walk()]
        assert not any(text.endswith("…") for text in texts)


def test_the_tooltip_says_all_that_is_known_and_why():
    ana = pm.Stakeholder(
        "Ana",
        title="CFO",
        department="Finance",
        power=8,
        involvement=2,
        stance="neutral",
        note="met in May",
    )
    chart = pm.quadrant(pm.BuyingCenter("ERP", [ana]), with_notes=True)
    tooltip = chart.scene.groups()["ana"].title
    for part in (
        "Ana",
        "CFO",
        "Finance",
        "Decides (power 8 of 10",
        "Neutral",
        "met in May",
    ):
        assert part in tooltip
    bo = pm.Stakeholder(
        "Bo",
        involvement="high",
        meets_personal_needs=True,
        meets_organization_needs=False,
    )
    tooltip = pm.quadrant(pm.BuyingCenter("ERP", [bo])).scene.groups()["bo"].title
    for part in (
        "Involvement: High",
        "Meets organization needs: no",
        "Meets personal needs: yes",
    ):
        assert part in tooltip


def test_the_description_says_the_same_in_words():
    chart = pm.quadrant(crowd(14, "words"))
    assert all(person.name in chart.description for person in crowd(14, "words"))


def test_same_input_same_scene():
    for shape in ("whole", "words"):
        first = pm.quadrant(crowd(60, shape)).scene
        assert pm.quadrant(crowd(60, shape)).scene == first


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"placement": "cell"}, "did you mean 'cells'"),
        ({"lang": "fr"}, "allowed: en, zh"),
    ],
)
def test_options_that_do_not_exist(options, message):
    with pytest.raises(pm.ModelError, match=message):
        pm.quadrant(crowd(2, "words"), **options)


def test_fields_of_a_company_stand_in_tooltip_and_details():
    people = [
        pm.Stakeholder("Ana", power=8, custom={"Region": "South", "Since": 2019}),
        pm.Stakeholder("Bo", power=2, custom={"Mentor": "yes"}),
    ]
    declared = CustomField("people", "Mentor", titles={"zh": "导师"}, kind="yes")
    playbook = Playbook(custom_fields=[declared])
    groups = pm.quadrant(
        pm.BuyingCenter("ERP", people), lang="zh", playbook=playbook
    ).scene.groups()
    assert "Region：South\nSince：2019" in groups["ana"].title
    assert "导师：" in groups["bo"].title
    labels = [[detail.label for detail in groups[id].details] for id in ("ana", "bo")]
    assert labels[0] == labels[1]
    assert labels[0][-4:-1] == ["导师", "Region", "Since"]


LENGTHS = ("Ann", "Department of Person", "Wolfeschlegelsteinhausen Bergerdorff" * 3)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", LENGTHS)
@pytest.mark.parametrize("draw", [pm.quadrant, relationship])
def test_words_and_arrow_of_the_upright_axis_never_meet(draw, name, lang):
    for unplaced in (0, 1, 5, 11, 20, 21, 22, 23, 24, 25, 26, 31, 40, 60):
        people = [pm.Stakeholder(name, id=f"p{at}") for at in range(unplaced)]
        center = pm.BuyingCenter("A crowd", people)
        marks = draw(center, lang=lang).scene.marks
        words = [mark for mark in marks if isinstance(mark, Text) and mark.rotate]
        # The name of the axis stands in a column of its own.
        ends = sorted(words, key=lambda mark: mark.x)[1:]
        shafts = [mark for mark in marks if isinstance(mark, Path) and is_upright(mark)]
        upper, shaft, lower = sorted(
            map(extent, [*ends, *shafts]), key=lambda box: box[1]
        )
        assert upper[3] + 10 < shaft[1], (unplaced, upper, shaft)
        assert shaft[3] + 10 < lower[1], (unplaced, shaft, lower)
        assert shaft[3] - shaft[1] > 30, (unplaced, shaft)


def is_upright(path):
    (_, x1, _), (_, x2, _), *more = path.commands
    return x1 == x2 and not more


AT_CUT = [(5, 5), (5, 5), (5, 8), (5, 1), (9, 5), (2, 5), (5, "low"), ("decider", 5)]


def people_at_cut(copies=1):
    people = []
    for number, (power, involvement) in enumerate(AT_CUT * copies):
        person = pm.Stakeholder(
            f"Wolfgang Person {number}",
            id=f"p{number}",
            title="Head of Procurement",
            power=power,
            involvement=involvement,
        )
        people.append(person)
    return people


@pytest.mark.parametrize("copies", [1, 2, 5])
def test_name_and_disc_of_somebody_at_the_cut_are_in_the_panel_of_their_role(copies):
    people = people_at_cut(copies)
    scene = pm.quadrant(pm.BuyingCenter("C", people), placement="scores").scene
    scale = pm.Scale()
    for person in people:
        power = "decider"
        if not isinstance(person.power, str) and not scale.is_high(person.power):
            power = "influencer"
        side = "high"
        if person.involvement == "low" or person.involvement == 1:
            side = "low"
        left, top, right, bottom = extent(panel_of(scene, power, side))
        group = scene.groups()[person.id]
        for mark in group.marks:
            if isinstance(mark, Path):
                continue
            x1, y1, x2, y2 = extent(mark)
            assert left - 1 <= x1 and x2 <= right + 1, (person, mark)
            assert top - 1 <= y1 and y2 <= bottom + 1, (person, mark)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("placement", ["cells", "scores"])
def test_somebody_at_the_cut_stands_on_bars_that_a_note_explains(placement, lang):
    center = pm.BuyingCenter("C", people_at_cut())
    scene = pm.quadrant(center, placement=placement, lang=lang).scene
    plain = pm.BuyingCenter("C", [pm.Stakeholder("Ana", power=5.6, involvement=4.4)])
    without = pm.quadrant(plain, placement=placement, lang=lang).scene
    groups = scene.groups()
    for number, (power, involvement) in enumerate(AT_CUT):
        group = groups[f"p{number}"]
        expected = (power == 5) + (involvement == 5)
        assert bars_of(group) == expected, (power, involvement)
        assert "at-cut" in group.classes
        assert {"en": "exactly at the cutoff", "zh": "恰好在分界上"}[
            lang
        ] in group.title
    assert bars_of(without.groups()["ana"]) == 0
    notes = {text for group in scene.marks for text in note_texts(group)}
    assert len([text for text in notes if "cutoff" in text or "分界" in text]) == 2
    plain_notes = {text for group in without.marks for text in note_texts(group)}
    assert not [text for text in plain_notes if "cutoff" in text or "分界" in text]


def test_somebody_close_to_the_cutoff_has_a_dashed_line_on_that_side():
    ana = pm.Stakeholder("Ana", power=4.9, involvement=5.2)
    center = pm.BuyingCenter("C", [ana, pm.Stakeholder("Ben", power=9, involvement=9)])
    scene = pm.quadrant(center, placement="cells").scene
    (line,) = (mark for mark in scene.groups()["ana"].marks if is_near_line(mark))
    (disc, *_) = (
        mark for mark in scene.groups()["ana"].marks if isinstance(mark, Disc)
    )
    # The cutoff of power lies above, that of involvement at the left.
    assert line.commands[0][2] == line.commands[1][2] < disc.y - disc.radius
    assert line.commands[2][1] == line.commands[3][1] < disc.x - disc.radius
    assert not any(is_near_line(mark) for mark in scene.groups()["ben"].marks)
    assert "near-cut" in scene.groups()["ana"].classes
    notes = [text for group in scene.marks for text in note_texts(group)]
    assert (
        "close to the cutoff on this side: slightly different scores give another "
        "role" in notes
    )


def is_near_line(mark):
    return isinstance(mark, Path) and mark.dash == style.bars.NEAR_DASH


def bars_of(group):
    paths = [mark for mark in group.marks if isinstance(mark, Path)]
    bars = [path for path in paths if path.stroke == style.TEXT]
    return sum(len(path.commands) // 2 for path in bars)


def note_texts(mark):
    """The texts of a note below the plot; those of the heading's legend stand above."""
    if not isinstance(mark, Group) or "legend" not in mark.classes:
        return []
    return [
        text.content for text in mark.marks if isinstance(text, Text) and text.y > 100
    ]


@pytest.mark.parametrize("placement", ["cells", "scores"])
def test_every_sign_that_occurs_is_in_the_legend(placement):
    people = [
        pm.Stakeholder("Ana", power=8, involvement=8, can_veto=True, contact="none"),
        pm.Stakeholder("Bo", power=8, involvement=7, declared_role="advocate"),
        pm.Stakeholder("CFO (vacant)", involvement=2, contact="deep"),
    ]
    scene = pm.quadrant(pm.BuyingCenter("ERP", people), placement=placement).scene
    said = {text for group in scene.marks for text in note_texts(group)}
    wanted = {
        "can veto",
        "declared role differs from this one",
        "deep contact",
        "not identified yet",
    }
    if placement == "cells":
        wanted |= {"no contact", "contact unknown"}
    assert wanted <= said
    plain = pm.BuyingCenter("ERP", [pm.Stakeholder("Cy", power=8, involvement=8)])
    scene = pm.quadrant(plain, placement=placement).scene
    said = {text for group in scene.marks for text in note_texts(group)}
    assert not said & (wanted - {"contact unknown"})


def test_a_full_row_takes_room_from_a_half_empty_one():
    people = [
        pm.Stakeholder(
            f"Person {n}", id=f"p{n}", power="influencer", involvement="high"
        )
        for n in range(20)
    ]
    people.append(pm.Stakeholder("Ana", power="decider", involvement="high"))
    scene = pm.quadrant(pm.BuyingCenter("ERP", people), placement="cells").scene
    assert (scene.height, scene.metrics["short_cards"]) == (720, 0)
    groups = scene.groups()
    upper = groups["cell decider high"].marks[0].height
    lower = groups["cell influencer high"].marks[0].height
    assert 0.35 <= upper / (upper + lower) < 0.5


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_demo_keeps_titles_and_the_hints_of_roles_on_a_slide(lang):
    center = pm.northwind(lang)
    scene = pm.quadrant(center, placement="cells", size="slide", lang=lang).scene
    written = {mark.content for mark in scene.walk() if isinstance(mark, Text)}
    assert {each.title for each in center} <= written
    say = as_language(lang).say
    for role in ("owner", "approver", "advocate", "gatekeeper"):
        assert say(f"cell.{role}") in written


def test_pictures_that_share_people_are_drawn_in_several_threads(monkeypatch):
    judgment = pm.judge(pm.northwind())
    language = judgment.playbook.language("en")
    lower = replace(STANDARD, message="A line that moves all cards down")
    alone = quadrant.compose(judgment, language, placement="cells")
    memory = PeopleMemory()
    measure = cell_marks.card_height
    is_first = True

    def draw(page):
        shared = replace(page, memory=memory)
        return quadrant.compose(judgment, language, shared, placement="cells")

    def interrupted(*args):
        """As if the other thread drew its picture in the middle of a card."""
        nonlocal is_first
        if is_first:
            is_first = False
            draw(lower)
            is_first = True
        return measure(*args)

    draw(lower)
    monkeypatch.setattr(cell_marks, "card_height", interrupted)
    assert draw(STANDARD) == alone
