"""The door to Graphviz: the same from any thread, and no noise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

from powermap.scene.layout.graphviz import (
    Edge,
    is_available,
    order_rows,
)


def inputs(count=12):
    """Rows of three nodes, and edges from row to row."""
    several = []
    for seed in range(1, count + 1):
        rows = [[3 * row, 3 * row + 1, 3 * row + 2] for row in range(2 + seed % 4)]
        edges = []
        for upper, lower in pairwise(rows):
            for place, node in enumerate(upper):
                edges.append(Edge(node, lower[(place * seed + 1) % 3], 1 + seed % 3))
        several.append((rows, edges))
    return several


def test_many_threads_get_what_one_gets():
    several = inputs() * 3
    alone = [order_rows(*each) for each in several[:12]]
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda each: order_rows(*each), several)
        assert list(together) == alone * 3


def test_no_word_on_the_terminal(capfd):
    rows, edges = inputs()[-1]
    order_rows(rows, edges * 2)
    assert capfd.readouterr() == ("", "")


def test_the_engine_is_here():
    assert is_available()


def test_given_rows_are_ordered_and_keep_their_nodes():
    rows = [[0, 1, 2], [3, 4, 5], [6]]
    edges = [Edge(0, 5), Edge(1, 4), Edge(2, 3)]
    ordered = order_rows(rows, [*edges, Edge(3, 6)])
    assert [sorted(row) for row in ordered] == rows
    upper, lower, _ = ordered
    for edge in edges:
        assert upper.index(edge.upper) == lower.index(edge.lower)
    assert order_rows([], []) == []
