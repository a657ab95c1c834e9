"""The model of Friedkin and Johnsen: where opinions settle that influence each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.language import Reason

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    Values = NDArray[float64]
    Nodes = NDArray[int64]

__all__ = ["Settled", "influenced_by", "settle"]

# A dense solve takes n² numbers and n³ steps: 8 MB and some hundredths of a second for
# 1,000 people, half a gigabyte for 8,000.
SOLVED_FIRST = 1_000
"""Up to this many people the equations are solved at once, beyond by repetition."""
SOLVABLE = 8_000
"""Up to this many people they are solved at once when repetition does not settle."""

# Rounds of mixing. Convergence is geometric; only people who are almost fully open to
# one another need more.
MOST_ROUNDS = 2_000
SETTLED_BELOW = 1e-12
"""The change below which opinions have settled."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Where opinions end up.

    Parameters
    ----------
    opinions : tuple of float
        One per person.
    anchored : tuple of bool
        Whether the opinion rests on somebody who holds on to theirs; who is not
        anchored keeps the opinion they started with.
    converged : bool
        Whether the opinions settled.
    iterations : int
        Rounds; 0 when the equations were solved at once.
    """

    opinions: tuple[float, ...]
    anchored: tuple[bool, ...]
    converged: bool
    iterations: int


def settle(
    opinions: Sequence[float],
    links: Sequence[tuple[int, int, float]],
    openness: Sequence[float],
    *,
    at_once: bool | None = None,
) -> Settled:
    """Where opinions settle when everybody keeps mixing others' with their first one.

    Parameters
    ----------
    opinions : sequence of float
        What each person starts with.
    links : sequence of (person, by whom, weight)
        Who is influenced by whom, by position; the weights of each person who is open
        at all add up to 1. Somebody may weigh their own word.
    openness : sequence of float
        0 to 1, for each person the part of the opinion that is open to others (their
        susceptibility).
    at_once : bool, optional
        Whether to solve the equations rather than to repeat; by the number of people
        when not given.

    Returns
    -------
    Settled

    Examples
    --------
    Someone fully open ends up where the only one who influences them stands.

    >>> settle([1.0, 0.0], [(1, 0, 1.0)], [0.0, 1.0]).opinions
    (1.0, 1.0)

    Notes
    -----
    Friedkin and Johnsen (1990, Social influence and opinions; 1999, Social influence
    networks and opinion change): with opinions y, weights W and openness A,
    y(t + 1) = A W y(t) + (I − A) y(0), which settles at (I − A W)⁻¹ (I − A) y(0).
    Where a group is fully open and nobody who is not influences it, even through
    others, that matrix has no inverse. What they would agree upon has no source, so
    they keep the opinion they started with.
    """
    import numpy as np

    try:
        start = np.array(opinions, dtype=float)
        arrays = _LinkArrays(links)
        open_to_others = np.array(openness, dtype=float)
    except (TypeError, ValueError) as error:
        raise ModelError(Reason("message.network.not_numbers")) from error
    if not _fit_together(start, open_to_others, arrays):
        raise ModelError(Reason("message.network.not_numbers"))
    anchors = [node for node, part in enumerate(openness) if part < 1]
    anchored = np.zeros(len(start), dtype=np.bool_)
    anchored[list(influenced_by(anchors, links))] = True
    # Without this I − A W would be singular for a group that only listens to itself.
    open_part = np.where(anchored, openness, 0.0)
    flow = open_part[arrays.person] * arrays.weight
    own_part = (1 - open_part) * start
    if at_once is None:
        at_once = len(start) <= SOLVED_FIRST
    converged = False
    if not at_once:
        settled, rounds, converged = arrays.repeat(start, own_part, flow)
    if not converged and (at_once or len(start) <= SOLVABLE):
        settled = arrays.solve(own_part, flow)
        rounds = 0
        converged = True
    # A mean cannot leave the range that it is made from; rounding can.
    lowest = start.min(initial=0.0)
    highest = start.max(initial=0.0)
    within = settled.clip(lowest, highest)
    return Settled(
        opinions=tuple(within.tolist()),
        anchored=tuple(anchored.tolist()),
        converged=converged,
        iterations=rounds,
    )


def _fit_together(start: Values, openness: Values, arrays: _LinkArrays) -> bool:
    """Whether there is one openness a person, and links are between these people."""
    if start.ndim != 1 or start.shape != openness.shape:
        return False
    nodes = (*arrays.person.tolist(), *arrays.source.tolist())
    return all(0 <= node < len(start) for node in nodes)


def influenced_by(
    starts: Sequence[int], links: Sequence[tuple[int, int, float]]
) -> frozenset[int]:
    """The starts and everybody whom they influence, through however many others.

    Examples
    --------
    >>> sorted(influenced_by([0], [(1, 0, 0.5), (2, 1, 0.5), (0, 3, 1.0)]))
    [0, 1, 2]
    """
    influenced: dict[int, list[int]] = {}
    for person, source, weight in links:
        if weight > 0:
            influenced.setdefault(source, []).append(person)

    reached = set(starts)
    ahead = list(starts)
    while ahead:
        for person in influenced.get(ahead.pop(), ()):
            if person not in reached:
                reached.add(person)
                ahead.append(person)
    return frozenset(reached)


class _LinkArrays:
    """Who is influenced by whom, as arrays with one entry per link."""

    def __init__(self, links: Sequence[tuple[int, int, float]]) -> None:
        import numpy as np

        people = []
        sources = []
        weights = []
        for person, source, weight in links:
            people.append(person)
            sources.append(source)
            weights.append(weight)
        self.person: Nodes = np.array(people, dtype=np.int64)
        self.source: Nodes = np.array(sources, dtype=np.int64)
        self.weight: Values = np.array(weights, dtype=float)

    def solve(self, own_part: Values, flow: Values) -> Values:
        """The settled opinions from the linear equations."""
        import numpy as np

        matrix = np.eye(len(own_part))
        cells = self.person, self.source
        # `subtract.at` adds up several links of one pair; plain indexing would keep the
        # last.
        np.subtract.at(matrix, cells, flow)
        settled = np.linalg.solve(matrix, own_part)
        return np.asarray(settled, dtype=np.float64)

    def repeat(
        self, start: Values, own_part: Values, flow: Values
    ) -> tuple[Values, int, bool]:
        """The opinions after repeated mixing, the rounds, and whether they settled."""
        import numpy as np

        now: Values = start

        for round_number in range(1, MOST_ROUNDS + 1):
            from_others = flow * now[self.source]
            received = np.bincount(self.person, from_others, len(own_part))
            then: Values = own_part + received
            changes = np.abs(then - now)
            change = float(changes.max(initial=0.0))
            now = then
            if change <= SETTLED_BELOW:
                return now, round_number, True
        return now, MOST_ROUNDS, False
