"""The influence graph in rows, laid by Graphviz' dot: reporting lines as a right-angled tree, other ties as its curves.

Every tie points down the order of the crowd, so that who has more power stands above those whom they are tied to.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from powermap.model import Tie, TieKind
from powermap.scene.crossings import boxes_crossed
from powermap.scene.curves import flatten_curve
from powermap.scene.layout import graphviz
from powermap.scene.layout.tree_lines import route_past_rows, route_tree_lines
from powermap.scene.marks import Point, Rectangle
from powermap.views.influence.ordering import NAMED, PILL, Arranged, Crowd

WEIGHTS = {TieKind.REPORTS_TO: 4}
ABREAST, FEW = 4, 16
"""People without reports whom a boss has side by side, two where more than a few people are drawn; others hang."""
SPINE = 14.0
"""Room at the left of those who hang, for the line that they hang on."""
SHIFT = 16.0
"""How far beside the middle of a card an upright curve stands."""
CLEARANCE = 1.5
"""Points that a curve keeps from cards that it passes."""


def span(crowd: Crowd) -> int:
    """How many rows ties cross in all, when everybody stands as high as ties allow: what dot's time depends on."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    place = crowd.number
    for _, tie in crowd.ties:
        upper, lower = sorted((tie.source, tie.target), key=place.__getitem__)
        above[lower].append(upper)
    row: dict[str, int] = {}
    for id in crowd.ids:
        row[id] = max((row[upper] + 1 for upper in above[id]), default=0)
    return sum(
        row[lower] - row[upper] for lower, uppers in above.items() for upper in uppers
    )


def in_rows(crowd: Crowd, *, hang: bool = True) -> Arranged:
    """Rows that cross few lines; those whom nothing else ties hang below their boss."""
    ids, number, sideways = crowd.ids, crowd.number, crowd.sideways
    columns = _hanging(crowd) if hang else {}
    hung = {id for hanging in columns.values() for id, _ in hanging}
    beneath = {which for hanging in columns.values() for _, which in hanging[1:]}
    laid = [(which, tie) for which, tie in crowd.ties if which not in beneath]
    edges = [_edge(tie, number) for _, tie in laid]
    for hanging in columns.values():
        edges += [
            graphviz.Edge(number[a], number[b], 8)
            for (a, _), (b, _) in pairwise(hanging)
        ]
    groups = [
        (name, [number[id] for id in members if id in number])
        for name, members in crowd.departments.items()
    ]
    groups = [(name, members) for name, members in groups if members]
    room = [_room(crowd.sizes[id], hangs=id in hung, sideways=sideways) for id in ids]
    clusters = [members for _, members in groups]
    made = graphviz.lay_out_layers(
        room, edges, clusters=clusters, across=16 if sideways else 26
    )
    if not all(
        _upright(made.centers[number[id]][0] for id, _ in hanging)
        for hanging in columns.values()
    ):
        return in_rows(crowd, hang=False)
    boxes = [
        (
            x - wide / 2 + (SPINE if id in hung else 0.0),
            y - tall / 2,
            x + wide / 2,
            y + tall / 2,
        )
        for id, (x, y), (wide, tall) in zip(ids, made.centers, room, strict=True)
    ]
    pills = {
        number[id]: _pill(boxes[number[id]], wide, sideways=sideways)
        for id, wide in crowd.pills.items()
    }
    curves, free = _curves(laid, edges, made.routes, boxes, pills, number)
    solid = [at for at, (_, tie) in enumerate(laid) if tie.kind is TieKind.REPORTS_TO]
    lines = _lines(laid, edges, made.routes, boxes, number, solid, columns, free)
    return Arranged(
        made.width,
        made.height,
        dict(zip(ids, boxes, strict=True)),
        curves,
        lines,
        {},
        tuple(
            (name, (*box[:3], box[3] + NAMED))
            for (name, _), box in zip(groups, made.frames, strict=True)
        ),
        "dot",
    )


def _pill(box: Rectangle, wide: float, *, sideways: bool) -> Rectangle:
    """Where a pill reaches over the lower rim of a card, or of one that will be turned."""
    _, _, right, low = box
    if sideways:
        return right, low - PILL - wide, right + PILL, low - PILL
    return right - PILL - wide, low, right - PILL, low + PILL


def _upright(xs: Iterable[float]) -> bool:
    several = list(xs)
    return max(several) - min(several) < 1


def _edge(tie: Tie, number: Mapping[str, int]) -> graphviz.Edge:
    upper, lower = sorted((number[tie.source], number[tie.target]))
    return graphviz.Edge(upper, lower, WEIGHTS.get(tie.kind, 1))


def _room(
    size: tuple[float, float], *, hangs: bool, sideways: bool
) -> tuple[float, float]:
    wide, tall = size[::-1] if sideways else size
    return wide + (SPINE if hangs else 0.0), tall


def _curves(
    ties: Sequence[tuple[int, Tie]],
    edges: Sequence[graphviz.Edge],
    routes: Sequence[tuple[Point, ...]],
    boxes: Sequence[Rectangle],
    pills: Mapping[int, Rectangle],
    number: Mapping[str, int],
) -> tuple[dict[int, tuple[Point, ...]], list[tuple[Point, ...]]]:
    """The curves from source to target, round the cards and pills that they would cut; and their straight pieces."""
    curves: dict[int, tuple[Point, ...]] = {}
    pieces = []
    lined = {
        number[end]
        for _, tie in ties
        if tie.kind is TieKind.REPORTS_TO
        for end in (tie.source, tie.target)
    }
    solid, owners = [*boxes, *pills.values()], [*range(len(boxes)), *pills]
    for (which, tie), edge, found in zip(ties, edges, routes, strict=False):
        if tie.kind is TieKind.REPORTS_TO:
            continue
        both = edge.upper, edge.lower
        route = _beside(found, [boxes[at] for at in both if at in lined])
        line = flatten_curve(route)
        if any(
            owners[at] not in both
            for at in boxes_crossed(line, solid, within=-CLEARANCE)
        ):
            route = route_past_rows(boxes, both, line)
            line = flatten_curve(route)
        curves[which] = route if number[tie.source] == edge.upper else route[::-1]
        pieces.append(line)
    return curves, pieces


def _beside(route: tuple[Point, ...], lined: Sequence[Rectangle]) -> tuple[Point, ...]:
    """An upright curve at the middle of a card that has reporting lines, which run there, stands beside them."""
    xs = [x for x, _ in route]
    upright = max(xs) - min(xs) < SHIFT / 2
    if upright and any(
        abs(xs[0] - (left + right) / 2) < SHIFT / 2 for left, _, right, _ in lined
    ):
        return tuple((x + SHIFT, y) for x, y in route)
    return route


def _lines(
    ties: Sequence[tuple[int, Tie]],
    edges: Sequence[graphviz.Edge],
    routes: Sequence[tuple[Point, ...]],
    boxes: Sequence[Rectangle],
    number: Mapping[str, int],
    solid: Sequence[int],
    columns: Mapping[int, Sequence[tuple[str, int]]],
    free: Sequence[tuple[Point, ...]],
) -> dict[int, tuple[Point, ...]]:
    """Reporting lines from boss to report; those who hang have theirs at their left side."""
    nodes = list(boxes)
    ends: list[tuple[int, int]] = []
    for at in solid:
        hanging = columns.get(ties[at][0])
        lower = edges[at].lower
        if hanging:
            lower = len(nodes)
            left = min(boxes[number[id]][0] for id, _ in hanging) - SPINE + 3
            nodes += [
                (left, boxes[number[id]][1], left, boxes[number[id]][3])
                for id, _ in hanging
            ]
        ends.append((edges[at].upper, lower))
    made = route_tree_lines(nodes, ends, [routes[at] for at in solid], free)
    found: dict[int, tuple[Point, ...]] = {}
    for at, line in zip(solid, made, strict=True):
        which = ties[at][0]
        found[which] = line
        for id, own in columns.get(which, ()):
            left, up, _, low = boxes[number[id]]
            middle = (up + low) / 2
            found[own] = (*line[:-1], (line[-1][0], middle), (left, middle))
    return found


def _hanging(crowd: Crowd) -> dict[int, list[tuple[str, int]]]:
    """People who hang below one another at the side of a line from their boss, with their reporting lines.

    Of those who have no reports and no ties but to their boss, more than stand side by side hang in columns. Keyed by
    the reporting line of the first in the column.
    """
    department = {
        id: name for name, members in crowd.departments.items() for id in members
    }
    lines = [
        (which, tie) for which, tie in crowd.ties if tie.kind is TieKind.REPORTS_TO
    ]
    busy = {tie.target for _, tie in lines}
    busy |= {
        end
        for which, tie in crowd.ties
        if tie.kind is not TieKind.REPORTS_TO
        for end in (tie.source, tie.target)
    }
    below: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    place = crowd.number
    for which, tie in sorted(lines, key=lambda line: place[line[1].source]):
        if tie.source not in busy:
            below[tie.target, department.get(tie.source, "")].append(
                (tie.source, which)
            )
    abreast = ABREAST if len(crowd.ids) <= FEW else 2
    columns: dict[int, list[tuple[str, int]]] = {}
    for reports in below.values():
        if len(reports) > abreast:
            tall = min(8, math.ceil((len(reports) * 1.6) ** 0.5))
            count = math.ceil(len(reports) / tall)
            for column in range(count):
                hanging = reports[column::count]
                columns[hanging[0][1]] = hanging
    return columns
