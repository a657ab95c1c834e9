"""Which font file draws which characters: Source Sans from its package, for all others the first installed face."""

from __future__ import annotations

import os
import re
import threading
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from powermap.errors import PowermapError, PowermapWarning
from powermap.scene.marks import Scene, Text, Weight
from powermap.scene.text import runs

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

MISSING = "?"
"""What is drawn for a character that no installed face has."""
# File names in the order in which we like their looks beside Source Sans; Han faces in their Simplified Chinese form.
_LIKED = (
    "notosanssc",
    "notosanscjksc",
    "sourcehansanssc",
    "sourcehansanscn",
    "notosanscjk",
    "sourcehansans",
    "pingfang",
    "msyh",
    "hiraginosansgb",
    "wqy",
    "wenquanyi",
    "droidsansfallback",
    "simhei",
    "deng",
    "stheiti",
    "notosans",
    "segoeui",
    "arial",
    "dejavusans",
)
_WEIGHTS = {  # what a file name says of its weight, the best first
    "regular": ("regular", "", "medium", "light", "demilight", "semibold", "bold"),
    "semibold": ("semibold", "demibold", "bold", "bd", "medium", "regular", ""),
}
_WEIGHT_WORD = re.compile(
    r"(semibold|demibold|extrabold|ultrabold|bold|demilight|extralight|light|medium|regular|thin|black|bd)$"
)
_UNFIT = re.compile(
    r"italic|oblique|color|lastresort|emojione|mono|condensed|(?:obl|it)$"
)
_PACKAGES = (
    (
        r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\uac00-\ud7af\U00020000-\U0003ffff]",
        "Noto Sans CJK (apt install fonts-noto-cjk)",
    ),
    (
        r"[\u2600-\u27bf\U0001f000-\U0001faff]",
        "Noto Emoji or Symbola (apt install fonts-symbola)",
    ),
    (r".", "Noto Sans (apt install fonts-noto-core)"),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One face in a font file.

    Parameters
    ----------
    path : str
        The file.
    index : int
        Which of the file's faces.
    """

    path: str
    index: int = 0

    def properties(self, size: float) -> Any:
        """The face as matplotlib asks for it, `size` in printer's points."""
        from matplotlib.font_manager import FontPath, FontProperties

        return FontProperties(fname=FontPath(self.path, self.index), size=size)


@cache
def source_sans(weight: Weight) -> Face:
    """The face of the package font-source-sans-pro.

    Examples
    --------
    >>> source_sans("semibold").path.endswith("SourceSansPro-Semibold.ttf")
    True
    """
    spec = find_spec(
        "font_source_sans_pro"
    )  # found, not imported: its import would touch every file
    if spec is None or spec.origin is None:
        raise PowermapError(
            "the fonts of font-source-sans-pro are missing; install it: pip install font-source-sans-pro"
        )
    return Face(
        str(
            FilePath(spec.origin).parent
            / "files"
            / f"SourceSansPro-{weight.capitalize()}.ttf"
        )
    )


def opened(face: Face) -> FT2Font:
    """The face ready to be measured in hundredths of an em; one object per thread, as FreeType wants it."""
    return _opened(face, threading.get_ident())


@lru_cache(maxsize=256)
def _opened(face: Face, thread: int) -> FT2Font:  # noqa: ARG001 - part of the key
    from matplotlib.ft2font import FT2Font

    font = FT2Font(face.path, face_index=face.index)
    font.set_size(100, 72)
    return font


if hasattr(
    os, "register_at_fork"
):  # an open font reads its file through a descriptor that parent and child would share
    os.register_at_fork(after_in_child=_opened.cache_clear)


@lru_cache(maxsize=8192)
def pieces(content: str, weight: Weight = "regular") -> tuple[tuple[str, Face], ...]:
    """Stretches of a text, each with the face that draws it; characters that no face has are drawn as "?".

    They stand from left to right as they are drawn. A text with right-to-left letters stays whole where one face has
    all of it; each stretch in itself is put into order by what draws it.

    Examples
    --------
    >>> [stretch for stretch, face in pieces("Ana Ruiz")]
    ['Ana Ruiz']
    """
    result: list[tuple[str, Face]] = []
    if _is_rtl(content) and _face_for(content, weight) is None:
        for stretch, turned in _in_sight(content):
            result += _turned(stretch, weight) if turned else pieces(stretch, weight)
        return tuple(result)
    for stretch, covered in runs(content):
        result += (
            [(_drawable(stretch, source_sans(weight)), source_sans(weight))]
            if covered
            else _foreign(stretch, weight)
        )
    return tuple(result)


def _drawable(stretch: str, face: Face) -> str:
    """A stretch without the marks that its face lacks, which would be drawn as boxes."""
    return "".join(char for char in stretch if not _is_mark(char) or has(face, char))


def _foreign(stretch: str, weight: Weight) -> list[tuple[str, Face]]:
    face = _face_for(stretch, weight)
    if face is not None:
        return [(stretch, face)]
    result: list[tuple[str, Face]] = []
    for char in stretch:
        keeps = bool(result) and (_is_mark(char) or has(result[-1][1], char))
        own = result[-1][1] if keeps else _face_for(char, weight)
        drawn = (
            char
            if own is not None and has(own, char)
            else ""
            if _is_mark(char)
            else MISSING
        )
        own = own or source_sans(weight)
        if result and result[-1][1] == own:
            result[-1] = (result[-1][0] + drawn, own)
        else:
            result.append((drawn, own))
    return [(text, each) for text, each in result if text]


def _turned(stretch: str, weight: Weight) -> list[tuple[str, Face]]:
    """A right-to-left stretch from left to right, cut only where no face has all of it, within a word at last."""
    whole = _face_for(stretch, weight)
    if whole is not None:
        return [(stretch, whole)]
    result: list[tuple[str, Face]] = []
    for word in re.findall(r"\S+\s*|\s+", stretch):
        for text, face in _foreign(word, weight):
            if result and result[-1][1] == face:
                result[-1] = (result[-1][0] + text, face)
            else:
                result.append((text, face))
    return result[::-1]


def _in_sight(content: str) -> list[tuple[str, bool]]:
    """Runs of a text from left to right, and of each whether it is to be read from right to left.

    What the Unicode Bidirectional Algorithm (UAX #9) comes to without its explicit marks: digits go with the letters
    before them; spaces and signs with those on both sides or, between two directions, with the text; the text goes the
    way of its first letter.
    """
    kinds = [unicodedata.bidirectional(char) for char in content]
    base = next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)
    sides: list[bool | None] = []
    last = False
    for char, kind in zip(content, kinds, strict=True):
        last = kind != "L" if kind in {"L", "R", "AL"} else last
        known = {"L": False, "R": True, "AL": True, "AN": True, "EN": last}.get(kind)
        sides.append(sides[-1] if sides and known is None and _is_mark(char) else known)
    groups = [(side, len(list(members))) for side, members in groupby(sides)]
    result: list[tuple[str, bool]] = []
    start = 0
    for place, (side, length) in enumerate(groups):
        ends = {
            groups[near][0] if 0 <= near < len(groups) else base
            for near in (place - 1, place + 1)
        }
        turned = (
            side if side is not None else ends == {True} or (base and ends != {False})
        )
        text, start = content[start : start + length], start + length
        if result and result[-1][1] == turned:
            result[-1] = (result[-1][0] + text, turned)
        else:
            result.append((text, turned))
    return result[::-1] if base else result


def has(face: Face, char: str) -> bool:
    """Whether a face can draw a character; format characters need no glyph.

    Examples
    --------
    >>> has(source_sans("regular"), "é"), has(source_sans("regular"), "张")
    (True, False)
    """
    return _is_format(char) or opened(face).get_char_index(ord(char)) != 0


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Me", "Cf"}


def _is_format(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or 0xFE00 <= ord(char) <= 0xFE0F


def _is_rtl(content: str) -> bool:
    return any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in content)


@lru_cache(maxsize=8192)
def _face_for(content: str, weight: Weight) -> Face | None:
    """The first face that has every character, Source Sans before all others."""
    return next(
        (face for face in faces(weight) if all(has(face, char) for char in content)),
        None,
    )


def faces(weight: Weight) -> Iterator[Face]:
    """Source Sans, then the installed faces from the best liked on; opened as needed."""
    yield source_sans(weight)
    for path in _files(weight):
        yield from _faces_in(path)


@cache
def _files(weight: Weight) -> tuple[str, ...]:
    """Installed font files, the best liked first; asked from the system, since matplotlib's own list may be old."""
    from matplotlib import get_data_path
    from matplotlib.font_manager import findSystemFonts

    bundled = FilePath(get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf")
    found = {*map(str, findSystemFonts()), *map(str, bundled)}
    return tuple(
        sorted(
            (path for path in found if not _UNFIT.search(_stem(path))),
            key=lambda path: _rank(path, weight),
        )
    )


def _stem(path: str) -> str:
    return re.sub(r"[^a-z0-9]", "", FilePath(path).stem.lower())


def _rank(path: str, weight: Weight) -> tuple[int, bool, int, str]:
    stem = _stem(path)
    liked = next(
        (place for place, word in enumerate(_LIKED) if stem.startswith(word)),
        len(_LIKED),
    )
    word = _WEIGHT_WORD.search(stem)
    order = _WEIGHTS[weight]
    name = word.group() if word else ""
    return (
        liked,
        "serif" in stem,
        order.index(name) if name in order else len(order),
        path,
    )


@cache
def _faces_in(path: str) -> tuple[Face, ...]:
    """The scalable faces of a file, the Simplified Chinese one of a collection first, monospaced ones not at all."""
    from matplotlib.ft2font import FaceFlags, FT2Font

    try:
        count = FT2Font(path).num_faces
        fonts = [FT2Font(path, face_index=index) for index in range(count)]
    except (
        OSError,
        RuntimeError,
    ):  # a file that FreeType cannot read is a file that we do not use
        return ()
    named = [
        (font.family_name, index)
        for index, font in enumerate(fonts)
        if FaceFlags.SCALABLE in font.face_flags
    ]
    fit = [(name, index) for name, index in named if "Mono" not in name]
    return tuple(
        Face(path, index)
        for _, index in sorted(
            fit, key=lambda pair: (not _is_simplified(pair[0]), pair[1])
        )
    )


def _is_simplified(family: str) -> bool:
    return family.endswith((" SC", " CN", " GB", "YaHei", "YaHei UI"))


def warn_of_missing(scene: Scene) -> None:
    """Say once what to install when the scene has characters that no installed face can draw."""
    missing = sorted(
        {
            char
            for mark in scene.walk()
            if isinstance(mark, Text)
            for char in _missing(mark.content)
        }
    )
    if not missing:
        return
    package = next(
        name
        for pattern, name in _PACKAGES
        if any(re.match(pattern, char, re.DOTALL) for char in missing)
    )
    some = "".join(missing[:12]) + ("…" if len(missing) > 12 else "")
    warnings.warn(
        f"no installed font has {len(missing)} of the characters ({some}); they are drawn as {MISSING} or left out. "
        f"Install {package} and start Python again; the SVG keeps the text as it is",
        PowermapWarning,
        stacklevel=3,
    )


@lru_cache(maxsize=8192)
def _missing(content: str) -> frozenset[str]:
    lost = {
        char
        for stretch, covered in runs(content)
        for char in (stretch if covered else "")
        if _is_mark(char) and not has(source_sans("regular"), char)
    }
    foreign = {
        char for stretch, covered in runs(content) if not covered for char in stretch
    }
    return frozenset(
        lost
        | {
            char
            for char in foreign
            if not _is_mark(char) and _face_for(char, "regular") is None
        }
    )
