"""The words of ``fields.toml``: what people write into a table, and what it means.

Levels and engagement words of registers, quadrants, yes, no and unknown, in the
languages of the files that come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from powermap.frozen import FrozenMapping
from powermap.language import LANGS
from powermap.model.fields import field_book, flat_words
from powermap.model.vocabulary import fold

__all__ = [
    "adverbs",
    "affixes",
    "level_words",
    "noise_words",
    "quadrant_words",
    "register_words",
    "unknown_words",
    "words_for",
    "yes_words",
]


@cache
def noise_words() -> tuple[str, ...]:
    """Words that say nothing of what a column of levels holds, in small letters.

    Examples
    --------
    >>> "level" in noise_words(), "等级" in noise_words()
    (True, True)
    """
    return tuple(dict.fromkeys(flat_words(field_book()["headers"]["noise"])))


@cache
def adverbs() -> tuple[str, ...]:
    """Words before a level or a stance that do not change which it is, in small letters.

    Examples
    --------
    >>> "moderately" in adverbs()
    True
    """
    words = dict.fromkeys(
        word.casefold() for word in flat_words(field_book()["adverbs"])
    )
    # The longest first, so that none is cut short by another.
    return tuple(sorted(words, key=len, reverse=True))


@cache
def affixes(vocabulary: str) -> tuple[tuple[str, ...], ...]:
    """What may stand before, after and inside the words of a vocabulary, folded.

    Examples
    --------
    >>> affixes("Strategy")[1][-2:]
    ('策略', '战略')
    """
    entry = field_book()["affixes"].get(vocabulary, {})
    places = []
    for place in ("before", "after", "inside"):
        words = [fold(word) for word in entry.get(place, ())]
        # The longest first, so that none is cut short by another.
        places.append(tuple(sorted(words, key=len, reverse=True)))
    return tuple(places)


@cache
def level_words() -> Mapping[str, str]:
    """What a level of a register is called, folded: ``high``, ``middle`` or ``low``.

    Examples
    --------
    >>> level_words()["moderate"], level_words()["élevé"]
    ('middle', 'high')
    """
    return FrozenMapping(_by_word(field_book()["levels"]))


@cache
def register_words(vocabulary: str) -> Mapping[str, str]:
    """Further words of registers for the members of a vocabulary, folded.

    ``unknown`` is said by those that leave the member open.

    Examples
    --------
    >>> register_words("Stance")["resistant"]
    'opponent'
    """
    return FrozenMapping(_by_word(field_book()["registers"].get(vocabulary, {})))


@cache
def quadrant_words() -> Mapping[str, tuple[str, str]]:
    """The names of the quadrants of a power and interest grid, folded.

    Examples
    --------
    >>> quadrant_words()["keepsatisfied"]
    ('high', 'low')
    """
    quadrants = {}
    for word, name in _by_word(field_book()["quadrants"]).items():
        power, _, involvement = name.partition("_")
        quadrants[word] = (power, involvement)
    return FrozenMapping(quadrants)


def _by_word(words: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, str]:
    by_word: dict[str, str] = {}
    for meaning, texts in words.items():
        for word in flat_words(texts):
            # The first meaning counts where languages share a word.
            by_word.setdefault(fold(word), meaning)
    return by_word


def unknown_words() -> tuple[str, ...]:
    """The words for what is not known: English, Chinese, then what else is understood."""
    return words_for("unknown")


def yes_words(*, yes: bool) -> tuple[str, ...]:
    """The words for yes, or for no: English, Chinese, then what else is understood."""
    return words_for("yes" if yes else "no")


@cache
def words_for(meaning: str) -> tuple[str, ...]:
    """Every word and sign for one thing; the first English and Chinese ones come first.

    Parameters
    ----------
    meaning : str
        ``unknown``, ``vacant``, ``yes`` …: a row of ``[words]`` in the table of fields.

    Examples
    --------
    >>> words_for("vacant")[:2]
    ('vacant', '空缺')
    """
    by_language: Mapping[str, Sequence[str]] = field_book()["words"][meaning]
    first: list[str] = []
    rest: list[str] = []
    for language, words in by_language.items():
        if language in LANGS:
            first += words[:1]
            rest += words[1:]
        else:
            rest += words
    return (*first, *rest)
