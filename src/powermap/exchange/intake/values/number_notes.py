"""How the numbers of a column were read, where that is not plain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from powermap.exchange.intake.values.cells import WordMeaning
from powermap.exchange.intake.values.column import Column
from powermap.exchange.intake.values.numbers import Number
from powermap.language import Listed, Quoted, Reason

__all__ = [
    "check_currencies",
    "read_fractions",
    "tell_inexact",
    "tell_number",
    "tell_words",
]


def tell_number(column: Column, written: str, number: Number) -> None:
    """Tell how one number was read, as an example."""
    value = float(number.value)
    column.note(Reason("message.values.read_as", written=Quoted(written), number=value))


def read_fractions(column: Column) -> None:
    """Read 8/10 as the fraction that it is, since no scale belongs to the column."""
    example = None
    for row, value in column.values.values.items():
        if not isinstance(value, Number) or value.form == "plain":
            continue
        fraction = _fraction_of(value)
        column.values.values[row] = fraction
        example = example or (str(value), fraction)
    if example:
        tell_number(column, *example)


def _fraction_of(number: Number) -> Number:
    if number.out_of is None:
        return number
    share = number.value / number.out_of
    return replace(number, value=share, form="share", out_of=None)


def tell_words(column: Column) -> None:
    """Tell how words were read as numbers, and words such as million behind them."""
    multiplied = None
    for meaning, number in _numbers(column):
        if meaning.how == "word":
            tell_number(column, meaning.written, number)
        elif number.multiplied:
            multiplied = multiplied or (meaning.written, number)
    if multiplied:
        tell_number(column, *multiplied)


def tell_inexact(column: Column) -> None:
    """Tell which numbers were written as not exact."""
    count = 0
    first = ""
    for meaning, number in _numbers(column):
        if number.is_about:
            count += len(meaning.rows)
            first = first or meaning.written
    if count:
        column.note(Reason("message.values.about", count=count, written=Quoted(first)))


def _numbers(column: Column) -> Iterator[tuple[WordMeaning, Number]]:
    for meaning in column.values.words:
        if isinstance(meaning.value, Number):
            yield meaning, meaning.value


def check_currencies(column: Column) -> None:
    """Amounts have no currency of their own, so that two of them cannot be compared."""
    rows: dict[str, list[int]] = {}
    for row, value in column.values.values.items():
        if isinstance(value, Number) and value.currency:
            rows.setdefault(value.currency, []).append(row)
    if len(rows) == 1:
        column.note(Reason("message.values.currency", currency=next(iter(rows))))
    if len(rows) > 1:
        _refuse_currencies(column, rows)


def _refuse_currencies(column: Column, rows: dict[str, list[int]]) -> None:
    every: list[int] = []
    for several in rows.values():
        every += several
    message = Reason("message.values.currencies", currencies=Listed(rows, "and"))
    column.values.problems.append(column.place.problem(message, sorted(every)))
    for row in every:
        del column.values.values[row]
