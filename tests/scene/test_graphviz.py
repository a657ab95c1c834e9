"""The door to Graphviz: rows from above to below, routes from rim to rim, the same from any thread, and no noise."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene.layout.graphviz import (
    Edge,
    is_available,
    lay_out_layers,
    lay_out_springs,
    order_rows,
)

HAIR = 0.02
"""Graphviz writes two decimals."""
RIM = 1.2
"""Its edges end at the outer side of a line of one point round the node, at a corner a little off."""


@st.composite
def drawings(draw, most=14):
    """Sizes and edges without cycles, in any order, some of them parallel, some nodes alone."""
    count = draw(st.integers(1, most))
    sizes = draw(
        st.lists(
            st.tuples(st.integers(40, 220), st.integers(20, 90)),
            min_size=count,
            max_size=count,
        )
    )
    ends = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    order = draw(st.permutations(range(count)))
    pairs = draw(st.lists(ends, max_size=2 * count)) if count > 1 else []
    edges = [
        Edge(order[min(pair)], order[max(pair)], draw(st.integers(1, 4)))
        for pair in pairs
    ]
    return sizes, edges


def boxes_of(made, sizes):
    return [
        (x - w / 2, y - h / 2, x + w / 2, y + h / 2)
        for (x, y), (w, h) in zip(made.centers, sizes, strict=True)
    ]


def overlap(a, b):
    return (
        min(a[2], b[2]) - max(a[0], b[0]) > HAIR
        and min(a[3], b[3]) - max(a[1], b[1]) > HAIR
    )


def within(inner, outer):
    return all(
        inner[at] >= outer[at] - HAIR and inner[at + 2] <= outer[at + 2] + HAIR
        for at in (0, 1)
    )


def off_rim(point, box):
    """How far a point is from the rim of a box."""
    left, up, right, low = box
    outside = max(left - point[0], point[0] - right, up - point[1], point[1] - low)
    return abs(outside)


def check(made, sizes, edges):
    page = (0, 0, made.width, made.height)
    found = boxes_of(made, sizes)
    assert all(within(box, page) for box in found)
    assert not any(overlap(a, b) for a, b in combinations(found, 2))
    assert len(made.routes) == len(edges)
    for edge, route in zip(edges, made.routes, strict=True):
        upper, lower = found[edge.upper], found[edge.lower]
        assert upper[3] < lower[1]
        assert len(route) % 3 == 1
        assert len(route) > 3
        assert off_rim(route[0], upper) < RIM
        assert off_rim(route[-1], lower) < RIM


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_every_upper_node_is_above_its_lower_one_and_routes_run_from_rim_to_rim(
    drawing,
):
    sizes, edges = drawing
    made = lay_out_layers(sizes, edges)
    check(made, sizes, edges)
    assert made == lay_out_layers(sizes, edges)
    assert made.frames == ()


@st.composite
def clustered(draw):
    sizes, edges = draw(drawings())
    where = draw(st.lists(st.integers(0, 3), min_size=len(sizes), max_size=len(sizes)))
    several = [
        [node for node, place in enumerate(where) if place == cluster]
        for cluster in (1, 2, 3)
    ]
    return sizes, edges, [members for members in several if members]


@given(clustered())
@settings(max_examples=60, deadline=None)
def test_frames_hold_their_members_and_nobody_else(drawing):
    sizes, edges, clusters = drawing
    made = lay_out_layers(sizes, edges, clusters=clusters)
    check(made, sizes, edges)
    found = boxes_of(made, sizes)
    assert len(made.frames) == len(clusters)
    for frame, members in zip(made.frames, clusters, strict=True):
        assert within(frame, (0, 0, made.width, made.height))
        for node, box in enumerate(found):
            assert within(box, frame) if node in members else not overlap(box, frame)
    assert not any(overlap(a, b) for a, b in combinations(made.frames, 2))


def test_two_nodes_stand_one_below_the_other_at_the_space_asked_for():
    made = lay_out_layers([(100, 40), (60, 20)], [Edge(0, 1)], along=50)
    (x, y), (below, low) = made.centers
    assert x == pytest.approx(below, abs=HAIR)
    assert low - y == pytest.approx(20 + 50 + 10, abs=0.6)
    assert (made.width, made.height) == pytest.approx((100, 110), abs=0.6)


def test_neighbours_in_a_row_stand_as_far_apart_as_asked_for():
    made = lay_out_layers(
        [(50, 20), (50, 20), (50, 20)], [Edge(0, 1), Edge(0, 2)], across=36
    )
    assert abs(made.centers[1][0] - made.centers[2][0]) == pytest.approx(
        50 + 36, abs=0.6
    )
    assert made.centers[1][1] == made.centers[2][1]


def test_a_heavy_edge_is_straight():
    edges = [Edge(0, 1, 50), Edge(0, 2), Edge(0, 3), Edge(0, 4)]
    centers = lay_out_layers([(60, 30)] * 5, edges).centers
    assert centers[0][0] == pytest.approx(centers[1][0], abs=HAIR)


def test_nodes_without_edges_and_nothing_at_all():
    check(lay_out_layers([(50, 20)] * 4, []), [(50, 20)] * 4, [])
    assert lay_out_layers([], []).centers == ()
    assert lay_out_springs(0, []) == ()


def inputs(count=12):
    def drawing(seed):
        size = 6 + seed
        return (
            [(60 + 7 * ((node * seed) % 5), 40) for node in range(size)],
            [Edge(node * (seed % 3 + 1) // 4 % node, node) for node in range(1, size)],
        )

    return [drawing(seed) for seed in range(1, count + 1)]


def test_many_threads_get_what_one_gets():
    several = inputs() * 3
    alone = [lay_out_layers(*each) for each in several[:12]]
    with ThreadPoolExecutor(8) as pool:
        together = pool.map(lambda each: lay_out_layers(*each), several)
        clouds = pool.map(
            lambda each: lay_out_springs(
                len(each[0]), [(e.upper, e.lower) for e in each[1]]
            ),
            several,
        )
        assert list(together) == alone * 3
        assert [len(cloud) for cloud in clouds] == [len(sizes) for sizes, _ in several]


def test_no_word_on_the_terminal(capfd):
    sizes, edges = inputs()[-1]
    lay_out_layers(sizes, edges * 2, clusters=[[0, 1, 2], [4, 5]])
    lay_out_layers([(3, 2), (900, 4)], [Edge(0, 1)])
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


def test_a_cluster_of_nobody_is_no_cluster():
    assert (
        lay_out_layers([(40, 20)], [], clusters=[[]]).centers
        == lay_out_layers([(40, 20)], []).centers
    )


def test_given_rows_are_ordered_and_keep_their_nodes():
    rows = [[0, 1, 2], [3, 4, 5], [6]]
    edges = [Edge(0, 5), Edge(1, 4), Edge(2, 3)]
    ordered = order_rows(rows, [*edges, Edge(3, 6)])
    assert [sorted(row) for row in ordered] == rows
    upper, lower, _ = ordered
    for edge in edges:
        assert upper.index(edge.upper) == lower.index(edge.lower)
    assert order_rows([], []) == []
