"""Power × involvement as one picture, for words (cells) and for numbers (scores)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from powermap.errors import ModelError
from powermap.language.refusals import not_allowed
from powermap.model import BuyingCenter, Stakeholder
from powermap.scene.marks import Metrics, Scene
from powermap.views import cells, figures, frame, people, scores
from powermap.views.person_logs import person_logs
from powermap.views.rival_view import keys_of_both, rival_named

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

Placement = Literal["auto", "cells", "scores"]
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)


def compose(
    judgment: Judgment,
    language: Language,
    *,
    placement: str | None = None,
    rival: str | None = None,
    title: str | None = None,
) -> Scene:
    """The quadrant chart of a buying center as a scene; with a rival, of both camps."""
    center = judgment.center
    chosen = _choose_placement(center, placement)

    # The heading decides where the plot may begin.
    heading = figures.choose_title(title, center.name)
    subtitle = _subtitle(center, chosen, language)
    camp = rival_named(judgment.plan, rival)
    keys = frame.stance_keys(center, language)
    if camp is not None:
        keys = keys_of_both(center, camp, language)
    top, start = frame.draw_heading(heading, subtitle, keys)

    # The plot decides how tall the page is.
    shown_people = people.shown_people(
        center,
        judgment.roles,
        language,
        judgment.playbook,
        person_logs(judgment, language),
        camp,
    )
    draw = cells.draw if chosen == "cells" else scores.draw
    marks, height, metrics = draw(shown_people, judgment, language, start)

    if camp is not None:
        metrics = Metrics({**metrics, "rival": camp})
    return Scene(
        frame.WIDTH,
        height,
        heading,
        people.describe(heading, shown_people, language),
        (*top, *marks),
        language.code,
        metrics=metrics,
    )


def _choose_placement(center: BuyingCenter, placement: str | None) -> Placement:
    chosen = placement or "auto"
    if chosen not in PLACEMENTS:
        raise ModelError(not_allowed("placement", placement, PLACEMENTS))
    if chosen != "auto":
        return chosen
    # Scores only when everybody has them: a single word in the middle of its half would
    # look as exact as the others.
    if 0 < len(center) <= scores.MOST and all(map(has_scores, center)):
        return "scores"
    return "cells"


def has_scores(person: Stakeholder) -> bool:
    """Whether both axes hold numbers."""
    for value in (person.power, person.involvement):
        if not isinstance(value, int | float):
            return False
    return True


def _subtitle(center: BuyingCenter, placement: Placement, language: Language) -> str:
    """What the picture is, of how many people, and as of when."""
    scale = center.scale
    parts = [
        language.say(f"quadrant.{placement}", low=scale.low, high=scale.high),
        language.say("common.people", count=len(center)),
    ]
    if len(center):
        known = sum(person.stance is not None for person in center)
        parts.append(language.say("quadrant.stances", count=known))
    return figures.join_subtitle(parts, center.as_of, language)
