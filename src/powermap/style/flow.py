"""How stages of a pipeline, gains and changes look."""

from __future__ import annotations

from powermap.model import Stage
from powermap.scene.marks import Mark, Path
from powermap.style.colors import Tone

STAGES: dict[Stage, Tone] = {
    Stage.POTENTIAL: Tone("#DCE6F5", "#1F4E94"),
    Stage.PROSPECT: Tone("#B9CEEC", "#173F7A"),
    Stage.CLOSING: Tone("#2F66B3", "#FFFFFF"),
    Stage.WON: Tone("#1C7A63", "#FFFFFF"),
    Stage.LOST: Tone("#FBEAE8", "#A5301F"),
}
"""Ground of a stage and the ink on it, darker the nearer it is to WIN."""
STREAM = "#F2F5FA"
"""What flows from one stage to the next."""
LOSS = "#A5301F"
GAIN = Tone("#2F66B3", "#1F4E94")
"""A bar for more, and the ink of its words."""
HARM = Tone("#C96F12", "#96500A")
"""A bar for less, and the ink of its words."""
TRACK = "#EEF1F6"
"""The empty part of a bar."""
MET = Tone("#1C7A63", "#13604D")
"""Attainment of the whole target or more; a line marks the target as well."""
UNMET = Tone("#2F66B3", "#1F4E94")
"""Attainment of less than the target."""
BETTER = Tone("#E8F4F0", "#13604D")
"""A change for us."""
WORSE = Tone("#FBEAE8", "#A5301F")
"""A change against us."""
NEUTRAL = Tone("#ECEFF5", "#41506B")
"""A change that is neither."""
FRESH = "#2458A6"
"""The rim and the mark of somebody who was added."""
TRAIL = "#6E7F99"
"""The way of somebody who moved."""


def turn_sign(better: bool | None, x: float, y: float, ink: str) -> tuple[Mark, ...]:
    """A small triangle: up for better, down for worse, to the right for neither."""
    if better is None:
        corners = ((x + 4, y), (x - 3.4, y - 4.4), (x - 3.4, y + 4.4))
    else:
        up = -1 if better else 1
        corners = (
            (x, y + 4 * up),
            (x + 4.4, y - 3.4 * up),
            (x - 4.4, y - 3.4 * up),
        )
    first, second, third = corners
    outline = (("M", *first), ("L", *second), ("L", *third), ("Z",))
    return (Path(outline, fill=ink),)
