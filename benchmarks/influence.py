"""The influence graph beside plain Graphviz and networkx with matplotlib: ``python benchmarks/influence.py``.

Times are seconds of the process, so that other programs on the machine do not count.
"""

from __future__ import annotations

import io
import json
import math
import multiprocessing
import statistics
import time
from collections.abc import Callable, Sequence

import networkx as nx
import people
import pygraphviz
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from rich.console import Console
from rich.table import Table

import powermap as pm
from powermap.scene.crossings import DrawnLine, boxes_crossed, count_crossings
from powermap.scene.curves import flatten_curve
from powermap.views.influence.drawing import places_of_people

SEEDS = range(12)
SIZES = ((14, 23), (30, 60), (60, 120))
SLIDE_SIZES = (
    (14, 23),
    (20, 40),
    (30, 60),
    (45, 90),
    (60, 120),
    (100, 200),
    (150, 300),
)
"""People and ties of networks that are drawn on a slide."""
EVERYTHING = {"ties": "all", "everybody": True}
"""Options for comparing with programs that draw all of a network."""
PATIENCE = 10.0
"""Seconds after which plain dot is stopped."""


def plain_dot(center: pm.BuyingCenter, *, sizes: bool = False) -> str:
    """The graph as somebody would write it for dot: bosses above, every tie an edge, names and titles as labels."""
    card = (
        'fixedsize=true width=2.7778 height=0.6944 label=""'
        if sizes
        else 'fontsize=11 fontname="Source Sans Pro"'
    )
    lines = [f"digraph {{ node [shape=box {card}] edge [arrowsize=0.7]"]
    for person in center:
        label = "" if sizes else f' [label="{person.name}\\n{person.title or ""}"]'
        lines.append(f'"{person.id}"{label}')
    for tie in center.ties:
        ends = (
            (tie.target, tie.source)
            if tie.kind is pm.TieKind.REPORTS_TO
            else (tie.source, tie.target)
        )
        lines.append(
            f'"{ends[0]}" -> "{ends[1]}" [color="{"gray" if tie.kind is pm.TieKind.REPORTS_TO else "blue"}"]'
        )
    return "\n".join([*lines, "}"])


def dot_svg(source: str) -> bytes:
    return pygraphviz.AGraph(source).draw(format="svg", prog="dot")


def with_networkx(center: pm.BuyingCenter) -> bytes:
    """The same people and ties by networkx and matplotlib."""
    graph = pm.network.to_networkx(center)
    figure = Figure(figsize=(16, 9))
    FigureCanvasSVG(figure)
    ax = figure.add_subplot()
    labels = {person.id: person.name for person in center}
    nx.draw_networkx(
        graph,
        nx.spring_layout(graph, seed=1),
        ax=ax,
        labels=labels,
        node_size=400,
        font_size=7,
    )
    target = io.BytesIO()
    figure.savefig(target, format="svg")
    return target.getvalue()


def seconds(job: Callable[[], object], rounds: int = 1) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return statistics.median(times)


def stopped_after(source: str) -> float | None:
    """Seconds that dot takes in a process of its own, None when it has not ended in time."""
    process = multiprocessing.get_context("spawn").Process(
        target=dot_svg, args=(source,)
    )
    start = time.perf_counter()
    process.start()
    process.join(PATIENCE)
    ended = not process.is_alive()
    process.kill()
    process.join()
    return time.perf_counter() - start if ended else None


def drawn_by_dot(center: pm.BuyingCenter) -> tuple[int, int, float, float]:
    """Crossings and runs through cards of plain dot, cards as large as ours; and its page."""
    graph = pygraphviz.AGraph(
        plain_dot(center, sizes=True).replace("arrowsize=0.7", "arrowhead=none")
    )
    made = json.loads(graph.draw(format="json0", prog="dot"))
    boxes = []
    for node in made["objects"]:
        x, y = map(float, node["pos"].split(","))
        boxes.append((x - 100, y - 25, x + 100, y + 25))
    lines = []
    for number, edge in enumerate(made["edges"]):
        curve = [tuple(map(float, point.split(","))) for point in edge["pos"].split()]
        lines.append(
            (DrawnLine(flatten_curve(curve), number), (edge["tail"], edge["head"]))
        )
    _, _, width, height = map(float, made["bb"].split(","))
    return *counted(lines, boxes), width, height


def name_on_slide(width: float, height: float) -> float:
    """Points of a name of 13 on a slide of 13.33 × 7.5 inches."""
    return 13 * min(960 / width, 540 / height)


def drawn_by_networkx(center: pm.BuyingCenter) -> tuple[int, int]:
    """Crossings and runs through cards of networkx's straight lines, on a page of the size of ours."""
    scene = pm.influence(center, **EVERYTHING).scene
    graph = pm.network.to_networkx(center)
    places = {
        id: (
            (x + 1) / 2 * (scene.width - 200) + 100,
            (y + 1) / 2 * (scene.height - 50) + 25,
        )
        for id, (x, y) in nx.spring_layout(graph, seed=1).items()
    }
    number = {id: at for at, id in enumerate(places)}
    boxes = [(x - 100, y - 25, x + 100, y + 25) for x, y in places.values()]
    ends = sorted({tuple(sorted((tie.source, tie.target))) for tie in center.ties})
    lines = [
        (DrawnLine((places[a], places[b]), (a, b)), (number[a], number[b]))
        for a, b in ends
    ]
    return counted(lines, boxes)


def counted(
    lines: Sequence[tuple[DrawnLine, tuple[int, int]]], boxes: Sequence
) -> tuple[int, int]:
    run_through = sum(
        len(boxes_crossed(line.corners(), boxes, ends=ends)) for line, ends in lines
    )
    return count_crossings([line for line, _ in lines]), run_through


def times(table: Table) -> None:
    centers = [people.organization(30, 60, seed) for seed in SEEDS]
    sources = [plain_dot(center) for center in centers]
    for center, source in zip(centers, sources, strict=True):  # warm
        pm.influence(center).svg()
        dot_svg(source)
    ours = statistics.median(
        seconds(lambda c=c: pm.influence(c).svg(), 9) for c in centers
    )
    theirs = statistics.median(seconds(lambda s=s: dot_svg(s), 9) for s in sources)
    row(
        table,
        "influence → SVG, 30 people, 60 ties / raw dot",
        ours,
        theirs,
        ours <= 0.1,
        "≤ 100 ms",
    )
    drawn = statistics.median(
        seconds(lambda c=c: with_networkx(c)) for c in centers[:3]
    )
    row(
        table,
        "the same / networkx + matplotlib",
        ours,
        drawn,
        drawn / ours >= 5,
        "≤ 1/5",
    )
    for count, ties, most in ((60, 120, 0.4), (150, 300, 3.0)):
        center = people.organization(count, ties)
        ours = seconds(lambda c=center: pm.influence(c, **EVERYTHING).svg(), 3)
        theirs = seconds(lambda c=center: dot_svg(plain_dot(c)))
        row(
            table,
            f"influence → SVG, {count} people, {ties} ties, everybody / raw dot",
            ours,
            theirs,
            ours <= most,
            f"≤ {most:g} s",
        )
    many = people.organization(500, 1500)
    ours = seconds(lambda: pm.influence(many).svg(), 3)
    plain = stopped_after(plain_dot(many))
    row(
        table,
        "influence → SVG, 500 people, 1,500 ties, folded / plain dot",
        ours,
        plain,
        ours <= 1 and plain is None,
        "≤ 1 s, dot not",
    )
    drawn = seconds(lambda: with_networkx(many))
    row(
        table,
        "the same / networkx + matplotlib",
        ours,
        drawn,
        drawn / ours >= 5,
        "≤ 1/5",
    )


def row(
    table: Table,
    what: str,
    ours: float,
    theirs: float | None,
    reached: bool,
    asked: str,
) -> None:
    other = (
        f"{theirs * 1000:,.1f} ms"
        if theirs is not None
        else f"not ended in {PATIENCE:g} s"
    )
    ratio = f"{ours / theirs:.2f}" if theirs is not None else ""
    table.add_row(
        what,
        f"{ours * 1000:,.1f} ms",
        other,
        ratio,
        asked,
        "reached" if reached else "NOT reached",
    )


def crossed(table: Table) -> None:
    for count, ties in SIZES:
        found = {"powermap": [], "dot": [], "networkx": []}
        over_tree = []
        for seed in SEEDS:
            center = people.organization(count, ties, seed)
            scene = pm.influence(center, **EVERYTHING).scene
            metrics = scene.metrics
            ours = (metrics["crossings"], metrics["through"])
            found["powermap"].append((*ours, scene.width, scene.height))
            over_tree.append(
                count_crossings(
                    [line for line, _ in metrics.lines if line.family[0] == "tie"]
                )
            )
            found["dot"].append(drawn_by_dot(center))
            found["networkx"].append(drawn_by_networkx(center))
        means = {
            name: [statistics.mean(each) for each in zip(*pairs, strict=True)]
            for name, pairs in found.items()
        }
        ours, dot, net = means["powermap"], means["dot"], means["networkx"]
        wins = sum(
            our[0] <= their[0]
            for our, their in zip(found["powermap"], found["dot"], strict=True)
        )
        pages = []
        for name in ("powermap", "dot"):
            names = [name_on_slide(*each[2:]) for each in found[name]]
            mean_width, mean_height = means[name][2:]
            pages.append(
                f"{mean_width:,.0f} × {mean_height:,.0f}, {statistics.mean(names):.1f} pt"
            )
        fewer = "reached" if ours[0] <= dot[0] else "NOT reached"
        clear = "reached" if ours[1] <= dot[1] else "NOT reached"
        table.add_row(
            f"{count} people, {ties} ties",
            f"{ours[0]:.1f}",
            f"{statistics.mean(over_tree):.1f}",
            f"{dot[0]:.1f}",
            f"{net[0]:.1f}",
            f"{wins} of {len(SEEDS)}",
            fewer,
            f"{ours[1]:.1f}",
            f"{dot[1]:.1f}",
            f"{net[1]:.1f}",
            clear,
            *pages,
        )


def on_slides(table: Table) -> None:
    for count, ties in SLIDE_SIZES:
        wanted = 11.0 if count <= 20 else 9.5
        names = []
        smallest = []
        cards = []
        spent = []
        for seed in SEEDS:
            center = people.organization(count, ties, seed)
            start = time.process_time()
            metrics = pm.influence(center, size="slide").scene.metrics
            spent.append(time.process_time() - start)
            names.append(metrics["name_points"])
            smallest.append(metrics["smallest_points"])
            cards.append(metrics["people"])
        is_reached = min(names) >= wanted and min(smallest) >= 9
        table.add_row(
            f"{count} people, {ties} ties",
            f"{min(names):.1f}",
            f"{statistics.mean(names):.1f}",
            f"≥ {wanted:g} pt",
            f"{min(smallest):.1f}",
            "≥ 9 pt",
            "reached" if is_reached else "NOT reached",
            f"{min(cards)} to {max(cards)}",
            f"{statistics.median(spent) * 1000:,.0f} ms",
        )


def middle_shift(before: pm.charts.Chart, after: pm.charts.Chart) -> float:
    """Points by which the middle one of the people moves who are on both pictures."""
    first = places_of_people(before.scene)
    second = places_of_people(after.scene)
    return statistics.median(
        math.dist(first[id], second[id]) for id in first if id in second
    )


def after_a_change(table: Table) -> None:
    """How far people move when somebody joins, with and without the earlier picture."""
    for count, ties in SIZES:
        kept = []
        fresh = []
        more = []
        for seed in SEEDS:
            center = people.organization(count, ties, seed)
            before = pm.influence(center)
            boss = list(center)[seed % count].id
            new = pm.Stakeholder("Somebody New", power=4)
            line = pm.Tie(new.id, boss, kind="reports_to")
            changed = center.add(new, ties=[line])
            after = pm.influence(changed, previous=before)
            without = pm.influence(changed)
            kept.append(middle_shift(before, after))
            fresh.append(middle_shift(before, without))
            crossings = after.scene.metrics["crossings"]
            more.append(crossings - without.scene.metrics["crossings"])
        table.add_row(
            f"{count} people, {ties} ties",
            f"{statistics.median(kept):.0f}",
            f"{statistics.median(fresh):.0f}",
            f"{statistics.mean(more):+.1f}",
        )


def main() -> None:
    console = Console(width=200)
    clocks = Table(
        "time",
        "powermap",
        "compared with",
        "ratio",
        "asked",
        "",
        title="Times, medians in one run",
    )
    times(clocks)
    console.print(clocks)
    lines = Table(
        "mean of 12",
        "crossings: powermap",
        "of them curve with curve",
        "dot",
        "networkx",
        "seeds ≤ dot",
        "≤ dot?",
        "through cards: powermap",
        "dot",
        "networkx",
        "≤ dot?",
        "page and name on a slide: powermap",
        "dot",
        title="Crossings, and ties that run through cards",
    )
    crossed(lines)
    console.print(lines)
    slides = Table(
        "12 networks each",
        "smallest name",
        "mean",
        "asked",
        "smallest text",
        "asked",
        "",
        "cards",
        "time",
        title="On a slide of 13.33 × 7.5 inches",
    )
    on_slides(slides)
    console.print(slides)
    shifts = Table(
        "median of 12, points",
        "from the earlier picture",
        "anew",
        "crossings more",
        title="How far people move when somebody joins",
    )
    after_a_change(shifts)
    console.print(shifts)


if __name__ == "__main__":
    main()
