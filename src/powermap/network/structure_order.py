"""An order of people that the ties decide and no id: color refinement.

Colors are numbers mixed so well that equal colors mean equal ties. Results that
depend on random draws are dealt out in this order, so that renaming people changes
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from powermap.network.listening import Listening

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Colors = NDArray[np.uint64]
    Indexes = NDArray[np.intp]

__all__ = ["by_structure"]

BUDGET = 10_000_000
"""Pairs and people looked at, at most, to tell people apart by their ties."""
MOST_TRIED = 64
"""Of more people who look alike one is taken without trying the others."""
EVIDENCE_STEPS = 1e9
"""Evidence is compared as whole steps of this, since sums of floats may differ."""

# Constants of SplitMix64; see `_mix`.
GOLDEN_RATIO = np.uint64(0x9E3779B97F4A7C15)
FIRST_MULTIPLIER = np.uint64(0xBF58476D1CE4E5B9)
SECOND_MULTIPLIER = np.uint64(0x94D049BB133111EB)
FIRST_SHIFT = np.uint64(27)
SECOND_SHIFT = np.uint64(31)


def by_structure(listening: Listening) -> tuple[Listening, Colors]:
    """The same in an order that the ties decide, and each person's evidence as a number.

    Of equal color are people whom the ties do not tell apart, however far one follows
    them (Weisfeiler and Leman 1968, The reduction of a graph to canonical form and the
    algebra which appears therein). Among these one is put first and the others are
    told apart by where they stand to that one, until no one is left whom it matters
    to tell apart (individualization and refinement: McKay and Piperno 2014, Practical
    graph isomorphism, II). Beyond `BUDGET` those not yet told apart stay in the order
    of their ids.

    The evidence is equal for people whom people of equal colors listen to, equally
    firmly: what they say themselves is evidence about others.
    """
    refinement = _Refinement(listening)
    colors = refinement.refine(listening.asked.astype(np.uint64))
    order = np.argsort(refinement.tell_apart(colors), kind="stable")
    position = np.empty_like(order)
    position[order] = np.arange(len(order))
    listener = position[listening.listener]
    speaker = position[listening.speaker]
    pairs = np.lexsort((speaker, listener))
    reordered = Listening(
        ids=tuple(listening.ids[index] for index in order),
        listener=listener[pairs],
        speaker=speaker[pairs],
        evidence=listening.evidence[pairs],
        asked=listening.asked[order],
        firmness=listening.firmness,
    )
    return reordered, refinement.evidence(colors)[order]


class _Side(NamedTuple):
    """The pairs of each person in one direction, person after person."""

    far_end: Indexes
    evidence: Colors
    first: Indexes
    end: Indexes


def _side(near: Indexes, far: Indexes, evidence: Colors, people: int) -> _Side:
    order = np.argsort(near, kind="stable")
    everybody = np.arange(people)
    return _Side(
        far_end=far[order],
        evidence=_mix(evidence[order]),
        first=np.searchsorted(near[order], everybody, "left"),
        end=np.searchsorted(near[order], everybody, "right"),
    )


class _Refinement:
    """Tells people apart by their ties."""

    def __init__(self, listening: Listening) -> None:
        people = len(listening.ids)
        steps = np.rint(listening.evidence * EVIDENCE_STEPS).astype(np.uint64)
        # Different salts keep listening apart from being listened to.
        evidence = steps * np.uint64(4)
        self.listens_to = _side(
            listening.listener, listening.speaker, evidence + np.uint64(1), people
        )
        self.heard_by = _side(
            listening.speaker, listening.listener, evidence + np.uint64(2), people
        )
        self.cost_of_round = 2 * (len(listening.listener) + people)
        self.budget = BUDGET

    def refine(self, colors: Colors) -> Colors:
        """Colors that say how those around are colored, until they tell no more apart."""
        count = _count_colors(colors)
        while self.budget > 0:
            self.budget -= self.cost_of_round
            spoken_to = _around(colors, self.listens_to)
            heard = _mix(_around(colors, self.heard_by))
            # Both directions enter differently, or turning all ties round would
            # change nothing.
            colors = _mix(colors * np.uint64(3) + spoken_to + heard)
            count_before = count
            count = _count_colors(colors)
            # Refinement only ever splits colors, so an equal number means equal
            # classes.
            if count == count_before:
                break
        return colors

    def evidence(self, colors: Colors) -> Colors:
        """Who listens to each person, and how firmly."""
        return _around(colors, self.heard_by)

    def tell_apart(self, colors: Colors) -> Colors:
        """A color of their own for everybody.

        But for those who may change places with nothing else changing.
        """
        interchangeable = np.zeros(len(colors), dtype=np.bool_)
        while self.budget > 0:
            kinds, kind, sizes = np.unique(
                colors, return_inverse=True, return_counts=True
            )
            undecided = np.flatnonzero((sizes[kind] > 1) & ~interchangeable)
            if not undecided.size:
                break
            # The class of the least color: colors come from the ties, so the choice
            # does too.
            members = np.flatnonzero(kind == kind[undecided].min())
            single = self._put_one_first(colors, members, len(kinds))

            if single is None:
                interchangeable[members] = True
            else:
                colors = single
        return colors

    def _put_one_first(
        self, colors: Colors, members: Indexes, count: int
    ) -> Colors | None:
        """The colors after one member got a color of their own.

        None when that tells no others apart: then the members stand to everybody
        alike, and so they may change places.
        """
        tried = members if len(members) <= MOST_TRIED else members[:1]
        results = []
        for member in tried:
            marked = colors.copy()
            marked[member] += np.uint64(1)
            refined = self.refine(marked)
            if _count_colors(refined) == count + 1:
                return None
            results.append(refined)
        # The choice must not depend on ids: the least of the sorted colors.
        return min(results, key=lambda refined: np.sort(refined).tobytes())


def _around(colors: Colors, side: _Side) -> Colors:
    """The colors at the far ends of each person's pairs as one number.

    A sum, so that it does not depend on the order of the pairs.
    """
    far_colors = colors[side.far_end]
    mixed = _mix(far_colors ^ side.evidence)

    # The sum over a person's pairs is a difference of running sums.
    sums = np.zeros(len(mixed) + 1, np.uint64)
    np.cumsum(mixed, out=sums[1:])
    # Sums wrap around at 2⁶⁴, and so does their difference: the result is exact all the
    # same.
    up_to_end = sums[side.end]
    before_first = sums[side.first]
    around: Colors = up_to_end - before_first
    return around


def _count_colors(colors: Colors) -> int:
    # As a set, since np.unique loads the masked arrays of numpy.
    return len(set(colors.tolist()))


def _mix(numbers: Colors) -> Colors:
    """Other numbers, one for each, without any pattern.

    The last step of SplitMix64 (Steele, Lea and Flood 2014, Fast splittable
    pseudorandom number generators).
    """
    mixed = numbers + GOLDEN_RATIO
    mixed *= FIRST_MULTIPLIER
    mixed ^= mixed >> FIRST_SHIFT
    mixed *= SECOND_MULTIPLIER
    mixed ^= mixed >> SECOND_SHIFT
    return mixed
