"""The accounts as tables on slides, a dozen on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from powermap.accounts.table import VERDICTS, Column, shown_columns
from powermap.model import Question
from powermap.reporting.slide_tables import CELL, column_widths, row_height
from powermap.reporting.slide_text import GAP, SMALL, text_height
from powermap.scene.text import is_wide, measure

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.accounts.rows import AccountRow
    from powermap.language import Language
    from powermap.render.pptx import Deck

__all__ = ["add_account_slides"]

COLUMNS = (
    "account",
    "value",
    "close_on",
    "win",
    "worth",
    "support",
    "deciders_covered",
    "deciders_with_us",
    "serious",
    "evidence_days",
    "strategy",
    "next_visit",
)
"""Columns for which a slide has room; the workbook has all."""
ROWS = 12
"""Accounts on a slide: rows that are still read from the back of a room."""
MOST = 240
"""Accounts on slides, the most valuable first; the workbook has all of them."""
CHINESE = 4
"""Chinese characters of a header that stand in one line."""
ROOM = 1.15
"""How much wider than Source Sans another face may be."""
LEAST = 110.0  # points that the name of an account needs
SIDES = 12.0  # points that a cell leaves free at both sides
SIGNS = {"plus": "+", "minus": "−", "unknown": "?"}
"""Verdicts in one sign, which the sentence above the table explains."""

Line = tuple[str, ...]


def add_account_slides(deck: Deck, portfolio: Portfolio, language: Language) -> None:
    """Add the accounts, the most valuable first, with what the signs mean."""
    from powermap.render.pptx import BodyArea, Paragraph, TableBlock, TextBlock

    rows = sorted(portfolio, key=lambda row: -(row.value or 0.0))
    columns = [each for each in shown_columns(portfolio) if each.key in COLUMNS]
    headers = tuple(column.title(language) for column in columns)
    lines = [_line(row, columns, language) for row in rows[:MOST]]
    left, top, width, height = deck.body_area
    widths = _widths(headers, lines, width)
    sentences = [language.say("portfolio.signs")]
    if len(rows) > MOST:
        left_out = language.say("portfolio.left_out", count=len(rows) - MOST)
        sentences.append(left_out)
    lead = (Paragraph(" ".join(sentences), SMALL),)
    lead_height = text_height(lead, width) + GAP
    room = height - lead_height - row_height(headers, widths)
    parts = list(_parts(lines, widths, room))
    title = language.say("portfolio.title.accounts")
    for number, part in enumerate(parts, start=1):
        numbered = title if len(parts) == 1 else f"{title} ({number}/{len(parts)})"
        shown = (headers, *part)
        heights = tuple(row_height(line, widths) for line in shown)
        text = TextBlock(lead, BodyArea(left, top, width, lead_height))
        place = top + lead_height
        table = TableBlock(shown, tuple(widths), heights, CELL, left, place)
        deck.add_page(numbered, [text, table])


def _line(row: AccountRow, columns: Sequence[Column], language: Language) -> Line:
    cells = []
    for column in columns:
        if column.kind == "verdict":
            cells.append(_sign(row, Question(column.key)))
        else:
            cells.append(column.text(row, language))
    return tuple(cells)


def _sign(row: AccountRow, question: Question) -> str:
    verdict = row.verdicts.get(question)
    return SIGNS[VERDICTS[verdict.answer]] if verdict else ""


def _widths(headers: Line, lines: Sequence[Line], room: float) -> list[float]:
    """Columns as wide as their cells and the longest word of their header.

    Where that is too much, the names of accounts are wrapped.
    """
    wanted = []
    for place, header in enumerate(headers):
        texts = [line[place] for line in lines]
        texts += _pieces(header)
        widest = max(measure(text, CELL, "semibold") for text in texts)
        wanted.append(widest * ROOM + SIDES)
    names, *others = wanted
    rest = room - sum(others)
    if rest < min(names, LEAST):
        return column_widths([headers, *lines], room)
    if names > rest:
        return [rest, *others]
    return [width * room / (names + sum(others)) for width in wanted]


def _pieces(header: str) -> Iterator[str]:
    """What of a header has to stand in one line: a word, a few Chinese characters."""
    for word in header.split():
        if any(map(is_wide, word)):
            yield word[:CHINESE]
        else:
            yield word


def _parts(
    lines: Sequence[Line], widths: Sequence[float], room: float
) -> Iterator[list[Line]]:
    """As many accounts on a slide as fit, a dozen at most."""
    part: list[Line] = []
    height = 0.0
    for line in lines:
        tall = row_height(line, widths)
        if part and (len(part) == ROWS or height + tall > room):
            yield part
            part = []
            height = 0.0
        part.append(line)
        height += tall
    yield part
