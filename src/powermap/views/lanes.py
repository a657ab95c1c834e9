"""Lanes in the cells of the quadrant of words: a soft ground for each organization."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Rectangle
from powermap.scene.text import elide
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

__all__ = ["LANE_GAP", "LANE_HEAD", "draw_lane", "lanes_of"]

LANE_HEAD = 22.0
"""Height of the name of an organization over its cards."""
LANE_GAP = 8.0
"""Below the cards of a lane."""
BESIDE = 8.0
"""From the edge of a cell to that of a lane."""
NAME = 12.0
"""Font size."""


def lanes_of(
    people: Iterable[ShownPerson],
) -> list[tuple[str | None, list[ShownPerson]]]:
    """People by organization, in the order of names; those without one last."""
    lanes: dict[str | None, list[ShownPerson]] = {}
    for each in people:
        lanes.setdefault(each.person.organization or None, []).append(each)
    named: list[str] = sorted((name for name in lanes if name), key=str.casefold)
    ordered: list[tuple[str | None, list[ShownPerson]]] = [
        (name, lanes[name]) for name in named
    ]
    if None in lanes:
        ordered.append((None, lanes[None]))
    return ordered


def draw_lane(name: str | None, box: Rectangle, language: Language) -> Group:
    """The ground of an organization in a cell, with its name."""
    left, top, right, bottom = box
    text = name or language.say("quadrant.no_organization")
    x = left + BESIDE + BESIDE
    words = line(
        elide(text, right - BESIDE - x, NAME, "semibold"),
        x,
        top + 15,
        NAME,
        style.MUTED,
        "semibold",
        solid=True,
    )
    ground = Box(
        left + BESIDE,
        top,
        right - left - 2 * BESIDE,
        bottom - top,
        fill=style.PAPER,
        radius=8.0,
        opacity=0.45,
    )
    return Group((ground, words), title=text, classes=("lane",))
