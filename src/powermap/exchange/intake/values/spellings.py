"""The words that a misspelt one may stand for."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from enum import StrEnum

from powermap.model.vocabulary import fold, words_of

__all__ = ["Spellings"]

_LONGEST_WORD = 80
_SIMILAR = 0.75
"""Share of two words that must agree for a suggestion."""
_SIMILAR_HAN = 0.6
"""Likewise in Chinese, whose words have two or three characters."""


class Spellings:
    """Words as they may be spelled, each folded once for all that is compared.

    Parameters
    ----------
    allowed : iterable of member or str
        The members of a vocabulary, with all their words, or plain words.
    most : int, optional
        As many spellings as are compared.

    Examples
    --------
    >>> from powermap.model import Stance
    >>> stances = Spellings(Stance)
    >>> stances.nearest("Suporter")
    <Stance.SUPPORTER: 'supporter'>
    >>> stances.nearest("Tuesday") is None
    True
    """

    def __init__(
        self, allowed: Iterable[StrEnum | str], *, most: int | None = None
    ) -> None:
        self._by_word: dict[str, StrEnum | str] = {}
        for value in allowed:
            spellings = words_of(value) if isinstance(value, StrEnum) else (value,)
            for spelling in spellings:
                self._by_word.setdefault(fold(spelling), value)
            if most is not None and len(self._by_word) >= most:
                break

    def nearest(self, word: str) -> StrEnum | str | None:
        """What a word is nearly spelled like."""
        # Comparing costs time with the length; a longer word is never a typo.
        folded = fold(word[:_LONGEST_WORD])
        cutoff = _SIMILAR if folded.isascii() else _SIMILAR_HAN
        close = get_close_matches(folded, self._by_word, n=1, cutoff=cutoff)
        return self._by_word[close[0]] if close else None
