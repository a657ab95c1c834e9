"""A drawing in rows that is too deep for its page, cut into strips side by side.

A line that is cut leads from the foot of one strip to the head of the next, in the
gutter between both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.row_routes import RowDrawing
from powermap.scene.layout.spacing import Spacing
from powermap.scene.marks import Point, Rectangle

MOST_CUT_LINES = 3
"""Lines that a cut goes through at most; more would be hard to follow."""
MOST_STRIPS = 12
"""Side by side at most."""
BESIDE_GUTTER = 24.0
"""Points between the lines of a gutter and the strips at both sides."""
HALVINGS = 24
"""Steps in which the least height of strips is searched."""

Line = tuple[str, int]
"""A tie by its place, or the trunk of a boss, which all lines to reports share."""


@dataclass(slots=True)
class _Strip:
    """Rows that stay below one another, and how far they move.

    `top` and `bottom` are where it is cut, `foot` is the lower edge of its last row.
    """

    top: float
    bottom: float
    foot: float
    left: float = float("inf")
    right: float = float("-inf")
    dx: float = 0.0
    dy: float = 0.0

    def moved(self, point: Point) -> Point:
        x, y = point
        return round(x + self.dx, 2), round(y + self.dy, 2)

    def reach(self, left: float, right: float) -> None:
        """Make the strip wide enough for what reaches from left to right."""
        self.left = min(self.left, left)
        self.right = max(self.right, right)


@dataclass(slots=True)
class _Cut:
    """A height between two rows, and the lines that pass it, from the right."""

    y: float
    row: int
    x_of: dict[Line, float] = field(default_factory=dict)

    @property
    def lines(self) -> list[Line]:
        return sorted(self.x_of, key=lambda line: -self.x_of[line])


def wrapped(net: RowNet, drawing: RowDrawing, spacing: Spacing) -> Iterator[RowDrawing]:
    """The drawing in two strips, in three, and so on, where few lines are cut.

    Examples
    --------
    >>> from powermap.scene.layout.row_routes import draw_rows
    >>> from powermap.scene.layout.spacing import USUAL
    >>> net = RowNet([(0, 1), (1, 2), (2, 3)], [], [0, 1, 2, 3])
    >>> drawing = draw_rows(net, [(100, 40)] * 4, [50] * 7)
    >>> [strips.width for strips in wrapped(net, drawing, USUAL)]
    [248.0, 396.0, 544.0]
    """
    cuts = _possible_cuts(net, drawing, spacing)
    ends = _row_ends(net, drawing)
    for count in range(2, min(len(cuts) + 1, MOST_STRIPS) + 1):
        chosen = _even_cuts(cuts, drawing.height, count)
        # Several numbers of strips may lead to the same cuts.
        if len(chosen) == count - 1:
            yield _Wrapping(drawing, chosen, ends, spacing).draw()


def _row_ends(net: RowNet, drawing: RowDrawing) -> list[float]:
    """The lower edge of each row."""
    ends = []
    for items in net.order:
        nodes = [item for item in items if item < net.node_count]
        ends.append(max((drawing.boxes[node][3] for node in nodes), default=0.0))
    return ends


def _lines(drawing: RowDrawing) -> Iterator[tuple[Line, tuple[Point, ...]]]:
    for (boss, _), corners in drawing.tree_lines.items():
        yield ("trunk", boss), corners
    for tie, corners in enumerate(drawing.tie_lines):
        yield ("tie", tie), corners


def _possible_cuts(net: RowNet, drawing: RowDrawing, spacing: Spacing) -> list[_Cut]:
    """Below each row but the last, where few lines pass, all of them upright."""
    cuts = []
    for row, end in enumerate(_row_ends(net, drawing)[:-1]):
        cut = _Cut(end + spacing.above_lanes / 2, row)
        for line, corners in _lines(drawing):
            x = _x_at(corners, cut.y)
            if x is not None:
                cut.x_of[line] = x
        if len(cut.x_of) <= MOST_CUT_LINES:
            cuts.append(cut)
    return cuts


def _x_at(corners: Sequence[Point], y: float) -> float | None:
    """Where a line passes a height."""
    for (x, upper), (_, lower) in pairwise(corners):
        if upper < y < lower:
            return x
    return None


def _even_cuts(cuts: Sequence[_Cut], height: float, count: int) -> list[_Cut]:
    """Cuts with which the highest of at most so many strips is as low as can be."""
    low = height / count
    high = height
    best: list[_Cut] = []
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        chosen = _cuts_for(cuts, height, middle)
        if chosen is None or len(chosen) >= count:
            low = middle
        else:
            best = chosen
            high = middle
    return best


def _cuts_for(cuts: Sequence[_Cut], height: float, most: float) -> list[_Cut] | None:
    """The fewest cuts with which no strip is higher than that, None if there are none."""
    chosen: list[_Cut] = []
    top = 0.0
    last: _Cut | None = None
    for y, cut in [*((cut.y, cut) for cut in cuts), (height, None)]:
        if y - top > most:
            if last is None or y - last.y > most:
                return None
            chosen.append(last)
            top = last.y
        last = cut
    return chosen


class _Wrapping:
    """A drawing that is cut at these heights."""

    def __init__(
        self,
        drawing: RowDrawing,
        cuts: Sequence[_Cut],
        ends: Sequence[float],
        spacing: Spacing,
    ) -> None:
        self.drawing = drawing
        self.cuts = cuts
        self.spacing = spacing
        tops = [0.0, *(cut.y for cut in cuts)]
        bottoms = [*(cut.y for cut in cuts), drawing.height]
        feet = [*(ends[cut.row] for cut in cuts), drawing.height]
        self.strips = [
            _Strip(top, bottom, foot)
            for top, bottom, foot in zip(tops, bottoms, feet, strict=True)
        ]
        self._measure()
        self._place()

    def draw(self) -> RowDrawing:
        boxes = tuple(map(self._box, self.drawing.boxes))
        tree_lines = {}
        for (boss, report), corners in self.drawing.tree_lines.items():
            tree_lines[boss, report] = self._led(("trunk", boss), corners)
        ties = []
        for tie, corners in enumerate(self.drawing.tie_lines):
            ties.append(self._led(("tie", tie), corners))
        last = self.strips[-1]
        width = last.right + last.dx
        height = max(strip.foot + strip.dy for strip in self.strips)
        for cut, strip in zip(self.cuts, self.strips, strict=False):
            lanes = self.spacing.lane * len(cut.x_of)
            foot = strip.foot + strip.dy + self.spacing.above_lanes
            height = max(height, foot + lanes)
        return RowDrawing(width, height, boxes, tree_lines, tuple(ties))

    def _strip_at(self, y: float) -> int:
        return sum(cut.y < y for cut in self.cuts)

    def _measure(self) -> None:
        """How far each strip reaches to the left and right."""
        for left, top, right, _ in self.drawing.boxes:
            self.strips[self._strip_at(top)].reach(left, right)
        for _, corners in _lines(self.drawing):
            for x, y in corners:
                self.strips[self._strip_at(y)].reach(x, x)
        for cut, (upper, lower) in zip(self.cuts, pairwise(self.strips), strict=True):
            for x in cut.x_of.values():
                upper.reach(x, x)
                lower.reach(x, x)

    def _place(self) -> None:
        """The strips side by side, their first rows at one height."""
        heads = [0.0]
        for cut in self.cuts:
            first = min(top for _, top, _, _ in self.drawing.boxes if top > cut.y)
            heads.append(first - cut.y + self.spacing.lane * len(cut.x_of))
        highest = max(heads)
        x = 0.0
        for number, strip in enumerate(self.strips):
            strip.dx = x - strip.left
            lanes = 0.0
            if number:
                lanes = self.spacing.lane * len(self.cuts[number - 1].x_of)
            strip.dy = highest - heads[number] + lanes - strip.top
            x += strip.right - strip.left + self._gutter(number)

    def _gutter(self, number: int) -> float:
        """The width between a strip and the next one."""
        if number == len(self.cuts):
            return 0.0
        between = self.spacing.lane * (len(self.cuts[number].x_of) - 1)
        return 2 * BESIDE_GUTTER + max(between, 0.0)

    def _box(self, box: Rectangle) -> Rectangle:
        left, top, right, bottom = box
        strip = self.strips[self._strip_at(top)]
        return (*strip.moved((left, top)), *strip.moved((right, bottom)))

    def _led(self, line: Line, corners: Sequence[Point]) -> tuple[Point, ...]:
        """A line with its pieces in the strips and its ways through the gutters."""
        led: list[Point] = []
        at = self._strip_at(corners[0][1])
        for corner in corners:
            strip = self._strip_at(corner[1])
            while at < strip:
                led += self._through_gutter(at, line)
                at += 1
            led.append(self.strips[strip].moved(corner))
        return tuple(led)

    def _through_gutter(self, number: int, line: Line) -> tuple[Point, ...]:
        """From the foot of a strip to the head of the next one."""
        cut = self.cuts[number]
        upper = self.strips[number]
        lower = self.strips[number + 1]
        lane = self.spacing.lane
        # Nested, so that lines that pass side by side do not cross.
        place = cut.lines.index(line)
        foot = upper.foot + upper.dy + self.spacing.above_lanes + lane * place
        gutter = upper.right + upper.dx + BESIDE_GUTTER + lane * place
        head = lower.top + lower.dy - lane * (len(cut.x_of) - place)
        x = cut.x_of[line]
        corners = (
            (x + upper.dx, foot),
            (gutter, foot),
            (gutter, head),
            (x + lower.dx, head),
        )
        return tuple((round(x, 2), round(y, 2)) for x, y in corners)
