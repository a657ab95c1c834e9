"""The course of a tie as a connector of PowerPoint: straight, at right angles, or as it was drawn.

A connector that PowerPoint knows by name can be told apart only by where it starts, where it ends and how far along
its bends lie; decision 10 says what is gained by each.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from powermap.scene.crossings import boxes_crossed
from powermap.scene.marks import Point, Rectangle

Commands = Sequence[tuple[Any, ...]]
FLAT, GENTLE = 1.0, 12.0
"""Points by which a curve may leave the straight line between its ends and still be drawn as that; the second where
nothing stands in the way of that line."""
ROUND = 16.0
"""How far the ends of a rounded corner may lie from each other."""
_ALONG = 0.02  # points by which what runs level or upright may not


@dataclass(frozen=True, slots=True)
class Preset:
    """A connector by its name, with its bends in thousandths of a per cent, turned and mirrored as it has to be."""

    name: str
    start: Point
    end: Point
    bends: tuple[int, ...] = ()
    upright: bool = False
    """Whether it leaves upwards or downwards."""

    @property
    def turn(self) -> int:
        """Clockwise turn in sixty-thousandths of a degree, after mirroring."""
        if not self.upright:
            return 0
        return 16_200_000 if self.end[0] > self.start[0] else 5_400_000

    @property
    def mirrored(self) -> tuple[bool, bool]:
        """Whether it is mirrored from left to right, and from top to bottom."""
        right, down = self.end[0] > self.start[0], self.end[1] > self.start[1]
        if self.upright:
            return down is right, False
        return self.end[0] < self.start[0], self.end[1] < self.start[1]


def preset(
    commands: Commands, tip: Point | None = None, obstacles: Sequence[Rectangle] = ()
) -> Preset | None:
    """The connector that runs like these segments, on to `tip` if there is one; None when none does.

    `obstacles` are what a straight line may not cut where a gentle curve is taken for one.

    Examples
    --------
    >>> found = preset([("M", 0, 0), ("L", 0, 10), ("L", 40, 10), ("L", 40, 40)])
    >>> found.name, found.bends, found.turn, found.mirrored
    ('bentConnector3', (25000,), 16200000, (True, False))
    >>> preset([("M", 0, 0), ("C", 0, 40, 0, 40, 40, 80)]) is None
    True
    """
    start, end = commands[0][-2:], tip or commands[-1][-2:]
    far = _leaves_line(commands, start, end)
    if far <= FLAT:
        return Preset("straightConnector1", start, end)
    corners = _corners(commands, tip)
    if corners is not None:
        return _bent(corners)
    gentle = far <= GENTLE and not boxes_crossed((start, end), obstacles)
    return Preset("straightConnector1", start, end) if gentle else None


def _leaves_line(commands: Commands, start: Point, end: Point) -> float:
    """How far a curve, or its handles, are from the line between its ends."""
    far = math.dist(start, end)
    across = (
        ((end[1] - start[1]) / far, (start[0] - end[0]) / far) if far else (1.0, 1.0)
    )
    found = 0.0
    for _, *numbers in commands:
        for x, y in zip(numbers[::2], numbers[1::2], strict=True):
            found = max(
                found, abs((x - start[0]) * across[0] + (y - start[1]) * across[1])
            )
    return found


def _corners(commands: Commands, tip: Point | None) -> list[Point] | None:
    """The corners of a course at right angles, whether they are rounded or not."""
    found: list[Point] = [commands[0][1:]]
    for letter, *numbers in commands[1:]:
        end = (numbers[-2], numbers[-1])
        if letter == "C" and not _level_or_upright(found[-1], end):
            corner = _corner(
                found[-1], (numbers[0], numbers[1]), (numbers[2], numbers[3]), end
            )
            if corner is None:
                return None
            found.append(corner)
        found.append(end)
    found = _merged([*found, tip] if tip else found)
    return found if all(_level_or_upright(*pair) for pair in pairwise(found)) else None


def _level_or_upright(a: Point, b: Point) -> bool:
    return _level(a, b, 0) or _level(a, b, 1)


def _corner(start: Point, first: Point, last: Point, end: Point) -> Point | None:
    """The corner that a small bend rounds."""
    if math.dist(start, end) > ROUND:
        return None
    if _level(start, first, 0) and _level(last, end, 1):
        return start[0], end[1]
    return (
        (end[0], start[1]) if _level(start, first, 1) and _level(last, end, 0) else None
    )


def _level(a: Point, b: Point, axis: int) -> bool:
    return abs(a[axis] - b[axis]) <= _ALONG


def _merged(points: Sequence[Point]) -> list[Point]:
    """Without the points that only prolong a line."""
    kept = [points[0]]
    for point in points[1:]:
        if len(kept) > 1 and any(
            _level(kept[-2], kept[-1], axis) and _level(kept[-1], point, axis)
            for axis in (0, 1)
        ):
            kept[-1] = point
        elif math.dist(kept[-1], point) > _ALONG:
            kept.append(point)
    return kept


def _bent(corners: Sequence[Point]) -> Preset | None:
    """A connector of two to five pieces; none bends more often, and none ends right above or beside its start."""
    start, end = corners[0], corners[-1]
    if (
        not 3 <= len(corners) <= 6
        or abs(start[0] - end[0]) <= _ALONG
        or abs(start[1] - end[1]) <= _ALONG
    ):
        return None
    first = 1 if abs(corners[1][0] - start[0]) <= _ALONG else 0
    axes = [(first + place) % 2 for place in range(len(corners) - 3)]
    bends = tuple(
        round(
            (corners[place][axis] - start[axis]) / (end[axis] - start[axis]) * 100_000
        )
        for place, axis in enumerate(axes, start=1)
    )
    return Preset(
        f"bentConnector{len(corners) - 1}", start, end, bends, upright=first == 1
    )
