"""``powermap serve``: which address is opened, and what is refused before."""

from __future__ import annotations

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


def test_a_place_that_is_not_there_is_refused(serve, tmp_path):
    result = serve(tmp_path / "nowhere")
    assert isinstance(result.exception, pm.FormatError)
    assert "no such folder" in str(result.exception)
