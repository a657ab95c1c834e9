"""What powermap and its tests need of a machine."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
DISTRIBUTIONS = {
    "PIL": "pillow",
    "charset_normalizer": "charset-normalizer",
    "docx": "python-docx",
    "markdown_it": "markdown-it-py",
    "mcp_types": "mcp-types",
    "fontTools": "fonttools",
    "pptx": "python-pptx",
    "ruamel": "ruamel.yaml",
    "pydantic_core": "pydantic",
    "yaml": "pyyaml",
    "font_source_sans_pro": "font-source-sans-pro",
}
"""Distributions that are called otherwise than what they bring."""


def imported_names():
    names = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add(node.module.partition(".")[0])
    return names - sys.stdlib_module_names - {"powermap"}


def test_everything_that_is_imported_is_declared():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"]]
    for extra in ("documents", "mcp", "pptx", "streamlit", "web", "widget"):
        lines += extras[extra]
    declared = {re.split(r"[<>=\[ ]", line)[0] for line in lines}
    names = imported_names()
    assert len(names) > 15
    assert {DISTRIBUTIONS.get(name, name) for name in names} <= declared


def test_no_test_waits_for_a_clock_that_other_programs_delay():
    wall_clock = re.compile(r"perf_counter|monotonic\(|time\.time\(")
    timed = []
    for path in (ROOT / "tests").rglob("*.py"):
        if path != Path(__file__) and wall_clock.search(path.read_text("utf-8")):
            timed.append(path.name)
    assert timed == []


def test_the_bill_of_materials_and_the_licenses_name_every_library():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    bill = json.loads((ROOT / "sboms/buying-powermap.cdx.json").read_text("utf-8"))
    listed = {plain_name(each["name"]) for each in bill["components"]}
    table = (ROOT / "LICENSES.md").read_text(encoding="utf-8")
    wanted = [*project["dependencies"], *project["optional-dependencies"]["pptx"]]
    for requirement in wanted:
        name = re.split(r"[<>=\[ ]", requirement)[0]
        assert plain_name(name) in listed, f"{name}: just release"
        assert f"| {plain_name(name)} |" in plain_name(table), f"{name}: just release"


def plain_name(name):
    return re.sub(r"[-_.]+", "-", name).lower()
