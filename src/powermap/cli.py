"""The command line: one readable message and exit code 2 for whatever the user can mend, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import warnings
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from powermap import __version__
from powermap.charts import Chart, quadrant
from powermap.demo import northwind
from powermap.errors import FormatError, PowermapError, PowermapWarning
from powermap.exchange import read, template, write
from powermap.exchange.csvfiles import guarded
from powermap.exchange.documents import LIMIT, decoded
from powermap.exchange.files import replace_whole
from powermap.method import Assignment, classify
from powermap.model import BuyingCenter, Stakeholder, json_schema
from powermap.words import label, say

app = typer.Typer(name="powermap", no_args_is_help=True, pretty_exceptions_enable=False)
NARROWEST = 60
"""Columns below which a table of reasons cannot be read."""


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


class TableFormat(StrEnum):
    """How roles are printed."""

    table = "table"
    json = "json"
    csv = "csv"


File = Annotated[
    str, typer.Argument(help="A .yaml, .json, .xlsx or .csv file, or - for YAML or JSON on standard input.")
]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the words.")]


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


class _Input(io.StringIO):
    """What stands on standard input, under the name that messages give it."""

    name = "standard input"


def _center(file: str) -> BuyingCenter:
    if file != "-":
        return read(file)
    payload = sys.stdin.buffer.read(LIMIT + 1)
    if len(payload) > LIMIT:
        raise FormatError(f"standard input: more than {LIMIT // 1_000_000} MB; a buying center is smaller")
    text = decoded(payload, _Input.name)
    return read(_Input(text), format="json" if text.lstrip().startswith(("{", "[")) else "yaml")


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"powermap {__version__}")
        raise typer.Exit


@app.callback()
def about(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Who decides at a large customer: buying centers modelled, judged and drawn."""


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write.")] = Path("powermap-demo"),
    lang: Language = Lang.en,
) -> None:
    """Write the demo buying center with its charts, and print its roles with their reasons."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FormatError(f"cannot make the folder {str(out)!r}: {reason}; choose another with -o") from None
    center = northwind(lang)
    made = [write(center, out / f"northwind.{suffix}", lang=lang.value) for suffix in ("xlsx", "yaml")]
    for placement in ("cells", "scores"):
        chart = quadrant(center, placement=placement, lang=lang)
        made += [chart.save(out / f"northwind-{placement}.{suffix}") for suffix in ("svg", "png")]
    typer.echo("\n".join([_roles_table(center, lang), "", *(f"wrote {path}" for path in made)]))


@app.command()
def draw(
    file: File,
    out: Annotated[Path, typer.Option("-o", "--out", help="Ends in .svg, .png, .pdf or .json.")],
    *,
    chart: Annotated[ChartKind, typer.Option(help="Which chart.")] = ChartKind.quadrant,
    placement: Annotated[Placement, typer.Option(help="Cards in cells, or discs at scores.")] = Placement.auto,
    lang: Language = Lang.en,
    title: Annotated[str | None, typer.Option(help="Heading instead of the buying center's name.")] = None,
) -> None:
    """Draw a buying center."""
    drawn = CHARTS[chart](_center(file), placement=placement, lang=lang, title=title)
    typer.echo(f"wrote {drawn.save(out)}")


@app.command()
def roles(
    file: File,
    *,
    format: Annotated[TableFormat, typer.Option("--format", help="How to print.")] = TableFormat.table,
    lang: Language = Lang.en,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write instead of printing.")] = None,
) -> None:
    """Print each person's role with its reason."""
    _deliver(TABLES[format](_center(file), lang), out)


@app.command(name="template")
def write_template(file: Annotated[Path, typer.Argument(help="An .xlsx file.")], lang: Language = Lang.en) -> None:
    """Write an empty workbook to fill in."""
    typer.echo(f"wrote {template(file, lang=lang.value)}")


@app.command()
def convert(
    source: File,
    target: Annotated[Path, typer.Argument(help="Ends in .yaml, .json, .xlsx or .csv.")],
    lang: Language = Lang.en,
) -> None:
    """Write a buying center in another format."""
    typer.echo(f"wrote {write(_center(source), target, lang=lang.value)}")


@app.command()
def schema(
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write instead of printing.")] = None,
) -> None:
    """Print the JSON Schema of a buying center."""
    _deliver(json.dumps(json_schema(), ensure_ascii=False, indent=2), out)


def _deliver(text: str, out: Path | None) -> None:
    if out is None:
        typer.echo(text)
    else:
        typer.echo(f"wrote {replace_whole(out, (text + chr(10)).encode())}")


def _assigned(center: BuyingCenter, lang: str) -> list[tuple[Stakeholder, Assignment]]:
    found = classify(center, lang=lang)
    return [(person, found[person.id]) for person in center]


def _roles_table(center: BuyingCenter, lang: str) -> str:
    """The roles as wide as the terminal, 80 columns when there is none; never any colour codes."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    width = max(shutil.get_terminal_size((80, 24)).columns, NARROWEST)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for key, limit in (("name", width // 4), ("role", width // 5), ("because", None)):
        table.add_column(say(lang, f"table.{key}"), max_width=limit, overflow="fold")
    for person, assignment in _assigned(center, lang):
        table.add_row(Text(person.name), Text(_role_cell(assignment, lang)), Text(assignment.because))
    page = io.StringIO()
    Console(file=page, width=width, color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines()).strip("\n")


def _role_cell(assignment: Assignment, lang: str) -> str:
    role = label(assignment.role, lang) if assignment.role else say(lang, "table.none")
    if assignment.declared is None or assignment.agrees:
        return role
    return f"{role}\n({say(lang, 'board.declared')}{say(lang, 'board.colon')}{label(assignment.declared, lang)})"


def _row(person: Stakeholder, assignment: Assignment) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "role": assignment.role and assignment.role.value,
        "because": assignment.because,
        "declared": assignment.declared and assignment.declared.value,
        "agrees": assignment.agrees,
        "margin": assignment.margin,
    }


def _roles_json(center: BuyingCenter, lang: str) -> str:
    return json.dumps([_row(*each) for each in _assigned(center, lang)], ensure_ascii=False, indent=2)


def _roles_csv(center: BuyingCenter, lang: str) -> str:
    rows = [_row(*each) for each in _assigned(center, lang)]
    page = io.StringIO()
    sheet = csv.writer(page, lineterminator="\n")
    sheet.writerow(["id", "name", "role", "because", "declared", "agrees", "margin"])
    sheet.writerows([guarded(cell) for cell in row.values()] for row in rows)
    return page.getvalue().rstrip("\n")


CHARTS: dict[ChartKind, Callable[..., Chart]] = {ChartKind.quadrant: quadrant}
TABLES: dict[TableFormat, Callable[[BuyingCenter, str], str]] = {
    TableFormat.table: _roles_table,
    TableFormat.json: _roles_json,
    TableFormat.csv: _roles_csv,
}
