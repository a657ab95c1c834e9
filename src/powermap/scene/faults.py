"""What must not be in a drawing: solid marks that overlap, marks that leave the page or the bounds of their group."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from powermap.errors import ModelError, shown
from powermap.scene.marks import Box, Disc, Group, Mark, Path, Rectangle, Scene, Text
from powermap.scene.text import ASCENT, DESCENT

TOLERANCE = 0.5
"""Points by which marks may touch before it counts."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is where it must not be, by how many points."""

    kind: Literal["overlap", "outside page", "outside bounds"]
    first: str
    second: str | None
    depth: float

    def __str__(self) -> str:
        """The fault in words."""
        other = f" and {self.second}" if self.second else ""
        return f"{self.kind}: {self.first}{other} by {self.depth:.1f} pt"


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    owner: int
    name: str
    extent: Rectangle


def extent(mark: Mark) -> Rectangle:
    """The rectangle that a mark takes: a text by its measured width, a path by its points.

    Examples
    --------
    >>> extent(Disc(10, 10, 4))
    (6, 6, 14, 14)
    """
    if isinstance(mark, Box):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    if isinstance(mark, Disc):
        return (
            mark.x - mark.radius,
            mark.y - mark.radius,
            mark.x + mark.radius,
            mark.y + mark.radius,
        )
    if isinstance(mark, Text):
        return _text_extent(mark)
    if isinstance(mark, Path):
        numbers = [command[1:] for command in mark.commands]
        xs, ys = (
            [x for each in numbers for x in each[::2]],
            [y for each in numbers for y in each[1::2]],
        )
        return min(xs), min(ys), max(xs), max(ys)
    inner = [extent(each) for each in mark.marks]
    return (
        min(e[0] for e in inner),
        min(e[1] for e in inner),
        max(e[2] for e in inner),
        max(e[3] for e in inner),
    )


def _text_extent(mark: Text) -> Rectangle:
    before = {"start": 0.0, "middle": mark.width / 2, "end": mark.width}[mark.anchor]
    left, right = -before, mark.width - before
    up, low = -mark.size * ASCENT, mark.size * DESCENT
    angle = math.radians(mark.rotate)
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [
        (x * cos - y * sin, x * sin + y * cos) for x in (left, right) for y in (up, low)
    ]
    xs, ys = [mark.x + x for x, _ in corners], [mark.y + y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def faults(scene: Scene) -> list[Fault]:
    """Find every overlap of solid marks and everything that leaves the page or its bounds.

    Parameters
    ----------
    scene : Scene
        The drawing.

    Returns
    -------
    list of Fault
        Empty for a legible drawing. A card and what stands on it do not count as an overlap.

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
    if not isinstance(scene, Scene):
        hint = "; pass chart.scene" if hasattr(scene, "scene") else ""
        raise ModelError(
            f"{shown(scene)} is of type {type(scene).__name__}; allowed: a Scene{hint}"
        )
    found: list[Fault] = []
    placed = list(
        _placed(
            scene.marks,
            (0.0, 0.0, scene.width, scene.height),
            found,
            0,
            "",
            is_page=True,
        )
    )
    solid = sorted(
        (each for each in placed if getattr(each.mark, "solid", False)),
        key=lambda each: each.extent[0],
    )
    active: list[_Placed] = []
    for here in solid:
        active = [other for other in active if other.extent[2] > here.extent[0]]
        found += [fault for other in active if (fault := _overlap(other, here))]
        active.append(here)
    return found


def _placed(
    marks: tuple[Mark, ...],
    bounds: Rectangle,
    found: list[Fault],
    owner: int,
    name: str,
    *,
    is_page: bool,
) -> Iterator[_Placed]:
    for mark in marks:
        if isinstance(mark, Group):
            inner = _both(mark.bounds, bounds) if mark.bounds else bounds
            key = mark.key or name
            yield from _placed(
                mark.marks,
                inner,
                found,
                id(mark) if mark.key else owner,
                key,
                is_page=is_page and not mark.bounds,
            )
            continue
        what = mark.content if isinstance(mark, Text) else type(mark).__name__.lower()
        here = _Placed(mark, owner, f"{name} {what}".strip(), extent(mark))
        out = _outside(here.extent, bounds)
        if out > TOLERANCE:
            found.append(
                Fault(
                    "outside page" if is_page else "outside bounds",
                    here.name,
                    None,
                    round(out, 2),
                )
            )
        yield here


def _both(a: Rectangle, b: Rectangle) -> Rectangle:
    return max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])


def _outside(inner: Rectangle, outer: Rectangle) -> float:
    return max(
        outer[0] - inner[0],
        outer[1] - inner[1],
        inner[2] - outer[2],
        inner[3] - outer[3],
    )


def _overlap(a: _Placed, b: _Placed) -> Fault | None:
    if (
        a.owner == b.owner
        and (isinstance(a.mark, Box) or isinstance(b.mark, Box))
        and a.owner
    ):
        return None
    depth = _depth(a, b)
    return (
        Fault("overlap", a.name, b.name, round(depth, 2)) if depth > TOLERANCE else None
    )


def _depth(a: _Placed, b: _Placed) -> float:
    first, second = a.mark, b.mark
    if isinstance(first, Disc) and isinstance(second, Disc):
        return (
            first.radius
            + second.radius
            - math.hypot(first.x - second.x, first.y - second.y)
        )
    for disc, other in ((first, b), (second, a)):
        if isinstance(disc, Disc):
            left, up, right, low = other.extent
            x, y = min(max(disc.x, left), right), min(max(disc.y, up), low)
            return disc.radius - math.hypot(disc.x - x, disc.y - y)
    across = min(a.extent[2], b.extent[2]) - max(a.extent[0], b.extent[0])
    along = min(a.extent[3], b.extent[3]) - max(a.extent[1], b.extent[1])
    return min(across, along)
