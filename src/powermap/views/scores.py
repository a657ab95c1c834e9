"""The quadrant of numbers: people as discs at their exact point, labels beside them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.errors import ModelError
from powermap.language import Reason
from powermap.model import Involvement, Power
from powermap.scene.layout.label_spots import DiscGeometry
from powermap.scene.layout.labels import LabelPlacement, place_labels
from powermap.scene.marks import Box, Group, Mark, Metrics, Point, Rectangle, Text
from powermap.views import frame
from powermap.views.cells import ABOVE_TRAY, draw_tray, tray_height
from powermap.views.frame import line
from powermap.views.quadrant_notes import (
    HEIGHT as NOTES,
    cut_entries,
    draw_notes,
    is_exact,
    ring_entry,
)
from powermap.views.score_axes import GUTTER, RING, Axes, axes_of, draw_ticks
from powermap.views.score_discs import (
    EDGE,
    LABEL_WIDTH,
    RADIUS,
    Label,
    PlacedPerson,
    draw_leaders,
    draw_person,
    draw_true_point,
    label_of,
    panel_at,
    spread_in_panels,
    true_point,
)

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

MOST = 400
"""People whose labels are placed; a page with more of them would be unreadable."""

# Smaller steps lay out more pages for the same result, larger ones leave the page
# emptier.
GROWTH = 1.2
"""By how much the plot grows when labels do not find a place."""
PATIENCE = 2.0
"""Pages up to which leaders may not cross, before the best attempt is taken."""
LIST_LIMIT = 4.0
"""Pages up to which a pack of discs must have its names in a list beside it."""
LOWEST = 380.0
"""Least height of the plot, however many people stand beside it."""
FAR_SHARE = 0.2
"""Share of labels that may need a leader before the page grows instead."""
UNLISTED = 4
"""Crossings that weigh as much as a pack of discs without a list."""
LABEL_SHARE = 0.8
"""Of the width of a panel that a label may take, so that it stands beside its disc."""
PANEL_NAME = 16.0
"""Font size."""
APART = 2.0
"""Distance from every disc at which a true point gets a mark."""


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
) -> tuple[tuple[Mark, ...], float, Mapping[str, object]]:
    """The panels with their discs and labels; the page's height; and its metrics."""
    if len(people) > MOST:
        raise ModelError(
            Reason(
                "message.charts.too_many_people",
                # As a float, since whole numbers are written without a comma.
                number=float(len(people)),
                limit=MOST,
            )
        )
    on_map = [each for each in people if _is_on_map(each)]
    aside = [each for each in people if not _is_on_map(each)]

    # What stands below the plot leaves it the rest of the standard page.
    notes = ring_entry(on_map) + cut_entries(people)
    below = frame.BELOW + (NOTES if notes else 0.0)
    room = frame.HEIGHT - below - start - tray_height(aside)
    plot = Plot(judgment, language, on_map, start)
    layout = plot.choose_layout(max(room, LOWEST))

    bottom = layout.rectangle[3]
    marks: list[Mark] = [
        *plot.draw_panels(layout),
        *draw_ticks(layout.rectangle, layout.axes),
        *frame.draw_axis_names(layout.rectangle, language),
        *_draw_people(layout),
    ]
    marks += draw_notes(notes, bottom + frame.BELOW + 2, language)
    if aside:
        marks += draw_tray(
            aside,
            bottom + below - ABOVE_TRAY,
            language,
            title="quadrant.aside",
            hint="quadrant.aside_hint",
            pill=True,
        )
    height = bottom + below + tray_height(aside)
    return tuple(marks), height, _metrics(people, layout)


def _is_plain(shown: ShownPerson) -> bool:
    """Whether a disc has nothing around it: neither a ring nor a bar."""
    return is_exact(shown) and not shown.assignment.at_cut


def _is_on_map(shown: ShownPerson) -> bool:
    person = shown.person
    if person.power is None:
        return False
    return person.involvement is not None


@dataclass(frozen=True, slots=True)
class Layout:
    """A plot of some height with everyone's disc and label.

    `crossings` counts leaders that cross and packs without a list, `far` the labels
    that need a leader, `excess` those beyond the allowed share.
    """

    rectangle: Rectangle
    axes: Axes
    people: tuple[PlacedPerson, ...]
    crossings: int
    far: int
    excess: int

    @property
    def rank(self) -> tuple[int, int, float]:
        """The less the better; among equals the lowest page."""
        _, _, _, bottom = self.rectangle
        return self.crossings, self.excess, bottom

    @property
    def is_good(self) -> bool:
        """Whether all labels stand clear of everything."""
        if self.crossings:
            return False
        return self.excess == 0


@dataclass(frozen=True, slots=True)
class Plot:
    """The people on the map, and where the plot begins."""

    judgment: Judgment
    language: Language
    people: Sequence[ShownPerson]
    start: float

    def choose_layout(self, height: float) -> Layout:
        """The first good layout; else the best of those tried, on ever larger pages."""
        tried: list[Layout] = []
        while not tried or height <= PATIENCE * frame.HEIGHT:
            # Titles go before the page grows: a picture that fits a slide is worth more
            # than job titles, which the tooltips have.
            for with_title in (True, False):
                layout = self._lay_out(height, with_title=with_title)
                if layout is None:
                    continue
                if layout.is_good:
                    return layout
                tried.append(layout)
            height *= GROWTH
        return min(tried, key=lambda layout: layout.rank)

    def _lay_out(self, height: float, *, with_title: bool) -> Layout | None:
        """Everyone on a plot of this height; None when the labels find no place."""
        rectangle = (frame.LEFT, self.start, frame.RIGHT, self.start + height)
        scale = self.judgment.center.scale
        axes = axes_of(rectangle, scale)
        # One radius for all, so that spreading need not know whose disc has a ring.
        radius = RADIUS if all(map(_is_plain, self.people)) else RING
        true_points = [true_point(each, scale, axes) for each in self.people]
        centers = spread_in_panels(true_points, rectangle, axes, radius)
        labels = self._labels(rectangle, axes, centers, with_title=with_title)
        discs = [(x, y, radius) for x, y in centers]
        placement = self._place_labels(rectangle, axes, discs, labels)
        if placement is None:
            return None
        parts = zip(
            self.people, true_points, centers, labels, placement.spots, strict=True
        )
        allowed = max(1, int(FAR_SHARE * len(self.people)))
        return Layout(
            rectangle,
            axes,
            tuple(PlacedPerson(*each) for each in parts),
            placement.crossings + UNLISTED * placement.unlisted,
            sum(spot.leader for spot in placement.spots),
            max(placement.far - allowed, 0),
        )

    def _labels(
        self,
        rectangle: Rectangle,
        axes: Axes,
        centers: Sequence[Point],
        *,
        with_title: bool,
    ) -> list[Label]:
        """Everyone's name and perhaps title, as wide as their panel allows."""
        widths = {}
        for panel in _panels(rectangle, axes):
            left, _, right, _ = panel.box
            width = (right - left) * LABEL_SHARE
            widths[panel.power, panel.involvement] = min(width, LABEL_WIDTH)
        labels = []
        for each, center in zip(self.people, centers, strict=True):
            width = widths[panel_at(center, axes)]
            labels.append(label_of(each, width, with_title=with_title))
        return labels

    def _place_labels(
        self,
        rectangle: Rectangle,
        axes: Axes,
        discs: Sequence[DiscGeometry],
        labels: Sequence[Label],
    ) -> LabelPlacement | None:
        """Every label beside its disc in the same panel, else with a leader to it.

        The name of somebody at the cutoff stays in the panel: beyond it, it would say
        the other role.
        """
        left, top, right, bottom = rectangle
        pages = (bottom - top) / frame.HEIGHT
        panels = {}
        for panel in _panels(rectangle, axes):
            panels[panel.power, panel.involvement] = panel.inner
        homes = [panels[panel_at((x, y), axes)] for x, y, _ in discs]
        at_cut = []
        for number, each in enumerate(self.people):
            if each.assignment.at_cut:
                at_cut.append(number)
        return place_labels(
            discs,
            [label.size for label in labels],
            obstacles=self._panel_names(rectangle, axes),
            bounds=(left + EDGE, top + EDGE, right - EDGE, bottom - EDGE),
            homes=homes,
            home_only=at_cut,
            # Giving up early is what keeps crowded boards fast: if half of the labels
            # need a leader, a larger page is tried next anyway.
            most=len(self.people) // 2 + 1 if pages < PATIENCE else None,
            listed=pages < LIST_LIMIT,
        )

    def draw_panels(self, layout: Layout) -> list[Group]:
        """The four panels with the names of their roles."""
        groups = []
        for panel in _panels(layout.rectangle, layout.axes):
            role = self.judgment.playbook.role_grid[panel.power, panel.involvement]
            left, top, right, bottom = panel.box
            ground = Box(
                left,
                top,
                right - left,
                bottom - top,
                fill=style.tone(role).tint,
                radius=12.0,
            )
            groups.append(
                Group(
                    (ground, self._panel_name(panel)),
                    key=f"cell {panel.power.value} {panel.involvement.value}",
                    classes=("cell", role.value),
                )
            )
        return groups

    def _panel_name(self, panel: Panel) -> Text:
        """The name of the role in the outer corner of its panel."""
        role = self.judgment.playbook.role_grid[panel.power, panel.involvement]
        left, top, right, bottom = panel.box
        y = top + 27 if panel.power is Power.DECIDER else bottom - 15
        is_left = panel.involvement is Involvement.LOW
        return line(
            self.language.label(role),
            left + 16 if is_left else right - 16,
            y,
            size=PANEL_NAME,
            ink=style.tone(role).ink,
            weight="semibold",
            anchor="start" if is_left else "end",
            solid=True,
        )

    def _panel_names(self, rectangle: Rectangle, axes: Axes) -> list[Rectangle]:
        """What the names of the panels take, where no label may stand."""
        boxes = []
        for panel in _panels(rectangle, axes):
            name = self._panel_name(panel)
            left = name.x
            if name.anchor == "end":
                left -= name.width
            top = name.y - 14
            right = left + name.width
            bottom = name.y + 6
            boxes.append((left - 4, top, right + 4, bottom))
        return boxes


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the four panels."""

    power: Power
    involvement: Involvement
    box: Rectangle

    @property
    def inner(self) -> Rectangle:
        """What labels may take of it."""
        left, top, right, bottom = self.box
        return left + EDGE, top + EDGE, right - EDGE, bottom - EDGE


def _panels(rectangle: Rectangle, axes: Axes) -> list[Panel]:
    left, top, right, bottom = rectangle
    x = axes.involvement.cut
    y = axes.power.cut
    half = GUTTER / 2
    rows = (
        (Power.DECIDER, top, y - half),
        (Power.INFLUENCER, y + half, bottom),
    )
    columns = (
        (Involvement.LOW, left, x - half),
        (Involvement.HIGH, x + half, right),
    )
    panels = []
    for power, upper, lower in rows:
        for involvement, start, end in columns:
            panels.append(Panel(power, involvement, (start, upper, end, lower)))
    return panels


def _draw_people(layout: Layout) -> list[Mark]:
    """Lines, then discs with labels, then the true points of those who moved."""
    marks: list[Mark] = []
    for placed in layout.people:
        marks += draw_leaders(placed)
    for placed in layout.people:
        marks.append(draw_person(placed))
    moved = [placed.true_point for placed in layout.people if placed.has_moved]
    centers = [placed.center for placed in layout.people]
    # Several people may share a true point; one cross is enough.
    for point in dict.fromkeys(moved):
        if all(math.dist(point, center) > APART for center in centers):
            marks.append(draw_true_point(point))
    return marks


def _metrics(people: Sequence[ShownPerson], layout: Layout) -> Metrics:
    return Metrics(
        {
            "placement": "scores",
            "people": len(people),
            "moved": sum(placed.has_moved for placed in layout.people),
            "far_labels": layout.far,
            "involvement": layout.axes.involvement.knots,
            "power": layout.axes.power.knots,
        }
    )
