"""Every spelling of a word that the readers understand, ready for a column of texts.

An engine cannot call a reader for each row. So the readers are asked once for each
word of their tables, and what they answer becomes a list of folded spellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from powermap.exchange.glossary import Glossary, glossary_of
from powermap.exchange.intake.column_values import ColumnReader
from powermap.exchange.intake.edges import EdgeKind, edge_words
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.unknown import MARKS
from powermap.exchange.options import ReadOptions
from powermap.frozen import FrozenMapping
from powermap.model.field_words import level_words, register_words, words_for
from powermap.model.fields import Field, Table, fields_by_name
from powermap.model.playbook import Playbook
from powermap.model.vocabulary import words_of

__all__ = [
    "UNKNOWN",
    "Known",
    "ask_reader",
    "fold_text",
    "fold_word",
    "minus_is_word",
    "spellings",
    "trim_text",
    "usual",
]

Known = Mapping[object, tuple[str, ...]]
"""The folded spellings of each meaning."""
UNKNOWN = "unknown"
"""The meaning of words such as "n/a"."""
_SPACE = "[ \t\n\r\u00a0\u3000\ufeff]"
_NO_DIFFERENCE = f"{_SPACE}|[-_]|[.?。？]+$"
"""What makes no difference between words: spaces, hyphens, marks at the end."""
_USUAL = 3
"""Spellings of a word that most cells have: its value, its English, its Chinese.

Databases compare a cell with one spelling after another, and stop at the first case
that holds; so these are asked for before the hundred others.
"""
MINUS = ("-", "−", "–")
"""Signs that say a minus, which means nothing without a plus beside it."""
_ANSWERS = ("unknown", "no_value", "yes", "no")
"""Rows of words in the table of fields that a column may hold beside its vocabulary."""


def trim_text(column: Any) -> Any:
    """A column of texts in small letters without spaces at its ends."""
    import narwhals as nw

    text = column.cast(nw.String).str.to_lowercase()
    # One pattern, since not every engine trims other spaces than its own.
    return text.str.replace_all(f"^{_SPACE}+|{_SPACE}+$", "")


def fold_text(trimmed: Any) -> Any:
    """A trimmed column without what makes no difference between words."""
    return trimmed.str.replace_all(_NO_DIFFERENCE, "")


def fold_word(word: str) -> str:
    """A word as `trim_text` and `fold_text` fold a column.

    Examples
    --------
    >>> fold_word(" Very-High. ")
    'veryhigh'
    """
    trimmed = re.sub(f"^{_SPACE}+|{_SPACE}+$", "", word.lower())
    return re.sub(_NO_DIFFERENCE, "", trimmed)


def spellings(
    name: str, playbook: Playbook, table: Table = "people"
) -> Mapping[object, tuple[str, ...]]:
    """The folded spellings of each meaning that a field understands.

    Parameters
    ----------
    name : str
        The field.
    playbook : Playbook
        Whose own words are understood too.
    table : {"people", "ties"}
        Whose field it is.

    Returns
    -------
    mapping
        From a member, a truth value, ``"middle"`` or ``"unknown"``.

    Examples
    --------
    >>> from powermap.model import Power
    >>> "veryhigh" in spellings("power", Playbook())[Power.DECIDER]
    True
    """
    return _spellings(name, playbook, table)


# Cached: reading some hundred words takes longer than building an expression.
@cache
def _spellings(
    name: str, playbook: Playbook, table: Table
) -> Mapping[object, tuple[str, ...]]:
    field = fields_by_name(table)[name]
    meanings: dict[str, object] = {}
    doubtful: set[str] = set()
    for word, meaning in _meanings(field, playbook, table):
        key = fold_word(word)
        if not key:
            continue
        # Two words that fold to one, and mean two things, are left to the caller.
        if meanings.setdefault(key, meaning) != meaning:
            doubtful.add(key)
    by_meaning: dict[object, list[str]] = {}
    for key, meaning in meanings.items():
        if key not in doubtful:
            by_meaning.setdefault(meaning, []).append(key)
    return FrozenMapping({each: tuple(keys) for each, keys in by_meaning.items()})


def usual(keys: Sequence[str]) -> list[str]:
    """The spellings that powermap itself writes, which stand first."""
    return list(keys[:_USUAL])


def words_by_meaning(name: str, playbook: Playbook) -> Mapping[object, tuple[str, ...]]:
    """The words of each meaning as people write them; see `spellings`."""
    by_meaning: dict[object, list[str]] = {}
    for word, meaning in _meanings(fields_by_name("people")[name], playbook):
        by_meaning.setdefault(meaning, []).append(word)
    return FrozenMapping({each: tuple(words) for each, words in by_meaning.items()})


def _meanings(
    field: Field, playbook: Playbook, table: Table = "people"
) -> Iterator[tuple[str, object]]:
    glossary = glossary_of(playbook)
    for word in _candidates(field, playbook, glossary, table):
        meaning = ask_reader(field, word, glossary)
        if meaning is not None:
            yield word, meaning


def ask_reader(field: Field, word: str, glossary: Glossary) -> object:
    """What the reader takes a word for; None for a number and what it refuses."""
    values = _read(field, word, glossary)
    if values.unknown or (not values.values and not values.problems):
        return UNKNOWN
    value = values.values.get(_ROW)
    if field.kind in {"texts", "text"} or value is None:
        return None
    # Numbers stand on a scale, which an expression computes.
    is_word = isinstance(value, str | bool | EdgeKind)
    return value if is_word else None


_ROW = 2


def _read(field: Field, word: str, glossary: Glossary) -> ColumnValues:
    reader = ColumnReader("", ReadOptions(), glossary)
    place = ColumnPlace(None, None, field.name)
    return reader.read_cells([CellOf(_ROW, word)], field, place)


@cache
def minus_is_word(name: str, playbook: Playbook, table: Table = "people") -> bool:
    """Whether a minus means something in a column that has a plus too.

    An expression sees one cell at a time, so that it cannot know about the other.
    """
    field = fields_by_name(table)[name]
    reader = ColumnReader("", ReadOptions(), glossary_of(playbook))
    cells = [CellOf(_ROW, "-"), CellOf(_ROW + 1, "+")]
    values = reader.read_cells(cells, field, ColumnPlace(None, None, name))
    return _ROW in values.values


def _candidates(
    field: Field, playbook: Playbook, glossary: Glossary, table: Table
) -> Iterable[str]:
    words: list[str] = []
    vocabulary = field.vocabulary
    if vocabulary is not None:
        for member in vocabulary:
            words += words_of(member)
        words += [word for _, _, word in glossary.own_words]
        words += register_words(vocabulary.__name__)
        words += level_words()
    if table == "ties":
        words += edge_words()
    for several in playbook.aliases.values():
        words += several
    for answer in _ANSWERS:
        words += words_for(answer)
    words += MARKS
    # Readers fold ß to ss, which no engine does.
    sharp = [word.replace("ss", "ß") for word in words if "ss" in word]
    # What a minus means depends on the other cells, as `minus_is_word` asks.
    depends = MINUS if minus_is_word(field.name, playbook, table) else MINUS[:1]
    return dict.fromkeys(word for word in (*words, *sharp) if word not in depends)
