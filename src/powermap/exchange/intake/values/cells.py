"""The cells of a column, what was read from them, and where the column stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from powermap.errors import Message, Note, Problem
from powermap.language.values import Value
from powermap.model.choices import FileWord, OwnWord

__all__ = ["CELL_ERRORS", "CellOf", "ColumnPlace", "ColumnValues", "WordMeaning"]


CELL_ERRORS = frozenset(
    "#REF! #DIV/0! #VALUE! #NAME? #NUM! #SPILL! #CALC! #BEZUG! #WERT! #ZAHL!".split()
)
"""What a spreadsheet shows where a formula fails; #N/A means that it is unknown."""


@dataclass(frozen=True, slots=True)
class CellOf:
    """A cell of a column: its row, as the spreadsheet counts it, and what stands there."""

    row: int
    raw: object


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column stands: the file, the sheet and the header, as users see them.

    Parameters
    ----------
    source, sheet, title
        The file, the sheet and the header.
    lang : str, optional
        Language of the header, in whose words messages list what may stand there;
        without it in the reader's.
    own : tuple of OwnWord
        What a playbook calls some members.

    Examples
    --------
    >>> place = ColumnPlace("deal.xlsx", "People", "Power")
    >>> print(place.note("2 cells are empty"))
    deal.xlsx, People, Power: 2 cells are empty
    """

    source: str | None
    sheet: str | None
    title: str
    lang: str | None = None
    own: tuple[OwnWord, ...] = ()

    def word_for(self, value: StrEnum | str) -> Value:
        """What may stand in the column, in the words of the file."""
        if isinstance(value, StrEnum) and self.lang is not None:
            return FileWord(value, self.lang, self.own)
        return value

    def note(self, message: Message, row: int | None = None) -> Note:
        """A note about the column."""
        return Note(message, self.source, self.sheet, row, self.title)

    def problem(
        self,
        message: Message,
        rows: Sequence[int] = (),
        value: object = None,
        *,
        say_rows: bool = True,
    ) -> Problem:
        """A problem of some of its rows; `say_rows` is false when the message has them."""
        row = rows[0] if rows and say_rows else None
        return Problem(message, self.sheet, row, self.title, value, tuple(rows))


@dataclass(frozen=True, slots=True)
class WordMeaning:
    """A distinct value of a column and what it was taken for.

    Attributes
    ----------
    written : str
        As the file has it.
    rows : tuple of int
        Where it stands.
    value : object
        What it means; None when that is not known.
    how : str
        ``word``, ``number``, ``middle``, ``unknown``, ``day``, ``yes``, ``text`` or
        ``refused``.
    """

    written: str
    rows: tuple[int, ...]
    value: object | None
    how: str


@dataclass(slots=True)
class ColumnValues:
    """What every column reader returns.

    Attributes
    ----------
    values : dict of int to object
        By row; a cell that says nothing, or that it is not known, is absent.
    words : list of WordMeaning
        Each distinct value, in the order of the column; not of free texts.
    notes, problems : list
        One for each cause.
    remarks : dict of int to str
        What a cell says beside its value, by row.
    unknown : set of int
        Rows whose cell says that the value is not known.
    """

    values: dict[int, object] = field(default_factory=dict)
    words: list[WordMeaning] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: dict[int, str] = field(default_factory=dict)
    unknown: set[int] = field(default_factory=set)

    @property
    def refused(self) -> frozenset[int]:
        """The rows that have a problem."""
        rows: set[int] = set()
        for problem in self.problems:
            rows.update(problem.rows)
        return frozenset(rows)
