"""The frame of every picture: page, heading, legend and the two axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Stakeholder, Stance
from powermap.scene.marks import (
    Anchor,
    Group,
    Mark,
    Path,
    Point,
    Rectangle,
    Text,
    Weight,
)
from powermap.scene.text import measure, wrap

if TYPE_CHECKING:
    from powermap.language import Language

WIDTH = 1280.0  # of the standard page, in points
HEIGHT = 720.0  # of the standard page
MARGIN = 36.0  # between the content and the edges of the page
LEFT = 84.0  # left edge of a plot, which leaves room for the upright axis
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

LEGEND = 12.5  # font size
LEGEND_BASELINE = 48.0
LEGEND_MIDDLE = 43.5  # of the signs, which stand at half the height of the words

AXIS_NAME = 11.0  # font size
AXIS_END = 12.5  # font size
AXIS_SPACING = 1.4  # between the capitals of an axis name
AXIS_INSET = 4.0  # from the edge of the plot to the word at the end of an axis
AXIS_ARROW_GAP = 14.0  # between that word and the arrow
SHORTEST_ARROW = 36.0


@dataclass(frozen=True, slots=True)
class Page:
    """The page that a picture is laid out for, in points.

    Attributes
    ----------
    width : float
        That the picture always takes.
    height : float
        That it takes at least.
    may_grow : bool
        Whether it may be taller when people need it.
    """

    width: float = WIDTH
    height: float = HEIGHT
    may_grow: bool = True

    @property
    def left(self) -> float:
        """The left edge of a plot."""
        return LEFT

    @property
    def right(self) -> float:
        """The right edge of a plot."""
        return self.width - MARGIN


STANDARD = Page()
"""The page of a picture for which no size is asked."""


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
    sign.
    """

    draw: Callable[[float, float], tuple[Mark, ...]]
    text: str
    wide: float = 18.0


def draw_heading(
    title: str, subtitle: str, keys: Sequence[Key], right: float = RIGHT
) -> tuple[tuple[Mark, ...], float]:
    """Title, subtitle and a legend up to `right`; and where the plot may begin."""
    # The legend first: a title wraps beside it, since a legend cannot be wrapped.
    legend, legend_left = _draw_legend(keys, right)
    room = legend_left - MARGIN - BEFORE_LEGEND
    marks: list[Mark] = []
    titles = wrap(title, room, TITLE, "semibold")
    for row, text in enumerate(titles):
        y = TITLE_BASELINE + TITLE_STEP * row
        marks.append(
            line(
                text,
                MARGIN,
                y,
                size=TITLE,
                ink=style.TEXT,
                weight="semibold",
            )
        )
    top = TITLE_BASELINE + TITLE_STEP * (len(titles) - 1) + SUBTITLE_BELOW
    subtitles = wrap(subtitle, room, SUBTITLE)
    for row, text in enumerate(subtitles):
        y = top + SUBTITLE_STEP * row
        marks.append(
            line(
                text,
                MARGIN,
                y,
                size=SUBTITLE,
                ink=style.MUTED,
            )
        )
    last = top + SUBTITLE_STEP * (len(subtitles) - 1)
    return (*marks, *legend), last + AFTER_HEADING


def draw_keys(keys: Sequence[Key], right: float) -> tuple[Mark, ...]:
    """The entries of a legend in one line that ends at `right`, as in the heading."""
    marks, _ = _draw_legend(keys, right)
    return marks


def stance_keys(people: Iterable[Stakeholder], language: Language) -> list[Key]:
    """The legend of the stances that occur, the unknown one last."""
    occurring = {person.stance for person in people}
    keys = []
    for stance in (*Stance, None):
        if stance in occurring:
            name = stance_name(stance, language)
            keys.append(Key(partial(_draw_stance, stance), name))
    return keys


def stance_name(stance: Stance | None, language: Language) -> str:
    """The name of a stance, or that it is unknown."""
    if stance is None:
        return language.say("common.unknown")
    return language.label(stance)


def _draw_stance(stance: Stance | None, x: float, y: float) -> tuple[Mark, ...]:
    return style.stance_disc(stance, x, y, 9)


def _draw_legend(keys: Sequence[Key], right: float) -> tuple[tuple[Mark, ...], float]:
    """The entries from right to left, as they stand on the page; and their left end."""
    groups: list[Mark] = []
    # From the right, because the page ends there and the widths are only known one by
    # one.
    for key in reversed(keys):
        text = line(
            key.text,
            right,
            LEGEND_BASELINE,
            size=LEGEND,
            ink=style.MUTED,
            anchor="end",
        )
        x = right - text.width - key.wide / 2 - 7
        signs = key.draw(x, LEGEND_MIDDLE)
        groups.append(Group((*signs, text), classes=("legend",)))
        right = x - key.wide / 2 - 15
    return tuple(reversed(groups)), right


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
