"""Headers and words that a company's files use, beside those that powermap knows.

A key says what is meant: ``field.power`` a field or column, ``Power.decider`` a member of
a vocabulary, ``level.high`` a level of a register, ``quadrant.high_low`` a quadrant of a
power and interest grid, ``unknown``, ``vacant``, ``yes`` and ``no`` what a cell answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from powermap.errors import ModelError
from powermap.language import Nearest, Quoted, Reason
from powermap.model.declared_fields import field_of_custom
from powermap.model.field_words import words_for
from powermap.model.fields import (
    TABLES,
    Field,
    fields_of,
    fold_header,
    parts_of,
)
from powermap.model.playbook.custom_field import CustomField
from powermap.model.vocabulary import VOCABULARIES, Involvement, fold, words_of

__all__ = ["ANSWERS", "LEVELS", "QUADRANTS", "alias_keys", "check_aliases"]

LEVELS = ("high", "middle", "low")
"""Levels of a register."""
QUADRANTS = ("high_high", "high_low", "low_high", "low_low")
"""Quadrants of a power and interest grid: power, then involvement."""
ANSWERS = ("unknown", "vacant", "yes", "no")
"""What a cell may answer in any column."""
Scope = tuple[str, str]
"""Where a word has one meaning, and the word without what makes no difference."""


def alias_keys(custom_fields: Iterable[CustomField] = ()) -> tuple[str, ...]:
    """Every key that may have aliases.

    Examples
    --------
    >>> keys = alias_keys()
    >>> "field.reports_to" in keys, "Stance.champion" in keys, "level.high" in keys
    (True, True, True)
    """
    keys = [f"field.{field.name}" for field in _every_field(custom_fields)]
    for vocabulary in VOCABULARIES:
        keys += [f"{vocabulary.__name__}.{member.value}" for member in vocabulary]
    keys += [f"level.{level}" for level in LEVELS]
    keys += [f"quadrant.{quadrant}" for quadrant in QUADRANTS]
    keys += ANSWERS
    return tuple(dict.fromkeys(keys))


def check_aliases(
    aliases: Mapping[str, Sequence[str]],
    wording: Mapping[str, Mapping[str, str]] | None = None,
    custom_fields: Iterable[CustomField] = (),
) -> None:
    """Refuse keys that do not exist, empty texts, and a word with two meanings.

    Parameters
    ----------
    aliases : mapping of key to sequence of str
        The table of a playbook.
    wording : mapping of language to mapping of key to str, optional
        What the same playbook renames, which has its meaning already.
    custom_fields : iterable of CustomField, optional
        What it declares.

    Raises
    ------
    ModelError
        With the key, the word, and what else it means.

    Examples
    --------
    >>> check_aliases({"field.power": ["Clout"]})
    """
    custom = tuple(custom_fields)
    keys = alias_keys(custom)
    meanings = _own_meanings(custom)
    for texts in (wording or {}).values():
        for key, text in texts.items():
            if key in keys:
                for scope in _scopes(key, text, custom):
                    meanings[scope] = key
    for key, words in aliases.items():
        if key not in keys:
            raise ModelError(
                Reason(
                    "message.playbook.alias_key",
                    key=Quoted(key),
                    hint=Nearest(str(key), keys),
                )
            )
        for word in _checked_texts(key, words):
            for scope in _scopes(key, word, custom):
                other = meanings.setdefault(scope, key)
                if other != key:
                    raise ModelError(
                        Reason(
                            "message.playbook.alias_twice",
                            key=key,
                            word=Quoted(word),
                            other=other,
                        )
                    )


def _checked_texts(key: str, words: object) -> Sequence[str]:
    if isinstance(words, str) or not isinstance(words, Sequence):
        raise ModelError(
            Reason("message.playbook.alias_list", key=key, value=Quoted(words))
        )
    for word in words:
        if not isinstance(word, str) or not fold_header(word):
            raise ModelError(
                Reason("message.playbook.alias_text", key=key, word=Quoted(word))
            )
    return words


def _every_field(custom_fields: Iterable[CustomField]) -> Iterator[Field]:
    for table in TABLES:
        yield from fields_of(table)
        yield from parts_of(table)
    for declared in custom_fields:
        yield field_of_custom(declared)


def _scopes(
    key: str, word: str, custom_fields: Iterable[CustomField]
) -> Iterator[Scope]:
    """Where a word stands for a key: a header in each table that has the field."""
    section, _, rest = key.partition(".")
    if section != "field":
        scope = "answer" if key in ANSWERS else section
        yield scope, fold(word)
        return
    for field in _every_field(custom_fields):
        if field.name == rest:
            yield f"field of {field.table}", fold_header(word)


def _own_meanings(custom_fields: Iterable[CustomField]) -> dict[Scope, str]:
    """What powermap writes itself, which must keep its meaning in every file."""
    meanings: dict[Scope, str] = {}
    for field in _every_field(custom_fields):
        for title in (field.name, *field.title.values()):
            scope = (f"field of {field.table}", fold_header(title))
            meanings.setdefault(scope, f"field.{field.name}")
    for vocabulary in VOCABULARIES:
        for member in vocabulary:
            for word in words_of(member):
                key = f"{vocabulary.__name__}.{member.value}"
                meanings[vocabulary.__name__, fold(word)] = key
    for level in Involvement:
        for word in words_of(level):
            meanings["level", fold(word)] = f"level.{level.value}"
    for answer in ANSWERS:
        for word in words_for(answer)[:2]:
            meanings["answer", fold(word)] = answer
    return meanings
