"""Which labels stand where so far, and what a new spot or leader would run into."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from powermap.scene.crossings import segment_enters
from powermap.scene.extents import do_overlap
from powermap.scene.layout.label_spots import (
    DiscGeometry,
    Segment,
    Spot,
    leader_line,
    segment_extent,
    segment_meets_disc,
    segments_cross,
    spots_at_disc,
)
from powermap.scene.layout.occupied_space import OccupiedSpace
from powermap.scene.marks import Rectangle

CLEAR = 1.5
"""Points that stay free at both ends of a label."""
WORD_GAP = 5.0
"""Further points between two labels: closer ones would be read as one name."""
DISC_CLEAR = 1.0
"""Points that stay free around a disc."""
FARTHEST = 12.0
"""Points from the rim of a disc within which every label without a leader stands."""
FOREIGN = 3.0
"""Points by which every other disc is further from a label than its own."""


class Crossed(NamedTuple):
    """What a line runs through: which labels, how many discs, how many obstacles."""

    labels: list[int]
    discs: int
    obstacles: int


@dataclass(slots=True)
class LabelPlan:
    """The labels that have a spot so far. A label has the number of its disc.

    In the occupied space labels come first, then discs, then obstacles, so that one set
    of numbers tells what a rectangle overlaps.
    """

    discs: Sequence[DiscGeometry]
    sizes: Sequence[tuple[float, float]]
    obstacles: Sequence[Rectangle]
    bounds: Rectangle
    homes: Sequence[Rectangle]
    """For each label what it may leave only with a leader."""
    home_only: frozenset[int]
    """Labels that may not leave their home at all."""
    occupied: OccupiedSpace = field(default_factory=OccupiedSpace)
    spots: dict[int, Spot] = field(default_factory=dict)
    leaders: dict[int, Segment] = field(default_factory=dict)
    moves: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """How often a label had to give way to another one."""
    _possible: dict[int, list[Spot]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = len(self.discs)
        for number, disc in enumerate(self.discs):
            self.occupied.add(count + number, surroundings(disc))

        for number, box in enumerate(self.obstacles):
            self.occupied.add(2 * count + number, box)

    def box(self, label: int, spot: Spot) -> Rectangle:
        """What a label occupies at a spot."""
        width, height = self.sizes[label]
        left = spot.x - CLEAR
        right = spot.x + width + CLEAR
        bottom = spot.y + height
        return left, spot.y, right, bottom

    def _kept_clear(self, label: int, spot: Spot) -> Rectangle:
        """What a label keeps clear of other labels."""
        left, top, right, bottom = self.box(label, spot)
        return left - WORD_GAP, top, right + WORD_GAP, bottom

    def settle(self, label: int, spot: Spot) -> None:
        """Give a label a spot."""
        self.spots[label] = spot
        self.occupied.add(label, self._kept_clear(label, spot))
        if spot.leader:
            line = leader_line(spot, self.sizes[label], self.discs[label])
            self.leaders[label] = line

    def move_away(self, label: int) -> None:
        """Take the spot of a label away, for another label."""
        spot = self.spots.pop(label)
        self.occupied.remove(label, self._kept_clear(label, spot))
        self.leaders.pop(label, None)
        self.moves[label] += 1

    def reach(self, labels: Iterable[int]) -> Rectangle:
        """What labels with a leader may not leave, all of them together."""
        left, top, right, bottom = self.bounds
        for label in self.home_only.intersection(labels):
            home = self.homes[label]
            left = max(left, home[0])
            top = max(top, home[1])
            right = min(right, home[2])
            bottom = min(bottom, home[3])
        return left, top, right, bottom

    def is_open(self, box: Rectangle, area: Rectangle) -> bool:
        """Whether a rectangle is within an area and overlaps nothing."""
        return _is_within(box, area) and not self.occupied.hits(box)

    def open_spots(self, label: int, gap: float) -> list[Spot]:
        """Spots of a label at its disc, in its home, that overlap nothing."""
        if label not in self._possible:
            self._possible[label] = self._possible_spots(label, gap)
        spots = self._possible[label]
        if not self.spots:
            return spots
        return [spot for spot in spots if not self.occupied.hits(self.box(label, spot))]

    def _possible_spots(self, label: int, gap: float) -> list[Spot]:
        """Spots at a disc clear of discs and obstacles, whatever other labels do."""
        own = self.discs[label]
        spots = list(spots_at_disc(own, self.sizes[label], gap))
        discs, obstacles = self._neighborhood(label, spots)
        possible = []
        for spot in spots:
            box = self.box(label, spot)
            if not _is_within(box, self.homes[label]):
                continue
            if any(do_overlap(box, other) for other in obstacles):
                continue
            width, height = self.sizes[label]
            text = (spot.x, spot.y, spot.x + width, spot.y + height)
            # Its own disc has to be clearly the nearest one to a label without a
            # leader: else nobody knows whose name it is.
            reach = distance_to(text, own) + FOREIGN
            if all(distance_to(text, disc) >= reach for disc in discs):
                possible.append(spot)
        return possible

    def _neighborhood(
        self, label: int, spots: Sequence[Spot]
    ) -> tuple[list[DiscGeometry], list[Rectangle]]:
        """The other discs and the obstacles near any of the spots of a label."""
        count = len(self.discs)
        width, height = self.sizes[label]
        # One look-up for all spots: they lie close together, and looking is what takes
        # the time.
        margin = self.discs[label][2] + FARTHEST
        area = (
            min(spot.x for spot in spots) - margin,
            min(spot.y for spot in spots) - margin,
            max(spot.x for spot in spots) + width + margin,
            max(spot.y for spot in spots) + height + margin,
        )
        discs = []
        obstacles = []
        for hit in sorted(self.occupied.hits(area)):
            if count <= hit < 2 * count and hit - count != label:
                discs.append(self.discs[hit - count])
                obstacles.append(surroundings(self.discs[hit - count]))
            elif hit >= 2 * count:
                obstacles.append(self.obstacles[hit - 2 * count])
        return discs, obstacles

    def touching_discs(self, disc: int) -> list[int]:
        """Discs that touch another one, or nearly; itself among them."""
        count = len(self.discs)
        hits = self.occupied.hits(surroundings(self.discs[disc]))
        touching = []
        for hit in hits:
            is_disc = count <= hit < 2 * count
            if is_disc:
                touching.append(hit - count)
        return sorted(touching)

    def covers_leader(self, label: int, spot: Spot) -> bool:
        """Whether a label at a spot would lie over a leader."""
        left, top, right, bottom = box = self.box(label, spot)
        for x1, y1, x2, y2 in self.leaders.values():
            # comparisons first: most leaders are nowhere near
            if (
                (x1 < right or x2 < right)
                and (x1 > left or x2 > left)
                and (y1 < bottom or y2 < bottom)
                and (y1 > top or y2 > top)
                and segment_enters((x1, y1), (x2, y2), box)
            ):
                return True
        return False

    def crossed_by(self, label: int, line: Segment) -> Crossed:
        """What a line from a disc to its label runs through, apart from these two."""
        count = len(self.discs)
        labels = []
        discs = 0
        obstacles = 0

        # The extent of a slanted line is mostly empty space, so each hit is tested
        # exactly.
        for hit in self.occupied.hits(segment_extent(line)):
            if hit < count:
                if hit != label and self._enters_label(line, hit):
                    labels.append(hit)
            elif hit < 2 * count:
                disc = hit - count
                discs += disc != label and segment_meets_disc(line, self.discs[disc])
            else:
                box = self.obstacles[hit - 2 * count]
                obstacles += segment_enters(line[:2], line[2:], box)

        return Crossed(labels, discs, obstacles)

    def _enters_label(self, line: Segment, label: int) -> bool:
        box = self.box(label, self.spots[label])
        return segment_enters(line[:2], line[2:], box)

    def has_crossing_leader(self, label: int) -> bool:
        """Whether the leader of a label crosses anything, now that all are settled."""
        line = self.leaders[label]
        for other, other_line in self.leaders.items():
            if other != label and segments_cross(line, other_line):
                return True

        crossed = self.crossed_by(label, line)
        if crossed.labels or crossed.obstacles:
            return True

        # from within a pack a leader to a list has to pass under the discs of the pack
        return crossed.discs > 0 and self.spots[label].side != "list"


def _is_within(box: Rectangle, area: Rectangle) -> bool:
    left, top, right, bottom = area
    if left > box[0] or box[2] > right:
        return False
    return top <= box[1] and box[3] <= bottom


def distance_to(box: Rectangle, disc: DiscGeometry) -> float:
    """From a rectangle to the center of a disc.

    Examples
    --------
    >>> distance_to((10, 0, 20, 10), (5, 5, 9))
    5.0
    """
    left, top, right, bottom = box
    x, y, _ = disc
    across = max(left - x, 0.0, x - right)
    down = max(top - y, 0.0, y - bottom)
    return math.hypot(across, down)


def surroundings(disc: DiscGeometry) -> Rectangle:
    """What a disc occupies."""
    x, y, radius = disc
    reach = radius + DISC_CLEAR
    left = x - reach
    top = y - reach
    right = x + reach
    bottom = y + reach
    return left, top, right, bottom
