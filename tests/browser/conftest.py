"""Chromium for tests that need a page: skipped without it, failures where POWERMAP_BROWSER is "required"."""

from __future__ import annotations

import os
import shutil

import pytest

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def missing(what):
    if os.environ.get("POWERMAP_BROWSER") == "required":
        pytest.fail(f"{what}, and POWERMAP_BROWSER is required")
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium():
    """A browser that is closed when the tests are over."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright is not installed")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing("no chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
