"""How smoothly somebody is dragged on the live board among 150 people: frames from Chromium's own trace.

Needs playwright and an installed Chromium. The board's page is mounted without a notebook and fed what Python sends.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import people
from playwright.sync_api import Browser, Page, sync_playwright
from rich.console import Console
from rich.table import Table

import powermap as pm

BARE = (Path(__file__).parent.parent / "tests/browser/bare.html").as_uri()
TRAITS = ("_esm", "_css", "_words", "_picture", "_answer", "_requests")
COUNT, SECONDS, ASKED = 150, 6, 60.0
FLAGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync".split()
CATEGORIES = [
    "blink.user_timing",
    "devtools.timeline",
    "disabled-by-default-devtools.timeline.frame",
]


@dataclass(frozen=True)
class Seen:
    """What a trace says of a drag: frames drawn in a second and dropped; gaps between frames and the longest call of
    the board's own code in milliseconds.
    """

    rate: float
    drawn: int
    dropped: int
    median: float
    worst: float
    busiest: float


def mounted(browser: Browser, board: pm.live.widget.Board) -> Page:
    page = browser.new_page(viewport={"width": 1320, "height": 1500})
    page.goto(BARE)
    page.evaluate("state => mount(state)", board.get_state(TRAITS))
    return page


CIRCLES = """async (seconds) => {
  const stage = document.querySelector(".pm-stage");
  const began = performance.now();
  performance.mark("drag");
  await new Promise((end) => {
    const timer = setInterval(() => {
      const turn = (performance.now() - began) / 500;
      const at = { clientX: 640 + 420 * Math.sin(turn), clientY: 480 + 260 * Math.cos(turn), bubbles: true };
      stage.dispatchEvent(new PointerEvent("pointermove", at));
      if (turn < seconds * 2) return;
      clearInterval(timer);
      end();
    }, 8);
  });
  performance.mark("drop");
}"""
"""Moves 125 times a second, as from a mouse; sent within the page, for a test driver is slower than a hand."""


def dragged(browser: Browser, page: Page) -> Seen:
    """Press somebody and go round the board with them."""
    box = (
        page.locator("g.stakeholder")
        .nth(COUNT // 2)
        .locator("circle")
        .first.bounding_box()
    )
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10)
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate(CIRCLES, SECONDS)
    trace = json.loads(browser.stop_tracing())["traceEvents"]
    assert page.locator(".pm-ghost").count() == 1
    page.mouse.up()
    return seen(trace)


def seen(trace: list[dict]) -> Seen:
    marks = {
        event["name"]: event["ts"]
        for event in trace
        if event["name"] in {"drag", "drop"}
    }
    within = [
        event for event in trace if marks["drag"] <= event.get("ts", 0) <= marks["drop"]
    ]
    drawn = sorted(event["ts"] for event in within if event["name"] == "DrawFrame")
    gaps = [(b - a) / 1000 for a, b in pairwise(drawn)]
    calls = [event["dur"] / 1000 for event in within if event["name"] == "FunctionCall"]
    seconds = (drawn[-1] - drawn[0]) / 1e6
    dropped = sum(event["name"] == "DroppedFrame" for event in within)
    return Seen(
        len(gaps) / seconds,
        len(drawn),
        dropped,
        statistics.median(gaps),
        max(gaps),
        max(calls),
    )


def answered(board: pm.live.widget.Board, times: int = 5) -> float:
    """Milliseconds of the processor from a request to the new picture, in Python."""
    person = board.center.stakeholders[COUNT // 2]
    taken = []
    for turn in range(times):
        value = board.center.scale.low + turn + 1
        number = board.get_state("_answer")["_answer"]["n"] + 1
        request = {
            "n": number,
            "do": "set",
            "id": person.id,
            "field": "power",
            "value": value,
        }
        started = time.process_time()
        board.set_state({"_requests": [request]})
        taken.append((time.process_time() - started) * 1000)
        if board.get_state("_answer")["_answer"] != {"n": number, "refused": ""}:
            raise RuntimeError("the board did not do what was asked")
    return statistics.median(taken)


def main() -> None:
    chromium = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    table = Table(
        "board",
        "sent",
        "frames a second",
        "frames",
        "dropped",
        "median gap",
        "worst gap",
        "longest call",
        f"≥ {ASKED - 1:g}?",
        "answer after a drop",
        title=f"Dragging one of {COUNT} people in Chromium, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores",
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for shape, placement in (("words", "cells"), ("continuous", "scores")):
            board = pm.board(people.center(COUNT, shape), placement=placement)
            found = dragged(browser, mounted(browser, board))
            sent = len(json.dumps(board.get_state("_picture"))) / 1000
            reached = "reached" if found.rate >= ASKED - 1 else "NOT reached"
            table.add_row(
                placement,
                f"{sent:.0f} kB",
                f"{found.rate:.1f}",
                f"{found.drawn}",
                f"{found.dropped}",
                f"{found.median:.1f} ms",
                f"{found.worst:.1f} ms",
                f"{found.busiest:.1f} ms",
                reached,
                f"{answered(board):,.0f} ms",
            )
        browser.close()
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
