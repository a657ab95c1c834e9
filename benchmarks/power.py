"""How well power is estimated, how fast, and what the intervals cover: ``python benchmarks/power.py``."""

# ruff: noqa: SLF001 - the former interval needs the inside of the present one
from __future__ import annotations

import csv
import random
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np
from rich.console import Console
from rich.table import Table

import powermap as pm
from powermap.network import resampling
from powermap.network.listening import listening_of, listening_weights
from powermap.network.power import Estimate, estimate_power
from powermap.network.structure_order import by_structure

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


def organization(seed: int) -> pm.BuyingCenter:
    """Levels and departments: people name those above, near, and who name them."""
    dice = random.Random(seed)
    people = dice.randint(14, 60)
    departments = dice.randint(2, 5)
    levels = [0, *[1] * departments]
    levels += dice.choices((2, 3), (1, 2), k=people - len(levels))
    homes = [dice.randrange(departments), *range(departments)]
    homes += [dice.randrange(departments) for _ in range(people - len(homes))]
    appeal = [dice.lognormvariate(1.6 - level / 2, 0.6) for level in levels]
    named: set[tuple[int, int]] = set()
    for source in range(people):
        count = max(1, min(people - 1, round(dice.lognormvariate(0, 0.5) * 4)))
        keys = {}
        for target in range(people):
            near = 3 if homes[target] == homes[source] else 1
            back = 3 if (target, source) in named else 1
            if target != source:
                keys[target] = dice.random() ** (1 / (appeal[target] * near * back))
        for target in sorted(keys, key=keys.get)[-count:]:
            named.add((source, target))
    ties = [pm.Tie(f"p{a}", f"p{b}", "listens_to") for a, b in sorted(named)]
    return pm.BuyingCenter(
        f"organization {seed}", [pm.Stakeholder(f"p{n}") for n in range(people)], ties
    )


def former_interval(
    center: pm.BuyingCenter, asked: set[str]
) -> dict[str, tuple[float, float]]:
    """The interval up to 0.1: percentiles of the bootstrap that is pulled to the usual."""
    known = listening_of(center, weights=listening_weights(reports=False), asked=asked)
    listening, evidence = by_structure(known)
    count = int(listening.asked.sum())
    plain, pulled, _ = resampling._resample(listening, count)
    against = resampling.SHRINKAGE_ANSWERS / listening.firmness
    score = 0.5 + (plain - 0.5) * count / (count + against)
    steps = np.rint(score * resampling.SCORE_STEPS).astype(np.uint64)
    low, high = resampling._shared_ends(
        np.quantile(pulled, (0.1, 0.9), axis=0), np.stack([evidence, steps])
    )
    ends = zip(np.minimum(low, score) * 10, np.maximum(high, score) * 10, strict=True)
    return dict(zip(listening.ids, ends, strict=True))


def by_thirds(
    centers: Iterable[tuple[pm.BuyingCenter, Mapping[str, Estimate]]],
) -> tuple[list[float], list[float]]:
    """Coverage in the top, middle and bottom third, 3 to 24 asked: ours, formerly."""
    ours: list[list[bool]] = [[], [], []]
    former: list[list[bool]] = [[], [], []]
    for seed, (center, whole) in enumerate(centers):
        dice = random.Random(seed)
        answering = sorted({tie.source for tie in center.ties})
        asked = set(dice.sample(answering, min(dice.randint(3, 24), len(answering))))
        ties = tuple(tie for tie in center.ties if tie.source in asked)
        few = center.revised(ties=ties)
        found = estimate_power(few, asked=asked)
        pulled = former_interval(few, asked)
        in_order = sorted(whole, key=lambda person: -whole[person].score)
        for place, id in enumerate(in_order):
            third = place * 3 // len(in_order)
            score = whole[id].score
            ours[third].append(found[id].low <= score <= found[id].high)
            former[third].append(pulled[id][0] <= score <= pulled[id][1])
    return [*map(statistics.fmean, ours)], [*map(statistics.fmean, former)]


def thirds() -> Table:
    table = Table(
        "80% intervals, 3 to 24 asked",
        "top third",
        "middle",
        "bottom third",
        title="Coverage by thirds of the score, in brackets formerly",
    )
    for title, centers in third_sources(ROUNDS):
        ours, former = by_thirds(centers)
        cells = [f"{a:.0%} ({b:.0%})" for a, b in zip(ours, former, strict=True)]
        table.add_row(title, *cells)
    return table


def third_sources(rounds: int) -> Iterator[tuple[str, list]]:
    """Published sets and simulated organizations, with everybody's whole score."""
    for title, source in SETS.items():
        center = published(*source)[0]
        yield title, [(center, estimate_power(center))] * rounds
    simulated_ones = [organization(seed) for seed in range(3 * rounds)]
    yield (
        "organizations of 14 to 60",
        [(center, estimate_power(center)) for center in simulated_ones],
    )


TRUST = {
    **SETS,
    "Krackhardt, friendship → level": (
        "krackhardt_hightech",
        "friendship",
        SETS["Krackhardt, advice → level"][2],
    ),
    "Lazega, friendship → partner": (
        "lazega_lawfirm",
        "friendship",
        SETS["Lazega, advice → partner"][2],
    ),
    "Lazega, work together → partner": (
        "lazega_lawfirm",
        "cowork",
        SETS["Lazega, advice → partner"][2],
    ),
}


def trust() -> Table:
    table = Table(
        "",
        "all pairs",
        "intervals do not touch",
        "share of pairs",
        title="Pairs in the right order",
    )
    for title, source in TRUST.items():
        center, truth = published(*source)
        found = estimate_power(center)
        marks = []
        pairs = 0
        for one, other in combinations(truth, 2):
            if truth[one] == truth[other]:
                continue
            pairs += 1
            upper, lower = (one, other) if truth[one] > truth[other] else (other, one)
            if found[upper].low > found[lower].high:
                marks.append(1.0)
            elif found[upper].high < found[lower].low:
                marks.append(0.0)
        table.add_row(
            title,
            f"{in_order(by_rank(center), truth):.2f}",
            f"{statistics.fmean(marks):.2f}" if marks else "none",
            f"{len(marks) / pairs:.0%}",
        )
    return table


if __name__ == "__main__":
    console = Console(width=150)
    for part in (accuracy, trust, speed, coverage, thirds):
        console.print(part())
