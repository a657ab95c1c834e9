"""Columns of a matrix that belong together: one for each word of a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from powermap.exchange.intake.layout.word_kinds import (
    Kind,
    KindsOf,
    has_han,
    known_spelling,
)

__all__ = ["Family", "find_families"]

_BETWEEN = re.compile(r"[\s:：\-–—/|(（]+")
_CLOSING = " )）"
_LONGEST = 80
"""Characters of a header that may be a word of a family."""


@dataclass(slots=True)
class Family:
    """Columns whose headers are words of a kind, after or before the same text.

    Attributes
    ----------
    title : str
        The text that they share, such as Influence in "Influence High".
    words : dict of int to str
        The word of each column, by its place.
    """

    title: str
    words: dict[int, str] = field(default_factory=dict)


def find_families(
    titles: Sequence[str], kind: Kind, kinds_of: KindsOf, least: int
) -> list[Family]:
    """The families of columns with at least so many different words of a kind.

    Examples
    --------
    >>> from powermap.exchange.intake.layout.word_kinds import word_kinds
    >>> titles = ["Name", "Influence High", "Influence Low", "Power"]
    >>> find_families(titles, "level", word_kinds, 2)
    [Family(title='Influence', words={1: 'High', 2: 'Low'})]
    """
    families: dict[str, Family] = {}
    for place, title in enumerate(titles):
        for shared, word in _splits(title):
            if kind in kinds_of(word):
                key = shared.casefold()
                family = families.setdefault(key, Family(shared))
                family.words[place] = known_spelling(word)
                break
    large = []
    for family in families.values():
        if len({word.casefold() for word in family.words.values()}) >= least:
            large.append(family)
    return large


def _splits(title: str) -> Iterator[tuple[str, str]]:
    """A header as a shared text and a word: the word alone, at the end, in front."""
    if not title or len(title) > _LONGEST:
        return
    yield "", title
    for between in _BETWEEN.finditer(title):
        before = title[: between.start()].strip()
        after = title[between.end() :].strip(_CLOSING)
        if before and after:
            yield before, after
            yield after, before
    if has_han([title]):
        # Chinese writes the two together: 影响力高, 高影响力.
        for length in (1, 2):
            if len(title) > length:
                yield title[:-length], title[-length:]
                yield title[length:], title[:length]
