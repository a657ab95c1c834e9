"""Milliseconds of judging the demo plan: ``python benchmarks/judge.py [SOURCE …]``.

Each SOURCE is the ``src`` of a checkout to compare with. All of them are measured in
turns, since a machine may be twice as busy a minute later.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

OWN = Path(__file__).resolve().parent.parent / "src"
ROUNDS = 5
"""Processes per source; the median of all their times counts."""
REPEATS = 5
"""Times that each job runs in one process, after one to warm up."""


def jobs():
    import powermap as pm

    plan = pm.northwind_plan()
    first, second = [person.id for person in plan.center][:2]
    center = plan.center.replace(first, stance="champion", note="Met twice")
    later = plan.revised(center=center.replace(second, contact="deep"))
    return {
        "recommend": lambda: pm.recommend(plan),
        "check": lambda: pm.check(plan),
        "diff": lambda: pm.diff(plan, later),
        "difference → SVG": lambda: pm.charts.difference(plan, later).svg(),
        "report": lambda: pm.report(plan),
        "report → HTML": lambda: pm.report(plan).html(),
    }


def measure():
    """The times of each job in this process, in milliseconds."""
    times = {}
    for name, job in jobs().items():
        job()
        times[name] = [timed(job) for _ in range(REPEATS)]
    return times


def timed(job):
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def measure_elsewhere(source):
    """The same in a process of its own that imports powermap from a source."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, __file__, "--once"]
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def compare(sources):
    times = {source: {} for source in sources}
    for _ in range(ROUNDS):
        for source in sources:
            for name, several in measure_elsewhere(source).items():
                times[source].setdefault(name, []).extend(several)
    for name in times[sources[0]]:
        medians = [statistics.median(times[source][name]) for source in sources]
        cells = [f"{median:9.1f} ms" for median in medians]
        ratios = [f"{median / medians[0]:6.2f} ×" for median in medians[1:]]
        print(f"{name:18}", *cells, *ratios)


if __name__ == "__main__":
    if sys.argv[1:] == ["--once"]:
        json.dump(measure(), sys.stdout)
    else:
        compare([OWN, *map(Path, sys.argv[1:])])
