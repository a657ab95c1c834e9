"""The strongest chains of influence: shortest paths by −log of the shares."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from powermap.network.influence_graph import Edges
from powermap.network.links import Link

__all__ = ["StrongestPaths", "strength_of", "strongest_paths"]

DECIMALS = 12
"""Costs are rounded so that equal products stay equal, whatever their order."""


@dataclass(frozen=True, slots=True)
class StrongestPaths:
    """The strongest chain to everybody whom a search reached.

    Parameters
    ----------
    costs : mapping of int to (float, int)
        For each node the cost (−log of what gets through) and the number of links.
    last_links : mapping of int to Link
        The link by which each node was reached; none for the starts.
    """

    costs: Mapping[int, tuple[float, int]]
    last_links: Mapping[int, Link]

    def __contains__(self, node: int) -> bool:
        return node in self.costs

    def strength(self, node: int) -> float:
        """How much gets through to a node, 0 when it is not reached."""
        if node not in self.costs:
            return 0.0
        cost, _ = self.costs[node]
        return math.exp(-cost)

    def chain_from(self, node: int, nodes: Mapping[str, int]) -> tuple[Link, ...]:
        """The links from a node to the start, after a search along incoming links."""
        chain = []
        while node in self.last_links:
            link = self.last_links[node]
            chain.append(link)
            node = nodes[link.target]
        return tuple(chain)

    def chain_to(self, node: int, nodes: Mapping[str, int]) -> tuple[Link, ...]:
        """The links from the start to a node, after a search along outgoing links."""
        chain = []
        while node in self.last_links:
            link = self.last_links[node]
            chain.append(link)
            node = nodes[link.source]
        return tuple(reversed(chain))


def strongest_paths(
    edges: Edges, starts: Mapping[int, float], blocked: Collection[int]
) -> StrongestPaths:
    """From starts with their costs the strongest chain to everybody.

    Chains end at blocked nodes and never run through them. Dijkstra (1959), A note on
    two problems in connexion with graphs; of equal chains the one of fewer links.
    """
    costs: dict[int, tuple[float, int]] = {}
    last_links: dict[int, Link] = {}
    best: dict[int, tuple[float, int]] = {}
    ahead = []
    for node, cost in starts.items():
        best[node] = cost, 0
        ahead.append((cost, 0, node))
    heapify(ahead)

    while ahead:
        cost, length, node = heappop(ahead)
        if node in costs:
            continue
        costs[node] = cost, length
        # Reached, so that a chain may end there (an opponent can be the target), but
        # not passed.
        if node in blocked and node not in starts:
            continue

        for other, link in edges[node]:
            if other in costs:
                continue
            # A start that is blocked is no step of anybody else's chain.
            if other in blocked and other in starts:
                continue
            # Shares multiply along a chain; as −log they add up, never below 0, which
            # Dijkstra needs.
            loss = -math.log(link.share)
            further = round(cost + loss, DECIMALS), length + 1
            if other not in best or further < best[other]:
                best[other] = further
                last_links[other] = link
                heappush(ahead, (*further, other))
    return StrongestPaths(costs, last_links)


def strength_of(chain: Collection[Link]) -> float:
    """How much gets through a chain: the product of the shares of its links."""
    shares = [link.share for link in chain]
    return math.prod(shares)
