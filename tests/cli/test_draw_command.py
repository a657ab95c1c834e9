"""Pictures that the command line draws."""

from __future__ import annotations

import struct
from unicodedata import east_asian_width

import pytest

import powermap as pm

PLAN = (
    "name: ERP\nstakeholders:\n- name: Ana Ruiz\n  power: decider\n  involvement: 2\n"
)

CHARTS_OF_PLANS = [
    "scorecard",
    "relationship",
    "needs",
    "coverage",
    "funnel",
    "levers",
    "appraisal",
]


def width(text):
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def test_draw_writes_a_page_and_an_svg_with_its_fonts(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "deal.yaml")
    for name, start, more in (
        ("map.html", "<!DOCTYPE html>", ()),
        ("map.svg", "<svg", ("--embed-fonts",)),
    ):
        done = powermap("draw", plan, "-o", tmp_path / name, *more)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "@font-face" in text
    refused = powermap("draw", plan, "-o", tmp_path / "map.png", "--embed-fonts")
    assert (
        refused.returncode,
        "--embed-fonts works only with .svg, not with map.png" in refused.stderr,
    ) == (2, True)
    assert not (tmp_path / "map.png").exists()


def test_zoom_is_pixels_per_point_of_a_png_and_of_nothing_else(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    assert (
        powermap("draw", plan, "-o", tmp_path / "half.png", "--zoom", "0.5").returncode
        == 0
    )
    width, height = struct.unpack(">II", (tmp_path / "half.png").read_bytes()[16:24])
    assert (width, height) == (640, 360)
    refused = powermap("draw", plan, "-o", tmp_path / "map.svg", "--zoom", "3")
    assert (refused.returncode, "--zoom works only with .png" in refused.stderr) == (
        2,
        True,
    )


def test_mermaid_takes_no_options_of_a_picture(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    assert (
        powermap(
            "draw", plan, "-o", tmp_path / "a.mmd", "--chart", "influence"
        ).returncode
        == 0
    )
    assert (tmp_path / "a.mmd").read_text(encoding="utf-8").startswith("flowchart TD\n")
    refused = powermap(
        "draw",
        plan,
        "-o",
        tmp_path / "b.mmd",
        "--chart",
        "influence",
        "--around",
        "priya-raman",
    )
    assert (refused.returncode, (tmp_path / "b.mmd").exists()) == (2, False)
    assert "leave out --title" in refused.stderr


@pytest.mark.parametrize(
    "options",
    [
        ["--around", "priya-raman", "--steps", "1"],
        ["--path", "priya-raman,marcus-reed"],
        ["--kind", "reports_to"],
        ["--departments"],
        ["--organizations"],
        ["--direction", "right"],
    ],
)
def test_options_of_the_influence_graph_reach_it(powermap, tmp_path, options):
    center = pm.northwind()
    for number, person in enumerate(center):
        name = f"Company {number % 2}"
        center = center.replace(person.id, organization=name)
    plan = pm.write(center, tmp_path / "northwind.yaml")
    drawn = powermap(
        "draw", plan, "-o", tmp_path / "map.svg", "--chart", "influence", *options
    )
    assert drawn.returncode == 0, drawn.stderr
    picture = (tmp_path / "map.svg").read_text(encoding="utf-8")
    assert picture != pm.influence(center).svg()
    refused = powermap("draw", plan, "-o", tmp_path / "other.svg", *options)
    assert (
        refused.returncode,
        "does not work with --chart quadrant" in refused.stderr,
    ) == (
        2,
        True,
    )


@pytest.mark.parametrize("chart", CHARTS_OF_PLANS)
def test_charts_of_a_plan_are_drawn(powermap, tmp_path, chart):
    plan = pm.write(pm.northwind_plan(), tmp_path / "plan.yaml")
    done = powermap(
        "draw", plan, "-o", tmp_path / "a.svg", "--chart", chart, "--title", "Deal <1>"
    )
    assert done.returncode == 0
    # The demo has notes on people and evidence for answers, and none on its pipeline.
    has_notes = chart not in {"funnel", "levers", "appraisal"}
    assert ("--with-notes includes them" in done.stderr) == has_notes
    function = pm.charts.tornado if chart == "levers" else getattr(pm.charts, chart)
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == function(
        pm.northwind_plan(), title="Deal <1>"
    ).svg()
    refused = powermap("draw", plan, "-o", tmp_path / "b.mmd", "--chart", chart)
    assert (refused.returncode, (tmp_path / "b.mmd").exists()) == (2, False)
    assert f"Mermaid cannot draw --chart {chart}" in refused.stderr
    refused = powermap(
        "draw", plan, "-o", tmp_path / "b.svg", "--chart", chart, "--placement", "cells"
    )
    assert (
        refused.returncode,
        f"--placement does not work with --chart {chart}" in refused.stderr,
    ) == (2, True)


@pytest.mark.parametrize("chart", CHARTS_OF_PLANS)
def test_charts_of_a_plan_can_be_drawn_of_people_only(powermap, tmp_path, chart):
    done = powermap("draw", "-", "-o", tmp_path / "a.svg", "--chart", chart, stdin=PLAN)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_slides_and_a_workbook_with_its_chart(powermap, tmp_path):
    from pptx import Presentation

    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    Presentation().save(tmp_path / "house.pptx")
    house = ("--template", tmp_path / "house.pptx")
    plan = tmp_path / "plan.yaml"
    assert powermap("draw", plan, "-o", tmp_path / "map.pptx", *house).returncode == 0
    done = powermap(
        "report", plan, "-o", tmp_path / "plan.pptx", "--today", "2026-11-20"
    )
    assert (done.returncode, done.stdout) == (0, f"wrote {tmp_path / 'plan.pptx'}\n")
    assert powermap("convert", plan, tmp_path / "plan.xlsx", "--chart").returncode == 0
    center = pm.read(plan).center
    assert (tmp_path / "map.pptx").read_bytes() == pm.quadrant(center).pptx(
        template=tmp_path / "house.pptx"
    )
    document = pm.report(center, today="2026-11-20")
    assert (tmp_path / "plan.pptx").read_bytes() == document.pptx()
    assert pm.read(tmp_path / "plan.xlsx").center == center


def test_an_existing_picture_survives_a_failed_drawing(powermap, tmp_path):
    (tmp_path / "map.svg").write_text("mine", encoding="utf-8")
    assert (
        powermap("draw", "-", "-o", tmp_path / "map.svg", stdin="name: [").returncode
        == 2
    )
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("chart", ["quadrant", "influence", "coverage", "funnel"])
def test_the_options_of_every_chart_are_those_of_python(powermap, tmp_path, chart):
    plan = tmp_path / "northwind.yaml"
    pm.write(pm.northwind_plan(), plan)
    options = ["--size", "600x400", "--subtitle", "Draft", "--no-legend"]
    expected = {"size": (600, 400), "subtitle": "Draft", "legend": False}
    if chart != "funnel":
        options += ["--only", "decider", "--emphasis", "supporter", "--order", "name"]
        expected |= {"only": ["decider"], "emphasis": ["supporter"], "order": "name"}
    options += ["--color", "champion=#006644", "--background", "#FFFDF5"]
    style = pm.Style(background="#FFFDF5", colors={"champion": "#006644"})
    out = tmp_path / "map.svg"
    drawn = powermap("draw", plan, "-o", out, "--chart", chart, *options)
    assert drawn.returncode == 0, drawn.stderr
    draw = getattr(pm.charts, chart)
    picture = draw(pm.northwind_plan(), style=style, **expected).svg()
    assert out.read_text(encoding="utf-8") == picture


def test_a_color_without_a_name_is_refused(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    refused = powermap("draw", plan, "-o", tmp_path / "a.svg", "--color", "#006644")
    assert (refused.returncode, "champion=#006644" in refused.stderr) == (2, True)
