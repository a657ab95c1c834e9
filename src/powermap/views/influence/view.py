"""Who influences whom: people as cards, reporting lines as a tree, other ties as curves."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

from powermap.errors import PowermapWarning
from powermap.scene.marks import Scene
from powermap.scene.parts import Part
from powermap.scene.scaling import moved
from powermap.views import figures, frame
from powermap.views.influence import texts
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.branches import Branches
from powermap.views.influence.choice import Choice, Options, choose, warn_of_gaps
from powermap.views.influence.drawing import draw_components
from powermap.views.influence.fitting import compose_for_page
from powermap.views.influence.legend import draw_legend, measure_picture
from powermap.views.influence.losses import mark_losses
from powermap.views.influence.placement import GROWING, Placement, place
from powermap.views.influence.simplifying import simplify
from powermap.views.page_size import choose_size

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

AFTER_HEADING = 6.0
"""Between heading and graph."""
AFTER_GRAPH = 24.0
"""Between graph and what follows."""

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
    # A team is drawn like the whole, with fewer people.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", PowermapWarning)
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
    # Who and what is drawn, and where people stand
    choice = simplify(base, options, language)
    shown_people = texts.describe_people(judgment, choice, language, options.page)
    placement = place(choice, shown_people, options, GROWING)
    width = max(frame.WIDTH, placement.width + 2 * frame.MARGIN)

    # Heading, as wide as the graph
    heading = figures.choose_title(title, judgment.center.name)
    top, start = frame.draw_heading(
        heading,
        texts.subtitle(judgment, choice, options, language),
        frame.stance_keys(choice.center, language),
        width - frame.MARGIN,
        options.page,
    )

    # The graph in the middle of the page
    start_of_graph = start + AFTER_HEADING
    placement = placement.moved((width - placement.width) / 2, start_of_graph)
    names = texts.names_of_all(choice)
    warn_of_gaps(choice, names)
    sentences = texts.sentences(choice, names, language)
    graph = draw_components(
        choice,
        placement.components,
        shown_people,
        sentences,
        language,
        judgment.playbook,
        GROWING.card,
        options.page,
    )

    # People without ties and the legend below it
    bottom = start_of_graph + placement.height
    if placement.components:
        bottom += AFTER_GRAPH
    alone, bottom = draw_people_alone(placement.alone, bottom, width, language, GROWING)
    if not shown_people:
        alone = [figures.draw_empty(language.say("common.nobody"), start)]
    legend, bottom = draw_legend(choice, shown_people, bottom, width, language)

    # The graph in the middle of the page and the legend at its foot
    height = _page_height(bottom, width, placement)
    spare = height - bottom if placement.components else 0.0
    people_marks = [moved(mark, 0.0, spare / 2) for mark in (*graph.marks, *alone)]
    legend_marks = [moved(mark, 0.0, spare) for mark in legend]
    scene = Scene(
        width,
        height,
        heading,
        texts.describe(heading, choice, shown_people, sentences.values(), language),
        (*top, *people_marks, *legend_marks),
        language.code,
        metrics=measure_picture(choice, placement, graph.counted),
    )
    return scene, choice


def _page_height(bottom: float, width: float, placement: Placement) -> float:
    if not placement.components:
        return max(bottom, frame.HEIGHT)
    # Not the whole standard page: a small graph would have a lot of empty paper below
    # it.
    return max(bottom, width / WIDEST)
