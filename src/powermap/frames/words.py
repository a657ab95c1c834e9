"""Columns of words, of yes and no, of texts and of days as expressions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from powermap.frames.spellings import (
    MINUS,
    UNKNOWN,
    Known,
    fold_text,
    trim_text,
    usual,
)
from powermap.frames.staging import HELPER, Steps

__all__ = ["Day", "Word", "read_day", "read_text", "read_word", "read_yes"]

_NOTHING = ""
"""The code of a cell that says nothing, or that its value is not known."""
_WRONG = "?"
"""The code of a cell that is not understood."""
_YES = "yes"
_NO = "no"
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[t ].*)?$"
"""A day as programs write it, perhaps with a time behind it."""


@dataclass(frozen=True)
class Word:
    """How the words of a column are read: each row has a code, never null.

    Attributes
    ----------
    steps : Steps
        Helper columns; the last one holds the code.
    code : expression
        The value of a member, or yes or no; empty where nothing is known.
    """

    steps: Steps
    code: Any

    @property
    def missing(self) -> Any:
        """Whether nothing is known."""
        return self.code == _NOTHING

    @property
    def wrong(self) -> Any:
        """Whether the cell is not understood."""
        return self.code == _WRONG

    @property
    def yes(self) -> Any:
        """Whether the cell says yes, or holds a text."""
        return self.code == _YES

    @property
    def known(self) -> Any:
        """Whether the cell is understood and says something."""
        return ~(self.missing | self.wrong)

    def one_of(self, members: Iterable[StrEnum]) -> Any:
        """Whether the cell means one of some members."""
        return self.code.is_in(sorted(member.value for member in members))


def _nothing(name: str) -> Word:
    """A field without a column."""
    import narwhals as nw

    code = f"{HELPER}{name}_code"
    return Word(({code: nw.lit(_NOTHING)},), nw.col(code))


def read_word(
    name: str, column: str | None, known: Known, minus: object = None
) -> Word:
    """How a column with the words of a vocabulary is read.

    Parameters
    ----------
    name : str
        What its helper columns are called.
    column : str or None
        Its name; None when there is none.
    known : mapping of meaning to tuple of str
        The spellings of each word.
    minus : object
        What a cell with a minus means, ``"?"`` where that is open; None for nothing.
    """
    if column is None:
        return _nothing(name)
    codes = {}
    for meaning, keys in known.items():
        codes[_code_of(meaning)] = keys
    return _coded(name, column, codes, None if minus is None else _code_of(minus))


def _code_of(meaning: object) -> str:
    if meaning == UNKNOWN:
        return _NOTHING
    if isinstance(meaning, bool):
        return _YES if meaning else _NO
    return meaning.value if isinstance(meaning, StrEnum) else str(meaning)


def _coded(
    name: str,
    column: str,
    codes: dict[str, tuple[str, ...]],
    minus: str | None = None,
) -> Word:
    import narwhals as nw

    raw = f"{HELPER}{name}_raw"
    key = f"{HELPER}{name}_key"
    code = f"{HELPER}{name}_code"
    said: Any = nw.lit(_WRONG)
    for meaning, keys in codes.items():
        is_meant = nw.col(key).is_in(list(keys))
        said = nw.when(is_meant).then(nw.lit(meaning)).otherwise(said)
    for meaning, keys in codes.items():
        is_meant = nw.col(key).is_in(usual(keys))
        said = nw.when(is_meant).then(nw.lit(meaning)).otherwise(said)
    if minus is not None:
        is_minus = nw.col(raw).is_in(list(MINUS))
        said = nw.when(is_minus).then(nw.lit(minus)).otherwise(said)
        is_empty = nw.col(key).is_in([""]) & ~nw.col(raw).is_in(list(MINUS))
    else:
        is_empty = nw.col(key).is_in([""])
    # A null is in no list for some engines, and null for others.
    is_silent = nw.col(raw).is_null() | is_empty
    said = nw.when(is_silent).then(nw.lit(_NOTHING)).otherwise(said)
    steps = (
        {raw: trim_text(nw.col(column))},
        {key: fold_text(nw.col(raw))},
        {code: said},
    )
    return Word(steps, nw.col(code))


def read_yes(name: str, column: str | None, dtype: Any, known: Known) -> Word:
    """How a column of yes and no is read."""
    import narwhals as nw

    if column is None:
        return _nothing(name)
    value = nw.col(column)
    if dtype == nw.Boolean:
        is_yes, is_no = value, ~value
    elif dtype.is_numeric():
        is_yes, is_no = value == 1, value == 0
    else:
        return read_word(name, column, known)
    is_missing = value.is_null()
    if dtype.is_float():
        is_missing = is_missing | value.is_nan()
    wrong = nw.when(is_no).then(nw.lit(_NO)).otherwise(nw.lit(_WRONG))
    said = nw.when(is_yes).then(nw.lit(_YES)).otherwise(wrong)
    code = f"{HELPER}{name}_code"
    said = nw.when(is_missing).then(nw.lit(_NOTHING)).otherwise(said)
    return Word(({code: said},), nw.col(code))


def read_text(name: str, column: str | None, dtype: Any, known: Known) -> Word:
    """Whether a column of texts says anything: its code is yes or nothing."""
    import narwhals as nw

    if column is None:
        return _nothing(name)
    code = f"{HELPER}{name}_code"
    value = nw.col(column)
    if isinstance(dtype, nw.List):
        is_silent = value.is_null() | (value.list.len() == 0)
        steps: Steps = ()
    else:
        key = f"{HELPER}{name}_key"
        raw = f"{HELPER}{name}_raw"
        # pandas keeps lists among objects, of which it gives the text.
        silent = [*known.get(UNKNOWN, ()), "", "[]"]
        steps = ({raw: trim_text(value)}, {key: fold_text(nw.col(raw))})
        is_silent = nw.col(raw).is_null() | nw.col(key).is_in(silent)
    said = nw.when(is_silent).then(nw.lit(_NOTHING)).otherwise(nw.lit(_YES))
    return Word((*steps, {code: said}), nw.col(code))


@dataclass(frozen=True)
class Day:
    """How a column of days is read.

    Attributes
    ----------
    steps : Steps
        Helper columns.
    missing, wrong : expression
        Whether there is no day; whether the cell is none.
    value : expression or None
        The day, as a date or as a text in ISO form; None without a column.
    is_text : bool
        Whether it is a text.
    """

    steps: Steps
    missing: Any
    wrong: Any
    value: Any = None
    is_text: bool = False

    def before(self, day: date) -> Any:
        """Whether a day of its own is before another one; false where there is none."""
        import narwhals as nw

        if self.value is None:
            return nw.lit(False)
        return _surely(self.value < self._limit(day))

    def after(self, day: date) -> Any:
        """Whether a day of its own is after another one; false where there is none."""
        import narwhals as nw

        if self.value is None:
            return nw.lit(False)
        # From the next day on, since a text may have a time behind its day.
        return _surely(self.value >= self._limit(day + timedelta(days=1)))

    def _limit(self, day: date) -> Any:
        import narwhals as nw

        return nw.lit(day.isoformat() if self.is_text else day)


def _surely(condition: Any) -> Any:
    import narwhals as nw

    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))


def read_day(name: str, column: str | None, dtype: Any) -> Day:
    """How a column of days is read: dates of the engine, or texts in ISO form."""
    import narwhals as nw

    no = nw.lit(False)
    if column is None:
        return Day((), nw.lit(True), no)
    value = nw.col(column)
    day = f"{HELPER}{name}_day"
    if dtype == nw.Date:
        return Day(({day: value},), value.is_null(), no, nw.col(day))
    if dtype == nw.Datetime:
        return Day(({day: value.cast(nw.Date)},), value.is_null(), no, nw.col(day))
    raw = f"{HELPER}{name}_raw"
    text = nw.col(raw)
    is_missing = _surely(text.is_null() | (text == ""))
    is_day = _surely(text.str.contains(_ISO))
    steps = ({raw: trim_text(value)}, {day: nw.when(is_day).then(text)})
    return Day(steps, is_missing, ~is_missing & ~is_day, nw.col(day), is_text=True)
