"""The options that say how FILE is read, the same for every command that reads one."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, TypeVar

import typer

from powermap.cli.option_groups import replace_parameter
from powermap.exchange.options import ReadOptions, as_scale

__all__ = ["reads_file"]

_PANEL = "How FILE is read"
R = TypeVar("R")


class DayOrder(StrEnum):
    """Which of the two numbers of 03/04/2026 is the day."""

    dmy = "dmy"
    mdy = "mdy"


# A function whose parameters are the options: typer understands nothing else.
def _pack(
    *,
    mapping: Annotated[
        str | None,
        typer.Option(
            help="What the columns and words of FILE mean: salesforce, hubspot, crm, "
            "or a .toml file.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    scale: Annotated[
        str | None,
        typer.Option(
            metavar="LOW..HIGH",
            help="Scale of the scores in FILE, where it does not state it: 1..5.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    dates: Annotated[
        DayOrder | None,
        typer.Option(
            help="Which number of 03/04/2026 comes first: the day or the month.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    sheet: Annotated[
        str | None,
        typer.Option(help="The sheet with the people.", rich_help_panel=_PANEL),
    ] = None,
    deal: Annotated[
        str | None,
        typer.Option(
            help="Of an export of several deals: the name or id of one.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    skip_bad_rows: Annotated[
        bool,
        typer.Option(
            "--skip-bad-rows",
            help="Leave out rows that cannot be read, and list them.",
            rich_help_panel=_PANEL,
        ),
    ] = False,
    encoding: Annotated[
        str | None,
        typer.Option(
            help="Encoding of a text file, for example gb18030.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    input_format: Annotated[
        str | None,
        typer.Option(
            "--input-format",
            metavar="FORMAT",
            help="Format of FILE, where its name and content do not say it: csv.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    isolate: Annotated[
        bool | None,
        typer.Option(
            "--isolate/--no-isolate",
            help="Read FILE in a process of its own, with limits of time and memory: "
            "for files of strangers. Default: of several files.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
) -> ReadOptions:
    return ReadOptions(
        mapping=mapping,
        scale=as_scale(scale),
        dates=dates.value if dates else None,
        encoding=encoding,
        sheet=sheet,
        deal=deal,
        skip_bad_rows=skip_bad_rows,
        format=input_format,
        isolate=bool(isolate),
    )


@wraps(_pack)
def _pack_for_many(*, isolate: bool | None, **given: Any) -> ReadOptions:
    # Whoever has many files has not looked into each of them.
    return _pack(isolate=isolate is not False, **given)


def reads_file(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options of reading, in place of its parameter `reading`."""
    has_many = "files" in inspect.signature(command).parameters
    pack = _pack_for_many if has_many else _pack
    return replace_parameter(command, "reading", pack)
