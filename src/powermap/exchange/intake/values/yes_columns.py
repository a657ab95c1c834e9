"""Columns of yes and no."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.exchange.intake.values.cells import CellOf, ColumnPlace, ColumnValues
from powermap.exchange.intake.values.column import Column
from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.exchange.intake.values.word_columns import (
    find_with_remark,
    leave_if_unknown,
)
from powermap.exchange.intake.values.yes import YesWords
from powermap.language import Quoted, Reason

__all__ = ["read_yes_column"]


def read_yes_column(
    cells: Sequence[CellOf], place: ColumnPlace, *, extra: ExtraWords = NO_EXTRA_WORDS
) -> ColumnValues:
    """A column of yes and no, in words or marks.

    Parameters
    ----------
    cells, place
        The column.
    extra : ExtraWords, optional
        A company's own words.

    Examples
    --------
    >>> cells = [CellOf(2, "x"), CellOf(3, None)]
    >>> column = read_yes_column(cells, ColumnPlace("x.csv", "x", "Can veto"))
    >>> column.values, len(column.notes)
    ({2: True}, 1)
    """
    column = Column(cells, place, whole=False, extra=extra)
    words = YesWords([each.raw for each in column.distinct], extra)
    for each in column.examine():
        value = words.parse(each.raw)
        remark = ""
        if value is None:
            found, remark = find_with_remark(each.text, words.parse)
            value = found if isinstance(found, bool) else None
        if value is not None:
            column.accept(each, value, "yes", remark=remark)
        elif not leave_if_unknown(column, each):
            column.refuse(each, "not_yes")
    _tell_marks(column, words)
    return column.finish()


def _tell_marks(column: Column, words: YesWords) -> None:
    """Tell what a mark was taken for where that is not plain."""
    marks = [each for each in column.distinct if words.parse(each.raw) is not None]
    if not marks:
        return
    mark = Quoted(marks[0].text)
    if words.has_one_mark:
        answer = words.parse(marks[0].raw)
        column.note(Reason("message.values.one_mark", mark=mark, answer=answer))
        return
    crosses = [each for each in marks if words.is_cross(each.raw)]
    if words.cross_is_no and crosses:
        cross = Quoted(crosses[0].text)
        column.note(Reason("message.values.cross_is_no", mark=cross))
