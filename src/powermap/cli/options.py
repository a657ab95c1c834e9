"""The options that several commands share, and the values that they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from powermap.cli.reader import Reader


# Classes and not the tables of the library: typer builds its help from them, and
# importing the library would slow --help down.
class Lang(StrEnum):
    """Languages of the product."""

    en = "en"
    zh = "zh"


class TableFormat(StrEnum):
    """Output formats of one table."""

    table = "table"
    json = "json"
    csv = "csv"


class ReportFormat(StrEnum):
    """Output formats of several tables."""

    table = "table"
    json = "json"


class FreeTexts(StrEnum):
    """What happens to notes, objective, goals and other sentences."""

    drop = "drop"
    mask = "mask"
    keep = "keep"


class Sentences(StrEnum):
    """Texts of a plan that the customer may read."""

    objective = "objective"
    solution = "solution"
    goals = "goals"
    actions = "actions"


def _remember_language(context: typer.Context, language: Lang) -> Lang:
    """Tell whoever prints errors and notes which language was asked for."""
    reader = context.find_root().obj
    # None where a program runs the command line without `main`.
    if isinstance(reader, Reader):
        reader.language = language.value
    return language


_PANEL = "For a partner or the customer"

File = Annotated[
    str,
    typer.Argument(
        help="A file with the people, in any format that powermap reads, "
        "or - for standard input."
    ),
]
Language = Annotated[
    Lang,
    typer.Option(
        "--lang",
        help="Language of the output.",
        # Eager, so that errors about other options are said in this language too.
        is_eager=True,
        callback=_remember_language,
    ),
]
PlaybookFile = Annotated[
    Path | None,
    typer.Option(
        "--playbook",
        help="Your company's words, tables and rules. "
        "Default: powermap.toml in the folder of FILE.",
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        help="Date of the check, for example 2026-11-20. Default: the current day.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Write to this file instead of printing."),
]
Format = Annotated[TableFormat, typer.Option("--format", help="Output format.")]
Deck = Annotated[
    Path | None,
    typer.Option(
        "--template",
        help="For .pptx: the deck whose master, fonts and colors to use.",
    ),
]
DeckOrDocument = Annotated[
    Path | None,
    typer.Option(
        "--template",
        help="For .pptx: the deck whose master, fonts and colors to use. "
        "For .docx: the document whose styles to use.",
    ),
]
WithNotes = Annotated[
    bool,
    typer.Option(
        "--with-notes",
        help="Include notes, evidence and quotes in tooltips, texts for screen readers "
        "and notes of slides. Default: they stay out.",
    ),
]
KEY_VARIABLE = "POWERMAP_KEY"
"""The environment variable that holds the key of pseudonyms, where no file does."""
# The options of redaction stand in a panel of their own in --help, since most users
# never need them.
Level = Annotated[
    str | None,
    typer.Option(
        "--redact",
        metavar="AUDIENCE",
        help="Hide what an audience may not see, and replace names with pseudonyms: "
        "partner, customer, or a level of your playbook.",
        rich_help_panel=_PANEL,
    ),
]
Key = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        help="A file with a secret of your company, so that pseudonyms stay the same; "
        f"or set {KEY_VARIABLE}. Default: a random key for each run.",
        rich_help_panel=_PANEL,
    ),
]
TextsOption = Annotated[
    FreeTexts | None,
    typer.Option(
        "--texts",
        help="Free texts that the audience may see: leave out, replace names in them, "
        "or keep as they are. Default: drop for the customer, else mask.",
        rich_help_panel=_PANEL,
    ),
]
Keep = Annotated[
    list[Sentences] | None,
    typer.Option(
        "--keep",
        help="Text that the customer may read; can be repeated.",
        rich_help_panel=_PANEL,
    ),
]
Hide = Annotated[
    list[str] | None,
    typer.Option(
        "--hide",
        help="A word to remove from every text; can be repeated.",
        rich_help_panel=_PANEL,
    ),
]
