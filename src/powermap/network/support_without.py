"""What the leaving of people does to support, for everybody at once.

By the model of `sway` as it is with ``left``. Solving its equations anew for each of
a thousand people would take a minute; only the rows of those who heard the leaver
change, so the answer is corrected for these rows.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from powermap.network.dominators import START, last_passed
from powermap.network.influence_graph import InfluenceGraph
from powermap.network.mixture import OPINION, Mixture
from powermap.network.opinion_model import SOLVED_FIRST

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

    Nodes = NDArray[intp]
    Values = NDArray[float64]

__all__ = ["SupportWithout"]

_RowChange = tuple[float, list[int], list[float]]
"""What a listener's own opinion adds, and how much less of each other they take on."""

MOST_ROUNDS = 200
"""Rounds in which influence is followed through a large network."""


class SupportWithout:
    """Support, weighted by power, with and without some people.

    Parameters
    ----------
    graph : InfluenceGraph
        The people and their links.
    """

    def __init__(self, graph: InfluenceGraph) -> None:
        import numpy as np

        from powermap.network.inverses import inverse

        self.graph = graph
        self.stances = [person.stance for person in graph.people]
        powers = [graph.power(node) for node in range(len(graph.people))]
        self.power: Values = np.array([power or 0.0 for power in powers])
        self.whole = float(self.power.sum())
        mixture = Mixture(graph)
        settled = mixture.settle(self.stances).settled
        self.opinions: Values = np.array(settled.opinions)
        self.anchored = settled.anchored
        own = [OPINION[stance] if stance else 0.0 for stance in self.stances]
        self.start: Values = np.array(own)
        self.totals = [
            math.fsum(link.share for _, link in heard) for heard in graph.incoming
        ]
        self.holders = self._find_holders()
        self.inverse: Values | None = None
        if len(powers) <= SOLVED_FIRST:
            listeners, sources, flow = self._flows()
            matrix = np.eye(len(powers))
            matrix[listeners, sources] -= flow
            self.inverse = inverse(matrix)
        self.follows = self._power_that_follows()

    def change(self, gone: Collection[int]) -> float | None:
        """Support without some people minus support with them; None without power."""
        import numpy as np

        staying = float(np.delete(self.power, sorted(gone)).sum())
        if staying <= 0:
            return None
        before = float(self.power @ self.opinions) / self.whole
        if self._frees_or_binds(gone):
            return self._settled_without(gone) / staying - before
        return self._corrected(gone) / staying - before

    def _find_holders(self) -> frozenset[int]:
        """Those through whom alone others are held to an opinion."""
        onward = [[node for node, _ in heard] for heard in self.graph.outgoing]
        anchors = [node for node, total in enumerate(self.totals) if total < 1]
        last = last_passed(anchors, onward)
        return frozenset(last.values()) - {START}

    def _frees_or_binds(self, gone: Collection[int]) -> bool:
        """Whether others become a closed group, or cease to be one."""
        if len(gone) > 1:
            # Two together may hold those whom neither holds alone.
            return self._are_held_otherwise(gone)
        if not self.holders.isdisjoint(gone):
            return True
        for node in gone:
            for listener, _ in self.graph.outgoing[node]:
                if not self.anchored[listener] and self._total(listener, gone) < 1:
                    return True
        return False

    def _are_held_otherwise(self, gone: Collection[int]) -> bool:
        held = set()
        ahead = []
        for node in range(len(self.totals)):
            if node not in gone and self._total(node, gone) < 1:
                ahead.append(node)
        while ahead:
            node = ahead.pop()
            if node in held or node in gone:
                continue
            held.add(node)
            ahead += [listener for listener, _ in self.graph.outgoing[node]]
        staying = (node for node in range(len(self.totals)) if node not in gone)
        return any((node in held) is not self.anchored[node] for node in staying)

    def _total(self, listener: int, gone: Collection[int]) -> float:
        """How much of others' opinions somebody still hears."""
        heard = self.graph.incoming[listener]
        return math.fsum(link.share for node, link in heard if node not in gone)

    def _settled_without(self, gone: Collection[int]) -> float:
        """Opinions times power of those who stay, from the equations."""
        mixture = Mixture(self.graph, gone=gone)
        opinions = mixture.settle(self.stances).settled.opinions
        staying = [node for node in range(len(opinions)) if node not in gone]
        return math.fsum(self.power[node] * opinions[node] for node in staying)

    def _flows(self) -> tuple[Nodes, Nodes, Values]:
        """Who takes on how much from whom."""
        import numpy as np

        pairs = []
        flows = []
        for listener, heard in enumerate(self.graph.incoming):
            if not self.anchored[listener]:
                continue
            scale = _scale(self.totals[listener])
            for node, link in heard:
                pairs.append((listener, node))
                flows.append(link.share * scale)
        listeners, sources = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        return listeners, sources, np.array(flows)

    def _power_that_follows(self) -> Values:
        """The power that moves with each person's opinion."""
        import numpy as np

        if self.inverse is not None:
            following: Values = self.power @ self.inverse
            return following
        listeners, sources, flow = self._flows()
        followed = self.power
        for _ in range(MOST_ROUNDS):
            back = np.bincount(sources, flow * followed[listeners], len(self.power))
            further = self.power + back
            if np.allclose(further, followed, rtol=1e-9):
                break
            followed = further
        return followed

    def _corrected(self, gone: Collection[int]) -> float:
        """Opinions times power of those who stay, corrected where rows change.

        Sherman, Morrison and Woodbury: with the inverse of a matrix known, a change of
        few rows takes a system of as many equations. Without it, in large networks,
        what comes back to a listener through others is neglected.
        """
        leavers = sorted(gone)
        listeners = self._listeners(gone)
        changes = [self._row_change(listener, gone) for listener in listeners]
        left = self.opinions[leavers]
        if self.inverse is None:
            moved = self._moved_first(changes)
        else:
            columns = self.inverse[:, listeners]
            moved = self._moved_in_all(changes, columns)
            left = left + columns[leavers] @ moved
        whole = float(self.power @ self.opinions + self.follows[listeners] @ moved)
        return whole - float(self.power[leavers] @ left)

    def _row_change(self, listener: int, gone: Collection[int]) -> _RowChange:
        before = self.totals[listener]
        after = self._total(listener, gone)
        # What is not taken on from others stays with the listener.
        freed = min(1.0, before) - min(1.0, after)
        sources = []
        less = []
        for node, link in self.graph.incoming[listener]:
            kept = 0.0 if node in gone else _scale(after)
            sources.append(node)
            less.append(link.share * (_scale(before) - kept))
        return freed * float(self.start[listener]), sources, less

    def _moved_first(self, changes: Sequence[_RowChange]) -> Values:
        """How far each listener moves while everybody else stands still."""
        import numpy as np

        moved = []
        for gained, sources, less in changes:
            moved.append(gained - float(self.opinions[sources] @ less))
        return np.array(moved)

    def _moved_in_all(self, changes: Sequence[_RowChange], columns: Values) -> Values:
        """How far each listener moves, with what comes back through others."""
        import numpy as np

        rows = np.zeros((len(changes), len(self.power)))
        gained = np.zeros(len(changes))
        for row, (own, sources, less) in enumerate(changes):
            gained[row] = own
            rows[row, sources] = less
        inner = np.eye(len(changes)) + rows @ columns
        heard = rows @ (self.opinions + columns @ gained)
        moved: Values = gained - np.linalg.solve(inner, heard)
        return moved

    def _listeners(self, gone: Collection[int]) -> list[int]:
        """Those who heard one of the leavers and whose opinion is not their own."""
        listeners = set()
        for node in gone:
            for listener, _ in self.graph.outgoing[node]:
                if self.anchored[listener]:
                    listeners.add(listener)
        return sorted(listeners)


def _scale(total: float) -> float:
    """By how much shares are scaled down that add up to more than 1."""
    return 1 / total if total > 1 else 1.0
