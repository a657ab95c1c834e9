"""A slide holds the same picture as the scene, as shapes that can be edited, and opens without repair."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from itertools import pairwise
from pathlib import Path as FilePath
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Inches

import powermap as pm
from powermap.charts import deck_bytes, new_deck
from powermap.errors import MissingDependencyError
from powermap.render.fonts import source_sans
from powermap.render.mpl import png
from powermap.scene.marks import Disc, Group, Path, Scene, Text

from .conftest import card, line, page

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
POINT = 12_700
PLAN, CHINESE = pm.northwind_plan(), pm.northwind_plan("zh")
HOSTILE = [
    "<b>&amp;",
    "_x000D_ _x005F_",
    "a & b < c > \"d\" 'e'",
    "=1+1",
    "👩‍🔬 Zoë",
    "张伟 <张>",
    "שלום abc",
    "مرحبا",
    "{{x}} $y$ \\N",
    "n" * 120,
    "\u200dzero",
    "a  b",
]


def moved():
    old = PLAN.center.replace("robert-falk", stance="opponent", involvement="high")
    return pm.charts.difference(
        old.replace("ines-duarte", power="influencer"), PLAN.center
    )


CHARTS = {
    "cells": lambda: pm.quadrant(PLAN.center, placement="cells"),
    "scores": lambda: pm.quadrant(PLAN.center, placement="scores"),
    "influence": lambda: pm.influence(
        PLAN.center, path=("ines-duarte", "helen-cho"), departments=True
    ),
    "scorecard": lambda: pm.charts.scorecard(PLAN),
    "relationship": lambda: pm.charts.relationship(PLAN),
    "needs": lambda: pm.charts.needs(PLAN),
    "coverage": lambda: pm.charts.coverage(PLAN),
    "funnel": lambda: pm.charts.funnel(PLAN),
    "levers": lambda: pm.charts.tornado(PLAN),
    "appraisal": lambda: pm.charts.appraisal(PLAN),
    "difference": moved,
    "cells zh": lambda: pm.quadrant(CHINESE.center, placement="cells", lang="zh"),
    "influence zh": lambda: pm.influence(CHINESE.center, lang="zh"),
}


class Made:
    """A chart, its scene and its slide, each made once."""

    def __init__(self, name):
        self.scene = CHARTS[name]().scene
        self.payload = pm.Chart(self.scene).pptx()
        self.slide = deck_of(self.payload).slides[0]


@pytest.fixture(scope="module", params=CHARTS)
def chart(request):
    return Made(request.param)


def deck_of(payload):
    return Presentation(io.BytesIO(payload))


def slide_of(scene, template=None):
    deck = new_deck(scene.title, template)
    deck.add_scene(scene)
    return deck_of(deck_bytes(deck)).slides[0]


def leaves(shapes):
    for shape in shapes:
        if shape.element.tag == f"{P}grpSp":
            yield from leaves(shape.shapes)
        else:
            yield shape


def groups(shapes):
    for shape in shapes:
        if shape.element.tag == f"{P}grpSp":
            yield shape
            yield from groups(shape.shapes)


def written(shapes):
    return [
        shape
        for shape in leaves(shapes)
        if shape.has_text_frame and shape.text_frame.text
    ]


def texts(slide):
    return [shape.text_frame.text for shape in written(slide.shapes)]


def connectors(slide):
    """Name, begin and end (shape and site) of every connector."""
    return {
        each.get("name"): [
            (end.get("id"), int(end.get("idx")))
            for end in cxn.iter(f"{A}stCxn", f"{A}endCxn")
        ]
        for cxn in slide.shapes.element.iter(f"{P}cxnSp")
        for each in cxn.iter(f"{P}cNvPr")
    }


def valid(payload, tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(payload)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def place_of(slide, shape_id, site):
    """Where a connection site of a shape lies on the slide, in points."""
    shape = next(
        each for each in leaves(slide.shapes) if str(each.shape_id) == shape_id
    )
    position = shape.element.findall(f".//{A}cxn/{A}pos")[site]
    return (shape.left + int(position.get("x"))) / POINT, (
        shape.top + int(position.get("y"))
    ) / POINT


def ends_of(cxn):
    """Where a connector starts and ends, in points, whatever it is turned and mirrored by."""
    place = cxn.find(f".//{A}xfrm")
    off, size = place.find(f"{A}off"), place.find(f"{A}ext")
    x, y, wide, tall = (
        int(each) / POINT
        for each in (off.get("x"), off.get("y"), size.get("cx"), size.get("cy"))
    )
    outline = cxn.find(f".//{A}custGeom")
    if outline is not None:
        points = [
            (int(p.get("x")) / POINT, int(p.get("y")) / POINT)
            for p in outline.iter(f"{A}pt")
        ]
        return tuple(
            (
                x + (wide - u if place.get("flipH") else u),
                y + (tall - v if place.get("flipV") else v),
            )
            for u, v in (points[0], points[-1])
        )
    u, v = -wide / 2, -tall / 2
    u, v = (-u if place.get("flipH") else u), (-v if place.get("flipV") else v)
    turned = {0: (u, v), 90: (-v, u), 270: (v, -u)}[int(place.get("rot", 0)) // 60_000]
    middle = (x + wide / 2, y + tall / 2)
    return (
        (middle[0] + turned[0], middle[1] + turned[1]),
        (middle[0] - turned[0], middle[1] - turned[1]),
    )


def test_every_text_of_the_scene_is_real_text(chart):
    scene, slide = chart.scene, chart.slide
    wanted = [mark.content for mark in scene.walk() if isinstance(mark, Text)]
    title = slide.shapes.title.text_frame.text.split("\v")
    assert sorted([*title, *texts(slide)[1:]]) == sorted(wanted)
    assert "".join("".join(title).split()) == "".join(scene.title.split())


def test_nothing_is_a_picture_and_every_number_is_used_once(chart):
    tree = chart.slide.shapes.element
    assert not list(tree.iter(f"{P}pic"))
    # A tie and its substitute for other programs are one shape, of which each program
    # reads one form.
    substitutes = set()
    for substitute in tree.iter(f"{MC}Fallback"):
        substitutes.update(substitute.iter(f"{P}cNvPr"))
    ids = []
    for each in tree.iter(f"{P}cNvPr"):
        if each not in substitutes:
            ids.append(each.get("id"))
    assert len(ids) == len(set(ids))
    assert {each.get("id") for each in substitutes} <= set(ids)
    assert "1" in ids


def test_the_package_is_valid(chart, tmp_path):
    payload = chart.payload
    assert valid(payload, tmp_path) == []
    names = zipfile.ZipFile(io.BytesIO(payload)).namelist()
    assert len(names) == len(set(names))
    assert {
        "ppt/notesMasters/notesMaster1.xml",
        "ppt/notesSlides/notesSlide1.xml",
    } <= set(names)
    assert not [name for name in names if name.endswith((".bin", ".jpeg"))]


def test_the_validator_finds_what_is_wrong(tmp_path):
    payload = pm.quadrant(PLAN.center).pptx()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(payload)) as old,
        zipfile.ZipFile(target, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(
                name, old.read(name).replace(b"<p:cNvSpPr/>", b"<p:cNvSpPrs/>")
            )
    assert valid(target.getvalue(), tmp_path)


def test_each_person_is_a_group_with_the_reasons_as_alternative_text(chart):
    scene, slide = chart.scene, chart.slide
    made = {group.name: group for group in groups(slide.shapes)}
    for key, group in scene.groups().items():
        if group.link is None and group.marks:
            told = made[key].element.find(f"{P}nvGrpSpPr/{P}cNvPr").get("descr")
            assert told == group.title
            inside = [
                mark.content
                for mark in Scene(1, 1, "", "", (group,)).walk()
                if isinstance(mark, Text)
            ]
            assert [
                shape.text_frame.text for shape in written(made[key].shapes)
            ] == inside


def test_what_tells_nothing_is_marked_as_decorative(chart):
    for shape in leaves(chart.slide.shapes):
        marked = any("decorative" in each.tag for each in shape.element.iter())
        tie = shape.element.tag == f"{P}cxnSp" and not shape.name.endswith(" ground")
        assert marked is not bool(
            tie or (shape.has_text_frame and shape.text_frame.text)
        ), shape.name


def test_a_group_is_as_large_as_what_is_in_it(chart):
    for group in groups(chart.slide.shapes):
        inner = [
            each
            for each in group.shapes
            if not each.element.findall(f"{P}spPr/{A}xfrm[@rot]")
        ]
        if inner and len(inner) == len(group.shapes):
            assert group.left == min(each.left for each in inner)
            assert group.left + group.width == max(
                each.left + each.width for each in inner
            )
            assert group.top == min(each.top for each in inner)


def test_texts_stand_where_the_scene_has_them(chart):
    scene, slide = chart.scene, chart.slide
    scale = min(960 / scene.width, 540 / scene.height)
    dx, dy = (960 - scene.width * scale) / 2, (540 - scene.height * scale) / 2
    made = [shape for shape in written(slide.shapes) if not shape.is_placeholder]
    marks = [m for m in scene.walk() if isinstance(m, Text)][
        len(slide.shapes.title.text_frame.text.split("\v")) :
    ]
    for mark, shape in zip(marks, made, strict=True):
        assert shape.text_frame.text == mark.content
        size = shape.element.find(f".//{A}rPr").get("sz")
        assert abs(int(size) / 100 - mark.size * scale) < 0.01
        middle = (
            (shape.left + shape.width / 2) / POINT,
            (shape.top + shape.height / 2) / POINT,
        )
        if not mark.rotate:
            start = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor]
            assert (
                abs(middle[0] - (dx + (mark.x + (0.5 - start) * mark.width) * scale))
                < 0.1
            )
            assert (
                0.3 * mark.size
                < (dy + mark.y * scale - middle[1]) / scale
                < 0.45 * mark.size
            )
        else:
            assert mark.rotate == -90
            assert (
                0.3 * mark.size
                < (dx + mark.x * scale - middle[0]) / scale
                < 0.45 * mark.size
            )


@pytest.mark.parametrize("name", ["influence", "influence zh", "difference"])
def test_every_tie_is_a_connector_glued_where_it_ends(name):
    made = Made(name)
    scene, slide = made.scene, made.slide
    links = {key: group for key, group in scene.groups().items() if group.link}
    found = {
        key: ends
        for key, ends in connectors(slide).items()
        if not key.endswith(" ground")
    }
    assert links
    assert list(found) == list(links)
    owner = {
        str(each.shape_id): group.name
        for group in groups(slide.shapes)
        for each in leaves(group.shapes)
    }
    for key, ends in found.items():
        assert {owner[id] for id, _ in ends} == set(links[key].link)
    for cxn in slide.shapes.element.iter(f"{P}cxnSp"):
        glued = [
            (end.get("id"), int(end.get("idx")))
            for end in cxn.iter(f"{A}stCxn", f"{A}endCxn")
        ]
        for place, end in zip(ends_of(cxn), glued, strict=True):
            assert np.hypot(*np.subtract(place, place_of(slide, *end))) < 0.8, cxn.find(
                f".//{P}cNvPr"
            ).get("name")


def test_ties_of_any_graph_are_glued(tmp_path):
    people = [pm.Stakeholder(f"Person {n}", power=9 - n % 9) for n in range(24)]
    ties = [
        pm.Tie(f"person-{n}", f"person-{n // 3}", "reports_to") for n in range(1, 24)
    ]
    ties += [
        pm.Tie(f"person-{n}", f"person-{(n * 7 + 3) % 24}", kind)
        for n, kind in zip(
            range(12),
            ["influences", "listens_to", "conflicts_with", "friend_of"] * 3,
            strict=True,
        )
        if n != (n * 7 + 3) % 24
    ]
    chart = pm.influence(pm.BuyingCenter("Many", people, ties))
    slide = slide_of(chart.scene)
    found = connectors(slide)
    assert len(found) == len(ties)
    assert all(len(ends) == 2 for ends in found.values())
    kinds = {each.get("prst") for each in slide.shapes.element.iter(f"{A}prstGeom")}
    assert {"straightConnector1", "bentConnector3"} <= kinds
    heads = {each.get("type") for each in slide.shapes.element.iter(f"{A}tailEnd")}
    assert heads == {"triangle", "arrow"}
    assert valid(chart.pptx(), tmp_path) == []


def test_a_course_without_a_name_is_drawn_as_it_is_and_glued():
    curve = (("M", 100.0, 66.0), ("C", 100.0, 160.0, 300.0, 60.0, 300.0, 160.0))
    tie = Group((Path(curve, stroke="#2458A6"),), "a b", "A sways B", link=("a", "b"))
    slide = slide_of(page(tie, card("a", 20, 15, "Ana"), card("b", 200, 160, "Ben")))
    (cxn,) = slide.shapes.element.iter(f"{P}cxnSp")
    assert len(list(cxn.iter(f"{A}cubicBezTo"))) == 1
    (ends,) = connectors(slide).values()
    assert [site for _, site in ends] == [
        4,
        0,
    ]  # beside the middle of Ana's lower side, and in the middle of Ben's top


@pytest.mark.parametrize("name", HOSTILE)
def test_names_survive(name, tmp_path):
    person = pm.Stakeholder(
        name,
        id="p",
        power="decider",
        involvement="high",
        note="line one\nline <two> & _x000A_",
    )
    center = pm.BuyingCenter(
        name, [person, pm.Stakeholder("Ben", power=2)], [pm.Tie("p", "ben")]
    )
    for chart in (pm.quadrant(center), pm.influence(center)):
        deck = deck_of(chart.pptx())
        slide = deck.slides[0]
        lines = [m.content for m in chart.scene.walk() if isinstance(m, Text)]
        assert [
            text
            for text in lines
            if text not in "\n".join(texts(slide)).replace("\v", "\n")
        ] == []
        (group,) = (each for each in groups(slide.shapes) if each.name == "p")
        assert (
            group.element.find(f"{P}nvGrpSpPr/{P}cNvPr").get("descr").split("\n")[0]
            == name
        )
        assert name in slide.notes_slide.notes_text_frame.text
        assert deck.core_properties.title == name
    assert valid(pm.quadrant(center).pptx(), tmp_path) == []


def test_notes_say_what_the_picture_shows_and_why():
    chart = pm.quadrant(PLAN.center)
    notes = deck_of(chart.pptx()).slides[0].notes_slide.notes_text_frame.text
    assert notes.startswith(chart.description)
    for assignment in pm.classify(PLAN.center).values():
        assert str(assignment.because) in notes


def test_text_keeps_its_size_and_its_line():
    slide = slide_of(pm.quadrant(PLAN.center).scene)
    for shape in written(slide.shapes):
        body = shape.element.find(f".//{A}bodyPr")
        assert body.get("wrap") == "none"
        assert body.find(f"{A}noAutofit") is not None


def test_neutral_colors_and_faces_are_the_theme_s_and_roles_keep_theirs():
    slide = slide_of(pm.quadrant(PLAN.center, placement="cells").scene)
    (name,) = (s for s in written(slide.shapes) if s.text_frame.text == "Robert Falk")
    assert name.element.find(f".//{A}rPr/{A}solidFill/{A}schemeClr").get("val") == "tx1"
    assert name.element.find(f".//{A}latin").get("typeface") == "+mn-lt"
    assert name.element.find(f".//{A}ea").get("typeface") == "+mn-ea"
    literal = {each.get("val") for each in slide.shapes.element.iter(f"{A}srgbClr")}
    assert {"E9F0FA", "2458A6", "C0392B"} <= literal
    assert not {"1F2933", "FFFFFF", "5F6B7A", "D5DBE3"} & (literal - {"1F2933"})
    theme = (
        zipfile.ZipFile(io.BytesIO(pm.quadrant(PLAN.center).pptx()))
        .read("ppt/theme/theme1.xml")
        .decode()
    )
    assert 'typeface="Calibri"' in theme
    assert 'typeface="Microsoft YaHei"' in theme


@pytest.fixture
def company_template(tmp_path):
    """A company's template: 4:3, its own colors and faces, with a slide and a section that names it."""

    def build(ground="FDF6E3", ink="003355"):
        deck = Presentation()
        deck.slide_width, deck.slide_height = Inches(10), Inches(7.5)
        deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "Old news"
        theme = deck.slide_master.part.part_related_by(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
        )
        text = theme.blob.decode()
        text = re.sub(
            r'<a:sysClr val="windowText"[^>]*/>', f'<a:srgbClr val="{ink}"/>', text
        )
        text = re.sub(
            r'<a:sysClr val="window"[^>]*/>', f'<a:srgbClr val="{ground}"/>', text
        )
        theme.blob = text.replace('typeface="Calibri"', 'typeface="Verdana"').encode()
        path = tmp_path / "template.pptx"
        deck.save(path)
        return path

    return build


def test_a_template_gives_master_theme_and_size(company_template, tmp_path):
    target = pm.quadrant(PLAN.center).save(
        tmp_path / "map.pptx", template=company_template()
    )
    deck = Presentation(target)
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert len(deck.slides) == 1
    package = zipfile.ZipFile(target)
    whole = b"".join(package.read(name) for name in package.namelist())
    assert b"Old news" not in whole
    assert b"Verdana" in package.read("ppt/theme/theme1.xml")
    assert valid(target.read_bytes(), tmp_path) == []
    right = max(shape.left + shape.width for shape in deck.slides[0].shapes)
    assert right <= deck.slide_width


RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEAK = "Fabrikam confidential"


def with_traces(path):
    """A template with everything that offices leave in one, and each of it named."""
    deck = Presentation(path)
    properties = deck.core_properties
    for name in (
        "author", "category", "comments", "content_status", "identifier", "keywords",
        "language", "last_modified_by", "subject", "title", "version",
    ):  # fmt: skip
        setattr(properties, name, LEAK)
    slide = deck.slides[0]
    slide.notes_slide.notes_text_frame.text = LEAK
    master = deck.slide_master
    key = master.part.relate_to(slide.part, f"{RELATIONSHIP}/slide")
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    button = etree.SubElement(
        master.placeholders[0]._element.nvSpPr.cNvPr, f"{{{drawing}}}hlinkClick"
    )
    button.set(f"{{{RELATIONSHIP}}}id", key)
    button.set("action", "ppaction://hlinksldjump")
    package = deck.part.package
    parts = {
        (package, f"{RELATIONSHIP}/custom-properties"): "/docProps/custom.xml",
        (package, f"{RELATIONSHIP}/extended-properties"): "/docProps/app2.xml",
        (
            package,
            "http://x.example/package/relationships/metadata/thumbnail",
        ): "/t.jpeg",
        (deck.part, f"{RELATIONSHIP}/commentAuthors"): "/ppt/commentAuthors.xml",
        (
            deck.part,
            "http://schemas.microsoft.com/office/2018/10/relationships/authors",
        ): "/ppt/authors.xml",
        (deck.part, f"{RELATIONSHIP}/customXml"): "/customXml/item1.xml",
        (deck.part, f"{RELATIONSHIP}/printerSettings"): "/ppt/printer.bin",
        (deck.part, f"{RELATIONSHIP}/viewProps"): "/ppt/viewProps2.xml",
        (deck.slide_master.part, f"{RELATIONSHIP}/tags"): "/ppt/tags/tag1.xml",
        (deck.slide_layouts[0].part, f"{RELATIONSHIP}/tags"): "/ppt/tags/tag2.xml",
    }
    for (source, kind), name in parts.items():
        part = Part(PackURI(name), "application/octet-stream", package, LEAK.encode())
        source.relate_to(part, kind)
    deck.save(path)
    return path


def test_a_template_brings_its_design_and_nothing_else(company_template, tmp_path):
    template = with_traces(company_template())
    with zipfile.ZipFile(template) as package:
        leaking = [
            name for name in package.namelist() if LEAK.encode() in package.read(name)
        ]
    assert len(leaking) >= 12
    for document in (pm.quadrant(PLAN.center), pm.report(PLAN)):
        target = document.save(tmp_path / "map.pptx", template=template)
        with zipfile.ZipFile(target) as package:
            names = package.namelist()
            found = [name for name in names if LEAK.encode() in package.read(name)]
            assert found == []
            assert b"Old news" not in b"".join(map(package.read, names))
            assert b"Verdana" in package.read("ppt/theme/theme1.xml")
        wrong = re.compile("thumbnail|comment|author|custom|printer|tags|app")
        assert [name for name in names if wrong.search(name)] == []
        assert valid(target.read_bytes(), tmp_path) == []
    # The same deck again gives the same bytes.
    again = pm.quadrant(PLAN.center).pptx(template=template)
    assert again == pm.quadrant(PLAN.center).pptx(template=template)


def test_damaged_placeholders_of_a_template_are_left_or_refused(
    company_template, tmp_path
):
    deck = Presentation(company_template())
    kinds = []
    for each in (deck.slide_layouts[1], deck.notes_master):
        kinds += each._element.iter("{*}ph")
    path = tmp_path / "damaged.pptx"
    refused = 0
    for kind in kinds:
        for name, wrong in (("type", " "), ("idx", "one"), ("sz", "wide")):
            before = kind.get(name)
            kind.set(name, wrong)
            deck.save(path)
            try:
                pm.quadrant(PLAN.center).pptx(template=path)
            except pm.FormatError:
                refused += 1
            if before is None:
                del kind.attrib[name]
            else:
                kind.set(name, before)
    assert refused > len(kinds)


def test_on_a_dark_template_the_picture_brings_its_own_page_and_ink(company_template):
    slide = slide_of(
        pm.quadrant(PLAN.center).scene, company_template(ground="101820", ink="FFFFFF")
    )
    assert not list(slide.shapes.element.iter(f"{A}schemeClr"))
    first = next(leaves(slide.shapes))
    assert first.element.find(f".//{A}srgbClr").get("val") == "FFFFFF"
    assert first.width > 0.9 * Inches(10)
    title = slide.shapes.title.element
    assert title.find(f".//{A}rPr/{A}solidFill/{A}srgbClr").get("val") == "1F2933"
    assert list(leaves(slide.shapes)).index(slide.shapes.title) == 1  # above the page


@pytest.mark.parametrize("content", [b"not a deck", b"PK\x05\x06" + b"\0" * 18])
def test_a_template_that_is_none(tmp_path, content):
    (tmp_path / "template.pptx").write_bytes(content)
    with pytest.raises(
        pm.FormatError, match="template cannot be read as a PowerPoint deck"
    ):
        pm.quadrant(PLAN.center).save(
            tmp_path / "map.pptx", template=tmp_path / "template.pptx"
        )
    with pytest.raises(pm.FormatError, match="there is no such file"):
        pm.quadrant(PLAN.center).pptx(template=tmp_path / "none.pptx")
    with pytest.raises(pm.FormatError, match=r"a template works only with \.pptx"):
        pm.quadrant(PLAN.center).save(
            tmp_path / "map.svg", template=tmp_path / "template.pptx"
        )
    assert [path.name for path in tmp_path.iterdir()] == ["template.pptx"]


THEME, LAYOUT = "ppt/theme/theme1.xml", "ppt/slideLayouts/slideLayout1.xml"


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (THEME, None),
        (THEME, b"<a"),
        (THEME, b"<a/>"),
        (LAYOUT, None),
        (LAYOUT, b"<a/>"),
        ("_rels/.rels", b"<a/>"),
    ],
)
def test_a_template_of_which_a_part_is_damaged(
    company_template, tmp_path, part, content
):
    with (
        zipfile.ZipFile(company_template()) as whole,
        zipfile.ZipFile(tmp_path / "hurt.pptx", "w") as hurt,
    ):
        for name in whole.namelist():
            if name != part or content is not None:
                hurt.writestr(name, whole.read(name) if name != part else content)
    with pytest.raises(
        pm.FormatError, match="template cannot be read as a PowerPoint deck"
    ):
        pm.quadrant(PLAN.center).pptx(template=tmp_path / "hurt.pptx")


def test_a_template_whose_master_has_an_unknown_kind(tmp_path):
    whole = io.BytesIO(pm.quadrant(PLAN.center).pptx())
    path = tmp_path / "hurt.pptx"
    with zipfile.ZipFile(whole) as deck, zipfile.ZipFile(path, "w") as hurt:
        for name in deck.namelist():
            part = deck.read(name)
            if name == "ppt/_rels/presentation.xml.rels":
                part = part.replace(b"relationships/slideMaster", b"relationships/x")
            hurt.writestr(name, part)
    with pytest.raises(pm.FormatError, match="cannot be read as a PowerPoint deck"):
        pm.quadrant(PLAN.center).pptx(template=path)


@pytest.mark.parametrize(
    ("folder", "whole", "damaged"),
    [
        ("ppt/slideLayouts/_rels/", b"relationships/slideMaster", b"relationships/x"),
        ("ppt/slideLayouts/", b'type="title"', b'type="1.5"'),
        ("ppt/slideLayouts/", b"p:spPr", b"p:other"),
        ("ppt/slideMasters/", b"a:xfrm", b"a:other"),
    ],
)
def test_a_layout_that_is_damaged_is_an_error_or_makes_slides(
    tmp_path, folder, whole, damaged
):
    stream = io.BytesIO()
    Presentation().save(stream)
    path = tmp_path / "hurt.pptx"
    hits = 0
    with zipfile.ZipFile(stream) as deck, zipfile.ZipFile(path, "w") as hurt:
        for name in deck.namelist():
            part = deck.read(name)
            if name.startswith(folder):
                hits += whole in part
                part = part.replace(whole, damaged)
            hurt.writestr(name, part)
    assert hits
    made = pm.report(PLAN, sections=["goals"], today="2026-11-20")
    for draw in (pm.quadrant(PLAN.center).pptx, made.pptx):
        try:
            draw(template=path)
        except pm.FormatError as error:
            assert "cannot be read as a PowerPoint deck" in str(error)


def test_a_template_of_more_layouts_than_can_be_tried_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("powermap.render.deck_template._LAYOUTS_LIMIT", 10)
    Presentation().save(tmp_path / "many.pptx")
    with pytest.raises(pm.FormatError, match="has 11 layouts; allowed: 10"):
        pm.quadrant(PLAN.center).pptx(template=tmp_path / "many.pptx")


def test_a_template_whose_bytes_are_damaged(company_template, tmp_path):
    content = bytearray(company_template().read_bytes())
    middle = len(content) // 2
    content[middle : middle + 200] = bytes(200)
    (tmp_path / "hurt.pptx").write_bytes(content)
    with pytest.raises(
        pm.FormatError, match="template cannot be read as a PowerPoint deck"
    ):
        pm.quadrant(PLAN.center).pptx(template=tmp_path / "hurt.pptx")


def test_a_template_that_swells(company_template, monkeypatch):
    monkeypatch.setattr("powermap.render.deck_template._UNPACKED_LIMIT", 1_000)
    with pytest.raises(
        pm.FormatError, match=r"it unpacks to [\d,]+ bytes; allowed: 1,000"
    ):
        pm.quadrant(PLAN.center).pptx(template=company_template())


def test_a_template_is_a_path():
    with pytest.raises(
        pm.FormatError, match="3 is of type int; allowed: the path of a file"
    ):
        pm.quadrant(PLAN.center).pptx(template=3)


def test_without_python_pptx_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(MissingDependencyError, match=r"buying-powermap\[pptx\]"):
        pm.quadrant(PLAN.center).pptx()


def test_a_tall_page_is_fitted_with_its_text():
    scene = page(card("a", 20, 1400, "Ana"), width=1280, height=1440)
    slide = slide_of(scene)
    (name,) = (s for s in written(slide.shapes) if s.text_frame.text == "Ana")
    assert name.element.find(f".//{A}rPr").get("sz") == str(
        round(14 * 540 / 1440 * 100)
    )
    assert name.top + name.height <= 540 * POINT


def test_colors_by_name_and_groups_without_marks():
    lone = Group((Disc(30, 10, 5, fill="#00FF00"),), "lone", link=("a", "b"))
    slide = slide_of(
        page(Disc(10, 10, 5, fill="red"), Group((), "empty"), line(10, 20, "x"), lone)
    )
    assert (
        next(each.get("val") for each in slide.shapes.element.iter(f"{A}srgbClr"))
        == "FF0000"
    )
    assert [group.name for group in groups(slide.shapes)] == [
        "lone"
    ]  # a tie without a line is a group


def test_the_same_bytes_in_every_process(tmp_path):
    code = (
        "import hashlib, powermap as pm\n"
        "deck = pm.report(pm.northwind_plan()).pptx()\n"
        "print(hashlib.sha256(deck).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "42"},
        check=True,
        capture_output=True,
        text=True,
    )
    deck = pm.report(PLAN).pptx()
    assert done.stdout.strip() == hashlib.sha256(deck).hexdigest()
    package = zipfile.ZipFile(io.BytesIO(pm.quadrant(PLAN.center).pptx()))
    assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"2000-01-01" in package.read("docProps/core.xml")


# LibreOffice ------------------------------------------------------------------------------------------------------

needs_office = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftoppm")),
    reason="LibreOffice and Poppler draw the slides: apt install libreoffice-impress poppler-utils",
)
DRAWN = [
    "cells",
    "scores",
    "influence",
    "influence zh",
    "scorecard",
    "difference",
    "cells zh",
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Every slide as LibreOffice draws it: pixels, and where it puts which word, in points."""
    folder = tmp_path_factory.mktemp("office")
    deck = new_deck("all", None)
    for name in DRAWN:
        deck.add_scene(CHARTS[name]().scene)
    (folder / "deck.pptx").write_bytes(deck_bytes(deck))
    fonts = FilePath(source_sans("regular").path).parent
    (folder / "fonts.conf").write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>'
        f"<cachedir>{folder}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    setting = {
        **os.environ,
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
        "HOME": str(folder),
    }
    office = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*office, "--outdir", folder, folder / "deck.pptx"],
        check=True,
        capture_output=True,
        env=setting,
    )
    subprocess.run(
        ["pdftoppm", "-png", "-r", "48", folder / "deck.pdf", folder / "page"],
        check=True,
    )
    subprocess.run(
        ["pdftotext", "-bbox", folder / "deck.pdf", folder / "words.html"], check=True
    )
    pages = ET.fromstring((folder / "words.html").read_bytes()).iter(
        "{http://www.w3.org/1999/xhtml}page"
    )
    words = [
        [
            (w.text, *(float(w.get(side)) for side in ("xMin", "yMin", "xMax", "yMax")))
            for w in each
        ]
        for each in pages
    ]
    pictures = [
        Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))
    ]
    return dict(zip(DRAWN, zip(pictures, words, strict=True), strict=True))


@needs_office
@pytest.mark.parametrize("name", DRAWN)
def test_libreoffice_draws_the_picture_that_the_png_shows(drawn, name):
    scene = CHARTS[name]().scene
    theirs = drawn[name][0]
    ours = Image.open(io.BytesIO(png(scene, 1.0))).convert("RGB")
    scale = min(theirs.width / ours.width, theirs.height / ours.height)
    small = ours.resize(
        (round(ours.width * scale), round(ours.height * scale)), Image.Resampling.BOX
    )
    fitted = Image.new("RGB", theirs.size, "white")
    fitted.paste(
        small, ((theirs.width - small.width) // 2, (theirs.height - small.height) // 2)
    )
    a, b = (
        np.asarray(each.resize((160, 90), Image.Resampling.BOX), dtype=float)
        for each in (fitted, theirs)
    )
    assert np.abs(a - b).mean() < 2.5
    mirrored = np.abs(a[:, ::-1] - b).mean()
    assert mirrored > 2 * np.abs(a - b).mean()  # another picture would be told apart


@needs_office
@pytest.mark.parametrize("name", ["influence", "influence zh", "difference"])
def test_libreoffice_leads_ties_where_the_scene_has_them(drawn, name):
    """It would lead glued connectors its own way, behind cards and under names."""
    scene, picture = CHARTS[name]().scene, drawn[name][0]
    page = np.asarray(picture, dtype=float)
    scale = min(picture.width / scene.width, picture.height / scene.height)
    dx = (picture.width - scene.width * scale) / 2
    dy = (picture.height - scene.height * scale) / 2
    seen = 0
    for link in scene.groups().values():
        lines = [m for m in link.marks if isinstance(m, Path) and not m.head]
        if not link.link or not lines:
            continue
        corners = [command[-2:] for command in lines[-1].commands]
        middles = [np.add(a, b) / 2 for a, b in pairwise(corners)]
        for x, y in [*corners, *middles]:
            column, row = round(dx + x * scale), round(dy + y * scale)
            around = page[row - 2 : row + 3, column - 2 : column + 3]
            assert around.min() < 240, (link.key, x, y)
            seen += 1
    assert seen


@needs_office
@pytest.mark.parametrize("name", DRAWN)
def test_libreoffice_puts_names_where_the_scene_has_them(drawn, name):
    scene, words = CHARTS[name]().scene, drawn[name][1]
    scale = min(960 / scene.width, 540 / scene.height)
    dx, dy = (960 - scene.width * scale) / 2, (540 - scene.height * scale) / 2
    names = [
        m
        for g in scene.groups().values()
        for m in g.marks
        if isinstance(m, Text) and m.anchor == "start"
    ]
    seen = 0
    for mark in names:
        first = mark.content.split()[0]
        x, y = dx + mark.x * scale, dy + mark.y * scale
        found = [w for w in words if w[0].startswith(first) or first.startswith(w[0])]
        near = min(
            (np.hypot(w[1] - x, w[4] - 0.2 * mark.size * scale - y) for w in found),
            default=None,
        )
        if near is not None:
            seen += 1
            assert near < 3.0, (mark.content, near)
    assert seen >= 0.9 * len(names) > 0
