"""A photo as a picture of a slide, cut to its shape by PowerPoint itself."""

from __future__ import annotations

from powermap.render.slide_geometry import Area
from powermap.render.slide_markup import (
    ROUNDING,
    Shape,
    name_and_description,
    preset_geometry,
    transform,
)
from powermap.render.xml import quoted
from powermap.scene.marks import Image

__all__ = ["picture"]

_SHARE = 100_000
"""Thousandths of a percent in a whole, in which DrawingML states opacity."""


def picture(image: Image, shape_id: int, relation: str, area: Area) -> Shape:
    """Write a photo; `relation` is the id under which the slide has its bytes."""
    shorter = min(image.width, image.height)
    rounding = round(min(image.radius / shorter, 0.5) * ROUNDING)
    geometry = preset_geometry("rect", {})
    if rounding == ROUNDING // 2:
        geometry = preset_geometry("ellipse", {})
    elif rounding:
        geometry = preset_geometry("roundRect", {"adj": rounding})
    fading = ""
    if image.opacity != 1:
        fading = f'<a:alphaModFix amt="{round(image.opacity * _SHARE)}"/>'
    named = name_and_description(shape_id, f"Photo {shape_id}", image.alt)
    markup = (
        f'<p:pic><p:nvPicPr>{named}<p:cNvPicPr><a:picLocks noChangeAspect="1"/>'
        "</p:cNvPicPr><p:nvPr/></p:nvPicPr>"
        f"<p:blipFill><a:blip r:embed={quoted(relation)}>{fading}</a:blip>"
        "<a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f"<p:spPr>{transform(area)}{geometry}</p:spPr></p:pic>"
    )
    return Shape(markup, area)
