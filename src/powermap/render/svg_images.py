"""Photos in SVG, each rounded by a shape that all of one kind share."""

from __future__ import annotations

from collections.abc import Iterable

from powermap.render.svg_numbers import number_text
from powermap.render.xml import quoted
from powermap.scene.marks import Image

__all__ = ["clip_id", "clip_paths", "image_element"]


def clip_id(image: Image) -> str:
    """Name the shape that rounds an image, by the share that its corners take."""
    share = min(image.radius / image.width, 0.5)
    return f"rounded-{round(share * 100)}"


def clip_paths(names: Iterable[str], prefix: str) -> list[str]:
    """Write a shape for each way in which images are rounded, of any size."""
    shapes = {}
    for name in names:
        share = number_text(int(name.rpartition("-")[2]) / 100)
        shapes[name] = (
            f"<clipPath id={quoted(prefix + name)}"
            f' clipPathUnits="objectBoundingBox">'
            f'<rect width="1" height="1" rx="{share}"/></clipPath>'
        )
    return list(shapes.values())


def image_element(image: Image, prefix: str) -> str:
    """Write an image, rounded by one of those shapes."""
    place = f'x="{number_text(image.x)}" y="{number_text(image.y)}"'
    size = f'width="{number_text(image.width)}" height="{number_text(image.height)}"'
    attributes = f"{place} {size} href={quoted(image.source)}"
    if image.alt:
        attributes += f' role="img" aria-label={quoted(image.alt)}'
    if image.radius > 0:
        attributes += f' clip-path="url(#{prefix}{clip_id(image)})"'
    if image.opacity != 1:
        attributes += f' opacity="{number_text(image.opacity)}"'
    return f"<image {attributes}/>"
