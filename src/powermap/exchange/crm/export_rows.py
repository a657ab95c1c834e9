"""The contact rows of an export: below a header, between lines about the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from powermap.errors import ModelError, Problem, shown
from powermap.exchange.crm.columns import CrmColumn, CrmMapping
from powermap.exchange.crm.extras import tidy
from powermap.exchange.raw_file import list_some
from powermap.exchange.tables.cells import Unreadable, is_empty, plain_text
from powermap.exchange.tables.sheets import Row, Sheet

__all__ = ["ROWS_ABOVE", "ExportLog", "ExportRow", "ExportRows", "known_headers"]

# Salesforce prints title, filters and author above a report, some ten rows.
ROWS_ABOVE = 20
"""Rows that a report may have above its header."""


class ExportLog:
    """The problems and notes of one export, in reading order."""

    def __init__(self, source: str, sheet: str) -> None:
        self.source = source
        self.sheet = sheet
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def problem(
        self, message: str, row: int | None, title: str | None, value: object
    ) -> None:
        """Add something that has to be corrected before the export can be read."""
        problem = Problem(message, self.sheet, row, title, value)
        self.problems.append(problem)

    def note(self, message: str) -> None:
        """Add something that the user should know."""
        # The sheet of a CSV file is called like the file.
        place = self.source
        if not place.endswith(self.sheet):
            place = f"{place}, {self.sheet}"
        self.notes.append(f"{place}: {message}")


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A contact of an export: its row in the sheet, and its texts by header."""

    number: int
    cells: Mapping[str, str]


class ExportRows:
    """The contacts of a sheet, with the columns that a mapping knows.

    Attributes
    ----------
    columns : dict of str to CrmColumn or None
        The column of the mapping by header; None where the mapping does not know it.
    contacts : list of ExportRow
        The rows that are not empty.
    """

    def __init__(self, mapping: CrmMapping, sheet: Sheet, log: ExportLog) -> None:
        self.mapping = mapping
        self.log = log
        self.columns: dict[str, CrmColumn | None] = {}
        self._titles: dict[str, str] = {}
        self._rows = sheet.rows
        self.contacts = self._read_contacts()

    def title_of(self, field: str) -> str | None:
        """The header of the column that fills a field."""
        return self._titles.get(field)

    def text(self, row: ExportRow, field: str) -> str:
        """What a row has for a field; empty when it has nothing."""
        title = self._titles.get(field)
        if title is None:
            return ""
        return row.cells.get(title, "")

    def _read_contacts(self) -> list[ExportRow]:
        top = self._header_place()
        end = self._end_place()
        self._note_ignored([*range(top), *range(end, len(self._rows))])
        # Rows may be wider than the header, when a column has no title.
        width = max(map(len, self._rows[top:end]), default=0)
        header = self._read_header(top, width)
        contacts = []
        for number, cells in enumerate(self._rows[top + 1 : end], start=top + 2):
            row = self._read_row(header, cells, number)
            if row.cells:
                contacts.append(row)
        return contacts

    def _header_place(self) -> int:
        """The first of the rows near the top that have most known headers."""
        # A title above the table may itself contain a known header, such as "Contact".
        best = 0
        most = 0
        for place, row in enumerate(self._rows[:ROWS_ABOVE]):
            count = known_headers(self.mapping, row)
            if count > most:
                best = place
                most = count
        return best

    def _end_place(self) -> int:
        """Where the contacts end.

        A Salesforce report goes on, below an empty row, with lines about itself that
        fill the first column only.
        """
        everything = len(self._rows)
        if not self.mapping.footer:
            return everything
        filled = []
        for place, row in enumerate(self._rows):
            if not all(map(is_empty, row)):
                filled.append(place)
        last = everything
        # The footer of a report is set off by an empty row and has text in its first
        # column only.
        for before, place in pairwise(filled):
            if place - before > 1:
                last = place
        for row in self._rows[last:]:
            if not all(map(is_empty, row[1:])):
                return everything
        return last

    def _note_ignored(self, places: Iterable[int]) -> None:
        ignored = []
        for place in places:
            filled = [cell for cell in self._rows[place] if not is_empty(cell)]
            if not filled:
                continue
            text = shown(str(filled[0]), 40)
            ignored.append(f"row {place + 1} ({text})")
        if ignored:
            self.log.note(f"ignored, outside the contact rows: {list_some(ignored)}")

    def _read_header(self, top: int, width: int) -> list[str]:
        """The headers; a column without one is called by its place."""
        written = []
        for cell in self._rows[top] if self._rows else ():
            written.append("" if is_empty(cell) else tidy(cell))
        missing = width - len(written)
        written += [""] * missing
        header = []
        for number, title in enumerate(written, start=1):
            header.append(title or f"column {number}")
        for title in header:
            self._add_column(title, top + 1)
        if not self.title_of("name") and not self.title_of("last_name"):
            self._refuse_header(written, top + 1)
        return header

    def _add_column(self, title: str, row: int) -> None:
        column = self.mapping.find(title)
        if column is not None and column in self.columns.values():
            message = f"two columns mean {column.key}; keep one of them"
            self.log.problem(message, row, title, title)
        elif title in self.columns:
            message = "two columns have this header; keep one of them"
            self.log.problem(message, row, title, title)
        self.columns.setdefault(title, column)
        if column and column.field:
            self._titles.setdefault(column.field, title)

    def _refuse_header(self, written: Sequence[str], row: int) -> None:
        required = []
        for field in ("name", "last_name"):
            column = self.mapping.column_of(field)
            if column is not None:
                required.append(column.key)
        titles = [shown(title, 30) for title in written if title]
        self.log.problem(
            f"the column {' or '.join(required)} is missing; "
            f"the header in row {row} has {list_some(titles) or 'nothing'}; "
            f"is this an export for the mapping {self.mapping.label}?",
            row,
            required[0],
            None,
        )

    def _read_row(self, header: Sequence[str], row: Row, number: int) -> ExportRow:
        cells: dict[str, str] = {}
        # Programs leave out empty cells at the end of a row.
        for title, cell in zip(header, row, strict=False):
            try:
                text = "" if is_empty(cell) else plain_text(cell).strip()
            except ModelError as error:
                value = str(cell) if isinstance(cell, Unreadable) else cell
                self.log.problem(str(error), number, title, value)
                continue
            # Of two columns with one header, which is a problem already, the first.
            if text:
                cells.setdefault(title, text)
        return ExportRow(number, cells)


def known_headers(mapping: CrmMapping, row: Row) -> int:
    """How many cells of a row are headers that a mapping knows."""
    count = 0
    for cell in row:
        if not is_empty(cell) and mapping.find(tidy(cell)) is not None:
            count += 1
    return count
