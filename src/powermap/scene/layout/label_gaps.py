"""Labels without a spot at their disc go to the nearest gap, with a leader line."""

from __future__ import annotations

import heapq
import math
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from powermap.scene.layout.label_plan import CLEAR, LabelPlan
from powermap.scene.layout.label_spots import Spot, leader_line, segments_cross
from powermap.scene.layout.occupied_space import STRIP

# Chosen by their order, not fitted: a leader passes a disc sooner than another leader,
# moves a label sooner than it makes a long detour, and hardly ever covers one.
OVER_DISC = 20.0
"""Points of length that a leader goes further rather than over a disc."""
OVER_LEADER = 60.0
"""Points of length that a leader goes further rather than over another leader."""
MOVE_LABEL = 25.0
"""Points of length that a leader goes further rather than move a label; each time that
the label was moved before counts again, so that labels do not chase one another."""
OVER_LABEL = 500.0
"""Points of length that a leader goes further rather than over a label or obstacle."""
MOST_MOVES = 4
"""Moves after which a label stays where it is."""
CANDIDATES = 150
"""Gaps that are tried for one label; further ones have long leaders anyway."""


def settle_in_gaps(plan: LabelPlan, labels: Sequence[int], gap: float) -> bool:
    """Settle labels in the nearest gaps; whether there was one for each."""
    top_down = sorted(
        labels, key=lambda label: (plan.discs[label][1], plan.discs[label][0])
    )
    queue = deque(top_down)
    while queue:
        label = queue.popleft()
        # a label that was moved, or that gave up early, may find its disc free now
        spot = _first_open_spot(plan, label, gap)
        if spot is not None:
            plan.settle(label, spot)
            continue
        choice = _cheapest_gap(plan, label, gap)
        if choice is None:
            return False
        for other in choice.moved:
            plan.move_away(other)
            queue.append(other)
        plan.settle(label, choice.spot)
    return True


def _first_open_spot(plan: LabelPlan, label: int, gap: float) -> Spot | None:
    for spot in plan.open_spots(label, gap):
        if not plan.covers_leader(label, spot):
            return spot
    return None


@dataclass(frozen=True, slots=True)
class _Choice:
    """A spot in a gap, what it costs, and the labels that its leader moves away."""

    spot: Spot
    cost: float
    moved: set[int] = field(default_factory=set)


def _cheapest_gap(plan: LabelPlan, label: int, gap: float) -> _Choice | None:
    """The gap with the least length of its leader plus the cost of what it crosses."""
    best: _Choice | None = None
    for distance, spot in islice(_nearest_gaps(plan, label, gap), CANDIDATES):
        if best is not None and distance >= best.cost:
            break  # gaps come nearest first, so that no later one can be cheaper
        if plan.covers_leader(label, spot):
            continue
        choice = _price(plan, label, spot, distance)
        if best is None or choice.cost < best.cost:
            best = choice
    return best


def _price(plan: LabelPlan, label: int, spot: Spot, distance: float) -> _Choice:
    line = leader_line(spot, plan.sizes[label], plan.discs[label])
    crossed = plan.crossed_by(label, line)
    cost = 0.0
    for other_line in plan.leaders.values():
        if segments_cross(line, other_line):
            cost += OVER_LEADER

    cost += OVER_DISC * crossed.discs
    cost += OVER_LABEL * crossed.obstacles
    moved = set()
    for other in crossed.labels:
        # A label that already stands away from its disc does not move again: its leader
        # would have to be searched for anew and could send the next one away.
        if plan.spots[other].leader or plan.moves[other] > MOST_MOVES:
            cost += OVER_LABEL
        else:
            cost += MOVE_LABEL * (1 + plan.moves[other])
            moved.add(other)

    return _Choice(spot, distance + cost, moved)


_Gap = tuple[float, float, float]
"""Distance from the disc, top and left of a label in a gap."""


def _nearest_gaps(
    plan: LabelPlan, label: int, gap: float
) -> Iterator[tuple[float, Spot]]:
    """Free spots with their distance from the disc, the nearest first.

    The page is searched strip by strip away from the disc. A spot is known to be the
    nearest as soon as all strips up to its distance were searched.
    """
    _, y, _ = plan.discs[label]
    height = plan.sizes[label][1]
    _, upper, _, lower = plan.reach([label])
    middle = math.floor((y - height / 2) / STRIP)
    heap: list[_Gap] = []
    for step in range(math.ceil((lower - upper) / STRIP) + 1):
        for strip in {middle + step, middle - step}:
            top = strip * STRIP
            if upper <= top <= lower - height:
                for each in _gaps_at_height(plan, label, gap, top):
                    heapq.heappush(heap, each)

        # One strip and the label's height less, because a label counts from its nearest
        # edge and its strip may start above it.
        searched = (step - 1) * STRIP - height
        while heap and heap[0][0] <= searched:
            yield _far_spot(heapq.heappop(heap))

    while heap:
        yield _far_spot(heapq.heappop(heap))


def _gaps_at_height(
    plan: LabelPlan, label: int, gap: float, top: float
) -> Iterator[_Gap]:
    """Spots of a label at one height: in each gap right of, left of and at its disc."""
    x, y, radius = plan.discs[label]
    width, height = plan.sizes[label]
    left, _, right, _ = plan.reach([label])
    offset = radius + gap
    wanted = (x + offset, x - offset - width, x - width / 2)
    down = max(top - y, y - top - height, 0.0)
    for start, end in plan.occupied.gaps(top, top + height, left, right):
        first = start + CLEAR
        last = end - CLEAR - width
        if first > last:
            continue

        for want in wanted:
            spot_x = min(max(want, first), last)
            across = max(spot_x - x, x - spot_x - width, 0.0)
            yield math.hypot(across, down), top, spot_x


def _far_spot(gap: _Gap) -> tuple[float, Spot]:
    distance, top, left = gap
    return distance, Spot(round(left, 3), top, "far", leader=True)
