"""Marks in other colors: faded behind others, or in the colors of a company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any, TypeVar

from powermap.scene.marks import Group, Mark

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
