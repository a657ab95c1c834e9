"""The options that several commands share, and the values that they take."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Lang(StrEnum):
    """Languages of the product."""

    en = "en"
    zh = "zh"


class TableFormat(StrEnum):
    """How answers are printed."""

    table = "table"
    json = "json"
    csv = "csv"


class ReportFormat(StrEnum):
    """How answers of several kinds are printed."""

    table = "table"
    json = "json"


class Audience(StrEnum):
    """Who outside the company will see something."""

    partner = "partner"
    customer = "customer"


class Sentences(StrEnum):
    """What may be kept of a plan for the customer."""

    objective = "objective"
    solution = "solution"
    goals = "goals"
    actions = "actions"


_PANEL = "For a partner or the customer"

File = Annotated[
    str,
    typer.Argument(
        help="A .yaml, .json, .xlsx or .csv file, "
        "or - for YAML or JSON on standard input."
    ),
]
Language = Annotated[Lang, typer.Option("--lang", help="Language of the words.")]
PlaybookFile = Annotated[
    Path | None,
    typer.Option(
        "--playbook",
        help="Your company's words, tables and rules; "
        "powermap.toml beside FILE when not given.",
    ),
]
Today = Annotated[
    str | None,
    typer.Option(
        "--today",
        help="Day for what is overdue or stale, as 2026-11-20; "
        "the current day when not given.",
    ),
]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="File to write instead of printing."),
]
Format = Annotated[TableFormat, typer.Option("--format", help="How to print.")]
Deck = Annotated[
    Path | None,
    typer.Option(
        "--template",
        help="For a .pptx: a deck whose master, fonts and colors are used.",
    ),
]
Level = Annotated[
    Audience | None,
    typer.Option(
        "--redact",
        help="Use pseudonyms, and leave out what this audience may not see.",
        rich_help_panel=_PANEL,
    ),
]
Key = Annotated[
    str,
    typer.Option(
        "--key",
        help="Your company's secret that keeps pseudonyms the same.",
        rich_help_panel=_PANEL,
    ),
]
Keep = Annotated[
    list[Sentences] | None,
    typer.Option(
        "--keep",
        help="Sentences that the customer may read; may be repeated.",
        rich_help_panel=_PANEL,
    ),
]
Hide = Annotated[
    list[str] | None,
    typer.Option(
        "--hide",
        help="A word to leave out of every text; may be repeated.",
        rich_help_panel=_PANEL,
    ),
]
