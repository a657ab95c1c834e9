"""Lists of labels beside packs of discs that are too dense for labels within them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from powermap.scene.layout.label_plan import CLEAR, LabelPlan
from powermap.scene.layout.label_spots import Segment, Spot, segments_cross

# Fewer find a gap of their own more legibly than a list that covers the whole side of a
# pack.
ENCLOSED = 3
"""Enclosed discs that make a pack need a list."""
FAN = 22.0
"""Points between a pack and its list, in which the leaders fan out."""
HEIGHT_PER_FAN = 12.0
"""Points of a list's height for which its fan is one point wider."""
ROW_GAP = 1.0
"""Points between two rows of a list."""
DISTANCES = (0.0, 12.0, 30.0, 60.0)
"""Further points at which a list may stand when there is no space nearer."""
SHIFTS = tuple(4.0 * step for step in sorted(range(-40, 41), key=abs))
"""Points by which a list may stand lower or higher than its pack, the least first."""


def settle_lists(plan: LabelPlan, gap: float, *, all_needed: bool) -> int:
    """Settle the labels of dense packs in lists; how many packs have no space for one.

    When all are needed, the first pack without space ends the search.
    """
    enclosed = set()
    for label in range(len(plan.discs)):
        if label not in plan.spots and not plan.open_spots(label, gap):
            enclosed.add(label)
    unlisted = 0
    for pack in list(_find_packs(plan)):
        if len(enclosed.intersection(pack)) < ENCLOSED:
            continue
        if not _settle_list(plan, pack):
            unlisted += 1
            if all_needed:
                break
    return unlisted


def _find_packs(plan: LabelPlan) -> Iterator[list[int]]:
    """Groups of discs that touch one another, or nearly."""
    unseen = dict.fromkeys(range(len(plan.discs)))
    for label in plan.spots:
        del unseen[label]
    while unseen:
        first = next(iter(unseen))
        del unseen[first]
        pack = [first]
        for disc in pack:  # grows while it is walked
            for other in plan.touching_discs(disc):
                if other in unseen:
                    pack.append(other)
                    del unseen[other]
        yield pack


def _settle_list(plan: LabelPlan, pack: Sequence[int]) -> bool:
    """Settle a pack's labels in a column on each side, or on one, if there is space."""
    across = sorted(pack, key=lambda disc: plan.discs[disc][:2])
    half = len(across) // 2
    # Two short columns keep the leaders shorter than a long one; right alone comes
    # before left, since names are read from the left.
    for on_left, on_right in (
        (across[:half], across[half:]),
        ([], across),
        (across, []),
    ):
        columns = [
            _find_column(plan, on_left, pack, is_left=True),
            _find_column(plan, on_right, pack, is_left=False),
        ]
        spots: dict[int, Spot] = {}
        for column in columns:
            if column is not None:
                spots |= _spots_in_column(plan, column)
        if len(spots) == len(pack):
            for label, spot in spots.items():
                plan.settle(label, spot)
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Column:
    """Labels one below the other; their leaders end at `x`."""

    members: Sequence[int]
    x: float
    top: float
    is_left: bool


def _find_column(
    plan: LabelPlan, members: Sequence[int], pack: Sequence[int], *, is_left: bool
) -> _Column | None:
    """A free column beside a pack, as near as there is one."""
    if not members:
        return None

    area = plan.reach(members)
    _, upper, _, lower = area
    height = sum(plan.sizes[label][1] + ROW_GAP for label in members)
    width = max(plan.sizes[label][0] for label in members)
    if height > lower - upper:
        return None

    middle = _middle_height(plan, pack)
    start = min(max(middle - height / 2, upper), lower - height)
    edge = _edge(plan, pack, is_left=is_left)
    fan = FAN + height / HEIGHT_PER_FAN
    for distance in DISTANCES:
        x = edge - fan - distance if is_left else edge + fan + distance
        left = x - width if is_left else x
        for shift in SHIFTS:
            top = start + shift
            box = (left - CLEAR, top, left + width + CLEAR, top + height)
            if plan.is_open(box, area):
                return _Column(members, x, top, is_left)

    return None


def _middle_height(plan: LabelPlan, pack: Sequence[int]) -> float:
    heights = [plan.discs[disc][1] for disc in pack]
    top = min(heights)
    bottom = max(heights)
    return (top + bottom) / 2


def _edge(plan: LabelPlan, pack: Sequence[int], *, is_left: bool) -> float:
    """Where a pack ends on one side."""
    discs = [plan.discs[disc] for disc in pack]
    if is_left:
        return min(x - radius for x, _, radius in discs)
    return max(x + radius for x, _, radius in discs)


def _spots_in_column(plan: LabelPlan, column: _Column) -> dict[int, Spot]:
    order = _order_without_crossings(plan, column)
    leaders = _leaders(plan, column, order)
    spots = {}
    for label in order:
        width, height = plan.sizes[label]
        left = column.x
        if column.is_left:
            left = column.x - width
        top = leaders[label][3] - height / 2
        spots[label] = Spot(left, top, "list", leader=True)

    return spots


def _order_without_crossings(plan: LabelPlan, column: _Column) -> list[int]:
    """Rows from the top such that no two leaders cross.

    Swapping two leaders that cross makes both together shorter, so that the swapping
    comes to an end; in each round every label is swapped at most once.
    """
    order = _top_down(plan, column)
    # Any order of the rows has finitely many crossings and each swap shortens the
    # leaders, so this ends by itself; the limit only bounds the time.
    for _ in range(len(order)):
        crossing = _crossing_rows(_leaders(plan, column, order), order)
        if not crossing:
            break

        swapped: set[int] = set()
        for upper, lower in crossing:
            if upper not in swapped and lower not in swapped:
                order[upper], order[lower] = order[lower], order[upper]
                swapped.update((upper, lower))

    return order


def _top_down(plan: LabelPlan, column: _Column) -> list[int]:
    """Labels in the order of their discs from the top, those nearer the column first."""

    def order(label: int) -> tuple[float, float]:
        x, y, _ = plan.discs[label]
        if column.is_left:
            return y, -x
        return y, x

    return sorted(column.members, key=order)


def _crossing_rows(
    leaders: Mapping[int, Segment], order: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of rows, the upper one first, whose leaders cross."""
    crossing = []
    for lower in range(len(order)):
        for upper in range(lower):
            if segments_cross(leaders[order[upper]], leaders[order[lower]]):
                crossing.append((upper, lower))

    return crossing


def _leaders(
    plan: LabelPlan, column: _Column, order: Sequence[int]
) -> dict[int, Segment]:
    """Lines from the discs to the middle of their rows."""
    leaders: dict[int, Segment] = {}
    top = column.top

    for label in order:
        x, y, _ = plan.discs[label]
        height = plan.sizes[label][1]
        middle = top + height / 2
        leaders[label] = x, y, column.x, middle
        top += height + ROW_GAP

    return leaders
