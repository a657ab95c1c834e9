"""Networks laid out from an earlier drawing: uppers above lowers, known nodes in place."""

from __future__ import annotations

from forests import forests
from hypothesis import given, settings, strategies as st

from powermap.scene.layout.columns import find_columns
from powermap.scene.layout.earlier_places import arrange_as_before, keep_rows
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.rows import Network, Page, lay_out_rows

PAGE = Page(1280, 720, 72, 150)


def middles(drawing):
    places = {}
    for node, (left, top, right, bottom) in enumerate(drawing.boxes):
        places[node] = ((left + right) / 2, (top + bottom) / 2)
    return places


@given(forests(14), st.data())
@settings(max_examples=80)
def test_whatever_is_known_upper_nodes_stand_above_lower_ones(network, data):
    count, tree, ties = network
    point = st.tuples(st.integers(0, 2000), st.integers(0, 5).map(lambda row: 90 * row))
    places = data.draw(st.dictionaries(st.integers(0, count - 1), point, min_size=1))
    columns = find_columns(count, tree, ties)
    rows = keep_rows(count, tree, ties, places, columns)
    for upper, lower in (*tree, *ties):
        assert rows[upper] < rows[lower]
    assert set(rows) == set(range(max(rows) + 1))
    net = RowNet(tree, ties, rows)
    arrange_as_before(net, places)
    assert sorted(item for row in net.order for item in row) == [*range(len(net.row))]
    drawing = lay_out_rows(
        Network([(200.0, 50.0)] * count, tree, ties, earlier=places), PAGE
    )
    assert len(drawing.boxes) == count


@given(forests(14))
@settings(max_examples=60)
def test_the_same_network_keeps_the_order_of_every_row(network):
    count, tree, ties = network
    sizes = [(200.0, 50.0)] * count
    first = middles(lay_out_rows(Network(sizes, tree, ties), PAGE))
    again = middles(lay_out_rows(Network(sizes, tree, ties, earlier=first), PAGE))

    def rows(places):
        return sorted(
            places, key=lambda node: (round(places[node][1]), places[node][0])
        )

    assert rows(first) == rows(again)
