"""Photos of a scene on a renderer of matplotlib."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from powermap.render.mpl_pen import Pen, plain_context
from powermap.scene.marks import Image

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

__all__ = ["draw_image"]

SMOOTH = 4
"""Times that the shape of a photo is drawn larger, so that its edge is smooth."""


def draw_image(image: Image, pen: Pen) -> None:
    """Draw a photo, cut to its shape."""
    from matplotlib.transforms import Affine2D
    from PIL.Image import open as open_image

    width = image.width * pen.x_scale
    height = image.height * pen.y_scale
    photo = open_image(io.BytesIO(image.content)).convert("RGB")
    if not pen.renderer.option_scale_image():
        # Agg copies pixels as they are.
        photo = photo.resize((max(round(width), 1), max(round(height), 1)))
    photo.putalpha(_shape_of(image, photo.size))
    left, low = pen.point(image.x, image.y + image.height)
    context = plain_context(pen.renderer)
    pixels = _pixels(photo)
    if pen.renderer.option_scale_image():
        place = Affine2D.from_values(width, 0, 0, height, 0, 0)
        pen.renderer.draw_image(context, left, low, pixels, place)
    else:
        pen.renderer.draw_image(context, round(left), round(low), pixels)
    context.restore()


def _shape_of(image: Image, size: tuple[int, int]) -> Pixels:
    """How opaque each pixel of a photo is."""
    from PIL.Image import new
    from PIL.ImageDraw import Draw

    large = (size[0] * SMOOTH, size[1] * SMOOTH)
    shape = new("L", large)
    radius = min(image.radius / image.width, 0.5) * large[0]
    box = (0, 0, large[0] - 1, large[1] - 1)
    Draw(shape).rounded_rectangle(box, radius, fill=round(255 * image.opacity))
    return shape.resize(size)


def _pixels(photo: Pixels) -> Any:
    from numpy import asarray, flipud

    # Renderers of matplotlib count rows from below.
    return flipud(asarray(photo))
