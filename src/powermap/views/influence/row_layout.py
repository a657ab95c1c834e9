"""The influence graph in rows by Graphviz' dot.

Reporting lines are a right-angled tree, other ties dot's curves. Every tie points down
the order from the top, so that those with more power stand above those whom they are
tied to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.model import Tie
from powermap.scene.crossings import boxes_crossed
from powermap.scene.curves import flatten_curve
from powermap.scene.layout import graphviz
from powermap.scene.layout.tree_lines import route_past_rows, route_tree_lines
from powermap.scene.marks import Point, Rectangle
from powermap.views.influence.component import (
    GROUND_NAME,
    PILL,
    Component,
    ComponentLayout,
    NumberedTie,
    is_reporting,
)
from powermap.views.influence.hanging import Hanging, find_hanging
from powermap.views.influence.siblings import ordered_siblings

# Lighter lines save a twentieth of the crossings, but the tree jogs
# (docs/decisions/0007).
REPORTING_WEIGHT = 4
"""How much shorter and straighter reporting lines are than other ties."""
HANGING_WEIGHT = 8
"""The same between people who hang below one another."""
SPINE = 14.0
"""Room at the left of those who hang, for the line that they hang on."""
SPINE_INSET = 3.0
"""From the left edge of that room to the line."""
SHIFT = 16.0
"""How far beside the middle of a card an upright curve stands."""
CLEARANCE = 1.5
"""Points that a curve keeps from cards that it passes."""
GAP_DOWN = 26.0
"""Between cards of a row, when rows run from top to bottom."""
GAP_SIDEWAYS = 16.0
"""The same when the drawing will be turned."""
STRAIGHT = 1.0
"""Difference in x up to which people stand exactly below one another."""

Routes = dict[int, tuple[Point, ...]]
"""The course of ties by their number."""


def rows_crossed(component: Component) -> int:
    """How many rows all ties cross together, which dot's time depends on.

    Everyone stands as high as the ties allow.
    """
    place = component.number
    above: defaultdict[str, list[str]] = defaultdict(list)
    for _, tie in component.ties:
        upper, lower = sorted((tie.source, tie.target), key=place.__getitem__)
        above[lower].append(upper)
    row: dict[str, int] = {}
    total = 0
    for id in component.ids:
        rows_above = [row[upper] for upper in above[id]]
        row[id] = max(rows_above, default=-1) + 1
        for upper_row in rows_above:
            total += row[id] - upper_row
    return total


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What dot is asked for and what it answers; nodes are places in the order."""

    component: Component
    columns: Sequence[Hanging]
    ties: Sequence[NumberedTie]
    edges: Sequence[graphviz.Edge]
    routes: Sequence[tuple[Point, ...]]
    boxes: Sequence[Rectangle]

    @property
    def number(self) -> dict[str, int]:
        return self.component.number


def lay_out_in_rows(component: Component, *, hang: bool = True) -> ComponentLayout:
    """Lay people out in rows with few crossings.

    People with no tie but to their boss hang below one another.
    """
    columns = find_hanging(component) if hang else []
    hung = {id for column in columns for id in column.ids}

    # dot lays out the first of each column; the others are chained below.
    beneath = {line for column in columns for line in column.lines[1:]}
    ties = [each for each in component.ties if each[0] not in beneath]
    number = component.number
    tie_edges = [_edge(tie, number) for _, tie in ties]
    edges = tie_edges + _chain_edges(columns, number)
    sizes = [_node_size(component, id, hangs=id in hung) for id in component.ids]
    departments = _departments_here(component)
    layout = graphviz.lay_out_layers(
        sizes,
        edges,
        clusters=list(departments.values()),
        beside=_siblings_in_order(component, columns),
        across=GAP_SIDEWAYS if component.sideways else GAP_DOWN,
    )
    # dot may stagger a chain where departments press on it; a spine cannot be drawn
    # along that.
    if not _columns_are_upright(columns, layout.centers, number):
        return lay_out_in_rows(component, hang=False)

    # Cards, then curves around them, then reporting lines that respect the curves.
    boxes = []
    for id, center, size in zip(component.ids, layout.centers, sizes, strict=True):
        boxes.append(_card_box(center, size, hangs=id in hung))
    drawing = _Drawing(component, columns, ties, tie_edges, layout.routes, boxes)
    curves, pieces = _route_curves(drawing)
    lines = _route_reporting_lines(drawing, pieces)
    grounds = []
    for name, (left, top, right, bottom) in zip(
        departments, layout.frames, strict=True
    ):
        grounds.append((name, (left, top, right, bottom + GROUND_NAME)))
    return ComponentLayout(
        layout.width,
        layout.height,
        dict(zip(component.ids, boxes, strict=True)),
        curves,
        lines,
        {},
        tuple(grounds),
        "dot",
    )


def _edge(tie: Tie, number: Mapping[str, int]) -> graphviz.Edge:
    ends = (number[tie.source], number[tie.target])
    # Every edge points down the one order, so there is no cycle for dot to break, and
    # who has more power stands higher. With constraint=false instead, 30 people with 60
    # ties had nine times the crossings.
    upper = min(ends)
    lower = max(ends)
    weight = 1
    if is_reporting(tie):
        weight = REPORTING_WEIGHT
    return graphviz.Edge(upper, lower, weight)


def _chain_edges(
    columns: Sequence[Hanging], number: Mapping[str, int]
) -> list[graphviz.Edge]:
    edges = []
    for column in columns:
        for upper, lower in pairwise(column.ids):
            edges.append(graphviz.Edge(number[upper], number[lower], HANGING_WEIGHT))
    return edges


def _siblings_in_order(
    component: Component, columns: Sequence[Hanging]
) -> list[list[int]]:
    """Nodes of siblings that keep the order of the file; of a column its first one."""
    head_of = {id: column.ids[0] for column in columns for id in column.ids}
    number = component.number
    groups = []
    for siblings in ordered_siblings(component):
        # Each column stands where the first of its people would.
        heads = dict.fromkeys(head_of.get(id, id) for id in siblings)
        if len(heads) > 1:
            groups.append([number[id] for id in heads])
    return groups


def _node_size(component: Component, id: str, *, hangs: bool) -> tuple[float, float]:
    width, height = component.sizes[id]
    if component.sideways:
        width, height = height, width
    if hangs:
        width += SPINE
    return width, height


def _departments_here(component: Component) -> dict[str, list[int]]:
    """The nodes of each department that has people in the component."""
    number = component.number
    departments = {}
    for name, members in component.departments.items():
        nodes = [number[id] for id in members if id in number]
        if nodes:
            departments[name] = nodes
    return departments


def _columns_are_upright(
    columns: Sequence[Hanging], centers: Sequence[Point], number: Mapping[str, int]
) -> bool:
    for column in columns:
        xs = [centers[number[id]][0] for id in column.ids]
        if max(xs) - min(xs) >= STRAIGHT:
            return False
    return True


def _card_box(center: Point, size: tuple[float, float], *, hangs: bool) -> Rectangle:
    """The card within its node, which has room for a line when it hangs."""
    x, y = center
    width, height = size
    spine = SPINE if hangs else 0.0
    return (
        x - width / 2 + spine,
        y - height / 2,
        x + width / 2,
        y + height / 2,
    )


def _pill_box(card: Rectangle, width: float, *, sideways: bool) -> Rectangle:
    """Where a pill reaches over the lower edge of a card, turned if that will be."""
    _, _, right, bottom = card
    if sideways:
        end = bottom - PILL
        return right, end - width, right + PILL, end
    end = right - PILL
    return end - width, bottom, end, bottom + PILL


@dataclass(frozen=True, slots=True)
class _Obstacles:
    """Cards and pills, with the node that each belongs to."""

    boxes: Sequence[Rectangle]
    nodes: Sequence[int]

    def block(self, line: Sequence[Point], ends: tuple[int, int]) -> bool:
        """Whether a line cuts one that is not at its own ends."""
        for at in boxes_crossed(line, self.boxes, within=-CLEARANCE):
            if self.nodes[at] not in ends:
                return True
        return False


def _obstacles(drawing: _Drawing) -> _Obstacles:
    boxes = list(drawing.boxes)
    nodes = list(range(len(boxes)))
    number = drawing.number
    for id, width in drawing.component.pills.items():
        node = number[id]
        card = drawing.boxes[node]
        boxes.append(_pill_box(card, width, sideways=drawing.component.sideways))
        nodes.append(node)
    return _Obstacles(boxes, nodes)


def _route_curves(drawing: _Drawing) -> tuple[Routes, list[tuple[Point, ...]]]:
    """Curves from source to target past other cards; and their straight pieces."""
    obstacles = _obstacles(drawing)
    number = drawing.number
    has_line = _nodes_with_reporting_lines(drawing)
    curves: Routes = {}
    pieces = []
    for (which, tie), edge, route in zip(
        drawing.ties, drawing.edges, drawing.routes, strict=False
    ):
        if is_reporting(tie):
            continue
        ends = edge.upper, edge.lower
        cards = [drawing.boxes[node] for node in ends if node in has_line]
        curve = _beside_reporting_lines(route, cards)
        line = flatten_curve(curve)
        # dot keeps its curves clear of nodes, but we move some aside and add pills, so
        # a few cut a corner.
        if obstacles.block(line, ends):
            curve = route_past_rows(drawing.boxes, ends, line)
            line = flatten_curve(curve)
        starts_above = number[tie.source] == edge.upper
        curves[which] = curve if starts_above else curve[::-1]
        pieces.append(line)
    return curves, pieces


def _nodes_with_reporting_lines(drawing: _Drawing) -> set[int]:
    nodes = set()
    number = drawing.number
    for _, tie in drawing.ties:
        if is_reporting(tie):
            nodes.add(number[tie.source])
            nodes.add(number[tie.target])
    return nodes


def _beside_reporting_lines(
    route: tuple[Point, ...], cards: Sequence[Rectangle]
) -> tuple[Point, ...]:
    """An upright curve moved away from the middle of a card, where lines run."""
    xs = [x for x, _ in route]
    # A curve that bends leaves the middle by itself.
    if max(xs) - min(xs) >= SHIFT / 2:
        return route
    for left, _, right, _ in cards:
        if abs(xs[0] - (left + right) / 2) < SHIFT / 2:
            return tuple((x + SHIFT, y) for x, y in route)
    return route


def _route_reporting_lines(
    drawing: _Drawing, curves: Sequence[tuple[Point, ...]]
) -> Routes:
    """Lines from boss to report; those who hang have theirs at their left side."""
    number = drawing.number
    column_of = {column.first_line: column for column in drawing.columns}
    reporting = [at for at, (_, tie) in enumerate(drawing.ties) if is_reporting(tie)]
    # The line to a column ends at its spine, a node without width for each member.
    nodes = list(drawing.boxes)
    ends: list[tuple[int, int]] = []
    for at in reporting:
        edge = drawing.edges[at]
        lower = edge.lower
        column = column_of.get(drawing.ties[at][0])
        if column is not None:
            lower = len(nodes)
            nodes += _spine_nodes([drawing.boxes[number[id]] for id in column.ids])
        ends.append((edge.upper, lower))
    routes = [drawing.routes[at] for at in reporting]
    routed = route_tree_lines(nodes, ends, routes, curves)
    lines: Routes = {}
    for at, line in zip(reporting, routed, strict=True):
        which = drawing.ties[at][0]
        lines[which] = line
        column = column_of.get(which)
        if column is not None:
            for id, own in zip(column.ids, column.lines, strict=True):
                lines[own] = _line_to_side(line, drawing.boxes[number[id]])
    return lines


def _spine_nodes(cards: Sequence[Rectangle]) -> list[Rectangle]:
    left = min(card[0] for card in cards)
    x = left - SPINE + SPINE_INSET
    nodes = []
    for _, top, _, bottom in cards:
        nodes.append((x, top, x, bottom))
    return nodes


def _line_to_side(line: tuple[Point, ...], card: Rectangle) -> tuple[Point, ...]:
    """The line along the spine, which turns to the left side of a card."""
    left, top, _, bottom = card
    middle = (top + bottom) / 2
    *corners, (spine, _) = line
    return (
        *corners,
        (spine, middle),
        (left, middle),
    )
