"""What kind of word a cell or a header of a matrix is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, Literal

from powermap.exchange.tables.long_text import LONG
from powermap.model import Stance
from powermap.model.field_words import (
    level_words,
    quadrant_words,
    register_words,
    yes_words,
)
from powermap.model.fields import fields_by_name
from powermap.model.vocabulary import fold, words_of
from powermap.packaged import load_table

__all__ = ["Kind", "KindsOf", "has_han", "known_spelling", "matrix_title", "word_kinds"]

Kind = Literal[
    "level",
    "stance",
    "quadrant",
    "power",
    "involvement",
    "current",
    "desired",
    "yes",
    "no",
]
KindsOf = Callable[[str], frozenset[Kind]]
"""What kinds of word a text is; a word such as "neutral" may be several."""

_BRACKETS = re.compile(r"\s*[(（\[].*?[)）\]]\s*")
_HAN = re.compile(r"[\u3400-\u9fff]")


@lru_cache(maxsize=10_000)
def word_kinds(word: str) -> frozenset[Kind]:
    """What kinds of word a text is, by powermap's own words.

    Examples
    --------
    >>> sorted(word_kinds("Keep satisfied")), sorted(word_kinds("High"))
    (['quadrant'], ['level'])
    >>> sorted(word_kinds("Supporters")), sorted(word_kinds("Interest"))
    (['stance'], ['involvement'])
    """
    return _index().get(fold(known_spelling(word)), frozenset())


def known_spelling(word: str) -> str:
    """A word as it is known: without brackets, in the singular; else as it is.

    Examples
    --------
    >>> known_spelling("Supporters"), known_spelling("Monitor (low power)")
    ('Supporter', 'Monitor')
    """
    text = word.strip(" .:：!")
    # Looking for brackets may cost the length squared, and no word is that long.
    if len(text) > LONG:
        return text
    bare = _BRACKETS.sub(" ", text).strip()
    for spelling in (text, bare, bare.removesuffix("s")):
        if fold(spelling) in _index():
            return spelling
    return text


def has_han(texts: Iterable[str]) -> bool:
    """Whether there is a Chinese character in texts."""
    return any(_HAN.search(text) for text in texts)


def matrix_title(name: str, texts: Iterable[str]) -> str:
    """The header of a column that a matrix becomes, in the language of its texts."""
    titles: Mapping[str, str] = _words()["titles"][name]
    return titles["zh" if has_han(texts) else "en"]


@cache
def _words() -> dict[str, Any]:
    return load_table(__file__, "matrix_words.toml")


@cache
def _index() -> dict[str, frozenset[Kind]]:
    """Every word, folded, with its kinds."""
    index: dict[str, set[Kind]] = {}

    def add(words: Iterable[str], kind: Kind) -> None:
        for word in words:
            index.setdefault(fold(word), set()).add(kind)

    marks = _words()["marks"]
    add([*marks["yes"], *yes_words(yes=True)], "yes")
    add([*marks["no"], *yes_words(yes=False)], "no")
    add(marks["current"], "current")
    add(marks["desired"], "desired")
    add(level_words(), "level")
    add(quadrant_words(), "quadrant")
    add(register_words("Stance"), "stance")
    for member in Stance:
        add(words_of(member), "stance")
    fields = fields_by_name("people")
    power, involvement = fields["power"], fields["involvement"]
    add([*power.headers, *power.more_headers], "power")
    add([*involvement.headers, *involvement.more_headers], "involvement")
    return {word: frozenset(kinds) for word, kinds in index.items()}
