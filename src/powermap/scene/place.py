"""Labels beside their discs: never over a disc, another label, an obstacle or the edge of the plot.

The most hemmed-in label chooses first; one that finds no place asks its neighbours to move before the whole gives up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .marks import Rectangle

Side = Literal["right", "left", "above", "below", "far"]
CELL = 48.0
CLEAR = 1.5
"""Points that stay free round a label."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Left top corner of a label, the side of its disc, and whether a leader must say whose it is."""

    x: float
    y: float
    side: Side
    leader: bool


class _Ground:
    """What is taken, in a grid for quick questions."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], dict[int, Rectangle]] = defaultdict(dict)

    def _over(self, box: Rectangle) -> Iterator[tuple[int, int]]:
        for column in range(math.floor(box[0] / CELL), math.floor(box[2] / CELL) + 1):
            for row in range(math.floor(box[1] / CELL), math.floor(box[3] / CELL) + 1):
                yield column, row

    def put(self, key: int, box: Rectangle) -> None:
        for cell in self._over(box):
            self._cells[cell][key] = box

    def take(self, key: int, box: Rectangle) -> None:
        for cell in self._over(box):
            self._cells[cell].pop(key, None)

    def hits(self, box: Rectangle) -> set[int]:
        left, up, right, low = box
        return {
            key
            for cell in self._over(box)
            for key, (a, b, c, d) in self._cells[cell].items()
            if a < right and left < c and b < low and up < d
        }


def place_labels(
    anchors: Sequence[tuple[float, float, float]],
    sizes: Sequence[tuple[float, float]],
    *,
    obstacles: Sequence[Rectangle],
    bounds: Rectangle,
    gap: float = 5.0,
    strict: bool = True,
) -> tuple[Spot, ...] | None:
    """Find a place for each label beside its disc.

    Parameters
    ----------
    anchors : sequence of (x, y, radius)
        The discs.
    sizes : sequence of (width, height)
        The labels, one for each disc.
    obstacles : sequence of (left, top, right, bottom)
        Where no label may stand.
    bounds : (left, top, right, bottom)
        What no label may leave.
    gap : float, default 5
        Between a disc and a label beside it.
    strict : bool, default True
        Whether a leader must not cross a disc, a label or another leader; else it merely should not.

    Returns
    -------
    tuple of Spot or None
        None when not every label finds a place; a larger plot may help.

    Examples
    --------
    >>> spots = place_labels([(50, 50, 9)], [(40, 12)], obstacles=[], bounds=(0, 0, 200, 100))
    >>> spots[0].side, spots[0].leader
    ('right', False)
    """
    fixed = _Ground()
    for number, (x, y, radius) in enumerate(anchors):
        fixed.put(number, (x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1))
    for number, box in enumerate(obstacles, len(anchors)):
        fixed.put(number, box)
    rings = 14 + len(anchors) // 3
    choices = [
        [spot for spot in _spots(anchor, size, gap, rings) if _fits(_box(spot, size), bounds, fixed)]
        for anchor, size in zip(anchors, sizes, strict=True)
    ]
    return _chosen(choices, sizes, anchors, fixed, strict=strict)


def _box(spot: Spot, size: tuple[float, float]) -> Rectangle:
    return spot.x - CLEAR, spot.y, spot.x + size[0] + CLEAR, spot.y + size[1]


def _fits(box: Rectangle, bounds: Rectangle, fixed: _Ground) -> bool:
    within = bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    return within and not fixed.hits(box)


def _spots(anchor: tuple[float, float, float], size: tuple[float, float], gap: float, rings: int) -> Iterator[Spot]:
    """Places from the best to the last resort: beside, over and under, on the slant, then further and further out."""
    x, y, radius = anchor
    wide, tall = size
    off = radius + gap
    yield Spot(x + off, y - tall / 2, "right", leader=False)
    yield Spot(x - off - wide, y - tall / 2, "left", leader=False)
    for lift in (0.5, -0.5):
        yield Spot(x + off - 1, y - tall / 2 - lift * tall * 0.8, "right", leader=False)
        yield Spot(x - off - wide + 1, y - tall / 2 - lift * tall * 0.8, "left", leader=False)
    near = radius + 2.5
    for shift in (0.5, 0.2, 0.8):
        yield Spot(x - wide * shift, y - near - tall, "above", leader=False)
        yield Spot(x - wide * shift, y + near, "below", leader=False)
    for ring in range(1, rings + 1):
        reach = off + ring * 11
        for step in range(16):
            angle = 2 * math.pi * step / 16
            cos, sin = math.cos(angle), math.sin(angle)
            left = x + reach * cos - wide * (1 - cos) / 2
            yield Spot(round(left, 3), round(y + reach * sin - tall * (1 - sin) / 2, 3), "far", leader=True)


def leader(
    spot: Spot, size: tuple[float, float], anchor: tuple[float, float, float]
) -> tuple[float, float, float, float]:
    """The line from the rim of a disc to the nearest point of its label."""
    x, y, radius = anchor
    end_x, end_y = min(max(x, spot.x), spot.x + size[0]), min(max(y, spot.y), spot.y + size[1])
    far = math.hypot(end_x - x, end_y - y)
    share = min(radius / far, 1.0) if far else 0.0
    return x + (end_x - x) * share, y + (end_y - y) * share, end_x, end_y


def _beads(spot: Spot, size: tuple[float, float], anchor: tuple[float, float, float]) -> list[Rectangle]:
    """Small boxes along a leader, which other labels keep clear of."""
    if not spot.leader:
        return []
    x1, y1, x2, y2 = leader(spot, size, anchor)
    count = max(int(math.hypot(x2 - x1, y2 - y1) / 5), 1)
    points = [(x1 + (x2 - x1) * n / count, y1 + (y2 - y1) * n / count) for n in range(1, count)]
    return [(x - 1, y - 1, x + 1, y + 1) for x, y in points]


def _chosen(
    choices: Sequence[list[Spot]],
    sizes: Sequence[tuple[float, float]],
    anchors: Sequence[tuple[float, float, float]],
    fixed: _Ground,
    *,
    strict: bool,
) -> tuple[Spot, ...] | None:
    ground = _Ground()
    count = len(choices)

    def boxes(who: int, spot: Spot) -> dict[int, Rectangle]:
        beads = _beads(spot, sizes[who], anchors[who])
        return {who + count * number: box for number, box in enumerate([_box(spot, sizes[who]), *beads])}

    def clean(who: int, spot: Spot) -> bool:
        return not any(fixed.hits(bead) - {who} or ground.hits(bead) for bead in _beads(spot, sizes[who], anchors[who]))

    placed: dict[int, Spot] = {}
    free = [sum(not spot.leader for spot in spots) for spots in choices]
    queue = sorted(range(count), key=lambda who: (free[who], len(choices[who]), who))
    budget = 12 * len(choices) + 40
    banned: defaultdict[int, int] = defaultdict(int)
    while queue:
        budget -= 1
        who = queue.pop(0)
        spot, evicted = _best(who, choices[who], sizes, ground, banned, clean, strict=strict)
        if spot is None or budget < 0:
            return None
        for other in evicted:
            for key, box in boxes(other, placed.pop(other)).items():
                ground.take(key, box)
            banned[other] += 1
            queue.append(other)
        placed[who] = spot
        for key, box in boxes(who, spot).items():
            ground.put(key, box)
    return tuple(placed[who] for who in range(len(choices)))


def _best(
    who: int,
    spots: Sequence[Spot],
    sizes: Sequence[tuple[float, float]],
    ground: _Ground,
    banned: dict[int, int],
    clean: Callable[[int, Spot], bool],
    *,
    strict: bool,
) -> tuple[Spot | None, set[int]]:
    """The first free place whose leader crosses nothing; else the one whose holder has been sent away least often."""
    fallback: tuple[float, Spot, set[int]] | None = None
    for rank, spot in enumerate(spots):
        crossing = not clean(who, spot)
        if crossing and strict:
            continue
        hits = {key % len(sizes) for key in ground.hits(_box(spot, sizes[who]))} - {who}
        if not hits and not crossing:
            return spot, set()
        cost = sum(1 + 3 * banned[other] for other in hits) * 10 + rank / 10 + (30 if crossing else 0)
        if len(hits) <= 2 and (fallback is None or cost < fallback[0]):
            fallback = cost, spot, hits
    return (fallback[1], fallback[2]) if fallback else (None, set())
