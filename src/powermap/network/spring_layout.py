"""Positions where tied nodes are near one another, by networkx.

Stands in where Graphviz is not installed.
"""

from __future__ import annotations

from collections.abc import Iterable

from powermap.scene.marks import Point

__all__ = ["spring_layout"]

ITERATIONS = 30
"""After these the picture hardly changes; each costs the square of the people."""
SEED = 1
DECIMALS = 6
"""Beyond these, positions may differ between machines."""


def spring_layout(count: int, edges: Iterable[tuple[int, int]]) -> tuple[Point, ...]:
    """Positions of nodes by their ties, the same for the same ties.

    Parameters
    ----------
    count : int
        Number of nodes.
    edges : iterable of (int, int)
        Pairs of nodes.

    Returns
    -------
    tuple of (x, y)

    Examples
    --------
    >>> len(spring_layout(3, [(0, 1)]))
    3
    """
    import networkx as nx

    if not count:
        return ()
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(
        (source, target) for source, target in edges if source != target
    )
    positions = nx.spring_layout(
        graph, seed=SEED, iterations=ITERATIONS, method="force"
    )
    points = []
    for node in range(count):
        x, y = positions[node]
        points.append((round(float(x), DECIMALS), round(float(y), DECIMALS)))
    return tuple(points)
