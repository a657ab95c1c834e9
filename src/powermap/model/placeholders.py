"""Names that stand for somebody who is not identified yet."""

from __future__ import annotations

import re
from functools import cache

from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold

__all__ = ["is_placeholder"]

# "CFO (vacant)", "To be identified: CFO", "CFO – TBD".
_PARTS = re.compile(r"[()（）\[\]【】:：–—]| - ")


@cache
def _words() -> frozenset[str]:
    return frozenset(
        fold(word) for word in words_for("vacant") + words_for("placeholder")
    )


def is_placeholder(name: str) -> bool:
    """Whether a name, or a part of it in brackets, says that nobody is identified.

    Examples
    --------
    >>> is_placeholder("To be identified"), is_placeholder("CFO (vacant)")
    (True, True)
    >>> is_placeholder("Ana Ruiz (CFO)"), is_placeholder("财务总监（待定）")
    (False, True)
    """
    parts = _PARTS.split(name)
    if len(parts) > 1:
        parts.append(name)
    return any(fold(part) in _words() for part in parts if part.strip())
