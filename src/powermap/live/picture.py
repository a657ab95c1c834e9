"""What the page is sent: the picture as it is drawn everywhere, and where in it people, cells and scores lie."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from powermap import style
from powermap.judgment.judge import judge
from powermap.judgment.roles import Grid
from powermap.language import as_language, label, say
from powermap.live.edits import History
from powermap.live.requests import CELLS
from powermap.model import (
    BuyingCenter,
    Involvement,
    Level,
    Power,
    Scale,
    Stakeholder,
    Stance,
    Tie,
    TieKind,
)
from powermap.model.axes import (
    involvement_of,
    involvement_score,
    power_of,
    power_score,
)
from powermap.model.playbook import Playbook
from powermap.render.svg import svg
from powermap.scene.curves import clip_before_box, straight_curve
from powermap.scene.marks import Box, Disc, Group, Rectangle, Scene
from powermap.views import quadrant
from powermap.views.ties import names, said, tie_marks

NO_ROLE = "cell no-role"
WORDS = (
    "undo redo add edit name stance cell ties connect connect_to drag_to_connect kind swap cut remove close copy "
    "copied select help"
).split()
AXES = ("power", "involvement")


@dataclass(frozen=True, slots=True)
class Look:
    """How a board is drawn: the options of `quadrant`."""

    placement: str
    title: str | None
    lang: str
    grid: Grid

    def scene(self, center: BuyingCenter) -> Scene:
        """The quadrant of a center."""
        judgment = judge(center, playbook=Playbook(role_grid=self.grid))
        return quadrant.compose(
            judgment,
            as_language(self.lang),
            placement=self.placement,
            title=self.title,
        )


def words(look: Look) -> dict[str, Any]:
    """What the page says by itself: the same for the whole life of a board."""
    ends = {"source": "{source}", "target": "{target}"}
    stances = [(stance, label(stance, look.lang)) for stance in Stance]
    unknown = say(look.lang, "common.unknown")
    return {
        **{key: say(look.lang, f"live.{key}", name="{name}", **ends) for key in WORDS},
        **{axis: say(look.lang, f"field.{axis}") for axis in AXES},
        "lang": look.lang,
        "stances": [
            {"value": stance, "label": text, "icon": _icon(stance, text)}
            for stance, text in [*stances, (None, unknown)]
        ],
        "kinds": [
            {"value": kind, "said": say(look.lang, f"tie.{kind.value}", **ends)}
            for kind in TieKind
        ],
    }


def _icon(stance: Stance | None, text: str) -> str:
    return svg(
        Scene(
            24, 24, text, text, style.stance_disc(stance, 12, 12, 10), background="none"
        )
    )


def picture(history: History, look: Look, scene: Scene) -> dict[str, Any]:
    """A center as the page shows it; `scene` is the one that `look` draws of it.

    Every place is in points of the picture. People come in the order in which the picture draws them.
    """
    center = history.center
    groups = {
        key: group
        for key, group in scene.groups().items()
        if "stakeholder" in group.classes
    }
    boxes = {key: _extent(group) for key, group in groups.items()}
    people, called = {person.id: person for person in center}, names(center)
    return {
        "svg": svg(scene),
        "ties": svg(_ties(center, boxes, scene)),
        "width": scene.width,
        "height": scene.height,
        "title": scene.title,
        "people": [_person(people[id], boxes[id], center.scale, look) for id in groups],
        "joined": [_joined(tie, called, look.lang) for tie in center.ties],
        "cells": list(_cells(scene, look)),
        "axes": {axis: scene.metrics[axis] for axis in AXES}
        if scene.metrics["placement"] == "scores"
        else None,
        "scale": _scale(center.scale),
        "python": list(history.python),
        "changes": say(look.lang, "live.changes", count=len(history.done)),
        "undo": bool(history.done),
        "redo": bool(history.undone),
    }


def _scale(scale: Scale) -> dict[str, float]:
    """The ends of the scale, what a drag rounds to (a decimal place, about a hundred of them) and how far a key moves.

    Examples
    --------
    >>> _scale(Scale()) == {"low": 0, "high": 10, "digits": 1, "fine": 0.1, "coarse": 0.5}
    True
    """
    place = math.floor(math.log10((scale.high - scale.low) / 40))
    fine = 10.0**place
    return {
        "low": scale.low,
        "high": scale.high,
        "digits": max(-place, 0),
        "fine": fine,
        "coarse": 5 * fine,
    }


def _extent(group: Group) -> Rectangle:
    """Where a person is: the card, or the disc."""
    sign = next(
        mark for mark in group.marks if isinstance(mark, Box | Disc) and mark.solid
    )
    if isinstance(sign, Box):
        return sign.x, sign.y, sign.x + sign.width, sign.y + sign.height
    return (
        sign.x - sign.radius,
        sign.y - sign.radius,
        sign.x + sign.radius,
        sign.y + sign.radius,
    )


def _person(
    person: Stakeholder, box: Rectangle, scale: Scale, look: Look
) -> dict[str, Any]:
    power, involvement = power_of(person, scale), involvement_of(person, scale)
    cell = (
        f"cell {power.value} {involvement.value if involvement else 'unknown'}"
        if power
        else NO_ROLE
    )
    drawn = (
        power_score(person, scale),
        involvement_score(person, scale),
    )
    return {
        "id": person.id,
        "name": person.name,
        "stance": person.stance,
        "box": box,
        "cell": cell,
        "given": {axis: getattr(person, axis) for axis in AXES},
        "words": {axis: _word(getattr(person, axis), look.lang) for axis in AXES},
        "drawn": dict(zip(AXES, drawn, strict=True))
        if None not in (power, involvement)
        else None,
    }


def _word(given: Level, lang: str) -> str:
    return (
        label(given, lang)
        if isinstance(given, Power | Involvement)
        else say(lang, "common.unknown")
    )


def _joined(tie: Tie, called: Mapping[str, str], lang: str) -> dict[str, str]:
    sentence = said(tie, called, as_language(lang)).partition("\n")[0]
    return {
        "source": tie.source,
        "target": tie.target,
        "kind": tie.kind.value,
        "said": sentence,
    }


def _cells(scene: Scene, look: Look) -> Iterator[dict[str, Any]]:
    """Every cell with its name; its rectangle where the picture shows it."""
    groups = scene.groups()
    for key, (power, involvement) in CELLS.items():
        shown = (
            next((mark for mark in groups[key].marks if isinstance(mark, Box)), None)
            if key in groups
            else None
        )
        box = (
            (shown.x, shown.y, shown.x + shown.width, shown.y + shown.height)
            if shown
            else None
        )
        name = (
            label(look.grid[power, involvement], look.lang)
            if power
            else say(look.lang, "common.no_role")
        )
        yield {"key": key, "label": name, "box": box}


def _ties(center: BuyingCenter, boxes: Mapping[str, Rectangle], scene: Scene) -> Scene:
    """All ties straight from person to person, on a page of the same size; the front end shows those of one person."""
    groups = []
    for tie in center.ties:
        (from_x, from_y), (to_x, to_y) = (
            _middle(boxes[end]) for end in (tie.source, tie.target)
        )
        there = clip_before_box(
            straight_curve([(from_x, from_y), (to_x, to_y)]), boxes[tie.target]
        )
        curve = clip_before_box(there[::-1], boxes[tie.source])[::-1]
        groups.append(
            Group(
                tie_marks(tie.kind, curve, None),
                classes=("tie",),
                link=(tie.source, tie.target),
            )
        )
    return replace(scene, marks=tuple(groups), background="none")


def _middle(box: Rectangle) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
