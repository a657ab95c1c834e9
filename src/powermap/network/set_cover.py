"""The fewest sets that cover enough weight: weighted partial set cover.

Sets are bits of a whole number, so that unions and differences are one operation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

__all__ = ["Cover", "smallest_cover", "union", "weigh"]

# Set cover is NP-hard. A buying center has a few dozen deciders at most; for all else
# `MOST_BRANCHES` bounds the time.
EXACT_ELEMENTS = 60
"""Up to this many elements the smallest cover is searched for."""
EXACT_SETS = 300
"""Up to this many different sets the smallest cover is searched for."""
MOST_BRANCHES = 20_000
"""Branches that the search may take before it settles for the greedy cover."""
TOLERANCE = 1e-9
"""Sums of weights that differ by less are equal."""


@dataclass(frozen=True, slots=True)
class Cover:
    """The sets that were chosen.

    Parameters
    ----------
    chosen : tuple of int
        What the sets are about.
    at_least : int
        No cover of fewer sets exists.
    """

    chosen: tuple[int, ...]
    at_least: int

    @property
    def exact(self) -> bool:
        """Whether no smaller cover exists."""
        return len(self.chosen) == self.at_least


def smallest_cover(
    sets: Mapping[int, int], weights: Sequence[float], share: float
) -> Cover:
    """The fewest sets that cover a share of the weight, or all that can be covered.

    Parameters
    ----------
    sets : mapping of int to int
        Sets as bits, by what they are about. Of equal sets the first stands for all.
    weights : sequence of float
        The weight of each bit, from the lowest.
    share : float
        Of the weight of all bits, above 0 and up to 1.

    Returns
    -------
    Cover

    Examples
    --------
    >>> smallest_cover({7: 0b011, 8: 0b110, 9: 0b100}, [1, 1, 1], 1.0)
    Cover(chosen=(7, 8), at_least=2)

    Notes
    -----
    Solved by branch and bound where it is small. Else, or after `MOST_BRANCHES`, the
    greedy cover stands: always the set that adds most. When the smallest cover has k
    sets, the n sets of the greedy one satisfy n − 1 ≤ k · ln(weight wanted / weight
    missing before the last of them) (Wolsey 1982, An analysis of the greedy algorithm
    for the submodular set covering problem). `at_least` is the smallest k that this
    allows, or a better one.
    """
    owner: dict[int, int] = {}
    for about, bits in sets.items():
        owner.setdefault(bits, about)

    coverable = weigh(union(owner), weights)
    asked_for = share * math.fsum(weights)
    wanted = min(asked_for, coverable)
    cover, at_least = _greedy_cover(owner, weights, wanted)

    is_small = len(weights) <= EXACT_ELEMENTS and len(owner) <= EXACT_SETS
    if is_small:
        search = _Search(owner, weights, wanted)
        cover, at_least = search.improve(cover, at_least)
    chosen = [owner[bits] for bits in cover]
    return Cover(tuple(chosen), at_least)


def union(sets: Iterable[int]) -> int:
    """All bits of some sets."""
    together = 0
    for bits in sets:
        together |= bits
    return together


def weigh(bits: int, weights: Sequence[float]) -> float:
    """The weight of a set."""
    total = 0.0
    while bits:
        lowest = bits & -bits
        total += weights[lowest.bit_length() - 1]
        bits ^= lowest
    return total


def _greedy_cover(
    sets: Iterable[int], weights: Sequence[float], wanted: float
) -> tuple[list[int], int]:
    """Always the set that adds most, and how few sets there must be at least."""
    queue = []
    for order, bits in enumerate(sets):
        gain = weigh(bits, weights)
        queue.append((-gain, order, bits))
    heapify(queue)
    gains = sorted(gain for gain, _, _ in queue)
    fewest = _fewest_without_overlap(gains, wanted)

    chosen: list[int] = []
    covered = 0
    missing = wanted
    missing_before = wanted
    while missing > TOLERANCE:
        _, order, bits = heappop(queue)
        gain = weigh(bits & ~covered, weights)
        # What a set adds only shrinks as others are chosen, so only those that may
        # still be first are weighed again (Minoux 1978, Accelerated greedy algorithms).
        if queue and -gain > queue[0][0] + TOLERANCE:
            heappush(queue, (-gain, order, bits))
            continue

        chosen.append(bits)
        covered |= bits
        missing_before = missing
        missing -= gain

    bound = 0.0
    if len(chosen) > 1:
        bound = (len(chosen) - 1) / math.log(wanted / missing_before)
    at_least = max(fewest, math.ceil(bound - TOLERANCE))
    return chosen, min(len(chosen), at_least)


def _fewest_without_overlap(negative_gains: Sequence[float], wanted: float) -> int:
    """How many sets there must be even if the largest ones did not overlap.

    Gains are below 0, the largest first, as they stand in the queue.
    """
    count = 0
    while wanted > TOLERANCE and count < len(negative_gains):
        wanted += negative_gains[count]
        count += 1
    return count


class _Search:
    """Branch and bound: cover the element that fewest sets hold, or do without it."""

    def __init__(
        self, sets: Iterable[int], weights: Sequence[float], wanted: float
    ) -> None:
        self.weights = weights
        every = tuple(sets)
        self.sets = _without_subsets(every)
        self.all_elements = union(every)
        self.spare = weigh(self.all_elements, weights) - wanted
        self.branches = 0

    def improve(self, greedy: list[int], at_least: int) -> tuple[list[int], int]:
        """The smallest cover, or the greedy one, and how many sets are needed."""
        # From the lower bound up, so that the first cover found is the smallest.
        for size in range(at_least, len(greedy) + 1):
            cover = self._cover(self.all_elements, size, self.spare)
            if cover is not None:
                return cover, size
            if self.branches > MOST_BRANCHES:
                return greedy, size
        return greedy, len(greedy)

    def _cover(self, missing: int, size: int, spare: float) -> list[int] | None:
        """At most `size` sets that leave no more of the missing than may be spared."""
        rest = weigh(missing, self.weights)
        if rest <= spare + TOLERANCE:
            return []

        self.branches += 1
        if self.branches > MOST_BRANCHES or size == 0:
            return None
        # The bound: without overlap the largest sets add most, so less than needed even
        # then means no cover down this branch.
        if self._most_coverable(missing, size) < rest - spare - TOLERANCE:
            return None

        # The element with the fewest holders makes the fewest branches.
        rarest, holders = self._rarest(missing)
        for bits in holders:
            cover = self._cover(missing & ~bits, size - 1, spare)
            if cover is not None:
                return [bits, *cover]

        spare_without = spare - weigh(rarest, self.weights)
        if spare_without <= -TOLERANCE:
            return None
        return self._cover(missing & ~rarest, size, spare_without)

    def _most_coverable(self, missing: int, size: int) -> float:
        """The most that so many sets could add if they did not overlap."""
        gains = []
        for bits in self.sets:
            gain = weigh(bits & missing, self.weights)
            gains.append(gain)
        gains.sort(reverse=True)
        return math.fsum(gains[:size])

    def _rarest(self, missing: int) -> tuple[int, list[int]]:
        """The missing element that fewest sets hold, and these, the largest first."""
        rarest = 0
        holders: list[int] = []
        rest = missing
        while rest:
            element = rest & -rest
            rest ^= element

            able = [bits for bits in self.sets if bits & element]
            if not rarest or len(able) < len(holders):
                rarest = element
                holders = able

        # Large sets first: they are the likeliest to be part of a small cover.
        holders.sort(key=lambda bits: -weigh(bits & missing, self.weights))
        return rarest, holders


def _without_subsets(sets: Sequence[int]) -> list[int]:
    """The sets that are no part of another: no cover needs the others."""
    maximal = []
    for bits in sets:
        # A set is a subset of another when their union is that other.
        larger = (other for other in sets if other != bits)
        if not any(bits | other == other for other in larger):
            maximal.append(bits)
    return maximal
