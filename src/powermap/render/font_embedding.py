"""Fonts inside a document: the glyphs that it uses, as rules for its style sheet.

They make a picture look the same on every computer.
"""

from __future__ import annotations

import html
import io
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from powermap.errors import Note, Sentence
from powermap.notes import warn
from powermap.render import installed_fonts
from powermap.render.fonts import Face, has_glyph, is_combining, source_sans
from powermap.render.outline_font import outline_font
from powermap.render.ready_fonts import (
    CHARACTERS,
    read_ready_font,
    ready_font_for,
)
from powermap.scene.marks import Scene, Text, Weight
from powermap.scene.text import is_wide, runs

FAMILY = "Source Sans Pro"
"""The family under which every embedded face is known, whatever drew its glyphs."""
_CSS_WEIGHTS: dict[Weight, int] = {"regular": 400, "semibold": 600}
# Copyright and license. The font's own name is left out: a subset may not carry a
# reserved one.
_KEPT_NAME_IDS = (0, 13, 14)
# Signatures, vertical writing and notes of font editors: of no use in a document.
_DROPPED_TABLES = ("DSIG", "VORG", "vhea", "vmtx", "BASE", "FFTM", "PfEd", "TTFA")
# OpenType features for text that runs down, which pull in further glyphs.
_VERTICAL_FEATURES = {"vert", "vrt2", "vkrn"}
# Bits of fsType in the table OS/2, by the OpenType specification.
_RESTRICTED = 0x2
_PREVIEW_AND_PRINT = 0x4
_NO_SUBSETTING = 0x100
_BITMAPS_ONLY = 0x200
_LISTED = 12
"""Missing characters that a warning lists at most."""


def scene_characters(scene: Scene) -> dict[Weight, set[str]]:
    """Return the characters that a drawing uses, by weight.

    Examples
    --------
    >>> scene = Scene(9, 9, "", "", (Text(0, 0, "Ana", 12, "#000000", 20),))
    >>> sorted(scene_characters(scene)["regular"])
    ['A', 'a', 'n']
    """
    used: dict[Weight, set[str]] = {"regular": set(), "semibold": set()}
    for mark in scene.walk():
        if isinstance(mark, Text):
            used[mark.weight].update(mark.content)
    return used


def markup_characters(markup: str) -> set[str]:
    """Return the characters that a piece of HTML shows, and those of its tags.

    Examples
    --------
    >>> sorted(markup_characters("<b>&eacute;</b>"))
    ['/', '<', '>', 'b', 'é']
    """
    return set(html.unescape(markup))


def font_face_rules(used: Mapping[Weight, Iterable[str]]) -> str:
    """Return the @font-face rules for characters by weight.

    Warns once of characters that no font has which may be embedded.

    Examples
    --------
    >>> font_face_rules({"regular": "Ana"})[:43]
    "@font-face{font-family:'Source Sans Pro';fo"
    """
    rules = []
    missing: set[str] = set()
    for weight, characters in used.items():
        by_face, without_face = assign_faces(frozenset(characters), weight)
        missing |= without_face
        for face, glyphs in by_face:
            for font, has in _fonts_with(face, glyphs, weight):
                rules.append(_font_face_rule(font, has, weight))
    if missing:
        _warn_of_missing(missing)
    return "\n".join(rules)


def _warn_of_missing(missing: set[str]) -> None:
    listed = "".join(sorted(missing)[:_LISTED])
    if len(missing) > _LISTED:
        listed += "…"
    values = (
        ("number", len(missing)),
        ("characters", listed),
        ("package", "Noto Sans CJK / Noto Sans"),
    )
    note = Note(Sentence("message.charts.missing_embedded", values))
    warn(note, stacklevel=5)


@lru_cache(maxsize=64)
def assign_faces(
    characters: frozenset[str], weight: Weight
) -> tuple[tuple[tuple[Face, str], ...], frozenset[str]]:
    """Return which face draws which characters, and those that none may draw.

    Examples
    --------
    >>> [(_, has)], missing = assign_faces(frozenset("Ana"), "regular")
    >>> has, set(missing)
    ('Aan', set())
    """
    assigned: dict[Face, str] = {}
    missing = set()
    for char in sorted(characters):
        if not char.isprintable():
            continue
        face = next(_embeddable_faces(char, weight), None)
        if face is None:
            missing.add(char)
        else:
            assigned[face] = assigned.get(face, "") + char
    return tuple(assigned.items()), frozenset(missing)


def _embeddable_faces(char: str, weight: Weight) -> Iterator[Face]:
    if all(is_covered for _, is_covered in runs(char)):
        yield source_sans(weight)
        return
    for face in installed_fonts.faces(weight):
        if has_glyph(face, char) and _may_be_embedded(face):
            yield face


@lru_cache(maxsize=256)
def _may_be_embedded(face: Face) -> bool:
    """Return whether the font's own rules let a part of it be in a document."""
    from fontTools.ttLib import TTLibError

    try:
        with _open_font(face) as font:
            return allows_subset(font["OS/2"].fsType)
    except (TTLibError, KeyError):
        # Not a font that fontTools reads, or one that does not state its rules.
        return False


def allows_subset(embedding_bits: int) -> bool:
    """Return whether a font's embedding bits allow a subset in a shared document.

    Examples
    --------
    >>> installable, editable = 0x0, 0x8
    >>> allows_subset(installable), allows_subset(editable)
    (True, True)
    >>> restricted, preview_and_print, no_subsetting = 0x2, 0x4, 0x100
    >>> [allows_subset(bits) for bits in (restricted, preview_and_print, no_subsetting)]
    [False, False, False]
    """
    # "Preview and print" counts as forbidden: a page is passed on and may be edited.
    forbidden = _RESTRICTED | _PREVIEW_AND_PRINT | _NO_SUBSETTING | _BITMAPS_ONLY
    return not embedding_bits & forbidden


def _open_font(face: Face) -> Any:
    from fontTools.ttLib import TTFont

    # recalcTimestamp=False: a time in the font would change the bytes of every page.
    return TTFont(face.path, fontNumber=face.index, recalcTimestamp=False, lazy=True)


def _font_face_rule(font: bytes, characters: str, weight: Weight) -> str:
    data = b64encode(font).decode("ascii")
    return (
        f"@font-face{{font-family:'{FAMILY}';font-weight:{_CSS_WEIGHTS[weight]};"
        f"src:url(data:font/woff;base64,{data}) format('woff');"
        f"unicode-range:{_unicode_ranges(characters)}}}"
    )


def _fonts_with(
    face: Face, characters: str, weight: Weight
) -> Iterator[tuple[bytes, str]]:
    """Yield the fonts in which the characters are, each with all that it has."""
    rest = characters
    if face == source_sans(weight):
        name = ready_font_for(characters)
        ready = CHARACTERS[name]
        if not ready.isdisjoint(characters):
            yield read_ready_font(name, weight), "".join(sorted(ready))
        rest = "".join(char for char in characters if char not in ready)
    if rest:
        yield subset_of(face, rest), rest


@lru_cache(maxsize=64)
def subset_of(face: Face, characters: str) -> bytes:
    """Return the glyphs of some characters as WOFF, the same every time."""
    # Chinese characters neither join nor kern.
    if all(is_wide(char) and not is_combining(char) for char in characters):
        return outline_font(face, characters, _KEPT_NAME_IDS)
    from fontTools.subset import Options, Subsetter

    options = Options(
        # Hinting is for screens of low resolution, macOS ignores it, and it takes a
        # large part of the bytes.
        hinting=False,
        # Shared subroutines of CFF outlines save little once WOFF compresses the table.
        desubroutinize=True,
        name_IDs=list(_KEPT_NAME_IDS),
        notdef_outline=True,
    )
    options.layout_features = [
        feature
        for feature in options.layout_features
        if feature not in _VERTICAL_FEATURES
    ]
    options.drop_tables += _DROPPED_TABLES
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    stream = io.BytesIO()
    with _open_font(face) as font:
        subsetter.subset(font)
        # WOFF2 is a quarter smaller but needs Brotli as a further dependency.
        font.flavor = "woff"
        font.save(stream, reorderTables=False)
    return stream.getvalue()


def _unicode_ranges(characters: str) -> str:
    """Return sorted characters as CSS writes ranges of them.

    Examples
    --------
    >>> _unicode_ranges("ABC张")
    'U+41-43,U+5F20'
    """
    ranges: list[tuple[int, int]] = []
    for char in characters:
        code = ord(char)
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    parts = []
    for first, last in ranges:
        end = f"-{last:X}" if last > first else ""
        parts.append(f"U+{first:X}{end}")
    return ",".join(parts)
