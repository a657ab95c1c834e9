"""Where things lie on a slide: from points of a scene to the units of PowerPoint."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from powermap.scene.marks import Rectangle

# 914,400 to an inch, so that inches, centimeters and points are whole numbers.
EMU_PER_POINT = 12_700
"""English Metric Units, in which a slide is measured, per point."""
Area = tuple[int, int, int, int]
"""Left, top, right and bottom of what a shape covers on the slide, in EMU."""


def to_emu(points: float) -> int:
    """Convert points to EMU.

    Examples
    --------
    >>> to_emu(0.5)
    6350
    """
    return round(points * EMU_PER_POINT)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a page lies on a slide.

    It is `scale` times as large, with its left top corner at (x, y) points.
    """

    scale: float
    x: float = 0.0
    y: float = 0.0

    @classmethod
    def inside(cls, space: Rectangle, width: float, height: float) -> Fit:
        """Fit a page into a space, as large as possible and in its middle.

        Examples
        --------
        >>> Fit.inside((0, 0, 960, 540), 1280, 1080)
        Fit(scale=0.5, x=160.0, y=0.0)
        """
        left, top, right, bottom = space
        x_scale = (right - left) / width
        y_scale = (bottom - top) / height
        # One scale for both axes: circles stay circles, and what is left over is split
        # evenly.
        scale = min(x_scale, y_scale)
        x = (left + right - width * scale) / 2
        y = (top + bottom - height * scale) / 2
        return cls(scale, x, y)

    def point(self, x: float, y: float) -> tuple[int, int]:
        """Convert a point of the page to one of the slide."""
        slide_x = self.x + x * self.scale
        slide_y = self.y + y * self.scale
        return to_emu(slide_x), to_emu(slide_y)

    def length(self, length: float) -> int:
        """Convert a length on the page to one on the slide."""
        slide_length = length * self.scale
        return to_emu(slide_length)

    def area(self, rectangle: Rectangle) -> Area:
        """Convert a rectangle of the page to an area of the slide."""
        left, top, right, bottom = rectangle
        left_top = self.point(left, top)
        right_bottom = self.point(right, bottom)
        return (*left_top, *right_bottom)


def surrounding_area(areas: Iterable[Area]) -> Area:
    """Return the smallest area that covers all of some, or an empty one for none.

    Examples
    --------
    >>> surrounding_area([(0, 2, 4, 6), (1, 1, 9, 3)])
    (0, 1, 9, 6)
    """
    all_areas = list(areas)
    if not all_areas:
        return 0, 0, 0, 0
    lefts, tops, rights, bottoms = zip(*all_areas, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def rotated_area(area: Area, degrees: float) -> Area:
    """Return what an area covers after a quarter turn about its middle.

    All other turns return the area itself: texts are turned by quarters only, and a
    group that is a little too small does no harm.

    Examples
    --------
    >>> rotated_area((0, 0, 10, 4), 90)
    (3, -3, 7, 7)
    """
    if degrees % 180 != 90:
        return area
    left, top, right, bottom = area
    middle_x = (left + right) // 2
    middle_y = (top + bottom) // 2
    half_width = (right - left) // 2
    half_height = (bottom - top) // 2
    return (
        middle_x - half_height,
        middle_y - half_width,
        middle_x + half_height,
        middle_y + half_width,
    )
