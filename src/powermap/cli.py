"""The command line: one readable message and exit code 2 for whatever the user can mend, never a traceback."""

from __future__ import annotations

import csv
import io
import json
import sys
import warnings
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from powermap import __version__
from powermap.charts import quadrant
from powermap.demo import northwind
from powermap.errors import FormatError, PowermapError, PowermapWarning
from powermap.exchange import read, template, write
from powermap.exchange.files import replace_whole
from powermap.method import Assignment, classify
from powermap.model import BuyingCenter, Stakeholder, json_schema
from powermap.words import label

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help="Who decides at a large customer.")


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
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        with warnings.catch_warnings():
            warnings.showwarning = _note  # type: ignore[assignment]
            warnings.simplefilter("always", PowermapWarning)
            app()
    except (PowermapError, OSError) as error:
        print(f"powermap: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(2)


def _note(message: Warning | str, *_: object) -> None:
    print(f"note: {message}", file=sys.stderr)  # noqa: T201


def _center(file: str) -> BuyingCenter:
    if file != "-":
        return read(file)
    text = sys.stdin.read()
    json_like = text.lstrip().startswith(("{", "["))
    return read(io.StringIO(text), format="json" if json_like else "yaml")


@app.callback(invoke_without_command=True)
def about(*, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Who decides at a large customer: buying centers modelled, judged and drawn."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def demo(out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write.")] = Path("powermap-demo")) -> None:
    """Write the demo buying center with its charts, and print its roles."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FormatError(f"cannot make the folder {str(out)!r}: {error.strerror}; choose another with -o") from None
    center = northwind()
    made = [write(center, out / f"northwind.{suffix}") for suffix in ("xlsx", "yaml")]
    for placement in ("cells", "scores"):
        chart = quadrant(center, placement=placement)
        made += [chart.save(out / f"northwind-{placement}.{suffix}") for suffix in ("svg", "png")]
    typer.echo(_roles_table(center, Lang.en))
    typer.echo("\n".join(f"wrote {path}" for path in made))


@app.command()
def draw(
    file: File,
    out: Annotated[Path, typer.Option("-o", "--out", help="Ends in .svg, .png, .pdf or .json.")],
    *,
    chart: Annotated[ChartKind, typer.Option(help="Which chart.")] = ChartKind.quadrant,  # noqa: ARG001
    placement: Annotated[Placement, typer.Option(help="Cards in cells, or discs at scores.")] = Placement.auto,
    lang: Language = Lang.en,
    title: Annotated[str | None, typer.Option(help="Heading instead of the buying center's name.")] = None,
) -> None:
    """Draw a buying center."""
    typer.echo(f"wrote {quadrant(_center(file), placement=placement, lang=lang, title=title).save(out)}")


@app.command()
def roles(
    file: File,
    *,
    format: Annotated[TableFormat, typer.Option(help="How to print.")] = TableFormat.table,
    lang: Language = Lang.en,
) -> None:
    """Print each person's role with its reason."""
    center = _center(file)
    printed = {TableFormat.table: _roles_table, TableFormat.json: _roles_json, TableFormat.csv: _roles_csv}[format]
    typer.echo(printed(center, lang))


def _assigned(center: BuyingCenter, lang: str) -> list[tuple[Stakeholder, Assignment]]:
    found = classify(center, lang=lang)
    return [(person, found[person.id]) for person in center]


def _roles_table(center: BuyingCenter, lang: str) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    head = {"en": ("Name", "Role", "Because"), "zh": ("姓名", "角色", "原因")}[lang]
    table = Table(*head)
    for person, assignment in _assigned(center, lang):
        role = label(assignment.role, lang) if assignment.role else "–"
        table.add_row(Text(person.name), role, Text(assignment.because))
    out = io.StringIO()
    Console(file=out, width=None if sys.stdout.isatty() else 110, color_system=None).print(table)
    return out.getvalue().rstrip()


def _roles_json(center: BuyingCenter, lang: str) -> str:
    rows = [
        {
            "id": person.id,
            "name": person.name,
            "role": assignment.role,
            "because": assignment.because,
            "declared": assignment.declared,
            "agrees": assignment.agrees,
            "margin": assignment.margin,
        }
        for person, assignment in _assigned(center, lang)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _roles_csv(center: BuyingCenter, lang: str) -> str:
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow(["id", "name", "role", "because", "declared", "margin"])
    for person, found in _assigned(center, lang):
        row = [person.id, person.name, found.role or "", found.because, found.declared or "", found.margin]
        sheet.writerow([_inert(cell) for cell in row])
    return out.getvalue().rstrip()


def _inert(cell: object) -> object:
    """A cell that a spreadsheet will not run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "'")) else cell


@app.command(name="template")
def write_template(file: Annotated[Path, typer.Argument(help="An .xlsx file.")], lang: Language = Lang.en) -> None:
    """Write an empty workbook to fill in."""
    template(file, lang=lang.value)
    typer.echo(f"wrote {file}")


@app.command()
def convert(source: File, target: Annotated[Path, typer.Argument(help="Ends in .yaml, .json, .xlsx or .csv.")]) -> None:
    """Write a buying center in another format."""
    typer.echo(f"wrote {write(_center(source), target)}")


@app.command()
def schema(out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write.")] = None) -> None:
    """Print the JSON Schema of a buying center."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2)
    if out is None:
        typer.echo(text)
    else:
        replace_whole(out, (text + "\n").encode())
