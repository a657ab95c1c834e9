"""The drawn bars: beside a disc at the cutoff, and of shares."""

from __future__ import annotations

from collections.abc import Iterable

from powermap.scene.marks import Box, Mark, Path
from powermap.style.colors import BAD, FAINT, GOOD, MUTED, PAPER, SMALL_DASH, TEXT

__all__ = ["cut_bars", "near_bars", "share_bar"]

CUT_BAR_GAP = 2.4
"""Points between a disc and the middle of the bar that it stands on."""
CUT_BAR_REACH = 0.9
"""Half the length of that bar, as a part of the radius of the disc."""
CUT_BAR_WIDTH = 1.8
NEAR_BAR_WIDTH = 1.4
NEAR_DASH = (2.0, 1.6)
"""Points drawn and left out, short enough for the smallest disc."""
ALL = 1 - 1e-9
"""Shares that add up to this leave nothing unknown."""


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
