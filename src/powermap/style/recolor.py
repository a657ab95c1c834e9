"""Marks in other colors: faded behind others, or in the colors of a company."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from powermap.scene.marks import Group, Image, Mark, Scene

# Far enough to step back, near enough that name and stance can still be read.
FADED = 0.8
"""How far toward the page somebody fades who does not stand out."""
PAINTED = ("fill", "stroke", "ink")
"""Fields of marks that hold a color."""

AnyMark = TypeVar("AnyMark", bound=Mark)


def recolored(mark: AnyMark, color_for: Callable[[str], str]) -> AnyMark:
    """A mark, with all in it, in other colors."""
    if isinstance(mark, Group):
        inner = tuple(recolored(each, color_for) for each in mark.marks)
        return replace(mark, marks=inner)
    changed: dict[str, Any] = {}
    for name in PAINTED:
        # A mark has those of the fields that it needs.
        color = getattr(mark, name, None)
        if color:
            changed[name] = color_for(color)
    return replace(mark, **changed)


def faded(mark: AnyMark) -> AnyMark:
    """A mark, with all in it, that steps back behind the others.

    Examples
    --------
    >>> from powermap.scene.marks import Disc
    >>> faded(Disc(10, 10, 4, fill="#000000")).fill
    '#CCCCCC'
    """
    if isinstance(mark, Group):
        inner = tuple(faded(each) for each in mark.marks)
        return replace(mark, marks=inner, classes=(*mark.classes, "faded"))
    if isinstance(mark, Image):
        return replace(mark, opacity=1 - FADED)
    return recolored(mark, faded_color)


@lru_cache(maxsize=256)
def faded_color(color: str) -> str:
    """A color that is four fifths of the way to white."""
    # Toward white and not by opacity: lines behind a faded card would show through, and
    # each format treats opacity of groups differently.
    digits = ""
    for start in (1, 3, 5):
        part = int(color[start : start + 2], 16)
        digits += f"{round(part + (255 - part) * FADED):02X}"
    return f"#{digits}"


def with_emphasis(scene: Scene, ids: Collection[str]) -> Scene:
    """A scene in which all people but some step back.

    Examples
    --------
    >>> from powermap.scene.marks import Disc
    >>> disc = Disc(20, 10, 4, fill="#000000")
    >>> person = Group((disc,), key="ben", classes=("stakeholder",))
    >>> scene = Scene(40, 20, "", "", (person,))
    >>> with_emphasis(scene, {"ana"}).marks[0].marks[0].fill
    '#CCCCCC'
    """
    marks = [_emphasized(mark, ids) for mark in scene.marks]
    return replace(scene, marks=tuple(marks))


def _emphasized(mark: AnyMark, ids: Collection[str]) -> AnyMark:
    if not isinstance(mark, Group):
        return mark
    if "stakeholder" not in mark.classes:
        inner = tuple(_emphasized(each, ids) for each in mark.marks)
        return replace(mark, marks=inner)
    # A person who stands in several bands of a table has a number after the id.
    key = (mark.key or "").split(" ")[0]
    return mark if key in ids else faded(mark)
