"""Words that tell a person's name from a job, a unit or a company."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from powermap.packaged import load_table

__all__ = ["NameWords", "fold_word", "name_words"]


@dataclass(frozen=True, slots=True)
class NameWords:
    """The lists of ``name_words.toml``, folded."""

    units: frozenset[str]
    jobs: frozenset[str]
    surnames: frozenset[str]
    endings: tuple[str, ...]
    legal: frozenset[str]
    degrees: frozenset[str]
    first_names: frozenset[str]
    honorifics: frozenset[str]
    following: tuple[str, ...]
    particles: frozenset[str]


@cache
def name_words() -> NameWords:
    """The lists, read once.

    Examples
    --------
    >>> "department" in name_words().units, "phd" in name_words().degrees
    (True, True)
    """
    book = load_table(__file__, "name_words.toml")
    return NameWords(
        units=_joined(book["units"]),
        jobs=_joined(book["jobs"]),
        surnames=_joined(book["surnames"]),
        endings=tuple(sorted(_joined(book["endings"]))),
        legal=_joined(book["legal"]),
        degrees=_joined(book["after"]),
        first_names=_joined(book["first_names"]),
        honorifics=_folded(book["before"]["honorifics"]),
        following=tuple(book["before"]["following"].split()),
        particles=_joined(book["particles"]),
    )


def fold_word(word: str) -> str:
    """A word of a name without case and dots.

    Examples
    --------
    >>> fold_word("Ph.D."), fold_word("(CFO)")
    ('phd', 'cfo')
    """
    return word.replace(".", "").strip("()[]（）,;:").casefold()


def _joined(by_language: dict[str, str]) -> frozenset[str]:
    words: set[str] = set()
    for text in by_language.values():
        words |= _folded(text)
    return frozenset(words)


def _folded(text: str) -> frozenset[str]:
    return frozenset(fold_word(word) for word in text.split())
