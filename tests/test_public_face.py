from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import powermap as pm
import powermap.judgment


def test_all_is_sorted_and_there():
    assert pm.__all__ == sorted(pm.__all__)
    assert all(getattr(pm, name) is not None for name in pm.__all__)


PEOPLE = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power=8, involvement=3), pm.Stakeholder("Ben Ode")],
                         [pm.Tie("ben-ode", "ana-ruiz")])  # fmt: skip
PLAN = pm.AccountPlan("Northwind", center=PEOPLE)
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
OF_CENTERS = {
    "board": {}, "brokers": {}, "classify": {}, "disagreements": {}, "estimate_power": {}, "influence": {},
    "paths_to": {"target": "ana-ruiz"}, "quadrant": {}, "reach": {}, "sway": {}, "ties_to_frame": {}, "to_frame": {},
    "to_graphviz": {}, "to_mermaid": {}, "to_networkx": {}, "who_next": {},
}  # fmt: skip
OF_EITHER = {
    "account_relationship": {}, "appraisal": {}, "appraise": {}, "assess": {}, "check": {}, "coverage": {},
    "diff": PLAN, "difference": PLAN, "funnel": {}, "levers": {}, "needs": {}, "pipeline": {}, "recommend": {},
    "redact": {"level": "partner"}, "relationship": {}, "relationships": {}, "report": {}, "scorecard": {}, "steps": {},
    "tornado": {}, "write": {"path": "deal.yaml"},
}  # fmt: skip
OF_OTHER = {
    "faults", "from_frame", "from_networkx", "json_schema", "northwind", "northwind_plan", "plan_schema", "pseudonyms",
    "read", "read_playbook", "template",
}  # fmt: skip


def call(name, given):
    options = {**OF_CENTERS, **OF_EITHER}[name]
    return (
        getattr(pm, name)(given, options)
        if options is PLAN
        else getattr(pm, name)(given, **options)
    )


def test_the_tables_hold_every_public_function():
    assert {name for name in pm.__all__ if inspect.isfunction(getattr(pm, name))} == {
        *OF_CENTERS,
        *OF_EITHER,
        *OF_OTHER,
    }


@pytest.mark.parametrize("name", OF_CENTERS)
def test_a_plan_where_people_are_wanted_is_told_what_to_pass(name):
    call(name, PEOPLE)
    with pytest.raises(
        pm.ModelError,
        match=r"plan of 'Northwind' is given; allowed: a BuyingCenter; pass plan\.center",
    ):
        call(name, PLAN)


@pytest.mark.parametrize("name", OF_EITHER)
def test_people_are_a_plan_of_people_only(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    call(name, PEOPLE)
    call(name, PLAN)


@pytest.mark.parametrize("wrong", WRONG, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("name", [*OF_CENTERS, *OF_EITHER])
def test_what_is_neither_people_nor_a_plan(name, wrong, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(pm.ModelError) as told:
        call(name, wrong)
    wanted = (
        "allowed: a BuyingCenter"
        if name in OF_CENTERS
        else "allowed: an AccountPlan or a BuyingCenter"
    )
    reader = "read(path)" if name in OF_CENTERS else "read_plan(path)"
    assert f"is of type {type(wrong).__name__}; {wanted}" in str(told.value)
    assert (f"; read a file with {reader}" in str(told.value)) is isinstance(
        wrong, str | Path
    )
    assert ("BuyingCenter(name, people)" in str(told.value)) is isinstance(
        wrong, list | dict | pm.Stakeholder
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong", [PEOPLE, PLAN, [*PEOPLE], None, 7], ids=lambda each: type(each).__name__
)
@pytest.mark.parametrize("name", ["faults", "from_networkx", "read", "template"])
def test_what_is_no_drawing_table_graph_or_path(name, wrong):
    with pytest.raises(pm.PowermapError, match=r"is of type .*; allowed: "):
        getattr(pm, name)(wrong)
    with pytest.raises(
        pm.PowermapError, match="is not a data frame; give one of pandas"
    ):
        pm.from_frame(wrong, name="x")


@pytest.mark.parametrize(
    "wrong",
    [PLAN, "Ana", PEOPLE["ana-ruiz"], ["Ana"], 7],
    ids=lambda each: type(each).__name__,
)
def test_pseudonyms_are_of_people(wrong):
    with pytest.raises(pm.ModelError, match=r"; give .*Stakeholder objects"):
        pm.pseudonyms(wrong)
    assert set(pm.pseudonyms(PEOPLE)) == {"ana-ruiz", "ben-ode"}


def test_a_chart_where_its_scene_is_wanted():
    with pytest.raises(pm.ModelError, match=r"allowed: a Scene; pass chart\.scene"):
        pm.faults(pm.quadrant(PEOPLE))


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'account_map'"):
        _ = pm.account_map


@pytest.mark.parametrize("code", ["import powermap", "import powermap as pm; pm.classify(pm.BuyingCenter('x'))",
                                  "import powermap as pm; pm.quadrant(pm.BuyingCenter('x')).svg()"])  # fmt: skip
def test_import_is_light(code):
    heavy = "{'anywidget', 'matplotlib', 'networkx', 'numpy', 'pygraphviz', 'pandas', 'polars', 'pyarrow'}"
    check = f"{code}\nimport sys\nprint(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"


def test_drawing_on_the_command_line_loads_what_it_draws_with(tmp_path):
    """Read from YAML, drawn as SVG: no library for other formats, no room but those on the way."""
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
    heavy = "graphviz jinja2 matplotlib networkx numpy openpyxl pandas polars pyarrow pygraphviz rich xlsxwriter"
    ours = (
        "demo method.assessment method.compare method.findings method.strategy network.power network.sway reporting "
        "views.difference views.influence views.scorecard"
    )
    assert (tmp_path / "deal.svg").read_text().startswith("<svg")
    assert {"powermap.views.quadrant", "powermap.render.svg", "ruamel.yaml"} <= loaded
    assert (
        sorted(
            {*heavy.split(), *(f"powermap.{each}" for each in ours.split())} & loaded
        )
        == []
    )


@pytest.mark.parametrize("room", ["method", "network"])
def test_a_room_shows_what_is_in_it_whatever_was_loaded_before(room):
    """A function with the name of its module is the function, even when somebody imported the module first."""
    code = f"""
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
import powermap.{room} as room
modules = [import_module(f"{{room.__name__}}.{{each.name}}") for each in iter_modules(room.__path__)]
hidden = [name for name in room.__all__ if isinstance(getattr(room, name), ModuleType)]
print(len(modules), [*hidden, *({{*room.__all__}} - {{*dir(room)}})])
"""
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split(" ", 1)
    assert int(out[0]) > 5
    assert out[1].strip() == "[]"


def test_a_name_that_is_not_in_a_room():
    with pytest.raises(
        AttributeError, match=r"module 'powermap\.method' has no attribute 'guess'"
    ):
        _ = powermap.judgment.guess


def test_every_error_is_one_of_ours():
    for name in ("ModelError", "TableError", "FormatError"):
        assert issubclass(getattr(pm, name), pm.PowermapError)
        assert issubclass(getattr(pm, name), ValueError)
    assert issubclass(pm.MissingDependencyError, ImportError)


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
