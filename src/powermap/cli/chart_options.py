"""The options that every chart has on the command line, as in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

from powermap.cli.option_groups import options_of, replace_parameter
from powermap.cli.options import WithNotes
from powermap.errors import FormatError
from powermap.language import Quoted, Reason

__all__ = ["CHART_OPTIONS", "PAGE_OPTIONS", "PEOPLE_OPTIONS", "shapes_chart"]

_PANEL = "How the chart looks"
R = TypeVar("R")

PAGE_OPTIONS = frozenset(
    {"size", "subtitle", "message", "legend", "style", "with_notes"}
)
"""Options of every chart."""
PEOPLE_OPTIONS = PAGE_OPTIONS | {"only", "emphasis", "show", "order"}
"""Options of every chart of people."""


# A function whose parameters are the options: typer understands nothing else.
def _pack(
    *,
    size: Annotated[
        str | None,
        typer.Option(
            help="slide, page, poster, or width x height in points, as 960x540. "
            "Default: the page grows.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Draw only this id, name, role, stance, organization or department; "
            "can be repeated.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    emphasis: Annotated[
        list[str] | None,
        typer.Option(
            help="Fade all but this id, name, role, stance, organization or department; "
            'influence: "losses" for people without whom we lose decision makers; '
            "can be repeated.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    show: Annotated[
        list[str] | None,
        typer.Option(
            help="Show this field under the names, in place of the title; "
            "photo draws the photos; can be repeated.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    order: Annotated[
        str | None,
        typer.Option(
            help="Order of the people: stance, power, involvement, name, file, "
            "or a field.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    subtitle: Annotated[
        str | None,
        typer.Option(
            help='Subtitle; "" for none. Default: what the chart shows.',
            rich_help_panel=_PANEL,
        ),
    ] = None,
    message: Annotated[
        str | None,
        typer.Option(
            help="The main point of the chart in a sentence.", rich_help_panel=_PANEL
        ),
    ] = None,
    no_legend: Annotated[
        bool,
        typer.Option(
            "--no-legend", help="Leave out the legend.", rich_help_panel=_PANEL
        ),
    ] = False,
    color: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=#RRGGBB",
            help="A color of a stance, role or tie, as champion=#006644; "
            "can be repeated.",
            rich_help_panel=_PANEL,
        ),
    ] = None,
    accent: Annotated[
        str | None,
        typer.Option(
            metavar="#RRGGBB", help="Color of the bars.", rich_help_panel=_PANEL
        ),
    ] = None,
    background: Annotated[
        str | None,
        typer.Option(
            metavar="#RRGGBB", help="Color of the page.", rich_help_panel=_PANEL
        ),
    ] = None,
    font: Annotated[
        str | None,
        typer.Option(
            help="A typeface to try before powermap's own.", rich_help_panel=_PANEL
        ),
    ] = None,
    with_notes: WithNotes = False,
) -> dict[str, Any]:
    asked: dict[str, Any] = {
        "size": size,
        "only": only,
        "emphasis": emphasis,
        "show": show,
        "order": order,
        "subtitle": subtitle,
        "message": message,
        "legend": False if no_legend else None,
        "style": _style(color or (), accent, background, font),
        "with_notes": with_notes or None,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _style(
    colors: list[str] | tuple[()],
    accent: str | None,
    background: str | None,
    font: str | None,
) -> Any:
    """A style, where any part of one is asked for."""
    if not (colors or accent or background or font):
        return None
    from powermap.charts import Style

    table = {}
    for pair in colors:
        name, sign, value = pair.partition("=")
        if not sign:
            raise FormatError(Reason("message.cli.color", value=Quoted(pair)))
        table[name.strip()] = value.strip()
    return Style(font, accent, background, table)


CHART_OPTIONS = options_of(_pack)


def shapes_chart(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command the options of charts, in place of its parameter `shaping`."""
    return replace_parameter(command, "shaping", _pack)
