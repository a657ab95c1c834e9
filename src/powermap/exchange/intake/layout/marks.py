"""Words that say that a row is a legend, a note or a sum, and no row of the table."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, get_args

from powermap.exchange.intake.layout.grid import GridRow, is_number_like
from powermap.exchange.tables.long_text import LONG
from powermap.packaged import load_table

__all__ = ["Mark", "is_name_like", "mark_of"]

Mark = Literal["legend", "note", "total"]

_END = re.compile(r"[:：.]")
_COUNT = re.compile(r"\s*\(.*\)$|\s+\d+$")
_EXPLAINS = re.compile(r"^\S{1,20}(\s+\S{1,20})?\s*[=＝]\s*\S")
"""``H = High``: what a mark means."""
_SENTENCE = 90
"""Characters of a lone text that is no name of anybody."""
_WORDS_OF_NAME = 5


def mark_of(row: GridRow) -> Mark | None:
    """What a row below a table is, if its first text says so.

    A word that could be a name, such as Key, counts in a row with little else, or
    with a colon.
    """
    first = row.first
    if not isinstance(first, str):
        return None
    text = first.strip()
    if len(row.filled) == 1:
        if _EXPLAINS.match(text):
            return "legend"
        if len(text) > _SENTENCE or text.casefold().startswith(_beginnings()):
            return "note"
    head, *behind = _END.split(text, maxsplit=1)
    has_colon = bool(behind)
    mark = _mark_of_word(head.rstrip().casefold())
    if mark is None:
        return None
    others = [row.cells[place] for place in row.filled[1:]]
    if mark == "total":
        # Total is also a company; a sum has numbers and nothing else beside it.
        return mark if all(map(is_number_like, others)) else None
    return mark if has_colon or len(others) < 2 else None


def _mark_of_word(word: str) -> Mark | None:
    if len(word) > LONG:
        return None
    return _marks().get(word) or _marks().get(_COUNT.sub("", word))


def is_name_like(cell: object) -> bool:
    """Whether a lone text could be a name: a few words, none in small letters only.

    Examples
    --------
    >>> is_name_like("Ana Ruiz"), is_name_like("张伟"), is_name_like("Page 1")
    (True, True, False)
    >>> is_name_like("for internal use only")
    False
    """
    words = str(cell).split()
    if not 1 <= len(words) <= _WORDS_OF_NAME:
        return False
    if any(char.isdigit() or char in ":：=" for char in str(cell)):
        return False
    return not words[0].islower() and not words[-1].islower()


@cache
def _words() -> dict[str, list[str]]:
    return load_table(__file__, "marks.toml")


@cache
def _beginnings() -> tuple[str, ...]:
    """How a lone text begins that is about the report, up to the next word."""
    beginnings = []
    for words in _words()["begin"]:
        beginnings.append(words if not words.isascii() else f"{words} ")
    return tuple(beginnings)


@cache
def _marks() -> dict[str, Mark]:
    words = _words()
    marks: dict[str, Mark] = {}
    for mark in get_args(Mark):
        for word in words[mark]:
            marks[word] = mark
    return marks
