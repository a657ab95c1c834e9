"""A file of draw.io holds the scene: shapes in their places, connectors glued to cards."""

from __future__ import annotations

import base64
import json
import math
import os
import shutil
import subprocess
import zlib
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

import powermap as pm
from powermap.render.dark_colors import light_or_dark
from powermap.render.drawio_edges import edge_lines
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Path as ScenePath, Text

HOSTILE = ["<b>bold</b>", "a; b=c;html=1", 'a "quoted" & b', "0", "root", "%name%"]


def dashed(text):
    return text.replace(" ", "-")


def hostile():
    people = [
        pm.Stakeholder(text, id=dashed(text), title=text, power="decider")
        for text in HOSTILE
    ]
    ties = [
        pm.Tie(dashed(HOSTILE[0]), dashed(text), kind="influences")
        for text in HOSTILE[1:]
    ]
    return pm.BuyingCenter("<i>ERP</i>", people, ties)


CHARTS = {
    "influence": lambda: pm.influence(pm.northwind_plan()),
    "influence zh": lambda: pm.influence(pm.northwind_plan("zh"), lang="zh"),
    "sideways": lambda: pm.influence(pm.northwind_plan(), direction="right"),
    "cells": lambda: pm.quadrant(pm.northwind_plan()),
    "scores": lambda: pm.quadrant(pm.northwind_plan(), placement="scores"),
    "scorecard": lambda: pm.charts.scorecard(pm.northwind_plan()),
    "hostile": lambda: pm.influence(hostile()),
    "nobody": lambda: pm.quadrant(pm.BuyingCenter("ERP")),
}


@pytest.fixture(scope="module", params=CHARTS)
def drawn(request):
    chart = CHARTS[request.param]()
    return chart, cells_of(ET.fromstring(chart.drawio()).find("diagram"))


class Cell:
    """A cell as a reader of the format sees it."""

    def __init__(self, element, inner):
        self.id = element.get("id")
        self.parent = inner.get("parent")
        self.value = element.get("value") or element.get("label") or ""
        self.tooltip = element.get("tooltip")
        self.inner = inner
        self.style = dict(
            part.partition("=")[::2] for part in (inner.get("style") or "").split(";")
        )
        geometry = inner.find("mxGeometry")
        self.frame = None
        if geometry is not None and inner.get("vertex"):
            numbers = [geometry.get(name) for name in ("x", "y", "width", "height")]
            self.frame = tuple(map(float, numbers))
        points = [] if geometry is None else geometry.iter("mxPoint")
        self.points = [(float(each.get("x")), float(each.get("y"))) for each in points]


def cells_of(diagram):
    cells = {}
    for element in diagram.find("mxGraphModel/root"):
        inner = element if element.tag == "mxCell" else element.find("mxCell")
        cell = Cell(element, inner)
        assert cell.id not in cells
        cells[cell.id] = cell
    return cells


def origin_of(cell, cells):
    x = y = 0.0
    parent = cells.get(cell.parent)
    while parent is not None:
        if parent.frame is not None:
            x += parent.frame[0]
            y += parent.frame[1]
        parent = cells.get(parent.parent)
    return x, y


def place(cell, cells):
    x, y = origin_of(cell, cells)
    left, top, width, height = cell.frame
    return left + x, top + y, width, height


def marks_of(chart):
    return [mark for mark in chart.scene.walk() if not isinstance(mark, Group)]


def test_every_cell_has_a_parent_and_every_end_exists(drawn):
    _, cells = drawn
    [root] = [cell for cell in cells.values() if cell.parent is None]
    layers = [cell for cell in cells.values() if cell.parent == root.id]
    assert len(layers) == 4
    assert len({cell.value for cell in layers}) == 4
    for cell in cells.values():
        assert cell is root or cell.parent in cells
        for end in ("source", "target"):
            assert cell.inner.get(end) is None or cell.inner.get(end) in cells


def test_shapes_and_texts_are_where_the_scene_has_them(drawn):
    chart, cells = drawn
    shapes = []
    for cell in cells.values():
        if cell.frame is not None and "group" not in cell.style:
            shapes.append((cell.value, place(cell, cells)))
    for mark in marks_of(chart):
        if isinstance(mark, Text):
            height = mark.size * 1.25
            if mark.rotate:
                continue
            left = extent(mark)[0]
            wanted = (left, mark.y + 1 - mark.size / 2 - height / 2, mark.width, height)
            found = [frame for value, frame in shapes if value == mark.content]
            assert any(near(frame, wanted) for frame in found), mark.content
        elif isinstance(mark, Box | Disc):
            left, top, right, bottom = extent(mark)
            wanted = (left, top, right - left, bottom - top)
            assert any(near(frame, wanted) for _, frame in shapes)


def near(frame, wanted):
    # Two decimals in each of three nested places.
    return all(abs(a - b) <= 0.03 for a, b in zip(frame, wanted, strict=True))


def test_every_tie_is_an_edge_glued_to_its_two_cards(drawn):
    chart, cells = drawn
    for key, group in chart.scene.groups().items():
        if group.link is None:
            continue
        edge = cells[key] if key in cells else cells[f"{key}-2"]
        for end, name in zip(group.link, ("source", "target"), strict=True):
            body = cells[edge.inner.get(name)]
            assert cells[body.parent].tooltip
            assert set(end) <= set(body.parent)
        # The tie runs from card to card, whichever way its line is drawn.
        first, last = edge.points[0], edge.points[1]
        for (point, side), name in zip(
            ((first, "exit"), (last, "entry")), ("source", "target"), strict=True
        ):
            left, top, width, height = place(cells[edge.inner.get(name)], cells)
            x = left + float(edge.style[f"{side}X"]) * width
            y = top + float(edge.style[f"{side}Y"]) * height
            assert math.dist((x, y), point) < 0.05


def test_arrows_point_where_the_scene_has_its_heads(drawn):
    chart, cells = drawn
    for key, group in chart.scene.groups().items():
        if group.link is None:
            continue
        heads = [
            mark for mark in group.marks if isinstance(mark, ScenePath) and mark.head
        ]
        edge = cells[key] if key in cells else cells[f"{key}-2"]
        ends = {"startArrow": edge.points[0], "endArrow": edge.points[1]}
        tips = [point for name, point in ends.items() if edge.style[name] != "none"]
        assert len(tips) == len(heads)
        for tip, head in zip(tips, heads, strict=True):
            assert math.dist(tip, head.commands[0][1:]) < 0.05


def test_a_course_at_right_angles_keeps_its_corners():
    cells = cells_of(ET.fromstring(CHARTS["influence"]().drawio()).find("diagram"))
    edge = cells["helen-cho reports_to robert-falk"]
    start, end, *corners = edge.points
    assert edge.style["rounded"] == "1"
    course = [start, *corners, end]
    for (x1, y1), (x2, y2) in pairwise(course):
        assert abs(x1 - x2) < 0.05 or abs(y1 - y2) < 0.05


def test_a_curve_passes_through_its_middle():
    path = ScenePath((("M", 0, 0), ("C", 0, 40, 80, 10, 60, 90)), stroke="#000000")
    tie = Group((path,), link=("a", "b"))
    [line] = edge_lines(tie, [Disc(0, -5, 5), Disc(60, 95, 5)])
    assert line.is_curved
    start, first, second, end = line.points
    assert (start, end) == ((0, 0), (60, 90))
    # draw.io goes from curve to curve in the middle between two control points.
    middle = ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
    assert middle == ((0 + 3 * 80 + 60) / 8, (3 * 40 + 3 * 10 + 90) / 8)


def test_no_text_of_a_user_is_markup_or_style():
    chart = CHARTS["hostile"]()
    cells = cells_of(ET.fromstring(chart.drawio()).find("diagram"))
    values = {cell.value for cell in cells.values()}
    assert set(HOSTILE) <= values
    for cell in cells.values():
        assert cell.style.get("html", "0") == "0"
        if cell.tooltip:
            assert "<b>" not in cell.tooltip
    assert "&lt;i&gt;ERP" in chart.drawio()


def test_every_color_has_a_dark_counterpart():
    text = CHARTS["cells"]().drawio()
    assert light_or_dark("#E9F0FA") in text
    colors = [part for part in text.split(";") if "Color=" in part]
    assert all("none" in part or "light-dark(#" in part for part in colors)


def test_signs_are_shapes_of_draw_io():
    cells = cells_of(ET.fromstring(CHARTS["cells"]().drawio()).find("diagram"))
    stencils = set()
    for cell in cells.values():
        shape = cell.style.get("shape", "")
        if shape.startswith("stencil("):
            packed = base64.b64decode(
                cell.inner.get("style").split("stencil(")[1].split(")")[0]
            )
            stencils.add(unquote(zlib.decompress(packed, -15).decode()))
    assert len(stencils) > 4
    for text in stencils:
        shape = ET.fromstring(text)
        assert shape.find("foreground/path/move") is not None
        assert float(shape.get("w")) > 0
        assert float(shape.get("h")) > 0


def test_saved_with_a_page_for_each_part(tmp_path):
    people = [
        pm.Stakeholder(f"Person {n}", id=f"p{n}", power="influencer") for n in range(80)
    ]
    ties = [pm.Tie(f"p{n}", f"p{n // 6}", kind="reports_to") for n in range(1, 80)]
    chart = pm.influence(pm.BuyingCenter("ERP", people, ties))
    path = chart.save(tmp_path / "map.drawio")
    pages = ET.parse(path).getroot().findall("diagram")
    assert len(pages) == 1 + len(chart.parts)
    assert len({page.get("id") for page in pages}) == len(pages)
    assert chart.parts
    assert chart.drawio() == path.read_text("utf-8")


MODULES = os.environ.get("POWERMAP_MAXGRAPH", "")


@pytest.mark.skipif(
    not (MODULES and shutil.which("node")),
    reason="POWERMAP_MAXGRAPH is a folder with @maxgraph/core and jsdom",
)
def test_maxgraph_reads_what_was_drawn(tmp_path):
    script = Path(__file__).parent / "maxgraph/decode.mjs"
    paths = []
    for number, make in enumerate(CHARTS.values()):
        paths.append(make().save(tmp_path / f"{number}.drawio"))
    command = ["node", script, MODULES, *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for page, path in zip(json.loads(done.stdout), paths, strict=True):
        ours = cells_of(ET.parse(path).getroot().find("diagram"))
        assert {cell["id"] for cell in page["cells"]} == set(ours)
        for cell in page["cells"]:
            own = ours[cell["id"]]
            assert cell["parent"] == own.parent
            assert cell["source"] == own.inner.get("source")
            assert cell["target"] == own.inner.get("target")
            if own.frame is not None:
                place = (cell["x"], cell["y"], cell["width"], cell["height"])
                assert place == own.frame
            if cell["edge"]:
                assert [tuple(point) for point in cell["points"]] == own.points[2:]
