"""A scene as SVG text: real shapes and selectable text, one element per mark, no styles, no scripts, no references."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from powermap.render.xml import escaped, quoted
from powermap.scene.marks import Box, Disc, Group, Mark, Path, Scene, Text

FAMILIES = (
    "'Source Sans Pro','Source Sans 3','Noto Sans CJK SC','Source Han Sans SC',"
    "'PingFang SC','Microsoft YaHei',sans-serif"
)
TITLE, DESCRIPTION = "chart-title", "chart-description"
_START = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
# An XML name without "." and ":", which a CSS selector would have to escape.
_STARTS_NAME = re.compile(f"[{_START}]")
_IS_NAME = re.compile(f"[{_START}][{_START}0-9\u00b7\u0300-\u036f\u203f-\u2040-]*")
_NOT_IN_NAME = re.compile(f"[^{_START}0-9\u00b7\u0300-\u036f\u203f-\u2040-]+")
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def svg(scene: Scene, prefix: str = "", style: str = "") -> str:
    """Write a scene as a standalone SVG document.

    Parameters
    ----------
    scene : Scene
        What to draw.
    prefix : str, default ""
        Stands before every id, so that several pictures can live in one page.
    style : str, default ""
        A style sheet of ours to carry, such as the rules of `powermap.render.font_embedding.font_face_rules`.

    Returns
    -------
    str
        The document; the same scene gives the same text.

    Examples
    --------
    >>> from powermap.scene.marks import Disc, Scene
    >>> text = svg(Scene(40, 20, title="A < B", description="A dot.", marks=(Disc(10, 10, 4.5, fill="#0B6E4F"),)))
    >>> '<title id="chart-title">A &lt; B</title>' in text
    True
    >>> '<circle cx="10" cy="10" r="4.5" fill="#0B6E4F"/>' in text
    True
    """
    width, height = _number(scene.width), _number(scene.height)
    lang = quoted(scene.lang)
    title, description = (quoted(prefix + name)[1:-1] for name in (TITLE, DESCRIPTION))
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' role="img" aria-labelledby="{title} {description}" lang={lang} xml:lang={lang}'
        f' font-family="{FAMILIES}" fill="none" stroke-linejoin="round">'
    )
    lines = [
        root,
        f'<title id="{title}">{escaped(scene.title)}</title>',
        f'<desc id="{description}">{escaped(scene.description)}</desc>',
        *([f"<style>{escaped(style)}</style>"] if style else []),
        f'<rect width="{width}" height="{height}" fill={quoted(scene.background)}/>',
    ]
    names = ids(scene, prefix)
    for mark in scene.marks:
        _write(mark, lines, names)
    lines.append("</svg>\n")
    return "\n".join(lines)


def is_name(text: str) -> bool:
    """Whether a text can be an id, or the beginning of one, that any page and any style sheet takes.

    Examples
    --------
    >>> [is_name(text) for text in ("map-", "图-", "3-", "a b", '"')]
    [True, True, False, False, False]
    """
    return _IS_NAME.fullmatch(text) is not None


def ids(scene: Scene, prefix: str = "") -> dict[str, str]:
    """The id of each key: an XML name, unique on the page, behind the prefix the key itself wherever that is possible.

    Examples
    --------
    >>> from powermap.scene.marks import Group
    >>> ids(Scene(9, 9, "", "", (Group((), key="ana"), Group((), key="3 m"))), "map-")
    {'ana': 'map-ana', '3 m': 'map-id-3-m'}
    """
    keys = list(scene.groups())
    found = {
        key: key for key in keys if is_name(key) and key not in {TITLE, DESCRIPTION}
    }
    taken = {TITLE, DESCRIPTION, *found}
    for key in keys:
        if key in found:
            continue
        name = _NOT_IN_NAME.sub("-", key)
        base = name if _STARTS_NAME.match(name) else f"id-{name}".rstrip("-")
        found[key], count = base, 1
        while found[key] in taken:
            count += 1
            found[key] = f"{base}-{count}"
        taken.add(found[key])
    return {key: prefix + found[key] for key in keys}


def _write(mark: Mark, lines: list[str], ids: Mapping[str, str]) -> None:
    if isinstance(mark, Text):
        lines.append(_text(mark))
    elif isinstance(mark, Box):
        lines.append(_box(mark))
    elif isinstance(mark, Disc):
        lines.append(_disc(mark))
    elif isinstance(mark, Path):
        lines.append(_path(mark))
    else:
        lines.append(_opening(mark, ids))
        if mark.title is not None:
            lines.append(f"<title>{escaped(mark.title)}</title>")
        for inner in mark.marks:
            _write(inner, lines, ids)
        lines.append("</g>")


def _opening(group: Group, ids: Mapping[str, str]) -> str:
    parts = ["<g"]
    if group.key is not None:
        parts.append(f" id={quoted(ids[group.key])}")
    if group.classes:
        parts.append(f" class={quoted(' '.join(group.classes))}")
    if group.link is not None:
        source, target = (quoted(ids.get(key, key)) for key in group.link)
        parts.append(f" data-source={source} data-target={target}")
    return "".join([*parts, ">"])


def _box(box: Box) -> str:
    radius = min(box.radius, box.width / 2, box.height / 2)
    rounded = f' rx="{_number(radius)}"' if radius > 0 else ""
    return (
        f'<rect x="{_number(box.x)}" y="{_number(box.y)}" width="{_number(box.width)}" height="{_number(box.height)}"'
        f"{rounded}{_paint(box.fill, box.stroke, box.stroke_width, box.dash, box.opacity)}/>"
    )


def _disc(disc: Disc) -> str:
    paint = _paint(disc.fill, disc.stroke, disc.stroke_width, disc.dash, 1.0)
    return f'<circle cx="{_number(disc.x)}" cy="{_number(disc.y)}" r="{_number(disc.radius)}"{paint}/>'


def _path(path: Path) -> str:
    steps = " ".join(
        command[0] + " ".join(map(_number, command[1:])) for command in path.commands
    )
    return f'<path d="{steps}"{_paint(path.fill, path.stroke, path.stroke_width, path.dash, path.opacity)}/>'


@lru_cache(maxsize=4096)
def _paint(
    fill: str | None,
    stroke: str | None,
    width: float,
    dash: tuple[float, ...],
    opacity: float,
) -> str:
    """Attributes of a shape; fill and stroke are faded apart, as every other format does it."""
    parts = []
    if fill is not None:
        parts.append(f" fill={quoted(fill)}")
        parts.append(f' fill-opacity="{_number(opacity)}"' if opacity != 1 else "")
    if stroke is not None:
        parts.append(f" stroke={quoted(stroke)}")
        parts.append(f' stroke-width="{_number(width)}"' if width != 1 else "")
        parts.append(f' stroke-opacity="{_number(opacity)}"' if opacity != 1 else "")
        parts.append(
            f' stroke-dasharray="{" ".join(map(_number, dash))}"' if dash else ""
        )
    return "".join(parts)


def _text(text: Text) -> str:
    x, y = _number(text.x), _number(text.y)
    weight = ' font-weight="600"' if text.weight == "semibold" else ""
    spacing = f' letter-spacing="{_number(text.spacing)}"' if text.spacing else ""
    turn = f' transform="rotate({_number(text.rotate)} {x} {y})"' if text.rotate else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{_number(text.size)}" fill={quoted(text.ink)}{weight}'
        f"{_ANCHORS[text.anchor]}{spacing}{turn}{_habits(text.content)}>{escaped(text.content)}</text>"
    )


@lru_cache(maxsize=4096)
def _habits(content: str) -> str:
    """Attributes that a content asks for: spaces that count, letters that run from right to left."""
    kept = ' xml:space="preserve"' if content != " ".join(content.split()) else ""
    if content.isascii() or not any(
        unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in content
    ):
        return kept
    # "plaintext" orders the letters by the first of them; direction stays ltr so that the anchor stays geometric.
    return kept + ' direction="ltr" unicode-bidi="plaintext"'


@lru_cache(maxsize=16384)
def _number(value: float) -> str:
    """Two decimals at most, no zeros at the end, no minus before nothing.

    Examples
    --------
    >>> [_number(value) for value in (12.0, 0.5, 1 / 3, -0.001)]
    ['12', '0.5', '0.33', '0']
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
