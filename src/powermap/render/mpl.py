"""A scene drawn by matplotlib: as PNG, PDF or Figure, or onto somebody's Axes.

It neither imports pyplot nor writes rcParams. One artist draws the whole scene at draw
time, so that texts and lines keep their proportions in Axes of any size and at any
resolution.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from powermap.render.face_runs import warn_of_missing_glyphs
from powermap.render.matplotlib_start import load_matplotlib
from powermap.render.mpl_image import draw_image
from powermap.render.mpl_pen import Pen, draw_shape
from powermap.render.mpl_text import draw_text
from powermap.scene.marks import Box, Group, Image, Scene, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS_PER_INCH = 72


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
    # matplotlib refuses to resize the box of Axes that share an axis with others.
    ax.set_aspect("equal", adjustable="datalim" if _shares_axes(ax) else "box")
    ax.set_xlim(0, scene.width)
    ax.set_ylim(scene.height, 0)
    ax.set_axis_off()
    ax.add_artist(_artist_class()(scene))
    return ax


def size_of(ax: Axes) -> tuple[float, float]:
    """Width and height of Axes in points, as they are in their figure now.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> fig = Figure(figsize=(10, 5))
    >>> [round(length) for length in size_of(fig.add_axes((0, 0, 1, 1)))]
    [720, 360]
    """
    fig: Any = ax.get_figure(root=True)
    box = ax.get_position()
    width, height = fig.get_size_inches()
    return (
        float(box.width * width) * POINTS_PER_INCH,
        float(box.height * height) * POINTS_PER_INCH,
    )


def _shares_axes(ax: Axes) -> bool:
    shared_x = ax.get_shared_x_axes().get_siblings(ax)
    shared_y = ax.get_shared_y_axes().get_siblings(ax)
    return len(shared_x) > 1 or len(shared_y) > 1


def figure(scene: Scene) -> Figure:
    """Draw a scene as a Figure of its own, one printer's point for each of its points.

    Examples
    --------
    >>> figure(Scene(720, 360, title="", description="", marks=())).get_size_inches()
    array([10.,  5.])
    """
    load_matplotlib()
    from matplotlib.figure import Figure

    size = (scene.width / POINTS_PER_INCH, scene.height / POINTS_PER_INCH)
    fig = Figure(
        figsize=size,
        dpi=POINTS_PER_INCH,
        facecolor=scene.background,
        edgecolor="none",
    )
    # The user's rcParams may ask for a layout, which would move the page.
    fig.set_layout_engine("none")
    draw(scene, fig.add_axes((0.0, 0.0, 1.0, 1.0)))
    return fig


def png(
    scene: Scene, scale: float = 2.0, *, warns: bool = True, level: int = 6
) -> bytes:
    """Draw a scene as a PNG, `scale` pixels for each point.

    A lower `level` packs the same pixels in 0.7 of the time, and 4% more bytes.

    Examples
    --------
    >>> png(Scene(40, 20, title="", description="", marks=()))[1:4] == b"PNG"
    True
    """
    load_matplotlib()
    from matplotlib.backends.backend_agg import RendererAgg
    from PIL import Image as Pixels

    if warns:
        warn_of_missing_glyphs(scene)
    width = max(1, round(scene.width * scale))
    height = max(1, round(scene.height * scale))
    # At 72 dots per inch a point of the pen is a pixel.
    # Straight to Agg: the page has neither axes nor ticks, so a Figure with its layout
    # and its user settings would be work for nothing.
    renderer: Any = cast("Any", RendererAgg)(width, height, float(POINTS_PER_INCH))
    pen = Pen(
        renderer,
        left=0.0,
        top=float(height),
        x_scale=width / scene.width,
        y_scale=height / scene.height,
        as_outlines=True,
    )
    _draw_page(scene, pen)
    picture = Pixels.frombuffer(
        "RGBA", (width, height), renderer.buffer_rgba(), "raw", "RGBA", 0, 1
    )
    dots_per_inch = POINTS_PER_INCH * scale
    target = io.BytesIO()
    # Without the alpha channel, which is full everywhere and only makes the file
    # larger.
    picture.convert("RGB").save(
        target, "PNG", dpi=(dots_per_inch, dots_per_inch), compress_level=level
    )
    return target.getvalue()


def pdf(scene: Scene) -> bytes:
    """Draw a scene as a one-page PDF with selectable text and without a date.

    Examples
    --------
    >>> pdf(Scene(40, 20, title="A", description="", marks=()))[:5]
    b'%PDF-'
    """
    load_matplotlib()
    from matplotlib.backends.backend_pdf import FigureCanvasPdf

    metadata = {
        "Title": scene.title,
        "Subject": scene.description,
        "Creator": "powermap",
        # The same scene gives the same bytes on every day.
        "CreationDate": None,
    }
    stated = {key: value for key, value in metadata.items() if value != ""}
    target = io.BytesIO()
    canvas = cast("Any", FigureCanvasPdf(figure(scene)))
    canvas.print_pdf(target, metadata=stated)
    return target.getvalue()


def _draw_page(scene: Scene, pen: Pen) -> None:
    page = Box(0, 0, scene.width, scene.height, fill=scene.background)
    draw_shape(page, pen)
    for mark in scene.walk():
        if isinstance(mark, Text):
            draw_text(mark, pen)
        elif isinstance(mark, Image):
            draw_image(mark, pen)
        elif not isinstance(mark, Group):
            draw_shape(mark, pen)


@cache
def _artist_class() -> type:
    """Return the artist's class.

    It is made on first use, because its base is matplotlib's and matplotlib is slow to
    import.
    """
    load_matplotlib()
    from matplotlib import rcParams
    from matplotlib.artist import Artist
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.transforms import Bbox

    class SceneArtist(Artist):
        def __init__(self, scene: Scene) -> None:
            super().__init__()
            self.scene = scene
            self.set_label("_powermap")

        def draw(self, renderer: Any) -> None:
            if not self.get_visible():
                return
            renderer.open_group("powermap", self.get_gid())
            _draw_page(self.scene, self._pen(renderer))
            renderer.close_group("powermap")
            self.stale = False

        def get_window_extent(self, renderer: Any = None) -> Bbox:  # noqa: ARG002 - the base's signature
            return Bbox(self._corners())

        def _pen(self, renderer: Any) -> Pen:
            (left, top), (right, bottom) = self._corners()
            # Outlines give exact places in pixels, whatever the user's hinting is.
            # Documents get text, except with PDF's own fonts, which are not ours.
            is_raster = isinstance(renderer, RendererAgg)
            return Pen(
                renderer,
                left=left,
                top=top,
                x_scale=(right - left) / self.scene.width,
                y_scale=(top - bottom) / self.scene.height,
                as_outlines=is_raster or bool(rcParams["pdf.use14corefonts"]),
            )

        def _corners(self) -> Any:
            left_top = (0.0, 0.0)
            right_bottom = (self.scene.width, self.scene.height)
            axes = cast("Any", self.axes)
            return axes.transData.transform([left_top, right_bottom])

    return SceneArtist
