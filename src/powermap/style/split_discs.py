"""The disc of two stances: left the stance toward us, right toward a rival."""

from __future__ import annotations

from powermap.model import Stance
from powermap.scene.marks import Disc, Mark, Path
from powermap.style.colors import FAINT, MUTED, PAPER, SMALL_DASH, STANCES
from powermap.style.discs import stance_sign, unknown_disc
from powermap.style.outlines import outline, polar

__all__ = ["empty_halves", "split_disc"]

STEP = 10
"""Degrees between the corners of a half circle: round at every size that is drawn."""
APART = 0.06
"""Half the gap between the halves, as a part of the radius."""
MIDDLE = 0.47
"""From the middle of the disc to that of a half, as a part of the radius."""
QUESTION_BOW = 0.19
"""Radius of the bow of a question mark, as a part of that of the disc."""
SIGN = 0.66
"""Size of a sign in a half, as a part of that in a whole disc."""


def split_disc(
    ours: Stance | None,
    theirs: Stance | None,
    x: float,
    y: float,
    radius: float,
    *,
    solid: bool = False,
) -> tuple[Mark, ...]:
    """The left half has our stance, the right half that toward the rival."""
    if ours is None and theirs is None:
        return unknown_disc(x, y, radius, solid=solid)
    ground = Disc(x, y, radius, fill=PAPER, solid=solid)
    left = _half(ours, x, y, radius, toward=-1)
    right = _half(theirs, x, y, radius, toward=1)
    return (ground, *left, *right)


def _half(
    stance: Stance | None, x: float, y: float, radius: float, toward: int
) -> tuple[Mark, ...]:
    edge = x + toward * radius * APART
    middle = x + toward * radius * MIDDLE
    if stance is None:
        # Without the straight edge, which the other half draws.
        arc = _half_outline(edge, y, radius - 0.5, toward)[:-1]
        frame = Path(arc, stroke=FAINT, stroke_width=1.0, dash=SMALL_DASH)
        return (frame, *_question_mark(middle, y, radius))
    shape = _half_outline(edge, y, radius, toward)
    sign = stance_sign(stance, middle, y, radius * SIGN)
    return Path(shape, fill=STANCES[stance]), sign


def _half_outline(
    x: float, y: float, radius: float, toward: int
) -> tuple[tuple[object, ...], ...]:
    first = -90 if toward > 0 else 90
    corners = []
    for degrees in range(first, first + 181, STEP):
        corners.append(polar(x, y, radius * (1 - APART), degrees))
    return outline(corners)


def _question_mark(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """Drawn and not written, as the other signs: half a disc is small for a letter."""
    bow = radius * QUESTION_BOW
    top = y - radius * 0.18
    corners = [polar(x, top, bow, degrees) for degrees in range(190, 431, 20)]
    first, *others = corners
    commands: list[tuple[object, ...]] = [("M", *first)]
    for corner in others:
        commands.append(("L", *corner))
    commands.append(("L", x, round(y + radius * 0.14, 4)))
    width = round(radius * 0.13, 4)
    hook = Path(tuple(commands), stroke=MUTED, stroke_width=width)
    dot = Disc(x, y + radius * 0.33, radius * 0.08, fill=MUTED)
    return hook, dot


def empty_halves(x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """The two halves without a stance, for a legend that names them."""
    halves = []
    for toward in (-1, 1):
        edge = x + toward * radius * APART
        shape = _half_outline(edge, y, radius, toward)
        halves.append(Path(shape, fill=FAINT if toward < 0 else MUTED))
    return tuple(halves)
