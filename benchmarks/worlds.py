"""How sure `robust` is, how right, and how fast, beside its targets: ``python benchmarks/worlds.py``."""

from __future__ import annotations

import csv
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

import powermap as pm
from powermap.judgment.worlds.robust import conclusions_of
from powermap.judgment.worlds.unknowns import unknowns_of
from powermap.model import Stance

# As modules: the package has functions of the same names.
visits = import_module("powermap.network.visits")
win_first = import_module("powermap.network.win_first")
NETWORKS = Path(__file__).parent / "networks"
FACTORS = (0.5, 1.0, 2.0)
"""What each entry of a table is multiplied by, at random."""
TABLES = 300
PEOPLE = 14
"""So many people of a public network make a buying center of usual size."""
CENTERS = 100
"""Buying centers per public set."""
HIDDEN = 0.5
"""Share of the stances that is hidden."""
TRAITS = {
    "Krackhardt, department": ("krackhardt_hightech", "advice", "department"),
    "Krackhardt, level": ("krackhardt_hightech", "advice", "level"),
    "Lazega, practice": ("lazega_lawfirm", "advice", "practice"),
    "Lazega, office": ("lazega_lawfirm", "advice", "office"),
    "Lazega, law school": ("lazega_lawfirm", "advice", "law_school"),
    "French elite, religion": ("french_financial_elite", "influence", "religion"),
    "French elite, clubs": ("french_financial_elite", "influence", "clubs"),
}
"""Public sets name no stances: traits of up to five kinds stand in for them."""


# --- Speed ------------------------------------------------------------------


def speed() -> Iterator[tuple[str, str, str, bool]]:
    """Milliseconds on the demo plan: 14 people, 500 worlds."""
    plan = pm.northwind_plan()
    for name, job, target in (
        ("robust, 500 worlds", lambda: pm.robust(pm.judge(plan)), 2000),
        ("ask, with the worlds", lambda: pm.ask(pm.judge(plan)), 2000),
        ("must_hold, win", lambda: pm.must_hold(plan, "win"), 2000),
        ("must_hold, partial", lambda: pm.must_hold(plan, "partial"), 5000),
    ):
        job()
        times = [timed(job) for _ in range(5)]
        middle = statistics.median(times) * 1000
        yield name, f"{middle:.0f} ms", f"≤ {target} ms", middle <= target


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


# --- Tables halved and doubled ----------------------------------------------


def stability() -> Iterator[tuple[str, str, str, bool]]:
    """In which share of tables drawn at random the demo's answers stay."""
    for name, ask in (("win_first", first_to_win), ("who_next", next_to_see)):
        for how, draw in (("whole tables", whole), ("each entry", entrywise)):
            top, three = orders_kept(ask, draw)
            label = f"{name}, {how}: top person stays"
            yield label, f"{top:.0%}", "≥ 95%", top >= 0.95
            label = f"{name}, {how}: top three stay"
            yield label, f"{three:.0%}", "≥ 85%", three >= 0.85
    yield strategy_stays()


def orders_kept(ask: Callable, draw: Callable) -> tuple[float, float]:
    """How often the first person stays, and the first three in any order."""
    usual = ask(pm.judge(pm.northwind_plan()))
    tops = []
    threes = []
    dice = random.Random(0)
    for _ in range(TABLES):
        with other_tables(draw, dice) as playbook:
            order = ask(pm.judge(pm.northwind_plan(), playbook=playbook))
        tops.append(order[0] == usual[0])
        threes.append(set(order[:3]) == set(usual[:3]))
    return statistics.fmean(tops), statistics.fmean(threes)


def first_to_win(judgment: pm.Judgment) -> list[str]:
    return [win.person for win in judgment.network.win_first]


def next_to_see(judgment: pm.Judgment) -> list[str]:
    return [visit.person for visit in judgment.network.visits]


def strategy_stays() -> tuple[str, str, str, bool]:
    plan = pm.northwind_plan()
    usual = pm.recommend(plan).strategy
    dice = random.Random(0)
    stays = []
    for _ in range(TABLES):
        rules = [
            replace(rule, points=rule.points * dice.choice(FACTORS))
            for rule in pm.Playbook().strategy_rules
        ]
        playbook = pm.Playbook(strategy_rules=rules)
        stays.append(pm.recommend(plan, playbook=playbook).strategy is usual)
    share = statistics.fmean(stays)
    return "strategy stays", f"{share:.0%}", "≥ 95%", share >= 0.95


@contextmanager
def other_tables(draw: Callable, dice: random.Random) -> Iterator[pm.Playbook]:
    """The tables of win_first, who_next and the ties, times factors."""
    changed = {
        (module, name): draw(getattr(module, name), dice)
        for module, names in (
            (win_first, ("CONTACT_MISSING", "OUTER_EFFORT")),
            (
                visits,
                (
                    "STANCE_NEED",
                    "CONTACT_NEED",
                    "INVOLVEMENT_NEED",
                    "OWN_ACCESS",
                    "VETO_WORTH",
                    "UNKNOWN_POWER_WORTH",
                ),
            ),
        )
        for name in names
    }
    before = {key: getattr(*key) for key in changed}
    weights = {}
    kinds = pm.Playbook().tie_weights
    factors = draw(dict.fromkeys(kinds, 1.0), dice)
    for kind, pair in kinds.items():
        weights[kind] = tuple(min(0.95, share * factors[kind]) for share in pair)
    try:
        for (module, name), value in changed.items():
            setattr(module, name, value)
        yield pm.Playbook(tie_weights=weights)
    finally:
        for (module, name), value in before.items():
            setattr(module, name, value)


def whole(table: Mapping | float, dice: random.Random) -> Mapping | float:
    """A table times one factor."""
    factor = dice.choice(FACTORS)
    if isinstance(table, Mapping):
        return {key: value * factor for key, value in table.items()}
    return table * factor


def entrywise(table: Mapping | float, dice: random.Random) -> Mapping | float:
    """A table each of whose entries has a factor of its own."""
    if isinstance(table, Mapping):
        return {key: value * dice.choice(FACTORS) for key, value in table.items()}
    return table * dice.choice(FACTORS)


# --- Hidden stances of public networks --------------------------------------


def calibration() -> Iterator[tuple[str, str, str, bool]]:
    """Brier scores of hidden stances, and of who is first to win."""
    scores = {"stance": [], "base": [], "first": [], "even": []}
    shares = []
    for name, (folder, relation, trait) in TRAITS.items():
        of_set = {key: [] for key in scores}
        for center in public_centers(folder, relation, trait):
            hide_and_draw(center, of_set, shares)
        ours = statistics.fmean(of_set["stance"])
        base = statistics.fmean(of_set["base"])
        target = f"≤ {base:.3f} base rate"
        yield f"hidden, {name}", f"{ours:.3f}", target, ours <= base
        for key, values in of_set.items():
            scores[key] += values
    ours = statistics.fmean(scores["stance"])
    base = statistics.fmean(scores["base"])
    yield "hidden, all sets", f"{ours:.3f}", f"≤ {base:.3f} base rate", ours <= base
    first = statistics.fmean(scores["first"])
    even = statistics.fmean(scores["even"])
    yield "first to win, all sets", f"{first:.3f}", f"≤ {even:.3f} even", first <= even
    for low, high in ((0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        said = [(share, held) for share, held in shares if low <= share < high]
        share = statistics.fmean(each for each, _ in said)
        held = statistics.fmean(held for _, held in said)
        label = f"said {share:.0%}: first to win ({len(said)})"
        yield label, f"{held:.0%}", "within 10%", abs(held - share) <= 0.1


def public_centers(folder: str, relation: str, trait: str) -> Iterator[pm.BuyingCenter]:
    """Fourteen people of a set at a time, with a trait as their stance."""
    with (NETWORKS / folder / "nodes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (NETWORKS / folder / "edges.csv").open(encoding="utf-8", newline="") as file:
        edges = [edge for edge in csv.DictReader(file) if edge["relation"] == relation]
    kinds = [kind for kind, _ in Counter(row[trait] for row in rows).most_common(5)]
    rows = [row for row in rows if row[trait] in kinds]
    dice = random.Random(f"{folder} {trait}")
    for _ in range(CENTERS):
        # Which trait stands for which stance is drawn too, so that no stance gains.
        stances = dict(zip(kinds, dice.sample(list(Stance), len(kinds)), strict=True))
        chosen = dice.sample(rows, PEOPLE)
        people = [
            pm.Stakeholder(
                row["id"],
                id=row["id"],
                power=dice.randint(0, 10),
                stance=stances[row[trait]],
                can_veto=False,
                contact=dice.choice(["none", "brief", "several", "deep"]),
            )
            for row in chosen
        ]
        ids = {person.id for person in people}
        ties = [
            pm.Tie(edge["source"], edge["target"], "listens_to")
            for edge in edges
            if {edge["source"], edge["target"]} <= ids
        ]
        yield pm.BuyingCenter(folder, people, ties)


def hide_and_draw(
    center: pm.BuyingCenter,
    scores: dict[str, list[float]],
    shares: list[tuple[float, bool]],
) -> None:
    dice = random.Random(str([person.id for person in center]))
    hidden = {person.id for person in center if dice.random() < HIDDEN}
    known = center
    for id in hidden:
        known = known.replace(id, stance=None)
    visible = [person.stance for person in known if person.stance is not None]
    if not hidden or not visible:
        return
    conclusions = conclusions_of(pm.judge(known))
    worlds = conclusions.worlds
    for unknown, drawn in zip(worlds.unknowns, worlds.drawn, strict=True):
        counted = Counter(unknown.values[place] for place in drawn)
        truth = center[unknown.about].stance
        drawn_shares = {key: count / worlds.count for key, count in counted.items()}
        base = {key: visible.count(key) / len(visible) for key in Stance}
        scores["stance"].append(brier(drawn_shares, truth))
        scores["base"].append(brier(base, truth))

    truth = first_to_win(pm.judge(center))[:1]
    firsts = Counter(conclusions.win[:, 0].tolist())
    even = 1 / len(center)
    for node, person in enumerate(center):
        share = firsts[node] / worlds.count
        held = [person.id] == truth
        shares.append((share, held))
        scores["first"].append((share - held) ** 2)
        scores["even"].append((even - held) ** 2)


def brier(shares: Mapping[Stance, float], truth: Stance) -> float:
    return sum((shares.get(each, 0.0) - (each is truth)) ** 2 for each in Stance)


# --- Print ------------------------------------------------------------------


def main() -> None:
    console = Console(width=100)
    for title, lines in (
        ("Speed: the demo, median of 5", speed),
        (f"Tables halved and doubled: the demo, {TABLES} draws", stability),
        (f"Hidden stances: {CENTERS} centers of {PEOPLE} people a set", calibration),
    ):
        table = Table(title=title, title_justify="left")
        for header in ("", "measured", "target", "reached"):
            table.add_column(header, justify="left" if not header else "right")
        for name, figure, target, reached in lines():
            table.add_row(name, figure, target, "yes" if reached else "not reached")
        console.print(table)
    unknown = len(unknowns_of(pm.judge(pm.northwind_plan())))
    console.print(f"The demo leaves {unknown} values open.")


if __name__ == "__main__":
    main()
