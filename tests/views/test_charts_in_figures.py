"""Charts in Axes and figures of somebody's own, in grids and in notebooks."""

from __future__ import annotations

import io

import pytest
from matplotlib.figure import Figure
from PIL import Image

import powermap as pm
from powermap import charts
from powermap.scene import Text

PLAN = pm.northwind_plan()


def drawn_scene(ax):
    return next(
        artist.scene for artist in ax.get_children() if hasattr(artist, "scene")
    )


@pytest.mark.parametrize("size", [(13.33, 7.5), (10, 7), (8, 8)])
def test_a_chart_is_laid_out_for_the_axes_it_is_given(size):
    fig = Figure(figsize=size)
    ax = fig.add_axes((0, 0, 1, 1))
    pm.quadrant(PLAN, placement="cells").draw(ax)
    scene = drawn_scene(ax)
    assert (scene.width, scene.height) == pytest.approx((size[0] * 72, size[1] * 72))
    assert min(mark.size for mark in scene.walk() if isinstance(mark, Text)) >= 9
    assert charts.faults(scene) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_names_of_roles_stay_in_their_cells_in_axes_of_any_size(lang):
    for size in ((3, 2), (6, 4), (4, 6), (8, 3), (12, 8)):
        fig = Figure(figsize=size)
        ax = fig.add_axes((0, 0, 1, 1))
        pm.quadrant(pm.northwind(lang), placement="scores", lang=lang).draw(ax)
        for key, group in drawn_scene(ax).groups().items():
            if not key.startswith("cell "):
                continue
            ground = group.marks[0]
            name = next(mark for mark in group.marks if isinstance(mark, Text))
            left = name.x - name.width * (name.anchor == "end")
            assert ground.x <= left
            assert left + name.width <= ground.x + ground.width


def test_resolution_of_a_png(tmp_path):
    chart = pm.quadrant(PLAN, size="slide")
    by_dpi = chart.save(tmp_path / "a.png", dpi=72)
    by_scale = chart.save(tmp_path / "b.png", scale=1)
    assert by_dpi.read_bytes() == by_scale.read_bytes()
    with Image.open(by_dpi) as picture:
        assert picture.size == (960, 540)
    with pytest.raises(pm.FormatError, match="leave one of them out"):
        chart.save(tmp_path / "c.png", dpi=72, scale=1)
    with pytest.raises(pm.FormatError, match=r"only with \.png"):
        chart.save(tmp_path / "c.svg", dpi=72)


def test_a_chart_as_a_figure():
    fig = pm.quadrant(PLAN, size="slide").figure()
    assert fig.get_size_inches().tolist() == pytest.approx([960 / 72, 7.5])
    target = io.BytesIO()
    fig.savefig(target)
    assert target.getvalue()[1:4] == b"PNG"


def test_several_charts_in_one_picture(tmp_path):
    half = (600, 400)
    both = charts.grid([pm.quadrant(PLAN, size=half), pm.influence(PLAN, size=half)])
    assert (both.scene.width, both.scene.height) == (1224, 400)
    assert len(both.scene.groups()) == len(set(both.scene.groups()))
    assert {"1 helen-cho", "2 helen-cho"} <= both.scene.groups().keys()
    assert charts.faults(both.scene) == []
    for suffix in ("svg", "png", "pdf", "html", "pptx"):
        assert both.save(tmp_path / f"both.{suffix}").stat().st_size > 1000
    four = charts.grid([pm.quadrant(PLAN, size=half)] * 4)
    assert (four.scene.width, four.scene.height) == (1224, 824)
    with pytest.raises(pm.ModelError, match="at least one"):
        charts.grid([])


def test_a_notebook_shows_it_with_its_fonts_and_never_wider_than_the_cell():
    picture = pm.quadrant(PLAN)._repr_mimebundle_()["image/svg+xml"]
    assert 'style="max-width:100%;height:auto"' in picture
    assert "@font-face" in picture
    assert "max-width" not in pm.quadrant(PLAN).svg()


def test_axes_show_more_people_rather_than_what_stands_around_them(recwarn):
    ax = Figure(figsize=(10, 6)).add_axes((0, 0, 1, 1))
    pm.influence(PLAN).draw(ax)
    scene = drawn_scene(ax)
    assert scene.metrics["folded_people"] == 0
    assert min(mark.size for mark in scene.walk() if isinstance(mark, Text)) > 8.9
    # A picture that was tried and not taken has nothing to say.
    small = Figure(figsize=(6, 4)).add_axes((0, 0, 1, 1))
    pm.influence(PLAN).draw(small)
    assert not recwarn.list


def test_axes_hold_everybody_however_small_they_are():
    fig = Figure(figsize=(6.4, 4.8))
    for draw in (pm.quadrant, charts.coverage, charts.scorecard):
        ax = fig.add_subplot()
        with pytest.warns(pm.PowermapWarning, match="the Axes are"):
            draw(PLAN).draw(ax)
        keys = drawn_scene(ax).groups().keys()
        if draw is not charts.scorecard:
            assert {person.id for person in PLAN.center} <= keys
            said = " ".join(
                mark.content
                for mark in drawn_scene(ax).walk()
                if isinstance(mark, Text)
            )
            # A name may stand in two lines.
            written = said.replace(" ", "")
            for person in PLAN.center:
                assert person.name.replace(" ", "") in written
        ax.remove()
