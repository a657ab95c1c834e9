"""The strongest paths of influence from everybody to those who decide."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from powermap.network.influence_graph import graph_of
from powermap.network.several_chains import several_chains

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment

MOST = 3
"""Paths of one person at most: the strongest ones."""

Steps = tuple[str, ...]
"""Ids of those who are reached one after the other."""


def decider_paths(judgment: Judgment) -> Mapping[str, tuple[Steps, ...]]:
    """By id the strongest paths to decision makers, the strongest first.

    A path that is the beginning of another one is left out. Opponents and enemies pass
    nothing on for us: a path may begin or end with one, and runs through none.
    """
    graph = graph_of(judgment.center, judgment.playbook)
    chains_by_node = several_chains(
        graph.incoming, graph.deciders, graph.against_us, graph.nodes, MOST
    )
    by_id = {}
    for node, chains in chains_by_node.items():
        strongest = []
        for chain in chains:
            strongest.append(tuple(link.target for link in chain))
        if strongest:
            by_id[graph.people[node].id] = _without_beginnings(strongest)
    return by_id


def _without_beginnings(paths: Collection[Steps]) -> tuple[Steps, ...]:
    whole = []
    for path in paths:
        length = len(path)
        is_beginning = any(
            len(other) > length and other[:length] == path for other in paths
        )
        if not is_beginning:
            whole.append(path)
    return tuple(whole)
