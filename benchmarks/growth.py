"""How the time of everything that people wait for grows with the map.

``python benchmarks/growth.py`` measures sizes from 10 to 10,000 people with a reporting
tree and two more ties each. It prints the median time of the processor at each size, the
exponent with which it grows from 100 people on, and each bound beside its figure. It ends
with an error when a bound is not reached. ``python benchmarks/growth.py report scores``
measures only what has one of these words in its name.

Every round draws a map with new names: a map that was drawn before is faster, and nobody
draws the same map twice.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import sys
import time
import tracemalloc
from collections.abc import Iterator, Mapping

import growth_works
from growth_works import BESIDE, MEMORY, WORKS, Memory, Work
from rounds import Verdicts

SIZES = (10, 30, 100, 150, 300, 1_000, 3_000, 10_000)
EXPONENT = 1.25
"""n log n has 1.15 from 100 to 10,000; the rest is what figures of one run differ by."""
FROM = 100
"""People from which on the exponent is taken: below, the fixed part is most of it."""
PATIENCE = 4.0
"""Seconds of one call after which no larger size is measured."""
ROUNDS = 5
"""Rounds at each size; their median counts."""
FEWEST = 3
"""Rounds at least where a bound is asked for."""
ENOUGH = 1.0
"""Seconds of all rounds of a size after which no further one is measured.

The figures of long rounds differ little, and without this the large sizes would take an
hour: the whole program takes about ten minutes of a quiet machine.
"""
ONLY_BOUNDS = frozenset({150})
"""Sizes that are measured only where a bound is asked for."""


def measure(work: Work, size: int) -> float:
    """Median milliseconds of the processor, a new map in every round."""
    times: list[float] = []
    for turn in range(ROUNDS):
        fewest = FEWEST if size in work.bounds else 1
        if turn >= fewest and sum(times) > ENOUGH * 1000:
            break
        subject = work.prepare(size, turn)
        gc.collect()
        start = time.process_time()
        work.run(subject)
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def series(work: Work, most: int) -> dict[int, float]:
    """Times by size, up to the largest that is asked for or that takes too long."""
    # Imports and tables that are made once are no part of a map.
    work.run(work.prepare(10, 99))
    times: dict[int, float] = {}
    for size in SIZES:
        if size > min(work.most, most):
            break
        if size in ONLY_BOUNDS and size not in work.bounds:
            continue
        times[size] = measure(work, size)
        if times[size] > PATIENCE * 1000:
            break
    return times


def exponent(times: Mapping[int, float]) -> float | None:
    """The slope of the logarithms of time over size, by least squares."""
    points = [(math.log(n), math.log(t)) for n, t in times.items() if n >= FROM]
    if len(points) < 2:
        return None
    x, y = (statistics.fmean(values) for values in zip(*points, strict=True))
    across = sum((a - x) * (b - y) for a, b in points)
    return across / sum((a - x) ** 2 for a, _ in points)


def judged(
    work: Work, times: Mapping[int, float], most: int, verdicts: Verdicts
) -> Iterator[str]:
    """What was asked of a work, each with its figure."""
    for size, bound in work.bounds.items():
        if size in times:
            yield verdicts.judge(
                f"{work.name}, {size:,}", times[size], bound, unit=" ms"
            )
    slope = exponent(times)
    bound = EXPONENT if work.exponent is None else work.exponent
    if slope is not None:
        yield verdicts.judge(f"{work.name}, exponent", slope, bound)
    largest = max(times)
    left = [size for size in SIZES if largest < size <= most]
    if left:
        yield verdicts.judge(f"{work.name}, sizes too slow to measure", len(left), 0)


def memory(work: Memory) -> float:
    """Peak bytes for each person."""
    # Imports and tables that are made once are no part of a map.
    work.run(work.prepare(10, 99))
    subject = work.prepare(work.size, 0)
    gc.collect()
    tracemalloc.start()
    kept = work.run(subject)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return peak / work.size


def main() -> int:
    """Print the table, the ratios and the verdicts; 1 when a bound is not reached."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("words", nargs="*", help="measure only works with these words")
    options.add_argument("--most", type=int, default=SIZES[-1], help="largest size")
    options = options.parse_args()
    words = options.words
    verdicts = Verdicts()
    lines: list[str] = []
    table: dict[str, dict[int, float]] = {}
    begun = time.process_time()
    print("process CPU time in ms; a new map in every round")
    print(f"{'':34}", *(f"{size:>9,}" for size in SIZES), "    exp.")
    for work in _chosen(WORKS, words):
        times = series(work, options.most)
        table[work.name] = times
        cells = [f"{times[n]:9,.1f}" if n in times else f"{'–':>9}" for n in SIZES]
        slope = exponent(times)
        shown = "     –" if slope is None else f"{slope:6.2f}"
        print(f"{work.name:34}", *cells, " ", shown, flush=True)
        lines += judged(work, times, min(work.most, options.most), verdicts)
    for ours, other, most in BESIDE:
        if ours in table and other in table:
            lines += _ratios(table, ours, other, most, verdicts)
    for part in _chosen(MEMORY, words):
        size = memory(part) / 1024
        what = f"memory of {part.name}, {part.size:,}, KiB a person"
        lines.append(verdicts.judge(what, size, part.bound))
    print("", *lines, sep="\n")
    _print_what_is_left(words)
    print(f"took {time.process_time() - begun:,.0f} s of the processor")
    growth_works.clean_up()
    return verdicts.close()


def _chosen(works: list, words: list[str]) -> list:
    return [
        work for work in works if not words or any(word in work.name for word in words)
    ]


def _print_what_is_left(words: list[str]) -> None:
    """Say up to how many people works are measured that are not measured up to the last."""
    for work in _chosen(WORKS, words):
        if work.most < SIZES[-1]:
            print(f"not measured: {work.name} beyond {work.most:,} people")


def _ratios(
    table: Mapping[str, Mapping[int, float]],
    ours: str,
    other: str,
    most: float,
    verdicts: Verdicts,
) -> Iterator[str]:
    for size in table[ours]:
        if size in table[other]:
            ratio = table[ours][size] / table[other][size]
            what = f"{ours} / {other}, {size:,}"
            yield verdicts.judge(what, ratio, most)


if __name__ == "__main__":
    sys.exit(main())
