"""The ratings of an appraisal as rows with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Mark, Path, Text
from powermap.scene.text import wrap
from powermap.style import flow
from powermap.views import figures, frame
from powermap.views.figures import fitted
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.judgment.appraisal import Attained
    from powermap.language import Language

ROW = 33.0  # height of a rating
BAR = 14.0  # height of a bar
NAMES = 420.0  # where names end and bars begin
FIGURES = 960.0  # where bars end and figures begin
NAME_STEP = 17.0  # from line to line of a name
REMARK_STEP = 16.0  # from line to line of a comment
MOST = 2.0
"""A bar is no longer than twice the target; the figure beside it says how far it goes."""
BREAK = 26.0
"""How far before its end a bar that goes on is broken."""


def is_cut(attained: Attained) -> bool:
    """Whether the bar of a rating is cut off."""
    return (attained.attainment or 0.0) > MOST


def draw_rating(
    attained: Attained, key: str, y: float, unit: float, language: Language
) -> tuple[Group, float]:
    """A rating with its bar and comments; and where it ends."""
    names = wrap(attained.rating.name, NAMES - frame.MARGIN - 24, 13.5)
    remarks = _remarks(attained, language)
    remark_lines = wrap(" · ".join(remarks), FIGURES - NAMES + 60, 12)
    middle = y + ROW / 2
    marks: list[Mark] = []
    for row, text in enumerate(names):
        at = middle + 4.5 + NAME_STEP * row
        marks.append(
            line(
                text,
                frame.MARGIN,
                at,
                13.5,
                style.TEXT,
                solid=True,
            )
        )
    marks += _draw_bar(attained, middle, unit, language)
    height = ROW + NAME_STEP * (len(names) - 1)
    if remarks:
        height = max(height, ROW + REMARK_STEP * len(remark_lines) + 4)
        for row, text in enumerate(remark_lines):
            at = middle + 23 + REMARK_STEP * row
            marks.append(line(text, NAMES, at, 12, style.MUTED, solid=True))
    classes = ("rating", "cut") if is_cut(attained) else ("rating",)
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
    # No bar of length 0: unknown is not the same as nothing reached.
    if attained.attainment is None:
        return _draw_unknown_bar(attained, middle, unit, language)
    tone = flow.MET if attained.attainment >= 1 else flow.UNMET
    top = middle - BAR / 2
    # Two points at least, so that 1% can be told from nothing.
    width = max(min(attained.attainment * unit, FIGURES - NAMES), 2.0)
    radius = min(4.0, width / 2)
    marks: list[Mark] = [
        Box(
            NAMES,
            top,
            unit,
            BAR,
            flow.TRACK,
            radius=4.0,
        ),
        Box(
            NAMES,
            top,
            width,
            BAR,
            tone.tint,
            radius=radius,
        ),
    ]
    if is_cut(attained):
        marks += _draw_break(middle, tone.ink)
    share = language.percent(attained.attainment)
    right = FIGURES + 76
    marks.append(
        line(
            share,
            right,
            middle + 5,
            14,
            tone.ink,
            "semibold",
            "end",
            solid=True,
        )
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
    key = "reached_low" if attained.rating.lower_is_better else "reached"
    return language.say(
        f"appraisal.{key}",
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
