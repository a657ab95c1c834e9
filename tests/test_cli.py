from __future__ import annotations

import json
import subprocess
import sys

import pytest


def run(*arguments, stdin="", cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "powermap", *map(str, arguments)], input=stdin,
        capture_output=True, text=True, cwd=cwd, check=False, encoding="utf-8",
    )  # fmt: skip


def test_demo_writes_six_files_and_says_so(tmp_path):
    done = run("demo", "-o", tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    names = [f"northwind{end}" for end in ("-cells.png", "-cells.svg", "-scores.png", "-scores.svg", ".xlsx", ".yaml")]
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == names
    assert all(name in done.stdout for name in names)
    assert "Gatekeeper" in done.stdout


def test_template_draw_roles_convert(tmp_path):
    assert run("template", tmp_path / "plan.xlsx", "--lang", "zh").returncode == 0
    yaml = "name: ERP\nstakeholders:\n- name: =1+1\n  power: 决策者\n  involvement: 2\n"
    (tmp_path / "plan.yaml").write_text(yaml, encoding="utf-8")
    assert run("convert", tmp_path / "plan.yaml", tmp_path / "plan.json").returncode == 0
    assert run("draw", "-", "-o", tmp_path / "plan.svg", stdin=(tmp_path / "plan.json").read_text()).returncode == 0
    assert "=1+1" in (tmp_path / "plan.svg").read_text(encoding="utf-8")
    rows = json.loads(run("roles", "-", "--format", "json", stdin=yaml).stdout)
    assert [(row["name"], row["role"], row["margin"]) for row in rows] == [("=1+1", "approver", 3.0)]
    assert "'=1+1" in run("roles", "-", "--format", "csv", stdin=yaml).stdout
    assert "审批者" in run("roles", "-", "--lang", "zh", stdin=yaml).stdout


def test_schema_is_printed():
    assert json.loads(run("schema").stdout)["required"] == ["name"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("draw", "missing.yaml", "-o", "x.svg"), "missing.yaml"),
        (("draw", "plan.docx", "-o", "x.svg"), "plan.docx"),
        (("draw", "-", "-o", "x.bmp"), "x.bmp"),
        (("draw", "-", "-o", "nowhere/x.svg"), "nowhere"),
        (("roles", "-", "--lang", "fr"), "fr"),
    ],
)
def test_errors_are_one_message_and_exit_code_2(tmp_path, arguments, said):
    done = run(*arguments, stdin="name: ERP\nstakeholders:\n- name: Ana\n", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_drawing_svg_loads_nothing_heavy(tmp_path):
    code = (
        "import sys; sys.argv=['powermap','draw','-','-o','x.svg']\n"
        "from powermap.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'matplotlib','networkx','numpy','pandas'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input="name: ERP\n",
        capture_output=True, text=True, cwd=tmp_path, check=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
