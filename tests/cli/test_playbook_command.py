"""``powermap playbook`` and ``--playbook``: a company's tables reach every command."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.exchange.playbooks import playbook_example, read_playbook
from powermap.exchange.playbooks.template import EXAMPLES


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pm.write(pm.northwind_plan(), "deal.yaml")

    def go(*arguments):
        done = CliRunner().invoke(app, [*map(str, arguments)])
        assert done.exit_code in {0, 1}, (done.output, done.exception)
        return done.output

    return go


def test_examples_are_valid_and_work_end_to_end(run):
    for name in EXAMPLES:
        file = f"{name}.toml"
        assert run("playbook", "init", file, "--example", name) == f"wrote {file}\n"
        assert "is valid" in run("playbook", "check", file)
        book = read_playbook(file)
        rows = json.loads(
            run("assess", "deal.yaml", "--playbook", file, "--format", "json")
        )
        for criterion in book.criteria:
            asked = [row for row in rows if row["question"] == criterion.question]
            assert any(criterion.name in row["because"] for row in asked), criterion
        for suffix in ("html", "md"):
            run("report", "deal.yaml", "--playbook", file, "-o", f"{name}.{suffix}")
        text = Path(f"{name}.md").read_text(encoding="utf-8")
        assert book.criteria[0].name in text


def test_a_playbook_beside_the_plan_is_taken_and_told(run):
    plain = run("roles", "deal.yaml")
    Path("powermap.toml").write_text(playbook_example("meddpicc"), encoding="utf-8")
    named = run("roles", "deal.yaml")
    assert "Economic buyer" not in plain
    assert "Economic buyer" in named
    assert "note: playbook powermap.toml" in named


def test_what_a_playbook_renames_is_read_under_its_new_name(run):
    Path("ours.toml").write_text(
        '[wording.en]\n"Stance.champion" = "Coach"\n', encoding="utf-8"
    )
    run("convert", "deal.yaml", "deal.xlsx", "--playbook", "ours.toml")
    plan = pm.northwind_plan()
    assert pm.read("deal.xlsx", playbook=read_playbook("ours.toml")) == plan
    assert pm.read("deal.xlsx") == plan


def test_a_level_of_a_playbook_is_an_audience_of_every_command(run):
    Path("ours.toml").write_text(
        '[levels.auditor]\npeople = ["power", "note"]\n', encoding="utf-8"
    )
    told = ("deal.yaml", "--playbook", "ours.toml", "--redact", "auditor")
    for command in ("roles", "check", "network"):
        assert "Falk" not in run(command, *told)
    run("report", *told, "-o", "auditor.md")
    assert "Falk" not in Path("auditor.md").read_text(encoding="utf-8")
    for arguments, message in (
        (("strategy", *told), "strategy shows assessments, which --redact auditor"),
        (("roles", "deal.yaml", "--redact", "auditor"), "allowed: partner, customer"),
    ):
        refused = CliRunner().invoke(app, [*arguments])
        assert message in str(refused.exception), refused.output


def test_show_prints_tables_that_can_be_read_again(run):
    run("playbook", "show", "-o", "all.toml")
    book = read_playbook("all.toml")
    own = pm.Playbook()
    for name in book.changes:
        assert getattr(book, name) == getattr(own, name), name


def test_show_prints_the_playbook_of_the_folder(run):
    Path("powermap.toml").write_text(playbook_example("meddpicc"), encoding="utf-8")
    printed = run("playbook", "show")
    assert "note: playbook powermap.toml" in printed
    assert "Paper process" in printed


def test_the_schema_takes_the_examples(run):
    import tomllib

    check = jsonschema.Draft202012Validator(json.loads(run("playbook", "schema")))
    for name in EXAMPLES:
        check.validate(tomllib.loads(playbook_example(name)))


def test_every_command_of_the_method_in_every_format(run):
    commands = (
        "assess strategy steps relationships needs coverage pipeline levers appraise"
    )
    for command in commands.split():
        table = run(command, "deal.yaml", "--today", "2026-11-20")
        assert "Checked as of 20 Nov 2026." in table
        rows = json.loads(run(command, "deal.yaml", "--format", "json"))
        sheet = run(command, "deal.yaml", "--format", "csv").splitlines()
        assert len(rows) >= 5
        assert sheet[0].split(",") == list(rows[0])
        assert run(command, "deal.yaml", "--lang", "zh") != table
