"""How much of everybody's influence gets to each decider within so many steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from powermap.network.influence_graph import InfluenceGraph

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Values = NDArray[float64]

__all__ = ["carried_to_deciders"]

# 3,000 people and 20,000 links times 128 deciders are 20 MB.
DECIDERS_AT_ONCE = 128
"""So many deciders are followed at once, one column each."""
TOLERANCE = 1e-12
"""A chain that misses the least by less is not too weak: products of shares round."""


def carried_to_deciders(
    graph: InfluenceGraph,
    steps: int | None,
    blocked: Collection[int],
    least: float,
) -> Values:
    """How strongly each person (row) reaches each decider (column), 0 for not at all.

    Chains of more steps or of less than the least are left out. Those blocked are not
    asked and pass nothing on.
    """
    import numpy as np

    links = []
    for node, neighbors in enumerate(graph.outgoing):
        if node not in blocked:
            links += [(node, other, link.share) for other, link in neighbors]
    # No strongest chain visits somebody twice, whatever number of steps is allowed.
    rounds = len(graph.people)
    if steps is not None:
        rounds = min(rounds, steps)

    carried = np.zeros((len(graph.people), len(graph.deciders)))
    carried[list(graph.deciders), range(len(graph.deciders))] = 1.0
    for start in range(0, len(graph.deciders), DECIDERS_AT_ONCE):
        columns = slice(start, start + DECIDERS_AT_ONCE)
        own = carried[:, columns]
        carried[:, columns] = _strongest(own, links, rounds, least - TOLERANCE)
    carried[list(blocked)] = 0.0
    return carried


def _strongest(
    own: Values, links: list[tuple[int, int, float]], rounds: int, least: float
) -> Values:
    """The strongest chain of at most so many links from each node to each column."""
    import numpy as np

    from powermap.network.sorted_arrays import first_of_each

    if not links:
        return own
    sources, targets, shares = zip(*links, strict=True)
    starting = np.array(sources)
    first = first_of_each(starting)
    starts = starting[first]
    share = np.array(shares)[:, None]
    strongest = own
    for _ in range(rounds):
        through = share * strongest[list(targets)]
        # Sorted by source, as the graph's links are.
        onward = np.maximum.reduceat(through, first, axis=0)
        onward[onward < least] = 0.0
        further = strongest.copy()
        further[starts] = np.maximum(strongest[starts], onward)
        if np.array_equal(further, strongest):
            break
        strongest = further
    return strongest
