"""Places of items in rows: the order and the distances hold, lines are straight where they can be."""

from __future__ import annotations

from itertools import pairwise

import pytest
from forests import nets
from hypothesis import given, strategies as st

from powermap.scene.layout.first_order import arrange_first
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.row_places import nearest_rising, place_items, separation
from powermap.scene.layout.untangling import untangle


@st.composite
def nets_with_widths(draw):
    net, _, _ = draw(nets(16, longest_row=6))
    arrange_first(net)
    widths = [
        draw(st.sampled_from([40.0, 200.0, 236.0])) for _ in range(net.node_count)
    ]
    return net, widths


@given(nets_with_widths(), st.booleans())
def test_neighbors_keep_their_order_and_distance(drawn, is_untangled):
    net, widths = drawn
    if is_untangled:
        untangle(net)
    x = place_items(net, widths)
    assert min(x[node] - widths[node] / 2 for node in range(len(widths))) >= -0.01
    for items in net.order:
        row = [item for item in items if not net.is_foot[item]]
        for left, right in pairwise(row):
            assert x[right] - x[left] >= separation(net, widths, left, right) - 0.02
    for bar, (trunk, *_) in enumerate(net.members):
        if net.is_foot[trunk]:
            assert x[trunk] == x[net.trunk[bar]]
    assert x == place_items(net, widths)


def test_a_boss_stands_above_the_middle_of_the_team():
    for size in range(1, 8):
        team = [(0, report) for report in range(1, size + 1)]
        net = RowNet(team, [], [0] + [1] * size)
        x = place_items(net, [200.0] * (size + 1))
        assert x[0] == pytest.approx((x[1] + x[size]) / 2, abs=0.5)


def test_a_trunk_that_passes_a_row_stands_below_its_boss():
    team = [(0, 1), (0, 2), (0, 3), (0, 4)]
    net = RowNet(team, [], [0, 1, 1, 2, 2])
    net.set_order(1, [1, 5, 2])
    net.set_order(2, [3, 6, 4])
    x = place_items(net, [200.0] * 5)
    assert x[0] == x[5] == x[6]


def test_a_long_tie_is_one_upright_line():
    net = RowNet([], [(0, 6), (0, 1), (1, 2), (3, 4)], [0, 1, 2, 0, 1, 2, 3])
    arrange_first(net)
    untangle(net)
    x = place_items(net, [200.0] * 7)
    between = net.courses[0][1:-1]
    assert len(between) == 2
    assert len({x[item] for item in between}) == 1


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(0.1, 10)), max_size=12))
def test_rising_numbers_rise_and_keep_the_weighted_mean(entries):
    wanted = [value for value, _ in entries]
    weights = [weight for _, weight in entries]
    rising = nearest_rising(wanted, weights)
    assert rising == sorted(rising)
    total = sum(value * weight for value, weight in entries)
    kept = sum(a * b for a, b in zip(rising, weights, strict=True))
    assert kept == pytest.approx(total, abs=1e-6)
    if wanted == sorted(set(wanted)):
        assert rising == wanted
