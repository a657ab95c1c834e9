"""The six questions on one page: columns, the size of the type, and what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.reporting.paper import GUTTER, MARGIN, WIDTH, one_line
from powermap.reporting.section import Bullets
from powermap.scene.text import wrap

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.reporting.section import Section

__all__ = ["BODY", "OnePage", "fit_one_page"]

BODY = (WIDTH - 2 * MARGIN, 470.0)
"""Width and height below the title of a page of A4, in points; some is kept free, since
Word and browsers set texts a little larger or smaller."""
SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)
"""Sizes of the type that are tried, in points."""
COLUMNS = 3
LINE = 1.24
"""Height of a line, of the size of its type."""
HEADING = 1.3
"""Size of a heading, of the size of the text."""
SPACE = 3.0
"""Points below a paragraph or a point."""
SPACE_OF_QUESTION = 12.0
"""Points above a question and below its heading."""
WIDER = 1.04
"""How much wider than Source Sans another face may set a text."""
INDENT = 12.0
"""Points that a bullet takes."""
LONGEST = 420
"""Characters of a text that leaves room for others."""


@dataclass(frozen=True, slots=True)
class OnePage:
    """What stands on the page.

    Parameters
    ----------
    columns : tuple of tuple of Section
        The questions side by side.
    size : float
        The size of the type, in points.
    left_out : str
        How much does not fit, in words; empty where all does.
    """

    columns: tuple[tuple[Section, ...], ...]
    size: float
    left_out: str

    @property
    def sections(self) -> tuple[Section, ...]:
        """The questions in their order."""
        return tuple(section for column in self.columns for section in column)


def fit_one_page(
    sections: Sequence[Section],
    language: Language,
    body: tuple[float, float] = BODY,
    space: float = SPACE,
) -> OnePage:
    """The questions in the largest type in which all of them fit.

    Where nothing does, the last points of the fullest question give way, and it says
    how many.
    """
    cut = [_shortened(section) for section in sections]
    shortened = sum(count for _, count in cut)
    questions = [section for section, _ in cut]
    width, height = body
    count = min(COLUMNS, len(questions)) or 1
    column_width = (width - GUTTER * (count - 1)) / count
    columns = _columns(questions, count)
    for size in SIZES:
        room = _Room(column_width, height, size, space)
        if all(room.holds(column) for column in columns):
            break
    fitted = []
    missing = 0
    for column in columns:
        kept, dropped = _fit(column, room, language)
        fitted.append(tuple(kept))
        missing += dropped
    return OnePage(tuple(fitted), room.size, _left_out(missing, shortened, language))


def _columns(sections: Sequence[Section], count: int) -> list[list[Section]]:
    each = -(-len(sections) // count)
    starts = range(0, len(sections), each or 1)
    return [list(sections[start : start + each]) for start in starts]


def _left_out(missing: int, shortened: int, language: Language) -> str:
    parts = []
    if missing:
        parts.append(Reason("report.question.missing", count=missing))
    if shortened:
        parts.append(Reason("report.question.shortened", count=shortened))
    return language.text(sentences(parts)) if parts else ""


# Texts ------------------------------------------------------------------------------


def _shortened(section: Section) -> tuple[Section, int]:
    """A question whose texts are lines of a page, and how many were cut."""
    texts = [_short(text) for text in section.sentences]
    points = [_short(text) for each in section.bullets for text in each.points]
    count = sum(is_cut for _, is_cut in (*texts, *points))
    bullets = (Bullets(tuple(text for text, _ in points)),) if points else ()
    cut = replace(section, sentences=tuple(text for text, _ in texts), bullets=bullets)
    return cut, count


def _short(text: str) -> tuple[str, bool]:
    line = one_line(text)
    if len(line) <= LONGEST:
        return line, False
    return line[: LONGEST - 1].rstrip() + "…", True


# Room -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Room:
    """A column, and the size of the type in it, in points."""

    width: float
    height: float
    size: float
    space: float

    def holds(self, column: Sequence[Section]) -> bool:
        """Whether questions fit below one another."""
        return self.taken_by(column) <= self.height

    def taken_by(self, column: Sequence[Section]) -> float:
        """How tall questions are below one another."""
        return sum(self._heights(column))

    def _heights(self, column: Sequence[Section]) -> Iterator[float]:
        for section in column:
            heading = self._text(section.title, self.width, HEADING)
            yield heading + SPACE_OF_QUESTION
            for text in section.sentences:
                yield self._text(text, self.width) + self.space
            for text in _points(section):
                yield self._text(text, self.width - INDENT) + self.space

    def _text(self, text: str, width: float, factor: float = 1.0) -> float:
        size = self.size * factor
        return len(wrap(text, width / WIDER, size)) * size * LINE


def _fit(
    column: Sequence[Section], room: _Room, language: Language
) -> tuple[list[Section], int]:
    """A column that fits, and how many of its texts do not."""
    kept = list(column)
    dropped = [0] * len(kept)

    def shown() -> list[Section]:
        return [
            _with_rest(section, count, language)
            for section, count in zip(kept, dropped, strict=True)
        ]

    while not room.holds(shown()):
        fullest = _fullest(kept, room)
        if fullest is None:
            break
        kept[fullest] = _without_last(kept[fullest])
        dropped[fullest] += 1
    return shown(), sum(dropped)


def _fullest(sections: Sequence[Section], room: _Room) -> int | None:
    """The question that takes most room, of those that have anything to give."""
    heights = {}
    for place, section in enumerate(sections):
        if len(section.sentences) + len(_points(section)) > 1:
            heights[place] = room.taken_by([section])
    return max(heights, key=lambda place: heights[place], default=None)


def _without_last(section: Section) -> Section:
    points = _points(section)
    if points:
        fewer = (Bullets(points[:-1]),) if len(points) > 1 else ()
        return replace(section, bullets=fewer)
    return replace(section, sentences=section.sentences[:-1])


def _with_rest(section: Section, count: int, language: Language) -> Section:
    if not count:
        return section
    more = language.say("report.question.more", count=count)
    return replace(section, bullets=(Bullets((*_points(section), more)),))


def _points(section: Section) -> tuple[str, ...]:
    return tuple(point for bullets in section.bullets for point in bullets.points)
