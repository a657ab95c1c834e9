"""The skill folder: its examples run, and it says nothing that the program does not."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys

import pytest
import yaml

import powermap as pm
from powermap.demo import northwind_changes, northwind_notes
from powermap.mcp.skill import EXAMPLES, skill_files, write_skill
from powermap.mcp.tools import TOOLS

COMMANDS = {tool.name: tool.command for tool in TOOLS.values() if tool.command}


@pytest.fixture(scope="module")
def skill(tmp_path_factory):
    folder = tmp_path_factory.mktemp("skill") / "powermap"
    for name in ("deal.yaml", "old.yaml"):
        folder.mkdir(exist_ok=True)
        pm.write(pm.northwind_plan(), folder / name)
    (folder / "accounts").mkdir()
    pm.write(pm.northwind_plan(), folder / "accounts/deal.yaml")
    (folder / "notes.md").write_text(northwind_notes())
    (folder / "changes.json").write_text(northwind_changes())
    write_skill(folder, "en")
    return folder


def ask(skill, *arguments):
    return subprocess.run(
        [sys.executable, "scripts/ask.py", *arguments],
        cwd=skill,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_example_of_the_skill_runs(skill):
    text = (skill / "SKILL.md").read_text()
    examples = re.findall(r"`python scripts/ask\.py (.*?)`", text)
    assert [example.split()[0] for example in examples] == [*COMMANDS]
    for example in examples:
        done = ask(skill, *shlex.split(example))
        # A check ends with 1 when it finds something.
        expected = {0, 1} if example.startswith("check") else {0}
        assert done.returncode in expected, (example, done.stderr)
        assert "Traceback" not in done.stderr
        if "--format json" in COMMANDS[example.split()[0]]:
            json.loads(done.stdout)


def test_values_are_never_run_and_tools_are_named(skill):
    done = ask(skill, "roles", "plan=x; touch evil #.yaml")
    assert done.returncode == 2
    assert not (skill / "evil").exists()
    assert ask(skill).stderr.startswith("tools: ")
    assert ask(skill, "roles").stderr.strip() == "add plan=..."


def test_the_head_is_what_assistants_look_for():
    for lang in ("en", "zh"):
        text = skill_files(lang)["SKILL.md"]
        _, head, body = text.split("---\n", 2)
        facts = yaml.safe_load(head)
        assert facts["name"] == "powermap"
        assert 50 < len(facts["description"]) <= 1024
        assert "{tools}" not in body
        for tool in COMMANDS:
            assert f"ask.py {tool} " in body
    used = set(re.findall(r"\{(\w+)\}", " ".join(COMMANDS.values())))
    assert used == {*EXAMPLES}
