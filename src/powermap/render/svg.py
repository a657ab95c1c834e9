"""A scene as SVG: one element for each mark, and text that can be selected.

There are no styles, scripts or references in it unless a caller brings a style sheet, so
that any viewer shows it and any page can take it in.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple

from powermap.render.fonts import has_right_to_left
from powermap.render.svg_ids import (
    DESCRIPTION_ID,
    TITLE_ID,
    NamesIn,
    collect_names,
    ids_of,
    names_in,
)
from powermap.render.svg_images import clip_paths, image_element
from powermap.render.svg_numbers import number_text
from powermap.render.xml import escaped, quoted
from powermap.scene.marks import (
    Box,
    Disc,
    Group,
    Image,
    Mark,
    Path,
    Rectangle,
    Scene,
    Text,
)

# Latin before Chinese faces: Han faces bring Latin letters of their own, which would
# otherwise be taken.
FAMILIES = (
    "'Source Sans Pro','Source Sans 3','Segoe UI','Helvetica Neue','Noto Sans',"
    "Arial,'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "sans-serif"
)
FLUID = ' style="max-width:100%;height:auto"'
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}
_SEMIBOLD = 600
"""Weight of semibold letters in CSS and SVG."""
_PREFIX_DIGITS = 8
"""Digits of the hash in the prefix of a picture: enough for the charts of one page."""


def svg(
    scene: Scene,
    prefix: str = "",
    style: str = "",
    *,
    is_fluid: bool = False,
    without_titles: Collection[str] = (),
    written: WrittenGroups | None = None,
) -> str:
    """Write a scene as a standalone SVG document.

    Parameters
    ----------
    scene : Scene
        What to draw.
    prefix : str, default ""
        Stands before every id, so that several pictures can live in one page.
    style : str, default ""
        A style sheet to carry, such as the rules of
        `powermap.render.font_embedding.font_face_rules`.
    is_fluid : bool, default False
        Whether it shrinks to the width of what shows it.
    without_titles : collection of str, optional
        Keys of groups whose tooltip is left out, since the page says the same.
    written : WrittenGroups, optional
        What was written of the last scene; its groups are written once.

    Returns
    -------
    str
        The document; the same scene gives the same text.

    Examples
    --------
    >>> from powermap.scene.marks import Disc, Scene
    >>> dot = Disc(10, 10, 4.5, fill="#0B6E4F")
    >>> text = svg(Scene(40, 20, title="A < B", description="A dot.", marks=(dot,)))
    >>> '<title id="chart-title">A &lt; B</title>' in text
    True
    >>> '<circle cx="10" cy="10" r="4.5" fill="#0B6E4F"/>' in text
    True
    """
    lines = _document_start(scene, prefix, is_fluid=is_fluid)
    if style:
        lines.append(f"<style>{escaped(style)}</style>")
    lines.append(
        f'<rect width="{number_text(scene.width)}" height="{number_text(scene.height)}"'
        f" fill={quoted(scene.background)}/>"
    )
    look_up = names_in if written is None else written.names_in
    found = look_up(scene.marks)
    names = _Names(ids_of(found, prefix), prefix, without_titles)
    lines += clip_paths(found.clips, prefix)
    if written is None:
        for mark in scene.marks:
            _append_mark(mark, lines, names)
    else:
        lines += written.write(scene.marks, names)
    lines.append("</svg>\n")
    return "\n".join(lines)


def _document_start(scene: Scene, prefix: str, *, is_fluid: bool) -> list[str]:
    """Return the opening tag, and title and description, which name it."""
    width = number_text(scene.width)
    height = number_text(scene.height)
    lang = quoted(scene.lang)
    title_id = _attribute_value(prefix + TITLE_ID)
    description_id = _attribute_value(prefix + DESCRIPTION_ID)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{title_id} {description_id}" lang={lang} xml:lang={lang}'
        f' font-family="{_families(scene)}" fill="none" stroke-linejoin="round"'
        f"{FLUID if is_fluid else ''}>"
    )
    return [
        root,
        f'<title id="{title_id}">{escaped(scene.title)}</title>',
        f'<desc id="{description_id}">{escaped(scene.description)}</desc>',
    ]


def _families(scene: Scene) -> str:
    """Return the typefaces, that of the scene first."""
    if scene.font is None:
        return FAMILIES
    return f"{_attribute_value(repr(scene.font))},{FAMILIES}"


def _attribute_value(text: str) -> str:
    """Return a text as part of the value of an attribute, without quotes."""
    return quoted(text)[1:-1]


def own_prefix(scene: Scene) -> str:
    """Return a prefix of ids that no other picture has.

    From the content and not random: the same chart gives the same bytes.
    """
    digest = sha256(svg(scene).encode()).hexdigest()
    return f"pm-{digest[:_PREFIX_DIGITS]}-"


def symbol(marks: Iterable[Mark], bounds: Rectangle) -> str:
    """Write some marks as a small picture, which says nothing to a screen reader.

    Examples
    --------
    >>> from powermap.scene.marks import Disc
    >>> symbol([Disc(9, 9, 4, fill="#0B6E4F")], (5, 5, 13, 13))[:43]
    '<svg viewBox="5 5 8 8" width="8" height="8"'
    """
    left, top, right, bottom = bounds
    width = number_text(right - left)
    height = number_text(bottom - top)
    box = f"{number_text(left)} {number_text(top)} {width} {height}"
    start = (
        f'<svg viewBox="{box}" width="{width}" height="{height}"'
        ' aria-hidden="true" fill="none">'
    )
    lines = [start]
    for mark in marks:
        _append_mark(mark, lines, _Names({}))
    lines.append("</svg>")
    return "".join(lines)


class _Names(NamedTuple):
    """What elements are called, and which of them have no tooltip."""

    ids: Mapping[str, str]
    prefix: str = ""
    without_titles: Collection[str] = ()


class WrittenGroups:
    """The groups of a scene as they were written last.

    A picture that is drawn again after each edit has most of its groups in common with
    the one before: the same objects are written once.
    """

    def __init__(self) -> None:
        self._names: _Names | None = None
        # By the identity of the marks: to compare those of two groups takes as long as
        # to write one. A group is kept with its text, so that no other marks can have
        # this place in memory.
        self._texts: dict[int, tuple[Group, str]] = {}
        self._names_in: dict[int, tuple[Group, NamesIn]] = {}

    def names_in(self, marks: Iterable[Mark]) -> NamesIn:
        """The names in all groups; each group is looked through once."""
        kept: dict[int, tuple[Group, NamesIn]] = {}
        keys: dict[str, None] = {}
        clips: dict[str, None] = {}
        for mark in marks:
            if not isinstance(mark, Group):
                collect_names((mark,), keys, clips)
                continue
            known = self._names_in.get(id(mark.marks))
            if known is None or not _is_same(known[0], mark):
                known = (mark, names_in((mark,)))
            kept[id(mark.marks)] = known
            # Most groups are ties, which have neither.
            if known[1].keys:
                keys.update(dict.fromkeys(known[1].keys))
            if known[1].clips:
                clips.update(dict.fromkeys(known[1].clips))
        self._names_in = kept
        return NamesIn(tuple(keys), tuple(clips))

    def write(self, marks: Iterable[Mark], names: _Names) -> list[str]:
        """The lines of all marks."""
        before = self._texts if names == self._names else {}
        texts: dict[int, tuple[Group, str]] = {}
        lines: list[str] = []
        for mark in marks:
            if not isinstance(mark, Group):
                _append_mark(mark, lines, names)
                continue
            known = before.get(id(mark.marks))
            if known is None or not _is_same(known[0], mark):
                inner: list[str] = []
                _append_mark(mark, inner, names)
                known = (mark, "\n".join(inner))
            texts[id(mark.marks)] = known
            lines.append(known[1])
        self._names = names
        self._texts = texts
        return lines


def _is_same(one: Group, other: Group) -> bool:
    """Whether two groups of the same marks are written alike."""
    if one is other:
        return True
    if one.marks is not other.marks or one.key != other.key:
        return False
    if one.title != other.title:
        return False
    return one.classes == other.classes and one.link == other.link


def _append_mark(mark: Mark, lines: list[str], names: _Names) -> None:
    # By type and not by one question after the other: a board writes thousands of marks
    # for an edit.
    write = _WRITERS.get(type(mark))
    if write is not None:
        lines.append(write(mark))
    elif isinstance(mark, Image):
        lines.append(image_element(mark, names.prefix))
    elif isinstance(mark, Group):
        lines.append(_group_start(mark, names.ids))
        # A title must come first to be shown as a tooltip.
        if mark.title is not None and mark.key not in names.without_titles:
            lines.append(f"<title>{escaped(mark.title)}</title>")
        for inner in mark.marks:
            _append_mark(inner, lines, names)
        lines.append("</g>")
    else:
        lines.append(_inherited_writer(mark)(mark))


def _group_start(group: Group, ids: Mapping[str, str]) -> str:
    attributes = ""
    if group.key is not None:
        attributes += f" id={quoted(ids[group.key])}"
    if group.classes:
        attributes += f" class={quoted(' '.join(group.classes))}"
    if group.link is not None:
        source, target = group.link
        attributes += f" data-source={quoted(ids.get(source, source))}"
        attributes += f" data-target={quoted(ids.get(target, target))}"
    return f"<g{attributes}>"


def _box(box: Box) -> str:
    x = number_text(box.x)
    y = number_text(box.y)
    width = number_text(box.width)
    height = number_text(box.height)
    attributes = f'x="{x}" y="{y}" width="{width}" height="{height}"'
    # SVG would clamp rx and ry one by one and draw an ellipse's corner; the other
    # formats clamp to a circle.
    radius = min(box.radius, box.width / 2, box.height / 2)
    if radius > 0:
        attributes += f' rx="{number_text(radius)}"'
    paint = _paint(box.fill, box.stroke, box.stroke_width, box.dash, box.opacity)
    return f"<rect {attributes}{paint}/>"


def _disc(disc: Disc) -> str:
    x = number_text(disc.x)
    y = number_text(disc.y)
    radius = number_text(disc.radius)
    paint = _paint(disc.fill, disc.stroke, disc.stroke_width, disc.dash, 1.0)
    return f'<circle cx="{x}" cy="{y}" r="{radius}"{paint}/>'


def _path(path: Path) -> str:
    segments = []
    for letter, *numbers in path.commands:
        coordinates = " ".join(map(number_text, numbers))
        segments.append(letter + coordinates)
    paint = _paint(path.fill, path.stroke, path.stroke_width, path.dash, path.opacity)
    outline = " ".join(segments)
    return f'<path d="{outline}"{paint}/>'


@lru_cache(maxsize=4096)
def _paint(
    fill: str | None,
    stroke: str | None,
    width: float,
    dash: tuple[float, ...],
    opacity: float,
) -> str:
    """Return the attributes of fill and stroke.

    Each has its own opacity, as in every other format, so that a stroke is seen through
    to the fill under it.
    """
    attributes = ""
    if fill is not None:
        attributes += f" fill={quoted(fill)}"
        if opacity != 1:
            attributes += f' fill-opacity="{number_text(opacity)}"'
    if stroke is not None:
        attributes += f" stroke={quoted(stroke)}"
        if width != 1:
            attributes += f' stroke-width="{number_text(width)}"'
        if opacity != 1:
            attributes += f' stroke-opacity="{number_text(opacity)}"'
        if dash:
            attributes += f' stroke-dasharray="{" ".join(map(number_text, dash))}"'
    return attributes


def _text(text: Text) -> str:
    x = number_text(text.x)
    y = number_text(text.y)
    attributes = f'x="{x}" y="{y}" font-size="{number_text(text.size)}"'
    attributes += f" fill={quoted(text.ink)}"
    if text.weight == "semibold":
        attributes += f' font-weight="{_SEMIBOLD}"'
    attributes += _ANCHORS[text.anchor]
    if text.spacing:
        attributes += f' letter-spacing="{number_text(text.spacing)}"'
    if text.rotate:
        attributes += f' transform="rotate({number_text(text.rotate)} {x} {y})"'
    attributes += _content_attributes(text.content)
    return f"<text {attributes}>{escaped(text.content)}</text>"


@lru_cache(maxsize=4096)
def _content_attributes(content: str) -> str:
    """Return what a content needs to be shown as it is: its spaces and its direction."""
    attributes = ""
    if content != " ".join(content.split()):
        # Viewers otherwise join spaces, and the text would be narrower than measured.
        attributes += ' xml:space="preserve"'
    if not content.isascii() and has_right_to_left(content):
        # "plaintext" orders the letters by the first of them; the direction stays ltr,
        # so that the anchor is where the layout put it.
        attributes += ' direction="ltr" unicode-bidi="plaintext"'
    return attributes


_WRITERS: dict[type, Callable[[Any], str]] = {
    Text: _text,
    Box: _box,
    Disc: _disc,
    Path: _path,
}
"""Marks that are one element, whatever it is called."""


def _inherited_writer(mark: object) -> Callable[[Any], str]:
    """That of the kind from which somebody's own kind of mark is derived."""
    for kind, write in _WRITERS.items():
        if isinstance(mark, kind):
            return write
    raise TypeError(f"{mark!r} is no mark of a scene")
