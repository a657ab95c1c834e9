"""The small signs of a person beside the stance: contact, veto, declared role.

Each sign that occurs on a picture is explained in its legend.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Contact
from powermap.model.placeholders import is_placeholder
from powermap.scene.marks import Box, Mark
from powermap.views.legend_line import BETWEEN_PARTS, Entry

if TYPE_CHECKING:
    from powermap.views.people import ShownPerson

RADIUS = 6.2
"""Of a sign."""
STEP = 16.5
"""From one sign to the next."""
DOTS = 24.0
"""Width of the three dots of contact."""
BEFORE_DOTS = 10.0
"""From the dots to the middle of the first sign."""
UNKNOWN_CONTACT = "quadrant.contact_unknown"
ON_DISC = 5.2
"""Radius of a sign at a disc."""


def is_vacant(shown: ShownPerson) -> bool:
    """Whether somebody stands for a person who is not identified yet."""
    return is_placeholder(shown.person.name)


def differs(shown: ShownPerson) -> bool:
    """Whether the declared role contradicts the one that the scores give."""
    return shown.assignment.agrees is False


def signs_room(shown: ShownPerson) -> float:
    """What the signs of a card take of its first line, without the dots."""
    count = bool(shown.person.can_veto) + differs(shown)
    return STEP * count


def draw_signs(shown: ShownPerson, right: float, y: float) -> tuple[Mark, ...]:
    """The signs of a card from right to left: contact, veto, declared role."""
    marks = [*style.contact_dots(shown.person.contact, right, y)]
    x = right - DOTS - BEFORE_DOTS
    if shown.person.can_veto:
        marks += style.veto_sign(x, y, RADIUS)
        x -= STEP
    if differs(shown):
        marks += style.differs_sign(x, y, RADIUS - 0.6)
    return tuple(marks)


def draw_signs_at_disc(
    shown: ShownPerson, x: float, y: float, radius: float
) -> tuple[Mark, ...]:
    """Veto at the upper right of a disc, a declared role that differs at the lower."""
    away = radius * 0.78
    marks: list[Mark] = []
    if shown.person.can_veto:
        marks += style.veto_sign(x + away, y - away, ON_DISC)
    if differs(shown):
        marks += style.halo(x + away, y + away, ON_DISC)
        marks += style.differs_sign(x + away, y + away, ON_DISC - 0.8)
    return tuple(marks)


def as_placeholder(ground: Box) -> Box:
    """The ground of a card for somebody who is not identified yet: dashed."""
    return replace(ground, fill=style.NO_ROLE.tint, stroke=style.FAINT, dash=style.DASH)


def contact_entries(people: Iterable[ShownPerson]) -> list[Entry]:
    """What the dots mean, for each contact that occurs; unknown last."""
    occurring = {each.person.contact for each in people}
    entries = []
    for place, contact in enumerate((*Contact, None)):
        if contact in occurring:
            name = contact.value if contact else "unknown"
            draw = partial(_draw_dots, contact)
            key = f"quadrant.contact_{name}"
            entries.append(Entry(draw, key, DOTS, explains=("contact", place)))
    return entries


def short_contact_entries(people: Iterable[ShownPerson]) -> list[Entry]:
    """The dots that occur in one entry, and one more where contact is unknown."""
    entries = contact_entries(people)
    known = [each for each in entries if each.key != UNKNOWN_CONTACT]
    if len(known) > 1:
        draw = partial(_draw_dots, Contact.SEVERAL)
        wide = len(known) * (DOTS + BETWEEN_PARTS) - BETWEEN_PARTS
        parts = tuple(known)
        range_of_dots = Entry(draw, "quadrant.contact_range", wide, parts=parts)
        entries = [range_of_dots, *entries[len(known) :]]
    return entries


def sign_entries(people: Sequence[ShownPerson]) -> list[Entry]:
    """What the signs of veto, declared role and placeholder mean, where they occur."""
    entries: list[Entry] = []
    if any(each.person.can_veto for each in people):
        key = "quadrant.can_veto"
        # The first option of a filter by yes, no or unknown.
        entries.append(Entry(_draw_veto, key, 2 * RADIUS, explains=("can_veto", 0)))
    if any(differs(each) for each in people):
        entries.append(Entry(_draw_differs, "quadrant.declared_differs", 2 * RADIUS))
    return entries


def placeholder_entry(people: Iterable[ShownPerson]) -> list[Entry]:
    """What a dashed card means, where somebody has one."""
    if not any(is_vacant(each) for each in people):
        return []
    return [Entry(_draw_placeholder, "quadrant.placeholder", 26.0)]


def card_entries(people: Sequence[ShownPerson], *, short: bool = False) -> list[Entry]:
    """What the signs of cards mean, for those that occur.

    `short` explains the dots in one entry.
    """
    contacts = short_contact_entries if short else contact_entries
    return [
        *contacts(people),
        *sign_entries(people),
        *placeholder_entry(people),
    ]


def _draw_dots(contact: Contact | None, x: float, y: float) -> Sequence[Mark]:
    return style.contact_dots(contact, x + DOTS / 2, y)


def _draw_veto(x: float, y: float) -> Sequence[Mark]:
    return style.veto_sign(x, y, RADIUS)


def _draw_differs(x: float, y: float) -> Sequence[Mark]:
    return style.differs_sign(x, y, RADIUS - 0.6)


def _draw_placeholder(x: float, y: float) -> Sequence[Mark]:
    card = Box(x - 13, y - 7, 26, 14, stroke_width=1.0, radius=3.0)
    return (as_placeholder(card),)
