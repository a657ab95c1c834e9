"""People in the quadrant of numbers: a disc for each, its label, and its true point."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from powermap import style
from powermap.model import Involvement, Power, Scale
from powermap.model.axes import involvement_score, power_score
from powermap.scene.layout.label_spots import Spot, leader_line
from powermap.scene.layout.spread import spread
from powermap.scene.marks import Anchor, Group, Mark, Path, Point, Rectangle
from powermap.scene.text import elide, measure, wrap
from powermap.views.frame import line
from powermap.views.people import ShownPerson
from powermap.views.quadrant_notes import draw_ring, is_exact
from powermap.views.score_axes import BAND, GUTTER, RING, Axes

RADIUS = 9.5
"""Of a disc."""
NAME = 13.0
"""Font size."""
NAME_STEP = 15.0
"""From one line of a name to the next."""
TITLE = 11.0
"""Font size."""

# Points that a title adds to the height of a label.
TITLE_HEIGHT = 13.5
LABEL_WIDTH = 190.0
"""At most; a longer name is wrapped, a longer title cut."""
EDGE = 3.0
"""Between the edge of the plot and discs and labels."""
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
    name = wrap(shown.person.name, width, NAME, "semibold")
    title = None
    if with_title and shown.person.title:
        title = elide(shown.person.title, width, TITLE)
    return Label(name, title)


def true_point(shown: ShownPerson, scale: Scale, axes: Axes) -> Point:
    """Where the scores of a person lie, for a word the middle of its half."""
    involvement = involvement_score(shown.person, scale) or 0.0
    power = power_score(shown.person, scale) or 0.0
    x = axes.involvement.at(involvement)
    y = axes.power.at(power)
    return x, y


def panel_at(point: Point, axes: Axes) -> tuple[Power, Involvement]:
    """The panel in which a point lies."""
    x, y = point
    # y runs down the page, so the upper half has the smaller values.
    power = Power.DECIDER if y < axes.power.cut else Power.INFLUENCER
    involvement = Involvement.HIGH if x > axes.involvement.cut else Involvement.LOW
    return power, involvement


def spread_in_panels(
    points: Sequence[Point], plot: Rectangle, axes: Axes, radius: float
) -> list[Point]:
    """Discs spread within the panel of their role, so that nobody seems elsewhere."""
    panels: defaultdict[tuple[Power, Involvement], list[int]] = defaultdict(list)
    for number, point in enumerate(points):
        panels[panel_at(point, axes)].append(number)
    moved = list(points)
    for (power, involvement), members in panels.items():
        is_right = involvement is Involvement.HIGH
        is_upper = power is Power.DECIDER
        bounds = _panel_bounds(plot, axes, is_right=is_right, is_upper=is_upper)
        # Each panel on its own: a disc that is moved over the cut would show another
        # role.
        here = spread([points[number] for number in members], radius, bounds)
        for number, point in zip(members, here, strict=True):
            moved[number] = point
    return moved


def _panel_bounds(
    plot: Rectangle, axes: Axes, *, is_right: bool, is_upper: bool
) -> Rectangle:
    """What discs may take of a panel: all but the gap and the band of the names."""
    left, top, right, bottom = plot
    half = GUTTER / 2
    band = BAND - RING - 1
    inner_left = left + EDGE
    inner_right = axes.involvement.cut - half
    if is_right:
        inner_left = axes.involvement.cut + half
        inner_right = right - EDGE
    inner_top = axes.power.cut + half
    inner_bottom = bottom - band
    if is_upper:
        inner_top = top + band
        inner_bottom = axes.power.cut - half
    return inner_left, inner_top, inner_right, inner_bottom


@dataclass(frozen=True, slots=True)
class PlacedPerson:
    """A person with their true point, the center of their disc, and their label."""

    shown: ShownPerson
    true_point: Point
    center: Point
    label: Label
    spot: Spot

    @property
    def has_moved(self) -> bool:
        """Whether the true point lies outside the disc."""
        distance = math.dist(self.true_point, self.center)
        return distance > RADIUS


def draw_leaders(placed: PlacedPerson) -> list[Mark]:
    """Lines to the true point of a disc that moved, and to a label that is far."""
    marks: list[Mark] = []
    if placed.has_moved:
        marks.append(_draw_thin_line(placed.true_point, placed.center))
    if placed.spot.leader:
        anchor = (*placed.center, RADIUS)
        end = leader_line(placed.spot, placed.label.size, anchor)[2:]
        marks.append(_draw_thin_line(placed.center, end))
    return marks


def _draw_thin_line(start: Point, end: Point) -> Path:
    commands = (("M", *start), ("L", *end))
    return Path(commands, stroke=style.FAINT, stroke_width=THIN)


def draw_person(placed: PlacedPerson) -> Group:
    """Disc and label; a ring marks a person whose point is not exact."""
    x, y = placed.center
    shown = placed.shown
    marks: list[Mark] = []
    if not is_exact(shown):
        marks.append(draw_ring(x, y, RING - 0.5))
    marks += style.stance_disc(shown.person.stance, x, y, RADIUS, solid=True)
    radius = RADIUS if is_exact(shown) else RING
    marks += style.cut_bars(shown.assignment.at_cut, x, y, radius)
    marks += _draw_label(placed.label, placed.spot, x)
    return Group(
        tuple(marks),
        key=shown.person.id,
        title=shown.tooltip,
        classes=shown.classes,
        details=shown.details,
    )


def _draw_label(label: Label, spot: Spot, disc: float) -> list[Mark]:
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
                ink=style.TEXT,
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
