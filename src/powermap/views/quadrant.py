"""Power × involvement as one picture, for words (cells) and for numbers (scores)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from powermap.errors import ModelError
from powermap.language.refusals import not_allowed
from powermap.model import BuyingCenter, Stakeholder
from powermap.scene.marks import Metrics, Scene
from powermap.views import figures, frame, people
from powermap.views.page import STANDARD, Page
from powermap.views.person_lines import has_organizations
from powermap.views.person_logs import person_logs
from powermap.views.rival_view import keys_of_both, rival_named

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.cell_cards import HeightMemory
    from powermap.views.score_keeping import LayoutMemory

Placement = Literal["auto", "cells", "scores"]
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)


def compose(
    judgment: Judgment,
    language: Language,
    page: Page = STANDARD,
    *,
    placement: str | None = None,
    rival: str | None = None,
    lanes: bool = False,
    memory: people.PeopleMemory | None = None,
    layouts: LayoutMemory | None = None,
    heights: HeightMemory | None = None,
) -> Scene:
    """The quadrant chart of a buying center as a scene; with a rival, of both camps.

    `lanes` puts the people of a cell by organization, where there are several.
    `memory` holds the people of the picture before an edit, `layouts` where they were,
    `heights` how high their cards.
    """
    center = judgment.center
    chosen = _choose_placement(center, "cells" if lanes else placement)
    page = replace(page, lanes=lanes and has_organizations(center))

    # The heading decides where the plot may begin.
    heading = figures.choose_title(page.title, center.name)
    subtitle = _subtitle(center, chosen, language, page)
    camp = rival_named(judgment.plan, rival)
    keys = _keys(center, camp, language)
    top, start = frame.draw_heading(heading, subtitle, keys, page=page)

    # The plot decides how tall the page is.
    shown_people = people.shown_people(
        center,
        judgment.roles,
        language,
        judgment.playbook,
        person_logs(judgment, language, page),
        camp,
        page,
        memory,
    )
    # Loaded when drawn: each of the two has a dozen modules.
    if chosen == "cells":
        from powermap.views import cells

        drawing = cells.draw(shown_people, judgment, language, start, page, heights)
    else:
        from powermap.views import scores

        drawing = scores.draw(shown_people, judgment, language, start, page, layouts)
    marks, height, metrics = drawing
    if camp is not None:
        metrics = Metrics({**metrics, "rival": camp})
    return Scene(
        page.width,
        height,
        heading,
        people.describe(heading, shown_people, language),
        (*top, *marks),
        language.code,
        metrics=metrics,
    )


def _keys(
    center: BuyingCenter, camp: str | None, language: Language
) -> list[frame.Key]:
    """The colors of stances that the picture explains, of both camps if need be."""
    if camp is None:
        return frame.stance_keys(center, language)
    return keys_of_both(center, camp, language)


def check_placement(placement: str | None) -> Placement:
    """The placement that a user asked for.

    Raises
    ------
    ModelError
        When there is no such one.
    """
    chosen = placement or "auto"
    if chosen not in PLACEMENTS:
        raise ModelError(not_allowed("placement", placement, PLACEMENTS))
    return chosen


def _choose_placement(center: BuyingCenter, placement: str | None) -> Placement:
    chosen = check_placement(placement)
    if chosen != "auto":
        return chosen
    # Scores only when everybody has them: a single word in the middle of its half would
    # look as exact as the others.
    if len(center) == 0 or not all(map(has_scores, center)):
        return "cells"
    from powermap.views.scores import MOST

    return "scores" if len(center) <= MOST else "cells"


def has_scores(person: Stakeholder) -> bool:
    """Whether both axes hold numbers."""
    for value in (person.power, person.involvement):
        if not isinstance(value, int | float):
            return False
    return True


def _subtitle(
    center: BuyingCenter, placement: Placement, language: Language, page: Page
) -> str:
    """What the picture is, of how many people, and as of when."""
    scale = center.scale
    parts = [
        language.say(f"quadrant.{placement}", low=scale.low, high=scale.high),
        figures.count_people(len(center), page, language),
    ]
    if len(center):
        known = sum(person.stance is not None for person in center)
        parts.append(language.say("quadrant.stances", count=known))
    return figures.join_subtitle(parts, center.as_of, language)
