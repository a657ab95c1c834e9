"""Labels of the quadrant of scores: time, page, leaders, and names whose disc is in doubt.

Time is that of the processor, the least of three; a name is in doubt when another disc is
nearer to it than its own and no leader leads there. Then how long the slides take, laid
out and written as one SVG.
"""

from __future__ import annotations

import math
import time

import people

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
SLIDE_LIMITS = {30: 0.5, 100: 0.5, 150: 1.0, 300: 3.0}
"""Seconds for the slides of so many people."""


def lay_out(count: int, shape: str, seed: int) -> tuple[Layout, float]:
    """A crowd laid out, and the seconds that it took."""
    judgment = judge(people.center(count, shape, seed))
    language = Language("en")
    shown = shown_people(judgment.center, judgment.roles, language)
    plot = Plot(judgment, language, shown, STANDARD, START)
    seconds = math.inf
    for _ in range(3):
        start = time.process_time()
        layout = plot.choose_layout(ROOM)
        seconds = min(seconds, time.process_time() - start)
    return layout, seconds


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


def print_slides() -> None:
    """How many slides a crowd takes, and the seconds until the first is an SVG."""
    print("slides       people  seconds   pages")
    for shape in ("continuous", "whole"):
        for count, limit in SLIDE_LIMITS.items():
            center = people.center(count, shape, 0)
            start = time.process_time()
            chart = pm.quadrant(center, placement="scores", size="slide")
            chart.svg()
            seconds = time.process_time() - start
            pages = len(chart.pages)
            verdict = f"within {limit} s" if seconds <= limit else "NOT reached"
            print(f"{shape:11}  {count:6}  {seconds:7.3f}  {pages:6}  {verdict}")


def main() -> None:
    """Print the tables."""
    pm.quadrant(people.center(10, "whole"))
    print("scores       people  seconds  height  leaders  faults  in doubt")
    for shape in ("continuous", "whole"):
        for count in (14, 30, 60, 100, 150, 200, 300):
            worst = 0.0
            in_doubt = 0
            for seed in range(5):
                layout, seconds = lay_out(count, shape, seed)
                worst = max(worst, seconds)
                in_doubt += doubtful(layout)
            height = layout.rectangle[3]
            figures = f"{worst:7.3f}  {height:6.0f}  {layout.far:7}  {layout.faults:6}"
            print(f"{shape:11}  {count:6}  {figures}  {in_doubt:8}")
    print_slides()


if __name__ == "__main__":
    main()
