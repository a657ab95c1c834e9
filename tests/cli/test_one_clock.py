"""Every output that depends on the day prints it, and nothing else knows a clock."""

from typer.testing import CliRunner

import powermap as pm
from powermap.charts.kinds import CHARTS
from powermap.cli.app import app
from powermap.cli.chart_kinds import ChartName
from powermap.cli.command_group import load_commands
from powermap.demo import northwind_plan

DAYS = ("2026-11-21", "2027-06-01")
PRINTED = {
    "2026-11-21": ("2026-11-21", "21 Nov 2026", "2026年11月21日"),
    "2027-06-01": ("2027-06-01", "1 Jun 2027", "2027年6月1日"),
}
FORMATS = {
    "check": ("table", "json", "csv", "github"),
    "combine": ("table", "json"),
    "diff": ("table", "json"),
    "propose": ("table", "json"),
}
NOTES = "Grace Tan said on Monday that she supports the offer.\n"
CHANGES = """{"changes": [{"person": "Grace Tan", "field": "stance",
  "value": "supporter", "quote": "Grace Tan said on Monday that she supports",
  "source": "notes.md", "day": "2026-11-20"}]}"""
# What a command writes rather than prints.
WRITTEN = {"report": ("md", "html"), "portfolio": ("html", "json"), "draw": ("json",)}
TIMED_CHARTS = (ChartName.funnel, ChartName.levers)


def commands(group=None, path=()):
    """Every command with its options, those of subcommands too."""
    group = load_commands() if group is None else group
    for name, command in group.items():
        if hasattr(command, "commands"):
            yield from commands(command.commands, (*path, name))
        else:
            options = {each for param in command.params for each in param.opts}
            yield (*path, name), options


def outputs(path, files, lang, folder):
    """What a command prints on each day, by its formats."""
    name = path[0]
    if name == "context":
        yield (
            "text",
            [run([*path, *files, "--lang", lang, "--today", day]) for day in DAYS],
        )
        return
    for kind in FORMATS.get(name, ("table", "json", "csv")):
        yield (
            kind,
            [
                run([*path, *files, "--format", kind, "--lang", lang, "--today", day])
                for day in DAYS
            ],
        )


def written(path, files, lang, folder):
    name = path[0]
    charts = [chart.value for chart in TIMED_CHARTS] if name == "draw" else [None]
    for ending in WRITTEN[name]:
        for chart in charts:
            out = folder / f"out.{ending}"
            args = [*path, *files, "-o", str(out), "--lang", lang]
            args += ["--chart", chart] if chart else []
            texts = []
            for day in DAYS:
                run([*args, "--today", day])
                texts.append(out.read_text(encoding="utf-8"))
            yield f"{ending} {chart or ''}", texts


def run(args):
    result = CliRunner(env={"COLUMNS": "300"}).invoke(app, args)
    # A check that finds something ends with 1.
    assert result.exit_code in {0, 1}, (args, result.output)
    assert not result.exception or isinstance(result.exception, SystemExit)
    return result.stdout


def test_every_output_that_depends_on_the_day_prints_it(tmp_path):
    plan = northwind_plan("en")
    old = pm.write(plan, tmp_path / "old.yaml")
    new = pm.write(plan.revised(objective="Sign"), tmp_path / "new.yaml")
    notes = tmp_path / "notes.md"
    notes.write_text(NOTES, encoding="utf-8")
    changes = tmp_path / "changes.json"
    changes.write_text(CHANGES, encoding="utf-8")
    changing = set()
    for path, options in commands():
        if "--today" not in options:
            continue
        given = {"diff": [old, new], "propose": [notes, changes, old]}
        files = [str(file) for file in given.get(path[0], [old])]
        found = written if path[0] in WRITTEN else outputs
        for lang in ("en", "zh"):
            for kind, texts in found(path, files, lang, tmp_path):
                if texts[0] == texts[1]:
                    continue
                changing.add((*path, kind))
                for day, text in zip(DAYS, texts, strict=True):
                    printed = any(form in text for form in PRINTED[day])
                    assert printed, (path, kind, lang, day)
    # What the test looked at changes at all.
    assert {("check", "json"), ("diff", "table"), ("report", "md ")} <= changing
    assert {("pipeline", "csv"), ("draw", "json funnel")} <= changing


def test_nothing_without_the_option_depends_on_the_day(tmp_path):
    """Charts and answers that take no day are the same for every judgment."""
    plan = northwind_plan("en")
    first, second = (pm.judge(plan, today=day) for day in DAYS)
    assert first.roles == second.roles
    assert first.coverage == second.coverage
    assert first.verdicts == second.verdicts
    assert first.strategy == second.strategy
    assert first.needs == second.needs
    for chart in set(ChartName) - set(TIMED_CHARTS):
        draw = CHARTS[chart.value].draw
        assert draw(first).svg() == draw(second).svg(), chart


def test_a_plan_is_drawn_alike_on_any_day(tmp_path):
    """Without --today a chart holds the day of the plan, not that of the machine."""
    file = pm.write(northwind_plan("en"), tmp_path / "plan.yaml")
    run(["draw", str(file), "--chart", "funnel", "-o", str(tmp_path / "f.svg")])
    assert "as of 20 Nov 2026" in (tmp_path / "f.svg").read_text(encoding="utf-8")
