"""Texts of a scene on a renderer of matplotlib: as outlines of letters, or as text."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, NamedTuple

from powermap.render.face_runs import FaceRun, split_by_face
from powermap.render.fonts import (
    HUNDREDTHS_OF_EM,
    Face,
    has_right_to_left,
    is_combining,
    open_face,
)
from powermap.render.mpl_pen import Pen, plain_context, rgba
from powermap.scene.marks import Text

if TYPE_CHECKING:
    from matplotlib.path import Path as Outline

_ANCHOR_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""What lies before the anchor, as a share of the width of the text."""
_FREETYPE_UNITS = 64
"""FreeType's units of length per unit of its coordinates."""


class _PlacedRun(NamedTuple):
    """A run that is drawn in one go, and how far from the start of the text."""

    content: str
    face: Face
    start: float


def draw_text(text: Text, pen: Pen) -> None:
    """Draw a line of text, each run in the face that has its letters."""
    runs, width = _place_runs(text)
    turn = radians(text.rotate)
    before_anchor = width * _ANCHOR_SHIFT[text.anchor]
    draw_run = _draw_outlines if pen.as_outlines else _draw_letters
    for run in runs:
        along = run.start - before_anchor
        x = text.x + along * cos(turn)
        y = text.y + along * sin(turn)
        draw_run(run, text, pen.point(x, y), pen)


@lru_cache(maxsize=4096)
def _place_runs(text: Text) -> tuple[tuple[_PlacedRun, ...], float]:
    """Return the runs of a text with their places, and its width, in points."""
    runs = _runs(text)
    placed = []
    along = 0.0
    for position, (content, face) in enumerate(runs):
        placed.append(_PlacedRun(content, face, along))
        advance = _outline_and_advance(content, face)[1]
        if text.spacing and position + 1 < len(runs):
            following, following_face = runs[position + 1]
            if face == following_face:
                # Letters drawn one by one lose the kerning between them; SVG viewers
                # keep it.
                advance = _advance_before(content, following, face)
        along += advance * text.size / HUNDREDTHS_OF_EM + text.spacing * len(content)
    return tuple(placed), along


def _advance_before(content: str, following: str, face: Face) -> float:
    """Return the advance of a letter with its kerning to the following one."""
    _, both = _outline_and_advance(content + following, face)
    _, alone = _outline_and_advance(following, face)
    return both - alone


def _runs(text: Text) -> tuple[FaceRun, ...]:
    """Return the runs of a text; letter by letter when it is spaced.

    Right-to-left letters stay together, because they may join.
    """
    runs = split_by_face(text.content, text.weight)
    if not text.spacing or has_right_to_left(text.content):
        return runs
    letters = []
    for content, face in runs:
        for letter in _split_letters(content):
            letters.append((letter, face))
    return tuple(letters)


def _split_letters(content: str) -> list[str]:
    letters: list[str] = []
    for char in content:
        if letters and is_combining(char):
            letters[-1] += char
        else:
            letters.append(char)
    return letters


@lru_cache(maxsize=8192)
def _outline_and_advance(content: str, face: Face) -> tuple[Outline, float]:
    """Return the outline of a run and its advance, both in hundredths of an em."""
    import numpy as np
    from matplotlib.ft2font import LoadFlags
    from matplotlib.path import Path as Outline
    from matplotlib.textpath import TextToPath

    font = open_face(face)
    glyphs, shapes, _ = TextToPath().get_glyphs_with_font(font, content)
    all_points = []
    all_codes = []
    for name, x, y, _ in glyphs:
        points, codes = shapes[name]
        if len(points):
            all_points.append(points + np.array((x, y)))
            all_codes.append(codes)
    # Without hinting the advance is that of the font's design at any size.
    font.set_text(content, 0.0, flags=LoadFlags.NO_HINTING)
    advance = font.get_width_height()[0] / _FREETYPE_UNITS
    if not all_points:
        return Outline(np.zeros((1, 2)), [Outline.MOVETO], readonly=True), advance
    outline = Outline(
        np.concatenate(all_points), np.concatenate(all_codes), readonly=True
    )
    return outline, advance


def _draw_outlines(
    run: _PlacedRun, text: Text, place: tuple[float, float], pen: Pen
) -> None:
    """Draw a run as shapes, at its exact place."""
    from matplotlib.transforms import Affine2D

    turn = radians(text.rotate)
    x_scale = pen.x_scale * text.size / HUNDREDTHS_OF_EM
    y_scale = pen.y_scale * text.size / HUNDREDTHS_OF_EM
    transform = Affine2D.from_values(
        x_scale * cos(turn),
        -y_scale * sin(turn),
        x_scale * sin(turn),
        y_scale * cos(turn),
        *place,
    )
    outline, _ = _outline_and_advance(run.content, run.face)
    context = plain_context(pen.renderer)
    pen.renderer.draw_path(context, outline, transform, rgba(text.ink, 1.0))
    context.restore()


def _draw_letters(
    run: _PlacedRun, text: Text, place: tuple[float, float], pen: Pen
) -> None:
    """Draw a run as text that can be selected."""
    renderer = pen.renderer
    x, y = place
    context = renderer.new_gc()
    context.set_foreground(rgba(text.ink, 1.0), isRGBA=True)
    size = text.size * pen.y_scale / renderer.points_to_pixels(1.0)
    font = run.face.properties(size)
    # Backends disagree about which way y runs for text.
    if renderer.flipy():
        y = renderer.get_canvas_width_height()[1] - y
    renderer.draw_text(context, x, y, run.content, font, -text.rotate, ismath=False)
    context.restore()
