"""Who influences whom: people as cards, reporting lines as a tree, other ties as curves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.model import TieKind
from powermap.scene.marks import Mark, Scene
from powermap.scene.metrics import LineMetrics
from powermap.views import figures, frame, people, ties
from powermap.views.influence.alone import draw_people_alone
from powermap.views.influence.choice import Choice, Options, choose, warn_of_gaps
from powermap.views.influence.drawing import CountedLine, draw_components
from powermap.views.influence.placement import Placement, place
from powermap.views.person_logs import person_logs

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

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
    choice = choose(judgment.center, options)
    shown_people = people.shown_people(
        choice.center,
        judgment.roles,
        language,
        judgment.playbook,
        person_logs(judgment, language),
    )
    placement = place(choice, shown_people, language, options)
    width = max(frame.WIDTH, placement.width + 2 * frame.MARGIN)

    # Heading, as wide as the graph
    heading = figures.choose_title(title, judgment.center.name)
    top, start = frame.draw_heading(
        heading,
        _subtitle(judgment, choice, options, language),
        frame.stance_keys(choice.center, language),
        width - frame.MARGIN,
    )

    # The graph in the middle of the page
    start_of_graph = start + AFTER_HEADING
    placement = placement.moved((width - placement.width) / 2, start_of_graph)
    names = ties.names_by_id(choice.center)
    warn_of_gaps(choice, names)
    sentences = _sentences(choice, names, language)
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
        _describe(heading, shown_people, sentences.values(), language),
        (*top, *graph.marks, *alone, *legend),
        language.code,
        metrics=_metrics(choice, placement, graph.counted),
    )


def _subtitle(
    judgment: Judgment, choice: Choice, options: Options, language: Language
) -> str:
    counts = Counter(tie.kind for _, tie in choice.ties)
    parts = [
        language.say("influence.title"),
        language.say("common.people", count=len(choice.center)),
    ]
    for kind in TieKind:
        if counts[kind]:
            parts.append(language.say(f"influence.{kind}", count=counts[kind]))
    if not counts:
        parts.append(language.say("influence.no_ties"))
    if choice.around is not None:
        parts.append(
            language.say("influence.around", name=choice.around, count=options.steps)
        )
    return figures.join_subtitle(parts, judgment.center.as_of, language)


def _sentences(
    choice: Choice, names: Mapping[str, str], language: Language
) -> dict[int, str]:
    """Each tie as a sentence, by its number."""
    return {
        number: ties.tie_sentence(tie, names, language) for number, tie in choice.ties
    }


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
    )
    if not legend:
        return [], top
    return legend, top + BEFORE_LEGEND + height + AFTER_LEGEND


def _page_height(bottom: float, placement: Placement) -> float:
    if not placement.components:
        return max(bottom, frame.HEIGHT)
    # Not the whole standard page: a small graph would have a lot of empty paper below
    # it.
    return max(bottom, LEAST_HEIGHT)


def _describe(
    heading: str,
    shown_people: Sequence[ShownPerson],
    sentences: Iterable[str],
    language: Language,
) -> str:
    """The picture in words: who has which role, and every tie."""
    parts = [language.say("influence.described", title=heading)]
    parts += people.people_in_roles(shown_people, language)
    for sentence in sentences:
        parts.append(language.say("influence.described_tie", tie=sentence))
    return language.listed(parts, "sentences")


def _metrics(
    choice: Choice, placement: Placement, lines: Sequence[CountedLine]
) -> LineMetrics:
    components = placement.components
    engines = sorted({each.layout.engine for each in components})
    figures_of_page = {
        "engine": ", ".join(engines) or "none",
        "people": len(choice.center),
        "ties": len(choice.ties),
        "groups": len(components),
        "without_ties": len(placement.alone),
    }
    boxes = [box for each in components for box in each.boxes.values()]
    return LineMetrics(figures_of_page, tuple(lines), tuple(boxes))
