"""What must not be in a drawing: overlaps of solid marks, and marks outside their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from powermap.errors import ModelError, Sentence, shown
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Mark, Rectangle, Scene, Text

TOLERANCE = 0.5
"""Points by which marks may overlap before it counts; less is invisible in print."""
SQUARE = 64.0
"""Points; a card covers some three such squares, a disc one."""
MANY_SQUARES = 64
"""A mark in more squares is compared with all others."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mark that is where it must not be, and by how many points."""

    kind: Literal["overlap", "outside page", "outside bounds"]
    first: str
    second: str | None
    depth: float

    def __str__(self) -> str:
        """The fault in words."""
        marks = self.first
        if self.second:
            marks = f"{self.first} and {self.second}"
        return f"{self.kind}: {marks} by {self.depth:.1f} pt"


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What a mark is drawn in: the bounds that hold there and the nearest keyed group."""

    bounds: Rectangle
    is_page: bool
    group: int
    key: str

    def inside(self, group: Group) -> _Surroundings:
        """The surroundings of the members of a group."""
        bounds = self.bounds
        if group.bounds:
            # A group inside another one must not leave either: bounds only ever get
            # smaller.
            bounds = _intersection(group.bounds, self.bounds)
        return _Surroundings(
            bounds,
            is_page=self.is_page and not group.bounds,
            # Groups without a key only collect marks for drawing. By identity, since
            # equal groups (two cards of namesakes) are still two.
            group=id(group) if group.key else self.group,
            key=group.key or self.key,
        )


@dataclass(frozen=True, slots=True)
class _LocatedMark:
    mark: Mark
    within: _Surroundings
    extent: Rectangle

    @property
    def name(self) -> str:
        """The key of its group, then the text or the kind of the mark."""
        own = type(self.mark).__name__.lower()
        if isinstance(self.mark, Text):
            own = self.mark.content
        return f"{self.within.key} {own}".strip()


def faults(scene: Scene) -> list[Fault]:
    """Find every overlap of solid marks and everything that leaves the page or its bounds.

    Parameters
    ----------
    scene : Scene
        The drawing.

    Returns
    -------
    list of Fault
        Empty for a legible drawing. A card and what stands on it are no overlap. Takes
        time that grows with the marks, as long as few reach over the whole page.

    Raises
    ------
    ModelError
        When it is no Scene.

    Examples
    --------
    >>> near = (Disc(20, 20, 9, solid=True), Disc(25, 20, 9, solid=True))
    >>> [str(fault) for fault in faults(Scene(100, 50, "", "", near))]
    ['overlap: disc and disc by 13.0 pt']
    """
    _check_is_scene(scene)
    page = _Surroundings(
        (0.0, 0.0, scene.width, scene.height), is_page=True, group=0, key=""
    )
    located = list(_locate(scene.marks, page))
    return _marks_outside(located) + _overlaps(located)


def _check_is_scene(scene: object) -> None:
    if isinstance(scene, Scene):
        return
    values = (("value", shown(scene)), ("type", type(scene).__name__))
    key = "message.charts.not_a_scene"
    if hasattr(scene, "scene"):
        key = "message.charts.chart_for_scene"
    raise ModelError(Sentence(key, values))


def _locate(marks: Sequence[Mark], within: _Surroundings) -> Iterator[_LocatedMark]:
    """All marks that are no groups, with what surrounds them."""
    for mark in marks:
        if isinstance(mark, Group):
            yield from _locate(mark.marks, within.inside(mark))
        else:
            yield _LocatedMark(mark, within, extent(mark))


def _marks_outside(located: Sequence[_LocatedMark]) -> list[Fault]:
    faults_outside = []
    for each in located:
        depth = _depth_outside(each.extent, each.within.bounds)
        if depth <= TOLERANCE:
            continue
        if each.within.is_page:
            fault = Fault("outside page", each.name, None, round(depth, 2))
        else:
            fault = Fault("outside bounds", each.name, None, round(depth, 2))
        faults_outside.append(fault)
    return faults_outside


def _overlaps(located: Sequence[_LocatedMark]) -> list[Fault]:
    solid = [each for each in located if getattr(each.mark, "solid", False)]
    solid.sort(key=lambda each: each.extent[0])
    overlaps = []
    for here, others in _near(solid):
        for other in others:
            if _is_card_with_content(other, here):
                continue
            depth = _depth_of_overlap(other, here)
            if depth > TOLERANCE:
                fault = Fault("overlap", other.name, here.name, round(depth, 2))
                overlaps.append(fault)
    return overlaps


def _near(
    marks: Sequence[_LocatedMark],
) -> Iterator[tuple[_LocatedMark, list[_LocatedMark]]]:
    """Each mark with those before it that may touch it, by squares of a grid."""
    squares: dict[tuple[int, int], list[int]] = {}
    wide: list[int] = []
    for number, mark in enumerate(marks):
        places = _squares(mark.extent)
        if len(places) > MANY_SQUARES:
            # A few marks reach over the whole page; in every square they would cost
            # more than a look at everything.
            near = set(range(number))
            wide.append(number)
            places = []
        else:
            near = set(wide)
            for place in places:
                near.update(squares.get(place, ()))
        for place in places:
            squares.setdefault(place, []).append(number)
        yield mark, [marks[other] for other in sorted(near)]


def _squares(box: Rectangle) -> list[tuple[int, int]]:
    """The squares of the grid that a rectangle touches, or more than are counted."""
    left, top, right, bottom = (math.floor(side / SQUARE) for side in box)
    places = []
    for column in range(left, right + 1):
        for row in range(top, bottom + 1):
            places.append((column, row))
            if len(places) > MANY_SQUARES:
                return places
    return places


def _is_card_with_content(a: _LocatedMark, b: _LocatedMark) -> bool:
    """Whether one mark is the box of a keyed group on which the other one stands."""
    if not a.within.group or a.within.group != b.within.group:
        return False
    # Two texts of one card must not overlap even so: only the card itself may lie under
    # what stands on it.
    return isinstance(a.mark, Box) or isinstance(b.mark, Box)


def _intersection(a: Rectangle, b: Rectangle) -> Rectangle:
    left = max(a[0], b[0])
    top = max(a[1], b[1])
    right = min(a[2], b[2])
    bottom = min(a[3], b[3])
    return left, top, right, bottom


def _depth_outside(inner: Rectangle, outer: Rectangle) -> float:
    return max(
        outer[0] - inner[0],
        outer[1] - inner[1],
        inner[2] - outer[2],
        inner[3] - outer[3],
    )


def _depth_of_overlap(a: _LocatedMark, b: _LocatedMark) -> float:
    """How deep two marks overlap, negative when they do not; discs are measured round."""
    first = a.mark
    second = b.mark
    if isinstance(first, Disc) and isinstance(second, Disc):
        return _depth_of_discs(first, second)
    if isinstance(first, Disc):
        return _depth_in_disc(first, b.extent)
    if isinstance(second, Disc):
        return _depth_in_disc(second, a.extent)

    left, top, right, bottom = _intersection(a.extent, b.extent)
    width = right - left
    height = bottom - top
    # The smaller side says how far one of them would have to move.
    return min(width, height)


def _depth_of_discs(first: Disc, second: Disc) -> float:
    dx = first.x - second.x
    dy = first.y - second.y
    reach = first.radius + second.radius
    distance = math.hypot(dx, dy)
    return reach - distance


def _depth_in_disc(disc: Disc, box: Rectangle) -> float:
    left, top, right, bottom = box
    nearest_x = min(max(disc.x, left), right)
    nearest_y = min(max(disc.y, top), bottom)
    dx = disc.x - nearest_x
    dy = disc.y - nearest_y
    distance = math.hypot(dx, dy)
    return disc.radius - distance
