from __future__ import annotations

from importlib import import_module
from random import Random

import networkx as nx
import pytest
from hypothesis import given, settings, strategies as st

from powermap.model import BuyingCenter, Stakeholder, Tie
from powermap.model.playbook import Playbook
from powermap.network.broker import brokers
from powermap.network.dominators import START, last_passed
from powermap.network.influence_graph import influence_graph

home = import_module("powermap.network.betweenness")
WEIGHTS = Playbook().tie_weights


def made(ids, pairs, **more):
    """People by letter: upper case decides, those in `ours` are champions."""
    people = [
        Stakeholder(
            id,
            id=id,
            power="decider" if id.isupper() else "influencer",
            stance="champion" if id in more.get("ours", "") else None,
            involvement="low" if id in more.get("low", "") else None,
        )
        for id in ids
    ]
    return BuyingCenter("ERP", people, [Tie(*pair) for pair in pairs])


def scattered(count, ties, seed, power=("decider", "influencer", None)):
    rnd = Random(seed)
    people = [
        Stakeholder(
            f"p{at}",
            power=rnd.choice(power),
            stance=rnd.choice(["champion", "supporter", "enemy", None, None, None]),
        )
        for at in range(count)
    ]
    pairs = [rnd.sample(range(count), 2) for _ in range(ties)] if count > 1 else []
    return BuyingCenter("ERP", people, [Tie(f"p{a}", f"p{b}") for a, b in pairs])


def graph_of(center):
    graph = nx.DiGraph()
    graph.add_nodes_from(person.id for person in center)
    graph.add_edges_from((tie.source, tie.target) for tie in center.ties)
    return graph


def betweenness(center, **more):
    return home.betweenness(influence_graph(center, WEIGHTS), **more)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 25), st.integers(0, 80), st.integers(0, 10**6))
def test_betweenness_is_that_of_networkx(count, ties, seed):
    center = scattered(count, ties, seed)
    wanted = nx.betweenness_centrality(graph_of(center))
    scores, starts = betweenness(center)
    assert starts == count
    assert scores == pytest.approx([wanted[person.id] for person in center], abs=1e-12)


def test_betweenness_is_the_same_whichever_way_it_is_counted(monkeypatch):
    for sparse, at_once in ((1, 1), (10**9, 10**9), (2, 300)):
        monkeypatch.setattr(home, "SPARSE", sparse)
        monkeypatch.setattr(home, "LINKS_AT_ONCE", at_once)
        for seed in range(5):
            center = scattered(40, 40 + 40 * seed, seed)
            wanted = nx.betweenness_centrality(graph_of(center))
            scores, _ = betweenness(center)
            assert scores == pytest.approx(list(wanted.values()), abs=1e-12)


def test_a_star_a_line_and_a_ring():
    spokes = [pair for spoke in "bcde" for pair in ((spoke, "a"), ("a", spoke))]
    [hub] = brokers(made("abcde", spokes))
    assert (hub.person, hub.score, hub.rank) == ("a", 1, 1)
    line = brokers(made("abcd", ["ab", "bc", "cd"]))
    assert [(each.person, each.rank) for each in line] == [("b", 1), ("c", 1)]
    assert line[0].score == line[1].score == pytest.approx(2 / 6)
    ring = brokers(made("abcd", ["ab", "bc", "cd", "da"]))
    assert [(each.person, each.rank) for each in ring] == [(id, 1) for id in "abcd"]


def test_ways_without_number_do_not_overflow():
    rows = 1100  # 2 ** 1098 shortest ways from end to end, more than a float holds
    pairs = [
        (f"p{2 * at + a}", f"p{2 * at + 2 + b}")
        for at in range(rows - 1)
        for a in (0, 1)
        for b in (0, 1)
    ]
    center = BuyingCenter(
        "ERP",
        [Stakeholder(f"p{at}") for at in range(2 * rows)],
        [Tie(*pair) for pair in pairs],
    )
    scores, _ = betweenness(center)
    count = 2 * rows
    for row in (1, 10, rows // 2, rows - 2):
        wanted = (
            2 * row * 2 * (rows - row - 1) / 2 / ((count - 1) * (count - 2))
        )  # pairs across, half each
        assert scores[2 * row] == pytest.approx(wanted)
        assert scores[2 * row + 1] == pytest.approx(wanted)


def test_above_its_budget_it_is_a_seeded_sample_and_says_so(monkeypatch):
    center = scattered(200, 800, 1)
    exact, starts = betweenness(center)
    sampled, fewer = betweenness(
        center, budget=100 * len(influence_graph(center, WEIGHTS).links)
    )
    assert (starts, fewer) == (200, 100)
    assert (
        sampled
        == betweenness(
            center, budget=100 * len(influence_graph(center, WEIGHTS).links)
        )[0]
    )
    assert max(abs(a - b) for a, b in zip(exact, sampled, strict=True)) < 0.02
    assert sum(exact) == pytest.approx(sum(sampled), rel=0.1)
    monkeypatch.setattr(home.betweenness, "__kwdefaults__", {"budget": 30_000})
    because = brokers(center)[0].because
    assert "sample of 3" in str(because)
    assert "人的样本估算" in because.say("zh")


def test_who_cuts_somebody_off():
    center = made("abcdEF", ["ab", "bc", "cE", "cF", "dE", "EF"])
    cut = {each.person: each.cuts_off for each in brokers(center)}
    assert cut == {
        "b": ("a",),
        "c": ("a", "b"),
        "E": ("d",),
    }  # F sways nobody else who decides: nobody is cut off


def test_a_way_round_is_no_cut():
    assert {
        each.person: each.cuts_off
        for each in brokers(made("abcE", ["ab", "bE", "ac", "cE"]))
    } == {
        "b": (),
        "c": (),
    }


def test_nobody_decides():
    assert [each.cuts_off for each in brokers(made("abc", ["ab", "bc"]))] == [()]


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 20), st.integers(0, 10**6))
def test_cuts_are_those_that_a_removal_makes(count, ties, seed):
    center = scattered(count, ties, seed)
    graph = graph_of(center)
    deciders = {person.id for person in center if person.power == "decider"}
    found = {each.person: each.cuts_off for each in brokers(center)}
    for gone in graph:
        left = graph.subgraph(set(graph) - {gone})
        cut = [
            id
            for id in left
            if id not in deciders
            and (deciders - {gone}) & nx.descendants(graph, id)
            and not deciders & nx.descendants(left, id)
        ]
        assert found.get(gone, ()) == tuple(sorted(cut, key=[*graph].index))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), st.integers(0, 20), st.integers(0, 10**6))
def test_gates_are_on_every_path_from_ours(count, ties, seed):
    center = scattered(count, ties, seed)
    graph = graph_of(center)
    stances = {person.stance for person in center}
    usual = next(
        (stance for stance in ("champion", "supporter") if stance in stances), "nobody"
    )
    ours = {person.id for person in center if person.stance == usual}
    deciders = [
        person.id
        for person in center
        if person.power == "decider" and person.id not in ours
    ]
    found = {each.person: each.gatekeeper_for for each in brokers(center)}
    for gone in set(graph) - ours:
        left = graph.subgraph(set(graph) - {gone})
        gate = [
            id
            for id in deciders
            if id != gone
            and any(nx.has_path(graph, one, id) for one in ours)
            and not any(nx.has_path(left, one, id) for one in ours)
        ]
        assert found.get(gone, ()) == tuple(gate)


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 30), st.integers(0, 90), st.integers(0, 10**6))
def test_dominators_are_those_of_networkx(count, ties, seed):
    rnd = Random(seed)
    onward = [[] for _ in range(count)]
    for _ in range(ties):
        onward[rnd.randrange(count)].append(rnd.randrange(count))
    starts = rnd.sample(range(count), rnd.randint(0, min(3, count)))
    graph = nx.DiGraph((at, other) for at, each in enumerate(onward) for other in each)
    graph.add_edges_from((START, start) for start in starts)
    graph.add_node(START)
    wanted = nx.immediate_dominators(graph, START)
    assert last_passed(starts, onward) == {
        at: last for at, last in wanted.items() if at != START
    }


def test_gatekeepers_by_place_and_by_role_in_two_languages():
    center = made("abcD", ["ab", "bc", "cD"], ours="a", low="b")
    by = {each.person: each for each in brokers(center)}
    assert (by["b"].gatekeeper_for, by["b"].is_gatekeeper) == (("D",), True)
    assert (by["c"].gatekeeper_for, by["c"].is_gatekeeper) == (("D",), False)
    assert str(by["b"].because) == (
        "For 33% of all other pairs of people, the shortest path of influence runs through b (rank 1 of 4). "
        "Without b, 1 person loses access to every other decision maker: a. "
        "b is a gatekeeper: every path from people on our side to D runs through b."
    )
    assert by["b"].because.say("zh") == (
        "其他人两两之间，33% 的最短影响路径经过b（第 1 位，共 4 人）。"
        "没有b，1 人就影响不到其他任何决策者：a。"
        "b是把关者：从支持我方的人到D的每条路径都经过b。"
    )
    assert str(by["c"].because).endswith(
        " Every path from people on our side to D runs through c."
    )


def test_long_lists_are_counted():
    center = made("abcdefgH", [(id, "g") for id in "abcdef"] + ["gH"])
    because = str(brokers(center)[0].because)
    assert (
        "6 people lose access to every other decision maker: a, b, c and 3 more."
        in because
    )


def test_little_and_nothing():
    assert brokers(BuyingCenter("ERP")) == ()
    assert brokers(made("A", [])) == ()
    assert brokers(made("aB", ["aB"], ours="a")) == ()


def test_a_large_network_ends_and_comes_out_the_same():
    center = scattered(1500, 9000, 7)
    found = brokers(center)
    assert found == brokers(center)
    assert [each.score for each in found] == sorted(
        (each.score for each in found), reverse=True
    )


def test_a_long_chain_ends():
    people = [Stakeholder(f"p{at}", power=9 if at == 0 else 1) for at in range(600)]
    found = brokers(
        BuyingCenter("ERP", people, [Tie(f"p{at + 1}", f"p{at}") for at in range(599)])
    )
    assert (found[0].person, len(found[-1].cuts_off)) in {("p299", 1), ("p300", 1)}


def test_a_long_chain_that_goes_both_ways_ends():
    people = [
        Stakeholder(f"p{at}", power=9 if at in {0, 1499} else 1) for at in range(1500)
    ]
    ties = [Tie(f"p{at}", f"p{at + 1}", "talks_to") for at in range(1499)]
    found = brokers(BuyingCenter("ERP", people, ties))
    assert len(found) == 1498
    assert not any(each.cuts_off for each in found)
