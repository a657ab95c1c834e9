"""Rows of nodes: uppers above lowers, rows of bounded length, lines short."""

from __future__ import annotations

from collections import Counter

import pytest
from forests import forests
from hypothesis import given, strategies as st

from powermap.scene.layout.row_choice import (
    choose_rows,
    choose_rows_for_page,
)
from powermap.scene.layout.row_filling import TREE_WEIGHT


def line_length(rows, tree, ties):
    """The rows that all lines span together, those of the tree weighted."""
    length = 0
    for upper, lower in tree:
        length += TREE_WEIGHT * (rows[lower] - rows[upper])
    for upper, lower in ties:
        length += rows[lower] - rows[upper]
    return length


@given(forests(30, ties_per_node=2), st.integers(1, 9))
def test_uppers_stand_above_and_no_row_is_too_long(network, most):
    count, tree, ties = network
    rows = choose_rows(count, tree, ties, most)
    assert len(rows) == count
    for upper, lower in (*tree, *ties):
        assert rows[upper] < rows[lower]
    filled = Counter(rows)
    assert max(filled.values()) <= most
    assert rows == choose_rows(count, tree, ties, most)


@given(forests(12, ties_per_node=2), st.integers(1, 5))
def test_no_single_move_to_a_free_row_shortens_the_lines(network, most):
    count, tree, ties = network
    rows = choose_rows(count, tree, ties, most)
    length = line_length(rows, tree, ties)
    for node in range(count):
        for row in range(max(rows) + 1):
            moved = [*rows[:node], row, *rows[node + 1 :]]
            stands = all(moved[a] < moved[b] for a, b in (*tree, *ties))
            if stands and moved.count(row) <= most:
                assert line_length(moved, tree, ties) >= length


KNOWN = [
    # A chain needs a row for each.
    ((3, [(0, 1), (1, 2)], []), 5, [0, 1, 2]),
    # Where a row is full, the first in the order stand higher.
    ((5, [(0, n) for n in range(1, 5)], []), 3, [0, 1, 1, 1, 2]),
    # A tie alone puts the source above.
    ((2, [], [(0, 1)]), 5, [0, 1]),
    # Nobody above nor below: as high as there is room.
    ((3, [], []), 2, [0, 0, 1]),
    # Pulled down to the one report, away from nobody.
    ((4, [(0, 1), (1, 3), (2, 3)], []), 5, [0, 1, 1, 2]),
]


@pytest.mark.parametrize(("network", "most", "rows"), KNOWN)
def test_known_rows(network, most, rows):
    assert choose_rows(*network, most) == rows


@given(forests(40, ties_per_node=2))
def test_rows_for_a_page_hold_on_any_page(network):
    count, tree, ties = network
    sizes = [(200.0, 50.0 + 17 * (node % 3)) for node in range(count)]
    for page in ((1280, 720), (720, 1280), (300, 3000)):
        rows = choose_rows_for_page(tree, ties, sizes, page)
        assert all(rows[upper] < rows[lower] for upper, lower in (*tree, *ties))


def test_a_tall_page_takes_more_rows_than_a_wide_one():
    team = [(0, report) for report in range(1, 40)]
    sizes = [(200.0, 50.0)] * 40
    wide = choose_rows_for_page(team, [], sizes, (1280, 720))
    tall = choose_rows_for_page(team, [], sizes, (720, 1280))
    assert max(wide) < max(tall)
    assert max(Counter(wide).values()) <= 7


def test_no_nodes_need_no_rows():
    assert choose_rows(0, [], [], 3) == []
    assert choose_rows_for_page([], [], [], (1280, 720)) == []
