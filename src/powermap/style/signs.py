"""The drawn signs: dots of contact, a warning and a flag."""

from __future__ import annotations

from powermap.model import Contact
from powermap.scene.marks import Disc, Mark, Path
from powermap.style.colors import (
    FAINT,
    FAMILIARITY,
    KNOWN,
    PAPER,
    SMALL_DASH,
    TEXT,
    WARNING,
)
from powermap.style.outlines import outline, polar

__all__ = [
    "contact_dots",
    "depth_dots",
    "differs_sign",
    "flag",
    "halo",
    "veto_sign",
    "warning_sign",
]

# At this size three dashes are all that a rim can show.
TINY_DASH = (1.5, 1.33)
"""Dash and gap of a dot, in points."""
DOTS = 3
"""Dots for how well we know a person."""


def contact_dots(contact: Contact | None, right: float, y: float) -> tuple[Mark, ...]:
    """Three dots ending at `right`, as many full as we know the person well.

    All are dashed while it is unknown how well we do; empty ones mean no contact.
    """
    full = _familiarity(contact)
    dash = TINY_DASH if contact is None else ()
    dots = []
    for step in range(DOTS):
        x = right - 3 - 8.2 * (DOTS - 1 - step)
        if step < full:
            dots.append(
                Disc(
                    x,
                    y,
                    2.7,
                    fill=KNOWN,
                    stroke=KNOWN,
                    stroke_width=0.9,
                )
            )
        else:
            dots.append(
                Disc(
                    x,
                    y,
                    2.7,
                    fill=PAPER,
                    stroke=FAINT,
                    stroke_width=0.9,
                    dash=dash,
                )
            )
    return tuple(dots)


def veto_sign(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """A stop sign: an octagon with a bar, for somebody who can veto."""
    corners = []
    for number in range(8):
        corners.append(polar(x, y, radius, 22.5 + 45 * number))
    reach = radius * 0.5
    bar = (("M", x - reach, y), ("L", x + reach, y))
    return (
        Path(outline(corners), fill=TEXT),
        Path(bar, stroke=PAPER, stroke_width=radius * 0.32),
    )


def halo(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """White paper behind a thin sign that stands on something else."""
    return (Disc(x, y, radius, fill=PAPER),)


def differs_sign(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """An unequal sign: the declared role is not the one that the scores give."""
    arm = radius * 0.8
    high = radius * 0.32
    commands = (
        ("M", x - arm, y - high),
        ("L", x + arm, y - high),
        ("M", x - arm, y + high),
        ("L", x + arm, y + high),
        ("M", x - radius * 0.45, y + radius * 0.95),
        ("L", x + radius * 0.45, y - radius * 0.95),
    )
    return (Path(commands, stroke=WARNING, stroke_width=radius * 0.28),)


def depth_dots(
    present: Contact | None, wanted: Contact | None, x: float, y: float
) -> tuple[Mark, ...]:
    """Three dots around x: full as we know the person, outlined up to what we want.

    The outlines are dashed where it is unknown how well we know the person.
    """
    full = _familiarity(present)
    outlined = _familiarity(wanted)
    dash = SMALL_DASH if present is None else ()
    dots: list[Mark] = []
    for step in range(DOTS):
        at = x + (step - 1) * 12
        if step < full:
            dots.append(Disc(at, y, 4, fill=KNOWN))
        elif step < outlined:
            dots.append(
                Disc(
                    at,
                    y,
                    3.6,
                    fill=PAPER,
                    stroke=KNOWN,
                    stroke_width=1.2,
                    dash=dash,
                )
            )
        else:
            dots.append(Disc(at, y, 1.4, fill=FAINT))
    return tuple(dots)


def warning_sign(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """A triangle with an exclamation mark: something is missing here."""
    # The middle of a triangle's height lies above its center of gravity.
    low = y + radius * 0.18
    corners = []
    for degrees in (-90, 30, 150):
        corners.append(polar(x, low, radius * 1.12, degrees))
    triangle = Path(outline(corners), fill=WARNING)
    stem = Path(
        (("M", x, y - radius * 0.35), ("L", x, y + radius * 0.22)),
        stroke=PAPER,
        stroke_width=radius * 0.2,
    )
    return triangle, stem, Disc(x, y + radius * 0.48, radius * 0.12, fill=PAPER)


def flag(x: float, y: float, ink: str) -> tuple[Mark, ...]:
    """A small flag on its pole, standing at (x, y)."""
    pole = (("M", x, y), ("L", x, y - 13.5))
    left = x + 0.8
    cloth = [
        (left, y - 13),
        (x + 10, y - 9.7),
        (left, y - 6.4),
    ]
    return (
        Path(pole, stroke=ink, stroke_width=1.6),
        Path(outline(cloth), fill=ink),
    )


def _familiarity(contact: Contact | None) -> int:
    if contact is None:
        return 0
    return FAMILIARITY[contact]
