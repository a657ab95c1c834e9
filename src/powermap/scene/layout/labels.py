"""Labels beside their discs: never over a disc, another label, an obstacle or the edge of the plot.

Discs packed so tightly that several are enclosed share a list on either side of the pack. Then everybody who can gets
a place at their disc; the most hemmed-in choose first, and one that finds none may send a neighbour elsewhere.
Whoever is left goes to the nearest gap between what stands already, with a leader; a leader rather sends a label away
than crosses it.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal

from powermap.scene.crossings import segment_enters
from powermap.scene.marks import Rectangle

Side = Literal["right", "left", "above", "below", "far", "list"]
Anchor = tuple[float, float, float]
Segment = tuple[float, float, float, float]
STRIP = 7.5
"""Height of the strips in which gaps are looked for."""
CLEAR = 1.5
"""Points that stay free at both ends of a label."""
OVER_DISC, OVER_LEADER, AWAY, OVER_LABEL = 20.0, 60.0, 25.0, 500.0
"""What a leader may rather go round, in points of its length: a disc, a leader, a label that can give way, or not."""
CANDIDATES = 150
"""Gaps that one label looks at."""
ENCLOSED = 3
"""Enclosed discs that make a pack need a list."""
FAN = 22.0
"""Points between a pack and its list, in which the leaders fan out; grows with the list."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Left top corner of a label, the side of its disc, and whether a leader must say whose it is."""

    x: float
    y: float
    side: Side
    leader: bool


@dataclass(frozen=True, slots=True)
class LabelPlacement:
    """A place for every label; how many leaders cross something; how many packs found no room for a list."""

    spots: tuple[Spot, ...]
    crossings: int
    unlisted: int

    @property
    def far(self) -> int:
        """How many labels stand away from their disc, lists beside a pack not counted."""
        return sum(spot.side == "far" for spot in self.spots)


def place_labels(
    anchors: Sequence[Anchor],
    sizes: Sequence[tuple[float, float]],
    *,
    obstacles: Sequence[Rectangle],
    bounds: Rectangle,
    gap: float = 5.0,
    most: int | None = None,
    listed: bool = True,
) -> LabelPlacement | None:
    """Find a place for each label beside its disc.

    Parameters
    ----------
    anchors : sequence of (x, y, radius)
        The discs.
    sizes : sequence of (width, height)
        The labels, one for each disc.
    obstacles : sequence of (left, top, right, bottom)
        Where no label may stand.
    bounds : (left, top, right, bottom)
        What no label may leave.
    gap : float, default 5
        Between a disc and a label beside it.
    most : int, optional
        Give up as soon as more labels than this find no place at their disc.
    listed : bool, default True
        Give up when a tight pack finds no room for its list.

    Returns
    -------
    LabelPlacement or None
        None when not every label finds a place; a larger plot may help.

    Examples
    --------
    >>> placed = place_labels([(50, 50, 9)], [(40, 12)], obstacles=[], bounds=(0, 0, 200, 100))
    >>> placed.spots[0].side, placed.spots[0].leader, placed.crossings
    ('right', False, 0)
    """
    plan = _Plan(anchors, sizes, obstacles, bounds)
    unlisted = plan.lists(gap, needed=listed)
    if listed and unlisted:
        return None
    homeless = plan.beside(gap)
    if most is not None and len(homeless) > most:
        return None
    if not plan.far(homeless, gap):
        return None
    crossings = sum(plan.crosses(who) for who in plan.leaders)
    return LabelPlacement(
        tuple(plan.spots[who] for who in range(len(anchors))), crossings, unlisted
    )


def leader_line(spot: Spot, size: tuple[float, float], anchor: Anchor) -> Segment:
    """The line from the rim of a disc to the nearest point of its label."""
    x, y, radius = anchor
    end_x, end_y = (
        min(max(x, spot.x), spot.x + size[0]),
        min(max(y, spot.y), spot.y + size[1]),
    )
    if spot.side == "list":
        end_y = spot.y + size[1] / 2
    far = math.hypot(end_x - x, end_y - y)
    share = min(radius / far, 1.0) if far else 0.0
    return x + (end_x - x) * share, y + (end_y - y) * share, end_x, end_y


class _Ground:
    """What is taken, in strips across the plot."""

    def __init__(self) -> None:
        self._strips: defaultdict[int, dict[int, Rectangle]] = defaultdict(dict)

    def put(self, key: int, box: Rectangle) -> None:
        for strip in range(math.floor(box[1] / STRIP), math.floor(box[3] / STRIP) + 1):
            self._strips[strip][key] = box

    def take(self, key: int, box: Rectangle) -> None:
        for strip in range(math.floor(box[1] / STRIP), math.floor(box[3] / STRIP) + 1):
            self._strips[strip].pop(key, None)

    def hits(self, box: Rectangle) -> set[int]:
        left, up, right, low = box
        return {
            key
            for strip in range(math.floor(up / STRIP), math.floor(low / STRIP) + 1)
            for key, (a, b, c, d) in self._strips.get(strip, {}).items()
            if a < right and left < c and b < low and up < d
        }

    def gaps(
        self, up: float, low: float, left: float, right: float
    ) -> Iterator[tuple[float, float]]:
        """Free stretches from left to right of the band between two heights."""
        taken = {
            (a, c)
            for strip in range(math.floor(up / STRIP), math.floor(low / STRIP) + 1)
            for a, b, c, d in self._strips.get(strip, {}).values()
            if b < low and up < d
        }
        for a, c in sorted(taken):
            if a > left:
                yield left, min(a, right)
            left = max(left, c)
        if left < right:
            yield left, right


@dataclass(slots=True)
class _Plan:
    """Who stands where so far. Keys on the ground: label, then `count` + disc, then obstacles."""

    anchors: Sequence[Anchor]
    sizes: Sequence[tuple[float, float]]
    obstacles: Sequence[Rectangle]
    bounds: Rectangle
    ground: _Ground = field(default_factory=_Ground)
    spots: dict[int, Spot] = field(default_factory=dict)
    leaders: dict[int, Segment] = field(default_factory=dict)
    sent_away: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))

    def __post_init__(self) -> None:
        for who, (x, y, radius) in enumerate(self.anchors, len(self.anchors)):
            reach = radius + 1
            self.ground.put(who, (x - reach, y - reach, x + reach, y + reach))
        for number, box in enumerate(self.obstacles, 2 * len(self.anchors)):
            self.ground.put(number, box)

    def box(self, who: int, spot: Spot) -> Rectangle:
        width, height = self.sizes[who]
        return spot.x - CLEAR, spot.y, spot.x + width + CLEAR, spot.y + height

    def settle(self, who: int, spot: Spot) -> None:
        self.spots[who] = spot
        self.ground.put(who, self.box(who, spot))
        if spot.leader:
            self.leaders[who] = leader_line(spot, self.sizes[who], self.anchors[who])

    def unsettle(self, who: int) -> None:
        self.ground.take(who, self.box(who, self.spots.pop(who)))
        self.leaders.pop(who, None)
        self.sent_away[who] += 1

    def within(self, box: Rectangle) -> bool:
        left, up, right, low = self.bounds
        return left <= box[0] and up <= box[1] and box[2] <= right and box[3] <= low

    def lists(self, gap: float, *, needed: bool) -> int:
        """Settle the packs that need a list; how many of them found no room, looking no further when all are needed."""
        enclosed = {who for who in range(len(self.anchors)) if not self._open(who, gap)}
        packs = [
            pack
            for pack in self._packs()
            if len(enclosed.intersection(pack)) >= ENCLOSED
        ]
        unlisted = 0
        for pack in packs:
            unlisted += not self._listed(pack)
            if unlisted and needed:
                break
        return unlisted

    def _packs(self) -> Iterator[list[int]]:
        """Discs that touch, or nearly."""
        count = len(self.anchors)
        unseen = dict.fromkeys(range(count))
        while unseen:
            pack = [next(iter(unseen))]
            del unseen[pack[0]]
            for who in pack:
                x, y, radius = self.anchors[who]
                reach = radius + 1
                near = self.ground.hits((x - reach, y - reach, x + reach, y + reach))
                new = sorted(
                    key - count
                    for key in near
                    if count <= key < 2 * count and key - count in unseen
                )
                pack += new
                for other in new:
                    del unseen[other]
            yield pack

    def _listed(self, pack: Sequence[int]) -> bool:
        """Settle a pack's labels in a column on each side, or on one."""
        across = sorted(
            pack, key=lambda who: (self.anchors[who][0], self.anchors[who][1])
        )
        half = len(across) // 2
        for left, right in ((across[:half], across[half:]), ([], across), (across, [])):
            columns = [
                self._column(side, pack, leftwards=side is left)
                for side in (left, right)
                if side
            ]
            if all(columns):
                for column in columns:
                    for who, spot in column.items():
                        self.settle(who, spot)
                return True
        return False

    def _column(
        self, members: Sequence[int], pack: Sequence[int], *, leftwards: bool
    ) -> dict[int, Spot]:
        """A free column beside a pack, as near as there is one; empty when there is none."""
        anchors = [self.anchors[who] for who in pack]
        tall = sum(self.sizes[who][1] + 1 for who in members)
        wide = max(self.sizes[who][0] for who in members)
        middle = (min(a[1] for a in anchors) + max(a[1] for a in anchors)) / 2
        edge = (
            min(a[0] - a[2] for a in anchors)
            if leftwards
            else max(a[0] + a[2] for a in anchors)
        )
        _, up, _, low = self.bounds
        if tall > low - up:
            return {}
        start = min(max(middle - tall / 2, up), low - tall)
        fan = FAN + tall / 12
        for out in (0.0, 12.0, 30.0, 60.0):
            x = edge - fan - out if leftwards else edge + fan + out
            near = x - wide if leftwards else x
            for shift in sorted(range(-40, 41), key=abs):
                top = start + shift * 4.0
                box = near - CLEAR, top, near + wide + CLEAR, top + tall
                if self.within(box) and not self.ground.hits(box):
                    return self._ordered(members, x, top, leftwards=leftwards)
        return {}

    def _ordered(
        self, members: Sequence[int], x: float, top: float, *, leftwards: bool
    ) -> dict[int, Spot]:
        """Rows from the top such that no two leaders cross: swapping those that do makes both shorter together."""
        order = sorted(
            members,
            key=lambda who: (
                self.anchors[who][1],
                self.anchors[who][0] * (1, -1)[leftwards],
            ),
        )
        for _ in range(len(order)):
            lines = self._rows(order, x, top)
            crossing = [
                (a, b)
                for b in range(len(order))
                for a in range(b)
                if _cross(lines[order[a]], lines[order[b]])
            ]
            if not crossing:
                break
            swapped: set[int] = set()
            for a, b in crossing:
                if not swapped & {a, b}:
                    order[a], order[b] = order[b], order[a]
                    swapped |= {a, b}
        rows = self._rows(order, x, top)
        return {
            who: Spot(
                x - self.sizes[who][0] if leftwards else x,
                rows[who][3] - self.sizes[who][1] / 2,
                "list",
                leader=True,
            )
            for who in order
        }

    def _rows(self, order: Sequence[int], x: float, top: float) -> dict[int, Segment]:
        lines: dict[int, Segment] = {}
        for who in order:
            height = self.sizes[who][1]
            lines[who] = self.anchors[who][0], self.anchors[who][1], x, top + height / 2
            top += height + 1
        return lines

    def beside(self, gap: float) -> list[int]:
        """Settle all that can stand at their disc; give those that cannot."""
        everybody = [who for who in range(len(self.anchors)) if who not in self.spots]
        choices = {who: self._open(who, gap) for who in everybody}
        queue = deque(sorted(everybody, key=lambda who: (len(choices[who]), who)))
        homeless: list[int] = []
        budget = 8 * len(everybody)
        while queue:
            who = queue.popleft()
            budget -= 1
            spot, holder = self._beside(who, choices[who], may_evict=budget > 0)
            if spot is None:
                homeless.append(who)
                continue
            if holder is not None:
                self.unsettle(holder)
                queue.append(holder)
            self.settle(who, spot)
        return sorted(homeless)

    def _open(self, who: int, gap: float) -> list[Spot]:
        """Places at a disc that no disc and no obstacle takes."""
        boxes = (
            (spot, self.box(who, spot))
            for spot in _beside(self.anchors[who], self.sizes[who], gap)
        )
        return [
            spot
            for spot, box in boxes
            if self.within(box) and not self.ground.hits(box)
        ]

    def _beside(
        self, who: int, choices: Sequence[Spot], *, may_evict: bool
    ) -> tuple[Spot | None, int | None]:
        """The first free place; else that of the one holder who has been sent away least often, and that holder."""
        best: tuple[int, int, Spot, int] | None = None
        for rank, spot in enumerate(choices):
            if self._covers_leader(who, spot):
                continue
            holders = self.ground.hits(self.box(who, spot)) - {who}
            if not holders:
                return spot, None
            if len(holders) == 1 and not self.spots[min(holders)].leader:
                holder = next(iter(holders))
                entry = self.sent_away[holder], rank, spot, holder
                best = min(best, entry, key=lambda each: each[:2]) if best else entry
        if (
            best is None
            or not may_evict
            or best[0] > self.sent_away[who]
            or best[0] > 3
        ):
            return None, None
        return best[2], best[3]

    def far(self, homeless: Sequence[int], gap: float) -> bool:
        """Settle the rest in the nearest gaps; whether there was one for everybody."""
        queue = deque(
            sorted(
                homeless, key=lambda who: (self.anchors[who][1], self.anchors[who][0])
            )
        )
        while queue:
            who = queue.popleft()
            near = next(
                (
                    spot
                    for spot in self._open(who, gap)
                    if not self._covers_leader(who, spot)
                ),
                None,
            )
            if near is not None:
                self.settle(who, near)
                continue
            spot, moved = self._gap(who, gap)
            if spot is None:
                return False
            for other in moved:
                self.unsettle(other)
                queue.append(other)
            self.settle(who, spot)
        return True

    def crosses(self, who: int) -> bool:
        """Whether a leader crosses another, a disc, a label or an obstacle, now that all are settled."""
        count, line = len(self.anchors), self.leaders[who]
        listed = (
            self.spots[who].side == "list"
        )  # from within a pack it has to pass under its discs
        if any(
            _cross(line, other) for name, other in self.leaders.items() if name != who
        ):
            return True
        for key in self.ground.hits(_span(line)) - {who, who + count}:
            if key < count:
                crossed = segment_enters(
                    line[:2], line[2:], self.box(key, self.spots[key])
                )
            elif key < 2 * count:
                crossed = not listed and _touches(line, self.anchors[key - count])
            else:
                crossed = segment_enters(
                    line[:2], line[2:], self.obstacles[key - 2 * count]
                )
            if crossed:
                return True
        return False

    def _covers_leader(self, who: int, spot: Spot) -> bool:
        left, up, right, low = box = self.box(who, spot)
        return any(
            (x1 < right or x2 < right)
            and (x1 > left or x2 > left)
            and (y1 < low or y2 < low)
            and (y1 > up or y2 > up)
            and segment_enters((x1, y1), (x2, y2), box)
            for x1, y1, x2, y2 in self.leaders.values()
        )

    def _gap(self, who: int, gap: float) -> tuple[Spot | None, set[int]]:
        """The gap that costs least: the length of its leader and what the leader would have to cross."""
        best: tuple[float, Spot, set[int]] | None = None
        for distance, spot in islice(self._gaps(who, gap), CANDIDATES):
            if best is not None and distance >= best[0]:
                break
            if self._covers_leader(who, spot):
                continue
            cost, moved = self._cost(who, spot)
            if best is None or distance + cost < best[0]:
                best = distance + cost, spot, moved
        return (best[1], best[2]) if best else (None, set())

    def _gaps(self, who: int, gap: float) -> Iterator[tuple[float, Spot]]:
        """Free places with their distance from the disc, the nearest first."""
        x, y, radius = self.anchors[who]
        width, height = self.sizes[who]
        left, up, right, low = self.bounds
        off = radius + gap
        heap: list[tuple[float, float, float]] = []
        middle = math.floor((y - height / 2) / STRIP)
        reach = math.ceil((low - up) / STRIP) + 1
        for step in range(reach):
            for strip in {middle + step, middle - step}:
                top = strip * STRIP
                if not up <= top <= low - height:
                    continue
                for start, end in self.ground.gaps(top, top + height, left, right):
                    first, last = start + CLEAR, end - CLEAR - width
                    if first <= last:
                        for wish in (x + off, x - off - width, x - width / 2):
                            at = min(max(wish, first), last)
                            dx, dy = (
                                max(at - x, x - at - width, 0.0),
                                max(top - y, y - top - height, 0.0),
                            )
                            heapq.heappush(heap, (math.hypot(dx, dy), top, at))
            while heap and heap[0][0] <= (step - 1) * STRIP - height:
                yield _far(heapq.heappop(heap))
        while heap:
            yield _far(heapq.heappop(heap))

    def _cost(self, who: int, spot: Spot) -> tuple[float, set[int]]:
        """What a leader would cross: its price, and the labels that would have to go."""
        count = len(self.anchors)
        line = leader_line(spot, self.sizes[who], self.anchors[who])
        cost = OVER_LEADER * sum(_cross(line, other) for other in self.leaders.values())
        moved: set[int] = set()
        for key in self.ground.hits(_span(line)):
            if key < count:
                if not segment_enters(
                    line[:2], line[2:], self.box(key, self.spots[key])
                ):
                    continue
                if self.spots[key].leader or self.sent_away[key] > 4:
                    cost += OVER_LABEL
                else:
                    cost += AWAY * (1 + self.sent_away[key])
                    moved.add(key)
            elif key < 2 * count:
                cost += OVER_DISC * (
                    key != who + count and _touches(line, self.anchors[key - count])
                )
            else:
                cost += OVER_LABEL * segment_enters(
                    line[:2], line[2:], self.obstacles[key - 2 * count]
                )
        return cost, moved


def _span(line: Segment) -> Rectangle:
    x1, y1, x2, y2 = line
    return min(x1, x2), min(y1, y2), max(x1, x2) + 0.01, max(y1, y2) + 0.01


def _far(entry: tuple[float, float, float]) -> tuple[float, Spot]:
    distance, top, at = entry
    return distance, Spot(round(at, 3), top, "far", leader=True)


def _beside(anchor: Anchor, size: tuple[float, float], gap: float) -> Iterator[Spot]:
    """Places at a disc from the best to the last resort: beside, on the slant, over and under."""
    x, y, radius = anchor
    wide, tall = size
    off = radius + gap
    yield Spot(x + off, y - tall / 2, "right", leader=False)
    yield Spot(x - off - wide, y - tall / 2, "left", leader=False)
    for lift in (0.5, -0.5):
        yield Spot(x + off - 1, y - tall / 2 - lift * tall * 0.8, "right", leader=False)
        yield Spot(
            x - off - wide + 1, y - tall / 2 - lift * tall * 0.8, "left", leader=False
        )
    near = radius + 2.5
    for shift in (0.5, 0.2, 0.8):
        yield Spot(x - wide * shift, y - near - tall, "above", leader=False)
        yield Spot(x - wide * shift, y + near, "below", leader=False)


def _touches(line: Segment, anchor: Anchor) -> bool:
    x1, y1, x2, y2 = line
    dx, dy = x2 - x1, y2 - y1
    long = dx * dx + dy * dy
    share = (
        min(max(((anchor[0] - x1) * dx + (anchor[1] - y1) * dy) / long, 0.0), 1.0)
        if long
        else 0.0
    )
    return (
        math.hypot(anchor[0] - x1 - share * dx, anchor[1] - y1 - share * dy) < anchor[2]
    )


def _cross(first: Segment, second: Segment) -> bool:
    def side(line: Segment, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(first, second[0], second[1]) * side(first, second[2], second[3]) < 0
        and side(second, first[0], first[1]) * side(second, first[2], first[3]) < 0
    )
