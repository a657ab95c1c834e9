"""Errors and notes in the language of ``--lang``."""

from __future__ import annotations

import pytest

from powermap.errors import Note, Problem, TableError
from powermap.exchange.raw_file import warn
from powermap.language import Reason

PLAN = "name: ERP\nstakeholders:\n- name: Ana Ruiz\n  power: decider\n"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "powermap: missing.yaml: there is no such file"),
        ("zh", "powermap：missing.yaml：没有这个文件"),
    ],
)
def test_an_error_is_said_in_the_language_asked_for(powermap, tmp_path, lang, said):
    for arguments in (
        ("roles", "missing.yaml", "--lang", lang),
        # Whatever the order, and whatever the command.
        ("roles", "--lang", lang, "missing.yaml"),
        ("draw", "missing.yaml", "--lang", lang, "-o", "x.svg"),
        ("convert", "missing.yaml", "x.json", f"--lang={lang}"),
        ("assess", "missing.yaml", "--lang", lang),
    ):
        done = powermap(*arguments, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(said)


def test_one_run_does_not_change_the_language_of_the_next(powermap, tmp_path):
    powermap("roles", "missing.yaml", "--lang", "zh", cwd=tmp_path)
    done = powermap("roles", "missing.yaml", cwd=tmp_path)
    assert done.stderr.startswith("powermap: missing.yaml: there is no such file")
    # Commands without --lang speak English.
    done = powermap("schema", "-o", "nowhere/x.json", cwd=tmp_path)
    assert "the folder nowhere does not exist" in done.stderr.replace(
        f"{tmp_path}/", ""
    )


def test_notes_are_said_in_the_language_asked_for(powermap, tmp_path):
    (tmp_path / "powermap.toml").write_text('name = "Acme"\n')
    (tmp_path / "deal.yaml").write_text(PLAN)
    done = powermap("roles", "deal.yaml", "--lang", "zh", cwd=tmp_path)
    assert done.stderr == "提示：使用规则手册 powermap.toml\n"
    done = powermap("roles", "deal.yaml", cwd=tmp_path)
    assert done.stderr == "note: playbook powermap.toml\n"


def test_a_note_of_the_library_is_data(powermap, tmp_path, monkeypatch):
    (tmp_path / "deal.yaml").write_text(PLAN)
    people = Reason("common.people", count=2)

    def judged(*_, **__):
        warn(Note(people, "deal.yaml", "People"))
        raise TableError("deal.yaml", [Problem(people, "People", 3)])

    monkeypatch.setattr("powermap.cli.account.judge_plan", judged)
    done = powermap("roles", "deal.yaml", "--lang", "zh", cwd=tmp_path)
    assert done.stderr.splitlines() == [
        "提示：deal.yaml，People：2 人",
        "powermap：deal.yaml：1 个问题",
        "  People，第 3 行：2 人",
    ]


def test_what_the_system_says_is_translated(powermap, tmp_path):
    (tmp_path / "file").touch()
    done = powermap("demo", "-o", "file", "--lang", "zh", cwd=tmp_path)
    assert done.stderr == (
        "powermap：无法创建文件夹“file”：文件已存在；请用 -o 指定其他文件夹\n"
    )
