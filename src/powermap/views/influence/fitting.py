"""The influence graph on a page of a given size, with names that can be read there.

Cards without titles, one tie each and folded teams are tried one after the other, until
every text is large enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.errors import Note
from powermap.language import Reason
from powermap.notes import warn
from powermap.scene.layout.row_memory import RowMemory
from powermap.scene.marks import Mark, Scene
from powermap.scene.scaling import moved, scaled, scaled_mark
from powermap.views import figures, frame
from powermap.views.card_sizes import LARGE_LINE, LINE, Size
from powermap.views.influence import texts
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.choice import Choice, Options, warn_of_gaps
from powermap.views.influence.drawing import CountedLine, draw_components
from powermap.views.influence.faces import NARROW_WIDTHS, Face
from powermap.views.influence.ladder import (
    LARGE_NAME,
    SMALL_NAME,
    Rung,
    choose_fit,
    list_rungs,
    wants_large_names,
)
from powermap.views.influence.legend import measure_picture
from powermap.views.influence.packing import AFTER_GRAPH
from powermap.views.influence.page_frame import (
    SLIDE_SCALE,
    PageFrame,
    draw_page_frame,
    page_scale_of,
)
from powermap.views.influence.placement import Placement, place
from powermap.views.influence.simplifying import simplify
from powermap.views.influence.tags import choose_tags, with_tags
from powermap.views.page import Page
from powermap.views.page_size import SIZES, SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

LARGEST_NAME = 14.0
"""Points of a name at most, however much room there is."""
FOLDED_FOR_LARGE_NAMES = 0.25
"""Share of few people who are folded at most, so that names of the others are large."""
CALLER = 8
"""Frames between a warning here and the caller of `powermap.influence`."""


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
    graph_height: float
    room: tuple[float, float, float, float]
    scale: float
    name_size: float
    smallest: float
    wanted_name: float

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
        names = self.name_size / self.wanted_name
        return min(names, self.smallest / SMALLEST_TEXT)


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
    # Axes try several pictures, and say by themselves when none can be read.
    if options.page.part is not None:
        can_ask_otherwise = False
    if can_ask_otherwise and not fit.is_readable:
        points = round(fit.name_size, 1)
        note = Note(Reason("message.charts.small_names", points=points))
        warn(note, stacklevel=CALLER)
    warn_of_gaps(fit.choice, texts.names_of_all(fit.choice))
    metrics = measure_picture(
        fit.choice,
        fit.placement,
        fit.counted,
        name_points=round(fit.name_size, 2),
        smallest_points=round(fit.smallest, 2),
    )
    page_scale = page_scale_of(size)
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


def _best_fit(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    whole: Choice,
    heading: str,
) -> Fit:
    """The picture that shows most of what can be read on this page."""
    options = replace(options, row_memory=RowMemory())
    drawings = _Drawings(judgment, language, options, whole)

    def best_of(card: Size, name: float) -> Fit:
        def fit_of(rung: Rung) -> Fit:
            drawn = drawings.on(rung)
            return _fit(judgment, language, options, size, drawn, rung, heading, name)

        return choose_fit(list_rungs(whole, options, card), fit_of)

    if not wants_large_names(whole, size):
        return best_of(LINE, SMALL_NAME)
    large = best_of(LARGE_LINE, LARGE_NAME)
    # Smaller names of everybody say more than large ones of a few.
    if _share_folded(large.choice) <= FOLDED_FOR_LARGE_NAMES and large.is_readable:
        return large
    small = best_of(LINE, SMALL_NAME)
    if not small.is_readable:
        return large
    fewest = min(large, small, key=lambda fit: _share_folded(fit.choice))
    return fewest if large.is_readable else small


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Who and what is drawn, and what is written of the people."""

    choice: Choice
    people: Sequence[ShownPerson]


class _Drawings:
    """Who is drawn on each rung; several draw the same people and ties on other cards."""

    def __init__(
        self, judgment: Judgment, language: Language, options: Options, whole: Choice
    ) -> None:
        self._judgment = judgment
        self._language = language
        self._options = options
        self._whole = whole
        self._drawn: dict[tuple[int, bool], _Drawn] = {}

    def on(self, rung: Rung) -> _Drawn:
        """Who and what is drawn on a rung, chosen once."""
        key = rung.most, rung.one_tie_each
        if key not in self._drawn:
            self._drawn[key] = self._draw(*key)
        return self._drawn[key]

    def _draw(self, most: int, one_tie_each: bool) -> _Drawn:
        choice = simplify(
            self._whole,
            self._options,
            self._language,
            most=most,
            one_tie_each=one_tie_each,
        )
        people = texts.describe_people(
            self._judgment, choice, self._language, self._options.page
        )
        return _Drawn(choice, people)


def _share_folded(choice: Choice) -> float:
    """The part of all people who have no card of their own."""
    folded = sum(map(len, choice.teams.values()))
    return folded / max(len(choice.whole), 1)


def _fit(
    judgment: Judgment,
    language: Language,
    options: Options,
    size: PageSize,
    drawn: _Drawn,
    rung: Rung,
    heading: str,
    wanted_name: float,
) -> Fit:
    choice = drawn.choice
    # Cards with a title name the organization there, and grounds name it once.
    if not rung.card.whole and not options.organizations:
        tags = choose_tags(judgment.center)
        drawn = _Drawn(choice, with_tags(drawn.people, tags))
    people = drawn.people
    around = draw_page_frame(judgment, language, options, size, choice, people, heading)
    shape = rung.wider * around.width / around.height
    face = Face(rung.card, NARROW_WIDTHS, shape, rung.names)
    placement = place(choice, people, options, face)
    graph = _draw_graph(
        judgment, language, options.page, drawn, placement, face, around.width
    )
    scale = _largest_scale(graph, around, rung.card)
    page_scale = page_scale_of(size)
    return Fit(
        choice,
        rung,
        placement,
        around.heading,
        graph.marks,
        around.legend,
        graph.counted,
        texts.describe(heading, choice, people, graph.sentences, language),
        graph.width,
        graph.height,
        around.room,
        scale,
        rung.card.name * scale * page_scale,
        _smallest_font(rung.card) * scale * page_scale,
        wanted_name,
    )


@dataclass(frozen=True, slots=True)
class _Graph:
    """The graph and people without ties at their own size, and its ties in words."""

    marks: tuple[Mark, ...]
    counted: tuple[CountedLine, ...]
    width: float
    height: float
    sentences: tuple[str, ...]


def _draw_graph(
    judgment: Judgment,
    language: Language,
    page: Page,
    drawn: _Drawn,
    placement: Placement,
    face: Face,
    room_width: float,
) -> _Graph:
    choice = drawn.choice
    sentences = texts.sentences(choice, texts.names_of_all(choice), language)
    graph = draw_components(
        choice,
        placement.components,
        drawn.people,
        sentences,
        language,
        judgment.playbook,
        face.card,
        page,
    )
    alone, width, height = _draw_alone(placement, room_width, language, face)
    if not drawn.people:
        empty = figures.draw_empty(language.say("common.nobody"), 0.0)
        alone = [moved(empty, -frame.MARGIN, 0.0)]
        width = frame.RIGHT - frame.MARGIN
    marks = (*graph.marks, *alone)
    return _Graph(marks, tuple(graph.counted), width, height, tuple(sentences.values()))


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


def _largest_scale(graph: _Graph, around: PageFrame, card: Size) -> float:
    """By how much the graph can grow before it or its names are too large."""
    return min(
        around.width / max(graph.width, 1.0),
        around.height / max(graph.height, 1.0),
        LARGEST_NAME / card.name / SLIDE_SCALE,
    )


def _smallest_font(card: Size) -> float:
    return min(card.small, card.title) if card.whole else card.small


def _graph_in_room(fit: Fit) -> list[Mark]:
    """The marks of the graph at their place and size on the standard page."""
    left, top, right, bottom = fit.room
    across = left + (right - left - fit.graph_width * fit.scale) / 2
    spare = bottom - top - fit.graph_height * fit.scale
    down = top + max(spare, 0.0) / 2
    marks = []
    for mark in fit.graph:
        marks.append(moved(scaled_mark(mark, fit.scale), across, down))
    return marks
