"""The pipeline as a funnel: how many reached each stage and passed each gate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.judgment.pipeline import GATES, WAY
from powermap.language import Days
from powermap.model import Stage
from powermap.scene.marks import Box, Group, Mark, Metrics, Scene, Text, Weight
from powermap.style import flow
from powermap.views import figures, frame
from powermap.views.figures import Tile, caps, fitted
from powermap.views.frame import line
from powermap.views.funnel_gates import (
    CORNER,
    GATE,
    LEFT,
    MIDDLE,
    RIGHT,
    UNKNOWN,
    draw_gate,
)
from powermap.views.funnel_lost import draw_lost, stage_tooltip
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.pipeline import Funnel, FunnelStep, Pace
    from powermap.language import Language

BAR = 54.0  # height of a stage
LEAST = 52.0  # width of the narrowest bar
# x of the right edges of the columns, in points.
NOW = 850.0  # where the columns of figures end
AMOUNT = 982.0
EXPECTED = 1116.0
DAYS = frame.RIGHT


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The funnel of a plan's pipeline as a scene."""
    heading = figures.choose_title(page.title, _usual_title(judgment, language))
    top, start = frame.draw_heading(
        heading, _subtitle(judgment, language), (), page=page
    )
    if judgment.plan.pipeline:
        marks, low = _draw_pipeline(judgment.pipeline, start, language)
        description = _description(judgment.pipeline, heading, language)
    else:
        because = language.text(judgment.pipeline.because)
        marks = [figures.draw_empty(because, start, "nothing")]
        low = start + figures.EMPTY
        description = f"{heading}. {because}"
    return Scene(
        frame.WIDTH,
        max(frame.HEIGHT, low + frame.MARGIN - 12),
        heading,
        description,
        (*top, *marks),
        language.code,
        metrics=_metrics(judgment),
    )


def _usual_title(judgment: Judgment, language: Language) -> str:
    seller = judgment.plan.seller
    if seller:
        return language.say("pipeline.of", seller=seller)
    return language.say("pipeline.title")


def _subtitle(judgment: Judgment, language: Language) -> str:
    count = len(judgment.plan.pipeline)
    parts = [
        language.say("pipeline.subtitle"),
        language.say("pipeline.prospects", count=count),
    ]
    return figures.join_subtitle(parts, judgment.today, language)


def _description(funnel: Funnel, heading: str, language: Language) -> str:
    count = 0
    for step in funnel.steps.values():
        count += len(step.prospects)
    sentences = [language.say("pipeline.described", title=heading, count=count)]
    for step in funnel.steps.values():
        sentences.append(language.text(step.because))
    for gate in funnel.gates.values():
        sentences.append(language.text(gate.because))
    for pace in funnel.velocity.values():
        sentences.append(language.text(pace.because))
    sentences.append(language.text(funnel.because))
    return " ".join(sentences)


def _metrics(judgment: Judgment) -> Metrics:
    return Metrics(
        {
            "prospects": len(judgment.plan.pipeline),
            "unplaced": len(judgment.pipeline.unplaced),
        }
    )


def _draw_pipeline(
    funnel: Funnel, start: float, language: Language
) -> tuple[list[Mark], float]:
    """The funnel, the figures under it and what is missing; and where they end."""
    marks = _draw_heads(start + 4, language)
    bars, low = _draw_bars(funnel, start + 18, language)
    lost = draw_lost(funnel, low + 12, language)
    unknown = language.say(UNKNOWN)
    tiles = figures.draw_tiles(_tiles(funnel, language), low + 70, unknown)
    sentences = [language.text(funnel.because)]
    sentences += [language.text(reason) for reason in funnel.missing]
    foot, end = figures.draw_notes(sentences, low + 98 + figures.TILE)
    return [*marks, *bars, lost, *tiles, *foot], end


def _draw_heads(y: float, language: Language) -> list[Mark]:
    """The names of the columns."""
    return [
        caps(language.say("pipeline.stage"), frame.MARGIN, y),
        caps(language.say("pipeline.funnel"), MIDDLE, y, "middle"),
        caps(language.say("pipeline.now"), NOW, y, "end"),
        caps(language.say("pipeline.amount"), AMOUNT, y, "end"),
        caps(language.say("pipeline.expected"), EXPECTED, y, "end"),
        caps(language.say("pipeline.days"), DAYS, y, "end"),
    ]


def _draw_bars(
    funnel: Funnel, y: float, language: Language
) -> tuple[list[Mark], float]:
    """Stages with the gates between them, from the first to WIN."""
    widths = _widths(funnel)
    gates = {end: gate for gate, (_, end) in GATES.items()}
    marks: list[Mark] = []
    above = 0.0
    for stage in WAY:
        width = widths[stage]
        if stage in gates:
            gate = funnel.gates[gates[stage]]
            marks.append(draw_gate(gate, above, width, y, language))
            y += GATE
        marks.append(_draw_stage(funnel, stage, width, y, language))
        y += BAR
        above = width
    return marks, y


def _widths(funnel: Funnel) -> dict[Stage, float]:
    """How wide the bar of each stage is: to scale, but wide enough for its figure."""
    counts = {stage: funnel.steps[stage].reached for stage in WAY}
    most = max(1, *counts.values())
    widths = {}
    for stage, count in counts.items():
        # To scale in width and not in area: bars of one height are compared by their
        # length.
        widths[stage] = max((RIGHT - LEFT) * count / most, LEAST)
    return widths


def _draw_stage(
    funnel: Funnel, stage: Stage, width: float, y: float, language: Language
) -> Group:
    step = funnel.steps[stage]
    middle = y + BAR / 2
    room = LEFT - frame.MARGIN - 16
    name = language.label(stage)
    marks: list[Mark] = [
        *_draw_bar(step, width, y),
        fitted(
            name,
            frame.MARGIN,
            middle + 5.5,
            room,
            16,
            style.TEXT,
            "semibold",
        ),
        _draw_figure(
            language.number(len(step.prospects)), NOW, middle + 5, 58, "semibold"
        ),
        _draw_amount(step, step.amount, AMOUNT, middle, language),
    ]
    pace = funnel.velocity.get(stage)
    if pace is not None:
        marks.append(_draw_amount(step, step.expected, EXPECTED, middle, language))
        marks += _draw_days(pace, middle, language)
    key = f"stage {stage.value}"
    tooltip = stage_tooltip(funnel, step, language)
    return Group(tuple(marks), key, tooltip, ("stage", stage.value))


def _draw_bar(step: FunnelStep, width: float, y: float) -> tuple[Mark, Mark]:
    """The bar of a stage, dashed when nobody reached it, with the count."""
    left = MIDDLE - width / 2
    if step.reached:
        tone = flow.STAGES[step.stage]
        ink = tone.ink
        bar = Box(
            left,
            y,
            width,
            BAR,
            tone.tint,
            radius=CORNER,
            solid=True,
        )
    else:
        ink = style.MUTED
        bar = Box(
            left,
            y,
            width,
            BAR,
            style.PAPER,
            style.FAINT,
            0.9,
            CORNER,
            style.DASH,
            solid=True,
        )
    count = f"{step.reached:,}"
    middle = y + BAR / 2
    return bar, line(
        count,
        MIDDLE,
        middle + 7,
        20,
        ink,
        "semibold",
        "middle",
    )


def _draw_figure(
    text: str, right: float, y: float, room: float, weight: Weight = "regular"
) -> Text:
    return fitted(
        text,
        right,
        y,
        room,
        15,
        style.TEXT,
        weight,
        "end",
    )


def _draw_amount(
    step: FunnelStep,
    amount: float | None,
    right: float,
    middle: float,
    language: Language,
) -> Text:
    if amount is not None:
        return _draw_figure(language.money(amount), right, middle + 5, 118)
    # No prospects have no amount, which is different from an amount that nobody
    # entered.
    text = language.say(UNKNOWN) if step.prospects else "–"
    return fitted(
        text,
        right,
        middle + 4.5,
        118,
        13,
        style.MUTED,
        "regular",
        "end",
    )


def _draw_days(pace: Pace, middle: float, language: Language) -> list[Mark]:
    """The median of the days, and from how many prospects."""
    if pace.days is None:
        text = language.say(UNKNOWN)
        return [
            fitted(
                text,
                DAYS,
                middle + 4.5,
                110,
                13,
                style.MUTED,
                "regular",
                "end",
            )
        ]
    count = language.say("pipeline.from", count=pace.count)
    return [
        _draw_figure(language.number(round(pace.days)), DAYS, middle - 2, 110),
        fitted(
            count,
            DAYS,
            middle + 15,
            110,
            12.0,
            style.MUTED,
            "regular",
            "end",
        ),
    ]


def _tiles(funnel: Funnel, language: Language) -> Sequence[Tile]:
    because = language.text(funnel.because)
    period = language.say("pipeline.value_period", period=funnel.period)
    gates = [gate.because for gate in funnel.gates.values()]
    paces = [pace.because for pace in funnel.velocity.values()]
    expected = _money(funnel.expected, language)
    per_period = _money(funnel.per_period, language)
    rate = cycle = None
    if funnel.win_rate is not None:
        rate = language.percent(funnel.win_rate)
    if funnel.cycle is not None:
        cycle = language.text(Days(funnel.cycle))
    return (
        Tile(language.say("pipeline.value"), expected, because),
        Tile(period, per_period, because),
        Tile(
            language.say("pipeline.win_rate"), rate, figures.join_lines(gates, language)
        ),
        Tile(
            language.say("pipeline.cycle"), cycle, figures.join_lines(paces, language)
        ),
    )


def _money(amount: float | None, language: Language) -> str | None:
    if amount is None:
        return None
    return language.money(amount)
