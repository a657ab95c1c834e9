"""What a number of a spreadsheet shows: itself, a percentage, a day, or a duration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

__all__ = ["Look", "is_percent", "look_of", "percent_text", "show_number"]

Look = Literal["number", "percent", "date", "duration"]

_PERCENT_FORMATS = frozenset({9, 10})
"""Numbers of the formats 0% and 0.00%, which every workbook has."""
_DATE_FORMATS = frozenset({*range(14, 23), 45, 47})
"""Numbers of the formats of days and times that every workbook has."""
_DURATION_FORMAT = 46
"""Number of the format [h]:mm:ss."""
_LITERALS = re.compile(r'"[^"]*"?|[\\_*].?', re.DOTALL)
"""What stands in a format as text: a letter or a percent sign in it means nothing."""
_BRACKETS = re.compile(r"\[[^\]]*\]?")
"""Colors, conditions, currencies and languages of a format."""
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
"""Hours that count on beyond a day."""
_DATE_LETTERS = re.compile("[dmhys]", re.IGNORECASE)
_GENERAL = re.compile("general", re.IGNORECASE)
"""The format of numbers, whose name has no date letters only by chance."""
_LONGEST_FORMAT = 1_000
"""Characters of a format that are looked at; Excel allows 255."""
_EPOCH = datetime(1899, 12, 30)
"""Day 0 of Excel's calendar from 1 March 1900 on."""
_EPOCH_1904 = datetime(1904, 1, 1)
"""Day 0 of old workbooks of a Mac."""
_LEAP_DAY = 60
"""29 February 1900, which Excel's calendar has; earlier days are one later."""
_LAST_DAY = 2_958_466
"""The number of the day after 31 December 9999."""


def look_of(number: int | None, codes: Mapping[int | None, str]) -> Look:
    """What the format of a number shows; `codes` are the formats of the workbook.

    Examples
    --------
    >>> look_of(9, {}), look_of(164, {164: "yyyy-mm-dd"}), look_of(0, {})
    ('percent', 'date', 'number')
    """
    code = codes.get(number)
    if code is not None:
        return _look_of_code(code[:_LONGEST_FORMAT])
    if number in _PERCENT_FORMATS:
        return "percent"
    if number in _DATE_FORMATS:
        return "date"
    return "duration" if number == _DURATION_FORMAT else "number"


def _look_of_code(code: str) -> Look:
    if is_percent(code):
        return "percent"
    # Positive numbers have the first format.
    first = _LITERALS.sub("", code).partition(";")[0]
    if _ELAPSED.search(first):
        return "duration"
    shown = _GENERAL.sub("", _BRACKETS.sub("", first))
    return "date" if _DATE_LETTERS.search(shown) else "number"


def is_percent(format_code: str) -> bool:
    """Whether a number format shows a number as a percentage.

    Examples
    --------
    >>> is_percent("0.0%"), is_percent('0"%"'), is_percent("General")
    (True, False, False)
    """
    return "%" in _BRACKETS.sub("", _LITERALS.sub("", format_code))


def show_number(
    value: float,
    look: int | None,
    looks: Sequence[Look],
    *,
    from_1904: bool = False,
) -> object:
    """A number as its cell shows it; `look` is its place in the looks of a workbook.

    Examples
    --------
    >>> looks = ["number", "percent", "date"]
    >>> show_number(0.5, 0, looks), show_number(0.5, 1, looks)
    (0.5, '50%')
    >>> show_number(45000, 2, looks)
    datetime.date(2023, 3, 15)
    """
    if look is None or look >= len(looks):
        return value
    shown = looks[look]
    if shown == "percent":
        return percent_text(value)
    if shown == "number" or not 0 <= value < _LAST_DAY:
        return value
    if shown == "duration":
        return timedelta(milliseconds=round(value * 86_400_000))
    return _day_of(value, from_1904=from_1904)


def _day_of(value: float, *, from_1904: bool) -> date | time | float:
    """A day, a day with its time, or a time of no day."""
    epoch = _epoch(value, from_1904=from_1904)
    try:
        # Spreadsheets show times to the millisecond.
        moment = epoch + timedelta(milliseconds=round(value * 86_400_000))
    except OverflowError:
        return value
    if value < 1:
        return moment.time()
    return moment.date() if value == int(value) else moment


def _epoch(value: float, *, from_1904: bool) -> datetime:
    if from_1904:
        return _EPOCH_1904
    return _EPOCH if value >= _LEAP_DAY else _EPOCH + timedelta(days=1)


def percent_text(share: float) -> str:
    """A share as a percentage, as exactly as a spreadsheet keeps it.

    Examples
    --------
    >>> percent_text(0.805), percent_text(1), percent_text(0.1 + 0.2)
    ('80.5%', '100%', '30%')
    """
    # Spreadsheets keep fifteen digits; the rest is noise of binary fractions.
    exact = Decimal(f"{share:.15g}") * 100
    text = f"{exact:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}%"
