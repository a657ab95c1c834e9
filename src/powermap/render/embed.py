"""Fonts inside a picture: the glyphs that it uses as @font-face rules, so that it looks the same on every machine."""

from __future__ import annotations

import html
import io
import warnings
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from powermap.errors import PowermapWarning
from powermap.render import fonts
from powermap.render.fonts import Face
from powermap.scene.marks import Scene, Text, Weight
from powermap.scene.text import runs

FAMILY = "Source Sans Pro"
"""The family under which every embedded face is known, whatever drew its glyphs."""
_CSS_WEIGHT: dict[Weight, int] = {"regular": 400, "semibold": 600}
_KEPT_NAMES = (0, 13, 14)
"""Copyright and licence. The font's own name is left out: a subset may not carry a reserved one."""
_NO_USE = ["DSIG", "VORG", "vhea", "vmtx", "BASE", "FFTM", "PfEd", "TTFA"]
_RESTRICTED, _PREVIEW, _WHOLE_ONLY, _BITMAPS_ONLY = 0x2, 0x4, 0x100, 0x200


def of_scene(scene: Scene) -> dict[Weight, set[str]]:
    """The characters that a drawing uses, by weight.

    Examples
    --------
    >>> sorted(of_scene(Scene(9, 9, "", "", (Text(0, 0, "Ana", 12, "#000000", 20),)))["regular"])
    ['A', 'a', 'n']
    """
    used: dict[Weight, set[str]] = {"regular": set(), "semibold": set()}
    for mark in scene.walk():
        if isinstance(mark, Text):
            used[mark.weight].update(mark.content)
    return used


def of_markup(markup: str) -> set[str]:
    """The characters that a piece of HTML shows, and those of its tags.

    Examples
    --------
    >>> sorted(of_markup("<b>&eacute;</b>"))
    ['/', '<', '>', 'b', 'é']
    """
    return set(html.unescape(markup))


def font_faces(used: Mapping[Weight, Iterable[str]]) -> str:
    """The @font-face rules for characters by weight; warn once of those that no face has that may be embedded."""
    rules: list[str] = []
    lost: set[str] = set()
    for weight, chars in used.items():
        faces, missing = _shared_out(frozenset(chars), weight)
        lost |= missing
        rules += [_rule(face, glyphs, weight) for face, glyphs in faces]
    if lost:
        some = "".join(sorted(lost)[:12]) + ("…" if len(lost) > 12 else "")
        warnings.warn(
            f"no installed font that may be embedded has {len(lost)} of the characters ({some}); whoever opens the "
            "file sees them in a font of their own. Install Noto Sans CJK or Noto Sans and start Python again",
            PowermapWarning,
            stacklevel=4,
        )
    return "\n".join(rules)


@lru_cache(maxsize=64)
def _shared_out(
    chars: frozenset[str], weight: Weight
) -> tuple[tuple[tuple[Face, str], ...], frozenset[str]]:
    """Which face gives which characters, and those that none may give."""
    given: dict[Face, str] = {}
    lost = set()
    for char in sorted(each for each in chars if each.isprintable()):
        face = next(_givers(char, weight), None)
        if face is None:
            lost.add(char)
        else:
            given[face] = given.get(face, "") + char
    return tuple(given.items()), frozenset(lost)


def _givers(char: str, weight: Weight) -> Iterator[Face]:
    if all(covered for _, covered in runs(char)):
        yield fonts.source_sans(weight)
    else:
        yield from (
            face
            for face in fonts.faces(weight)
            if fonts.has(face, char) and _may_be_embedded(face)
        )


@lru_cache(maxsize=256)
def _may_be_embedded(face: Face) -> bool:
    """Whether the font's own embedding bits (OS/2 fsType) let a part of it travel with a document."""
    from fontTools.ttLib import TTLibError

    try:
        with _opened(face) as font:
            return may_travel(font["OS/2"].fsType)
    except (
        TTLibError,
        KeyError,
    ):  # not a font that fontTools reads, or one that says nothing of it
        return False


def may_travel(bits: int) -> bool:
    """Whether embedding bits allow a subset in a document that others open.

    Examples
    --------
    >>> [may_travel(bits) for bits in (0x0, 0x8, 0x2, 0x4, 0x100)]  # installable, editable, restricted, preview, whole
    [True, True, False, False, False]
    """
    return not bits & (_RESTRICTED | _PREVIEW | _WHOLE_ONLY | _BITMAPS_ONLY)


def _opened(face: Face) -> Any:
    from fontTools.ttLib import TTFont

    return TTFont(face.path, fontNumber=face.index, recalcTimestamp=False, lazy=True)


def _rule(face: Face, chars: str, weight: Weight) -> str:
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{_CSS_WEIGHT[weight]};"
        f"src:url(data:font/woff;base64,{_subset(face, chars)}) format('woff');unicode-range:{_ranges(chars)}}}"
    )


@lru_cache(maxsize=64)
def _subset(face: Face, chars: str) -> str:
    """The glyphs of some characters as WOFF in base64; the same every time."""
    from fontTools.subset import Options, Subsetter

    options = Options(
        hinting=False,
        desubroutinize=True,
        name_IDs=list(_KEPT_NAMES),
        notdef_outline=True,
    )
    options.layout_features = [
        each for each in options.layout_features if each not in {"vert", "vrt2", "vkrn"}
    ]
    options.drop_tables += _NO_USE
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in chars])
    with _opened(face) as font:
        subsetter.subset(font)
        font.flavor = "woff"
        stream = io.BytesIO()
        font.save(stream, reorderTables=False)
    return b64encode(stream.getvalue()).decode("ascii")


def _ranges(chars: str) -> str:
    """Sorted characters as CSS writes ranges of them.

    Examples
    --------
    >>> _ranges("ABC张")
    'U+41-43,U+5F20'
    """
    codes = [ord(char) for char in chars]
    breaks = [at for at, (a, b) in enumerate(pairwise(codes), 1) if b != a + 1]
    spans = [codes[start:end] for start, end in pairwise([0, *breaks, len(codes)])]
    return ",".join(
        f"U+{span[0]:X}" + (f"-{span[-1]:X}" if len(span) > 1 else "") for span in spans
    )
