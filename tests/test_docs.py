"""The documentation runs, its links lead somewhere, and its quotes are complete."""

from __future__ import annotations

import importlib.util
import inspect
import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation
from ruamel.yaml import YAML
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.cli.chart_kinds import ChartName
from powermap.cli.chart_options import CHART_OPTIONS
from powermap.cli.command_group import load_commands
from powermap.cli.commands.convert import convert
from powermap.cli.commands.draw import draw
from powermap.cli.commands.inspect import inspect as inspect_file
from powermap.cli.commands.network import network
from powermap.demo import northwind_changes, northwind_notes, northwind_versions
from powermap.exchange.crm.columns import FIELDS, WORD_FIELDS
from powermap.exchange.crm.mapping import SHIPPED, mapping_of, parse_mapping
from powermap.exchange.graphs import GRAPH_SUFFIXES
from powermap.exchange.playbooks import parse_playbook
from powermap.language import LANGS, Language, label, meaning, synonyms
from powermap.model import VOCABULARIES
from powermap.model.fields import LISTS, PEOPLE, fields_of
from powermap.model.playbook.defaults import finding_kinds
from powermap.model.sheet_titles import sheet_title

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
# Made by a build of the site, from what the tests of findings run.
MADE = set((DOCS / "findings").glob("PM*.md"))
WRITTEN = {*ROOT.glob("*.md"), *DOCS.rglob("*.md")} - {ROOT / "CHANGELOG.md"}
PAGES = sorted(WRITTEN - MADE)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def name(path):
    return path.relative_to(ROOT).as_posix()


def read_page(page):
    return (DOCS / page).read_text(encoding="utf-8")


def blocks(path, language):
    found = BLOCK.findall(path.read_text(encoding="utf-8"))
    return [code for kind, code in found if kind == language]


# The demo has one Chinese name.
@pytest.mark.filterwarnings("ignore:no installed font:powermap.PowermapWarning")
# A page hides a plan from somebody, and is told that texts may hold names.
@pytest.mark.filterwarnings("ignore:texts for :powermap.PowermapWarning")
# A page reads a frame with headers of its own.
@pytest.mark.filterwarnings("ignore:data frame, people:powermap.PowermapWarning")
@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page, "python")], ids=name
)
def test_the_python_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for code in blocks(page, "python"):
        exec(compile(code, name(page), "exec"), names)
    assert names["pm"] is pm


def test_the_yaml_of_every_page_is_a_buying_center(tmp_path):
    source = tmp_path / "deal.yaml"
    read = []
    for page in PAGES:
        for code in blocks(page, "yaml"):
            source.write_text(code, encoding="utf-8")
            assert len(pm.read(source).center) > 0, name(page)
            read.append(name(page))
    assert len(read) >= 2


def test_other_yaml_is_yaml():
    for page in PAGES:
        for code in blocks(page, "yml"):
            assert YAML(typ="safe").load(code), name(page)


def test_the_toml_of_every_page_is_a_playbook():
    read = []
    for page in PAGES:
        if page.name != "crm.md":  # a mapping, which has a test of its own
            for code in blocks(page, "toml"):
                assert parse_playbook(code).changes, name(page)
                read.append(name(page))
    assert len(read) >= 5


def test_every_block_is_in_a_language_that_a_test_runs():
    others = set()
    for page in PAGES:
        for kind, _ in BLOCK.findall(page.read_text(encoding="utf-8")):
            if kind not in {"python", "yaml", "yml", "sh", "toml"}:
                others.add((name(page), kind))
    assert others == {
        ("CONTRIBUTING.md", "text"),
        ("docs/howto/embed.md", "css"),
        # Shells of Windows, and a line of somebody else's project.
        ("docs/install.md", "powershell"),
        ("docs/install.md", "bat"),
        ("docs/install.md", "text"),
        # What a command answers.
        ("docs/howto/files-of-strangers.md", "console"),
        # Commands beside a package that is installed in tests/plugins.
        ("docs/howto/plugins.md", "console"),
        # Servers that wait for a client, and a file of somebody else's program.
        ("docs/howto/assistants.md", "console"),
        ("docs/howto/assistants.md", "json"),
        ("docs/howto/in-a-browser.md", "console"),
        ("docs/howto/two-people-one-plan.md", "text"),
        ("docs/howto/history.md", "text"),
    }


SETUP = (
    "python3 -m venv",
    ". .venv",
    "pip install",
    "python -m pip install",
    'python -c "import secrets',
    "pipx",
    "uv tool",
    "pre-commit",
    "pytest",
    "just",
    "apt-get install",
    "powermap --install-completion",
    "powermap merge-driver install",
    "git ",
)
"""Beginnings of lines that set up a machine; .ci/run does those of the README."""


def commands(page):
    found = []
    for code in blocks(page, "sh"):
        for line in code.splitlines():
            if line.strip() and not line.startswith(SETUP):
                found.append(shlex.split(line, comments=True))
    return found


STEMS = (
    "plan",
    "old",
    "new",
    "last-month",
    "register",
    "base",
    "kim",
    "lee",
    "erp",
    "crm",
)
"""Names that pages give to the demo plan."""


@pytest.fixture(scope="session")
def example_files(tmp_path_factory):
    """The files that the pages name, written once: each is the demo plan."""
    folder = tmp_path_factory.mktemp("examples")
    for suffix in ("xlsx", "yaml"):
        first = pm.write(pm.northwind_plan(), folder / f"deal.{suffix}")
        for stem in STEMS:
            shutil.copy(first, folder / f"{stem}.{suffix}")
    pm.write(pm.northwind(), folder / "roles.csv", mapping="salesforce")
    shutil.copy(DOCS / "_ext" / "files" / "register.csv", folder)
    for place in ("accounts", "accounts/west", "north", "south"):
        folder.joinpath(place).mkdir()
        shutil.copy(folder / "deal.yaml", folder / place / "northwind.yaml")
    (folder / "reviews").mkdir()
    for day, plan in northwind_versions().items():
        pm.write(plan, folder / "reviews" / f"northwind-{day}.yaml")
    Presentation().save(folder / "acme.pptx")
    Document().save(folder / "acme.docx")
    (folder / "notes.md").write_text(northwind_notes(), encoding="utf-8")
    (folder / "changes.json").write_text(northwind_changes(), encoding="utf-8")
    (folder / "key.txt").write_text("a key that the pages make", encoding="utf-8")
    return folder


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
@pytest.mark.parametrize("page", [page for page in PAGES if commands(page)], ids=name)
def test_the_commands_of_a_page_run(page, example_files, tmp_path, monkeypatch):
    folder = tmp_path / "examples"
    shutil.copytree(example_files, folder)
    monkeypatch.chdir(folder)
    for program, *arguments in commands(page):
        assert program == "powermap"
        result = CliRunner().invoke(app, arguments)
        # A check ends with 1 when it finds something.
        expected = {0, 1} if arguments[0] == "check" else {0}
        message = f"{arguments}: {result.exception!r} {result.output}"
        assert result.exit_code in expected, message
        if arguments[0] == "template":
            # As if somebody had filled it in.
            shutil.copy(example_files / "deal.xlsx", arguments[1])


def test_links_lead_somewhere():
    broken = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            if not (page.parent / link).exists():
                broken.append((name(page), link))
    assert broken == []


def test_the_gate_runs_two_commands_of_the_readme():
    printed = subprocess.run(
        [sys.executable, ROOT / ".ci/readme-commands"],
        capture_output=True,
        text=True,
        check=True,
    )
    demo, tests = printed.stdout.splitlines()
    assert demo.endswith('pip install ".[pptx]" && powermap demo')
    assert tests.endswith('pip install -e ".[test]" && pytest -n auto')


def test_the_first_step_installs_what_the_next_ones_use():
    for readme in ("README.md", "README.zh.md"):
        text = (ROOT / readme).read_text(encoding="utf-8")
        first, *others = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
        assert first == 'uv tool install ".[pptx]"\n'
        assert ".pptx" in others[0]
        # Whoever reads Chinese learns the same things.
        for name in ("page", "deck", "board"):
            assert f"docs/pictures/{name}.png" in text


QUAINT = (
    r"house",
    r"rooms?",
    r"floors",
    r"sways whom",
    r"nobody of ours",
    r"whose word counts",
    r"(is|are) told",
    r"other eyes",
    r"colour\w*",
    r"organisations?",
    r"judgements?",
    r"licence",
)
"""Words that the documentation does not use."""


def test_pages_are_in_plain_american_english():
    quaint = re.compile(rf"\b({'|'.join(QUAINT)})\b", re.IGNORECASE)
    notebooks = (ROOT / "notebooks").glob("*.ipynb")
    for page in (*PAGES, *notebooks):
        found = quaint.search(page.read_text(encoding="utf-8"))
        assert found is None, f"{name(page)}: {found}"


DRAWN = {
    "northwind-cells.svg": lambda: pm.quadrant(pm.northwind_plan(), placement="cells"),
    "northwind-scores.svg": lambda: pm.quadrant(
        pm.northwind_plan(), placement="scores"
    ),
    "northwind-cells-zh.svg": lambda: pm.quadrant(
        pm.northwind_plan("zh"), placement="cells", lang="zh"
    ),
    "northwind-influence.svg": lambda: pm.influence(pm.northwind_plan()),
    "northwind-scorecard.svg": lambda: pm.charts.scorecard(pm.northwind_plan()),
    "northwind-relationship.svg": lambda: pm.charts.relationship(pm.northwind_plan()),
    "northwind-coverage.svg": lambda: pm.charts.coverage(pm.northwind_plan()),
    "northwind-funnel.svg": lambda: pm.charts.funnel(pm.northwind_plan()),
}


def test_every_picture_is_drawn_here():
    assert sorted(path.name for path in DOCS.glob("*.svg")) == sorted(DRAWN)


def test_pictures_are_what_the_library_draws():
    for picture, draw_chart in DRAWN.items():
        page = read_page(picture)
        assert "@font-face" in page, f"{picture}: just pictures"
        # Which Chinese glyphs are carried depends on the fonts of the machine.
        plain = re.sub(r"<style>.*?</style>\n", "", page, flags=re.S)
        assert plain == draw_chart().svg(), f"{picture}: just pictures"


def test_schemas_are_the_package_s():
    schemas = {
        "schema.json": pm.tables.json_schema(),
        "schema-zh.json": pm.tables.json_schema("zh"),
        "plan-schema.json": pm.tables.plan_schema(),
        "plan-schema-zh.json": pm.tables.plan_schema("zh"),
        "playbook-schema.json": pm.tables.playbook_schema(),
        "proposal-schema.json": pm.proposals.proposal_schema(),
    }
    for file, schema in schemas.items():
        assert json.loads(read_page(file)) == schema, f"{file}: just pictures"
        assert schema["$id"].endswith(f"/docs/{file}")


def test_every_tie_is_listed_with_what_it_carries():
    text = read_page("method/network.md")
    for kind, (there, back) in pm.Playbook().tie_weights.items():
        assert f"| `{kind}` | {there:g} | {back:g} |" in text


def test_every_format_of_other_programs_is_listed():
    text = read_page("method/network.md")
    for suffix in (*GRAPH_SUFFIXES, ".dot"):
        assert f"| `{suffix}`" in text


OPTIONS_OF_READING = inspect.signature(inspect_file).parameters.keys() - {
    "files",
    "jobs",
    "cache",
    "format",
    "lang",
    "playbook",
    "out",
    "write_mapping",
}


OPTIONS_OF_CHARTS = {option.name for option in CHART_OPTIONS}


def test_every_option_of_reading_is_explained():
    text = read_page("howto/your-own-file.md")
    assert len(OPTIONS_OF_READING) >= 8
    for option in OPTIONS_OF_READING:
        assert f"--{option.replace('_', '-')}" in text


def test_an_own_file_is_shown_as_the_program_understands_it(quotes):
    assert "Influence,Interest" in quotes.example_file("register.csv")
    shown = quotes.inspected("register.csv")
    assert "4 people, 3 with a place on the map" in shown
    assert max(map(len, shown.splitlines())) <= 80


def test_every_option_of_charts_is_explained():
    text = read_page("reference/charts.md")
    for option in OPTIONS_OF_CHARTS:
        assert f"--{option.replace('_', '-')}" in text


@pytest.mark.parametrize("command", [network, draw])
def test_every_option_of_the_network_is_explained(command):
    text = read_page("method/network.md")
    elsewhere = {
        "file",
        "out",
        "title",
        # Many files: howto/in-a-pipeline.md.
        "files",
        "jobs",
        "cache",
        "placement",
        "rival",
        "chart",
        "zoom",
        "template",
        "embed_fonts",
        # Of the quadrant: reference/charts.md.
        "lanes",
        # Of the funnel and the levers.
        "today",
        # How the file is read: test_every_option_of_reading_is_explained.
        *OPTIONS_OF_READING,
        # How the picture looks: test_every_option_of_charts_is_explained.
        *OPTIONS_OF_CHARTS,
    }
    options = []
    for parameter in inspect.signature(command).parameters:
        if parameter not in elsewhere:
            options.append(f"--{parameter.replace('_', '-')}")
    assert len(options) >= 7
    assert [option for option in options if option not in text] == []


COMMANDS = list(load_commands())


def test_every_command_is_on_the_card():
    text = read_page("command-card.md")
    assert len(COMMANDS) >= 20
    for command in COMMANDS:
        assert f"| `powermap {command}" in text


def test_every_chart_of_a_plan_is_explained():
    text = read_page("method/plan.md")
    for chart in ChartName:
        if chart.value not in {"quadrant", "influence", "matrix"}:
            assert f"--chart {chart.value} -o " in text
    assert "`draw --chart matrix`" in read_page("method/network.md")


def test_every_table_of_a_playbook_is_explained():
    text = read_page("howto/playbook.md")
    attributes = inspect.signature(pm.Playbook).parameters.keys() - {"name"}
    for attribute in attributes:
        assert re.search(rf"^\| `\w+` \| .*`{attribute}`", text, re.MULTILINE)


def load(module):
    """A module of the site, which imports nothing of Sphinx."""
    path = DOCS / f"_ext/{module}.py"
    spec = importlib.util.spec_from_file_location(module, path)
    loaded = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(module, loaded)
    spec.loader.exec_module(loaded)
    return loaded


@pytest.fixture(scope="module")
def quotes():
    return load("quotes")


@pytest.fixture(scope="module")
def names():
    return load("names")


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_every_question_has_a_picture_and_a_command_that_draws_it(
    example_files, tmp_path, monkeypatch
):
    pictures = load("pictures")
    monkeypatch.chdir(example_files)
    drawn = set(map(pictures.anchor, pictures.scripts()))
    asked = set()
    for question, picture, command in pictures.ANSWERS:
        assert picture in drawn, question
        arguments = [*shlex.split(command), "-o", str(tmp_path / "x.svg")]
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"{command}: {result.output}"
        asked |= set(arguments)
    assert {chart.value for chart in ChartName} - {"quadrant"} <= asked


def test_every_sign_of_a_legend_is_explained():
    signs = load("signs")
    tables = "".join(map(signs.sign_table, signs.GROUPS))
    for group in signs.GROUPS:
        assert f":::{{signs}} {group}\n" in read_page("reading.md")
    file = ROOT / "src/powermap/language/en.toml"
    texts = tomllib.loads(file.read_text(encoding="utf-8"))
    explained = []
    for section, start in (("influence", "key_"), ("quadrant", "contact_")):
        for name in texts[section]:
            if name.startswith(start):
                explained.append(f"{section}.{name}")
    # One entry for all contacts, where the dots need little room.
    explained.remove("quadrant.contact_range")
    assert len(explained) >= 15
    for lang in LANGS:
        for key in explained:
            assert Language(lang).say(key) in tables, key
        for vocabulary in (pm.Role, pm.Stance):
            for member in vocabulary:
                assert label(member, lang) in tables


def test_every_library_is_named_with_its_purpose():
    libraries = load("libraries")
    assert list(libraries.PURPOSES) == libraries.needed()


def test_every_sheet_is_quoted_with_all_its_columns(quotes):
    text = read_page("reference/files.md")
    for table in (*PEOPLE, "claims", "plan", *LISTS):
        title = f"### {sheet_title(table, 'en')} ({sheet_title(table, 'zh')})\n"
        section = text.partition(title)[2].partition("\n#")[0]
        assert f":::{{columns}} {table}\n" in section
        rows = quotes.column_table(table).splitlines()[2:]
        for column, row in zip(fields_of(table), rows, strict=True):
            key = re.sub("^scale_", "scale: ", column.name)
            assert row.startswith(f"| `{key}` | {column.title['en']} | ")
            assert f" | {column.title['zh']} | {column.help['en']}" in row
            for member in column.vocabulary or ():
                assert f"`{member.value}`" in row


def test_every_word_is_quoted(quotes):
    text = quotes.vocabulary_tables()
    for vocabulary in VOCABULARIES:
        for member in vocabulary:
            cells = [f"`{member.value}`"]
            for lang in LANGS:
                first, *rest = synonyms(vocabulary.__name__, member.value, lang)
                cells.append(", ".join([f"**{first}**", *rest]))
            assert f"| {' | '.join(cells)} |" in text


def test_every_command_is_quoted_with_its_options(quotes):
    text = quotes.command_pages()
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == COMMANDS
    assert re.findall(r"^### playbook (.*)$", text, re.MULTILINE) == list(
        load_commands()["playbook"].commands
    )
    assert "| `--fail-on` | info, warning, serious | " in text
    assert "| `-o, --out` | path | " in text


def test_every_error_is_quoted_under_its_base(quotes):
    found = []
    for line in quotes.exception_tree().splitlines():
        found.append(re.match(r"( *)- \{py:obj\}`powermap\.(\w+)`", line).groups())
    assert found == [
        ("", "PowermapError"),
        ("  ", "FormatError"),
        ("    ", "FileChangedError"),
        ("    ", "PluginError"),
        ("  ", "MissingDependencyError"),
        ("  ", "ModelError"),
        ("    ", "UnknownPersonError"),
        ("  ", "TableError"),
        ("", "PowermapWarning"),
    ]


def test_every_public_name_is_in_the_reference(names):
    entries = ""
    for package in names.PACKAGES:
        assert f":::{{package}} {package}\n" in read_page(f"reference/{package}.md")
        entries += names.package(package)
    pages = {"tables": "exchange"}
    for namespace in names.NAMESPACES:
        page = read_page(f"reference/{pages.get(namespace, namespace)}.md")
        assert f":::{{also}} {namespace}\n" in page
        entries += names.also(namespace)
    documented = re.findall(r":: (powermap\.[\w.]+)$", entries, re.MULTILINE)
    assert sorted(documented) == sorted(names.public_paths())
    top = [path for path in documented if path.count(".") == 1]
    assert len(top) == len(pm.__all__) - len(names.NAMESPACES)


def test_every_part_of_a_judgment_has_its_type_in_the_reference(names):
    entries = names.classes("judgment")
    parts = ("Verdicts", "Needs", "Coverage", "Advice", "WhatIf", "Progress", "Funnel")
    for each in (*parts, "AccountRelationship", "Lever", "Appraisal", "Findings"):
        assert re.search(
            rf"autoclass:: powermap\.judgment\.\S+\.{each}$", entries, re.M
        )


ALSO = ("model", "plan", "network", "scene", "language", "model.playbook")
"""Modules whose other names are in the reference too."""


def test_every_table_in_the_reference_says_what_it_is(names):
    pages = "".join(page.read_text("utf-8") for page in DOCS.glob("reference/*.md"))
    texts = [names.package(package) for package in names.PACKAGES]
    for module in ALSO:
        assert f":::{{also}} {module}\n" in pages
        texts.append(names.also(module))
    entries = re.split("```{eval-rst}\n", "".join(texts))
    tables = [entry for entry in entries if ".. py:data::" in entry]
    assert len(tables) >= 12
    for table in tables:
        assert re.search(r"\n\n   \S", table), table


def test_every_finding_has_a_page(quotes):
    assert ":::{findings}\n" in read_page("findings/index.md")
    pages = quotes.finding_pages()
    assert list(pages) == list(finding_kinds())
    for code, text in pages.items():
        kind = finding_kinds()[code]
        assert text.startswith(f"# {code}: {kind.title['en']}\n")
        for words in (kind.why, kind.next_step, *kind.sources):
            for lang in LANGS:
                assert words[lang] in text
        assert f"[{code}]({code}.md)" in quotes.finding_tables()


def test_what_plus_and_minus_mean_is_quoted_for_every_criterion(quotes):
    assert ":::{criteria}\n" in read_page("method/plan.md")
    text = quotes.criteria_table()
    for number, criteria in enumerate(pm.plan.QUESTIONS.values(), start=1):
        for each in criteria:
            cells = [str(number)]
            for lang in LANGS:
                signs = [meaning(each, sign, lang) for sign in "+-"]
                cells += [label(each, lang), *signs]
            assert f"| {' | '.join(cells)} |" in text


def test_the_method_names_every_role_in_both_languages():
    text = read_page("method/roles.md")
    for role in pm.Role:
        for lang in LANGS:
            assert synonyms("Role", role.value, lang)[0] in text


def rows_of(table):
    return [row.split(" | ") for row in table.splitlines()[2:]]


def becomes(quotes, column):
    if column.words:
        return "see below"
    if column.field:
        return quotes.CRM_FIELDS.get(column.field, f"`{column.field}`")
    return "a custom field"


def test_every_column_and_word_of_a_crm_is_quoted(quotes):
    page = read_page("howto/crm.md")
    for crm in SHIPPED:
        assert f":::{{mapping}} {crm}\n" in page
        columns = mapping_of(crm).columns
        first, *others = map(rows_of, quotes.mapping_tables(crm).split("\n\n"))
        for column, row in zip(columns, first, strict=True):
            title, *aliases = column.spellings
            assert row[:2] == [f"| {title}", ", ".join(aliases)]
            assert row[2].startswith(becomes(quotes, column))
        worded = [each for each in columns if each.words]
        for column, rows in zip(worded, others, strict=True):
            for word, row in zip(column.words, rows, strict=True):
                title, *aliases = word.spellings
                assert row[:2] == [f"| {title}", ", ".join(aliases)]
                for about, value in word.says.items():
                    assert f"{about} `{value}`" in row[2]


def test_a_mapping_may_be_written_as_the_page_says():
    [example] = blocks(DOCS / "howto/crm.md", "toml")
    assert parse_mapping(example, "acme.toml").find("person").field == "name"
    text = read_page("howto/crm.md").partition("## A mapping of your own")[2]
    for field in (*FIELDS, *WORD_FIELDS):
        assert f"`{field}`" in text


def test_every_option_of_a_mapping_is_explained():
    text = read_page("howto/crm.md")
    options = ["mapping", "deal", "to_mapping", "lang", "redact"]
    assert inspect.signature(convert).parameters.keys() >= set(options)
    for option in options:
        assert f"--{option.replace('_', '-')}" in text
