"""Corners of a drawn shape and the way around them."""

from __future__ import annotations

import math
from collections.abc import Iterable

from powermap.scene.marks import Point

__all__ = ["outline", "polar"]


def outline(corners: Iterable[Point]) -> tuple[tuple[object, ...], ...]:
    """The way around corners and back to the first."""
    first, *others = corners
    commands: list[tuple[object, ...]] = [("M", *first)]
    for corner in others:
        commands.append(("L", *corner))
    commands.append(("Z",))
    return tuple(commands)


def polar(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point at an angle and a distance from (x, y)."""
    angle = math.radians(degrees)
    return (
        # Sines differ in their last digits between machines; four decimals do not.
        round(x + radius * math.cos(angle), 4),
        round(y + radius * math.sin(angle), 4),
    )
