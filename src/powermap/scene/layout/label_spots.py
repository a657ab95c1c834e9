"""Where a label can stand at its disc, and the leader line of one that stands away."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from powermap.scene.marks import Rectangle

Side = Literal["right", "left", "above", "below", "far", "list"]
"""At which side of its disc a label stands, away from it, or in a list beside a pack."""
DiscGeometry = tuple[float, float, float]
"""Center (x, y) and radius."""
Segment = tuple[float, float, float, float]
"""From (x1, y1) to (x2, y2)."""

SLANT = 0.4
"""Part of its height by which a label is raised or lowered beside its disc."""
SLANT_OVERLAP = 1.0
"""Points by which a slanted label moves closer: the rim curves away from it."""
ABOVE_GAP = 2.5
"""Points between a disc and a label above or below it; less than beside it, because
letters leave space above and below themselves."""
ABOVE_SHARES = (0.5, 0.2, 0.8)
"""Parts of a label that stand left of its disc's center when it is above or below."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Left top corner of a label, its side, and whether it needs a leader line."""

    x: float
    y: float
    side: Side
    leader: bool


def spots_at_disc(
    disc: DiscGeometry, size: tuple[float, float], gap: float
) -> Iterator[Spot]:
    """Spots at a disc from the best to the last: beside, slanted, above and below.

    Examples
    --------
    >>> spots = list(spots_at_disc((100, 50, 9), (40, 12), gap=5))
    >>> len(spots), spots[0]
    (12, Spot(x=114, y=44.0, side='right', leader=False))
    """
    x, y, radius = disc
    width, height = size
    offset = radius + gap
    top = y - height / 2
    # Right first, as cartographers do for point features (Imhof 1975, Positioning names
    # on maps): the eye reads on from the disc into the name.
    yield Spot(x + offset, top, "right", leader=False)
    yield Spot(x - offset - width, top, "left", leader=False)
    for rise in (SLANT * height, -SLANT * height):
        right = x + offset - SLANT_OVERLAP
        left = x - offset - width + SLANT_OVERLAP
        yield Spot(right, top - rise, "right", leader=False)
        yield Spot(left, top - rise, "left", leader=False)

    near = radius + ABOVE_GAP
    for share in ABOVE_SHARES:
        left = x - width * share
        yield Spot(left, y - near - height, "above", leader=False)
        yield Spot(left, y + near, "below", leader=False)


def leader_line(spot: Spot, size: tuple[float, float], disc: DiscGeometry) -> Segment:
    """The line from the rim of a disc to the nearest point of its label.

    Examples
    --------
    >>> leader_line(Spot(30, 40, "far", leader=True), (10, 8), (0, 0, 5))
    (3.0, 4.0, 30, 40)
    """
    x, y, radius = disc
    width, height = size
    end_x = min(max(x, spot.x), spot.x + width)
    end_y = min(max(y, spot.y), spot.y + height)
    if spot.side == "list":  # in a list all leaders end at the middle of their row
        end_y = spot.y + height / 2

    distance = math.hypot(end_x - x, end_y - y)
    share = 0.0
    if distance:
        share = min(radius / distance, 1.0)

    start_x = x + (end_x - x) * share
    start_y = y + (end_y - y) * share
    return start_x, start_y, end_x, end_y


def segment_extent(line: Segment) -> Rectangle:
    """The rectangle around a line, never empty, so that a level line meets something."""
    x1, y1, x2, y2 = line
    left = min(x1, x2)
    top = min(y1, y2)
    right = max(x1, x2) + 0.01
    bottom = max(y1, y2) + 0.01
    return left, top, right, bottom


def segment_meets_disc(line: Segment, disc: DiscGeometry) -> bool:
    """Whether a line comes closer to the center of a disc than its radius."""
    x1, y1, x2, y2 = line
    x, y, radius = disc
    dx = x2 - x1
    dy = y2 - y1
    # The nearest point of the line is the foot of the perpendicular, held between its
    # ends.
    length_squared = dx * dx + dy * dy
    share = 0.0
    if length_squared:
        along = ((x - x1) * dx + (y - y1) * dy) / length_squared
        share = min(max(along, 0.0), 1.0)

    return math.hypot(x - x1 - share * dx, y - y1 - share * dy) < radius


def segments_cross(first: Segment, second: Segment) -> bool:
    """Whether each line has the ends of the other on different sides of it."""
    ax, ay, bx, by = first
    cx, cy, dx, dy = second

    # Cross products, whose sign says on which side of a line a point lies.
    across = bx - ax
    down = by - ay
    side_c = across * (cy - ay) - down * (cx - ax)
    side_d = across * (dy - ay) - down * (dx - ax)
    if side_c * side_d >= 0:
        return False

    across = dx - cx
    down = dy - cy
    side_a = across * (ay - cy) - down * (ax - cx)
    side_b = across * (by - cy) - down * (bx - cx)
    return side_a * side_b < 0
