"""How benchmarks measure: new subjects in every round, rivals in turns, CPU time."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Verdicts:
    """Lines of what was asked, and those of it that were not reached."""

    missed: list[str] = field(default_factory=list)
    count: int = 0

    def judge(self, what: str, figure: float, bound: float, unit: str = "") -> str:
        """A figure beside its bound."""
        self.count += 1
        reached = figure <= bound
        words = "reached" if reached else "NOT reached"
        text = f"{what}: {figure:,.4g}{unit} (≤ {bound:g}{unit}) {words}"
        if not reached:
            self.missed.append(text)
        return text

    def close(self) -> int:
        """Say how many bounds were not reached; the exit status."""
        print(f"\n{len(self.missed)} of {self.count} bounds not reached")
        return 1 if self.missed else 0


@dataclass(frozen=True)
class Job:
    """Something to measure: a subject for each round, which is not timed, and the work."""

    prepare: Callable[[int], Any]
    run: Callable[[Any], object]


def medians(jobs: Mapping[str, Job], rounds: int) -> dict[str, float]:
    """Median milliseconds of the processor of jobs that take turns.

    The first round loads modules and tables, and counts for nothing.
    """
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            subject = job.prepare(turn)
            gc.collect()
            start = time.process_time()
            job.run(subject)
            taken = (time.process_time() - start) * 1000
            if turn:
                times[name].append(taken)
    return {name: statistics.median(several) for name, several in times.items()}


def command_medians(
    commands: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, float]:
    """The same of whole processes."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            before = os.times()
            subprocess.run(command, check=True, capture_output=True)
            after = os.times()
            user = after.children_user - before.children_user
            system = after.children_system - before.children_system
            if turn:
                times[name].append((user + system) * 1000)
    return {name: statistics.median(several) for name, several in times.items()}
