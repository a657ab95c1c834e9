"""Draws a network in rows: boxes, right-angled lines of the tree, and of the ties.

Between two rows come from above the lanes, in which ties and trunks go sideways, then
the bars of the tree. Everything else is upright, so that lines cross as counted.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from powermap.scene.layout.row_levels import Span, stack_levels
from powermap.scene.layout.row_net import RowNet
from powermap.scene.layout.row_nudges import TreeEnds, nudge_ends
from powermap.scene.layout.row_ports import Ports, choose_ports
from powermap.scene.layout.spacing import USUAL, Spacing
from powermap.scene.marks import Point, Rectangle

SAME = 0.5
"""Points up to which a line goes on straight."""
APART = 6.0
"""Points up to which two upright pieces look like one."""
ON_ONE_LINE = 2
"""Crossings that are better than that."""
FOOT_CLEAR = 4.0
"""Points between the foot of a trunk and a tie that arrives beside it."""


@dataclass(frozen=True, slots=True)
class RowDrawing:
    """Boxes and lines of a network in rows, from (0, 0).

    Parameters
    ----------
    width, height : float
        In points.
    boxes : tuple of (left, top, right, bottom)
        Of the nodes.
    tree_lines : mapping of (upper, lower) to tuple of (x, y)
        Corners from the upper to the lower node.
    tie_lines : tuple of tuples of (x, y)
        For each tie its corners from the upper to the lower node.
    """

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    tree_lines: dict[tuple[int, int], tuple[Point, ...]]
    tie_lines: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """A level piece in a lane: where its line comes from and goes to."""

    start: float
    end: float

    @property
    def span(self) -> Span:
        return min(self.start, self.end), max(self.start, self.end)


@dataclass(slots=True)
class _Space:
    """The pieces between two rows and, once it is known where it lies, their heights."""

    tie_runs: dict[int, _Run] = field(default_factory=dict)
    trunk_runs: dict[int, _Run] = field(default_factory=dict)
    bars: list[int] = field(default_factory=list)
    has_ties: bool = False
    has_columns: bool = False
    has_heads: bool = False
    """Whether a line ends with a head at a node above."""
    lane_of_tie: dict[int, float] = field(default_factory=dict)
    lane_of_trunk: dict[int, float] = field(default_factory=dict)
    bar_height: dict[int, float] = field(default_factory=dict)


def draw_rows(
    net: RowNet,
    sizes: Sequence[tuple[float, float]],
    x: Sequence[float],
    extra: float = 0.0,
    spacing: Spacing = USUAL,
    heads_up: Collection[int] = frozenset(),
    *,
    is_sketch: bool = False,
) -> RowDrawing:
    """Draw a network whose items have their places.

    Parameters
    ----------
    net : RowNet
        With the order of its rows.
    sizes : sequence of (width, height)
        Of the nodes.
    x : sequence of float
        The middle of each item.
    extra : float
        Points that rows are farther apart than they must be.
    spacing : Spacing
        How far rows, lanes and bars are apart.
    heads_up : collection of int
        Ties whose head is at their upper node, by their place.
    is_sketch : bool
        Whether only the size is wanted, and lines need not be straight.

    Returns
    -------
    RowDrawing

    Examples
    --------
    >>> net = RowNet([(0, 1), (0, 2)], [], [0, 1, 1])
    >>> drawing = draw_rows(net, [(100, 40)] * 3, [113, 50, 176, 113])
    >>> drawing.tree_lines[0, 1]
    ((113, 40.0), (113, 65.0), (50, 65.0), (50, 86.0))
    """
    return _Drawer(net, sizes, x, extra, spacing, heads_up, is_sketch).draw()


class _Drawer:
    def __init__(
        self,
        net: RowNet,
        sizes: Sequence[tuple[float, float]],
        x: Sequence[float],
        extra: float,
        spacing: Spacing,
        heads_up: Collection[int],
        is_sketch: bool,
    ) -> None:
        self.heads_up = heads_up
        self.spacing = spacing
        self.extra = extra
        self.net = net
        self.sizes = sizes
        self.x = list(x)
        widths = [width for width, _ in sizes]
        self.ports: Ports = choose_ports(net, widths, x)
        self._place_feet()
        self.tree_ends = TreeEnds()
        if not is_sketch:
            self.tree_ends = nudge_ends(net, self.x, self.ports)
        self.spaces = [self._space(row) for row in range(len(net.order) - 1)]
        self.boxes: list[Rectangle] = [(0.0, 0.0, 0.0, 0.0)] * net.node_count

    def draw(self) -> RowDrawing:
        height = self._place_rows()
        tree_lines = {}
        for boss in range(self.net.node_count):
            trunk_corners: list[Point] = []
            for bar in self.net.bars_of(boss):
                self._extend_trunk(trunk_corners, boss, bar)
                for report in self.net.members[bar][1:]:
                    line = self._tree_line(trunk_corners, bar, report)
                    tree_lines[boss, report] = line
        ties = [self._tie_line(tie) for tie in range(len(self.net.courses))]
        width = max((right for _, _, right, _ in self.boxes), default=0.0)
        return RowDrawing(width, height, tuple(self.boxes), tree_lines, tuple(ties))

    def _ends(self, tie: int) -> list[float]:
        """The x of a tie at each of its items."""
        course = self.net.courses[tie]
        between = [self.x[item] for item in course[1:-1]]
        return [self.ports.upper[tie], *between, self.ports.lower[tie]]

    def _place_feet(self) -> None:
        """Each foot below its boss, between the ties that arrive left and right of it."""
        net = self.net
        arrivals: dict[int, list[Point]] = {}
        for tie, course in enumerate(net.courses):
            for item, x in zip(course[1:], self._ends(tie)[1:], strict=True):
                arrivals.setdefault(net.row[item], []).append((net.place[item], x))
        for bar, (foot, *_) in enumerate(net.members):
            if net.takes_room(foot):
                continue
            low = float("-inf")
            high = float("inf")
            for place, x in arrivals.get(net.row[foot], ()):
                if place < net.place[foot]:
                    low = max(low, x + FOOT_CLEAR)
                else:
                    high = min(high, x - FOOT_CLEAR)
            boss = self.x[net.trunk[bar]]
            self.x[foot] = (
                min(max(boss, low), high) if low <= high else (low + high) / 2
            )

    def _space(self, row: int) -> _Space:
        """The level pieces below a row."""
        space = _Space()
        for tie, course in enumerate(self.net.courses):
            step = row - self.net.row[course[0]]
            if 0 <= step < len(course) - 1:
                space.has_ties = True
                start, end = self._ends(tie)[step : step + 2]
                if step == 0 and tie in self.heads_up:
                    space.has_heads = True
                if abs(start - end) > SAME:
                    space.tie_runs[tie] = _Run(start, end)
        for bar in self.net.bars_above(row + 1):
            start = self._trunk_start(bar)
            end = self.x[self.net.members[bar][0]]
            if abs(start - end) > SAME:
                space.trunk_runs[bar] = _Run(start, end)
            if self.net.is_side_bar(bar):
                space.has_columns = True
            else:
                space.bars.append(bar)
        return space

    def _place_rows(self) -> float:
        """Put the rows below one another; the height of all of them."""
        top = 0.0
        for row, items in enumerate(self.net.order):
            nodes = [item for item in items if item < self.net.node_count]
            tallest = max((self.sizes[node][1] for node in nodes), default=0.0)
            for node in nodes:
                width, height = self.sizes[node]
                left = self.x[node] - width / 2
                upper = top + (tallest - height) / 2
                self.boxes[node] = (left, upper, left + width, upper + height)
            top += tallest
            if row < len(self.spaces):
                top = self._place_pieces(self.spaces[row], top)
        return top

    def _place_pieces(self, space: _Space, top: float) -> float:
        """Give the pieces of a space their heights below `top`; where it ends."""
        runs = [*space.tie_runs.values(), *space.trunk_runs.values()]
        lanes = stack_levels(
            [run.span for run in runs],
            lambda upper, lower: _run_crossings(runs[upper], runs[lower]),
        )
        bar_spans = [self._bar_span(bar) for bar in space.bars]
        levels = stack_levels(
            bar_spans,
            lambda upper, lower: self._bar_crossings(
                space.bars[upper], space.bars[lower]
            ),
        )
        spacing = self.spacing
        above_lanes = spacing.above_lanes
        if space.has_heads:
            above_lanes += spacing.heads_up
        lane_count = max(lanes, default=-1) + 1
        level_count = max(levels, default=-1) + 1
        needed = (
            above_lanes
            + spacing.lane * (lane_count + max(level_count - 1, 0))
            + spacing.below_bars
        )
        least = spacing.least
        if space.has_columns and not (lanes or levels or space.has_ties):
            least = spacing.beside_trunks
            needed = 0.0
        height = max(needed, least) + self.extra
        first = top + above_lanes + (height - needed) / 2
        heights = [round(first + spacing.lane * lane, 2) for lane in lanes]
        ties = len(space.tie_runs)
        space.lane_of_tie = dict(zip(space.tie_runs, heights[:ties], strict=True))
        space.lane_of_trunk = dict(zip(space.trunk_runs, heights[ties:], strict=True))
        bottom = top + height - spacing.below_bars
        for bar, level in zip(space.bars, levels, strict=True):
            space.bar_height[bar] = round(
                bottom - spacing.lane * (level_count - 1 - level), 2
            )
        return top + height

    def _bar_span(self, bar: int) -> Span:
        trunk, *reports = self.net.members[bar]
        xs = [self.x[trunk], *map(self._report_end, reports)]
        return min(xs), max(xs)

    def _trunk_start(self, bar: int) -> float:
        """The x from which a trunk comes down to a bar."""
        upper = self.net.trunk[bar]
        return self.tree_ends.trunk.get(upper, self.x[upper])

    def _report_end(self, report: int) -> float:
        """The x at which a line reaches a report."""
        return self.tree_ends.report.get(report, self.x[report])

    def _bar_crossings(self, upper: int, lower: int) -> int:
        """How often two bars cross if the one is above the other."""
        left, right = self._bar_span(upper)
        trunk = self.x[self.net.members[lower][0]]
        count = int(left < trunk < right)
        left, right = self._bar_span(lower)
        trunk, *reports = self.net.members[upper]
        passing = [] if self.net.is_foot[trunk] else [self.x[trunk]]
        for x in (*passing, *map(self._report_end, reports)):
            count += left < x < right
        return count

    def _extend_trunk(self, corners: list[Point], boss: int, bar: int) -> None:
        """Lead a trunk down to where its bar begins."""
        upper = self.net.trunk[bar]
        item = self.net.members[bar][0]
        if upper == boss:
            corners.append((self._trunk_start(bar), self.boxes[boss][3]))
        space = self.spaces[self.net.row[item] - 1]
        lane = space.lane_of_trunk.get(bar)
        if lane is not None:
            corners.append((corners[-1][0], lane))
            corners.append((self.x[item], lane))

    def _tree_line(
        self, trunk: Sequence[Point], bar: int, report: int
    ) -> tuple[Point, ...]:
        corners = list(trunk)
        start = corners[-1][0]
        if report in self.net.beside:
            return (*corners, *self._line_to_side(start, report))
        x = self._report_end(report)
        if abs(start - x) <= SAME:
            x = start
        else:
            height = self.spaces[self.net.row[report] - 1].bar_height[bar]
            corners.append((start, height))
            corners.append((x, height))
        corners.append((x, self.boxes[report][1]))
        return tuple(corners)

    def _line_to_side(self, trunk: float, node: int) -> tuple[Point, Point]:
        """From a trunk beside a node to the middle of the side that it passes."""
        left, top, right, bottom = self.boxes[node]
        middle = (top + bottom) / 2
        side = left if trunk < left else right
        return (trunk, middle), (side, middle)

    def _tie_line(self, tie: int) -> tuple[Point, ...]:
        course = self.net.courses[tie]
        first = self.net.row[course[0]]
        ends = self._ends(tie)
        corners: list[Point] = [(ends[0], self.boxes[course[0]][3])]
        for step, (_, end) in enumerate(pairwise(ends)):
            lane = self.spaces[first + step].lane_of_tie.get(tie)
            if lane is not None:
                corners.append((corners[-1][0], lane))
                corners.append((end, lane))
        corners.append((corners[-1][0], self.boxes[course[-1]][1]))
        return tuple(corners)


def _run_crossings(upper: _Run, lower: _Run) -> int:
    """How often two level pieces cross if the one is above the other."""
    left, right = lower.span
    count = int(left < upper.end < right)
    left, right = upper.span
    count += int(left < lower.start < right)
    # Two upright pieces on nearly one line would look like one.
    if abs(upper.end - lower.start) < APART:
        count += ON_ONE_LINE
    return count
