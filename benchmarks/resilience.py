"""Who cuts us off, beside networkx's dominators; and times: ``python benchmarks/resilience.py``."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator

import networkx as nx
from power import SETS, published
from rich.console import Console
from rich.table import Table

import powermap as pm

US = "us"
"""The node before everybody who speaks for us."""
MOST_DECIDERS = 12
"""So many of the people with most power decide."""
CutOffs = set[tuple[str, str]]
"""Somebody, and a decider who is not reached without them."""


def centers() -> Iterator[tuple[str, pm.BuyingCenter]]:
    """The published networks, with those of most power as deciders."""
    for title, source in SETS.items():
        center, truth = published(*source)
        in_order = sorted(truth, key=lambda person: (-truth[person], person))
        deciding = set(in_order[:MOST_DECIDERS])
        people = []
        for person in center:
            power = "decider" if person.id in deciding else "influencer"
            people.append(person.revised(power=power))
        yield title, center.revised(stakeholders=people)


def by_resilience(center: pm.BuyingCenter, steps: int | None) -> CutOffs:
    """As `resilience` has it."""
    found = set()
    for loss in pm.network.resilience(center, steps=steps):
        for decider in loss.deciders_lost:
            found.add((loss.person, decider))
    return found


def by_dominators(center: pm.BuyingCenter) -> CutOffs:
    """Whom every path from those who speak for us to a decider passes."""
    graph = nx.DiGraph()
    graph.add_node(US)
    # Who listens is influenced.
    graph.add_edges_from((tie.target, tie.source) for tie in center.ties)
    for person in center:
        if person.stance == "supporter":
            graph.add_edge(US, person.id)
    nearest = nx.immediate_dominators(graph, US)
    found = set()
    for person in center:
        if person.power != "decider" or person.id not in nearest:
            continue
        passed = nearest[person.id]
        while passed != US:
            found.add((passed, person.id))
            passed = nearest[passed]
    return found


def beside_dominators() -> Table:
    """One row per network: every person in turn is the only one who speaks for us."""
    table = Table(
        "",
        "people",
        "ties",
        "resilience",
        "dominators",
        "in one only",
        "in two steps",
        "cuts off most (two steps)",
        title="Pairs (somebody, decider not reached without them), each person in turn speaking for us",
    )
    for title, center in centers():
        ours = theirs = differing = nearby = 0
        most: Counter[str] = Counter()
        for person in center:
            subject = center.replace(person.id, stance="supporter")
            found = by_resilience(subject, None)
            expected = by_dominators(subject)
            near = by_resilience(subject, 2)
            ours += len(found)
            theirs += len(expected)
            differing += len(found ^ expected)
            nearby += len(near)
            most.update(one for one, _ in near if one != person.id)
        worst = ", ".join(f"{id} ({count})" for id, count in most.most_common(3))
        numbers = (len(center), len(center.ties), ours, theirs, differing, nearby)
        table.add_row(title, *map(str, numbers), worst)
    return table


def large(people: int, ties: int) -> pm.BuyingCenter:
    """A random buying center in which most is known."""
    dice = random.Random(1)
    stances = [None, None, "neutral", "supporter", "opponent"]
    contacts = [None, None, None, None, "none", "deep"]
    members = []
    for number in range(people):
        person = pm.Stakeholder(
            f"p{number}",
            power=dice.randint(0, 10),
            stance=dice.choice(stances),
            contact=dice.choice(contacts),
            covered_by=dice.choice(["Kim", "Lee", "Max", "Ida"]),
        )
        members.append(person)
    kinds = ["influences", "listens_to", "talks_to", "friend_of", "dotted_to"]
    joined = []
    for _ in range(ties):
        source, target = dice.sample(range(people), 2)
        joined.append(pm.Tie(f"p{source}", f"p{target}", dice.choice(kinds)))
    return pm.BuyingCenter("large", members, joined)


def speed() -> Table:
    """Seconds for single losses and for pairs."""
    table = Table("people", "ties", "resilience", "pairs=True", title="Seconds")
    for people, ties in ((14, 30), (100, 500), (1_000, 3_000), (1_000, 10_000)):
        center = large(people, ties)
        times = []
        for pairs in (False, True):
            start = time.perf_counter()
            pm.network.resilience(center, pairs=pairs)
            times.append(f"{time.perf_counter() - start:.2f}")
        table.add_row(f"{people:,}", f"{ties:,}", *times)
    return table


if __name__ == "__main__":
    console = Console()
    console.print(beside_dominators())
    console.print(speed())
