"""Sheets in: headers are found in any order and language, rows become records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from powermap.errors import ModelError, Problem, shown
from powermap.exchange.glossary import Glossary
from powermap.exchange.raw_file import RawRecord, list_some, warn
from powermap.exchange.tables.cells import Unreadable, is_empty, plain_text
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.model.custom import Custom
from powermap.model.fields import (
    PEOPLE,
    Field,
    Table,
    fields_by_name,
    fields_of,
    fold_header,
    required_fields,
)
from powermap.model.sheet_titles import result_columns

__all__ = [
    "SheetReader",
    "is_name_of_custom",
    "nearly_known",
    "read_rows",
    "simple_cell",
    "text_of_title",
]

_LARGEST = 1e15
"""Above it a number of a custom field is kept as text."""
_ALIKE = 0.78
"""How alike a header and a known one must be, from 0 to 1, to be taken for a typo."""


class SheetReader:
    """One sheet being read as a table, with the problems met so far."""

    def __init__(
        self,
        sheet: Sheet,
        table: Table,
        source: str,
        problems: list[Problem],
        glossary: Glossary,
    ) -> None:
        self.sheet = sheet
        self.table = table
        self.source = source
        self.problems = problems
        self.glossary = glossary
        # Some programs leave empty rows above the header.
        self.top = _first_filled_row(sheet.rows)
        self.header: list[str] = []
        self.fields: dict[int, Field] = {}
        self.custom: dict[int, str] = {}
        if self.top < len(sheet.rows):
            self.header = [text_of_title(cell) for cell in sheet.rows[self.top]]

    def records(self) -> list[RawRecord]:
        """The rows under the header; empty rows are passed over."""
        if not self.header:
            return []
        skipped = self._result_places()
        self._find_fields(skipped)
        self._find_custom(skipped)
        headers = {
            field.name: self.header[place] for place, field in self.fields.items()
        }
        headers.update({name: name for name in self.custom.values()})
        missing = required_fields(self.table) - headers.keys()
        lang = self._language()
        self._note_unreadable()
        records = []
        first_row = self.top + 1
        for at, row in enumerate(self.sheet.rows[first_row:], start=first_row + 1):
            if all(is_empty(cell) for cell in row):
                continue
            records.append(
                RawRecord(
                    self._values(row),
                    self.sheet.title,
                    at,
                    headers,
                    missing=missing,
                    custom=self._custom_values(row),
                    lang=lang,
                )
            )
        return records

    def _values(self, row: Row) -> dict[str, object]:
        values = {}
        for place, field in self.fields.items():
            if place < len(row) and not field.custom:
                values[field.name] = row[place]
        return values

    def _custom_values(self, row: Row) -> dict[str, object]:
        values = {}
        for place, field in self.fields.items():
            if field.custom and place < len(row):
                values[field.name] = row[place]
        for place, name in self.custom.items():
            if place < len(row) and not isinstance(row[place], Unreadable):
                values[name] = simple_cell(row[place])
        return values

    def _result_places(self) -> set[int]:
        """The columns of a list of roles that powermap computed.

        Such a list calls "role" what was computed; read as declared, it would look
        as if somebody had said so.
        """
        results = result_columns(self.table)
        places = set()
        for place, title in enumerate(self.header):
            if fold_header(title) in results:
                places.add(place)
        titles = [self.header[place] for place in sorted(places)]
        # Only a list with reasons is ours: a column "role" alone was typed by somebody.
        if "because" not in map(fold_header, titles):
            return set()
        warn(
            f"{self.source}: not read, since powermap computes them: "
            f"{', '.join(titles)}"
        )
        return places

    def _find_fields(self, skipped: set[int]) -> None:
        """The fields by place. A column that is missing or stands twice is a problem."""
        row = self.top + 1
        for place, title in enumerate(self.header):
            field = self.glossary.find(self.table, title) if title else None
            if field is None or place in skipped:
                continue
            names = {each.name for each in self.fields.values()}
            if field.name in names:
                message = f"two columns mean {field.name}; keep one of them"
                problem = Problem(message, self.sheet.title, row, title, title)
                self.problems.append(problem)
            else:
                self.fields[place] = field
        names = {field.name for field in self.fields.values()}
        for name in sorted(required_fields(self.table) - names):
            self.problems.append(self._missing_column(name, row))

    def _missing_column(self, name: str, row: int) -> Problem:
        field = fields_by_name(self.table)[name]
        titles = [shown(title, 30) for title in self.header if title]
        message = (
            f"the column {field.title['en']} ({field.title['zh']}) is missing; "
            f"the header in row {row} has {list_some(titles) or 'nothing'}; "
            "write the header in the first row"
        )
        return Problem(message, self.sheet.title, row, field.title["en"])

    def _find_custom(self, skipped: set[int]) -> None:
        """Columns that are not known: kept as custom fields, where the table has some."""
        names = {field.name for field in self.fields.values()}
        if not required_fields(self.table) <= names:
            # The header is the problem, and nobody's custom fields.
            return
        unread = [place for place in self._unnamed() if place not in skipped]
        messages = [f"column {place + 1} (without a header)" for place in unread]
        named = []
        for place, title in enumerate(self.header):
            is_known = self.glossary.find(self.table, title) is not None
            if title and not is_known and place not in skipped:
                named.append(place)
        # Only people and ties keep further columns; elsewhere the user is told what was
        # left.
        if self.table in {"people", "ties"}:
            messages = self._keep(named) + messages
        else:
            messages = [shown(self.header[place]) for place in named] + messages
        if messages:
            whole = (
                "a buying center" if self.table in PEOPLE else "this sheet of a plan"
            )
            warn(
                f"{self.source}, {self.sheet.title}: not read, for {whole} has no such "
                f"columns: {list_some(messages)}"
            )

    def _keep(self, places: Sequence[int]) -> list[str]:
        """Take columns for custom fields; the titles of those that cannot be one."""
        refused = []
        for place in places:
            title = self.header[place]
            if title in self.custom.values() or not is_name_of_custom(title):
                refused.append(shown(title))
                continue
            self.custom[place] = title
            known = [name for each in self._known() for name in each.headers]
            # Kept with a question and not refused: CRM exports have columns that only
            # look like ours.
            near = nearly_known(title, known)
            if near:
                warn(
                    f"{self.source}, {self.sheet.title}: the column {shown(title)} is "
                    f"kept as a custom field; did you mean {near}?"
                )
        return refused

    def _note_unreadable(self) -> None:
        """A note of custom columns that hold errors, or formulas without a value."""
        titles = []
        for place, name in self.custom.items():
            column = [row[place] for row in self.sheet.rows if place < len(row)]
            if any(isinstance(cell, Unreadable) for cell in column):
                titles.append(shown(name))
        if titles:
            warn(
                f"{self.source}, {self.sheet.title}: cells with an error or "
                "a formula without a value were not read, in "
                f"{list_some(titles)}"
            )

    def _known(self) -> tuple[Field, ...]:
        return (
            *fields_of(self.table),
            *self.glossary.custom_fields(self.table),
        )

    def _unnamed(self) -> list[int]:
        """Filled columns without a header."""
        rows = self.sheet.rows[self.top :]
        unnamed = []
        for place in range(max(map(len, rows))):
            if place < len(self.header) and self.header[place]:
                continue
            if any(place < len(row) and not is_empty(row[place]) for row in rows):
                unnamed.append(place)
        return unnamed

    def _language(self) -> str:
        """The language of most headers, in which a message lists words to choose from."""
        chinese = 0
        for place, field in self.fields.items():
            if self.header[place] == field.title.get("zh"):
                chinese += 1
        return "zh" if chinese * 2 > len(self.fields) else "en"


def read_rows(
    sheet: Sheet,
    table: Table,
    source: str,
    problems: list[Problem],
    glossary: Glossary,
) -> list[RawRecord]:
    """The rows of a sheet as records of a table."""
    return SheetReader(sheet, table, source, problems, glossary).records()


def nearly_known(title: str, known: Sequence[str]) -> str | None:
    """The known header that a title is probably a typo of.

    Examples
    --------
    >>> nearly_known("Stanse", ["Stance", "Name"]), nearly_known("Region", ["Name"])
    ('Stance', None)
    """
    written = {fold_header(each): each for each in known}
    matches = get_close_matches(fold_header(title[:80]), written, n=1, cutoff=_ALIKE)
    return written[matches[0]] if matches else None


def simple_cell(raw: Any) -> object:
    """A cell of a column that nobody declared, as a custom field can have it."""
    if isinstance(raw, datetime):
        return plain_text(raw)
    if raw is None or isinstance(raw, str | bool | date):
        return raw
    if isinstance(raw, int | float):
        return raw if is_empty(raw) or abs(raw) <= _LARGEST else plain_text(raw)
    return str(raw)


def _first_filled_row(rows: Sequence[Row]) -> int:
    """The place of the header; the number of rows when all are empty."""
    for place, row in enumerate(rows):
        if not all(is_empty(cell) for cell in row):
            return place
    return len(rows)


def text_of_title(cell: object) -> str:
    """The text of a header, empty for an empty cell."""
    try:
        return "" if is_empty(cell) else plain_text(cell).strip()
    except ModelError:
        return str(cell)


def is_name_of_custom(title: str) -> bool:
    """Whether a custom field can have a title as its name."""
    try:
        Custom({title: "x"})
    except ModelError:
        return False
    return True
