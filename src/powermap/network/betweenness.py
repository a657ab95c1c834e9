"""Betweenness: the share of shortest paths that run through each person.

Shortest paths are followed from many starts at once on numpy arrays. A *slot* is
a person seen from one of these starts: slot = number of the start × number of
people + node.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

    from powermap.network.influence_graph import InfluenceGraph

    Slots = NDArray[int64]
    Values = NDArray[float64]

__all__ = ["betweenness"]

BUDGET = 100_000_000
"""Up to this many people × links every person is a start, in a few seconds.

5,000 people with 20,000 links are just within.
"""

# The year of Freeman's paper; any fixed number does, so that answers repeat.
SEED = 1977
# About 16 MB per array of numbers at 8 bytes, and a handful of such arrays.
LINKS_AT_ONCE = 2_000_000
"""Links followed in one go, so that memory stays bounded."""
SPARSE = 16
"""Where fewer than one slot in this many takes part, the others are not looked at."""
LARGEST_COUNT = 1e100
"""From here on numbers of paths are scaled down before they overflow."""
SMALLEST_COUNT = 1e-200
"""Numbers of paths never fall to 0, since they divide."""
DECIMALS = 13
"""People in equal positions get equal scores, whatever order sums were made in."""


def betweenness(
    graph: InfluenceGraph, *, budget: int = BUDGET
) -> tuple[list[float], int]:
    """The betweenness of each person, 0 to 1, and from how many starts it is counted.

    Accumulation after Brandes (2001), A faster algorithm for betweenness centrality.
    Beyond the budget a seeded sample of starts stands for all (Brandes and Pich 2007,
    Centrality estimation in large networks).
    """
    import numpy as np

    people = len(graph.people)
    links = len(graph.links)
    if people < 3 or not links:
        return [0.0] * people, people

    starts = _choose_starts(people, links, budget)
    arrays = _GraphArrays(graph)
    total = np.zeros(people)
    at_once = max(1, LINKS_AT_ONCE // max(people, links))
    for first in range(0, len(starts), at_once):
        chosen = np.array(starts[first : first + at_once])
        total += arrays.dependencies(chosen)

    # Scaled up from the sampled starts to all, then to a share of the ordered pairs of
    # others, so that networks of different size can be compared.
    pairs_of_others = (people - 1) * (people - 2)
    total *= people / len(starts) / pairs_of_others
    scores = [round(score, DECIMALS) for score in total.tolist()]
    return scores, len(starts)


def _choose_starts(people: int, links: int, budget: int) -> Sequence[int]:
    if people * links <= budget:
        return range(people)
    affordable = max(1, budget // links)
    count = min(people, affordable)
    dice = Random(SEED)  # noqa: S311 - a sample, no secret
    sample = dice.sample(range(people), count)
    return sorted(sample)


class _Neighbors:
    """For each node the nodes at the other end of its links, as arrays."""

    def __init__(self, edges: Iterable[Sequence[tuple[int, object]]]) -> None:
        import numpy as np

        degrees = []
        ends: list[int] = []
        for neighbors in edges:
            degrees.append(len(neighbors))
            ends.extend(node for node, _ in neighbors)

        self.degree: Slots = np.array(degrees)
        self.ends: Slots = np.array(ends)
        self.first: Slots = np.cumsum(self.degree) - self.degree

    def count(self, slots: Slots, people: int) -> int:
        """How many links the people at some slots have."""
        nodes = slots % people
        degrees = self.degree[nodes]
        return int(degrees.sum())

    def along(self, slots: Slots, people: int) -> tuple[Slots, Slots]:
        """Every link of the people at some slots.

        For each link the position of its slot, and the slot that it leads to.
        """
        import numpy as np

        node = slots % people
        degree = self.degree[node]
        position = np.repeat(np.arange(len(node)), degree)
        # Numbers the links of all slots in one go: the first link of a slot minus
        # the links of the slots before it, plus a running number.
        shift = self.first[node] - (np.cumsum(degree) - degree)
        link = np.arange(len(position)) + shift[position]
        start_of_slot = slots - node
        return position, self.ends[link] + start_of_slot[position]


class _GraphArrays:
    """The links as arrays, followed from many starts at once."""

    def __init__(self, graph: InfluenceGraph) -> None:
        self.people = len(graph.people)
        # Steps are followed both ways, see `_step`.
        self.outgoing = _Neighbors(graph.outgoing)
        self.incoming = _Neighbors(graph.incoming)

    def dependencies(self, starts: Slots) -> Values:
        """For each person the part of the shortest paths from the starts through them.

        Summed over starts and ends; each start and end has at most 1 to share out.
        """
        import numpy as np

        size = len(starts) * self.people
        first_slots = np.arange(len(starts)) * self.people
        origin = first_slots + starts
        dependency = np.zeros(size)

        # All layers are kept: the parts are added up from the farthest layer back,
        # which cannot start before the search has ended.
        layers = list(self._layers(origin, size))
        for tail, head, part in reversed(layers):
            # Brandes' recursion: the head itself, and all that lies behind it.
            beyond = 1 + dependency[head]
            _add(dependency, tail, part * beyond)

        # A start stands on no path between others.
        dependency[origin] = 0
        by_start = dependency.reshape(len(starts), self.people)
        total: Values = by_start.sum(axis=0)
        return total

    def _layers(self, front: Slots, size: int) -> Iterator[tuple[Slots, Slots, Values]]:
        """Step by step the links on shortest paths.

        The slots at both ends of each link, and which part of the shortest paths to
        its head use it.
        """
        import numpy as np

        distance = np.full(size, -1)
        paths = np.zeros(size)
        distance[front] = 0
        paths[front] = 1
        steps = 0
        while True:
            tail, head = self._step(front, distance, steps)
            if not len(head):
                return
            _add(paths, head, paths[tail])
            yield tail, head, paths[tail] / paths[head]

            steps += 1
            front = _without_repeats(head, distance)
            distance[front] = steps
            paths[front] = self._scale_down(front, paths[front])

    def _step(self, front: Slots, distance: Slots, steps: int) -> tuple[Slots, Slots]:
        """Links from the front to slots not seen yet.

        They are looked for from whichever side has fewer links to try: from the front
        forward, or from the unseen slots backward (Beamer, Asanović and Patterson
        2012, Direction-optimizing breadth-first search).
        """
        import numpy as np

        forward = self.outgoing.count(front, self.people)
        # Counting the unseen costs a pass over all slots, so it is done only when the
        # front is large enough for the answer to pay for it.
        if forward > len(distance) // SPARSE:
            unseen = np.flatnonzero(distance < 0)
            backward = self.incoming.count(unseen, self.people)
            if len(unseen) and backward < forward:
                position, tail = self.incoming.along(unseen, self.people)
                fits = distance[tail] == steps
                return tail[fits], unseen[position[fits]]

        position, head = self.outgoing.along(front, self.people)
        fits = distance[head] < 0
        return front[position[fits]], head[fits]

    def _scale_down(self, front: Slots, paths: Values) -> Values:
        """Numbers of paths that never overflow.

        Only their ratios within one start and step count.
        """
        import numpy as np

        # In a grid of people the number of shortest paths doubles with each step; after
        # a thousand steps it no longer fits a float.
        if paths.max() < LARGEST_COUNT:
            return paths
        start = front // self.people
        most = np.zeros(start.max() + 1)
        np.maximum.at(most, start, paths)
        scaled: Values = np.maximum(paths / most[start], SMALLEST_COUNT)
        return scaled


def _without_repeats(slots: Slots, scratch: Slots) -> Slots:
    """Each slot once; `scratch` is overwritten at these slots.

    Quicker than np.unique: of equal slots the last one written keeps its number.
    """
    import numpy as np

    number = np.arange(len(slots))
    scratch[slots] = number
    unique: Slots = slots[scratch[slots] == number]
    return unique


def _add(sums: Values, slots: Slots, values: Values) -> None:
    """Add each value at its slot, in time that few slots do not spend on all."""
    import numpy as np

    if len(slots) > len(sums) // SPARSE:
        sums += np.bincount(slots, values, len(sums))
    else:
        np.add.at(sums, slots, values)
