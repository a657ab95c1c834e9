"""How well power is estimated, how fast, and what the intervals cover: ``python benchmarks/power.py``."""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections.abc import Callable, Mapping
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
from rich.console import Console
from rich.table import Table

import powermap as pm
from powermap.network.power import Estimate, estimate_power

NETWORKS = Path(__file__).parent / "networks"
SETS: dict[str, tuple[str, str, Callable[[dict[str, str]], float]]] = {
    "Krackhardt, advice → level": (
        "krackhardt_hightech",
        "advice",
        lambda row: -float(row["level"]),
    ),
    "Lazega, advice → partner": (
        "lazega_lawfirm",
        "advice",
        lambda row: float(row["status"] == "partner"),
    ),
    "French elite, influence → votes": (
        "french_financial_elite",
        "influence",
        lambda row: float(row["elitevote"]),
    ),
}
SHARES = (0.25, 0.5, 0.75)
ROUNDS = 40


def published(
    folder: str, relation: str, truth: Callable
) -> tuple[pm.BuyingCenter, dict[str, float]]:
    """A published set: who names whom as `listens_to`, and what is known of their power."""
    with (NETWORKS / folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (NETWORKS / folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = [edge for edge in csv.DictReader(file) if edge["relation"] == relation]
    people = [pm.Stakeholder(row["id"], id=row["id"]) for row in rows]
    ties = [pm.Tie(edge["source"], edge["target"], "listens_to") for edge in edges]
    return pm.BuyingCenter(folder, people, ties), {
        row["id"]: truth(row) for row in rows
    }


def simulated(seed: int, people: int = 30, named: int = 5) -> pm.BuyingCenter:
    """People who differ in how much they are listened to and in how many they name."""
    dice = random.Random(seed)
    weight = [dice.lognormvariate(0, 0.8) for _ in range(people)]
    ties = []
    for source in range(people):
        count = max(1, min(people - 1, round(dice.lognormvariate(0, 0.5) * named)))
        keys = {
            target: dice.random() ** (1 / weight[target])
            for target in range(people)
            if target != source
        }
        ties += [
            pm.Tie(f"p{source}", f"p{target}", "listens_to")
            for target in sorted(keys, key=keys.get)[-count:]
        ]
    return pm.BuyingCenter(
        f"simulated {seed}", [pm.Stakeholder(f"p{n}") for n in range(people)], ties
    )


def in_order(scores: Mapping[str, float], truth: Mapping[str, float]) -> float:
    """Share of pairs with different truth that the scores put in the right order; a tie counts half."""
    marks = []
    for one, other in combinations(truth, 2):
        if truth[one] != truth[other]:
            gap = round(
                (scores[one] - scores[other])
                * (1 if truth[one] > truth[other] else -1),
                9,
            )
            marks.append(1.0 if gap > 0 else 0.0 if gap < 0 else 0.5)
    return statistics.fmean(marks)


def by_rank(center: pm.BuyingCenter, **arguments) -> dict[str, float]:
    return {
        id: -float(each.rank)
        for id, each in estimate_power(center, **arguments).items()
    }


def directed(center: pm.BuyingCenter) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(person.id for person in center)
    graph.add_edges_from((tie.source, tie.target) for tie in center.ties)
    return graph


MEASURES: dict[str, Callable[[pm.BuyingCenter], Mapping[str, float]]] = {
    "estimate_power": by_rank,
    "in-degree": lambda center: dict(directed(center).in_degree()),
    "PageRank": lambda center: nx.pagerank(directed(center)),
    "eigenvector": lambda center: nx.eigenvector_centrality(
        directed(center), max_iter=10_000
    ),
    "HITS": lambda center: nx.hits(directed(center), max_iter=10_000)[1],
    "Katz": lambda center: katz(directed(center)),
    "betweenness": lambda center: nx.betweenness_centrality(directed(center)),
    "closeness": lambda center: nx.closeness_centrality(directed(center)),
}


def katz(graph: nx.DiGraph) -> Mapping[str, float]:
    """With 0.85 of the largest discount that converges."""
    largest = max(abs(np.linalg.eigvals(nx.to_numpy_array(graph))))
    return nx.katz_centrality_numpy(graph, alpha=0.85 / largest)


def accuracy() -> Table:
    table = Table(
        "share of pairs in the right order",
        *MEASURES,
        title="Estimated power against what is known",
    )
    found = []
    for title, source in SETS.items():
        center, truth = published(*source)
        found.append(
            [in_order(measure(center), truth) for measure in MEASURES.values()]
        )
        table.add_row(title, *(f"{share:.3f}" for share in found[-1]))
    table.add_section()
    table.add_row(
        "mean",
        *(f"{statistics.fmean(column):.3f}" for column in zip(*found, strict=True)),
    )
    return table


def large(people: int = 5_000, ties: int = 50_000) -> pm.BuyingCenter:
    dice = random.Random(1)
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < ties:
        source, target = dice.randrange(people), int(people * dice.random() ** 2)
        if source != target:
            pairs.add((source, target))
    joined = [
        pm.Tie(f"p{source}", f"p{target}", "listens_to")
        for source, target in sorted(pairs)
    ]
    return pm.BuyingCenter(
        "large", [pm.Stakeholder(f"p{number}") for number in range(people)], joined
    )


def seconds(job: Callable[[], object], rounds: int = 3) -> float:
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        job()
        found.append(time.perf_counter() - start)
    return min(found)


def speed() -> Table:
    table = Table(
        "5,000 people, 50,000 ties", "seconds", title="Time, the best of three"
    )
    center = large()
    table.add_row(
        "estimate_power, 100 resamples, with reasons",
        f"{seconds(lambda: estimate_power(center)):.2f}",
    )
    graph = directed(center)
    table.add_row(
        "networkx.pagerank, one ranking", f"{seconds(lambda: nx.pagerank(graph)):.2f}"
    )
    table.add_row(
        "networkx.closeness_centrality, one ranking",
        f"{seconds(lambda: nx.closeness_centrality(graph), 1):.2f}",
    )
    return table


def covered(
    center: pm.BuyingCenter, whole: Mapping[str, Estimate], share: float, seed: int
) -> tuple[float, float]:
    """Ask only a share of those who answered: how many scores of the whole the intervals hold, and their mean width."""
    answering = sorted({tie.source for tie in center.ties})
    asked = set(
        random.Random(seed).sample(answering, max(1, round(share * len(answering))))
    )
    few = center.revised(ties=tuple(tie for tie in center.ties if tie.source in asked))
    found = estimate_power(few, asked=asked)
    held = [found[id].low <= whole[id].score <= found[id].high for id in whole]
    width = statistics.fmean(each.high - each.low for each in found.values())
    return statistics.fmean(held), width / (center.scale.high - center.scale.low)


def coverage() -> Table:
    table = Table(
        "80% intervals, share asked",
        *(f"{share:.0%}" for share in SHARES),
        title=f"Coverage of the score that asking everybody gives, width in scales, {ROUNDS} draws",
    )
    sources = {
        title: [published(*source)[0]] * ROUNDS for title, source in SETS.items()
    }
    sources["simulated, 30 people"] = [simulated(seed) for seed in range(ROUNDS)]
    for title, centers in sources.items():
        wholes = {id(center): estimate_power(center) for center in centers}
        cells = []
        for share in SHARES:
            found = [
                covered(center, wholes[id(center)], share, seed)
                for seed, center in enumerate(centers)
            ]
            held, width = (
                statistics.fmean(column) for column in zip(*found, strict=True)
            )
            cells.append(f"{held:.0%}, width {width:.2f}")
        table.add_row(title, *cells)
    return table


if __name__ == "__main__":
    console = Console(width=150)
    for part in (accuracy, speed, coverage):
        console.print(part())
