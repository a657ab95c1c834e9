"""The quadrant of numbers laid out: panels, discs, labels, on a page large enough."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.scene.layout.label_blocks import Block
from powermap.scene.layout.label_spots import DiscGeometry, Spot
from powermap.scene.layout.labels import LabelPlacement, place_labels
from powermap.scene.marks import Point, Rectangle
from powermap.views.page import Page
from powermap.views.quadrant_notes import is_exact
from powermap.views.score_axes import Axes, axes_of
from powermap.views.score_blocks import PanelSpace, arrange
from powermap.views.score_discs import (
    AROUND,
    LABEL_WIDTH,
    RADII,
    Label,
    Numbers,
    PlacedPerson,
    label_of,
    true_point,
)
from powermap.views.score_fullness import fullest_panel, fullness_of
from powermap.views.score_panel_names import PanelDrawing
from powermap.views.score_panels import (
    EDGE,
    panel_at,
    panels_of,
    spread_in_panels,
)

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

# Smaller steps lay out more pages for the same result, larger ones leave the page
# emptier.
GROWTH = 1.2
"""By how much the plot grows when labels do not find a place."""
PATIENCE = 4.0
"""Pages up to which labels must all stand well; on the largest one the best is taken."""
FAR_SHARE = 0.2
"""Share of labels that may need a leader before the page grows instead."""
PEOPLE_PER_FAULT = 50
"""People among whom one leader may cross something before the page grows.

To avoid the last crossing would double the page of some crowds.
"""
SPARE = 2
"""Labels beyond that share that may still find a place at their disc."""
FULLEST = 0.2
"""Share of the plot that labels may cover; beyond it hardly any layout was good."""
LABEL_SHARE = 0.8
"""Of the width of a panel that a label may take, so that it stands beside its disc."""
MOST_FILLED = 0.62
"""Of the fullest panel that discs with numbers may take."""
FARTHEST = 90.0
"""Points by which such a disc may lie away from its scores."""
MEAN_WAY = 26.0
"""The same on average."""
ROUNDING = 1e-6
"""Points by which pages differ that are the same."""
APART = 0.7
"""Around such a disc."""


def _is_plain(shown: ShownPerson) -> bool:
    """Whether a disc is a usual one: no photo, and neither a ring nor a bar around it."""
    return is_exact(shown) and not shown.assignment.at_cut and not shown.photo


@dataclass(frozen=True, slots=True)
class Layout:
    """A plot of some height with everyone's disc and label.

    `far` counts the labels that need a leader, `faults` what is not clear: leaders that
    cross, labels beyond the share that may need one, packs and blocks without space;
    `loose` are those packs and blocks.
    """

    rectangle: Rectangle
    axes: Axes
    people: tuple[PlacedPerson, ...]
    blocks: Sequence[Block]
    far: int
    faults: int
    loose: int = 0

    @property
    def without_titles(self) -> int:
        """How many people have a title that is not shown."""
        missing = 0
        for placed in self.people:
            has_title = bool(placed.shown.second_line)
            missing += has_title and placed.label.title is None
        return missing


@dataclass(frozen=True, slots=True)
class Plot:
    """The people on the map, the page, and where on it the plot begins."""

    judgment: Judgment
    language: Language
    people: Sequence[ShownPerson]
    page: Page
    start: float
    numbers: Numbers = ""

    @property
    def panels(self) -> PanelDrawing:
        """How its panels are colored and named."""
        return PanelDrawing(self.judgment.playbook.role_grid, self.language)

    @property
    def radius(self) -> float:
        """Of a disc."""
        return RADII[self.numbers]

    @property
    def reach(self) -> float:
        """Of a disc with what is around it."""
        # One radius for all, so that spreading need not know whose disc has a ring.
        if all(_is_plain(person) for person in self.people):
            return self.radius
        return self.radius + AROUND

    def is_page_of(self, rectangle: Rectangle, height: float) -> bool:
        """Whether a plot of this height, or grown from it, has this rectangle."""
        left, top, right, bottom = rectangle
        if (left, top, right) != (self.page.left, self.start, self.page.right):
            return False
        while self.start + height < bottom - ROUNDING:
            height *= GROWTH
        return abs(self.start + height - bottom) <= ROUNDING

    def clear_layout(self, height: float) -> Layout | None:
        """A layout without faults on a page that may not grow, if there is one."""
        tolerated = len(self.people) // PEOPLE_PER_FAULT
        for with_title in (False,) if self.numbers else (True, False):
            layout = self._lay_out(height, with_title=with_title)
            if layout is not None and layout.faults <= tolerated:
                return layout
        return None

    def inner_numbers(self, height: float) -> Layout | None:
        """Numbers in the discs, which are spread and have no labels.

        None where discs would lie so far from their scores that the picture is wrong.
        """
        rectangle = (self.page.left, self.start, self.page.right, self.start + height)
        scale = self.judgment.center.scale
        axes = axes_of(rectangle, scale)
        true_points = [true_point(each, scale, axes) for each in self.people]
        if fullest_panel(true_points, rectangle, axes, self.radius) > MOST_FILLED:
            return None
        centers = spread_in_panels(true_points, rectangle, axes, self.radius + APART)
        ways = list(map(math.dist, true_points, centers))
        if max(ways) > FARTHEST or sum(ways) > MEAN_WAY * len(ways):
            return None
        labels = self.labels(rectangle, axes, true_points, with_title=False)
        people = []
        for number, shown in enumerate(self.people):
            center = centers[number]
            spot = Spot(*center, side="right", leader=False)
            point = true_points[number]
            people.append(
                PlacedPerson(shown, point, center, labels[number], spot, self.numbers)
            )
        return Layout(rectangle, axes, tuple(people), (), 0, 0)

    def choose_layout(self, height: float) -> Layout:
        """The first layout without faults on ever larger pages, else the last one."""
        lowest = height
        tolerated = len(self.people) // PEOPLE_PER_FAULT
        while True:
            # Titles go before the page grows: a picture that fits a slide is worth more
            # than job titles, which the tooltips have.
            titles = (True, False) if height == lowest else (False,)
            for with_title in titles:
                layout = self._lay_out(height, with_title=with_title)
                if layout is not None and layout.faults <= tolerated:
                    return layout
            is_last = height * GROWTH > PATIENCE * self.page.height
            if is_last or not self.page.may_grow:
                break
            height *= GROWTH
        layout = None
        while layout is None:
            layout = self._lay_out(height, with_title=False, is_last=True)
            height *= 2
        return layout

    def _lay_out(
        self, height: float, *, with_title: bool, is_last: bool = False
    ) -> Layout | None:
        """Everyone on a plot of this height; None when the labels find no place.

        Unless it is the last attempt, it gives up as soon as there will be faults.
        """
        rectangle = (self.page.left, self.start, self.page.right, self.start + height)
        scale = self.judgment.center.scale
        axes = axes_of(rectangle, scale)
        radius = self.reach
        true_points = [true_point(each, scale, axes) for each in self.people]
        labels = self.labels(rectangle, axes, true_points, with_title=with_title)
        if not is_last and fullness_of(labels, true_points, rectangle) > FULLEST:
            return None
        arrangement = arrange(
            true_points,
            [label.size for label in labels],
            radius,
            PanelSpace(rectangle, axes, self.panels.name_boxes(rectangle, axes)),
            all_needed=not is_last,
        )
        if arrangement is None:
            return None
        discs = [(x, y, radius) for x, y in arrangement.centers]
        placement = self.place_labels(
            rectangle, axes, discs, labels, arrangement.spots, is_last=is_last
        )
        if placement is None:
            return None
        people = []
        for number, shown in enumerate(self.people):
            placed = PlacedPerson(
                shown,
                true_points[number],
                arrangement.centers[number],
                labels[number],
                placement.spots[number],
                in_block=number in arrangement.spots,
                numbers=self.numbers,
            )
            people.append(placed)
        loose = placement.unlisted + arrangement.loose
        return self.layout(
            rectangle, axes, people, arrangement.blocks, loose, placement
        )

    def layout(
        self,
        rectangle: Rectangle,
        axes: Axes,
        people: Sequence[PlacedPerson],
        blocks: Sequence[Block],
        loose: int,
        placement: LabelPlacement,
    ) -> Layout:
        """People who are placed, with what is not clear; `loose` packs and blocks."""
        excess = max(placement.far - self._allowed_far(), 0)
        return Layout(
            rectangle,
            axes,
            tuple(people),
            blocks,
            sum(spot.leader for spot in placement.spots),
            placement.crossings + loose + excess,
            loose,
        )

    def _allowed_far(self) -> int:
        return max(1, int(FAR_SHARE * len(self.people)))

    def labels(
        self,
        rectangle: Rectangle,
        axes: Axes,
        points: Sequence[Point],
        *,
        with_title: bool,
    ) -> list[Label]:
        """Everyone's name and perhaps title, as wide as their panel allows."""
        if self.numbers:
            return [Label((str(n),), None) for n in range(1, len(self.people) + 1)]
        widths = {}
        for panel in panels_of(rectangle, axes):
            left, _, right, _ = panel.box
            width = (right - left) * LABEL_SHARE
            widths[panel.power, panel.involvement] = min(width, LABEL_WIDTH)
        labels = []
        for each, point in zip(self.people, points, strict=True):
            width = widths[panel_at(point, axes)]
            labels.append(label_of(each, width, with_title=with_title))
        return labels

    def place_labels(
        self,
        rectangle: Rectangle,
        axes: Axes,
        discs: Sequence[DiscGeometry],
        labels: Sequence[Label],
        settled: Mapping[int, Spot],
        *,
        is_last: bool,
    ) -> LabelPlacement | None:
        """Every label beside its disc in the same panel, else with a leader to it.

        The name of somebody at the cutoff stays in the panel: beyond it, it would say
        the other role.
        """
        left, top, right, bottom = rectangle
        panels = {}
        for panel in panels_of(rectangle, axes):
            panels[panel.power, panel.involvement] = panel.inner
        homes = [panels[panel_at((x, y), axes)] for x, y, _ in discs]
        at_cut = []
        for number, each in enumerate(self.people):
            if each.assignment.at_cut:
                at_cut.append(number)
        return place_labels(
            discs,
            [label.size for label in labels],
            obstacles=self.panels.name_boxes(rectangle, axes),
            bounds=(left + EDGE, top + EDGE, right - EDGE, bottom - EDGE),
            homes=homes,
            home_only=at_cut,
            settled=settled,
            # Giving up early is what keeps crowded boards fast: where so many labels
            # need a leader, a larger page is tried next anyway.
            most=None if is_last else self._allowed_far() + SPARE,
            listed=not is_last,
        )
