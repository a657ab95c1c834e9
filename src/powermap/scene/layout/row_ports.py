"""Where the ties of a network in rows leave and reach their nodes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from powermap.scene.layout.row_net import NO_BAR, RowNet

STEP = 14.0
"""Points between two ports of a side, where it has room for that."""
CORNER = 14.0
"""Points at the corners of a node without ports."""
NEAREST = 10.0
"""Points between two ports at least after one has moved to where its line goes on."""
REACH = 40.0
"""Points by which a port moves at most to make its line upright."""


@dataclass(slots=True)
class Ports:
    """The x of each tie, by number, at its upper and at its lower node."""

    upper: dict[int, float] = field(default_factory=dict)
    lower: dict[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _End:
    """An end of a tie at a node, and the item at which it goes on."""

    tie: int
    toward: int


def choose_ports(net: RowNet, widths: Sequence[float], x: Sequence[float]) -> Ports:
    """Ports side by side, in the order in which the ties go on from there.

    The lines of the tree use the middle of a node, so ties stand beside them; at the end
    of a bar all of them stand on its outer side, where they do not cross it.

    Examples
    --------
    >>> net = RowNet([], [(0, 1), (0, 2)], [0, 1, 1])
    >>> ports = choose_ports(net, [200.0] * 3, [213.0, 100.0, 326.0])
    >>> ports.upper, ports.lower
    ({0: 206.0, 1: 220.0}, {0: 100.0, 1: 326.0})
    """
    leaving: defaultdict[int, list[_End]] = defaultdict(list)
    arriving: defaultdict[int, list[_End]] = defaultdict(list)
    for tie, course in enumerate(net.courses):
        leaving[course[0]].append(_End(tie, course[1]))
        arriving[course[-1]].append(_End(tie, course[-2]))
    ports = Ports()
    for node in range(net.node_count):
        trunk = next((net.members[bar][0] for bar in net.bars_of(node)), None)
        below = _in_order(net, leaving[node])
        middle = None
        if trunk is not None:
            middle = sum(net.place[end.toward] < net.place[trunk] for end in below)
        _choose_side(net, node, widths[node], x, below, middle, ports.upper)
        above = _in_order(net, arriving[node])
        middle = _left_of_line(net, node, x, above)
        _choose_side(net, node, widths[node], x, above, middle, ports.lower)
    return ports


def _in_order(net: RowNet, ends: Sequence[_End]) -> list[_End]:
    return sorted(ends, key=lambda end: (net.place[end.toward], end.tie))


def _left_of_line(
    net: RowNet, node: int, x: Sequence[float], ends: Sequence[_End]
) -> int | None:
    """How many ties reach a node left of the line to its boss; None without one."""
    bar = net.bar[node]
    if bar == NO_BAR:
        return None
    places = [net.place[member] for member in net.members[bar]]
    if net.place[node] == min(places):
        return len(ends)
    if net.place[node] == max(places):
        return 0
    return sum(x[end.toward] < x[node] for end in ends)


def _choose_side(
    net: RowNet,
    node: int,
    width: float,
    x: Sequence[float],
    ends: Sequence[_End],
    middle: int | None,
    ports: dict[int, float],
) -> None:
    """The ports of one side: around its middle, or so many left of a line there."""
    places = _even_places(len(ends), width, middle)
    for at, (end, place) in enumerate(zip(ends, places, strict=True)):
        ports[end.tie] = x[node] + place
        if end.toward >= net.node_count:
            low = x[node] - width / 2 + CORNER
            high = x[node] + width / 2 - CORNER
            if at:
                low = max(low, ports[ends[at - 1].tie] + NEAREST)
            if at + 1 < len(ends):
                high = min(high, x[node] + places[at + 1] - NEAREST)
            if middle is not None:
                low = max(low, x[node] + NEAREST) if at >= middle else low
                high = min(high, x[node] - NEAREST) if at < middle else high
            _snap(ports, end.tie, x[end.toward], low, high)


def _snap(
    ports: dict[int, float], tie: int, wanted: float, low: float, high: float
) -> None:
    """Move a port to where its line goes on, if it is near and there is room."""
    if abs(ports[tie] - wanted) <= REACH and low <= wanted <= high:
        ports[tie] = wanted


def _even_places(count: int, width: float, middle: int | None) -> list[float]:
    """Places from the middle of a side, closer where it is full."""
    if middle is None:
        step = min(STEP, (width - 2 * CORNER) / max(count, 1))
        return [(at - (count - 1) / 2) * step for at in range(count)]
    fullest = max(middle, count - middle, 1)
    step = min(STEP, (width / 2 - CORNER) / fullest)
    left = [-step * (middle - at) for at in range(middle)]
    right = [step * (at + 1) for at in range(count - middle)]
    return left + right
