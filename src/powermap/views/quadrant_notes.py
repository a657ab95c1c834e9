"""What the signs of discs mean, where they occur: rings, frames and bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Involvement, Power
from powermap.scene.marks import Box, Disc, Mark, Point, Rectangle
from powermap.views.legend_line import Entry

if TYPE_CHECKING:
    from powermap.views.people import ShownPerson

RADIUS = 9.0
"""Of the ring that is explained."""
DISC = 6.0
"""Radius of the disc on its bar."""
SAME_POINT = "quadrant.same_point"
AXES = ("power", "involvement")


def is_exact(shown: ShownPerson) -> bool:
    """Whether neither axis of a person holds a word."""
    person = shown.person
    return not (
        isinstance(person.power, Power) or isinstance(person.involvement, Involvement)
    )


def ring_entry(people: Sequence[ShownPerson]) -> list[Entry]:
    """What the ring means, where somebody has one."""
    if all(map(is_exact, people)):
        return []
    return [Entry(_draw_ring_sign, "quadrant.at_middle")]


def frame_entry(points: Sequence[Point]) -> list[Entry]:
    """What a frame around several people means, where some share a point."""
    if len(set(points)) == len(points):
        return []
    return [Entry(_draw_frame_sign, SAME_POINT)]


def cut_entries(people: Sequence[ShownPerson]) -> list[Entry]:
    """What the bars mean that discs stand on, for the axes where somebody does."""
    entries: list[Entry] = []
    for axis in AXES:
        if any(axis in each.assignment.at_cut for each in people):
            entries.append(
                Entry(partial(_draw_cut_sign, axis), f"quadrant.{axis}_at_cut")
            )
    return entries


def near_entries(people: Sequence[ShownPerson]) -> list[Entry]:
    """What the dashed line beside a disc means, where somebody has one."""
    if not any(each.assignment.near_cut for each in people):
        return []
    return [Entry(_draw_near_sign, "quadrant.near_cut")]


def draw_ring(x: float, y: float, radius: float) -> Disc:
    """The dashed ring of somebody without scores."""
    return Disc(
        x,
        y,
        radius,
        fill=None,
        stroke=style.MUTED,
        stroke_width=1.0,
        dash=style.SMALL_DASH,
    )


def draw_frame(box: Rectangle) -> Box:
    """The frame around people at one point."""
    left, top, right, bottom = box
    return Box(
        left,
        top,
        right - left,
        bottom - top,
        fill=style.PAPER,
        stroke=style.RULE,
        stroke_width=0.8,
        radius=8.0,
        opacity=0.6,
    )


def _draw_frame_sign(x: float, y: float) -> Sequence[Mark]:
    frame_around = draw_frame((x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS))
    # On the white page its faint rim alone would not be seen.
    ground = replace(frame_around, stroke=style.FAINT, radius=4.0)
    upper = Disc(x, y - 4, 3.0, fill=style.FAINT)
    lower = Disc(x, y + 4, 3.0, fill=style.FAINT)
    return (ground, upper, lower)


def _draw_ring_sign(x: float, y: float) -> Sequence[Mark]:
    return (draw_ring(x, y, RADIUS),)


def _draw_near_sign(x: float, y: float) -> Sequence[Mark]:
    disc = Disc(x, y, DISC, fill=style.FAINT)
    return (disc, *style.near_bars(("below",), x, y, DISC))


def _draw_cut_sign(axis: str, x: float, y: float) -> Sequence[Mark]:
    disc = Disc(x, y, DISC, fill=style.FAINT)
    return (disc, *style.cut_bars((axis,), x, y, DISC))
