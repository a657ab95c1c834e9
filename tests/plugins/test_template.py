"""The package of ``docs/howto/plugin`` adds everything that its guide says."""

from __future__ import annotations

import json

from powermap.plugins import GROUPS

NOTES = "Ana Ruiz | CFO | decider | low\nBen Ode | CIO | influencer | high\n"


def test_each_part_of_the_template_works(powermap):
    listed = powermap("plugins", "--format", "json")
    assert listed.returncode == 0, listed.stderr
    rows = json.loads(listed.stdout)
    assert {row["group"] for row in rows} == set(GROUPS)
    assert all(row["works"] and row["package"] == "acme-maps 1.0" for row in rows)


def test_its_formats_are_read_and_written(powermap, tmp_path):
    (tmp_path / "deal.notes").write_text(NOTES, encoding="utf-8")
    roles = powermap("roles", "deal.notes", "--format", "json")
    found = {row["name"]: row["role"] for row in json.loads(roles.stdout)}
    assert found == {"Ana Ruiz": "approver", "Ben Ode": "advocate"}
    written = powermap("convert", "deal.notes", "deal.contacts")
    assert written.returncode == 0, written.stderr
    text = (tmp_path / "deal.contacts").read_text(encoding="utf-8")
    assert text == "Ana Ruiz: Approver\nBen Ode: Advocate"


def test_its_chart_is_drawn_with_the_options_that_it_takes(powermap, tmp_path):
    (tmp_path / "deal.notes").write_text(NOTES, encoding="utf-8")
    draw = ("draw", "deal.notes", "--chart", "departments")
    drawn = powermap(*draw, "--lang", "zh", "-o", "map.svg")
    assert drawn.returncode == 0, drawn.stderr
    assert "各部门人数" in (tmp_path / "map.svg").read_text(encoding="utf-8")
    refused = powermap(*draw, "--size", "slide", "-o", "map.svg")
    assert refused.returncode == 2
    assert "--size" in refused.stderr
    unknown = powermap("draw", "deal.notes", "--chart", "none", "-o", "map.svg")
    assert "departments" in unknown.stderr


def test_its_finding_and_its_playbook_are_used(powermap, tmp_path):
    plan = "stakeholders:\n- name: Ana Ruiz\n  stance: champion\n"
    (tmp_path / "deal.yaml").write_text(plan, encoding="utf-8")
    check = ("check", "deal.yaml", "--select", "ACME", "--today", "2026-11-20")
    [finding] = json.loads(powermap(*check, "--format", "json").stdout)
    assert finding["message"].startswith("Ana Ruiz works for us")
    off = powermap(*check, POWERMAP_PLUGINS="off")
    assert off.returncode == 2
    report = ("report", "deal.yaml", "--playbook", "acme", "-o", "deal.md")
    assert powermap(*report).returncode == 0
    assert "Coach" in (tmp_path / "deal.md").read_text(encoding="utf-8")


def test_kept_answers_are_of_the_plugins_of_that_time(powermap, tmp_path):
    plan = "stakeholders:\n- name: Ana Ruiz\n  stance: champion\n"
    for name in ("deal.yaml", "other.yaml"):
        (tmp_path / name).write_text(plan, encoding="utf-8")
    for command in ("check", "portfolio"):
        run = (command, "deal.yaml", "other.yaml", "--cache", "kept")
        run = (*run, "--format", "json", "--today", "2026-11-20")
        before = powermap(*run).stdout
        assert before == powermap(*run).stdout
        after = powermap(*run, POWERMAP_PLUGINS="off").stdout
        assert after == powermap(*run[:3], *run[5:], POWERMAP_PLUGINS="off").stdout
        assert "ACME1" not in after
