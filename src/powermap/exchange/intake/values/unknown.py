"""The marks and words by which people say that a value is not known."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.unreadable import Unreadable
from powermap.model.field_words import words_for
from powermap.model.vocabulary import fold

__all__ = ["MARKS", "is_unknown", "is_vacant"]

MARKS = frozenset("?？-‐‑‒–—―−－_＿/／\\＼.。．·•…⋯~～|｜")
"""A cell of only these says nothing."""
_AROUND = "()（）[]【】<>\"'“”‘’*!！ "


def is_unknown(
    raw: object, *, in_text: bool = False, more: Collection[str] = ()
) -> bool:
    """Whether a cell says that its value is not known; an empty one says nothing.

    Parameters
    ----------
    raw : object
        What stands there.
    in_text : bool, default False
        Whether any text may stand there: then words that may be meant as they stand
        ("NA" is also North America, "none" an answer) are none of these.
    more : collection of str
        Further words that say so, folded.

    Examples
    --------
    >>> is_unknown("?"), is_unknown("N/A"), is_unknown("待定"), is_unknown("TBD?")
    (True, True, True, True)
    >>> is_unknown("NA"), is_unknown("NA", in_text=True), is_unknown("")
    (True, False, False)
    """
    if is_empty(raw):
        return False
    if isinstance(raw, Unreadable):
        return not raw.formula and fold(raw.written) in _folded("unknown")
    if not isinstance(raw, str):
        return False
    text = raw.strip()
    # Most texts begin with a letter, and have nothing around them.
    if not text[0].isalnum() and all(char in MARKS or char.isspace() for char in text):
        return True
    bare = text.strip(_AROUND).rstrip("?？")
    word = fold(bare)
    known = _folded("unknown")
    for each in (word,) if bare == text else (word, fold(text)):
        if each in known or each in more:
            return True
    return not in_text and word in _folded("no_value")


def is_vacant(raw: object, more: Collection[str] = ()) -> bool:
    """Whether the name of a person says that nobody holds the position.

    Examples
    --------
    >>> is_vacant("Vacant"), is_vacant("(空缺)"), is_vacant("Ana Ruiz")
    (True, True, False)
    """
    if not isinstance(raw, str):
        return False
    word = fold(raw.strip(_AROUND))
    return word in _folded("vacant") or word in more


@cache
def _folded(meaning: str) -> frozenset[str]:
    return frozenset(map(fold, words_for(meaning)))
