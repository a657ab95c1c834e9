"""Outlines of shapes as straight and cubic segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from powermap.scene.marks import Rectangle

Commands = Sequence[tuple[Any, ...]]
"""Segments as those of `powermap.scene.marks.Path`."""
_CIRCLE_HANDLE = 0.5522847498
"""Length of the handles of the cubic curve that is closest to a quarter circle, in
radii."""


def rounded_rectangle(frame: Rectangle, radius: float) -> tuple[tuple[Any, ...], ...]:
    """Return the outline of a rectangle with rounded corners, clockwise.

    A radius of half the sides makes a circle.

    Examples
    --------
    >>> rounded_rectangle((0, 0, 9, 4), 1)[:2]
    (('M', 1, 0), ('L', 8, 0))
    """
    left, top, right, bottom = frame
    gap = radius * (1 - _CIRCLE_HANDLE)
    return (
        ("M", left + radius, top),
        ("L", right - radius, top),
        ("C", right - gap, top, right, top + gap, right, top + radius),
        ("L", right, bottom - radius),
        ("C", right, bottom - gap, right - gap, bottom, right - radius, bottom),
        ("L", left + radius, bottom),
        ("C", left + gap, bottom, left, bottom - gap, left, bottom - radius),
        ("L", left, top + radius),
        ("C", left, top + gap, left + gap, top, left + radius, top),
        ("Z",),
    )
