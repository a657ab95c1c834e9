"""What people do today: matplotlib with textalloc or adjustText, and a bare figure with as many artists as ours."""

from __future__ import annotations

import io
import warnings

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

import powermap as pm
from powermap.scene import Box, Disc, Path, Text


def _scatter(center: pm.BuyingCenter):
    figure = Figure(figsize=(12.8, 7.2), dpi=100)
    FigureCanvasAgg(figure)
    ax = figure.add_subplot()
    x, y = [_score(p.involvement) for p in center], [_score(p.power) for p in center]
    ax.scatter(x, y, s=190)
    margin = (center.scale.high - center.scale.low) * 0.03
    ax.set(
        xlim=(center.scale.low - margin, center.scale.high + margin),
        ylim=(center.scale.low - margin, center.scale.high + margin),
    )
    return (
        figure,
        ax,
        x,
        y,
        [f"{p.name}\n{p.title}" if p.title else p.name for p in center],
    )


def _score(level) -> float:
    """A number as it is; a word, which no rival knows, as the middle of its half."""
    return {"decider": 7.5, "influencer": 2.5, "high": 7.5, "low": 2.5, None: 5.0}.get(
        level, level
    )


def with_textalloc(center: pm.BuyingCenter, *, svg: bool = False):
    """A scatter whose labels textalloc places; the figure and its texts."""
    import textalloc

    figure, ax, x, y, names = _scatter(center)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        textalloc.allocate(
            ax, x, y, names, x_scatter=x, y_scatter=y, textsize=9, draw_all=True
        )
    if svg:
        figure.savefig(io.BytesIO(), format="svg")
    return figure, ax


def with_adjusttext(center: pm.BuyingCenter):
    """A scatter whose labels adjustText places."""
    from adjustText import adjust_text

    figure, ax, x, y, names = _scatter(center)
    texts = [
        ax.text(a, b, name, fontsize=9, parse_math=False)
        for a, b, name in zip(x, y, names, strict=True)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        adjust_text(texts, x=x, y=y, ax=ax)
    return figure, ax


def overlaps(figure, ax) -> int:
    """Labels that cover one another or a disc, discs that cover one another, labels that leave the page."""
    renderer = figure.canvas.get_renderer()
    figure.draw(renderer)
    boxes = [text.get_window_extent(renderer) for text in ax.texts if text.get_text()]
    points = ax.transData.transform(ax.collections[0].get_offsets())
    radius = 190**0.5 / 2 * figure.dpi / 72
    page = figure.bbox
    count = sum(
        not (
            page.x0 <= b.x0 and b.x1 <= page.x1 and page.y0 <= b.y0 and b.y1 <= page.y1
        )
        for b in boxes
    )
    for place, box in enumerate(boxes):
        count += sum(_cross(box, other) for other in boxes[:place])
        count += sum(_covers(box, point, radius) for point in points)
    for place, point in enumerate(points):
        count += sum(
            (abs(point - other) ** 2).sum() < (2 * radius - 1) ** 2
            for other in points[:place]
        )
    return count


def _cross(a, b) -> bool:
    return (
        min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5
        and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    )


def _covers(box, point, radius) -> bool:
    dx, dy = (
        max(box.x0 - point[0], 0, point[0] - box.x1),
        max(box.y0 - point[1], 0, point[1] - box.y1),
    )
    return dx * dx + dy * dy < (radius - 1) ** 2


def bare_png(scene: pm.charts.Scene) -> bytes:
    """A figure of the same pixels with as many bare rectangles, circles and texts as a scene has."""
    figure = Figure(figsize=(scene.width / 100, scene.height / 100), dpi=200)
    canvas = FigureCanvasAgg(figure)
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    ax.set(xlim=(0, scene.width), ylim=(scene.height, 0))
    for mark in scene.walk():
        if isinstance(mark, Text):
            ax.text(
                mark.x,
                mark.y,
                mark.content,
                fontsize=mark.size * 0.72,
                parse_math=False,
            )
        elif isinstance(mark, Disc):
            ax.add_patch(Circle((mark.x, mark.y), mark.radius))
        elif isinstance(mark, Box | Path):
            x, y = (mark.x, mark.y) if isinstance(mark, Box) else mark.commands[0][1:3]
            ax.add_patch(Rectangle((x, y), 20, 10))
    out = io.BytesIO()
    canvas.print_png(out)
    return out.getvalue()
