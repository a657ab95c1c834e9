"""A network as a tree in rows with ties between its nodes: all steps of its layout.

Rows, a first order, then untangling and moving nodes to other rows, then places and
lines. Every step has a bounded number of rounds, so the same network takes the same work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from powermap.scene.layout.columns import find_columns, stand_beside_trunks
from powermap.scene.layout.first_order import arrange_first
from powermap.scene.layout.relocating import relocate
from powermap.scene.layout.row_choice import (
    Columns,
    choose_rows,
    choose_rows_for_page,
    nodes_of,
)
from powermap.scene.layout.row_net import Pair, RowNet
from powermap.scene.layout.row_places import place_items
from powermap.scene.layout.row_routes import RowDrawing, draw_rows
from powermap.scene.layout.teams import order_teams, order_where_free
from powermap.scene.layout.trunks import center_trunks
from powermap.scene.layout.untangling import untangle

NARROWEST = 1.25
"""Width to height of a page from which on it is not too narrow."""
WIDEST = 2.1
"""And up to which it is not too wide."""
TRIALS = 2
"""Times that rows of another length are tried for a page of a better shape."""


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes numbered by importance, and the lines between them.

    Attributes
    ----------
    sizes : sequence of (width, height)
        Of the nodes.
    tree, ties : sequence of (upper, lower)
        The upper node has the smaller number.
    teams : sequence of sequences of int
        Reports of one boss that stand from left to right in this order.
    loose_teams : sequence of sequences of int
        The same for those who have this order only where it costs no crossing.
    """

    sizes: Sequence[tuple[float, float]]
    tree: Sequence[Pair]
    ties: Sequence[Pair]
    teams: Sequence[Sequence[int]] = ()
    loose_teams: Sequence[Sequence[int]] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a network is drawn for, which grows with it.

    Parameters
    ----------
    width, height : float
        Of the smallest page.
    across, along : float
        What the page has beside the network and above and below it.
    sideways : bool
        Whether the drawing will be turned.
    """

    width: float
    height: float
    across: float = 0.0
    along: float = 0.0
    sideways: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Of the smallest page, as the network is laid out."""
        return self._turned(self.width, self.height)

    @property
    def margins(self) -> tuple[float, float]:
        """Beside the network and above and below it, as it is laid out."""
        return self._turned(self.across, self.along)

    def _turned(self, across: float, along: float) -> tuple[float, float]:
        return (along, across) if self.sideways else (across, along)

    def shape(self, width: float, height: float) -> float:
        """Width to height of the page with a network of this size."""
        if self.sideways:
            width, height = height, width
        return max(width + self.across, self.width) / (height + self.along)


def lay_out_rows(network: Network, page: Page) -> RowDrawing:
    """Lay a network out in rows for a page of this shape.

    Examples
    --------
    >>> network = Network([(200, 50)] * 3, [(0, 1), (0, 2)], [], [[1, 2]])
    >>> drawing = lay_out_rows(network, Page(1280, 720))
    >>> drawing.boxes[1][0] < drawing.boxes[2][0]
    True
    """
    columns = find_columns(len(network.sizes), network.tree, network.ties)
    rows = choose_rows_for_page(
        network.tree, network.ties, network.sizes, page.size, columns, page.margins
    )
    best = _draw(network, rows, columns, page)
    for _ in range(TRIALS):
        shape = page.shape(best.width, best.height)
        if NARROWEST <= shape <= WIDEST:
            break
        is_longer = (shape < NARROWEST) != page.sideways
        most = max(Counter(rows).values()) + (1 if is_longer else -1)
        if most < 1:
            break
        rows = choose_rows(
            len(network.sizes), network.tree, network.ties, most, columns
        )
        other = _draw(network, rows, columns, page)
        if _off_shape(page, other) < _off_shape(page, best):
            best = other
    return best


def _off_shape(page: Page, drawing: RowDrawing) -> float:
    """How many times a page is narrower or wider than it should be."""
    shape = page.shape(drawing.width, drawing.height)
    return max(NARROWEST / shape, shape / WIDEST, 1.0)


def _draw(
    network: Network, rows: Sequence[int], columns: Columns, page: Page
) -> RowDrawing:
    net = arrange_in_rows(network, rows, columns)
    widths = [width for width, _ in network.sizes]
    room = page.size[0] - page.margins[0]
    x = place_items(net, widths, room)
    return draw_rows(net, network.sizes, x)


def arrange_in_rows(
    network: Network, rows: Sequence[int], columns: Columns
) -> RowNet:
    """The order of the rows, and nodes in other ones, with few crossings."""
    tree = network.tree
    ties = network.ties
    net = RowNet(tree, ties, rows)
    arrange_first(net)
    if ties:
        untangle(net)
        most = max(Counter(rows).values())
        net = relocate(net, tree, ties, most, nodes_of(columns))
    untangle(net)
    order_teams(net, network.teams)
    order_where_free(net, network.loose_teams)
    center_trunks(net)
    stand_beside_trunks(net, columns)
    return net
