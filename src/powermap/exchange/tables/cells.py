"""One value at a time: what stands in a cell, as the model has it, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from powermap.errors import BOM, ModelError
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.tables.unreadable import Unreadable
from powermap.language import Language, Listed, Quoted, Reason
from powermap.language.speaker import as_language
from powermap.model import Answer
from powermap.model.entry import number
from powermap.model.field_words import yes_words
from powermap.model.fields import Field, Kind
from powermap.model.record import parse_date
from powermap.model.vocabulary import fold

__all__ = [
    "Unreadable",
    "cell_of",
    "is_empty",
    "join_ids",
    "plain_text",
    "split_texts",
    "value_of",
    "yes_word",
]

_EXACT = 2**53
"""Above it a float no longer tells neighboring whole numbers apart."""
_AS_THEY_ARE = frozenset({str, int, float})
"""Types of which most cells are."""
_PART = re.compile(r"(?:\\[;；\\]|[^;；])+")
_ESCAPED = re.compile(r"\\([;；\\])")
_SPECIAL = re.compile(r"[;；\\]")
_EARLIEST_DAY = 10000101
"""The first day that may be written as one number, without hyphens."""
_LATEST_DAY = 99991231
"""The last such day, which is also the last that Python knows."""


def value_of(
    field: Field, raw: object, glossary: Glossary = PLAIN, lang: str | None = None
) -> Any:
    """What a cell says, for its field; None when it is empty.

    Raises
    ------
    ModelError
        When the cell cannot be understood; the message says what is allowed, in
        the words of a sheet in `lang`, or in the keys of a file that has these.

    Examples
    --------
    >>> from powermap.model.fields import fields_by_name
    >>> power = fields_by_name("people")["power"]
    >>> value_of(power, "7.5"), value_of(power, "决策者")
    (7.5, <Power.DECIDER: 'decider'>)
    """
    if isinstance(raw, Unreadable):
        raise raw.refuse()
    if isinstance(raw, str):
        raw = raw.replace(BOM, "")
    if is_empty(raw):
        return None
    return _READERS[field.kind](_Cell(field, raw, glossary, lang))


def is_empty(raw: object) -> bool:
    """Whether a cell says nothing: only an empty one does; NA and None are words."""
    if raw is None:
        return True
    if isinstance(raw, str):
        if raw.isascii():
            return not raw.strip()
        # Most texts say something, and a mark of the byte order is rare.
        return not raw.strip() or not raw.replace(BOM, "").strip()
    # How data frames mark a missing number.
    return isinstance(raw, float) and math.isnan(raw)


def plain_text(raw: object) -> str:
    """The text of a cell as a spreadsheet shows it.

    Raises
    ------
    ModelError
        When it is no text, number or date.

    Examples
    --------
    >>> plain_text(12.0), plain_text("NA")
    ('12', 'NA')
    """
    if isinstance(raw, str):
        return raw.replace(BOM, "")
    if isinstance(raw, Unreadable):
        raise raw.refuse()
    if isinstance(raw, bool) or not isinstance(raw, int | float | date):
        raise ModelError(Reason("message.plan.not_text", value=Quoted(raw)))
    # Excel has no dates without a time; at midnight only the day is meant.
    if isinstance(raw, datetime) and (raw.hour, raw.minute, raw.second) == (0, 0, 0):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return _shortest(raw)


def _shortest(value: float) -> str:
    try:
        return str(_whole_if_exact(value))
    except ValueError as error:
        # Python refuses to write an int of more than 4,300 digits.
        raise ModelError(Reason("message.plan.long_number")) from error


def _whole_if_exact(value: float) -> int | float:
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    return value


class _Cell:
    """A cell that is not empty, with what it takes to understand it."""

    def __init__(
        self, field: Field, raw: Any, glossary: Glossary, lang: str | None
    ) -> None:
        self.field = field
        self.raw = raw
        self.glossary = glossary
        self.lang = lang

    def word(self, raw: object) -> StrEnum:
        """The member of the field's vocabulary that a word names."""
        if self.field.vocabulary is None:
            raise TypeError(f"the field {self.field.name} has no vocabulary")
        return self.glossary.parse(self.field.vocabulary, raw, self.lang)

    def parts(self) -> list[object]:
        """The entries of a list: of a sequence, or of a text with semicolons."""
        raw = self.raw
        if isinstance(raw, str | bool) or not isinstance(raw, Iterable):
            return list(split_texts(plain_text(raw)))
        if isinstance(raw, dict):
            raise ModelError(Reason("message.plan.not_a_list", value=Quoted(raw)))
        return [part for part in raw if not is_empty(part)]


def _text(cell: _Cell) -> str:
    return plain_text(cell.raw)


def _texts(cell: _Cell) -> tuple[str, ...]:
    texts = [plain_text(part) for part in cell.parts()]
    return tuple(texts)


def _level(cell: _Cell) -> object:
    try:
        # A number first: "7" in quotes is a score, and no word of an axis is a number.
        return _number(cell)
    except ModelError:
        pass
    try:
        return cell.word(cell.raw)
    except ModelError as error:
        # With a point, because 5,5 is read as text and is the most common cause.
        raise ModelError(
            Reason("message.plan.or_number", fault=error.args[0], example="5.5")
        ) from error


def _number(cell: _Cell) -> int | float:
    return _whole_if_exact(number(cell.raw))


def _word(cell: _Cell) -> StrEnum:
    return cell.word(cell.raw)


def _words(cell: _Cell) -> tuple[StrEnum, ...]:
    words = [cell.word(part) for part in cell.parts()]
    return tuple(words)


def _criterion(cell: _Cell) -> str:
    try:
        return cell.word(cell.raw)
    except ModelError:
        # Perhaps an added criterion, which is only known once all sheets are read.
        return plain_text(cell.raw).strip()


def _answer(cell: _Cell) -> object:
    own = cell.glossary.own_member(Answer, str(cell.raw))
    # What "high" answers depends on the criterion, which stands in another cell.
    return own or plain_text(cell.raw).strip()


def _ids(cell: _Cell) -> tuple[str, ...]:
    r"""People in one cell, separated by ``;``; with ``\`` before it, it is a part of an id."""
    if not isinstance(cell.raw, str):
        return tuple(plain_text(part).strip() for part in cell.parts())
    ids = []
    for part in _PART.findall(cell.raw):
        id = _ESCAPED.sub(r"\1", part.strip())
        if id:
            ids.append(id)
    return tuple(ids)


def _yes(cell: _Cell) -> bool:
    raw = cell.raw
    # Excel gives 1.0 for 1, and a formula TRUE or FALSE.
    word = fold(_shortest(raw) if isinstance(raw, int | float) else str(raw))
    for answer in (True, False):
        if word in map(fold, yes_words(yes=answer)):
            return answer
    allowed = Listed(("yes", "no", "是", "否"))
    raise ModelError(Reason("message.plan.not_yes", value=Quoted(raw), allowed=allowed))


def _date(cell: _Cell) -> date | None:
    raw = cell.raw
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if is_number and _EARLIEST_DAY <= raw <= _LATEST_DAY:
        # 20250331, which a spreadsheet takes for a number.
        raw = _shortest(raw)
    return parse_date(raw)


def _field_name(cell: _Cell) -> str:
    text = plain_text(cell.raw).strip()
    field = cell.glossary.find("people", text)
    # What is no field is refused by the model, which lists those that are.
    return field.name if field is not None else text


def _claim(cell: _Cell) -> object:
    # Understood once it is known which field it is about.
    return cell.raw


def _choice(cell: _Cell) -> str:
    text = plain_text(cell.raw).strip()
    for choice in cell.field.choices:
        if fold(choice) == fold(text):
            return choice
    allowed = Listed(cell.field.choices)
    raise ModelError(
        Reason("message.plan.not_a_choice", value=Quoted(text), allowed=allowed)
    )


_READERS: dict[Kind, Callable[[_Cell], object]] = {
    "text": _text,
    "texts": _texts,
    "level": _level,
    "word": _word,
    "words": _words,
    "yes": _yes,
    "date": _date,
    "number": _number,
    "criterion": _criterion,
    "answer": _answer,
    "ids": _ids,
    "choice": _choice,
    "field": _field_name,
    "claim": _claim,
}


def split_texts(text: str) -> list[str]:
    """The entries of a list in one cell, which ``;`` separates.

    Examples
    --------
    >>> split_texts("Kim；Lee; ")
    ['Kim', 'Lee']
    """
    # Chinese keyboards type the full-width one.
    texts = []
    for part in re.split("[;；]", text):
        stripped = part.strip()
        if stripped:
            texts.append(stripped)
    return texts


def join_ids(ids: Iterable[str]) -> str:
    r"""Ids as one cell, to be read by the same rule.

    Examples
    --------
    >>> print(join_ids(["ana", "b;c"]))
    ana; b\;c
    """
    escaped = [_SPECIAL.sub(r"\\\g<0>", id) for id in ids]
    return "; ".join(escaped)


def cell_of(value: object, language: Language | str) -> object:
    """A value as it stands in a cell: words and lists as text, numbers and dates as they are."""
    # The exact type: a StrEnum is a str too and needs its label.
    if value is None or type(value) in _AS_THEY_ARE:
        return value
    speaker = as_language(language)
    # The signs + − ? are shorter than words and mean the same in every language.
    if isinstance(value, Answer):
        return value.value
    if isinstance(value, StrEnum):
        return speaker.label(value)
    if isinstance(value, bool):
        return yes_word(speaker, yes=value)
    if isinstance(value, tuple):
        texts = [str(cell_of(part, speaker)) for part in value]
        return "; ".join(texts) or None
    return value


def yes_word(language: Language, *, yes: bool) -> str:
    """The word for yes or no in a sheet."""
    english, chinese = yes_words(yes=yes)[:2]
    return chinese if language.code == "zh" else english
