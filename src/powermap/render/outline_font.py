"""A small font of the outlines of some characters, for those that need no rules.

A Chinese font has 65,000 glyphs and rules for each of them. Reading it whole, to leave
all but a few out, takes longer than all else that is done for a page.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from powermap.render.fonts import Face

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

__all__ = ["outline_font"]

_POINTS_PER_INCH = 72
_FIXED_POINT = 65536
"""What FreeType's linear advances are multiples of."""
_PIXEL = 64
"""What its other measures are multiples of."""
_NOT_DEFINED = ".notdef"
# Codes of matplotlib's paths.
_MOVE, _LINE, _QUADRATIC, _CUBIC = 1, 2, 3, 4


def outline_font(face: Face, characters: str, kept_names: tuple[int, ...]) -> bytes:
    """The characters of a face as WOFF, with those of its names that are kept."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.ttLib import TTFont
    from matplotlib.ft2font import FT2Font, LoadFlags

    with TTFont(face.path, fontNumber=face.index, lazy=True) as source:
        em = source["head"].unitsPerEm
        font = FT2Font(face.path, face_index=face.index)
        # One pixel is one unit of the font, so that no outline is rounded.
        font.set_size(em, _POINTS_PER_INCH)
        names = {ord(char): f"u{ord(char):04X}" for char in characters}
        # Every font has this glyph; pages ask for no character that would show it.
        outlines = {_NOT_DEFINED: T2CharStringPen(em, None).getCharString()}
        metrics = {_NOT_DEFINED: (em, 0)}
        for code, name in names.items():
            glyph = font.load_char(code, flags=LoadFlags.NO_HINTING)
            width = round(glyph.linearHoriAdvance / _FIXED_POINT)
            outlines[name] = _char_string(font, width)
            metrics[name] = (width, round(glyph.horiBearingX / _PIXEL))
        builder = FontBuilder(em, isTTF=False)
        builder.setupGlyphOrder(list(outlines))
        builder.setupCharacterMap(names)
        builder.setupCFF("Subset", {}, outlines, {})
        builder.setupHorizontalMetrics(metrics)
        _copy_metrics(source, builder)
        kept = [each for each in source["name"].names if each.nameID in kept_names]
        builder.setupNameTable({})
        builder.font["name"].names = kept
        builder.setupPost()
        builder.font.flavor = "woff"
        stream = io.BytesIO()
        builder.save(stream)
    return stream.getvalue()


def _char_string(font: FT2Font, width: int) -> Any:
    """The outline of the glyph that was loaded last."""
    from fontTools.pens.t2CharStringPen import T2CharStringPen

    pen = T2CharStringPen(width, None)
    points, codes = font.get_path()
    place = 0
    while place < len(codes):
        code = codes[place]
        # A curve has as many points as its code says less one, after the last one.
        count = {_QUADRATIC: 2, _CUBIC: 3}.get(code, 1)
        segment = [tuple(point) for point in points[place : place + count]]
        if code == _MOVE:
            pen.moveTo(*segment)
        elif code == _LINE:
            pen.lineTo(*segment)
        elif code == _QUADRATIC:
            pen.qCurveTo(*segment)
        elif code == _CUBIC:
            pen.curveTo(*segment)
        else:
            pen.closePath()
        place += count
    return pen.getCharString()


def _copy_metrics(source: Any, builder: Any) -> None:
    """Give the font the lines of the face, which set the height of a row of text."""
    head = source["head"]
    # The builder would take the time of the clock.
    builder.updateHead(created=head.created, modified=head.modified)
    lines = source["hhea"]
    builder.setupHorizontalHeader(
        ascent=lines.ascent, descent=lines.descent, lineGap=lines.lineGap
    )
    details = source["OS/2"]
    copied = (
        "fsType",
        "usWeightClass",
        "sTypoAscender",
        "sTypoDescender",
        "sTypoLineGap",
        "usWinAscent",
        "usWinDescent",
    )
    builder.setupOS2(**{name: getattr(details, name) for name in copied})
