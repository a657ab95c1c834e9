"""Which libraries and parts a command loads: what it needs, and nothing else.

Names and no times, so that the answer is the same on every machine; the times are in
`benchmarks/cold.py`.
"""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

import powermap as pm

LIBRARIES = {
    "charset_normalizer",
    "docx",
    "fontTools",
    "graphviz",
    "jinja2",
    "logging",
    "lxml",
    "markdown_it",
    "matplotlib",
    "narwhals",
    "networkx",
    "numpy",
    "numpy.ma",
    "olefile",
    "pandas",
    "PIL",
    "polars",
    "pptx",
    "pyarrow",
    "pydantic",
    "pygraphviz",
    "python_calamine",
    "rich.console",
    "ruamel",
    "ssl",
    "statistics",
    "typst",
    "xlsxwriter",
    "yaml",
}
PARTS = {
    "charts",
    "compare",
    "demo",
    "exchange",
    "exchange.crm",
    "exchange.formats.delimited",
    "exchange.formats.legacy",
    "exchange.formats.vcard",
    "exchange.intake.intake",
    "exchange.mermaid",
    "exchange.playbooks",
    "exchange.tables.archive",
    "exchange.tables.frames",
    "exchange.tables.template",
    "judgment.findings",
    "judgment.strategy",
    "judgment.worlds",
    "live",
    "model",
    "network",
    "redaction",
    "render",
    "reporting",
    "views",
    "views.scores",
}
READS = {"pydantic", "yaml", "exchange", "model"}
DRAWS = READS | {"charts", "render", "views"}
# rich draws the help of Typer, which needs the rest for its own formats.
ALLOWED = {
    "--version": set(),
    "--help": {"logging", "markdown_it", "rich.console"},
    "roles PLAN": READS,
    "roles PLAN --format json": READS,
    "draw PLAN -o map.svg": DRAWS,
    # Who leads to a decision maker is part of a page.
    "draw PLAN -o map.html": DRAWS | {"jinja2", "network"},
    # matplotlib loads parts of fontTools and of numpy by itself.
    "draw PLAN -o map.png": DRAWS
    | {"fontTools", "logging", "matplotlib", "numpy", "numpy.ma", "PIL"},
    "check PLAN": READS
    | {"numpy", "judgment.findings", "judgment.strategy", "network"},
}


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    people = [
        pm.Stakeholder("Ana Ruiz", power="decider", involvement="low"),
        pm.Stakeholder("Zoë Müller", power="influencer", involvement="high"),
    ]
    folder = tmp_path_factory.mktemp("cold")
    return pm.write(pm.BuyingCenter("ERP", people), folder / "deal.yaml")


def imported(arguments, folder):
    """The libraries and parts that a process of Python imports."""
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    modules = re.findall(r"^import time:.*\| +([\w.]+)$", done.stderr, re.MULTILINE)
    # What is imported by name is not listed itself, but what it imports is.
    packages = {"." + module for module in modules}
    for module in modules:
        packages.add("." + module.rpartition(".")[0])
    libraries = {name for name in LIBRARIES if f".{name}" in packages}
    parts = {name for name in PARTS if f".powermap.{name}" in packages}
    return libraries | parts


@pytest.mark.parametrize("command", ALLOWED)
def test_a_command_loads_what_it_needs(command, plan):
    arguments = command.replace("PLAN", plan.name).split()
    assert imported(["-m", "powermap", *arguments], plan.parent) == ALLOWED[command]


def test_the_first_name_of_the_library_loads_the_model_only(plan):
    code = "import powermap as pm; pm.BuyingCenter"
    assert imported(["-c", code], plan.parent) == {"pydantic", "model"}
