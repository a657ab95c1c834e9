"""What only a process of its own shows: streams, the locale and what is loaded."""

from __future__ import annotations

import functools
import os
import subprocess
import sys

import pytest

import powermap as pm

PLAN = (
    "name: ERP\nstakeholders:\n- name: Ana Ruiz\n  power: decider\n  involvement: 2\n"
)


def test_demo_without_python_pptx_says_what_is_missing(tmp_path):
    code = (
        'import sys; sys.modules["pptx"] = None; from powermap.cli import main; main()'
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "demo"],
        capture_output=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"note: the demo has no slides: python-pptx is not installed" in done.stderr
    assert not (tmp_path / "powermap-demo" / "northwind.pptx").exists()
    assert (tmp_path / "powermap-demo" / "northwind.html").exists()


@pytest.mark.skipif(
    os.name == "nt", reason="the shell of Windows cannot close a stream"
)
@pytest.mark.parametrize(
    "arguments",
    [("draw", "-", "-o", "s.svg"), ("roles", "-"), ("convert", "-", "x.json")],
)
def test_a_closed_standard_input_is_told(tmp_path, arguments):
    shell = ["sh", "-c", 'exec "$@" <&-', "sh"]
    command = [*shell, sys.executable, "-m", "powermap", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("powermap: standard input is closed; ")
    assert list(tmp_path.iterdir()) == []


# Consoles of Windows in Western Europe and in China, and a server without a locale.
@pytest.mark.parametrize("encoding", ["cp1252", "cp936", "ascii"])
def test_output_is_utf8_whatever_the_console(tmp_path, encoding):
    pm.write(pm.northwind("zh"), tmp_path / "deal.yaml")
    command = [sys.executable, "-m", "powermap", "roles", "--lang", "zh"]
    console = {"LC_ALL": "C", "PYTHONIOENCODING": encoding}
    run = functools.partial(
        subprocess.run,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **console},
        check=False,
    )
    roles = run([*command, "deal.yaml"])
    assert (roles.returncode, roles.stderr) == (0, b"")
    assert "欧阳静" in roles.stdout.decode("utf-8")
    refused = run([*command, "客户.yaml"])
    assert refused.returncode == 2
    assert "客户.yaml" in refused.stderr.decode("utf-8")


def test_drawing_svg_loads_nothing_heavy(tmp_path):
    code = (
        "import sys; sys.argv = ['powermap', 'draw', '-', '-o', 'x.svg']\n"
        "from powermap.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'matplotlib', 'networkx', 'numpy', 'pandas', 'polars', 'pyarrow', 'pygraphviz', 'xlsxwriter'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=PLAN,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
    )
    assert done.stdout.splitlines() == ["wrote x.svg", "[]"]
