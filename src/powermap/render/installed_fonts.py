"""The fonts of the computer, in the order in which their looks suit Source Sans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path as FilePath

from powermap.render.fonts import Face, source_sans
from powermap.render.matplotlib_start import load_matplotlib
from powermap.scene.marks import Weight

# How file names begin, the best match for Source Sans first; Chinese faces in their
# Simplified form.
_PREFERRED = (
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
# How a file name states its weight, the best match for each of ours first. No word at
# all mostly means regular.
_WEIGHT_WORDS = {
    "regular": ("regular", "", "medium", "light", "demilight", "semibold", "bold"),
    "semibold": ("semibold", "demibold", "bold", "bd", "medium", "regular", ""),
}
_WEIGHT_AT_END = re.compile(
    r"(semibold|demibold|extrabold|ultrabold|bold|demilight|extralight"
    r"|light|medium|regular|thin|black|bd)$"
)
# Color fonts cannot be drawn as outlines; LastResort has a box for every character and
# would hide that a font is missing.
_UNSUITABLE = re.compile(
    r"italic|oblique|color|lastresort|emojione|mono|condensed|(?:obl|it)$"
)
_SIMPLIFIED_CHINESE = (" SC", " CN", " GB", "YaHei", "YaHei UI")
"""How names of families end whose Chinese characters have their Simplified forms."""


def faces(weight: Weight) -> Iterator[Face]:
    """Yield Source Sans, then the installed faces, the best match first.

    Files are opened as the caller goes on, since most callers stop early.
    """
    yield source_sans(weight)
    for path in _font_files(weight):
        yield from _faces_in(path)


@cache
def _font_files(weight: Weight) -> tuple[str, ...]:
    """Return the suitable font files, the best match first.

    The system is asked, since matplotlib's own list may be old.
    """
    load_matplotlib()
    from matplotlib import get_data_path
    from matplotlib.font_manager import findSystemFonts

    bundled = FilePath(get_data_path(), "fonts", "ttf").glob("DejaVuSans*.ttf")
    paths = {str(path) for path in findSystemFonts()}
    paths.update(str(path) for path in bundled)
    suitable = [path for path in paths if not _UNSUITABLE.search(_plain_name(path))]
    suitable.sort(key=lambda path: _rank(path, weight))
    return tuple(suitable)


def _plain_name(path: str) -> str:
    """Return the name of a file in small letters and digits, without its suffix."""
    stem = FilePath(path).stem
    return re.sub(r"[^a-z0-9]", "", stem.lower())


def _rank(path: str, weight: Weight) -> tuple[int, bool, int, str]:
    """Return what fonts are sorted by; the path makes the order unique."""
    name = _plain_name(path)
    family_rank = len(_PREFERRED)
    for place, beginning in enumerate(_PREFERRED):
        if name.startswith(beginning):
            family_rank = place
            break
    match = _WEIGHT_AT_END.search(name)
    word = match.group() if match else ""
    words = _WEIGHT_WORDS[weight]
    weight_rank = words.index(word) if word in words else len(words)
    # The family before the weight: a regular face of the right design beside Source
    # Sans looks better than a semibold one of another.
    return family_rank, "serif" in name, weight_rank, path


@cache
def _faces_in(path: str) -> tuple[Face, ...]:
    """Return the scalable faces of a file, the Simplified Chinese one first.

    Faces of fixed width are left out: the letters would stand too far apart.
    """
    load_matplotlib()
    from matplotlib.ft2font import FaceFlags, FT2Font

    try:
        count = FT2Font(path).num_faces
        # Collections hold Japanese, Korean and Chinese forms of the same characters as
        # faces of their own; the first one is often Japanese.
        fonts = [FT2Font(path, face_index=index) for index in range(count)]
    except (OSError, RuntimeError):
        # FreeType cannot read every file with the suffix of a font.
        return ()
    simplified = []
    others = []
    for index, font in enumerate(fonts):
        is_scalable = FaceFlags.SCALABLE in font.face_flags
        if not is_scalable or "Mono" in font.family_name:
            continue
        if font.family_name.endswith(_SIMPLIFIED_CHINESE):
            simplified.append(Face(path, index))
        else:
            others.append(Face(path, index))
    return (*simplified, *others)
