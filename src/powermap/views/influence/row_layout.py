"""The influence graph in rows: reporting lines as a tree, other ties beside it.

Every tie points down the order from the top, so that those with more power stand above
those whom they are tied to.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from powermap.scene.layout.row_net import Pair
from powermap.scene.layout.row_routes import RowDrawing
from powermap.scene.layout.rows import NARROWEST, WIDEST, Network, Page, lay_out_rows
from powermap.scene.layout.spacing import TIGHT, USUAL
from powermap.scene.marks import Point
from powermap.views import frame
from powermap.views.influence.component import (
    HEADED,
    Component,
    ComponentLayout,
    grounds_around,
    influence_direction,
    is_reporting,
)
from powermap.views.influence.packing import ABOVE_AND_BELOW
from powermap.views.influence.siblings import ordered_siblings

NEARLY = 0.85
"""Share of the shape of a given page from which on a drawing fits it well."""
ENGINE = "rows"
"""What the metrics of the picture call this layout."""


@dataclass(slots=True)
class _Lines:
    """The lines to lay out, and which tie each of them stands for."""

    tree: list[Pair] = field(default_factory=list)
    ties: list[Pair] = field(default_factory=list)
    pair_of: dict[int, Pair] = field(default_factory=dict)
    """By number of a reporting line its boss and report."""
    numbers: list[int] = field(default_factory=list)
    """Of the other ties, in their order."""


def lay_out_in_rows(component: Component) -> ComponentLayout:
    """Lay people out in rows with few crossings."""
    lines = _sort_lines(component)
    network = Network(
        _card_sizes(component),
        lines.tree,
        lines.ties,
        _siblings_in_order(component),
        groups=_groups(component),
        is_strict=component.is_strict,
        heads_up=_heads_up(component, lines),
        earlier=_earlier_places(component),
    )
    return _read_drawing(
        component,
        lines,
        lay_out_rows(network, _page(component), component.row_memory),
    )


def _page(component: Component) -> Page:
    narrowest, widest = NARROWEST, WIDEST
    if component.shape is not None:
        # Without a least size: the drawing gets the shape of the page in any case.
        width, height, across, along = component.shape, 1.0, 0.0, 0.0
        narrowest, widest = component.shape * NEARLY, component.shape * 1.02
    else:
        width, height = frame.WIDTH, frame.HEIGHT
        across, along = 2 * frame.MARGIN, ABOVE_AND_BELOW
    if component.is_one_of_several:
        narrowest, widest = 0.0, math.inf
    return Page(
        width,
        height,
        across,
        along,
        sideways=component.sideways,
        spacing=USUAL if component.shape is None else TIGHT,
        narrowest=narrowest,
        widest=widest,
    )


def _sort_lines(component: Component) -> _Lines:
    lines = _Lines()
    place = component.number
    for number, tie in component.ties:
        ends = place[tie.source], place[tie.target]
        pair = min(ends), max(ends)
        if not is_reporting(tie):
            lines.ties.append(pair)
            lines.numbers.append(number)
            continue
        # The same line twice is drawn over itself.
        if pair not in lines.pair_of.values():
            lines.tree.append(pair)
        lines.pair_of[number] = pair
    return lines


def _heads_up(component: Component, lines: _Lines) -> set[int]:
    """Which ties influence the one who stands higher."""
    place = component.number
    tie_of = dict(component.ties)
    heads = set()
    for at, number in enumerate(lines.numbers):
        tie = tie_of[number]
        source, target = influence_direction(tie)
        if tie.kind in HEADED and place[target] < place[source]:
            heads.add(at)
    return heads


def _card_sizes(component: Component) -> list[tuple[float, float]]:
    """Width and height of each card before the drawing is turned."""
    sizes = []
    for id in component.ids:
        width, height = component.sizes[id]
        sizes.append((height, width) if component.sideways else (width, height))
    return sizes


def _earlier_places(component: Component) -> dict[int, Point]:
    places = {}
    for node, id in enumerate(component.ids):
        if id in component.earlier:
            x, y = component.earlier[id]
            places[node] = (y, x) if component.sideways else (x, y)
    return places


def _siblings_in_order(component: Component) -> list[list[int]]:
    number = component.number
    teams = []
    for siblings in ordered_siblings(component):
        teams.append([number[id] for id in siblings])
    return teams


def _groups(component: Component) -> list[int]:
    """The number of each person's department, the last one for those without."""
    if not component.departments:
        return []
    without = len(component.departments)
    group = dict.fromkeys(component.ids, without)
    for department, members in enumerate(component.departments.values()):
        for id in members:
            if id in group:
                group[id] = department
    return list(group.values())


def _read_drawing(
    component: Component, lines: _Lines, drawing: RowDrawing
) -> ComponentLayout:
    number = component.number
    curves: dict[int, tuple[Point, ...]] = {}
    tie_of = dict(component.ties)
    for which, line in zip(lines.numbers, drawing.tie_lines, strict=True):
        tie = tie_of[which]
        starts_above = number[tie.source] < number[tie.target]
        curves[which] = line if starts_above else line[::-1]
    reporting_lines = {}
    for which, pair in lines.pair_of.items():
        reporting_lines[which] = drawing.tree_lines[pair]
    boxes = dict(zip(component.ids, drawing.boxes, strict=True))
    grounds = grounds_around(component.departments, boxes, component.overhang)
    return ComponentLayout(
        drawing.width,
        drawing.height,
        boxes,
        curves,
        reporting_lines,
        {},
        grounds,
        ENGINE,
    )
