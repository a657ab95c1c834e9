"""The pipeline as a funnel: how many came to each stage, what passes each gate, and what stands there now."""

from __future__ import annotations

from powermap import style
from powermap.judgment.pipeline import (
    GATES,
    WAY,
    Conversion,
    Funnel,
    FunnelStep,
    Pace,
    days,
    money,
    percent,
    pipeline,
)
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter, Stage
from powermap.model.subject import plan_of
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene
from powermap.scene.text import measure
from powermap.style import flow
from powermap.views import figures as tiles, frame
from powermap.views.figures import caps, fitted
from powermap.views.frame import line

BAR, GATE, LEAST = 54.0, 44.0, 52.0
"""Heights of a stage and of what lies between two; width of the narrowest bar."""
LEFT, RIGHT = 236.0, 776.0
MIDDLE = (LEFT + RIGHT) / 2
NOW, AMOUNT, EXPECTED, DAYS = 850.0, 982.0, 1116.0, frame.RIGHT
"""Where the columns of figures end."""


def compose(
    plan: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Scene:
    """The funnel of a plan's pipeline as a scene."""
    plan = plan_of(plan)
    found = pipeline(plan, lang=lang)
    usual = (
        say(lang, "pipeline.of", seller=plan.seller)
        if plan.seller
        else say(lang, "pipeline.title")
    )
    heading = tiles.titled(title, usual)
    top, start = frame.headed(heading, _subtitle(plan, lang), ())
    if not plan.pipeline:
        marks: tuple[Mark, ...] = (tiles.empty(found.because, start, "nothing"),)
        return Scene(
            frame.WIDTH,
            frame.HEIGHT,
            heading,
            f"{heading}. {found.because}",
            (*top, *marks),
            lang,
        )
    drawn, low = _funnel(found, start, lang)
    figures = tiles.tiles(_figures(found, lang), low + 24, say(lang, "pipeline.none"))
    foot, end = tiles.notes((found.because, *found.missing), low + 24 + tiles.TILE + 28)
    height = max(frame.HEIGHT, end + frame.MARGIN - 12)
    metrics = Metrics(
        {"prospects": len(plan.pipeline), "unplaced": len(found.unplaced)}
    )
    return Scene(
        frame.WIDTH,
        height,
        heading,
        _described(found, heading, lang),
        (*top, *drawn, *figures, *foot),
        lang,
        metrics=metrics,
    )


def _subtitle(plan: AccountPlan, lang: str) -> str:
    parts = [
        say(lang, "pipeline.subtitle"),
        say(lang, "pipeline.prospects", count=len(plan.pipeline)),
    ]
    if plan.as_of:
        parts.append(say(lang, "board.as_of", date=frame.day(plan.as_of, lang)))
    return " · ".join(parts)


def _described(found: Funnel, heading: str, lang: str) -> str:
    count = sum(len(step.prospects) for step in found.steps.values())
    said = [say(lang, "pipeline.described", title=heading, count=count)]
    said += [each.because for each in found.steps.values()]
    said += [each.because for each in found.gates.values()]
    said += [each.because for each in found.velocity.values()]
    return " ".join([*said, found.because])


def _funnel(found: Funnel, start: float, lang: str) -> tuple[list[Mark], float]:
    drawn: list[Mark] = [
        caps(say(lang, "pipeline.stage"), frame.MARGIN, start + 4),
        caps(say(lang, "pipeline.funnel"), MIDDLE, start + 4, "middle"),
    ]
    for key, x in (
        ("now", NOW),
        ("amount", AMOUNT),
        ("expected", EXPECTED),
        ("days", DAYS),
    ):
        drawn.append(caps(say(lang, f"pipeline.{key}"), x, start + 4, "end"))
    y = start + 18
    widths = _widths(found)
    for stage in WAY:
        gate = next((key for key, (_, end) in GATES.items() if end is stage), None)
        if gate:
            before = WAY[WAY.index(stage) - 1]
            drawn.append(
                _gate(found.gates[gate], widths[before], widths[stage], y, lang)
            )
            y += GATE
        drawn.append(_stage(found, found.steps[stage], widths[stage], y, lang))
        y += BAR
    drawn.append(_lost(found, y + 12, lang))
    return drawn, y + 12 + 34


def _widths(found: Funnel) -> dict[Stage, float]:
    most = max(1, *(found.steps[stage].reached for stage in WAY))
    return {
        stage: max((RIGHT - LEFT) * found.steps[stage].reached / most, LEAST)
        for stage in WAY
    }


def _stage(found: Funnel, step: FunnelStep, width: float, y: float, lang: str) -> Group:
    tone = flow.STAGES[step.stage]
    some = step.reached > 0
    bar = Box(
        MIDDLE - width / 2,
        y,
        width,
        BAR,
        tone.tint if some else style.PAPER,
        None if some else style.FAINT,
        0.9,
        9.0,
        () if some else style.DASH,
        solid=True,
    )
    middle, room = y + BAR / 2, LEFT - frame.MARGIN - 16
    marks: list[Mark] = [
        bar,
        line(
            f"{step.reached:,}",
            MIDDLE,
            middle + 7,
            20,
            tone.ink if some else style.MUTED,
            "semibold",
            "middle",
        ),
        fitted(
            label(step.stage, lang),
            frame.MARGIN,
            middle + 5.5,
            room,
            16,
            style.TEXT,
            "semibold",
        ),
        fitted(
            f"{len(step.prospects):,}",
            NOW,
            middle + 5,
            58,
            15,
            style.TEXT,
            "semibold",
            "end",
        ),
        _figure(step, step.amount, AMOUNT, middle, lang),
    ]
    if step.stage in found.velocity:
        marks += [
            _figure(step, step.expected, EXPECTED, middle, lang),
            *_days(found.velocity[step.stage], middle, lang),
        ]
    return Group(
        tuple(marks),
        f"stage {step.stage.value}",
        _told(found, step),
        ("stage", step.stage.value),
    )


def _figure(
    step: FunnelStep, amount: float | None, right: float, middle: float, lang: str
) -> Mark:
    if amount is not None:
        return fitted(
            money(amount), right, middle + 5, 118, 15, style.TEXT, "regular", "end"
        )
    text = say(lang, "pipeline.none") if step.prospects else "–"
    return fitted(text, right, middle + 4.5, 118, 13, style.MUTED, "regular", "end")


def _days(pace: Pace, middle: float, lang: str) -> list[Mark]:
    if pace.days is None:
        return [
            fitted(
                say(lang, "pipeline.none"),
                DAYS,
                middle + 4.5,
                110,
                13,
                style.MUTED,
                "regular",
                "end",
            )
        ]
    count = say(lang, "pipeline.from", count=pace.count)
    return [
        fitted(
            days(pace.days), DAYS, middle - 2, 110, 15, style.TEXT, "regular", "end"
        ),
        fitted(count, DAYS, middle + 15, 110, 11, style.MUTED, "regular", "end"),
    ]


def _told(found: Funnel, step: FunnelStep) -> str:
    said = [
        step.because,
        *([found.velocity[step.stage].because] if step.stage in found.velocity else []),
    ]
    named = [
        each.name if each.amount is None else f"{each.name} · {money(each.amount)}"
        for each in step.prospects
    ]
    return "\n".join([*said, *named])


def _gate(gate: Conversion, above: float, below: float, y: float, lang: str) -> Group:
    corners = [
        (MIDDLE - above / 2 + 9, y),
        (MIDDLE + above / 2 - 9, y),
        (MIDDLE + below / 2 - 9, y + GATE),
        (MIDDLE - below / 2 + 9, y + GATE),
    ]
    middle = y + GATE / 2
    known = gate.rate is not None
    rate = (
        percent(gate.rate, lang)
        if gate.rate is not None
        else say(lang, "pipeline.none")
    )
    size = 15 if known else 12
    wide = measure(rate, size, "semibold") + 24
    first, *others = corners
    name = line(
        gate.gate,
        frame.MARGIN,
        middle + 4.5,
        12,
        flow.GAIN.ink,
        "semibold",
        spacing=0.8,
        solid=True,
    )
    marks: list[Mark] = [
        Path(
            (("M", *first), *(("L", *corner) for corner in others), ("Z",)),
            fill=flow.STREAM,
        ),
        name,
        fitted(
            say(lang, f"pipeline.gate_{gate.gate}"),
            frame.MARGIN + name.width + 10,
            middle + 4.5,
            LEFT - frame.MARGIN - name.width - 26,
            12,
            style.MUTED,
        ),
        Box(
            MIDDLE - wide / 2,
            middle - 13,
            wide,
            26,
            style.PAPER,
            style.RULE if known else style.FAINT,
            1.0,
            13.0,
            () if known else style.DASH,
        ),
        line(
            rate,
            MIDDLE,
            middle + size / 3 + 0.2,
            size,
            style.TEXT if known else style.MUTED,
            "semibold",
            "middle",
        ),
    ]
    return Group(
        (*marks, *_fates(gate, middle, lang)),
        f"gate {gate.gate}",
        gate.because,
        ("gate",),
    )


def _fates(gate: Conversion, middle: float, lang: str) -> list[Mark]:
    """How many of how many went on, were lost, wait; to the right of the funnel."""
    if gate.rate is None:
        return []
    parts = [
        (
            say(lang, "pipeline.gate_counts", passed=gate.passed, reached=gate.reached),
            style.TEXT,
        )
    ]
    if gate.waiting:
        parts.append((say(lang, "pipeline.stay", count=gate.waiting), style.MUTED))
    if gate.lost:
        parts.append((say(lang, "pipeline.out", count=gate.lost), flow.LOSS))
    x = RIGHT + 22
    drawn: list[Mark] = []
    for place, (text, ink) in enumerate(parts):
        if place:
            drawn.append(
                line("·", x - 11, middle + 4.5, 12, style.MUTED, anchor="middle")
            )
        entry = line(text, x, middle + 4.5, 12, ink, solid=True)
        drawn.append(entry)
        x += entry.width + 22
    return drawn


def _lost(found: Funnel, y: float, lang: str) -> Group:
    """All who were lost, at the foot of the funnel."""
    step = found.steps[Stage.LOST]
    tone = flow.STAGES[Stage.LOST]
    said = [f"{say(lang, 'pipeline.lost_band')} {len(step.prospects):,}"]
    if found.unplaced:
        said.append(say(lang, "pipeline.lost_unplaced", count=len(found.unplaced)))
    text = line(
        " · ".join(said), MIDDLE, y + 19, 13, tone.ink, "semibold", "middle", solid=True
    )
    wide = text.width + 36
    marks: tuple[Mark, ...] = (
        Box(MIDDLE - wide / 2, y, wide, 28, tone.tint, radius=9.0, solid=True),
        text,
    )
    if step.amount is not None:
        marks = (
            *marks,
            fitted(
                money(step.amount), AMOUNT, y + 19, 118, 13, tone.ink, "regular", "end"
            ),
        )
    return Group(marks, "stage lost", _told(found, step), ("stage", "lost"))


def _figures(found: Funnel, lang: str) -> list[tuple[str, str | None, str | None]]:
    def shown(value: float | None) -> str | None:
        return None if value is None else money(value)

    cycle = (
        None
        if found.cycle is None
        else say(lang, "pipeline.cycle_days", days=days(found.cycle))
    )
    rate = None if found.win_rate is None else percent(found.win_rate, lang)
    paces = "\n".join(each.because for each in found.velocity.values())
    return [
        (say(lang, "pipeline.value"), shown(found.expected), found.because),
        (
            say(lang, "pipeline.value_period", period=found.period),
            shown(found.per_period),
            found.because,
        ),
        (
            say(lang, "pipeline.win_rate"),
            rate,
            "\n".join(each.because for each in found.gates.values()),
        ),
        (say(lang, "pipeline.cycle"), cycle, paces),
    ]
