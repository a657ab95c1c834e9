"""``powermap serve``: which address is opened, and what is refused before."""

from __future__ import annotations

import re
import socket

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap import serving
from powermap.cli import app


@pytest.fixture
def serve(monkeypatch):
    """Runs the command, which ends where it would wait for a browser."""
    monkeypatch.setattr(serving, "run", lambda _, bound: bound.close())

    def run(*arguments):
        return CliRunner().invoke(app, ["serve", *map(str, arguments), "--no-open"])

    return run


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("deal.yaml", "deal.yaml"),
        ("deal 2 #?.xlsx", "deal%202%20%23%3F.xlsx"),
        ("项目.json", "%E9%A1%B9%E7%9B%AE.json"),
    ],
)
def test_the_address_of_a_plan_is_one(serve, tmp_path, name, address):
    pm.write(pm.northwind_plan(), tmp_path / name)
    result = serve(tmp_path / name)
    assert result.exit_code == 0, result.output
    assert f"/plan/{address} " in result.output.replace("\n", "")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_stands_at_the_end_of_the_address(serve, tmp_path, lang):
    """A terminal would take it for a part of the link."""
    pm.write(pm.northwind_plan(), tmp_path / "deal.yaml")
    result = serve(tmp_path / "deal.yaml", "--lang", lang)
    assert re.search(r"http://127\.0\.0\.1:\S*/plan/deal\.yaml(\s|$)", result.output)


def test_a_place_that_is_not_there_is_refused(serve, tmp_path):
    result = serve(tmp_path / "nowhere")
    assert isinstance(result.exception, pm.FormatError)
    assert "no such folder" in str(result.exception)


def test_the_plan_that_is_named_is_served_alone(monkeypatch, tmp_path):
    served = []
    monkeypatch.setattr(
        serving, "run", lambda site, bound: (served.append(site), bound.close())
    )
    pm.write(pm.northwind_plan(), tmp_path / "deal.yaml")
    pm.write(pm.northwind_plan(), tmp_path / "other.yaml")
    elsewhere = tmp_path / "desk"
    elsewhere.mkdir()
    link = elsewhere / "link.yaml"
    link.symlink_to(tmp_path / "deal.yaml")
    for place in (tmp_path / "deal.yaml", link, tmp_path):
        CliRunner().invoke(app, ["serve", str(place), "--no-open"])
    listed = [
        [plan.name for plan in site.state.site.workspace.list()] for site in served
    ]
    assert listed == [["deal.yaml"], ["deal.yaml"], ["deal.yaml", "other.yaml"]]


def test_what_cannot_be_served_is_refused_before_the_browser_opens(serve, tmp_path):
    pm.write(pm.northwind_plan(), tmp_path / ".deal.yaml")
    result = serve(tmp_path / ".deal.yaml")
    assert "hidden" in str(result.exception)


def test_a_port_that_was_just_given_up_can_be_used(tmp_path):
    bound = serving.bind(0)
    port = bound.getsockname()[1]
    with socket.create_connection(bound.getsockname()):
        bound.accept()[0].close()
        bound.close()
    serving.bind(port).close()
