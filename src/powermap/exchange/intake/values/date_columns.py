"""Columns of days, in which the order of day and month is one for all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from powermap.errors import Message
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.column import (
    Column,
    Distinct,
    describe_refused,
    quoted_with_rows,
)
from powermap.exchange.intake.values.date_notes import DayOf, tell_days
from powermap.exchange.intake.values.dates import (
    WrittenDay,
    proven_orders,
    understand_day,
)
from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.exchange.intake.values.word_columns import leave_if_unknown
from powermap.exchange.intake.values.written_words import months, plain_characters
from powermap.exchange.options import DayOrder
from powermap.language import Quoted, Reason

__all__ = ["read_date_column"]

_NO_DAY = re.compile(
    r"(?:[qh]|kw|w|cw|fy|wk)\s*\d{1,4}\b.*|\d{4}\s*-?\s*(?:[qh]|kw|w|fy)\s*\d{1,2}"
    r"|\d{4}|\d{1,2}[/.-]\d{4}|\d{4}[/.-]\d{1,2}|\d{4} ?年(?: ?\d{1,2} ?月)?",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"\d{1,2} ?月 ?\d{1,2} ?[日号號]?|\d{1,2}[/.-]\d{1,2}\.?")
_REMARK = re.compile(
    r"(?P<day>.*\d.*?)\s*(?:[(（](?P<rest>[^()（）]+)[)）]|(?P<doubt>[?？]))"
)
_WORD = re.compile(r"[^\W\d_]+")


def read_date_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    order: DayOrder | None = None,
    *,
    beside: DayOrder | None = None,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column of days; values are `datetime.date`.

    Parameters
    ----------
    cells, place
        The column.
    order : {"dmy", "mdy"}, optional
        How dates such as 03/04/2026 are meant, where the column does not prove it.
    beside : {"dmy", "mdy"}, optional
        The order that other columns of the table prove.
    extra : ExtraWords, optional
        A company's own words for what is not known.

    Examples
    --------
    >>> cells = [CellOf(2, "03/04/2026"), CellOf(3, "13/04/2026")]
    >>> column = read_date_column(cells, ColumnPlace("x", "x", "As of"))
    >>> column.values[2]
    datetime.date(2026, 4, 3)
    """
    column = Column(cells, place, whole=False, extra=extra)
    days: list[DayOf] = []
    for each in column.examine():
        written = _understand(each)
        if written is not None:
            days.append((each, written))
        elif not leave_if_unknown(column, each):
            column.refuse(each, _cause(each))
    _read_days(column, days, order, beside)
    return column.finish(_problem)


def _understand(each: Distinct) -> WrittenDay | None:
    """A day, perhaps with something in brackets behind it."""
    match = _REMARK.fullmatch(each.text)
    return understand_day(each.raw) or (understand_day(match["day"]) if match else None)


def _read_days(
    column: Column,
    days: list[DayOf],
    order: DayOrder | None,
    beside: DayOrder | None,
) -> None:
    proven = proven_orders(written for _, written in days)
    decided = order
    if order is None and len(proven) == 1:
        decided = next(iter(proven))
    is_of_others = order is None and not proven and beside is not None
    if is_of_others:
        decided = beside
    dotted = order or _order_with_dots(days)
    # Whoever says which number is the day says as well that the year is not first.
    year_is_unsure = order is None and _may_begin_with_year(days)
    for each, written in days:
        day = written.day(dotted if written.form == "dots" else decided)
        if written.short_year and year_is_unsure:
            column.refuse(each, "short_year")
        elif day is not None:
            column.accept(each, day, "day", remark=_remark_of(each))
        elif len(proven) > 1:
            column.refuse(each, "both_orders")
        else:
            column.refuse(each, "ambiguous_day")
    accepted = column.values.values
    taken = [(each, written) for each, written in days if each.rows[0] in accepted]
    tell_days(column, taken, order, by_others=is_of_others)


def _remark_of(each: Distinct) -> str:
    match = _REMARK.fullmatch(each.text)
    if match is None or understand_day(each.raw):
        return ""
    return (match["rest"] or match["doubt"]).strip()


def _order_with_dots(days: list[DayOf]) -> DayOrder | None:
    """Where dates have dots, the day comes first, unless such dates disprove it."""
    orders = {written.proves for _, written in days if written.form == "dots"}
    if "mdy" not in orders:
        return "dmy"
    return None if "dmy" in orders else "mdy"


def _may_begin_with_year(days: list[DayOf]) -> bool:
    """Whether days such as 26/11/20 rather begin with the year.

    Years repeat in a column and days do not: the first numbers of 26/11/20, 26/12/03
    are all the same, no months, and the last ones differ.
    """
    firsts = set()
    lasts = set()
    for each, written in days:
        if written.short_year and written.form != "day":
            numbers = re.findall(r"\d+", plain_characters(each.text))
            firsts.add(numbers[0])
            lasts.add(numbers[2])
    are_years = all(int(first) > 12 for first in firsts)
    return are_years and len(lasts) > len(firsts)


def _cause(each: Distinct) -> str:
    """Why a cell is no day."""
    if isinstance(each.raw, float):
        return "not_a_day"
    text = plain_characters(each.text)
    if _NO_DAY.fullmatch(text):
        return "no_day"
    if _NO_YEAR.fullmatch(text):
        return "no_year"
    words = [word.casefold() for word in _WORD.findall(text)]
    if any(word in months() for word in words):
        has_year = re.search(r"\d{4}", text)
        return "no_day" if has_year else "no_year"
    return "not_a_day"


def _problem(cause: str, bad: list[Distinct]) -> Message:
    if cause in {"ambiguous_day", "both_orders"}:
        return _question(cause, bad)
    if cause in _OF_DATES:
        values = quoted_with_rows(bad)
        return Reason(f"message.dates.{cause}", values=values, count=len(bad))
    return describe_refused(cause, bad)


def _question(cause: str, bad: list[Distinct]) -> Message:
    """What a day may mean, and how to say which."""
    written = _understand(bad[0])
    return Reason(
        f"message.dates.{cause}",
        count=sum(len(each.rows) for each in bad),
        example=Quoted(bad[0].text),
        dmy=written.dmy if written else None,
        mdy=written.mdy if written else None,
    )


_OF_DATES = frozenset({"no_day", "no_year", "not_a_day", "short_year"})
"""Causes that only dates have."""
