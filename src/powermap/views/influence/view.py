"""Who influences whom: people as cards, reporting lines as a tree, other ties as curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from powermap.notes import collecting_notes
from powermap.scene.marks import Mark, Scene
from powermap.scene.parts import Part
from powermap.scene.scaling import moved
from powermap.views import figures, frame
from powermap.views.influence import texts
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.atlas import Atlas, lay_out_atlas
from powermap.views.influence.branches import Branches
from powermap.views.influence.choice import Choice, Options, choose, warn_of_gaps
from powermap.views.influence.drawing import draw_components
from powermap.views.influence.faces import GROWING, Face
from powermap.views.influence.fitting import compose_for_page
from powermap.views.influence.legend import draw_legend, measure_picture
from powermap.views.influence.losses import mark_losses
from powermap.views.influence.packing import AFTER_GRAPH
from powermap.views.influence.placement import Placement, place
from powermap.views.influence.simplifying import simplify
from powermap.views.page_size import choose_size

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

AFTER_HEADING = 6.0
"""Between heading and graph."""
WIDEST = 2.2
"""Width to height of a page at most: a lower one is a ribbon on a slide."""


def compose(
    judgment: Judgment,
    language: Language,
    options: Options,
    *,
    title: str | None = None,
) -> Scene:
    """The influence graph of a buying center as a scene."""
    base = mark_losses(choose(judgment.center, options), options.losses, language)
    scene, _ = _compose(judgment, language, options, base, title)
    return scene


def compose_branches(
    judgment: Judgment,
    language: Language,
    options: Options,
    *,
    title: str | None = None,
) -> tuple[Part, ...]:
    """A scene for each team that the influence graph folds."""
    base = mark_losses(choose(judgment.center, options), options.losses, language)
    heading = figures.choose_title(title, judgment.center.name)
    # A team is drawn like the whole, with fewer people, who have no places there.
    options = replace(options, places_of=None)
    # The whole picture has told them already.
    with collecting_notes():
        _, overview = _compose(judgment, language, options, base, title)
        branches = Branches(base, overview)
        parts = []
        for number, branch in enumerate(branches):
            name = language.say("influence.branch", title=heading, name=branch.name)
            scene, drawn = _compose(judgment, language, options, branch.choice, name)
            parts.append(Part(scene, branch.card, branch.parent))
            branches.add(drawn, number)
    return tuple(parts)


def _compose(
    judgment: Judgment,
    language: Language,
    options: Options,
    base: Choice,
    title: str | None,
) -> tuple[Scene, Choice]:
    """The scene of these people and ties, and what of them is drawn."""
    size = choose_size(options.size)
    if size is not None:
        return compose_for_page(judgment, language, options, size, base, title=title)
    laid_out = _lay_out(judgment, language, options, base)
    choice, people = laid_out.choice, laid_out.people
    heading = figures.choose_title(title, judgment.center.name)
    subtitle = texts.subtitle(judgment, choice, options, language)
    width = laid_out.placement.page_width
    top, start = _draw_heading(heading, subtitle, choice, width, options, language)
    start = laid_out.start_below(start)
    names = texts.names_of_all(choice)
    warn_of_gaps(choice, names)
    sentences = texts.sentences(choice, names, language)
    placement = laid_out.placement_from(start)
    graph = draw_components(
        choice,
        placement.components,
        people,
        sentences,
        language,
        judgment.playbook,
        GROWING.card,
        options.page,
    )
    below, legend, height = _below_graph(
        choice, people, placement, start, language, laid_out.draw_alone
    )
    spare = height - legend.bottom if placement.components else 0.0
    drawn = _shift_down((*graph.marks, *below), laid_out.above_graph(spare))
    scene = Scene(
        width,
        height,
        heading,
        texts.describe(heading, choice, people, sentences.values(), language),
        (*top, *drawn, *_shift_down(legend.marks, spare)),
        language.code,
        metrics=measure_picture(choice, placement, graph.counted),
    )
    return scene, choice


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """Who and what is drawn, and where; with an atlas as in all other versions."""

    choice: Choice
    people: Sequence[ShownPerson]
    placement: Placement
    atlas: Atlas | None

    def start_below(self, heading: float) -> float:
        """Where the graph starts below a heading that ends at a height."""
        if self.atlas is not None:
            heading = max(heading, self.atlas.heading)
        return heading + AFTER_HEADING

    def placement_from(self, start: float) -> Placement:
        """Everybody in the middle of the page, from this height down."""
        margin = (self.placement.page_width - self.placement.width) / 2
        return self.placement.moved(margin, start)

    def above_graph(self, spare: float) -> float:
        """What of the height to spare is left free above the graph."""
        # With an atlas not in the middle, since legends differ between versions.
        return 0.0 if self.atlas is not None else spare / 2

    def draw_alone(
        self, top: float, width: float, language: Language, face: Face
    ) -> tuple[list[Mark], float]:
        """Draw people without ties; and where what follows may begin."""
        if self.atlas is not None:
            return self.atlas.draw_alone(self.people, top, width, language, face)
        return draw_people_alone(self.placement.alone, top, width, language, face)


def _lay_out(
    judgment: Judgment, language: Language, options: Options, base: Choice
) -> _LaidOut:
    atlas = None
    if options.places_of is not None:
        atlas = lay_out_atlas(options.places_of, base, language, options)
    choice = atlas.choice if atlas else simplify(base, options, language)
    people = texts.describe_people(judgment, choice, language, options.page)
    placement = atlas.placement if atlas else place(choice, people, options, GROWING)
    return _LaidOut(choice, people, placement, atlas)


def _shift_down(marks: Sequence[Mark], height: float) -> list[Mark]:
    """Marks lower on the page: the graph in its middle, the legend at its foot."""
    if not height:
        return list(marks)
    return [moved(mark, 0.0, height) for mark in marks]


def _draw_heading(
    heading: str,
    subtitle: str,
    choice: Choice,
    width: float,
    options: Options,
    language: Language,
) -> tuple[Sequence[Mark], float]:
    """Title, subtitle and the colors of stances; and where they end."""
    keys = frame.stance_keys(choice.center, language)
    return frame.draw_heading(
        heading, subtitle, keys, width - frame.MARGIN, options.page
    )


_DrawAlone = Callable[[float, float, "Language", Face], tuple[list[Mark], float]]
"""Draws people without ties, and says where what follows may begin."""


@dataclass(frozen=True, slots=True)
class _Legend:
    """Its marks, and where the page ends below it at least."""

    marks: Sequence[Mark]
    bottom: float


def _below_graph(
    choice: Choice,
    people: Sequence[ShownPerson],
    placement: Placement,
    start: float,
    language: Language,
    draw_alone: _DrawAlone,
) -> tuple[Sequence[Mark], _Legend, float]:
    """People without ties, the legend below them, and the height of the page."""
    width = placement.page_width
    bottom = start + placement.height
    if placement.components:
        bottom += AFTER_GRAPH
    alone, bottom = draw_alone(bottom, width, language, GROWING)
    if not people:
        nobody = language.say("common.nobody")
        alone = [figures.draw_empty(nobody, start - AFTER_HEADING)]
    marks, bottom = draw_legend(choice, people, bottom, width, language)
    return alone, _Legend(marks, bottom), _page_height(bottom, width, placement)


def _page_height(bottom: float, width: float, placement: Placement) -> float:
    least = width / WIDEST
    # Not the whole standard page for a graph: a small one would have a lot of empty
    # paper below it.
    if not placement.components:
        least = max(least, frame.HEIGHT)
    return max(bottom, least)
