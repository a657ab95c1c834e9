"""Networks in rows: their items, how often lines cross, and what moving an item saves."""

from __future__ import annotations

import math
from itertools import combinations, pairwise, product

import pytest
from forests import nets
from hypothesis import assume, given, settings, strategies as st

from powermap.scene.layout.first_order import arrange_first, arrange_for_sketch
from powermap.scene.layout.place_costs import place_costs
from powermap.scene.layout.rerouting import reroute
from powermap.scene.layout.row_crossings import count_crossings, crossings_below
from powermap.scene.layout.row_net import NO_BAR, RowNet
from powermap.scene.layout.sifting import settle, sift
from powermap.scene.layout.untangling import untangle


@st.composite
def shuffled_nets(draw, most=14):
    """A forest with ties in rows of up to four nodes, each row in any order."""
    net, tree, ties = draw(nets(most, longest_row=4, least=2))
    dice = draw(st.randoms(use_true_random=False))
    net.arrange(lambda _: dice.random())
    return net, tree, ties


@given(shuffled_nets())
def test_each_row_holds_its_items_once_in_their_places(drawn):
    net, _, _ = drawn
    for row, items in enumerate(net.order):
        assert [net.place[item] for item in items] == list(range(len(items)))
        assert {net.row[item] for item in items} <= {row}
    assert sorted(item for items in net.order for item in items) == list(
        range(len(net.row))
    )


@given(shuffled_nets())
def test_ties_and_trunks_go_from_row_to_row(drawn):
    net, tree, ties = drawn
    for course, (upper, lower) in zip(net.courses, ties, strict=True):
        assert (course[0], course[-1]) == (upper, lower)
        for above, below in pairwise(course):
            assert net.row[below] == net.row[above] + 1
            assert below in net.below[above]
            assert above in net.above[below]
    for boss, report in tree:
        bar = net.bar[report]
        assert bar in list(net.bars_of(boss))
        assert report in net.members[bar]
        assert net.row[net.trunk[bar]] == net.row[report] - 1
    for boss in {boss for boss, _ in tree}:
        *_, last = net.bars_of(boss)
        assert net.is_foot[net.members[last][0]]
        assert len(net.members[last]) > 1
    assert sum(net.is_foot) == len({boss for boss, _ in tree})
    assert sum(net.arriving) == sum(len(course) - 1 for course in net.courses)


def segments(net, row, heights):
    """The lines between a row and the next one as drawn, by whose they are.

    Ties and trunks go slanted from 0 to 10 down; bars lie at their heights below that,
    and what hangs on them goes from there to 20.
    """
    lines = []
    spread = {}
    for item in net.order[row + 1]:
        # Ties beside the line of a report at the end of a bar arrive on its outer side.
        bar = net.bar[item]
        aside = 0.0
        if bar != NO_BAR:
            places = [net.place[member] for member in net.members[bar]]
            if net.place[item] == min(places):
                aside = -0.2
            elif net.place[item] == max(places):
                aside = 0.2
        spread[item] = net.place[item] + aside
    for number, course in enumerate(net.courses):
        for above, below in pairwise(course):
            if net.row[above] == row:
                start = (net.place[above], 0)
                end = (spread[below], 10)
                lines.append((("tie", number), start, end))
                lines.append((("tie", number), end, (spread[below], 20)))
    for bar in net.bars_above(row + 1):
        trunk, *reports = net.members[bar]
        places = [net.place[member] for member in net.members[bar]]
        y = heights[bar]
        start = (net.place[net.trunk[bar]], 0)
        lines.append((("bar", bar), start, (net.place[trunk], 10)))
        lines.append((("bar", bar), (net.place[trunk], 10), (net.place[trunk], y)))
        lines.append((("bar", bar), (min(places), y), (max(places), y)))
        hanging = reports if net.is_foot[trunk] else [trunk, *reports]
        for item in hanging:
            lines.append((("bar", bar), (net.place[item], y), (net.place[item], 20)))
    return lines


def cross(one, other):
    """Whether two straight pieces cross, not only touch."""
    (ax, ay), (bx, by) = one
    (cx, cy), (dx, dy) = other

    def side(px, py, qx, qy, rx, ry):
        return (qx - px) * (ry - py) - (qy - py) * (rx - px)

    first = side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy)
    second = side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by)
    return first < 0 and second < 0


KNOWN = [
    # Two ties in the wrong order.
    (([], [(0, 3), (1, 2)], [0, 0, 1, 1]), [[0, 1], [2, 3]], 1),
    # A tie from another node into the middle of a team crosses the bar once …
    (
        ([(0, 2), (0, 3), (0, 4)], [(1, 3)], [0, 0, 1, 1, 1]),
        [[1, 0], [2, 5, 3, 4]],
        2,
    ),
    # … and to its outer end nothing.
    (
        ([(0, 2), (0, 3), (0, 4)], [(1, 2)], [0, 0, 1, 1, 1]),
        [[1, 0], [2, 5, 3, 4]],
        0,
    ),
    # Two teams that stand among each other.
    (
        ([(0, 2), (0, 3), (1, 4), (1, 5)], [], [0, 0, 1, 1, 1, 1]),
        [[0, 1], [2, 6, 4, 3, 7, 5]],
        1,
    ),
]


@pytest.mark.parametrize(("network", "order", "expected"), KNOWN)
def test_known_crossings(network, order, expected):
    net = RowNet(*network)
    place = {item: at for items in order for at, item in enumerate(items)}
    net.arrange(lambda item: place[item])
    assert count_crossings(net) == expected


@given(shuffled_nets(most=8))
@settings(max_examples=200)
def test_the_count_is_what_a_drawing_crosses(drawn):
    net, _, _ = drawn
    for row in range(len(net.order) - 1):
        bars = net.bars_above(row + 1)
        if len(bars) > 2:
            continue
        drawings = []
        for heights in ((12, 16), (16, 12)):
            lines = segments(net, row, dict(zip(bars, heights, strict=False)))
            count = 0
            for (one, *first), (other, *second) in combinations(lines, 2):
                count += one != other and cross(first, second)
            drawings.append(count)
        assert min(drawings) == crossings_below(net, row), (row, net.order, bars)


@given(shuffled_nets(), st.data())
@settings(max_examples=300)
def test_costs_of_places_are_the_differences_of_the_count(drawn, data):
    net, _, _ = drawn
    item = data.draw(st.integers(0, len(net.row) - 1))
    net.take(item)
    costs = place_costs(net, item)
    counts = []
    for place in range(len(costs)):
        net.put(item, place)
        counts.append(count_crossings(net))
        net.take(item)
    assert [cost - costs[0] for cost in costs] == [each - counts[0] for each in counts]


@given(shuffled_nets(), st.data())
def test_sifting_saves_what_it_says_and_stays_where_nothing_is_saved(drawn, data):
    net, _, _ = drawn
    item = data.draw(st.integers(0, len(net.row) - 1))
    before = count_crossings(net)
    place = net.place[item]
    saved = sift(net, item)
    assert saved == before - count_crossings(net) >= 0
    assert saved or net.place[item] == place
    assert sift(net, item) == 0


@given(shuffled_nets())
def test_settling_never_adds_a_crossing(drawn):
    net, _, _ = drawn
    before = count_crossings(net)
    saved = settle(net)
    assert before - count_crossings(net) == saved >= 0


@given(shuffled_nets(most=8), st.data())
@settings(max_examples=150)
def test_no_other_way_of_a_rerouted_tie_crosses_less(drawn, data):
    net, _, ties = drawn
    assume(ties)
    tie = data.draw(st.integers(0, len(ties) - 1))
    before = count_crossings(net)
    items = sorted(item for row in net.order for item in row)
    reroute(net, tie)
    least = count_crossings(net)
    assert least <= before
    assert sorted(item for row in net.order for item in row) == items
    between = net.courses[tie][1:-1]
    rooms = [range(len(net.order[net.row[item]])) for item in between]
    assume(math.prod(map(len, rooms)) <= 300)
    for places in product(*rooms):
        for item, place in zip(between, places, strict=True):
            net.take(item)
            net.put(item, place)
        assert count_crossings(net) >= least


@pytest.mark.parametrize("arrange", [arrange_first, arrange_for_sketch])
@given(drawn=shuffled_nets())
def test_a_first_order_and_untangling_keep_every_item_in_its_row(arrange, drawn):
    net, tree, ties = drawn
    rows = [sorted(items) for items in net.order]
    arrange(net)
    assert [sorted(items) for items in net.order] == rows
    before = count_crossings(net)
    again = RowNet(tree, ties, net.row[: net.node_count])
    arrange(again)
    assert again.order == net.order
    assert untangle(net) == count_crossings(net) <= before + 1
    assert [sorted(items) for items in net.order] == rows


@given(shuffled_nets())
def test_nothing_is_saved_by_sifting_after_all_has_settled(drawn):
    net, _, _ = drawn
    before = count_crossings(net)
    saved = settle(net, 50)
    assert before - saved == count_crossings(net)
    for item in range(len(net.row)):
        assert sift(net, item) == 0
