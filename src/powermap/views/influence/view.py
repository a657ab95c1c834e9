"""Who influences whom: people as cards, reporting lines as a tree, other ties as curves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap.model import TieKind
from powermap.scene.marks import Mark, Scene
from powermap.scene.metrics import LineMetrics
from powermap.views import figures, frame, ties
from powermap.views.influence import texts
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.choice import Choice, Options, choose, warn_of_gaps
from powermap.views.influence.drawing import CountedLine, draw_components
from powermap.views.influence.folding import FOLDED_PEOPLE, READABLE_PEOPLE, fold
from powermap.views.influence.losses import mark_losses
from powermap.views.influence.placement import Placement, place
from powermap.views.influence.thinning import is_dense, thin

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

AFTER_HEADING = 6.0
"""Between heading and graph."""
AFTER_GRAPH = 24.0
"""Between graph and what follows."""

# Points above and below the legend.
BEFORE_LEGEND = 16.0
AFTER_LEGEND = 4.0
LEAST_HEIGHT = 320.0
"""Of the page, however few people there are."""


def compose(
    judgment: Judgment,
    language: Language,
    options: Options,
    *,
    title: str | None = None,
) -> Scene:
    """The influence graph of a buying center as a scene."""
    # Who and what is drawn, and where people stand
    choice = mark_losses(choose(judgment.center, options), options.losses, language)
    choice = simplify(choice, options, language)
    shown_people = texts.describe_people(judgment, choice, language)
    placement = place(choice, shown_people, language, options)
    width = max(frame.WIDTH, placement.width + 2 * frame.MARGIN)

    # Heading, as wide as the graph
    heading = figures.choose_title(title, judgment.center.name)
    top, start = frame.draw_heading(
        heading,
        texts.subtitle(judgment, choice, options, language),
        frame.stance_keys(choice.center, language),
        width - frame.MARGIN,
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
    )

    # People without ties and the legend below it
    bottom = start_of_graph + placement.height
    if placement.components:
        bottom += AFTER_GRAPH
    alone, bottom = draw_people_alone(placement.alone, bottom, width, language)
    if not shown_people:
        alone = [figures.draw_empty(language.say("common.nobody"), start)]
    legend, bottom = _draw_legend(choice, bottom, width, language)

    return Scene(
        width,
        _page_height(bottom, placement),
        heading,
        texts.describe(heading, choice, shown_people, sentences.values(), language),
        (*top, *graph.marks, *alone, *legend),
        language.code,
        metrics=_metrics(choice, placement, graph.counted),
    )


def simplify(choice: Choice, options: Options, language: Language) -> Choice:
    """Fewer people and ties where a reader could not follow all of them."""
    if not options.everybody and len(choice.center) > READABLE_PEOPLE:
        choice = fold(choice, FOLDED_PEOPLE, language)
    is_thin = options.ties == "strongest"
    if is_thin or (options.ties is None and is_dense(choice)):
        choice = thin(choice)
    return choice


def _draw_legend(
    choice: Choice, top: float, width: float, language: Language
) -> tuple[list[Mark], float]:
    """A sample of each kind of tie that occurs; and the lower end of the page."""
    kinds = {tie.kind for _, tie in choice.ties}
    legend, height = ties.draw_legend(
        [kind for kind in TieKind if kind in kinds],
        frame.MARGIN,
        width - frame.MARGIN,
        top + BEFORE_LEGEND,
        language,
        path=len(choice.path) > 1,
        losses=bool(choice.marked),
        counts=_count_keys(choice, language),
    )
    if not legend:
        return [], top
    return legend, top + BEFORE_LEGEND + height + AFTER_LEGEND


def _count_keys(choice: Choice, language: Language) -> list[tuple[str, str]]:
    """Signs on cards for what is not drawn, as they stand there, and their meaning."""
    keys = []
    if choice.teams:
        count = max(map(len, choice.teams.values()))
        sign = language.say("influence.team_sign", count=count)
        keys.append((sign, language.say("influence.key_team")))
    if choice.left_out:
        count = max(map(len, choice.left_out.values()))
        sign = language.say("influence.further_sign", count=count)
        keys.append((sign, language.say("influence.key_further")))
    return keys


def _page_height(bottom: float, placement: Placement) -> float:
    if not placement.components:
        return max(bottom, frame.HEIGHT)
    # Not the whole standard page: a small graph would have a lot of empty paper below
    # it.
    return max(bottom, LEAST_HEIGHT)


def _metrics(
    choice: Choice, placement: Placement, lines: Sequence[CountedLine]
) -> LineMetrics:
    components = placement.components
    engines = sorted({each.layout.engine for each in components})
    figures_of_page = {
        "engine": ", ".join(engines) or "none",
        "people": len(choice.center),
        "ties": len(choice.ties),
        "folded_people": sum(map(len, choice.teams.values())),
        "ties_left_out": texts.count_left_out(choice),
        "groups": len(components),
        "without_ties": len(placement.alone),
    }
    boxes = [box for each in components for box in each.boxes.values()]
    return LineMetrics(figures_of_page, tuple(lines), tuple(boxes))
