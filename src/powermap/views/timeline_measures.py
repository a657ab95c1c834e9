"""The measures of a timeline, and the marks that all of its bands have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.scene.marks import Mark, Path
from powermap.views import frame
from powermap.views.frame import line

if TYPE_CHECKING:
    from powermap.language import Language

NAMES = 232.0  # width of the names at the left
AFTER = 92.0  # width of what stands behind the last version
SIZE = 13.0  # font size of names
SMALL = 11.0  # font size of figures and days
SIGN = 8.0  # radius of a disc
BELOW = 24.0  # free at the foot of the page
CAPTION = 22.0  # from the caption of the people to the first of them


@dataclass(frozen=True, slots=True)
class Measures:
    """Heights of the bands in points."""

    support: float = 112.0
    answer: float = 25.0
    findings: float = 84.0
    person: float = 26.0
    gap: float = 22.0


USUAL = Measures()
LOW = Measures(support=72.0, answer=21.0, findings=62.0, person=21.0, gap=10.0)
"""Of a page that may not grow."""
TIGHT = Measures(support=46.0, answer=18.0, findings=44.0, person=18.0, gap=5.0)
"""And on which otherwise hardly anybody would have a row."""


def draw_caption(key: str, y: float, language: Language) -> Mark:
    """The name of a band."""
    return line(
        language.say(f"timeline.{key}"), frame.MARGIN, y, SIZE, style.TEXT, "semibold"
    )


def draw_run(start: float, end: float, middle: float) -> Path:
    """The line on which signs stand."""
    steps = (("M", start, middle), ("L", end, middle))
    return Path(steps, stroke=style.RULE, stroke_width=2.0)
