"""What the page is sent: the picture, and where in it people, cells and scores are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from powermap import style
from powermap.judgment.judge import judge_edited
from powermap.language import Language
from powermap.live.history import History
from powermap.live.memory import DescribedPerson, DrawnTie, Memory, TieSentence
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
from powermap.render.svg import WrittenGroups, svg
from powermap.scene.curves import line_between_boxes, straight_curve
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Mark, Rectangle, Scene
from powermap.views import quadrant, ties
from powermap.views.page import Page

# Key of the tray's group in the quadrant.
NO_ROLE = "cell no-role"
AXES = ("power", "involvement")
PAGE_WORDS = (
    "undo",
    "redo",
    "add",
    "edit",
    "name",
    "stance",
    "note",
    "cell",
    "ties",
    "connect",
    "connect_to",
    "drag_to_connect",
    "kind",
    "swap",
    "cut",
    "remove",
    "close",
    "copy",
    "copied",
    "select",
    "help",
)
"""Words that the page says by itself, under ``live`` in the words."""
_ENDS = {"source": "{source}", "target": "{target}"}
"""Braces that the page fills in itself."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a board is drawn: the options of `quadrant`."""

    placement: str | None
    page: Page
    language: Language
    playbook: Playbook

    def with_placement(self, placement: str) -> Look:
        """The same look with the placement decided."""
        return replace(self, placement=placement)

    def draw(self, center: BuyingCenter, memory: Memory | None = None) -> Scene:
        """The quadrant of a center."""
        memory = memory or Memory()
        return quadrant.compose(
            judge_edited(center, self.playbook, memory.roles),
            self.language,
            self.page,
            placement=self.placement,
            memory=memory.people,
            layouts=memory.layouts,
            heights=memory.heights,
        )

    def write_svg(self, scene: Scene, written: WrittenGroups | None = None) -> str:
        """A scene as SVG in the colors of the playbook."""
        branded = style.branded(scene, self.playbook.style)
        return svg(branded, written=written)


def page_words(
    language: Language, colors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What the page says by itself, the same for the whole life of a board.

    `colors` are the brand colors of the playbook, for the signs in its menus.
    """
    words: dict[str, Any] = {"lang": language.code}
    for key in PAGE_WORDS:
        words[key] = language.say(f"live.{key}", name="{name}", **_ENDS)
    for axis in AXES:
        words[axis] = language.say(f"field.{axis}")
    words["stances"] = []
    for stance in (*Stance, None):
        words["stances"].append(_stance_choice(stance, language, colors or {}))
    kinds = []
    for kind in TieKind:
        sentence = language.say(f"tie.{kind.value}", **_ENDS)
        kinds.append({"value": kind, "text": sentence})
    words["kinds"] = kinds
    return words


def _stance_choice(
    stance: Stance | None, language: Language, colors: Mapping[str, str]
) -> dict[str, Any]:
    text = language.say("common.unknown")
    if stance is not None:
        text = language.label(stance)
    sign = style.stance_disc(stance, 12, 12, 10)
    # The signs of the picture itself as icons, so that menu and picture never differ.
    scene = Scene(24, 24, text, text, sign, background="none")
    icon = svg(style.branded(scene, colors))
    return {
        "value": stance,
        "label": text,
        "icon": icon,
    }


def draw_picture(
    history: History, look: Look, scene: Scene, memory: Memory | None = None
) -> dict[str, Any]:
    """A center as the page shows it; `scene` is the one that `look` draws of it.

    `memory` holds what was drawn for the last picture and then what was drawn for this
    one: most people stay where they are when one is moved.

    Every place is in points of the picture. People come in the order in which the
    picture draws them.
    """
    center = history.center
    memory = memory or Memory()
    groups = scene.groups()
    people = _describe_people(groups, center, look, memory)
    boxes = {described["id"]: described["box"] for described in people}
    axes = None
    # The page turns a place of the pointer into scores by these knots alone; it knows
    # no rule about scales.
    if scene.metrics["placement"] == "scores":
        axes = {axis: scene.metrics[axis] for axis in AXES}
    return {
        "svg": look.write_svg(scene, memory.groups),
        "ties": look.write_svg(
            _draw_ties(center, boxes, scene, memory), memory.tie_groups
        ),
        "width": scene.width,
        "height": scene.height,
        "title": scene.title,
        "people": people,
        "joined": _describe_ties(center, look, memory),
        "cells": _describe_cells(groups, look),
        "axes": axes,
        "scale": _describe_scale(center.scale),
        "python": list(history.python),
        "changes": look.language.say("live.changes", count=len(history.done)),
        "undo": bool(history.done),
        "redo": bool(history.undone),
    }


def _describe_scale(scale: Scale) -> dict[str, float]:
    """The ends of the scale and the steps of a drag and of a key.

    A drag rounds to a decimal place, about a hundred of them to the scale.

    Examples
    --------
    >>> steps = _describe_scale(Scale())
    >>> steps["digits"], steps["fine"], steps["coarse"]
    (1, 0.1, 0.5)
    """
    # 0 to 10 moves in tenths, 0 to 100 in whole numbers; 40 steps are the fewest that
    # feel free under the pointer.
    place = math.floor(math.log10((scale.high - scale.low) / 40))
    fine = 10.0**place
    return {
        "low": scale.low,
        "high": scale.high,
        "digits": max(-place, 0),
        "fine": fine,
        "coarse": 5 * fine,
    }


def _find_box(group: Group) -> Rectangle:
    """Where a person is: the card, or the disc."""
    for mark in group.marks:
        # The shadow of a card is a box as well, but only the card is solid.
        if isinstance(mark, Box | Disc) and mark.solid:
            return extent(mark)
    raise LookupError("a person is drawn without a card or a disc")


def _describe_people(
    groups: Mapping[str, Group], center: BuyingCenter, look: Look, memory: Memory
) -> list[dict[str, Any]]:
    kept: dict[str, DescribedPerson] = {}
    # By id alone, where a center also knows names: everybody is looked up.
    people = {person.id: person for person in center}
    for key, group in groups.items():
        if "stakeholder" not in group.classes:
            continue
        person = people[key]
        known = memory.described.get(key)
        is_as_before = known and known.person is person and known.group is group
        if known is None or not is_as_before or known.scale is not center.scale:
            described = _describe_person(person, _find_box(group), center, look)
            known = DescribedPerson(person, group, center.scale, described)
        kept[key] = known
    memory.described = kept
    return [known.described for known in kept.values()]


def _describe_person(
    person: Stakeholder, box: Rectangle, center: BuyingCenter, look: Look
) -> dict[str, Any]:
    power = power_of(person, center.scale)
    involvement = involvement_of(person, center.scale)
    drawn = None
    if power is not None and involvement is not None:
        drawn = {
            "power": power_score(person, center.scale),
            "involvement": involvement_score(person, center.scale),
        }
    described = {
        "id": person.id,
        "name": person.name,
        "stance": person.stance,
        "box": box,
        "cell": _cell_key(power, involvement),
        "given": {axis: getattr(person, axis) for axis in AXES},
        "words": {axis: _level_word(getattr(person, axis), look) for axis in AXES},
        "drawn": drawn,
    }
    # It stays out of a page that nobody asked to hold notes.
    if look.page.with_notes:
        described["note"] = person.note or ""
    return described


def _cell_key(power: Power | None, involvement: Involvement | None) -> str:
    if power is None:
        return NO_ROLE
    half = involvement.value if involvement else "unknown"
    return f"cell {power.value} {half}"


def _level_word(level: Level, look: Look) -> str:
    if isinstance(level, Power | Involvement):
        return look.language.label(level)
    return look.language.say("common.unknown")


def _describe_ties(
    center: BuyingCenter, look: Look, memory: Memory
) -> list[dict[str, str]]:
    names = ties.names_by_id(center)
    described: dict[int, TieSentence] = {}
    joined = []
    for tie in center.ties:
        # By identity: an edit leaves most ties as they are, and to compare two of them
        # takes as long as to describe one.
        ends = (names[tie.source], names[tie.target])
        known = memory.sentences.get(id(tie))
        if known is None or known.tie is not tie or known.ends != ends:
            known = TieSentence(tie, ends, _describe_tie(tie, names, look))
        described[id(tie)] = known
        joined.append(known.text)
    memory.sentences = described
    return joined


def _describe_tie(tie: Tie, names: Mapping[str, str], look: Look) -> dict[str, str]:
    sentence = ties.tie_sentence(tie, names, look.language)
    return {
        "source": tie.source,
        "target": tie.target,
        "kind": tie.kind.value,
        "text": sentence,
    }


def _describe_cells(groups: Mapping[str, Group], look: Look) -> list[dict[str, Any]]:
    """Every cell with its name, and its rectangle where the picture shows it."""
    cells = []
    for key, (power, involvement) in CELLS.items():
        name = look.language.say("common.no_role")
        if power is not None:
            role = look.playbook.role_grid[power, involvement]
            name = look.language.label(role)

        box = None
        if key in groups:
            box = _find_cell_box(groups[key])
        cells.append({"key": key, "label": name, "box": box})
    return cells


def _find_cell_box(group: Group) -> Rectangle | None:
    for mark in group.marks:
        if isinstance(mark, Box):
            return extent(mark)
    return None


def _draw_ties(
    center: BuyingCenter,
    boxes: Mapping[str, Rectangle],
    scene: Scene,
    memory: Memory,
) -> Scene:
    """All ties straight from person to person, on a page of the same size.

    The page shows those of one person at a time.
    """
    drawn: dict[int, DrawnTie] = {}
    groups = []
    for tie in center.ties:
        source = boxes[tie.source]
        target = boxes[tie.target]
        # By identity, as with sentences.
        known = memory.ties.get(id(tie))
        if known is None or not known.is_of(tie, source, target):
            marks = _draw_tie(tie.kind, source, target)
            group = Group(marks, classes=("tie",), link=(tie.source, tie.target))
            known = DrawnTie(tie, source, target, group)
        drawn[id(tie)] = known
        groups.append(known.group)
    memory.ties = drawn
    return replace(scene, marks=tuple(groups), background="none")


def _draw_tie(kind: TieKind, source: Rectangle, target: Rectangle) -> tuple[Mark, ...]:
    # Straight and not routed: they are drawn anew after each edit, and the page shows
    # those of one person at a time, which rarely cross.
    start, end = line_between_boxes(source, target)
    return ties.draw_tie(kind, straight_curve([start, end]), None)
