"""Whether a person can read each chart: ``python benchmarks/legibility.py [CHART …]``.

Every chart, for pages of its own size, slides and A4 pages, 14 to 150 people, in both
languages, as Chromium draws it with Source Sans and the installed Chinese face. Widths of texts are
Chromium's; what overlaps is then found as tests find it, every text counted as solid.
Ends with 1 when a bound is broken. ``--sheet FILE`` writes a picture of all of them.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path

import contact_sheet
import people
from rich.console import Console
from rich.progress import track
from rich.table import Table

import powermap as pm
from powermap.scene import Disc, Group, Scene, Text, faults
from powermap.scene.extents import extent, surrounding
from powermap.scene.layout.label_plan import distance_to
from powermap.scene.marks import Box, Mark, Path as Line, Rectangle
from powermap.views.page_size import choose_size

ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run".split()
)
SLIDE = choose_size("slide")
COUNTS = (14, 30, 60, 150)
SIZES = (None, "slide", "page")
LANGUAGES = ("en", "zh")
SMALLEST = {"slide": 9.0, "page": 7.0}
"""Points of the smallest text; a page of paper is read from nearer by than a slide."""
NAMES_ON_SLIDES = {14: 11.0, 30: 9.5}
"""Points that names in the influence graph have at least."""
NAMES_ON_OWN_PAGE = {14: 9.375, 30: 6.675, 60: 4.125}
"""The same when nobody asked for a size: 12.5, 8.9 and 5.5 pixels of 1280 by 720."""
CROSSINGS = {14: 4, 30: 24, 60: 102}
"""Twice what is allowed on average of many networks, which influence.py measures."""
MOST_WIDER = 1.5
"""Points by which a text may be wider than it was measured."""
ROUNDING = 0.03
COLUMNS = (
    "text",
    "names",
    "wider",
    "overlaps",
    "over_discs",
    "outside",
    "in_doubt",
    "crossings",
    "through",
    "used",
    "shape",
)
TILES = (32, 18)
"""Columns and rows into which a page is cut to see how much of it is used."""
READ_TEXTS = """async () => {
  await document.fonts.ready;
  return [...document.querySelectorAll("svg text")].map((text) => [
    text.getComputedTextLength(), parseFloat(getComputedStyle(text).fontSize),
  ]);
}"""

SHOW = "(svg) => { document.body.innerHTML = svg; }"

Draw = Callable[..., pm.Chart]


def difference(plan: pm.AccountPlan, **options) -> pm.Chart:
    return pm.charts.difference(people.before(plan.center), plan.center, **options)


def both_camps(plan: pm.AccountPlan, **options) -> pm.Chart:
    return pm.quadrant(plan, placement="cells", rival=plan.rivals[0], **options)


OF_PEOPLE: dict[str, Draw] = {
    "cells": partial(pm.quadrant, placement="cells"),
    "scores": partial(pm.quadrant, placement="scores"),
    "both camps": both_camps,
    "influence": pm.influence,
    "matrix": pm.charts.matrix,
    "relationship": pm.charts.relationship,
    "needs": pm.charts.needs,
    "coverage": pm.charts.coverage,
    "difference": difference,
}
OF_PLANS: dict[str, Draw] = {
    "scorecard": pm.charts.scorecard,
    "funnel": pm.charts.funnel,
    "levers": pm.charts.tornado,
    "appraisal": pm.charts.appraisal,
}


@dataclass(frozen=True)
class Case:
    """One chart of one crowd for one page in one language."""

    chart: str
    size: str | None
    count: int | None
    lang: str

    def __str__(self) -> str:
        parts = (self.chart, self.size or "own size", self.count, self.lang)
        return ", ".join(str(part) for part in parts if part is not None)

    def draw(self) -> pm.Chart:
        if self.count is None:
            plan = pm.northwind_plan(self.lang)
            return OF_PLANS[self.chart](plan, lang=self.lang, size=self.size)
        plan = account(self.count, self.lang)
        return OF_PEOPLE[self.chart](plan, lang=self.lang, size=self.size)


@cache
def account(count: int, lang: str) -> pm.AccountPlan:
    return people.account(count, lang)


def cases(charts: Sequence[str]) -> Iterator[Case]:
    for chart in charts:
        counts = COUNTS if chart in OF_PEOPLE else (None,)
        if chart == "difference":
            # Nobody compares 60 people at once, and it takes minutes.
            counts = COUNTS[:2]
        for lang in LANGUAGES:
            for size in SIZES:
                for count in counts:
                    yield Case(chart, size, count, lang)


@dataclass(frozen=True)
class Measured:
    """What was measured on a page; sizes in points of a slide, or of the page asked for."""

    text: float
    names: float
    wider: float
    overlaps: int
    over_discs: int
    outside: int
    in_doubt: int
    crossings: int
    through: int
    used: float
    shape: float
    examples: tuple[str, ...] = ()


def bounds(case: Case) -> dict[str, tuple[float, float]]:
    """The least and the most of each measure that is bounded."""
    none = dict.fromkeys(
        ("overlaps", "over_discs", "outside", "in_doubt", "through"), (0, 0)
    )
    allowed: dict[str, tuple[float, float]] = {**none, "wider": (0, MOST_WIDER)}
    if case.size is not None:
        allowed["text"] = (SMALLEST[case.size] - ROUNDING, math.inf)
    if case.chart != "influence":
        return allowed
    if case.size == "slide" and case.count in NAMES_ON_SLIDES:
        allowed["names"] = (NAMES_ON_SLIDES[case.count] - ROUNDING, math.inf)
    if case.size is None:
        allowed["shape"] = (1.2, 2.2)
    if case.size is None and case.count in NAMES_ON_OWN_PAGE:
        allowed["names"] = (NAMES_ON_OWN_PAGE[case.count] - ROUNDING, math.inf)
    if case.count in CROSSINGS:
        allowed["crossings"] = (0, CROSSINGS[case.count])
    return allowed


def broken(case: Case, measured: Measured) -> list[str]:
    """The measures outside their bounds."""
    outside = []
    for name, (least, most) in bounds(case).items():
        if not least <= getattr(measured, name) <= most:
            outside.append(name)
    return outside


def measure(page, chart: pm.Chart, size: str | None) -> Measured:
    """Draw all pages of a chart in Chromium; the worst of each measure."""
    pages = [measure_page(page, scene, size) for scene in chart.pages]
    worst = {}
    for each in fields(Measured):
        values = [getattr(one, each.name) for one in pages]
        is_best_high = each.name in {"text", "names", "used"}
        worst[each.name] = min(values) if is_best_high else max(values)
    worst["examples"] = tuple(chain.from_iterable(one.examples for one in pages))
    return Measured(**worst)


def measure_page(page, scene: Scene, size: str | None) -> Measured:
    page.evaluate(SHOW, pm.Chart(scene).svg())
    texts = page.evaluate(READ_TEXTS)
    ours = [mark for mark in scene.walk() if isinstance(mark, Text)]
    drawn = as_drawn(scene, [width for width, _ in texts])
    scale = 1.0
    if size is None:
        scale = min(SLIDE.width / scene.width, SLIDE.height / scene.height)
    names = set(names_of(scene))
    sizes = []
    sizes_of_names = []
    wider = []
    for text, (width, points) in zip(ours, texts, strict=True):
        sizes.append(points * scale)
        wider.append(width - text.spacing - text.width)
        if text.content in names:
            sizes_of_names.append(points * scale)
    found = faults(drawn)
    overlaps = [fault for fault in found if fault.kind == "overlap"]
    over_discs = [fault for fault in overlaps if is_over_disc(fault)]
    unclear = doubtful(drawn)
    return Measured(
        text=min(sizes, default=math.inf),
        names=min(sizes_of_names, default=math.inf),
        wider=max(0.0, *wider),
        overlaps=len(overlaps) - len(over_discs),
        over_discs=len(over_discs),
        outside=len(found) - len(overlaps),
        in_doubt=len(unclear),
        crossings=scene.metrics.get("crossings", 0),
        through=scene.metrics.get("through", 0),
        used=share_used(drawn),
        shape=scene.width / scene.height,
        examples=(*map(str, found), *unclear),
    )


def names_of(scene: Scene) -> Iterator[str]:
    """The semibold lines with which the marks of people begin."""
    for group in people_of(scene):
        bold = (
            mark.content
            for mark in group.marks
            if isinstance(mark, Text) and mark.weight == "semibold"
        )
        yield from islice(bold, 1)


def people_of(scene: Scene) -> list[Group]:
    return [
        group for group in scene.groups().values() if "stakeholder" in group.classes
    ]


def as_drawn(scene: Scene, widths: Sequence[float]) -> Scene:
    """The scene with Chromium's widths, and with every text solid."""
    remaining = iter(widths)
    marks = tuple(_as_drawn(mark, remaining) for mark in scene.marks)
    return replace(scene, marks=marks)


def _as_drawn(mark: Mark, widths: Iterator[float]) -> Mark:
    if isinstance(mark, Group):
        inner = [_as_drawn(each, widths) for each in mark.marks]
        # A number in its ring is no text over a disc.
        rings = [each for each in inner if isinstance(each, Disc)]
        for place, each in enumerate(inner):
            if isinstance(each, Text) and any(is_inside(each, ring) for ring in rings):
                inner[place] = replace(each, solid=False)
        return replace(mark, marks=tuple(inner))
    if isinstance(mark, Text):
        # Chromium counts the space after the last letter as well.
        width = next(widths) - mark.spacing
        # Rectangles around slanted texts overlap where the texts do not.
        is_solid = mark.rotate % 90 == 0
        return replace(mark, width=width, solid=is_solid)
    return mark


def is_inside(text: Text, disc: Disc) -> bool:
    left, top, right, bottom = extent(text)
    corners = ((left, top), (right, top), (left, bottom), (right, bottom))
    reach = max(math.dist(corner, (disc.x, disc.y)) for corner in corners)
    return reach <= disc.radius + 1


def is_over_disc(fault) -> bool:
    names = (fault.first, fault.second or "")
    return sum(name.split(" ")[-1] == "disc" for name in names) == 1


def doubtful(scene: Scene) -> list[str]:
    """Names beside a disc that are nearer to another one, and to which no line leads."""
    discs = {}
    labels = {}
    for group in people_of(scene):
        solid = [mark for mark in group.marks if getattr(mark, "solid", False)]
        if any(isinstance(mark, Box) for mark in solid):
            continue
        texts = [extent(mark) for mark in solid if isinstance(mark, Text)]
        if scene.metrics.get("numbered"):
            # The number is the label; the name stands in the key.
            numbers = (extent(mark) for mark in group.marks if isinstance(mark, Text))
            texts = list(islice(numbers, 1))
        own = [mark for mark in solid if isinstance(mark, Disc)]
        if own and texts:
            discs[group.key] = own[0]
            labels[group.key] = surrounding(texts)
    led = list(leaders(scene))
    found = []
    for key, label in labels.items():
        away = {
            other: distance_to(label, (disc.x, disc.y, 0.0))
            for other, disc in discs.items()
        }
        nearest = min(away, key=away.__getitem__)
        if away[nearest] < away[key] - 0.5 and not is_led(discs[key], label, led):
            found.append(f"in doubt: {key} beside {nearest}")
    return found


def leaders(scene: Scene) -> Iterator[Line]:
    for mark in scene.walk():
        if isinstance(mark, Line) and [each[0] for each in mark.commands] == ["M", "L"]:
            yield mark


def is_led(disc: Disc, label: Rectangle, lines: Sequence[Line]) -> bool:
    for line in lines:
        (_, x, y), (_, *end) = line.commands
        if (
            math.dist((x, y), (disc.x, disc.y)) < 1
            and distance_to(label, (*end, 0.0)) <= 6
        ):
            return True
    return False


def share_used(scene: Scene) -> float:
    """Share of the page's tiles on which something stands, grounds not counted."""
    columns, rows = TILES
    used = set()
    for mark in scene.walk():
        is_ground = isinstance(mark, Box) and not mark.solid
        if is_ground or isinstance(mark, Group | Line):
            continue
        left, top, right, bottom = extent(mark)
        across = range(
            max(int(left / scene.width * columns), 0),
            min(int(right / scene.width * columns), columns - 1) + 1,
        )
        down = range(
            max(int(top / scene.height * rows), 0),
            min(int(bottom / scene.height * rows), rows - 1) + 1,
        )
        used.update((x, y) for x in across for y in down)
    return len(used) / (columns * rows)


def row(case: Case, measured: Measured, wrong: Sequence[str]) -> list[str]:
    numbers = {
        "text": f"{measured.text:.1f}",
        "names": "" if math.isinf(measured.names) else f"{measured.names:.1f}",
        "wider": f"{measured.wider:.1f}",
        "used": f"{measured.used:.0%}",
        "shape": f"{measured.shape:.2f}",
    }
    cells = []
    for name in COLUMNS:
        cell = numbers.get(name, str(getattr(measured, name)))
        least, most = bounds(case).get(name, (0, math.inf))
        if math.isfinite(most) and most:
            cell += f" ≤ {most:g}"
        elif least:
            cell += f" ≥ {least + ROUNDING:.3g}"
        cells.append(f"[red]{cell}[/]" if name in wrong else cell)
    return [str(case), *cells, "NOT reached" if wrong else ""]


def find_browser() -> str:
    browser = os.environ.get("POWERMAP_BROWSER") or shutil.which("chromium")
    if browser is None:
        sys.exit("no Chromium here: set POWERMAP_BROWSER to its path")
    return browser


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("charts", nargs="*", choices=[*OF_PEOPLE, *OF_PLANS, []])
    parser.add_argument("--sheet", type=Path, help="write a picture of all charts")
    asked = parser.parse_args()
    from playwright.sync_api import sync_playwright

    table = Table("chart", *COLUMNS, "", title="Legibility, points on a slide")
    table.caption = "overlaps, over_discs, outside, in_doubt and through: none allowed"
    failed = []
    pictures = []
    with sync_playwright() as play:
        chromium = play.chromium.launch(
            executable_path=find_browser(), args=list(ARGUMENTS)
        )
        page = chromium.new_page(viewport={"width": 1280, "height": 720})
        page.set_content(f"<style>{contact_sheet.fonts()}</style>")
        wanted = list(cases(asked.charts or [*OF_PEOPLE, *OF_PLANS]))
        for case in track(wanted, console=Console(stderr=True)):
            chart = case.draw()
            measured = measure(page, chart, case.size)
            wrong = broken(case, measured)
            table.add_row(*row(case, measured, wrong))
            if wrong:
                failed.append(f"{case}: {', '.join(wrong)}. {measured.examples[:3]}")
            if asked.sheet:
                pictures.append((case, chart, bool(wrong)))
        if asked.sheet:
            contact_sheet.write(page, pictures, asked.sheet)
        chromium.close()
    Console(width=170).print(table)
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main()
