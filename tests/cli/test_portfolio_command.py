"""``powermap portfolio``: what it writes, tells and refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap.cli.app import app

TODAY = ["--today", "2026-11-20"]


def run(*arguments):
    return CliRunner().invoke(app, ["portfolio", *map(str, arguments)])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    accounts = tmp_path / "accounts"
    (accounts / "west").mkdir(parents=True)
    pm.write(pm.northwind_plan(), accounts / "northwind.yaml")
    pm.write(pm.northwind(), accounts / "west" / "people.xlsx")
    return tmp_path


def accounts_in(path):
    content = json.loads(path.read_text("utf-8"))
    return [each["source"] for each in content["accounts"]]


def test_a_folder_becomes_every_format(folder):
    for suffix in ("html", "pptx", "xlsx", "json"):
        result = run("accounts", "-o", f"out.{suffix}", *TODAY)
        assert result.exit_code == 0, result.output
        assert f"wrote out.{suffix}" in result.stdout
    assert accounts_in(folder / "out.json") == ["northwind.yaml", "west/people.xlsx"]


def test_processes_write_the_same(folder):
    for jobs in (1, 2):
        result = run("accounts", "-o", f"{jobs}.json", "--jobs", jobs, *TODAY)
        assert result.exit_code == 0, result.output
    assert (folder / "1.json").read_bytes() == (folder / "2.json").read_bytes()


def git(folder, *arguments, day="2026-10-01"):
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T12:00:00")
    who = ("-c", "user.name=Kim Example", "-c", "user.email=kim@example.com")
    subprocess.run(
        ["git", *who, *arguments], cwd=folder, check=True, env={**os.environ, **dates}
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_history_in_git_becomes_a_line(folder):
    git(folder, "init", "-q")
    git(folder, "add", "accounts/northwind.yaml")
    git(folder, "commit", "-q", "-m", "First")
    plan = pm.northwind_plan()
    center = plan.center.replace("judith-okafor", stance="supporter")
    pm.write(plan.with_center(center), folder / "accounts" / "northwind.yaml")
    git(folder, "commit", "-q", "-am", "Second", day="2026-11-01")
    result = run("accounts", "-o", "out.json", "--history", *TODAY)
    assert result.exit_code == 0, result.output
    assert "of 1 file, which has no versions in git" in result.stderr
    first, second = json.loads((folder / "out.json").read_text("utf-8"))["accounts"]
    days = [day for day, _ in first["history"]]
    assert days == ["2026-10-01", "2026-11-01"]
    assert first["history"][0][1] < first["history"][1][1]
    assert second["history"] == []


def test_what_an_earlier_run_wrote_is_no_account(folder):
    arguments = ("accounts", "-o", "accounts/out.xlsx", "--pages", "accounts/pages")
    for _ in range(2):
        result = run(*arguments, *TODAY)
        assert result.exit_code == 0, result.output
    assert "wrote 2 pages of accounts to accounts/pages" in result.stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_bad_file_is_told_at_the_end_and_does_not_stop_the_others(folder, lang):
    (folder / "accounts" / "bad.csv").write_text("Name,Power\nAna,purple\n")
    result = run("accounts", "-o", "out.json", "--lang", lang, *TODAY)
    assert result.exit_code == 2
    assert len(accounts_in(folder / "out.json")) == 2
    assert "bad.csv" in result.stderr
    assert "purple" in result.stderr


def test_nothing_is_written_where_nothing_could_be_read(folder):
    result = run("missing.yaml", "-o", "out.json")
    assert result.exit_code == 2
    assert "missing.yaml: there is no such file" in result.stderr
    assert not (folder / "out.json").exists()


def test_one_playbook_holds_for_all(folder):
    playbook = '[wording.en]\n"Role.owner" = "Economic buyer"\n'
    (folder / "accounts" / "powermap.toml").write_text(playbook)
    result = run("accounts", "-o", "out.html", *TODAY)
    assert result.exit_code == 0, result.output
    assert "Economic buyer" in (folder / "out.html").read_text("utf-8")
    (folder / "accounts" / "west" / "powermap.toml").write_text(playbook)
    result = run("accounts", "-o", "other.html", *TODAY)
    assert isinstance(result.exception, pm.FormatError)
    assert "--playbook" in str(result.exception)
    chosen = ("--playbook", "accounts/powermap.toml")
    assert run("accounts", "-o", "other.html", *chosen, *TODAY).exit_code == 0


def test_partners_see_pseudonyms_and_nothing_that_judges_us(folder):
    result = run("accounts", "-o", "out.json", "--redact", "partner", *TODAY)
    assert result.exit_code == 0, result.output
    text = (folder / "out.json").read_text("utf-8")
    for person in pm.northwind():
        assert person.name not in text
    assert json.loads(text)["findings"] == []


@pytest.mark.parametrize("wrong", ["out.doc", "out"])
def test_an_unknown_format_is_refused_before_anything_is_read(folder, wrong):
    result = run("accounts", "-o", wrong)
    assert isinstance(result.exception, pm.FormatError)
