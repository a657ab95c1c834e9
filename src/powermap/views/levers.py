"""What each lever brings: bars from the present value, the longest first."""

from __future__ import annotations

from collections.abc import Sequence

from powermap import style
from powermap.judgment.levers import Lever, levers
from powermap.judgment.pipeline import money, percent, pipeline
from powermap.language import say
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Improvement as WhatIf
from powermap.model.subject import plan_of
from powermap.scene.marks import Box, Group, Mark, Metrics, Scene
from powermap.scene.text import elide, measure, wrap
from powermap.style import flow
from powermap.views import figures as tiles, frame
from powermap.views.figures import fitted
from powermap.views.frame import line

ROW, MOST, BAR = 64.0, 80.0, 28.0
NAMES = 366.0
"""Where the names of the levers end."""


def compose(
    plan: AccountPlan | BuyingCenter,
    changes: Sequence[WhatIf] | None = None,
    *,
    title: str | None = None,
    lang: str = "en",
) -> Scene:
    """The tornado of levers as a scene."""
    plan = plan_of(plan)
    found = levers(plan, changes, lang=lang)
    heading = tiles.titled(title, say(lang, "lever.title"))
    known = [each for each in found if each.gain is not None]
    unknown = [each for each in found if each.gain is None]
    per_period = any(each.per_period for each in found)
    kind = say(
        lang,
        "lever.subtitle_period" if per_period else "lever.subtitle",
        period=pipeline(plan).period,
    )
    date = (
        [say(lang, "board.as_of", date=frame.day(plan.as_of, lang))]
        if plan.as_of
        else []
    )
    top, start = frame.headed(heading, " · ".join([kind, *date]), ())
    drawn, y = (
        _bars(known, start + 16, _pitch(len(known), crowded=bool(unknown)), lang)
        if known
        else ([], start - 8)
    )
    rest, y = _unknown(unknown, y + 20, lang) if unknown else ([], y)
    if not known:
        funnel = pipeline(plan, lang=lang)
        reason = say(lang, "lever.nothing") if not found else funnel.because
        if not found or funnel.expected is None:
            rest, y = [tiles.empty(reason, start, "nothing")], start + 84
    said = [
        say(lang, "lever.described", title=heading),
        *(f"{each.name}: {each.because}" for each in found),
    ]
    height = max(frame.HEIGHT, y + frame.MARGIN)
    metrics = Metrics({"levers": len(found), "computed": len(known)})
    return Scene(
        frame.WIDTH,
        height,
        heading,
        " ".join(said),
        (*top, *drawn, *rest),
        lang,
        metrics=metrics,
    )


def _pitch(count: int, *, crowded: bool) -> float:
    """From row to row: as airy as the standard page allows."""
    return (
        ROW
        if crowded
        else max(ROW, min(MOST, (frame.HEIGHT - frame.MARGIN - 130) / count))
    )


def _bars(
    found: Sequence[Lever], y: float, pitch: float, lang: str
) -> tuple[list[Mark], float]:
    """Bars to the right of the present value for more, to its left for less."""
    words = {id(each): _gain(each, lang) for each in found}
    room = max(measure(text, 15, "semibold") for text in words.values()) + 12
    gains = [each.gain or 0.0 for each in found]
    most, least = max(*gains, 0.0), min(*gains, 0.0)
    left, right = NAMES + 20 + (room if least < 0 else 0), frame.RIGHT - room
    unit = (right - left) / ((most - least) or 1.0)
    zero = left - least * unit
    low = y + 18 + pitch * len(found)
    base = found[0].before or 0.0
    drawn: list[Mark] = [_now(say(lang, "lever.now", value=money(base)), zero, y)]
    drawn.append(Box(zero - 0.75, y + 10, 1.5, low - y - 10, style.FAINT))
    for place, each in enumerate(found):
        middle = y + 18 + pitch * (place + 0.5)
        drawn.append(
            _row(
                each,
                f"lever {place + 1}",
                words[id(each)],
                zero,
                unit,
                middle,
                lang,
                told=not least,
            )
        )
    return drawn, low


def _now(text: str, zero: float, y: float) -> Mark:
    half = measure(text, 12, "semibold") / 2
    x = min(max(zero, NAMES + 20 + half), frame.RIGHT - half)
    return line(text, x, y + 2, 12, style.MUTED, "semibold", "middle", solid=True)


def _gain(lever: Lever, lang: str) -> str:
    gain = lever.gain or 0.0
    if not gain:
        return "0"
    sign = "+" if gain > 0 else "−"
    share = (
        f" ({sign}{percent(abs(gain) / lever.before, lang)})" if lever.before else ""
    )
    return f"{sign}{money(abs(gain))}{share}"


def _row(
    lever: Lever,
    key: str,
    text: str,
    zero: float,
    unit: float,
    middle: float,
    lang: str,
    *,
    told: bool,
) -> Group:
    gain = lever.gain or 0.0
    tone = flow.GAIN if gain >= 0 else flow.HARM
    wide = max(abs(gain) * unit, 2.0)
    middle -= 9 if told else 0
    x = zero if gain >= 0 else zero - wide
    end, anchor = (
        (zero + wide + 10, "start") if gain >= 0 else (zero - wide - 10, "end")
    )
    marks: tuple[Mark, ...] = (
        *_name(lever, middle, lang),
        Box(
            x,
            middle - BAR / 2,
            wide,
            BAR,
            tone.tint,
            radius=min(4.0, wide / 2),
            solid=True,
        ),
        line(text, end, middle + 5.2, 15, tone.ink, "semibold", anchor, solid=True),  # type: ignore[arg-type]
    )
    how = (_how(lever, zero, middle + 9),) if told else ()
    told_of = f"{lever.name}\n{lever.because}"
    return Group((*marks, *how), key, told_of, ("lever", lever.change.group))


def _how(lever: Lever, left: float, middle: float) -> Mark:
    """How it comes about, under the bar."""
    text = elide(lever.how, frame.RIGHT - left - 10, 12)
    return line(text, left + 10, middle + 23, 12, style.MUTED, solid=True)


def _name(lever: Lever, middle: float, lang: str) -> tuple[Mark, ...]:
    room = NAMES - frame.MARGIN - 8
    return (
        fitted(lever.name, frame.MARGIN, middle - 1, room, 15, style.TEXT, "semibold"),
        fitted(
            say(lang, f"lever.group_{lever.change.group}"),
            frame.MARGIN,
            middle + 17,
            room,
            12,
            style.MUTED,
        ),
    )


def _unknown(found: Sequence[Lever], y: float, lang: str) -> tuple[list[Mark], float]:
    """Those that cannot be computed, each with what is missing."""
    inner = frame.RIGHT - NAMES - 20
    rows = [wrap(each.because, inner - 20, 12) for each in found]
    tall = [max(44.0, 24 + 17.0 * len(lines)) for lines in rows]
    whole = 46 + sum(tall) + 6
    ground = Box(
        frame.MARGIN - 14,
        y,
        frame.RIGHT - frame.MARGIN + 28,
        whole,
        style.NO_ROLE.tint,
        style.FAINT,
        0.9,
        12.0,
        style.DASH,
    )
    drawn: list[Mark] = [
        ground,
        line(
            say(lang, "lever.not_computable"),
            frame.MARGIN + 4,
            y + 28,
            14,
            style.NO_ROLE.ink,
            "semibold",
            solid=True,
        ),
    ]
    at = y + 46
    for place, (each, lines, height) in enumerate(
        zip(found, rows, tall, strict=True), 1
    ):
        middle = at + height / 2
        first = middle + 4 - 8.5 * (len(lines) - 1)
        name = fitted(
            each.name,
            frame.MARGIN + 4,
            middle + 4,
            NAMES - frame.MARGIN - 12,
            14,
            style.TEXT,
            "semibold",
        )
        words = [
            line(text, NAMES + 20, first + 17 * row, 12, style.MUTED, solid=True)
            for row, text in enumerate(lines)
        ]
        group = Group(
            (name, *words),
            f"unknown lever {place}",
            f"{each.name}\n{each.because}",
            ("lever", "unknown"),
        )
        drawn.append(group)
        at += height
    return drawn, y + whole
