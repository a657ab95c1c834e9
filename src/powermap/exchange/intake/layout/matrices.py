"""Tables in which the header holds the words, turned into one column for each fact."""

from __future__ import annotations

from powermap.exchange.intake.layout.marked_columns import (
    read_engagement,
    read_one_of_several,
)
from powermap.exchange.intake.layout.name_lists import (
    read_lists_across,
    read_lists_down,
)
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.layout.word_kinds import KindsOf, word_kinds

__all__ = ["read_matrix"]


def read_matrix(table: SheetTable, kinds_of: KindsOf = word_kinds) -> SheetTable:
    """The table with a column for each fact, where it was a matrix; else as it is.

    Parameters
    ----------
    table : SheetTable
        As it was found.
    kinds_of : callable
        What kinds of word a text is.

    Returns
    -------
    SheetTable
        With a note that says how the matrix was read.

    Examples
    --------
    >>> from powermap.exchange.intake.layout.table import TableRow
    >>> titles = ("Name", "Unaware", "Resistant", "Neutral", "Supportive", "Leading")
    >>> row = TableRow(2, ("Ana Ruiz", None, "C", None, "D", None))
    >>> table = read_matrix(SheetTable("Sheet1", (1,), titles, (row,)))
    >>> [title for title in table.titles if title], table.rows[0].cells[1:3]
    (['Name', 'Current engagement', 'Desired engagement'], ('Resistant', 'Supportive'))
    """
    for read in (read_lists_across, read_lists_down):
        lists = read(table, kinds_of)
        if lists is not None:
            return lists
    table = read_engagement(table, kinds_of)
    return read_one_of_several(table, kinds_of)
