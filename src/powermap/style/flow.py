"""How stages of a pipeline, gains and changes look."""

from __future__ import annotations

from powermap.model import Stage
from powermap.scene.marks import Mark, Path
from powermap.style.colors import PAPER, Tone, own

# One hue that gets darker, since stages are an order; green and red only for the two
# ends.
STAGES: dict[Stage, Tone] = {
    Stage.POTENTIAL: Tone("#DCE6F5", own("accent_ink")),
    Stage.PROSPECT: Tone("#B9CEEC", "#173F7A"),
    Stage.CLOSING: Tone(own("accent"), PAPER),
    Stage.WON: Tone(own("advocate"), PAPER),
    Stage.LOST: Tone("#FBEAE8", "#A5301F"),
}
"""Ground of a stage and the ink on it, darker the nearer it is to WIN."""
STREAM = "#F2F5FA"
"""What flows from one stage to the next."""

# Darker than the red of an enemy: it is the ink of small figures.
LOSS = "#A5301F"
GAIN = Tone(own("accent"), own("accent_ink"))
"""A bar for more, and the ink of its words."""
HARM = Tone(own("opponent"), "#96500A")
"""A bar for less, and the ink of its words."""
TRACK = "#EEF1F6"
"""The empty part of a bar."""
MET = Tone(own("advocate"), "#13604D")
"""Attainment of the whole target or more; a line marks the target as well."""
UNMET = Tone(own("accent"), own("accent_ink"))
"""Attainment of less than the target."""
BETTER = Tone(own("advocate_tint"), "#13604D")
"""A change for us."""
WORSE = Tone("#FBEAE8", "#A5301F")
"""A change against us."""
NEUTRAL = Tone(own("decider_tint"), own("decider"))
"""A change that is neither."""
FRESH = own("owner")
"""The rim and the mark of somebody who was added."""
TRAIL = "#6E7F99"
"""The way of somebody who moved."""


def turn_sign(better: bool | None, x: float, y: float, ink: str) -> tuple[Mark, ...]:
    """A small triangle: up for better, down for worse, to the right for neither."""
    # Shape and direction say it as well as the color.
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
