"""The words around numbers and days, from ``words.toml``: units, currencies, months."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from powermap.frozen import FrozenMapping
from powermap.packaged import load_table

__all__ = [
    "about_words",
    "bare",
    "currencies",
    "limit_words",
    "months",
    "multipliers",
    "of_words",
    "percent_words",
    "plain_characters",
    "point_words",
    "weekdays",
    "words_before",
]

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_MINUS = dict.fromkeys(map(ord, "−‐‑‒–—﹣"), "-")
_APOSTROPHE = dict.fromkeys(map(ord, "’‘ʼ´`"), "'")
_ARABIC_MARKS = {0x066B: ".", 0x066C: "'", 0x066A: "%", 0x060C: ","}
_OTHERS = {0x3002: ".", 0x3001: ",", 0x2044: "/", 0x2215: "/"}
_TABLE: dict[int, str | int] = {
    **_FULL_WIDTH,
    **_MINUS,
    **_APOSTROPHE,
    **_ARABIC_MARKS,
    **_OTHERS,
}


def plain_characters(text: str) -> str:
    """A text with the digits, signs and spaces that a keyboard has, trimmed.

    Unlike NFKC it leaves ½, ² and ① alone, which would become other numbers.

    Examples
    --------
    >>> plain_characters("７．５"), plain_characters("٤٢"), plain_characters("7½")
    ('7.5', '42', '7½')
    """
    if text.isascii():
        return " ".join(text.replace("`", "'").split())
    chars = []
    for char in text.translate(_TABLE):
        chars.append(_plain_character(char))
    return " ".join("".join(chars).split())


def _plain_character(char: str) -> str:
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Zs":
        return " "
    # Marks of direction stand around numbers in Arabic and Hebrew files.
    if category == "Cf":
        return ""
    return char


def bare(word: str) -> str:
    """A word without case, accents, dots and what stands around it.

    Examples
    --------
    >>> bare("Févr."), bare(" März ")
    ('fevr', 'marz')
    """
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    letters = []
    for char in decomposed:
        if not unicodedata.combining(char) and char not in ". ":
            letters.append(char)
    return "".join(letters)


@cache
def _book() -> dict[str, Any]:
    return load_table(__file__, "words.toml")


@cache
def months() -> Mapping[str, int]:
    """The number of each month by its bare name or short name."""
    numbers: dict[str, int] = {}
    for names in _book()["months"].values():
        for number, several in enumerate(names, start=1):
            for name in several.split():
                numbers[bare(name)] = number
    return FrozenMapping(numbers)


@cache
def weekdays() -> frozenset[str]:
    """Bare names of the days of the week."""
    names: set[str] = set()
    for text in _book()["weekdays"].values():
        names.update(map(bare, text.split()))
    return frozenset(names)


Meaning = TypeVar("Meaning")


def _longest_first(words: dict[str, Meaning]) -> Mapping[str, Meaning]:
    """Words in an order in which none is taken for the end of another."""
    longest = sorted(words, key=len, reverse=True)
    return FrozenMapping({word: words[word] for word in longest})


@cache
def multipliers() -> Mapping[str, int]:
    """What a number is multiplied with, by its word: ``k``, ``Mio.``, ``万``."""
    powers: dict[str, int] = {}
    for exponent, words in _book()["multipliers"].items():
        for word in words:
            powers[word.casefold()] = 10 ** int(exponent)
    return _longest_first(powers)


@cache
def currencies() -> Mapping[str, str]:
    """The code of each currency by its sign or word."""
    codes: dict[str, str] = {}
    for code, words in _book()["currencies"].items():
        for word in (code, *words):
            codes[word.casefold()] = code
    return _longest_first(codes)


def about_words() -> tuple[str, ...]:
    """Words before a number that is not exact."""
    return _words("about")


def words_before() -> tuple[str, ...]:
    """Words before a score that say nothing of it."""
    return _words("before")


def limit_words() -> tuple[str, ...]:
    """Words that make a number a limit: more than 5 is no number."""
    return _words("limit")


def percent_words() -> tuple[str, ...]:
    """Signs and words after a share of a hundred."""
    return _words("percent")


def point_words() -> tuple[str, ...]:
    """Words after a score."""
    return _words("points")


def of_words() -> tuple[str, ...]:
    """Words between a score and the highest score."""
    return _words("of")


@cache
def _words(name: str) -> tuple[str, ...]:
    words = {word.casefold(): None for word in _book()["numbers"][name]}
    return tuple(_longest_first(words))
