"""A table of ties or of a plan's lists: columns in, records out."""

from __future__ import annotations

from collections.abc import Sequence

from powermap.errors import Note, Problem
from powermap.exchange.intake.column import Column
from powermap.exchange.intake.column_notes import note_of_words
from powermap.exchange.intake.column_values import ColumnReader
from powermap.exchange.intake.layout.table import SheetTable
from powermap.exchange.intake.scale import ScaleDecision
from powermap.exchange.intake.tie_kinds import turned_rows
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.unknown_headers import simple_cell
from powermap.language import Listed, Quoted, Reason
from powermap.model import Scale, TieKind
from powermap.model.fields import Field, Table, fields_by_name, required_fields

__all__ = ["PlainTable"]

_KEEPS_CUSTOM = frozenset({"people", "ties"})
"""Tables whose records have custom fields."""


class PlainTable:
    """A table whose columns are read one by one.

    Attributes
    ----------
    records : list of RawRecord
        One for each row.
    words : dict of place to list of WordMeaning
        By column, what its distinct values mean.
    notes, problems
        What was met.
    """

    def __init__(
        self,
        table: SheetTable,
        kind: Table,
        columns: Sequence[Column],
        reader: ColumnReader,
    ) -> None:
        self.table = table
        self.kind = kind
        self.columns = columns
        self.reader = reader
        self.words: dict[int, list[WordMeaning]] = {}
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self._values: dict[int, dict[str, object]] = {}
        self._custom: dict[int, dict[str, object]] = {}
        self._headers: dict[str, str] = {}
        self._refused: dict[int, set[str]] = {}
        self._turned: set[int] = set()
        for row in table.rows:
            self._values[row.number] = {}
        reader.learn_day_order(columns)
        unread = []
        for column in columns:
            if column.is_ignored:
                continue
            field = column.field
            if field is not None and not field.part:
                self._read(column, field)
            elif kind in _KEEPS_CUSTOM:
                self._keep(column)
            elif column.cells:
                unread.append(column.title)
        self._note_unread(unread)
        self._refuse_missing()
        self._note_without_kind()
        self._turn()
        self.records = self._build()

    def _read(self, column: Column, field: Field) -> None:
        values = self.reader.read(column, field, self.table.sheet)
        if field.vocabulary is TieKind:
            self._turned = turned_rows(values)
        self._headers[field.name] = column.title
        self.notes += values.notes
        self.problems += values.problems
        self.words[column.place] = values.words
        message = note_of_words(
            column,
            values.words,
            ScaleDecision(Scale(), "default"),
            self.reader.glossary,
        )
        if message is not None and self.kind == "ties":
            place = self.reader.place(column, self.table.sheet)
            self.notes.append(place.note(message))
        for row in values.refused:
            self._refused.setdefault(row, set()).add(field.name)
        target = self._custom if field.custom else self._values
        for row, value in values.values.items():
            target.setdefault(row, {})[field.name] = value

    def _keep(self, column: Column) -> None:
        for cell in column.cells:
            value = simple_cell(cell.raw)
            self._custom.setdefault(cell.row, {})[column.title] = value

    def _note_unread(self, titles: Sequence[str]) -> None:
        if titles:
            quoted = [Quoted(title) for title in titles]
            message = Reason(
                "message.columns.unread", count=len(quoted), titles=Listed(quoted)
            )
            source = self.reader.source
            self.notes.append(Note(message, source, self.table.sheet))

    def _refuse_missing(self) -> None:
        """A column that every record needs is one problem of the table."""
        row = self.table.header_rows[-1] if self.table.header_rows else None
        titles = [Quoted(title, 30) for title in self.table.titles if title]
        for name in sorted(required_fields(self.kind) - self._headers.keys()):
            field = fields_by_name(self.kind)[name]
            message = Reason(
                "message.columns.missing",
                field=field,
                titles=Listed(titles, most=10),
            )
            self.problems.append(Problem(message, self.table.sheet, row))

    def _note_without_kind(self) -> None:
        """Ties of a list that does not say what they are."""
        if self.kind == "ties" and self.table.rows and "kind" not in self._headers:
            message = Reason("message.columns.no_kind", count=len(self.table.rows))
            self.notes.append(Note(message, self.reader.source, self.table.sheet))

    def _turn(self) -> None:
        """Put the people of a row such as "Ana manages Ben" the other way round."""
        for row in self._turned:
            values = self._values[row]
            ends = (values.get("target"), values.get("source"))
            values["source"], values["target"] = ends

    def _build(self) -> list[RawRecord]:
        missing = required_fields(self.kind) - self._headers.keys()
        records = []
        for row in self.table.rows:
            records.append(
                RawRecord(
                    self._values[row.number],
                    self.table.sheet,
                    row.number,
                    self._headers,
                    # What was refused is a problem already, and not missing.
                    missing=frozenset(missing | self._refused.get(row.number, set())),
                    custom=self._custom.get(row.number, {}),
                    lang="en",
                )
            )
        return records
