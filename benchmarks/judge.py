"""Milliseconds of judging a plan: ``python benchmarks/judge.py [SOURCE …]``.

Each SOURCE is the ``src`` of a checkout to compare with. All of them are measured in
turns, since a machine may be twice as busy a minute later, and each round has a plan
with other people. It ends with an error when this checkout is slower than another.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from rounds import Verdicts

OWN = Path(__file__).resolve().parent.parent / "src"
ROUNDS = 5
"""Processes per source; the median of all their times counts."""
REPEATS = 5
"""Plans that each job has in one process, after one to warm up."""
PEOPLE = 14
"""As many as the plan of the demo has."""
MOST = 1.15
"""Times as long as another source a job may take, beside the noise of a run."""


def jobs(turn):
    import growth_works

    import powermap as pm

    plan = growth_works.plan(PEOPLE, turn)
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


def measure(first):
    """The times of each job in this process, in milliseconds of the processor."""
    times = {}
    for turn in range(first, first + REPEATS + 1):
        for place, name in enumerate(jobs(turn)):
            # Another plan for each job: judging remembers what it judged.
            job = jobs(turn + 1_000 * place)[name]
            taken = timed(job)
            if turn > first:
                times.setdefault(name, []).append(taken)
    return times


def timed(job):
    start = time.process_time()
    job()
    return (time.process_time() - start) * 1000


def measure_elsewhere(source, first):
    """The same in a process of its own that imports powermap from a source."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    command = [sys.executable, __file__, "--once", str(first)]
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def compare(sources):
    """Print the medians; 1 when this checkout is slower than another."""
    verdicts = Verdicts()
    times = {source: {} for source in sources}
    for turn in range(ROUNDS):
        for source in sources:
            measured = measure_elsewhere(source, turn * (REPEATS + 1))
            for name, several in measured.items():
                times[source].setdefault(name, []).extend(several)
    for name in times[sources[0]]:
        medians = [statistics.median(times[source][name]) for source in sources]
        cells = [f"{median:9.1f} ms" for median in medians]
        print(f"{name:18}", *cells)
        for median in medians[1:]:
            print(verdicts.judge(f"  {name}, ratio", medians[0] / median, MOST))
    return verdicts.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        json.dump(measure(int(sys.argv[2])), sys.stdout)
    else:
        sys.exit(compare([OWN, *map(Path, sys.argv[1:])]))
