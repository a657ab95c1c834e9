"""Size, first paint and frames a second of pages: ``python benchmarks/page.py [CHROMIUM]``.

It needs playwright (``pip install -e '.[browser]'``) and a Chromium; without one it says so. Frames are those that the
browser's own trace says it drew while the picture was dragged to and fro, a step for each frame; the work of a frame is
the time that the page's and the compositor's threads spent on it, which other programs do not lengthen.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import people
from rich.console import Console
from rich.table import Table

import powermap as pm

ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run".split()
)
SECONDS = 3.0
PAINT = """new Promise((done) => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
  .observe({ type: "paint", buffered: true }))"""
DRAG = """([x, y, time]) => new Promise((done) => {
  const stage = document.querySelector("main .pm-stage");
  const start = performance.now();
  const step = (now) => {
    if (now - start > time) return done();
    const way = Math.abs(((now - start) / 4) % 640 - 320);
    const place = { clientX: x - way, clientY: y - way / 2 };
    const at = { pointerId: 1, pointerType: "mouse", buttons: 1, bubbles: true, ...place };
    stage.dispatchEvent(new PointerEvent("pointermove", at));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""
CATEGORIES = [
    "toplevel",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
]
THREADS = {"CrRendererMain", "Compositor", "VizCompositorThread"}
CHARTS = {
    "nobody (what this machine gives)": lambda: pm.quadrant(pm.BuyingCenter("Nobody")),
    "30 people, cells": lambda: pm.quadrant(people.center(30, "words")),
    "30 people, 60 ties": lambda: pm.influence(people.organization(30, 60)),
    "150 people, cells": lambda: pm.quadrant(people.center(150, "words")),
    "150 people, 300 ties": lambda: pm.influence(people.organization(150, 300)),
}


def main() -> None:
    found = [
        *sys.argv[1:2],
        os.environ.get("POWERMAP_BROWSER"),
        shutil.which("chromium"),
    ]
    browser = next((each for each in found if each), None)
    if browser is None:
        sys.exit(
            "no Chromium here: give its path, as in python benchmarks/page.py /usr/bin/chromium"
        )
    from playwright.sync_api import sync_playwright

    table = Table(
        "page",
        "size",
        "made in",
        "first paint",
        "frames a second",
        "19 of 20 within",
        "work of a frame",
        title="Pages in Chromium",
    )
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        chromium = play.chromium.launch(executable_path=browser, args=ARGUMENTS)
        for name, make in CHARTS.items():
            table.add_row(name, *measured(chromium, make(), Path(folder)))
        chromium.close()
    Console(width=130).print(table)


def measured(chromium, chart: pm.Chart, folder: Path) -> list[str]:
    start = time.perf_counter()
    path = chart.save(folder / "page.html")
    made = time.perf_counter() - start
    page = chromium.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    paint = page.evaluate(PAINT)
    trace = dragged(chromium, page)
    page.close()
    frames = sorted(
        event["ts"] / 1e6 for event in trace if event["name"] == "DrawFrame"
    )
    gaps = [b - a for a, b in pairwise(frames)]
    rate = len(gaps) / (frames[-1] - frames[0])
    return [
        f"{path.stat().st_size / 1000:.0f} kB",
        f"{made * 1000:.0f} ms",
        f"{paint:.0f} ms",
        f"{rate:.0f}",
        f"{sorted(gaps)[int(len(gaps) * 0.95)] * 1000:.0f} ms",
        f"{work(trace) / len(frames):.1f} ms",
    ]


def work(trace) -> float:
    """Milliseconds that threads that make frames were at work."""
    names = {
        (event["pid"], event["tid"]): event["args"]["name"]
        for event in trace
        if event["name"] == "thread_name"
    }
    tasks = (
        event
        for event in trace
        if event["name"] == "ThreadControllerImpl::RunTask" and "tdur" in event
    )
    return (
        sum(
            event["tdur"]
            for event in tasks
            if names.get((event["pid"], event["tid"])) in THREADS
        )
        / 1000
    )


def dragged(chromium, page) -> list[dict]:
    """The trace of some seconds in which the picture, twice as large, was dragged to and fro."""
    for _ in range(3):
        page.click("main [data-action=zoom-in]")
    stage = page.locator("main .pm-stage").bounding_box()
    x, y = stage["x"] + stage["width"] / 2, stage["y"] + stage["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 20, y)
    chromium.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate(DRAG, [x, y, SECONDS * 1000])
    trace = json.loads(chromium.stop_tracing())["traceEvents"]
    page.mouse.up()
    return trace


if __name__ == "__main__":
    main()
