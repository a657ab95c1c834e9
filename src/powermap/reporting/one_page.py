"""The six questions on one page: columns, the size of the type, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations, groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from powermap.language import Reason, sentences
from powermap.reporting.paper import GUTTER, MARGIN, WIDTH, one_line
from powermap.reporting.section import Bullets
from powermap.scene.text import wrap

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.reporting.section import Section

__all__ = ["BODY", "OnePage", "body_below", "fit_one_page"]

BODY = (WIDTH - 2 * MARGIN, 470.0)
"""Width and height below a title of one line on a page of A4, in points; some is kept
free, since Word and browsers set texts a little larger or smaller."""
TITLE = 24.0
"""Largest size of the title in any format."""
SUBTITLE = 10.0
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
ANY_FACE = 1.25
"""The same of the typeface of a template, which may be as wide as Verdana."""
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
        The questions side by side. One that goes on in the next column has no title
        there.
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
        """The questions in their order, each whole."""
        whole: list[Section] = []
        for column in self.columns:
            for part in column:
                if part.title:
                    whole.append(part)
                else:
                    whole[-1] = _joined(whole[-1], part)
        return tuple(whole)


def fit_one_page(
    sections: Sequence[Section],
    language: Language,
    body: tuple[float, float] = BODY,
    space: float = SPACE,
    wider: float = WIDER,
) -> OnePage:
    """The questions in the largest type in which all of them fit.

    Each stands in one column, if there is a size that allows it; otherwise one goes on
    in the next. Where even that does not suffice, the last points of the fullest
    question give way, and it says how many.
    """
    cut = [_shortened(section) for section in sections]
    shortened = sum(count for _, count in cut)
    questions = [section for section, _ in cut]
    width, height = body
    count = min(COLUMNS, len(questions)) or 1
    column_width = (width - GUTTER * (count - 1)) / count
    rooms = [_Room(column_width, height, size, space, wider) for size in SIZES]
    missing = 0
    for room in rooms:
        columns = _whole_columns(questions, count, room)
        if columns is not None:
            break
    else:
        columns, missing = _flow(questions, count, room, language)
    left_out = _left_out(missing, shortened, language)
    return OnePage(tuple(map(tuple, columns)), room.size, left_out)


def body_below(title: str, subtitle: str) -> tuple[float, float]:
    """The body of a page whose title or subtitle may take several lines."""
    width, height = BODY
    titles = wrap(title, width / WIDER, TITLE, "semibold")
    subtitles = wrap(subtitle, width / WIDER, SUBTITLE)
    height -= (len(titles) - 1) * TITLE * LINE
    height -= (len(subtitles) - 1) * SUBTITLE * LINE
    return width, height


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
    wider: float

    def of_heading(self, section: Section) -> float:
        """How tall the title of a question is, with the space around it."""
        if not section.title:
            return 0.0
        return self._text(section.title, self.width, HEADING) + SPACE_OF_QUESTION

    def of_texts(self, section: Section) -> list[float]:
        """How tall each sentence and each point of a question is."""
        heights = []
        for text in section.sentences:
            heights.append(self._text(text, self.width) + self.space)
        for text in _points(section):
            heights.append(self._text(text, self.width - INDENT) + self.space)
        return heights

    def _text(self, text: str, width: float, factor: float = 1.0) -> float:
        size = self.size * factor
        return len(wrap(text, width / self.wider, size)) * size * LINE


def _whole_columns(
    sections: Sequence[Section], count: int, room: _Room
) -> list[list[Section]] | None:
    """Columns in which no question goes on in the next, the tallest as low as can be."""
    heights = []
    for section in sections:
        heights.append(room.of_heading(section) + sum(room.of_texts(section)))
    best: list[list[Section]] | None = None
    lowest = room.height
    # All ways to divide them: of six questions there are ten.
    for cuts in combinations(range(1, len(sections)), count - 1):
        edges = (0, *cuts, len(sections))
        columns = list(pairwise(edges))
        tallest = max(sum(heights[start:end]) for start, end in columns)
        if tallest <= lowest:
            lowest = tallest
            best = [list(sections[start:end]) for start, end in columns]
    return best


# Questions that go on in the next column --------------------------------------------


def _flow(
    sections: Sequence[Section], count: int, room: _Room, language: Language
) -> tuple[list[list[Section]], int]:
    """Questions one after the other, and how many of their texts do not fit."""
    flow = _Flow(
        [room.of_heading(section) for section in sections],
        [room.of_texts(section) for section in sections],
        # One line says how many are not there.
        room.size * LINE + room.space,
        room.height,
    )
    kept = flow.most_that_fit(count)
    fitted = []
    missing = 0
    for section, number, heights in zip(sections, kept, flow.texts, strict=True):
        fitted.append(_without_last(section, len(heights) - number, language))
        missing += len(heights) - number
    columns = _fill(flow.blocks(kept), room.height)
    return _cut_into(fitted, columns, count), missing


@dataclass(frozen=True, slots=True)
class _Flow:
    """How tall the titles, the texts and the columns are."""

    headings: Sequence[float]
    texts: Sequence[Sequence[float]]
    line: float
    height: float

    def most_that_fit(self, count: int) -> list[int]:
        """How many texts of each question stand in so many columns."""
        # No text is lower than a line. One more than that, so that a question that is
        # cut here does not fit as it is, and the fullest still gives way first.
        most = int(count * self.height / self.line) + 1
        kept = [min(len(each), most) for each in self.texts]
        while not self.fits(kept, count):
            rich = [place for place, number in enumerate(kept) if number > 1]
            if not rich:
                return kept
            kept[max(rich, key=partial(self.taken, kept))] -= 1
        self.add_back(kept, count)
        return kept

    def fits(self, kept: Sequence[int], count: int) -> bool:
        """Whether so many texts of each question stand in so many columns."""
        return len(_fill(self.blocks(kept), self.height)) <= count

    def add_back(self, kept: list[int], count: int) -> None:
        """Show again what fits: a tall text may have left more free than it took."""
        short = []
        for place, each in enumerate(self.texts):
            if kept[place] < len(each):
                short.append(place)
        while short:
            place = min(short, key=partial(self.taken, kept))
            kept[place] += 1
            if not self.fits(kept, count):
                kept[place] -= 1
                short.remove(place)
            elif kept[place] == len(self.texts[place]):
                short.remove(place)

    def shown(self, kept: Sequence[int], place: int) -> list[float]:
        """How tall the texts of a question are, with the line for what is not there."""
        count = kept[place]
        texts = list(self.texts[place][:count])
        if count < len(self.texts[place]):
            texts.append(self.line)
        return texts

    def taken(self, kept: Sequence[int], place: int) -> float:
        """How tall a question is."""
        return self.headings[place] + sum(self.shown(kept, place))

    def blocks(self, kept: Sequence[int]) -> list[_Block]:
        """What no column parts."""
        found: list[_Block] = []
        for place, heading in enumerate(self.headings):
            found += _blocks(place, heading, self.shown(kept, place), self.line)
        return found


@dataclass(frozen=True, slots=True)
class _Block:
    """Texts of a question that stay together: how many, and how tall they are."""

    question: int
    texts: int
    height: float


def _blocks(
    question: int, heading: float, texts: Sequence[float], line: float
) -> Iterator[_Block]:
    """A title stays with its first text, and a last line with the text before it."""
    groups: list[list[float]] = [[height] for height in texts]
    if len(groups) > 1 and texts[-1] <= line:
        last = groups.pop()
        groups[-1] += last
    for number, group in enumerate(groups):
        above = 0.0 if number else heading
        yield _Block(question, len(group), above + sum(group))
    if not groups:
        yield _Block(question, 0, heading)


def _fill(blocks: Iterable[_Block], height: float) -> list[list[_Block]]:
    columns: list[list[_Block]] = [[]]
    taken = 0.0
    for block in blocks:
        if taken + block.height > height and columns[-1]:
            columns.append([])
            taken = 0.0
        columns[-1].append(block)
        taken += block.height
    return columns


def _cut_into(
    sections: Sequence[Section], columns: Sequence[Sequence[_Block]], count: int
) -> list[list[Section]]:
    """The parts of questions that stand in each column; the last takes what is left."""
    begun = [0] * len(sections)
    cut: list[list[Section]] = []
    for number, column in enumerate(columns):
        if number < count:
            cut.append([])
        for question, group in groupby(column, key=attrgetter("question")):
            texts = sum(block.texts for block in group)
            start = begun[question]
            begun[question] += texts
            cut[-1].append(_part(sections[question], start, start + texts))
    return cut


def _part(section: Section, start: int, end: int) -> Section:
    """Some texts of a question; only its beginning has the title."""
    # Points come after the sentences.
    count = len(section.sentences)
    first = max(0, start - count)
    last = max(0, end - count)
    points = _points(section)[first:last]
    return replace(
        section,
        title="" if start else section.title,
        sentences=section.sentences[start:end],
        bullets=(Bullets(points),) if points else (),
    )


def _joined(section: Section, rest: Section) -> Section:
    points = (*_points(section), *_points(rest))
    return replace(
        section,
        sentences=(*section.sentences, *rest.sentences),
        bullets=(Bullets(points),) if points else (),
    )


def _without_last(section: Section, count: int, language: Language) -> Section:
    """A question that says how many of its texts do not fit."""
    if not count:
        return section
    more = language.say("report.question.more", count=count)
    texts = len(section.sentences) + len(_points(section))
    fewer = _part(section, 0, texts - count)
    return replace(fewer, bullets=(Bullets((*_points(fewer), more)),))


def _points(section: Section) -> tuple[str, ...]:
    return tuple(point for bullets in section.bullets for point in bullets.points)
