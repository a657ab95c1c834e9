"""Paragraphs slide by slide: how tall they are, and where a slide ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from powermap.scene.text import wrap

if TYPE_CHECKING:
    from powermap.render.pptx import Paragraph

__all__ = [
    "GAP",
    "LINE_HEIGHT",
    "POINT",
    "SENTENCE",
    "SMALL",
    "balance",
    "lines_of",
    "paragraphs_by_slide",
    "text_height",
    "text_parts",
]

SENTENCE = 16.0  # type sizes in points
POINT = 14.0
SMALL = 12.0
LINE_HEIGHT = 1.22  # of a type size
GAP = 5.0  # points between two paragraphs
INDENT = 16.0  # points that a bullet takes
SUBSTITUTE = 1.15
"""How much wider a face may be that replaces Source Sans where it is not installed."""
ROUNDS = 10
"""Halvings of the height until slides are balanced; 2 ** -10 of a slide is nothing."""

Item = TypeVar("Item")


def lines_of(text: str, width: float, size: float) -> list[str]:
    """The lines of a text in a column, with some room for a wider face."""
    room = max(width, size) / SUBSTITUTE
    lines: list[str] = []
    for part in text.splitlines() or [""]:
        lines += wrap(part, room, size)
    return lines


def text_height(paragraphs: Sequence[Paragraph], width: float) -> float:
    """How tall paragraphs are, with the gaps below them."""
    height = 0.0
    for paragraph in paragraphs:
        lines = lines_of(paragraph.text, width - INDENT, paragraph.size)
        height += len(lines) * paragraph.size * LINE_HEIGHT + GAP
    return height


def paragraphs_by_slide(
    paragraphs: Sequence[Paragraph], width: float, height: float
) -> list[list[Paragraph]]:
    """Paragraphs slide by slide.

    A heading stays with what follows; a paragraph that fills more than one slide is
    cut.
    """
    pieces: list[Paragraph] = []
    for paragraph in paragraphs:
        pieces += _cut(paragraph, width, height)

    def fill(limit: float) -> list[list[Paragraph]]:
        return _fill(pieces, width, limit)

    return balance(fill, height)


def _fill(
    pieces: Sequence[Paragraph], width: float, limit: float
) -> list[list[Paragraph]]:
    pages: list[list[Paragraph]] = [[]]
    for piece in pieces:
        page = pages[-1]
        if page and text_height([*page, piece], width) > limit:
            page = _without_last_heading(page)
            pages.append(page)
        page.append(piece)
    return pages


def _without_last_heading(page: list[Paragraph]) -> list[Paragraph]:
    """The beginning of the next page: the heading at the end of this one, if any."""
    if len(page) > 1 and page[-1].bold:
        return [page.pop()]
    return []


def balance(
    fill: Callable[[float], list[list[Item]]], height: float
) -> list[list[Item]]:
    """Slides about equally full.

    They are filled to the least height that needs no further slide, so that the last
    one does not hold a single line.
    """
    pages = fill(height)
    if len(pages) == 1:
        return pages
    low = 0.0
    high = height
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        attempt = fill(middle)
        if len(attempt) <= len(pages):
            pages = attempt
            high = middle
        else:
            low = middle
    return pages


def _cut(paragraph: Paragraph, width: float, height: float) -> Iterator[Paragraph]:
    if text_height([paragraph], width) <= height:
        yield paragraph
        return
    lines = lines_of(paragraph.text, width - INDENT, paragraph.size)
    most = max(1, int((height - GAP) / (paragraph.size * LINE_HEIGHT)))
    for text in text_parts(paragraph.text, lines, most):
        yield replace(paragraph, text=text)


def text_parts(text: str, lines: Sequence[str], most: int) -> Iterator[str]:
    """A text in parts of at most `most` of its lines.

    The breaks between lines are not kept, since lines end elsewhere in another face.
    """
    end = 0
    for first in range(0, len(lines), most):
        start = end
        for line in lines[first : first + most]:
            end = text.index(line, end) + len(line)
        yield text[start:end].strip()
