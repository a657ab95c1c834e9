"""From everybody the strongest chains of influence to several others, in one search."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from heapq import heappop, heappush

from powermap.network.influence_graph import Edges
from powermap.network.links import Link
from powermap.network.strongest_paths import DECIMALS

__all__ = ["several_chains"]

Key = tuple[float, int]
"""What is lost along a chain (−log of what gets through), and its links."""


def several_chains(
    edges: Edges,
    goals: Sequence[int],
    blocked: Collection[int],
    nodes: Mapping[str, int],
    most: int,
) -> Mapping[int, list[tuple[Link, ...]]]:
    """By node its chains to as many goals as are wanted, the strongest first.

    They are those of `strongest_paths` to each goal, of equal ones the shorter, then
    that to the earlier goal. Half of all people may be goals, so that a search for
    each would take n² steps; this one visits a node ``most + 1`` times at most.
    """
    # One more, since the way from a goal to itself takes a place.
    places = most + 1
    reached: list[dict[int, Key]] = [{} for _ in edges]
    best: dict[tuple[int, int], Key] = {}
    last_links: dict[tuple[int, int], Link] = {}
    ahead: list[tuple[float, int, int, int]] = []
    for place, goal in enumerate(goals):
        best[goal, place] = 0.0, 0
        heappush(ahead, (0.0, 0, place, goal))

    while ahead:
        cost, length, place, node = heappop(ahead)
        known = reached[node]
        if place in known or len(known) == places:
            continue
        known[place] = cost, length
        # A chain may end at an opponent, and runs through none.
        if node in blocked and node != goals[place]:
            continue
        for other, link in edges[node]:
            if place in reached[other] or len(reached[other]) == places:
                continue
            further = round(cost - math.log(link.share), DECIMALS), length + 1
            step = other, place
            if step not in best or further < best[step]:
                best[step] = further
                last_links[step] = link
                heappush(ahead, (*further, place, other))

    found = {}
    for node, known in enumerate(reached):
        chains = [_chain(node, place, last_links, nodes) for place in known]
        found[node] = [chain for chain in chains if chain][:most]
    return found


def _chain(
    node: int,
    place: int,
    last_links: Mapping[tuple[int, int], Link],
    nodes: Mapping[str, int],
) -> tuple[Link, ...]:
    """The links from a node to a goal."""
    chain = []
    while (node, place) in last_links:
        link = last_links[node, place]
        chain.append(link)
        node = nodes[link.target]
    return tuple(chain)
