"""A person as a card: whole (name over title) or short (name only), as tall as the wrapped name needs."""

from __future__ import annotations

from dataclasses import dataclass

from powermap import style
from powermap.language import Language
from powermap.model import Role
from powermap.scene.marks import Box, Group, Mark, Rectangle
from powermap.scene.text import elide, measure, wrap
from powermap.views.frame import line
from powermap.views.people import ShownPerson

NAME, TITLE, PILL_SIZE = 13.5, 11.5, 10.0


@dataclass(frozen=True, slots=True)
class Size:
    """Measures of one kind of card, in points."""

    height: float
    gap: float
    disc: float
    inset: float
    step: float
    """From one line of a wrapped name to the next."""

    @property
    def whole(self) -> bool:
        """Whether the title has room under the name."""
        return self.height >= 50


WHOLE, SHORT, TIGHT = (
    Size(50, 12, 11.5, 9, 17),
    Size(29, 6, 8.7, 8, 16),
    Size(28, 3, 8.7, 8, 15.5),
)


def name_lines(subject: ShownPerson, width: float, size: Size) -> tuple[str, ...]:
    """The name, wrapped into what a card leaves for it; never cut."""
    return wrap(subject.person.name, _room(width, size), _name_size(size), "semibold")


def height(subject: ShownPerson, width: float, size: Size) -> float:
    """How tall the card has to be at this width."""
    return size.height + size.step * (len(name_lines(subject, width, size)) - 1)


def _name_size(size: Size) -> float:
    return NAME if size.whole else 13.0


def _room(width: float, size: Size) -> float:
    dots = 33.0
    return width - size.inset * 2 - size.disc * 2 - 8 - dots


def card(
    subject: ShownPerson,
    x: float,
    y: float,
    width: float,
    size: Size,
    language: Language,
    *,
    bounds: Rectangle | None = None,
    pill: bool = False,
) -> Group:
    """The card of a person at left top (x, y)."""
    lines = name_lines(subject, width, size)
    tall = size.height + size.step * (len(lines) - 1)
    left = x + size.inset + size.disc * 2 + 8
    whole = size.whole
    first = y + (21 if whole and subject.person.title else 30 if whole else 19.5)
    marks: list[Mark] = [*_ground(x, y, width, tall)]
    marks += style.stance_disc(
        subject.person.stance, x + size.inset + size.disc, y + tall / 2, size.disc
    )
    marks += [
        line(
            text,
            left,
            first + size.step * row,
            _name_size(size),
            style.TEXT,
            "semibold",
            solid=True,
        )
        for row, text in enumerate(lines)
    ]
    marks += style.contact_dots(
        subject.person.contact, x + width - 9, y + (13 if whole else 14.5)
    )
    tag = (
        _pill(subject, x + width - 8, y + tall, language)
        if pill and subject.assignment.role
        else ()
    )
    if whole and subject.person.title:
        room = width - (left - x) - size.inset
        marks.append(
            line(
                elide(subject.person.title, room, TITLE),
                left,
                y + tall - 11.5,
                TITLE,
                style.MUTED,
                solid=True,
            )
        )
    return Group(
        (*marks, *tag),
        subject.person.id,
        subject.tooltip,
        subject.classes,
        bounds,
        details=subject.details,
    )


def _ground(x: float, y: float, width: float, tall: float) -> tuple[Mark, ...]:
    return (
        Box(x - 0.5, y + 1.5, width + 1, tall, style.SHADOW, radius=8.5, opacity=0.05),
        Box(x, y + 0.8, width, tall, style.SHADOW, radius=8, opacity=0.06),
        Box(x, y, width, tall, style.PAPER, style.RULE, 1.0, 8.0, solid=True),
    )


def pill_width(role: Role, language: Language) -> float:
    """How wide the pill of a role is; it ends 8 points before the right edge of the card."""
    return measure(language.label(role), PILL_SIZE, "semibold") + 12


def _pill(
    subject: ShownPerson, right: float, bottom: float, language: Language
) -> tuple[Mark, ...]:
    role = subject.assignment.role
    if role is None:
        return ()
    text, wide = language.label(role), pill_width(role, language)
    tone = style.tone(role)
    return (
        Box(right - wide, bottom - 7.5, wide, 15, tone.tint, tone.ink, 0.8, 7.5),
        line(
            text,
            right - wide / 2,
            bottom + 3.3,
            PILL_SIZE,
            tone.ink,
            "semibold",
            "middle",
            solid=True,
        ),
    )
