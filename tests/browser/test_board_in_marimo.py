"""The board in a real app of marimo, in Chromium: an edit runs the cells that ask for the plan."""

from __future__ import annotations

import re

import pytest

expect = pytest.importorskip("playwright.sync_api").expect

APP = """
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    import powermap as pm

    board = mo.ui.anywidget(pm.board(pm.northwind_plan(), placement="cells"))
    board
    return board, mo


@app.cell
def _(board, mo):
    plan = board.widget.plan
    dana = plan.center["dana-whitfield"]
    mo.plain_text(f"Dana is {dana.stance.value}; {len(plan.center)} people")
    return


if __name__ == "__main__":
    app.run()
"""
RUN = [
    "marimo",
    "{mode}",
    "app.py",
    "--host=127.0.0.1",
    "--port={port}",
    "--headless",
    "--no-token",
]
# A machine under load is slow, and no reason to fail.
PATIENCE = 60_000


@pytest.mark.parametrize("mode", ["run", "edit"])
def test_an_edit_runs_the_cells_that_ask_for_the_plan(
    chromium, run_app, mode, tmp_path
):
    tmp_path.joinpath("pyproject.toml").write_text(
        "[tool.marimo.runtime]\nauto_instantiate = true\n", encoding="utf-8"
    )
    expect.set_options(timeout=PATIENCE)
    page = chromium.new_page(viewport={"width": 1440, "height": 1800})
    page.set_default_timeout(PATIENCE)
    command = [part.replace("{mode}", mode) for part in RUN]
    page.goto(run_app(APP, *command, health="/health"))
    deal = page.locator(".powermap-board")
    # In edit mode the code of the cell is on the page too.
    told = page.get_by_text(re.compile(r"^Dana is \w+; \d+ people$"))
    before = told.inner_text()
    deal.locator('.pm-stage > svg [data-person="dana-whitfield"]').first.click()
    deal.get_by_role("button", name="Opponent", exact=True).click()
    deal.get_by_role("button", name="Close").click()
    deal.locator(".pm-add").click()
    deal.locator('.pm-menu [data-key="add"]').fill("Ben Ode")
    deal.locator('.pm-menu [data-key="add"]').press("Enter")
    people = int(re.search(r"(\d+) people", before)[1])
    expect(told).to_have_text(f"Dana is opponent; {people + 1} people")
    for _ in range(2):
        deal.locator(".pm-undo").click()
    expect(told).to_have_text(before)
    page.close()
