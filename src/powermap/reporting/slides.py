"""A report as slides: the summary on one, then section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.reporting.one_page import HEADING, fit_one_page
from powermap.reporting.section import Bullets, Section
from powermap.reporting.slide_pages import (
    GUTTER,
    SMALLEST,
    Page,
    fit_page,
    paragraphs_of,
)
from powermap.reporting.slide_tables import (
    CELL,
    column_widths,
    row_height,
    rows_by_slide,
)
from powermap.reporting.slide_text import (
    GAP,
    SMALL,
    paragraphs_by_slide,
    text_height,
)

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.render.pptx import Deck, Paragraph, TableBlock, TextBlock
    from powermap.reporting.section import TextTable

__all__ = ["fill_deck", "fill_one_page", "for_slides"]

LEAD = 0.3
"""Share of a slide that sentences above a table may take when it is continued."""
FOOTER = 16.0
"""Points at the foot of a slide for what is left out of it."""
FEW = 2
"""Paragraphs that are too few for a slide of their own."""


def fill_deck(
    deck: Deck, title: str, subtitle: str, sections: Sequence[Section]
) -> None:
    """Put sections into a deck; that of the summary has the title of the report."""
    on_slides = [for_slides(section) for section in sections]
    for section in _without_lone_texts(deck, on_slides):
        if section.key == "summary":
            _add_text_and_table(deck, replace(section, title=title), subtitle)
        else:
            _add_section(deck, section)


def fill_one_page(
    deck: Deck, title: str, subtitle: str, sections: Sequence[Section], words: Language
) -> None:
    """Put the six questions on one slide."""
    from powermap.render.pptx import BodyArea, Paragraph, TextBlock

    left, top, width, height = deck.body_area
    blocks = []
    if subtitle:
        lead = BodyArea(left, top, width, SMALL * 2)
        blocks.append(TextBlock((Paragraph(subtitle, SMALL),), lead))
        top += SMALL * 2
        height -= SMALL * 2
    page = fit_one_page(sections, words, (width, height - FOOTER), GAP)
    column_width = width / max(1, len(page.columns))
    for number, column in enumerate(page.columns):
        place = BodyArea(
            left + number * column_width,
            top,
            column_width - GUTTER,
            height - FOOTER,
        )
        blocks.append(TextBlock(tuple(_paragraphs(column, page.size)), place))
    if page.left_out:
        foot = BodyArea(left, top + height - FOOTER, width, FOOTER)
        blocks.append(TextBlock((Paragraph(page.left_out, SMALLEST),), foot))
    deck.add_page(title, blocks)


def _paragraphs(column: Sequence[Section], size: float) -> Iterator[Paragraph]:
    from powermap.render.pptx import Paragraph

    for section in column:
        if section.title:
            yield Paragraph(section.title, size * HEADING, bold=True)
        for sentence in section.sentences:
            yield Paragraph(sentence, size)
        for bullets in section.bullets:
            for point in bullets.points:
                yield Paragraph(point, size, bullet=True)


def for_slides(section: Section) -> Section:
    """What a slide shows of a section: less where it has a picture of it."""
    if section.charts and section.shown_by_charts:
        return _only_charts(section) or replace(section, charts=())
    charts = tuple(chart.sized("slide") for chart in section.charts)
    section = replace(section, charts=charts)
    if section.slide_table is not None:
        return replace(section, table=section.slide_table)
    return section


def _only_charts(section: Section) -> Section | None:
    """A section of pictures only; None where one of them does not fit on a slide."""
    charts = []
    for chart in section.charts:
        on_slide = chart.on_one_page("slide")
        # A table of words takes fewer slides than a picture that does not fit on one.
        if on_slide is None:
            return None
        charts.append(on_slide)
    return replace(section, charts=tuple(charts), sentences=(), bullets=(), table=None)


def _without_lone_texts(deck: Deck, sections: Sequence[Section]) -> list[Section]:
    """The sections with texts that are too short for a slide put together.

    A single one goes to the end of the summary.
    """
    lone = [section for section in sections if _is_lone_text(deck, section)]
    if not lone or len(sections) == 1:
        return list(sections)
    texts = tuple(_as_points(section) for section in lone)
    others = [section for section in sections if section not in lone]
    if len(lone) > 1:
        title = " · ".join(section.title for section in lone)
        together = Section("together", title, bullets=texts)
        return [*others, together]
    first, *rest = others
    return [replace(first, points_below=(*first.points_below, *texts)), *rest]


def _is_lone_text(deck: Deck, section: Section) -> bool:
    if section.key == "summary" or section.charts:
        return False
    if section.table is not None or section.points_below:
        return False
    _, _, width, height = deck.body_area
    text = paragraphs_of(section)
    return len(text) <= FEW and text_height(text, width) <= height * LEAD


def _as_points(section: Section) -> Bullets:
    points = [*section.sentences]
    for bullets in section.bullets:
        points += bullets.points
    return Bullets(tuple(points), section.title)


def _add_section(deck: Deck, section: Section) -> None:
    """Texts, then charts, then table and points."""
    if not section.charts:
        _add_text_and_table(deck, section)
        return
    text = replace(section, charts=(), table=None, points_below=())
    if paragraphs_of(text):
        _add_text_and_table(deck, text)
    for chart in section.charts:
        for scene in chart.pages:
            deck.add_scene(scene)
    below = replace(section, sentences=(), bullets=(), charts=())
    if below.table is not None or _has_several_points(below):
        _add_text_and_table(deck, below)


def _has_several_points(section: Section) -> bool:
    points = [point for each in section.points_below for point in each.points]
    return len(points) > 1


def _add_text_and_table(deck: Deck, section: Section, subtitle: str = "") -> None:
    """On one slide if there is room, else on several."""
    page = fit_page(section, deck.body_area, subtitle)
    if page is not None:
        _add_page(deck, section.title, page)
        return
    text = paragraphs_of(section, subtitle)
    lead: Sequence[Paragraph] = ()
    _, _, width, height = deck.body_area
    if section.table is not None and text_height(text, width) <= height * LEAD:
        lead = text
    elif text:
        _add_text(deck, section.title, text)
    if section.table is not None:
        _add_table(deck, section.title, section.table, lead)
    if section.points_below:
        _add_points(deck, section)


def _add_page(deck: Deck, title: str, page: Page) -> None:
    deck.add_page(title, [*page.texts, *page.tables])


def _add_points(deck: Deck, section: Section) -> None:
    below = Section(section.key, section.title, points_below=section.points_below)
    page = fit_page(below, deck.body_area)
    if page is not None:
        _add_page(deck, section.title, page)
    else:
        listed = replace(below, bullets=below.points_below, points_below=())
        _add_text(deck, section.title, paragraphs_of(listed))


def _add_text(deck: Deck, title: str, text: Sequence[Paragraph]) -> None:
    from powermap.render.pptx import TextBlock

    _, _, width, height = deck.body_area
    pages = paragraphs_by_slide(text, width, height)
    count = len(pages)
    for number, page in enumerate(pages, start=1):
        block = TextBlock(tuple(page), deck.body_area)
        deck.add_page(_numbered(title, number, count), [block])


def _add_table(
    deck: Deck, title: str, table: TextTable, lead: Sequence[Paragraph]
) -> None:
    _, _, width, height = deck.body_area
    widths = column_widths([table.headers, *table.rows], width)
    lead_height = 0.0
    if lead:
        lead_height = text_height(lead, width) + GAP
    pages = rows_by_slide(table, widths, height, lead_height)
    count = len(pages)
    for number, rows in enumerate(pages, start=1):
        blocks = _table_blocks(deck, [table.headers, *rows], widths, lead, lead_height)
        deck.add_page(_numbered(title, number, count), list(blocks))
        # Only the first slide of a table has sentences above it.
        lead = ()
        lead_height = 0.0


def _table_blocks(
    deck: Deck,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    lead: Sequence[Paragraph],
    lead_height: float,
) -> Iterator[TextBlock | TableBlock]:
    from powermap.render.pptx import BodyArea, TableBlock, TextBlock

    left, top, width, _ = deck.body_area
    if lead:
        yield TextBlock(tuple(lead), BodyArea(left, top, width, lead_height))
    heights = tuple(row_height(row, widths) for row in rows)
    yield TableBlock(tuple(rows), tuple(widths), heights, CELL, left, top + lead_height)


def _numbered(title: str, number: int, count: int) -> str:
    """The title of one of several slides on one topic."""
    if count == 1:
        return title
    return f"{title} ({number}/{count})"
