"""The drawn discs of stances, answers and needs.

Every color has a second sign, so that a picture reads in gray and for color-blind
readers.
"""

from __future__ import annotations

from collections.abc import Iterable

from powermap.model import Answer, Stance
from powermap.scene.marks import Disc, Mark, Path
from powermap.style.colors import (
    BAD,
    FAINT,
    GOOD,
    MUTED,
    PAPER,
    RULE,
    SMALL_DASH,
    STANCES,
)
from powermap.style.outlines import outline, polar

__all__ = [
    "answer_disc",
    "need_disc",
    "no_need",
    "stance_disc",
    "stance_sign",
    "unknown_disc",
]

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
    return disc, stance_sign(stance, x, y, radius)


def unknown_disc(
    x: float, y: float, radius: float, *, solid: bool = False
) -> tuple[Mark, ...]:
    """Whatever is unknown: dashed, with a question mark."""
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
    ), *_question_mark(x, y, radius)


def _question_mark(x: float, y: float, radius: float) -> tuple[Mark, Mark]:
    """Drawn like the other signs: as text it would be smaller than text may be."""
    unit = radius * 0.42
    hook = (
        ("M", x - unit * 0.62, y - unit * 0.55),
        (
            "C",
            x - unit * 0.62,
            y - unit * 1.45,
            x + unit * 0.75,
            y - unit * 1.45,
            x + unit * 0.7,
            y - unit * 0.5,
        ),
        (
            "C",
            x + unit * 0.66,
            y + unit * 0.05,
            x,
            y - unit * 0.05,
            x,
            y + unit * 0.62,
        ),
    )
    width = max(radius * STEMS * 0.85, THINNEST * 0.9)
    return (
        Path(hook, stroke=MUTED, stroke_width=width),
        Disc(x, y + unit * 1.22, width * 0.62, fill=MUTED),
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


def stance_sign(stance: Stance, x: float, y: float, radius: float) -> Path:
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
        corners.append(polar(x, y, reach, step * 180 / STAR_TIPS - 90))
    return Path(outline(corners), fill=PAPER)


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
