"""A section on one slide: texts, the table below, then points side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from powermap.reporting.slide_tables import CELL, column_widths, row_height
from powermap.reporting.slide_text import (
    GAP,
    POINT,
    SENTENCE,
    SMALL,
    text_height,
)

if TYPE_CHECKING:
    from powermap.render.pptx import BodyArea, Paragraph, TableBlock, TextBlock
    from powermap.reporting.section import Bullets, Section, TextTable

__all__ = ["Page", "fit_page", "paragraphs_of"]

SCALES = (1.0, 0.9, 0.8, 0.75)
"""Sizes of type that are tried; the last sets points at 10.5 points."""
SUMMARY_SCALES = (*SCALES, 0.7, 0.65, 0.6)
"""The same of the summary, which is one page."""
SMALLEST = 9.0
"""Size of type in points below which nothing is set."""
MOST_COLUMNS = 3
GUTTER = 22.0
"""Points between two columns."""
BLOCK_GAP = 12.0
"""Points between texts, table and columns."""


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one slide."""

    texts: tuple[TextBlock, ...]
    tables: tuple[TableBlock, ...]


def paragraphs_of(section: Section, subtitle: str = "") -> list[Paragraph]:
    """The sentences of a section, then its lists."""
    from powermap.render.pptx import Paragraph

    paragraphs = []
    if subtitle:
        paragraphs.append(Paragraph(subtitle, SMALL))
    for text in section.sentences:
        paragraphs.append(Paragraph(text, SENTENCE))
    for bullets in section.bullets:
        paragraphs += _paragraphs_of_list(bullets)
    return paragraphs


def _paragraphs_of_list(bullets: Bullets) -> Iterator[Paragraph]:
    from powermap.render.pptx import Paragraph

    if bullets.heading:
        yield Paragraph(bullets.heading, POINT, bold=True)
    for text in bullets.points:
        yield Paragraph(text, POINT, bullet=True)


def fit_page(section: Section, area: BodyArea, subtitle: str = "") -> Page | None:
    """A section on one slide, in the largest type that leaves room for all of it."""
    scales = SUMMARY_SCALES if section.key == "summary" else SCALES
    for scale in scales:
        page = _lay_out(section, area, subtitle, scale)
        if page is not None:
            return page
    return None


def _lay_out(
    section: Section, area: BodyArea, subtitle: str, scale: float
) -> Page | None:
    """The page at one size of type; None where it does not fit."""
    from powermap.render.pptx import BodyArea, TextBlock

    left, top, width, height = area
    bottom = top + height
    texts: list[TextBlock] = []
    tables: list[TableBlock] = []
    lead = _scaled(paragraphs_of(section, subtitle), scale)
    if lead:
        tall = text_height(lead, width)
        texts.append(TextBlock(tuple(lead), BodyArea(left, top, width, tall)))
        top += tall + BLOCK_GAP
    if section.table is not None:
        table = _table_block(section.table, BodyArea(left, top, width, 0.0))
        tables.append(table)
        top += sum(table.heights) + BLOCK_GAP
    if section.points_below:
        columns = _columns(section.points_below, width, scale)
        place = BodyArea(left, top, width, bottom - top)
        blocks, tall = _column_blocks(columns, place)
        texts += blocks
        top += tall + BLOCK_GAP
    if top - BLOCK_GAP > bottom:
        return None
    return Page(tuple(texts), tuple(tables))


def _scaled(paragraphs: Sequence[Paragraph], scale: float) -> list[Paragraph]:
    scaled = []
    for each in paragraphs:
        size = max(SMALLEST, each.size * scale)
        scaled.append(replace(each, size=size))
    return scaled


def _table_block(table: TextTable, area: BodyArea) -> TableBlock:
    from powermap.render.pptx import TableBlock

    rows = (table.headers, *table.rows)
    widths = tuple(column_widths(rows, area.width))
    heights = tuple(row_height(row, widths) for row in rows)
    return TableBlock(rows, widths, heights, CELL, area.left, area.top)


def _columns(
    groups: Sequence[Bullets], width: float, scale: float
) -> list[list[Paragraph]]:
    """Lists in their order as columns, so that the tallest one is as low as can be."""
    lists = [_scaled(list(_paragraphs_of_list(group)), scale) for group in groups]
    count = min(MOST_COLUMNS, len(lists))
    column_width = _column_width(width, count)
    best: list[list[Paragraph]] = []
    lowest = float("inf")
    for cuts in combinations(range(1, len(lists)), count - 1):
        columns = []
        for start, end in pairwise((0, *cuts, len(lists))):
            columns.append([each for one in lists[start:end] for each in one])
        tallest = max(text_height(column, column_width) for column in columns)
        if tallest < lowest:
            lowest = tallest
            best = columns
    return best


def _column_width(width: float, count: int) -> float:
    return (width - GUTTER * (count - 1)) / count


def _column_blocks(
    columns: Sequence[Sequence[Paragraph]], area: BodyArea
) -> tuple[list[TextBlock], float]:
    """Columns side by side, and the height of the tallest."""
    from powermap.render.pptx import BodyArea, TextBlock

    width = _column_width(area.width, len(columns))
    tall = max(text_height(column, width) for column in columns) + GAP
    blocks = []
    for place, column in enumerate(columns):
        left = area.left + place * (width + GUTTER)
        blocks.append(TextBlock(tuple(column), BodyArea(left, area.top, width, tall)))
    return blocks, tall
