"""How a seller is judged: a bar for each rating under its source, against the line of the target."""

from __future__ import annotations

from powermap import style
from powermap.judgment.appraisal import (
    Appraisal,
    Attained,
    SourceAppraisal,
    appraise,
    plain,
)
from powermap.judgment.pipeline import percent
from powermap.language import label, say
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.subject import plan_of
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene
from powermap.scene.text import wrap
from powermap.style import flow
from powermap.views import figures as tiles, frame
from powermap.views.figures import fitted
from powermap.views.frame import line

HEAD, ROW, BAR, AFTER = 33.0, 33.0, 14.0, 12.0
NAMES, FIGURES = 420.0, 960.0
"""Where names end and bars begin; where bars end and figures begin."""
COMMENT = 16.0


def compose(
    plan: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Scene:
    """The appraisal of a plan's seller as a scene."""
    plan = plan_of(plan)
    found = appraise(plan, lang=lang)
    usual = (
        say(lang, "appraisal.of", seller=plan.seller)
        if plan.seller
        else say(lang, "appraisal.title")
    )
    heading = tiles.titled(title, usual)
    parts = [say(lang, "appraisal.subtitle")]
    if plan.as_of:
        parts.append(say(lang, "board.as_of", date=frame.day(plan.as_of, lang)))
    top, start = frame.headed(heading, " · ".join(parts), (), frame.RIGHT - 260)
    most = max(
        [
            1.0,
            *(
                each.attainment
                for judged in found.sources.values()
                for each in judged.ratings
                if each.attainment
            ),
        ]
    )
    unit = (FIGURES - NAMES) / min(max(most, 1.0) * 1.02, MOST)
    drawn: list[Mark] = [*top, *_whole(found, lang)]
    y = start + 14
    drawn.append(
        line(
            say(lang, "appraisal.full"),
            NAMES + unit,
            y,
            11,
            style.MUTED,
            "semibold",
            "middle",
            solid=True,
        )
    )
    cut = sum(
        _cut(each) for judged in found.sources.values() for each in judged.ratings
    )
    beyond = say(lang, "appraisal.beyond", most=percent(MOST, lang), count=cut)
    if cut:
        drawn.append(
            line(beyond, FIGURES, y, 11, style.MUTED, anchor="end", solid=True)
        )
    y += 12
    first = y
    blocks: list[Mark] = []
    for judged in found.sources.values():
        block, y = _source(judged, y, unit, lang)
        blocks += block
    target = Box(NAMES + unit - 0.75, first, 1.5, y - first - AFTER, style.FAINT)
    said = [
        say(lang, "appraisal.described", title=heading),
        *(each.because for each in found.sources.values()),
    ]
    said += [beyond] if cut else []
    said += [
        each.because for judged in found.sources.values() for each in judged.ratings
    ]
    metrics = Metrics(
        {"ratings": len(plan.appraisal), "attainment": found.attainment, "cut": cut}
    )
    height = max(frame.HEIGHT, y + frame.MARGIN - AFTER)
    text = " ".join([*said, found.because])
    return Scene(
        frame.WIDTH,
        height,
        heading,
        text,
        (*drawn, target, *blocks),
        lang,
        metrics=metrics,
    )


MOST = 2.0
"""A bar is no longer than twice the target; what goes on is broken off, and the figure beside it says how far."""
BREAK = 26.0
"""How far before its end a bar is broken."""


def _whole(found: Appraisal, lang: str) -> tuple[Mark, ...]:
    attainment = found.attainment
    count = sum(each.attainment is not None for each in found.sources.values())
    text = (
        percent(attainment, lang)
        if attainment is not None
        else say(lang, "appraisal.unknown")
    )
    figure = fitted(
        text,
        frame.RIGHT,
        54,
        170,
        28 if attainment is not None else 16,
        style.TEXT,
        "semibold",
        "end",
    )
    name = line(
        say(lang, "appraisal.attainment", count=count),
        frame.RIGHT,
        74,
        12,
        style.MUTED,
        anchor="end",
        solid=True,
    )
    return (Group((figure, name), "attainment", found.because, ("figure",)),)


def _source(
    judged: SourceAppraisal, y: float, unit: float, lang: str
) -> tuple[list[Mark], float]:
    known = judged.attainment is not None
    figure = (
        percent(judged.attainment, lang)
        if judged.attainment is not None
        else say(lang, "appraisal.unknown")
    )
    ground = Box(
        frame.MARGIN - 14,
        y,
        frame.RIGHT - frame.MARGIN + 28,
        HEAD,
        style.GROUND.tint,
        radius=8.0,
    )
    name = fitted(
        label(judged.source, lang),
        frame.MARGIN,
        y + 22,
        NAMES - frame.MARGIN + 200,
        14.5,
        style.TEXT,
        "semibold",
    )
    share = line(
        figure,
        frame.RIGHT,
        y + 22,
        14.5 if known else 12,
        style.TEXT if known else style.MUTED,
        "semibold" if known else "regular",
        "end",
        solid=True,
    )
    drawn: list[Mark] = [
        Group(
            (ground, name, share),
            f"source {judged.source.value}",
            judged.because,
            ("source", judged.source.value),
        )
    ]
    y += HEAD + 4
    if not judged.ratings:
        drawn.append(
            line(
                say(lang, "appraisal.nothing"),
                frame.MARGIN,
                y + 18,
                12,
                style.MUTED,
                solid=True,
            )
        )
        return drawn, y + 28 + AFTER
    for place, each in enumerate(judged.ratings):
        row, y = _rating(
            each, f"rating {judged.source.value} {place + 1}", y, unit, lang
        )
        drawn.append(row)
    return drawn, y + AFTER


def _rating(
    each: Attained, key: str, y: float, unit: float, lang: str
) -> tuple[Group, float]:
    rating = each.rating
    names = wrap(rating.name, NAMES - frame.MARGIN - 24, 13.5)
    said = [say(lang, "appraisal.by", by=rating.by)] if rating.by else []
    said += [rating.comment.replace("\n", " ")] if rating.comment else []
    remarks = wrap(" · ".join(said), FIGURES - NAMES + 60, 12) if said else ()
    middle = y + ROW / 2
    marks: list[Mark] = [
        line(text, frame.MARGIN, middle + 4.5 + 17 * row, 13.5, style.TEXT, solid=True)
        for row, text in enumerate(names)
    ]
    marks += _bar(each, middle, unit, lang)
    marks += [
        line(text, NAMES, middle + 23 + COMMENT * row, 12, style.MUTED, solid=True)
        for row, text in enumerate(remarks)
    ]
    tall = max(
        ROW + 17 * (len(names) - 1),
        ROW + COMMENT * len(remarks) + (4 if remarks else 0),
    )
    told = "\n".join([each.because, *said])
    return Group(
        tuple(marks), key, told, ("rating", *(["cut"] if _cut(each) else []))
    ), y + tall


def _bar(each: Attained, middle: float, unit: float, lang: str) -> list[Mark]:
    if each.attainment is None:
        wide = unit
        dashed = Box(
            NAMES,
            middle - BAR / 2,
            wide,
            BAR,
            style.PAPER,
            style.FAINT,
            0.9,
            4.0,
            style.DASH,
        )
        words = fitted(
            _given(each, lang),
            frame.RIGHT,
            middle + 4.5,
            frame.RIGHT - FIGURES - 10,
            12,
            style.MUTED,
            "regular",
            "end",
        )
        return [dashed, words]
    tone = flow.MET if each.attainment >= 1 else flow.UNMET
    wide = max(min(each.attainment * unit, FIGURES - NAMES), 2.0)
    track = Box(NAMES, middle - BAR / 2, unit, BAR, flow.TRACK, radius=4.0)
    figure = line(
        percent(each.attainment, lang),
        FIGURES + 76,
        middle + 5,
        14,
        tone.ink,
        "semibold",
        "end",
        solid=True,
    )
    given = say(
        lang,
        "appraisal.reached",
        actual=plain(each.rating.actual),
        target=plain(each.rating.target),
    )
    words = fitted(
        given,
        frame.RIGHT,
        middle + 4.5,
        frame.RIGHT - FIGURES - 96,
        12,
        style.MUTED,
        "regular",
        "end",
    )
    bar = Box(NAMES, middle - BAR / 2, wide, BAR, tone.tint, radius=min(4.0, wide / 2))
    return [
        track,
        bar,
        *(_broken(middle, tone.ink) if _cut(each) else ()),
        figure,
        words,
    ]


def _cut(each: Attained) -> bool:
    return (each.attainment or 0.0) > MOST


def _broken(middle: float, ink: str) -> tuple[Path, ...]:
    """A slanted gap through a bar that goes on, as on a broken axis."""
    x, top, bottom = FIGURES - BREAK, middle - BAR / 2 - 3, middle + BAR / 2 + 3
    gap = (
        ("M", x + 6, top),
        ("L", x + 12, top),
        ("L", x + 6, bottom),
        ("L", x, bottom),
        ("Z",),
    )
    edges = [(("M", left + 6, top), ("L", left, bottom)) for left in (x, x + 6)]
    return (
        Path(gap, fill=style.PAPER),
        *(Path(edge, stroke=ink, stroke_width=1.2) for edge in edges),
    )


def _given(each: Attained, lang: str) -> str:
    """What is there of a rating without an attainment."""
    rating = each.rating
    if rating.actual is not None and rating.target is not None:
        return say(
            lang,
            "appraisal.reached",
            actual=plain(rating.actual),
            target=plain(rating.target),
        )
    return say(lang, "appraisal.unknown")
