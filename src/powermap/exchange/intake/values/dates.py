"""Days as people and spreadsheets write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from powermap.exchange.intake.values.written_words import (
    bare,
    months,
    plain_characters,
    weekdays,
)
from powermap.exchange.options import DayOrder

__all__ = ["Form", "WrittenDay", "parse_day", "proven_orders", "understand_day"]

Form = Literal["day", "serial", "dots", "signs"]
"""A day that can be read in one way, a number of a spreadsheet, and days of three
numbers with dots or with other signs between them."""
_LONGEST = 60
"""Characters; longer texts are never a day."""
_EPOCH = date(1899, 12, 30)
"""Day 0 of spreadsheets, with which their days since March 1900 are right."""
_SERIALS = range(40_000, 60_001)
"""Days from 2009 to 2064: smaller numbers are more likely something else."""
_TURN = 69
"""From this two-digit year on the 1900s are meant, as in POSIX."""

_TIME = re.compile(
    r"(?:[T ,]+(?:上午|下午|午前|午後)?|(?:上午|下午|午前|午後))"
    r"\d{1,2}[:时時]\d{2}(?:[:分]\d{2}(?:[.,]\d+)?)?[分秒]? ?(?:[ap]\.?m\.?)?"
    r" ?(?:Z|UTC|GMT|CES?T|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]) ?(\d{1,2})\2 ?(\d{1,2})")
_SHORT_YEAR_FIRST = re.compile(r"(\d{2})\. (\d{1,2})\. (\d{1,2})\.")
"""As Korea writes it."""
_ISO = re.compile(r"\d{4}-?W\d{2}-?\d|\d{8}T\d{4,6}Z?")
_HAN = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日号號일]?")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|'?\d{2})")
_HAN_WEEKDAY = re.compile(
    r" ?(?:\([月火水木金土日一二三四五六월화수목금토일]\)"
    r"|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?)$"
)
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_FILLERS = frozenset("de del of the st nd rd th er den le el il am г".split())
"""Words of a date that say nothing."""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day as it was written, which may be one of two.

    Attributes
    ----------
    form : str
        How it was written, see `Form`.
    dmy, mdy : date or None
        The day if the first number is the day, and if it is the month; the same where
        there is no question.
    short_year : bool
        Whether the year has two digits.
    """

    form: Form
    dmy: date | None
    mdy: date | None
    short_year: bool = False

    @property
    def proves(self) -> DayOrder | None:
        """The order that this day proves, since the other gives no day."""
        if self.mdy is None:
            return "dmy"
        return "mdy" if self.dmy is None else None

    @property
    def is_ambiguous(self) -> bool:
        """Whether two different days can be meant."""
        return None not in {self.dmy, self.mdy} and self.dmy != self.mdy

    def day(self, order: DayOrder | None = None) -> date | None:
        """The day in an order, or the only possible one; None when two are possible."""
        if not self.is_ambiguous:
            return self.dmy or self.mdy
        if order is None:
            return None
        return self.dmy if order == "dmy" else self.mdy


def parse_day(raw: object, order: DayOrder | None = None) -> date | None:
    """The day that a cell holds; None when it holds none, or may hold two.

    Parameters
    ----------
    raw : object
        What stands there.
    order : {"dmy", "mdy"}, optional
        Which of the two numbers of 03/04/2026 is the day.

    Examples
    --------
    >>> parse_day("20. November 2026"), parse_day("11/20/2026")
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 20))
    >>> parse_day("03/04/2026") is None, parse_day("03/04/2026", order="dmy")
    (True, datetime.date(2026, 4, 3))
    """
    written = understand_day(raw)
    return None if written is None else written.day(order)


def understand_day(raw: object) -> WrittenDay | None:
    """What a cell says of a day, before the order of its numbers is known.

    Examples
    --------
    >>> understand_day("03/04/2026").is_ambiguous
    True
    >>> understand_day("Q4 2026") is None
    True
    """
    if isinstance(raw, datetime):
        return _certain(raw.date())
    if isinstance(raw, date):
        return _certain(raw)
    if isinstance(raw, int | float):
        return None if isinstance(raw, bool) else _of_number(raw)
    if isinstance(raw, str) and len(raw) <= _LONGEST:
        return _of_text(raw)
    return None


def _of_text(raw: str) -> WrittenDay | None:
    text = _cut_weekday(plain_characters(raw))
    korean = _SHORT_YEAR_FIRST.fullmatch(text)
    if korean:
        return _read_short_year_first(*korean.groups())
    text = _TIME.sub("", text).strip(" ,.")
    for reader in _READERS:
        written = reader(text)
        if written is not None:
            return written
    return None


def proven_orders(days: Iterable[WrittenDay | None]) -> frozenset[DayOrder]:
    """The orders that days prove: those with a number that is no month.

    Examples
    --------
    >>> days = map(understand_day, ["03/04/2026", "13/04/2026"])
    >>> sorted(proven_orders(days))
    ['dmy']
    """
    orders: set[DayOrder] = set()
    for written in days:
        # Dots have an order of their own.
        if written and written.form == "signs" and written.proves:
            orders.add(written.proves)
    return frozenset(orders)


def _certain(day: date | None, form: Form = "day") -> WrittenDay | None:
    return WrittenDay(form, day, day) if day else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_number(number: float) -> WrittenDay | None:
    """A day that a program wrote as a number: 20261120, or days since 1900."""
    if not _is_finite(number):
        return None
    whole = int(number)
    if whole == number and (written := _read_compact(str(whole))):
        return written
    if whole in _SERIALS:
        return _certain(_EPOCH + timedelta(days=whole), "serial")
    return None


def _is_finite(number: float) -> bool:
    return abs(number) < 1e9


def _cut_weekday(text: str) -> str:
    """A text without the name of the day before or behind the date."""
    text = _HAN_WEEKDAY.sub("", text)
    first, _, rest = text.partition(" ")
    if bare(first.rstrip(",")) in weekdays() and rest:
        return rest
    before, _, last = text.rpartition(" ")
    if bare(last) in weekdays() and before:
        return before
    return text


def _read_year_first(text: str) -> WrittenDay | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match is None:
        return None
    year, _, month, day = match.groups()
    return _certain(_date(int(year), int(month), int(day)))


def _read_short_year_first(year: str, month: str, day: str) -> WrittenDay | None:
    written = _date(_year(year)[0], int(month), int(day))
    return WrittenDay("day", written, written, short_year=True) if written else None


def _read_iso(text: str) -> WrittenDay | None:
    """A moment without colons, or the day of a week: 20261120T1430, 2026-W47-5."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return _certain(datetime.fromisoformat(text).date())
    except ValueError:
        return None


def _read_han(text: str) -> WrittenDay | None:
    match = _HAN.fullmatch(text)
    return _certain(_date(*map(int, match.groups()))) if match else None


def _read_compact(text: str) -> WrittenDay | None:
    match = _COMPACT.fullmatch(text)
    return _certain(_date(*map(int, match.groups()))) if match else None


def _read_serial(text: str) -> WrittenDay | None:
    """A number of days in a text file."""
    if re.fullmatch(r"\d{5}(?:\.\d+)?", text):
        return _of_number(float(text))
    return None


def _read_year_last(text: str) -> WrittenDay | None:
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    first, sign, second, written_year = match.groups()
    year, is_short = _year(written_year)
    dmy = _date(year, int(second), int(first))
    mdy = _date(year, int(first), int(second))
    if dmy is None and mdy is None:
        return None
    form: Form = "dots" if sign == "." else "signs"
    return WrittenDay(form, dmy, mdy, is_short)


def _year(written: str) -> tuple[int, bool]:
    """A year, and whether it had two digits."""
    number = int(written.strip("'"))
    if len(written) == 4:
        return number, False
    century = 1900 if number >= _TURN else 2000
    return century + number, True


def _read_named(text: str) -> WrittenDay | None:
    """Days with the name of a month: 20 Nov 2026, Nov 20, 2026, 2026-Nov-20."""
    month = _month_of(text)
    numbers = _NUMBER.findall(text)
    if month is None or len(numbers) != 2:
        return None
    if re.search(r"[^\w\s.,'-]", text.replace("/", "-")):
        return None
    first, second = numbers
    if len(first) == 4:
        first, second = second, first
    if len(first) > 2 or len(second) not in {2, 4}:
        return None
    year, is_short = _year(second)
    day = _date(year, month, int(first))
    return WrittenDay("day", day, day, is_short) if day else None


def _month_of(text: str) -> int | None:
    """The only month that is named, when nothing else is."""
    found = None
    for word in _WORD.findall(text):
        name = bare(word)
        if name in months() and found is None:
            found = months()[name]
        elif name not in _FILLERS:
            return None
    return found


_READERS: tuple[Callable[[str], WrittenDay | None], ...] = (
    _read_year_first,
    _read_iso,
    _read_han,
    _read_compact,
    _read_serial,
    _read_year_last,
    _read_named,
)
