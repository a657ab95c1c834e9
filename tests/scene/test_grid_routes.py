"""Streets between nodes on a grid: every line keeps to them, whatever the ties."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene.crossings import boxes_crossed
from powermap.scene.layout.grid_routes import GridLayout, lay_out_grid


@st.composite
def towns(draw, most=60):
    """Cells, sizes, edges in either direction and several times, and whose family each edge is of."""
    cells = draw(
        st.lists(
            st.tuples(st.integers(0, 6), st.integers(0, 6)),
            min_size=2,
            max_size=20,
            unique=True,
        )
    )
    size = st.sampled_from([(210, 50), (210, 84), (50, 220), (90, 40)])
    sizes = [draw(size) for _ in cells]
    node = st.integers(0, len(cells) - 1)
    pairs = draw(
        st.lists(
            st.tuples(node, node).filter(lambda pair: pair[0] != pair[1]), max_size=most
        )
    )
    pairs += (
        [pair[::-1] for pair in draw(st.lists(st.sampled_from(pairs), max_size=5))]
        if pairs
        else []
    )
    families = [second if draw(st.integers(0, 2)) == 0 else None for _, second in pairs]
    return cells, sizes, pairs, families


def lay_out_alike(cells, size, edges, families):
    return lay_out_grid(cells, [size] * len(cells), edges, families)


def middle(box):
    return (box[0] + box[2]) / 2


@given(towns())
@settings(max_examples=100, deadline=None)
def test_lines_are_upright_and_level_on_the_page_and_run_through_nobody(town):
    cells, _, edges, _ = town
    made = lay_out_grid(*town)
    assert len(made.boxes) == len(cells)
    assert len(made.routes) == len(edges)
    for route in made.routes:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(route))
        assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y in route)
        assert boxes_crossed(route, made.boxes, within=0) == []
    assert made == lay_out_grid(*town)


@given(towns())
@settings(max_examples=60, deadline=None)
def test_nodes_stand_in_their_cells_apart_from_one_another(town):
    cells, sizes, *_ = town
    made = lay_out_grid(*town)
    for box, size in zip(made.boxes, sizes, strict=True):
        assert (box[2] - box[0], box[3] - box[1]) == pytest.approx(size)
        assert 0 < box[0] < box[2] < made.width
        assert 0 < box[1] < box[3] < made.height
    for (a, here), (b, there) in combinations(zip(cells, made.boxes, strict=True), 2):
        for axis in (0, 1):
            if a[1 - axis] == b[1 - axis]:
                middles = [box[axis] + box[axis + 2] for box in (here, there)]
                assert middles[0] == pytest.approx(middles[1])
            elif a[1 - axis] < b[1 - axis]:
                assert here[axis + 2] + 34 <= there[axis] + 1e-6
            else:
                assert there[axis + 2] + 34 <= here[axis] + 1e-6


@given(towns())
@settings(max_examples=60, deadline=None)
def test_lines_begin_and_end_on_the_borders_of_their_own_nodes(town):
    _, _, edges, families = town
    made = lay_out_grid(*town)
    for ends, route, family in zip(edges, made.routes, families, strict=True):
        for node, (x, y) in zip(ends, (route[0], route[-1]), strict=True):
            left, up, right, low = made.boxes[node]
            assert (left < x < right and y in {up, low}) or (
                up < y < low and x in {left, right}
            )
            if family is not None and y in {up, low}:
                assert x == middle(made.boxes[node])


def street_pieces(made):
    """Pieces in streets by their line, the short ones at the nodes left out: level ones, then those between columns."""
    taken = {(box[0], box[2]) for box in made.boxes}
    level, upright = defaultdict(list), defaultdict(list)
    for number, route in enumerate(made.routes):
        for (x0, y0), (x1, y1) in pairwise(route):
            if len(route) > 2 and y0 == y1 and x0 != x1:
                level[y0].append((min(x0, x1), max(x0, x1), number))
            elif (
                x0 == x1
                and y0 != y1
                and not any(left < x0 < right for left, right in taken)
            ):
                upright[x0].append((min(y0, y1), max(y0, y1), number))
    return level, upright


@given(towns(most=100))
@settings(max_examples=60, deadline=None)
def test_side_by_side_every_line_has_a_track_of_its_own_but_for_families(town):
    *_, families = town
    for streets in street_pieces(lay_out_grid(*town)):
        for pieces in streets.values():
            for (start, end, one), (begin, stop, other) in combinations(pieces, 2):
                if min(end, stop) - max(start, begin) > 0.01:
                    assert families[one] is not None
                    assert families[one] == families[other]


def test_lines_of_a_family_share_their_way_to_the_node():
    cells = [(0, 1), (1, 0), (1, 1), (1, 2)]
    made = lay_out_alike(cells, (100, 40), [(1, 0), (2, 0), (3, 0)], ["boss"] * 3)
    assert len({route[-1] for route in made.routes}) == 1
    assert len({route[1][1] for route in made.routes}) == 1
    assert [route[0][0] for route in made.routes] == [
        middle(box) for box in made.boxes[1:]
    ]


def test_neighbours_are_joined_straight_over():
    made = lay_out_alike([(0, 0), (0, 1)], (100, 40), [(0, 1), (1, 0)], [None, None])
    (one, other), (back, to) = made.routes
    assert (
        (one[0], other[0]) == (to[0], back[0]) == (made.boxes[0][2], made.boxes[1][0])
    )
    assert one[1] == other[1] != back[1] == to[1]


def test_a_street_widens_with_its_tracks_up_to_a_bound():
    def heights(count):
        edges = [(0, 1)] * count
        return lay_out_alike([(0, 0), (1, 0)], (210, 40), edges, [None] * count).height

    assert heights(0) == heights(1) == 34 * 3 + 40 * 2
    assert heights(1) < heights(12) < heights(24)
    assert heights(60) == heights(400) == 34 * 2 + 130 + 40 * 2


def test_far_in_one_row_a_line_goes_round_those_between():
    made = lay_out_alike([(0, 0), (0, 1), (0, 2)], (100, 40), [(0, 2)], [None])
    assert boxes_crossed(made.routes[0], made.boxes, within=0) == []
    assert len(made.routes[0]) == 4


def test_a_line_leaves_on_the_side_where_the_other_is():
    made = lay_out_alike(
        [(1, 1), (0, 0), (2, 2)],
        (100, 40),
        [(0, 1), (1, 0), (0, 2), (2, 0)],
        [None] * 4,
    )
    _, up, _, low = made.boxes[0]
    assert [made.routes[0][0][1], made.routes[1][-1][1]] == [up, up]
    assert [made.routes[2][0][1], made.routes[3][-1][1]] == [low, low]
    assert made.routes[0][-1][1] == made.boxes[1][3]
    assert made.routes[2][-1][1] == made.boxes[2][1]


def test_a_crowd_in_one_street_stays_in_it_on_tracks_of_its_own():
    made = lay_out_alike(
        [(0, 0), (1, 0)], (210, 40), [(0, 1), (1, 0)] * 200, [None] * 400
    )
    top, low = made.boxes[0][3], made.boxes[1][1]
    tracks = [route[1][1] for route in made.routes]
    assert top < min(tracks) < max(tracks) < low
    assert len(set(tracks)) == 400


def test_a_family_keeps_its_track_from_end_to_end():
    cells = [(0, 3), (1, 0), (1, 6), (0, 1), (1, 2)]
    made = lay_out_alike(
        cells, (100, 40), [(1, 0), (2, 0), (3, 4)], ["boss", "boss", None]
    )
    left, right, free = (route[1][1] for route in made.routes)
    assert left == right != free


def test_an_empty_grid():
    assert lay_out_alike([], (100, 40), [], []) == GridLayout(34, 34, (), ())
