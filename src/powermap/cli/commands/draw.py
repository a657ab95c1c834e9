"""``powermap draw``: one chart as a picture, a page, a slide or data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from powermap.charts import Chart
from powermap.charts.kinds import CHARTS
from powermap.charts.plugged import chart_names, draw_chart, options_taken
from powermap.cli.account import Account, judge_plan, open_account
from powermap.cli.chart_options import (
    PAGE_OPTIONS,
    PEOPLE_OPTIONS,
    shapes_chart,
)
from powermap.cli.left_out import print_left_out
from powermap.cli.options import (
    Deck,
    File,
    Hide,
    Key,
    Lang,
    Language,
    Level,
    PlaybookFile,
)
from powermap.cli.output import Output
from powermap.cli.reader import say_written
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.cli.takes_files import ManyFiles, takes_files
from powermap.errors import FormatError
from powermap.exchange.options import ReadOptions
from powermap.files.writing import replace_file
from powermap.language import Lang as LanguageCode, Reason
from powermap.model.text import parse_date

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment


class ChartKind(StrEnum):
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
    """A chart of powermap's as a `ChartKind`, one of a plug-in by its name.

    Raises
    ------
    typer.BadParameter
        When there is none.
    """
    own = [chart.value for chart in ChartKind]
    if name in own:
        return ChartKind(name)
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
_OPTIONS_OF: Mapping[ChartKind, frozenset[str]] = {
    ChartKind.quadrant: frozenset({"placement", "rival", "lanes"}),
    ChartKind.influence: frozenset(
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
    ChartKind.matrix: frozenset({"kinds", "around", "steps", "everybody"}),
}
_OF_PLANS = frozenset(
    {ChartKind.scorecard, ChartKind.funnel, ChartKind.levers, ChartKind.appraisal}
)
"""Charts in which no people stand."""
_WRITTEN = {
    "kinds": "kind",
    "legend": "no-legend",
    "style": "color",
    "with_notes": "with-notes",
}
"""Options that the command line calls by another word."""


@takes_files(ManyFiles(".svg", one_only=("path", "around")))
@reads_file
@shapes_chart
def draw(
    file: File,
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            help="Ends in .svg, .html, .png, .pdf, .pptx, .drawio, .json, .dot "
            "or .mmd (Mermaid).",
        ),
    ],
    *,
    chart: Annotated[
        str,
        typer.Option(
            parser=parse_chart,
            metavar=f"<{'|'.join(ChartKind)}>",
            help="The chart to draw; or one of a plug-in, see 'powermap plugins'.",
        ),
    ] = ChartKind.quadrant,
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
    zoom: Annotated[
        float | None,
        typer.Option(help="PNG: pixels per point. Default: 2.", min=0.05),
    ] = None,
    embed_fonts: Annotated[
        bool,
        typer.Option("--embed-fonts", help="SVG: embed the fonts that it uses."),
    ] = False,
    template: Deck = None,
    today: Annotated[
        str | None,
        typer.Option(
            help="Funnel and tornado: date, such as 2026-11-20. Default: the plan's."
        ),
    ] = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    title: Annotated[
        str | None, typer.Option(help="Title. Default: the name of the buying center.")
    ] = None,
    shaping: Mapping[str, Any],
    reading: ReadOptions,
    redact: Level = None,
    key: Key = None,
    hide: Hide = None,
) -> Output:
    """Draw a buying center, or a part of an account plan."""
    options = _chosen_options(
        placement=placement,
        rival=rival,
        lanes=lanes or None,
        kinds=kind,
        # A flag that is not given is False, which must not count as an option for
        # another chart.
        departments=departments or None,
        organizations=organizations or None,
        direction=direction,
        around=around,
        steps=steps,
        path=path.split(",") if path else None,
        ties=ties,
        everybody=everybody or None,
        height=height,
        **shaping,
    )
    _check_options(options, chart)
    _check_format(out, zoom=zoom, template=template, embed_fonts=embed_fonts)
    redaction = RedactionOptions(redact, key, hide or (), lang.value)
    # What a chart of a plug-in shows is not known.
    requires = None
    if isinstance(chart, ChartKind):
        needed = CHARTS[chart.value]
        requires = (needed.table, needed.field, f"--chart {chart}")
    account = open_account(
        file,
        reading,
        lang=lang.value,
        playbook=playbook,
        redaction=redaction,
        requires=requires,
    )
    if rival is not None:
        redaction.require("people", "rival_stances", "--rival", account.playbook)
    with_notes = "with_notes" in options
    if with_notes:
        redaction.require("people", "note", "--with-notes", account.playbook)
    if "photo" in shaping.get("show", ()):
        redaction.require("people", "photo", "--show photo", account.playbook)
    if chart is ChartKind.quadrant:
        account.note_if_nobody_is_placed(file)
    plan, title, options = redaction.apply_to_chart(
        account.plan, title, options, account.playbook
    )
    # Mermaid is text of people and ties and no picture, so no chart is composed.
    if out.suffix.lower() == ".mmd":
        text = _mermaid(account, out, chart, options, title)
        return say_written(replace_file(out, text.encode()), lang.value)
    # Without --today the day of the plan: the same file is drawn alike on any day.
    judgment = judge_plan(plan, account.playbook, parse_date(today))
    given = {"title": title, "lang": lang.value, **options}
    picture = _draw(chart, judgment, given)
    # `save` takes no zoom, which only pixels have.
    if zoom is not None:
        written = replace_file(out, picture.png(zoom))
    else:
        written = picture.save(out, fonts=embed_fonts, template=template)
    if not with_notes:
        print_left_out(out, [picture], judgment, lang.value)
    return say_written(written, lang.value)


def _draw(chart: str, judgment: Judgment, given: Mapping[str, Any]) -> Chart:
    if isinstance(chart, ChartKind):
        return CHARTS[chart].draw(judgment, **given)
    return draw_chart(chart, judgment, given)


def _chosen_options(**options: object) -> dict[str, object]:
    chosen = {}
    for name, value in options.items():
        if value is not None:
            chosen[name] = value.value if isinstance(value, StrEnum) else value
    return chosen


def _check_options(options: Mapping[str, object], chart: str) -> None:
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
    if not isinstance(chart, ChartKind):
        return options_taken(chart, options)
    shared = PAGE_OPTIONS if chart in _OF_PLANS else PEOPLE_OPTIONS
    return _OPTIONS_OF.get(chart, frozenset()) | shared


def _check_format(
    out: Path, *, zoom: float | None, template: Path | None, embed_fonts: bool
) -> None:
    """Refuse an option that the format does not have."""
    suffix = out.suffix.lower()
    if suffix != ".png" and zoom is not None:
        raise _option_of_format("--zoom", ".png", out)
    if suffix != ".pptx" and template is not None:
        raise _option_of_format("--template", ".pptx", out)
    if suffix != ".svg" and embed_fonts:
        raise FormatError(
            Reason(
                "message.cli.fonts_in_svg_only",
                suffix=".svg",
                file=out.name,
                first=".html",
                second=".pdf",
            )
        )


def _option_of_format(option: str, suffix: str, out: Path) -> FormatError:
    return FormatError(
        Reason(
            "message.cli.option_of_format", option=option, suffix=suffix, file=out.name
        )
    )


def _mermaid(
    account: Account,
    out: Path,
    chart: str,
    options: Mapping[str, object],
    title: str | None,
) -> str:
    from powermap.exchange import to_mermaid

    if options or title:
        raise FormatError(Reason("message.cli.mermaid_layout", file=out.name))
    diagrams: dict[str, Literal["quadrant", "flowchart"]] = {
        ChartKind.quadrant: "quadrant",
        ChartKind.influence: "flowchart",
    }
    if chart not in diagrams:
        raise FormatError(
            Reason(
                "message.cli.mermaid_chart",
                file=out.name,
                chart=str(chart),
                first=ChartKind.quadrant.value,
                second=ChartKind.influence.value,
            )
        )
    center = account.visible_plan.center
    lang: LanguageCode = "zh" if account.language.code == "zh" else "en"
    return to_mermaid(center, diagrams[chart], lang=lang, playbook=account.playbook)
