"""The quadrant of numbers: people as discs at their exact point, labels beside them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from powermap import style
from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Reason
from powermap.scene.marks import Disc, Group, Mark, Metrics, Point
from powermap.views import frame
from powermap.views.card_signs import (
    contact_entries,
    placeholder_entry,
    sign_entries,
)
from powermap.views.cell_tray import ABOVE_TRAY, draw_tray, tray_height
from powermap.views.legend_line import Entry, draw_legend_lines, legend_height
from powermap.views.page import MARGIN, STANDARD, Page
from powermap.views.quadrant_notes import (
    SAME_POINT,
    cut_entries,
    frame_entry,
    ring_entry,
)
from powermap.views.score_axes import draw_ticks
from powermap.views.score_blocks import draw_blocks
from powermap.views.score_discs import (
    RADIUS,
    Numbers,
    draw_leaders,
    draw_person_once,
    draw_true_point,
    exact_scores,
    moved_entry,
)
from powermap.views.score_keeping import LayoutMemory
from powermap.views.score_key import choose_key, in_order_of_roles
from powermap.views.score_layout import Layout, Plot

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.views.people import ShownPerson

MOST = 400
"""People whose labels are placed; a page with more of them would be unreadable."""

MOST_NAMED = 64
"""People with names on a page that may not grow; lines to names of more would cross."""
MOST_BESIDE = 80
"""People with numbers beside their discs; lines to numbers of more would cross."""
LOWEST = 380.0
"""Least height of the plot, however many people stand beside it."""
LEAST_SHARE = 0.42
"""Least share of a page that may not grow which the plot has."""
Drawing = tuple[tuple[Mark, ...], float, Mapping[str, object]]
"""Marks, the height of the page, and metrics."""
NUMBERS: tuple[Numbers, ...] = ("beside", "inside")
"""In place of names; those in the discs need least room."""
NO_MARKS: Mapping[str, tuple[Mark, ...]] = FrozenMapping({})
APART = 2.0
"""Distance from every disc at which a true point gets a mark."""


def draw(
    people: Sequence[ShownPerson],
    judgment: Judgment,
    language: Language,
    start: float,
    page: Page = STANDARD,
    memory: LayoutMemory | None = None,
) -> Drawing:
    """The panels with their discs and labels; the page's height; and its metrics.

    On a page that may not grow numbers stand beside the discs where names do not fit,
    and a key at the right says whose they are. With a `memory`, people stay where they
    were in the last picture, as far as it is clear.
    """
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
    board = Board(on_map, aside, judgment, language, start, page, memory)
    if not page.may_grow:
        drawing = board.draw_clearly()
        if drawing is not None:
            return drawing
        # Laying out what does not fit takes longest, and another page is tried next.
        if not page.in_any_case:
            return _decline(len(people), page)
    return board.draw_in_any_case()


def _decline(count: int, page: Page) -> Drawing:
    """Nothing drawn, since people do not fit a page that may not grow."""
    metrics = {"placement": "scores", "people": count, "crowded": True}
    return (), page.height, Metrics(metrics)


@dataclass(frozen=True, slots=True)
class Board:
    """The people on the map and aside, and the page on which they are drawn."""

    on_map: Sequence[ShownPerson]
    aside: Sequence[ShownPerson]
    judgment: Judgment
    language: Language
    start: float
    page: Page
    memory: LayoutMemory | None = None

    def draw_clearly(self) -> Drawing | None:
        """Names or numbers on a page that may not grow; None where neither is clear."""
        are_few = len(self.on_map) <= MOST_NAMED
        drawing = self._draw_named() if are_few else None
        for numbers in NUMBERS:
            drawing = drawing or self.draw_numbered(numbers)
        if drawing is None and not are_few:
            # So many names are clear only in the lists of those who share a point.
            drawing = self._draw_named()
        return drawing

    def _draw_named(self) -> Drawing | None:
        """Names beside discs; None where that is unclear."""
        return self._draw_laid_out(Plot.clear_layout)

    def draw_in_any_case(self) -> Drawing:
        """Names beside discs on a page as large as they need, or else unclear ones."""
        drawing = self._draw_as_before() or self._draw_laid_out(Plot.choose_layout)
        # Only laying out for a page that may not grow finds no place.
        return cast("Drawing", drawing)

    def _draw_laid_out(
        self, lay_out: Callable[[Plot, float], Layout | None]
    ) -> Drawing | None:
        """The plot, laid out again where its crosses make the legend taller."""
        notes = self._all_notes()
        plot, room = self._named_plot(notes)
        layout = lay_out(plot, room)
        # Only a layout says who is moved, and only the legend says how much room the
        # layout has.
        if layout is not None and self.page.legend and _crosses(layout):
            notes = [*notes, moved_entry()]
            plot, room_left = self._named_plot(notes)
            if room_left < room:
                layout = lay_out(plot, room_left)
        return None if layout is None else self._draw_with_tray(plot, layout, notes)

    def _draw_as_before(self) -> Drawing | None:
        """The plot with people where they were; None where that is unclear."""
        if self.memory is None or self.memory.last is None:
            return None
        notes = self._all_notes()
        with_crosses = self.page.legend and bool(_crosses(self.memory.last))
        if with_crosses:
            notes = [*notes, moved_entry()]
        plot, room = self._named_plot(notes)
        layout = self.memory.lay_out(plot, room)
        if layout is None:
            return None
        # With other signs the legend may leave the plot another room.
        if self.page.legend and bool(_crosses(layout)) != with_crosses:
            return None
        return self._draw_with_tray(plot, layout, notes)

    def _named_plot(self, notes: Sequence[Entry]) -> tuple[Plot, float]:
        """The plot of the whole page, and the height that is left for it."""
        page = self.page
        # What stands below the plot leaves it the rest of the standard page.
        below = frame.BELOW + legend_height(notes, self.language, page)
        tray = tray_height(self.aside, page=page)
        room = page.height - below - self.start - tray
        least = LOWEST if page.may_grow else LEAST_SHARE * page.height
        plot = Plot(self.judgment, self.language, self.on_map, page, self.start)
        return plot, max(room, least)

    def _all_notes(self) -> list[Entry]:
        # Only the cards of those who are not on the map have dots.
        notes = [*self._notes(), *contact_entries(self.aside)]
        notes += placeholder_entry(self.aside)
        return notes if self.page.legend else []

    def _draw_with_tray(
        self, plot: Plot, layout: Layout, notes: Sequence[Entry]
    ) -> Drawing:
        """The plot; those who are not on the map are cards in a tray."""
        page = self.page
        if self.memory is not None:
            self.memory.keep(layout)
        below = frame.BELOW + legend_height(notes, self.language, page)
        tray = tray_height(self.aside, page=page)
        bottom = layout.rectangle[3]
        marks = self._draw_plot(plot, layout)
        marks += draw_legend_lines(notes, bottom, self.language, page)
        if self.aside:
            marks += self._draw_tray(bottom + below - ABOVE_TRAY)
        count = len(self.on_map) + len(self.aside)
        return tuple(marks), bottom + below + tray, _metrics(count, layout)

    def draw_numbered(self, numbers: Numbers) -> Drawing | None:
        """Numbers at discs, and a key with the names; None where it needs too much."""
        page = self.page
        people = in_order_of_roles(self.on_map, self.judgment.center.scale)
        if not people:
            return None
        height = page.height - MARGIN - self.start
        is_inside = numbers == "inside"
        if not is_inside and len(people) > MOST_BESIDE:
            return None
        key = choose_key(
            people, self.aside, self.language, page, height, with_discs=is_inside
        )
        if key is None:
            return None
        beside = replace(page, width=page.width - key.width)
        notes = self._notes()
        if is_inside:
            # Nobody stands in a frame there, and crosses would be as many as discs.
            notes = [each for each in notes if each.key != SAME_POINT]
            notes.insert(0, Entry(_draw_apart, "quadrant.moved_apart"))
        notes = notes if page.legend else []
        plot = Plot(self.judgment, self.language, people, beside, self.start, numbers)
        below, layout = self._lay_out_numbered(plot, notes)
        if layout is not None and page.legend and not is_inside and _crosses(layout):
            notes = [*notes, moved_entry()]
            below_before = below
            below = frame.BELOW + legend_height(notes, self.language, beside)
            if below > below_before:
                below, layout = self._lay_out_numbered(plot, notes)
        if layout is None:
            return None
        entries, by_person = key.draw(page, self.start)
        marks = self._draw_plot(plot, layout, by_person)
        marks += draw_legend_lines(notes, layout.rectangle[3], self.language, beside)
        marks += entries
        count = len(people) + len(self.aside)
        metrics = {
            **_metrics(count, layout),
            "without_titles": 0,
            "numbered": count,
            # Fewer lines to numbers are worth smaller texts.
            "left_out": layout.far + (len(people) if is_inside else 0),
        }
        return tuple(marks), layout.rectangle[3] + below, Metrics(metrics)

    def _lay_out_numbered(
        self, plot: Plot, notes: Sequence[Entry]
    ) -> tuple[float, Layout | None]:
        """The height of what stands below the plot, and the layout above it."""
        below = frame.BELOW + legend_height(notes, self.language, plot.page)
        room = self.page.height - below - self.start
        if plot.numbers == "inside":
            return below, plot.inner_numbers(room)
        return below, plot.clear_layout(room)

    def _notes(self) -> list[Entry]:
        """What the signs of the discs mean, where they occur."""
        scale = self.judgment.center.scale
        points = [exact_scores(each, scale) for each in self.on_map]
        people = (*self.on_map, *self.aside)
        return [
            *frame_entry(points),
            *ring_entry(self.on_map),
            *cut_entries(people),
            *sign_entries(people),
        ]

    def _draw_plot(
        self,
        plot: Plot,
        layout: Layout,
        by_person: Mapping[str, tuple[Mark, ...]] = NO_MARKS,
    ) -> list[Mark]:
        """Panels, axes and people; with what stands in a key for each of them."""
        return [
            *plot.panels.draw(layout.rectangle, layout.axes),
            *draw_ticks(layout.rectangle, layout.axes),
            *frame.draw_axis_names(layout.rectangle, self.language),
            *_draw_people(layout, by_person),
        ]

    def _draw_tray(self, top: float) -> list[Mark]:
        return draw_tray(
            self.aside,
            top,
            self.language,
            title="quadrant.aside",
            hint="quadrant.aside_hint",
            pill=True,
            page=self.page,
        )


def _draw_apart(x: float, y: float) -> Sequence[Mark]:
    """Two discs beside one another."""
    left = Disc(x - 5, y, 4.5, fill=style.FAINT)
    return left, Disc(x + 5, y, 4.5, fill=style.FAINT)


def _is_on_map(shown: ShownPerson) -> bool:
    person = shown.person
    if person.power is None:
        return False
    return person.involvement is not None


def _draw_people(
    layout: Layout, by_person: Mapping[str, tuple[Mark, ...]]
) -> list[Mark]:
    """Lines, then discs with labels, then the true points of those who moved."""
    marks = draw_blocks(layout.blocks)
    are_inside = any(placed.numbers == "inside" for placed in layout.people)
    for placed in layout.people:
        marks += () if are_inside else draw_leaders(placed)
    for placed in layout.people:
        group = draw_person_once(placed)
        in_key = by_person.get(placed.shown.person.id, ())
        # As it is where nothing is added: a board writes the same group once.
        marks.append(_with_marks(group, in_key))
    if are_inside:
        return marks
    marks += [draw_true_point(point) for point in _crosses(layout)]
    return marks


def _with_marks(group: Group, marks: tuple[Mark, ...]) -> Group:
    return replace(group, marks=(*group.marks, *marks)) if marks else group


def _crosses(layout: Layout) -> list[Point]:
    """Where a cross marks the true point of those who moved."""
    centers = [placed.center for placed in layout.people]
    # Several people may share a true point; one cross is enough.
    points = dict.fromkeys(_moved_points(layout))
    return [
        point
        for point in points
        if all(math.dist(point, center) > APART for center in centers)
    ]


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


def _metrics(count: int, layout: Layout) -> Metrics:
    return Metrics(
        {
            "placement": "scores",
            "people": count,
            "moved": sum(placed.has_moved for placed in layout.people),
            "far_labels": layout.far,
            "crowded": layout.faults > 0,
            "without_titles": layout.without_titles,
            "involvement": layout.axes.involvement.knots,
            "power": layout.axes.power.knots,
        }
    )
