"""The door to Graphviz: the same from any thread, and no noise."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations, pairwise

from hypothesis import given, settings, strategies as st

from powermap.scene.layout.graphviz import (
    Edge,
    is_available,
    lay_out_springs,
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
        clouds = pool.map(
            lambda each: lay_out_springs(
                3 * len(each[0]), [(e.upper, e.lower) for e in each[1]]
            ),
            several,
        )
        assert list(together) == alone * 3
        counts = [3 * len(rows) for rows, _ in several]
        assert [len(cloud) for cloud in clouds] == counts


def test_no_word_on_the_terminal(capfd):
    rows, edges = inputs()[-1]
    order_rows(rows, edges * 2)
    assert lay_out_springs(0, []) == ()
    lay_out_springs(5, [(0, 1), (1, 2), (0, 1)])
    assert capfd.readouterr() == ("", "")


@given(
    st.integers(1, 20),
    st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30),
)
@settings(max_examples=30, deadline=None)
def test_in_a_cloud_nobody_stands_on_anybody(count, pairs):
    made = lay_out_springs(count, [(a % count, b % count) for a, b in pairs])
    assert len(made) == count == len(set(made))


def test_a_cloud_is_the_same_in_every_new_process():
    code = "from powermap.scene.layout.graphviz import lay_out_springs\n"
    code += "print(lay_out_springs(30, [(n // 2, n) for n in range(1, 30)]))"
    said = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True
        ).stdout
        for _ in range(2)
    }
    assert len(said) == 1


def test_in_a_cloud_the_tied_are_nearer_than_the_untied():
    rings = [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    edges = [pair for ring in rings for pair in combinations(ring, 2)] + [(0, 5)]
    made = lay_out_springs(10, edges)

    def middle(pairs):
        far = sorted(abs(complex(*made[a]) - complex(*made[b])) for a, b in pairs)
        return far[len(far) // 2]

    assert 2 * middle(edges[:-1]) < middle((a, b) for a in rings[0] for b in rings[1])


def test_the_engine_is_here():
    assert is_available()


def test_a_cloud_is_the_same_however_often_it_is_asked_for():
    dice = random.Random(4)
    edges = [(dice.randrange(260), dice.randrange(260)) for _ in range(460)]
    assert len({lay_out_springs(260, edges) for _ in range(5)}) == 1


def test_given_rows_are_ordered_and_keep_their_nodes():
    rows = [[0, 1, 2], [3, 4, 5], [6]]
    edges = [Edge(0, 5), Edge(1, 4), Edge(2, 3)]
    ordered = order_rows(rows, [*edges, Edge(3, 6)])
    assert [sorted(row) for row in ordered] == rows
    upper, lower, _ = ordered
    for edge in edges:
        assert upper.index(edge.upper) == lower.index(edge.lower)
    assert order_rows([], []) == []
