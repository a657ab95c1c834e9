"""What stands around an influence graph on a page of a given size: heading and legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.scene.marks import Mark
from powermap.scene.scaling import moved
from powermap.views import frame
from powermap.views.influence import texts
from powermap.views.influence.choice import Choice, Options
from powermap.views.influence.legend import draw_legend
from powermap.views.page import Page
from powermap.views.page_size import SIZES, SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

__all__ = ["SLIDE_SCALE", "PageFrame", "draw_page_frame", "page_scale_of"]

SLIDE_SCALE = SMALLEST_TEXT / 12
"""Points of a slide for one of the standard page, whose smallest text has 12."""
AFTER_HEADING = 4.0
"""Between heading and graph, on the standard page."""
BELOW_LEGEND = 2.0
"""Between the legend and the lower edge of the standard page."""
WIDE_PAGE = 1000.0
"""Width of the standard page from which on title and legend stand side by side."""
LEAST_ROOM = 60.0
"""Height that the graph gets on the lowest page."""


def page_scale_of(size: PageSize) -> float:
    """Points of this page for one of the standard page of 1280 × 720."""
    slide = SIZES["slide"]
    larger = min(size.width / slide.width, size.height / slide.height)
    return SLIDE_SCALE * max(larger, 1.0)


@dataclass(frozen=True, slots=True)
class PageFrame:
    """Heading and legend of a page of a given size, and the room between them.

    All at the size that they have on the standard page.
    """

    heading: tuple[Mark, ...]
    legend: tuple[Mark, ...]
    room: tuple[float, float, float, float]

    @property
    def width(self) -> float:
        """Of the room for the graph."""
        return self.room[2] - self.room[0]

    @property
    def height(self) -> float:
        """Of the room for the graph, which is never nothing."""
        return max(self.room[3] - self.room[1], LEAST_ROOM)


def draw_page_frame(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    choice: Choice,
    people: Sequence[ShownPerson],
    heading: str,
) -> PageFrame:
    """Draw heading and legend, and keep the room between them for the graph."""
    page_scale = page_scale_of(size)
    width = size.width / page_scale
    height = size.height / page_scale
    subtitle = texts.subtitle(judgment, choice, options, language)
    keys = frame.stance_keys(choice.center, language)
    top, start = _draw_heading(heading, subtitle, keys, width, options.page)
    _, legend_height = draw_legend(choice, people, 0.0, width, language)
    bottom = height - legend_height - BELOW_LEGEND
    legend, _ = draw_legend(choice, people, bottom, width, language)
    room = (
        frame.MARGIN,
        start - frame.SUBTITLE_STEP + AFTER_HEADING,
        width - frame.MARGIN,
        bottom,
    )
    return PageFrame(top, tuple(legend), room)


def _draw_heading(
    title: str,
    subtitle: str,
    keys: Sequence[frame.Key],
    width: float,
    page: Page,
) -> tuple[tuple[Mark, ...], float]:
    """Heading with the legend of stances, below it where the page is narrow."""
    right = width - frame.MARGIN
    if width >= WIDE_PAGE:
        return frame.draw_heading(title, subtitle, keys, right, page)
    marks, start = frame.draw_heading(title, subtitle, (), right, page)
    if not page.legend:
        return marks, start
    # The legend usually stands beside the title.
    down = start - frame.AFTER_HEADING + frame.TITLE_STEP - frame.LEGEND_BASELINE
    legend = [moved(mark, 0.0, down) for mark in frame.draw_keys(keys, right)]
    return (*marks, *legend), start + frame.TITLE_STEP
