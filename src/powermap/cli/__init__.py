"""The command line: one readable message and exit code 2 for whatever the user can mend, never a traceback.

A command imports what it needs when it runs, so that none waits for what another one does.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from powermap import __version__
from powermap.cli.redaction import Eyes, Hide, Keep, Key, Level
from powermap.errors import (
    FormatError,
    MissingDependencyError,
    ModelError,
    PowermapError,
    PowermapWarning,
    shown,
)
from powermap.exchange.crm.mapping import SHIPPED
from powermap.exchange.graphs import WRITERS, to_mermaid
from powermap.exchange.read_write import SUFFIXES, TABULAR, read
from powermap.files.writing import replace_file

if TYPE_CHECKING:
    from powermap.model import AccountPlan, BuyingCenter

app = typer.Typer(name="powermap", no_args_is_help=True, pretty_exceptions_enable=False)
_INPUT = "standard input"


class Placement(StrEnum):
    """Where people stand in the quadrant chart."""

    auto = "auto"
    cells = "cells"
    scores = "scores"


class Lang(StrEnum):
    """Languages of the product."""

    en = "en"
    zh = "zh"


class ChartKind(StrEnum):
    """Charts that can be drawn."""

    quadrant = "quadrant"
    influence = "influence"
    scorecard = "scorecard"
    relationship = "relationship"
    needs = "needs"
    coverage = "coverage"
    funnel = "funnel"
    levers = "levers"
    appraisal = "appraisal"


class Direction(StrEnum):
    """Which way the lines of the influence graph run."""

    down = "down"
    right = "right"


class ReportFormat(StrEnum):
    """How what the network says is printed."""

    table = "table"
    json = "json"


class FindingFormat(StrEnum):
    """How findings are printed."""

    table = "table"
    json = "json"
    github = "github"


class FailOn(StrEnum):
    """From which severity on a check fails."""

    info = "info"
    warning = "warning"
    serious = "serious"


class TableFormat(StrEnum):
    """How roles are printed."""

    table = "table"
    json = "json"
    csv = "csv"


File = Annotated[
    str,
    typer.Argument(
        help="A .yaml, .json, .xlsx or .csv file, or - for YAML or JSON on standard input."
    ),
]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the words.")]
Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        help="For a .pptx: a deck whose master, fonts and colours are used.",
    ),
]


def main() -> None:
    """Run the command line and turn errors that a user can mend into one message and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _note  # type: ignore[assignment]
            warnings.simplefilter("always", PowermapWarning)
            app(prog_name="powermap")
    except (PowermapError, OSError) as error:
        typer.echo(f"powermap: {error}", err=True)
        sys.exit(2)


def _note(message: Warning | str, category: type[Warning], *_: object) -> None:
    """A line for a warning of ours; those of libraries are meant for programmers."""
    if issubclass(category, PowermapWarning):
        typer.echo(f"note: {message}", err=True)


def _center(file: str) -> BuyingCenter:
    return _plan(file).center


def _plan(file: str) -> AccountPlan:
    from powermap.exchange.documents.text import parse_either

    return read(file) if file != "-" else parse_either(_standard_input(), _INPUT)


def _people(file: str, eyes: Eyes) -> tuple[BuyingCenter, Mapping[str, str]]:
    """People as these eyes see them, and which id stands for which; the plan says what else is a name."""
    if eyes.level is None:
        return _center(file), {}
    plan = _plan(file)
    return eyes.seen(plan).center, eyes.ids(plan.center)


def _standard_input() -> str:
    from powermap.exchange.documents.text import LIMIT, decoded

    if sys.stdin is None:
        raise FormatError(
            f"{_INPUT} is closed; give it a file, as in: powermap roles - < deal.yaml"
        )
    payload = sys.stdin.buffer.read(LIMIT + 1)
    if len(payload) > LIMIT:
        raise FormatError(
            f"{_INPUT}: more than {LIMIT // 1_000_000} MB; a buying center is smaller"
        )
    return decoded(payload, _INPUT)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"powermap {__version__}")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Who decides at a large customer: buying centers modelled, judged and drawn."""


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write.")] = Path(
        "powermap-demo"
    ),
    lang: Language = Lang.en,
) -> None:
    """Write the demo plan with its charts, report and slides, and print its roles with their reasons."""
    from powermap.charts import influence, quadrant
    from powermap.cli.roles import TABLES
    from powermap.demo import northwind_plan
    from powermap.exchange import write
    from powermap.reporting import report

    try:
        out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FormatError(
            f"cannot make the folder {str(out)!r}: {reason}; choose another with -o"
        ) from None
    plan = northwind_plan(lang)
    center = plan.center
    made = [
        write(plan, out / f"northwind.{suffix}", lang=lang.value)
        for suffix in ("xlsx", "yaml")
    ]
    for placement in ("cells", "scores"):
        chart = quadrant(center, placement=placement, lang=lang)
        made += [
            chart.save(out / f"northwind-{placement}.{suffix}")
            for suffix in ("svg", "png")
        ]
    picture = influence(center, lang=lang)
    made += [
        picture.save(out / f"northwind-influence.{suffix}")
        for suffix in ("svg", "png", "html")
    ]
    told = report(plan, lang=lang.value)
    made.append(told.save(out / "northwind.html"))
    try:
        made.append(told.save(out / "northwind.pptx"))
    except MissingDependencyError as error:
        typer.echo(f"note: the demo has no slides: {error}", err=True)
    typer.echo(
        "\n".join(
            [TABLES["table"](center, lang), "", *(f"wrote {path}" for path in made)]
        )
    )


@app.command()
def draw(
    file: File,
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            help="Ends in .svg, .html, .png, .pdf, .pptx, .json, .dot or .mmd (Mermaid).",
        ),
    ],
    *,
    chart: Annotated[ChartKind, typer.Option(help="Which chart.")] = ChartKind.quadrant,
    placement: Annotated[
        Placement | None,
        typer.Option(help="Quadrant: cards in cells, or discs at scores."),
    ] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Influence: a kind of tie to draw; may be repeated."),
    ] = None,
    departments: Annotated[
        bool,
        typer.Option("--departments", help="Influence: group people by department."),
    ] = False,
    direction: Annotated[
        Direction | None, typer.Option(help="Influence: which way lines run.")
    ] = None,
    around: Annotated[
        str | None, typer.Option(help="Influence: only the neighbourhood of this id.")
    ] = None,
    steps: Annotated[
        int | None, typer.Option(help="Influence: how many ties away, with --around.")
    ] = None,
    emphasis: Annotated[
        list[str] | None,
        typer.Option(help="Influence: an id that is meant; others fade."),
    ] = None,
    path: Annotated[
        str | None,
        typer.Option(help="Influence: ids from person to person, with commas."),
    ] = None,
    scale: Annotated[
        float | None,
        typer.Option(help="PNG: pixels per point, 2 when not given.", min=0.05),
    ] = None,
    embed_fonts: Annotated[
        bool, typer.Option("--embed-fonts", help="SVG: carry the glyphs that are used.")
    ] = False,
    template: Template = None,
    lang: Language = Lang.en,
    title: Annotated[
        str | None, typer.Option(help="Heading instead of the buying center's name.")
    ] = None,
    redact: Level = None,
    key: Key = "",
    hide: Hide = None,
) -> None:
    """Draw a buying center, or what a plan holds of an opportunity."""
    from powermap.cli.charts import ABOUT, drawn

    given = {
        "placement": placement,
        "kinds": kind,
        "departments": departments or None,
        "direction": direction,
        "around": around,
        "steps": steps,
        "emphasis": emphasis,
        "path": path.split(",") if path else None,
    }
    options = {name: value for name, value in given.items() if value is not None}
    _fitting(options, chart.value)
    suffix = out.suffix.lower()
    if suffix != ".png" and scale is not None:
        raise FormatError(f"--scale is for a .png, not for {out.name}")
    if suffix != ".pptx" and template is not None:
        raise FormatError(f"--template is for a .pptx, not for {out.name}")
    if suffix != ".svg" and embed_fonts:
        raise FormatError(
            f"--embed-fonts is for an .svg, not for {out.name}; .html and .pdf always carry their fonts"
        )
    eyes = Eyes(redact, key, hide, lang.value)
    eyes.may_see(ABOUT[chart.value], f"--chart {chart.value}")
    plan, title, options = eyes.drawn(_plan(file), title, options)
    if suffix == ".mmd":
        typer.echo(
            f"wrote {replace_file(out, _mermaid(plan, out, chart.value, options, title, lang).encode())}"
        )
        return
    with _named_ids():
        made = drawn(plan, chart.value, lang=lang, title=title, **options)
    if scale is not None:
        typer.echo(f"wrote {replace_file(out, made.png(scale))}")
    else:
        typer.echo(f"wrote {made.save(out, fonts=embed_fonts, template=template)}")


def _fitting(options: Mapping[str, object], chart: str) -> None:
    """Refuse an option that the chart does not have."""
    own = {"quadrant": {"placement"}, "influence": {*options} - {"placement"}}.get(
        chart, set()
    )
    wrong = next((name for name in options if name not in own), None)
    if wrong is not None:
        raise FormatError(
            f"--{'kind' if wrong == 'kinds' else wrong} is not for --chart {chart}"
        )
    if "steps" in options and "around" not in options:
        raise FormatError(
            "--steps goes with --around ID, whose neighbourhood it limits"
        )


def _mermaid(
    plan: AccountPlan,
    out: Path,
    chart: str,
    options: Mapping[str, object],
    title: str | None,
    lang: Lang,
) -> str:
    if options or title:
        raise FormatError(
            f"{out.name}: Mermaid lays out for itself; leave out --title and the chart's options"
        )
    diagrams: dict[str, Literal["quadrant", "flowchart"]] = {
        "quadrant": "quadrant",
        "influence": "flowchart",
    }
    if chart not in diagrams:
        raise FormatError(
            f"{out.name}: Mermaid has no {chart}; allowed: --chart {' or '.join(diagrams)}"
        )
    return to_mermaid(plan.center, diagrams[chart], lang=lang.value)


@app.command()
def report(
    file: File,
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Ends in .html, .md or .pptx.")
    ],
    *,
    redact: Level = None,
    key: Key = "",
    keep: Keep = None,
    hide: Hide = None,
    template: Template = None,
    today: Annotated[
        str | None,
        typer.Option(help="Day of the report, as 2026-11-20; today when not given."),
    ] = None,
    lang: Language = Lang.en,
) -> None:
    """Write one document that says all that a plan holds."""
    from powermap.reporting import report

    eyes = Eyes(redact, key, hide, lang.value, keep)
    plan = eyes.seen(_plan(file))
    eyes.note(plan)
    made = report(plan, lang=lang.value, today=today or date.today().isoformat())
    typer.echo(f"wrote {made.save(out, template=template)}")


@contextmanager
def _named_ids() -> Iterator[None]:
    """An id that nobody has is what the user wrote, so it is told like any other error."""
    try:
        yield
    except KeyError as error:
        raise ModelError(str(error.args[0])) from None


@app.command(name="roles")
def tell_roles(
    file: File,
    *,
    format: Annotated[
        TableFormat, typer.Option("--format", help="How to print.")
    ] = TableFormat.table,
    lang: Language = Lang.en,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="File to write instead of printing."),
    ] = None,
    redact: Level = None,
    key: Key = "",
    hide: Hide = None,
) -> None:
    """Print each person's role with its reason."""
    from powermap.cli.roles import TABLES

    eyes = Eyes(redact, key, hide, lang.value)
    eyes.may_see("power", "roles")
    center, _ = _people(file, eyes)
    _deliver(TABLES[format.value](center, lang), out)


@app.command(name="network")
def tell_network(
    file: File,
    *,
    to: Annotated[
        str | None,
        typer.Option("--to", help="Id of somebody: the chains that lead there."),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", help="ID=STANCE: what changes if; may be repeated."),
    ] = None,
    share: Annotated[
        float, typer.Option(help="Share of the deciders' power to reach, from 0 to 1.")
    ] = 1.0,
    reports: Annotated[
        bool,
        typer.Option("--reports", help="Count reporting lines as evidence of power."),
    ] = False,
    most: Annotated[
        int, typer.Option(help="How many brokers, chains and visits to print.", min=1)
    ] = 5,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="How to print.")
    ] = ReportFormat.table,
    lang: Language = Lang.en,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="File to write instead of printing."),
    ] = None,
    redact: Level = None,
    key: Key = "",
    hide: Hide = None,
) -> None:
    """Print what the ties say: power, brokers, whom to see next, whose support reaches whom, what if."""
    from powermap.cli.network import FORMATS, gathered

    eyes = Eyes(redact, key, hide, lang.value)
    eyes.may_see("power", "network")
    center, ids = _people(file, eyes)
    changes = {
        ids.get(id, id): stance for id, stance in _changes(what_if or []).items()
    }
    to = ids.get(to, to) if to else to
    with _named_ids():
        found = gathered(
            center,
            to=to,
            changes=changes,
            share=share,
            reports=reports,
            most=most,
        )
    _deliver(FORMATS[format.value](found, lang.value), out)


def _changes(pairs: list[str]) -> dict[str, str]:
    wrong = next((pair for pair in pairs if "=" not in pair), None)
    if wrong is not None:
        raise FormatError(
            f"--what-if {shown(wrong)}: write it as ID=STANCE, as in ana-ruiz=supporter"
        )
    return {
        id.strip(): stance.strip()
        for id, _, stance in (pair.partition("=") for pair in pairs)
    }


@app.command()
def check(
    file: File,
    *,
    format: Annotated[
        FindingFormat, typer.Option("--format", help="How to print.")
    ] = FindingFormat.table,
    select: Annotated[
        list[str] | None, typer.Option(help="Only these codes, or beginnings as PM1.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(help="Not these codes, or beginnings as PM1.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option(help="Exit code 1 from this severity.")
    ] = FailOn.warning,
    today: Annotated[
        str | None,
        typer.Option(help="Day of the check, as 2026-11-20; today when not given."),
    ] = None,
    lang: Language = Lang.en,
    redact: Level = None,
    key: Key = "",
    hide: Hide = None,
) -> None:
    """Print what is missing or risky, each with why and the next step."""
    from powermap.cli.findings import FORMATS, fails
    from powermap.judgment.findings import Severity, check as find

    day = date.today() if today is None else today
    eyes = Eyes(redact, key, hide, lang.value)
    eyes.may_see("power", "check")
    judge = partial(find, select=select, ignore=ignore, today=day)
    found = eyes.found(_plan(file), judge)
    printed = FORMATS[format.value](found, lang.value, file)
    if printed:
        typer.echo(printed)
    if fails(found, Severity(fail_on.value)):
        raise typer.Exit(1)


@app.command()
def diff(
    old: File,
    new: Annotated[
        str, typer.Argument(help="The later version; one of the two may be -.")
    ],
    *,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="How to print.")
    ] = ReportFormat.table,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", help="A picture: .svg, .html, .png, .pdf, .pptx or .json."
        ),
    ] = None,
    lang: Language = Lang.en,
    redact: Level = None,
    key: Key = "",
    keep: Keep = None,
    hide: Hide = None,
) -> None:
    """Print what changed between two versions: people, ties, answers, goals, actions, findings."""
    from powermap.charts import difference
    from powermap.cli.difference import FORMATS, versions

    if old == new == "-":
        raise FormatError(
            "both versions are on standard input; give a file for one of them"
        )
    eyes = Eyes(redact, key, hide, lang.value, keep)
    if out is not None:
        eyes.may_see("stance", f"the picture {out.name}")
    before, after = versions(_plan(old), _plan(new))
    before, after = eyes.seen(before, after), eyes.seen(after, before)
    typer.echo(FORMATS[format.value](before, after, lang.value))
    if out is not None:
        typer.echo(
            f"wrote {difference(before, after, lang=lang.value).save(out)}", err=True
        )


@app.command(name="template")
def write_template(
    file: Annotated[Path, typer.Argument(help="An .xlsx file.")],
    lang: Language = Lang.en,
) -> None:
    """Write an empty workbook of an account plan to fill in; its sheet of people is enough."""
    from powermap.exchange import template

    typer.echo(f"wrote {template(file, lang=lang.value)}")


@app.command()
def convert(
    source: File,
    target: Annotated[
        Path, typer.Argument(help=f"Ends in {', '.join([*SUFFIXES, *WRITERS])}.")
    ],
    *,
    chart: Annotated[
        bool,
        typer.Option("--chart", help="Workbook: with a chart of scores and the roles."),
    ] = False,
    lang: Language = Lang.en,
    mapping: Annotated[
        str | None,
        typer.Option(
            help=f"The table is a CRM's: {', '.join(SHIPPED)}, or a .toml file of your own."
        ),
    ] = None,
    deal: Annotated[
        str | None,
        typer.Option(
            help="With --mapping: the deal to read from an export of several."
        ),
    ] = None,
    back: Annotated[
        bool,
        typer.Option(
            "--back",
            help="With --mapping: the CRM's is the table that is written, if both are tables.",
        ),
    ] = False,
    redact: Level = None,
    key: Key = "",
    keep: Keep = None,
    hide: Hide = None,
) -> None:
    """Write a buying center or a whole account plan in another format; CSV and graph formats take the people only.

    With --mapping from an export of a CRM, or into one.
    """
    from powermap.cli.charts import ABOUT
    from powermap.exchange import write
    from powermap.exchange.tables.csv_files import written_by
    from powermap.model.subject import plan_of_people

    exported = (
        mapping is not None and not back and Path(source).suffix.lower() in TABULAR
    )
    if (deal is not None and not exported) or (back and mapping is None):
        raise FormatError(
            "--deal and --back go with --mapping; --deal chooses from the export that is read"
        )
    plan = read(source, mapping=mapping, deal=deal) if exported else _plan(source)
    whole = plan != plan_of_people(plan.center)
    eyes = Eyes(redact, key, hide, lang.value, keep)
    if chart:
        eyes.may_see(ABOUT["quadrant"], "--chart")
    plan = eyes.seen(plan)
    if whole:
        eyes.note(plan)
    into = None if exported else mapping
    made = write(
        plan if whole else plan.center,
        target,
        lang=lang.value,
        mapping=into,
        chart=chart,
    )
    files = (
        written_by(made) if made.suffix.lower() == ".csv" and into is None else [made]
    )
    typer.echo("\n".join(f"wrote {path}" for path in files))


@app.command()
def schema(
    *,
    plan: Annotated[bool, typer.Option("--plan", help="Of an account plan.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="File to write instead of printing."),
    ] = None,
) -> None:
    """Print the JSON Schema of a buying center, or of an account plan."""
    from powermap.model import json_schema, plan_schema

    _deliver(
        json.dumps(
            plan_schema() if plan else json_schema(), ensure_ascii=False, indent=2
        ),
        out,
    )


def _deliver(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text)
    else:
        typer.echo(f"wrote {replace_file(out, (text + chr(10)).encode())}")
