"""Columns of numbers: amounts and weights, and scores beside words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.column import Column, Distinct
from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.exchange.intake.values.number_notes import (
    check_currencies,
    read_fractions,
    tell_inexact,
    tell_number,
    tell_words,
)
from powermap.exchange.intake.values.numbers import (
    DecimalMark,
    Number,
    is_ambiguous,
    parse_number,
    proven_marks,
)
from powermap.exchange.intake.values.word_columns import (
    Find,
    find_in_column,
    find_with_remark,
    leave_if_unknown,
    problem_of_words,
)
from powermap.exchange.intake.values.written_words import limit_words, plain_characters

__all__ = ["read_level_column", "read_number_column"]

_RANGE = re.compile(r"[\d.,]+%?\s*(?:-|to|bis|a|à|~|至|到)\s*[\d.,]+\D*")
_SCORE_WITH_WORD = re.compile(
    r"(?P<score>[+-]?\d+(?:[.,]\d+)?)\s*[-–—:：=]\s*(?P<rest>\D+)"
)


def read_number_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    *,
    decimal: DecimalMark | None = None,
    find: Find | None = None,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column of numbers; values are `Number`.

    Parameters
    ----------
    cells, place
        The column.
    decimal : {".", ","}, optional
        The decimal mark where the column itself does not prove one: a comma in a file
        whose cells are separated by semicolons.
    find : function, optional
        The number that a word means, such as `strength_of`; None when it means none.
    extra : ExtraWords, optional
        A company's own words for what is not known.

    Examples
    --------
    >>> cells = [CellOf(2, "4.2 Mio"), CellOf(3, "4,200,000")]
    >>> column = read_number_column(cells, ColumnPlace("x", "x", "Amount"))
    >>> [number.value for number in column.values.values()]
    [4200000, 4200000]
    """
    column = Column(cells, place, whole=False, extra=extra)
    mark = _decimal_of(column, decimal)
    among_numbers = any(parse_number(each.raw, mark) for each in column.distinct)
    for each in column.examine():
        number = parse_number(each.raw, mark) or parse_number(each.raw)
        if number is not None:
            column.accept(each, number, "number", remark=number.remark)
            continue
        number = _before_word(each.text, find, mark) if find and among_numbers else None
        if number is not None:
            column.accept(each, number, "number")
            continue
        word, remark = find_with_remark(each.text, find) if find else (None, "")
        if isinstance(word, int | float):
            column.accept(each, Number(word), "word", remark=remark)
        elif is_ambiguous(each.raw):
            column.refuse(each, "ambiguous_number")
        elif not leave_if_unknown(column, each):
            column.refuse(each, _cause(each))
    read_fractions(column)
    tell_inexact(column)
    tell_words(column)
    check_currencies(column)
    return column.finish()


def _before_word(text: str, find: Find, mark: DecimalMark | None) -> Number | None:
    """The number of "3 - high", which counts where the other cells are numbers too."""
    match = _SCORE_WITH_WORD.fullmatch(text)
    if match is None or find(match["rest"].strip()) is None:
        return None
    return parse_number(match["score"], mark)


def read_level_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    find: Find,
    allowed: Sequence[StrEnum | str] = (),
    *,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column of scores and words; values are `Number` or what `find` gives.

    Parameters
    ----------
    cells, place
        The column.
    find : function
        What a word means, ``"middle"`` where it means the middle of the scale; None
        when it means nothing here.
    allowed : sequence of member or str
        The words that may stand there, for a message.
    extra : ExtraWords, optional
        A company's own words for what is not known.

    Examples
    --------
    >>> cells = [CellOf(2, "8/10"), CellOf(3, "7,5"), CellOf(4, "Medium")]
    >>> column = read_level_column(cells, ColumnPlace("x", "x", "Power"),
    ...     {"Medium": "middle"}.get)
    >>> [str(value) for value in column.values.values()]
    ['8/10', '7.5', 'middle']
    """
    column = Column(cells, place, whole=False, extra=extra)
    for each in column.examine():
        _read_level(column, each, find)
    _tell_ambiguous(column)
    tell_inexact(column)
    return column.finish(problem_of_words(column, allowed, or_number=True))


def _read_level(column: Column, each: Distinct, find: Find) -> None:
    number = None
    # A company may call a level "Tier 1", which could be read as a score.
    is_word = any(map(str.isalpha, each.text)) and find(each.text) is not None
    if not is_word:
        number = _score_of(each.raw)
    if number is not None and (number.multiplied or number.currency):
        column.refuse(each, "not_a_score")
        return
    if number is not None:
        column.accept(each, number, "number", remark=number.remark)
        return
    scored = None if is_word else _SCORE_WITH_WORD.fullmatch(each.text)
    score = _score_of(scored["score"]) if scored else None
    is_option = bool(scored and find(scored["rest"].strip()) is not None)
    # "3 - High" is an option of a list: its word needs no scale.
    if scored and score is not None and not is_option:
        column.accept(each, score, "number", remark=scored["rest"].strip())
        return
    value, remark = find_in_column(column, each.text, find)
    if value is not None:
        how = "middle" if value == "middle" else "word"
        column.accept(each, value, how, remark=remark)
    elif not leave_if_unknown(column, each):
        cause = _cause(each)
        column.refuse(each, "not_allowed" if cause == "not_a_number" else cause)


def _tell_ambiguous(column: Column) -> None:
    """Tell how a score was read whose mark might be one of thousands elsewhere."""
    for each in column.distinct:
        score = column.values.values.get(each.rows[0])
        # A point is what programs write; "'3.667' is read as 3.667" tells nothing.
        if "," not in each.text or not is_ambiguous(each.raw):
            continue
        if isinstance(score, Number):
            tell_number(column, each.text, score)
            return


def _score_of(raw: object) -> Number | None:
    """A score, in which a single mark is never one of thousands."""
    number = parse_number(raw)
    if number is None and is_ambiguous(raw):
        point = "," if "," in plain_characters(str(raw)) else "."
        number = parse_number(raw, "," if point == "," else ".")
    return number


def _decimal_of(column: Column, decimal: DecimalMark | None) -> DecimalMark | None:
    """The decimal mark of a column: the proven one, else the given, else a point.

    Where only points occur and nothing proves them, "1.234" stays a question: programs
    write it for one and a bit, people in half of Europe for a thousand.
    """
    texts = [each.raw for each in column.distinct if isinstance(each.raw, str)]
    unsure = [text for text in texts if is_ambiguous(text)]
    if not unsure:
        return None
    proven = proven_marks(texts)
    mark = decimal
    if len(proven) == 1:
        mark = next(iter(proven))
    elif proven:
        return None
    elif mark is None and all("," in plain_characters(text) for text in unsure):
        mark = "."
    number = parse_number(unsure[0], mark)
    if number is not None:
        tell_number(column, str(unsure[0]), number)
    return mark


def _cause(each: Distinct) -> str:
    """Why a cell is no number."""
    if isinstance(each.raw, date):
        return "day_for_number"
    text = plain_characters(each.text).casefold()
    if _RANGE.fullmatch(text):
        return "range"
    has_digit = any(char.isdigit() for char in text)
    if has_digit and (text.startswith(limit_words()) or text.endswith("+")):
        return "limit"
    return "not_a_number"
