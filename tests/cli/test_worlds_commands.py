"""``robust``, ``ask`` and ``must-hold``: every form, both languages, what is refused."""

from __future__ import annotations

import csv
import io
import json

import pytest

import powermap as pm

COLUMNS = {
    "robust": ["topic", "answer", "share", "margin"],
    "ask": ["question", "probability", "affects", "whom"],
    "must-hold": ["required", "effort"],
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    path = tmp_path_factory.mktemp("worlds") / "northwind.yaml"
    pm.write(pm.northwind_plan(), path)
    return path


@pytest.mark.parametrize("command", COLUMNS)
def test_each_form(command, demo, powermap):
    shown = powermap(command, demo)
    assert shown.returncode == 0
    table = shown.stdout
    assert "Robert Falk" in table or command == "must-hold"
    rows = json.loads(powermap(command, demo, "--format", "json").stdout)
    assert list(rows[0]) == COLUMNS[command]
    text = powermap(command, demo, "--format", "csv").stdout
    assert len(list(csv.DictReader(io.StringIO(text)))) == len(rows)
    chinese = powermap(command, demo, "--lang", "zh")
    assert (chinese.returncode, chinese.stderr) == (0, "")
    assert chinese.stdout != table


def test_more_worlds_and_another_seed(demo, powermap):
    shown = powermap("robust", demo, "--worlds", "40", "--seed", "3")
    assert "40 plausible worlds" in shown.stdout
    refused = powermap("must-hold", demo, "--goal", "victory")
    assert refused.returncode == 2
    assert "'victory' is not a goal; allowed: 'win'" in refused.stderr


def test_nothing_left_to_ask(tmp_path, powermap):
    ana = pm.Stakeholder("Ana", power=9, stance="champion", can_veto=False)
    path = tmp_path / "known.yaml"
    pm.write(pm.BuyingCenter("ERP", [ana]), path)
    text = powermap("ask", path).stdout
    assert text.startswith("No single answer would change the strategy")
