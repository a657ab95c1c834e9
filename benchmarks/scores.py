"""Labels of the quadrant of scores: time, page, leaders, and names whose disc is in doubt.

Time is that of the processor, the median of five crowds with names that were not drawn
before; a name is in doubt when another disc is nearer to it than its own and no leader
leads there. Then how long the slides take, laid out and written as one SVG. It ends with
an error when a bound is not reached.
"""

from __future__ import annotations

import statistics
import sys
import time

import people
from rounds import Verdicts

import powermap as pm
from powermap.judgment.judge import judge
from powermap.language import Language
from powermap.scene.layout.label_plan import distance_to
from powermap.views.page import STANDARD
from powermap.views.people import shown_people
from powermap.views.score_layout import Layout, Plot

START = 98.0
"""Where the plot begins under a heading of two lines."""
ROOM = 540.0
"""What is left for it on the standard page."""
CROWDS = 5
LIMITS = {30: 0.005, 100: 0.1, 300: 0.5}
"""Seconds for the labels of so many people."""
SLIDE_LIMITS = {30: 0.5, 100: 0.5, 150: 1.0, 300: 3.0}
"""Seconds for the slides of so many people."""


def lay_out(count: int, shape: str, seed: int) -> tuple[Layout, float]:
    """A crowd laid out, and the seconds that it took."""
    judgment = judge(people.center(count, shape, seed, new_names=True))
    language = Language("en")
    shown = shown_people(judgment.center, judgment.roles, language)
    plot = Plot(judgment, language, shown, STANDARD, START)
    start = time.process_time()
    layout = plot.choose_layout(ROOM)
    return layout, time.process_time() - start


def doubtful(layout: Layout) -> int:
    """How many names stand nearer to another disc than to their own, without a leader."""
    discs = [(*placed.center, 0.0) for placed in layout.people]
    count = 0
    for number, placed in enumerate(layout.people):
        if placed.spot.leader:
            continue
        width, height = placed.label.size
        left, top = placed.spot.x, placed.spot.y
        box = (left, top, left + width, top + height)
        nearest = min(range(len(discs)), key=lambda n: distance_to(box, discs[n]))
        count += nearest != number
    return count


def print_slides(verdicts: Verdicts) -> None:
    """How many slides a crowd takes, and the seconds until the first is an SVG."""
    print("slides       people  seconds   pages")
    for shape in ("continuous", "whole"):
        for count, limit in SLIDE_LIMITS.items():
            center = people.center(count, shape, 0, new_names=True)
            start = time.process_time()
            chart = pm.quadrant(center, placement="scores", size="slide")
            chart.svg()
            seconds = time.process_time() - start
            pages = len(chart.pages)
            verdict = verdicts.judge("", seconds, limit, " s").partition(" (")[2]
            print(f"{shape:11}  {count:6}  {seconds:7.3f}  {pages:6}  ({verdict}")


def main() -> int:
    """Print the tables; 1 when a bound is not reached."""
    verdicts = Verdicts()
    pm.quadrant(people.center(10, "whole"))
    print("scores       people  seconds  height  leaders  faults  in doubt")
    for shape in ("continuous", "whole"):
        for count in (14, 30, 60, 100, 150, 200, 300):
            times = []
            in_doubt = 0
            for seed in range(CROWDS):
                layout, seconds = lay_out(count, shape, seed)
                times.append(seconds)
                in_doubt += doubtful(layout)
            height = layout.rectangle[3]
            median = statistics.median(times)
            figures = f"{median:7.3f}  {height:6.0f}  {layout.far:7}  {layout.faults:6}"
            verdict = ""
            if count in LIMITS:
                limit = LIMITS[count]
                verdict = verdicts.judge("", median, limit, " s").partition(" (")[2]
                verdict = f"  ({verdict}"
            print(f"{shape:11}  {count:6}  {figures}  {in_doubt:8}{verdict}")
    print_slides(verdicts)
    return verdicts.close()


if __name__ == "__main__":
    sys.exit(main())
