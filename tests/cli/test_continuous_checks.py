"""Checks on every change: SARIF, the pre-commit hook, the action for GitHub."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given, strategies as st

import powermap as pm
from powermap.exchange.documents.lines import lines_of_people

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "tests/data/sarif-schema-2.1.0.json").read_text("utf-8"))
TODAY = ("--today", "2026-11-20")
PLAN = """\
# Who decides at Northwind.
name: Northwind ERP
stakeholders:
- name: Ana Ruiz
  power: decider
  involvement: high
  stance: enemy
- {name: Ben Ode}
"""


@pytest.fixture
def folder(tmp_path):
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "northwind.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder, *arguments, **options):
    return subprocess.run(
        [*map(str, arguments)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        **options,
    )


def powermap(folder, *arguments):
    return run(folder, sys.executable, "-m", "powermap", *arguments)


def sarif(folder, *arguments):
    done = powermap(folder, "check", *arguments, "--format", "sarif", *TODAY)
    log = json.loads(done.stdout)
    jsonschema.validate(log, SCHEMA)
    return done.returncode, log["runs"][0]


def test_sarif_names_the_line_of_each_person(folder):
    code, run = sarif(folder, "plans/northwind.yaml", "--select", "PM307,PM102,PM401")
    assert code == 1
    places = {}
    for result in run["results"]:
        [location] = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "plans/northwind.yaml"
        places[result["ruleId"]] = place["region"]["startLine"]
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert "{" not in rule["help"]["text"]
    assert places["PM307"] == 4
    assert places["PM401"] == 8


def test_sarif_of_many_files_is_one_log_with_what_failed(folder):
    (folder / "plans/two words.yaml").write_text(PLAN, encoding="utf-8")
    (folder / "plans/broken.yaml").write_text("stakeholders: [", encoding="utf-8")
    code, run = sarif(folder, "plans", "--lang", "zh")
    assert code == 2
    assert run["language"] == "zh-CN"
    uris = set()
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]["artifactLocation"]
        uris.add(place["uri"])
    assert uris == {"plans/northwind.yaml", "plans/two%20words.yaml"}
    [invocation] = run["invocations"]
    assert not invocation["executionSuccessful"]
    [notification] = invocation["toolExecutionNotifications"]
    assert "broken.yaml" in json.dumps(notification)


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("northwind.yaml", "northwind.yaml"),
        ("./../plans/northwind.yaml", "northwind.yaml"),
        ("../other/北 #1.yaml", "file://{root}/other/%E5%8C%97%20%231.yaml"),
    ],
)
def test_a_place_is_within_the_repository_or_whole(folder, file, uri):
    (folder / "other").mkdir()
    (folder / "other/北 #1.yaml").write_text(PLAN, encoding="utf-8")
    _, run = sarif(folder / "plans", file, "--select", "PM307")
    [result] = run["results"]
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == uri.format(root=folder)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r"])
def test_people_of_another_file_stand_in_the_line_of_the_plan(folder, mark):
    shared = "stakeholders:\n- {name: Ana Ruiz}\n- {name: Ben Ode}\n"
    (folder / "plans/people.yaml").write_text(shared, encoding="utf-8")
    lines = ["name: ERP", "people: people.yaml", "stakeholders:"]
    # In another order than the shared file.
    lines += ["- {id: ben-ode, power: decider, stance: enemy}", "", "- {id: ana-ruiz}"]
    text = "\ufeff" + mark.join(lines)
    (folder / "plans/erp.yaml").write_bytes(text.encode())
    _, run = sarif(folder, "plans/erp.yaml", "--select", "PM307,PM401")
    places = {}
    for result in run["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        places[result["ruleId"]] = region["startLine"]
    assert places == {"PM307": 4, "PM401": 6}


def test_a_finding_keeps_its_fingerprint_when_lines_move(folder):
    prints = []
    for text in (PLAN, f"# moved\n\n{PLAN}"):
        (folder / "plans/northwind.yaml").write_text(text, encoding="utf-8")
        _, run = sarif(folder, "plans/northwind.yaml")
        prints.append([result["partialFingerprints"] for result in run["results"]])
    assert prints[0] == prints[1]


def test_every_finding_of_the_demo_is_valid_sarif(folder):
    pm.write(pm.northwind_plan(), folder / "plans/demo.yaml")
    for lang in ("en", "zh"):
        code, run = sarif(folder, "plans/demo.yaml", "--lang", lang)
        assert code == 1
        assert len(run["results"]) > 10
    code, run = sarif(folder, "plans/demo.yaml", "--select", "PM101")
    assert (code, run["results"]) == (0, [])


NAMES = st.lists(
    st.text(st.characters(categories=("L", "P", "Zs")), min_size=1, max_size=9).filter(
        lambda name: name.strip()
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda name: name.strip().casefold(),
)


@given(NAMES, st.sampled_from(["yaml", "json", "indented"]))
def test_each_person_stands_in_its_line(names, layout):
    people = [{"name": name, "note": "two\nlines"} for name in names]
    document = {"name": "ERP", "stakeholders": people}
    if layout == "yaml":
        text = yaml.safe_dump(document, sort_keys=False)
    else:
        indent = 1 if layout == "indented" else None
        text = json.dumps(document, indent=indent, ensure_ascii=False)
    lines = lines_of_people(text)
    assert len(lines) == len(names)
    if layout == "yaml":
        for line in lines:
            assert text.split("\n")[line - 1].startswith("- name:")
    if layout == "json":
        assert set(lines) == {1}


@pytest.mark.parametrize(
    "text", ["", "[", "stakeholders: 5", "a: &a [*a]", "people: team.yaml", "[" * 5_000]
)
def test_no_line_is_told_where_none_can_be(text):
    assert lines_of_people(text) == []


def test_annotations_name_the_line(folder):
    check = ("check", "plans/northwind.yaml", "--format", "github", *TODAY)
    found = powermap(folder, *check, "--select", "PM307").stdout
    assert found.startswith("::error file=plans/northwind.yaml,line=4,title=PM307::")


def test_the_hook_checks_the_plans_that_changed(folder):
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    pattern = re.compile(hook["files"])
    assert pattern.search("plans/northwind.yaml")
    assert pattern.search("sales/accounts/erp/deal.xlsx")
    for other in (".github/workflows/plans.yml", "plans/readme.md", "myplans/a.yaml"):
        assert not pattern.search(other)
    program, *entry = shlex.split(hook["entry"])
    assert program == "powermap"
    assert powermap(folder, *entry, "plans/northwind.yaml").returncode == 1


def test_the_hooks_are_what_pre_commit_takes():
    pytest.importorskip("pre_commit")
    manifest = ROOT / ".pre-commit-hooks.yaml"
    valid = run(ROOT, sys.executable, "-m", "pre_commit", "validate-manifest", manifest)
    assert valid.returncode == 0, valid.stdout


def action_step(inputs, tmp_path):
    """The check of the action: its script, and what its environment has."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    given = {name: row["default"] for name, row in action["inputs"].items()} | inputs
    [step] = [s for s in action["runs"]["steps"] if s.get("id") == "check"]
    environment = {}
    for key, value in step["env"].items():
        [name] = re.findall(r"^\$\{\{ inputs\.([\w-]+) \}\}$", value)
        environment[key] = given[name]
    environment["GITHUB_OUTPUT"] = str(tmp_path / "outputs")
    return step["run"], environment


def run_action(folder, tmp_path, **inputs):
    script, environment = action_step(inputs, tmp_path)
    bin = tmp_path / "bin"
    bin.mkdir(exist_ok=True)
    command = bin / "powermap"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m powermap "$@"\n')
    command.chmod(0o755)
    path = {"PATH": f"{bin}:/usr/bin:/bin", "PYTHONPATH": str(ROOT / "src")}
    # As a runner does for `shell: bash`.
    bash = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script)
    return run(folder, *bash, env={**environment, **path})


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_the_action_writes_sarif_and_annotations(folder, tmp_path):
    done = run_action(folder, tmp_path, plans="plans\n\nplans/northwind.yaml\n")
    assert done.returncode == 1, done.stderr
    assert "::error file=plans/northwind.yaml,line=4" in done.stdout
    log = json.loads((folder / "powermap.sarif").read_text("utf-8"))
    jsonschema.validate(log, SCHEMA)
    assert (tmp_path / "outputs").read_text("utf-8") == "sarif=powermap.sarif\n"


@pytest.mark.skipif(sys.platform == "win32", reason="needs bash")
def test_no_input_of_the_action_is_run_as_a_command(folder, tmp_path):
    hostile = "$(touch run)"
    inputs = dict.fromkeys(("plans", "playbook", "sarif", "language"), hostile)
    done = run_action(folder, tmp_path, **inputs)
    assert done.returncode == 2
    assert not (folder / "run").exists()
