"""Ids from names."""

from __future__ import annotations

import unicodedata

from powermap.errors import BOM


def slug(name: str) -> str:
    """A short id from a name: Latin letters lose their accents, other scripts keep their characters.

    Examples
    --------
    >>> slug("Ana Ruiz"), slug("José O'Neil"), slug("张伟"), slug("★")
    ('ana-ruiz', 'jose-o-neil', '张伟', 'person')
    """
    folded = "".join(
        _fold(char)
        for char in unicodedata.normalize("NFKC", name.replace(BOM, "")).casefold()
    ).casefold()
    kept = "".join(
        char if unicodedata.category(char)[0] in "LNM" else "-" for char in folded
    )
    short = "-".join(part for part in kept.split("-") if part)
    return short[:60].rstrip("-") or "person"


def _fold(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)
    return base[0] if base[0].isascii() and base[0].isalnum() else char
