"""The drawn signs: discs of stances, answers and needs, dots, a flag, a bar of shares.

Every color has a second sign, so that a picture reads in gray and for color-blind
readers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from powermap.model import Answer, Contact, Stance
from powermap.scene.marks import Box, Disc, Mark, Path, Point, Text
from powermap.scene.text import measure
from powermap.style.colors import (
    BAD,
    FAINT,
    FAMILIARITY,
    GOOD,
    KNOWN,
    MUTED,
    PAPER,
    RULE,
    SMALL_DASH,
    STANCES,
    TEXT,
    WARNING,
)

Segment = tuple[float, float, float, float]
"""A straight stroke from (x, y) to (x, y), seen from the center of its disc."""
STEMS = 0.19
"""Width of the strokes of a sign, as a part of the radius of its disc."""
THINNEST = 1.2
"""Their least width in points."""
STAR_TIPS = 5
# A regular star has its inner corners at 0.38 of the tips; a little more, so that the
# arms stay visible on a disc of 8.7 points.
STAR_OUTER = 0.6
"""Radius of the tips, as a part of the radius of the disc."""
STAR_INNER = 0.25
"""Radius of the corners between them."""
CUT_BAR_GAP = 2.4
"""Points between a disc and the middle of the bar that it stands on."""
CUT_BAR_REACH = 0.9
"""Half the length of that bar, as a part of the radius of the disc."""
CUT_BAR_WIDTH = 1.8
NEAR_BAR_WIDTH = 1.4
NEAR_DASH = (2.0, 1.6)
"""Points drawn and left out, short enough for the smallest disc."""
DOTS = 3
"""Dots for how well we know a person."""
ALL = 1 - 1e-9
"""Shares that add up to this leave nothing unknown."""


def stance_disc(
    stance: Stance | None, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The disc of a stance with its sign; dashed with a question mark while unknown."""
    if stance is None:
        return unknown_disc(x, y, radius, solid=solid)
    disc = Disc(
        x,
        y,
        radius,
        fill=STANCES[stance],
        solid=solid,
    )
    return disc, _stance_sign(stance, x, y, radius)


def unknown_disc(
    x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """Whatever is unknown: dashed, with a question mark."""
    size = radius * 1.15
    width = measure("?", size, "semibold")
    sign = Text(
        x,
        y + size * 0.34,
        "?",
        size=size,
        ink=MUTED,
        width=width,
        weight="semibold",
        anchor="middle",
    )
    return Disc(
        x,
        y,
        # Half the stroke less, so that it ends where a filled disc ends.
        radius - 0.5,
        fill=PAPER,
        stroke=FAINT,
        stroke_width=1.0,
        dash=SMALL_DASH,
        solid=solid,
    ), sign


def _stance_sign(stance: Stance, x: float, y: float, radius: float) -> Path:
    """A star, a plus, an equals sign, a minus or a cross."""
    if stance is Stance.CHAMPION:
        return _star(x, y, radius)
    arm = radius * 0.45
    match stance:
        case Stance.SUPPORTER:
            strokes = [(-arm, 0, arm, 0), (0, -arm, 0, arm)]
        case Stance.NEUTRAL:
            half = arm * 0.45
            strokes = [(-arm, -half, arm, -half), (-arm, half, arm, half)]
        case Stance.OPPONENT:
            strokes = [(-arm, 0, arm, 0)]
        case Stance.ENEMY:
            # A cross seems larger than a plus with arms of the same length.
            reach = arm * 0.8
            strokes = [(-reach, -reach, reach, reach), (-reach, reach, reach, -reach)]
    return _draw_strokes(strokes, x, y, radius)


def _star(x: float, y: float, radius: float) -> Path:
    corners = []
    for step in range(2 * STAR_TIPS):
        is_tip = step % 2 == 0
        reach = radius * (STAR_OUTER if is_tip else STAR_INNER)
        corners.append(_polar(x, y, reach, step * 180 / STAR_TIPS - 90))
    return Path(_outline(corners), fill=PAPER)


def _outline(corners: Iterable[Point]) -> tuple[tuple[object, ...], ...]:
    first, *others = corners
    commands: list[tuple[object, ...]] = [("M", *first)]
    for corner in others:
        commands.append(("L", *corner))
    commands.append(("Z",))
    return tuple(commands)


def _polar(x: float, y: float, radius: float, degrees: float) -> Point:
    angle = math.radians(degrees)
    return (
        # Sines differ in their last digits between machines; four decimals do not.
        round(x + radius * math.cos(angle), 4),
        round(y + radius * math.sin(angle), 4),
    )


def _draw_strokes(
    strokes: Iterable[Segment], x: float, y: float, radius: float
) -> Path:
    """White strokes around the center of a disc."""
    commands: list[tuple[object, ...]] = []
    for x1, y1, x2, y2 in strokes:
        commands.append(("M", x + x1, y + y1))
        commands.append(("L", x + x2, y + y2))
    width = max(radius * STEMS, THINNEST)
    return Path(tuple(commands), stroke=PAPER, stroke_width=width)


def cut_bars(
    axes: Iterable[str], x: float, y: float, radius: float
) -> tuple[Mark, ...]:
    """The bars on which a disc stands whose scores are exactly at the cutoff.

    As on the map, the cutoff of power lies below it and that of involvement at its left.
    """
    away = radius + CUT_BAR_GAP
    reach = radius * CUT_BAR_REACH
    ends = {
        "power": (-reach, away, reach, away),
        "involvement": (-away, -reach, -away, reach),
    }
    commands: list[tuple[object, ...]] = []
    for axis in axes:
        x1, y1, x2, y2 = ends[axis]
        commands.append(("M", x + x1, y + y1))
        commands.append(("L", x + x2, y + y2))
    if not commands:
        return ()
    return (Path(tuple(commands), stroke=TEXT, stroke_width=CUT_BAR_WIDTH),)


def near_bars(
    sides: Iterable[str], x: float, y: float, radius: float
) -> tuple[Mark, ...]:
    """The thin dashed lines beside a disc whose scores are close to the cutoff.

    Parameters
    ----------
    sides : iterable of {"above", "below", "left", "right"}
        Where the cutoff lies, seen from the disc.
    """
    away = radius + CUT_BAR_GAP
    reach = radius * CUT_BAR_REACH
    ends = {
        "above": (-reach, -away, reach, -away),
        "below": (-reach, away, reach, away),
        "left": (-away, -reach, -away, reach),
        "right": (away, -reach, away, reach),
    }
    commands: list[tuple[object, ...]] = []
    for side in sides:
        x1, y1, x2, y2 = ends[side]
        commands.append(("M", x + x1, y + y1))
        commands.append(("L", x + x2, y + y2))
    if not commands:
        return ()
    return (
        Path(
            tuple(commands), stroke=MUTED, stroke_width=NEAR_BAR_WIDTH, dash=NEAR_DASH
        ),
    )


def answer_disc(
    answer: Answer, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The disc of an answer: plus, minus, or dashed with a question mark."""
    if answer is Answer.UNKNOWN:
        return unknown_disc(x, y, radius, solid=solid)
    arm = radius * 0.45
    strokes = [(-arm, 0.0, arm, 0.0)]
    color = BAD
    if answer is Answer.PLUS:
        strokes.append((0.0, -arm, 0.0, arm))
        color = GOOD
    disc = Disc(
        x,
        y,
        radius,
        fill=color,
        solid=solid,
    )
    return disc, _draw_strokes(strokes, x, y, radius)


def need_disc(
    met: bool | None, x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """The disc of a need: a tick when met, a cross when not, dashed when unknown."""
    if met is None:
        return unknown_disc(x, y, radius, solid=solid)
    arm = radius * 0.36
    if met:
        color = GOOD
        strokes = [
            (-arm * 1.2, 0.1 * arm, -arm * 0.3, arm),
            (-arm * 0.3, arm, arm * 1.3, -arm * 0.9),
        ]
    else:
        color = BAD
        strokes = [(-arm, -arm, arm, arm), (-arm, arm, arm, -arm)]
    disc = Disc(
        x,
        y,
        radius,
        fill=color,
        solid=solid,
    )
    return disc, _draw_strokes(strokes, x, y, radius)


def no_need(x: float, y: float) -> tuple[Mark, ...]:
    """The point where a person has no such need."""
    return (Disc(x, y, 1.6, fill=RULE),)


def contact_dots(contact: Contact | None, right: float, y: float) -> tuple[Mark, ...]:
    """Three dots ending at `right`, as many full as we know the person well."""
    full = _familiarity(contact)
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
                )
            )
    return tuple(dots)


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


def _familiarity(contact: Contact | None) -> int:
    if contact is None:
        return 0
    return FAMILIARITY[contact]


def warning_sign(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """A triangle with an exclamation mark: something is missing here."""
    # The middle of a triangle's height lies above its center of gravity.
    low = y + radius * 0.18
    corners = []
    for degrees in (-90, 30, 150):
        corners.append(_polar(x, low, radius * 1.12, degrees))
    triangle = Path(_outline(corners), fill=WARNING)
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
        Path(_outline(cloth), fill=ink),
    )


def share_bar(
    shares: tuple[float, float], x: float, y: float, width: float, height: float
) -> tuple[Mark, ...]:
    """A bar of what is for us (left) and against us (hatched).

    What remains is unknown: white and dashed.
    """
    good, bad = shares
    end_of_good = x + width * good
    end_of_bad = x + width * (good + bad)
    marks: list[Mark] = []
    # The bar of what is unknown first, so that both others cover its rounded ends.
    if good + bad < ALL:
        rest = Box(
            end_of_bad + 0.5,
            y + 0.5,
            x + width - end_of_bad - 1,
            height - 1,
            fill=PAPER,
            stroke=FAINT,
            stroke_width=0.9,
            radius=1.5,
            dash=SMALL_DASH,
        )
        marks.append(rest)
    if good > 0:
        marks.append(
            Box(
                x,
                y,
                width * good,
                height,
                fill=GOOD,
                radius=2.0,
            )
        )
    if bad > 0:
        length = end_of_bad - end_of_good
        marks.append(
            Box(
                end_of_good,
                y,
                length,
                height,
                fill=BAD,
                radius=2.0,
            )
        )
        # Red and green of about the same lightness are one color for many readers.
        marks += _draw_hatching(end_of_good, length, y, height)
    return tuple(marks)


def _draw_hatching(left: float, length: float, y: float, height: float) -> list[Path]:
    strokes = []
    for number in range(int((length - 2) // 4)):
        x = left + 2 + 4 * number
        commands = (("M", x, y + height), ("L", x + 2, y))
        strokes.append(Path(commands, stroke=PAPER, stroke_width=0.8))
    return strokes
