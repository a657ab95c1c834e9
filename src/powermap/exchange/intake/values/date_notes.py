"""How the days of a column were read, where that is not plain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from powermap.exchange.intake.values.column import Column, Distinct
from powermap.exchange.intake.values.dates import Form, WrittenDay
from powermap.exchange.options import DayOrder
from powermap.language import Quoted, Reason

__all__ = ["DayOf", "tell_days"]

DayOf = tuple[Distinct, WrittenDay]
"""A distinct value of a column with the day that it says."""
_ENOUGH = 2
"""As many true dates, none of them after the 12th of a month, look swapped."""


def tell_days(
    column: Column,
    taken: Sequence[DayOf],
    order: DayOrder | None = None,
    *,
    by_others: bool = False,
) -> None:
    """Tell how days were read: one note for each cause, with an example.

    `by_others` says that other columns proved the order.
    """
    if order is None:
        _tell_order(column, taken, "signs", "beside" if by_others else "signs")
        _tell_order(column, taken, "dots", "dots")
    else:
        _tell_other_order(column, taken, order)
    _tell_swapped(column, taken)
    _tell_several(
        column, "serial_days", [day for day in taken if day[1].form == "serial"]
    )
    _tell_several(column, "short_days", [day for day in taken if day[1].short_year])


def _tell_order(column: Column, taken: Sequence[DayOf], form: Form, cause: str) -> None:
    """Tell how days with two possible readings were read."""
    for each, written in taken:
        if written.form == form and written.is_ambiguous:
            _tell(column, cause, each)
            return


def _tell_other_order(column: Column, taken: Sequence[DayOf], order: DayOrder) -> None:
    for each, written in taken:
        if written.form == "signs" and written.proves not in {None, order}:
            _tell(column, "other_order", each)
            return


def _tell_several(column: Column, cause: str, taken: Sequence[DayOf]) -> None:
    if taken:
        count = sum(len(each.rows) for each, _ in taken)
        _tell(column, cause, taken[0][0], count)


def _tell(column: Column, cause: str, each: Distinct, count: int = 1) -> None:
    day = column.values.values[each.rows[0]]
    message = Reason(
        f"message.dates.{cause}",
        written=Quoted(each.text),
        day=day if isinstance(day, date) else None,
        count=count,
    )
    column.note(message)


def _tell_swapped(column: Column, taken: Sequence[DayOf]) -> None:
    """Tell where a spreadsheet probably swapped day and month.

    One that expects the month first turns 03/04/2026 into a date and leaves 13/04/2026
    as text: then no true date has a day above 12, and every text has.
    """
    days = []
    texts = []
    count = 0
    for each, written in taken:
        if isinstance(each.raw, date):
            days.append(each.raw.day)
            count += len(each.rows)
        elif written.form == "signs":
            texts.append((each, written))
    if len(days) < _ENOUGH or max(days) > 12 or not texts:
        return
    if all(written.proves for _, written in texts):
        example = Quoted(texts[0][0].text)
        column.note(Reason("message.dates.swapped", count=count, written=example))
