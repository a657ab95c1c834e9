"""The quadrant of numbers: people as discs at their exact point, labels beside them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.language import Reason
from powermap.scene.marks import Mark, Metrics, Point
from powermap.views import frame
from powermap.views.card_signs import (
    contact_entries,
    placeholder_entry,
    sign_entries,
)
from powermap.views.cells import ABOVE_TRAY, draw_tray, tray_height
from powermap.views.legend_line import draw_legend_lines, legend_height
from powermap.views.page import STANDARD, Page
from powermap.views.quadrant_notes import cut_entries, frame_entry, ring_entry
from powermap.views.score_axes import draw_ticks
from powermap.views.score_blocks import draw_blocks
from powermap.views.score_discs import (
    RADIUS,
    draw_leaders,
    draw_person,
    draw_true_point,
    exact_scores,
)
from powermap.views.score_layout import Layout, Plot

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

MOST = 400
"""People whose labels are placed; a page with more of them would be unreadable."""

LOWEST = 380.0
"""Least height of the plot, however many people stand beside it."""
LEAST_SHARE = 0.42
"""Least share of a page that may not grow which the plot has."""
APART = 2.0
"""Distance from every disc at which a true point gets a mark."""


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
    page: Page = STANDARD,
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
    scale = judgment.center.scale
    points = [exact_scores(each, scale) for each in on_map]
    notes = [
        *frame_entry(points),
        *ring_entry(on_map),
        *cut_entries(people),
        *sign_entries(people),
        # Only the cards of those who are not on the map have dots.
        *contact_entries(aside),
        *placeholder_entry(aside),
    ]
    if not page.legend:
        notes = []
    below = frame.BELOW + legend_height(notes, language, page)
    room = page.height - below - start - tray_height(aside, page=page)
    plot = Plot(judgment, language, on_map, page, start)
    layout = plot.choose_layout(
        max(room, LOWEST if page.may_grow else LEAST_SHARE * page.height)
    )

    bottom = layout.rectangle[3]
    marks: list[Mark] = [
        *plot.draw_panels(layout),
        *draw_ticks(layout.rectangle, layout.axes),
        *frame.draw_axis_names(layout.rectangle, language),
        *_draw_people(layout),
    ]
    marks += draw_legend_lines(notes, bottom, language, page)
    if aside:
        marks += draw_tray(
            aside,
            bottom + below - ABOVE_TRAY,
            language,
            title="quadrant.aside",
            hint="quadrant.aside_hint",
            pill=True,
            page=page,
        )
    height = bottom + below + tray_height(aside, page=page)
    return tuple(marks), height, _metrics(people, layout)


def _is_on_map(shown: ShownPerson) -> bool:
    person = shown.person
    if person.power is None:
        return False
    return person.involvement is not None


def _draw_people(layout: Layout) -> list[Mark]:
    """Lines, then discs with labels, then the true points of those who moved."""
    marks = draw_blocks(layout.blocks)
    for placed in layout.people:
        marks += draw_leaders(placed)
    for placed in layout.people:
        marks.append(draw_person(placed))
    centers = [placed.center for placed in layout.people]
    # Several people may share a true point; one cross is enough.
    for point in dict.fromkeys(_moved_points(layout)):
        if all(math.dist(point, center) > APART for center in centers):
            marks.append(draw_true_point(point))
    return marks


def _moved_points(layout: Layout) -> Iterator[Point]:
    """The true points outside of their discs."""
    covered: set[int] = set()
    for block in layout.blocks:
        if any(math.dist(block.point, center) < RADIUS for center in block.centers):
            # A cross on the disc of somebody in the block would look like their sign.
            covered.update(block.members)
    for number, placed in enumerate(layout.people):
        if placed.has_moved and number not in covered:
            yield placed.true_point


def _metrics(people: Sequence[ShownPerson], layout: Layout) -> Metrics:
    return Metrics(
        {
            "placement": "scores",
            "people": len(people),
            "moved": sum(placed.has_moved for placed in layout.people),
            "far_labels": layout.far,
            "crowded": layout.faults > 0,
            "without_titles": layout.without_titles,
            "involvement": layout.axes.involvement.knots,
            "power": layout.axes.power.knots,
        }
    )
