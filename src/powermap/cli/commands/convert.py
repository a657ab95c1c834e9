"""``powermap convert`` and ``powermap template``: files in other formats."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from powermap.cli.account import load_playbook, read_plan_file
from powermap.cli.options import (
    File,
    Hide,
    Keep,
    Key,
    Lang,
    Language,
    Level,
    PlaybookFile,
)
from powermap.cli.redaction import RedactionOptions
from powermap.errors import FormatError
from powermap.exchange.crm.mapping import SHIPPED
from powermap.exchange.graphs import WRITERS
from powermap.exchange.read_write import SUFFIXES, TABULAR
from powermap.language import Reason

if TYPE_CHECKING:
    from powermap.model import AccountPlan
    from powermap.model.playbook import Playbook

_TARGETS = ", ".join([*SUFFIXES, *WRITERS])


def template(
    file: Annotated[Path, typer.Argument(help="The .xlsx file to write.")],
    sheets: Annotated[
        str,
        typer.Option(
            help="Sheets to write, separated by commas: people, ties, about, plan, team, "
            "rivals, criteria, assessments, goals, actions, pipeline, appraisal, or all."
        ),
    ] = "people,ties",
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Write an empty workbook to fill in; only the names of people are required."""
    from powermap.exchange import template as write_template

    tables = load_playbook(playbook, beside=str(file), lang=lang.value)
    written = write_template(file, sheets=sheets, lang=lang.value, playbook=tables)
    typer.echo(f"wrote {written}")


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
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            help="Columns of a CRM for the table: "
            f"{', '.join(SHIPPED)}, or your own .toml file."
        ),
    ] = None,
    deal: Annotated[
        str | None,
        typer.Option(help="With --mapping: which deal to read from an export."),
    ] = None,
    back: Annotated[
        bool,
        typer.Option(
            "--back",
            help="With --mapping, if both files are tables: write the CRM's table.",
        ),
    ] = False,
    redact: Level = None,
    key: Key = "",
    keep: Keep = None,
    hide: Hide = None,
) -> None:
    """Convert a buying center or an account plan to another format.

    CSV and graph formats contain only the people and ties. With --mapping, read an
    export of a CRM or write a file for it.
    """
    from powermap.exchange import write
    from powermap.exchange.documents.text import is_of_people_only
    from powermap.exchange.tables.csv_files import paths_written
    from powermap.model.subject import plan_of_people

    redaction = RedactionOptions(redact, key, hide or (), lang.value, keep or ())
    tables = load_playbook(playbook, beside=source, lang=lang.value)
    # With a mapping one of the two files is the CRM's: the one that is a table, and of
    # two tables the source unless --back.
    is_table = Path(source).suffix.lower() in TABULAR
    is_export = mapping is not None and not back and is_table
    _check_mapping_options(mapping, deal, back=back, is_export=is_export)
    if chart:
        redaction.require("people", "power", "--chart", tables)
    plan = _read(source, tables, mapping if is_export else None, deal)
    visible = redaction.apply(plan, playbook=tables)
    redaction.note_sentences(visible)
    if is_of_people_only(plan):
        # Redaction also switches findings off, which a list of people cannot hold.
        visible = plan_of_people(visible.center)
    written = write(
        visible,
        target,
        lang=lang.value,
        playbook=tables,
        mapping=None if is_export else mapping,
        chart=chart,
    )
    paths = [written]
    # A plan as CSV is three files; a CRM's table is one.
    if written.suffix.lower() == ".csv" and (mapping is None or is_export):
        paths = paths_written(written)
    for path in paths:
        typer.echo(f"wrote {path}")


def _check_mapping_options(
    mapping: str | None, deal: str | None, *, back: bool, is_export: bool
) -> None:
    if (deal is not None and not is_export) or (back and mapping is None):
        raise FormatError(Reason("message.cli.needs_mapping"))


def _read(
    source: str, playbook: Playbook, mapping: str | None, deal: str | None
) -> AccountPlan:
    if mapping is None:
        return read_plan_file(source, playbook)
    from powermap.exchange import read

    return read(source, mapping=mapping, deal=deal, playbook=playbook)
