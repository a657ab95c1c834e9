"""The gates of the funnel: what flows from one stage to the next."""

from __future__ import annotations

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

GATE = 44.0  # height of what lies between two stages
LEFT = 236.0  # edges of the widest bar
RIGHT = 776.0
MIDDLE = (LEFT + RIGHT) / 2
CORNER = 9.0  # radius of the corners of a bar
UNKNOWN = "pipeline.none"
"""The word for a figure that is not known."""


def draw_gate(
    gate: Conversion, above: float, below: float, y: float, language: Language
) -> Group:
    """What flows from one stage to the next, with its rate."""
    middle = y + GATE / 2
    marks = (
        # Inside the rounded corners of both bars, or the stream would show beside them.
        _draw_stream(above / 2 - CORNER, below / 2 - CORNER, y),
        *_draw_gate_name(gate, middle, language),
        *_draw_rate(gate, middle, language),
        *_draw_outcomes(gate, middle, language),
    )
    tooltip = language.text(gate.because)
    return Group(marks, f"gate {gate.gate}", tooltip, ("gate",))


def _draw_stream(above: float, below: float, y: float) -> Path:
    """The ground between two bars, from half the width above to that below."""
    corners = (
        ("M", MIDDLE - above, y),
        ("L", MIDDLE + above, y),
        ("L", MIDDLE + below, y + GATE),
        ("L", MIDDLE - below, y + GATE),
        ("Z",),
    )
    return Path(corners, fill=flow.STREAM)


def _draw_gate_name(
    gate: Conversion, middle: float, language: Language
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
        LEFT - left - 16,
        12,
        style.MUTED,
    )


def _draw_rate(
    gate: Conversion, middle: float, language: Language
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
    left = MIDDLE - width / 2
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
        line(text, MIDDLE, y, size, ink, "semibold", "middle"),
    )


def _draw_outcomes(gate: Conversion, middle: float, language: Language) -> list[Mark]:
    """How many went on, were lost or wait; to the right of the funnel."""
    y = middle + 4.5
    x = RIGHT + 22
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
