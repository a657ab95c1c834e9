"""Nodes on a grid, lines in the channels between them: fast for any number of ties.

Every line runs in channels, so none runs through a node. Lines that run side by side
have a track each, and a channel is as wide as its tracks need, up to a limit. Everything
is computed directly, without search, so that a dense network takes no longer per tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from powermap.scene.layout.grid_ports import Course, choose_ports
from powermap.scene.marks import Point, Rectangle

TRACK = 4.0
"""Points from track to track that a channel plans for."""
WIDEST_TRACK = 8.0
"""Points from track to track at most, where a channel has few tracks."""
NARROWEST_CHANNEL = 34.0
"""Points; narrower, the two ends of a line would touch."""
WIDEST_CHANNEL = 130.0
"""Points; wider, the nodes would drift apart, so tracks move closer together instead."""
CHANNEL_MARGIN = 13.0
"""Points beside the outer tracks in which lines turn into their nodes."""

# Points; less than the margin of a channel, so that a corner never reaches a node.


@dataclass(frozen=True, slots=True)
class GridLayout:
    """Where nodes and lines are.

    Parameters
    ----------
    width, height : float
        In points.
    boxes : tuple of (left, top, right, bottom)
        Of the nodes, each in the middle of its cell.
    routes : tuple of tuples of (x, y)
        For each edge the corners of its line, vertical and horizontal pieces only.
    """

    width: float
    height: float
    boxes: tuple[Rectangle, ...]
    routes: tuple[tuple[Point, ...], ...]


class _Stretch(NamedTuple):
    """A piece of a line in a channel, in cells of the grid, and whose it is."""

    start: float
    end: float
    owner: object


class _Channel(NamedTuple):
    """Where a channel starts, how wide it is, and the track of each line in it."""

    start: float
    width: float
    tracks: Mapping[object, int]

    @property
    def end(self) -> float:
        """Where the nodes behind it start."""
        return self.start + self.width

    def position_of(self, owner: object) -> float:
        """Where the line of an owner runs, the tracks centered in the channel."""
        last_track = _count(self.tracks) - 1
        usable = self.width - 2 * CHANNEL_MARGIN
        step = min(WIDEST_TRACK, usable / max(last_track, 1))
        middle = self.start + self.width / 2
        from_middle = (self.tracks[owner] - last_track / 2) * step
        return round(middle + from_middle, 2)


@dataclass(slots=True)
class _ChannelUse:
    """Which stretches of the channels are used by which lines."""

    cells: Sequence[tuple[int, int]]
    horizontal: defaultdict[int, list[_Stretch]] = field(
        default_factory=lambda: defaultdict(list)
    )
    vertical: defaultdict[int, list[_Stretch]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def course(self, a: int, b: int) -> Course | None:
        """The channels that lead from a to b; none when they are neighbors in a row."""
        row_a, column_a = self.cells[a]
        row_b, column_b = self.cells[b]
        if row_a == row_b:
            if abs(column_a - column_b) == 1:
                return None
            return Course(row_a, None, row_a)
        first = row_a + 1
        last = row_b
        if row_a > row_b:
            first = row_a
            last = row_b + 1
        if first == last:
            return Course(first, None, last)
        return Course(first, self._vertical_channel(a, b), last)

    def _vertical_channel(self, a: int, b: int) -> int:
        """The channel beside the second node, on the side of the first one."""
        column_a = self.cells[a][1]
        column_b = self.cells[b][1]
        if column_a == column_b:
            return column_a + (a + b) % 2  # both sides are as good: share the lines out
        if column_a < column_b:
            return column_b
        return column_b + 1

    def add(self, course: Course, a: int, b: int, owner: object) -> None:
        """Note which stretches of the channels a line uses."""
        middle_a = self.cells[a][1] + 0.5
        middle_b = self.cells[b][1] + 0.5
        if course.vertical is None:
            self.horizontal[course.first].append(_stretch(middle_a, middle_b, owner))
            return

        turn = course.vertical
        self.horizontal[course.first].append(_stretch(middle_a, turn, owner))
        self.horizontal[course.last].append(_stretch(middle_b, turn, owner))
        self.vertical[turn].append(_stretch(course.first, course.last, owner))


def _stretch(one: float, other: float, owner: object) -> _Stretch:
    start = min(one, other)
    end = max(one, other)
    return _Stretch(start, end, owner)


def lay_out_grid(
    cells: Sequence[tuple[int, int]],
    sizes: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    families: Sequence[object],
) -> GridLayout:
    """Place nodes in (row, column) cells and route each edge along the channels.

    Parameters
    ----------
    cells : sequence of (row, column)
        Of the nodes, each its own.
    sizes : sequence of (width, height)
        Of the nodes in points. A row is as tall as its tallest node and a column as
        wide as its widest one.
    edges : sequence of (int, int)
        By the nodes' numbers.
    families : sequence
        One for each edge, None for no family. Lines of a family share their tracks and
        start in the middle of a node.

    Returns
    -------
    GridLayout

    Examples
    --------
    >>> sizes = [(100, 40), (100, 40)]
    >>> layout = lay_out_grid([(0, 0), (1, 0)], sizes, [(0, 1)], [None])
    >>> [round(y) for x, y in layout.routes[0]]
    [74, 91, 91, 108]
    """
    heights = _largest(
        (row, height) for (row, _), (_, height) in zip(cells, sizes, strict=True)
    )
    widths = _largest(
        (column, width) for (_, column), (width, _) in zip(cells, sizes, strict=True)
    )
    use = _ChannelUse(cells)
    courses = [use.course(a, b) for a, b in edges]
    owners = _owners(families)
    for (a, b), course, owner in zip(edges, courses, owners, strict=True):
        if course is not None:
            use.add(course, a, b, owner)

    horizontal = _place_channels(use.horizontal, heights)
    vertical = _place_channels(use.vertical, widths)
    boxes = []
    for (row, column), (width, height) in zip(cells, sizes, strict=True):
        left = vertical[column].end + (widths[column] - width) / 2
        top = horizontal[row].end + (heights[row] - height) / 2
        boxes.append((left, top, left + width, top + height))

    places = _places_between_neighbors(edges, courses)
    ports = choose_ports(cells, boxes, edges, courses, families)
    routes = []
    for number, (a, b) in enumerate(edges):
        course = courses[number]
        if course is None:
            routes.append(_straight_across(boxes[a], boxes[b], *places[number]))
        else:
            owner = owners[number]
            start, end = ports[number]
            corners = _corners(course, start, end, owner, horizontal, vertical)
            routes.append(corners)

    width = vertical[-1].end
    height = horizontal[-1].end
    return GridLayout(width, height, tuple(boxes), tuple(routes))


def _largest(extents: Iterable[tuple[int, float]]) -> list[float]:
    """For each row or column up to the last one the largest extent of its nodes."""
    largest: list[float] = []
    for number, extent in extents:
        while len(largest) <= number:
            largest.append(0.0)
        largest[number] = max(largest[number], extent)
    return largest


def _owners(families: Sequence[object]) -> list[object]:
    """Who owns the track of each line: its family, or the line itself."""
    owners: list[object] = []
    for number, family in enumerate(families):
        if family is None:
            owners.append(("line", number))
        else:
            owners.append(("family", family))
    return owners


def _corners(
    course: Course,
    start: Point,
    end: Point,
    owner: object,
    horizontal: Sequence[_Channel],
    vertical: Sequence[_Channel],
) -> tuple[Point, ...]:
    first_y = horizontal[course.first].position_of(owner)
    last_y = horizontal[course.last].position_of(owner)
    corners = [start, (start[0], first_y)]
    if course.vertical is not None:
        x = vertical[course.vertical].position_of(owner)
        corners.append((x, first_y))
        corners.append((x, last_y))

    corners.append((end[0], last_y))
    corners.append(end)
    return tuple(corners)


def _place_channels(
    stretches: Mapping[int, Sequence[_Stretch]], nodes: Sequence[float]
) -> list[_Channel]:
    """Channels before, between and behind the rows or columns of these extents."""
    channels = []
    start = 0.0
    for number, extent in enumerate((*nodes, 0.0)):
        tracks = _assign_tracks(stretches.get(number, ()))
        channel = _Channel(start, _channel_width(tracks), tracks)
        channels.append(channel)
        start += channel.width + extent
    return channels


def _assign_tracks(stretches: Sequence[_Stretch]) -> dict[object, int]:
    """The first track for each owner that is free where its line runs.

    This is the left-edge algorithm of channel routing (Hashimoto and Stevens 1971): in
    order of their starts, it needs the least number of tracks.
    """
    spans: dict[object, tuple[float, float]] = {}
    for start, end, owner in stretches:
        low, high = spans.get(owner, (start, end))
        # One span per owner even if there is a hole in it: a family is drawn as one
        # comb.
        spans[owner] = min(low, start), max(high, end)

    # The owner breaks ties by its text, since owners are tuples of different kinds that
    # Python cannot compare.
    from_left = sorted(spans.items(), key=lambda entry: (entry[1], str(entry[0])))
    ends: list[float] = []
    tracks: dict[object, int] = {}
    for owner, (start, end) in from_left:
        track = _first_free_track(ends, start)
        if track == len(ends):
            ends.append(end)

        ends[track] = end
        tracks[owner] = track

    return tracks


def _first_free_track(ends: Sequence[float], start: float) -> int:
    for track, end in enumerate(ends):
        # Strictly before: two lines that meet end to start on one track would look like
        # one.
        if end < start:
            return track
    return len(ends)


def _count(tracks: Mapping[object, int]) -> int:
    last = max(tracks.values(), default=-1)
    return last + 1


def _channel_width(tracks: Mapping[object, int]) -> float:
    # Between n tracks are n − 1 gaps; the other 28 points are the two margins and a
    # little air.
    needed = (_count(tracks) + 3) * TRACK + 12
    at_least = max(NARROWEST_CHANNEL, needed)
    return min(at_least, WIDEST_CHANNEL)


def _places_between_neighbors(
    edges: Sequence[tuple[int, int]], courses: Sequence[Course | None]
) -> dict[int, tuple[int, int]]:
    """For each line between neighbors its place among their lines, and their number."""
    pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for number, ((a, b), course) in enumerate(zip(edges, courses, strict=True)):
        if course is None:
            pairs[min(a, b), max(a, b)].append(number)

    places = {}
    for lines in pairs.values():
        for place, number in enumerate(lines):
            places[number] = place, len(lines)

    return places


def _straight_across(
    a: Rectangle, b: Rectangle, place: int, count: int
) -> tuple[Point, ...]:
    """Straight over to a neighbor, beside the other lines between these two."""
    left, top, right, bottom = a
    other_left, other_top, other_right, other_bottom = b
    # Within the shorter of the two, so that the line touches both.
    top = max(top, other_top)
    bottom = min(bottom, other_bottom)
    share_of_height = (bottom - top) * (place + 1) / (count + 1)
    y = round(top + share_of_height, 2)
    if left < other_left:
        return (right, y), (other_left, y)
    return (left, y), (other_right, y)
