"""The gates of the funnel: what flows from one stage to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Box, Group, Mark, Path, Text
from powermap.scene.text import measure
from powermap.style import flow
from powermap.views import frame
from powermap.views.figures import fitted
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.judgment.pipeline import Conversion
    from powermap.language import Language
    from powermap.views.page import Page

CORNER = 9.0  # radius of the corners of a bar
UNKNOWN = "pipeline.none"
"""The word for a figure that is not known."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Where the funnel and the columns of figures stand on a page.

    Attributes
    ----------
    left, right : float
        Edges of the widest bar.
    edges : (now, amount, expected, days)
        Right edges of the columns of figures.
    bar, gate : float
        Height of a stage, and of what lies between two.
    to_tiles : float
        From the last stage down to the figures; those who were lost stand between.
    """

    left: float
    right: float
    edges: tuple[float, float, float, float]
    bar: float
    gate: float
    to_tiles: float

    @property
    def middle(self) -> float:
        """The axis of the funnel."""
        return (self.left + self.right) / 2

    @property
    def room(self) -> float:
        """Of a column of figures."""
        return self.edges[-1] - self.edges[-2] - 14

    @classmethod
    def of(cls, page: Page, *, is_low: bool = False) -> Measures:
        """The measures for a page; low ones where the usual ones do not fit."""
        step = page.between(98, 131)
        edges = [page.right - step * columns for columns in (3, 2, 1, 0)]
        return cls(
            left=page.between(172, 236),
            right=edges[0] - page.between(58, 74),
            edges=(edges[0], edges[1], edges[2], edges[3]),
            bar=36.0 if is_low else 54.0,
            gate=32.0 if is_low else 44.0,
            to_tiles=54.0 if is_low else 70.0,
        )


def draw_gate(
    gate: Conversion,
    widths: tuple[float, float],
    y: float,
    measures: Measures,
    language: Language,
) -> Group:
    """What flows from one stage to the next, with its rate.

    `widths` are those of the bars above and below.
    """
    above, below = widths
    middle = y + measures.gate / 2
    marks = (
        # Inside the rounded corners of both bars, or the stream would show beside them.
        _draw_stream(above / 2 - CORNER, below / 2 - CORNER, y, measures),
        *_draw_gate_name(gate, middle, measures.left, language),
        *_draw_rate(gate, middle, measures.middle, language),
        *_draw_outcomes(gate, middle, measures.right + 22, language),
    )
    tooltip = language.text(gate.because)
    return Group(marks, f"gate {gate.gate}", tooltip, ("gate",))


def _draw_stream(above: float, below: float, y: float, measures: Measures) -> Path:
    """The ground between two bars, from half the width above to that below."""
    x = measures.middle
    low = y + measures.gate
    corners = (
        ("M", x - above, y),
        ("L", x + above, y),
        ("L", x + below, low),
        ("L", x - below, low),
        ("Z",),
    )
    return Path(corners, fill=flow.STREAM)


def _draw_gate_name(
    gate: Conversion, middle: float, right: float, language: Language
) -> tuple[Text, Text]:
    y = middle + 4.5
    name = line(
        gate.gate,
        frame.MARGIN,
        y,
        12,
        flow.GAIN.ink,
        "semibold",
        spacing=0.8,
        solid=True,
    )
    work = language.say(f"pipeline.gate_{gate.gate}")
    left = frame.MARGIN + name.width + 10
    return name, fitted(
        work,
        left,
        y,
        right - left - 16,
        12,
        style.MUTED,
    )


def _draw_rate(
    gate: Conversion, middle: float, x: float, language: Language
) -> tuple[Mark, Mark]:
    if gate.rate is None:
        text = language.say(UNKNOWN)
        size = 12
        ink = style.MUTED
        rim = style.FAINT
        dash: tuple[float, ...] = style.DASH
    else:
        text = language.percent(gate.rate)
        size = 15
        ink = style.TEXT
        rim = style.RULE
        dash = ()
    width = measure(text, size, "semibold") + 24
    left = x - width / 2
    y = middle + size / 3 + 0.2
    return (
        Box(
            left,
            middle - 13,
            width,
            26,
            style.PAPER,
            rim,
            1.0,
            13.0,
            dash,
        ),
        line(text, x, y, size, ink, "semibold", "middle"),
    )


def _draw_outcomes(
    gate: Conversion, middle: float, x: float, language: Language
) -> list[Mark]:
    """How many went on, were lost or wait; to the right of the funnel."""
    y = middle + 4.5
    marks: list[Mark] = []
    for text, ink in _outcomes(gate, language):
        if marks:
            marks.append(
                line(
                    "·",
                    x - 11,
                    y,
                    12,
                    style.MUTED,
                    anchor="middle",
                )
            )
        entry = line(text, x, y, 12, ink, solid=True)
        marks.append(entry)
        x += entry.width + 22
    return marks


def _outcomes(gate: Conversion, language: Language) -> list[tuple[str, str]]:
    """What became of those who reached a gate, each with its ink."""
    entries = []
    if gate.resolved:
        passed = language.say(
            "pipeline.gate_counts", passed=gate.passed, resolved=gate.resolved
        )
        entries.append((passed, style.TEXT))
    if gate.waiting:
        waiting = language.say("pipeline.stay", count=gate.waiting)
        entries.append((waiting, style.MUTED))
    if gate.lost:
        lost = language.say("pipeline.out", count=gate.lost)
        entries.append((lost, flow.LOSS))
    return entries
