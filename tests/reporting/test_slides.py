"""A report as slides says what the page says: all of it, on slides that it fits on."""

from __future__ import annotations

import io
import zipfile

import pytest
from openxml_audit import OpenXmlValidator
from pptx import Presentation

import powermap as pm
from powermap.redaction import redact
from powermap.render.pptx import Paragraph
from powermap.reporting import report
from powermap.reporting.section import TextTable
from powermap.reporting.slide_tables import column_widths, row_height, rows_by_slide
from powermap.reporting.slide_text import paragraphs_by_slide, text_height
from powermap.reporting.slides import for_slides

PLANS = ("en", "zh", "empty", "huge", "customer", "partner")


@pytest.fixture(scope="module", params=PLANS)
def made(request, samples):
    sample = samples(request.param)
    return sample.report, sample.pptx, slides_of(sample.pptx)


def slides_of(payload):
    return list(Presentation(io.BytesIO(payload)).slides)


def squeezed(text):
    return "".join(text.split())


def said(deck):
    """All that stands on the slides beside their titles, without spaces."""
    parts = []
    for slide in deck:
        for shape in slide.shapes:
            if shape.has_table:
                parts += [cell.text for row in shape.table.rows for cell in row.cells]
            elif shape.has_text_frame and shape != slide.shapes.title:
                parts.append(shape.text_frame.text)
    return squeezed("".join(parts))


def test_every_sentence_point_and_cell_is_there(made):
    found, _, deck = made
    everything = said(deck)
    for section in map(for_slides, found.sections):
        lists = (*section.bullets, *section.points_below)
        texts = [
            *section.sentences,
            *(point for bullets in lists for point in bullets.points),
        ]
        cells = [
            cell
            for row in (section.table.rows if section.table else ())
            for cell in row
            if len(cell) < 500
        ]
        assert [
            text for text in (*texts, *cells) if squeezed(text) not in everything
        ] == []


def test_a_slide_for_each_picture_and_tables_as_tables(made):
    found, _, deck = made
    pictures = [
        scene.title
        for section in map(for_slides, found.sections)
        for chart in section.charts
        for scene in chart.pages
    ]
    drawn = [
        slide.shapes.title.text_frame.text for slide in deck if slide.has_notes_slide
    ]
    assert [squeezed(title) for title in drawn] == [
        squeezed(title) for title in pictures
    ]
    tables = [
        shape.table for slide in deck for shape in slide.shapes if shape.has_table
    ]
    heads = {tuple(cell.text for cell in table.rows[0].cells) for table in tables}
    expected = set()
    for section in map(for_slides, found.sections):
        if section.table is not None:
            expected.add(section.table.headers)
    assert heads == expected


@pytest.mark.parametrize("name", PLANS)
def test_no_slide_has_a_lone_sentence(samples, name):
    for sections in (None, "all"):
        deck = slides_of(report(samples(name).plan, sections=sections).pptx())
        for slide in deck[1:]:
            others = [each for each in slide.shapes if each != slide.shapes.title]
            paragraphs = [
                paragraph
                for shape in others
                if shape.has_text_frame
                for paragraph in shape.text_frame.paragraphs
            ]
            is_more = any(not shape.has_text_frame for shape in others)
            is_long = any(len(each.text) > 300 for each in paragraphs)
            assert is_more or is_long or len(paragraphs) > 1


def test_a_manager_gets_about_twelve_slides(samples):
    for name in ("en", "zh"):
        sample = samples(name)
        deck = slides_of(report(sample.plan, lang=sample.lang).pptx())
        assert 10 <= len(deck) <= 13
        [names] = [shape.table for shape in deck[0].shapes if shape.has_table]
        assert len(names.rows) == 7


def test_nothing_leaves_its_slide_and_every_slide_has_a_title(made):
    for slide in made[2]:
        assert slide.shapes.title is not None
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            if shape.has_table:
                tall = sum(row.height for row in shape.table.rows)
                assert shape.top + tall <= 500 * 12_700
                assert (
                    shape.left + sum(column.width for column in shape.table.columns)
                    <= 960 * 12_700
                )


def test_the_package_is_valid(made, tmp_path):
    (tmp_path / "plan.pptx").write_bytes(made[1])
    assert [
        str(error)
        for error in OpenXmlValidator().validate(tmp_path / "plan.pptx").errors
    ] == []


def test_long_tables_repeat_their_header_and_count_their_slides(samples):
    deck = slides_of(samples("huge").pptx)
    titles = [slide.shapes.title.text_frame.text for slide in deck]
    counted = [title for title in titles if title.startswith("Goals and actions (1/")]
    count = int(counted[0][:-1].partition("/")[2])
    assert {f"Goals and actions ({n}/{count})" for n in range(1, count + 1)} <= set(
        titles
    )
    assert count > 2
    tables = [
        shape.table for slide in deck for shape in slide.shapes if shape.has_table
    ]
    actions = [table for table in tables if table.rows[0].cells[0].text == "Action"]
    assert len(actions) > 3
    assert all(len(table.rows) > 1 for table in actions)


def test_the_title_slide_says_what_it_is_and_sums_up(samples):
    found = samples("en").report
    first = slides_of(samples("en").pptx)[0]
    assert first.shapes.title.text_frame.text == "Northwind Steel: account plan"
    assert found.sections[0].sentences[0] in first.placeholders[1].text_frame.text
    assert "checked on 20 Nov 2026" in first.placeholders[1].text_frame.text


@pytest.mark.parametrize("level", ["customer", "partner"])
def test_what_a_level_may_not_see_is_nowhere_in_the_file(samples, level):
    plan = samples("en").plan
    package = zipfile.ZipFile(
        io.BytesIO(report(redact(plan, level, key="a key for the tests")).pptx())
    )
    everything = b"".join(package.read(name) for name in package.namelist()).decode(
        "utf-8", "ignore"
    )
    names = [person.name for person in plan.center]
    assert [name for name in names if name in everything] == []
    assert [
        person.note
        for person in plan.center
        if person.note and person.note in everything
    ] == []
    if level == "customer":
        assert "champion" not in everything.lower()
    assert "HelenCho" in said(slides_of(samples("en").pptx))


def test_paragraphs_are_cut_only_where_they_must_be():
    parts = [
        Paragraph("x " * 400, 16),
        Paragraph("Heading", 14, bold=True),
        Paragraph("point", 14, bullet=True),
    ]
    pages = paragraphs_by_slide(parts, 400, 200)
    assert [squeezed("".join(each.text for each in page)) for page in pages[:-1]] == [
        squeezed("".join(each.text for each in page)) for page in pages[:-1] if page
    ]
    assert (
        squeezed("".join(each.text for page in pages for each in page))
        == "x" * 400 + "Headingpoint"
    )
    assert all(text_height(page, 400) <= 200 for page in pages)
    assert [each.text for each in pages[-1]][-2:] == ["Heading", "point"]


def test_no_slide_of_a_long_table_is_nearly_empty():
    table = TextTable(("Name",), tuple((f"Person {number}",) for number in range(14)))
    tall = row_height(("Person 1",), [200.0])
    pages = rows_by_slide(
        table, [200.0], tall * 14, 0.0
    )  # a header and thirteen rows have room
    assert [len(page) for page in pages] == [7, 7]
    assert [row for page in pages for row in page] == [*table.rows]


def test_columns_share_the_room():
    rows = [("a", "b " * 300, "c " * 300), ("name", "x", "y")]
    widths = column_widths(rows, 800)
    assert sum(widths) == pytest.approx(800)
    assert widths[0] < 60
    assert widths[1] == pytest.approx(widths[2])


def test_slides_have_the_colors_of_a_playbook():
    playbook = pm.Playbook(style={"owner": "#102030"})
    made = report(pm.BuyingCenter("ERP"), playbook=playbook)
    package = zipfile.ZipFile(io.BytesIO(made.pptx()))
    names = [name for name in package.namelist() if "theme/theme1" in name]
    assert b"102030" in package.read(names[0])


def test_save_takes_a_template_of_slides(samples, tmp_path):
    made = samples("en").report
    own = Presentation()
    own.save(tmp_path / "own.pptx")
    target = made.save(tmp_path / "plan.pptx", template=tmp_path / "own.pptx")
    deck = Presentation(target)
    assert deck.slide_width == own.slide_width
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert (
                    shape.left + sum(column.width for column in shape.table.columns)
                    <= deck.slide_width
                )
    with pytest.raises(
        pm.FormatError,
        match=r"a template works only with \.docx and \.pptx, not with 'plan.html'",
    ):
        made.save(tmp_path / "plan.html", template=tmp_path / "own.pptx")


def test_a_row_that_fills_more_than_a_slide_is_cut_and_loses_nothing():
    table = TextTable(("What", "Who"), (("word " * 3000, "Ana"), ("short", "Ben")))
    pages = rows_by_slide(table, [300, 100], 400, 0)
    assert (
        squeezed("".join(row[0] for page in pages for row in page))
        == "word" * 3000 + "short"
    )
    assert [row[1] for page in pages for row in page if row[1]] == ["Ana", "Ben"]
    assert all(
        sum(row_height(row, [300, 100]) for row in page) <= 400 for page in pages
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz, Ben  Ode, " * 90,
        "决策者尚不清楚，张伟 Zhang。" * 60,
        "first line\n\nsecond " * 60,
        "x" * 900,
    ],
)
def test_what_is_cut_has_no_breaks_but_its_own(text):
    pages = paragraphs_by_slide([Paragraph(text, 16)], 400, 200)
    rows = rows_by_slide(TextTable(("What",), ((text,),)), [300], 200, 0)
    for pieces in (
        [piece.text for page in pages for piece in page],
        [row[0] for page in rows for row in page],
    ):
        assert len(pieces) > 1
        assert "".join("".join(pieces).split()) == "".join(text.split())
        assert all(piece in text for piece in pieces)
    assert all(text_height(page, 400) <= 200 for page in pages)
