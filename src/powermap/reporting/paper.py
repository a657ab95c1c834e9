"""What a report says, as it stands on paper: for PDF and for Word."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from powermap import style
from powermap.reporting.slide_text import lines_of
from powermap.scene.text import elide

if TYPE_CHECKING:
    from powermap.reporting.one_page import OnePage
    from powermap.reporting.section import Bullets, Section, TextTable
    from powermap.scene.marks import Scene

__all__ = [
    "GUTTER",
    "HEIGHT",
    "MARGIN",
    "SIZE",
    "WIDTH",
    "Paper",
    "in_columns",
    "one_line",
    "pictures_of",
    "texts_of",
]

# A4 across, since pictures and tables are wider than tall.
WIDTH = 841.89
HEIGHT = 595.28
MARGIN = 42.5
"""Points left free at both sides, 15 mm."""
SIZE = 10.0
"""Size of the type, in points."""
FOOTER = 9.0
"""Size of the type at the foot of a page, and a little more."""
NUMBER = 60.0
"""Points that the number of the page takes."""
MOST_COLUMNS = 3
GUTTER = 24.0
"""Points between two columns."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A report and its look, ready to be set.

    Parameters
    ----------
    title, subtitle : str
        Its heading, and the line below it.
    sections : sequence of Section
        What it says.
    lang : str
        Its language.
    contents : str
        What the list of its sections is called.
    colors : mapping of str to str
        By the slots of `style.deck_theme`.
    page : OnePage, optional
        The six questions, where they are all that it says.
    """

    title: str
    subtitle: str
    sections: Sequence[Section]
    lang: str
    contents: str
    colors: Mapping[str, str]
    page: OnePage | None = None

    @property
    def footer(self) -> str:
        """What of its heading fits on one line beside the number of the page."""
        return elide(one_line(self.title), WIDTH - 2 * MARGIN - NUMBER, FOOTER)

    @classmethod
    def of(
        cls,
        values: Mapping[str, object],
        sections: Sequence[Section],
        brand: Mapping[str, str],
        page: OnePage | None = None,
    ) -> Paper:
        """From what every template of a report is filled with."""
        return cls(
            str(values["title"]),
            str(values["subtitle"]),
            sections,
            str(values["lang"]),
            str(values["contents"]),
            style.deck_theme(brand),
            page,
        )


def pictures_of(section: Section) -> list[Scene]:
    """The pictures of a section, laid out for a page that is as wide as a slide."""
    scenes: list[Scene] = []
    for chart in section.charts:
        scenes += chart.sized("slide").pages
    return scenes


def in_columns(lists: Sequence[Bullets]) -> list[list[Bullets]]:
    """Lists in their order side by side, so that the tallest column is low.

    Examples
    --------
    >>> from powermap.reporting.section import Bullets
    >>> few, many = Bullets(("a",)), Bullets(("b", "c", "d"))
    >>> [len(column) for column in in_columns([few, few, many, few])]
    [2, 1, 1]
    """
    count = min(MOST_COLUMNS, len(lists))
    width = (WIDTH - 2 * MARGIN) / count - GUTTER
    heights = [_height(bullets, width) for bullets in lists]
    best: tuple[int, ...] = ()
    lowest = math.inf
    for cuts in combinations(range(1, len(lists)), count - 1):
        columns = pairwise((0, *cuts, len(lists)))
        tallest = max(sum(heights[start:end]) for start, end in columns)
        if tallest < lowest:
            lowest = tallest
            best = cuts
    columns = pairwise((0, *best, len(lists)))
    return [list(lists[start:end]) for start, end in columns]


def _height(bullets: Bullets, width: float) -> float:
    """How tall a list is, in lines; its heading counts as two."""
    lines = 2 if bullets.heading else 0
    for point in bullets.points:
        lines += len(lines_of(point, width, SIZE))
    return lines


def one_line(text: str) -> str:
    r"""A text without breaks, as a page of HTML shows it.

    Examples
    --------
    >>> one_line("first\n  second")
    'first second'
    """
    return " ".join(text.split())


def texts_of(section: Section) -> list[str]:
    """Every text of a section outside of its pictures."""
    texts = [section.title, *section.sentences]
    for bullets in (*section.bullets, *section.points_below):
        texts += _texts_of_list(bullets)
    if section.table is not None:
        texts += _texts_of_table(section.table)
    return texts


def _texts_of_list(bullets: Bullets) -> list[str]:
    return [bullets.heading or "", *bullets.points]


def _texts_of_table(table: TextTable) -> list[str]:
    texts = [*table.headers]
    for row in table.rows:
        texts += row
    return texts
