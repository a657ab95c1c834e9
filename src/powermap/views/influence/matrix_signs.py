"""Signs of ties in the cells of a table, one shape for each kind, and their legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import TieKind
from powermap.scene.marks import Box, Disc, Group, Mark, Path
from powermap.scene.text import measure
from powermap.views import frame
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.language import Language

SMALLEST = 0.4
"""Share of a cell that the sign of the weakest tie takes."""
LARGEST = 0.8
"""The same of the strongest tie."""
UNKNOWN = 0.55
"""The same of a tie of unknown strength."""
SAMPLE = 16.0
"""Width of a sign in the legend."""
LEGEND = 12.0
"""Font size of the legend."""
LEGEND_ROW = 22.0
LEGEND_GAP = 24.0


def draw_tie_sign(
    kind: TieKind, x: float, y: float, room: float, share: float | None
) -> tuple[Mark, ...]:
    """The sign of a tie around a point, larger for a stronger one.

    `share` is the strength as a part of the strongest of its kind.
    """
    ink = style.TIES[kind].ink
    part = UNKNOWN if share is None else SMALLEST + (LARGEST - SMALLEST) * share
    half = room * part / 2
    match kind:
        case TieKind.REPORTS_TO:
            sign: Mark = _square(x, y, room / 2 - 1, fill=style.CASING)
        case TieKind.INFLUENCES:
            sign = _square(x, y, half, fill=ink)
        case TieKind.LISTENS_TO:
            sign = _square(x, y, half - 0.8, fill=style.PAPER, stroke=ink)
        case TieKind.DOTTED_TO:
            sign = _square(x, y, half - 0.8, stroke=ink, dash=(1.6, 2.0))
        case TieKind.CONFLICTS_WITH:
            return _cross(x, y, half, ink)
        case TieKind.FRIEND_OF:
            sign = Disc(x, y, half, fill=ink)
        case TieKind.TALKS_TO:
            paper = style.PAPER
            sign = Disc(x, y, half - 0.8, fill=paper, stroke=ink, stroke_width=1.6)
    return (sign,)


def _cross(x: float, y: float, half: float, ink: str) -> tuple[Mark, ...]:
    falling = (("M", x - half, y - half), ("L", x + half, y + half))
    rising = (("M", x - half, y + half), ("L", x + half, y - half))
    return (
        Path(falling, stroke=ink, stroke_width=2.0),
        Path(rising, stroke=ink, stroke_width=2.0),
    )


def _square(
    x: float,
    y: float,
    half: float,
    *,
    fill: str | None = None,
    stroke: str | None = None,
    dash: tuple[float, ...] = (),
) -> Box:
    return Box(
        x - half,
        y - half,
        2 * half,
        2 * half,
        fill=fill,
        stroke=stroke,
        stroke_width=1.6,
        radius=2.0,
        dash=dash,
    )


def draw_matrix_legend(
    kinds: Sequence[TieKind], y: float, width: float, language: Language
) -> tuple[list[Mark], float]:
    """A sign and a name for each kind, from left to right; and where they end."""
    marks: list[Mark] = []
    x = frame.MARGIN
    for kind in kinds:
        name = language.say(f"influence.cell_{kind.value}")
        wide = SAMPLE + 8 + measure(name, LEGEND)
        if x > frame.MARGIN and x + wide > width - frame.MARGIN:
            x = frame.MARGIN
            y += LEGEND_ROW
        sign = draw_tie_sign(kind, x + SAMPLE / 2, y, SAMPLE, 1.0)
        words = line(name, x + SAMPLE + 8, y + 4, LEGEND, style.MUTED, solid=True)
        marks.append(Group((*sign, words), classes=("legend",)))
        x += wide + LEGEND_GAP
    return marks, y + LEGEND_ROW
