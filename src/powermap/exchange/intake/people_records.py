"""From tables of people to the records of a file: names, ids, reporting lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.errors import Note, Problem
from powermap.exchange.intake.names import join_name, turn_names
from powermap.exchange.intake.people_table import PeopleTable
from powermap.exchange.intake.reporting_lines import (
    ManagerColumn,
    read_reporting_lines,
)
from powermap.exchange.intake.row_lists import list_rows
from powermap.exchange.people_register import Register, number_ids
from powermap.exchange.raw_file import RawRecord
from powermap.language import Quoted, Reason

__all__ = ["PeopleRecords"]

_MANAGERS = ("reports_to", "reports_to_id", "dotted_to")
_PLACES = ("title", "department", "organization")
"""Fields whose text behind a comma is no part of a person's name."""


class PeopleRecords:
    """The people of all tables, with the ties that their rows state.

    Parameters
    ----------
    tables : sequence of PeopleTable
        Whose levels are on the scale of the file.
    source : str
        The file, for messages.
    rows : mapping of table number to set of row, optional
        The rows to take; all when not given.

    Attributes
    ----------
    people, ties : list of RawRecord
        The records.
    notes, problems
        What was met.
    """

    def __init__(
        self,
        tables: Sequence[PeopleTable],
        source: str,
        rows: Mapping[int, set[int]] | None = None,
        *,
        skip_bad_rows: bool = False,
    ) -> None:
        self.source = source
        self.skip_bad_rows = skip_bad_rows
        self.people: list[RawRecord] = []
        self.ties: list[RawRecord] = []
        self.notes: list[Note] = []
        self.problems: list[Problem] = []
        self._places: list[tuple[PeopleTable, int, str]] = []
        for number, table in enumerate(tables):
            chosen = None if rows is None else rows.get(number, set())
            self._collect(table, chosen)
        self._build()

    def _collect(self, table: PeopleTable, chosen: set[int] | None) -> None:
        """Everybody who has a name; a row without one is a problem or nothing."""
        names = self._names(table)
        nameless = []
        for row in table.values:
            if chosen is not None and row not in chosen:
                continue
            name = names.get(row) or self._name_by_email(table, row)
            if name:
                self._places.append((table, row, name))
            elif table.values[row] or table.custom.get(row):
                nameless.append(row)
        if nameless:
            self._refuse_nameless(table, nameless)

    def _names(self, table: PeopleTable) -> dict[int, str]:
        """Names by row: whole, or joined from their parts, the family name last."""
        whole = table.texts.get("name", {})
        others: dict[int, list[str]] = {}
        for row, values in table.values.items():
            others[row] = [str(values[key]) for key in _PLACES if values.get(key)]
        turned, notes = turn_names(
            whole,
            others,
            source=self.source,
            sheet=table.table.sheet,
            title=table.titles.get("name"),
        )
        self.notes += notes
        first = table.texts.get("first_name", {})
        middle = table.texts.get("middle_name", {})
        last = table.texts.get("last_name", {})
        names = dict(turned)
        for row in table.values:
            joined = join_name(
                first.get(row, ""), last.get(row, ""), middle=middle.get(row, "")
            )
            # The parts say which is which; a whole name has to be guessed at.
            if joined:
                names[row] = joined
        return names

    def _name_by_email(self, table: PeopleTable, row: int) -> str | None:
        email = table.texts.get("email", {}).get(row)
        if email is None:
            return None
        message = Reason("message.columns.named_by_email", email=Quoted(email))
        self.notes.append(Note(message, self.source, table.table.sheet, row))
        return email

    def _refuse_nameless(self, table: PeopleTable, rows: Sequence[int]) -> None:
        key = "left_out_nameless" if self.skip_bad_rows else "nameless"
        message = Reason(
            f"message.columns.{key}", count=len(rows), rows=list_rows(rows)
        )
        title = table.titles.get("name")
        if self.skip_bad_rows:
            self.notes.append(table.note(message, title))
        else:
            place = table.table.sheet
            self.problems.append(
                Problem(message, place, None, title, None, tuple(rows))
            )

    def _build(self) -> None:
        written = []
        for table, row, _ in self._places:
            written.append(table.values[row].get("id"))
        names = [name for _, _, name in self._places]
        ids = number_ids(written, names)
        numbers = [self._texts(place, "number") for place in self._places]
        emails = []
        for place in self._places:
            email = self._texts(place, "email")
            emails.append(email[0] if email else None)
        register = Register(ids, names, numbers, emails)
        for table, row, name in self._places:
            self.people.append(self._record(table, row, name))
        self._read_lines(register)

    def _texts(self, place: tuple[PeopleTable, int, str], part: str) -> list[str]:
        table, row, _ = place
        text = table.texts.get(part, {}).get(row)
        return [text] if text else []

    def _record(self, table: PeopleTable, row: int, name: str) -> RawRecord:
        values: dict[str, Any] = {"name": name, **table.values[row]}
        headers = {**table.titles}
        for key in ("first_name", "last_name"):
            headers.setdefault("name", table.titles.get(key, "Name"))
        return RawRecord(
            values,
            table.table.sheet,
            row,
            headers,
            custom=table.custom.get(row, {}),
            lang="en",
        )

    def _read_lines(self, register: Register) -> None:
        """Reporting lines, table by table, when everybody is known."""
        tables = list(dict.fromkeys(id(table) for table, _, _ in self._places))
        for key in tables:
            places = {}
            table: PeopleTable | None = None
            for number, (each, row, _) in enumerate(self._places):
                if id(each) == key:
                    table = each
                    places[row] = number
            if table is not None:
                self._read_lines_of(table, places, register)

    def _read_lines_of(
        self, table: PeopleTable, places: Mapping[int, int], register: Register
    ) -> None:
        columns = []
        for part in _MANAGERS:
            cells = table.texts.get(part)
            if cells:
                columns.append(ManagerColumn(part, table.titles[part], cells))
        if not columns:
            return
        lines = read_reporting_lines(
            columns,
            register,
            places,
            source=self.source,
            sheet=table.table.sheet,
            skip_bad_rows=self.skip_bad_rows,
        )
        self.ties += lines.ties
        self.notes += lines.notes
        self.problems += lines.problems
        records = {record.row: record for record in self.people}
        for title, cells in lines.kept.items():
            for row, text in cells.items():
                custom: Any = records[row].custom
                custom[title] = text
