"""A picture laid out for a page of a given size, with texts as large as people allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.scene.marks import Text
from powermap.scene.scaling import scaled
from powermap.views.page_size import SMALLEST_TEXT, PageSize

if TYPE_CHECKING:
    from powermap.scene.marks import Scene
    from powermap.views.page import Page

__all__ = ["is_readable", "lay_out"]

# The smallest text of a view has 12 points on its own page, names have 13 and more, so
# that at three quarters nothing is below 9 points.
SCALES = (1.1, 1.0, 0.9, 0.82, 0.75)
"""Points of the asked page for one of the page that a view lays out, large ones first."""
TOLERANCE = 0.02
"""Points by which a text may be smaller."""
ROUNDING = 0.5
"""Points by which a picture may be higher than its page."""


def lay_out(
    compose: Callable[[Page], Scene], page: Page, size: PageSize | None
) -> Scene:
    """The picture on a page of this size; without a size on one that grows.

    The largest texts with which everything fits, better with titles than without.
    Where even the smallest ones do not let it fit, the whole picture is made smaller.
    """
    if size is None:
        return compose(page)
    squeezed: tuple[Scene, float] | None = None
    for scale in SCALES:
        fixed = replace(
            page,
            width=size.width / scale,
            height=size.height / scale,
            may_grow=False,
        )
        scene = compose(fixed)
        fits = scene.height <= fixed.height + ROUNDING
        if not fits or scene.metrics.get("crowded"):
            continue
        if not is_squeezed(scene):
            return on_page(scene, scale, size)
        squeezed = squeezed or (scene, scale)
    if squeezed is None:
        squeezed = (scene, scale)
    return on_page(*squeezed, size)


def is_squeezed(scene: Scene) -> bool:
    """Whether people had to lose their titles."""
    return bool(scene.metrics.get("short_cards") or scene.metrics.get("without_titles"))


def on_page(scene: Scene, scale: float, size: PageSize) -> Scene:
    """A picture in the points of the asked page, as wide and high as it."""
    scale = min(scale, size.width / scene.width, size.height / scene.height)
    smaller = scaled(scene, scale)
    return replace(smaller, width=size.width, height=size.height)


def is_readable(scene: Scene) -> bool:
    """Whether no text is smaller than it may be."""
    sizes = [mark.size for mark in scene.walk() if isinstance(mark, Text)]
    return min(sizes, default=SMALLEST_TEXT) >= SMALLEST_TEXT - TOLERANCE
