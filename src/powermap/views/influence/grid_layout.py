"""The influence graph on a grid, with ties along the streets between the cards.

Rows follow the order from the top. From left to right people follow a cloud in which
those who are tied are near one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from powermap.model import Tie
from powermap.network.spring_layout import spring_layout
from powermap.scene.layout import graphviz
from powermap.scene.layout.grid_routes import lay_out_grid
from powermap.scene.marks import Point
from powermap.views.influence.component import (
    Component,
    ComponentLayout,
    grounds_around,
    is_reporting,
)
from powermap.views.influence.siblings import ordered_siblings, walk_of_teams

GRAPHVIZ_LIMIT = 600
"""People up to which Graphviz computes the cloud in a second or two."""
NETWORKX_LIMIT = 499
"""People up to which networkx does."""
PAIR_LIMIT = 20_000
"""Tied pairs up to which either does; beyond, only the order decides."""

# About 16:9, the shape of a slide.
ASPECT = 1.7
"""Width to height of the whole grid."""
STREET = (40.0, 50.0)
"""Usual width of upright and level streets, for the shape of the grid."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Neighboring columns of the grid, and the people in them from the top."""

    first: int
    count: int
    members: Sequence[str]


def lay_out_on_grid(component: Component) -> ComponentLayout:
    """Lay people out in rows of the same length, whatever their ties are."""
    ids = component.ids
    sizes = _card_sizes(component)

    # Who stands in which row and column
    across, engine = _places_across(component)
    cells = _choose_cells(component, sizes, across)

    # Cards and lines
    number = component.number
    ties = component.ties
    grid = lay_out_grid(
        [cells[id] for id in ids],
        [sizes[id] for id in ids],
        [(number[tie.source], number[tie.target]) for _, tie in ties],
        [_family(tie) for _, tie in ties],
    )
    boxes = dict(zip(ids, grid.boxes, strict=True))
    curves: dict[int, tuple[Point, ...]] = {}
    lines: dict[int, tuple[Point, ...]] = {}
    for (which, tie), route in zip(ties, grid.routes, strict=True):
        if is_reporting(tie):
            lines[which] = route[::-1]
        else:
            curves[which] = route
    grounds = grounds_around(component.departments, boxes)
    return ComponentLayout(
        grid.width, grid.height, boxes, curves, lines, {}, grounds, engine
    )


def _card_sizes(component: Component) -> dict[str, tuple[float, float]]:
    """Width and height of everyone's card, before the drawing is turned."""
    sizes = {}
    for id in component.ids:
        width, height = component.sizes[id]
        sizes[id] = (height, width) if component.sideways else (width, height)
    return sizes


def _family(tie: Tie) -> str | None:
    """Reporting lines of one boss share their tracks."""
    return tie.target if is_reporting(tie) else None


def _choose_cells(
    component: Component,
    sizes: Mapping[str, tuple[float, float]],
    across: Mapping[str, float],
) -> dict[str, tuple[int, int]]:
    """Row and column of everyone."""
    number = component.number
    boss_of = {}
    for _, tie in component.ties:
        if is_reporting(tie):
            boss_of[tie.source] = tie.target

    families = ordered_siblings(component)
    cells: dict[str, tuple[int, int]] = {}
    for columns in _choose_columns(component.ids, component.departments, sizes):
        rows = _fill_rows(columns.members, columns.count, boss_of)
        for row, members in enumerate(rows):
            in_order = sorted(members, key=lambda who: number[who])
            from_left = sorted(in_order, key=lambda who: across[who])
            for siblings in families:
                from_left = _put_in_order(from_left, siblings)
            for column, id in enumerate(from_left, columns.first):
                cells[id] = row, column
    return cells


def _put_in_order(row: Sequence[str], siblings: Sequence[str]) -> list[str]:
    """The row with these siblings in this order, in the places that they have."""
    here = set(row)
    waiting = iter([id for id in siblings if id in here])
    moved = set(siblings)
    return [next(waiting) if id in moved else id for id in row]


def _choose_columns(
    ids: Sequence[str],
    departments: Mapping[str, Sequence[str]],
    sizes: Mapping[str, tuple[float, float]],
) -> list[Columns]:
    """Columns for each department, and for those without one."""
    groups = []
    placed: set[str] = set()
    for members in departments.values():
        here = set(members)
        placed |= here
        groups.append([id for id in ids if id in here])
    groups.append([id for id in ids if id not in placed])

    widths, heights = zip(*sizes.values(), strict=True)
    aspect = (fmean(widths) + STREET[0]) / (fmean(heights) + STREET[1])
    rows = max(1, round((len(ids) * aspect / ASPECT) ** 0.5))
    columns = []
    first = 0
    for group in groups:
        if group:
            count = -(-len(group) // rows)
            columns.append(Columns(first, count, group))
            first += count
    return columns


def _fill_rows(
    members: Sequence[str], length: int, boss_of: Mapping[str, str]
) -> list[list[str]]:
    """Rows from the top in order, with nobody beside or above their boss."""
    rows: list[list[str]] = []
    waiting = list(members)
    while waiting:
        row: list[str] = []
        later: list[str] = []
        here: set[str] = set()
        postponed: set[str] = set()
        for id in waiting:
            boss = boss_of.get(id, "")
            # Whoever waits makes their reports wait too, or a report could stand above
            # the boss.
            if len(row) < length and boss not in here and boss not in postponed:
                row.append(id)
                here.add(id)
            else:
                later.append(id)
                postponed.add(id)
        rows.append(row)
        waiting = later
    return rows


def _places_across(component: Component) -> tuple[dict[str, float], str]:
    """Where people stand from left to right, and what computed it."""
    ids = component.ids
    ties = component.ties
    # A tree needs no cloud: in the order of a walk through it each team is together.
    if all(is_reporting(tie) for _, tie in ties):
        walk = walk_of_teams(component)
        return {id: float(place) for id, place in walk.items()}, "grid"
    number = {id: place for place, id in enumerate(ids)}
    pairs = set()
    for _, tie in ties:
        pairs.add((number[tie.source], number[tie.target]))
    engine = "networkx"
    lay_out_cloud = spring_layout
    limit = NETWORKX_LIMIT
    if graphviz.is_available():
        engine = "neato"
        lay_out_cloud = graphviz.lay_out_springs
        limit = GRAPHVIZ_LIMIT
    if len(ids) > limit or len(pairs) > PAIR_LIMIT:
        in_order = {id: float(place) for id, place in number.items()}
        return in_order, "grid"
    # The cloud depends on the order of the pairs, which a set does not keep.
    points = lay_out_cloud(len(ids), sorted(pairs))
    across = {}
    for id, (x, _) in zip(ids, points, strict=True):
        across[id] = x
    return across, f"{engine} and grid"
