"""Ids from names."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from powermap.errors import BOM

# Characters; ids stand in file names, SVG ids and messages, where longer ones hurt.
_LONGEST = 60
_WORD = re.compile("[0-9a-z]+")
_KEPT_CATEGORIES = "LNM"
"""First letters of Unicode categories that stay: letters, numbers and marks."""


def slug(name: str) -> str:
    """A short id from a name.

    Latin letters become plain ones, without accents and strokes; other scripts keep
    their characters.

    Examples
    --------
    >>> slug("Ana Ruiz"), slug("José O'Neil"), slug("张伟"), slug("★")
    ('ana-ruiz', 'jose-o-neil', '张伟', 'person')
    >>> slug("Đại Nguyễn"), slug("Søren Kierk"), slug("Łódź Æsir Groß")
    ('dai-nguyen', 'soren-kierk', 'lodz-aesir-gross')
    """
    if name.isascii():
        return "-".join(_WORD.findall(name.lower()))[:_LONGEST].rstrip("-") or "person"
    # NFKC makes full-width letters of Chinese input methods the same as ASCII ones.
    plain = unicodedata.normalize("NFKC", name.replace(BOM, "")).casefold()
    # Folding can bring capitals back, as for the Turkish dotted I.
    folded = _plain_letters(plain).casefold()
    kept = []
    for char in folded:
        is_kept = unicodedata.category(char)[0] in _KEPT_CATEGORIES
        kept.append(char if is_kept else "-")
    words = [word for word in "".join(kept).split("-") if word]
    # The cut may leave a hyphen at the end; a name of symbols only leaves nothing.
    return "-".join(words)[:_LONGEST].rstrip("-") or "person"


def _plain_letters(text: str) -> str:
    letters = ""
    for char in text:
        # An accent that has no letter of its own with this base: İ and Yoruba ẹ̀.
        is_accent = unicodedata.combining(char) > 0
        if is_accent and letters[-1:].isascii() and letters[-1:].isalnum():
            continue
        letters += _plain_letter(char)
    return letters


@lru_cache(maxsize=16_384)
def _plain_letter(char: str) -> str:
    # Only to ASCII: Cyrillic й would otherwise lose its breve and become another
    # letter.
    base = unicodedata.normalize("NFKD", char)[0]
    if base.isascii() and base.isalnum():
        return base
    # Letters such as đ, ø and þ are no base with an accent, so Unicode takes nothing
    # off.
    if unicodedata.name(char, "").startswith("LATIN"):
        spelled = anyascii(char)
        if spelled.isalnum():
            return spelled
    return char
