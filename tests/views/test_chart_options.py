"""The options that every chart has: one meaning, everywhere."""

from __future__ import annotations

import pickle

import pytest

import powermap as pm
from powermap import charts
from powermap.scene import Group, Text

OF_PEOPLE = [
    pm.quadrant,
    pm.influence,
    charts.relationship,
    charts.needs,
    charts.coverage,
]
OF_PLANS = [charts.scorecard, charts.funnel, charts.tornado, charts.appraisal]
PLAN = pm.northwind_plan()


def texts(chart):
    return [mark.content for mark in chart.scene.walk() if isinstance(mark, Text)]


def people_of(chart):
    ids = {person.id for person in PLAN.center}
    return ids & chart.scene.groups().keys()


def faded_people(chart):
    return {
        key
        for key, group in chart.scene.groups().items()
        if "faded" in group.classes and "stakeholder" in group.classes
    }


@pytest.mark.parametrize("draw", OF_PEOPLE + OF_PLANS)
def test_what_stands_around_a_picture(draw):
    chart = draw(PLAN, title="A", subtitle="B", message="C says it", legend=False)
    said = texts(chart)
    assert {"A", "B", "C says it"} <= set(said)
    legends = [
        mark
        for mark in chart.scene.walk()
        if isinstance(mark, Group) and "legend" in mark.classes
    ]
    # The kinds of lines of a graph are its key, not its legend of stances.
    assert not legends or draw is pm.influence
    assert "B" not in texts(draw(PLAN, title="A", subtitle=""))


@pytest.mark.parametrize("draw", OF_PEOPLE)
def test_only_some_people_are_drawn_and_the_picture_says_of_how_many(draw):
    deciders = {
        id for id, each in pm.classify(PLAN).items() if each.role.power == "decider"
    }
    chart = draw(PLAN, only="decider")
    assert people_of(chart) == deciders
    if draw is not pm.influence:
        assert f"{len(deciders)} of {len(PLAN.center)} people" in texts(chart)[1]
    several = draw(PLAN, only=["Robert Falk", pm.Stance.CHAMPION, "Finance"])
    assert people_of(several) == {
        "robert-falk",
        "ines-duarte",
        "priya-raman",
        "carl-munro",
        "dana-whitfield",
        "nils-berger",
    }
    rule = draw(PLAN, only=lambda person: person.name.startswith("H"))
    assert people_of(rule) == {"helen-cho"}


@pytest.mark.parametrize("draw", OF_PEOPLE)
def test_all_but_those_meant_fade(draw):
    champions = {person.id for person in PLAN.center if person.stance == "champion"}
    chart = draw(PLAN, emphasis="champion")
    assert faded_people(chart) == people_of(chart) - champions


@pytest.mark.parametrize("draw", OF_PEOPLE)
def test_other_fields_stand_under_the_names(draw):
    said = " ".join(texts(draw(PLAN, show=["department", "covered_by"])))
    assert "Finance · Max Example" in said
    assert "Enterprise Architect" not in said


def test_people_come_in_the_order_asked_for():
    def order(**options):
        groups = charts.coverage(PLAN, **options).scene.groups()
        ids = [person.id for person in PLAN.center]
        return sorted(ids, key=lambda key: groups[key].marks[0].y)

    assert order(order="file") == [person.id for person in PLAN.center]
    names = [PLAN.center[id].name for id in order(order="name")]
    assert names == sorted(names)
    departments = [
        PLAN.center[id].department or "~" for id in order(order="department")
    ]
    assert departments == sorted(departments)


@pytest.mark.parametrize("draw", OF_PEOPLE + OF_PLANS)
@pytest.mark.parametrize("size", ["slide", "page", (600, 400)])
def test_a_picture_is_as_large_as_asked(draw, size):
    chart = draw(PLAN, size=size)
    wanted = {"slide": (960, 540), "page": (841.9, 595.3)}.get(size, size)
    assert (chart.scene.width, chart.scene.height) == wanted
    assert pm.charts.faults(chart.scene) == []
    copy = pickle.loads(pickle.dumps(draw(PLAN)))
    assert copy.sized(size).scene == chart.scene


@pytest.mark.parametrize("placement", ["cells", "scores"])
def test_a_quadrant_on_a_slide_can_be_read(placement):
    scene = pm.quadrant(PLAN, size="slide", placement=placement).scene
    sizes = [mark.size for mark in scene.walk() if isinstance(mark, Text)]
    assert min(sizes) >= 9
    names = {person.name for person in PLAN.center}
    drawn = [mark for mark in scene.walk() if isinstance(mark, Text)]
    assert min(mark.size for mark in drawn if mark.content in names) >= 11


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"only": "nobody"}, "only names 'nobody'"),
        ({"only": "enemies"}, "did you mean 'enemy'"),
        ({"emphasis": lambda person: False}, "emphasis matches no one"),
        ({"show": ["phone"]}, "show is 'phone'"),
        ({"order": "size"}, "order is 'size'"),
        ({"size": "a4"}, "size is 'a4'"),
        ({"size": (10, 10)}, "from 100 to 14400"),
        ({"style": {"enemy": "#FFAAAA"}}, "choose a darker color"),
    ],
)
def test_what_is_not_allowed_is_said(options, message):
    with pytest.raises(pm.ModelError, match=message):
        pm.quadrant(PLAN, **options)


def test_an_option_that_no_chart_has_is_refused_with_the_nearest():
    with pytest.raises(TypeError, match="did you mean 'legend'"):
        pm.quadrant(PLAN, legends=False)
    with pytest.raises(TypeError, match="only"):
        charts.funnel(PLAN, only="decider")


def test_a_style_is_checked_and_colors_every_format():
    style = pm.Style(background="#FFFDF5", colors={"champion": "#006644"})
    chart = pm.quadrant(PLAN, style=style)
    assert chart.scene.background == "#FFFDF5"
    assert "#006644" in chart.svg()
    with pytest.raises(pm.ModelError, match="choose a lighter color"):
        pm.Style(background="#444444")


def test_a_long_title_never_runs_into_the_legend():
    for words in (1, 8, 40):
        for width in (500, 900, 1280):
            chart = pm.quadrant(PLAN, title="Enterprise " * words, size=(width, 700))
            assert pm.charts.faults(chart.scene) == []


def smallest(scene):
    return min(mark.size for mark in scene.walk() if isinstance(mark, Text))


@pytest.mark.parametrize("draw", OF_PEOPLE + OF_PLANS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_slide_can_be_read(draw, lang):
    chart = draw(PLAN, size="slide", lang=lang)
    for scene in (chart.scene, *(part.scene for part in chart.parts)):
        assert smallest(scene) >= 8.98, draw.__name__
        assert charts.faults(scene) == []


def test_a_table_of_many_people_goes_on_on_further_slides(tmp_path):
    people = [
        pm.Stakeholder(f"Person {n}", id=f"p{n}", power=n % 11, contact="brief")
        for n in range(40)
    ]
    center = pm.BuyingCenter("Forty", people)
    chart = charts.coverage(center, size="slide")
    scenes = [chart.scene, *(part.scene for part in chart.parts)]
    assert len(scenes) == 3
    drawn = [key for scene in scenes for key in scene.groups() if key.startswith("p")]
    ids = {key for key in drawn if " " not in key}
    assert ids == {person.id for person in people}
    first = next(mark for mark in scenes[1].walk() if isinstance(mark, Text))
    assert first.content == "Forty · 2/3"
    pptx = pytest.importorskip("pptx")
    path = chart.save(tmp_path / "deck.pptx")
    assert len(pptx.Presentation(path).slides) == 3
    saved = chart.save(tmp_path / "map.svg")
    assert saved.name == "map.svg"
    assert {path.name for path in tmp_path.glob("*.svg")} == {
        "map.svg",
        "map-2.svg",
        "map-3.svg",
    }


def test_questions_that_need_several_pages_stand_once_each_and_larger():
    for size, most in (("slide", 3), ("page", 4), ((500, 400), 4)):
        chart = charts.scorecard(PLAN, size=size)
        assert 1 < len(chart.pages) <= most
        keys = [key for scene in chart.pages for key in scene.groups()]
        keys = [key for key in keys if not key.startswith("party ")]
        assert len(keys) == len(set(keys))
        on_one_page = charts.scorecard(PLAN).scene.groups()
        assert set(keys) == {key for key in on_one_page if "party" not in key}


def test_a_typeface_stands_first_where_typefaces_are_named(tmp_path):
    chart = pm.quadrant(PLAN, style=pm.Style(font="Calibri"))
    assert "font-family=\"'Calibri','Source Sans Pro'" in chart.svg()
    with pytest.raises(pm.ModelError, match="name of a typeface"):
        pm.Style(font='a"; b')


@pytest.mark.parametrize("draw", OF_PEOPLE + OF_PLANS)
def test_an_option_that_no_chart_has_is_refused_without_words_of_our_own(draw):
    for unknown in ("colour", "_drawn_later"):
        with pytest.raises(TypeError, match=f"option is '{unknown}'") as refused:
            draw(PLAN, **{unknown: 1})
        assert "size" in str(refused.value)
        assert ", _" not in str(refused.value)
