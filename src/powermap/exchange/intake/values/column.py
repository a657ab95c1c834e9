"""A column on its way to values: distinct cells, and what is noted and refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from powermap.errors import Message, ModelError
from powermap.exchange.intake.values.cells import (
    CELL_ERRORS,
    CellOf,
    ColumnPlace,
    ColumnValues,
    WordMeaning,
)
from powermap.exchange.intake.values.extra_words import NO_EXTRA_WORDS, ExtraWords
from powermap.exchange.intake.values.texts import clean_cell
from powermap.exchange.intake.values.unknown import is_unknown
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.long_text import LONG
from powermap.exchange.tables.unreadable import Unreadable
from powermap.language import Listed, Quoted, Reason
from powermap.language.values import Value

__all__ = ["Column", "Distinct", "quoted_with_rows"]

_MOST = 10
"""As many distinct values as a message names."""
_FEW_ROWS = 5
"""As many rows of a value as a message names."""
_OF_EXAMPLE = frozenset({"ambiguous_day", "both_orders"})
"""Causes whose message has one value and the count of the others."""
_MOST_REFUSED = 200
"""Values that are refused before a column is taken to hold something else."""


@dataclass(slots=True)
class Distinct:
    """A distinct value of a column: the cell, its text on one line, its rows."""

    raw: object
    text: str
    rows: list[int] = field(default_factory=list)


class Column:
    """Reads a column once per distinct value and gathers what there is to tell.

    Parameters
    ----------
    cells : sequence of CellOf
        The cells of the column.
    place : ColumnPlace
        Where it stands.
    lines : bool, default False
        Whether its texts may have several lines.
    whole : bool, default True
        Whether a long text is needed whole; its beginning shows that it is no word.
    extra : ExtraWords, optional
        A company's own words for what is not known.
    """

    def __init__(
        self,
        cells: Sequence[CellOf],
        place: ColumnPlace,
        *,
        lines: bool = False,
        whole: bool = True,
        extra: ExtraWords = NO_EXTRA_WORDS,
    ) -> None:
        self.extra = extra
        self.place = place
        self.values = ColumnValues()
        self._unknown: dict[str, Distinct] = {}
        self._refused: dict[str, dict[str, Distinct]] = {}
        self._refusals = 0
        self._rest: list[Distinct] = []
        self._invisible: list[int] = []
        self._broken: list[int] = []
        self.distinct = self._collect(cells, lines=lines)
        if not whole:
            for each in self.distinct:
                each.text = each.text[:LONG]
        self.has_plus = any(each.text.strip("+") == "" for each in self.distinct)

    def is_unknown(self, text: str, *, in_text: bool = False) -> bool:
        """Whether a text says that the value of its cell is not known."""
        return is_unknown(text, in_text=in_text, more=self.extra.unknown)

    def _collect(self, cells: Sequence[CellOf], *, lines: bool) -> list[Distinct]:
        distinct: dict[tuple[type, str], Distinct] = {}
        for cell in cells:
            if is_empty(cell.raw):
                continue
            text = self._text_of(cell, lines=lines)
            if text is None:
                continue
            # The type too: 1 and TRUE are equal in Python.
            key = (type(cell.raw), text)
            each = distinct.setdefault(key, Distinct(cell.raw, text))
            each.rows.append(cell.row)
        return list(distinct.values())

    def _text_of(self, cell: CellOf, *, lines: bool) -> str | None:
        """The clean text of a cell; None when it says nothing or is refused."""
        if isinstance(cell.raw, Unreadable):
            self._take_unreadable(cell.raw, cell.row)
            return None
        if isinstance(cell.raw, str) and cell.raw.strip().upper() in CELL_ERRORS:
            # A CSV file has the errors of its spreadsheet as texts.
            self._take_unreadable(Unreadable(cell.raw.strip()), cell.row)
            return None
        try:
            clean = clean_cell(cell.raw, lines=lines)
        except ModelError:
            self._refuse_one("no_text", cell.raw, cell.row)
            return None
        if clean.broken:
            self._broken.append(cell.row)
        if clean.invisible:
            self._invisible.append(cell.row)
        return clean.text or None

    def _take_unreadable(self, raw: Unreadable, row: int) -> None:
        if is_unknown(raw):
            self._add(self._unknown, raw, raw.written, row)
            return
        self._refuse_one("formula" if raw.formula else "cell_error", raw, row)

    def _refuse_one(self, cause: str, raw: object, row: int) -> None:
        text = raw.written if isinstance(raw, Unreadable) else str(raw)
        self._add(self._refused.setdefault(cause, {}), raw, text, row)

    @staticmethod
    def _add(several: dict[str, Distinct], raw: object, text: str, row: int) -> None:
        each = several.setdefault(text, Distinct(raw, text))
        each.rows.append(row)

    def examine(self) -> Iterator[Distinct]:
        """The distinct values, to be accepted or refused, until most were refused.

        Each costs several looks at it, and nobody corrects thousands of words one by
        one: what remains then is told in one problem.
        """
        for examined, each in enumerate(self.distinct):
            if self._refusals >= _MOST_REFUSED and self._refusals * 2 > examined:
                self._rest = self.distinct[examined:]
                return
            yield each

    def accept(
        self, each: Distinct, value: object, how: str, *, remark: str = ""
    ) -> None:
        """Take a value for what a cell says."""
        for row in each.rows:
            self.values.values[row] = value
            if remark:
                self.values.remarks[row] = remark
        meaning = WordMeaning(each.text, tuple(each.rows), value, how)
        self.values.words.append(meaning)

    def leave_unknown(self, each: Distinct, *, remark: str = "") -> None:
        """Take a cell for one that says that its value is not known."""
        for row in each.rows:
            if remark:
                self.values.remarks[row] = remark
            self._add(self._unknown, each.raw, each.text, row)

    def refuse(self, each: Distinct, cause: str) -> None:
        """Take a cell for one that cannot be understood, for a cause."""
        self._refusals += 1
        several = self._refused.setdefault(cause, {})
        for row in each.rows:
            self._add(several, each.raw, each.text, row)

    def note(self, message: Message, row: int | None = None) -> None:
        """Tell something about the column."""
        self.values.notes.append(self.place.note(message, row))

    def finish(
        self,
        problem_of: Callable[[str, list[Distinct]], Message] | None = None,
        *,
        tell_breaks: bool = False,
    ) -> ColumnValues:
        """What was read, with one note and one problem for each cause.

        Parameters
        ----------
        problem_of : function, optional
            The message for a cause and its distinct values; `describe_refused` for
            those that it does not know.
        tell_breaks : bool, default False
            Whether line breaks that became spaces are told.
        """
        self._tell_unknown()
        if tell_breaks:
            self._tell_count("line_breaks", self._broken)
        self._tell_count("invisible", self._invisible)
        most_refused = self._most_refused()
        for cause, by_text in self._refused.items():
            several = list(by_text.values())
            message = problem_of(cause, several) if problem_of else None
            message = message or describe_refused(cause, several)
            rest: list[Distinct] = []
            if cause == most_refused and self._rest:
                rest = self._rest
                message = self._tell_rest(message)
            self._add_problem(cause, message, several, rest)
        return self.values

    def _most_refused(self) -> str | None:
        """The cause of most values that were refused."""
        return max(
            self._refused, key=lambda cause: len(self._refused[cause]), default=None
        )

    def _tell_rest(self, message: Message) -> Message:
        """The message about refused values, and that the others were not checked."""
        checked = len(self.distinct) - len(self._rest)
        # As a float, since whole numbers are written without a comma.
        return Reason(
            "message.values.not_checked",
            checked=float(checked),
            problem=message,  # type: ignore[arg-type]
        )

    def _tell_unknown(self) -> None:
        rows: list[int] = []
        for each in self._unknown.values():
            rows += each.rows
            meaning = WordMeaning(each.text, tuple(each.rows), None, "unknown")
            self.values.words.append(meaning)
        if not rows:
            return
        self.values.unknown.update(rows)
        words = [Quoted(text) for text in self._unknown]
        message = Reason(
            "message.values.unknown",
            count=len(rows),
            words=Listed(words, most=_MOST),
        )
        self.note(message)

    def _tell_count(self, cause: str, rows: list[int]) -> None:
        if rows:
            self.note(Reason(f"message.values.{cause}", count=len(rows)))

    def _add_problem(
        self,
        cause: str,
        message: Message,
        several: list[Distinct],
        rest: list[Distinct],
    ) -> None:
        rows: list[int] = []
        for each in several:
            rows += each.rows
            meaning = WordMeaning(each.text, tuple(each.rows), None, "refused")
            self.values.words.append(meaning)
        # Nor can the rows of what was not examined be read.
        for each in rest:
            rows += each.rows
        # Several values are listed with their rows; else the rows are in the place.
        say_rows = len(several) == 1 or cause in _OF_EXAMPLE
        problem = self.place.problem(
            message, sorted(rows), several[0].text, say_rows=say_rows
        )
        self.values.problems.append(problem)


def describe_refused(cause: str, several: list[Distinct]) -> Message:
    """The message for a cause that needs nothing but the values."""
    return Reason(
        f"message.values.{cause}",
        values=quoted_with_rows(several),
        count=len(several),
    )


def quoted_with_rows(several: Sequence[Distinct]) -> Listed:
    """Distinct values for a message, with their rows where there are several values."""
    if len(several) == 1:
        return Listed([Quoted(several[0].text)])
    parts: list[Value] = []
    for each in several:
        parts.append(_quoted_in_rows(each))
    return Listed(parts, most=_MOST)


def _quoted_in_rows(each: Distinct) -> Reason:
    value = Quoted(each.text)
    if len(each.rows) == 1:
        return Reason("message.values.in_row", value=value, row=each.rows[0])
    rows = Listed(each.rows, most=_FEW_ROWS)
    return Reason("message.values.in_rows", value=value, rows=rows)
