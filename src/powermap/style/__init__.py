"""How meaning looks: the only place where a role, a stance or a contact becomes a colour and a drawn sign.

Every colour has a second sign, so that a picture reads in grey and for colour-blind eyes.
"""

from __future__ import annotations

import math
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar

from powermap.model import Contact, Role, Stance, TieKind
from powermap.scene.marks import Disc, Group, Mark, Path, Text
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
FAMILIARITY: dict[Contact, int] = {Contact.NONE: 0, Contact.BRIEF: 1, Contact.SEVERAL: 2, Contact.DEEP: 3}


def tone(role: Role | None) -> Tone:
    """Ground and ink of a role."""
    return ROLES[role] if role is not None else NO_ROLE


def stance_disc(stance: Stance | None, x: float, y: float, radius: float, *, solid: bool = False) -> tuple[Mark, ...]:
    """The disc of a stance with its drawn sign; dashed with a question mark while unknown."""
    if stance is None:
        size = radius * 1.15
        sign = Text(x, y + size * 0.34, "?", size, MUTED, measure("?", size, "semibold"), "semibold", "middle")
        return Disc(x, y, radius - 0.5, PAPER, FAINT, 1.0, SMALL_DASH, solid), sign
    return Disc(x, y, radius, STANCES[stance], solid=solid), _sign(stance, x, y, radius)


def _sign(stance: Stance, x: float, y: float, radius: float) -> Path:
    if stance is Stance.CHAMPION:
        corners = [_polar(x, y, radius * (0.6 if step % 2 == 0 else 0.25), step * 36 - 90) for step in range(10)]
        return Path((("M", *corners[0]), *(("L", *corner) for corner in corners[1:]), ("Z",)), fill=PAPER)
    arm = radius * 0.45
    strokes = {
        Stance.SUPPORTER: ((-arm, 0, arm, 0), (0, -arm, 0, arm)),
        Stance.NEUTRAL: ((-arm, -arm * 0.45, arm, -arm * 0.45), (-arm, arm * 0.45, arm, arm * 0.45)),
        Stance.OPPONENT: ((-arm, 0, arm, 0),),
        Stance.ENEMY: ((-arm * 0.8, -arm * 0.8, arm * 0.8, arm * 0.8), (-arm * 0.8, arm * 0.8, arm * 0.8, -arm * 0.8)),
    }[stance]
    commands = [cmd for x1, y1, x2, y2 in strokes for cmd in (("M", x + x1, y + y1), ("L", x + x2, y + y2))]
    return Path(tuple(commands), stroke=PAPER, stroke_width=max(radius * 0.19, 1.2))


def _polar(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return round(x + radius * math.cos(angle), 4), round(y + radius * math.sin(angle), 4)


def contact_dots(contact: Contact | None, right: float, y: float) -> tuple[Mark, ...]:
    """Three dots ending at `right`, as many full as we know the person well."""
    full = FAMILIARITY.get(contact, 0) if contact is not None else 0
    return tuple(
        Disc(
            right - 3 - 8.2 * (2 - step), y, 2.7, KNOWN if step < full else PAPER, KNOWN if step < full else FAINT, 0.9
        )
        for step in range(3)
    )


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
        return replace(mark, marks=tuple(faded(inner) for inner in mark.marks), classes=(*mark.classes, "faded"))
    paints = {each.name for each in fields(mark)} & {"fill", "stroke", "ink"}
    changed: dict[str, Any] = {name: _towards_page(getattr(mark, name)) for name in paints if getattr(mark, name)}
    return replace(mark, **changed)


@lru_cache(maxsize=256)
def _towards_page(colour: str) -> str:
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * FADED):02X}" for part in parts)
