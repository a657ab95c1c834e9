"""The fuzzing tool makes the same file for the same number, and sees what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import powermap as pm

ROOT = Path(__file__).parents[1]
TOOL = ROOT / "tools" / "fuzz.py"


@pytest.fixture
def fuzzer(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from tools.fuzzing.check import Fuzzer

    return Fuzzer()


def test_a_number_stands_for_one_file_of_each_format(fuzzer):
    names = set()
    for seed in range(40):
        name, payload = fuzzer.file_of(seed)
        assert fuzzer.file_of(seed) == (name, payload)
        assert len(payload) <= 1_100_000
        names.add(name.rpartition(".")[2])
    wanted = {"xlsx", "xls", "xlsb", "ods", "xml", "csv", "tsv", "txt", "json", "yaml"}
    wanted |= {"md", "html", "vcf", "graphml", "gexf", "cyjs", "mmd", "toml", "pptx"}
    assert names == wanted


def test_what_is_wrong_is_a_finding(fuzzer, monkeypatch):
    def fail(*_, **__):
        raise KeyError("what no reader should raise")

    monkeypatch.setattr(pm.tables, "inspect", fail)
    findings = [fuzzer.check_all(seed) for seed in range(20)]
    assert any(each and each.startswith("KeyError at ") for each in findings)


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the operating system")
def test_the_tool_reads_in_processes_with_limits():
    done = subprocess.run(
        [sys.executable, str(TOOL), "--count", "40", "--start", "500"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("40 damaged files in ")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of the operating system")
def test_a_file_that_hangs_is_judged_by_the_time_of_the_processor(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT))
    from tools import fuzz

    hangs = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        "from tools import fuzz; fuzz._allow_seconds(1)\n"
        "print('5\\t?', flush=True)\n"
        "while True: pass\n"
    )
    output, ending = fuzz._heard([sys.executable, "-c", hangs])
    assert output == "5\t?\n"
    assert ending.endswith("s of the processor")
