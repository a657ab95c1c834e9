"""Pieces of DrawingML from which the shapes of a slide are put together."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from powermap.render.outlines import Commands
from powermap.render.slide_geometry import Area, Fit
from powermap.render.slide_ties import Endpoint
from powermap.render.xml import escaped, quoted
from powermap.scene.marks import Box, Disc, Path, Point, Text

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
TEXT_BODY = (
    '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'
    ' anchor="ctr"><a:noAutofit/></a:bodyPr>'
)
"""A text box that neither wraps nor shrinks its text: the layout has measured it."""

# The theme's minor fonts, so that a company's template sets its own typeface.
THEME_TYPEFACES = (
    '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
)
# Screen readers skip what is marked so; Office 2019 and later know the extension.
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_POWERPOINT_2010 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
# PowerPoint 2010 and later know the namespace by whatever prefix. LibreOffice compares
# prefixes instead of namespaces, so under this one it takes the substitute.
_GLUED = "glued"
_PROOFING_LANGUAGES = {"en": "en-US", "zh": "zh-CN"}
_SEGMENT_TAGS = {"M": "moveTo", "L": "lnTo", "C": "cubicBezTo", "Z": "close"}
ROUNDING = 100_000
"""The unit of the rounding of a box, as a share of its shorter side."""
_SHARE = 100_000
"""Thousandths of a percent in a whole, in which DrawingML states shares."""
_FONT_UNITS = 100
"""Hundredths of a point, in which DrawingML states sizes of type."""
_THINNEST = 0.01
"""Points that a line has at least: dashes are shares of its width."""


class Shape(NamedTuple):
    """A shape as markup, and what it covers."""

    markup: str
    area: Area


class Markup:
    """Writes DrawingML for one scene on one slide.

    Parameters
    ----------
    fit : Fit
        Where the scene lies on the slide.
    theme_colors : mapping of str to str
        Names of colors of the theme, by color as ``1F2933``.
    lang : str
        Language of the scene.
    """

    def __init__(self, fit: Fit, theme_colors: Mapping[str, str], lang: str) -> None:
        self.fit = fit
        self._theme_colors = theme_colors
        self._lang = _PROOFING_LANGUAGES.get(lang, lang)

    def fill(self, color: str | None, opacity: float = 1.0) -> str:
        """Return the filling of a shape or of letters."""
        if color is None:
            return "<a:noFill/>"
        value = _hex_digits(color)
        alpha = ""
        if opacity < 1:
            alpha = f'<a:alpha val="{round(opacity * _SHARE)}"/>'
        name = self._theme_colors.get(value)
        if name:
            paint = f'<a:schemeClr val="{name}">{alpha}</a:schemeClr>'
        else:
            paint = f'<a:srgbClr val="{value}">{alpha}</a:srgbClr>'
        return f"<a:solidFill>{paint}</a:solidFill>"

    def stroke(self, mark: Box | Disc | Path, head_kind: str | None = None) -> str:
        """Return the outline of a mark, with a head where it is a line that has one."""
        if mark.stroke is None:
            return "<a:ln><a:noFill/></a:ln>"
        width = max(mark.stroke_width, _THINNEST)
        paint = self.fill(mark.stroke, opacity_of(mark))
        dashes = _dash_pattern(mark.dash, width)
        head = ""
        if head_kind is not None:
            head = self._line_head(width, head_kind)
        return (
            f'<a:ln w="{self.fit.length(width)}" cap="flat">'
            f"{paint}{dashes}<a:round/>{head}</a:ln>"
        )

    def _line_head(self, width: float, kind: str) -> str:
        """Return a head about as long as the one drawn.

        PowerPoint has heads of 2, 3 or 5 widths of a line, which counts as 2 points
        wide at least.
        """
        # The length of the head in the scene, see powermap.views.ties.
        drawn_length = (7.0 + width * 1.3) * self.fit.scale
        counted_width = max(width * self.fit.scale, 2.0)
        widths = drawn_length / counted_width
        if widths < 2.5:
            size = "sm"
        elif widths < 4:
            size = "med"
        else:
            size = "lg"
        return f'<a:tailEnd type="{kind}" w="{size}" len="{size}"/>'

    def text_run(self, text: Text) -> str:
        """Return a text in its own color and the typefaces of the theme."""
        inner = self.fill(text.ink) + THEME_TYPEFACES
        properties = self.run_properties(text, inner)
        content = escaped(text.content)
        return f"<a:r>{properties}<a:t>{content}</a:t></a:r>"

    def run_properties(self, text: Text, inner: str) -> str:
        """Return size, weight and spacing of a text around its color and typefaces."""
        scale = self.fit.scale
        size = max(_FONT_UNITS, round(text.size * scale * _FONT_UNITS))
        # Semibold faces have no substitute where Source Sans is not installed; bold
        # does.
        bold = 1 if text.weight == "semibold" else 0
        spacing = ""
        if text.spacing:
            spacing = f' spc="{round(text.spacing * scale * _FONT_UNITS)}"'
        return (
            f'<a:rPr lang="{self._lang}" sz="{size}" b="{bold}"{spacing}'
            # Names would be underlined in red by the spelling check.
            f' noProof="1">{inner}</a:rPr>'
        )

    def freeform(
        self,
        commands: Commands,
        *,
        is_filled: bool,
        endpoint: Endpoint | None = None,
        as_line: bool = False,
    ) -> tuple[str, Area]:
        """Return place and geometry of any outline, and the area that it covers.

        Parameters
        ----------
        commands : sequence of segments
            The outline in points of the scene.
        is_filled : bool
            Whether the outline may be filled.
        endpoint : Endpoint, optional
            The shape of which it is the outline, with its connection sites.
        as_line : bool, default False
            Whether it is mirrored until it runs from the left top to the right bottom,
            as PowerPoint wants it of connectors.
        """
        area, flips = self._measure(commands, as_line=as_line)
        local = _LocalPoints(self.fit, area, flips)
        segments = "".join(local.segment(command) for command in commands)
        sites = ""
        if endpoint is not None:
            for site in endpoint.sites():
                angle = endpoint.leaving_angle(site)
                position = local.attributes(site)
                sites += f'<a:cxn ang="{angle}"><a:pos {position}/></a:cxn>'
        left, top, right, bottom = area
        no_fill = "" if is_filled else ' fill="none"'
        markup = (
            f"{transform(area, flips=flips)}"
            "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/>"
            f"<a:cxnLst>{sites}</a:cxnLst>"
            '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
            f'<a:path w="{right - left}" h="{bottom - top}"{no_fill}>'
            f"{segments}</a:path></a:pathLst></a:custGeom>"
        )
        return markup, area

    def _measure(
        self, commands: Commands, *, as_line: bool
    ) -> tuple[Area, tuple[bool, bool]]:
        """Return what an outline covers, and how it is mirrored."""
        points: list[tuple[int, int]] = []
        for _, *numbers in commands:
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                points.append(self.fit.point(x, y))

        xs = [x for x, _ in points]
        ys = [y for _, y in points]
        left = min(xs)
        top = min(ys)
        # One EMU wide and high at least: a path without a size is not drawn.
        right = max(left + 1, *xs)
        bottom = max(top + 1, *ys)
        area = (left, top, right, bottom)
        if not as_line:
            return area, (False, False)
        (start_x, start_y), (end_x, end_y) = points[0], points[-1]
        return area, (start_x > end_x, start_y > end_y)


@dataclass(frozen=True, slots=True)
class _LocalPoints:
    """Writes points of a scene as points within the box of a shape."""

    fit: Fit
    area: Area
    flips: tuple[bool, bool]

    def attributes(self, point: Point) -> str:
        left, top, right, bottom = self.area
        flips_x, flips_y = self.flips
        x, y = self.fit.point(*point)
        local_x = x - left
        if flips_x:
            local_x = right - x
        local_y = y - top
        if flips_y:
            local_y = bottom - y
        return f'x="{local_x}" y="{local_y}"'

    def segment(self, command: tuple[Any, ...]) -> str:
        letter, *numbers = command
        points = ""
        for point in zip(numbers[::2], numbers[1::2], strict=True):
            points += f"<a:pt {self.attributes(point)}/>"
        tag = _SEGMENT_TAGS[letter]
        return f"<a:{tag}>{points}</a:{tag}>"


def name_and_description(
    shape_id: int, name: str, description: str | None = None
) -> str:
    """Return the properties by which people and screen readers know a shape.

    Examples
    --------
    >>> name_and_description(7, "ana", "Ana Ruiz")
    '<p:cNvPr id="7" name="ana" descr="Ana Ruiz"/>'
    """
    attributes = f'id="{shape_id}" name={quoted(name)}'
    if description:
        attributes += f" descr={quoted(description)}"
    return f"<p:cNvPr {attributes}/>"


def with_substitute(shape: str, substitute: str) -> str:
    """Return a shape for PowerPoint, with one for programs that draw it otherwise.

    Examples
    --------
    >>> with_substitute("<p:cxnSp/>", "<p:sp/>").count("<p:sp/></mc:Fallback>")
    1
    """
    return (
        f'<mc:AlternateContent xmlns:mc="{_COMPATIBILITY}">'
        f'<mc:Choice xmlns:{_GLUED}="{_POWERPOINT_2010}" Requires="{_GLUED}">'
        f"{shape}</mc:Choice>"
        f"<mc:Fallback>{substitute}</mc:Fallback></mc:AlternateContent>"
    )


def decorative_name(shape_id: int, name: str) -> str:
    """Return the properties of a shape that screen readers pass over."""
    attributes = f'id="{shape_id}" name={quoted(name)}'
    return f"<p:cNvPr {attributes}>{_DECORATIVE}</p:cNvPr>"


def transform(
    area: Area, turn: int = 0, flips: tuple[bool, bool] = (False, False)
) -> str:
    """Return where a shape lies.

    Parameters
    ----------
    area : Area
        What it covers before it is turned.
    turn : int, default 0
        Clockwise turn in sixty-thousandths of a degree.
    flips : pair of bool
        Whether it is mirrored from left to right, and from top to bottom.

    Examples
    --------
    >>> transform((0, 0, 9, 4), flips=(True, False))
    '<a:xfrm flipH="1"><a:off x="0" y="0"/><a:ext cx="9" cy="4"/></a:xfrm>'
    """
    left, top, right, bottom = area
    flips_x, flips_y = flips
    attributes = ""
    if turn:
        attributes += f' rot="{turn}"'
    if flips_x:
        attributes += ' flipH="1"'
    if flips_y:
        attributes += ' flipV="1"'
    width = max(right - left, 0)
    height = max(bottom - top, 0)
    return (
        f'<a:xfrm{attributes}><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    )


def preset_geometry(name: str, adjustments: Mapping[str, int]) -> str:
    """Return a shape that PowerPoint knows by name, with its adjusted values.

    Examples
    --------
    >>> preset_geometry("rect", {})
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    """
    guides = ""
    for guide, value in adjustments.items():
        guides += f'<a:gd name="{guide}" fmla="val {value}"/>'
    values = f"<a:avLst>{guides}</a:avLst>" if guides else "<a:avLst/>"
    return f'<a:prstGeom prst="{name}">{values}</a:prstGeom>'


def opacity_of(mark: Box | Disc | Path) -> float:
    """Return the opacity of a mark; discs are always opaque."""
    return 1.0 if isinstance(mark, Disc) else mark.opacity


def starts_right_to_left(content: str) -> bool:
    """Return whether the first letter that has a direction runs from right to left.

    Examples
    --------
    >>> starts_right_to_left("12 שלום"), starts_right_to_left("Ana שלום")
    (True, False)
    """
    for char in content:
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def _dash_pattern(dash: Sequence[float], width: float) -> str:
    if not dash:
        return ""
    # As in SVG, an odd number of lengths is repeated to make it even.
    lengths = dash if len(dash) % 2 == 0 else [*dash, *dash]
    pairs = ""
    for line, gap in zip(lengths[::2], lengths[1::2], strict=True):
        line_share = round(line / width * _SHARE)
        gap_share = round(gap / width * _SHARE)
        pairs += f'<a:ds d="{line_share}" sp="{gap_share}"/>'
    return f"<a:custDash>{pairs}</a:custDash>"


@cache
def _hex_digits(color: str) -> str:
    """Return a color, given by digits or by name, as six hexadecimal digits."""
    if len(color) == 7 and color[0] == "#":
        return color[1:].upper()
    from PIL.ImageColor import getrgb

    red, green, blue = getrgb(color)[:3]
    return f"{red:02X}{green:02X}{blue:02X}"
