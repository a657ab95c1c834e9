"""The axes of the quadrant of numbers: where scores lie, and their ticks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count

from powermap import style
from powermap.model import Scale
from powermap.scene.marks import Point, Rectangle, Text
from powermap.scene.text import measure
from powermap.views.frame import line

RING = 12.0
"""Radius of the ring around the disc of an inexact point."""
GUTTER = 6.0
"""Between two panels."""
INSET = 18.0
"""Free of discs at the left and right edge of the plot."""
BAND = 46.0
"""Free of discs at its upper and lower edge, where the names of the panels stand."""
NARROWEST = 0.16
"""Least share of the plot's width that a panel has, so that its name fits."""
LOWEST = 0.12
"""Least share of the plot's height."""
TICK = 12.0
"""Font size of a score."""
MOST_STEPS = 6
"""Steps between the ticks of an axis at most."""
ROUNDING = 1e-9
"""Share of a step by which a score may miss a tick."""


@dataclass(frozen=True, slots=True)
class Axis:
    """From scores to points, straight in each half, with room for discs at the cut.

    Attributes
    ----------
    scale : Scale
        Of the scores.
    start, end : float
        Where the ends of the scale lie.
    cut : float
        The middle of the gap between the panels. A disc on the cut of the scale stands
        in the upper half.
    room : float
        What a disc needs beside the middle of the gap.
    """

    scale: Scale
    start: float
    end: float
    cut: float
    room: float

    @property
    def _below(self) -> float:
        """Where the lower half ends."""
        direction = self.end - self.start
        return self.cut - math.copysign(self.room, direction)

    @property
    def _above(self) -> float:
        """Where the upper half begins."""
        direction = self.end - self.start
        return self.cut + math.copysign(self.room, direction)

    def at(self, score: float) -> float:
        """Where a score lies."""
        scale = self.scale
        # Straight in each half and not over the whole: the gap at the cut needs room
        # for discs on both sides, or discs at 4.9 and 5.1 would lie across it.
        if score < scale.middle:
            share = (score - scale.low) / (scale.middle - scale.low)
            return self.start + (self._below - self.start) * share
        span = scale.high - scale.middle
        # The cut may be the upper end of the scale.
        share = (score - scale.middle) / span if span else 0.0
        return self._above + (self.end - self._above) * share

    @property
    def knots(self) -> tuple[Point, ...]:
        """Places with their scores, between which the axis runs straight."""
        scale = self.scale
        return (
            (self.start, scale.low),
            (self._below, scale.middle),
            (self._above, scale.middle),
            (self.end, scale.high),
        )


@dataclass(frozen=True, slots=True)
class Axes:
    """Involvement from left to right and power from below."""

    involvement: Axis
    power: Axis


def axes_of(plot: Rectangle, scale: Scale) -> Axes:
    """The axes of a plot; every panel has room for its name, wherever the cut is."""
    left, top, right, bottom = plot
    share = scale.share(scale.middle)
    across = min(max(share, NARROWEST), 1 - NARROWEST)
    along = min(max(share, LOWEST), 1 - LOWEST)
    room = RING + GUTTER / 2 + 1

    first = left + INSET
    last = right - INSET
    x = first + across * (right - left - 2 * INSET)
    involvement = Axis(scale, first, last, x, room)

    lowest = bottom - BAND
    highest = top + BAND
    y = lowest - along * (bottom - top - 2 * BAND)
    power = Axis(scale, lowest, highest, y, room)
    return Axes(involvement, power)


def draw_ticks(plot: Rectangle, axes: Axes) -> list[Text]:
    """Scores along both axes, left out where they would cover one another."""
    left, _, _, bottom = plot
    marks: list[Text] = []
    last_right = -math.inf
    last_y = math.inf
    for score in round_scores(axes.power.scale):
        text = f"{score:.10g}"
        x = axes.involvement.at(score)
        half = measure(text, TICK) / 2
        # They come close where a cut far from the middle squeezes one half.
        if x - half > last_right + 6:
            marks.append(
                line(
                    text,
                    x,
                    bottom + 18,
                    size=TICK,
                    ink=style.MUTED,
                    anchor="middle",
                )
            )
            last_right = x + half
        y = axes.power.at(score)
        if y < last_y - 14:
            marks.append(
                line(
                    text,
                    left - 9,
                    y + 4,
                    size=TICK,
                    ink=style.MUTED,
                    anchor="end",
                )
            )
            last_y = y
    return marks


def round_scores(scale: Scale) -> list[float]:
    """Round numbers on the scale, at most seven."""
    span = scale.high - scale.low
    step = _round_step(span / MOST_STEPS)
    first = math.ceil(scale.low / step - ROUNDING)
    scores = []
    for number in count(first):
        score = step * number
        if score > scale.high + span * ROUNDING:
            break
        scores.append(round(score, 10))
    return scores


def _round_step(least: float) -> float:
    """The least of 1, 2, 5, 10, 20 … (or 0.1, 0.2 …) that is not below `least`."""
    power = 10.0 ** math.floor(math.log10(least))
    # A quotient that is a hair above a round number counts as that number.
    for factor in (1, 2, 5):
        if power * factor >= least * 0.999:
            return power * factor
    return power * 10
