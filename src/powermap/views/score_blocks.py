"""People at one point of the quadrant of numbers stand in a block, others are spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from powermap.scene.layout.label_blocks import (
    Block,
    Measures,
    place_block,
    shared_points,
)
from powermap.scene.layout.label_spots import Spot
from powermap.scene.layout.occupied_space import OccupiedSpace
from powermap.scene.marks import Group, Mark, Point, Rectangle
from powermap.views.quadrant_notes import draw_frame
from powermap.views.score_axes import Axes
from powermap.views.score_panels import panel_at, panels_of, spread_in_panels

ROUNDS = 3
"""Times that groups without space for a block join the others, before none has one."""
LARGE = 4
"""People at one point who need a block; fewer can also be packed around it."""
PITCH = 22.0
"""From one disc of a column to the next."""
APART = 8.5
"""Around a disc that stays free of blocks: further than a label from its own disc."""


@dataclass(frozen=True, slots=True)
class PanelSpace:
    """A plot with its axes, and the names of its panels, which nothing covers."""

    rectangle: Rectangle
    axes: Axes
    names: Sequence[Rectangle]

    def home(self, point: Point) -> Rectangle:
        """The panel of a point."""
        wanted = panel_at(point, self.axes)
        for panel in panels_of(self.rectangle, self.axes):
            if (panel.power, panel.involvement) == wanted:
                return panel.box
        return self.rectangle


@dataclass(slots=True)
class Arrangement:
    """Where discs stand, and the labels of those in blocks.

    `loose` counts large groups without space for a block.
    """

    centers: list[Point]
    blocks: list[Block] = field(default_factory=list)
    loose: int = 0

    @property
    def spots(self) -> Mapping[int, Spot]:
        """The labels that stand in blocks, by the number of their disc."""
        spots: dict[int, Spot] = {}
        for block in self.blocks:
            spots.update(zip(block.members, block.spots, strict=True))
        return spots


def arrange(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    radius: float,
    space: PanelSpace,
    *,
    all_needed: bool,
) -> Arrangement | None:
    """Blocks for those who share a point, and everyone else as near as can be.

    When all are needed, None as soon as a large group finds no space for its block.
    """
    groups = shared_points(points)
    loose_groups: list[list[int]] = []
    for _ in range(ROUNDS):
        arrangement, without = _try(points, sizes, radius, space, groups)
        if not without:
            break
        if all_needed and len(without[0]) >= LARGE:
            return None
        groups = [group for group in groups if group not in without]
        loose_groups += without
    else:
        arrangement, _ = _try(points, sizes, radius, space, [])
        loose_groups += groups
    arrangement.loose = sum(len(group) >= LARGE for group in loose_groups)
    return arrangement


def _try(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    radius: float,
    space: PanelSpace,
    groups: Sequence[list[int]],
) -> tuple[Arrangement, list[list[int]]]:
    """Blocks for some groups; and those that found no space for theirs."""
    in_blocks = {number for group in groups for number in group}
    single = [number for number in range(len(points)) if number not in in_blocks]
    centers = list(points)
    # Those without a block first: a block finds a place between discs more easily than
    # discs that share no point find one around a block.
    spread = spread_in_panels(
        [points[number] for number in single], space.rectangle, space.axes, radius
    )
    occupied = OccupiedSpace()
    for number, (x, y) in zip(single, spread, strict=True):
        centers[number] = (x, y)
        reach = radius + APART
        occupied.add(number, (x - reach, y - reach, x + reach, y + reach))
    for number, name in enumerate(space.names):
        occupied.add(-1 - number, name)

    measures = Measures(radius, max(PITCH, 2 * radius + 1))
    blocks = []
    without = []
    for group in groups:
        point = points[group[0]]
        block = place_block(
            group,
            point,
            [sizes[number] for number in group],
            measures,
            occupied,
            space.home(point),
        )
        if block is None:
            without.append(group)
            continue
        blocks.append(block)
        occupied.add(group[0], block.box)
        for number, center in zip(block.members, block.centers, strict=True):
            centers[number] = center
    return Arrangement(centers, blocks), without


def draw_blocks(blocks: Sequence[Block]) -> list[Mark]:
    """The grounds that say who stands at one point."""
    marks: list[Mark] = []
    for block in blocks:
        ground = draw_frame(block.box)
        marks.append(Group((ground,), classes=("same-point",)))
    return marks
