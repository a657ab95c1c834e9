"""Words for the strength of a tie."""

from __future__ import annotations

from functools import cache

from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold

__all__ = ["strength_of"]

_STRENGTHS = {"weak": 0.3, "moderate": 0.6, "strong": 1}
"""As the help of the column says."""


def strength_of(word: str) -> float | None:
    """The strength that a word names, from 0 to 1; None when it names none.

    Examples
    --------
    >>> strength_of("Strong"), strength_of("弱"), strength_of("green")
    (1, 0.3, None)
    """
    return _by_word().get(fold(word))


@cache
def _by_word() -> dict[str, float]:
    strengths: dict[str, float] = {}
    for meaning, strength in _STRENGTHS.items():
        for word in words_for(meaning):
            strengths[fold(word)] = strength
    return strengths
