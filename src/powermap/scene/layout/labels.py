"""Labels beside their discs, never over a disc, a label, an obstacle or the plot's edge.

Discs packed so tightly that several are enclosed share a list on either side of the pack.
Then all labels that can get a spot at their disc; those with the fewest spots choose
first, and one that finds none may move a neighbor elsewhere. The rest go to the nearest
gap with a leader line; a leader rather moves a label away than crosses it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from powermap.scene.layout.label_gaps import settle_in_gaps
from powermap.scene.layout.label_lists import settle_lists
from powermap.scene.layout.label_plan import LabelPlan
from powermap.scene.layout.label_spots import DiscGeometry, Spot
from powermap.scene.marks import Rectangle

# Greedy with a few moves: to place the most labels without overlap is NP-hard (Marks
# and Shieber 1991), and a board has to be drawn anew after each edit.
TURNS_PER_LABEL = 8
"""Turns after which labels no longer move one another, so that the search ends."""
MOST_MOVES = 3
"""Moves after which a label keeps its spot at its disc."""
KEEPS_ITS_SPOT = 1_000
"""Moves that a label counts as having made that may not be moved."""


@dataclass(frozen=True, slots=True)
class LabelPlacement:
    """A spot for every label, and what is wrong with them.

    `crossings` is the number of leaders that cross something, `unlisted` the number of
    packs that found no space for a list.
    """

    spots: tuple[Spot, ...]
    crossings: int
    unlisted: int

    @property
    def far(self) -> int:
        """How many labels stand away from their disc, lists beside a pack not counted."""
        return sum(spot.side == "far" for spot in self.spots)


def place_labels(
    discs: Sequence[DiscGeometry],
    sizes: Sequence[tuple[float, float]],
    *,
    obstacles: Sequence[Rectangle],
    bounds: Rectangle,
    homes: Sequence[Rectangle] | None = None,
    home_only: Collection[int] = (),
    settled: Mapping[int, Spot] | None = None,
    gap: float = 5.0,
    most: int | None = None,
    listed: bool = True,
) -> LabelPlacement | None:
    """Find a spot for each label beside its disc.

    Parameters
    ----------
    discs : sequence of (x, y, radius)
        What the labels belong to.
    sizes : sequence of (width, height)
        The labels, one for each disc.
    obstacles : sequence of (left, top, right, bottom)
        Where no label may stand.
    bounds : (left, top, right, bottom)
        What no label may leave.
    homes : sequence of (left, top, right, bottom), optional
        For each label what it may leave only with a leader; `bounds` when not given.
    home_only : collection of int
        Labels that may not leave their home at all.
    settled : mapping of int to Spot, optional
        Labels that have their spot already and keep it.
    gap : float, default 5
        Between a disc and a label beside it.
    most : int, optional
        Give up as soon as more labels than this find no spot at their disc.
    listed : bool, default True
        Give up when a tight pack finds no space for its list.

    Returns
    -------
    LabelPlacement or None
        None when not every label finds a spot; a larger plot may help.

    Examples
    --------
    >>> plot = (0, 0, 200, 100)
    >>> placed = place_labels([(50, 50, 9)], [(40, 12)], obstacles=[], bounds=plot)
    >>> placed.spots[0].side, placed.spots[0].leader, placed.crossings
    ('right', False, 0)
    """
    if homes is None:
        homes = [bounds] * len(discs)
    plan = LabelPlan(discs, sizes, obstacles, bounds, homes, frozenset(home_only))
    for label, spot in (settled or {}).items():
        plan.settle(label, spot)
        plan.moves[label] = KEEPS_ITS_SPOT
    # Lists first: they need the largest free spaces, and single labels find a spot in
    # what is left more easily than the other way round.
    unlisted = settle_lists(plan, gap, all_needed=listed)
    if listed and unlisted:
        return None

    without_spot = _settle_at_discs(plan, gap)
    if most is not None and len(without_spot) > most:
        return None
    if not settle_in_gaps(plan, without_spot, gap):
        return None

    crossings = sum(plan.has_crossing_leader(label) for label in plan.leaders)
    spots = tuple(plan.spots[label] for label in range(len(discs)))
    return LabelPlacement(spots, crossings, unlisted)


def _settle_at_discs(plan: LabelPlan, gap: float) -> list[int]:
    """Settle all labels that can stand at their disc; those that cannot."""
    choices = {}
    for label in range(len(plan.discs)):
        if label not in plan.spots:
            choices[label] = plan.open_spots(label, gap)
    # Whoever has the least choice chooses first, as in constraint search; a label with
    # twelve spots rarely suffers by waiting.
    fewest_first = sorted(choices, key=lambda label: (len(choices[label]), label))
    queue = deque(fewest_first)
    turns = TURNS_PER_LABEL * len(queue)
    without_spot = []
    while queue:
        label = queue.popleft()
        turns -= 1
        choice = _choose_spot(plan, label, choices[label], may_move=turns > 0)
        if choice is None:
            without_spot.append(label)
            continue
        if choice.holder is not None:
            plan.move_away(choice.holder)
            queue.append(choice.holder)
        plan.settle(label, choice.spot)
    return sorted(without_spot)


class _Choice(NamedTuple):
    """A spot for a label, and the label that has to leave it."""

    spot: Spot
    holder: int | None


def _choose_spot(
    plan: LabelPlan, label: int, spots: Sequence[Spot], *, may_move: bool
) -> _Choice | None:
    """The first free spot, else that of the one holder who was moved least often.

    A holder who was moved more often than this label keeps its spot, so that two labels
    do not move each other forever.
    """
    best: _Choice | None = None
    fewest_moves = min(plan.moves[label], MOST_MOVES) + 1
    for spot in spots:
        if plan.covers_leader(label, spot):
            continue

        holders = plan.occupied.hits(plan.box(label, spot)) - {label}
        if not holders:
            return _Choice(spot, None)

        holder = min(holders)
        if len(holders) > 1 or plan.spots[holder].leader:
            continue
        if plan.moves[holder] < fewest_moves:
            best = _Choice(spot, holder)
            fewest_moves = plan.moves[holder]

    return best if may_move else None
