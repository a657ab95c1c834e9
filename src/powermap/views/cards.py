"""A person as a card: whole (name over title) or short (name only).

A card is as tall as the wrapped name needs, since a name is never cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Role, TieKind
from powermap.scene.marks import Box, Group, Mark, Rectangle, Text
from powermap.scene.text import elide, measure, wrap
from powermap.views.card_signs import (
    as_placeholder,
    draw_signs,
    is_vacant,
    signs_room,
)
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

NAME = 13.5  # font size on a whole card
SHORT_NAME = 13.0  # font size on a short card
TITLE = 11.5  # font size
PILL_SIZE = 10.0  # font size
FURTHER = 11.0  # font size of the count of ties that are not drawn
PILL_HEIGHT = 15.0
PILL_PAD = 6.0  # beside the name of the role
PILL_INSET = 8.0  # from the right edge of a pill to that of its card
AFTER_DISC = 8.0  # between the disc and the name
DOTS = 33.0  # width of the contact dots with what stays free before them


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one kind of card, in points.

    Attributes
    ----------
    height : float
        Of a card whose name has one line.
    gap : float
        Between two cards.
    disc : float
        Radius of the stance.
    inset : float
        From the edge to disc and title.
    step : float
        From one line of a wrapped name to the next.
    whole : bool
        Whether the title has room under the name.
    baseline : float
        From the upper edge to the baseline of a name without a title.
    dots : float
        From the upper edge to the contact dots.
    """

    height: float
    gap: float
    disc: float
    inset: float
    step: float
    whole: bool
    baseline: float
    dots: float


# Tight cards save a point of height and half of the gap: with them some forty people
# still fit the standard page.
WHOLE = Size(50, 12, 11.5, 9, 17, whole=True, baseline=30, dots=13)
SHORT = Size(29, 6, 8.7, 8, 16, whole=False, baseline=19.5, dots=14.5)
TIGHT = Size(28, 3, 8.7, 8, 15.5, whole=False, baseline=19.5, dots=14.5)
OVER_TITLE = 21.0
"""Baseline of a name on a whole card with a title."""
UNDER_TITLE = 11.5
"""From the baseline of the title to the lower edge."""


def name_lines(person: ShownPerson, width: float, size: Size) -> tuple[str, ...]:
    """The name, wrapped into what a card leaves for it."""
    beside = size.inset * 2 + size.disc * 2 + AFTER_DISC + DOTS + signs_room(person)
    name = person.person.name
    return wrap(
        name,
        width - beside,
        _name_size(size),
        "semibold",
    )


def card_height(person: ShownPerson, width: float, size: Size) -> float:
    """How tall the card has to be at this width."""
    lines = name_lines(person, width, size)
    further_lines = len(lines) - 1
    return size.height + size.step * further_lines


def _name_size(size: Size) -> float:
    return NAME if size.whole else SHORT_NAME


def draw_card(
    shown: ShownPerson,
    x: float,
    y: float,
    width: float,
    size: Size,
    language: Language,
    *,
    bounds: Rectangle | None = None,
    pill: bool = False,
    bars: bool = False,
    team: str = "",
    further: str = "",
) -> Group:
    """The card of a person with its upper left corner at (x, y).

    `pill` shows the role, `bars` whose score is at or near the cutoff, `team` how many
    people are counted with this one, `further` how many ties are not drawn.
    """
    person = shown.person
    height = card_height(shown, width, size)
    disc = x + size.inset + size.disc
    left = disc + size.disc + AFTER_DISC
    title = person.title if size.whole else None
    # Without a title the name stands in the middle of the card.
    first = y + (OVER_TITLE if title else size.baseline)
    marks: list[Mark] = [*_draw_ground(x, y, width, height, is_vacant=is_vacant(shown))]
    marks += style.stance_disc(person.stance, disc, y + height / 2, size.disc)
    if bars:
        axes = shown.assignment.at_cut
        marks += style.cut_bars(axes, disc, y + height / 2, size.disc)
        marks += style.near_bars(shown.near_sides, disc, y + height / 2, size.disc)
    marks += _draw_name(name_lines(shown, width, size), left, first, size)
    marks += draw_signs(shown, x + width - 9, y + size.dots)
    if title:
        room = width - (left - x) - size.inset
        if further:
            room -= sign_width(further, FURTHER) + 4
        marks.append(_draw_title(title, left, y + height - UNDER_TITLE, room))
    if further:
        right = x + width - size.inset
        marks.append(_draw_further(further, right, y + height - UNDER_TITLE))
    if team:
        marks += draw_sign(team, x + PILL_INSET, y + height, PILL_SIZE)
    if pill and shown.assignment.role:
        role = shown.assignment.role
        marks += _draw_pill(role, x + width - PILL_INSET, y + height, language)
    return Group(
        tuple(marks),
        key=person.id,
        title=shown.tooltip,
        classes=shown.classes,
        bounds=bounds,
        details=shown.details,
    )


def _draw_name(
    lines: Sequence[str], left: float, first: float, size: Size
) -> list[Mark]:
    font = _name_size(size)
    marks: list[Mark] = []
    for row, text in enumerate(lines):
        y = first + size.step * row
        marks.append(
            line(
                text,
                left,
                y,
                size=font,
                ink=style.TEXT,
                weight="semibold",
                solid=True,
            )
        )
    return marks


def _draw_title(title: str, left: float, y: float, room: float) -> Text:
    # A title may be cut, a name never: the tooltip has the whole title, and people are
    # known by their names.
    text = elide(title, room, TITLE)
    return line(
        text,
        left,
        y,
        size=TITLE,
        ink=style.MUTED,
        solid=True,
    )


def _draw_ground(
    x: float, y: float, width: float, height: float, *, is_vacant: bool
) -> tuple[Mark, ...]:
    """White paper with a soft shadow of two layers, dashed where nobody is identified."""
    card = Box(
        x,
        y,
        width,
        height,
        fill=style.PAPER,
        stroke=style.RULE,
        stroke_width=1.0,
        radius=8.0,
        solid=True,
    )
    if is_vacant:
        return (as_placeholder(card),)
    return (
        Box(
            x - 0.5,
            y + 1.5,
            width + 1,
            height,
            # Two plain boxes instead of a blur: filters look different in every viewer,
            # and PowerPoint and PDF take none of SVG's.
            fill=style.SHADOW,
            radius=8.5,
            opacity=0.05,
        ),
        Box(
            x,
            y + 0.8,
            width,
            height,
            fill=style.SHADOW,
            radius=8,
            opacity=0.06,
        ),
        card,
    )


def pill_width(role: Role, language: Language) -> float:
    """How wide the pill of a role is."""
    name = language.label(role)
    return measure(name, PILL_SIZE, "semibold") + 2 * PILL_PAD


def _draw_further(text: str, right: float, y: float) -> Text:
    return line(
        text,
        right,
        y,
        size=FURTHER,
        ink=style.TIES[TieKind.INFLUENCES].ink,
        weight="semibold",
        anchor="end",
        solid=True,
    )


def sign_width(text: str, size: float) -> float:
    """How wide a sign is that counts what is not drawn."""
    return measure(text, size, "semibold") + 2 * PILL_PAD


def draw_sign(text: str, left: float, middle: float, size: float) -> tuple[Mark, ...]:
    """A count of what is not drawn on a pill that begins at `left`."""
    width = sign_width(text, size)
    height = size + 5
    pill = Box(
        left,
        middle - height / 2,
        width,
        height,
        fill=style.PAPER,
        stroke=style.FAINT,
        stroke_width=0.8,
        radius=height / 2,
    )
    words = line(
        text,
        left + width / 2,
        middle + size / 3,
        size=size,
        ink=style.TEXT,
        weight="semibold",
        anchor="middle",
        solid=True,
    )
    return pill, words


def _draw_pill(
    role: Role, right: float, middle: float, language: Language
) -> tuple[Mark, ...]:
    """The role on a pill that ends at `right`, across the lower edge of a card."""
    width = pill_width(role, language)
    tone = style.tone(role)
    top = middle - PILL_HEIGHT / 2
    text = line(
        language.label(role),
        right - width / 2,
        middle + 3.3,
        size=PILL_SIZE,
        ink=tone.ink,
        weight="semibold",
        anchor="middle",
        solid=True,
    )
    pill = Box(
        right - width,
        top,
        width,
        PILL_HEIGHT,
        fill=tone.tint,
        stroke=tone.ink,
        stroke_width=0.8,
        radius=7.5,
    )
    return pill, text
