"""Columns of texts: of one line, of prose, and of several texts in a cell."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.column import Column, Distinct
from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.exchange.intake.values.lists import (
    Knows,
    comma_separates,
    cut_brackets,
    knowing,
    split_list,
)
from powermap.exchange.intake.values.quoting import (
    split_quoted,
    unquote_id,
    unquote_text,
)
from powermap.exchange.intake.values.texts import id_text
from powermap.language import Quoted, Reason
from powermap.model.text import NAME_LIMIT, TEXT_LIMIT

__all__ = [
    "read_id_column",
    "read_prose_column",
    "read_text_column",
    "read_texts_column",
]


def read_text_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    *,
    unknown: bool = True,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    r"""A column of texts of one line.

    Parameters
    ----------
    cells, place
        The column.
    unknown : bool, default True
        Whether "n/a" and the like mean that nothing is known; False for ids.
    extra : ExtraWords, optional
        A company's own words for what is not known.

    Examples
    --------
    >>> cells = [CellOf(2, "Chief\nFinancial Officer"), CellOf(3, "#N/A")]
    >>> column = read_text_column(cells, ColumnPlace("x", "x", "Title"))
    >>> column.values, len(column.notes)
    ({2: 'Chief Financial Officer'}, 2)
    """
    column = Column(cells, place, extra=extra)
    _read_texts(column, NAME_LIMIT, "long_line", unknown=unknown)
    return column.finish(tell_breaks=True)


def read_id_column(
    cells: Sequence[CellOf], place: ColumnPlace, *, extra: ExtraWords = NO_EXTRA_WORDS
) -> ColumnValues:
    """A column of ids or employee numbers, for which 1.0 is 1 and 007 is 007.

    Examples
    --------
    >>> cells = [CellOf(2, "1.0"), CellOf(3, "007"), CellOf(4, "-")]
    >>> read_id_column(cells, ColumnPlace("x", "x", "Manager id")).values
    {2: '1', 3: '007'}
    """
    column = Column(cells, place, extra=extra)
    quoted: dict[int, str] = {}
    for each in column.distinct:
        literal = unquote_id(each.text)
        if literal is not None:
            quoted.update(dict.fromkeys(each.rows, literal))
    _read_texts(column, NAME_LIMIT, "long_line", unknown=True)
    for row, text in column.values.values.items():
        column.values.values[row] = quoted.get(row) or id_text(text)
    return column.finish()


def read_prose_column(
    cells: Sequence[CellOf], place: ColumnPlace, *, extra: ExtraWords = NO_EXTRA_WORDS
) -> ColumnValues:
    r"""A column of texts that may have several lines, which they keep.

    Examples
    --------
    >>> cells = [CellOf(2, "Asked for a demo.\nWill decide in May.")]
    >>> column = read_prose_column(cells, ColumnPlace("x", "x", "Evidence"))
    >>> column.values[2].count("\n"), column.notes
    (1, [])
    """
    column = Column(cells, place, lines=True, extra=extra)
    _read_texts(column, TEXT_LIMIT, "long_text", unknown=True)
    return column.finish()


def _read_texts(column: Column, limit: int, cause: str, *, unknown: bool) -> None:
    for each in column.distinct:
        guarded = unquote_text(each.text) if unknown else None
        if guarded is not None:
            each.text = guarded
            for row in each.rows:
                column.values.values[row] = guarded
        elif unknown and column.is_unknown(each.text, in_text=True):
            column.leave_unknown(each)
        elif len(each.text) > limit:
            column.refuse(each, cause)
        else:
            for row in each.rows:
                column.values.values[row] = each.text


def read_texts_column(
    cells: Sequence[CellOf],
    place: ColumnPlace,
    known: Collection[str] | Knows = (),
    *,
    extra: ExtraWords = NO_EXTRA_WORDS,
) -> ColumnValues:
    """A column with several texts in each cell; values are tuples.

    Parameters
    ----------
    cells, place
        The column.
    known : collection of str or function
        Names that may stand there, such as those of the team: a comma separates where
        it stands between two of them.
    extra : ExtraWords, optional
        A company's own words for what is not known.

    Examples
    --------
    >>> cells = [CellOf(2, "Kim, Lee"), CellOf(3, "Ruiz, Ana")]
    >>> column = read_texts_column(cells, ColumnPlace("x", "x", "Covered by"),
    ...     ["Kim", "Lee", "Ruiz, Ana"])
    >>> column.values
    {2: ('Kim', 'Lee'), 3: ('Ruiz, Ana',)}
    """
    column = Column(cells, place, lines=True, extra=extra)
    # Where names are known they decide; elsewhere the column shows what its commas do.
    commas = not known and comma_separates([each.text for each in column.distinct])
    count = 0
    example = ""
    for each in column.distinct:
        entries = split_quoted(each.text)
        is_quoted = any(is_literal for _, is_literal in entries)
        if not is_quoted and column.is_unknown(each.text, in_text=True):
            column.leave_unknown(each)
            continue
        parts: list[str] = []
        loose: list[str] = []
        for entry, is_literal in entries:
            split = split_list(entry, known, commas=commas)
            loose += [] if is_literal else split
            parts += [entry] if is_literal else split
            if not is_literal and len(split) > len(split_list(entry)):
                count += len(each.rows)
                example = example or each.text
        _set_texts(column, each, parts, knowing(known), loose)
    if count:
        written = Quoted(example)
        column.note(
            Reason("message.values.several_entries", count=count, written=written)
        )
    return column.finish()


def _set_texts(
    column: Column,
    each: Distinct,
    parts: Sequence[str],
    knows: Knows,
    loose: Sequence[str],
) -> None:
    """Keep the entries of a cell; what stands behind a known name is a remark."""
    if any(len(part) > NAME_LIMIT for part in parts):
        column.refuse(each, "long_line")
        return
    entries: dict[str, None] = {}
    remarks = []
    for part in parts:
        name, remark = cut_brackets(part)
        if part not in loose or not remark or not knows(name):
            entries[part] = None
            continue
        entries[name] = None
        remarks.append(f"{name}: {remark}")
    for row in each.rows:
        column.values.values[row] = tuple(entries)
        if remarks:
            column.values.remarks[row] = "; ".join(remarks)
