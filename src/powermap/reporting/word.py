"""A report as a Word document: headings, lists, tables and pictures of Word's own."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from powermap import style
from powermap.exchange.tables.archive import repack
from powermap.files.installing import extra_needed
from powermap.reporting.one_page import LINE
from powermap.reporting.paper import (
    GUTTER,
    HEIGHT,
    MARGIN,
    MOST_COLUMNS,
    WIDTH,
    one_line,
    pictures_of,
)
from powermap.reporting.slide_tables import column_widths
from powermap.reporting.word_markup import (
    add_bookmark,
    add_contents,
    add_page_number,
    add_rows_like_last,
    begin_columns,
    describe_picture,
    drop_leftovers,
    remove_ornaments,
    rule_table,
    set_cell_width,
    set_faces,
    set_language,
    set_typeface,
)
from powermap.reporting.word_template import refusing_damage, take_styles

if TYPE_CHECKING:
    from powermap.reporting.one_page import OnePage
    from powermap.reporting.paper import Paper
    from powermap.reporting.section import Bullets, Section, TextTable
    from powermap.scene.marks import Scene

__all__ = ["render_word"]

ROOM = WIDTH - 2 * MARGIN
TALLEST = 425.0
"""Points of the tallest picture that leaves room for a heading."""
PIXELS = 2.0
"""Pixels of a picture for each of its points, about 180 an inch on paper."""
PACKED = 3
"""How much pictures are packed; more takes longer than all their lines and letters."""
# A fixed date keeps the bytes the same on every day.
FIXED_DATE = datetime(2000, 1, 1)
LONGEST_PROPERTY = 255
"""Characters that OOXML allows in a property of a document."""
HAIRLINE = "#EDF0F4"
KEPT_ROWS = 3
"""Rows at the top of a table that stay together with the row after them."""

# Style, size in points, bold, slot of the color, points before and after.
STYLES = (
    ("Normal", 10.0, False, "dk1", 0, 4),
    ("Title", 24.0, True, "dk1", 0, 2),
    ("Subtitle", 10.0, False, "dk2", 0, 8),
    ("Heading 1", 15.0, True, "dk1", 16, 5),
    ("Heading 2", 10.0, True, "dk1", 8, 3),
    ("List Bullet", 10.0, False, "dk1", 0, 2),
    ("Footer", 8.5, False, "dk2", 0, 0),
)
QUESTION_STYLES = (("Normal", 1.0), ("List Bullet", 1.0), ("Heading 1", 1.3))
"""Styles of the plan on one page, and their sizes of that of its type."""
ORNATE = frozenset({"Title", "Subtitle"})
"""Styles that Word adorns."""
INDENT = 12.0
"""Points that the text of a list stands behind its bullets."""
CELL = 9.0
"""Size of the type in tables, in points."""


def render_word(paper: Paper, template: bytes | None = None) -> bytes:
    """A report as the bytes of a Word document, the same for the same report.

    Parameters
    ----------
    paper : Paper
        What it says.
    template : bytes, optional
        A Word document whose styles are used.

    Raises
    ------
    FormatError
        When the template cannot be read.
    MissingDependencyError
        When python-docx is not installed.
    """
    # Before anything of python-docx is asked for.
    _document_class()
    if template is None:
        return _write(paper, None)
    with refusing_damage():
        return _write(paper, template)


def _write(paper: Paper, template: bytes | None) -> bytes:
    document = new_document(paper, template)
    document.add_paragraph(one_line(paper.title), "Title")
    if paper.subtitle:
        document.add_paragraph(one_line(paper.subtitle), "Subtitle")
    if paper.page is not None:
        _add_questions(document, paper.page)
        return document_bytes(document)
    if len(paper.sections) > 1:
        titles = [one_line(section.title) for section in paper.sections]
        link = paper.colors["hlink"]
        add_contents(document.add_paragraph(), paper.contents, titles, link)
    drawn = [pictures_of(section) for section in paper.sections]
    _warn_of_missing([scene for scenes in drawn for scene in scenes])
    for number, section in enumerate(paper.sections):
        _add_section(document, paper, section, number, drawn[number])
    return document_bytes(document)


def new_document(paper: Paper, template: bytes | None = None) -> Any:
    """An empty document in the report's look, or with the styles of a template."""
    document = _document_class()()
    drop_leftovers(document)
    of_template: frozenset[str] = frozenset()
    if template is not None:
        of_template = take_styles(document, template, [name for name, *_ in STYLES])
    if paper.page is not None:
        # What has to fit is in sizes that were measured.
        of_template = frozenset()
    _set_up_styles(document, paper, of_template, has_template=template is not None)
    _set_up_page(document, paper)
    _set_properties(document, paper)
    return document


def document_bytes(document: Any) -> bytes:
    """The bytes of a document, without the times of its parts."""
    stream = io.BytesIO()
    document.save(stream)
    return repack(stream.getvalue(), {})


def _document_class() -> Any:
    with extra_needed("documents", "docx", "message.charts.no_docx"):
        from docx import Document
    return Document


# Page and styles --------------------------------------------------------------------


def _set_up_page(document: Any, paper: Paper) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Pt

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width = Pt(WIDTH)
    page.page_height = Pt(HEIGHT)
    page.left_margin = page.right_margin = Pt(MARGIN)
    page.top_margin = page.bottom_margin = Pt(40)
    page.header_distance = page.footer_distance = Pt(20)
    footer = document.styles["Footer"]
    add_page_number(page.footer.paragraphs[0], footer, paper.footer, Pt(ROOM))


def _set_up_styles(
    document: Any, paper: Paper, of_template: Collection[str], *, has_template: bool
) -> None:
    from docx.shared import Pt, RGBColor

    latin, chinese = style.FACES
    set_language(document, paper.lang)
    if not has_template:
        set_faces(document, latin, chinese)
    for name, size, bold, slot, before, after in STYLES:
        if name in of_template:
            continue
        each = document.styles[name]
        if not has_template:
            set_typeface(each, latin, chinese)
            each.font.color.rgb = RGBColor.from_string(paper.colors[slot][1:])
        each.font.size = Pt(size)
        each.font.bold = bold
        each.font.italic = False
        spacing = each.paragraph_format
        spacing.space_before = Pt(before)
        spacing.space_after = Pt(after)
        spacing.line_spacing = 1.1
        if name in ORNATE:
            remove_ornaments(each)
        if name == "List Bullet":
            spacing.left_indent = Pt(INDENT)
            spacing.first_line_indent = Pt(-INDENT)


def _set_properties(document: Any, paper: Paper) -> None:
    properties = document.core_properties
    properties.title = paper.title[:LONGEST_PROPERTY]
    properties.subject = paper.subtitle[:LONGEST_PROPERTY]
    properties.language = paper.lang
    properties.author = ""
    properties.last_modified_by = ""
    properties.comments = ""
    properties.revision = 1
    properties.created = FIXED_DATE
    properties.modified = FIXED_DATE


# Sections ---------------------------------------------------------------------------


def _warn_of_missing(scenes: Sequence[Scene]) -> None:
    """Warn once of what no font has, and not once for each picture."""
    from powermap.render.face_runs import warn_of_missing_glyphs

    if scenes:
        marks = tuple(mark for scene in scenes for mark in scene.marks)
        warn_of_missing_glyphs(replace(scenes[0], marks=marks))


def _add_section(
    document: Any,
    paper: Paper,
    section: Section,
    number: int,
    pictures: Sequence[Scene],
) -> None:
    heading = document.add_paragraph(one_line(section.title), "Heading 1")
    add_bookmark(heading, number)
    for sentence in section.sentences:
        paragraph = document.add_paragraph(one_line(sentence))
        # Otherwise they would stay alone where a picture needs the next page.
        paragraph.paragraph_format.keep_with_next = bool(pictures)
    add_lists(document, section.bullets)
    for place, scene in enumerate(pictures):
        _add_picture(document, scene, f"{section.key}-{place + 1}")
    if section.table is not None:
        _add_table(document, paper, section.table)
    if len(section.points_below) > 1:
        columns = min(MOST_COLUMNS, len(section.points_below))
        begin_columns(document, columns, GUTTER)
        add_lists(document, section.points_below)
        begin_columns(document, 1, GUTTER)
    else:
        add_lists(document, section.points_below)


def _add_questions(document: Any, page: OnePage) -> None:
    """The six questions in columns on one page."""
    from docx.shared import Pt

    for name, factor in QUESTION_STYLES:
        each = document.styles[name]
        each.font.size = Pt(page.size * factor)
        # Chinese typefaces are taller, whatever the size of their type.
        each.paragraph_format.line_spacing = Pt(page.size * factor * LINE)
        each.paragraph_format.space_after = Pt(2.5)
    headings = document.styles["Heading 1"].paragraph_format
    headings.space_before = Pt(6)
    headings.page_break_before = False
    begin_columns(document, len(page.columns), GUTTER)
    for number, column in enumerate(page.columns):
        if number:
            _break_column(document)
        for place, section in enumerate(column):
            if section.title:
                heading = document.add_paragraph(section.title, "Heading 1")
                if place == 0:
                    heading.paragraph_format.space_before = 0
            for sentence in section.sentences:
                document.add_paragraph(sentence)
            add_lists(document, section.bullets)
    if page.left_out:
        document.add_paragraph(page.left_out, "Subtitle")


def _break_column(document: Any) -> None:
    """Go on in the next column."""
    from docx.enum.text import WD_BREAK
    from docx.shared import Pt

    # Of its own, and as low as can be: a break within a paragraph would leave a line
    # of it in the column before.
    paragraph = document.add_paragraph()
    paragraph.add_run().add_break(WD_BREAK.COLUMN)
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.space_after = 0


def add_lists(holder: Any, lists: Iterable[Bullets]) -> None:
    """Put lists with their headings into a document."""
    for bullets in lists:
        if bullets.heading:
            holder.add_paragraph(one_line(bullets.heading), "Heading 2")
        for point in bullets.points:
            holder.add_paragraph(one_line(point), "List Bullet")


def _add_picture(document: Any, scene: Scene, name: str) -> None:
    from docx.shared import Pt

    from powermap.render.mpl import png

    paragraph = document.add_paragraph()
    scale = min(ROOM / scene.width, TALLEST / scene.height)
    width = Pt(scene.width * scale)
    # Word draws an SVG in fonts of its own, so that labels would meet: pixels do not.
    image = io.BytesIO(png(scene, PIXELS, warns=False, level=PACKED))
    paragraph.add_run().add_picture(image, width=width)
    describe_picture(paragraph, name, scene.description or scene.title)


def _add_table(document: Any, paper: Paper, table: TextTable) -> None:
    from docx.shared import Pt

    headers = [one_line(header) for header in table.headers]
    rows = []
    for row in table.rows:
        rows.append([one_line(cell) for cell in row])
    widths = column_widths([headers, *rows], ROOM)
    lines = [headers, *rows]
    # Made cell by cell, which is slow: one more than those that stay together is the
    # pattern of all that follow.
    first_lines = lines[: KEPT_ROWS + 1]
    placed = document.add_table(len(first_lines), len(headers))
    rule_table(placed, paper.colors["lt2"], HAIRLINE, widths)
    for number, (row, texts) in enumerate(zip(placed.rows, first_lines, strict=True)):
        stays = number < KEPT_ROWS
        _fill_row(row.cells, texts, widths, paper, is_header=number == 0, stays=stays)
    add_rows_like_last(placed, lines[KEPT_ROWS + 1 :])
    # Word joins tables without a paragraph between them, and nothing would part a
    # table from the list below it.
    spacer = document.add_paragraph()
    spacer.paragraph_format.space_after = 0
    spacer.paragraph_format.line_spacing = Pt(6)


def _fill_row(
    cells: Sequence[Any],
    texts: Sequence[str],
    widths: Sequence[float],
    paper: Paper,
    *,
    is_header: bool,
    stays: bool,
) -> None:
    from docx.shared import Pt, RGBColor

    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        set_cell_width(cell, widths[column])
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(2.5)
        paragraph.paragraph_format.space_after = Pt(2.5)
        run = paragraph.add_run(text)
        run.font.size = Pt(CELL)
        if is_header or column == 0:
            run.font.bold = True
        if is_header:
            run.font.color.rgb = RGBColor.from_string(paper.colors["dk2"][1:])
        paragraph.paragraph_format.keep_with_next = stays
