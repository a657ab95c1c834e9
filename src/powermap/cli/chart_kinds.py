"""The charts of the command line, and the options that only some of them have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Annotated, TypeVar

import typer

from powermap.charts.plugged import chart_names, options_taken
from powermap.cli.chart_options import PAGE_OPTIONS, PEOPLE_OPTIONS
from powermap.cli.option_groups import replace_parameter
from powermap.errors import FormatError
from powermap.language import Reason

__all__ = ["ChartName", "check_options", "parse_chart", "takes_kind_options"]

R = TypeVar("R")


class ChartName(StrEnum):
    """Charts that can be drawn."""

    quadrant = "quadrant"
    influence = "influence"
    matrix = "matrix"
    scorecard = "scorecard"
    relationship = "relationship"
    needs = "needs"
    coverage = "coverage"
    funnel = "funnel"
    levers = "levers"
    appraisal = "appraisal"


def parse_chart(name: str) -> str:
    """A chart of powermap's as a `ChartName`, one of a plug-in by its name.

    Raises
    ------
    typer.BadParameter
        When there is none.
    """
    own = [chart.value for chart in ChartName]
    if name in own:
        return ChartName(name)
    # Looked for only here, so that no other chart waits for it.
    plugged = chart_names()
    if name in plugged:
        return name
    allowed = ", ".join([*own, *plugged])
    raise typer.BadParameter(f"{name!r} is not one of {allowed}")


class Placement(StrEnum):
    """Where people stand in the quadrant chart."""

    auto = "auto"
    cells = "cells"
    scores = "scores"


class Direction(StrEnum):
    """Which way the lines of the influence graph run."""

    down = "down"
    right = "right"


class Height(StrEnum):
    """What the height of people in the influence graph means."""

    power = "power"


class TieAmount(StrEnum):
    """How many ties of the influence graph are drawn."""

    all = "all"
    strongest = "strongest"


# typer cannot tie an option to the value of another one, so it is checked here.
_OPTIONS_OF: Mapping[ChartName, frozenset[str]] = {
    ChartName.quadrant: frozenset({"placement", "rival", "lanes"}),
    ChartName.influence: frozenset(
        {
            "kinds",
            "departments",
            "organizations",
            "direction",
            "around",
            "steps",
            "path",
            "ties",
            "everybody",
            "height",
        }
    ),
    ChartName.matrix: frozenset({"kinds", "around", "steps", "everybody"}),
}
_OF_PLANS = frozenset(
    {ChartName.scorecard, ChartName.funnel, ChartName.levers, ChartName.appraisal}
)
"""Charts in which no people stand."""
_WRITTEN = {
    "kinds": "kind",
    "legend": "no-legend",
    "style": "color",
    "with_notes": "with-notes",
}
"""Options that the command line calls by another word."""


# A function whose parameters are the options: typer understands nothing else.
def _pack(
    *,
    placement: Annotated[
        Placement | None,
        typer.Option(help="Quadrant: cards in cells, or dots at scores."),
    ] = None,
    rival: Annotated[
        str | None,
        typer.Option(help="Quadrant: the right half of each disc shows this rival."),
    ] = None,
    lanes: Annotated[
        bool,
        typer.Option(
            "--lanes", help="Quadrant: the people of each cell by organization."
        ),
    ] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option(help="Influence: draw this kind of tie; can be repeated."),
    ] = None,
    departments: Annotated[
        bool, typer.Option("--departments", help="Influence: group by department.")
    ] = False,
    organizations: Annotated[
        bool, typer.Option("--organizations", help="Influence: group by organization.")
    ] = False,
    direction: Annotated[
        Direction | None,
        typer.Option(help="Influence: the direction of reporting lines."),
    ] = None,
    around: Annotated[
        str | None,
        typer.Option(help="Influence: only people near this id or name."),
    ] = None,
    steps: Annotated[
        int | None, typer.Option(help="Influence: number of ties away, with --around.")
    ] = None,
    path: Annotated[
        str | None,
        typer.Option(help="Influence: a path of ids or names, separated by commas."),
    ] = None,
    ties: Annotated[
        TieAmount | None,
        typer.Option(
            help="Influence: draw all ties, or the strongest on each person. "
            "Default: all, unless there are too many to follow."
        ),
    ] = None,
    everybody: Annotated[
        bool,
        typer.Option(
            "--everybody",
            help="Influence: a card for each person, even over 36 people.",
        ),
    ] = False,
    height: Annotated[
        Height | None,
        typer.Option(
            help="Influence: power never puts a person above one with more power."
        ),
    ] = None,
) -> dict[str, object]:
    asked: dict[str, object] = {
        "placement": placement,
        "rival": rival,
        # A flag that is not given is False, which must not count as an option for
        # another chart.
        "lanes": lanes or None,
        "kinds": kind,
        "departments": departments or None,
        "organizations": organizations or None,
        "direction": direction,
        "around": around,
        "steps": steps,
        "path": path.split(",") if path else None,
        "ties": ties,
        "everybody": everybody or None,
        "height": height,
    }
    chosen = {}
    for name, value in asked.items():
        if value is not None:
            chosen[name] = value.value if isinstance(value, StrEnum) else value
    return chosen


def takes_kind_options(command: Callable[..., R]) -> Callable[..., R]:
    """Give a command these options, in place of its parameter `kind_options`."""
    return replace_parameter(command, "kind_options", _pack)


def check_options(options: Mapping[str, object], chart: str) -> None:
    """Refuse an option that the chart does not have."""
    allowed = _options_of(chart, options)
    for name in options:
        if name not in allowed:
            written = _WRITTEN.get(name, name)
            raise FormatError(
                Reason(
                    "message.cli.option_of_other_chart",
                    option=f"--{written}",
                    chart=str(chart),
                )
            )
    if "steps" in options and "around" not in options:
        raise FormatError(Reason("message.cli.steps_without_around"))


def _options_of(chart: str, options: Iterable[str]) -> frozenset[str]:
    if not isinstance(chart, ChartName):
        return options_taken(chart, options)
    shared = PAGE_OPTIONS if chart in _OF_PLANS else PEOPLE_OPTIONS
    return _OPTIONS_OF.get(chart, frozenset()) | shared
