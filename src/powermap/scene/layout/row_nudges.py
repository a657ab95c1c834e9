"""Ends of lines moved along their nodes by a few points, so that lines run straight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from powermap.scene.layout.row_net import NO_BAR, RowNet
from powermap.scene.layout.row_ports import Ports

NUDGE = 8.0
"""Points by which an end moves at most; a longer step to the side looks meant."""
CLEAR = 8.0
"""Points that it keeps from other lines of the same side."""

_Side = tuple[int, bool]
"""A node, and whether its lower side is meant."""


@dataclass(slots=True)
class TreeEnds:
    """The x at which trunks leave their bosses, and lines reach their reports."""

    trunk: dict[int, float] = field(default_factory=dict)
    report: dict[int, float] = field(default_factory=dict)


def nudge_ends(net: RowNet, x: Sequence[float], ports: Ports) -> TreeEnds:
    """Move ends of ties and of the tree to where their lines go on, if that is near.

    Examples
    --------
    >>> net = RowNet([], [(0, 1)], [0, 1])
    >>> ports = Ports({0: 100.0}, {0: 104.0})
    >>> nudge_ends(net, [100.0, 104.0], ports)
    TreeEnds(trunk={}, report={})
    >>> ports.upper
    {0: 104.0}
    """
    return _Nudging(net, x, ports).ends


class _Nudging:
    def __init__(self, net: RowNet, x: Sequence[float], ports: Ports) -> None:
        self.net = net
        self.x = x
        self.ports = ports
        self.ends = TreeEnds()
        self.taken: defaultdict[_Side, list[float]] = defaultdict(list)
        self._note_tree()
        self._note_ties()
        self._nudge_tree()
        self._nudge_ties()

    def _note_tree(self) -> None:
        for bar, (_, *reports) in enumerate(self.net.members):
            boss = self.net.trunk[bar]
            if boss < self.net.node_count:
                self.ends.trunk[boss] = self.x[boss]
                self.taken[boss, True].append(self.x[boss])
            for report in reports:
                if report not in self.net.beside:
                    self.ends.report[report] = self.x[report]
                    self.taken[report, False].append(self.x[report])

    def _note_ties(self) -> None:
        for tie, course in enumerate(self.net.courses):
            self.taken[course[0], True].append(self.ports.upper[tie])
            self.taken[course[-1], False].append(self.ports.lower[tie])

    def _nudge_tree(self) -> None:
        for bar, (trunk, *_) in enumerate(self.net.members):
            boss = self.net.trunk[bar]
            if boss < self.net.node_count:
                here = self.ends.trunk[boss]
                self.ends.trunk[boss] = self._moved((boss, True), here, self.x[trunk])
        for report, here in self.ends.report.items():
            bar = self.net.bar[report]
            if bar != NO_BAR:
                foot = self._foot(bar)
                self.ends.report[report] = self._moved((report, False), here, foot)

    def _foot(self, bar: int) -> float:
        """Where the trunk of a bar arrives at it."""
        return self.x[self.net.members[bar][0]]

    def _nudge_ties(self) -> None:
        upper = self.ports.upper
        lower = self.ports.lower
        for tie, course in enumerate(self.net.courses):
            after = self.x[course[1]] if len(course) > 2 else lower[tie]
            upper[tie] = self._moved((course[0], True), upper[tie], after)
            before = self.x[course[-2]] if len(course) > 2 else upper[tie]
            lower[tie] = self._moved((course[-1], False), lower[tie], before)

    def _moved(self, side: _Side, here: float, wanted: float) -> float:
        """Where an end is after it has moved, if it may."""
        if not 0 < abs(wanted - here) <= NUDGE:
            return here
        others = list(self.taken[side])
        others.remove(here)
        for other in others:
            if abs(other - wanted) < CLEAR or (other < here) != (other < wanted):
                return here
        self.taken[side] = [*others, wanted]
        return wanted
