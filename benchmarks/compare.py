"""One table of ratios, measured in one run: ``python benchmarks/compare.py``."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import people
import rivals
from rich.console import Console
from rich.table import Table

import powermap as pm


def median_ms(job, rounds: int = 9) -> float:
    job()
    return statistics.median(_once(job) for _ in range(rounds))


def _once(job) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def cold_ms(*arguments: str, rounds: int = 7) -> float:
    return statistics.median(
        _once(
            lambda: subprocess.run(
                [sys.executable, *arguments], check=True, capture_output=True
            )
        )
        for _ in range(rounds)
    )


def times(table: Table) -> None:
    thirty = people.center(30, "continuous")
    words = people.center(30, "words")
    ours, theirs = (
        median_ms(lambda: pm.quadrant(thirty).svg()),
        median_ms(lambda: rivals.with_textalloc(thirty, svg=True), 3),
    )
    row(
        table,
        "quadrant → SVG, 30 people, warm / matplotlib + textalloc",
        ours,
        theirs,
        0.1,
    )
    for name, center in (("scores", thirty), ("cells", words)):
        chart = pm.quadrant(center)
        ours, theirs = (
            median_ms(lambda c=center: pm.quadrant(c).png()),
            median_ms(lambda s=chart.scene: rivals.bare_png(s)),
        )
        row(table, f"quadrant ({name}) → PNG / as many bare artists", ours, theirs, 1.5)
    row(
        table,
        "import powermap / import pydantic",
        cold_ms("-c", "import powermap"),
        cold_ms("-c", "import pydantic"),
        None,
    )
    with tempfile.TemporaryDirectory() as folder:
        plan = pm.write(thirty, Path(folder) / "plan.yaml")
        draw = cold_ms(
            "-m", "powermap", "draw", str(plan), "-o", str(Path(folder) / "plan.svg")
        )
        row(
            table,
            "powermap draw, cold, SVG / python -c pass",
            draw,
            cold_ms("-c", "pass"),
            None,
        )


def row(
    table: Table, what: str, ours: float, theirs: float, bound: float | None
) -> None:
    ratio = ours / theirs
    verdict = "" if bound is None else "reached" if ratio <= bound else "NOT reached"
    table.add_row(
        what,
        f"{ours:.1f} ms",
        f"{theirs:.1f} ms",
        f"{ratio:.2f}",
        "" if bound is None else f"≤ {bound}",
        verdict,
    )


def overlaps(table: Table) -> None:
    for shape in people.SHAPES:
        for count in (20, 40, 80, 150):
            center = people.center(count, shape)
            scene = pm.quadrant(center).scene
            others = [
                str(rivals.overlaps(*rival(center)))
                for rival in (rivals.with_textalloc, rivals.with_adjusttext)
            ]
            table.add_row(
                shape,
                str(count),
                str(len(pm.charts.faults(scene))),
                *others,
                f"{scene.width:g} × {scene.height:.0f}",
            )


def main() -> None:
    console = Console(width=130)
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
    left = Table(
        "shape",
        "people",
        "powermap",
        "textalloc",
        "adjustText",
        "our page",
        title="Overlaps left",
    )
    overlaps(left)
    console.print(left)


if __name__ == "__main__":
    main()
