"""A report as slides: a title with the summary, then section by section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from powermap.reporting.slide_tables import (
    CELL,
    column_widths,
    row_height,
    rows_by_slide,
)
from powermap.reporting.slide_text import (
    GAP,
    POINT,
    SENTENCE,
    paragraphs_by_slide,
    text_height,
)

if TYPE_CHECKING:
    from powermap.render.pptx import Deck, Paragraph
    from powermap.reporting.section import Section, TextTable

__all__ = ["fill_deck"]

LEAD = 0.3
"""Share of a slide that sentences above a table may take."""
OPENING = 0.7
"""Share of its body that the title slide has for the summary."""


def fill_deck(
    deck: Deck, title: str, subtitle: str, sections: Sequence[Section]
) -> None:
    """Put a title slide with the summary into a deck, then every other section."""
    summary, *others = sections
    _, _, width, height = deck.body_area
    opening = _opening(subtitle, summary)
    first, *more = paragraphs_by_slide(opening, width, height * OPENING)
    deck.add_title_slide(title, first)
    for page in more:
        deck.add_text(title, page)
    for section in others:
        _add_section(deck, section)


def _opening(subtitle: str, summary: Section) -> list[Paragraph]:
    from powermap.render.pptx import Paragraph

    paragraphs = []
    if subtitle:
        paragraphs.append(Paragraph(subtitle, POINT))
    for text in summary.sentences:
        paragraphs.append(Paragraph(text, SENTENCE))
    return paragraphs


def _add_section(deck: Deck, section: Section) -> None:
    """Texts, then charts, then the table; a short text stands above the table."""
    text = list(_paragraphs(section))
    _, _, width, height = deck.body_area
    is_short = text_height(text, width) <= height * LEAD
    table = section.table
    if table is None and is_short:
        # A sentence alone would leave its slide nearly empty.
        table = section.chart_table
    lead: list[Paragraph] = []
    if table is not None and is_short:
        lead = text
    elif text:
        _add_text(deck, section.title, text)
    for chart in section.charts:
        deck.add_scene(chart.scene)
    if table is not None:
        _add_table(deck, section.title, table, lead)


def _paragraphs(section: Section) -> Iterator[Paragraph]:
    from powermap.render.pptx import Paragraph

    for text in section.sentences:
        yield Paragraph(text, SENTENCE)
    for bullets in section.bullets:
        if bullets.heading:
            yield Paragraph(bullets.heading, POINT, bold=True)
        for text in bullets.points:
            yield Paragraph(text, POINT, bullet=True)


def _add_text(deck: Deck, title: str, text: Sequence[Paragraph]) -> None:
    _, _, width, height = deck.body_area
    pages = paragraphs_by_slide(text, width, height)
    count = len(pages)
    for number, page in enumerate(pages, start=1):
        deck.add_text(_numbered(title, number, count), page)


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
        rows_with_header = [table.headers, *rows]
        heights = [row_height(row, widths) for row in rows_with_header]
        deck.add_table(
            _numbered(title, number, count),
            rows_with_header,
            widths,
            heights,
            CELL,
            lead=lead,
            lead_height=lead_height,
        )
        # Only the first slide of a table has sentences above it.
        lead = ()
        lead_height = 0.0


def _numbered(title: str, number: int, count: int) -> str:
    """The title of one of several slides on one topic."""
    if count == 1:
        return title
    return f"{title} ({number}/{count})"
