"""How many pixels a picture has, within what memory holds."""

from __future__ import annotations

import math

from powermap.errors import FormatError
from powermap.language import Listed, Quoted, Reason
from powermap.scene.marks import Scene

__all__ = ["check_number", "pixels_per_point"]

_LONGEST_EDGE = 65_000
"""The most pixels of an edge of a PNG; Agg, which draws it, takes less than 2 ** 16."""
_MOST_PIXELS = 64_000_000
"""Pixels of a PNG, each of which takes eight bytes while it is drawn."""

# Two pixels per point stay sharp on dense screens and on a slide that is enlarged.
_USUAL = 2.0
"""Pixels per point of a PNG, unless it becomes too large."""
_ROUNDING = 0.99
"""Keeps a picture below the limits when its pixels are rounded up."""


def pixels_per_point(scene: Scene, scale: float | None) -> float:
    """Pixels for each point of a picture.

    Raises
    ------
    FormatError
        When the scale is no number above 0, or the image would be too large.

    Examples
    --------
    >>> pixels_per_point(Scene(960, 540, title="", description="", marks=()), None)
    2.0
    """
    longest = max(scene.width, scene.height)
    area = scene.width * scene.height
    if scale is None:
        largest = min(_LONGEST_EDGE / longest, math.sqrt(_MOST_PIXELS / area))
        return min(_USUAL, largest * _ROUNDING)
    check_number("scale", scale)
    if longest * scale < _LONGEST_EDGE and area * scale**2 <= _MOST_PIXELS:
        return scale
    raise FormatError(
        Reason(
            "message.charts.scale",
            scale=Quoted(scale),
            # As floats, since whole numbers are written without a comma.
            width=float(round(scene.width * scale)),
            height=float(round(scene.height * scale)),
            limit=float(_LONGEST_EDGE),
            most=float(_MOST_PIXELS),
            formats=Listed((".svg", ".pdf")),
        )
    )


def check_number(option: str, value: object) -> None:
    """Refuse what is no number above 0, or too large to reckon with.

    Raises
    ------
    FormatError
        With what is allowed.
    """
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and 0 < value < _LONGEST_EDGE:  # type: ignore[operator]
        return
    raise FormatError(
        Reason(
            "message.charts.no_number",
            option=option,
            value=Quoted(value),
            most=float(_LONGEST_EDGE),
        )
    )
