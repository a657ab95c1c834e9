"""The frame of every picture: page, heading, legend and the two axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Stakeholder, Stance
from powermap.model.fields import fields_by_name
from powermap.scene.marks import (
    Anchor,
    Detail,
    Group,
    Mark,
    Path,
    Point,
    Rectangle,
    Text,
    Weight,
)
from powermap.scene.text import measure, wrap, wrap_facts
from powermap.views import page as pages
from powermap.views.page import STANDARD, Page

if TYPE_CHECKING:
    from powermap.language import Language

WIDTH = pages.WIDTH  # of the standard page, in points
HEIGHT = pages.HEIGHT  # of the standard page
MARGIN = pages.MARGIN  # between the content and the edges of the page
LEFT = pages.LEFT  # left edge of a plot
RIGHT = WIDTH - MARGIN  # right edge of a plot
BELOW = 60.0  # height that the lower axis needs under a plot

TITLE = 24.0  # font size
# Baselines in points from the top of the page.
TITLE_BASELINE = 46.0
TITLE_STEP = 30.0  # from one line of the title to the next
SUBTITLE = 13.0  # font size
SUBTITLE_STEP = 18.0
SUBTITLE_BELOW = 22.0  # from the last line of the title to the subtitle
AFTER_HEADING = 28.0  # from the last line of the subtitle to the plot
BEFORE_LEGEND = 32.0  # between the title and the legend

BETWEEN_FACTS = " · "
"""What stands between the facts of a subtitle, and where it breaks."""
LEAST_TITLE = 0.42  # of the width that a title needs beside the legend
MESSAGE = 14.0  # font size
MESSAGE_STEP = 19.0
MESSAGE_BELOW = 24.0  # from the subtitle to the message

LEGEND = 12.5  # font size
LEGEND_ROW = 25.0  # from one line of a legend to the next
AFTER_SIGN = 7.0  # between a sign of the legend and its words
BETWEEN_ENTRIES = 15.0
LEGEND_BASELINE = 48.0
LEGEND_MIDDLE = 43.5  # of the signs, which stand at half the height of the words

AXIS_NAME = 12.0  # font size
AXIS_END = 12.5  # font size
AXIS_SPACING = 1.4  # between the capitals of an axis name
AXIS_INSET = 4.0  # from the edge of the plot to the word at the end of an axis
AXIS_ARROW_GAP = 14.0  # between that word and the arrow
SHORTEST_ARROW = 36.0


def line(
    content: str,
    x: float,
    y: float,
    size: float,
    ink: str,
    weight: Weight = "regular",
    anchor: Anchor = "start",
    *,
    spacing: float = 0.0,
    rotate: float = 0.0,
    solid: bool = False,
) -> Text:
    """A measured line of text."""
    width = measure(content, size, weight, spacing)
    return Text(
        x,
        y,
        content,
        size=size,
        ink=ink,
        width=width,
        weight=weight,
        anchor=anchor,
        spacing=spacing,
        rotate=rotate,
        solid=solid,
    )


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of a legend.

    `draw` draws its sign around a point, `text` names it, `wide` is the width of the
    sign, `explains` the option of a filter that the sign stands for.
    """

    draw: Callable[[float, float], tuple[Mark, ...]]
    text: str
    wide: float = 18.0
    explains: Detail | None = None


def draw_heading(
    title: str,
    subtitle: str,
    keys: Sequence[Key],
    right: float | None = None,
    page: Page = STANDARD,
) -> tuple[tuple[Mark, ...], float]:
    """Title, subtitle, message and a legend up to `right`; and where the plot may begin.

    The legend stands beside the title where that leaves the title enough room, else in
    lines of its own below.
    """
    if right is None:
        right = page.right
    if not page.legend:
        keys = ()
    if page.part is not None and page.part != (1, 1):
        number, count = page.part
        title = f"{title} · {number}/{count}"
    full = right - MARGIN
    room = full - _legend_width(keys) - BEFORE_LEGEND if keys else full
    is_beside = room >= full * LEAST_TITLE
    if not is_beside:
        room = full
    marks, y = _draw_titles(title, subtitle, room, page)
    legend: tuple[Mark, ...] = ()
    if page.message:
        message, y = _draw_lines(
            page.message, y + MESSAGE_BELOW, full, MESSAGE, MESSAGE_STEP, style.TEXT
        )
        marks += message
    if is_beside:
        legend = _draw_legend(keys, right)
    else:
        legend, y = _draw_legend_rows(keys, y + LEGEND_ROW, full)
    return (*marks, *legend), y + AFTER_HEADING


def _draw_titles(
    title: str, subtitle: str, room: float, page: Page
) -> tuple[list[Mark], float]:
    """The lines of the title and the subtitle; and the baseline of the last one."""
    marks, y = _draw_lines(
        title, TITLE_BASELINE, room, TITLE, TITLE_STEP, style.TEXT, "semibold"
    )
    if page.subtitle is not None:
        subtitle = page.subtitle
    if not subtitle:
        return marks, y
    lines = wrap_facts(subtitle.split(BETWEEN_FACTS), BETWEEN_FACTS, room, SUBTITLE)
    first = y + SUBTITLE_BELOW
    for row, text in enumerate(lines):
        below = first + SUBTITLE_STEP * row
        marks.append(line(text, MARGIN, below, SUBTITLE, style.MUTED))
    return marks, first + SUBTITLE_STEP * (len(lines) - 1)


def _draw_lines(
    content: str,
    y: float,
    room: float,
    size: float,
    step: float,
    ink: str,
    weight: Weight = "regular",
) -> tuple[list[Mark], float]:
    """A text wrapped at the left margin; and the baseline of its last line."""
    marks: list[Mark] = []
    lines = wrap(content, room, size, weight)
    for row, text in enumerate(lines):
        marks.append(line(text, MARGIN, y + step * row, size, ink, weight))
    return marks, y + step * (len(lines) - 1)


def draw_keys(keys: Sequence[Key], right: float) -> tuple[Mark, ...]:
    """The entries of a legend in one line that ends at `right`, as in the heading."""
    return _draw_legend(keys, right)


def stance_keys(people: Iterable[Stakeholder], language: Language) -> list[Key]:
    """The legend of the stances that occur, the unknown one last."""
    occurring = {person.stance for person in people}
    title = fields_by_name("people")["stance"].title_in(language)
    keys = []
    for place, stance in enumerate((*Stance, None)):
        if stance in occurring:
            name = stance_name(stance, language)
            meaning = Detail(title, name, place)
            draw = partial(_draw_stance, stance)
            keys.append(Key(draw, name, explains=meaning))
    return keys


def stance_name(stance: Stance | None, language: Language) -> str:
    """The name of a stance, or that it is unknown."""
    if stance is None:
        return language.say("common.unknown")
    return language.label(stance)


def _draw_stance(stance: Stance | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.stance_disc(stance, x, y, 9)


def _entry_width(key: Key) -> float:
    return key.wide + AFTER_SIGN + measure(key.text, LEGEND)


def _legend_width(keys: Sequence[Key]) -> float:
    """What the entries take in one line."""
    gaps = BETWEEN_ENTRIES * (len(keys) - 1)
    return sum(map(_entry_width, keys)) + gaps


def _draw_legend(keys: Sequence[Key], right: float) -> tuple[Mark, ...]:
    """The entries beside the title, up to `right`."""
    marks = []
    x = right - _legend_width(keys)
    for key in keys:
        marks.append(_draw_entry(key, x, LEGEND_BASELINE))
        x += _entry_width(key) + BETWEEN_ENTRIES
    return tuple(marks)


def _draw_legend_rows(
    keys: Sequence[Key], y: float, room: float
) -> tuple[tuple[Mark, ...], float]:
    """The entries from the left in as many lines as they need; and the last baseline."""
    marks = []
    x = MARGIN
    for key in keys:
        width = _entry_width(key)
        if x > MARGIN and x + width > MARGIN + room:
            x = MARGIN
            y += LEGEND_ROW
        marks.append(_draw_entry(key, x, y))
        x += width + BETWEEN_ENTRIES
    return tuple(marks), y


def _draw_entry(key: Key, x: float, baseline: float) -> Group:
    middle = baseline - LEGEND_BASELINE + LEGEND_MIDDLE
    sign = key.draw(x + key.wide / 2, middle)
    text = line(key.text, x + key.wide + AFTER_SIGN, baseline, LEGEND, style.MUTED)
    meaning = () if key.explains is None else (key.explains,)
    return Group((*sign, text), classes=("legend",), details=meaning)


AXES = ("field.power", "field.involvement")
"""What the upright and the level axis of the quadrant are called."""
ENDS = ("quadrant.decider", "quadrant.influencer", "quadrant.low", "quadrant.high")
"""What the ends of its axes are called: top, bottom, left, right."""


def draw_axis_names(
    plot: Rectangle, language: Language, axes: tuple[str, str] = AXES
) -> tuple[Mark, ...]:
    """The names of both axes in spaced capitals, the upright one read from below."""
    left, top, right, bottom = plot
    upright, level = (language.say(key).upper() for key in axes)
    return (
        _axis_name(upright, MARGIN, (top + bottom) / 2, rotate=-90),
        _axis_name(level, (left + right) / 2, bottom + 42),
    )


def _axis_name(text: str, x: float, y: float, *, rotate: float = 0.0) -> Text:
    return line(
        text,
        x,
        y,
        size=AXIS_NAME,
        ink=style.MUTED,
        weight="semibold",
        anchor="middle",
        spacing=AXIS_SPACING,
        rotate=rotate,
    )


def draw_axis_arrows(
    plot: Rectangle,
    language: Language,
    ends: tuple[str, str, str, str] = ENDS,
) -> tuple[Mark, ...]:
    """Arrows from bottom to top and from left to right between the named ends."""
    left, top, right, bottom = plot
    upper, lower, first, last = (language.say(key) for key in ends)
    x = left - 26
    y = bottom + 20
    return (
        _axis_end(upper, x + 4, top + AXIS_INSET, anchor="end", rotate=-90),
        _axis_end(lower, x + 4, bottom - AXIS_INSET, rotate=-90),
        *_draw_arrow(
            (x, bottom - _beside_arrow(lower)),
            (x, top + _beside_arrow(upper)),
        ),
        _axis_end(first, left + AXIS_INSET, y + 4),
        _axis_end(last, right - AXIS_INSET, y + 4, anchor="end"),
        *_draw_arrow(
            (left + _beside_arrow(first), y),
            (right - _beside_arrow(last), y),
        ),
    )


def least_plot_height(
    language: Language, ends: tuple[str, str, str, str] = ENDS
) -> float:
    """How tall a plot has to be for the words and the arrow of its upright axis."""
    upper, lower = (language.say(key) for key in ends[:2])
    return _beside_arrow(upper) + SHORTEST_ARROW + _beside_arrow(lower)


def _beside_arrow(word: str) -> float:
    """From the end of the plot to the arrow, past the word between them."""
    # Measured: the words of the ends differ in length by language and playbook, and the
    # arrow must not run through them.
    return AXIS_INSET + measure(word, AXIS_END) + AXIS_ARROW_GAP


def _axis_end(
    text: str, x: float, y: float, *, anchor: Anchor = "start", rotate: float = 0.0
) -> Text:
    return line(
        text,
        x,
        y,
        size=AXIS_END,
        ink=style.MUTED,
        anchor=anchor,
        rotate=rotate,
    )


def _draw_arrow(start: Point, end: Point) -> tuple[Mark, ...]:
    """An arrow that runs up or to the right."""
    x, y = end
    corners: tuple[Point, Point] = ((x - 9, y - 4), (x - 9, y + 4))
    if start[0] == x:
        corners = ((x - 4, y + 9), (x + 4, y + 9))
    shaft = Path(
        (("M", *start), ("L", *end)),
        stroke=style.FAINT,
        stroke_width=1.1,
        opacity=0.75,
    )
    first, second = corners
    outline = (
        ("M", x, y),
        ("L", *first),
        ("L", *second),
        ("Z",),
    )
    return shaft, Path(outline, fill=style.FAINT, opacity=0.9)
