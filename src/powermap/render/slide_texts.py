"""Lines of text and the title of a scene as text boxes of a slide."""

from __future__ import annotations

import math
from collections.abc import Sequence

from powermap.render.slide_geometry import Area, Fit, rotated_area
from powermap.render.slide_markup import (
    TEXT_BODY,
    Markup,
    Shape,
    name_and_description,
    preset_geometry,
    starts_right_to_left,
    transform,
)
from powermap.render.xml import escaped
from powermap.scene.marks import Scene, Text
from powermap.scene.text import runs

_LINE_HEIGHT = 1.3
"""Height of a line of text in ems."""
_MIDDLE_ABOVE_BASELINE = 0.3555
"""Ems by which the middle of a line in Source Sans lies above its baseline."""
_CHINESE_MIDDLE_ABOVE_BASELINE = 0.41
"""The same for lines in faces with Chinese characters."""
_TITLE_ROOM = 1.4
"""How many times wider than measured a title may run before it is wrapped: it is set in
the template's own typeface."""
_ANGLE_UNITS = 60_000
"""Sixty-thousandths of a degree, in which DrawingML states angles."""
_ANCHOR_SHIFT = {"start": 0.5, "middle": 0.0, "end": -0.5}
"""From a text's anchor to its middle, in widths of the text."""
_ALIGNMENT = {"start": "l", "middle": "ctr", "end": "r"}


def text_box(text: Text, shape_id: int, markup: Markup) -> Shape:
    """Write a line in a box of its measured size.

    It stands in the middle of the box, where typefaces of other metrics differ least.
    """
    area = _text_area(text, markup.fit)
    named = name_and_description(shape_id, f"Text {shape_id}")
    turn = round(text.rotate % 360 * _ANGLE_UNITS)
    direction = ' rtl="1"' if starts_right_to_left(text.content) else ""
    # Aligned as in the scene although the box has the measured width: another typeface
    # then grows on the side where there is room for it.
    alignment = _ALIGNMENT[text.anchor]
    content = (
        f'<p:sp><p:nvSpPr>{named}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{transform(area, turn)}{preset_geometry('rect', {})}"
        f"<a:noFill/></p:spPr><p:txBody>{TEXT_BODY}<a:lstStyle/>"
        f'<a:p><a:pPr algn="{alignment}"{direction}/>{markup.text_run(text)}</a:p>'
        "</p:txBody></p:sp>"
    )
    return Shape(content, rotated_area(area, text.rotate))


def title_box(
    lines: Sequence[Text], shape_id: int, markup: Markup, *, own_color: bool
) -> Shape:
    """Write the title of a slide.

    The place is that of the scene; the typeface is that of the template, and so is the
    color unless the title has its own.
    """
    first = lines[0]
    area = _title_area(lines, markup.fit)
    color = markup.fill(first.ink) if own_color else ""
    look = markup.run_properties(first, color)
    texts = [f"<a:r>{look}<a:t>{escaped(line.content)}</a:t></a:r>" for line in lines]
    words = f"<a:br>{look}</a:br>".join(texts)
    line_spacing = round(markup.fit.scale * _line_step(lines) * 100)
    named = name_and_description(shape_id, "Title")
    content = (
        f'<p:sp><p:nvSpPr>{named}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{transform(area)}</p:spPr><p:txBody>{TEXT_BODY}<a:lstStyle/>"
        '<a:p><a:pPr algn="l">'
        f'<a:lnSpc><a:spcPts val="{line_spacing}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef></a:pPr>{words}</a:p>'
        "</p:txBody></p:sp>"
    )
    return Shape(content, area)


def title_lines(scene: Scene) -> list[Text]:
    """Return the lines at the beginning of a scene that together are its title.

    Examples
    --------
    >>> first = Text(0, 20, "Who", 18, "#000000", 30)
    >>> second = Text(0, 40, "decides", 18, "#000000", 60)
    >>> scene = Scene(99, 99, "Who decides", "", (first, second))
    >>> [line.content for line in title_lines(scene)]
    ['Who', 'decides']
    """
    rest = "".join(scene.title.split())
    lines: list[Text] = []
    for mark in scene.marks:
        if not rest or not isinstance(mark, Text) or mark.rotate:
            break
        # Without spaces, since wrapping drops the one at the end of each line.
        part = "".join(mark.content.split())
        if not part or not rest.startswith(part):
            break
        lines.append(mark)
        rest = rest.removeprefix(part)
    return lines if lines and not rest else []


def _text_area(text: Text, fit: Fit) -> Area:
    height = text.size * _LINE_HEIGHT
    along = _ANCHOR_SHIFT[text.anchor] * text.width
    above = text.size * _middle_above_baseline(text.content)
    turn = math.radians(text.rotate)
    cosine = math.cos(turn)
    sine = math.sin(turn)
    x = text.x + along * cosine + above * sine
    y = text.y + along * sine - above * cosine

    # Around its own middle, since PowerPoint turns a box about that.
    half_width = text.width / 2
    half_height = height / 2
    left = x - half_width
    top = y - half_height
    right = x + half_width
    bottom = y + half_height
    return fit.area((left, top, right, bottom))


def _title_area(lines: Sequence[Text], fit: Fit) -> Area:
    first = lines[0]
    last = lines[-1]
    above = first.size * _MIDDLE_ABOVE_BASELINE
    half_height = first.size * _LINE_HEIGHT / 2
    width = max(line.width for line in lines) * _TITLE_ROOM
    top = first.y - above - half_height
    bottom = last.y - above + half_height
    return fit.area((first.x, top, first.x + width, bottom))


def _middle_above_baseline(content: str) -> float:
    for _, is_covered in runs(content):
        if not is_covered:
            return _CHINESE_MIDDLE_ABOVE_BASELINE
    return _MIDDLE_ABOVE_BASELINE


def _line_step(lines: Sequence[Text]) -> float:
    """Return the distance of two baselines of a title, in points of the scene."""
    first = lines[0]
    if len(lines) == 1:
        return first.size * _LINE_HEIGHT
    return (lines[-1].y - first.y) / (len(lines) - 1)
