"""Random networks that several tests lay out in rows."""

from __future__ import annotations

from hypothesis import strategies as st

from powermap.scene.layout.row_choice import choose_rows
from powermap.scene.layout.row_net import RowNet


@st.composite
def forests(draw, most, least=1, ties_per_node=1):
    """How many nodes, a forest over them and ties, all from a smaller to a greater number."""
    count = draw(st.integers(least, most))
    tree = []
    for node in range(1, count):
        boss = draw(st.integers(-1, node - 1))
        if boss >= 0:
            tree.append((boss, node))
    node = st.integers(0, count - 1)
    most_ties = ties_per_node * count
    pairs = draw(st.lists(st.tuples(node, node), max_size=most_ties))
    ties = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    return count, tree, ties


@st.composite
def nets(draw, most, longest_row, least=1):
    """A net of a forest and ties in rows, not arranged yet; the forest and the ties."""
    count, tree, ties = draw(forests(most, least))
    rows = choose_rows(count, tree, ties, most=draw(st.integers(1, longest_row)))
    return RowNet(tree, ties, rows), tree, ties
