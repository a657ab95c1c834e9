from __future__ import annotations

import csv
import io
import json
import os
import struct
import subprocess
import sys
from unicodedata import east_asian_width

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.cli.commands.check import FailOn

PLAN = (
    "name: ERP\nstakeholders:\n- name: Ana Ruiz\n  power: decider\n  involvement: 2\n"
)
FORMULAS = "name: ERP\nstakeholders:\n- {name: '=1+1', power: decider}\n- {name: '@sum', power: decider}\n"


def run(*arguments, stdin="", cwd=None, columns=None, **extra):
    environment = {**os.environ, **extra}
    environment.pop("COLUMNS", None)
    if columns:
        environment["COLUMNS"] = str(columns)
    done = subprocess.run(
        [sys.executable, "-m", "powermap", *map(str, arguments)],
        input=stdin if isinstance(stdin, bytes) else stdin.encode(), capture_output=True, cwd=cwd, check=False,
        env=environment,
    )  # fmt: skip
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def width(text):
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_demo_writes_eleven_files_and_says_so(tmp_path, lang):
    done = run("demo", "-o", tmp_path / "demo", "--lang", lang)
    assert done.returncode == 0, done.stderr
    pictures = [
        f"-{chart}.{kind}"
        for chart in ("cells", "influence", "scores")
        for kind in ("png", "svg")
    ]
    names = [
        f"northwind{end}"
        for end in (*pictures, "-influence.html", ".html", ".pptx", ".xlsx", ".yaml")
    ]
    assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == sorted(names)
    assert all(f"wrote {tmp_path / 'demo' / name}" in done.stdout for name in names)
    plan = pm.northwind_plan(lang)
    assert all(person.name in done.stdout for person in plan.center)
    assert pm.read(tmp_path / "demo" / "northwind.xlsx") == plan
    assert pm.read(tmp_path / "demo" / "northwind.yaml") == plan
    assert pm.read(tmp_path / "demo" / "northwind.xlsx").center == plan.center
    assert (tmp_path / "demo" / "northwind.html").read_text(
        encoding="utf-8"
    ) == pm.report(plan, lang=lang).html()
    assert (tmp_path / "demo" / "northwind.pptx").read_bytes() == pm.report(
        plan, lang=lang
    ).pptx()


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


def test_draw_writes_a_page_and_an_svg_with_its_fonts(tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "deal.yaml")
    for name, start, more in (
        ("map.html", "<!DOCTYPE html>", ()),
        ("map.svg", "<svg", ("--embed-fonts",)),
    ):
        done = run("draw", plan, "-o", tmp_path / name, *more)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert text.startswith(start)
        assert "@font-face" in text
    refused = run("draw", plan, "-o", tmp_path / "map.png", "--embed-fonts")
    assert (
        refused.returncode,
        "--embed-fonts is for an .svg, not for map.png" in refused.stderr,
    ) == (2, True)
    assert not (tmp_path / "map.png").exists()


def test_the_two_demos_are_the_same_people_in_two_languages():
    english, chinese = pm.northwind("en"), pm.northwind("zh")
    assert [found.role for found in pm.classify(english).values()] == [
        found.role for found in pm.classify(chinese).values()
    ]
    assert [(tie.kind, tie.strength) for tie in english.ties] == [
        (tie.kind, tie.strength) for tie in chinese.ties
    ]
    with pytest.raises(pm.ModelError, match="allowed: en, zh"):
        pm.northwind("fr")


def test_from_a_template_to_a_picture(tmp_path):
    assert run("template", tmp_path / "plan.xlsx", "--lang", "zh").returncode == 0
    done = run("draw", tmp_path / "plan.xlsx", "-o", tmp_path / "empty.svg")
    assert done.returncode == 0
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["note"]
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert (
        run("convert", tmp_path / "plan.yaml", tmp_path / "plan.json").returncode == 0
    )
    arguments = (
        "draw",
        "-",
        "-o",
        tmp_path / "plan.svg",
        "--title",
        "Deal <1>",
        "--placement",
        "cells",
    )
    assert run(*arguments, stdin=(tmp_path / "plan.json").read_bytes()).returncode == 0
    drawn = (tmp_path / "plan.svg").read_text(encoding="utf-8")
    assert (
        drawn
        == pm.quadrant(
            pm.read(tmp_path / "plan.yaml"), title="Deal <1>", placement="cells"
        ).svg()
    )


def test_convert_in_chinese(tmp_path):
    done = run("convert", "-", tmp_path / "plan.csv", "--lang", "zh", stdin=PLAN)
    files = [
        tmp_path / name for name in ("plan.csv", "plan-ties.csv", "plan-about.csv")
    ]
    assert (done.returncode, done.stdout) == (
        0,
        "".join(f"wrote {path}\n" for path in files),
    )
    assert all(path.is_file() for path in files)
    assert (tmp_path / "plan.csv").read_text(encoding="utf-8-sig").startswith("姓名,")


def test_roles_as_json():
    assert json.loads(run("roles", "-", "--format", "json", stdin=PLAN).stdout) == [
        {
            "id": "ana-ruiz",
            "name": "Ana Ruiz",
            "role": "approver",
            "because": "Decides and is not closely involved (2 of 10, cutoff 5): "
            "Approver, who signs off from a distance.",
            "declared": None,
            "agrees": None,
            "margin": 3.0,
        }
    ]


def test_roles_as_csv_run_no_formula(tmp_path):
    said = run(
        "roles", "-", "--format", "csv", "-o", tmp_path / "roles.csv", stdin=FORMULAS
    )
    assert said.stdout == f"wrote {tmp_path / 'roles.csv'}\n"
    rows = list(
        csv.DictReader(
            io.StringIO((tmp_path / "roles.csv").read_text(encoding="utf-8"))
        )
    )
    assert [row["name"] for row in rows] == ["'=1+1", "'@sum"]
    assert [(row["role"], row["margin"]) for row in rows] == [
        ("decider", ""),
        ("decider", ""),
    ]


@pytest.mark.parametrize(
    ("lang", "columns"), [("en", None), ("en", 60), ("zh", None), ("zh", 120)]
)
def test_the_table_keeps_to_its_columns_and_has_no_colour_codes(
    tmp_path, lang, columns
):
    pm.write(pm.northwind(lang), tmp_path / "deal.yaml")
    said = run(
        "roles",
        tmp_path / "deal.yaml",
        "--lang",
        lang,
        columns=columns,
        FORCE_COLOR="1",
    ).stdout
    assert "\x1b" not in said
    assert max(map(width, said.splitlines())) <= (columns or 80)
    assert {"en": "Declared", "zh": "声明角色"}[lang] in said


def test_a_name_of_300_characters_and_markup_stay_whole(tmp_path):
    names = ["N" * 300, "[red]x[/red]", "<b>&\"'$x$"]
    pm.write(
        pm.BuyingCenter("x", [pm.Stakeholder(name) for name in names]),
        tmp_path / "deal.json",
    )
    said = run("roles", tmp_path / "deal.json").stdout
    assert said.count("N") - said.count("Name") >= 300
    assert "[red]x[/red]" in said
    assert "<b>&\"'$x$" in said


def test_schema_is_printed_and_written(tmp_path):
    assert json.loads(run("schema").stdout) == pm.tables.json_schema()
    assert run("schema", "-o", tmp_path / "schema.json").returncode == 0
    assert (
        json.loads((tmp_path / "schema.json").read_text(encoding="utf-8"))
        == pm.tables.json_schema()
    )


def test_version_and_help():
    runner = CliRunner()
    assert runner.invoke(app, ["--version"]).output == f"powermap {pm.__version__}\n"
    said = runner.invoke(app, ["--help"]).output
    commands = (
        "demo draw report roles network check diff template convert schema".split()
    )
    assert all(name in said for name in commands)
    for name in commands:
        assert runner.invoke(app, [name, "--help"]).exit_code == 0
    assert all(
        suffix in runner.invoke(app, ["convert", "--help"]).output
        for suffix in (".xlsx", ".kumu.json")
    )


def test_a_check_fails_on_any_severity():
    assert [*FailOn] == [*pm.plan.Severity]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("draw", "missing.yaml", "-o", "x.svg"),
            "missing.yaml: there is no such file",
        ),
        (
            ("draw", "plan.docx", "-o", "x.svg"),
            "plan.docx: the suffix is '.docx'; allowed: .yaml",
        ),
        (("draw", "folder.yaml", "-o", "x.svg"), "folder.yaml: this is not a file"),
        (
            ("draw", "-", "-o", "x.bmp"),
            "allowed: .svg, .html, .png, .pdf, .pptx, .json",
        ),
        (("draw", "-", "-o", "folder.svg"), "folder.svg: this is a folder"),
        (("draw", "-", "-o", "nowhere/x.svg"), "nowhere does not exist"),
        (("convert", "-", "x.txt"), "the suffix is '.txt'"),
        (("convert", "-", "folder.yaml"), "folder.yaml: this is a folder"),
        (("template", "x.csv"), "ends in .xlsx"),
        (("schema", "-o", "folder.svg"), "this is a folder"),
        (("roles", "-", "-o", "nowhere/x.csv"), "does not exist"),
        (("demo", "-o", "file"), "cannot make the folder 'file'"),
        (("demo", "-o", "file/below"), "cannot make the folder"),
        (("roles", "-", "--lang", "fr"), "fr"),
        (("roles",), "file"),
        (("draw", "-"), "--out"),
        (("dance",), "dance"),
    ],
)
def test_errors_are_one_message_and_exit_code_2(tmp_path, arguments, said):
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").touch()
    done = run(*arguments, stdin=PLAN, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "file",
        "folder.svg",
        "folder.yaml",
    ]


@pytest.mark.parametrize(
    ("stdin", "said"),
    [
        (b"", "standard input: the file is empty"),
        (b"\xff\xfe\x00", "standard input: this is not text in UTF-8"),
        (b"name: \x00", "standard input"),
        (b"{", "this is not JSON"),
        (b"[1]", "this is not a buying center"),
        (b"[" * 100_000, "nested too deep"),
        (b"a: [", "this is not the YAML"),
        (b"a: &a [x]\nb: *a", "aliases"),
        (
            b"name: x\nstakeholders: [{name: Ana, stance: suporter}]",
            "did you mean 'supporter'?",
        ),
        (b"name: x\nstakeholders: [{name: Ana, power: 11}]", "11"),
        (
            b'{"name": "x", "stakeholders": [{"name": "A\\u0000"}]}',
            "stakeholders, row 1",
        ),
    ],
)
def test_bad_standard_input_is_refused_in_words(stdin, said):
    done = run("roles", "-", stdin=stdin)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("powermap: standard input: ")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "stdin",
    [
        b"{name: ERP, stakeholders: [{name: Ana}]}",
        b'\xef\xbb\xbf\xef\xbb\xbf{"name": "ERP", "stakeholders": [{"name": "Ana"}]}',
    ],
)
def test_standard_input_in_braces_is_json_or_yaml(stdin):
    done = run("roles", "-", "--format", "json", stdin=stdin)
    assert (done.returncode, [each["id"] for each in json.loads(done.stdout)]) == (
        0,
        ["ana"],
    )


def test_a_problem_in_braces_is_told_once():
    done = run(
        "roles",
        "-",
        stdin=b"{name: ERP, stakeholders: [{name: Ana, stance: suporter}]}",
    )
    assert "stakeholders, row 1, stance" in done.stderr
    assert "JSON" not in done.stderr


@pytest.mark.skipif(
    os.name == "nt", reason="the shell of Windows cannot close a stream"
)
@pytest.mark.parametrize(
    "arguments",
    [("draw", "-", "-o", "s.svg"), ("roles", "-"), ("convert", "-", "x.json")],
)
def test_a_closed_standard_input_is_told(tmp_path, arguments):
    command = [
        "sh",
        "-c",
        'exec "$@" <&-',
        "sh",
        sys.executable,
        "-m",
        "powermap",
        *arguments,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("powermap: standard input is closed; ")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_picture_survives_a_failed_drawing(tmp_path):
    (tmp_path / "map.svg").write_text("mine", encoding="utf-8")
    assert run("draw", "-", "-o", tmp_path / "map.svg", stdin="name: [").returncode == 2
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") == "mine"


def test_output_is_utf8_whatever_the_locale(tmp_path):
    pm.write(pm.northwind("zh"), tmp_path / "deal.yaml")
    said = run(
        "roles",
        tmp_path / "deal.yaml",
        "--lang",
        "zh",
        LC_ALL="C",
        PYTHONIOENCODING="ascii",
    ).stdout
    assert "欧阳静" in said


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


def test_scale_is_pixels_per_point_of_a_png_and_of_nothing_else(tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    assert (
        run("draw", plan, "-o", tmp_path / "half.png", "--scale", "0.5").returncode == 0
    )
    width, height = struct.unpack(">II", (tmp_path / "half.png").read_bytes()[16:24])
    assert (width, height) == (640, 360)
    refused = run("draw", plan, "-o", tmp_path / "map.svg", "--scale", "3")
    assert (refused.returncode, "--scale is for a .png" in refused.stderr) == (2, True)


def test_mermaid_takes_no_options_of_a_picture(tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    assert (
        run("draw", plan, "-o", tmp_path / "a.mmd", "--chart", "influence").returncode
        == 0
    )
    assert (tmp_path / "a.mmd").read_text(encoding="utf-8").startswith("flowchart TD\n")
    refused = run(
        "draw",
        plan,
        "-o",
        tmp_path / "b.mmd",
        "--chart",
        "influence",
        "--around",
        "priya-raman",
    )
    assert (refused.returncode, (tmp_path / "b.mmd").exists()) == (2, False)
    assert "leave out --title" in refused.stderr


def test_the_network_in_words_and_as_json(tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    told = run(
        "network",
        plan,
        "--to",
        "robert-falk",
        "--what-if",
        "grace-tan=supporter",
        "--lang",
        "zh",
    )
    assert told.returncode == 0, told.stderr
    for heading in ("关系显示的权力", "中间人", "下一步拜访谁", "影响路径", "展望"):
        assert heading in told.stdout
    found = json.loads(
        run("network", plan, "--format", "json", "--to", "robert-falk").stdout
    )
    assert set(found) == {
        "power",
        "disagreements",
        "brokers",
        "next",
        "paths",
        "reach",
        "outlook",
    }
    assert found["paths"][0]["people"][-1] == "robert-falk"
    assert list(found["power"]) == [person.id for person in pm.northwind()]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--to", "nobody"], "nobody"),
        (["--what-if", "grace-tan"], "write it as PERSON=STANCE"),
        (["--what-if", "grace-tan=suporter"], "did you mean"),
        (["--share", "2"], "allowed: above 0 and up to 1"),
    ],
)
def test_what_the_network_cannot_answer(tmp_path, options, said):
    refused = run(
        "network", pm.write(pm.northwind(), tmp_path / "northwind.yaml"), *options
    )
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    "options",
    [["--around", "priya-raman", "--steps", "1"], ["--path", "priya-raman,marcus-reed"], ["--kind", "reports_to"],
     ["--departments"], ["--direction", "right"], ["--emphasis", "grace-tan"]],
)  # fmt: skip
def test_options_of_the_influence_graph_reach_it(tmp_path, options):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    drawn = run(
        "draw", plan, "-o", tmp_path / "map.svg", "--chart", "influence", *options
    )
    assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") != pm.influence(
        pm.northwind()
    ).svg()
    refused = run("draw", plan, "-o", tmp_path / "other.svg", *options)
    assert (refused.returncode, "is not for --chart quadrant" in refused.stderr) == (
        2,
        True,
    )


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_report_of_the_demo(tmp_path, lang, suffix):
    plan = pm.write(pm.northwind_plan(lang), tmp_path / "plan.yaml", lang=lang)
    target = tmp_path / f"plan.{suffix}"
    done = run("report", plan, "-o", target, "--today", "2026-11-20", "--lang", lang)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"wrote {target}\n", "")
    made = pm.report(pm.northwind_plan(lang), lang=lang, today="2026-11-20")
    assert target.read_text(encoding="utf-8") == (
        made.html() if suffix == "html" else made.markdown()
    )


def test_report_of_people_only_on_standard_input(tmp_path):
    done = run("report", "-", "-o", tmp_path / "plan.md", stdin=PLAN)
    assert done.returncode == 0, done.stderr
    assert "1 person takes part in this decision at ERP" in (
        tmp_path / "plan.md"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_report_for_the_customer_has_pseudonyms_and_no_judgement(tmp_path, suffix):
    source = pm.northwind_plan()
    plan = pm.write(source, tmp_path / "plan.yaml")
    made = []
    for key in ("one", "one", "two"):
        target = tmp_path / f"plan.{suffix}"
        done = run("report", plan, "-o", target, "--redact", "customer", "--key", key)
        assert done.returncode == 0, done.stderr
        made.append(target.read_text(encoding="utf-8"))
    assert made[0] == made[1] != made[2]
    assert not [person.name for person in source.center if person.name in made[0]]
    hidden = pm.redact(source, "customer", key="one")
    assert all(person.name in made[0] for person in hidden.center)
    wrong = [
        "Findings",
        "Assessment",
        "Strategy",
        "Coverage",
        "Owner",
        "Enemy",
        "stance",
        "Contoso",
        "PM2",
        "900,000",
    ]
    assert not [word for word in wrong if word in made[0]]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "plan.pdf"], "cannot save a report as 'plan.pdf'; allowed: .html, .md"),
        (["-o", "plan.htm"], "did you mean '.html'?"),
        (["-o", "nowhere/plan.html"], "nowhere"),
        (["-o", "plan.html", "--redact", "nobody"], "nobody"),
        (["-o", "plan.html", "--today", "yesterday"], "yesterday"),
    ],
)
def test_a_report_that_cannot_be_made_is_told(tmp_path, options, said):
    done = run("report", "-", *options, stdin=PLAN, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


CHARTS_OF_PLANS = [
    "scorecard",
    "relationship",
    "needs",
    "coverage",
    "funnel",
    "levers",
    "appraisal",
]


@pytest.mark.parametrize("chart", CHARTS_OF_PLANS)
def test_charts_of_a_plan_are_drawn(tmp_path, chart):
    plan = pm.write(pm.northwind_plan(), tmp_path / "plan.yaml")
    done = run(
        "draw", plan, "-o", tmp_path / "a.svg", "--chart", chart, "--title", "Deal <1>"
    )
    assert (done.returncode, done.stderr) == (0, "")
    function = pm.charts.tornado if chart == "levers" else getattr(pm, chart)
    assert (tmp_path / "a.svg").read_text(encoding="utf-8") == function(
        pm.northwind_plan(), title="Deal <1>"
    ).svg()
    refused = run("draw", plan, "-o", tmp_path / "b.mmd", "--chart", chart)
    assert (refused.returncode, (tmp_path / "b.mmd").exists()) == (2, False)
    assert f"Mermaid has no {chart}" in refused.stderr
    refused = run(
        "draw", plan, "-o", tmp_path / "b.svg", "--chart", chart, "--placement", "cells"
    )
    assert (
        refused.returncode,
        f"--placement is not for --chart {chart}" in refused.stderr,
    ) == (2, True)


@pytest.mark.parametrize("chart", CHARTS_OF_PLANS)
def test_charts_of_a_plan_can_be_drawn_of_people_only(tmp_path, chart):
    done = run("draw", "-", "-o", tmp_path / "a.svg", "--chart", chart, stdin=PLAN)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_slides_and_a_workbook_with_its_chart(tmp_path):
    from pptx import Presentation

    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    Presentation().save(tmp_path / "house.pptx")
    house = ("--template", tmp_path / "house.pptx")
    plan = tmp_path / "plan.yaml"
    assert run("draw", plan, "-o", tmp_path / "map.pptx", *house).returncode == 0
    done = run("report", plan, "-o", tmp_path / "plan.pptx", "--today", "2026-11-20")
    assert (done.returncode, done.stdout) == (0, f"wrote {tmp_path / 'plan.pptx'}\n")
    assert run("convert", plan, tmp_path / "plan.xlsx", "--chart").returncode == 0
    center = pm.read(plan).center
    assert (tmp_path / "map.pptx").read_bytes() == pm.quadrant(center).pptx(
        template=tmp_path / "house.pptx"
    )
    assert (tmp_path / "plan.pptx").read_bytes() == pm.report(
        pm.read(plan), today="2026-11-20"
    ).pptx()
    assert pm.read(tmp_path / "plan.xlsx").center == center


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("draw", "-", "-o", "map.svg", "--template", "x.pptx"), "--template is for a .pptx, not for map.svg"),
     (("draw", "-", "-o", "map.pptx", "--template", "x.pptx"), "there is no such file"),
     (("report", "-", "-o", "plan.md", "--template", "x.pptx"), "a template is for a .pptx"),
     (("convert", "-", "plan.json", "--chart"), "a chart is for a workbook")],
)  # fmt: skip
def test_templates_and_charts_where_there_are_none(tmp_path, arguments, told):
    done = run(*arguments, stdin=PLAN, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_chart_of_a_workbook_is_not_for_a_customer(tmp_path):
    done = run(
        "convert",
        "-",
        "plan.xlsx",
        "--chart",
        "--redact",
        "customer",
        "--key",
        "k",
        stdin=PLAN,
        cwd=tmp_path,
    )
    assert done.returncode == 2
    assert "--chart shows power" in done.stderr
    assert list(tmp_path.iterdir()) == []
