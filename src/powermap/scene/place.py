"""Labels beside their discs: never over a disc, another label, an obstacle or the edge of the plot.

The most hemmed-in label chooses first; one that finds no place asks its neighbours to move before the whole gives up.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
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

    Returns
    -------
    tuple of Spot or None
        None when not every label finds a place; a larger plot may help.

    Examples
    --------
    >>> place_labels([(50, 50, 9)], [(40, 12)], obstacles=[], bounds=(0, 0, 200, 100))
    (Spot(x=64, y=44.0, side='right', leader=False),)
    """
    fixed = _Ground()
    for number, (x, y, radius) in enumerate(anchors):
        fixed.put(number, (x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1))
    for number, box in enumerate(obstacles, len(anchors)):
        fixed.put(number, box)
    choices = [
        [spot for spot in _spots(anchor, size, gap) if _within(_box(spot, size), bounds) and not fixed.hits(_box(spot, size))]
        for anchor, size in zip(anchors, sizes, strict=True)
    ]
    return _chosen(choices, sizes)


def _box(spot: Spot, size: tuple[float, float]) -> Rectangle:
    return spot.x - CLEAR, spot.y, spot.x + size[0] + CLEAR, spot.y + size[1]


def _within(box: Rectangle, bounds: Rectangle) -> bool:
    return bounds[0] <= box[0] and bounds[1] <= box[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _spots(anchor: tuple[float, float, float], size: tuple[float, float], gap: float) -> Iterator[Spot]:
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
    for ring in range(1, 15):
        reach = off + ring * 11
        for step in range(16):
            angle = 2 * math.pi * step / 16
            cos, sin = math.cos(angle), math.sin(angle)
            left = x + reach * cos - wide * (1 - cos) / 2
            yield Spot(round(left, 3), round(y + reach * sin - tall * (1 - sin) / 2, 3), "far", leader=True)


def _chosen(choices: Sequence[list[Spot]], sizes: Sequence[tuple[float, float]]) -> tuple[Spot, ...] | None:
    ground = _Ground()
    placed: dict[int, Spot] = {}
    queue = sorted(range(len(choices)), key=lambda who: (sum(not spot.leader for spot in choices[who]), len(choices[who]), who))
    budget = 12 * len(choices) + 40
    banned: defaultdict[int, int] = defaultdict(int)
    while queue:
        budget -= 1
        who = queue.pop(0)
        spot, evicted = _best(who, choices[who], sizes, ground, banned)
        if spot is None or budget < 0:
            return None
        for other in evicted:
            ground.take(other, _box(placed.pop(other), sizes[other]))
            banned[other] += 1
            queue.append(other)
        placed[who] = spot
        ground.put(who, _box(spot, sizes[who]))
    return tuple(placed[who] for who in range(len(choices)))


def _best(
    who: int, spots: Sequence[Spot], sizes: Sequence[tuple[float, float]], ground: _Ground, banned: dict[int, int]
) -> tuple[Spot | None, set[int]]:
    """The first free place; else the one whose holder has been sent away least often."""
    fallback: tuple[float, Spot, set[int]] | None = None
    for rank, spot in enumerate(spots):
        hits = ground.hits(_box(spot, sizes[who]))
        if not hits:
            return spot, set()
        cost = sum(1 + 3 * banned[other] for other in hits) * 10 + rank / 10
        if len(hits) <= 2 and (fallback is None or cost < fallback[0]):
            fallback = cost, spot, hits
    return (fallback[1], fallback[2]) if fallback else (None, set())
