"""Marks as cells of draw.io, each with its style and its place."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from urllib.parse import quote

from powermap.render.dark_colors import light_or_dark
from powermap.render.svg_numbers import number_text
from powermap.scene.extents import extent
from powermap.scene.marks import (
    Box,
    Disc,
    Image,
    Path,
    Point,
    Rectangle,
    Text,
)

__all__ = ["Cell", "line_style", "place_of", "shape_cell"]

Shape = Box | Disc | Text | Path | Image
"""Any mark that is no group."""
Place = tuple[float, float, float, float]
"""Left, top, width, height."""
FAMILIES = "Source Sans Pro,Helvetica,Arial"
LINE = 1.25
"""Height of a line of text, of its size."""
_BASELINE = 1.0
"""Points by which draw.io sets a line above where its size says."""
_KEPT = "~()*!.'"
"""What JavaScript's encodeURIComponent leaves as it is."""
_LONGEST_BLOCK = 0xFFFF
"""Bytes of one block of a deflated stream that holds them as they are."""
_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


@dataclass(slots=True)
class Cell:
    """A cell of draw.io: a shape, a group, an edge or a layer."""

    id: str
    parent: str | None
    value: str | None = None
    style: str = ""
    place: Place | None = None
    tooltip: str | None = None
    tags: tuple[str, ...] = ()
    is_edge: bool = False
    is_connectable: bool = True
    source: str | None = None
    target: str | None = None
    points: tuple[Point, ...] = ()


def place_of(frame: Rectangle, origin: Point) -> Place:
    """A rectangle as a place within a container that begins at an origin."""
    left, top, right, bottom = frame
    x, y = origin
    return left - x, top - y, right - left, bottom - top


def shape_cell(mark: Shape, id: str, parent: str, origin: Point) -> Cell:
    """One mark that is no group, as a cell.

    Examples
    --------
    >>> cell = shape_cell(Disc(10, 10, 4, fill="#0B6E4F"), "a", "b", (0, 0))
    >>> cell.style[:8], cell.place
    ('ellipse;', (6, 6, 8, 8))
    """
    if isinstance(mark, Text):
        return _text_cell(mark, id, parent, origin)
    if isinstance(mark, Path):
        return _path_cell(mark, id, parent, origin)
    place = place_of(extent(mark), origin)
    if isinstance(mark, Image):
        style = _image_style(mark)
        return Cell(id, parent, mark.alt, style, place, is_connectable=False)
    style = _disc_style(mark) if isinstance(mark, Disc) else _box_style(mark)
    return Cell(id, parent, "", style, place, is_connectable=False)


# Styles -----------------------------------------------------------------------------


def _box_style(box: Box) -> str:
    radius = min(box.radius, box.width / 2, box.height / 2)
    style = "rounded=0;"
    if radius > 0:
        arc = number_text(2 * radius)
        style = f"rounded=1;absoluteArcSize=1;arcSize={arc};"
    return style + _paint(box) + _opacity(box.opacity)


def _disc_style(disc: Disc) -> str:
    return "ellipse;aspect=fixed;" + _paint(disc)


def _image_style(image: Image) -> str:
    kind, _, content = image.source.partition(",")
    # Styles are parted by ";", so draw.io leaves out the word base64.
    source = f"{kind.removesuffix(';base64')},{content}"
    style = f"shape=image;imageAspect=0;aspect=fixed;image={source};noLabel=1;"
    if image.radius:
        style += f"clipPath=inset(0 round {number_text(image.radius)}px);"
    return style + _opacity(image.opacity)


def _paint(mark: Box | Disc | Path) -> str:
    fill = "none" if mark.fill is None else light_or_dark(mark.fill)
    return f"fillColor={fill};{line_style(mark)}"


def line_style(mark: Box | Disc | Path) -> str:
    """How a mark is outlined, or a line drawn."""
    if mark.stroke is None:
        return "strokeColor=none;"
    style = f"strokeColor={light_or_dark(mark.stroke)};"
    style += f"strokeWidth={number_text(mark.stroke_width)};"
    if mark.dash:
        pattern = " ".join(map(number_text, mark.dash))
        # Otherwise the dashes would grow with the width of the line.
        style += f"dashed=1;fixDash=1;dashPattern={pattern};"
    if isinstance(mark, Path):
        style += _opacity(mark.opacity)
    return style


def _opacity(opacity: float) -> str:
    return "" if opacity == 1 else f"opacity={number_text(100 * opacity)};"


# Texts ------------------------------------------------------------------------------


def _text_cell(text: Text, id: str, parent: str, origin: Point) -> Cell:
    style = (
        # Without html=1 a text is shown as it is written.
        "text;html=0;strokeColor=none;fillColor=none;verticalAlign=middle;spacing=0;"
        f"whiteSpace=nowrap;overflow=visible;align={_ANCHORS[text.anchor]};"
        f"fontFamily={FAMILIES};fontSize={number_text(text.size)};"
        f"fontColor={light_or_dark(text.ink)};"
    )
    if text.weight == "semibold":
        style += "fontStyle=1;"
    if text.rotate:
        style += f"rotation={number_text(text.rotate)};"
    place = place_of(_text_frame(text), origin)
    return Cell(id, parent, text.content, style, place, is_connectable=False)


def _text_frame(text: Text) -> Rectangle:
    """The rectangle of a text, turned about its own middle as draw.io turns it."""
    before = {"start": 0.0, "middle": text.width / 2, "end": text.width}
    height = text.size * LINE
    across = text.width / 2 - before[text.anchor]
    down = _BASELINE - text.size / 2
    angle = math.radians(text.rotate)
    x = text.x + across * math.cos(angle) - down * math.sin(angle)
    y = text.y + across * math.sin(angle) + down * math.cos(angle)
    return (
        x - text.width / 2,
        y - height / 2,
        x + text.width / 2,
        y + height / 2,
    )


# Paths ------------------------------------------------------------------------------


def _path_cell(path: Path, id: str, parent: str, origin: Point) -> Cell:
    left, top, right, bottom = extent(path)
    if left == right or top == bottom or _is_straight(path):
        style = f"endArrow=none;html=0;{line_style(path)}"
        x, y = origin
        points = []
        for command in (path.commands[0], path.commands[-1]):
            points.append((command[-2] - x, command[-1] - y))
        return Cell(
            id,
            parent,
            "",
            style,
            is_edge=True,
            points=tuple(points),
        )
    style = f"shape=stencil({_stencil(path)});{_paint(path)}"
    # The opacity of a line goes for its fill too.
    place = place_of((left, top, right, bottom), origin)
    return Cell(id, parent, "", style, place, is_connectable=False)


def _is_straight(path: Path) -> bool:
    letters = [letter for letter, *_ in path.commands]
    return letters == ["M", "L"] and path.fill is None


def _stencil(path: Path) -> str:
    """A shape of draw.io's own kind with the segments of a path."""
    left, top, right, bottom = extent(path)

    def at(x: float, y: float, number: str = "") -> str:
        across = number_text(x - left)
        down = number_text(y - top)
        return f'x{number}="{across}" y{number}="{down}"'

    segments = []
    for letter, *numbers in path.commands:
        if letter == "M":
            segments.append(f"<move {at(*numbers)}/>")
        elif letter == "L":
            segments.append(f"<line {at(*numbers)}/>")
        elif letter == "C":
            x1, y1, x2, y2, x, y = numbers
            handles = f"{at(x1, y1, '1')} {at(x2, y2, '2')}"
            segments.append(f"<curve {handles} {at(x, y, '3')}/>")
        else:
            segments.append("<close/>")
    if path.fill is None:
        paint = "<stroke/>"
    elif path.stroke is None:
        paint = "<fill/>"
    else:
        paint = "<fillstroke/>"
    width = number_text(right - left)
    height = number_text(bottom - top)
    text = (
        f'<shape w="{width}" h="{height}" aspect="variable" strokewidth="inherit">'
        f"<foreground><path>{''.join(segments)}</path>{paint}</foreground></shape>"
    )
    return base64.b64encode(_deflated(quote(text, safe=_KEPT).encode())).decode()


def _deflated(content: bytes) -> bytes:
    """Bytes as a deflated stream, which draw.io wants of shapes.

    They are stored and not packed: what is packed differs from one version of zlib to
    the next.
    """
    blocks = []
    for start in range(0, len(content), _LONGEST_BLOCK):
        part = content[start : start + _LONGEST_BLOCK]
        is_last = start + _LONGEST_BLOCK >= len(content)
        length = len(part).to_bytes(2, "little")
        check = (len(part) ^ _LONGEST_BLOCK).to_bytes(2, "little")
        blocks.append(bytes([is_last]) + length + check + part)
    return b"".join(blocks)
