"""The lines of a tie as edges of draw.io, with their bends and arrow heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from powermap.render.connectors import corners_of
from powermap.render.slide_ties import Head, distance_to, head_after
from powermap.render.svg_numbers import number_text
from powermap.scene.extents import extent
from powermap.scene.marks import Box, Disc, Group, Path, Point

__all__ = ["EdgeLine", "edge_lines"]

ROUNDING = 14
"""Twice the radius of the corners of ties, in points."""
_SHARE = 0.75
"""How far along its handle a cubic has the control point of the two quadratic curves
that pass through its middle."""


@dataclass(frozen=True, slots=True)
class EdgeLine:
    """A line between two cards, from the source of the tie to its target.

    Parameters
    ----------
    path : Path
        How it is drawn.
    points : tuple of Point
        Its ends, and what is between them: corners, or the control points of a curve.
    is_curved : bool
        Whether it is a curve.
    heads : (str, str)
        The styles of the heads at its source and at its target.
    glue : tuple of str
        Where it touches the cards that it joins.
    """

    path: Path
    points: tuple[Point, ...]
    is_curved: bool
    heads: tuple[str, str]
    glue: tuple[str, ...]

    def style(self) -> str:
        """Everything but its paint."""
        shape = f"rounded=1;arcSize={ROUNDING};"
        if self.is_curved:
            shape = "curved=1;"
        start, end = self.heads
        return f"edgeStyle=none;html=0;{shape}{start}{end}{''.join(self.glue)}"


def edge_lines(tie: Group, bodies: Sequence[Box | Disc | None]) -> list[EdgeLine]:
    """The lines of a tie in drawing order.

    Parameters
    ----------
    tie : Group
        With a link.
    bodies : sequence of Box, Disc or None
        The marks at which its source and its target end, where the scene has them.

    Examples
    --------
    >>> line = Path((("M", 15, 0), ("L", 40, 0)), stroke="#000000")
    >>> tie = Group((line,), link=("a", "b"))
    >>> [edge] = edge_lines(tie, [Disc(45, 0, 5), Disc(10, 0, 5)])
    >>> edge.points, edge.glue[0][:12]
    (((40, 0), (15, 0)), 'exitX=0;exit')
    """
    source, target = bodies
    lines = []
    for position, mark in enumerate(tie.marks):
        if not isinstance(mark, Path) or mark.head:
            continue
        head = head_after(tie.marks, position)
        points, is_curved = _course(mark, head)
        size = _head_size(tie, position, mark) if head is not None else 0.0
        heads = ("startArrow=none;", _head_style("end", head, size))
        if _runs_backward(points, source, target):
            points = points[::-1]
            heads = (_head_style("start", head, size), "endArrow=none;")
        glue = (
            _glue("exit", points[0], source),
            _glue("entry", points[-1], target),
        )
        lines.append(EdgeLine(mark, points, is_curved, heads, glue))
    return lines


def _course(path: Path, head: Head | None) -> tuple[tuple[Point, ...], bool]:
    """The points of a line, and whether they are those of a curve."""
    tip = None if head is None else head.tip
    corners = corners_of(path.commands, tip)
    if corners is not None:
        return tuple(corners), False
    points: list[Point] = [path.commands[0][1:]]
    is_curved = False
    for letter, *numbers in path.commands[1:]:
        if letter == "Z":
            continue
        start = points[-1]
        end = (numbers[-2], numbers[-1])
        if letter == "C":
            is_curved = True
            points.append(_toward(start, (numbers[0], numbers[1])))
            points.append(_toward(end, (numbers[2], numbers[3])))
        points.append(end)
    if tip is not None and tip != points[-1]:
        # The head goes on where the line ends.
        points[-1] = tip
    return tuple(points), is_curved


def _toward(point: Point, handle: Point) -> Point:
    x = point[0] + _SHARE * (handle[0] - point[0])
    y = point[1] + _SHARE * (handle[1] - point[1])
    return x, y


def _runs_backward(
    points: Sequence[Point], source: Box | Disc | None, target: Box | Disc | None
) -> bool:
    """Whether a line is drawn from the target of its tie."""
    start, end = points[0], points[-1]
    forward = _distance(source, start) + _distance(target, end)
    backward = _distance(target, start) + _distance(source, end)
    return backward < forward


def _distance(body: Box | Disc | None, point: Point) -> float:
    return 0.0 if body is None else distance_to(extent(body), point)


def _head_size(tie: Group, position: int, line: Path) -> float:
    """How long the head after a line is; draw.io adds the width of the line."""
    left, top, right, bottom = extent(tie.marks[position + 1])
    return max(right - left, bottom - top) - line.stroke_width


def _head_style(end: str, head: Head | None, size: float) -> str:
    if head is None:
        return f"{end}Arrow=none;"
    is_filled = head.kind == "triangle"
    kind = "block" if is_filled else "open"
    size_text = number_text(max(size, 1.0))
    return f"{end}Arrow={kind};{end}Fill={int(is_filled)};{end}Size={size_text};"


def _glue(name: str, point: Point, body: Box | Disc | None) -> str:
    """Where a line touches a card, as a share of its width and height."""
    if body is None:
        return ""
    left, top, right, bottom = extent(body)
    across = _share_text((point[0] - left) / (right - left))
    down = _share_text((point[1] - top) / (bottom - top))
    return f"{name}X={across};{name}Y={down};{name}Dx=0;{name}Dy=0;{name}Perimeter=0;"


def _share_text(share: float) -> str:
    # Hundredths of a card that is 200 points wide would be seen.
    return f"{share:.6f}".rstrip("0").rstrip(".")
