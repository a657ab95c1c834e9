"""A scene drawn by matplotlib: PNG, PDF, a Figure, or onto somebody's Axes. Never pyplot, no rcParams written.

One artist draws the whole scene at draw time, so that texts and lines keep their proportions in Axes of any size and
at any resolution. Letters are outlines where the result is pixels (exact places, whatever the user's hinting settings)
and text where the result is a document.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any, cast

from powermap.render.face_runs import split_by_face, warn_of_missing_glyphs
from powermap.render.fonts import Face, open_face
from powermap.scene.marks import Box, Disc, Group, Path, Scene, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.path import Path as Outline

_BEND = 0.5522847498  # where the handles of a quarter circle stand
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def draw(scene: Scene, ax: Axes) -> Axes:
    """Draw a scene onto an Axes of any size; its limits become the page, y down.

    Parameters
    ----------
    scene : Scene
        What to draw.
    ax : matplotlib.axes.Axes
        Where to draw; ticks and frame are hidden, what stands there already stays.

    Returns
    -------
    matplotlib.axes.Axes
        The same Axes.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> ax = Figure().add_subplot()
    >>> draw(Scene(40, 20, title="", description="", marks=()), ax) is ax
    True
    >>> [float(edge) for edge in ax.get_ylim()]
    [20.0, 0.0]
    """
    warn_of_missing_glyphs(scene)
    shared = any(
        len(axes.get_siblings(ax)) > 1
        for axes in (ax.get_shared_x_axes(), ax.get_shared_y_axes())
    )
    ax.set_aspect("equal", adjustable="datalim" if shared else "box")
    ax.set_xlim(0, scene.width)
    ax.set_ylim(scene.height, 0)
    ax.set_axis_off()
    ax.add_artist(_drawing(scene))
    return ax


def figure(scene: Scene) -> Figure:
    """Draw a scene as a Figure of its own, one printer's point for each of its points.

    Examples
    --------
    >>> made = figure(Scene(720, 360, title="", description="", marks=()))
    >>> [float(side) for side in made.get_size_inches()]
    [10.0, 5.0]
    """
    from matplotlib.figure import Figure

    size = (scene.width / 72, scene.height / 72)
    made = Figure(figsize=size, dpi=72, facecolor=scene.background, edgecolor="none")
    made.set_layout_engine("none")  # whatever the user's settings say
    draw(scene, made.add_axes((0.0, 0.0, 1.0, 1.0)))
    return made


def png(scene: Scene, scale: float = 2.0) -> bytes:
    """Draw a scene as a PNG, `scale` pixels for each point.

    Examples
    --------
    >>> png(Scene(40, 20, title="", description="", marks=()))[1:4] == b"PNG"
    True
    """
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image

    warn_of_missing_glyphs(scene)
    width, height = (
        max(1, round(scene.width * scale)),
        max(1, round(scene.height * scale)),
    )
    renderer: Any = cast("Any", RendererAgg)(
        width, height, 72.0
    )  # at 72 dots per inch a point of the pen is a pixel
    pen = _Pen(
        renderer,
        0.0,
        float(height),
        width / scene.width,
        height / scene.height,
        outlined=True,
    )
    _page(scene, pen)
    picture = Image.frombuffer(
        "RGBA", (width, height), renderer.buffer_rgba(), "raw", "RGBA", 0, 1
    ).convert("RGB")
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(72 * scale, 72 * scale))
    return target.getvalue()


def pdf(scene: Scene) -> bytes:
    """Draw a scene as a one-page PDF with selectable text and without a date.

    Examples
    --------
    >>> pdf(Scene(40, 20, title="A", description="", marks=()))[:5]
    b'%PDF-'
    """
    from matplotlib.backends.backend_pdf import FigureCanvasPdf

    target = io.BytesIO()
    facts = {
        "Title": scene.title,
        "Subject": scene.description,
        "Creator": "powermap",
        "CreationDate": None,
    }
    canvas = cast("Any", FigureCanvasPdf(figure(scene)))
    canvas.print_pdf(
        target, metadata={key: value for key, value in facts.items() if value != ""}
    )
    return target.getvalue()


def _drawing(scene: Scene) -> Any:
    return _artist_class()(scene)


@cache
def _artist_class() -> type:
    """The artist's class, made on first use because its base is matplotlib's."""
    from matplotlib import rcParams
    from matplotlib.artist import Artist
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.transforms import Bbox

    class Drawing(Artist):
        def __init__(self, scene: Scene) -> None:
            super().__init__()
            self.scene = scene
            self.set_label("_powermap")

        def draw(self, renderer: Any) -> None:
            if not self.get_visible():
                return
            outlined = isinstance(renderer, RendererAgg) or bool(
                rcParams["pdf.use14corefonts"]
            )
            (left, top), (right, bottom) = self._corners()
            across, down = (
                (right - left) / self.scene.width,
                (top - bottom) / self.scene.height,
            )
            renderer.open_group("powermap", self.get_gid())
            _page(
                self.scene, _Pen(renderer, left, top, across, down, outlined=outlined)
            )
            renderer.close_group("powermap")
            self.stale = False

        def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 - the base's signature
            return Bbox(self._corners())

        def _corners(self) -> Any:
            return cast("Any", self.axes).transData.transform(
                [(0.0, 0.0), (self.scene.width, self.scene.height)]
            )

    return Drawing


@dataclass(frozen=True, slots=True)
class _Pen:
    """Where the page lies on the canvas (y up) and how a point of it becomes a dot."""

    renderer: Any
    left: float
    top: float
    across: float
    down: float
    outlined: bool

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.across, self.top - y * self.down

    def matrix(self, x: float, y: float, across: float, down: float) -> Any:
        """A unit square's transform: its origin to (x, y) of the page, its sides to `across` and `down`."""
        from matplotlib.transforms import Affine2D

        return Affine2D.from_values(
            across * self.across, 0, 0, -down * self.down, *self.place(x, y)
        )

    def shape(self, outline: Outline, matrix: Any, mark: Box | Disc | Path) -> None:
        opacity = 1.0 if isinstance(mark, Disc) else mark.opacity
        context = self.renderer.new_gc()
        context.set_snap(False)
        context.set_linewidth(0.0)
        if mark.stroke is not None:
            dot = self.down / self.renderer.points_to_pixels(1.0)
            context.set_foreground(_colour(mark.stroke, opacity), isRGBA=True)
            context.set_linewidth(mark.stroke_width * dot)
            if mark.dash:
                pattern = (
                    mark.dash if len(mark.dash) % 2 == 0 else mark.dash * 2
                )  # as SVG reads an odd number
                context.set_dashes(0.0, [length * dot for length in pattern])
        self.renderer.draw_path(
            context,
            outline,
            matrix,
            None if mark.fill is None else _colour(mark.fill, opacity),
        )
        context.restore()


def _page(scene: Scene, pen: _Pen) -> None:
    _box(Box(0, 0, scene.width, scene.height, fill=scene.background), pen)
    for mark in scene.walk():
        if not isinstance(mark, Group):
            _DRAWN[type(mark)](mark, pen)


@lru_cache(maxsize=1024)
def _colour(name: str, opacity: float) -> tuple[float, float, float, float]:
    from matplotlib.colors import to_rgba

    red, green, blue, alpha = to_rgba(name)
    return red, green, blue, alpha * opacity


def _box(box: Box, pen: _Pen) -> None:
    radius = min(box.radius, box.width / 2, box.height / 2)
    pen.shape(
        _rectangle(box.width, box.height, radius), pen.matrix(box.x, box.y, 1, 1), box
    )


def _disc(disc: Disc, pen: _Pen) -> None:
    from matplotlib.path import Path as Outline

    pen.shape(
        Outline.unit_circle(),
        pen.matrix(disc.x, disc.y, disc.radius, disc.radius),
        disc,
    )


def _path(path: Path, pen: _Pen) -> None:
    pen.shape(_line(path.commands), pen.matrix(0, 0, 1, 1), path)


@lru_cache(maxsize=1024)
def _rectangle(width: float, height: float, radius: float) -> Outline:
    right, bottom, bend = width - radius, height - radius, radius * (1 - _BEND)
    if radius <= 0:
        return _line(
            (
                ("M", 0, 0),
                ("L", width, 0),
                ("L", width, height),
                ("L", 0, height),
                ("Z",),
            )
        )
    return _line(
        (
            ("M", radius, 0),
            ("L", right, 0),
            ("C", width - bend, 0, width, bend, width, radius),
            ("L", width, bottom),
            ("C", width, height - bend, width - bend, height, right, height),
            ("L", radius, height),
            ("C", bend, height, 0, height - bend, 0, bottom),
            ("L", 0, radius),
            ("C", 0, bend, bend, 0, radius, 0),
            ("Z",),
        )
    )


@lru_cache(maxsize=4096)
def _line(commands: tuple[tuple[Any, ...], ...]) -> Outline:
    """Segments as an outline of matplotlib."""
    from matplotlib.path import Path as Outline

    points: list[tuple[float, float]] = []
    codes: list[int] = []
    kinds: dict[str, tuple[Any, ...]] = {
        "M": (Outline.MOVETO,),
        "L": (Outline.LINETO,),
        "C": (Outline.CURVE4,) * 3,
        "Z": (Outline.CLOSEPOLY,),
    }
    for letter, *numbers in commands:
        points += list(zip(numbers[::2], numbers[1::2], strict=True)) or [(0.0, 0.0)]
        codes += kinds[letter]
    return Outline(points or [(0.0, 0.0)], codes or [Outline.MOVETO], readonly=True)


def _text(text: Text, pen: _Pen) -> None:
    stretches, total = _stretches(text)
    turn, before = radians(text.rotate), total * _SHIFT[text.anchor]
    write = _outlines if pen.outlined else _words
    for content, face, start in stretches:
        along = start - before
        write(
            content,
            face,
            text,
            (text.x + along * cos(turn), text.y + along * sin(turn)),
            pen,
        )


@lru_cache(maxsize=4096)
def _stretches(text: Text) -> tuple[tuple[tuple[str, Face, float], ...], float]:
    """What is drawn in one go, with which face, how far from the start of the text; and how long the whole is."""
    parts = _parts(text)
    placed, along = [], 0.0
    for (content, face), (after, face_after) in zip(
        parts, (*parts[1:], ("", None)), strict=True
    ):
        placed.append((content, face, along))
        step = _letters(content, face)[1]
        if text.spacing and face == face_after:  # spaced letters keep their kerning
            step = _letters(content + after, face)[1] - _letters(after, face)[1]
        along += step * text.size / 100 + text.spacing * len(content)
    return tuple(placed), along


def _parts(text: Text) -> tuple[tuple[str, Face], ...]:
    """Letters one by one when they are spaced, except where they join."""
    whole = split_by_face(text.content, text.weight)
    if not text.spacing or any(
        unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text.content
    ):
        return whole
    return tuple(
        (letter, face) for content, face in whole for letter in _single(content)
    )


def _single(content: str) -> list[str]:
    letters: list[str] = []
    for char in content:
        if letters and unicodedata.category(char) in {"Mn", "Me", "Cf"}:
            letters[-1] += char
        else:
            letters.append(char)
    return letters


@lru_cache(maxsize=8192)
def _letters(content: str, face: Face) -> tuple[Outline, float]:
    """A text's outline and its advance, both in hundredths of an em."""
    import numpy as np
    from matplotlib.ft2font import LoadFlags
    from matplotlib.path import Path as Outline
    from matplotlib.textpath import TextToPath

    font = open_face(face)
    glyphs, shapes, _ = TextToPath().get_glyphs_with_font(font, content)
    drawn = [
        (shapes[name][0] + (x, y), shapes[name][1])
        for name, x, y, _ in glyphs
        if len(shapes[name][0])
    ]
    points = np.concatenate([each for each, _ in drawn]) if drawn else np.zeros((1, 2))
    codes = np.concatenate([each for _, each in drawn]) if drawn else [Outline.MOVETO]
    font.set_text(content, 0.0, flags=LoadFlags.NO_HINTING)
    return Outline(points, codes, readonly=True), font.get_width_height()[0] / 64


def _outlines(
    content: str, face: Face, text: Text, at: tuple[float, float], pen: _Pen
) -> None:
    from matplotlib.transforms import Affine2D

    turn, across, down = (
        radians(text.rotate),
        pen.across * text.size / 100,
        pen.down * text.size / 100,
    )
    parts = (
        across * cos(turn),
        -down * sin(turn),
        across * sin(turn),
        down * cos(turn),
    )
    context = pen.renderer.new_gc()
    context.set_snap(False)
    context.set_linewidth(0.0)
    matrix = Affine2D.from_values(*parts, *pen.place(*at))
    pen.renderer.draw_path(
        context, _letters(content, face)[0], matrix, _colour(text.ink, 1.0)
    )
    context.restore()


def _words(
    content: str, face: Face, text: Text, at: tuple[float, float], pen: _Pen
) -> None:
    renderer = pen.renderer
    x, y = pen.place(*at)
    context = renderer.new_gc()
    context.set_foreground(_colour(text.ink, 1.0), isRGBA=True)
    size = text.size * pen.down / renderer.points_to_pixels(1.0)
    upright = renderer.get_canvas_width_height()[1] - y if renderer.flipy() else y
    renderer.draw_text(
        context, x, upright, content, face.properties(size), -text.rotate, ismath=False
    )
    context.restore()


_DRAWN: dict[type, Callable[[Any, _Pen], None]] = {
    Box: _box,
    Disc: _disc,
    Path: _path,
    Text: _text,
}
