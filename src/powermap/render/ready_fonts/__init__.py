"""Source Sans made smaller beforehand, since most pages need the same characters.

Taking the characters of one page out of the whole font takes longer than all else that
is done for the page. `tools/ready_fonts.py` writes the files.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path

from powermap.scene.marks import Weight

__all__ = ["CHARACTERS", "read_ready_font", "ready_font_for"]

_ASCII = range(0x20, 0x7F)
_LATIN_1 = range(0xA0, 0x100)
_EXTENDED_A = range(0x100, 0x17F)
_SIGNS_OF_TEXTS = "·×–—‘’“”…→−"
"""Those beside ASCII that powermap's own English texts have."""
_SIGNS = "‒‚„†‡•‰′″‹›€№™←↑↓≈≠≤≥■▲▼◆☐☑"

CHARACTERS = {
    "basic": frozenset((*map(chr, _ASCII), *_SIGNS_OF_TEXTS)),
    "latin": frozenset(
        (*map(chr, chain(_ASCII, _LATIN_1, _EXTENDED_A)), *_SIGNS_OF_TEXTS, *_SIGNS)
    ),
}
"""The characters of each file, the smallest first: English, then all Latin languages."""


def ready_font_for(characters: Iterable[str]) -> str:
    """The name of the smallest file that has the characters, else of the largest.

    Examples
    --------
    >>> ready_font_for("Ana Ruiz"), ready_font_for("Zoë"), ready_font_for("Ζωή")
    ('basic', 'latin', 'latin')
    """
    wanted = set(characters)
    for name, has in CHARACTERS.items():
        if wanted <= has:
            return name
    return name


@cache
def read_ready_font(name: str, weight: Weight) -> bytes:
    """A file, as WOFF."""
    return Path(__file__).with_name(f"{name}-{weight}.woff").read_bytes()
