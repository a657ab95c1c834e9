"""Drawings that are too deep for a page, in strips side by side."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings, strategies as st

from powermap.scene.crossings import DrawnLine, boxes_crossed, count_crossings
from powermap.scene.layout.rows import Network, Page, lay_out_rows

CARD = (205.0, 50.0)
ON_SIDE = (50.0, 205.0)


@st.composite
def deep_networks(draw, size=CARD):
    """Chains and combs, with some leaves and few ties."""
    length = draw(st.integers(12, 40))
    tree = [(node - 1, node) for node in range(1, length)]
    count = length
    bosses = st.integers(0, length - 2)
    leaves = draw(st.lists(bosses, max_size=length))
    if draw(st.booleans()):
        leaves = range(length - 1)
    for boss in leaves:
        tree.append((boss, count))
        count += 1
    ends = st.tuples(bosses, st.integers(2, 5))
    ties = []
    for upper, down in draw(st.lists(ends, max_size=3)):
        lower = min(upper + down, length - 1)
        if lower > upper + 1 and (upper, lower) not in ties:
            ties.append((upper, lower))
    return Network([size] * count, tree, ties)


def check_drawing(network, drawing):
    """Nothing lies over anything, and lines are right-angled and whole."""
    for one, other in combinations(drawing.boxes, 2):
        beside = one[2] < other[0] or other[2] < one[0]
        assert beside or one[3] < other[1] or other[3] < one[1]
    lines = [*drawing.tree_lines.items()]
    lines += zip(network.ties, drawing.tie_lines, strict=True)
    for ends, line in lines:
        assert boxes_crossed(line, drawing.boxes, ends=ends) == []
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line))
        upper, lower = (drawing.boxes[end] for end in ends)
        assert line[0][1] == pytest.approx(upper[3], abs=0.02)
        assert line[-1][1] <= lower[3]


@given(st.booleans(), st.data())
@settings(max_examples=60, deadline=None)
def test_deep_networks_fit_a_page(sideways, data):
    network = data.draw(deep_networks(ON_SIDE if sideways else CARD))
    page = Page(1280, 720, 72, 150, sideways=sideways)
    drawing = lay_out_rows(network, page)
    # A page of a good shape around it is as large as its cards with twice the room.
    cards = len(network.sizes) * (CARD[0] + 60) * (CARD[1] + 60)
    assert page.area(drawing.width, drawing.height) < 2 * cards + 1280 * 720
    check_drawing(network, drawing)


def test_lines_that_are_cut_together_do_not_cross():
    tree = [(node - 1, node) for node in range(1, 24)]
    ties = [(node, node + 2) for node in range(0, 20, 3)]
    network = Network([CARD] * 24, tree, ties)
    page = Page(1280, 720, 72, 150)
    drawing = lay_out_rows(network, page)
    check_drawing(network, drawing)
    lines = [DrawnLine(line, ("tree", 0)) for line in drawing.tree_lines.values()]
    for tie, line in enumerate(drawing.tie_lines):
        lines.append(DrawnLine(line, ("tie", tie)))
    assert count_crossings(lines) == 0


def test_what_has_a_good_shape_is_not_cut():
    chain = [(node - 1, node) for node in range(1, 8)]
    drawing = lay_out_rows(Network([CARD] * 8, chain, []), Page(1280, 720, 72, 150))
    tops = [top for _, top, _, _ in drawing.boxes]
    assert tops == sorted(tops)
