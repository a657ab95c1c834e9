"""A network as a tree in rows with ties between its nodes: all steps of its layout.

Rows, a first order, then untangling and moving nodes to other rows, then places and
lines. Every step has a bounded number of rounds, so the same network takes the same work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import partial

from powermap.scene.layout.columns import find_columns, stand_beside_trunks
from powermap.scene.layout.earlier_places import (
    Places,
    are_enough,
    arrange_as_before,
    keep_rows,
)
from powermap.scene.layout.first_order import arrange_first, arrange_for_sketch
from powermap.scene.layout.relocating import relocate
from powermap.scene.layout.row_choice import choose_rows, choose_rows_for_page
from powermap.scene.layout.row_crossings import count_crossings
from powermap.scene.layout.row_filling import Columns, nodes_of
from powermap.scene.layout.row_memory import RowMemory, Size
from powermap.scene.layout.row_net import Pair, RowNet
from powermap.scene.layout.row_places import place_items
from powermap.scene.layout.row_routes import RowDrawing, draw_rows
from powermap.scene.layout.slices import arrange_in_slices
from powermap.scene.layout.spacing import USUAL, Spacing
from powermap.scene.layout.teams import order_teams, order_where_free
from powermap.scene.layout.trunks import center_trunks
from powermap.scene.layout.untangling import untangle
from powermap.scene.layout.wrapping import wrapped

NARROWEST = 1.25
"""Width to height of a page from which on it is not too narrow."""
WIDEST = 2.1
"""And up to which it is not too wide."""
UNTANGLED_ITEMS = 1_200
"""Items of a network, points of lines included, up to which it is untangled."""
MORE_CROSSINGS = 1.25
"""Times the crossings of a new order that are borne so that people keep their places."""
FEW_CROSSINGS = 3
"""And so many more."""
RELOCATIONS = 2
"""Times that nodes move to other rows; the second time saves a tenth of the crossings."""
RELOCATED_AGAIN_ITEMS = 350
"""Items of a network up to which they move a second time."""
MOST_WIDENED = 1.6
"""Times the distances of few nodes at most; beyond that paper stays empty around them."""
FEW_NODES = 12
"""So few that lines between nodes that are spread apart would be all that is seen."""
WRAPPED_GAIN = 1.4
"""Times the area that a page takes without strips from which on strips are drawn."""
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
    groups : sequence of int
        The number of each node's group, where groups stand side by side.
    heads_up : collection of int
        Ties whose head is at their upper node, by their place.
    is_strict : bool
        Whether nobody stands above a node of a smaller number, tied or not.
    loose_teams : sequence of sequences of int
        The same for those who have this order only where it costs no crossing.
    earlier : mapping of int to (x, y)
        Where the middles of nodes were in a drawing from which this one should not
        differ much.
    """

    sizes: Sequence[tuple[float, float]]
    tree: Sequence[Pair]
    ties: Sequence[Pair]
    teams: Sequence[Sequence[int]] = ()
    loose_teams: Sequence[Sequence[int]] = ()
    groups: Sequence[int] = ()
    is_strict: bool = False
    heads_up: Collection[int] = frozenset()
    earlier: Places = field(default_factory=dict)


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
    spacing : Spacing
        How far nodes and lines are apart.
    narrowest, widest : float
        Width to height within which a page has a good shape.
    """

    width: float
    height: float
    across: float = 0.0
    along: float = 0.0
    sideways: bool = False
    spacing: Spacing = USUAL
    narrowest: float = NARROWEST
    widest: float = WIDEST

    def is_good(self, shape: float) -> bool:
        """Whether a page is neither too narrow nor too wide."""
        return self.narrowest <= shape <= self.widest

    def off_shape(self, shape: float) -> float:
        """How many times a page is narrower or wider than it should be."""
        return max(self.narrowest / shape, shape / self.widest, 1.0)

    def area(self, width: float, height: float) -> float:
        """Of the least page of a good shape with a network of this size."""
        if self.sideways:
            width, height = height, width
        across = max(width + self.across, self.width)
        along = height + self.along
        across = max(across, along * self.narrowest)
        return across * max(along, across / self.widest)

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


def lay_out_rows(
    network: Network, page: Page, memory: RowMemory | None = None
) -> RowDrawing:
    """Lay a network out in rows for a page of this shape.

    With a `memory`, rows and orders that were found before are not looked for again.

    Examples
    --------
    >>> network = Network([(200, 50)] * 3, [(0, 1), (0, 2)], [], [[1, 2]])
    >>> drawing = lay_out_rows(network, Page(1280, 720))
    >>> drawing.boxes[1][0] < drawing.boxes[2][0]
    True
    """
    columns: Columns = {}
    if not network.groups and not network.is_strict:
        columns = find_columns(len(network.sizes), network.tree, network.ties)
    net = _arrange(network, columns, page, memory or RowMemory())
    widths = [width for width, _ in network.sizes]
    room = page.size[0] - page.margins[0]
    x = place_items(net, widths, room, page.spacing)
    drawing = _draw(net, network, x, page)
    if drawing.width <= room and drawing.height <= page.size[1] - page.margins[1]:
        return drawing
    shape = page.shape(drawing.width, drawing.height)
    if page.is_good(shape):
        return drawing
    if (shape < page.narrowest) == page.sideways:
        return _heighten(net, network, x, drawing, page)
    wider = _widen(net, network, x, drawing, page)
    return _wrapped(net, network, drawing, page) or wider


def _wrapped(
    net: RowNet, network: Network, drawing: RowDrawing, page: Page
) -> RowDrawing | None:
    """A drawing that is too deep in strips, if it is much larger on the page then."""
    # Grounds and heights that mean something would be torn.
    if network.groups or network.is_strict:
        return None
    # What it takes on a page of a good shape, whatever is empty there.
    least = page.area(drawing.width, drawing.height) / WRAPPED_GAIN
    best = None
    for strips in wrapped(net, drawing, page.spacing):
        area = page.area(strips.width, strips.height)
        if area < least:
            least = area
            best = strips
    return best


def _arrange(
    network: Network, columns: Columns, page: Page, memory: RowMemory
) -> RowNet:
    """The nodes in rows, as before where that does not cost too many crossings."""
    count = len(network.sizes)
    kept = None
    if are_enough(network.earlier, count) and not network.is_strict:
        rows = keep_rows(count, network.tree, network.ties, network.earlier, columns)
        kept = _arrange_as_before(network, rows, columns)
        if not count_crossings(kept):
            return kept
    rows = _choose_rows(network, columns, page, memory)
    find = partial(arrange_in_rows, network, rows, columns)
    net = memory.order(network, rows, find)
    if kept is not None:
        bearable = MORE_CROSSINGS * count_crossings(net) + FEW_CROSSINGS
        if count_crossings(kept) <= bearable:
            return kept
    return net


def _arrange_as_before(
    network: Network, rows: Sequence[int], columns: Columns
) -> RowNet:
    net = RowNet(network.tree, network.ties, rows)
    arrange_as_before(net, network.earlier)
    if network.groups:
        arrange_in_slices(net, network.groups)
    stand_beside_trunks(net, columns)
    return net


def _draw(
    net: RowNet,
    network: Network,
    x: Sequence[float],
    page: Page,
    extra: float = 0.0,
) -> RowDrawing:
    return draw_rows(net, network.sizes, x, extra, page.spacing, network.heads_up)


def _choose_rows(
    network: Network, columns: Columns, page: Page, memory: RowMemory
) -> list[int]:
    """Rows with which the page has a good shape, as far as a sketch tells."""
    tree = network.tree
    ties = network.ties
    count = len(network.sizes)
    rows = choose_rows_for_page(
        tree,
        ties,
        network.sizes,
        page.size,
        columns,
        page.margins,
        is_strict=network.is_strict,
    )
    best = rows
    best_shape = _sketched_shape(network, rows, page, memory)
    for _ in range(TRIALS):
        if page.is_good(best_shape):
            break
        is_longer = (best_shape < page.narrowest) != page.sideways
        most = max(Counter(best).values()) + (1 if is_longer else -1)
        if most < 1:
            break
        rows = choose_rows(
            count, tree, ties, most, columns, is_strict=network.is_strict
        )
        shape = _sketched_shape(network, rows, page, memory)
        if page.off_shape(shape) >= page.off_shape(best_shape):
            break
        best = rows
        best_shape = shape
    return best


def _sketched_shape(
    network: Network, rows: Sequence[int], page: Page, memory: RowMemory
) -> float:
    find = partial(_sketched_size, network, rows, page.spacing)
    return page.shape(*memory.size(network, rows, page.spacing, find))


def _sketched_size(network: Network, rows: Sequence[int], spacing: Spacing) -> Size:
    net = RowNet(network.tree, network.ties, rows)
    arrange_for_sketch(net)
    if network.groups:
        arrange_in_slices(net, network.groups)
    x = place_items(net, [width for width, _ in network.sizes], spacing=spacing)
    drawing = draw_rows(net, network.sizes, x, 0.0, spacing, is_sketch=True)
    return drawing.width, drawing.height


def _widen(
    net: RowNet,
    network: Network,
    x: Sequence[float],
    drawing: RowDrawing,
    page: Page,
) -> RowDrawing:
    """The drawing with more room between the nodes, for a page of a good shape."""
    across, along = page.margins
    wanted = (drawing.height + along) * page.narrowest - across
    if page.sideways:
        wanted = (drawing.height + along) / page.widest - across
    card = max(width for width, _ in network.sizes)
    if drawing.width <= card:
        return drawing
    factor = (wanted - card) / (drawing.width - card)
    factor = max(factor, 1.0)
    if net.node_count <= FEW_NODES:
        factor = min(factor, MOST_WIDENED)
    wider = [round(place * factor, 2) for place in x]
    return _draw(net, network, wider, page)


def _heighten(
    net: RowNet,
    network: Network,
    x: Sequence[float],
    drawing: RowDrawing,
    page: Page,
) -> RowDrawing:
    """The drawing with more room between the rows, for a page of a good shape."""
    across, along = page.margins
    wanted = (drawing.width + across) / page.widest - along
    if page.sideways:
        wanted = (drawing.width + across) * page.narrowest - along
    spaces = len(net.order) - 1
    if not spaces:
        return drawing
    extra = max(wanted - drawing.height, 0.0) / spaces
    return _draw(net, network, x, page, extra)


def arrange_in_rows(network: Network, rows: Sequence[int], columns: Columns) -> RowNet:
    """The order of the rows, and nodes in other ones, with few crossings."""
    tree = network.tree
    ties = network.ties
    net = RowNet(tree, ties, rows)
    arrange_first(net)
    if network.groups:
        arrange_in_slices(net, network.groups)
    if len(net.row) > UNTANGLED_ITEMS:
        stand_beside_trunks(net, columns)
        return net
    if ties and not network.groups:
        net = _move_between_rows(net, network, rows, columns)
    else:
        untangle(net)
    order_teams(net, network.teams)
    order_where_free(net, network.loose_teams)
    center_trunks(net)
    stand_beside_trunks(net, columns)
    return net


def _move_between_rows(
    net: RowNet, network: Network, rows: Sequence[int], columns: Columns
) -> RowNet:
    """The network untangled, with nodes in the rows where their lines cross least."""
    crossings = untangle(net)
    most = max(Counter(rows).values())
    fixed: Collection[int] = nodes_of(columns)
    if network.is_strict:
        fixed = range(len(rows))
    for _ in range(RELOCATIONS):
        net = relocate(net, network.tree, network.ties, most, fixed)
        remaining = untangle(net)
        is_large = len(net.row) > RELOCATED_AGAIN_ITEMS
        if remaining in (0, crossings) or is_large:
            break
        crossings = remaining
    return net
