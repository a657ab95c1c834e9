"""The command `diff`: what it prints, and the picture that it writes."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from powermap.cli import app
from powermap.exchange import write
from powermap.model import AccountPlan, BuyingCenter, Goal, Stakeholder, Tie

OLD = BuyingCenter(
    "ERP",
    [
        Stakeholder("Ana Ruiz", power="decider", stance="neutral"),
        Stakeholder("Ben Ode"),
    ],
    [Tie("ben-ode", "ana-ruiz", strength=2)],
)
NEW = OLD.replace("ana-ruiz", stance="supporter").revised(
    ties=[Tie("ben-ode", "ana-ruiz", strength=3)]
)


@pytest.fixture
def files(tmp_path):
    return [
        str(write(center, tmp_path / name))
        for center, name in ((OLD, "old.yaml"), (NEW, "new.json"))
    ]


def run(*arguments, code=0, stdin=None):
    done = CliRunner().invoke(app, ["diff", *arguments], input=stdin)
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Ana Ruiz: stance Neutral → Supporter."),
        ("zh", "Ana Ruiz：立场由“中立”变为“支持者”。"),
    ],
)
def test_table(files, lang, said):
    printed = run(*files, "--lang", lang)
    assert said in printed
    assert "3" in printed
    assert "\x1b" not in printed


def test_json(files):
    found = json.loads(run(*files, "--format", "json"))
    assert [
        (each["person"], each["after"], each["better"]) for each in found["moved"]
    ] == [("ana-ruiz", "supporter", True)]
    assert [tie["strength"] for pair in found["ties_changed"] for tie in pair] == [2, 3]


def test_nothing(files):
    assert run(files[0], files[0]).startswith("Nothing changed.\n\nChecked ")


@pytest.mark.parametrize(
    ("suffix", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]
)
def test_picture(files, tmp_path, suffix, start):
    target = tmp_path / f"moves.{suffix}"
    assert f"wrote {target}" in run(*files, "-o", str(target))
    assert target.read_bytes().startswith(start)


def test_plans(tmp_path):
    old = AccountPlan("Northwind", center=OLD, goals=[Goal("Trial")])
    paths = [
        str(write(plan, tmp_path / f"{name}.yaml"))
        for plan, name in (
            (old, "a"),
            (old.revised(goals=(Goal("Trial", state="done"),)), "b"),
        )
    ]
    assert "Trial: state Open → Done." in run(*paths)


def test_standard_input_once(files):
    assert "stance" in run(
        "-",
        files[1],
        stdin="name: ERP\nstakeholders:\n- {name: Ana Ruiz, power: decider}\n",
    )
    done = CliRunner().invoke(app, ["diff", "-", "-"])
    assert "both versions are on standard input" in str(done.exception)
