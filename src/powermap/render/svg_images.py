"""Photos in SVG, each rounded by a shape that all of one kind share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from powermap.render.svg_numbers import number_text
from powermap.render.xml import quoted
from powermap.scene.marks import Group, Image, Mark, Scene

__all__ = ["clip_ids", "clip_paths", "image_element"]


def _rounded_images(marks: Iterable[Mark]) -> Iterator[Image]:
    for mark in marks:
        if isinstance(mark, Group):
            yield from _rounded_images(mark.marks)
        elif isinstance(mark, Image) and mark.radius > 0:
            yield mark


def _clip_id(image: Image) -> str:
    """Name the shape that rounds an image, by the share that its corners take."""
    share = min(image.radius / image.width, 0.5)
    return f"rounded-{round(share * 100)}"


def clip_ids(scene: Scene) -> set[str]:
    """Return what the shapes are called by which images of a scene are rounded."""
    return {_clip_id(image) for image in _rounded_images(scene.marks)}


def clip_paths(scene: Scene, prefix: str) -> list[str]:
    """Write a shape for each way in which images are rounded, of any size."""
    shapes = {}
    for image in _rounded_images(scene.marks):
        name = _clip_id(image)
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
        attributes += f' clip-path="url(#{prefix}{_clip_id(image)})"'
    if image.opacity != 1:
        attributes += f' opacity="{number_text(image.opacity)}"'
    return f"<image {attributes}/>"
