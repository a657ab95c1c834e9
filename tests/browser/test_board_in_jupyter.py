"""The board in a real JupyterLab, in Chromium: drag, undo, and read ``board.center`` in the next cell."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from threading import Thread

import nbformat
import pytest

FIRST = """
import powermap as pm
people = [
    pm.Stakeholder("Ana Ruiz", title="CFO", power="decider", involvement="low", stance="neutral"),
    pm.Stakeholder("Ben Ode", title="CIO", power=8, involvement=7, stance="champion"),
]
told = []
board = pm.board(pm.BuyingCenter("Northwind ERP", people), placement="cells")
board.observe(lambda change: told.append(change["new"]["ana-ruiz"].involvement.value), "center")
board
"""
READ = 'ana = board.center["ana-ruiz"]; print("now", ana.power.value, ana.involvement.value, told, board.python)'
SETTINGS = {
    "notification": {"fetchNews": "false", "checkForUpdates": False},
    "themes": {"theme": "JupyterLab Light"},
}


@pytest.fixture(scope="module")
def jupyterlab(tmp_path_factory):
    """Address of a JupyterLab of its own, with its settings in a folder that is thrown away."""
    folder = tmp_path_factory.mktemp("lab")
    for name, values in SETTINGS.items():
        file = (
            folder
            / f"settings/@jupyterlab/apputils-extension/{name}.jupyterlab-settings"
        )
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell(source.strip()) for source in (FIRST, READ, READ)
        ],
        metadata={
            "kernelspec": {
                "name": "python3",
                "display_name": "Python 3",
                "language": "python",
            }
        },
    )
    nbformat.write(notebook, folder / "board.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        f"JUPYTER_{name}_DIR": str(folder / name.lower())
        for name in ("CONFIG", "DATA", "RUNTIME")
    }
    own |= {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces"),
    }
    options = {
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": "",
        "LabApp.news_url": "None",
        "LabApp.expose_app_in_browser": True,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "ServerApp.allow_root": True,
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        "--no-browser",
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    environment = os.environ | own | {"IPYTHONDIR": str(folder / "ipython")}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True
    ) as server:
        said = []
        if not any(
            "is running at" in line
            for line in iter(
                lambda: said.append(server.stderr.readline()) or said[-1], ""
            )
        ):
            pytest.fail("JupyterLab did not start:\n" + "".join(said))
        Thread(
            target=server.stderr.read, daemon=True
        ).start()  # so that it never waits for a reader
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture
def lab(chromium, jupyterlab):
    here = (jupyterlab, "data:", "blob:")
    page = chromium.new_page(viewport={"width": 1400, "height": 1000})
    page.set_default_timeout(60_000)
    elsewhere = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith(here) else elsewhere.append(request.url)
        ),
    )
    page.goto(f"{jupyterlab}/lab/tree/board.ipynb")
    page.locator(".jp-Notebook-cell").nth(2).wait_for()
    yield page
    page.close()
    assert elsewhere == []  # nothing comes from another server


RUN = """async (number) => {
  await jupyterapp.restored;
  const panel = jupyterapp.shell.currentWidget;
  await panel.context.ready;
  await panel.sessionContext.ready;
  panel.content.activeCellIndex = number;
  await jupyterapp.commands.execute("notebook:run-cell");
}"""


def run(page, number):
    """Run a cell to its end and give what it prints."""
    page.evaluate(RUN, number)
    return (
        page.locator(".jp-Notebook-cell")
        .nth(number)
        .locator(".jp-OutputArea-output")
        .first
    )


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_drag_undo_and_the_center_in_the_next_cell(lab):
    run(lab, 0)
    ana = lab.locator('[data-person="ana-ruiz"]')
    ana.wait_for()
    ana.scroll_into_view_if_needed()
    lab.mouse.move(*middle(ana))
    lab.mouse.down()
    lab.mouse.move(*middle(lab.locator("g.cell.owner")), steps=8)
    lab.mouse.up()
    lab.get_by_text(
        'center = center.replace("ana-ruiz", involvement="high")'
    ).wait_for()
    read = run(lab, 1)
    read.wait_for()
    line = """center = center.replace("ana-ruiz", involvement="high")"""
    assert read.inner_text().strip() == f"now decider high ['high'] ('{line}',)"

    ana.focus()  # and the notebook does not take the keys of the board for its own
    lab.keyboard.press("ArrowRight")
    lab.keyboard.press("Control+z")
    lab.locator(".pm-redo:enabled").wait_for()
    read = run(lab, 2)
    read.wait_for()
    assert read.inner_text().strip() == "now decider low ['high', 'low'] ()"
