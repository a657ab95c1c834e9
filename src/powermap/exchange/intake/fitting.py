"""How well the values of a column fit a field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from powermap.exchange.aliases import AliasIndex
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.name_words import name_words
from powermap.exchange.intake.tie_kinds import TieKindReader
from powermap.exchange.intake.values.cells import CellOf
from powermap.exchange.intake.values.dates import understand_day
from powermap.exchange.intake.values.lists import split_list
from powermap.exchange.intake.values.numbers import parse_number
from powermap.exchange.intake.values.unknown import is_unknown
from powermap.exchange.intake.values.word_columns import find_with_remark
from powermap.exchange.intake.values.yes import parse_yes
from powermap.exchange.intake.words import WordReader, buying_role_of, quadrant_of
from powermap.exchange.tables.long_text import LONG
from powermap.model import TieKind
from powermap.model.answer_words import is_answer_word
from powermap.model.fields import Field
from powermap.model.vocabulary import fold

__all__ = ["fit", "split_combined"]

_MOST_VALUES = 200
"""Distinct values that are looked at; a column of words has a handful."""
_LONGEST_NAME = 120
_BETWEEN = re.compile(r"\s*[/|]\s*|\s*,\s*|\s+-\s+")
_CONTACT_DETAIL = re.compile(r"@|://|www\.|(?:\d[\s()/.-]*){6}")
"""An e-mail or web address, or a telephone number."""
_LETTERS = re.compile(r"[^\W\d_]")
_YES_PARTS = frozenset({"decides", "involved"})

Understands = Callable[[str], bool]


def fit(cells: Sequence[CellOf], fields: Sequence[Field], glossary: Glossary) -> float:
    """The share of the distinct values that fit, 0 to 1; 1 when there are none.

    Several fields mean that each cell says something of each: "For/High".
    """
    values = _distinct(cells, glossary.aliases.extra.unknown)
    if not values:
        return 1.0
    if fields[0].name in _YES_PARTS and any(map(_is_score, values)):
        return 0.0
    understands = _understands_all(fields, glossary)
    fitting = sum(1 for value in values if understands(value))
    return fitting / len(values)


def _distinct(cells: Sequence[CellOf], unknown: Collection[str]) -> list[str]:
    values: dict[str, None] = {}
    seen: set[tuple[type, str]] = set()
    for cell in cells:
        # Most columns of words say the same few, thousands of times.
        key = (type(cell.raw), str(cell.raw))
        if key in seen:
            continue
        seen.add(key)
        if is_unknown(cell.raw, more=unknown):
            continue
        # Some looks at a text cost its length squared, and the beginning tells.
        values[str(cell.raw).strip()[:LONG]] = None
        if len(values) >= _MOST_VALUES:
            break
    return list(values)


def _understands(field: Field, glossary: Glossary) -> Understands:
    """Whether a text is a value of a field."""
    if field.part:
        return _understands_part(field, glossary)
    if field.name in {"name", "title"}:
        return _is_name if field.name == "name" else _is_job
    if field.kind == "level":
        reader = WordReader(field, glossary)
        return lambda text: parse_number(text) is not None or _is_word(reader, text)
    if field.kind in {"word", "words", "answer"}:
        return _understands_word(field, glossary)
    if field.kind == "yes":
        return lambda text: parse_yes(text, glossary.aliases.extra) is not None
    simple = _SIMPLE.get(field.kind)
    # A text is whatever stands there.
    return simple or (lambda _: True)


def _understands_part(part: Field, glossary: Glossary) -> Understands:
    if part.name == "quadrant":
        return lambda text: quadrant_of(text, glossary.aliases) is not None
    if part.name == "buying_role":
        return _understands_buying_role(glossary.aliases)
    if part.name in _YES_PARTS:
        return lambda text: parse_yes(text, glossary.aliases.extra) is not None
    return _PARTS.get(part.name, lambda _: True)


def _understands_word(field: Field, glossary: Glossary) -> Understands:
    if field.vocabulary is TieKind:
        kinds = TieKindReader(glossary)
        return lambda text: kinds.find(text) is not None
    reader = WordReader(field, glossary)
    if field.kind == "answer":
        return lambda text: is_answer_word(text) or _is_word(reader, text)
    if field.kind == "words":
        return lambda text: all(_is_word(reader, part) for part in split_list(text))
    return lambda text: _is_word(reader, text)


def _is_word(reader: WordReader, text: str) -> bool:
    return find_with_remark(text, reader.find)[0] is not None


def split_combined(raw: object, count: int) -> list[str]:
    """The parts of a cell that says several things, such as "For/High"."""
    text = str(raw).strip()
    parts = _BETWEEN.split(text) if len(text) <= LONG else []
    # What cannot be split is left to the first field, which will say what is wrong.
    return parts if len(parts) == count else [str(raw)]


def _understands_all(fields: Sequence[Field], glossary: Glossary) -> Understands:
    readers = [_understands(field, glossary) for field in fields]
    if len(readers) == 1:
        return readers[0]

    def understands(text: str) -> bool:
        parts = _BETWEEN.split(text)
        if len(parts) != len(readers):
            return False
        return all(reads(part) for reads, part in zip(readers, parts, strict=True))

    return understands


def _is_score(text: str) -> bool:
    """Whether a text is a number that is neither yes (1) nor no (0)."""
    number = parse_number(text)
    return number is not None and number.value not in {0, 1}


def _is_name(text: str) -> bool:
    """Whether a text may be what a person or a group is called."""
    if len(text) > _LONGEST_NAME or _CONTACT_DETAIL.search(text):
        return False
    return bool(_LETTERS.search(text))


def _understands_buying_role(aliases: AliasIndex) -> Understands:
    def knows(word: str) -> bool:
        return buying_role_of(word, aliases) is not None

    def understands(text: str) -> bool:
        parts = split_list(text, knows, commas=True)
        return knows(text) or all(map(knows, parts))

    return understands


def _is_job(text: str) -> bool:
    """Whether a text may be a job title; "Ms" and "Dr" are titles of another kind."""
    words = text.replace(".", " ").split()
    return not all(fold(word) in name_words().honorifics for word in words)


_PARTS: dict[str, Understands] = {
    "first_name": _is_name,
    "last_name": _is_name,
    "email": lambda text: "@" in text,
}
_SIMPLE: dict[str, Understands] = {
    # 03/04/2026 is a date, though which one has to be asked.
    "date": lambda text: understand_day(text) is not None,
    "number": lambda text: parse_number(text) is not None,
}
