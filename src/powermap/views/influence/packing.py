"""How groups of connected people share a page, so that it is no ribbon and no column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.scene.layout.packing import pack, widths_to_try
from powermap.scene.layout.rows import NARROWEST, WIDEST
from powermap.scene.marks import Point
from powermap.views import frame
from powermap.views.influence.alone import tray_height
from powermap.views.influence.faces import Face

if TYPE_CHECKING:
    from powermap.views.people import ShownPerson

ABOVE_AND_BELOW = 150.0
"""Height of the heading and the legend together."""
AFTER_GRAPH = 24.0
"""Between the graph and people without ties."""
GAP = 44.0
"""Between two groups."""
TIGHT_GAP = 26.0
"""The same on a page of a given size."""
ASPECT = 1.78
"""Width to height of the page that groups are packed for."""
FAR_OFF = 0.5
"""Share of the shape of a given page below which a group has quite another one."""
WIDER_STEP = 40.0
"""Points by which a page grows until it is no column."""


@dataclass(frozen=True, slots=True)
class Packing:
    """The left top corner of each group, the size of all, and the width of the page.

    `area` is what all take, with what stays empty on a page of a good shape.
    """

    corners: tuple[Point, ...]
    width: float
    height: float
    page_width: float
    area: float


def is_out_of_shape(width: float, height: float, face: Face) -> bool:
    """Whether a group of this size makes a ribbon or a column of any page."""
    if face.shape is not None:
        return not FAR_OFF < width / height / face.shape < 1 / FAR_OFF
    page_width = max(frame.WIDTH, width + 2 * frame.MARGIN)
    page_height = max(frame.HEIGHT, height + ABOVE_AND_BELOW)
    return not NARROWEST <= page_width / page_height <= WIDEST


def pack_groups(
    sizes: Sequence[tuple[float, float]],
    alone: Sequence[ShownPerson],
    face: Face,
) -> Packing:
    """The groups side by side and below one another, above people without ties."""
    if face.shape is None:
        return _pack_on_growing_page(sizes, alone, face)
    return _pack_into_shape(sizes, alone, face, face.shape)


def _pack_on_growing_page(
    sizes: Sequence[tuple[float, float]], alone: Sequence[ShownPerson], face: Face
) -> Packing:
    """The packing on the smallest page that is neither a ribbon nor a column."""
    packings = []
    for room in widths_to_try(sizes, aspect=ASPECT, gap=GAP):
        corners, (width, height) = pack(sizes, width=room, gap=GAP)
        page_width, page_height = _page_around(width, height, alone, face)
        area = page_width * page_height
        packings.append(Packing(corners, width, height, page_width, area))
    return min(packings, key=lambda packing: packing.area)


def _page_around(
    width: float, height: float, alone: Sequence[ShownPerson], face: Face
) -> tuple[float, float]:
    """The least page of a good shape for a graph of this size and people without ties."""
    page_width = max(frame.WIDTH, width + 2 * frame.MARGIN)
    page_height = _whole_height(height, alone, page_width, face)
    while page_width < NARROWEST * page_height:
        page_width += WIDER_STEP
        page_height = _whole_height(height, alone, page_width, face)
    return page_width, max(page_height, page_width / WIDEST)


def _whole_height(
    height: float, alone: Sequence[ShownPerson], page_width: float, face: Face
) -> float:
    if height and alone:
        height += AFTER_GRAPH
    return height + tray_height(alone, page_width, face) + ABOVE_AND_BELOW


def _pack_into_shape(
    sizes: Sequence[tuple[float, float]],
    alone: Sequence[ShownPerson],
    face: Face,
    shape: float,
) -> Packing:
    """The packing that is largest on a page of this shape."""
    packings = []
    for room in widths_to_try(sizes, aspect=shape, gap=TIGHT_GAP):
        corners, (width, height) = pack(sizes, width=room, gap=TIGHT_GAP)
        page_width = max(width + 2 * frame.MARGIN, frame.WIDTH)
        below = tray_height(alone, page_width, face) if alone else 0.0
        area = max(width / shape, height + below) ** 2 * shape
        packings.append(Packing(corners, width, height, page_width, area))
    return min(packings, key=lambda packing: packing.area)
