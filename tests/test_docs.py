"""What is written about the library runs, points somewhere, and is not out of date."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import shlex
from pathlib import Path

import pytest
from pptx import Presentation
from ruamel.yaml import YAML
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.cli.commands.convert import convert
from powermap.cli.commands.draw import ChartKind, draw
from powermap.cli.commands.network import network
from powermap.exchange.crm.columns import FIELDS, WORD_FIELDS
from powermap.exchange.crm.mapping import SHIPPED, mapping_of, parse_mapping
from powermap.exchange.graphs import WRITERS
from powermap.language import LANGS, label, meaning, synonyms
from powermap.model import VOCABULARIES
from powermap.model.fields import LISTS, PEOPLE, fields_of, sheet_title
from powermap.model.playbook.defaults import finding_kinds

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
MADE = set(
    (DOCS / "findings").glob("PM*.md")
)  # by a build of the site, from what the tests of findings run
PAGES = sorted(
    {ROOT / "README.md", ROOT / "CONTRIBUTING.md", *DOCS.rglob("*.md")} - MADE
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def name(path):
    return path.relative_to(ROOT).as_posix()


def blocks(path, language):
    return [
        code
        for kind, code in BLOCK.findall(path.read_text(encoding="utf-8"))
        if kind == language
    ]


@pytest.mark.filterwarnings(
    "ignore:no installed font:powermap.PowermapWarning"
)  # the demo has one Chinese name
@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python")], ids=name
)
def test_the_python_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for code in blocks(page, "python"):
        exec(compile(code, name(page), "exec"), names)
    assert names["pm"] is pm


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "yaml")], ids=name
)
def test_the_yaml_of_a_page_is_a_buying_center(page, tmp_path):
    for code in blocks(page, "yaml"):
        (tmp_path / "deal.yaml").write_text(code, encoding="utf-8")
        assert len(pm.read(tmp_path / "deal.yaml").center) > 0


@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "yml")], ids=name
)
def test_other_yaml_of_a_page_is_yaml(page):
    assert all(YAML(typ="safe").load(code) for code in blocks(page, "yml"))


def test_no_block_is_in_a_language_that_no_test_runs():
    written = {
        (name(page), kind)
        for page in PAGES
        for kind, _ in BLOCK.findall(page.read_text(encoding="utf-8"))
    }
    assert {
        each for each in written if each[1] not in {"python", "yaml", "yml", "sh"}
    } == {
        ("docs/howto/embed.md", "css"),
        (
            "docs/howto/board.md",
            "py",
        ),  # cells of marimo, where the name of the board is another's
        ("docs/howto/crm.md", "toml"),  # has a test of its own
    }


OTHERS = (
    "python3 -m venv", ". .venv", "pip install", "pre-commit", "pytest", "just", "apt-get install",
    "powermap --install-completion",
)  # fmt: skip
"""Beginnings of lines in the docs that set up a machine; .ci/run does those of the README."""


def commands(page):
    lines = [line for code in blocks(page, "sh") for line in code.splitlines()]
    return [
        shlex.split(line, comments=True)
        for line in lines
        if line.strip() and not line.startswith(OTHERS)
    ]


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name)
def test_the_commands_of_a_page_run(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for stem in ("deal", "plan", "old", "new", "last-month"):
        for suffix in ("xlsx", "yaml"):
            pm.write(pm.northwind_plan(), f"{stem}.{suffix}")
    pm.write(pm.northwind(), "roles.csv", mapping="salesforce")
    Presentation().save("house.pptx")
    for program, *arguments in commands(page):
        assert program == "powermap"
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code in ({0, 1} if arguments[0] == "check" else {0}), (
            f"{arguments}: {done.exception!r}"
        )
        if arguments[0] == "template":
            pm.write(pm.northwind_plan(), arguments[1])  # as somebody who fills it in


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_begins_with_two_commands():
    first = BLOCK.search((ROOT / "README.md").read_text(encoding="utf-8"))
    demo, tests = first.group(2).splitlines()
    assert demo.endswith("pip install '.[pptx]' && powermap demo")
    assert tests.endswith("pip install -e '.[test]' && pytest")


DRAWN = {
    "northwind-cells.svg": lambda: pm.quadrant(pm.northwind(), placement="cells"),
    "northwind-scores.svg": lambda: pm.quadrant(pm.northwind(), placement="scores"),
    "northwind-cells-zh.svg": lambda: pm.quadrant(
        pm.northwind("zh"), placement="cells", lang="zh"
    ),
    "northwind-influence.svg": lambda: pm.influence(pm.northwind()),
    "northwind-scorecard.svg": lambda: pm.charts.scorecard(pm.northwind_plan()),
    "northwind-relationship.svg": lambda: pm.charts.relationship(pm.northwind_plan()),
    "northwind-coverage.svg": lambda: pm.charts.coverage(pm.northwind_plan()),
    "northwind-funnel.svg": lambda: pm.charts.funnel(pm.northwind_plan()),
}


def test_every_picture_is_drawn_here():
    assert sorted(path.name for path in (ROOT / "docs").glob("*.svg")) == sorted(DRAWN)


@pytest.mark.parametrize("picture", DRAWN)
def test_pictures_are_what_the_library_draws(picture):
    assert (ROOT / "docs" / picture).read_text(encoding="utf-8") == DRAWN[
        picture
    ]().svg(), "run: just pictures"


def test_every_tie_and_what_it_carries_is_told():
    text = (DOCS / "method/network.md").read_text(encoding="utf-8")
    for kind, (there, back) in pm.Playbook().tie_weights.items():
        assert f"| `{kind}` | {there:g} | {back:g} |" in text


def test_every_format_of_other_programs_is_told():
    text = (DOCS / "method/network.md").read_text(encoding="utf-8")
    assert [
        suffix for suffix in (*WRITERS, ".dot") if f"| `{suffix}` | " not in text
    ] == []


@pytest.mark.parametrize("command", [network, draw])
def test_every_option_of_the_network_is_told(command):
    text = (DOCS / "method/network.md").read_text(encoding="utf-8")
    elsewhere = {
        "file",
        "out",
        "title",
        "placement",
        "chart",
        "scale",
        "template",
        "embed_fonts",
    }
    options = [
        f"--{name.replace('_', '-')}"
        for name in inspect.signature(command).parameters
        if name not in elsewhere
    ]
    assert len(options) >= 7
    assert [option for option in options if option not in text] == []


def test_the_schema_is_the_package_s():
    assert (
        json.loads((ROOT / "docs/schema.json").read_text(encoding="utf-8"))
        == pm.tables.json_schema()
    ), "run: just pictures"


def test_the_schema_of_a_plan_is_the_package_s():
    written = json.loads((ROOT / "docs/plan-schema.json").read_text(encoding="utf-8"))
    assert written == pm.tables.plan_schema(), "run: just pictures"


COMMANDS = [
    command.name or command.callback.__name__ for command in app.registered_commands
]


def test_every_command_is_in_the_readme():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(COMMANDS) >= 10
    assert [
        command for command in COMMANDS if f"| `powermap {command}" not in text
    ] == []


@pytest.mark.parametrize(
    "chart",
    [chart for chart in ChartKind if chart.value not in {"quadrant", "influence"}],
)
def test_every_chart_of_a_plan_is_told(chart):
    assert f"--chart {chart.value} -o " in (DOCS / "method/plan.md").read_text(
        encoding="utf-8"
    )


@pytest.fixture(scope="module")
def quotes():
    """What the pages quote from the program, as the site does."""
    spec = importlib.util.spec_from_file_location("quotes", DOCS / "_ext/quotes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("table", [*PEOPLE, "plan", *LISTS])
def test_every_sheet_is_quoted_with_all_its_columns(table, quotes):
    text = (DOCS / "reference/files.md").read_text(encoding="utf-8")
    title = f"### {sheet_title(table, 'en')} ({sheet_title(table, 'zh')})\n"
    assert f":::{{columns}} {table}\n" in text.partition(title)[2].partition("\n#")[0]
    rows = quotes.column_table(table).splitlines()[2:]
    for column, row in zip(fields_of(table), rows, strict=True):
        assert row.startswith(
            f"| `{re.sub('^scale_', 'scale: ', column.name)}` | {column.title['en']} | "
        )
        assert f" | {column.title['zh']} | {column.help['en']}" in row
        assert all(f"`{member.value}`" in row for member in column.vocabulary or ())


def test_every_word_is_quoted(quotes):
    text = quotes.vocabulary_tables()
    for vocabulary in VOCABULARIES:
        for member in vocabulary:
            words = [
                synonyms(vocabulary.__name__, member.value, lang) for lang in LANGS
            ]
            row = " | ".join(
                [
                    f"`{member.value}`",
                    *(", ".join([f"**{first}**", *rest]) for first, *rest in words),
                ]
            )
            assert f"| {row} |" in text


def test_every_command_is_quoted_with_its_options(quotes):
    text = quotes.command_pages()
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == COMMANDS
    assert "| `--fail-on` | info, warning, serious | " in text
    assert "| `-o, --out` | path | " in text


def test_every_error_is_quoted_under_its_base(quotes):
    tree = quotes.exception_tree().splitlines()
    found = [
        re.match(r"( *)- \{py:obj\}`powermap\.(\w+)`", line).groups() for line in tree
    ]
    assert found == [("", "PowermapError"), ("  ", "FormatError"), ("  ", "MissingDependencyError"),
                     ("  ", "ModelError"), ("  ", "TableError"), ("", "PowermapWarning")]  # fmt: skip


def test_every_public_name_is_in_the_reference(quotes):
    quoted = {
        room: (DOCS / f"reference/{room}.md").read_text(encoding="utf-8")
        for room in quotes.PACKAGES
    }
    assert [
        room for room, text in quoted.items() if f":::{{room}} {room}\n" not in text
    ] == []
    entries = "".join(quotes.room(room) for room in quotes.PACKAGES)
    assert set(re.findall(r":: powermap\.(\w+)$", entries, re.MULTILINE)) == set(
        pm.__all__
    )


def test_every_table_in_the_reference_says_what_it_is(quotes):
    shown = [
        name
        for name in quotes.PACKAGES
        if ":::{beside}" in (DOCS / f"reference/{name}.md").read_text(encoding="utf-8")
    ]
    assert shown == [
        name for name in quotes.PACKAGES if "model method network scene".count(name)
    ]
    entries = re.split(
        "```{eval-rst}\n",
        "".join([*map(quotes.room, quotes.PACKAGES), *map(quotes.beside, shown)]),
    )
    tables = [entry for entry in entries if ".. py:data::" in entry]
    assert len(tables) >= 15
    assert [entry for entry in tables if re.search(r"\n\n   \S", entry) is None] == []


def test_every_finding_has_its_page(quotes):
    pages = quotes.finding_pages()
    assert list(pages) == list(finding_kinds())
    for code, text in pages.items():
        kind = finding_kinds()[code]
        assert text.startswith(f"# {code}: {kind.title['en']}\n")
        assert all(
            words[lang] in text
            for words in (kind.why, kind.next_step, *kind.sources)
            for lang in LANGS
        )
        assert f"[{code}]({code}.md)" in quotes.finding_tables()


def test_what_plus_and_minus_mean_is_told_for_every_criterion(quotes):
    assert ":::{criteria}\n" in (DOCS / "method/plan.md").read_text(encoding="utf-8")
    text = quotes.criteria_table()
    for number, criteria in enumerate(pm.plan.QUESTIONS.values(), start=1):
        for each in criteria:
            cells = [
                (label(each, lang), meaning(each, "+", lang), meaning(each, "-", lang))
                for lang in LANGS
            ]
            assert (
                f"| {number} | {' | '.join(cell for several in cells for cell in several)} |"
                in text
            )


def test_the_method_names_every_role_in_both_languages():
    text = (DOCS / "method/roles.md").read_text(encoding="utf-8")
    for role in pm.Role:
        assert all(synonyms("Role", role.value, lang)[0] in text for lang in LANGS)


@pytest.mark.parametrize("crm", SHIPPED)
def test_every_column_and_word_of_a_crm_is_quoted(crm, quotes):
    assert f":::{{mapping}} {crm}\n" in (DOCS / "howto/crm.md").read_text(
        encoding="utf-8"
    )
    headings = mapping_of(crm).columns
    worded = [each for each in headings if each.words]
    tables = quotes.mapping_tables(crm).split("\n\n")
    first, *others = (
        [row.split(" | ") for row in each.splitlines()[2:]] for each in tables
    )
    for heading, row in zip(headings, first, strict=True):
        assert row[:2] == [
            f"| {heading.spellings[0]}",
            ", ".join(heading.spellings[1:]),
        ]
        told = (
            "see below"
            if heading.words
            else quotes.BECOMES.get(heading.field, f"`{heading.field}`")
        )
        assert row[2].startswith(
            told if heading.words or heading.field else "kept in the note"
        )
    for heading, rows in zip(worded, others, strict=True):
        for word, row in zip(heading.words, rows, strict=True):
            assert row[:2] == [f"| {word.spellings[0]}", ", ".join(word.spellings[1:])]
            assert all(
                f"{about} `{value}`" in row[2] for about, value in word.says.items()
            )


def test_a_mapping_may_be_written_as_the_page_says():
    text = (DOCS / "howto/crm.md").read_text(encoding="utf-8")
    (example,) = blocks(DOCS / "howto/crm.md", "toml")
    assert parse_mapping(example, "house.toml").find("person").field == "name"
    assert [
        name
        for name in (*FIELDS, *WORD_FIELDS)
        if f"`{name}`" not in text.partition("## A mapping of your own")[2]
    ] == []


def test_every_option_of_a_mapping_is_told():
    text = (DOCS / "howto/crm.md").read_text(encoding="utf-8")
    options = ["mapping", "deal", "back", "lang", "redact"]
    assert inspect.signature(convert).parameters.keys() >= set(options)
    assert [name for name in options if f"--{name}" not in text] == []
