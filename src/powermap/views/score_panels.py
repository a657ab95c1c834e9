"""The four panels of the quadrant of numbers, and discs spread within them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from powermap.model import Involvement, Power
from powermap.scene.layout.spread import spread
from powermap.scene.marks import Point, Rectangle
from powermap.scene.text import measure
from powermap.views.score_axes import BAND, GUTTER, RING, Axes

EDGE = 3.0
"""Between the edge of the plot and discs and labels."""
PANEL_NAME = 16.0
"""Font size of the name of a panel."""
LEAST_NAME = 12.0
"""The same where panels are narrow."""
NAME_INSET = 6.0
"""Between the name of a panel and its edge, at least."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the four panels."""

    power: Power
    involvement: Involvement
    box: Rectangle

    @property
    def width(self) -> float:
        """From its left edge to its right one."""
        return self.box[2] - self.box[0]

    @property
    def inner(self) -> Rectangle:
        """What labels may take of it."""
        left, top, right, bottom = self.box
        return left + EDGE, top + EDGE, right - EDGE, bottom - EDGE


def panels_of(rectangle: Rectangle, axes: Axes) -> list[Panel]:
    """The four panels of a plot, as the cut divides it."""
    left, top, right, bottom = rectangle
    x = axes.involvement.cut
    y = axes.power.cut
    half = GUTTER / 2
    rows = (
        (Power.DECIDER, top, y - half),
        (Power.INFLUENCER, y + half, bottom),
    )
    columns = (
        (Involvement.LOW, left, x - half),
        (Involvement.HIGH, x + half, right),
    )
    panels = []
    for power, upper, lower in rows:
        for involvement, start, end in columns:
            panels.append(Panel(power, involvement, (start, upper, end, lower)))
    return panels


def name_size(panels: Sequence[Panel], names: Sequence[str]) -> float:
    """The font size at which the names of all panels fit, within the limits."""
    size = PANEL_NAME
    for panel, name in zip(panels, names, strict=True):
        room = panel.width - 2 * NAME_INSET
        need = measure(name, PANEL_NAME, "semibold")
        size = min(size, PANEL_NAME * room / need)
    # A hair less, so that rounding does not cut the longest name.
    return max(math.floor(10 * size) / 10, LEAST_NAME)


def panel_at(point: Point, axes: Axes) -> tuple[Power, Involvement]:
    """The panel in which a point lies."""
    x, y = point
    # y runs down the page, so the upper half has the smaller values.
    power = Power.DECIDER if y < axes.power.cut else Power.INFLUENCER
    involvement = Involvement.HIGH if x > axes.involvement.cut else Involvement.LOW
    return power, involvement


def spread_in_panels(
    points: Sequence[Point], plot: Rectangle, axes: Axes, radius: float
) -> list[Point]:
    """Discs spread within the panel of their role, so that nobody seems elsewhere."""
    panels: defaultdict[tuple[Power, Involvement], list[int]] = defaultdict(list)
    for number, point in enumerate(points):
        panels[panel_at(point, axes)].append(number)
    moved = list(points)
    for (power, involvement), members in panels.items():
        is_right = involvement is Involvement.HIGH
        is_upper = power is Power.DECIDER
        bounds = _panel_bounds(plot, axes, is_right=is_right, is_upper=is_upper)
        # Each panel on its own: a disc that is moved over the cut would show another
        # role.
        here = spread([points[number] for number in members], radius, bounds)
        for number, point in zip(members, here, strict=True):
            moved[number] = point
    return moved


def _panel_bounds(
    plot: Rectangle, axes: Axes, *, is_right: bool, is_upper: bool
) -> Rectangle:
    """What discs may take of a panel: all but the gap and the band of the names."""
    left, top, right, bottom = plot
    half = GUTTER / 2
    band = BAND - RING - 1
    inner_left = left + EDGE
    inner_right = axes.involvement.cut - half
    if is_right:
        inner_left = axes.involvement.cut + half
        inner_right = right - EDGE
    inner_top = axes.power.cut + half
    inner_bottom = bottom - band
    if is_upper:
        inner_top = top + band
        inner_bottom = axes.power.cut - half
    return inner_left, inner_top, inner_right, inner_bottom
