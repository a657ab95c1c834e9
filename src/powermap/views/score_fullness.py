"""How full the quadrant of numbers is, before anything is laid out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from powermap.scene.layout.label_blocks import shared_points
from powermap.scene.marks import Point, Rectangle
from powermap.views.score_axes import BAND, Axes
from powermap.views.score_discs import Label
from powermap.views.score_panels import panel_at, panels_of

__all__ = ["fullest_panel", "fullness_of"]

IN_BLOCK = 0.6
"""What a label in a block counts of the room that it takes."""


def fullness_of(
    labels: Sequence[Label], points: Sequence[Point], rectangle: Rectangle
) -> float:
    """The share of the plot that labels cover; those in blocks leave no gaps."""
    left, top, right, bottom = rectangle
    in_blocks = {number for group in shared_points(points) for number in group}
    covered = 0.0
    for number, label in enumerate(labels):
        width, height = label.size
        covered += width * height * (IN_BLOCK if number in in_blocks else 1.0)
    return covered / ((right - left) * (bottom - top))


def fullest_panel(
    points: Sequence[Point], rectangle: Rectangle, axes: Axes, radius: float
) -> float:
    """The share of the fullest panel that discs would take."""
    counts = Counter(panel_at(point, axes) for point in points)
    fullest = 0.0
    for panel in panels_of(rectangle, axes):
        left, top, right, bottom = panel.inner
        room = (right - left) * (bottom - top - BAND)
        disc = (2 * radius) ** 2
        fullest = max(fullest, counts[panel.power, panel.involvement] * disc / room)
    return fullest
