"""``powermap check``: exit codes, formats and the day it prints."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from powermap.cli import app
from powermap.cli.commands.check import format_github
from powermap.errors import ModelError
from powermap.judgment.findings import Finding, Findings, Severity
from powermap.language import Language, Reason

FILE = """name: ERP
as_of: 2026-11-20
stakeholders:
- {name: Ana, power: decider, involvement: high, stance: supporter, contact: deep, covered_by: [Kim]}
- {name: Ben, power: decider, involvement: low, stance: opponent, contact: deep, covered_by: [Kim]}
"""


@pytest.fixture
def run(tmp_path):
    (tmp_path / "deal.yaml").write_text(FILE, encoding="utf-8")

    def go(*options):
        file = str(tmp_path / "deal.yaml")
        command = ["check", file, "--today", "2026-11-20", *options]
        return CliRunner().invoke(app, command)

    return go


def test_exit_codes(run):
    cases = [
        ([], 1),
        (["--select", "PM4"], 0),
        (["--select", "PM4", "--fail-on", "info"], 1),
        (["--select", "PM303"], 1),
        (["--select", "PM303", "--fail-on", "serious"], 0),
        (["--select", "PM3", "--fail-on", "serious"], 1),
        (["--ignore", "PM"], 0),
        (["--select", "PM303", "--ignore", "PM303"], 0),
        (["--fail-on", "never"], 2),
        (["--format", "xml"], 2),
    ]
    for options, code in cases:
        assert run(*options).exit_code == code, options


def test_what_the_user_can_fix(run):
    for options in (["--select", "PM9"], ["--today", "soon"]):
        assert isinstance(run(*options).exception, ModelError)


def test_the_table(run):
    printed = run("--select", "PM3").output
    assert "PM301" in printed
    assert printed.index("PM301") < printed.index("PM303")
    assert "3 findings: 2 serious, 1 warning." in printed
    assert "Checked as of 20 Nov 2026." in printed
    assert run("--ignore", "PM").output.startswith("No findings.")
    chinese = run("--select", "PM301", "--lang", "zh").output
    assert "1 项发现：严重 1 项。" in chinese
    assert "检查日期：2026年11月20日。" in chinese


def test_a_file_selects_until_the_command_line_does(run, tmp_path):
    file = tmp_path / "deal.yaml"
    file.write_text(f"select: [PM303, PM4]\n{FILE}", encoding="utf-8")

    def codes(*options):
        rows = json.loads(run("--format", "json", *options).output)
        return [row["code"] for row in rows]

    assert codes() == ["PM303", "PM405"]
    assert codes("--ignore", "PM4") == ["PM303"]
    assert codes("--select", "PM301") == ["PM301"]
    file.write_text(f"select: [PM419]\n{FILE}", encoding="utf-8")
    assert "select of the plan: 'PM419'" in str(run().exception)
    assert "did you mean 'PM41" in str(run().exception)


def test_json_holds_everything(run):
    rows = json.loads(run("--format", "json", "--select", "PM3").output)
    keys = ["code", "title", "severity", "people", "message", "because", "next_step"]
    keys.append("day")
    assert [list(row) for row in rows] == [keys] * 3
    assert [(row["code"], row["severity"], row["people"]) for row in rows] == [
        ("PM301", "serious", []),
        ("PM307", "serious", ["ben"]),
        ("PM303", "warning", ["ben"]),
    ]
    assert json.loads(run("--format", "json", "--ignore", "PM").output) == []


def test_github_has_a_command_per_line(run, tmp_path):
    lines = run("--format", "github", "--select", "PM3,PM4").output.splitlines()
    file = f"file={(tmp_path / 'deal.yaml').as_posix()}"
    commands = [line.partition("::")[2].partition("::")[0] for line in lines]
    assert commands == [
        f"error {file},title=PM301",
        f"error {file},line=5,title=PM307",
        f"warning {file},line=5,title=PM303",
        f"notice {file},line=4,title=PM405",
        "notice title=powermap",
    ]
    assert lines.pop().startswith("::notice title=powermap::Checked as of ")
    for line in lines:
        assert "%0AWhy: " in line
        assert "%0ANext step: " in line
    assert run("--format", "github", "--ignore", "PM").output == ""


def test_github_escapes_what_could_end_a_command():
    texts = ("100%\r\n::error::x", "a:b,c", "d")
    message, because, next_step = (Reason("list.plain", text=text) for text in texts)
    hostile = Finding("PM301", Severity.WARNING, (), message, because, next_step)
    said = "100%25%0D%0A::error::x%0AWhy: a:b,c%0ANext step: d"
    findings = Findings([hostile])
    english = Language("en")
    assert format_github(findings, english, "-") == f"::warning title=PM301::{said}"
    printed = format_github(findings, english, "plans/100%,a:b\n.yaml")
    assert printed == f"::warning file=plans/100%25%2Ca%3Ab%0A.yaml,title=PM301::{said}"


def test_standard_input():
    command = ["check", "-", "--select", "PM303"]
    done = CliRunner().invoke(app, command, input=FILE)
    assert done.exit_code == 1
    assert "PM303" in done.output
    printed = CliRunner().invoke(app, [*command, "--format", "github"], input=FILE)
    assert printed.output.startswith("::warning title=PM303::")
