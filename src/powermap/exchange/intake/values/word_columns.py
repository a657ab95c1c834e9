"""Columns of words: of a vocabulary, of a list of choices, or of several of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from powermap.errors import Message
from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.column import (
    Column,
    Distinct,
    quoted_with_rows,
)
from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.exchange.intake.values.lists import (
    comma_separates,
    cut_brackets,
    split_list,
)
from powermap.exchange.intake.values.spellings import Spellings
from powermap.exchange.intake.values.texts import clean_cell
from powermap.exchange.tables.long_text import LONG
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value
from powermap.model.vocabulary import fold

__all__ = [
    "Find",
    "find_in_column",
    "find_with_remark",
    "leave_if_unknown",
    "problem_of_words",
    "read_choice_column",
    "read_word_column",
    "read_words_column",
]

_HINTED = 100
"""Words that are compared with those that are allowed, until one is near."""
_UNDERSTOOD = 100
"""Words of the column with which each is compared as well."""

Find = Callable[[str], object | None]
"""What a word means; None when it means nothing here."""
Allowed = Sequence[StrEnum | str]

_BRACKETS = re.compile(r"(?P<word>.+?)\s*[(（\[【](?P<rest>.*?)[)）\]】]?")
_WHOLE = re.compile(r"[(（\[【](?P<word>[^()（）\[\]【】]+)[)）\]】]")
_MINUS = re.compile(r"[-−–]+")
_DASHES = re.compile(
    r"(?P<word>.+?)\s*(?:\s[-–—]+\s|[:：;；,，=–—]|\s*\.\s)\s*(?P<rest>.+)"
)
_NUMBERED = re.compile(r"\s*\(?[+-]?\d{1,3}\s*[-–—:：=.)）、]+\s*(?P<word>\D.*)")
_OPENING = ("(", "（", "[", "【")
_CLOSING = ")）]】 "
_EDGES = re.compile(r"^[^\w+?-]+|[^\w)）\]】+?-]+$")


def read_word_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    find: Find,
    allowed: Allowed = (),
    *,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column of words, each with what may stand behind it in brackets.

    Parameters
    ----------
    cells, place
        The column.
    find : function
        What a word means; None when it means nothing here.
    allowed : sequence of member or str
        What may stand there, for a message.
    extra : ExtraWords, optional
        A company's own words for what is not known.

    Examples
    --------
    >>> words = {"high": 1, "low": 0}
    >>> cells = [CellOf(2, "High (approves funds)"), CellOf(3, "TBD")]
    >>> column = read_word_column(cells, ColumnPlace("x.csv", "x", "Power"),
    ...     lambda word: words.get(word.casefold()))
    >>> column.values, column.remarks, column.unknown
    ({2: 1}, {2: 'approves funds'}, {3})
    """
    column = Column(cells, place, whole=False, extra=extra)
    for each in column.examine():
        value, remark = find_in_column(column, each.text, find)
        remark = _whole_remark(each, remark)
        if value is not None:
            column.accept(each, value, _how(value), remark=remark)
        elif not leave_if_unknown(column, each):
            column.refuse(each, "not_allowed")
    return column.finish(problem_of_words(column, allowed))


def _how(value: object) -> str:
    return "middle" if value == "middle" else "word"


def _whole_remark(each: Distinct, remark: str) -> str:
    """A remark to its end, where only the beginning of its cell was looked at."""
    if not remark or len(each.text) < LONG:
        return remark
    text = clean_cell(each.raw).text
    start = text.index(remark)
    rest = text[start:]
    is_bracketed = text[:start].rstrip().endswith(_OPENING)
    return rest.rstrip(_CLOSING) if is_bracketed else rest


def find_in_column(column: Column, text: str, find: Find) -> tuple[object | None, str]:
    """What a cell means, where - is a minus if the column has a + as well."""
    if column.has_plus and _MINUS.fullmatch(text):
        # A sign of its own: hyphens make no difference between words.
        text = "−" * len(text)
    return find_with_remark(text, find)


def find_with_remark(text: str, find: Find) -> tuple[object | None, str]:
    """What the word of a cell means, and the rest of the cell.

    Examples
    --------
    >>> words = {"high": 1, "low": 0}
    >>> def find(word):
    ...     return words.get(word.casefold())
    >>> find_with_remark("High: signs above 1 m", find)
    (1, 'signs above 1 m')
    >>> find_with_remark("5 - High", find), find_with_remark("Highland", find)
    ((1, ''), (None, ''))
    """
    whole = _WHOLE.fullmatch(text)
    bare = _EDGES.sub("", whole["word"] if whole else text)
    for word in (text, bare):
        value = find(word) if word else None
        if value is not None:
            return value, ""
    if text.endswith(("?", "？")):
        # A doubt is not the word's business, but must not be lost.
        value = find(text.rstrip("?？ "))
        return (None, "") if value is None else (value, "?")
    numbered = _NUMBERED.fullmatch(text)
    if numbered:
        return find_with_remark(numbered["word"], find)
    for pattern in (_BRACKETS, _DASHES):
        match = pattern.fullmatch(text)
        value = find(match["word"].strip()) if match else None
        if match and value is not None:
            return _unless_another(value, match["rest"].strip(), find)
    return None, ""


def _unless_another(value: object, rest: str, find: Find) -> tuple[object | None, str]:
    """A value with its remark; none when the remark is a word with another meaning."""
    if rest and find(rest) not in {None, value}:
        return None, ""
    return value, rest


def leave_if_unknown(column: Column, each: Distinct) -> bool:
    """Leave a cell unknown that says so, perhaps with a remark: "TBD (ask Kim)"."""
    if column.has_plus and _MINUS.fullmatch(each.text):
        return False
    if column.is_unknown(each.text):
        column.leave_unknown(each)
        return True
    found, remark = find_with_remark(
        each.text, lambda word: column.is_unknown(word) or None
    )
    if found is None:
        return False
    column.leave_unknown(each, remark=remark)
    return True


def read_words_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    find: Find,
    allowed: Allowed = (),
    *,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column of several words in each cell; values are tuples, each word once."""
    column = Column(cells, place, lines=True, extra=extra)

    def knows(word: str) -> bool:
        return find_with_remark(word[:LONG], find)[0] is not None

    commas = comma_separates([each.text for each in column.distinct], knows)
    for each in column.examine():
        _read_words(column, each, find, split_list(each.text, knows, commas=commas))
    return column.finish(problem_of_words(column, allowed))


def _read_words(
    column: Column, each: Distinct, find: Find, parts: Sequence[str]
) -> None:
    values: dict[object, None] = {}
    remarks = []
    for part in parts:
        is_long = len(part) > LONG
        value, remark = (None, "") if is_long else find_with_remark(part, find)
        if value is None and column.is_unknown(part):
            continue
        if value is None:
            # The whole cell is refused: half a list would be wrong in silence.
            column.refuse(Distinct(part, part, each.rows), "not_allowed")
            return
        values[value] = None
        if remark:
            remarks.append(remark)
    if values:
        column.accept(each, tuple(values), "word", remark="; ".join(remarks))
    else:
        column.leave_unknown(each)


def read_choice_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    choices: Sequence[str],
    *,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column with one of some choices in each cell.

    Examples
    --------
    >>> cells = [CellOf(2, "gold "), CellOf(3, "n/a")]
    >>> read_choice_column(cells, ColumnPlace("x", "x", "Tier"), ["Gold"]).values
    {2: 'Gold'}
    """
    by_word = {fold(choice): choice for choice in choices}

    def find(word: str) -> str | None:
        return by_word.get(fold(word))

    return read_word_column(cells, place, find, choices, extra=extra)


def problem_of_words(
    column: Column, allowed: Allowed, *, or_number: bool = False
) -> Callable[[str, list[Distinct]], Message]:
    """How a column says what is wrong with words, and what may be meant."""
    options = [column.place.word_for(value) for value in allowed]
    if or_number and options:
        options.append(Reason("message.values.some_number"))

    def describe(cause: str, bad: list[Distinct]) -> Message:
        values = quoted_with_rows(bad)
        if cause != "not_allowed":
            return Reason(f"message.values.{cause}", values=values, count=len(bad))
        hint = _hint(column, bad, allowed)
        if not options:
            return Reason(
                "message.values.not_allowed", values=values, count=len(bad), hint=hint
            )
        return Reason(
            "message.values.not_among",
            values=values,
            count=len(bad),
            allowed=Listed(options),
            hint=hint,
        )

    return describe


def _understood(column: Column) -> Iterator[str]:
    """The words of the column that were understood, without their remarks."""
    for meaning in column.values.words:
        if meaning.how in {"word", "middle"}:
            yield cut_brackets(meaning.written)[0]


def _hint(column: Column, bad: list[Distinct], allowed: Allowed) -> Reason | None:
    """What the first word may mean that is nearly another of the column or allowed."""
    understood = Spellings(_understood(column), most=_UNDERSTOOD)
    members = Spellings(allowed)
    for each in bad[:_HINTED]:
        near = understood.nearest(each.text)
        member = members.nearest(each.text)
        if near is None and member is None:
            continue
        word: Value = Quoted(near)
        if near is None and member is not None:
            word = column.place.word_for(member)
        if len(bad) == 1:
            return Reason("message.values.did_you_mean", word=word)
        written = Quoted(each.text)
        return Reason("message.values.did_you_mean_by", written=written, word=word)
    return None
