"""The sizes that a picture is laid out for: slide, page, poster, or any of your own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Nearest, Quoted, Reason

__all__ = [
    "SIZES",
    "SMALLEST_EDGE",
    "SMALLEST_TEXT",
    "PageSize",
    "SizeOption",
    "choose_size",
]

SMALLEST_TEXT = 9.0
"""Points below which no text of a picture of a given size is set."""
SMALLEST_EDGE = 100.0
"""Points; on a shorter edge not even a heading is legible."""
LONGEST_EDGE = 14_400.0
"""Points; the longest page that PDF allows."""


class PageSize(NamedTuple):
    """Width and height in printer's points, of which an inch has 72."""

    width: float
    height: float


SizeOption = str | tuple[float, float]
"""What `size` takes: a name of `SIZES`, or (width, height) in points, or "960x540"."""

SIZES: Mapping[str, PageSize] = FrozenMapping(
    {
        # A wide slide of PowerPoint, 13.33 × 7.5 inches.
        "slide": PageSize(960.0, 540.0),
        # A4 and A1, both on their side, as a picture is wider than high.
        "page": PageSize(841.9, 595.3),
        "poster": PageSize(2383.9, 1683.8),
    }
)
"""The sizes that have a name."""


def choose_size(size: SizeOption | None) -> PageSize | None:
    """The size that a user asked for; None when the picture may choose its own.

    Raises
    ------
    ModelError
        When it is neither a name nor two numbers of points.

    Examples
    --------
    >>> choose_size("slide")
    PageSize(width=960.0, height=540.0)
    >>> choose_size((600, 400)) == choose_size("600x400")
    True
    >>> choose_size("sldie")
    Traceback (most recent call last):
    powermap.errors.ModelError: size is 'sldie'; allowed: slide, page, poster, or \
width and height in points from 100 to 14400, as (960, 540) (did you mean 'slide'?)
    """
    if size is None:
        return None
    if isinstance(size, str) and size in SIZES:
        return SIZES[size]
    edges = _edges(size) if isinstance(size, str) else size
    if isinstance(edges, tuple | list) and len(edges) == 2:
        width, height = edges
        if _is_edge(width) and _is_edge(height):
            return PageSize(float(width), float(height))
    raise ModelError(
        Reason(
            "message.charts.size",
            value=Quoted(size),
            allowed=Listed(tuple(SIZES)),
            least=int(SMALLEST_EDGE),
            most=str(int(LONGEST_EDGE)),
            hint=Nearest(size, tuple(SIZES)),
        )
    )


def _edges(text: str) -> tuple[float, ...]:
    """Width and height as the command line writes them, 960x540."""
    parts = text.replace("×", "x").split("x")
    try:
        return tuple(float(part) for part in parts)
    except ValueError:
        return ()


def _is_edge(value: object) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value):  # type: ignore[arg-type]
        return False
    return SMALLEST_EDGE <= value <= LONGEST_EDGE  # type: ignore[operator]
