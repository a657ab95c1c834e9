"""``powermap draw``: one chart as a picture, a page, a slide or data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from powermap.charts import Chart
from powermap.charts.kinds import CHARTS
from powermap.charts.plugged import draw_chart
from powermap.cli.account import Account, judge_plan
from powermap.cli.chart_kinds import (
    ChartName,
    check_options,
    parse_chart,
    takes_kind_options,
)
from powermap.cli.chart_options import shapes_chart
from powermap.cli.left_out import print_left_out
from powermap.cli.options import Deck, File
from powermap.cli.output import Output
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.reader import say_written
from powermap.cli.takes_files import ManyFiles, takes_files
from powermap.errors import FormatError
from powermap.files.writing import replace_file
from powermap.language import Lang as LanguageCode, Reason
from powermap.model.text import parse_date

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.model.fields import Table


@takes_files(ManyFiles(".svg", one_only=("path", "around")))
@reads_plan
@shapes_chart
@takes_kind_options
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
            metavar=f"<{'|'.join(ChartName)}>",
            help="The chart to draw; or one of a plug-in, see 'powermap plugins'.",
        ),
    ] = ChartName.quadrant,
    kind_options: Mapping[str, object],
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
    plan: PlanOptions,
    title: Annotated[
        str | None, typer.Option(help="Title. Default: the name of the buying center.")
    ] = None,
    shaping: Mapping[str, Any],
) -> Output:
    """Draw a buying center, or a part of an account plan."""
    options = {**kind_options, **shaping}
    check_options(options, chart)
    _check_format(out, zoom=zoom, template=template, embed_fonts=embed_fonts)
    account = plan.open(file, requires=_required_field(chart))
    _require_visible(account, options)
    if chart is ChartName.quadrant:
        account.note_if_nobody_is_placed(file)
    visible, title, options = account.redaction.apply_to_chart(
        account.plan, title, options, account.playbook
    )
    # Mermaid is text of people and ties and no picture, so no chart is composed.
    if out.suffix.lower() == ".mmd":
        text = _mermaid(account, out, chart, options, title)
        return say_written(replace_file(out, text.encode()), plan.lang)
    # Without --today the day of the plan: the same file is drawn alike on any day.
    judgment = judge_plan(visible, account.playbook, parse_date(today))
    picture = _draw(chart, judgment, {"title": title, "lang": plan.lang, **options})
    # `save` takes no zoom, which only pixels have.
    if zoom is not None:
        written = replace_file(out, picture.png(zoom))
    else:
        written = picture.save(out, fonts=embed_fonts, template=template)
    if "with_notes" not in options:
        print_left_out(out, [picture], judgment, plan.lang)
    return say_written(written, plan.lang)


def _required_field(chart: str) -> tuple[Table, str, str] | None:
    """The field without which a chart says nothing, and how the chart was asked for."""
    if not isinstance(chart, ChartName):
        # What a chart of a plug-in shows is not known.
        return None
    needed = CHARTS[chart.value]
    return needed.table, needed.field, f"--chart {chart}"


def _require_visible(account: Account, options: Mapping[str, Any]) -> None:
    """Refuse options that show what the audience may not see."""
    asked = {
        "--rival": ("rival_stances", "rival" in options),
        "--with-notes": ("note", "with_notes" in options),
        "--show photo": ("photo", "photo" in options.get("show", ())),
    }
    for option, (field, is_asked) in asked.items():
        if is_asked:
            account.redaction.require("people", field, option, account.playbook)


def _draw(chart: str, judgment: Judgment, given: Mapping[str, Any]) -> Chart:
    if isinstance(chart, ChartName):
        return CHARTS[chart].draw(judgment, **given)
    return draw_chart(chart, judgment, given)


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
        ChartName.quadrant: "quadrant",
        ChartName.influence: "flowchart",
    }
    if chart not in diagrams:
        raise FormatError(
            Reason(
                "message.cli.mermaid_chart",
                file=out.name,
                chart=str(chart),
                first=ChartName.quadrant.value,
                second=ChartName.influence.value,
            )
        )
    center = account.visible_plan.center
    lang: LanguageCode = "zh" if account.language.code == "zh" else "en"
    return to_mermaid(center, diagrams[chart], lang=lang, playbook=account.playbook)
