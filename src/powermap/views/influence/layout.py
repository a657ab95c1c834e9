"""Where the people of a component stand and how ties run between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from powermap.scene.marks import Point, Rectangle
from powermap.views.influence.component import Component, ComponentLayout
from powermap.views.influence.row_layout import lay_out_in_rows
from powermap.views.influence.shared_lines import choose_shared_lines


def lay_out(component: Component) -> ComponentLayout:
    """Lay out people who are tied to one another."""
    # Ties inside a reporting line need no route of their own.
    shared = choose_shared_lines(component.ties)
    routed = [each for each in component.ties if each[0] not in shared]
    component = replace(component, ties=routed)

    layout = lay_out_in_rows(component)
    layout = _moved_to_origin(replace(layout, shared=shared))
    # Laid out from top to bottom and turned at the end, so that only sizes have to know
    # the direction.
    if component.sideways:
        return _turned(layout)
    return layout


@dataclass(frozen=True, slots=True)
class _Mapping:
    """How a drawing is moved or turned: what becomes of a point and of a rectangle."""

    point: Callable[[Point], Point]
    box: Callable[[Rectangle], Rectangle]

    def points(self, points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple(map(self.point, points))


def _moved_to_origin(layout: ComponentLayout) -> ComponentLayout:
    """The layout moved so that it begins at (0, 0), with the size that it takes."""
    points = list(_corners(layout))
    left = min(x for x, _ in points)
    top = min(y for _, y in points)
    width = max(x for x, _ in points) - left
    height = max(y for _, y in points) - top

    def move_point(point: Point) -> Point:
        x, y = point
        return x - left, y - top

    def move_box(box: Rectangle) -> Rectangle:
        x1, y1, x2, y2 = box
        return (
            x1 - left,
            y1 - top,
            x2 - left,
            y2 - top,
        )

    return _mapped(layout, width, height, _Mapping(move_point, move_box))


def _corners(layout: ComponentLayout) -> Iterator[Point]:
    """Points between which everything of a layout lies."""
    for line in layout.ties.values():
        yield from line
    for line in layout.reporting_lines.values():
        yield from line
    grounds = [box for _, box in layout.grounds]
    for left, top, right, bottom in (*layout.boxes.values(), *grounds):
        yield left, top
        yield right, bottom


def _turned(layout: ComponentLayout) -> ComponentLayout:
    """The layout from left to right instead of from top to bottom."""

    def turn_point(point: Point) -> Point:
        x, y = point
        return y, x

    def turn_box(box: Rectangle) -> Rectangle:
        x1, y1, x2, y2 = box
        return y1, x1, y2, x2

    return _mapped(layout, layout.height, layout.width, _Mapping(turn_point, turn_box))


def _mapped(
    layout: ComponentLayout, width: float, height: float, mapping: _Mapping
) -> ComponentLayout:
    boxes = {id: mapping.box(box) for id, box in layout.boxes.items()}
    ties = {at: mapping.points(line) for at, line in layout.ties.items()}
    lines = {at: mapping.points(line) for at, line in layout.reporting_lines.items()}
    grounds = tuple((name, mapping.box(box)) for name, box in layout.grounds)
    return replace(
        layout,
        width=width,
        height=height,
        boxes=boxes,
        ties=ties,
        reporting_lines=lines,
        grounds=grounds,
    )
