"""The pipeline as a funnel: how many reached each stage and passed each gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.judgment.pipeline import GATES, WAY
from powermap.language import Days
from powermap.model import Stage
from powermap.scene.marks import Box, Group, Mark, Metrics, Scene, Text
from powermap.style import flow
from powermap.views import figures, frame
from powermap.views.figures import Tile, caps, fitted
from powermap.views.frame import line
from powermap.views.funnel_gates import CORNER, UNKNOWN, Measures, draw_gate
from powermap.views.funnel_lost import draw_lost, stage_tooltip
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.judgment.pipeline import Funnel, FunnelStep, Pace
    from powermap.language import Language

COLUMNS = ("now", "amount", "expected", "days")
FIGURE = 15.0  # font size
LEAST = 52.0  # width of the narrowest bar
TO_NOTES = 28.0  # from the figures down to the sentences
BELOW = frame.MARGIN - 12.0  # free at the foot of the page


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The funnel of a plan's pipeline as a scene."""
    heading = figures.choose_title(page.title, _usual_title(judgment, language))
    top, start = frame.draw_heading(
        heading, _subtitle(judgment, language), (), page=page
    )
    if judgment.plan.pipeline:
        marks, low, fit = _draw_pipeline(judgment.pipeline, start, language, page)
        description = _description(judgment.pipeline, heading, language)
    else:
        because = language.text(judgment.pipeline.because)
        marks = [figures.draw_empty(because, start, "nothing", page.right)]
        low = start + figures.EMPTY
        fit = page.fit(squeezed=False)
        description = f"{heading}. {because}"
    return Scene(
        page.width,
        max(page.height, low + BELOW),
        heading,
        description,
        (*top, *marks),
        language.code,
        metrics=_metrics(judgment, fit),
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


def _metrics(judgment: Judgment, fit: Mapping[str, object]) -> Metrics:
    prospects = len(judgment.plan.pipeline)
    unplaced = len(judgment.pipeline.unplaced)
    return Metrics({"prospects": prospects, "unplaced": unplaced, **fit})


def _draw_pipeline(
    funnel: Funnel, start: float, language: Language, page: Page
) -> tuple[list[Mark], float, Mapping[str, object]]:
    """The funnel as large as the page allows, where it ends, and how it fits."""
    usual = Measures.of(page)
    marks, low = _draw_board(funnel, start, usual, language, page)
    if page.may_grow or low + BELOW <= page.height:
        return marks, low, page.fit(squeezed=False)
    tight = Measures.of(page, is_low=True)
    marks, low = _draw_board(funnel, start, tight, language, page)
    is_too_low = low + BELOW > page.height
    if is_too_low:
        # The tooltips of the figures say the same as the sentences at the foot.
        marks, low = _draw_board(funnel, start, tight, language, page, with_notes=False)
    return marks, low, page.fit(squeezed=True, left_out=is_too_low)


def _draw_board(
    funnel: Funnel,
    start: float,
    measures: Measures,
    language: Language,
    page: Page,
    *,
    with_notes: bool = True,
) -> tuple[list[Mark], float]:
    """The funnel, the figures under it and what is missing."""
    marks = _draw_heads(start + 4, measures, language)
    bars, low = _draw_bars(funnel, start + 18, measures, language)
    lost = draw_lost(funnel, low + 12, measures, language)
    unknown = language.say(UNKNOWN)
    low += measures.to_tiles
    tiles = figures.draw_tiles(_tiles(funnel, language), low, unknown, page.right)
    marks = [*marks, *bars, lost, *tiles]
    low += figures.TILE
    if not with_notes:
        return marks, low
    sentences = [language.text(funnel.because)]
    sentences += [language.text(reason) for reason in funnel.missing]
    notes, low = figures.draw_notes(sentences, low + TO_NOTES, right=page.right)
    return [*marks, *notes], low


def _draw_heads(y: float, measures: Measures, language: Language) -> list[Mark]:
    """The names of the columns."""
    marks: list[Mark] = [
        caps(language.say("pipeline.stage"), frame.MARGIN, y),
        caps(language.say("pipeline.funnel"), measures.middle, y, "middle"),
    ]
    for name, right in zip(COLUMNS, measures.edges, strict=True):
        marks.append(caps(language.say(f"pipeline.{name}"), right, y, "end"))
    return marks


def _draw_bars(
    funnel: Funnel, y: float, measures: Measures, language: Language
) -> tuple[list[Mark], float]:
    """Stages with the gates between them, from the first to WIN."""
    widths = _widths(funnel, measures.right - measures.left)
    gates = {end: gate for gate, (_, end) in GATES.items()}
    marks: list[Mark] = []
    above = 0.0
    for stage in WAY:
        width = widths[stage]
        if stage in gates:
            gate = funnel.gates[gates[stage]]
            marks.append(draw_gate(gate, (above, width), y, measures, language))
            y += measures.gate
        marks.append(_draw_stage(funnel, stage, width, y, measures, language))
        y += measures.bar
        above = width
    return marks, y


def _widths(funnel: Funnel, widest: float) -> dict[Stage, float]:
    """How wide the bar of each stage is: to scale, but wide enough for its figure."""
    counts = {stage: funnel.steps[stage].reached for stage in WAY}
    most = max(1, *counts.values())
    widths = {}
    for stage, count in counts.items():
        # To scale in width and not in area: bars of one height are compared by their
        # length.
        widths[stage] = max(widest * count / most, LEAST)
    return widths


def _draw_stage(
    funnel: Funnel,
    stage: Stage,
    width: float,
    y: float,
    measures: Measures,
    language: Language,
) -> Group:
    step = funnel.steps[stage]
    middle = y + measures.bar / 2
    room = measures.left - frame.MARGIN - 16
    name = language.label(stage)
    ink = style.TEXT
    now, amount, expected, _ = measures.edges
    count = language.number(len(step.prospects))
    marks: list[Mark] = [
        *_draw_bar(step, width, y, measures),
        fitted(name, frame.MARGIN, middle + 5.5, room, 16, ink, "semibold"),
        fitted(count, now, middle + 5, 58, FIGURE, ink, "semibold", "end"),
        _draw_amount(step, step.amount, (amount, middle), measures.room, language),
    ]
    pace = funnel.velocity.get(stage)
    if pace is not None:
        end = (expected, middle)
        marks.append(_draw_amount(step, step.expected, end, measures.room, language))
        marks += _draw_days(pace, middle, measures, language)
    key = f"stage {stage.value}"
    tooltip = stage_tooltip(funnel, step, language)
    return Group(tuple(marks), key, tooltip, ("stage", stage.value))


def _draw_bar(
    step: FunnelStep, width: float, y: float, measures: Measures
) -> tuple[Mark, Mark]:
    """The bar of a stage, dashed when nobody reached it, with the count."""
    x = measures.middle
    height = measures.bar
    ink = style.MUTED
    fill = style.PAPER
    stroke: str | None = style.FAINT
    dash: tuple[float, ...] = style.DASH
    if step.reached:
        tone = flow.STAGES[step.stage]
        ink = tone.ink
        fill = tone.tint
        stroke = None
        dash = ()
    bar = Box(
        x - width / 2, y, width, height, fill, stroke, 0.9, CORNER, dash, solid=True
    )
    size = min(20.0, height * 0.5)
    middle = y + height / 2 + size * 0.35
    count = line(f"{step.reached:,}", x, middle, size, ink, "semibold", "middle")
    return bar, count


def _draw_amount(
    step: FunnelStep,
    amount: float | None,
    end: tuple[float, float],
    room: float,
    language: Language,
) -> Text:
    """An amount whose right end stands at a point."""
    x, y = end
    if amount is not None:
        text = language.money(amount)
        return fitted(text, x, y + 5, room, FIGURE, style.TEXT, "regular", "end")
    # No prospects have no amount, which is different from an amount that nobody
    # entered.
    text = language.say(UNKNOWN) if step.prospects else "–"
    return fitted(text, x, y + 4.5, room, 13, style.MUTED, "regular", "end")


def _draw_days(
    pace: Pace, middle: float, measures: Measures, language: Language
) -> list[Mark]:
    """The median of the days, and from how many prospects."""
    right = measures.edges[-1]
    room = measures.room
    if pace.days is None:
        text = language.say(UNKNOWN)
        y = middle + 4.5
        return [fitted(text, right, y, room, 13, style.MUTED, "regular", "end")]
    days = language.number(round(pace.days))
    count = language.say("pipeline.from", count=pace.count)
    y = middle + 14
    return [
        fitted(days, right, middle - 2, room, FIGURE, style.TEXT, "regular", "end"),
        fitted(count, right, y, room, 12.0, style.MUTED, "regular", "end"),
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
