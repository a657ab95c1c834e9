"""The words of names, and the words beside names, from ``names.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from powermap.packaged import load_table

__all__ = ["WordLists", "word_lists"]


@dataclass(frozen=True, slots=True)
class WordLists:
    """What the lists of ``names.toml`` hold; the file says what each is for."""

    common: frozenset[str]
    little: frozenset[str]
    particles: frozenset[str]
    address: frozenset[str]
    jobs: frozenset[str]
    generic: frozenset[str]
    places: frozenset[str]
    trades: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    not_names: frozenset[str]
    compound: frozenset[str]
    surnames: frozenset[str]
    readings: Mapping[str, Sequence[str]]
    nicknames: Mapping[str, frozenset[str]]
    ambiguous: frozenset[str]
    """Words of names that also mean something else: `common` and `little` ones."""


@cache
def word_lists() -> WordLists:
    """The lists, read once."""
    book = load_table(__file__, "names.toml")
    lists: dict[str, Any] = {}
    for key, words in book.items():
        if isinstance(words, str):
            lists[key] = frozenset(words.split())
    # A surname is one sign; the file has them in long lines.
    lists["surnames"] = frozenset("".join(lists["surnames"]))
    lists["ambiguous"] = lists["common"] | lists["little"]
    lists["readings"] = book["readings"]
    lists["nicknames"] = _nicknames(book["nicknames"]["en"])
    return WordLists(**lists)


def _nicknames(lines: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each name the others that its bearers may be called, from every line."""
    nicknames: dict[str, set[str]] = {}
    for line in lines:
        names = set(line.split())
        for name in names:
            others = nicknames.setdefault(name, set())
            others.update(names - {name})
    return {name: frozenset(others) for name, others in nicknames.items()}
