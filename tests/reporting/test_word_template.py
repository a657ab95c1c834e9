"""A report takes the styles of a company's Word document, and nothing else of it."""

from __future__ import annotations

import io
import re
import warnings
import zipfile

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from openxml_audit import OpenXmlValidator

import powermap as pm
from powermap.exchange.tables.archive import repack

pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)
SECRET = "Kestrel"
SECTIONS = ["summary", "board", "goals"]
ROOT_OF = {
    "word/styles.xml": b"w:styles",
    "word/numbering.xml": b"w:numbering",
    "word/settings.xml": b"w:settings",
}
# What Word leaves in the parts that are read: who edited, and what only a later Word
# knows.
TRACES = {
    "word/styles.xml": b'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Own" '
    b'w:rsid="00AB12CD"><w:name w:val="Own"/><w:rsid w:val="00AB12CD"/>'
    b'<w:rPr><w:rPrChange w:id="1" w:author="Kestrel" w:date="2020-01-01T00:00:00Z">'
    b"<w:rPr/></w:rPrChange></w:rPr></w:style><!-- Kestrel -->",
    "word/numbering.xml": b'<w:num w:numId="99" xmlns:x="urn:kestrel" x:by="Kestrel">'
    b'<w:abstractNumId w:val="0"/></w:num>',
    "word/settings.xml": b'<w:docVars><w:docVar w:name="deal" w:val="Kestrel"/>'
    b"</w:docVars>",
}


def add_traces(content):
    """A document with everything that offices leave in one."""
    changes = {}
    for name, trace in TRACES.items():
        end = b"</" + ROOT_OF[name] + b">"
        changes[name] = lambda part, trace=trace, end=end: part.replace(
            end, trace + end
        )
    return repack(content, changes)


def delete(styles, name):
    """Delete a style, and that of characters that goes with it."""
    element = styles[name].element
    for link in list(styles.element.iter(qn("w:link"))):
        if link.get(qn("w:val")) == element.styleId:
            link.getparent().delete()
    element.delete()


def company(**left_out):
    """A company's document, its styles called as a German Word calls them."""
    document = Document()
    document.core_properties.author = SECRET
    document.core_properties.keywords = SECRET
    document.add_paragraph(f"The {SECRET} deal")
    document.add_comment(document.paragraphs[0].runs, SECRET, author=SECRET)
    document.sections[0].header.paragraphs[0].text = SECRET
    heading = document.styles["Heading 1"]
    heading.font.name = "Georgia"
    heading.font.color.rgb = RGBColor(0x80, 0x00, 0x40)
    heading.font.size = Pt(31)
    for link in document.styles.element.iter(qn("w:link"), qn("w:basedOn")):
        if link.get(qn("w:val")) == "Heading1":
            link.set(qn("w:val"), "berschrift1")
    heading.element.styleId = "berschrift1"
    heading.element.name_val = "Heading 1"
    document.styles["Normal"].font.name = "Verdana"
    for name in left_out.get("without", ()):
        delete(document.styles, name)
    stream = io.BytesIO()
    document.save(stream)
    return add_traces(stream.getvalue())


@pytest.fixture
def save(tmp_path):
    def save(content, **options):
        template = tmp_path / "company.docx"
        template.write_bytes(content)
        made = pm.report(pm.northwind_plan(), today="2026-11-20", **options)
        return made.save(tmp_path / "deal.docx", template=template)

    return save


def test_headings_lists_and_texts_are_in_the_styles_of_the_template(save):
    document = Document(save(company(), sections=SECTIONS))
    [first, *_] = [
        each for each in document.paragraphs if each.style.name == "Heading 1"
    ]
    assert first.style.style_id == "berschrift1"
    assert first.style.font.name == "Georgia"
    assert first.style.font.size == Pt(31)
    assert document.styles["Normal"].font.name == "Verdana"
    assert "Own" in document.styles
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "List Bullet", "Heading 2"} <= styles
    # The report says the same, with or without.
    plain = pm.report(pm.northwind_plan(), today="2026-11-20", sections=SECTIONS)
    texts = [each.text for each in Document(io.BytesIO(plain.docx())).paragraphs]
    assert [each.text for each in document.paragraphs] == texts


def test_nothing_else_of_the_template_comes_along(save):
    content = company()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        said = [SECRET.encode() in package.read(name) for name in package.namelist()]
    assert sum(said) >= 6
    path = save(content, sections=SECTIONS)
    plain = pm.report(pm.northwind_plan(), today="2026-11-20", sections=SECTIONS)
    with zipfile.ZipFile(io.BytesIO(plain.docx())) as package:
        usual = set(package.namelist())
    with zipfile.ZipFile(path) as package:
        assert set(package.namelist()) == usual
        for name in usual:
            part = package.read(name)
            assert SECRET.lower() not in part.decode("utf-8", "ignore").lower(), name
            assert b"00AB12CD" not in part


def test_a_document_with_a_template_keeps_to_the_standard(save):
    for options in ({"sections": SECTIONS}, {"one_page": True}):
        for without in ((), ("List Bullet", "Heading 2"), ("Normal", "Title")):
            path = save(company(without=without), **options)
            result = OpenXmlValidator().validate(str(path))
            assert not result.errors, result.errors[:3]


def test_styles_that_the_template_lacks_are_ours_in_its_typeface(save):
    without = ("Title", "Subtitle", "Heading 2", "List Bullet", "Footer")
    document = Document(save(company(without=without), sections=SECTIONS))
    for name in ("Title", "List Bullet"):
        style = document.styles[name]
        assert style.font.name is None
        assert style.font.color.rgb is None
        assert style.base_style.name == "Normal"
    number = document.styles["List Bullet"].element.pPr.numPr.numId.val
    lists = document.part.numbering_part.element
    look = lists.num_having_numId(number).abstractNumId.val
    [found] = [
        each
        for each in lists.findall(qn("w:abstractNum"))
        if each.get(qn("w:abstractNumId")) == str(look)
    ]
    assert found.find(f".//{qn('w:numFmt')}").get(qn("w:val")) == "bullet"


def test_a_template_of_word_is_read_as_a_document(save):
    kind = b"wordprocessingml.document.main+xml"

    def as_template(part):
        assert kind in part
        return part.replace(kind, b"wordprocessingml.template.main+xml")

    content = repack(company(), {"[Content_Types].xml": as_template})
    document = Document(save(content, sections=SECTIONS))
    assert document.styles["Normal"].font.name == "Verdana"


def test_a_style_of_another_kind_does_not_stand_in_for_ours(save):
    document = Document()
    document.styles["List Bullet"].element.delete()
    document.styles.add_style("List Bullet", WD_STYLE_TYPE.CHARACTER)
    stream = io.BytesIO()
    document.save(stream)
    document = Document(save(stream.getvalue(), sections=SECTIONS))
    assert document.styles["List Bullet"].type == WD_STYLE_TYPE.PARAGRAPH


def test_styles_that_build_on_each_other_in_a_circle_end(save):
    document = Document()
    document.styles["Normal"].element.basedOn_val = "ListBullet"
    numbering = document.styles["List Bullet"].element.pPr
    numbering.remove(numbering.numPr)
    stream = io.BytesIO()
    document.save(stream)
    save(stream.getvalue(), sections=SECTIONS)


def test_the_same_template_gives_the_same_bytes(save):
    content = company()
    assert (
        save(content, one_page=True).read_bytes()
        == save(content, one_page=True).read_bytes()
    )


def test_the_page_of_six_questions_leaves_room_for_a_wider_face(save, samples):
    plan = pm.northwind_plan()
    made = pm.report(plan, today="2026-11-20", one_page=True)
    document = Document(save(company(), one_page=True))
    size = document.styles["Normal"].font.size.pt
    assert size <= made._page().size
    assert document.styles["Heading 1"].font.name == "Georgia"


@pytest.mark.parametrize("content", [b"no document", b"PK\3\4 damaged"])
def test_what_is_no_word_document_is_refused(save, tmp_path, content):
    with pytest.raises(pm.FormatError, match="cannot be read as a Word document"):
        save(content)
    assert not (tmp_path / "deal.docx").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("word/styles.xml", b"<a"),
        ("word/styles.xml", b"<a><b/></a>"),
        ("word/numbering.xml", b"\0"),
        ("word/theme/theme1.xml", b""),
        ("word/_rels/document.xml.rels", b"<a/>"),
        ("_rels/.rels", b"<a/>"),
    ],
)
def test_a_damaged_part_is_an_error_and_no_crash(save, name, content):
    damaged = repack(company(), {name: lambda _: content})
    with pytest.raises(pm.FormatError, match="cannot be read as a Word document"):
        save(damaged)


@pytest.mark.parametrize(
    ("part", "whole", "damaged"),
    [
        ("word/numbering.xml", b' w:numId="', b' w:other="'),
        ("word/numbering.xml", b"w:abstractNumId w:val", b"w:abstractNumId w:other"),
        ("word/styles.xml", b"w:name w:val", b"w:name w:other"),
        ("word/styles.xml", b'w:type="paragraph"', b'w:type="0"'),
        ("word/styles.xml", b'w:val="List Bullet"', b'w:val=""'),
    ],
)
@pytest.mark.parametrize("one_page", [False, True])
def test_a_damaged_definition_is_an_error_or_left_out(
    save, part, whole, damaged, one_page
):
    options = {"one_page": True} if one_page else {"sections": SECTIONS}

    def damage(content):
        assert whole in content
        return content.replace(whole, damaged)

    try:
        Document(save(repack(company(), {part: damage}), **options))
    except pm.FormatError as error:
        assert "cannot be read as a Word document" in str(error)


def test_a_deck_or_a_workbook_is_no_word_document(save, tmp_path):
    from pptx import Presentation

    Presentation().save(tmp_path / "deck.pptx")
    with pytest.raises(pm.FormatError, match="cannot be read as a Word document"):
        save((tmp_path / "deck.pptx").read_bytes())


def test_a_template_that_swells_is_refused(save, monkeypatch):
    monkeypatch.setattr("powermap.render.deck_template._UNPACKED_LIMIT", 1_000)
    with pytest.raises(pm.FormatError, match="unpacks to"):
        save(company())


@pytest.mark.parametrize("part", ["styles", "numbering"])
def test_a_template_of_more_definitions_than_word_allows_is_refused(save, part):
    inner = {"styles": b"<w:style/>", "numbering": b"<w:num/>"}[part]
    end = f"</w:{part}>".encode()
    many = repack(
        company(),
        {f"word/{part}.xml": lambda old: old.replace(end, inner * 5000 + end)},
    )
    with pytest.raises(pm.FormatError, match=f"has 5,[0-9]+ {part}; allowed: 5,000"):
        save(many)


def test_a_template_is_for_word_and_slides_only(tmp_path):
    made = pm.report(pm.northwind_plan(), sections="roles")
    for suffix in (".pdf", ".md"):
        message = f"a template works only with .docx and .pptx, not with 'a{suffix}'"
        with pytest.raises(pm.FormatError, match=re.escape(message)):
            made.save(tmp_path / f"a{suffix}", template=tmp_path / "company.docx")


def test_a_bullet_of_a_picture_becomes_a_usual_one(save):
    picture = (
        b'<w:numPicBullet w:numPicBulletId="0"><w:pict/></w:numPicBullet><w:abstractNum'
    )

    def with_picture(part):
        part = part.replace(b"<w:abstractNum", picture, 1)
        return part.replace(b"</w:lvl>", b'<w:lvlPicBulletId w:val="0"/></w:lvl>')

    content = repack(company(), {"word/numbering.xml": with_picture})
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(save(content, sections=SECTIONS)) as package,
    ):
        assert b"PicBullet" not in package.read("word/numbering.xml")
