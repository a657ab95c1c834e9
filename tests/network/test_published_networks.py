"""Estimated power on published networks, and what its intervals cover."""

from __future__ import annotations

import random
from statistics import fmean

import networkx as nx
import numpy as np

from powermap.network.listening import LISTENING, listening_of
from powermap.network.power import estimate_power
from powermap.network.readings import attention

AT_LEAST = {
    "Krackhardt, advice → level": 0.95,
    "Lazega, advice → partner": 0.91,
    "French elite, influence → votes": 0.69,
}


def test_attention_is_pagerank(power_benchmark):
    source = power_benchmark.SETS["Krackhardt, advice → level"]
    krackhardt, _ = power_benchmark.published(*source)
    listening = listening_of(krackhardt, weights=LISTENING)
    graph = power_benchmark.directed(krackhardt)
    everybody = np.ones((1, 21))
    found = attention(listening, everybody, everybody / 21)[0]
    links = nx.to_numpy_array(graph, listening.ids)
    share = (links / links.sum(axis=1, keepdims=True)).T
    wanted = np.linalg.solve(np.eye(21) - 0.85 * share, np.full(21, 0.15 / 21))
    np.testing.assert_allclose(found, wanted, rtol=1e-3)


def test_power_against_the_best_single_measures(power_benchmark):
    in_order = power_benchmark.in_order
    ours, degree, closeness = [], [], []
    for name, source in power_benchmark.SETS.items():
        people, truth = power_benchmark.published(*source)
        graph = power_benchmark.directed(people)
        everybody = [person.id for person in people]
        found = in_order(power_benchmark.by_rank(people, asked=everybody), truth)
        assert found >= AT_LEAST[name]
        assert in_order(power_benchmark.by_rank(people), truth) >= AT_LEAST[name]
        ours.append(found)
        degree.append(in_order(dict(graph.in_degree()), truth))
        near = power_benchmark.MEASURES["closeness"](people)
        closeness.append(in_order(near, truth))
    assert [round(share, 3) for share in degree] == [0.923, 0.875, 0.710]
    assert [round(share, 3) for share in closeness] == [0.940, 0.907, 0.718]
    assert fmean(ours) > fmean(closeness) > fmean(degree)
    for mine, single in zip(ours, closeness, strict=True):
        assert mine > single - 0.02


def test_the_intervals_cover_what_asking_everybody_gives(power_benchmark):
    """At a quarter, half and three quarters asked: at least 80%, and in these twelve
    draws with less than 0.4 of the scale (seven of 28 asked: 0.39; in more draws 0.41).
    """
    networks = {
        name: [power_benchmark.published(*source)[0]] * 12
        for name, source in power_benchmark.SETS.items()
    }
    networks["simulated"] = [power_benchmark.simulated(seed) for seed in range(12)]
    for name, centers in networks.items():
        wholes = {id(center): estimate_power(center) for center in centers}
        for share in power_benchmark.SHARES:
            held, widths = [], []
            for seed, center in enumerate(centers):
                whole = wholes[id(center)]
                covered, width = power_benchmark.covered(center, whole, share, seed)
                held.append(covered)
                widths.append(width)
            assert fmean(held) >= 0.8, (name, share)
            assert 0.1 < fmean(widths) < 0.4, (name, share)


def test_the_intervals_hold_in_every_third(power_benchmark):
    """3 to 24 asked: at least 80% at the top, in the middle and at the bottom."""
    for name, centers in power_benchmark.third_sources(8):
        ours, _ = power_benchmark.by_thirds(centers)
        assert min(ours) >= 0.8, (name, ours)


def test_the_fewer_were_asked_the_wider(power_benchmark):
    for name, source in power_benchmark.SETS.items():
        center, _ = power_benchmark.published(*source)
        whole = estimate_power(center)
        widths = []
        for share in (0.1, 0.3, 0.9):
            draws = [
                power_benchmark.covered(center, whole, share, seed) for seed in range(6)
            ]
            widths.append(fmean(width for _, width in draws))
        assert widths[0] > widths[1] > widths[2], name


def test_the_intervals_hold_what_other_answers_of_the_same_people_would_give(
    make_center,
):
    """All 40 asked, again and again: four of five intervals of the first times hold
    the mean of all times."""
    dice = random.Random(4)
    ids = [f"p{number:02}" for number in range(40)]
    chance = {id: dice.betavariate(1.5, 3) for id in ids}
    times = []
    for _ in range(12):
        ties = [
            f"{a} listens_to {b}"
            for a in ids
            for b in ids
            if a != b and dice.random() < chance[b]
        ]
        times.append(estimate_power(make_center(ids, *ties), asked=ids))
    usual = {id: fmean(each[id].score for each in times) for id in ids}
    held = fmean(
        each[id].low <= usual[id] <= each[id].high for each in times[:4] for id in ids
    )
    width = fmean(each.high - each.low for each in times[0].values())
    assert held >= 0.8
    assert width < 2
