"""``powermap inspect``, the options of reading, and notes on files."""

from __future__ import annotations

import json
import re

import pytest

from powermap.cli.reader import print_notes
from powermap.errors import Note

REGISTER = """\
Stakeholder,Position,Influence,Interest,Region
Ana Ruiz,CFO,High,Low,North
Ben Ode,CIO,Medium,High,South
Cleo Hart,Buyer,TBD,High,North
Dan Moor,Engineer,,Low,South
"""
SCORES = "Name,Power,Involvement\nAna,4,4\nBen,5,2\nCleo,2,5\nDan,1,1\n"


@pytest.fixture
def saved(tmp_path):
    def save(text, name="register.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        return path

    return save


def test_inspect_says_how_a_register_is_understood(powermap, saved):
    done = powermap("inspect", saved(REGISTER))
    assert (done.returncode, done.stderr) == (0, "")
    text = " ".join(done.stdout.split())
    for said in (
        "People: header in row 1, 4 rows",
        "Influence Power",
        "1 × 'High' → Decider",
        "1 × 'TBD' → unknown",
        "Region custom field",
        "4 people, 2 with a place on the map",
        "Without a place, 1 person (Influence says 'TBD'): Cleo Hart",
        "Without a place, 1 person (nothing in Influence): Dan Moor",
        "Scale: 0 to 10",
        "no influence graph yet",
        "-o register.html",
    ):
        assert said in text, said
    # Commands are not broken; everything else fits a terminal.
    lines = [line for line in done.stdout.splitlines() if "powermap draw" not in line]
    assert max(map(len, lines[1:])) <= 80


def test_inspect_speaks_chinese(powermap, saved):
    done = powermap("inspect", saved(REGISTER), "--lang", "zh")
    assert done.returncode == 0
    assert "4 人，其中 2 人在图上有位置" in done.stdout
    words = re.sub(r"\S*register\S*|powermap|draw|-o|CSV|TSV", "", done.stdout)
    for word in ("sheet", "column", "header", "people", "unknown", "scale"):
        assert word not in words


def test_inspect_as_json_has_keys_that_stay(powermap, saved):
    path = saved(REGISTER)
    done = powermap("inspect", path, "--format", "json")
    shown = json.loads(done.stdout)
    assert [*shown] == [
        "source",
        "format",
        "mapping",
        "tables",
        "scale",
        "people",
        "ties",
        "deals",
        "missing",
        "problems",
        "notes",
        "next",
    ]
    [table] = shown["tables"]
    fields = [column["fields"] for column in table["columns"]]
    assert fields == [["name"], ["title"], ["power"], ["involvement"], []]
    influence = table["columns"][2]
    assert influence["words"][0] == {
        "written": "High",
        "rows": [2],
        "value": "decider",
        "how": "word",
    }
    assert shown["people"]["placed"] == 2
    assert [each["id"] for each in shown["people"]["unplaced"]] == [
        "cleo-hart",
        "dan-moor",
    ]
    assert shown["next"] == [f"powermap draw {path} -o register.html"]


def test_a_question_is_exit_code_1_with_the_option_that_answers_it(powermap, saved):
    path = saved(SCORES, "scores.csv")
    asked = powermap("inspect", path)
    assert asked.returncode == 1
    command = f"powermap inspect {path} --scale 1..5"
    assert asked.stdout.splitlines()[-1].strip() == command
    answered = powermap("inspect", path, "--scale", "1..5")
    assert answered.returncode == 0
    assert f"powermap draw {path} --scale 1..5 -o scores.html" in answered.stdout
    # A refusal names the command that shows more.
    refused = powermap("roles", path)
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1].endswith(f"powermap inspect {path}")


def test_what_cannot_be_opened_is_exit_code_2(powermap, tmp_path):
    assert powermap("inspect", tmp_path / "none.csv").returncode == 2


def test_every_command_reads_a_file_with_the_same_options(powermap, saved, tmp_path):
    path = saved(SCORES, "scores.csv")
    for command in (
        ("roles",),
        ("network",),
        ("check", "--fail-on", "serious"),
        ("steps",),
        ("coverage",),
        ("draw", "-o", tmp_path / "a.svg"),
        ("report", "-o", tmp_path / "a.md"),
    ):
        name, *rest = command
        assert powermap(name, path, *rest).returncode == 2
        done = powermap(name, path, "--scale", "1..5", *rest)
        assert done.returncode in {0, 1}, (command, done.stderr)
    assert powermap("diff", path, path, "--scale", "1..5").returncode == 0
    done = powermap("convert", path, tmp_path / "b.yaml", "--scale", "1..5")
    assert done.returncode == 0
    assert "high: 5" in (tmp_path / "b.yaml").read_text()


def test_standard_input_is_a_table_in_any_encoding(powermap):
    for payload in (
        REGISTER.encode(),
        REGISTER.replace(",", "\t").encode("utf-16"),
        "姓名,权力\n张伟,高\n".encode("gb18030"),
    ):
        done = powermap("roles", "-", stdin=payload)
        assert done.returncode == 0, done.stderr
    assert "张伟" in done.stdout


def test_options_of_tables_are_refused_for_a_plan(powermap, saved):
    plan = saved("name: ERP\nstakeholders: [{name: Ana}]\n", "deal.yaml")
    for option in (("--mapping", "crm"), ("--scale", "1..5"), ("--sheet", "People")):
        done = powermap("roles", plan, *option)
        assert done.returncode == 2
        assert option[0] in done.stderr


def test_notes_of_one_file_are_grouped_and_limited(powermap, saved):
    path = saved(REGISTER)
    done = powermap("roles", path)
    lines = done.stderr.splitlines()
    assert lines[0] == f"note: {path} was read as follows:"
    assert all(line.startswith("  ") for line in lines[1:])
    assert done.stderr.count(str(path)) == 1


def test_many_notes_of_one_file_are_cut(capsys):
    notes = [Note(f"note {number}", "a b.csv") for number in range(15)]
    print_notes(notes, "a b.csv", "en")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 + 12 + 1
    assert lines[-1] == "  … and 3 more: powermap inspect 'a b.csv'"
    print_notes(notes[:1], "a b.csv", "en")
    assert capsys.readouterr().err == "note: a b.csv: note 0\n"


def test_nobody_placed_is_told_and_names_the_command(powermap, saved, tmp_path):
    path = saved("Name,Title\nAna Ruiz,CFO\nBen Ode,CIO\n")
    for command in (
        ("draw", path, "-o", tmp_path / "a.svg"),
        ("roles", path),
        ("report", path, "-o", tmp_path / "a.md"),
    ):
        done = powermap(*command)
        assert done.returncode == 0
        assert f"powermap inspect {path}" in done.stderr
    assert (tmp_path / "a.svg").is_file()
    shown = powermap("inspect", path)
    assert shown.returncode == 0
    assert "No column says who decides" in shown.stdout


def test_a_mapping_that_was_written_reads_the_file_as_before(powermap, saved, tmp_path):
    path = saved(REGISTER)
    mapping = tmp_path / "ours.toml"
    plain = powermap("inspect", path, "--format", "json")
    written = powermap("inspect", path, "--format", "json", "--write-mapping", mapping)
    assert written.stdout == plain.stdout
    assert written.stderr == f"wrote {mapping}\n"
    options = ("--mapping", mapping)
    again = json.loads(powermap("inspect", path, *options, "--format", "json").stdout)
    assert again["people"] == json.loads(plain.stdout)["people"]
    assert again["tables"][0]["columns"][2]["certainty"] == "mapping"
    # Edits by hand are not written over.
    assert powermap("inspect", path, "--write-mapping", mapping).returncode == 2
    plan = saved("name: ERP\nstakeholders: [{name: Ana}]\n", "deal.yaml")
    other = tmp_path / "other.toml"
    refused = powermap("inspect", plan, "--write-mapping", other)
    assert refused.returncode == 2
    assert not other.exists()


def test_a_file_in_which_nobody_is_placed_is_told_how_to_go_on(powermap, saved):
    path = saved("Name,Weight\nAna,A\nBen,B\nCleo,A\n", "list.csv")
    commands = json.loads(powermap("inspect", path, "--format", "json").stdout)["next"]
    assert commands == [
        f"powermap inspect {path} --write-mapping list.toml",
        f"powermap draw {path} --mapping list.toml -o list.html",
    ]
