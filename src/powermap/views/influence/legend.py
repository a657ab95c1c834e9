"""The legend below the influence graph, and the figures about the whole picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap.model import TieKind
from powermap.scene.marks import Mark
from powermap.scene.metrics import LineMetrics
from powermap.views import frame, tie_legend
from powermap.views.card_signs import card_entries
from powermap.views.influence import texts
from powermap.views.influence.shared_lines import choose_shared_lines
from powermap.views.influence.tags import tag_keys

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.influence.choice import Choice
    from powermap.views.influence.drawing import CountedLine
    from powermap.views.influence.placement import Placement
    from powermap.views.people import ShownPerson

# Points above and below the legend.
BEFORE_LEGEND = 16.0
AFTER_LEGEND = 4.0


def draw_legend(
    choice: Choice,
    people: Sequence[ShownPerson],
    top: float,
    width: float,
    language: Language,
) -> tuple[list[Mark], float]:
    """A sample of each kind of tie and each sign; and the lower end of the page."""
    kinds = {tie.kind for _, tie in choice.ties}
    inside = choose_shared_lines(choice.ties)
    inside_kinds = {tie.kind for number, tie in choice.ties if number in inside}
    # Cards that stand for several people have no signs of their own.
    others = choice.rest | choice.stubs
    with_signs = [each for each in people if each.person.id not in others]
    legend, height = tie_legend.draw_legend(
        [kind for kind in TieKind if kind in kinds],
        frame.MARGIN,
        width - frame.MARGIN,
        top + BEFORE_LEGEND,
        language,
        path=len(choice.path) > 1,
        along=inside_kinds,
        losses=bool(choice.marked),
        counts=_count_keys(choice, language),
        stubs=bool(choice.stubs),
        signs=card_entries(with_signs, short=True),
        tags=tag_keys(with_signs),
    )
    if not legend:
        return [], top
    return legend, top + BEFORE_LEGEND + height + AFTER_LEGEND


def _count_keys(choice: Choice, language: Language) -> list[tuple[str, str]]:
    """Signs on cards for what is not drawn, as they stand there, and their meaning."""
    keys = []
    teams = [len(team) for id, team in choice.teams.items() if id not in choice.rest]
    if teams:
        count = max(teams)
        sign = language.say("influence.team_sign", count=count)
        keys.append((sign, language.say("influence.key_team")))
    if choice.left_out:
        count = max(map(len, choice.left_out.values()))
        sign = language.say("influence.further_sign", count=count)
        keys.append((sign, language.say("influence.key_further")))
    return keys


def measure_picture(
    choice: Choice,
    placement: Placement,
    lines: Sequence[CountedLine],
    **further: object,
) -> LineMetrics:
    """Figures about a picture; crossings are counted when they are read."""
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
        **further,
    }
    boxes = [box for each in components for box in each.boxes.values()]
    return LineMetrics(figures_of_page, tuple(lines), tuple(boxes))
