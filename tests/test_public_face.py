"""The public face: what is there, what it takes, how it refuses, what it loads."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from public_face import (
    NAMESPACES,
    OPTIONS,
    PEOPLE,
    PLAN,
    of_accounts,
    public_functions,
)

import powermap as pm
from powermap.cli.section_names import SECTION_NAMES
from powermap.errors import (
    MissingDependencyError,
    TableError,
    UnknownPersonError,
)
from powermap.reporting.sections import SECTIONS

WRONG = [
    "deal.yaml",
    Path("deal.yaml"),
    [*PEOPLE],
    PEOPLE["ana-ruiz"],
    {"name": "ERP"},
    None,
    7,
    pm.BuyingCenter,
]


def call(function, subject):
    return function(subject, **OPTIONS.get(function, {}))


def test_the_top_has_about_45_names_and_shows_no_others():
    assert pm.__all__ == sorted(pm.__all__)
    assert 40 <= len(pm.__all__) <= 55
    assert dir(pm) == pm.__all__
    for space in (pm, *NAMESPACES):
        for name in space.__all__:
            assert getattr(space, name) is not None
        assert not any(name.startswith("_") for name in dir(space))


def test_every_function_of_an_account_takes_people_a_plan_and_a_judgment(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    functions = of_accounts()
    assert len(functions) > 35
    for function in functions:
        for subject in (PEOPLE, PLAN, pm.judge(PLAN)):
            if function in {pm.redact, pm.judge} and not isinstance(
                subject, pm.BuyingCenter | pm.AccountPlan
            ):
                continue
            call(function, subject)


def test_what_is_not_an_account_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for function in of_accounts():
        for wrong in WRONG:
            with pytest.raises(pm.ModelError) as refusal:
                call(function, wrong)
            message = str(refusal.value)
            assert f"is of type {type(wrong).__name__}; allowed: " in message
            is_path = isinstance(wrong, str | Path)
            assert ("read a file with read(path)" in message) is is_path
            is_people = isinstance(wrong, list | dict | pm.Stakeholder)
            assert ("BuyingCenter(name, people)" in message) is is_people
    assert list(tmp_path.iterdir()) == []


def test_a_signature_fits_five_lines():
    for function, name in public_functions().items():
        text = str(inspect.signature(function))
        assert len(text) <= 400, (name, len(text))


def test_an_unknown_person_is_one_error_everywhere():
    for ask in (
        lambda who: PEOPLE[who],
        lambda who: PEOPLE.replace(who, power=3),
        lambda who: pm.judge(PEOPLE).roles[who],
        lambda who: pm.network.estimate_power(PEOPLE)[who],
        PEOPLE.without,
        lambda who: pm.network.paths_to(PEOPLE, who),
        lambda who: pm.network.sway(PEOPLE, {who: "champion"}),
        lambda who: pm.influence(PEOPLE, around=who),
        lambda who: pm.influence(PEOPLE, emphasis=[who]),
        lambda who: pm.influence(PEOPLE, path=["ben-ode", who]),
    ):
        with pytest.raises(UnknownPersonError, match="did you mean 'Ana Ruiz'"):
            ask("Ana Ruis")
        with pytest.raises(KeyError):
            ask("Ana Ruis")
        ask("Ana Ruiz")
        ask("ana-ruiz")


def test_results_are_short_to_print_and_tables_in_a_notebook():
    judgment = pm.judge(pm.northwind_plan())
    parts = (
        "roles relationships needs coverage verdicts strategy what_if findings steps "
        "pipeline levers appraisal power facts account_relationship network reassessed"
    )
    for name in parts.split():
        part = getattr(judgment, name)
        assert len(repr(part)) < 400, (name, len(repr(part)))
        assert "<table" in part._repr_html_(), name
    network = judgment.network
    nothing = pm.diff(judgment, pm.AccountPlan("ERP"))
    for part in (nothing, network.reach, network.outlook, judgment.what_if):
        assert len(repr(part)) < 400, part
        assert "<table" in part._repr_html_()
        assert list(part.rows("zh")[0])
    ana = pm.Stakeholder("Ana Ruiz", power=8)
    assert repr(ana) == "Stakeholder(name='Ana Ruiz', id='ana-ruiz', power=8)"
    for value in (judgment, judgment.plan, judgment.center, pm.Playbook()):
        assert len(repr(value)) < 200
    assert len(str(pm.recommend(judgment))) < 400


WRONG_OTHERS = [PEOPLE, PLAN, [*PEOPLE], None, 7]


def test_coverage_is_a_chart_and_a_judgment_each_in_its_place():
    assert not hasattr(pm, "coverage")
    assert isinstance(pm.charts.coverage(PEOPLE), pm.Chart)
    assert not isinstance(pm.judge(PEOPLE).coverage, pm.Chart)
    assert pm.judge(PEOPLE).coverage.people == ("ana-ruiz", "ben-ode")


def test_no_reader_takes_apart_the_text_of_our_errors():
    """Problems are data; nor is a module or a str anything else than it seems."""
    tricks = re.compile(
        r"str\((error|problem|issue|caught)\)\.(partition|split|removeprefix)\(\":"
        r"|\.partition\(\": \"\)|__class__ = |\blocals\(\)|class \w+\(str\):"
    )
    for path in Path(pm.__file__).parent.rglob("*.py"):
        assert not tricks.search(path.read_text(encoding="utf-8")), path


def test_what_is_not_a_drawing_table_graph_or_path():
    for function in (
        pm.charts.faults,
        pm.network.from_networkx,
        pm.read,
        pm.template,
    ):
        for wrong in WRONG_OTHERS:
            with pytest.raises(pm.PowermapError, match=r"is of type .*; allowed: "):
                function(wrong)
    for wrong in WRONG_OTHERS:
        with pytest.raises(pm.PowermapError, match="is not a data frame; give one of"):
            pm.from_frame(wrong, name="x")


def test_pseudonyms_are_of_people():
    for wrong in (PLAN, "Ana", PEOPLE["ana-ruiz"], ["Ana"], 7):
        with pytest.raises(pm.ModelError, match=r"; give .*Stakeholder objects"):
            pm.tables.pseudonyms(wrong, "partner", key="a key for the tests")
    assert set(pm.tables.pseudonyms(PEOPLE, "partner", key="a key for the tests")) == {
        "ana-ruiz",
        "ben-ode",
    }


def test_a_chart_where_its_scene_is_wanted():
    with pytest.raises(pm.ModelError, match=r"allowed: a Scene; pass chart\.scene"):
        pm.charts.faults(pm.quadrant(PEOPLE))


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="attribute account_map"):
        _ = pm.account_map


@pytest.mark.parametrize(
    "code",
    [
        "import powermap",
        "import powermap as pm; pm.classify(pm.BuyingCenter('x'))",
        "import powermap as pm; pm.quadrant(pm.BuyingCenter('x')).svg()",
    ],
)
def test_import_is_light(code):
    heavy = "{'anywidget', 'matplotlib', 'networkx', 'numpy', 'pygraphviz', 'pandas', 'polars', 'pyarrow'}"
    check = f"{code}\nimport sys\nprint(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"


def test_the_command_line_names_the_sections_of_a_report():
    assert SECTION_NAMES == SECTIONS


def test_drawing_on_the_command_line_loads_what_it_draws_with(tmp_path):
    """Read from YAML, drawn as SVG: no library for other formats, no package but those on the way."""
    path = pm.write(PEOPLE, tmp_path / "deal.yaml")
    code = "import sys; from powermap.cli import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
    command = [
        sys.executable,
        "-c",
        code,
        "draw",
        str(path),
        "-o",
        str(tmp_path / "deal.svg"),
    ]
    loaded = set(
        subprocess.run(
            command, capture_output=True, text=True, check=True
        ).stderr.split()
    )
    heavy = "graphviz jinja2 matplotlib networkx numpy openpyxl pandas polars pyarrow rich ruamel.yaml xlsxwriter"
    ours = (
        "demo compare judgment.assessment judgment.findings judgment.strategy network.power "
        "network.sway reporting views.difference views.influence views.scorecard"
    )
    assert (tmp_path / "deal.svg").read_text().startswith("<svg")
    assert {"powermap.views.quadrant", "powermap.render.svg", "yaml"} <= loaded
    assert (
        sorted(
            {*heavy.split(), *(f"powermap.{each}" for each in ours.split())} & loaded
        )
        == []
    )


def test_a_namespace_shows_its_functions_whatever_was_loaded_before():
    """A function with the name of its module is the function."""
    for name in ("network", "charts", "redaction"):
        code = f"""
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
import powermap.{name} as package
modules = [import_module(f"{{package.__name__}}.{{each.name}}") for each in iter_modules(package.__path__)]
hidden = [name for name in package.__all__ if isinstance(getattr(package, name), ModuleType)]
print(len(modules), *hidden)
"""
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        count, *hidden = done.stdout.split()
        assert int(count) > 2
        assert hidden == []


def test_every_error_is_one_of_ours():
    for kind in (pm.ModelError, TableError, pm.FormatError):
        assert issubclass(kind, pm.PowermapError)
        assert issubclass(kind, ValueError)
    assert issubclass(MissingDependencyError, ImportError)


def test_the_chart_shows_itself_with_a_fallback():
    bundle = pm.quadrant(pm.BuyingCenter("x"))._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["image/png"].startswith(b"\x89PNG")
    only = pm.quadrant(pm.BuyingCenter("x"))._repr_mimebundle_(
        include={"image/svg+xml"}
    )
    assert list(only) == ["image/svg+xml"]


@pytest.mark.parametrize(
    ("suffix", "start"),
    [
        (".svg", b"<svg"),
        (".png", b"\x89PNG"),
        (".pdf", b"%PDF"),
        (".json", b"{"),
        (".html", b"<!DOC"),
    ],
)
def test_save_by_suffix(tmp_path, suffix, start):
    path = pm.quadrant(pm.BuyingCenter("x", [pm.Stakeholder("Ana")])).save(
        tmp_path / f"map{suffix}"
    )
    assert path.read_bytes().startswith(start)


def test_save_refuses_what_it_cannot_and_leaves_what_is_there(tmp_path):
    chart = pm.quadrant(pm.BuyingCenter("x"))
    with pytest.raises(
        pm.FormatError, match=r"\.svg, \.html, \.png, \.pdf, \.pptx, \.json"
    ):
        chart.save(tmp_path / "map.bmp")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(pm.FormatError):
        chart.save(tmp_path / "folder.svg")
    with pytest.raises(pm.FormatError):
        chart.save(tmp_path / "missing" / "map.svg")
    with pytest.raises(pm.FormatError, match="scale"):
        chart.png(scale=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.svg"]


NO_VALUES = (3, None, object(), 1.5, ["x"], b"x", {"a": 1})
UNNEEDED = frozenset({"serve"})
"""Functions that go on until somebody stops them."""


def arguments_like(function, wrong):
    """A value of a wrong type for all that a function needs, or for the first alone."""
    needed = []
    for parameter in inspect.signature(function).parameters.values():
        is_open = parameter.kind in {parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD}
        if parameter.default is parameter.empty and not is_open:
            needed.append(parameter)
    for others in (wrong, "out.txt", PLAN):
        places = []
        names = {}
        for number, parameter in enumerate(needed):
            value = others if number else wrong
            if parameter.kind is parameter.KEYWORD_ONLY:
                names[parameter.name] = value
            else:
                places.append(value)
        yield places, names


def test_every_function_refuses_a_wrong_type_with_an_error_of_ours(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    faults = []
    for function, name in public_functions().items():
        if name.rpartition(".")[2] in UNNEEDED or not inspect.isfunction(function):
            continue
        for wrong in NO_VALUES:
            for places, names in arguments_like(function, wrong):
                if not places and not names:
                    continue
                try:
                    with warnings.catch_warnings():
                        warnings.simplefilter("ignore")
                        function(*places, **names)
                except pm.PowermapError:
                    pass
                except Exception as error:  # noqa: BLE001 - any other is the fault
                    faults.append((name, places, names, repr(error)))
    assert faults == []


def test_what_is_written_and_parsed_says_what_it_expects(tmp_path):
    for call_it, expected in (
        (lambda: pm.tables.write_mapping(3, "x.toml"), "give Understanding objects"),
        (lambda: pm.tables.write_playbook(PLAN, "x.toml"), "give Playbook objects"),
        (lambda: pm.frames.sql_table("x", "y"), "give a mapping"),
        (lambda: pm.frames.sql_table(3, {}), "write a text"),
        (lambda: pm.proposals.parse_proposal(3), "write a text"),
        (lambda: pm.plan.combine(3), "give a list"),
        (lambda: pm.plan.calibrate(3), "give a list"),
        (lambda: pm.tables.read_deals(3), "allowed: the path of a file"),
        (lambda: pm.network.settle(3, 3, 3), "one number for each person"),
        (lambda: pm.network.settle([1, 0], [(1, 9, 1)], [0, 1]), "positions of people"),
    ):
        with pytest.raises(pm.PowermapError, match=expected):
            call_it()
