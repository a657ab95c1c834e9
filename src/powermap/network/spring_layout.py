"""A stand-in for Graphviz: places where tied nodes are near one another, by networkx."""

from __future__ import annotations

from collections.abc import Iterable

from powermap.scene.marks import Point


def cloud(count: int, edges: Iterable[tuple[int, int]]) -> tuple[Point, ...]:
    """Places of nodes by their ties, in closed form or seeded.

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
    >>> len(cloud(3, [(0, 1)]))
    3
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    places = (
        nx.spring_layout(graph, seed=1, iterations=30, method="force") if count else {}
    )
    return tuple(
        (round(float(places[node][0]), 6), round(float(places[node][1]), 6))
        for node in range(count)
    )
