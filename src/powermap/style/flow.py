"""How stages of a pipeline, gains and changes look."""

from __future__ import annotations

from powermap.model import Stage
from powermap.scene.marks import Mark, Path
from powermap.style import Tone

STAGES: dict[Stage, Tone] = {
    Stage.POTENTIAL: Tone("#DCE6F5", "#1F4E94"),
    Stage.PROSPECT: Tone("#B9CEEC", "#173F7A"),
    Stage.CLOSING: Tone("#2F66B3", "#FFFFFF"),
    Stage.WON: Tone("#1C7A63", "#FFFFFF"),
    Stage.LOST: Tone("#FBEAE8", "#A5301F"),
}
"""Ground of a stage and the ink on it, darker the nearer to WIN."""
STREAM = "#F2F5FA"
"""What flows from one stage to the next."""
LOSS = "#A5301F"
GAIN, HARM = Tone("#2F66B3", "#1F4E94"), Tone("#C96F12", "#96500A")
"""A bar for more and one for less, each with the ink of its words."""
TRACK = "#EEF1F6"
"""The empty part of a bar."""
MET, UNMET = Tone("#1C7A63", "#13604D"), Tone("#2F66B3", "#1F4E94")
"""Attainment of the whole target or more, and of less; a line marks the target as well."""
BETTER, WORSE, NEUTRAL = (
    Tone("#E8F4F0", "#13604D"),
    Tone("#FBEAE8", "#A5301F"),
    Tone("#ECEFF5", "#41506B"),
)
"""A change for us, against us, and one that is neither."""
FRESH = "#2458A6"
"""The rim and the mark of somebody who came."""
TRAIL = "#6E7F99"
"""The way of somebody who moved."""


def turn_sign(better: bool | None, x: float, y: float, ink: str) -> tuple[Mark, ...]:
    """A small triangle: up for better, down for worse, to the right for neither."""
    corners = {
        True: ((x, y - 4), (x + 4.4, y + 3.4), (x - 4.4, y + 3.4)),
        False: ((x, y + 4), (x + 4.4, y - 3.4), (x - 4.4, y - 3.4)),
        None: ((x + 4, y), (x - 3.4, y - 4.4), (x - 3.4, y + 4.4)),
    }[better]
    first, *others = corners
    return (
        Path((("M", *first), *(("L", *corner) for corner in others), ("Z",)), fill=ink),
    )
