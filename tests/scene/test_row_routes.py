"""Networks in rows as drawn: right angles, ends on nodes, and crossings as counted."""

from __future__ import annotations

import random
from itertools import pairwise
from statistics import fmean

from forests import nets
from hypothesis import given, strategies as st

from powermap.scene.crossings import DrawnLine, boxes_crossed, count_crossings as drawn
from powermap.scene.layout.first_order import arrange_first
from powermap.scene.layout.row_choice import choose_rows_for_page
from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_levels import stack_levels
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.row_places import place_items
from powermap.scene.layout.row_routes import draw_rows
from powermap.scene.layout.untangling import untangle


@st.composite
def sized_nets(draw):
    net, tree, ties = draw(nets(16, longest_row=6))
    arrange_first(net)
    untangle(net)
    sizes = [
        (200.0, draw(st.sampled_from([50.0, 67.0, 101.0])))
        for _ in range(net.node_count)
    ]
    return net, tree, ties, sizes


def draw_net(net, sizes):
    x = place_items(net, [width for width, _ in sizes])
    return draw_rows(net, sizes, x)


@given(sized_nets())
def test_lines_are_upright_or_level_and_touch_their_nodes(case):
    net, tree, ties, sizes = case
    drawing = draw_net(net, sizes)
    assert set(drawing.tree_lines) == set(tree)
    lines = [(pair, drawing.tree_lines[pair]) for pair in tree]
    lines += zip(ties, drawing.tie_lines, strict=True)
    for (upper, lower), line in lines:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))
        assert all(a[1] <= b[1] for a, b in pairwise(line))
        left, _, right, bottom = drawing.boxes[upper]
        assert left < line[0][0] < right
        assert line[0][1] == bottom
        left, top, right, _ = drawing.boxes[lower]
        assert left < line[-1][0] < right
        assert line[-1][1] == top
        assert boxes_crossed(line, drawing.boxes, ends=(upper, lower)) == []


@given(sized_nets())
def test_boxes_have_their_size_and_lie_apart_on_the_page(case):
    net, _, _, sizes = case
    drawing = draw_net(net, sizes)
    for node, (left, top, right, bottom) in enumerate(drawing.boxes):
        assert abs(right - left - sizes[node][0]) < 0.02
        assert abs(bottom - top - sizes[node][1]) < 0.02
        assert left >= -0.02
        assert top >= -0.02
        assert right <= drawing.width + 0.02
        assert bottom <= drawing.height + 0.02
        for other in range(node):
            beside = drawing.boxes[other]
            apart = beside[2] < left or right < beside[0]
            assert apart or beside[3] + 40 < top or bottom + 40 < beside[1]


def organization(count, further, seed):
    """A tree with ties, most of them near their ends."""
    dice = random.Random(seed)
    tree = [(dice.randrange(max(1, node // 3)), node) for node in range(1, count)]
    ties = []
    while len(ties) < further:
        one = dice.randrange(count)
        other = min(max(one + dice.randint(-6, 6), 0), count - 1)
        if one != other:
            ties.append((min(one, other), max(one, other)))
    return tree, ties


def test_lines_cross_as_often_as_counted():
    counted = []
    crossed = []
    for seed in range(10):
        count = 20 + seed
        tree, ties = organization(count, count // 2, seed)
        sizes = [(200.0, 50.0)] * count
        rows = choose_rows_for_page(tree, ties, sizes, (1280, 720))
        net = RowNet(tree, ties, rows)
        arrange_first(net)
        counted.append(untangle(net))
        assert counted[-1] == count_crossings(net)
        drawing = draw_net(net, sizes)
        lines = []
        for (boss, _), line in drawing.tree_lines.items():
            lines.append(DrawnLine(line, ("boss", boss)))
        for tie, line in enumerate(drawing.tie_lines):
            lines.append(DrawnLine(line, ("tie", tie)))
        crossed.append(drawn(lines))
    assert fmean(crossed) <= 1.1 * fmean(counted) + 0.5, (counted, crossed)


@given(
    st.lists(st.tuples(st.floats(0, 500), st.floats(0, 200)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_pieces_of_one_level_are_apart(pieces, dice):
    spans = [(left, left + width) for left, width in pieces]
    cost = {}
    for one in range(len(spans)):
        for other in range(len(spans)):
            cost[one, other] = dice.randrange(3)
    levels = stack_levels(spans, lambda upper, lower: cost[upper, lower])
    for one, span in enumerate(spans):
        for other in range(one):
            if levels[one] == levels[other]:
                before = spans[other]
                assert span[1] <= before[0] - 8 or before[1] <= span[0] - 8
    assert set(levels) == set(range(max(levels, default=-1) + 1))
