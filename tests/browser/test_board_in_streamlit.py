"""The board in a real app of Streamlit, in Chromium: an edit comes back to the script, and the next one too."""

from __future__ import annotations

import re

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

APP = """
import streamlit as st

import powermap as pm
from powermap.live import streamlit_board

lang = st.radio("Language", ["en", "zh"])
plan = streamlit_board(pm.northwind_plan(), key="deal", placement="cells", lang=lang)
dana = plan.center["dana-whitfield"]
st.text(f"Dana is {dana.stance.value}; {len(plan.center)} people")
small = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])
other = streamlit_board(small, key="other")
st.text(f"ERP has {len(other.center)}")
"""

RUN = [
    "streamlit",
    "run",
    "app.py",
    "--server.address=127.0.0.1",
    "--server.port={port}",
    "--server.headless=true",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
]
# A machine under load is slow, and no reason to fail.
PATIENCE = 60_000


def card(board, id):
    return board.locator(f'.pm-stage > svg:not(.pm-ghost) [data-person="{id}"]')


def drag(page, card, cell):
    """Press a card in its middle and let go in the middle of a cell."""
    ends = []
    for locator in (card, cell):
        box = locator.bounding_box()
        ends.append((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2))
    page.mouse.move(*ends[0])
    page.mouse.down()
    page.mouse.move(ends[0][0] + 9, ends[0][1] + 7)
    page.mouse.move(*ends[1], steps=5)
    page.mouse.up()


def test_edits_come_back_to_the_script(chromium, run_app):
    expect.set_options(timeout=PATIENCE)
    page = chromium.new_page(viewport={"width": 1440, "height": 2400})
    page.set_default_timeout(PATIENCE)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(run_app(APP, *RUN, health="/_stcore/health"))
    boards = page.locator(".powermap-board")
    expect(boards).to_have_count(2)
    deal, other = boards.nth(0), boards.nth(1)
    told = page.get_by_text("Dana is")
    before = told.inner_text()

    # A stance, then at once a person more: nothing is lost while the script runs.
    card(deal, "dana-whitfield").click()
    deal.get_by_role("button", name="Opponent", exact=True).click()
    deal.get_by_role("button", name="Close").click()
    deal.locator(".pm-add").click()
    deal.locator('.pm-menu [data-key="add"]').fill("Ben Ode")
    deal.locator('.pm-menu [data-key="add"]').press("Enter")
    people = int(re.search(r"(\d+) people", before)[1])
    expect(told).to_have_text(f"Dana is opponent; {people + 1} people")
    expect(deal.locator(".pm-python")).to_contain_text("Ben Ode")

    # The other board is another one, and a drag is an edit too.
    expect(other.locator(".pm-undo")).to_be_disabled()
    drag(page, card(deal, "ben-ode"), deal.locator("g.cell.advocate"))
    expect(deal.locator(".pm-python")).to_contain_text('power="influencer"')

    # Another language keeps what was edited.
    page.get_by_text("zh", exact=True).click()
    expect(deal).to_have_attribute("lang", "zh")
    expect(told).to_have_text(f"Dana is opponent; {people + 1} people")
    for _ in range(3):
        deal.locator(".pm-undo").click()
    expect(told).to_have_text(before)
    expect(page.get_by_text("ERP has 1")).to_be_visible()
    assert errors == []
    page.close()
