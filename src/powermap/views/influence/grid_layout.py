"""The influence graph on a grid: everybody in the order of the crowd, ties along the streets between the cards.

From left to right people follow a cloud in which those who are tied are near one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from powermap.model import Tie, TieKind
from powermap.network.spring_layout import cloud
from powermap.scene.layout import graphviz
from powermap.scene.layout.grid_routes import lay_out_grid, smooth_route
from powermap.scene.marks import Rectangle
from powermap.views.influence.ordering import NAMED, Arranged, Crowd

CLOUD_LIMIT, STAND_IN_LIMIT, TIE_LIMIT = 600, 499, 20_000
"""People (by Graphviz, by networkx) and pairs up to which a cloud is computed; beyond, the order alone decides."""
GRID_ASPECT = 1.7


def in_streets(crowd: Crowd) -> Arranged:
    """Rows of the same length whatever the ties are, which run between the cards."""
    ids, ties, number = crowd.ids, crowd.ties, crowd.number
    wide, tall = (max(crowd.sizes[id][side] for id in ids) for side in (0, 1))
    if crowd.sideways:
        wide, tall = tall, wide
    across, engine = _across(ids, ties)
    columns = _columns(ids, crowd.departments, wide, tall)
    cells: dict[str, tuple[int, int]] = {}
    boss = {tie.source: tie.target for _, tie in ties if tie.kind is TieKind.REPORTS_TO}
    for first, count, members in columns:
        for row, standing in enumerate(_rows_of(members, count, boss)):
            here = sorted(standing, key=lambda one: (across[one], number[one]))
            cells |= {id: (row, first + at) for at, id in enumerate(here)}
    edges = [(number[tie.source], number[tie.target]) for _, tie in ties]
    families = [
        tie.target if tie.kind is TieKind.REPORTS_TO else None for _, tie in ties
    ]
    made = lay_out_grid([cells[id] for id in ids], (wide, tall), edges, families)
    curves = {
        which: smooth_route(route)
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
        for name, members in crowd.departments.items()
        if any(id in boxes for id in members)
    )
    return Arranged(made.width, made.height, boxes, curves, lines, {}, frames, engine)


def _rows_of(
    members: Sequence[str], count: int, boss: Mapping[str, str]
) -> list[list[str]]:
    """Rows of at most `count` from the top, in order, nobody beside or above their boss."""
    rows: list[list[str]] = []
    waiting = list(members)
    while waiting:
        row: dict[str, None] = {}
        later: dict[str, None] = {}
        for id in waiting:
            above = boss.get(id, "")
            (
                row
                if len(row) < count and above not in row and above not in later
                else later
            )[id] = None
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


def _across(
    ids: Sequence[str], ties: Sequence[tuple[int, Tie]]
) -> tuple[dict[str, float], str]:
    """Where people stand from left to right, so that those who are tied are near one another; and who says so."""
    number = {id: at for at, id in enumerate(ids)}
    pairs = sorted({(number[tie.source], number[tie.target]) for _, tie in ties})
    engine, make, limit = (
        ("neato", graphviz.lay_out_springs, CLOUD_LIMIT)
        if graphviz.is_available()
        else ("networkx", cloud, STAND_IN_LIMIT)
    )
    if len(ids) > limit or len(pairs) > TIE_LIMIT:
        return {id: float(at) for id, at in number.items()}, "grid"
    return dict(
        zip(ids, (x for x, _ in make(len(ids), pairs)), strict=True)
    ), f"{engine} and grid"


def _columns(
    ids: Sequence[str],
    departments: Mapping[str, Sequence[str]],
    wide: float,
    tall: float,
) -> list[tuple[int, int, list[str]]]:
    """Columns of the grid: first column, how many, and who stands in them from the top; a department has its own."""
    placed = {id for members in departments.values() for id in members}
    here = set(ids)
    groups = [
        [id for id in ids if id in set(members)]
        for members in departments.values()
        if here & set(members)
    ]
    groups += [rest] if (rest := [id for id in ids if id not in placed]) else []
    rows = max(1, round((len(ids) * (wide + 40) / (tall + 50) / GRID_ASPECT) ** 0.5))
    found, first = [], 0
    for members in groups:
        count = max(1, -(-len(members) // rows))
        found.append((first, count, members))
        first += count
    return found
