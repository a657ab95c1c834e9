"""Where people stand and ties run in the influence graph.

Rows by Graphviz' dot; where there are too many ties for dot to end soon, or no Graphviz, a grid in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from powermap.model import Tie, TieKind
from powermap.scene.layout import graphviz
from powermap.scene.marks import Point, Rectangle
from powermap.views.influence.grid_layout import in_streets
from powermap.views.influence.ordering import HEADED, Arranged, Crowd, way
from powermap.views.influence.row_layout import in_rows, span

ROW_LIMIT, SPAN_LIMIT = 200, 1500
"""People, and rows that ties cross in all, up to which dot ends within a second or two."""


def arrange(crowd: Crowd) -> Arranged:
    """Lay out people who are tied to one another."""
    along = _along(crowd.ties)
    crowd = replace(crowd, ties=[each for each in crowd.ties if each[0] not in along])
    rows = (
        graphviz.is_available()
        and len(crowd.ids) <= ROW_LIMIT
        and span(crowd) <= SPAN_LIMIT
    )
    made = _fitted(replace(in_rows(crowd) if rows else in_streets(crowd), along=along))
    return _turned(made) if crowd.sideways else made


def _fitted(made: Arranged) -> Arranged:
    """Everything moved so that nothing is left of or above (0, 0), and the size that it takes."""
    corners = [*made.boxes.values(), *(box for _, box in made.frames)]
    lines = [*made.curves.values(), *made.elbows.values()]
    xs = [x for line in lines for x, _ in line] + [
        x for box in corners for x in (box[0], box[2])
    ]
    ys = [y for line in lines for _, y in line] + [
        y for box in corners for y in (box[1], box[3])
    ]
    left, up = min(xs), min(ys)
    width, height = max(xs) - left, max(ys) - up

    def moved(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple((x - left, y - up) for x, y in points)

    def moved_box(box: Rectangle) -> Rectangle:
        return box[0] - left, box[1] - up, box[2] - left, box[3] - up

    return _mapped(made, width, height, moved, moved_box)


def _mapped(
    made: Arranged,
    width: float,
    height: float,
    points: Callable[[Sequence[Point]], tuple[Point, ...]],
    box: Callable[[Rectangle], Rectangle],
) -> Arranged:
    return Arranged(
        width,
        height,
        {id: box(each) for id, each in made.boxes.items()},
        {which: points(each) for which, each in made.curves.items()},
        {which: points(each) for which, each in made.elbows.items()},
        made.along,
        tuple((name, box(each)) for name, each in made.frames),
        made.engine,
    )


def _turned(made: Arranged) -> Arranged:
    """From left to right instead of from top to bottom."""

    def turn(points: Sequence[Point]) -> tuple[Point, ...]:
        return tuple((y, x) for x, y in points)

    def turn_box(box: Rectangle) -> Rectangle:
        return box[1], box[0], box[3], box[2]

    return _mapped(made, made.height, made.width, turn, turn_box)


def _along(ties: Sequence[tuple[int, Tie]]) -> dict[int, int]:
    """Ties that run inside a reporting line, one for each line.

    Those of one boss that have a head all run the same way, up or down whichever are more, so that what meets in the
    trunk cannot be mistaken; a tie without a head runs there when no other does.
    """
    line: dict[tuple[str, str], int] = {}
    for which, tie in ties:
        if tie.kind is TieKind.REPORTS_TO:
            line.setdefault((tie.source, tie.target), which)
    up: defaultdict[str, dict[int, int]] = defaultdict(dict)
    down: defaultdict[str, dict[int, int]] = defaultdict(dict)
    bare: dict[int, int] = {}
    for which, tie in ties:
        source, target = way(tie)
        rising, falling = line.get((source, target)), line.get((target, source))
        both = rising if rising is not None else falling
        if both is None or tie.kind is TieKind.REPORTS_TO:
            continue
        if tie.kind not in HEADED:
            bare.setdefault(both, which)
        elif rising is not None:
            up[target].setdefault(both, which)
        else:
            down[source].setdefault(both, which)
    taken = dict(bare)
    for boss in {**up, **down}:
        for both in (*up[boss], *down[boss]):
            taken.pop(both, None)
        taken |= up[boss] if len(up[boss]) >= len(down[boss]) else down[boss]
    return {which: both for both, which in taken.items()}
