"""How meaning looks: the only place where a role, a stance or a contact becomes a colour and a drawn sign.

Every colour has a second sign, so that a picture reads in grey and for colour-blind eyes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar

from powermap.model import Answer, Contact, Relationship, Role, Stance, TieKind
from powermap.scene.marks import Box, Disc, Group, Mark, Path, Text
from powermap.scene.text import measure

TEXT, MUTED, FAINT, RULE, PAPER = "#1F2933", "#5F6B7A", "#8A94A3", "#D5DBE3", "#FFFFFF"
KNOWN = "#41506B"
SHADOW = "#1F2933"
DASH = (4.0, 3.0)
SMALL_DASH = (2.2, 1.8)


class Tone(NamedTuple):
    """A pale ground and the ink that reads on it."""

    tint: str
    ink: str


ROLES: dict[Role, Tone] = {
    Role.OWNER: Tone("#E9F0FA", "#2458A6"),
    Role.APPROVER: Tone("#EFEDF8", "#5B4BA8"),
    Role.DECIDER: Tone("#ECEFF5", "#41506B"),
    Role.ADVOCATE: Tone("#E8F4F0", "#1C7A63"),
    Role.GATEKEEPER: Tone("#FBF3E6", "#96631A"),
    Role.INFLUENCER: Tone("#F3F2EF", "#6A6457"),
}
NO_ROLE = Tone("#F7F8FA", MUTED)
STANCES: dict[Stance, str] = {
    Stance.CHAMPION: "#0B6E4F",
    Stance.SUPPORTER: "#2F8F68",
    Stance.NEUTRAL: "#7A8594",
    Stance.OPPONENT: "#C96F12",
    Stance.ENEMY: "#C0392B",
}
FAMILIARITY: dict[Contact, int] = {
    Contact.NONE: 0,
    Contact.BRIEF: 1,
    Contact.SEVERAL: 2,
    Contact.DEEP: 3,
}


def tone(role: Role | None) -> Tone:
    """Ground and ink of a role."""
    return ROLES[role] if role is not None else NO_ROLE


def stance_disc(
    stance: Stance | None, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The disc of a stance with its drawn sign; dashed with a question mark while unknown."""
    if stance is None:
        size = radius * 1.15
        sign = Text(
            x,
            y + size * 0.34,
            "?",
            size,
            MUTED,
            measure("?", size, "semibold"),
            "semibold",
            "middle",
        )
        return Disc(x, y, radius - 0.5, PAPER, FAINT, 1.0, SMALL_DASH, solid), sign
    return Disc(x, y, radius, STANCES[stance], solid=solid), _sign(stance, x, y, radius)


def _sign(stance: Stance, x: float, y: float, radius: float) -> Path:
    if stance is Stance.CHAMPION:
        corners = [
            _polar(x, y, radius * (0.6 if step % 2 == 0 else 0.25), step * 36 - 90)
            for step in range(10)
        ]
        return Path(
            (("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",)),
            fill=PAPER,
        )
    arm = radius * 0.45
    strokes = {
        Stance.SUPPORTER: ((-arm, 0, arm, 0), (0, -arm, 0, arm)),
        Stance.NEUTRAL: (
            (-arm, -arm * 0.45, arm, -arm * 0.45),
            (-arm, arm * 0.45, arm, arm * 0.45),
        ),
        Stance.OPPONENT: ((-arm, 0, arm, 0),),
        Stance.ENEMY: (
            (-arm * 0.8, -arm * 0.8, arm * 0.8, arm * 0.8),
            (-arm * 0.8, arm * 0.8, arm * 0.8, -arm * 0.8),
        ),
    }[stance]
    commands = [
        cmd
        for x1, y1, x2, y2 in strokes
        for cmd in (("M", x + x1, y + y1), ("L", x + x2, y + y2))
    ]
    return Path(tuple(commands), stroke=PAPER, stroke_width=max(radius * 0.19, 1.2))


def _polar(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return round(x + radius * math.cos(angle), 4), round(
        y + radius * math.sin(angle), 4
    )


def contact_dots(contact: Contact | None, right: float, y: float) -> tuple[Mark, ...]:
    """Three dots ending at `right`, as many full as we know the person well."""
    full = FAMILIARITY.get(contact, 0) if contact is not None else 0
    return tuple(
        Disc(
            right - 3 - 8.2 * (2 - step),
            y,
            2.7,
            KNOWN if step < full else PAPER,
            KNOWN if step < full else FAINT,
            0.9,
        )
        for step in range(3)
    )


GOOD, BAD, WARNING = "#2F8F68", "#C0392B", "#B4600C"
"""For us, against us, and something missing."""
ALARM = Tone("#FDF3E8", "#96500A")
"""Ground and ink of a row that wants something."""
RELATIONSHIPS: dict[Relationship, Tone] = {
    Relationship.OUTSIDER: ROLES[Role.INFLUENCER],
    Relationship.FRIEND: ROLES[Role.GATEKEEPER],
    Relationship.SUPPLIER: ROLES[Role.OWNER],
    Relationship.PARTNER: ROLES[Role.ADVOCATE],
}


def unknown_disc(
    x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """What is not known, whatever it is: dashed, with a question mark."""
    return stance_disc(None, x, y, radius, solid=solid)


def answer_disc(
    answer: Answer, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The disc of an answer: plus, minus, or dashed with a question mark."""
    if answer is Answer.UNKNOWN:
        return unknown_disc(x, y, radius, solid=solid)
    plus, arm = answer is Answer.PLUS, radius * 0.45
    lines = [(-arm, 0.0, arm, 0.0), *([(0.0, -arm, 0.0, arm)] if plus else [])]
    return Disc(x, y, radius, GOOD if plus else BAD, solid=solid), _drawn(
        lines, x, y, radius
    )


def need_disc(
    met: bool | None, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The disc of a need: a tick when met, a cross when not, dashed with a question mark when not known."""
    if met is None:
        return unknown_disc(x, y, radius, solid=solid)
    arm = radius * 0.36
    tick = [
        (-arm * 1.2, 0.1 * arm, -arm * 0.3, arm),
        (-arm * 0.3, arm, arm * 1.3, -arm * 0.9),
    ]
    cross = [(-arm, -arm, arm, arm), (-arm, arm, arm, -arm)]
    return Disc(x, y, radius, GOOD if met else BAD, solid=solid), _drawn(
        tick if met else cross, x, y, radius
    )


def no_need(x: float, y: float) -> tuple[Mark, ...]:
    """The point where nothing is asked for."""
    return (Disc(x, y, 1.6, RULE),)


def _drawn(
    lines: Iterable[tuple[float, float, float, float]],
    x: float,
    y: float,
    radius: float,
) -> Path:
    commands = [
        cmd
        for x1, y1, x2, y2 in lines
        for cmd in (("M", x + x1, y + y1), ("L", x + x2, y + y2))
    ]
    return Path(tuple(commands), stroke=PAPER, stroke_width=max(radius * 0.19, 1.2))


def warning_sign(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """A triangle with an exclamation mark: something is missing here."""
    corners = [
        _polar(x, y + radius * 0.18, radius * 1.12, degrees)
        for degrees in (-90, 30, 150)
    ]
    triangle = Path(
        (("M", *corners[0]), ("L", *corners[1]), ("L", *corners[2]), ("Z",)),
        fill=WARNING,
    )
    stem = Path(
        (("M", x, y - radius * 0.35), ("L", x, y + radius * 0.22)),
        stroke=PAPER,
        stroke_width=radius * 0.2,
    )
    return triangle, stem, Disc(x, y + radius * 0.48, radius * 0.12, PAPER)


def flag(x: float, y: float, ink: str) -> tuple[Mark, ...]:
    """A small flag on its pole, standing at (x, y)."""
    cloth = (
        ("M", x + 0.8, y - 13),
        ("L", x + 10, y - 9.7),
        ("L", x + 0.8, y - 6.4),
        ("Z",),
    )
    return Path((("M", x, y), ("L", x, y - 13.5)), stroke=ink, stroke_width=1.6), Path(
        cloth, fill=ink
    )


def depth_dots(
    present: Contact | None, wanted: Contact | None, x: float, y: float
) -> tuple[Mark, ...]:
    """Three dots round x: as many full as we know the person well, outlined up to what is wanted, dashed if unknown."""
    full, asked = (
        FAMILIARITY.get(present, 0) if present else 0,
        FAMILIARITY.get(wanted, 0) if wanted else 0,
    )
    dots: list[Mark] = []
    for step in range(3):
        at = x + (step - 1) * 12
        if step < full:
            dots.append(Disc(at, y, 4, KNOWN))
        elif step < asked:
            dots.append(
                Disc(at, y, 3.6, PAPER, KNOWN, 1.2, () if present else SMALL_DASH)
            )
        else:
            dots.append(Disc(at, y, 1.4, FAINT))
    return tuple(dots)


def share_bar(
    shares: tuple[float, float], x: float, y: float, width: float, height: float
) -> tuple[Mark, ...]:
    """A bar of what is for us (left) and against us (hatched); what is left white and dashed is not known."""
    good, bad = shares
    open = x + width * (good + bad)
    marks: list[Mark] = []
    if good + bad < 1 - 1e-9:
        marks.append(
            Box(
                open + 0.5,
                y + 0.5,
                x + width - open - 1,
                height - 1,
                PAPER,
                FAINT,
                0.9,
                1.5,
                SMALL_DASH,
            )
        )
    marks += [Box(x, y, width * good, height, GOOD, radius=2.0)] if good > 0 else []
    if bad > 0:
        left, right = x + width * good, open
        marks.append(Box(left, y, right - left, height, BAD, radius=2.0))
        steps = int((right - left - 2) // 4)
        marks += [
            Path(
                (("M", left + 2 + 4 * n, y + height), ("L", left + 2 + 4 * n + 2, y)),
                stroke=PAPER,
                stroke_width=0.8,
            )
            for n in range(steps)
        ]
    return tuple(marks)


class Stroke(NamedTuple):
    """How a kind of tie is drawn: ink, least and greatest width, dashes, and what stands at its end."""

    ink: str
    least: float
    most: float
    dash: tuple[float, ...] = ()
    head: Literal["full", "open"] | None = None


TIES: dict[TieKind, Stroke] = {
    TieKind.REPORTS_TO: Stroke("#B9C0CE", 1.6, 1.6),
    TieKind.DOTTED_TO: Stroke("#7A8594", 1.5, 1.5, (1.6, 3.4)),
    TieKind.INFLUENCES: Stroke("#2B62B5", 1.3, 3.6, (), "full"),
    TieKind.LISTENS_TO: Stroke("#2B62B5", 1.1, 3.0, (), "open"),
    TieKind.TALKS_TO: Stroke("#5B8A9A", 1.0, 2.6, (7.0, 3.0)),
    TieKind.CONFLICTS_WITH: Stroke("#C0392B", 1.4, 2.6, (5.0, 3.5)),
    TieKind.FRIEND_OF: Stroke("#8C7A4E", 1.0, 1.8),
}
USUAL = 0.35
"""Where between least and greatest width a tie of unknown strength lies."""
CASING, CASING_WIDTH = "#D9DEE7", 8.0
"""A reporting line in which another tie runs."""
PATH = Tone("#FCE9B8", "#B7791F")
GROUND = Tone("#F5F7FA", MUTED)
FADED = 0.8
"""How far towards the page somebody fades who is not meant."""


def stroke_width(kind: TieKind, share: float | None) -> float:
    """Width of a tie; `share` is its strength as a part of the strongest of its kind, None when not known."""
    look = TIES[kind]
    return look.least + (look.most - look.least) * (USUAL if share is None else share)


AnyMark = TypeVar("AnyMark", bound=Mark)


def faded(mark: AnyMark) -> AnyMark:
    """A mark, with all in it, that steps back behind the others.

    Examples
    --------
    >>> faded(Disc(10, 10, 4, fill="#000000")).fill
    '#CCCCCC'
    """
    if isinstance(mark, Group):
        return replace(
            mark,
            marks=tuple(faded(inner) for inner in mark.marks),
            classes=(*mark.classes, "faded"),
        )
    paints = {each.name for each in fields(mark)} & {"fill", "stroke", "ink"}
    changed: dict[str, Any] = {
        name: _towards_page(getattr(mark, name))
        for name in paints
        if getattr(mark, name)
    }
    return replace(mark, **changed)


@lru_cache(maxsize=256)
def _towards_page(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * FADED):02X}" for part in parts)


THEME = {
    "dk1": TEXT,
    "lt1": PAPER,
    "dk2": MUTED,
    "lt2": RULE,
    "accent1": ROLES[Role.OWNER].ink,
    "accent2": ROLES[Role.ADVOCATE].ink,
    "accent3": ROLES[Role.GATEKEEPER].ink,
    "accent4": ROLES[Role.APPROVER].ink,
    "accent5": STANCES[Stance.OPPONENT],
    "accent6": STANCES[Stance.ENEMY],
    "hlink": ROLES[Role.OWNER].ink,
    "folHlink": ROLES[Role.APPROVER].ink,
}
"""The twelve colours of a deck: text, paper, muted text and rules first, to which the pictures in it refer."""
FACES = ("Source Sans Pro", "Microsoft YaHei")
"""Typefaces of a deck, for Latin and for Chinese; every PowerPoint that shows Chinese has the second."""
