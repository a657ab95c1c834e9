"""People in the quadrant of numbers: a disc for each, its label, and its true point."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from powermap import style
from powermap.frozen import FrozenMapping
from powermap.model import Scale
from powermap.model.axes import involvement_score, power_score
from powermap.scene.layout.label_spots import Spot, leader_line
from powermap.scene.marks import Anchor, Disc, Group, Mark, Path, Point
from powermap.scene.text import elide, measure
from powermap.views.card_signs import draw_signs_at_disc, is_vacant
from powermap.views.frame import line
from powermap.views.legend_line import Entry
from powermap.views.people import DrawnPerson, ShownPerson
from powermap.views.person_lines import name_in_lines
from powermap.views.quadrant_notes import draw_ring, is_exact
from powermap.views.score_axes import RING, Axes

RADIUS = 9.5
"""Of a disc."""
Numbers = Literal["", "beside", "inside"]
"""Where numbers stand in place of names, which are in a key."""
RADII: Mapping[Numbers, float] = FrozenMapping(
    {"": RADIUS, "beside": 8.0, "inside": 11.0}
)
"""Of a disc."""
RIM = 2.6
"""Width of the rim that shows a stance around a number."""
AROUND = RING - RADIUS
"""From a disc to its ring."""
NAME = 13.0
"""Font size."""
NAME_STEP = 15.0
"""From one line of a name to the next."""
TITLE = 12.0
"""Font size."""
NUMBER = 12.0
"""Font size of a number in a disc."""

# Points that a title adds to the height of a label.
TITLE_HEIGHT = 13.5
LABEL_WIDTH = 190.0
"""At most; a longer name is wrapped, a longer title cut."""
EDGE = 3.0
"""Between the edge of the plot and discs and labels."""
SIGN = 13.0
"""Half the width of the sign in the legend of those who moved."""
THIN = 0.8
"""Width of the line to a label or to the true point."""


@dataclass(frozen=True, slots=True)
class Label:
    """Lines of a label and the room that they take."""

    name: tuple[str, ...]
    title: str | None

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        width = max(measure(text, NAME, "semibold") for text in self.name)
        height = NAME_STEP * len(self.name)
        if self.title:
            width = max(width, measure(self.title, TITLE))
            height += TITLE_HEIGHT
        return width, height


def label_of(shown: ShownPerson, width: float, *, with_title: bool) -> Label:
    """Name and perhaps title of a person, no wider than this."""
    name = name_in_lines(shown.person.name, width, NAME)
    title = None
    if with_title and shown.second_line:
        title = elide(shown.second_line, width, TITLE)
    return Label(name, title)


def exact_scores(shown: ShownPerson, scale: Scale) -> Point:
    """Involvement and power of a person, for a word the middle of its half."""
    involvement = involvement_score(shown.person, scale) or 0.0
    power = power_score(shown.person, scale) or 0.0
    return involvement, power


def true_point(shown: ShownPerson, scale: Scale, axes: Axes) -> Point:
    """Where the scores of a person lie."""
    involvement, power = exact_scores(shown, scale)
    x = axes.involvement.at(involvement)
    y = axes.power.at(power)
    return x, y


@dataclass(frozen=True, slots=True)
class PlacedPerson:
    """A person with their true point, the center of their disc, and their label."""

    shown: ShownPerson
    true_point: Point
    center: Point
    label: Label
    spot: Spot
    numbers: Numbers = ""
    in_block: bool = False

    @property
    def radius(self) -> float:
        """Of the disc."""
        return RADII[self.numbers]

    @property
    def has_moved(self) -> bool:
        """Whether the true point lies outside the disc."""
        distance = math.dist(self.true_point, self.center)
        return distance > self.radius


def draw_leaders(placed: PlacedPerson) -> list[Mark]:
    """Lines to the true point of a disc that moved, and to a label that is far."""
    marks: list[Mark] = []
    if placed.has_moved and not placed.in_block:
        marks.append(_draw_thin_line(placed.true_point, placed.center))
    if placed.spot.leader:
        anchor = (*placed.center, placed.radius)
        end = leader_line(placed.spot, placed.label.size, anchor)[2:]
        marks.append(_draw_thin_line(placed.center, end))
    return marks


def _draw_thin_line(start: Point, end: Point) -> Path:
    commands = (("M", *start), ("L", *end))
    return Path(commands, stroke=style.FAINT, stroke_width=THIN)


def draw_person_once(placed: PlacedPerson) -> Group:
    """The same as before for a person who is where they were."""
    drawn_as = (
        placed.center,
        placed.radius,
        placed.label,
        placed.spot,
        placed.numbers,
    )
    last = placed.shown.last
    drawn = last.find(drawn_as)
    if drawn is None:
        drawn = DrawnPerson(drawn_as, draw_person(placed))
        last.drawn = drawn
    return drawn.group


def draw_person(placed: PlacedPerson) -> Group:
    """Disc and label; a ring marks a person whose point is not exact."""
    x, y = placed.center
    shown = placed.shown
    marks: list[Mark] = []
    if not is_exact(shown):
        beyond = AROUND + 1.5 if shown.photo else AROUND - 0.5
        marks.append(draw_ring(x, y, placed.radius + beyond))
    # A photo takes the room of a ring.
    disc = placed.radius + AROUND if shown.photo else placed.radius
    if placed.numbers == "inside":
        disc = placed.radius
        marks += _draw_number(placed)
    else:
        marks += shown.draw_disc(x, y, disc, solid=True)
    radius = disc if is_exact(shown) else placed.radius + AROUND
    marks += style.cut_bars(shown.assignment.at_cut, x, y, radius)
    marks += draw_signs_at_disc(shown, x, y, disc)
    if placed.numbers != "inside":
        marks += _draw_label(placed.label, placed.spot, x, _name_ink(shown))
    return Group(
        tuple(marks),
        key=shown.person.id,
        title=shown.tooltip,
        classes=shown.classes,
        details=shown.details,
    )


def _draw_number(placed: PlacedPerson) -> list[Mark]:
    """A number on white within a rim in the color of the stance."""
    x, y = placed.center
    stance = placed.shown.person.stance
    is_known = stance is not None
    rim = Disc(
        x,
        y,
        placed.radius - RIM / 2,
        fill=style.PAPER,
        stroke=style.STANCES[stance] if stance is not None else style.FAINT,
        stroke_width=RIM if is_known else 1.0,
        dash=() if is_known else style.SMALL_DASH,
        solid=True,
    )
    (number,) = placed.label.name
    ink = style.TEXT
    words = line(number, x, y + 4.2, NUMBER, ink, "semibold", "middle", spacing=-0.4)
    return [rim, words]


def _name_ink(shown: ShownPerson) -> str:
    return style.MUTED if is_vacant(shown) else style.TEXT


def _draw_label(label: Label, spot: Spot, disc: float, ink: str) -> list[Mark]:
    """The lines of a label, flush with the disc that they stand beside."""
    x, anchor = _alignment(label, spot, disc)
    marks: list[Mark] = []
    for row, text in enumerate(label.name):
        y = spot.y + 11.5 + NAME_STEP * row
        marks.append(
            line(
                text,
                x,
                y,
                size=NAME,
                ink=ink,
                weight="semibold",
                anchor=anchor,
                solid=True,
            )
        )
    if label.title:
        y = spot.y + NAME_STEP * len(label.name) + 9.8
        marks.append(
            line(
                label.title,
                x,
                y,
                size=TITLE,
                ink=style.MUTED,
                anchor=anchor,
                solid=True,
            )
        )
    return marks


def _alignment(label: Label, spot: Spot, disc: float) -> tuple[float, Anchor]:
    width, _ = label.size
    # Ragged on the far side: each line then begins at the disc that it belongs to.
    if spot.x + width <= disc:
        return spot.x + width, "end"
    if spot.x >= disc:
        return spot.x, "start"
    return spot.x + width / 2, "middle"


def moved_entry() -> Entry:
    """What the cross means, where somebody stands beside it."""
    return Entry(_draw_moved_sign, "quadrant.moved", 2 * SIGN)


def _draw_moved_sign(x: float, y: float) -> Sequence[Mark]:
    cross = (x - SIGN + 3, y)
    disc = (x + SIGN - 5, y)
    return (
        _draw_thin_line(cross, disc),
        Disc(*disc, 5.0, fill=style.FAINT),
        draw_true_point(cross),
    )


def draw_true_point(point: Point) -> Group:
    """A small cross where those belong who had to move, with a rim to stand out."""
    x, y = point
    arm = 3
    cross = (
        ("M", x - arm, y),
        ("L", x + arm, y),
        ("M", x, y - arm),
        ("L", x, y + arm),
    )
    # The cross may lie on a leader or on the tint of a panel; the rim keeps it visible.
    rim = Path(cross, stroke=style.PAPER, stroke_width=3.0)
    sign = Path(cross, stroke=style.TEXT, stroke_width=1.2)
    return Group((rim, sign), classes=("true-point",))
