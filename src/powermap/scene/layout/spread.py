"""Discs that would hide one another, moved by as little as keeps them apart.

Discs that share a point are packed hexagonally around it. What still overlaps is pushed
apart pair by pair, each by half. Whatever is left takes the nearest free place; and where
somebody finds none, everybody takes the nearest place of a square lattice. No random
numbers: the same points give the same places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from powermap.scene.marks import Point, Rectangle

ROUNDS = 60
"""Rounds of pushing; what still moves after so many swings to and fro in a full corner."""
LOOSE = 1.0001
"""Factor on the distances in a pack, so that rounding never makes its discs overlap."""
ROUNDING = 1e-6
"""Points by which computed distances may miss what they should be."""
GOLDEN_ANGLE = 2.4
"""Radians between the directions in which discs on one point move: no two the same."""
RINGS = 120
"""Rings around a disc that are searched for a free place."""
RINGS_PER_DISTANCE = 4
"""Rings in the distance between two discs: fine enough to find gaps between others."""
HEXAGON_ORIGINS = ((0.0, 0.0), (0.5, 0.0), (0.5, math.sqrt(3) / 6))
"""Where the middle of a pack may be: on a disc, between two, between three."""


def spread(
    points: Sequence[Point], radius: float, bounds: Rectangle, gap: float = 1.0
) -> tuple[Point, ...]:
    """Spread discs so that no two overlap, each as near to its own point as can be.

    Parameters
    ----------
    points : sequence of (x, y)
        True centers in points.
    radius : float
        Of every disc.
    bounds : (left, top, right, bottom)
        Discs that move stay within, or below when they do not fit.
    gap : float, default 1
        Least distance between the rims of discs that had to move.

    Returns
    -------
    tuple of (x, y)
        In the order of the input.

    Examples
    --------
    >>> spread([(50, 50), (50, 90)], 9, (0, 0, 100, 100))
    ((50, 50), (50, 90))
    >>> spread([(50, 50), (58, 50)], 9.5, (0, 0, 100, 100))
    ((44.0, 50.0), (64.0, 50.0))
    """
    # Rims that only touch are legible, so nothing moves for the sake of the gap; the
    # gap counts once something has to move anyway.
    if radius <= 0 or not _any_overlap(points, 2 * radius):
        return tuple(points)

    left, top, right, bottom = bounds
    inner = left + radius, top + radius, right - radius, bottom - radius
    distance = 2 * radius + gap
    # Packing first: pushing pairs alone would leave ten people on one score in a loose
    # heap whose shape depends on their order.
    here = _pack_shared_points(points, distance, inner)
    for _ in range(ROUNDS):
        if not _push_apart(here, distance, inner):
            break

    # Pushing need not end in a full corner, so whoever still overlaps after all rounds
    # is placed one by one.
    places = _move_to_free_places(here, 2 * radius, distance, inner)
    if places is None:
        places = _move_to_lattice(here, distance, inner)

    spread_out = []
    for place, point in zip(places, points, strict=True):
        # who did not move keeps the exact coordinates
        spread_out.append(_round_point(place) if place != point else point)

    return tuple(spread_out)


def _round_point(point: Point) -> Point:
    x, y = point
    return round(x, 4), round(y, 4)


def _move_to_lattice(
    here: Sequence[Point], distance: float, inner: Rectangle
) -> list[Point]:
    """The nearest free place of a square lattice for each, from the top of the page."""
    free = _lattice(len(here), distance, inner)
    places = list(here)
    top_to_bottom = sorted(
        range(len(here)), key=lambda disc: (here[disc][1], here[disc][0], disc)
    )
    for disc in top_to_bottom:
        own = here[disc]
        # Greedy from the top instead of an optimal assignment: this is the last resort
        # for more people than a plot holds, where distances matter little.
        nearest = min(free, key=lambda place: (math.dist(place, own), place))
        places[disc] = nearest
        free.remove(nearest)

    return places


def _lattice(count: int, distance: float, inner: Rectangle) -> list[Point]:
    """Places in rows across the page, which go on below when the page is full."""
    left, top, right, bottom = inner
    columns = max(int((right - left) / distance + ROUNDING), 0) + 1
    rows_on_page = int((bottom - top) / distance + ROUNDING) + 1
    rows = max(rows_on_page, math.ceil(count / columns))
    step = distance
    if columns > 1:
        step = max((right - left) / (columns - 1), distance)

    places = []
    for row in range(rows):
        for column in range(columns):
            places.append((left + column * step, top + row * distance))

    return places


def _pack_shared_points(
    points: Sequence[Point], distance: float, inner: Rectangle
) -> list[Point]:
    """Discs that share a point, packed around it; at an edge a pack moves in as one."""
    sharing: defaultdict[Point, list[int]] = defaultdict(list)
    for disc, point in enumerate(points):
        sharing[point].append(disc)

    here = list(points)
    for middle, members in sharing.items():
        if len(members) > 1:
            pack = _pack_around(middle, len(members), distance, inner)
            for disc, place in zip(members, pack, strict=True):
                here[disc] = place

    return here


def _pack_around(
    middle: Point, count: int, distance: float, inner: Rectangle
) -> list[Point]:
    xs = []
    ys = []
    for across, down in _hexagonal_pack(count, distance * LOOSE):
        xs.append(middle[0] + across)
        ys.append(middle[1] + down)

    dx = _shift_into(xs, inner[0], inner[2])
    dy = _shift_into(ys, inner[1], inner[3])
    return [(x + dx, y + dy) for x, y in zip(xs, ys, strict=True)]


def _shift_into(values: Sequence[float], low: float, high: float) -> float:
    """By how much to shift values into a range, to its lower end when they do not fit."""
    missing_below = low - min(values)
    if missing_below > 0:
        return missing_below
    missing_above = high - max(values)
    return min(missing_above, 0.0)


def _hexagonal_pack(count: int, distance: float) -> list[Point]:
    """The tightest of three hexagonal packs of discs, balanced around the origin."""
    best: list[Point] = []
    best_reach = math.inf
    for origin in HEXAGON_ORIGINS:
        places = _nearest_in_hexagons(count, distance, origin)
        pack = _balance(places)
        reach = max(math.hypot(*place) for place in pack)
        if reach < best_reach - 1e-9:
            best = pack
            best_reach = reach

    return sorted(best, key=lambda place: (round(place[1], 6), place[0]))


def _nearest_in_hexagons(count: int, distance: float, origin: Point) -> list[Point]:
    """The places of a hexagonal lattice that are nearest to its middle."""
    reach = math.ceil(math.sqrt(count)) + 1
    lattice = []
    for row in range(-reach, reach + 1):
        for column in range(-2 * reach, 2 * reach + 1):
            x = distance * (column + row / 2 - origin[0])
            y = distance * (row * math.sqrt(3) / 2 - origin[1])
            lattice.append((x, y))

    # rounded, so that places equally far are in the same order on every machine
    def nearness(place: Point) -> tuple[float, float, float]:
        x, y = place
        distance = math.hypot(x, y)
        return round(distance, 6), round(y, 6), x

    return sorted(lattice, key=nearness)[:count]


def _balance(places: Sequence[Point]) -> list[Point]:
    """Places moved so that their mean is the origin."""
    count = len(places)
    mean_x = sum(x for x, _ in places) / count
    mean_y = sum(y for _, y in places) / count
    balanced = []
    for x, y in places:
        balanced.append((x - mean_x, y - mean_y))
    return balanced


def _cells(points: Sequence[Point], size: float) -> dict[tuple[int, int], list[int]]:
    """Points by the cells of a grid, so that each is compared with its neighbors only."""
    cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, (x, y) in enumerate(points):
        column = math.floor(x / size)
        row = math.floor(y / size)
        cells[column, row].append(number)
    return cells


def _close_pairs(points: Sequence[Point], distance: float) -> Iterator[tuple[int, int]]:
    """Pairs nearer than a distance, which is also the size of the grid's cells."""
    cells = _cells(points, distance)
    for (column, row), members in cells.items():
        near: list[int] = []
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                near += cells.get((column + dx, row + dy), ())

        for first in members:
            own = points[first]
            for second in near:
                if second <= first:
                    continue
                apart = math.dist(own, points[second])
                if apart < distance - ROUNDING:
                    yield first, second


def _any_overlap(points: Sequence[Point], distance: float) -> bool:
    return next(_close_pairs(points, distance), None) is not None


def _push_apart(here: list[Point], distance: float, inner: Rectangle) -> bool:
    """Push each pair that is too close apart by half each; whether there was any."""
    # Sorted, since the pairs come from a dict of cells and each push changes the next
    # one.
    pairs = sorted(_close_pairs(here, distance))
    for first, second in pairs:
        ax, ay = here[first]
        bx, by = here[second]
        apart = math.hypot(bx - ax, by - ay)
        if apart >= distance:  # an earlier push of this round was enough
            continue

        angle = math.atan2(by - ay, bx - ax)
        if apart < 1e-9:  # on one point they have no direction from each other
            angle = GOLDEN_ANGLE * first

        shift = (distance - apart) / 2
        dx = shift * math.cos(angle)
        dy = shift * math.sin(angle)
        here[first] = _clamp((ax - dx, ay - dy), inner)
        here[second] = _clamp((bx + dx, by + dy), inner)

    return bool(pairs)


def _clamp(point: Point, inner: Rectangle) -> Point:
    left, top, right, bottom = inner
    x, y = point
    x = min(max(x, left), max(left, right))
    y = min(max(y, top), max(top, bottom))
    return x, y


def _move_to_free_places(
    here: Sequence[Point], least: float, distance: float, inner: Rectangle
) -> list[Point] | None:
    """Move discs that still overlap to the nearest free places; None when one has none."""
    crowded: set[int] = set()
    for pair in _close_pairs(here, least):
        crowded.update(pair)
    taken = [point for disc, point in enumerate(here) if disc not in crowded]
    places = list(here)
    for disc in sorted(crowded):
        place = _nearest_free_place(here[disc], taken, distance, inner)
        if place is None:
            return None
        places[disc] = place
        taken.append(place)
    return places


def _nearest_free_place(
    point: Point, taken: Sequence[Point], distance: float, inner: Rectangle
) -> Point | None:
    if _is_clear(point, taken, distance - ROUNDING):
        return point
    for place in _rings_around(point, distance, inner):
        if _clamp(place, inner) == place and _is_clear(place, taken, distance):
            return place
    return None


def _is_clear(point: Point, taken: Iterable[Point], distance: float) -> bool:
    return all(math.dist(point, other) >= distance for other in taken)


def _rings_around(point: Point, distance: float, inner: Rectangle) -> Iterator[Point]:
    """Points on rings of growing size, up to the diagonal of the page."""
    x, y = point
    left, top, right, bottom = inner
    diagonal = math.hypot(right - left, bottom - top)
    rings = math.ceil(RINGS_PER_DISTANCE * diagonal / distance) + 1
    for ring in range(1, min(rings, RINGS)):
        reach = ring * distance / RINGS_PER_DISTANCE
        steps = max(8, 6 * ring)
        for step in range(steps):
            angle = 2 * math.pi * step / steps
            dx = reach * math.cos(angle)
            dy = reach * math.sin(angle)
            yield x + dx, y + dy
