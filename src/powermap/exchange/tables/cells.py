"""One value at a time: what stands in a cell, as the model wants it, and back."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from powermap.errors import BOM, ModelError, shown
from powermap.language import label
from powermap.model import Answer, parse
from powermap.model.fields import Field, Kind, yes_words
from powermap.model.record import a_date
from powermap.model.stakeholder import number
from powermap.model.vocabulary import fold

_EXACT = 2**53
_PART = re.compile(r"(?:\\[;；\\]|[^;；])+")
_ESCAPED = re.compile(r"\\([;；\\])")
_SPECIAL = re.compile(r"[;；\\]")
_EARLIEST, _LATEST = 10000101, 99991231  # days written without hyphens


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in a cell in place of a value: an error such as ``#DIV/0!``, or a formula that was not worked out."""

    written: str
    formula: bool = False

    def __str__(self) -> str:
        return self.written

    def refuse(self) -> ModelError:
        """Why the cell says nothing, and what to do."""
        what = shown(self.written)
        if self.formula:
            what += " is a formula whose value the file does not hold; open and save it in a spreadsheet program, "
            return ModelError(what + "or write the value")
        return ModelError(
            f"{what} is an error in place of a value; correct the formula, or clear the cell"
        )


def value_of(column: Field, raw: object) -> Any:
    """What a cell says, for its column; None when it is empty.

    Raises
    ------
    ModelError
        When the cell cannot be understood; the message says what is allowed.

    Examples
    --------
    >>> from powermap.model.fields import fields_by_name
    >>> value_of(fields_by_name("people")["power"], "7.5"), value_of(fields_by_name("people")["power"], "决策者")
    (7.5, <Power.DECIDER: 'decider'>)
    """
    if isinstance(raw, Unreadable):
        raise raw.refuse()
    found = raw.replace(BOM, "") if isinstance(raw, str) else raw
    return None if empty(found) else _READERS[column.kind](column, found)


def empty(raw: object) -> bool:
    """Whether a cell says nothing: only an empty one does, the words NA and None are words."""
    if raw is None or (isinstance(raw, str) and not raw.replace(BOM, "").strip()):
        return True
    return isinstance(raw, float) and math.isnan(raw)


def plain(raw: object) -> str:
    """The text of a cell as a spreadsheet shows it.

    Examples
    --------
    >>> plain(12.0), plain("NA")
    ('12', 'NA')
    """
    if isinstance(raw, str):
        return raw.replace(BOM, "")
    if isinstance(raw, Unreadable):
        raise raw.refuse()
    if isinstance(raw, bool) or not isinstance(raw, int | float | date):
        raise ModelError(
            f"{shown(raw)} is not text; write a text (in quotes, where the format has them)"
        )
    if isinstance(raw, datetime) and (raw.hour, raw.minute, raw.second) == (0, 0, 0):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    return _shortest(raw)


def _shortest(found: float) -> str:
    try:
        whole = isinstance(found, float) and found.is_integer() and abs(found) < _EXACT
        return str(int(found)) if whole else str(found)
    except ValueError as error:
        raise ModelError("the number has too many digits; write it as text") from error


def _text(_: Field, raw: object) -> str:
    return plain(raw)


def _level(column: Field, raw: object) -> object:
    try:
        return _number(column, raw)
    except ModelError:
        pass
    try:
        return parse(_vocabulary(column), raw)
    except ModelError as error:
        raise ModelError(f"{error}, or a number with a point, such as 5.5") from error


def _number(_: Field, raw: object) -> int | float:
    found = number(raw)
    return (
        int(found)
        if isinstance(found, float) and found.is_integer() and abs(found) < _EXACT
        else found
    )


def _word(column: Field, raw: object) -> StrEnum:
    return parse(_vocabulary(column), raw)


def _vocabulary(column: Field) -> type[StrEnum]:
    if column.vocabulary is None:
        raise TypeError(f"the column {column.name} has no vocabulary")
    return column.vocabulary


def _words(column: Field, raw: object) -> tuple[StrEnum, ...]:
    return tuple(parse(_vocabulary(column), part) for part in _several(raw))


def _texts(_: Field, raw: object) -> tuple[str, ...]:
    return tuple(plain(part) for part in _several(raw))


def _several(raw: object) -> list[object]:
    if isinstance(raw, str | bool) or not isinstance(raw, Iterable):
        return list(split(plain(raw)))
    if isinstance(raw, dict):
        raise ModelError(
            f"{shown(raw)} is not a list; write the entries one after another"
        )
    return [part for part in raw if not empty(part)]


def split(text: str) -> list[str]:
    """The entries of a list in one cell, which ``;`` separates.

    Examples
    --------
    >>> split("Kim；Lee; ")
    ['Kim', 'Lee']
    """
    return [part.strip() for part in re.split("[;；]", text) if part.strip()]


def _ids(_: Field, raw: object) -> tuple[str, ...]:
    r"""People in one cell, which ``;`` separates; a ``\`` before it makes it a part of an id."""
    if not isinstance(raw, str):
        return tuple(plain(part).strip() for part in _several(raw))
    parts = [_ESCAPED.sub(r"\1", part.strip()) for part in _PART.findall(raw)]
    return tuple(part for part in parts if part)


def joined(ids: Iterable[str]) -> str:
    r"""Ids as one cell, to be read by the same rule.

    Examples
    --------
    >>> print(joined(["ana", "b;c"]))
    ana; b\;c
    """
    return "; ".join(_SPECIAL.sub(r"\\\g<0>", id) for id in ids)


def _criterion(column: Field, raw: object) -> str:
    try:
        return _word(column, raw)
    except ModelError:
        return plain(raw).strip()


def _yes(_: Field, raw: object) -> bool:
    word = fold(_shortest(raw) if isinstance(raw, int | float) else str(raw))
    for answer in (True, False):
        if word in map(fold, yes_words(yes=answer)):
            return answer
    raise ModelError(
        f"{shown(raw)} is neither yes nor no; allowed: yes, no, 是, 否, or nothing when it is not known"
    )


def _date(_: Field, raw: object) -> date | None:
    if (
        isinstance(raw, int | float)
        and not isinstance(raw, bool)
        and _EARLIEST <= raw <= _LATEST
    ):
        raw = _shortest(raw)  # 20250331, which a spreadsheet takes for a number
    return a_date(raw)


_READERS: dict[Kind, Callable[[Field, Any], object]] = {
    "text": _text,
    "texts": _texts,
    "level": _level,
    "word": _word,
    "words": _words,
    "yes": _yes,
    "date": _date,
    "number": _number,
    "criterion": _criterion,
    "ids": _ids,
}


def cell_of(value: object, lang: str) -> object:
    """A value of the model as it stands in a cell: words and lists as text, numbers and dates as themselves."""
    if isinstance(value, StrEnum):
        return value.value if isinstance(value, Answer) else label(value, lang)
    if isinstance(value, bool):
        return yes_words(yes=value)[1 if lang == "zh" else 0]
    if isinstance(value, tuple):
        return "; ".join(str(cell_of(part, lang)) for part in value) or None
    return value
