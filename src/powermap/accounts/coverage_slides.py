"""Coverage by role and account as pictures for slides: a heat map with its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.accounts.coverage_map import CoverageCell, CoverageLine, coverage_map
from powermap.scene.marks import Box, Group, Mark, Scene, Text
from powermap.scene.text import elide, measure

if TYPE_CHECKING:
    from powermap.accounts.portfolio import Portfolio
    from powermap.language import Language
    from powermap.scene.marks import Anchor, Weight

__all__ = ["coverage_scenes"]

WIDTH = 1280.0  # of the page, in points
HEIGHT = 720.0
MARGIN = 36.0
TOP = 112.0  # of the first row
NAMES = 330.0  # width of the names of accounts
ROW = 27.0  # height of a row
GAP = 3.0  # between two cells
ROWS = 20
"""Accounts on a slide, with a row for all of them below."""
TITLE = 24.0  # type sizes in points
SUBTITLE = 13.0
HEAD = 12.5
CELL = 14.0
MOST = 100
"""Accounts in the pictures, those with the most people uncovered first."""
LEVELS: dict[str, tuple[str, str]] = {
    "whole": ("#E3F3EC", "#0B5E43"),
    "most": ("#F0F7E6", "#4A6312"),
    "some": ("#FDF3E3", "#8A4B08"),
    "none": ("#FBE9E7", "#A32A1E"),
}
"""Ground and ink by how many are covered, the same as on the page."""


def coverage_scenes(portfolio: Portfolio, language: Language) -> Iterator[Scene]:
    """The pictures, as many as the accounts take."""
    coverage = coverage_map(portfolio, language)
    # Without anybody whose cover is known there is nothing to draw.
    if len(coverage.headers) < 2:
        return
    gaps = {place: _gap(row.coverage.values()) for place, row in enumerate(portfolio)}
    lines = sorted(coverage.rows, key=lambda line: -gaps[line.number])[:MOST]
    parts = [lines[at : at + ROWS] for at in range(0, len(lines), ROWS)]
    title = language.say("portfolio.title.coverage")
    for number, part in enumerate(parts, start=1):
        numbered = title if len(parts) == 1 else f"{title} ({number}/{len(parts)})"
        drawing = _Drawing(numbered, coverage.headers, language)
        yield drawing.scene([*part, coverage.total])


def _gap(counts: Iterable[tuple[int, int]]) -> int:
    uncovered = 0
    for covered, number in counts:
        uncovered += number - covered
    return uncovered


class _Drawing:
    """One picture."""

    def __init__(self, title: str, headers: Sequence[str], language: Language) -> None:
        self.title = title
        self.headers = headers
        self.language = language
        columns = max(1, len(headers) - 1)
        self.cell = (WIDTH - 2 * MARGIN - NAMES) / columns

    def scene(self, lines: Sequence[CoverageLine]) -> Scene:
        """Heading, roles, and a row for each account."""
        rule = self.language.say("portfolio.coverage_rule")
        marks: list[Mark] = [
            _text(MARGIN, 46, self.title, TITLE, style.TEXT, weight="semibold"),
            _text(MARGIN, 68, rule, SUBTITLE, style.MUTED),
            *self._heads(),
        ]
        for place, line in enumerate(lines):
            marks.append(self._line(line, TOP + place * ROW))
        described = "\n".join([rule, *(self._words(line) for line in lines)])
        return Scene(
            WIDTH,
            HEIGHT,
            self.title,
            described,
            tuple(marks),
            lang=self.language.code,
        )

    def _heads(self) -> Iterator[Text]:
        yield _text(MARGIN, TOP - 9, self.headers[0], HEAD, style.MUTED)
        for place, name in enumerate(self.headers[1:]):
            middle = MARGIN + NAMES + (place + 0.5) * self.cell
            shown = elide(name, self.cell - GAP, HEAD)
            yield _text(middle, TOP - 9, shown, HEAD, style.MUTED, anchor="middle")

    def _line(self, line: CoverageLine, top: float) -> Group:
        name = elide(line.name, NAMES - 12, CELL, "semibold")
        baseline = top + ROW * 0.64
        marks: list[Mark] = [
            _text(MARGIN, baseline, name, CELL, style.TEXT, weight="semibold")
        ]
        for place, cell in enumerate(line.cells):
            marks += self._cell(cell, MARGIN + NAMES + place * self.cell, top)
        key = "all" if line.number < 0 else f"account-{line.number}"
        return Group(tuple(marks), key=key, title=self._words(line))

    def _cell(self, cell: CoverageCell, left: float, top: float) -> Iterator[Mark]:
        if not cell.level:
            return
        tint, ink = LEVELS[cell.level]
        width = self.cell - GAP
        yield Box(left, top, width, ROW - GAP, tint, radius=4)
        middle = left + width / 2
        yield _text(middle, top + ROW * 0.62, cell.text, CELL, ink, anchor="middle")

    def _words(self, line: CoverageLine) -> str:
        parts = []
        for name, cell in zip(self.headers[1:], line.cells, strict=True):
            if cell.text:
                parts.append(f"{name} {cell.text}")
        colon = self.language.say("list.colon")
        return f"{line.name}{colon}{self.language.listed(parts)}"


def _text(
    x: float,
    y: float,
    content: str,
    size: float,
    ink: str,
    *,
    weight: Weight = "regular",
    anchor: Anchor = "start",
) -> Text:
    width = measure(content, size, weight)
    return Text(x, y, content, size, ink, width, weight, anchor)
