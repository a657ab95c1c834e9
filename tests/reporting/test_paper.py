"""A report as PDF and as Word says what the page says, and anybody can read it."""

from __future__ import annotations

import io
import sys
import warnings
import zipfile
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

import powermap as pm
from powermap.reporting.paper import HEIGHT, MARGIN, WIDTH, one_line, pictures_of
from powermap.style.brand import FACES

# The demo has one Chinese name, and other plans have characters of every kind.
pytestmark = pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)
PLANS = ("en", "zh", "empty", "hostile", "customer")


def squeezed(text):
    return "".join(text.split())


def texts_of(section):
    lists = (*section.bullets, *section.points_below)
    texts = [section.title, *section.sentences]
    texts += [point for bullets in lists for point in bullets.points]
    if section.table is not None:
        texts += section.table.headers
        texts += [cell for row in section.table.rows for cell in row]
    return [one_line(text) for text in texts]


# PDF --------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=PLANS)
def pdf(request, samples):
    sample = samples(request.param)
    return sample.report, PdfReader(io.BytesIO(sample.pdf))


def bookmarks(reader):
    found = []
    for entry in reader.outline:
        inner = entry if isinstance(entry, list) else [entry]
        found += [each.title for each in inner]
    return found


def test_every_heading_is_a_bookmark(pdf):
    made, reader = pdf
    titles = [one_line(section.title) for section in made.sections]
    assert bookmarks(reader) == [one_line(made.title), *titles]
    assert reader.metadata.title == made.title


def test_the_pdf_is_tagged_and_says_its_language(pdf):
    made, reader = pdf
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(made._language.code)
    kinds = kinds_of_tags(root["/StructTreeRoot"])
    pictures = [scene for each in made.sections for scene in pictures_of(each)]
    assert kinds.count("/Figure") == len(pictures)
    assert kinds.count("/H2") == len(made.sections)
    tables = [section for section in made.sections if section.table]
    assert kinds.count("/Table") == len(tables)
    assert kinds.count("/TH") == sum(len(each.table.headers) for each in tables)


def kinds_of_tags(element):
    found = []
    todo = [element]
    while todo:
        each = todo.pop().get_object()
        if not hasattr(each, "get"):
            continue
        if "/S" in each:
            found.append(each["/S"])
        inner = each.get("/K", [])
        todo += inner if isinstance(inner, list) else [inner]
        todo = [one for one in todo if not isinstance(one, int)]
    return found


def test_every_font_is_part_of_the_pdf(pdf):
    _, reader = pdf
    fonts = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            [inner] = font.get_object()["/DescendantFonts"]
            inner = inner.get_object()
            descriptor = inner["/FontDescriptor"]
            assert descriptor.keys() & {"/FontFile2", "/FontFile3"}, inner["/BaseFont"]
            fonts.add(inner["/BaseFont"].partition("+")[2])
    assert any("SourceSans" in font or "NotoSans" in font for font in fonts)
    # Where a text names no family, Typst takes that of any language.
    assert not [font for font in fonts if "CJKjp" in font or "CJKkr" in font]


def test_the_pdf_says_every_text(samples):
    for plan in ("zh", "customer"):
        sample = samples(plan)
        reader = PdfReader(io.BytesIO(sample.pdf))
        said = squeezed("".join(page.extract_text() for page in reader.pages))
        for section in sample.report.sections:
            # A row or a list may go on on the next page.
            missing = [text for text in texts_of(section) if squeezed(text) not in said]
            assert len(missing) <= 2, missing[:3]


def test_no_text_of_a_user_is_markup_of_typst(samples, hostile_texts):
    made = pm.report(samples("hostile").plan, sections=["roles", "goals"])
    reader = PdfReader(io.BytesIO(made.pdf()))
    said = squeezed("".join(page.extract_text() for page in reader.pages))
    for text in hostile_texts:
        assert squeezed(text) in said
    assert [each for each in reader.pages if each.get("/Annots")]


def test_characters_without_a_font_are_told():
    plan = pm.AccountPlan("Northwind \ue123")
    with pytest.warns(pm.PowermapWarning, match="the PDF shows a box"):
        content = pm.report(plan, sections="summary").pdf()
    assert len(PdfReader(io.BytesIO(content)).pages) == 1


def test_word_says_once_what_no_font_has():
    person = pm.Stakeholder("Ana \U000103a0", id="ana", power="decider")
    made = pm.report(pm.BuyingCenter("ERP", [person]))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        made.docx()
    said = [str(each.message) for each in caught]
    assert len(said) == len(set(said))


# Word -------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=PLANS)
def word(request, samples):
    sample = samples(request.param)
    return sample.report, sample.docx, Document(io.BytesIO(sample.docx))


def test_word_documents_keep_to_the_standard(word, tmp_path):
    _, content, _ = word
    path = tmp_path / "plan.docx"
    path.write_bytes(content)
    result = OpenXmlValidator().validate(str(path))
    assert not result.errors, result.errors[:3]


def test_word_has_headings_lists_and_tables_of_its_own(word):
    made, _, document = word
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    headings = [
        paragraph.text
        for paragraph in document.paragraphs
        if paragraph.style.name == "Heading 1"
    ]
    assert headings == [one_line(section.title) for section in made.sections]
    assert styles[0] == "Title"
    lists = [
        each for one in made.sections for each in (*one.bullets, *one.points_below)
    ]
    points = [point for bullets in lists for point in bullets.points]
    assert styles.count("List Bullet") == len(points)
    assert styles.count("Heading 2") == sum(1 for each in lists if each.heading)
    cells = []
    for table in document.tables:
        cells.append([[cell.text for cell in row.cells] for row in table.rows])
    wanted = []
    for section in made.sections:
        if section.table is not None:
            rows = (section.table.headers, *section.table.rows)
            wanted.append([[one_line(cell) for cell in row] for row in rows])
    assert cells == wanted


def test_tables_of_word_fit_the_page_and_repeat_their_header(word):
    _, _, document = word
    room = WIDTH - 2 * MARGIN
    for table in document.tables:
        for number, row in enumerate(table.rows):
            properties = row._tr.trPr
            is_header = properties.find(qn("w:tblHeader")) is not None
            assert is_header == (number == 0)
            widths = [cell.width.pt for cell in row.cells]
            assert abs(sum(widths) - room) < 1
            assert min(widths) > 20


def test_pictures_of_word_say_what_they_show(word):
    made, _, document = word
    scenes = [scene for each in made.sections for scene in pictures_of(each)]
    shapes = document.inline_shapes
    assert len(shapes) == len(scenes)
    for shape, scene in zip(shapes, scenes, strict=True):
        assert shape._inline.docPr.get("descr") == scene.description
        assert shape.width.pt <= WIDTH - 2 * MARGIN + 1
        assert shape.height.pt < HEIGHT - 100


def test_the_contents_of_word_lead_to_every_section(word):
    made, _, document = word
    body = document.element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert marks == anchors or len(made.sections) == 1
    fields = [field.text for field in body.iter(qn("w:instrText"))]
    assert fields == ([r' TOC \o "1-1" \n \h \z '] if len(made.sections) > 1 else [])
    footer = document.sections[0].footer._element
    codes = [field.text.strip() for field in footer.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_word_sets_chinese_in_a_chinese_typeface(samples):
    for plan, lang in (("en", "en-US"), ("zh", "zh-CN")):
        document = Document(io.BytesIO(samples(plan).docx))
        defaults = document.styles.element.find(qn("w:docDefaults"))
        assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == lang
        for name in ("Normal", "Title", "Heading 1", "List Bullet"):
            fonts = document.styles[name].element.rPr.rFonts
            faces = (fonts.get(qn("w:ascii")), fonts.get(qn("w:eastAsia")))
            assert faces == FACES


# Both -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_same_report_has_the_same_bytes(kind):
    contents = set()
    for _ in range(2):
        plan = pm.northwind_plan("zh")
        made = pm.report(plan, today="2026-11-20", sections=["summary", "board"])
        contents.add(getattr(made, kind)())
    assert len(contents) == 1


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_paper_has_the_colors_of_a_playbook(kind):
    playbook = pm.Playbook(style={"text": "#102030"})
    made = pm.report(pm.AccountPlan("Northwind"), playbook=playbook, sections="summary")
    content = getattr(made, kind)()
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b'w:val="102030"' in archive.read("word/styles.xml")
    else:
        page = PdfReader(io.BytesIO(content)).pages[0]
        painted = page.get_contents().get_data().decode("latin-1")
        assert "0.0627451 0.1254902 0.1882353 scn" in painted


@pytest.mark.parametrize(("kind", "library"), [("pdf", "typst"), ("docx", "docx")])
def test_a_missing_library_is_named_with_its_command(
    kind, library, monkeypatch, tmp_path
):
    monkeypatch.setitem(sys.modules, library, None)
    made = pm.report(pm.AccountPlan("Northwind"), sections="summary")
    with pytest.raises(pm.errors.MissingDependencyError, match=r"\[documents\]"):
        made.save(tmp_path / f"plan.{kind}")
    assert list(tmp_path.iterdir()) == []


def test_lists_side_by_side_keep_their_order():
    from powermap.reporting.paper import in_columns
    from powermap.reporting.section import Bullets

    lists = [Bullets(("a point",) * count, str(count)) for count in range(1, 8)]
    for count in range(1, 8):
        columns = in_columns(lists[:count])
        assert [each for column in columns for each in column] == lists[:count]
        assert len(columns) == min(3, count)
        sizes = [sum(len(each.points) for each in column) for column in columns]
        assert all(abs(a - b) < 20 for a, b in pairwise(sizes))
