"""``powermap playbook``: a company's own words, tables and rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from powermap.cli.account import PLAYBOOK_NAME
from powermap.cli.options import Out
from powermap.cli.printing import deliver, dump_json
from powermap.cli.reader import print_note, print_written
from powermap.errors import FormatError
from powermap.files.presence import exists, is_file
from powermap.files.writing import replace_file
from powermap.language import Reason

app = typer.Typer(
    name="playbook",
    help="Your company's words, tables and rules.",
    no_args_is_help=True,
    add_completion=False,
)
PlaybookPath = Annotated[Path, typer.Argument(help="The .toml file of the playbook.")]


@app.command()
def init(
    file: PlaybookPath = Path(PLAYBOOK_NAME),
    *,
    example: Annotated[
        str | None,
        typer.Option(help="Start from an example: meddpicc or relationship-layers."),
    ] = None,
) -> None:
    """Write a playbook to edit; comments explain each table."""
    from powermap.exchange.playbooks import playbook_example, playbook_template

    # A playbook is written by hand; overwriting one would lose that work.
    if exists(file):
        raise FormatError(Reason("message.cli.playbook_exists", file=str(file)))
    text = playbook_template() if example is None else playbook_example(example)
    print_written(replace_file(file, text.encode()))


@app.command()
def show(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="The .toml file. Default: powermap.toml, if it is in this folder."
        ),
    ] = None,
    *,
    out: Out = None,
) -> None:
    """Print all tables that apply, yours and powermap's."""
    from powermap.exchange.playbooks import read_playbook, tables_text
    from powermap.model.playbook import Playbook

    # As every other command does in the folder of the plans.
    if file is None and is_file(Path(PLAYBOOK_NAME)):
        file = Path(PLAYBOOK_NAME)
        print_note(Reason("message.cli.playbook", file=str(file)), "en")
    playbook = Playbook() if file is None else read_playbook(file)
    deliver(tables_text(playbook).rstrip(), out)


@app.command()
def check(file: PlaybookPath = Path(PLAYBOOK_NAME)) -> None:
    """Check a playbook and list the tables that it changes."""
    from powermap.exchange.playbooks import read_playbook

    playbook = read_playbook(file)
    tables = ", ".join(playbook.changes) or "none"
    typer.echo(f"{file}: {playbook.name} is valid; its own tables: {tables}")


@app.command()
def schema(*, out: Out = None) -> None:
    """Print the JSON Schema of a playbook, for an editor."""
    from powermap.exchange.playbooks import playbook_schema

    deliver(dump_json(playbook_schema()), out)
