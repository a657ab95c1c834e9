"""Discs that would hide one another, moved by as little as keeps them apart.

Discs that share a point are packed hexagonally round it; what still touches is pushed apart pair by pair, each by
half; whatever is left takes the nearest free place; and where that ends outside, everybody takes the nearest place of
a square lattice. No dice: the same points give the same places.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from powermap.scene.marks import Point, Rectangle

ROUNDS = 60


def spread(
    points: Sequence[Point], radius: float, bounds: Rectangle, gap: float = 1.0
) -> tuple[Point, ...]:
    """Places at which no two discs overlap, each as near to its own point as can be.

    Parameters
    ----------
    points : sequence of (x, y)
        True centres in points.
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
    if radius <= 0 or not _touching(points, 2 * radius):
        return tuple(points)
    apart = 2 * radius + gap
    inner = (
        bounds[0] + radius,
        bounds[1] + radius,
        bounds[2] - radius,
        bounds[3] - radius,
    )
    here = _packed(points, apart, inner)
    for _ in range(ROUNDS):
        if not _push(here, apart, inner):
            break
    settled = _settled(here, 2 * radius, apart, inner) or _on_lattice(
        here, apart, inner
    )
    return tuple(
        _rounded(spot) if spot != point else point
        for spot, point in zip(settled, points, strict=True)
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 4), round(point[1], 4)


def _on_lattice(here: Sequence[Point], apart: float, inner: Rectangle) -> list[Point]:
    """The nearest free place of a square lattice for each, which goes on below when it is full."""
    left, up, right, low = inner
    columns = max(int((right - left) / apart + 1e-6), 0) + 1
    rows = max(int((low - up) / apart + 1e-6) + 1, math.ceil(len(here) / columns))
    wide = (right - left) / (columns - 1) if columns > 1 else 0.0
    free = [
        (left + column * max(wide, apart), up + row * apart)
        for row in range(rows)
        for column in range(columns)
    ]
    final = list(here)
    for place in sorted(
        range(len(here)), key=lambda who: (here[who][1], here[who][0], who)
    ):
        final[place] = min(free, key=lambda spot: (math.dist(spot, here[place]), spot))
        free.remove(final[place])
    return final


def _packed(points: Sequence[Point], apart: float, inner: Rectangle) -> list[Point]:
    """Those that share a point, hexagonally round it; at an edge the pack moves inwards as one."""
    sharing: defaultdict[Point, list[int]] = defaultdict(list)
    for place, point in enumerate(points):
        sharing[point].append(place)
    here = list(points)
    for (x, y), members in sharing.items():
        if len(members) > 1:
            spots = [
                (x + dx, y + dy) for dx, dy in _hexagon(len(members), apart * 1.0001)
            ]
            dx = _inwards([spot[0] for spot in spots], inner[0], inner[2])
            dy = _inwards([spot[1] for spot in spots], inner[1], inner[3])
            for member, spot in zip(members, spots, strict=True):
                here[member] = (spot[0] + dx, spot[1] + dy)
    return here


def _inwards(values: Sequence[float], low: float, high: float) -> float:
    """By how much to shift values into a range, from its lower end when they do not fit."""
    return max(low - min(values), 0.0) or min(high - max(values), 0.0)


def _hexagon(count: int, apart: float) -> list[Point]:
    """The tightest hexagonal packing of `count` discs of three tried, balanced round the origin."""
    best: tuple[float, list[Point]] | None = None
    reach = math.ceil(math.sqrt(count)) + 1
    for shift in ((0.0, 0.0), (0.5, 0.0), (0.5, math.sqrt(3) / 6)):
        lattice = [
            (
                apart * (column + row / 2 - shift[0]),
                apart * (row * math.sqrt(3) / 2 - shift[1]),
            )
            for row in range(-reach, reach + 1)
            for column in range(-2 * reach, 2 * reach + 1)
        ]
        spots = sorted(
            lattice,
            key=lambda spot: (round(math.hypot(*spot), 6), round(spot[1], 6), spot[0]),
        )[:count]
        cx, cy = sum(x for x, _ in spots) / count, sum(y for _, y in spots) / count
        centred = [(x - cx, y - cy) for x, y in spots]
        far = max(math.hypot(*spot) for spot in centred)
        if best is None or far < best[0] - 1e-9:
            best = far, centred
    return (
        sorted(best[1], key=lambda spot: (round(spot[1], 6), spot[0])) if best else []
    )


def _grid(points: Sequence[Point], size: float) -> dict[tuple[int, int], list[int]]:
    grid: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for place, (x, y) in enumerate(points):
        grid[math.floor(x / size), math.floor(y / size)].append(place)
    return grid


def _pairs(points: Sequence[Point], apart: float) -> Iterator[tuple[int, int, float]]:
    """Pairs nearer than `apart`, with their distance."""
    grid = _grid(points, apart)
    for (column, row), members in grid.items():
        near = [
            other
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
            for other in grid.get((column + dx, row + dy), ())
        ]
        for first in members:
            for second in near:
                if first < second:
                    distance = math.dist(points[first], points[second])
                    if distance < apart - 1e-6:
                        yield first, second, distance


def _touching(points: Sequence[Point], apart: float) -> bool:
    return next(_pairs(points, apart), None) is not None


def _push(here: list[Point], apart: float, inner: Rectangle) -> bool:
    """Push each pair that is too near apart by half each; whether there was any."""
    pairs = sorted(_pairs(here, apart))
    for first, second, _ in pairs:
        (ax, ay), (bx, by) = here[first], here[second]
        distance = math.hypot(bx - ax, by - ay)
        if distance >= apart:
            continue
        angle = 2.4 * first if distance < 1e-9 else math.atan2(by - ay, bx - ax)
        shift = (apart - distance) / 2
        dx, dy = shift * math.cos(angle), shift * math.sin(angle)
        here[first], here[second] = (
            _kept((ax - dx, ay - dy), inner),
            _kept((bx + dx, by + dy), inner),
        )
    return bool(pairs)


def _kept(point: Point, inner: Rectangle) -> Point:
    left, up, right, low = inner
    return min(max(point[0], left), max(left, right)), min(
        max(point[1], up), max(up, low)
    )


def _settled(
    here: Sequence[Point], least: float, apart: float, inner: Rectangle
) -> list[Point] | None:
    """What pushing left too near takes the nearest free place within; None when there is none for somebody."""
    crowded = {member for pair in _pairs(here, least) for member in pair[:2]}
    taken = [point for place, point in enumerate(here) if place not in crowded]
    final = list(here)
    for place in sorted(crowded):
        spot = _free(here[place], taken, apart, inner)
        if spot is None:
            return None
        final[place] = spot
        taken.append(spot)
    return final


def _free(
    point: Point, taken: Sequence[Point], apart: float, inner: Rectangle
) -> Point | None:
    if all(math.dist(point, other) >= apart - 1e-6 for other in taken):
        return point
    far = (
        math.ceil(4 * math.hypot(inner[2] - inner[0], inner[3] - inner[1]) / apart) + 1
    )
    for ring in range(1, min(far, 120)):
        reach = ring * apart / 4
        steps = max(8, 6 * ring)
        for step in range(steps):
            angle = 2 * math.pi * step / steps
            spot = (
                point[0] + reach * math.cos(angle),
                point[1] + reach * math.sin(angle),
            )
            if _kept(spot, inner) == spot and all(
                math.dist(spot, other) >= apart for other in taken
            ):
                return spot
    return None
