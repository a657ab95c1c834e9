"""Where people stand and ties run in the influence graph.

Everybody has a place in one order: bosses before their reports, then by power. Every tie points down that order, so
that Graphviz' dot, which then lays the rows, puts who has more power above those whom they are tied to. Too many ties
for dot to end soon, or no Graphviz at all: people stand on a grid in that same order, and ties run along its streets.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from powermap.model import BuyingCenter, Power, Tie, TieKind
from powermap.network import cloud
from powermap.scene import graphviz
from powermap.scene.lines import flattened, through
from powermap.scene.marks import Point, Rectangle
from powermap.scene.streets import curved, on_grid
from powermap.scene.tree import detour, elbows

from . import frame

ROW_LIMIT, SPAN_LIMIT = 200, 1500
"""People, and rows that ties cross in all, up to which dot ends within a second or two."""
CLOUD_LIMIT, STAND_IN_LIMIT, TIE_LIMIT = 600, 499, 20_000
"""People (by Graphviz, by networkx) and pairs up to which a cloud is computed; beyond, the order alone decides."""
HEADED = frozenset({TieKind.INFLUENCES, TieKind.LISTENS_TO})
"""Ties that go one way, so that their drawing has a head."""
WEIGHTS = {TieKind.REPORTS_TO: 4}
ABREAST, FEW = 4, 16
"""People without reports whom a boss has side by side, two where more than a few people are drawn; others hang."""
SPINE = 14.0
"""Room at the left of those who hang, for the line that they hang on."""
GRID_ASPECT = 1.7
CLEARANCE = 1.5
"""Points that a curve keeps from cards that it passes."""
PILL = 8.0
"""By how much the pill of a role reaches below its card, and how far from the right it ends."""
NAMED = 8.0
"""Room below a department's people for its name."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """One drawing of some people.

    Parameters
    ----------
    width, height : float
        In points.
    boxes : mapping of id to (left, top, right, bottom)
        The cards.
    curves : mapping of the tie's number to points
        Control points of cubic curves from the tie's source to its target.
    elbows : mapping of the tie's number to points
        Corners of reporting lines, from boss to report.
    along : mapping of the tie's number to that of a reporting line
        Ties between a boss and a report that run inside the reporting line instead of beside it.
    frames : tuple of (name, (left, top, right, bottom))
        Grounds of departments.
    engine : str
        What laid it out.
    """

    width: float
    height: float
    boxes: Mapping[str, Rectangle]
    curves: Mapping[int, tuple[Point, ...]]
    elbows: Mapping[int, tuple[Point, ...]]
    along: Mapping[int, int]
    frames: tuple[tuple[str, Rectangle], ...]
    engine: str


def arrange(
    ids: Sequence[str],
    sizes: Mapping[str, tuple[float, float]],
    ties: Sequence[tuple[int, Tie]],
    place: Mapping[str, int],
    departments: Mapping[str, Sequence[str]],
    pills: Mapping[str, float],
    *,
    sideways: bool,
) -> Arranged:
    """Lay out people who are tied to one another; `place` is the order from the top, `pills` how wide each pill is."""
    ids = sorted(ids, key=place.__getitem__)
    along = _along(ties)
    ties = [each for each in ties if each[0] not in along]
    if graphviz.available() and len(ids) <= ROW_LIMIT and _span(ids, ties, place) <= SPAN_LIMIT:
        made = _in_rows(ids, sizes, ties, place, departments, pills, sideways=sideways)
    else:
        made = _on_grid(ids, sizes, ties, place, departments, sideways=sideways)
    made = _fitted(replace(made, along=along))
    return _turned(made) if sideways else made


def _fitted(made: Arranged) -> Arranged:
    """Everything moved so that nothing is left of or above (0, 0), and the size that it takes."""
    corners = [*made.boxes.values(), *(box for _, box in made.frames)]
    lines = [*made.curves.values(), *made.elbows.values()]
    xs = [x for line in lines for x, _ in line] + [x for box in corners for x in (box[0], box[2])]
    ys = [y for line in lines for _, y in line] + [y for box in corners for y in (box[1], box[3])]
    left, up = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - up

    def moved(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple((x - left, y - up) for x, y in points)

    def moved_box(box: Rectangle) -> Rectangle:
        return box[0] - left, box[1] - up, box[2] - left, box[3] - up

    return _mapped(made, width, height, moved, moved_box)


def _mapped(
    made: Arranged,
    width: float,
    height: float,
    points: Callable[[Sequence[Point]], tuple[Point, ...]],
    box: Callable[[Rectangle], Rectangle],
) -> Arranged:
    return Arranged(
        width,
        height,
        {id: box(each) for id, each in made.boxes.items()},
        {which: points(each) for which, each in made.curves.items()},
        {which: points(each) for which, each in made.elbows.items()},
        made.along,
        tuple((name, box(each)) for name, each in made.frames),
        made.engine,
    )


def _along(ties: Sequence[tuple[int, Tie]]) -> dict[int, int]:
    """Ties that run inside a reporting line, one for each line.

    Those of one boss that have a head all run the same way, up or down whichever are more, so that what meets in the
    trunk cannot be mistaken; a tie without a head runs there when no other does.
    """
    line: dict[tuple[str, str], int] = {}
    for which, tie in ties:
        if tie.kind is TieKind.REPORTS_TO:
            line.setdefault((tie.source, tie.target), which)
    up: defaultdict[str, dict[int, int]] = defaultdict(dict)
    down: defaultdict[str, dict[int, int]] = defaultdict(dict)
    bare: dict[int, int] = {}
    for which, tie in ties:
        source, target = way(tie)
        rising, falling = line.get((source, target)), line.get((target, source))
        both = rising if rising is not None else falling
        if both is None or tie.kind is TieKind.REPORTS_TO:
            continue
        if tie.kind not in HEADED:
            bare.setdefault(both, which)
        elif rising is not None:
            up[target].setdefault(both, which)
        else:
            down[source].setdefault(both, which)
    taken = dict(bare)
    for boss in {**up, **down}:
        for both in (*up[boss], *down[boss]):
            taken.pop(both, None)
        taken |= up[boss] if len(up[boss]) >= len(down[boss]) else down[boss]
    return {which: both for both, which in taken.items()}


def way(tie: Tie) -> tuple[str, str]:
    """From who sways to who is swayed."""
    return (tie.target, tie.source) if tie.kind is TieKind.LISTENS_TO else (tie.source, tie.target)


def order(center: BuyingCenter, ties: Sequence[tuple[int, Tie]]) -> dict[str, int]:
    """Everybody's place from the top: by power, no boss below a report, a boss's people together when equal."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    boss: dict[str, str] = {}
    for _, tie in ties:
        if tie.kind is TieKind.REPORTS_TO:
            below[tie.target].append(tie.source)
            boss[tie.source] = tie.target
    walk = _walk([person.id for person in center if person.id not in boss], below)
    power = _effective(center, walk, below, boss)
    ranked = sorted(range(len(walk)), key=lambda at: (-power[walk[at]], at))
    return {walk[at]: number for number, at in enumerate(ranked)}


def _walk(roots: Sequence[str], below: Mapping[str, Sequence[str]]) -> list[str]:
    """Everybody after their boss, each boss's people together, the smaller groups first."""
    down: list[str] = []
    stack = list(roots)
    while stack:
        down.append(stack.pop())
        stack += below.get(down[-1], ())
    many = dict.fromkeys(down, 1)
    for id in reversed(down):
        many[id] += sum(many[report] for report in below.get(id, ()))
    walk: list[str] = []
    stack = list(reversed(roots))
    while stack:
        walk.append(stack.pop())
        stack += sorted(below.get(walk[-1], ()), key=lambda report: -many[report])
    return walk


def _effective(
    center: BuyingCenter, walk: Sequence[str], below: Mapping[str, Sequence[str]], boss: Mapping[str, str]
) -> dict[str, float]:
    """Power from 0 to 1; a boss has at least what a report has, and who is unknown what the boss has, or the cut."""
    scale = center.scale
    found: dict[str, float] = {}
    for person in center:
        if person.power is not None:
            found[person.id] = scale.share(frame.score(person.power, Power.DECIDER, scale))
    for id in walk:
        found.setdefault(id, found.get(boss.get(id, ""), scale.share(scale.middle) - 1e-9))
    for id in reversed(walk):
        found[id] = max([found[id], *(found[report] for report in below.get(id, ()))])
    return found


def _span(ids: Sequence[str], ties: Sequence[tuple[int, Tie]], place: Mapping[str, int]) -> int:
    """How many rows ties cross in all, when everybody stands as high as ties allow: what dot's time depends on."""
    above: defaultdict[str, list[str]] = defaultdict(list)
    for _, tie in ties:
        upper, lower = sorted((tie.source, tie.target), key=place.__getitem__)
        above[lower].append(upper)
    row: dict[str, int] = {}
    for id in ids:
        row[id] = max((row[upper] + 1 for upper in above[id]), default=0)
    return sum(row[lower] - row[upper] for lower, uppers in above.items() for upper in uppers)


def _in_rows(
    ids: Sequence[str],
    sizes: Mapping[str, tuple[float, float]],
    ties: Sequence[tuple[int, Tie]],
    place: Mapping[str, int],
    departments: Mapping[str, Sequence[str]],
    pills: Mapping[str, float],
    *,
    sideways: bool,
    hang: bool = True,
) -> Arranged:
    number = {id: at for at, id in enumerate(ids)}
    department = {id: name for name, members in departments.items() for id in members}
    columns = _hanging(ids, ties, department) if hang else {}
    hung = {id for hanging in columns.values() for id, _ in hanging}
    beneath = {which for hanging in columns.values() for _, which in hanging[1:]}
    laid = [(which, tie) for which, tie in ties if which not in beneath]
    edges = [_edge(tie, number, place, ids) for _, tie in laid]
    for hanging in columns.values():
        edges += [graphviz.Edge(number[a], number[b], 8) for (a, _), (b, _) in pairwise(hanging)]
    groups = [(name, [number[id] for id in members if id in number]) for name, members in departments.items()]
    groups = [(name, members) for name, members in groups if members]
    room = [_room(sizes[id], hangs=id in hung, sideways=sideways) for id in ids]
    clusters = [members for _, members in groups]
    made = graphviz.layered(room, edges, clusters=clusters, across=16 if sideways else 26)
    if not all(_upright(made.centres[number[id]][0] for id, _ in hanging) for hanging in columns.values()):
        return _in_rows(ids, sizes, ties, place, departments, pills, sideways=sideways, hang=False)
    boxes = [
        (x - wide / 2 + (SPINE if id in hung else 0.0), y - tall / 2, x + wide / 2, y + tall / 2)
        for id, (x, y), (wide, tall) in zip(ids, made.centres, room, strict=True)
    ]
    tags = {number[id]: _pill(boxes[number[id]], pills[id], sideways=sideways) for id in ids if id in pills}
    curves, free = _curves(laid, edges, made.routes, boxes, tags, number)
    solid = [at for at, (_, tie) in enumerate(laid) if tie.kind is TieKind.REPORTS_TO]
    lines = _lines(laid, edges, made.routes, boxes, number, solid, columns, free)
    return Arranged(
        made.width,
        made.height,
        dict(zip(ids, boxes, strict=True)),
        curves,
        lines,
        {},
        tuple((name, (*box[:3], box[3] + NAMED)) for (name, _), box in zip(groups, made.frames, strict=True)),
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


def _edge(tie: Tie, number: Mapping[str, int], place: Mapping[str, int], ids: Sequence[str]) -> graphviz.Edge:
    upper, lower = sorted((number[tie.source], number[tie.target]), key=lambda at: place[ids[at]])
    return graphviz.Edge(upper, lower, WEIGHTS.get(tie.kind, 1))


def _room(size: tuple[float, float], *, hangs: bool, sideways: bool) -> tuple[float, float]:
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
    solid, owners = [*boxes, *pills.values()], [*range(len(boxes)), *pills]
    for (which, tie), edge, found in zip(ties, edges, routes, strict=False):
        if tie.kind is TieKind.REPORTS_TO:
            continue
        route, both = found, (edge.upper, edge.lower)
        line = flattened(route)
        if any(owners[at] not in both for at in through(line, solid, within=-CLEARANCE)):
            route = detour(boxes, both, line)
            line = flattened(route)
        curves[which] = route if number[tie.source] == edge.upper else route[::-1]
        pieces.append(line)
    return curves, pieces


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
            nodes += [(left, boxes[number[id]][1], left, boxes[number[id]][3]) for id, _ in hanging]
        ends.append((edges[at].upper, lower))
    made = elbows(nodes, ends, [routes[at] for at in solid], free)
    found: dict[int, tuple[Point, ...]] = {}
    for at, line in zip(solid, made, strict=True):
        which = ties[at][0]
        found[which] = line
        for id, own in columns.get(which, ()):
            left, up, _, low = boxes[number[id]]
            middle = (up + low) / 2
            found[own] = (*line[:-1], (line[-1][0], middle), (left, middle))
    return found


def _hanging(
    ids: Sequence[str], ties: Sequence[tuple[int, Tie]], department: Mapping[str, str]
) -> dict[int, list[tuple[str, int]]]:
    """People who hang below one another at the side of a line from their boss, with their reporting lines.

    Of those who have no reports and no ties but to their boss, more than stand side by side hang in columns. Keyed by
    the reporting line of the first in the column.
    """
    lines = [(which, tie) for which, tie in ties if tie.kind is TieKind.REPORTS_TO]
    busy = {tie.target for _, tie in lines}
    busy |= {end for which, tie in ties if tie.kind is not TieKind.REPORTS_TO for end in (tie.source, tie.target)}
    below: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    place = {id: at for at, id in enumerate(ids)}
    for which, tie in sorted(lines, key=lambda line: place[line[1].source]):
        if tie.source not in busy:
            below[tie.target, department.get(tie.source, "")].append((tie.source, which))
    abreast = ABREAST if len(ids) <= FEW else 2
    columns: dict[int, list[tuple[str, int]]] = {}
    for reports in below.values():
        if len(reports) > abreast:
            tall = min(8, math.ceil((len(reports) * 1.6) ** 0.5))
            count = math.ceil(len(reports) / tall)
            for column in range(count):
                hanging = reports[column::count]
                columns[hanging[0][1]] = hanging
    return columns


def _on_grid(
    ids: Sequence[str],
    sizes: Mapping[str, tuple[float, float]],
    ties: Sequence[tuple[int, Tie]],
    place: Mapping[str, int],
    departments: Mapping[str, Sequence[str]],
    *,
    sideways: bool,
) -> Arranged:
    wide, tall = max(sizes[id][0] for id in ids), max(sizes[id][1] for id in ids)
    if sideways:
        wide, tall = tall, wide
    across, engine = _across(ids, ties)
    columns = _columns(ids, departments, wide, tall)
    cells: dict[str, tuple[int, int]] = {}
    boss = {tie.source: tie.target for _, tie in ties if tie.kind is TieKind.REPORTS_TO}
    for first, count, members in columns:
        for row, standing in enumerate(_rows_of(members, count, boss)):
            here = sorted(standing, key=lambda one: (across[one], place[one]))
            cells |= {id: (row, first + at) for at, id in enumerate(here)}
    number = {id: at for at, id in enumerate(ids)}
    edges = [(number[tie.source], number[tie.target]) for _, tie in ties]
    families = [tie.target if tie.kind is TieKind.REPORTS_TO else None for _, tie in ties]
    made = on_grid([cells[id] for id in ids], (wide, tall), edges, families)
    curves = {
        which: curved(route)
        for (which, tie), route in zip(ties, made.routes, strict=True)
        if tie.kind is not TieKind.REPORTS_TO
    }
    lines = {
        which: route[::-1]
        for (which, tie), route in zip(ties, made.routes, strict=True)
        if tie.kind is TieKind.REPORTS_TO
    }
    boxes = dict(zip(ids, made.boxes, strict=True))
    frames = tuple(
        (name, _around([boxes[id] for id in members if id in boxes]))
        for name, members in departments.items()
        if any(id in boxes for id in members)
    )
    return Arranged(made.width, made.height, boxes, curves, lines, {}, frames, engine)


def _rows_of(members: Sequence[str], count: int, boss: Mapping[str, str]) -> list[list[str]]:
    """Rows of at most `count` from the top, in order, nobody beside or above their boss."""
    rows: list[list[str]] = []
    waiting = list(members)
    while waiting:
        row: dict[str, None] = {}
        later: dict[str, None] = {}
        for id in waiting:
            above = boss.get(id, "")
            (row if len(row) < count and above not in row and above not in later else later)[id] = None
        rows.append(list(row))
        waiting = list(later)
    return rows


def _around(boxes: Sequence[Rectangle]) -> Rectangle:
    return (
        min(box[0] for box in boxes) - 12,
        min(box[1] for box in boxes) - 12,
        max(box[2] for box in boxes) + 12,
        max(box[3] for box in boxes) + 14 + NAMED,
    )


def _across(ids: Sequence[str], ties: Sequence[tuple[int, Tie]]) -> tuple[dict[str, float], str]:
    """Where people stand from left to right, so that those who are tied are near one another; and who says so."""
    number = {id: at for at, id in enumerate(ids)}
    pairs = sorted({(number[tie.source], number[tie.target]) for _, tie in ties})
    engine, make, limit = (
        ("neato", graphviz.springs, CLOUD_LIMIT) if graphviz.available() else ("networkx", cloud, STAND_IN_LIMIT)
    )
    if len(ids) > limit or len(pairs) > TIE_LIMIT:
        return {id: float(at) for id, at in number.items()}, "grid"
    return dict(zip(ids, (x for x, _ in make(len(ids), pairs)), strict=True)), f"{engine} and grid"


def _columns(
    ids: Sequence[str], departments: Mapping[str, Sequence[str]], wide: float, tall: float
) -> list[tuple[int, int, list[str]]]:
    """Columns of the grid: first column, how many, and who stands in them from the top; a department has its own."""
    placed = {id for members in departments.values() for id in members}
    here = set(ids)
    groups = [[id for id in ids if id in set(members)] for members in departments.values() if here & set(members)]
    groups += [rest] if (rest := [id for id in ids if id not in placed]) else []
    rows = max(1, round((len(ids) * (wide + 40) / (tall + 50) / GRID_ASPECT) ** 0.5))
    found, first = [], 0
    for members in groups:
        count = max(1, -(-len(members) // rows))
        found.append((first, count, members))
        first += count
    return found


def _turned(made: Arranged) -> Arranged:
    """From left to right instead of from top to bottom."""

    def turn(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple((y, x) for x, y in points)

    def turn_box(box: Rectangle) -> Rectangle:
        return box[1], box[0], box[3], box[2]

    return _mapped(made, made.height, made.width, turn, turn_box)


def groups(ids: Sequence[str], ties: Sequence[tuple[int, Tie]]) -> list[list[str]]:
    """People who are connected, the largest group first; those without ties are groups of one."""
    near: defaultdict[str, list[str]] = defaultdict(list)
    for _, tie in ties:
        near[tie.source].append(tie.target)
        near[tie.target].append(tie.source)
    found: list[list[str]] = []
    unseen = dict.fromkeys(ids)
    while unseen:
        group = [next(iter(unseen))]
        del unseen[group[0]]
        for id in group:
            for other in near[id]:
                if other in unseen:
                    group.append(other)
                    del unseen[other]
        found.append(group)
    return sorted(found, key=lambda group: -len(group))
