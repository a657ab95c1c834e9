"""A person as a card: whole (name over title) or short (name only).

A card is as tall as the wrapped name needs; only what is much longer than names of
people is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Role, TieKind
from powermap.scene.marks import Box, Group, Mark, Rectangle, Text
from powermap.scene.text import elide, measure, wrap_within
from powermap.views.card_signs import (
    as_placeholder,
    draw_signs,
    is_vacant,
    signs_room,
)
from powermap.views.card_sizes import PILL_EXTRA, WHOLE, Size
from powermap.views.frame import line
from powermap.views.person_lines import name_in_lines

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.people import ShownPerson

FURTHER = 11.0  # font size of the count of ties that are not drawn, at least
PILL_PAD = 6.0  # beside the name of the role
PILL_INSET = 8.0  # from the right edge of a pill to that of its card
AFTER_DISC = 8.0  # between the disc and the name
AFTER_TAG = 6.0  # between the tag of an organization and the name
TAG_PAD = 4.0  # beside the letters of that tag
TAG_EXTRA = 3.0  # height of that tag beside its text
ABOVE_PILL = 1.5  # between the disc and the count of a team
LEAST_ABOVE_DISC = 2.5  # between the disc and the upper edge of the card
DOTS = 33.0  # width of the contact dots with what stays free before them


OVER_TITLE = 21.0
"""Baseline of a name on a whole card with a title."""
UNDER_TITLE = 11.5
"""From the baseline of the title to the lower edge."""


def name_lines(person: ShownPerson, width: float, size: Size) -> tuple[str, ...]:
    """The name, wrapped into what a card leaves for it."""
    room = width - beside_name(person, size)
    return name_in_lines(person.person.name, room, size.name)


def beside_name(person: ShownPerson, size: Size) -> float:
    """Width of a card that its name cannot take."""
    disc = 2 * disc_radius(person, size)
    beside = size.inset * 2 + disc + AFTER_DISC + DOTS + signs_room(person)
    if person.tag:
        beside += tag_width(person.tag, size.small) + AFTER_TAG
    # On a whole card the count stands beside the title.
    if person.further and not size.whole:
        beside += measure(person.further, _further_size(size), "semibold") + 4
    return beside


def disc_radius(person: ShownPerson, size: Size) -> float:
    """Radius of the disc, or of the photo where the picture shows photos."""
    return size.disc if person.photo is None else size.photo


def _further_size(size: Size) -> float:
    return max(FURTHER, size.small)


def card_height(person: ShownPerson, width: float, size: Size) -> float:
    """How tall the card has to be at this width."""
    further_lines = len(name_lines(person, width, size)) - 1
    height = size.height + size.step * further_lines
    if size.title_lines > 1:
        further_lines = len(title_lines(person, width, size)) - 1
        height += size.title_step * further_lines
    return height


def title_lines(person: ShownPerson, width: float, size: Size) -> tuple[str, ...]:
    """The title as a whole card shows it, in as many lines as the size allows."""
    room = _title_room(person, width, size)
    # A title is cut long before a name: people are known by their names, and the
    # tooltip has the whole title.
    if size.title_lines == 1:
        return (elide(person.second_line, room, size.title),)
    return wrap_within(person.second_line, room, size.title, most=size.title_lines)


def is_title_long(person: ShownPerson, width: float, size: Size) -> bool:
    """Whether a title takes more than one line of a card."""
    room = _title_room(person, width, size)
    return size.whole and measure(person.second_line, size.title) > room


def _title_room(person: ShownPerson, width: float, size: Size) -> float:
    """Width that a card leaves for its title."""
    room = width - 2 * (size.inset + disc_radius(person, size)) - AFTER_DISC
    if person.further:
        room -= measure(person.further, _further_size(size), "semibold") + 8
    return room


def is_cramped(person: ShownPerson, width: float, size: Size) -> bool:
    """Whether a name or a title does not stand in one line."""
    if len(name_lines(person, width, size)) > 1:
        return True
    return is_title_long(person, width, size)


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
) -> Group:
    """The card of a person with its upper left corner at (x, y).

    `pill` shows the role, `bars` whose score is at or near the cutoff.
    """
    person = shown.person
    height = card_height(shown, width, size)
    radius = disc_radius(shown, size)
    disc = x + size.inset + radius
    left = disc + radius + AFTER_DISC
    # Who has no photo keeps the usual disc, in the middle of the same room.
    if not shown.photo:
        radius = size.disc
    title = shown.second_line if size.whole else None
    # Without a title the name stands in the middle of the card.
    first = y + (OVER_TITLE if title else size.baseline)
    marks: list[Mark] = [*_draw_ground(x, y, width, height, is_vacant=is_vacant(shown))]
    middle = y + _disc_middle(shown, height, radius, size)
    marks += shown.draw_disc(disc, middle, radius)
    if bars:
        axes = shown.assignment.at_cut
        marks += style.cut_bars(axes, disc, middle, radius)
        marks += style.near_bars(shown.near_sides, disc, middle, radius)
    if shown.tag:
        marks += draw_tag(shown.tag, left, y + height / 2, size.small)
        left += tag_width(shown.tag, size.small) + AFTER_TAG
    marks += _draw_name(name_lines(shown, width, size), left, first, size)
    marks += draw_signs(shown, x + width - 9, y + size.dots)
    if title:
        lines = title_lines(shown, width, size)
        marks += _draw_title(lines, left, y + height - UNDER_TITLE, size)
    if shown.further:
        marks.append(_draw_further(shown, x, y, width, height, size))
    if shown.team:
        sign = draw_sign(shown.team, x + PILL_INSET, y + height + size.drop, size.small)
        marks.append(Group(sign, classes=("team-sign",)))
    if pill and shown.assignment.role:
        role = shown.assignment.role
        right = x + width - PILL_INSET
        marks += _draw_pill(role, right, y + height + size.drop, size, language)
    return Group(
        tuple(marks),
        key=person.id,
        title=shown.tooltip,
        classes=shown.classes,
        bounds=bounds,
        details=shown.details,
    )


def _disc_middle(shown: ShownPerson, height: float, radius: float, size: Size) -> float:
    """Half the height of a card, or less where the count of a team hangs below it."""
    middle = height / 2
    if not shown.team:
        return middle
    pill_top = height + size.drop - (size.small + PILL_EXTRA) / 2
    highest = radius + LEAST_ABOVE_DISC
    return min(middle, max(highest, pill_top - ABOVE_PILL - radius))


def _draw_name(
    lines: Sequence[str], left: float, first: float, size: Size
) -> list[Mark]:
    font = size.name
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


def _draw_title(
    lines: Sequence[str], left: float, last: float, size: Size
) -> list[Mark]:
    """The lines of a title, of which the last one has this baseline."""
    y = last - size.title_step * (len(lines) - 1)
    marks: list[Mark] = []
    for text in lines:
        words = line(text, left, y, size=size.title, ink=style.MUTED, solid=True)
        marks.append(words)
        y += size.title_step
    return marks


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


def pill_width(role: Role, language: Language, size: Size = WHOLE) -> float:
    """How wide the pill of a role is."""
    name = language.label(role)
    return measure(name, size.small, "semibold") + 2 * PILL_PAD


def _draw_further(
    shown: ShownPerson, x: float, y: float, width: float, height: float, size: Size
) -> Text:
    """The count beside the title, or before the dots of a card without one."""
    right = x + width - size.inset
    baseline = y + height - UNDER_TITLE
    if not size.whole:
        right = x + width - DOTS - 2 - signs_room(shown)
        baseline = y + size.baseline
    return line(
        shown.further,
        right,
        baseline,
        size=_further_size(size),
        ink=style.TIES[TieKind.INFLUENCES].ink,
        weight="semibold",
        anchor="end",
        solid=True,
    )


def tag_width(tag: str, size: float) -> float:
    """How wide the tag of an organization is."""
    height = size + TAG_EXTRA
    wide = measure(tag, size, "semibold") + 2 * TAG_PAD
    # Never narrower than high, or it would look like another sign.
    return max(wide, height)


def draw_tag(tag: str, left: float, middle: float, size: float) -> tuple[Mark, ...]:
    """The tag of an organization, on a ground that no other sign has."""
    width = tag_width(tag, size)
    height = size + TAG_EXTRA
    ground = Box(
        left,
        middle - height / 2,
        width,
        height,
        fill=style.GROUND.tint,
        stroke=style.GROUND.ink,
        stroke_width=0.8,
        radius=3.0,
    )
    words = line(
        tag,
        left + width / 2,
        middle + size * 0.36,
        size=size,
        ink=style.GROUND.ink,
        weight="semibold",
        anchor="middle",
        solid=True,
    )
    return ground, words


def sign_width(text: str, size: float) -> float:
    """How wide a sign is that counts what is not drawn."""
    return measure(text, size, "semibold") + 2 * PILL_PAD


def draw_sign(text: str, left: float, middle: float, size: float) -> tuple[Mark, ...]:
    """A count of what is not drawn on a pill that begins at `left`."""
    width = sign_width(text, size)
    height = size + PILL_EXTRA
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
    role: Role, right: float, middle: float, size: Size, language: Language
) -> tuple[Mark, ...]:
    """The role on a pill that ends at `right`, across the lower edge of a card."""
    width = pill_width(role, language, size)
    tone = style.tone(role)
    height = size.small + PILL_EXTRA
    top = middle - height / 2
    text = line(
        language.label(role),
        right - width / 2,
        middle + size.small * 0.33,
        size=size.small,
        ink=tone.ink,
        weight="semibold",
        anchor="middle",
        solid=True,
    )
    pill = Box(
        right - width,
        top,
        width,
        height,
        fill=tone.tint,
        stroke=tone.ink,
        stroke_width=0.8,
        radius=height / 2,
    )
    return pill, text
