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

if TYPE_CHECKING:
    from powermap.model import AccountPlan
    from powermap.model.playbook import Playbook

_TARGETS = ", ".join([*SUFFIXES, *WRITERS])


def template(
    file: Annotated[Path, typer.Argument(help="An .xlsx file.")],
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
) -> None:
    """Write an empty workbook of an account plan; filling in its people is enough."""
    from powermap.exchange import template as write_template

    tables = load_playbook(playbook, beside=str(file))
    typer.echo(f"wrote {write_template(file, lang=lang.value, playbook=tables)}")


def convert(
    source: File,
    target: Annotated[Path, typer.Argument(help=f"Ends in {_TARGETS}.")],
    *,
    chart: Annotated[
        bool,
        typer.Option("--chart", help="Workbook: with a chart of scores and the roles."),
    ] = False,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            help=f"The table is a CRM's: {', '.join(SHIPPED)}, "
            "or a .toml file of your own."
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
            help="With --mapping: if both are tables, the CRM's is the one written.",
        ),
    ] = False,
    redact: Level = None,
    key: Key = "",
    keep: Keep = None,
    hide: Hide = None,
) -> None:
    """Write a buying center or a whole account plan in another format.

    CSV and graph formats take the people only. With --mapping from an export of a
    CRM, or into one.
    """
    from powermap.exchange import write
    from powermap.exchange.documents.text import is_of_people_only
    from powermap.exchange.tables.csv_files import written_by
    from powermap.model.subject import plan_of_people

    redaction = RedactionOptions(redact, key, hide or (), lang.value, keep or ())
    tables = load_playbook(playbook, beside=source)
    is_table = Path(source).suffix.lower() in TABULAR
    is_export = mapping is not None and not back and is_table
    _check_mapping_options(mapping, deal, back=back, is_export=is_export)
    if chart:
        redaction.require("people", "power", "--chart")
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
    if written.suffix.lower() == ".csv" and (mapping is None or is_export):
        paths = written_by(written)
    for path in paths:
        typer.echo(f"wrote {path}")


def _check_mapping_options(
    mapping: str | None, deal: str | None, *, back: bool, is_export: bool
) -> None:
    if (deal is not None and not is_export) or (back and mapping is None):
        raise FormatError(
            "--deal and --back go with --mapping; "
            "--deal chooses from the export that is read"
        )


def _read(
    source: str, playbook: Playbook, mapping: str | None, deal: str | None
) -> AccountPlan:
    if mapping is None:
        return read_plan_file(source, playbook)
    from powermap.exchange import read

    return read(source, mapping=mapping, deal=deal, playbook=playbook)
