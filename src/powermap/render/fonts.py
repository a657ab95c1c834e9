"""Font files as faces that can be measured and drawn with."""

from __future__ import annotations

import os
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from powermap.errors import PowermapError, Sentence
from powermap.files.installing import command_for_library
from powermap.render.matplotlib_start import load_matplotlib
from powermap.scene.marks import Weight

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

HUNDREDTHS_OF_EM = 100
"""Size at which faces are opened, so that lengths come in hundredths of an em."""
_POINTS_PER_INCH = 72
_VARIATION_SELECTORS = (0xFE00, 0xFE0F)
"""First and last of the characters that choose between forms of the one before them."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
"""Bidirectional classes of Hebrew and Arabic letters and of Arabic digits."""


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
        """Return the face as matplotlib asks for it, `size` in printer's points."""
        load_matplotlib()
        from matplotlib.font_manager import FontPath, FontProperties

        return FontProperties(fname=FontPath(self.path, self.index), size=size)


@cache
def source_sans(weight: Weight) -> Face:
    """Return the face of the package font-source-sans-pro.

    Examples
    --------
    >>> source_sans("semibold").path.endswith("SourceSansPro-Semibold.ttf")
    True
    """
    # Located but not imported: the import would touch every file of the package.
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        command = command_for_library("font-source-sans-pro")
        raise PowermapError(
            Sentence("message.charts.no_source_sans", (("command", command),))
        )
    folder = FilePath(spec.origin).parent / "files"
    return Face(str(folder / f"SourceSansPro-{weight.capitalize()}.ttf"))


def open_face(face: Face) -> FT2Font:
    """Open a face for measuring in hundredths of an em.

    FreeType wants one object per thread.
    """
    return _open_for_thread(face, threading.get_ident())


@lru_cache(maxsize=256)
def _open_for_thread(face: Face, thread: int) -> FT2Font:  # noqa: ARG001 - part of the key
    load_matplotlib()
    from matplotlib.ft2font import FT2Font

    font = FT2Font(face.path, face_index=face.index)
    font.set_size(HUNDREDTHS_OF_EM, _POINTS_PER_INCH)
    return font


# An open font reads its file through a descriptor, which a forked process would share
# with its parent: each would move the other's position in the file.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_open_for_thread.cache_clear)


def has_glyph(face: Face, char: str) -> bool:
    """Return whether a face can draw a character; format characters need no glyph.

    Examples
    --------
    >>> has_glyph(source_sans("regular"), "é"), has_glyph(source_sans("regular"), "张")
    (True, False)
    """
    if _is_format_character(char):
        return True
    return open_face(face).get_char_index(ord(char)) != 0


def _is_format_character(char: str) -> bool:
    if unicodedata.category(char) == "Cf":
        return True
    first, last = _VARIATION_SELECTORS
    return first <= ord(char) <= last


def is_combining(char: str) -> bool:
    r"""Return whether a character sits on the one before it, or has no width.

    Examples
    --------
    >>> is_combining("\u0301"), is_combining("e")
    (True, False)
    """
    return unicodedata.category(char) in {"Mn", "Me", "Cf"}


def has_right_to_left(content: str) -> bool:
    """Return whether a text has letters or digits that run from right to left.

    Examples
    --------
    >>> has_right_to_left("Ana שלום"), has_right_to_left("Ana 张伟")
    (True, False)
    """
    kinds = map(unicodedata.bidirectional, content)
    return not _RIGHT_TO_LEFT.isdisjoint(kinds)
