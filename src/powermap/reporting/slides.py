"""A report as slides: what does not fit on one goes on on the next, tables with their header again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from powermap.reporting.content import Section, Table
from powermap.scene.text import measure, wrap

if TYPE_CHECKING:
    from powermap.render.pptx import Deck, Paragraph

SENTENCE, POINT, CELL = 16.0, 14.0, 11.0
"""Sizes of type in points."""
LINE, BETWEEN, INDENT = 1.22, 5.0, 16.0
"""Height of a line in sizes, the gap between two paragraphs, and what a bullet takes."""
PADDING, RULES = 12.0, 6.0
"""What a cell leaves free at its sides, and above and below."""
SPARE, WIDEST = 1.15, 1.35
"""How much wider than Source Sans a face may run that stands in for it: usually, and so that no short cell breaks."""
LEAD = 0.3
"""Share of a slide that sentences over a table may take."""

Row = Sequence[str]
Filling = TypeVar("Filling")


def fill(deck: Deck, title: str, subtitle: str, sections: Sequence[Section]) -> None:
    """Put a title slide with the summary into a deck, then every other section."""
    from powermap.render.pptx import Paragraph

    summary = [
        text
        for section in sections
        if section.key == "summary"
        for text in section.sentences
    ]
    _, _, width, height = deck.body_area
    opening = [Paragraph(subtitle, POINT)] if subtitle else []
    first, *others = _pages(
        [*opening, *(Paragraph(text, SENTENCE) for text in summary)],
        width,
        height * 0.7,
    )
    deck.add_title_slide(title, first)
    for page in others:
        deck.add_text(title, page)
    for section in sections:
        if section.key != "summary":
            _section(deck, section)


def _section(deck: Deck, section: Section) -> None:
    """Words, then pictures, then the table; a few words stand over the table."""
    words = _words(section)
    _, _, width, height = deck.body_area
    few = section.table is not None and _tall(words, width) <= height * LEAD
    if words and not few:
        pages = _pages(words, width, height)
        for title, page in zip(_titles(section.title, len(pages)), pages, strict=True):
            deck.add_text(title, page)
    for picture in section.pictures:
        deck.add_scene(picture.scene)
    if section.table is not None:
        _table(deck, section.title, section.table, words if few else [])


def _words(section: Section) -> list[Paragraph]:
    from powermap.render.pptx import Paragraph

    found = [Paragraph(text, SENTENCE) for text in section.sentences]
    for group in section.groups:
        found += [Paragraph(group.heading, POINT, bold=True)] if group.heading else []
        found += [Paragraph(text, POINT, bullet=True) for text in group.points]
    return found


def _titles(title: str, count: int) -> list[str]:
    return [
        f"{title} ({number}/{count})" if count > 1 else title
        for number in range(1, count + 1)
    ]


# Text --------------------------------------------------------------------------------------------------------------


def _lines(text: str, width: float, size: float) -> list[str]:
    return [
        line
        for part in text.splitlines() or [""]
        for line in wrap(part, max(width, size) / SPARE, size)
    ]


def _tall(paragraphs: Sequence[Paragraph], width: float) -> float:
    """How high paragraphs stand."""
    return sum(
        len(_lines(p.text, width - INDENT, p.size)) * p.size * LINE + BETWEEN
        for p in paragraphs
    )


def _pages(
    paragraphs: Sequence[Paragraph], width: float, height: float
) -> list[list[Paragraph]]:
    """Paragraphs slide by slide; a heading goes with what follows, a paragraph that fills more than one is cut."""
    pieces = [
        piece for paragraph in paragraphs for piece in _pieces(paragraph, width, height)
    ]

    def filled(most: float) -> list[list[Paragraph]]:
        pages: list[list[Paragraph]] = [[]]
        for each in pieces:
            if pages[-1] and _tall([*pages[-1], each], width) > most:
                kept = (
                    [pages[-1].pop()]
                    if len(pages[-1]) > 1 and pages[-1][-1].bold
                    else []
                )
                pages.append(kept)
            pages[-1].append(each)
        return pages

    return _even(filled, height)


def _even(
    filled: Callable[[float], list[list[Filling]]], height: float
) -> list[list[Filling]]:
    """Slides as full as one another: filled up to the least height at which there are no more of them."""
    pages = filled(height)
    low, high = 0.0, height
    for _ in range(10 if len(pages) > 1 else 0):
        middle = (low + high) / 2
        tried = filled(middle)
        if len(tried) <= len(pages):
            pages, high = tried, middle
        else:
            low = middle
    return pages


def _pieces(paragraph: Paragraph, width: float, height: float) -> Iterator[Paragraph]:
    if _tall([paragraph], width) <= height:
        yield paragraph
        return
    lines = _lines(paragraph.text, width - INDENT, paragraph.size)
    most = max(1, int((height - BETWEEN) / (paragraph.size * LINE)))
    for text in _parts(paragraph.text, lines, most):
        yield replace(paragraph, text=text)


def _parts(text: str, lines: Sequence[str], most: int) -> Iterator[str]:
    """A text in parts of `most` of its lines, without a break at their ends: in another face they end elsewhere."""
    at = 0
    for first in range(0, len(lines), most):
        start = at
        for line in lines[first : first + most]:
            at = text.index(line, at) + len(line)
        yield text[start:at].strip()


# Tables ------------------------------------------------------------------------------------------------------------


def _table(deck: Deck, title: str, table: Table, words: Sequence[Paragraph]) -> None:
    _, _, width, height = deck.body_area
    widths = _widths([table.headers, *table.rows], width)
    lead = _tall(words, width) + BETWEEN if words else 0.0
    pages = _rows_by_page(table, widths, height, lead)
    for at, (name, rows) in enumerate(
        zip(_titles(title, len(pages)), pages, strict=True)
    ):
        shown = [table.headers, *rows]
        over = (words, lead) if at == 0 else ((), 0.0)
        deck.add_table(
            name,
            shown,
            widths,
            [_row_tall(row, widths) for row in shown],
            CELL,
            lead=over[0],
            lead_height=over[1],
        )


def _widths(rows: Sequence[Row], room: float) -> list[float]:
    """Columns as wide as their longest cell as long as there is room; those that are wider share what is left."""
    wanted = [
        max(measure(cell, CELL, "semibold") for cell in column) * WIDEST + PADDING
        for column in zip(*rows, strict=True)
    ]
    if sum(wanted) <= room:
        return [each * room / sum(wanted) for each in wanted]
    found, left = dict[int, float](), room
    for count, at in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        found[at] = min(wanted[at], left / (len(wanted) - count))
        left -= found[at]
    return [found[at] for at in range(len(wanted))]


def _row_tall(row: Row, widths: Sequence[float]) -> float:
    counts = [
        len(_lines(cell, wide - PADDING, CELL))
        for cell, wide in zip(row, widths, strict=True)
    ]
    return max(counts) * CELL * LINE + RULES


def _rows_by_page(
    table: Table, widths: Sequence[float], height: float, lead: float
) -> list[list[Row]]:
    """Rows slide by slide under a header; a row that fills more than one slide is cut."""
    room = height - _row_tall(table.headers, widths)
    rows = [
        (row, _row_tall(row, widths))
        for whole in table.rows
        for row in _cut(whole, widths, room)
    ]

    def filled(most: float) -> list[list[Row]]:
        pages: list[list[Row]] = [[]]
        left = most - lead
        for row, tall in rows:
            if tall > left and (pages[-1] or lead):
                pages.append([])
                left = most
            pages[-1].append(row)
            left -= tall
        return [page for page in pages if page or lead]

    return _even(filled, room)


def _cut(row: Row, widths: Sequence[float], room: float) -> Iterator[Row]:
    if _row_tall(row, widths) <= room:
        yield row
        return
    most = max(1, int((room - RULES) / (CELL * LINE)))
    cells = zip(row, widths, strict=True)
    pieces = [
        _parts(cell, _lines(cell, wide - PADDING, CELL), most) for cell, wide in cells
    ]
    yield from zip_longest(*pieces, fillvalue="")
