"""Which color stands for which role, stance, kind of tie or judgment."""

from __future__ import annotations

from typing import Literal, NamedTuple

from powermap.model import Contact, Relationship, Role, Stance, TieKind
from powermap.model.playbook import brand


def own(name: str) -> str:
    """Powermap's own color under a name that a playbook may give another."""
    return brand.BRAND_COLORS[name].default


# Inks from the strongest to the faintest; `MUTED` is the lightest that words may have.
TEXT = own("text")
MUTED = own("muted")
FAINT = own("faint")
"""Rims and leaders, which carry no text."""
RULE = own("rule")
PAPER = brand.PAPER
KNOWN = own("decider")
"""How well we know a person."""
SHADOW = own("text")
# Dashed always means unknown or not there, on every mark of every chart.
DASH = (4.0, 3.0)
"""Dash and gap of a ground, in points."""

# Shorter, so that at least a dozen dashes go around a disc.
SMALL_DASH = (2.2, 1.8)
"""Dash and gap of a disc, in points."""


class Tone(NamedTuple):
    """A pale ground and the ink that reads on it."""

    tint: str
    ink: str


ROLES: dict[Role, Tone] = {
    role: Tone(own(f"{role.value}_tint"), own(role.value)) for role in Role
}
NO_ROLE = Tone("#F7F8FA", MUTED)
STANCES: dict[Stance, str] = {stance: own(stance.value) for stance in Stance}
FAMILIARITY: dict[Contact, int] = {
    Contact.NONE: 0,
    Contact.BRIEF: 1,
    Contact.SEVERAL: 2,
    Contact.DEEP: 3,
}
"""How many of three dots are full."""
GOOD = own("supporter")
"""For us."""
BAD = own("enemy")
"""Against us."""

# Darker than an opponent's orange: it also stands as ink, which needs 4.5 to 1 on
# white.
WARNING = "#B4600C"
"""Something is missing."""
ALARM = Tone("#FDF3E8", "#96500A")
"""A row that needs attention."""

# Tones of roles again: one more set of hues could hardly be told apart from those of
# roles and stances.
RELATIONSHIPS: dict[Relationship, Tone] = {
    Relationship.OUTSIDER: ROLES[Role.INFLUENCER],
    Relationship.FRIEND: ROLES[Role.GATEKEEPER],
    Relationship.SUPPLIER: ROLES[Role.OWNER],
    Relationship.PARTNER: ROLES[Role.ADVOCATE],
}


def tone(role: Role | None) -> Tone:
    """Ground and ink of a role."""
    if role is None:
        return NO_ROLE
    return ROLES[role]


class Stroke(NamedTuple):
    """How a kind of tie is drawn.

    Its ink, its least and greatest width in points, its dashes, and its head.
    """

    ink: str
    least: float
    most: float
    dash: tuple[float, ...] = ()
    head: Literal["full", "open"] | None = None


# Color alone never says the kind: dash, width and head differ too, so that the graph
# reads in gray. What passes influence on is solid and has a head.
TIES: dict[TieKind, Stroke] = {
    TieKind.REPORTS_TO: Stroke(own("reporting_line"), 1.6, 1.6),
    TieKind.DOTTED_TO: Stroke(own("neutral"), 1.5, 1.5, (1.6, 3.4)),
    TieKind.INFLUENCES: Stroke(own("influence"), 1.3, 3.6, (), "full"),
    TieKind.LISTENS_TO: Stroke(own("influence"), 1.1, 3.0, (), "open"),
    TieKind.TALKS_TO: Stroke(own("talks"), 1.0, 2.6, (7.0, 3.0)),
    TieKind.CONFLICTS_WITH: Stroke(own("enemy"), 1.4, 2.6, (5.0, 3.5)),
    TieKind.FRIEND_OF: Stroke(own("friendship"), 1.0, 1.8),
}
# Rather thin: a tie of unknown strength must not look like a strong one.
USUAL = 0.35
"""Where between least and greatest width a tie of unknown strength lies."""
CASING = "#D9DEE7"
"""A reporting line inside which another tie runs."""
CASING_WIDTH = 8.0
"""Its width in points."""
PATH = Tone(own("path_tint"), own("path"))
"""What lies on a path."""
GROUND = Tone("#F5F7FA", MUTED)
"""A neutral ground."""


def stroke_width(kind: TieKind, share: float | None) -> float:
    """Width of a tie in points.

    `share` is its strength as a part of the strongest of its kind, None when unknown.
    """
    look = TIES[kind]
    if share is None:
        share = USUAL
    # Linear in width. Few steps can be told apart anyway, and the number is in the
    # tooltip.
    return look.least + (look.most - look.least) * share
