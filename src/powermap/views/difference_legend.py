"""The legend of a chart of changes: rims, outlines and triangles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Mark
from powermap.style import flow
from powermap.views import frame
from powermap.views.difference_cards import Item, tone_of
from powermap.views.frame import Key, line

if TYPE_CHECKING:
    from powermap.language import Language

__all__ = ["draw_legend"]

KEY_WIDTH = 26.0  # of a card in the legend
KEY_HEIGHT = 14.0


def draw_legend(
    items: Sequence[Item], start: float, language: Language
) -> tuple[Mark, ...]:
    """What rims, outlines and triangles mean, in a line under the heading."""
    marks = []
    x = frame.LEFT
    for key in _legend_keys(items, language):
        sign = key.draw(x + key.wide / 2, start + 8)
        x += key.wide + 7
        text = line(
            key.text,
            x,
            start + 12,
            12,
            style.MUTED,
            solid=True,
        )
        marks.append(Group((*sign, text), classes=("legend",)))
        x += text.width + 22
    return tuple(marks)


def _legend_keys(items: Sequence[Item], language: Language) -> Iterator[Key]:
    """Only what occurs."""
    kinds = {item.kind for item in items}
    directions = set()
    for item in items:
        if item.kind == "changed":
            directions |= {change.better for change in item.lines}
    if "ghost" in kinds:
        yield Key(_draw_ghost_key, language.say("difference.key_ghost"), KEY_WIDTH)
    if True in directions:
        draw = partial(_draw_triangle_key, True)
        yield Key(draw, language.say("difference.key_better"), 10)
    if False in directions:
        draw = partial(_draw_triangle_key, False)
        yield Key(draw, language.say("difference.key_worse"), 10)
    if kinds & {"new", "changed"}:
        yield Key(_draw_rim_key, language.say("difference.key_moved"), KEY_WIDTH)


def _draw_ghost_key(x: float, y: float) -> tuple[Mark, ...]:
    left = x - KEY_WIDTH / 2
    top = y - KEY_HEIGHT / 2
    outline = Box(
        left,
        top,
        KEY_WIDTH,
        KEY_HEIGHT,
        None,
        style.FAINT,
        1.1,
        4.0,
        style.DASH,
    )
    return (outline,)


def _draw_rim_key(x: float, y: float) -> tuple[Mark, ...]:
    left = x - KEY_WIDTH / 2
    top = y - KEY_HEIGHT / 2
    card = Box(
        left,
        top,
        KEY_WIDTH,
        KEY_HEIGHT,
        style.PAPER,
        flow.FRESH,
        1.6,
        4.0,
    )
    return (card,)


def _draw_triangle_key(better: bool, x: float, y: float) -> tuple[Mark, ...]:
    ink = tone_of(better).ink
    return flow.turn_sign(better, x, y, ink)
