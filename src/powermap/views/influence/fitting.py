"""The influence graph on a page of a given size, with names that can be read there.

Cards without titles, one tie each and folded teams are tried one after the other, until
every text is large enough.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.errors import Note, PowermapWarning
from powermap.language import Reason
from powermap.scene.marks import Mark, Scene
from powermap.scene.scaling import moved, scaled, scaled_mark
from powermap.views import figures, frame
from powermap.views.card_sizes import EVEN, LARGE_LINE, LINE, Size
from powermap.views.influence import texts
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.choice import Choice, Options, warn_of_gaps
from powermap.views.influence.drawing import CountedLine, draw_components
from powermap.views.influence.folding import READABLE_PEOPLE
from powermap.views.influence.legend import draw_legend, measure_picture
from powermap.views.influence.placement import (
    NARROW_WIDTHS,
    Face,
    Placement,
    place,
)
from powermap.views.influence.simplifying import simplify
from powermap.views.page import Page
from powermap.views.page_size import SIZES, SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

FEW_PEOPLE = 20
"""People up to whom names are large."""
LARGE_NAME = 11.0
"""Points of a name on a slide of few people."""
SMALL_NAME = 9.5
"""The same with more people."""
LARGEST_NAME = 14.0
"""Points of a name at most, however much room there is."""
SLIDE_SCALE = SMALLEST_TEXT / 12
"""Points of a slide for one of the standard page, whose smallest text has 12."""
WIDER_ROWS = (1.0, 1.15)
"""Times the shape of the page for which rows are tried, since rows come out too short."""
NEARLY = 0.85
"""Share of what texts should be from which on rows of another length are tried."""
LARGER = 0.7
"""Power of that share by which cards become fewer at once, which saves layouts."""
SHORTER_ROWS = 0.75
"""The same for cards with titles, where the width of the page is what is short."""
FEWER_CARDS = (30, 26, 22, 19, 16, 13, 10, 7, 5)
"""Cards that are tried one after the other when everybody does not fit."""
AFTER_HEADING = 4.0
"""Between heading and graph, on the standard page."""
BELOW_LEGEND = 2.0
"""Between the legend and the lower edge of the standard page."""
WIDE_PAGE = 1000.0
"""Width of the standard page from which on title and legend stand side by side."""
LEAST_ROOM = 60.0
"""Height that the graph gets on the lowest page."""
AFTER_GRAPH = 24.0
"""Between the graph and people without ties."""
CALLER = 8
"""Frames between a warning here and the caller of `powermap.influence`."""


@dataclass(frozen=True, slots=True)
class Rung:
    """One way to fit people on a page: how cards look, and what is left out.

    `wider` is by how much longer rows are than what the shape of the page suggests.
    """

    card: Size
    one_tie_each: bool = False
    most: int = READABLE_PEOPLE
    wider: float = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """A picture laid out for a page, and how large its texts are there.

    `room` is the rectangle that the graph may take on the standard page; `scale` is what
    the graph is scaled by to fit into it.
    """

    choice: Choice
    rung: Rung
    placement: Placement
    heading: tuple[Mark, ...]
    graph: tuple[Mark, ...]
    legend: tuple[Mark, ...]
    counted: tuple[CountedLine, ...]
    description: str
    graph_width: float
    room: tuple[float, float, float, float]
    scale: float
    name_size: float
    smallest: float

    @property
    def is_readable(self) -> bool:
        """Whether names and all other texts are as large as they should be."""
        # Sizes are rounded to thousandths when they are drawn.
        return self.share >= 1 - 1e-4

    @property
    def share(self) -> float:
        """How large texts are, as a part of what they should be; the least one."""
        if not self.choice.center:
            return 1.0
        wanted = SMALL_NAME
        if len(self.choice.whole) <= FEW_PEOPLE:
            wanted = LARGE_NAME
        return min(self.name_size / wanted, self.smallest / SMALLEST_TEXT)


def compose_for_page(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    whole: Choice,
    *,
    title: str | None = None,
) -> tuple[Scene, Choice]:
    """The influence graph as a scene of exactly this size, and what it draws."""
    heading = figures.choose_title(title, judgment.center.name)
    fit = _best_fit(judgment, language, options, size, whole, heading)
    # A slide with nothing else asked for shows all that a slide can.
    can_ask_otherwise = (
        options.everybody or options.ties is not None or size != SIZES["slide"]
    )
    if can_ask_otherwise and not fit.is_readable:
        points = round(fit.name_size, 1)
        note = Note(Reason("message.charts.small_names", points=points))
        warnings.warn(PowermapWarning(note), stacklevel=CALLER)
    warn_of_gaps(fit.choice, texts.names_of_all(fit.choice))
    metrics = measure_picture(
        fit.choice,
        fit.placement,
        fit.counted,
        name_points=round(fit.name_size, 2),
        smallest_points=round(fit.smallest, 2),
    )
    page_scale = _page_scale(size)
    scene = Scene(
        size.width / page_scale,
        size.height / page_scale,
        heading,
        fit.description,
        (*fit.heading, *_graph_in_room(fit), *fit.legend),
        language.code,
        metrics=metrics,
    )
    # Divided and multiplied, the size would not be exactly the one that was asked for.
    exact = replace(scaled(scene, page_scale), width=size.width, height=size.height)
    return exact, fit.choice


def _page_scale(size: PageSize) -> float:
    """Points of this page for one of the standard page of 1280 × 720."""
    slide = SIZES["slide"]
    larger = min(size.width / slide.width, size.height / slide.height)
    return SLIDE_SCALE * max(larger, 1.0)


def _best_fit(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    whole: Choice,
    heading: str,
) -> Fit:
    """The first rung that can be read, else the one with the largest names."""
    fits: list[Fit] = []
    for rung in _rungs(whole, options):
        if fits and not _is_promising(rung, fits[-1]):
            continue
        choice = simplify(
            whole,
            options,
            language,
            most=rung.most,
            one_tie_each=rung.one_tie_each,
        )
        fit = _fit(judgment, language, options, size, choice, rung, heading)
        if fit.is_readable:
            return fit
        fits.append(fit)
    return max(fits, key=lambda fit: fit.name_size)


def _is_promising(rung: Rung, last: Fit) -> bool:
    """Whether a form may be readable, after how far the last one was from it."""
    if (rung.card, rung.one_tie_each) != (last.rung.card, last.rung.one_tie_each):
        return True
    if rung.most == last.rung.most:
        return last.share >= NEARLY
    # The fewer cards, the larger: by a little less than would be needed on average.
    cards = len(last.choice.center) * math.pow(last.share, LARGER)
    return rung.most <= cards


def _rungs(whole: Choice, options: Options) -> Iterator[Rung]:
    for wider in (1.0, SHORTER_ROWS):
        yield Rung(EVEN, wider=wider)
    card = LINE
    if len(whole.whole) <= FEW_PEOPLE:
        card = LARGE_LINE
    # Long rows in the first place, since a slide is wide and low.
    for wider in WIDER_ROWS:
        yield Rung(card, wider=wider)
    if options.ties is None:
        for wider in WIDER_ROWS:
            yield Rung(card, one_tie_each=True, wider=wider)
    if options.everybody:
        return
    for most in FEWER_CARDS:
        if most < len(whole.center):
            for wider in WIDER_ROWS:
                yield Rung(card, one_tie_each=True, most=most, wider=wider)


@dataclass(frozen=True, slots=True)
class _Frame:
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


def _draw_frame(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    choice: Choice,
    people: Sequence[ShownPerson],
    heading: str,
) -> _Frame:
    page_scale = _page_scale(size)
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
    return _Frame(top, tuple(legend), room)


def _fit(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    choice: Choice,
    rung: Rung,
    heading: str,
) -> Fit:
    people = texts.describe_people(judgment, choice, language, options.page)
    around = _draw_frame(judgment, language, options, size, choice, people, heading)

    # The graph at its own size
    shape = rung.wider * around.width / around.height
    face = Face(rung.card, NARROW_WIDTHS, shape)
    placement = place(choice, people, options, face)
    sentences = texts.sentences(choice, texts.names_of_all(choice), language)
    graph = draw_components(
        choice,
        placement.components,
        people,
        sentences,
        language,
        judgment.playbook,
        rung.card,
        options.page,
    )
    alone, graph_width, bottom = _draw_alone(placement, around.width, language, face)
    if not people:
        empty = figures.draw_empty(language.say("common.nobody"), 0.0)
        alone = [moved(empty, -frame.MARGIN, 0.0)]
        graph_width = frame.RIGHT - frame.MARGIN

    # As large as the room lets it be
    largest = LARGEST_NAME / rung.card.name / SLIDE_SCALE
    scale = min(
        around.width / max(graph_width, 1.0),
        around.height / max(bottom, 1.0),
        largest,
    )
    fonts = [rung.card.small]
    if rung.card.whole:
        fonts.append(rung.card.title)
    page_scale = _page_scale(size)
    return Fit(
        choice,
        rung,
        placement,
        around.heading,
        (*graph.marks, *alone),
        around.legend,
        tuple(graph.counted),
        texts.describe(heading, choice, people, sentences.values(), language),
        graph_width,
        around.room,
        scale,
        rung.card.name * scale * page_scale,
        min(fonts) * scale * page_scale,
    )


def _draw_alone(
    placement: Placement, room_width: float, language: Language, face: Face
) -> tuple[list[Mark], float, float]:
    """People without ties below the graph; and the width and height of both."""
    bottom = placement.height
    if placement.components:
        bottom += AFTER_GRAPH
    tray_width = max(placement.width, room_width) + 2 * frame.MARGIN
    alone, bottom = draw_people_alone(
        placement.alone, bottom, tray_width, language, face
    )
    if not alone:
        return [], placement.width, bottom
    beside_margin = [moved(mark, -frame.MARGIN, 0.0) for mark in alone]
    return beside_margin, tray_width - 2 * frame.MARGIN, bottom


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


def _graph_in_room(fit: Fit) -> list[Mark]:
    """The marks of the graph at their place and size on the standard page."""
    left, top, right, _ = fit.room
    drawn = fit.graph_width * fit.scale
    across = left + (right - left - drawn) / 2
    marks = []
    for mark in fit.graph:
        marks.append(moved(scaled_mark(mark, fit.scale), across, top))
    return marks
