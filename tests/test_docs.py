"""What is written about the library runs, points somewhere, and is not out of date."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
from pathlib import Path

import pytest

import powermap as pm
from powermap.cli import ChartKind, app, convert, draw, tell_network
from powermap.exchange.columns import TABLES, columns
from powermap.exchange.graphs import WRITERS
from powermap.exchange.mapping import FIELDS, SAID, SHIPPED, parse_mapping
from powermap.network import CARRIES
from powermap.words import LANGS, label, meaning, synonyms

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def name(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path, language):
    return [code for kind, code in BLOCK.findall(path.read_text(encoding="utf-8")) if kind == language]


@pytest.mark.filterwarnings("ignore:no installed font:powermap.PowermapWarning")  # the demo has one Chinese name
@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name)
def test_the_python_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for code in blocks(page, "python"):
        exec(compile(code, name(page), "exec"), names)
    assert names["pm"] is pm


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "yaml")], ids=name)
def test_the_yaml_of_a_page_is_a_buying_center(page, tmp_path):
    for code in blocks(page, "yaml"):
        (tmp_path / "deal.yaml").write_text(code, encoding="utf-8")
        assert len(pm.read(tmp_path / "deal.yaml")) > 0


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_begins_with_two_commands():
    first = BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    demo, tests = first.group(2).splitlines()
    assert demo.endswith("pip install . && powermap demo")
    assert tests.endswith("pip install -e '.[test]' && pytest")


DRAWN = {
    "northwind-cells.svg": lambda: pm.quadrant(pm.northwind(), placement="cells"),
    "northwind-scores.svg": lambda: pm.quadrant(pm.northwind(), placement="scores"),
    "northwind-cells-zh.svg": lambda: pm.quadrant(pm.northwind("zh"), placement="cells", lang="zh"),
    "northwind-influence.svg": lambda: pm.influence(pm.northwind()),
    "northwind-scorecard.svg": lambda: pm.scorecard(pm.northwind_plan()),
    "northwind-relationship.svg": lambda: pm.relationship(pm.northwind_plan()),
    "northwind-coverage.svg": lambda: pm.coverage(pm.northwind_plan()),
    "northwind-funnel.svg": lambda: pm.funnel(pm.northwind_plan()),
}


def test_every_picture_is_drawn_here():
    assert sorted(path.name for path in (ROOT / "docs").glob("*.svg")) == sorted(DRAWN)


@pytest.mark.parametrize("picture", DRAWN)
def test_pictures_are_what_the_library_draws(picture):
    assert (ROOT / "docs" / picture).read_text(encoding="utf-8") == DRAWN[picture]().svg(), "run: just docs"


def test_every_tie_and_what_it_carries_is_told():
    text = (ROOT / "docs/network.md").read_text(encoding="utf-8")
    for kind, (there, back) in CARRIES.items():
        assert f"| `{kind}` | {there:g} | {back:g} |" in text


def test_every_format_of_other_programs_is_told():
    text = (ROOT / "docs/network.md").read_text(encoding="utf-8")
    assert [suffix for suffix in (*WRITERS, ".dot") if f"| `{suffix}` | " not in text] == []


@pytest.mark.parametrize("command", [tell_network, draw])
def test_every_option_of_the_network_is_told(command):
    text = (ROOT / "docs/network.md").read_text(encoding="utf-8")
    elsewhere = {"file", "out", "title", "placement", "chart", "scale", "template", "embed_fonts"}
    options = [f"--{name.replace('_', '-')}" for name in inspect.signature(command).parameters if name not in elsewhere]
    assert len(options) >= 7
    assert [option for option in options if option not in text] == []


def test_the_schema_is_the_package_s():
    assert json.loads((ROOT / "docs/schema.json").read_text(encoding="utf-8")) == pm.json_schema(), "run: just docs"


def test_the_schema_of_a_plan_is_the_package_s():
    assert json.loads((ROOT / "docs/plan-schema.json").read_text(encoding="utf-8")) == pm.plan_schema(), (
        "run: just docs"
    )


COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]


def test_every_command_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(COMMANDS) >= 10
    assert [command for command in COMMANDS if f"| `powermap {command}" not in text] == []


@pytest.mark.parametrize("chart", [chart for chart in ChartKind if chart.value not in {"quadrant", "influence"}])
def test_every_chart_of_a_plan_is_told(chart):
    assert f"--chart {chart.value} -o " in (ROOT / "docs/plan.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained(table):
    text = (ROOT / "docs/files.md").read_text(encoding="utf-8")
    for column in columns(table):
        field = re.sub("^scale_", "scale: ", column.field)
        row = f"| `{field}` | {column.title['en']} | {column.title['zh']} | "
        assert row in text
        words = text.partition(row)[2].partition("|")[0]
        if column.vocabulary and column.field != "wanted_roles":
            assert all(member.value in words for member in column.vocabulary)


def test_what_plus_and_minus_mean_is_told_for_every_criterion():
    text = (ROOT / "docs/plan.md").read_text(encoding="utf-8")
    for number, criteria in enumerate(pm.QUESTIONS.values(), start=1):
        for each in criteria:
            cells = [(label(each, lang), meaning(each, "+", lang), meaning(each, "-", lang)) for lang in LANGS]
            assert f"| {number} | {' | '.join(cell for several in cells for cell in several)} |" in text


def test_the_method_names_every_role_in_both_languages():
    text = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    for role in pm.Role:
        assert all(synonyms("Role", role.value, lang)[0] in text for lang in LANGS)


def test_every_column_and_word_of_a_crm_is_told():
    spec = importlib.util.spec_from_file_location("mapping_tables", ROOT / "tools/mappings.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(), "run: python tools/mappings.py"
    assert all(f"<!-- mapping: {name} -->" in module.page() for name in SHIPPED)


def test_a_mapping_may_be_written_as_the_page_says():
    text = (ROOT / "docs/crm.md").read_text(encoding="utf-8")
    (example,) = blocks(ROOT / "docs/crm.md", "toml")
    assert parse_mapping(example, "house.toml").find("person").field == "name"
    assert [name for name in (*FIELDS, *SAID) if f"`{name}`" not in text.partition("## A mapping of your own")[2]] == []


def test_every_option_of_a_mapping_is_told():
    text = (ROOT / "docs/crm.md").read_text(encoding="utf-8")
    options = ["mapping", "deal", "back", "lang", "redact"]
    assert inspect.signature(convert).parameters.keys() >= set(options)
    assert [name for name in options if f"--{name}" not in text] == []
