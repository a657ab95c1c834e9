"""How much of others' opinions everybody takes on, and where that leads."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from powermap.frozen import FrozenMapping
from powermap.model import Stance
from powermap.network.influence_graph import InfluenceGraph
from powermap.network.opinion_model import Settled, influenced_by, settle

__all__ = ["OPINION", "Expected", "Mixture"]

OPINION: Mapping[Stance, float] = FrozenMapping(
    {
        Stance.CHAMPION: 1.0,
        Stance.SUPPORTER: 0.5,
        Stance.NEUTRAL: 0.0,
        Stance.OPPONENT: -0.5,
        Stance.ENEMY: -1.0,
    }
)
"""Where each stance stands between against us (−1) and for us (+1)."""


class Mixture:
    """How much of others' opinions everybody takes on.

    Parameters
    ----------
    graph : InfluenceGraph
        The people and their links.
    fixed : set of int
        Nodes of those who take on nothing.
    gone : set of int
        Nodes of those whom nobody hears any longer.
    """

    def __init__(
        self,
        graph: InfluenceGraph,
        fixed: Collection[int] = (),
        gone: Collection[int] = (),
    ) -> None:
        self.links: list[tuple[int, int, float]] = []
        self.openness: list[float] = []
        for node, incoming in enumerate(graph.incoming):
            heard = [pair for pair in incoming if pair[0] not in gone]
            total = 0.0
            if node not in fixed:
                total = math.fsum(link.share for _, link in heard)
            self.openness.append(min(1.0, total))
            if total > 0:
                for source, link in heard:
                    self.links.append((node, source, link.share / total))

    def settle(self, stances: Sequence[Stance | None]) -> Expected:
        """Where opinions settle, and of whom anything is known."""
        opinions = []
        known = []
        for node, stance in enumerate(stances):
            opinions.append(0.0 if stance is None else OPINION[stance])
            if stance is not None:
                known.append(node)
        settled = settle(opinions, self.links, self.openness)
        return Expected(settled, influenced_by(known, self.links))


@dataclass(frozen=True, slots=True)
class Expected:
    """The opinions to expect, and the nodes that a known stance influences."""

    settled: Settled
    known: frozenset[int]
