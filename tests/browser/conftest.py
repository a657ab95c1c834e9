"""Pages in a real Chromium, driven by playwright. `.ci/run` asks for them; a plain `pytest` skips them.

POWERMAP_BROWSER is the browser's path; POWERMAP_AXE that of axe.min.js, from the package axe-core of the npm registry.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items):
    if "POWERMAP_BROWSER" in os.environ:
        return
    skip = pytest.mark.skip(
        reason="opens pages in Chromium; set POWERMAP_BROWSER and POWERMAP_AXE to their paths"
    )
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=os.environ["POWERMAP_BROWSER"], args=ARGUMENTS
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe():
    return Path(os.environ["POWERMAP_AXE"]).read_text(encoding="utf-8")


class Opened:
    """A page with all that it asked for and complained of."""

    def __init__(self, page):
        self.page, self.requests, self.complaints = page, [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: (self.complaints.append(dialog.message), dialog.dismiss()),
        )

    def asked_outside(self):
        """Requests beyond the file itself and what it carries."""
        return [url for url in self.requests[1:] if urlsplit(url).scheme != "data"]


@pytest.fixture
def open_page(chromium, tmp_path):
    """Opens a chart, or the text of a page, from disk in a window of its own."""
    contexts = []

    def opened(chart, *, width=1440, height=900, **options):
        text = chart if isinstance(chart, str) else chart.html(page=True)
        path = tmp_path / f"page-{len(contexts)}.html"
        path.write_text(text, encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.goto(path.as_uri())
        return found

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def run_app(tmp_path):
    """Starts a program that serves one app on a free port; its address.

    "{port}" in the command stands for the port, `health` for where it says that it runs.
    """
    running = []

    def started(script, *command, health):
        (tmp_path / "app.py").write_text(script, encoding="utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = str(free.getsockname()[1])
        filled = [part.replace("{port}", port) for part in command]
        process = subprocess.Popen(
            [sys.executable, "-m", *filled],
            env={**os.environ, "HOME": str(tmp_path)},
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        url = f"http://127.0.0.1:{port}"
        for _ in range(240):
            try:
                urlopen(url + health, timeout=5).close()
            except OSError:
                time.sleep(0.25)
            else:
                return url
        return pytest.fail("the app did not start")

    yield started
    for process in running:
        process.terminate()
        process.wait()
