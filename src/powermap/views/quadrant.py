"""Power × involvement as one picture, for words (cells) and for numbers (scores)."""

from __future__ import annotations

from typing import Literal, get_args

from powermap.errors import ModelError, nearest, shown
from powermap.judgment.roles import GRID, Grid, classify
from powermap.model import BuyingCenter, Stakeholder
from powermap.model.subject import center_of
from powermap.scene.marks import Scene
from powermap.views import cells, frame, scores

Placement = Literal["auto", "cells", "scores"]
PLACEMENTS: tuple[Placement, ...] = get_args(Placement)


def compose(
    center: BuyingCenter,
    *,
    placement: str = "auto",
    title: str | None = None,
    lang: str = "en",
    grid: Grid = GRID,
) -> Scene:
    """The quadrant chart of a buying center as a scene."""
    center = center_of(center)
    chosen = _placement(center, placement)
    people = frame.subjects(center, classify(center, grid=grid, lang=lang), lang)
    heading = frame.heading(center, title)
    subtitle = frame.subtitle(center, chosen, lang)
    top, start = frame.top(heading, subtitle, center, lang)
    draw = cells.marks if chosen == "cells" else scores.marks
    marks, height, metrics = draw(people, center, grid, lang, start)
    description = frame.described(heading, people, lang)
    return Scene(
        frame.WIDTH, height, heading, description, (*top, *marks), lang, metrics=metrics
    )


def _placement(center: BuyingCenter, placement: str) -> str:
    if placement not in PLACEMENTS:
        hint = nearest(str(placement), PLACEMENTS)
        raise ModelError(
            f"placement is {shown(placement)}; allowed: {', '.join(PLACEMENTS)}{hint}"
        )
    if placement != "auto":
        return placement
    return (
        "scores"
        if 0 < len(center) <= scores.MOST and all(map(scored, center))
        else "cells"
    )


def scored(person: Stakeholder) -> bool:
    """Whether both axes hold numbers."""
    return isinstance(person.power, int | float) and isinstance(
        person.involvement, int | float
    )
