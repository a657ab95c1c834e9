"""The ratings of an appraisal as rows with bars."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
    from powermap.views.page import Page

BAR = 14.0  # height of a bar
NAME_STEP = 17.0  # from line to line of a name
REMARK_STEP = 16.0  # from line to line of a comment
MOST = 2.0
"""A bar is no longer than twice the target; the figure beside it says how far it goes."""
MOST_SPREAD = 14.0
"""Points more of a row where a page has height left."""
BREAK = 26.0
"""How far before its end a bar that goes on is broken."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row stand, and how high rows are.

    Attributes
    ----------
    names : float
        Where names end and bars begin.
    figures : float
        Where bars end and figures begin.
    right : float
        Where the page ends.
    row, head, after : float
        Height of a rating, of the head of a source, and free below a source.
    unit : float
        How wide the bar of the whole target is.
    """

    names: float
    figures: float
    right: float
    row: float
    head: float
    after: float
    unit: float = 0.0

    def spread(self, spare: float, rows: int) -> Columns:
        """With higher rows, where so many of them leave height on the page."""
        more = min(spare / max(rows, 1), MOST_SPREAD)
        return replace(self, row=self.row + more, head=self.head + more / 2)

    @classmethod
    def of(cls, page: Page, *, is_low: bool = False) -> Columns:
        """The columns of a page; low rows where the usual ones do not fit."""
        figures = page.right - page.between(196, 284)
        names = page.between(232, 420)
        if is_low:
            return cls(names, figures, page.right, 25.0, 26.0, 6.0)
        return cls(names, figures, page.right, 33.0, 33.0, 12.0)


def is_cut(attained: Attained) -> bool:
    """Whether the bar of a rating is cut off."""
    return (attained.attainment or 0.0) > MOST


def draw_rating(
    attained: Attained, key: str, y: float, columns: Columns, language: Language
) -> tuple[Group, float]:
    """A rating with its bar and comments; and where it ends."""
    names = wrap(attained.rating.name, columns.names - frame.MARGIN - 24, 13.5)
    remarks = _remarks(attained, language)
    remark_lines = wrap(" · ".join(remarks), columns.figures - columns.names + 60, 12)
    middle = y + columns.row / 2
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
    marks += _draw_bar(attained, middle, columns, language)
    height = columns.row + NAME_STEP * (len(names) - 1)
    if remarks:
        height = max(height, columns.row + REMARK_STEP * len(remark_lines) + 4)
        for row, text in enumerate(remark_lines):
            at = middle + 23 + REMARK_STEP * row
            marks.append(line(text, columns.names, at, 12, style.MUTED, solid=True))
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
    attained: Attained, middle: float, columns: Columns, language: Language
) -> list[Mark]:
    # No bar of length 0: unknown is not the same as nothing reached.
    if attained.attainment is None:
        return _draw_unknown_bar(attained, middle, columns, language)
    tone = flow.MET if attained.attainment >= 1 else flow.UNMET
    top = middle - BAR / 2
    # Two points at least, so that 1% can be told from nothing.
    longest = columns.figures - columns.names
    width = max(min(attained.attainment * columns.unit, longest), 2.0)
    radius = min(4.0, width / 2)
    marks: list[Mark] = [
        Box(
            columns.names,
            top,
            columns.unit,
            BAR,
            flow.TRACK,
            radius=4.0,
        ),
        Box(
            columns.names,
            top,
            width,
            BAR,
            tone.tint,
            radius=radius,
        ),
    ]
    if is_cut(attained):
        marks += _draw_break(middle, columns.figures, tone.ink)
    share = language.percent(attained.attainment)
    right = columns.figures + 66
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
    marks.append(_draw_reached(attained, (right + 14, columns.right), middle, language))
    return marks


def _draw_unknown_bar(
    attained: Attained, middle: float, columns: Columns, language: Language
) -> list[Mark]:
    bar = Box(
        columns.names,
        middle - BAR / 2,
        columns.unit,
        BAR,
        style.PAPER,
        style.FAINT,
        0.9,
        4.0,
        style.DASH,
    )
    ends = (columns.figures + 10, columns.right)
    return [bar, _draw_reached(attained, ends, middle, language)]


def _draw_reached(
    attained: Attained,
    ends: tuple[float, float],
    middle: float,
    language: Language,
) -> Text:
    """What was reached of which target, between two ends."""
    left, right = ends
    room = right - left
    text = _reached(attained, language)
    return fitted(text, right, middle + 4.5, room, 12, style.MUTED, "regular", "end")


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


def _draw_break(middle: float, end: float, ink: str) -> list[Mark]:
    """A slanted gap through a bar that goes on, as on a broken axis."""
    left = end - BREAK
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
