"""Boxes, discs and paths of a scene on a renderer of matplotlib."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from powermap.render.outlines import rounded_rectangle
from powermap.scene.marks import Box, Disc, Path

if TYPE_CHECKING:
    from matplotlib.path import Path as Outline

Color = tuple[float, float, float, float]
"""Red, green, blue and opacity from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Where the page lies on a canvas, and how large it is there.

    Parameters
    ----------
    renderer : matplotlib renderer
        What draws; its y runs up.
    left, top : float
        The left top corner of the page on the canvas.
    x_scale, y_scale : float
        Dots of the canvas for each point of the page.
    as_outlines : bool
        Whether letters are drawn as outlines instead of text.
    """

    renderer: Any
    left: float
    top: float
    x_scale: float
    y_scale: float
    as_outlines: bool

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point of the page to one of the canvas."""
        canvas_x = self.left + x * self.x_scale
        canvas_y = self.top - y * self.y_scale
        return canvas_x, canvas_y

    @property
    def dots_per_point(self) -> float:
        """The renderer's own points for each point of the page."""
        # Widths are handed to matplotlib in its points, which it turns into pixels
        # again; y and not x, since Axes may be stretched and dashes have to keep one
        # measure.
        pixels_per_point = self.renderer.points_to_pixels(1.0)
        return float(self.y_scale / pixels_per_point)

    def transform(self, x: float, y: float, width: float, height: float) -> Any:
        """Return the transform that puts a unit square at a place of the page."""
        from matplotlib.transforms import Affine2D

        return Affine2D.from_values(
            width * self.x_scale, 0, 0, -height * self.y_scale, *self.point(x, y)
        )


def draw_shape(mark: Box | Disc | Path, pen: Pen) -> None:
    """Draw a box, a disc or a path."""
    if isinstance(mark, Box):
        radius = min(mark.radius, mark.width / 2, mark.height / 2)
        outline = _box_outline(mark.width, mark.height, radius)
        _draw_outline(outline, pen.transform(mark.x, mark.y, 1, 1), mark, pen)
    elif isinstance(mark, Disc):
        from matplotlib.path import Path as Outline

        transform = pen.transform(mark.x, mark.y, mark.radius, mark.radius)
        _draw_outline(Outline.unit_circle(), transform, mark, pen)
    else:
        outline = _path_outline(mark.commands)
        _draw_outline(outline, pen.transform(0, 0, 1, 1), mark, pen)


def _draw_outline(
    outline: Outline, transform: Any, mark: Box | Disc | Path, pen: Pen
) -> None:
    opacity = 1.0 if isinstance(mark, Disc) else mark.opacity
    context = plain_context(pen.renderer)
    if mark.stroke is not None:
        dot = pen.dots_per_point
        context.set_foreground(rgba(mark.stroke, opacity), isRGBA=True)
        context.set_linewidth(mark.stroke_width * dot)
        if mark.dash:
            # As in SVG, an odd number of lengths is repeated to make it even.
            pattern = mark.dash if len(mark.dash) % 2 == 0 else mark.dash * 2
            context.set_dashes(0.0, [length * dot for length in pattern])
    fill = None if mark.fill is None else rgba(mark.fill, opacity)
    pen.renderer.draw_path(context, outline, transform, fill)
    context.restore()


def plain_context(renderer: Any) -> Any:
    """Return a graphics context without a line, whatever the user's rcParams say."""
    context = renderer.new_gc()
    # Snapping to pixels would move hairlines by up to half a pixel, so that PNG and SVG
    # differ.
    context.set_snap(False)
    context.set_linewidth(0.0)
    return context


@lru_cache(maxsize=1024)
def rgba(color: str, opacity: float) -> Color:
    """Return a color, given by digits or by name, with an opacity.

    Examples
    --------
    >>> rgba("#FF0000", 0.5)
    (1.0, 0.0, 0.0, 0.5)
    """
    from matplotlib.colors import to_rgba

    red, green, blue, alpha = to_rgba(color)
    return red, green, blue, alpha * opacity


@lru_cache(maxsize=1024)
def _box_outline(width: float, height: float, radius: float) -> Outline:
    if radius <= 0:
        return _path_outline(
            (
                ("M", 0, 0),
                ("L", width, 0),
                ("L", width, height),
                ("L", 0, height),
                ("Z",),
            )
        )
    return _path_outline(rounded_rectangle((0, 0, width, height), radius))


@lru_cache(maxsize=4096)
def _path_outline(commands: tuple[tuple[Any, ...], ...]) -> Outline:
    """Return segments of a scene as matplotlib's kind of path."""
    from matplotlib.path import Path as Outline

    codes_of = {
        "M": [Outline.MOVETO],
        "L": [Outline.LINETO],
        "C": [Outline.CURVE4] * 3,
        "Z": [Outline.CLOSEPOLY],
    }
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for letter, *numbers in commands:
        codes += codes_of[letter]
        if numbers:
            points += zip(numbers[::2], numbers[1::2], strict=True)
        else:
            # A closing code needs a point, which matplotlib does not look at.
            points.append((0.0, 0.0))
    if not points:
        # matplotlib does not accept a path without points.
        return Outline([(0.0, 0.0)], [Outline.MOVETO], readonly=True)
    # Read-only, since the cache hands the same outline to every caller.
    return Outline(points, codes, readonly=True)
