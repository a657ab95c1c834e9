"""``powermap history``: how an account developed over its versions."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from powermap.cli.account import load_playbook
from powermap.cli.options import (
    Format,
    Lang,
    Language,
    PlaybookFile,
    ReportFormat,
    TableFormat,
)
from powermap.cli.printing import dump_json, format_csv, format_table
from powermap.cli.reader import print_written

if TYPE_CHECKING:
    from powermap.language import Language as Speaker
    from powermap.versions import History

_COLUMNS = ("day", "support", "serious", "open", "new", "settled", "changes")
"""Columns of the printed table; the other formats have all."""


ReportFormatOption = Annotated[
    ReportFormat, typer.Option("--format", help="Output format.")
]


class MapKind(StrEnum):
    """The maps of the page."""

    influence = "influence"
    quadrant = "quadrant"


def history(
    source: Annotated[
        str,
        typer.Argument(
            help="A file in a git repository, or a folder with a file for each day, "
            "such as northwind-2026-11-20.yaml."
        ),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            help="Also write: .html is a page with a slider over the maps; "
            ".svg, .png, .pdf, .pptx and .drawio are the timeline.",
        ),
    ] = None,
    map: Annotated[
        MapKind | None,
        typer.Option(
            "--map", help="The maps of the page. Default: influence, if there are ties."
        ),
    ] = None,
    format: Format = TableFormat.table,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Print how an account developed: support, findings, and who moved, by version."""
    from powermap.reporting.history_page import save_history
    from powermap.versions import history as read_history

    tables = load_playbook(playbook, beside=source, lang=lang.value)
    versions = read_history(source, playbook=tables)
    _print(versions, format, tables.language(lang.value))
    if out is not None:
        written = save_history(
            versions,
            out,
            lang=lang.value,
            playbook=tables,
            map=_map_kind(map),
        )
        # To standard error, as standard output may be JSON for a program.
        print_written(written, lang.value, err=True)


def calibrate(
    folder: Annotated[
        str,
        typer.Argument(
            help="A folder of deals: files called alike but for the day, or in git."
        ),
    ],
    *,
    least: Annotated[
        int, typer.Option(help="Deals of a team below which it gets no score.", min=1)
    ] = 10,
    format: ReportFormatOption = ReportFormat.table,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Print how good forecasts were: chances at reviews against deals won or lost."""
    from powermap.versions import calibrate as compare

    tables = load_playbook(playbook, beside=folder, lang=lang.value)
    language = tables.language(lang.value)
    result = compare(folder, least=least, playbook=tables)
    if format is ReportFormat.json:
        parts = {
            "scores": result.scores.records(language),
            "bins": result.bins.records(language),
            "forecasts": result.forecasts.records(language),
            "still_open": result.still_open,
        }
        typer.echo(dump_json(parts))
        return
    for part in (result.scores, result.bins):
        rows = part.rows(language)
        if rows:
            headers = [language.say(f"column.{key}") for key in rows[0]]
            cells = [list(row.values()) for row in rows]
            typer.echo(format_table(headers, cells, widths=[None] * len(headers)))


def _map_kind(map: MapKind | None) -> Literal["influence", "quadrant"] | None:
    if map is None:
        return None
    return "influence" if map is MapKind.influence else "quadrant"


def _print(versions: History, format: TableFormat, language: Speaker) -> None:
    if format is TableFormat.json:
        typer.echo(dump_json(versions.records(language)))
        return
    rows = versions.rows(language)
    if format is TableFormat.csv:
        typer.echo(format_csv(rows, language, tuple(rows[0])))
        return
    headers = [language.say(f"column.{key}") for key in _COLUMNS]
    cells = [[row[key] for key in _COLUMNS] for row in rows]
    widths = [None] * (len(_COLUMNS) - 1) + [2]
    typer.echo(format_table(headers, cells, widths=widths))
