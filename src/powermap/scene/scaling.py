"""A drawing made larger or smaller as a whole, with all its texts and lines."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from powermap.scene.marks import Group, Mark, Path, Scene

__all__ = ["moved", "scaled", "scaled_length", "scaled_mark"]

LENGTHS = frozenset(
    {"x", "y", "width", "height", "radius", "size", "spacing", "stroke_width"}
)
"""Fields of marks that hold a length or a coordinate."""
LISTS = frozenset({"dash", "bounds"})
"""Fields that hold several of them."""


def scaled(scene: Scene, factor: float) -> Scene:
    """The same drawing, with every length multiplied by a factor.

    Examples
    --------
    >>> from powermap.scene import Disc
    >>> half = scaled(Scene(80, 40, "", "", (Disc(20, 10, 4),)), 0.5)
    >>> half.width, half.marks[0].x, half.marks[0].radius
    (40.0, 10.0, 2.0)
    """
    if factor == 1:
        return scene
    marks = tuple(scaled_mark(mark, factor) for mark in scene.marks)
    return replace(
        scene,
        width=scaled_length(scene.width, factor),
        height=scaled_length(scene.height, factor),
        marks=marks,
    )


def scaled_mark(mark: Mark, factor: float) -> Mark:
    """A mark, with all in it, with every length multiplied by a factor.

    Examples
    --------
    >>> from powermap.scene import Disc
    >>> scaled_mark(Disc(20, 10, 4), 0.5).x
    10.0
    """
    changed: dict[str, Any] = {}
    for attribute in fields(mark):
        name = attribute.name
        value = getattr(mark, name)
        if name in LENGTHS:
            changed[name] = scaled_length(value, factor)
        elif name in LISTS and value:
            changed[name] = tuple(scaled_length(each, factor) for each in value)
    if isinstance(mark, Group):
        changed["marks"] = tuple(scaled_mark(each, factor) for each in mark.marks)
    if isinstance(mark, Path):
        changed["commands"] = tuple(
            _scale_command(each, factor) for each in mark.commands
        )
    return replace(mark, **changed)


def _scale_command(command: tuple[Any, ...], factor: float) -> tuple[Any, ...]:
    letter, *numbers = command
    return (letter, *(scaled_length(number, factor) for number in numbers))


def moved(mark: Mark, right: float, down: float) -> Mark:
    """A mark, with all in it, at another place.

    Examples
    --------
    >>> from powermap.scene import Disc
    >>> moved(Disc(20, 10, 4), 5, 1).x
    25
    """
    changed: dict[str, Any] = {}
    if isinstance(mark, Group):
        changed["marks"] = tuple(moved(each, right, down) for each in mark.marks)
        if mark.bounds is not None:
            left, top, end, bottom = mark.bounds
            changed["bounds"] = (left + right, top + down, end + right, bottom + down)
    elif isinstance(mark, Path):
        changed["commands"] = tuple(
            _move_command(each, right, down) for each in mark.commands
        )
    else:
        changed = {"x": mark.x + right, "y": mark.y + down}
    return replace(mark, **changed)


def _move_command(
    command: tuple[Any, ...], right: float, down: float
) -> tuple[Any, ...]:
    letter, *numbers = command
    places = []
    for place, number in enumerate(numbers):
        places.append(number + (down if place % 2 else right))
    return (letter, *places)


def scaled_length(length: float, factor: float) -> float:
    """A length multiplied by a factor.

    Examples
    --------
    >>> scaled_length(20, 0.5)
    10.0
    """
    # Products differ in their last digits between machines; four decimals do not.
    return round(float(length * factor), 4)
