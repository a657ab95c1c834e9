"""Scores after an edit: everybody keeps their place and label but the one who moved.

Also better for the eye, which would have to look for every name again. All are laid out
afresh where the one who moved finds no place, or something would be less clear.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from powermap.scene.extents import do_overlap
from powermap.scene.layout.label_plan import FOREIGN, distance_to, surroundings
from powermap.scene.layout.label_spots import DiscGeometry
from powermap.scene.marks import Point
from powermap.views.score_axes import axes_of
from powermap.views.score_discs import PlacedPerson, true_point
from powermap.views.score_layout import Layout, Plot
from powermap.views.score_panels import spread_in_panels

__all__ = ["LayoutMemory"]

KEPT_FROM = 60
"""People from which on they stay; fewer are laid out quickly, and then afresh."""
RECENT = 8
"""Layouts that are remembered, so that undoing a few edits shows the same again."""
APART = 1.0
"""Points between two discs at least."""


class LayoutMemory:
    """The last layouts of a picture that is drawn after each edit."""

    def __init__(self) -> None:
        self._recent: list[Layout] = []

    @property
    def last(self) -> Layout | None:
        """That of the picture before, if there is one."""
        return self._recent[-1] if self._recent else None

    def keep(self, layout: Layout) -> None:
        """Remember a layout, and forget the oldest one."""
        self._recent = [*self._recent, layout][-RECENT:]

    def lay_out(self, plot: Plot, height: float) -> Layout | None:
        """People where they were, but for one who moved; None where that is unclear."""
        if len(plot.people) < KEPT_FROM or not self._recent:
            return None
        for layout in reversed(self._recent):
            before = _layout_of_same(plot, height, layout)
            if before is not None and not _changed(plot, before):
                people = _shown_as_now(plot, before)
                return replace(before, people=people)
        last = _layout_of_same(plot, height, self._recent[-1])
        if last is None:
            return None
        number, *others = _changed(plot, last)
        return None if others else _with_moved(plot, last, number)


def _layout_of_same(plot: Plot, height: float, layout: Layout) -> Layout | None:
    """A layout with its people in the order of now; None where others are on the page."""
    if not plot.is_page_of(layout.rectangle, height):
        return None
    if axes_of(layout.rectangle, plot.judgment.center.scale) != layout.axes:
        return None
    placed = {each.shown.person.id: each for each in layout.people}
    ids = [each.person.id for each in plot.people]
    if placed.keys() != set(ids):
        return None
    return replace(layout, people=tuple(placed[id] for id in ids))


def _changed(plot: Plot, before: Layout) -> list[int]:
    """Who is shown otherwise than before."""
    changed = []
    pairs = zip(plot.people, before.people, strict=True)
    for number, (shown, placed) in enumerate(pairs):
        # Most are the same objects, and to compare two takes as long as to place one.
        if placed.shown is not shown and placed.shown != shown:
            changed.append(number)
    return changed


def _shown_as_now(plot: Plot, before: Layout) -> tuple[PlacedPerson, ...]:
    people = []
    for shown, placed in zip(plot.people, before.people, strict=True):
        people.append(replace(placed, shown=shown))
    return tuple(people)


def _with_moved(plot: Plot, before: Layout, number: int) -> Layout | None:
    """The layout with one person elsewhere, and labels that stood in the way."""
    rectangle, axes = before.rectangle, before.axes
    people = list(_shown_as_now(plot, before))
    radius = plot.reach
    as_before = replace(plot, people=[each.shown for each in before.people])
    if before.people[number].in_block or radius != as_before.reach:
        return None
    point = true_point(plot.people[number], plot.judgment.center.scale, axes)
    [center] = spread_in_panels([point], rectangle, axes, radius)
    if not _has_room(before, number, point, center, radius):
        return None
    with_title = not before.without_titles
    alone = replace(plot, people=[plot.people[number]])
    [label] = alone.labels(rectangle, axes, [point], with_title=with_title)
    people[number] = replace(
        people[number], true_point=point, center=center, label=label
    )

    discs = [(*each.center, radius) for each in people]
    in_the_way = set(_labels_in_the_way(people, number, discs))
    if any(people[each].in_block for each in in_the_way):
        return None
    settled = {}
    for other, placed in enumerate(people):
        if other != number and other not in in_the_way:
            settled[other] = placed.spot
    labels = [each.label for each in people]
    placement = plot.place_labels(
        rectangle, axes, discs, labels, settled, is_last=False
    )
    if placement is None:
        return None
    for other in (number, *in_the_way):
        people[other] = replace(people[other], spot=placement.spots[other])
    after = plot.layout(rectangle, axes, people, before.blocks, before.loose, placement)
    return after if after.faults <= before.faults else None


def _has_room(
    before: Layout, number: int, point: Point, center: Point, radius: float
) -> bool:
    """Whether a disc covers neither another one nor a block, and shares no point."""
    for other, placed in enumerate(before.people):
        if other == number:
            continue
        if placed.true_point == point:
            return False
        if math.dist(center, placed.center) < 2 * radius + APART:
            return False
    x, y = center
    return not any(
        distance_to(block.box, (x, y, radius)) < radius + APART
        for block in before.blocks
    )


def _labels_in_the_way(
    people: Sequence[PlacedPerson], number: int, discs: Sequence[DiscGeometry]
) -> Iterator[int]:
    """Whose label the moved disc covers, or is as near as its own disc."""
    disc = discs[number]
    covered = surroundings(disc)
    for other, placed in enumerate(people):
        if other == number:
            continue
        width, height = placed.label.size
        left, top = placed.spot.x, placed.spot.y
        text = (left, top, left + width, top + height)
        if do_overlap(text, covered):
            yield other
        elif not placed.spot.leader and not placed.in_block:
            reach = distance_to(text, discs[other]) + FOREIGN
            if distance_to(text, disc) < reach:
                yield other
