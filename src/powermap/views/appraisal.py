"""How a seller is appraised: a bar for each rating against the line of the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap import style
from powermap.language import Percent, Reason
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene, Text
from powermap.scene.text import wrap
from powermap.style import flow
from powermap.views import figures, frame
from powermap.views.figures import fitted
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.judgment.appraisal import Appraisal, Attained, SourceAppraisal
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

HEAD = 33.0  # height of the head of a source
ROW = 33.0  # height of a rating
BAR = 14.0  # height of a bar
AFTER = 12.0  # between two sources
NAMES = 420.0  # where names end and bars begin
FIGURES = 960.0  # where bars end and figures begin
NAME_STEP = 17.0  # from line to line of a name
REMARK_STEP = 16.0  # from line to line of a comment
MOST = 2.0
"""A bar is no longer than twice the target; the figure beside it says how far it goes."""
BREAK = 26.0
"""How far before its end a bar that goes on is broken."""


def compose(
    judgment: Judgment, language: Language, *, title: str | None = None
) -> Scene:
    """The appraisal of a plan's seller as a scene."""
    appraisal = judgment.appraisal
    heading = figures.choose_title(title, _usual_title(judgment, language))
    subtitle = figures.join_subtitle(
        [language.say("appraisal.subtitle")], judgment.plan.as_of, language
    )
    top, start = frame.draw_heading(heading, subtitle, (), frame.RIGHT - 260)
    unit = _unit(appraisal)
    blocks, low = _draw_sources(appraisal, start + 26, unit, language)
    marks = (
        *top,
        _draw_whole(appraisal, language),
        *_draw_scale(appraisal, start + 14, unit, language),
        _draw_target(start + 26, low - AFTER, unit),
        *blocks,
    )
    return Scene(
        frame.WIDTH,
        max(frame.HEIGHT, low + frame.MARGIN - AFTER),
        heading,
        _description(appraisal, heading, language),
        marks,
        language.code,
        metrics=_metrics(appraisal),
    )


def _usual_title(judgment: Judgment, language: Language) -> str:
    seller = judgment.plan.seller
    if seller:
        return language.say("appraisal.of", seller=seller)
    return language.say("appraisal.title")


def _description(appraisal: Appraisal, heading: str, language: Language) -> str:
    sentences = [language.say("appraisal.described", title=heading)]
    for source in appraisal.sources.values():
        sentences.append(language.text(source.because))
    beyond = _beyond(appraisal)
    if beyond is not None:
        sentences.append(language.text(beyond))
    for attained in _ratings(appraisal):
        sentences.append(language.text(attained.because))
    sentences.append(language.text(appraisal.because))
    return " ".join(sentences)


def _metrics(appraisal: Appraisal) -> Metrics:
    ratings = _ratings(appraisal)
    return Metrics(
        {
            "ratings": len(ratings),
            "attainment": appraisal.attainment,
            "cut": sum(map(_is_cut, ratings)),
        }
    )


def _ratings(appraisal: Appraisal) -> list[Attained]:
    ratings: list[Attained] = []
    for source in appraisal.sources.values():
        ratings += source.ratings
    return ratings


def _is_cut(attained: Attained) -> bool:
    return (attained.attainment or 0.0) > MOST


def _beyond(appraisal: Appraisal) -> Reason | None:
    """That some bars go on, and how many; None when all are whole."""
    count = sum(map(_is_cut, _ratings(appraisal)))
    if count == 0:
        return None
    return Reason("appraisal.beyond", most=Percent(MOST), count=count)


def _unit(appraisal: Appraisal) -> float:
    """How wide the bar of the whole target is."""
    most = 1.0
    for attained in _ratings(appraisal):
        most = max(most, attained.attainment or 0.0)
    # A little room beyond the longest bar, but never beyond where bars are cut.
    return (FIGURES - NAMES) / min(most * 1.02, MOST)


def _draw_whole(appraisal: Appraisal, language: Language) -> Group:
    """The attainment over all sources, at the top right."""
    if appraisal.attainment is None:
        text = language.say("appraisal.unknown")
        size = 16.0
    else:
        text = language.percent(appraisal.attainment)
        size = 28.0
    figure = fitted(text, frame.RIGHT, 54, 170, size, style.TEXT, "semibold", "end")
    known = [
        source for source in appraisal.sources.values() if source.attainment is not None
    ]
    caption = line(
        language.say("appraisal.attainment", count=len(known)),
        frame.RIGHT,
        74,
        12,
        style.MUTED,
        anchor="end",
        solid=True,
    )
    tooltip = language.text(appraisal.because)
    return Group((figure, caption), "attainment", tooltip, ("figure",))


def _draw_scale(
    appraisal: Appraisal, y: float, unit: float, language: Language
) -> list[Text]:
    """The word over the line of the target, and that some bars go on."""
    target = line(
        language.say("appraisal.full"),
        NAMES + unit,
        y,
        11,
        style.MUTED,
        "semibold",
        "middle",
        solid=True,
    )
    beyond = _beyond(appraisal)
    if beyond is None:
        return [target]
    text = language.text(beyond)
    note = line(text, FIGURES, y, 11, style.MUTED, anchor="end", solid=True)
    return [target, note]


def _draw_target(top: float, low: float, unit: float) -> Box:
    return Box(NAMES + unit - 0.75, top, 1.5, low - top, style.FAINT)


def _draw_sources(
    appraisal: Appraisal, y: float, unit: float, language: Language
) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for source in appraisal.sources.values():
        marks.append(_draw_source(source, y, language))
        y += HEAD + 4
        if not source.ratings:
            text = language.say("appraisal.nothing")
            marks.append(line(text, frame.MARGIN, y + 18, 12, style.MUTED, solid=True))
            y += 28
        for place, attained in enumerate(source.ratings):
            key = f"rating {source.source.value} {place + 1}"
            row, y = _draw_rating(attained, key, y, unit, language)
            marks.append(row)
        y += AFTER
    return marks, y


def _draw_source(source: SourceAppraisal, y: float, language: Language) -> Group:
    """The head of a source: its name and its attainment."""
    width = frame.RIGHT - frame.MARGIN + 28
    ground = Box(frame.MARGIN - 14, y, width, HEAD, style.GROUND.tint, radius=8.0)
    name = fitted(
        language.label(source.source),
        frame.MARGIN,
        y + 22,
        NAMES - frame.MARGIN + 200,
        14.5,
        style.TEXT,
        "semibold",
    )
    share = _draw_share(source.attainment, y + 22, language)
    key = f"source {source.source.value}"
    classes = ("source", source.source.value)
    tooltip = language.text(source.because)
    return Group((ground, name, share), key, tooltip, classes)


def _draw_share(attainment: float | None, y: float, language: Language) -> Text:
    right = frame.RIGHT
    if attainment is None:
        text = language.say("appraisal.unknown")
        return line(text, right, y, 12, style.MUTED, anchor="end", solid=True)
    text = language.percent(attainment)
    return line(text, right, y, 14.5, style.TEXT, "semibold", "end", solid=True)


def _draw_rating(
    attained: Attained, key: str, y: float, unit: float, language: Language
) -> tuple[Group, float]:
    names = wrap(attained.rating.name, NAMES - frame.MARGIN - 24, 13.5)
    remarks = _remarks(attained, language)
    remark_lines = wrap(" · ".join(remarks), FIGURES - NAMES + 60, 12)
    middle = y + ROW / 2
    marks: list[Mark] = []
    for row, text in enumerate(names):
        at = middle + 4.5 + NAME_STEP * row
        marks.append(line(text, frame.MARGIN, at, 13.5, style.TEXT, solid=True))
    marks += _draw_bar(attained, middle, unit, language)
    height = ROW + NAME_STEP * (len(names) - 1)
    if remarks:
        height = max(height, ROW + REMARK_STEP * len(remark_lines) + 4)
        for row, text in enumerate(remark_lines):
            at = middle + 23 + REMARK_STEP * row
            marks.append(line(text, NAMES, at, 12, style.MUTED, solid=True))
    classes = ("rating", "cut") if _is_cut(attained) else ("rating",)
    tooltip = figures.join_lines([attained.because, *remarks], language)
    return Group(tuple(marks), key, tooltip, classes), y + height


def _remarks(attained: Attained, language: Language) -> list[str]:
    """Who rated, and the comment."""
    rating = attained.rating
    remarks = []
    if rating.by:
        remarks.append(language.say("appraisal.by", by=rating.by))
    if rating.comment:
        remarks.append(rating.comment.replace("\n", " "))
    return remarks


def _draw_bar(
    attained: Attained, middle: float, unit: float, language: Language
) -> list[Mark]:
    if attained.attainment is None:
        return _draw_unknown_bar(attained, middle, unit, language)
    tone = flow.MET if attained.attainment >= 1 else flow.UNMET
    top = middle - BAR / 2
    width = max(min(attained.attainment * unit, FIGURES - NAMES), 2.0)
    radius = min(4.0, width / 2)
    marks: list[Mark] = [
        Box(NAMES, top, unit, BAR, flow.TRACK, radius=4.0),
        Box(NAMES, top, width, BAR, tone.tint, radius=radius),
    ]
    if _is_cut(attained):
        marks += _draw_break(middle, tone.ink)
    share = language.percent(attained.attainment)
    right = FIGURES + 76
    marks.append(
        line(share, right, middle + 5, 14, tone.ink, "semibold", "end", solid=True)
    )
    marks.append(_draw_reached(attained, right + 20, middle, language))
    return marks


def _draw_unknown_bar(
    attained: Attained, middle: float, unit: float, language: Language
) -> list[Mark]:
    bar = Box(
        NAMES,
        middle - BAR / 2,
        unit,
        BAR,
        style.PAPER,
        style.FAINT,
        0.9,
        4.0,
        style.DASH,
    )
    return [bar, _draw_reached(attained, FIGURES + 10, middle, language)]


def _draw_reached(
    attained: Attained, left: float, middle: float, language: Language
) -> Text:
    """What was reached of which target, from `left` to the edge of the page."""
    room = frame.RIGHT - left
    text = _reached(attained, language)
    return fitted(
        text, frame.RIGHT, middle + 4.5, room, 12, style.MUTED, "regular", "end"
    )


def _reached(attained: Attained, language: Language) -> str:
    actual = attained.rating.actual
    target = attained.rating.target
    if actual is None or target is None:
        return language.say("appraisal.unknown")
    return language.say(
        "appraisal.reached",
        actual=language.number(actual),
        target=language.number(target),
    )


def _draw_break(middle: float, ink: str) -> list[Mark]:
    """A slanted gap through a bar that goes on, as on a broken axis."""
    left = FIGURES - BREAK
    top = middle - BAR / 2 - 3
    low = middle + BAR / 2 + 3
    gap = (
        ("M", left + 6, top),
        ("L", left + 12, top),
        ("L", left + 6, low),
        ("L", left, low),
        ("Z",),
    )
    marks: list[Mark] = [Path(gap, fill=style.PAPER)]
    for x in (left, left + 6):
        edge = (("M", x + 6, top), ("L", x, low))
        marks.append(Path(edge, stroke=ink, stroke_width=1.2))
    return marks
