"""Chains to several goals in one search are those of a search for each."""

from __future__ import annotations

from random import Random

from hypothesis import given, strategies as st

import powermap as pm
from powermap.network.influence_graph import graph_of
from powermap.network.several_chains import several_chains
from powermap.network.strongest_paths import strongest_paths


def graph(seed, count):
    dice = Random(seed)
    people = []
    for number in range(count):
        power = dice.choice([2, 5, 8, 9])
        stance = dice.choice([*pm.Stance, None])
        people.append(
            pm.Stakeholder(f"P {number}", id=f"p{number}", power=power, stance=stance)
        )
    ends = set()
    for _ in range(3 * count):
        source, target = dice.randrange(count), dice.randrange(count)
        if source != target:
            ends.add((f"p{source}", f"p{target}"))
    ties = []
    for source, target in sorted(ends):
        # Few strengths, so that many chains are equal.
        ties.append(pm.Tie(source, target, strength=dice.choice([1, 2])))
    judgment = pm.judge(pm.BuyingCenter("ERP", people, ties))
    return graph_of(judgment.center, judgment.playbook)


def one_by_one(graph, most):
    found = {node: [] for node in range(len(graph.people))}
    for goal in graph.deciders:
        paths = strongest_paths(graph.incoming, {goal: 0.0}, graph.against_us)
        for node, chains in found.items():
            chain = paths.chain_from(node, graph.nodes)
            if chain:
                chains.append((paths.costs[node], chain))
    strongest = {}
    for node, chains in found.items():
        chains.sort(key=lambda each: each[0])
        strongest[node] = [chain for _, chain in chains[:most]]
    return strongest


@given(st.integers(0, 10_000), st.integers(1, 25), st.integers(1, 4))
def test_chains_are_those_of_a_search_for_each_goal(seed, count, most):
    subject = graph(seed, count)
    found = several_chains(
        subject.incoming, subject.deciders, subject.against_us, subject.nodes, most
    )
    assert found == one_by_one(subject, most)


class CountedEdges(tuple):
    """Edges that count how often those of a node are looked at."""

    looks = 0

    def __getitem__(self, node):
        CountedEdges.looks += 1
        return super().__getitem__(node)


def test_each_node_is_visited_as_often_as_chains_are_wanted():
    subject = graph(1, 400)
    edges = CountedEdges(subject.incoming)
    several_chains(edges, subject.deciders, subject.against_us, subject.nodes, 3)
    assert len(subject.deciders) > 100
    assert CountedEdges.looks <= 4 * 400
