"""Write docs/pictures: what a page, a deck and the board look like on a screen.

Needs .[browser], Chromium (POWERMAP_BROWSER), LibreOffice and pdftoppm.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import powermap as pm

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs/pictures"
BARE = ROOT / "tests/browser/bare.html"
WIDTH = 1280
HEIGHT = 780
SLIDES = (1, 2, 8, 10)
"""Slides of the deck that its picture shows: summary, map, strategy, coverage."""
IN_A_ROW = 2
SLIDE_WIDTH = 634


def shoot_page(browser: Browser, folder: Path) -> Path:
    """The offline page of the influence graph, with one person chosen."""
    path = pm.influence(pm.northwind_plan()).save(folder / "influence.html")
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(path.as_uri())
    page.locator('[id="helen-cho"]').click()
    page.wait_for_timeout(600)
    page.screenshot(path=folder / "page.png")
    return folder / "page.png"


def shoot_board(browser: Browser, folder: Path) -> Path:
    """The board while somebody edits a person."""
    board = pm.board(pm.northwind_plan(), placement="cells")
    traits = ("_esm", "_css", "_words", "_picture", "_answer", "_requests")
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})

    def answer(changed: dict[str, Any]) -> dict[str, Any]:
        board._requests = changed["_requests"]
        return {name: getattr(board, name) for name in ("_picture", "_answer")}

    page.expose_function("toPython", answer)
    page.goto(BARE.as_uri())
    page.evaluate(
        "state => mount(state)", {name: getattr(board, name) for name in traits}
    )
    page.locator('.pm-stage > svg:not(.pm-ghost) [data-person="marcus-reed"]').click()
    page.wait_for_timeout(600)
    page.screenshot(path=folder / "board.png")
    return folder / "board.png"


def shoot_deck(folder: Path) -> Path:
    """Some slides of the report, side by side."""
    deck = pm.report(pm.northwind_plan()).save(folder / "report.pptx")
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/office"]
    subprocess.run(
        [*office, "--convert-to", "pdf", "--outdir", str(folder), str(deck)],
        check=True,
        capture_output=True,
    )
    pages = ["pdftoppm", "-png", "-scale-to-x", str(SLIDE_WIDTH), "-scale-to-y", "-1"]
    pdf = str(folder / "report.pdf")
    subprocess.run([*pages, pdf, str(folder / "slide")], check=True)
    slides = []
    for number, path in enumerate(sorted(folder.glob("slide-*.png")), start=1):
        if number in SLIDES:
            slides.append(Image.open(path))
    gap = 12
    height = slides[0].height
    rows = -(-len(slides) // IN_A_ROW)
    size = (IN_A_ROW * (SLIDE_WIDTH + gap) + gap, rows * (height + gap) + gap)
    sheet = Image.new("RGB", size, "#C9D0DA")
    for number, slide in enumerate(slides):
        row, column = divmod(number, IN_A_ROW)
        x = gap + column * (SLIDE_WIDTH + gap)
        sheet.paste(slide, (x, gap + row * (height + gap)))
    sheet.save(folder / "deck.png")
    return folder / "deck.png"


def main() -> None:
    """Write all three."""
    TARGET.mkdir(exist_ok=True)
    chromium = os.environ.get("POWERMAP_BROWSER") or shutil.which("chromium")
    with TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        made = [shoot_page(browser, folder), shoot_board(browser, folder)]
        browser.close()
        made.append(shoot_deck(folder))
        for path in made:
            with Image.open(path) as shot:
                shot.convert("RGB").save(TARGET / path.name, optimize=True)


if __name__ == "__main__":
    main()
