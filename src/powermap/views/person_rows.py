"""What tables have in common: a person as the tinted head of a row, heads of columns, many columns cut into bands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from powermap import style
from powermap.language import label, say
from powermap.model import BuyingCenter, Involvement, Power, Role
from powermap.scene.marks import Box, Group, Mark
from powermap.scene.text import elide, measure, wrap
from powermap.views import frame
from powermap.views.frame import Subject, line

ROW, STEP, GAP, HEAD = 32.0, 16.0, 4.0, 372.0
"""Height of a row, further lines of a name, between rows, width of a row's head."""
NAME, SMALL, INSET = 13.0, 11.0, 14.0
Item = TypeVar("Item")


def bands(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """The items in as few bands of nearly equal length as hold no more than `most` each; one empty band for none.

    Examples
    --------
    >>> bands("abcde", 4)
    ['abc', 'de']
    """
    count = max(-(-len(items) // most), 1)
    each = -(-len(items) // count)
    return (
        [items[at : at + each] for at in range(0, len(items), each)]
        if items
        else [items]
    )


def by_power(people: Sequence[Subject], center: BuyingCenter) -> list[Subject]:
    """From those who have most power to those of whom it is not known; among equals by role, involvement and name."""
    roles = {role: place for place, role in enumerate(Role)}

    def rank(each: Subject) -> tuple[object, ...]:
        person, role = each.person, each.assignment.role
        power = (
            frame.score(person.power, Power.DECIDER, center.scale)
            if person.power is not None
            else None
        )
        part = person.involvement
        involved = (
            frame.score(part, Involvement.HIGH, center.scale)
            if part is not None
            else center.scale.low
        )
        return (
            power is None,
            -(power or 0),
            roles[role] if role else 9,
            -involved,
            person.name.casefold(),
            person.id,
        )

    return sorted(people, key=rank)


def _role(subject: Subject, lang: str) -> str:
    return (
        label(subject.assignment.role, lang)
        if subject.assignment.role
        else say(lang, "common.no_role")
    )


def _lines(subject: Subject, lang: str, width: float) -> tuple[str, ...]:
    room = width - INSET * 2 - measure(_role(subject, lang), SMALL, "semibold") - 12
    return wrap(subject.person.name, room, NAME, "semibold")


def row_height(subject: Subject, lang: str, width: float = HEAD) -> float:
    """How tall the row of a person has to be; a name is never cut."""
    return ROW + STEP * (len(_lines(subject, lang, width)) - 1)


def person(
    subject: Subject, x: float, y: float, lang: str, width: float = HEAD
) -> tuple[Mark, ...]:
    """The head of a row: name, as much of the title as fits, and the role, on the tint of the role."""
    tone, role = style.tone(subject.assignment.role), _role(subject, lang)
    names, right = _lines(subject, lang, width), x + width - INSET
    marks: list[Mark] = [
        Box(
            x,
            y,
            width,
            row_height(subject, lang, width),
            tone.tint,
            radius=7,
            solid=True,
        )
    ]
    marks += [
        line(
            each,
            x + INSET,
            y + 20.5 + STEP * row,
            NAME,
            style.TEXT,
            "semibold",
            solid=True,
        )
        for row, each in enumerate(names)
    ]
    after = x + INSET + measure(names[-1], NAME, "semibold") + 9
    low = y + 20.5 + STEP * (len(names) - 1)
    room = right - measure(role, SMALL, "semibold") - 12 - after
    if subject.person.title and room > 40:
        marks.append(
            line(
                elide(subject.person.title, room, SMALL),
                after,
                low,
                SMALL,
                style.MUTED,
                solid=True,
            )
        )
    return (
        *marks,
        line(role, right, low, SMALL, tone.ink, "semibold", "end", solid=True),
    )


def head_lines(text: str, width: float, size: float = 12.0) -> tuple[str, ...]:
    """The name of a column in lines."""
    return wrap(text, width - 3, size, "semibold")


def column_head(
    text: str, middle: float, low: float, width: float, *, size: float = 12.0
) -> tuple[Mark, ...]:
    """The name of a column, its lines centred and the last one on `low`."""
    lines = head_lines(text, width, size)
    return tuple(
        line(
            each,
            middle,
            low - (len(lines) - 1 - row) * (size + 3),
            size,
            style.TEXT,
            "semibold",
            "middle",
            solid=True,
        )
        for row, each in enumerate(lines)
    )


def caption(text: str, left: float, right: float, y: float) -> tuple[Mark, ...]:
    """What several columns are, in letter-spaced capitals over a rule."""
    words = line(
        text.upper(),
        (left + right) / 2,
        y,
        11,
        style.MUTED,
        "semibold",
        "middle",
        spacing=1.2,
        solid=True,
    )
    return words, Box(left, y + 8, right - left, 1, style.RULE)


def nobody(lang: str, y: float) -> Group:
    """What stands in a table without people."""
    text = say(lang, "common.nobody")
    width = frame.RIGHT - frame.MARGIN
    ground = Box(
        frame.MARGIN,
        y,
        width,
        64,
        style.NO_ROLE.tint,
        style.FAINT,
        0.9,
        12.0,
        style.DASH,
        solid=True,
    )
    return Group(
        (
            ground,
            line(
                text,
                frame.MARGIN + width / 2,
                y + 37,
                13,
                style.MUTED,
                anchor="middle",
                solid=True,
            ),
        ),
        "nobody",
        classes=("nobody",),
    )
