"""What the commands print and write."""

from __future__ import annotations

import csv
import io
import json
import re
from unicodedata import east_asian_width

import pytest
from typer.testing import CliRunner

import powermap as pm
from powermap.cli import app
from powermap.cli.commands.check import FailOn
from powermap.demo import northwind_register, northwind_versions

WROTE = {"en": "wrote", "zh": "已写入"}
PLAN = (
    "name: ERP\nstakeholders:\n- name: Ana Ruiz\n  power: decider\n  involvement: 2\n"
)

FORMULAS = "name: ERP\nstakeholders:\n- {name: '=1+1', power: decider}\n- {name: '@sum', power: decider}\n"


def width(text):
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


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


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_demo_writes_its_files_and_says_so(powermap, tmp_path, lang):
    done = powermap("demo", "-o", tmp_path / "demo", "--lang", lang)
    assert done.returncode == 0, done.stderr
    pictures = [
        f"-{chart}.{kind}"
        for chart in ("cells", "influence", "scores")
        for kind in ("png", "svg")
    ]
    names = [
        f"northwind{end}"
        for end in (
            *pictures,
            "-influence.drawio",
            "-influence.html",
            "-one-page.pdf",
            ".html",
            ".pptx",
            ".xlsx",
            ".yaml",
        )
    ]
    names += ["register.csv", "northwind-history.html", "many-accounts.html"]
    names += ["notes.md", "changes.json", "northwind-changes.svg"]
    reviews = [f"reviews/northwind-{day}.yaml" for day in northwind_versions(lang)]
    folder = tmp_path / "demo"
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*.*")]
    assert sorted(files) == sorted([*names, *reviews])
    assert all(
        f"{WROTE[lang]} {tmp_path / 'demo' / name}" in done.stdout for name in names
    )
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
    assert "powermap inspect " in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_the_register_of_the_demo_says_what_the_demo_says(lang):
    demo = pm.northwind(lang)
    register = pm.read(io.StringIO(northwind_register(lang))).center
    undecided = []
    for person in register:
        same = demo[person.name]
        assert (person.title, person.stance or same.stance) == (same.title, same.stance)
        if person.power is None:
            undecided.append(person.name)
    assert len(undecided) == 1
    lines = {(tie.source, tie.target) for tie in demo.ties if tie.kind == "reports_to"}
    own = {
        (demo[register[tie.source].name].id, demo[register[tie.target].name].id)
        for tie in register.ties
    }
    assert own
    assert own <= lines


def test_from_a_template_to_a_picture(powermap, tmp_path):
    assert powermap("template", tmp_path / "plan.xlsx", "--lang", "zh").returncode == 0
    done = powermap("draw", tmp_path / "plan.xlsx", "-o", tmp_path / "empty.svg")
    assert done.returncode == 0
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == ["note"]
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert (
        powermap("convert", tmp_path / "plan.yaml", tmp_path / "plan.json").returncode
        == 0
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
    assert (
        powermap(*arguments, stdin=(tmp_path / "plan.json").read_bytes()).returncode
        == 0
    )
    drawn = (tmp_path / "plan.svg").read_text(encoding="utf-8")
    assert (
        drawn
        == pm.quadrant(
            pm.read(tmp_path / "plan.yaml"), title="Deal <1>", placement="cells"
        ).svg()
    )


def test_convert_in_chinese(powermap, tmp_path):
    done = powermap("convert", "-", tmp_path / "plan.csv", "--lang", "zh", stdin=PLAN)
    files = [
        tmp_path / name for name in ("plan.csv", "plan-ties.csv", "plan-about.csv")
    ]
    assert (done.returncode, done.stdout) == (
        0,
        "".join(f"已写入 {path}\n" for path in files),
    )
    assert all(path.is_file() for path in files)
    assert (tmp_path / "plan.csv").read_text(encoding="utf-8-sig").startswith("姓名,")


def test_roles_as_json(powermap):
    assert json.loads(
        powermap("roles", "-", "--format", "json", stdin=PLAN).stdout
    ) == [
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


def test_roles_as_csv_run_no_formula(powermap, tmp_path):
    said = powermap(
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
    powermap, tmp_path, lang, columns
):
    pm.write(pm.northwind(lang), tmp_path / "deal.yaml")
    said = powermap(
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


def test_a_name_of_300_characters_and_markup_stay_whole(powermap, tmp_path):
    names = ["N" * 300, "[red]x[/red]", "<b>&\"'$x$"]
    pm.write(
        pm.BuyingCenter("x", [pm.Stakeholder(name) for name in names]),
        tmp_path / "deal.json",
    )
    said = powermap("roles", tmp_path / "deal.json").stdout
    assert said.count("N") - said.count("Name") >= 300
    assert "[red]x[/red]" in said
    assert "<b>&\"'$x$" in said


def test_schema_is_printed_and_written(powermap, tmp_path):
    assert json.loads(powermap("schema").stdout) == pm.tables.json_schema()
    assert powermap("schema", "-o", tmp_path / "schema.json").returncode == 0
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


def test_the_network_in_words_and_as_json(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    told = powermap(
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
        powermap("network", plan, "--format", "json", "--to", "robert-falk").stdout
    )
    assert set(found) == {
        "power",
        "trust",
        "disagreements",
        "brokers",
        "next",
        "win",
        "paths",
        "reach",
        "resilience",
        "outlook",
    }
    assert found["paths"][0]["people"][-1] == "robert-falk"
    assert list(found["power"]) == [person.id for person in pm.northwind()]
    entered = {id: estimate["entered"] for id, estimate in found["power"].items()}
    assert entered == {person.id: person.power for person in pm.northwind()}
    assert found["trust"][0].startswith("In organizations, ties alone put about 3 of 4")


def test_losses_of_one_and_of_two_in_words_and_as_json(powermap, tmp_path):
    plan = pm.write(pm.northwind_plan(), tmp_path / "northwind.yaml")
    told = powermap("network", plan, "--pairs", "--most", "2").stdout
    assert "If someone leaves" in told
    # Broken in a narrow terminal.
    assert "Example (our" in told
    assert "If two people leave" in told
    asked = powermap("network", plan, "--pairs", "--most", "2", "--format", "json")
    found = json.loads(asked.stdout)
    assert found["resilience"][0]["deciders_lost"] == ["dana-whitfield"]
    assert [len(found[key]) for key in ("resilience", "pairs")] == [2, 2]
    worst = found["pairs"][0]
    assert (worst["person"], worst["together_with"]) == ("helen-cho", "marcus-reed")


def test_a_plan_of_nobody_has_columns_and_says_so(powermap, tmp_path):
    plan = pm.write(pm.AccountPlan("ERP"), tmp_path / "empty.yaml")
    for command in ("roles", "relationships", "needs", "coverage", "appraise"):
        sheet = powermap(command, plan, "--format", "csv").stdout.splitlines()
        assert len(sheet) == 1
        assert "name" in sheet[0] or "rating" in sheet[0]
        assert powermap(command, plan, "--format", "json").stdout == "[]\n"
        table = powermap(command, plan).stdout
        nothing = "Nothing yet." if command == "appraise" else "No one."
        assert table.startswith(nothing)
    because = str(pm.recommend(pm.AccountPlan("ERP")).because[0])
    assert f"\n{because}\n" in powermap("strategy", plan).stdout


def test_findings_are_a_sheet_too(powermap, tmp_path):
    plan = pm.write(pm.northwind_plan(), tmp_path / "northwind.yaml")
    rows = json.loads(powermap("check", plan, "--format", "json").stdout)
    text = powermap("check", plan, "--format", "csv").stdout
    sheet = [*csv.DictReader(io.StringIO(text))]
    assert [row["message"] for row in sheet] == [row["message"] for row in rows]
    assert sheet[0]["people"] == "; ".join(rows[0]["people"])


def test_the_reason_for_a_strategy_is_in_every_format(powermap, tmp_path):
    plan = pm.write(pm.northwind_plan(), tmp_path / "northwind.yaml")
    rows = json.loads(powermap("strategy", plan, "--format", "json").stdout)
    [best] = [row for row in rows if row["recommended"]]
    assert best["because"].startswith("Flanking (8 points)")
    ratings = powermap("appraise", plan).stdout
    assert ratings.count("New key accounts: ") == 1


def test_people_are_named_as_they_are_called(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")
    by_name = ("--to", "Robert Falk", "--what-if", "Grace Tan=supporter")
    by_id = ("--to", "robert-falk", "--what-if", "grace-tan=supporter")
    named = powermap("network", plan, "--format", "json", *by_name)
    assert named.returncode == 0, named.stderr
    assert named.stdout == powermap("network", plan, "--format", "json", *by_id).stdout
    for out, who in (("a.svg", "Priya Raman"), ("b.svg", "priya-raman")):
        drawing = ("draw", plan, "-o", tmp_path / out, "--chart", "influence")
        drawn = powermap(*drawing, "--around", who, "--emphasis", who)
        assert drawn.returncode == 0, drawn.stderr
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
    assert "robert-falk" in powermap("roles", plan).stdout


def test_what_if_takes_several_changes_and_people_who_leave(powermap, tmp_path):
    plan = pm.write(pm.northwind(), tmp_path / "northwind.yaml")

    def outlook(*changes):
        options = [part for each in changes for part in ("--what-if", each)]
        done = powermap("network", plan, "--format", "json", *options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["outlook"]

    together = outlook("Grace Tan=left, robert-falk=unknown")
    assert together["left"] == ["grace-tan"]
    assert together == outlook("grace-tan＝离开", "Robert Falk=未知")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("suffix", ["html", "md"])
def test_report_of_the_demo(powermap, tmp_path, lang, suffix):
    plan = pm.write(pm.northwind_plan(lang), tmp_path / "plan.yaml", lang=lang)
    target = tmp_path / f"plan.{suffix}"
    done = powermap(
        "report", plan, "-o", target, "--today", "2026-11-20", "--lang", lang
    )
    assert done.returncode == 0
    # Markdown has no texts behind its pictures.
    assert ("--with-notes" in done.stderr) == (suffix == "html")
    assert done.stdout == f"{WROTE[lang]} {target}\n"
    made = pm.report(pm.northwind_plan(lang), lang=lang, today="2026-11-20")
    assert target.read_text(encoding="utf-8") == (
        made.html() if suffix == "html" else made.markdown()
    )


def test_report_with_the_sections_that_are_asked_for(powermap, tmp_path):
    plan = pm.write(pm.northwind_plan(), tmp_path / "plan.yaml")
    target = tmp_path / "plan.md"
    done = powermap("report", plan, "-o", target, "--sections", "steps, roles")
    assert (done.returncode, done.stderr) == (0, "")
    text = target.read_text(encoding="utf-8")
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == ["## Steps", "## Roles"]
    done = powermap("report", plan, "-o", target, "--sections", "rolls")
    assert done.returncode != 0
    assert "allowed: all, summary, board" in done.stderr
    assert "did you mean 'roles'?" in done.stderr


def test_report_of_people_only_on_standard_input(powermap, tmp_path):
    done = powermap("report", "-", "-o", tmp_path / "plan.md", stdin=PLAN)
    assert done.returncode == 0, done.stderr
    assert "1 person takes part in this decision at ERP" in (
        tmp_path / "plan.md"
    ).read_text(encoding="utf-8")


KEYS = ("a key for the tests", "another key for the tests")


@pytest.mark.parametrize("suffix", ["html", "md"])
def test_report_for_the_customer_has_pseudonyms_and_no_judgement(
    powermap, tmp_path, suffix
):
    source = pm.northwind_plan()
    plan = pm.write(source, tmp_path / "plan.yaml")
    made = []
    for key in (KEYS[0], KEYS[0], KEYS[1]):
        target = tmp_path / f"plan.{suffix}"
        (tmp_path / "key").write_text(key, encoding="utf-8")
        arguments = ["report", plan, "-o", target, "--redact", "customer"]
        done = powermap(*arguments, "--key-file", tmp_path / "key")
        assert done.returncode == 0, done.stderr
        made.append(target.read_text(encoding="utf-8"))
    assert made[0] == made[1] != made[2]
    assert not [person.name for person in source.center if person.name in made[0]]
    hidden = pm.redact(source, "customer", key=KEYS[0])
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
    # A pseudonym and a font may have any letters.
    text = re.sub(r"(Person |person-)\w+|base64,[\w+/=]+", "", made[0])
    assert not [word for word in wrong if word in text]


@pytest.mark.parametrize(
    "stdin",
    [
        b"{name: ERP, stakeholders: [{name: Ana}]}",
        b'\xef\xbb\xbf\xef\xbb\xbf{"name": "ERP", "stakeholders": [{"name": "Ana"}]}',
    ],
)
def test_standard_input_in_braces_is_json_or_yaml(powermap, stdin):
    done = powermap("roles", "-", "--format", "json", stdin=stdin)
    assert (done.returncode, [each["id"] for each in json.loads(done.stdout)]) == (
        0,
        ["ana"],
    )


def test_a_table_in_a_file_is_recognized_by_excel(powermap, tmp_path):
    for suffix, mark in (("csv", b"\xef\xbb\xbf"), ("txt", b"")):
        out = tmp_path / f"roles.{suffix}"
        powermap("roles", "-", "--format", "csv", "-o", out, stdin=PLAN)
        assert out.read_bytes().startswith(mark + b"id,name")
