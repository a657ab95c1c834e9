"""A picture for Axes of somebody's own: what gives way, and how large they have to be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol

from powermap.charts.sizing import TOLERANCE, smallest_text
from powermap.errors import Note
from powermap.language import Reason
from powermap.notes import warn
from powermap.views.page_size import LONGEST_EDGE, PageSize

if TYPE_CHECKING:
    from powermap.scene.marks import Scene

__all__ = ["Redraw", "scene_for_axes"]

BARE = (0, 1, 2)
"""How much around a picture is left out: nothing, the legend, the lines under the title."""
MANY_MORE = 1.5
"""Times as many people for which it is worth to leave out more around a picture."""
STEP = 1.12
"""From one size to the next one that is tried."""
CALLER = 3
"""From the line that warns to the one that calls `Chart.draw`."""
INCH = 72.0
"""Points."""


class Redraw(Protocol):
    """Draws a picture again for a page of a size, or for one that grows."""

    def __call__(
        self,
        size: PageSize | None,
        *,
        one_page: bool = False,
        bare: int = 0,
        only_whole: bool = False,
    ) -> Scene:
        """Draw it, with everything on one page if asked for.

        `bare` is how much of what stands around the picture is left out. With
        `only_whole` nothing is drawn where that page is not legible.
        """


def scene_for_axes(redraw: Redraw, size: PageSize, least: float) -> Scene:
    """The picture on one page, with as little left out as all texts need.

    Where even the bare picture has smaller texts, a warning says which size it needs.
    """
    best: Scene | None = None
    for bare in BARE:
        scene = redraw(size, one_page=True, bare=bare)
        if smallest_text(scene) < least - TOLERANCE:
            continue
        if best is None or _people_drawn(scene) >= MANY_MORE * _people_drawn(best):
            best = scene
        if not scene.metrics.get("folded_people"):
            break
    if best is not None:
        return best
    note = Note(_too_small(redraw, size, least))
    warn(note, stacklevel=CALLER)
    return scene


def _people_drawn(scene: Scene) -> int:
    """People with a card of their own, where a picture counts some with their boss."""
    people = scene.metrics.get("people")
    return people if isinstance(people, int) else 0


def _too_small(redraw: Redraw, size: PageSize, least: float) -> Reason:
    """What to do about Axes that are too small: which size of the same shape will do."""
    larger = size
    key = "axes_hopeless"
    while max(larger) * STEP < LONGEST_EDGE:
        larger = PageSize(larger.width * STEP, larger.height * STEP)
        scene = redraw(larger, one_page=True, bare=BARE[-1])
        if smallest_text(scene) >= least - TOLERANCE:
            key = "axes_too_small"
            break
    return Reason(
        f"message.charts.{key}",
        width=round(size.width / INCH, 1),
        height=round(size.height / INCH, 1),
        needed_width=math.ceil(larger.width / INCH * 10) / 10,
        needed_height=math.ceil(larger.height / INCH * 10) / 10,
        least=least,
    )
