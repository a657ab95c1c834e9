"""What may be entered into a field: numbers, words, ids, names, truth values, days.

The annotated types at the end are the types of the model's fields.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, Field

from powermap.errors import ModelError
from powermap.language import Listed, Quoted, Reason
from powermap.model.choices import Choices
from powermap.model.text import (
    clean_text,
    is_visible,
    parse_date,
    parse_line,
    parse_text,
)
from powermap.model.vocabulary import Involvement, Power, Word, parse

Axis = TypeVar("Axis", Power, Involvement)
Number = Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True)]

_LARGEST = 1e15
"""Above it a float no longer tells neighboring whole numbers apart."""
_LONGEST_NUMBER = 40
"""Characters of a number; longer ones cost time and are never meant."""
_LONGEST_ID = 200
"""Characters, as the message of `_parse_id` says."""


def number(value: object) -> int | float:
    """A finite number as it was written; a text that is plainly a number counts.

    Raises
    ------
    ModelError
        When it is not a finite number.

    Examples
    --------
    >>> number("8"), number("7.5"), number(3)
    (8, 7.5, 3)
    """
    if isinstance(value, str):
        value = _parse_number(value)
    # True is an int in Python; a score of True is a mistake.
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        raise ModelError(Reason("message.model.not_a_number", value=Quoted(value)))
    # numpy's float64 is a float, but prints otherwise.
    plain = int(value) if isinstance(value, int) else float(value)
    is_finite = isinstance(plain, int) or math.isfinite(plain)
    # NaN compares as unequal to itself and would break every later comparison.
    if not is_finite or abs(plain) > _LARGEST:
        raise ModelError(Reason("message.model.not_finite", value=Quoted(value)))
    return plain


def _parse_number(text: str) -> int | float | str:
    """The number that a text spells, else the text itself."""
    # Python reads 1_000 as a number and spends quadratic time on very long digits; no
    # user means either.
    if "_" in text or len(text) >= _LONGEST_NUMBER:
        return text
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def parse_level(vocabulary: type[Axis], value: object) -> Axis | int | float | None:
    """A word of an axis or a score.

    Raises
    ------
    ModelError
        When it is neither.
    """
    if value is None or isinstance(value, vocabulary):
        return value
    if not isinstance(value, str):
        return number(value)
    parsed = _parse_number(value.strip())
    if not isinstance(parsed, str):
        return number(parsed)
    # 7/10 or ⅔ is meant as a score; listing the words for power would mislead.
    if _looks_like_a_number(parsed):
        raise ModelError(
            Reason(
                "message.model.not_a_level",
                value=Quoted(value),
                allowed=Choices(vocabulary),
            )
        )
    return parse(vocabulary, parsed)


def _looks_like_a_number(text: str) -> bool:
    if any(char.isdigit() for char in text):
        return True
    # isnumeric also knows 七 and ½, which int() does not read.
    return bool(text) and all(char.isnumeric() for char in text)


def parse_word(vocabulary: type[Word]) -> BeforeValidator:
    """A validator for one word of a vocabulary; None stays None."""

    def validate(value: object) -> Word | None:
        return None if value is None else parse(vocabulary, value)

    return BeforeValidator(validate)


def parse_words(vocabulary: type[Word]) -> BeforeValidator:
    """A validator for several words of a vocabulary, each kept once."""

    def validate(value: object) -> tuple[Word, ...]:
        words = [parse(vocabulary, each) for each in _as_list(value)]
        return tuple(dict.fromkeys(words))

    return BeforeValidator(validate)


def _as_list(value: object) -> list[object]:
    if value is None:
        return []
    # One value without brackets is what people write when there is only one.
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [value]
    return list(value)


def _parse_people(value: object) -> tuple[str, ...]:
    names = [_parse_name(each) for each in _as_list(value)]
    for name in names:
        # Files separate names by semicolons, so a name must not hold one.
        if ";" in name or "；" in name:
            raise ModelError(
                Reason("message.model.name_with_semicolon", name=Quoted(name))
            )
    return tuple(dict.fromkeys(names))


def _parse_id(value: object) -> str:
    text = clean_text(value)
    is_one_word = text.split() == [text]
    if not is_one_word or len(text) > _LONGEST_ID:
        raise ModelError(Reason("message.model.not_an_id", value=Quoted(value)))
    return text


def _parse_name(value: object) -> str:
    text = clean_text(value)
    if not is_visible(text):
        raise ModelError(Reason("message.model.not_a_name", value=Quoted(value)))
    return text


def _parse_truth(value: object) -> bool | None:
    # No 0, 1, "yes": the readers of files translate words, and in Python a 1 is more
    # often a slip than a yes.
    if value is None or isinstance(value, bool):
        return value
    raise ModelError(
        Reason(
            "message.model.not_yes_or_no",
            value=Quoted(value),
            allowed=Listed(("True", "False", "None")),
        )
    )


def _parse_power(value: object) -> Power | int | float | None:
    return parse_level(Power, value)


def _parse_involvement(value: object) -> Involvement | int | float | None:
    return parse_level(Involvement, value)


def _parse_optional_number(value: object) -> int | float | None:
    return None if value is None else number(value)


Id = Annotated[str, BeforeValidator(_parse_id)]
Name = Annotated[str, BeforeValidator(_parse_name)]
Names = Annotated[tuple[str, ...], BeforeValidator(_parse_people)]
Line = Annotated[str | None, BeforeValidator(parse_line)]
Prose = Annotated[str | None, BeforeValidator(parse_text)]
Truth = Annotated[bool | None, BeforeValidator(_parse_truth)]
Day = Annotated[date | None, BeforeValidator(parse_date)]
PowerLevel = Annotated[Power | Number | None, BeforeValidator(_parse_power)]
InvolvementLevel = Annotated[
    Involvement | Number | None, BeforeValidator(_parse_involvement)
]
OptionalNumber = Annotated[Number | None, BeforeValidator(_parse_optional_number)]
Level = Power | Involvement | int | float | None
"""A place on an axis: a word, a score, or not known."""
