"""Nodes that move to other rows: nothing is lost, and lines cross less."""

from __future__ import annotations

from collections import Counter

from forests import forests
from hypothesis import given, settings, strategies as st

from powermap.scene.layout.first_order import arrange_first
from powermap.scene.layout.relocating import relocate
from powermap.scene.layout.row_choice import choose_rows
from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_net import RowNet


@given(forests(12), st.integers(1, 5))
@settings(max_examples=60)
def test_rows_hold_and_crossings_never_rise(network, most):
    count, tree, ties = network
    net = RowNet(tree, ties, choose_rows(count, tree, ties, most))
    arrange_first(net)
    before = count_crossings(net)
    moved = relocate(net, tree, ties, most)
    assert count_crossings(moved) <= before
    rows = moved.row[:count]
    assert set(rows) == set(range(max(rows) + 1))
    assert max(Counter(rows).values()) <= most
    for upper, lower in (*tree, *ties):
        assert rows[upper] < rows[lower]
    items = sorted(item for row in moved.order for item in row)
    assert items == list(range(len(moved.row)))


def test_a_tie_into_a_team_crosses_nothing_after_the_report_moved():
    # Each of three outsiders influences one of three reports: only two stand outside.
    tree = [(0, 4), (0, 5), (0, 6)]
    ties = [(1, 4), (2, 5), (3, 6)]
    net = RowNet(tree, ties, [0, 0, 0, 0, 1, 1, 1])
    arrange_first(net)
    moved = relocate(net, tree, ties, most=4)
    assert count_crossings(net) > 0
    assert count_crossings(moved) == 0
