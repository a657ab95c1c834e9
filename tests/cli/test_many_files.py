"""Commands on many files: sections, lists, columns, sums, files, faults, the cache."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest

import powermap as pm
from powermap.cli.command_group import COMMANDS, load_commands
from powermap.cli.many.targets import targets_of

DAY = ("--today", "2026-11-20")
BAD = "stakeholders: ["


@pytest.fixture
def plans(tmp_path):
    folder = tmp_path / "plans"
    (folder / "south").mkdir(parents=True)
    pm.write(pm.northwind_plan(), folder / "a.yaml")
    pm.write(pm.northwind(), folder / "south" / "b.json")
    pm.write(pm.northwind(), folder / "c.csv")
    return folder


NAMES = ["a.yaml", "c.csv", "south/b.json"]
PRINTING = """roles check network assess strategy steps relationships needs coverage
pipeline levers appraise robust ask must-hold inspect""".split()


def test_each_section_is_what_the_command_says_of_the_file_alone(powermap, plans):
    for command in ("check", "roles", "coverage"):
        many = powermap(command, "plans", cwd=plans.parent)
        assert "Traceback" not in many.stderr
        sections = many.stdout.split("==> ")[1:]
        assert [each.partition(" <==\n")[0] for each in sections] == NAMES
        for name, section in zip(NAMES, sections, strict=True):
            alone = powermap(command, f"plans/{name}", cwd=plans.parent)
            assert section.partition(" <==\n")[2].startswith(alone.stdout.rstrip())


def test_every_command_that_prints_takes_many_files(powermap, plans):
    (plans / "bad.yaml").write_text(BAD, encoding="utf-8")
    for command in PRINTING:
        done = powermap(command, plans, "--format", "json")
        assert done.returncode == 2, (command, done.stderr)
        assert "1 file failed:\n  bad.yaml: " in done.stderr
        files = {row["file"] for row in json.loads(done.stdout)}
        # A list of people has no pipeline, and so no rows.
        assert "a.yaml" in files, command
        assert files <= {*NAMES}, command


def test_files_are_named_in_every_format_for_programs(powermap, plans):
    found = powermap("check", plans, *DAY, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(found.stdout)))
    assert list(rows[0])[:2] == ["file", "code"]
    assert [*dict.fromkeys(row["file"] for row in rows)] == NAMES
    assert len(rows) == len(
        json.loads(powermap("check", plans, "--format", "json", *DAY).stdout)
    )
    lines = powermap("check", plans, *DAY, "--format", "github").stdout.splitlines()
    assert len(lines) == len(rows) + 1
    assert lines[-1].endswith("Checked as of 20 Nov 2026.")
    paths = {line.split(",")[0].partition("file=")[2] for line in lines[:-1]}
    assert paths == {(plans / name).as_posix() for name in NAMES}


def test_check_sums_up_and_answers_by_its_exit_code(powermap, plans):
    done = powermap("check", plans, *DAY, "--select", "PM2")
    total = done.stdout.splitlines()[-1]
    assert total.startswith("3 files checked. ")
    assert "warnings (in 3 files)" in total
    assert done.returncode == 1
    chosen = (*DAY, "--ignore", "PM")
    clean = powermap("check", plans / "c.csv", plans / "south", *chosen)
    assert clean.stdout.splitlines()[-1] == "2 files checked. No findings."
    assert clean.returncode == 0
    zh = powermap("check", plans, *DAY, "--lang", "zh").stdout.splitlines()[-1]
    assert zh.startswith("共检查 3 个文件。")
    pattern = powermap("check", f"{plans}/*.yaml", *DAY)
    assert pattern.stdout.splitlines()[-1].startswith("1 file checked. ")


def test_pictures_go_to_a_folder_or_by_a_pattern(powermap, plans):
    (plans / "bad.yaml").write_text(BAD, encoding="utf-8")
    maps = plans / "maps"
    done = powermap("draw", plans, "-o", maps, "--jobs", 2)
    assert done.returncode == 2
    assert done.stdout == f"wrote 3 files to {maps}\n"
    drawn = sorted(path.relative_to(maps).as_posix() for path in maps.rglob("*.*"))
    assert drawn == ["a.svg", "c.svg", "south/b.svg"]
    one = plans.parent / "one.svg"
    powermap("draw", plans / "a.yaml", "-o", one)
    assert one.read_bytes() == (maps / "a.svg").read_bytes()
    # Data that lies among the accounts is not taken for one of them the next time.
    for _ in range(2):
        powermap("draw", f"{plans}/*.yaml", "-o", plans / "{name}-map.json")
        assert sorted(path.name for path in plans.glob("*.json")) == ["a-map.json"]
    single = powermap("report", plans / "a.yaml", "-o", plans / "{name}.md")
    assert single.returncode == 0
    assert (plans / "a.md").is_file()


def test_answers_go_to_one_file_or_one_for_each(powermap, plans):
    target = plans.parent / "all.csv"
    powermap("roles", plans, "--format", "csv", "-o", target)
    assert target.read_text("utf-8-sig").startswith("file,id,name,role")
    powermap("roles", plans, "-o", plans.parent / "roles")
    alone = powermap("roles", plans / "a.yaml").stdout
    assert (plans.parent / "roles" / "a.txt").read_text("utf-8") == alone


def test_names_of_targets_are_short_and_never_the_same():
    paths = "a.yaml in/a.yaml in/a.json ../a.yaml b/c.yaml".split()
    named = {path: Path(path) for path in paths}
    targets = [target for _, target in targets_of(named, Path("out"), ".svg").values()]
    assert len(set(targets)) == len(targets)
    assert Path("out/c.svg") in targets
    assert all(".." not in target.parts for target in targets)


def test_what_makes_no_sense_for_many_files_is_refused(powermap, plans):
    cases = [
        (("draw", plans, "-o", "x.svg"), "is one file, but several are to be written"),
        (("roles", plans / "a.yaml", "-"), "cannot stand beside other files"),
        (("network", plans, "--to", "Ana"), "--to is for one file"),
        (("inspect", plans, "--write-mapping", "m.toml"), "--write-mapping is for one"),
    ]
    for arguments, message in cases:
        done = powermap(*arguments)
        assert done.returncode == 2
        assert message in done.stderr


def test_files_with_the_same_fault_are_told_together(powermap, plans):
    done = powermap("check", plans, "--select", "PX")
    assert done.returncode == 2
    assert done.stderr.count("PX") == 1
    assert "3 files failed:\n  a.yaml, c.csv, south/b.json: " in done.stderr


def test_everybody_has_one_pseudonym_in_all_files(powermap, plans):
    done = powermap("roles", plans, "--redact", "partner", "--format", "json")
    names = {}
    for row in json.loads(done.stdout):
        names.setdefault(row["file"], set()).add(row["name"])
    assert names["a.yaml"] == names["south/b.json"]
    assert done.stderr.count("random pseudonym") == 1


def test_unchanged_files_are_not_done_again(powermap, plans, monkeypatch):
    cache = plans.parent / "cache"
    options = (*DAY, "--cache", cache)
    first = powermap("check", plans, *options)
    maps = plans.parent / "maps"
    powermap("draw", plans, "-o", maps, "--cache", cache)
    drawn = {path: path.read_bytes() for path in maps.rglob("*.svg")}
    for path in drawn:
        path.unlink()

    def refuse(*_, **__):
        raise AssertionError("done again")

    with monkeypatch.context() as patch:
        patch.setattr("powermap.cli.plan_options.open_account", refuse)
        again = powermap("check", plans, *options)
        powermap("draw", plans, "-o", maps, "--cache", cache)
        assert (again.stdout, again.returncode) == (first.stdout, 1)
        assert {path: path.read_bytes() for path in maps.rglob("*.svg")} == drawn
        # Each of these changes an answer.
        for changed in (
            ("--lang", "zh"),
            ("--today", "2026-11-21"),
            ("--format", "json"),
        ):
            done = powermap("check", plans, *options, *changed)
            assert "3 files failed" in done.stderr or "失败" in done.stderr
        (plans / "powermap.toml").write_text("[findings]\n", encoding="utf-8")
        assert "2 files failed" in powermap("check", plans, *options).stderr
    # What is damaged is made again.
    for path in cache.rglob("*"):
        if path.is_file():
            os.truncate(path, path.stat().st_size // 2)
    assert powermap("check", plans, *options).returncode == 1


def test_a_change_of_shared_people_is_seen(powermap, plans):
    shared = plans / "people.yaml"
    plans.joinpath("acme.yaml").write_text("account: Acme\npeople: people.yaml\n")
    for power in (8, 1):
        shared.write_text(f"stakeholders: [{{id: a, name: Ana, power: {power}}}]")
        kept = powermap("check", plans, *DAY, "--cache", plans.parent / "cache")
        assert kept.stdout == powermap("check", plans, *DAY).stdout
        assert "==> people.yaml" not in kept.stdout


def test_the_signature_of_every_command_says_whether_it_takes_many():
    commands = load_commands()
    many = {
        name
        for name, command in commands.items()
        if any(each.name == "files" for each in command.params)
    }
    assert many == {*PRINTING, "draw", "report", "portfolio", "combine", "merge"} & {
        *COMMANDS
    }
