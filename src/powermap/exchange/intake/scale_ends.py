"""Which end of a scale is the strong one, as the words beside its numbers say."""

from __future__ import annotations

import re

from powermap.model.field_words import level_words
from powermap.model.vocabulary import fold

__all__ = ["is_turned", "numbers_of_levels"]

_LINK = (
    r"\s*(?:[=:(（]|\bis\b|\bbeing\b|\bmeans?\b|为|是)?\s*(?:\bthe\b|\ble\b|\bla\b)?\s*"
)
"""What may stand between a number of a scale and its word."""
_PHRASE = r"([^\W\d_]+(?:[ -][^\W\d_]+)?)"
_WHOLE = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
# A word is looked at from its beginning only, or one of 40,000 letters takes minutes.
_WORD_BEFORE = r"(?<![^\W\d_])([^\W\d_]+)\s*[=:(（]\s*"


def is_turned(text: str, low: float, high: float) -> bool:
    """Whether a text says that the lowest number of a scale is its strong end.

    Parameters
    ----------
    text : str
        A header or a legend, without upper case and full-width characters.
    low, high : float
        The ends of the scale.

    Examples
    --------
    >>> is_turned("power (1 = highest, 5 = lowest)", 1, 5)
    True
    >>> is_turned("power (1 = low, 5 = high)", 1, 5), is_turned("power (1-5)", 1, 5)
    (False, False)
    """
    strong_end = _level_at(text, low)
    weak_end = _level_at(text, high)
    return strong_end != weak_end and (strong_end == "high" or weak_end == "low")


def numbers_of_levels(text: str) -> list[int]:
    """The numbers beside which a level stands, in order; a scale has two at least.

    Examples
    --------
    >>> numbers_of_levels("影响力(1高 3低)"), numbers_of_levels("budget 2026")
    ([1, 3], [])
    """
    numbers = sorted({int(number) for number in _WHOLE.findall(text)})
    # Most texts have one at most, and to look beside it takes much longer.
    if len(numbers) < 2:
        return []
    return [number for number in numbers if _level_at(text, number) is not None]


def _level_at(text: str, number: float) -> str | None:
    """The level that stands beside a number: ``high``, ``middle`` or ``low``."""
    written = re.escape(f"{number:g}")
    bare = rf"(?<![\d.])(?<!\d,){written}(?![.,]\d|\d)"
    # "high = 1, low = 5": the word before it counts when it is tied to the number.
    before = re.search(_WORD_BEFORE + bare, text)
    if before:
        level = _level(before[1])
        if level is not None:
            return level
    behind = re.search(bare + _LINK + _PHRASE, text)
    return _level(behind[1]) if behind else None


def _level(phrase: str) -> str | None:
    """The level that a phrase begins with: "very high influence" is high."""
    words = phrase.replace("-", " ").split()
    levels = level_words()
    return levels.get(fold(phrase)) or levels.get(fold(words[0]))
