"""``powermap convert`` and ``powermap template``: files in other formats."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from powermap.cli.account import load_playbook, read_plan_file, read_plans_of_deals
from powermap.cli.options import (
    File,
    Hide,
    Keep,
    Key,
    Lang,
    Language,
    Level,
    PlaybookFile,
    TextsOption,
)
from powermap.cli.reader import print_written
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.exchange.crm.mapping import SHIPPED
from powermap.exchange.graphs import GRAPH_SUFFIXES
from powermap.exchange.options import ReadOptions
from powermap.exchange.read_write import CALENDAR, SUFFIXES

_TARGETS = ", ".join([*SUFFIXES, *GRAPH_SUFFIXES, CALENDAR])


def template(
    file: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
    sheets: Annotated[
        str,
        typer.Option(
            help="Sheets to write, separated by commas: people, ties, about, plan, team, "
            "rivals, criteria, assessments, goals, actions, pipeline, appraisal, or all."
        ),
    ] = "people,ties",
    rival: Annotated[
        list[str] | None,
        typer.Option(help="Columns for this rival among the people; can be repeated."),
    ] = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Write an empty workbook to fill in; only the names of people are required."""
    from powermap.exchange import template as write_template

    tables = load_playbook(playbook, beside=str(file), lang=lang.value)
    written = write_template(
        file, sheets=sheets, rivals=rival or (), lang=lang.value, playbook=tables
    )
    print_written(written, lang.value)


@reads_file
def convert(
    source: File,
    target: Annotated[Path, typer.Argument(help=f"File to write; ends in {_TARGETS}.")],
    *,
    chart: Annotated[
        bool,
        typer.Option(
            "--chart", help="For .xlsx: add a chart of the scores, and the roles."
        ),
    ] = False,
    schema: Annotated[
        bool,
        typer.Option(
            "--schema",
            help="For YAML and JSON: name the schema, by which an editor helps.",
        ),
    ] = False,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    to_mapping: Annotated[
        str | None,
        typer.Option(
            "--to-mapping",
            help="Write the table of a CRM: "
            f"{', '.join(SHIPPED)}, or your own .toml file.",
        ),
    ] = None,
    split: Annotated[
        bool,
        typer.Option(
            "--split",
            help="Write each deal of an export to a file of its own, named after it.",
        ),
    ] = False,
    reading: ReadOptions,
    redact: Level = None,
    key: Key = None,
    keep: Keep = None,
    texts: TextsOption = None,
    hide: Hide = None,
) -> None:
    """Convert a buying center or an account plan to another format.

    CSV and graph formats contain only the people and ties; .ics is a calendar of the
    actions. --mapping says how FILE is read, --to-mapping how the other file is written.
    """
    from powermap.exchange import write
    from powermap.exchange.documents.text import is_of_people_only
    from powermap.exchange.tables.csv_files import paths_written
    from powermap.model.subject import plan_of_people

    redaction = RedactionOptions(redact, key, hide or (), lang.value, keep or (), texts)
    tables = load_playbook(playbook, beside=source, lang=lang.value)
    if chart:
        redaction.require("people", "power", "--chart", tables)
    if split:
        plans = read_plans_of_deals(source, tables, reading, lang.value, target)
        # What the folder cannot hold is told where the files are written.
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
    else:
        plans = {target: read_plan_file(source, tables, reading, lang.value)}
    for path, plan in plans.items():
        visible = redaction.apply(plan, playbook=tables)
        redaction.note_texts(visible)
        if is_of_people_only(plan):
            # Redaction also switches findings off, which a list of people cannot hold.
            visible = plan_of_people(visible.center)
        written = write(
            visible,
            path,
            lang=lang.value,
            playbook=tables,
            mapping=to_mapping,
            chart=chart,
            schema=schema,
        )
        paths = [written]
        # A plan as CSV is three files; a CRM's table is one.
        if written.suffix.lower() == ".csv" and to_mapping is None:
            paths = paths_written(written)
        for each in paths:
            print_written(each, lang.value)
