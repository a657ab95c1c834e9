"""A table of people: from columns that are understood to what is known of each row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from powermap.errors import Message, Note, Problem
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.column_notes import note_of_words
from powermap.exchange.intake.column_values import ColumnReader
from powermap.exchange.intake.custom_headers import kept_name
from powermap.exchange.intake.fitting import split_combined
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.scale import ScaleDecision, Scores
from powermap.exchange.intake.statements import (
    Statements,
    read_flags,
    read_statements,
)
from powermap.exchange.intake.values.cells import CellOf, ColumnValues, WordMeaning
from powermap.exchange.intake.values.numbers import Number
from powermap.exchange.intake.values.text_columns import read_text_column
from powermap.exchange.intake.values.texts import shown_text
from powermap.exchange.intake.words import MIDDLE
from powermap.exchange.tables.unknown_headers import simple_cell
from powermap.exchange.tables.unreadable import Unreadable
from powermap.language import Listed, Quoted, Reason
from powermap.model.fields import Field

__all__ = ["PeopleTable"]

_MOST = 10
"""Columns that a note names."""
_REPEATED = "message.columns.repeated"
_LEVELS = ("power", "involvement")
_STATEMENTS = frozenset({"quadrant", "buying_role", "decides", "involved"})
"""Parts whose words say several things at once."""
_NAME_PARTS = frozenset({"first_name", "middle_name", "last_name"})
_OWN_NAMES = frozenset({"name", "last_name"})
_MANAGERS = frozenset({"reports_to", "reports_to_id", "dotted_to"})
_KEYS = frozenset({"email", "number"})
"""Parts by which a person is found."""


class PeopleTable:
    """The people of one table, column by column.

    Parameters
    ----------
    table : SheetTable
        Where they stand.
    columns : sequence of Column
        What its columns mean.
    reader : ColumnReader
        Reads the columns of the file.

    Attributes
    ----------
    values : dict of row to dict of field to value
        What is known of each row.
    custom : dict of row to dict of title to object
        Cells of columns that are kept.
    texts : dict of part to dict of row to str
        Names and their parts, managers, e-mail addresses, numbers, deals.
    titles : dict of field to str
        Under which header a field or part stands.
    words : dict of place to list of WordMeaning
        By column, what its distinct values mean.
    unreadable : set of int
        Rows of which a name or another text cannot be read.
    notes, problems
        What was met.
    """

    def __init__(
        self, table: SheetTable, columns: Sequence[Column], reader: ColumnReader
    ) -> None:
        self.table = table
        self.columns = columns
        self.reader = reader
        self.values: dict[int, dict[str, Any]] = {row.number: {} for row in table.rows}
        self.custom: dict[int, dict[str, object]] = {}
        self.texts: dict[str, dict[int, str]] = {}
        self.titles: dict[str, str] = {}
        self.unreadable: set[int] = set()
        self.words: dict[int, list[WordMeaning]] = {}
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self._levels: list[tuple[Column, str, ColumnValues]] = []
        self._statements: list[Statements] = []
        self._without_header: list[str] = []
        reader.learn_day_order(columns)
        for column in columns:
            self._read_column(column)
        self._tell_without_header()
        self._add_sections()
        self._add_comments()

    def has_custom(self, row: int) -> bool:
        """Whether a row says something beside what finds a person."""
        keys = {self.titles.get(key) for key in _KEYS}
        return any(title not in keys for title in self.custom.get(row, ()))

    def column_of(self, name: str) -> Column | None:
        """The column that fills a field or part."""
        for column in self.columns:
            if column.field is not None and column.field.name == name:
                return column
        return None

    def scores(self) -> list[Scores]:
        """The levels, which wait for the scale of the file."""
        scores = []
        for column, _, values in self._levels:
            scores.append(Scores(column.title, values.values, column.scale))
        return scores

    def turn_scores(self, legend: tuple[float, float] | None) -> list[Note]:
        """Let scores whose lowest number is the strong one count from the other end.

        A legend beside the table holds for columns that state no scale themselves.
        """
        turned = []
        for column, _, values in self._levels:
            column.scale = column.scale or legend
            if column.scale is None or column.scale[0] < column.scale[1]:
                continue
            if any(isinstance(value, Number) for value in values.values.values()):
                turned.append(column)
        if not turned:
            return []
        weak, strong = turned[0].scale or (0, 0)
        titles = Listed([Quoted(column.title) for column in turned], "and")
        message = Reason(
            "message.scale.turned", titles=titles, strong=strong, weak=weak
        )
        return [Note(message, self.reader.source, self.table.sheet)]

    def place(self, decision: ScaleDecision) -> None:
        """Put the levels on the scale, then add what other columns say of them."""
        for column, name, values in self._levels:
            scores = Scores(column.title, values.values, column.scale)
            for row, value in decision.place(scores).items():
                self.values[row][name] = value
        self._apply_statements(decision)
        self._tell_words(decision)

    def _read_column(self, column: Column) -> None:
        if column.is_ignored:
            return
        if column.rule is not None and column.rule.says_several:
            self._read_rule(column)
        elif not column.fields:
            # A column that is marked as a custom field says nothing else.
            if not column.is_custom:
                self._read_flags(column)
            self._keep(column)
        elif len(column.fields) > 1:
            self._read_combined(column)
        elif column.fields[0].part:
            self._read_part(column, column.fields[0])
        else:
            self._read_field(column, column.fields[0], column.cells)

    def _read_field(
        self, column: Column, field: Field, cells: Sequence[CellOf]
    ) -> None:
        if field.name == "name":
            self._take_texts(column, "name")
            return
        place = self.reader.place(column, self.table.sheet)
        values = self.reader.read_cells(cells, field, place, column.rule)
        self.titles[field.name] = column.title
        self._take(column, values)
        if field.custom:
            for row, value in values.values.items():
                self._set_custom(row, field.name, value)
        elif field.name in _LEVELS:
            self._levels.append((column, field.name, values))
        else:
            for row, value in values.values.items():
                self.values[row][field.name] = value

    def _take(self, column: Column, values: ColumnValues) -> None:
        """Everything beside the values."""
        self.notes += values.notes
        self.problems += values.problems
        self.words.setdefault(column.place, []).extend(values.words)
        for cell in column.cells:
            if cell.row in values.remarks:
                self._remark(cell.row, f"{column.title}: {shown_text(cell.raw)}")

    def _read_combined(self, column: Column) -> None:
        """A column whose cells say several things, such as "For/High"."""
        cells_by_field: dict[str, list[CellOf]] = {}
        for cell in column.cells:
            parts = split_combined(cell.raw, len(column.fields))
            for field, part in zip(column.fields, parts, strict=False):
                cells_by_field.setdefault(field.name, []).append(CellOf(cell.row, part))
        for field in column.fields:
            self._read_field(column, field, cells_by_field.get(field.name, []))

    def _read_part(self, column: Column, part: Field) -> None:
        if part.name in _NAME_PARTS:
            self._take_texts(column, part.name)
            return
        if part.name in _STATEMENTS:
            self._add_statements(column, part.name)
        elif part.name in _MANAGERS:
            self._take_texts(column, part.name)
            # Who is tied to whom is read when everybody is known.
            return
        elif part.name == "deal":
            self._take_texts(column, "deal")
            return
        else:
            self._take_texts(column, part.name)
        self._keep(column)

    def _read_rule(self, column: Column) -> None:
        """A column whose words a mapping explains."""
        self._add_statements(column, None)
        self._keep(column)

    def _read_flags(self, column: Column) -> None:
        """A column such as "Champion?" that marks people."""
        place = self.reader.place(column, self.table.sheet)
        flags = read_flags(column, place, self.reader.glossary)
        if flags is not None:
            self._statements.append(flags)
            self.notes += flags.notes

    def _add_statements(self, column: Column, part: str | None) -> None:
        place = self.reader.place(column, self.table.sheet)
        statements = read_statements(column, part, place, self.reader.glossary.aliases)
        self._statements.append(statements)
        self.notes += statements.notes
        self.words.setdefault(column.place, []).extend(statements.words)

    def _take_texts(self, column: Column, name: str) -> None:
        """Cells as texts on one line; a name may be a word such as "None"."""
        place = self.reader.place(column, self.table.sheet)
        # Somebody may be called Na; a first name beside it shows that it is a mark.
        is_name = name in _OWN_NAMES
        extra = self.reader.glossary.aliases.extra
        values = read_text_column(column.cells, place, unknown=not is_name, extra=extra)
        self._take(column, values)
        self.titles.setdefault(name, column.title)
        texts = self.texts.setdefault(name, {})
        for row, text in values.values.items():
            texts.setdefault(row, str(text))
        self.unreadable.update(values.refused)

    def _keep(self, column: Column) -> None:
        """Keep the cells as a custom field, but for those without a value."""
        if _numbers_rows(column, self.table):
            return
        unreadable = []
        own_name = kept_name(column.title)
        for cell in column.cells:
            if isinstance(cell.raw, Unreadable):
                unreadable.append(cell.row)
            else:
                self._set_custom(cell.row, own_name, simple_cell(cell.raw))
        if unreadable:
            message = Reason("message.columns.unreadable", count=len(unreadable))
            self.notes.append(self.note(message, column.title))
        if not self.table.titles[column.place]:
            self._without_header.append(column.title)

    def _tell_without_header(self) -> None:
        if self._without_header:
            titles = [Quoted(title) for title in self._without_header]
            message = Reason(
                "message.columns.no_header",
                count=len(titles),
                titles=Listed(titles, most=_MOST),
            )
            self.notes.append(self.note(message))

    def _set_custom(self, row: int, title: str, value: object) -> None:
        if value is not None:
            self.custom.setdefault(row, {})[title] = value

    def _remark(self, row: int, text: str) -> None:
        """Add what a cell says beside its value to the evidence."""
        values = self.values[row]
        before = values.get("evidence")
        values["evidence"] = f"{before}\n{text}" if before else text

    def _add_sections(self) -> None:
        """A section row names the organization of those below it."""
        for row in self.table.rows:
            if row.section and not self.values[row.number].get("organization"):
                self.values[row.number]["organization"] = row.section

    def _add_comments(self) -> None:
        rows = {row.number for row in self.table.rows}
        titles = self.table.titles
        for row, place, text in self.table.comments:
            if row in rows:
                title = titles[place - 1] if place <= len(titles) else ""
                self._remark(row, f"{title}: {text}" if title else text)

    def _apply_statements(self, decision: ScaleDecision) -> None:
        """Add what words such as "Keep satisfied" say, where no column says it."""
        for statements in self._statements:
            differing: dict[str, list[int]] = {}
            for row, says in statements.values.items():
                for name, value in says.items():
                    known = self.values[row].get(name)
                    if known is None:
                        self.values[row][name] = _on_scale(value, decision)
                    elif not _agree(known, value, decision):
                        differing.setdefault(name, []).append(row)
            for name, rows in differing.items():
                self.notes.append(statements.note_difference(name, rows))

    def _tell_words(self, decision: ScaleDecision) -> None:
        repeated = 0
        for column in self.columns:
            words = self.words.get(column.place, [])
            message = note_of_words(column, words, decision, self.reader.glossary)
            if message is None:
                continue
            if getattr(message, "key", None) == _REPEATED:
                repeated += 1
                if repeated > _MOST:
                    continue
            self.notes.append(self.note(message, column.title))
        if repeated > _MOST:
            message = Reason("message.columns.more_repeated", count=repeated - _MOST)
            self.notes.append(self.note(message))

    def note(self, message: Message, title: str | None = None) -> Note:
        """A note about this table."""
        return Note(message, self.reader.source, self.table.sheet, None, title)


def _on_scale(value: object, decision: ScaleDecision) -> object:
    return decision.scale.middle if value == MIDDLE else value


def _agree(known: object, value: object, decision: ScaleDecision) -> bool:
    """Whether a level that is known is in the half that a word says."""
    if isinstance(known, int | float) and not isinstance(known, bool):
        if value == MIDDLE:
            return True
        is_high = decision.scale.is_high(known)
        return is_high == (str(value) in {"decider", "high"})
    return known == value


def _numbers_rows(column: Column, table: SheetTable) -> bool:
    """Whether a column without a header only counts the rows."""
    if table.titles[column.place]:
        return False
    numbers = [cell.raw for cell in column.cells]
    texts = [str(number).removesuffix(".0") for number in numbers]
    for first in ("0", "1"):
        start = int(first)
        if texts == [str(number) for number in range(start, start + len(texts))]:
            return len(texts) == len(table.rows)
    return False
