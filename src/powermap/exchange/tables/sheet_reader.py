"""Sheets in: headers are found in any order and language, rows become records."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from powermap.errors import ModelError, Problem, nearest, shown
from powermap.exchange.glossary import Glossary
from powermap.exchange.raw_file import RawRecord, listed, warn
from powermap.exchange.tables.cells import Unreadable, empty, plain
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.language import LANGS
from powermap.model.custom import Custom
from powermap.model.fields import (
    PEOPLE,
    Field,
    Table,
    fields_by_name,
    fields_of,
    fold_header,
    help_texts,
    required_fields,
    result_columns,
    text,
)

__all__ = [
    "CUSTOM_FACT",
    "may_be_custom",
    "nearly_known",
    "read_facts",
    "read_rows",
    "simple_cell",
]

_LARGEST = 1e15
"""Above it a number of a custom field is kept as text."""
CUSTOM_FACT = "custom: "
"""What stands before a custom fact whose name looks like a typo of a known one."""
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
            self.header = [_title(cell) for cell in sheet.rows[self.top]]

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
            if all(empty(cell) for cell in row):
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
            f"the header in row {row} has {listed(titles) or 'nothing'}; "
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
                f"columns: {listed(messages)}"
            )

    def _keep(self, places: Sequence[int]) -> list[str]:
        """Take columns for custom fields; the titles of those that cannot be one."""
        refused = []
        for place in places:
            title = self.header[place]
            if title in self.custom.values() or not _is_name_of_custom(title):
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
                f"{listed(titles)}"
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
            if any(place < len(row) and not empty(row[place]) for row in rows):
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
        return plain(raw)
    if raw is None or isinstance(raw, str | bool | date):
        return raw
    if isinstance(raw, int | float):
        return raw if empty(raw) or abs(raw) <= _LARGEST else plain(raw)
    return str(raw)


def _first_filled_row(rows: Sequence[Row]) -> int:
    """The place of the header; the number of rows when all are empty."""
    for place, row in enumerate(rows):
        if not all(empty(cell) for cell in row):
            return place
    return len(rows)


def _title(cell: object) -> str:
    try:
        return "" if empty(cell) else plain(cell).strip()
    except ModelError:
        return str(cell)


def read_facts(
    sheet: Sheet,
    source: str,
    problems: list[Problem],
    table: Table,
    glossary: Glossary,
) -> RawRecord:
    """The facts of the sheet About or Plan: a title and a value in each row."""
    stray = _stray_cells(sheet, table, glossary)
    if stray:
        warn(
            f"{source}, {sheet.title}: ignored, because only the first two "
            f"columns are read: {listed(stray)}"
        )
    values: dict[str, object] = {}
    custom: dict[str, object] = {}
    headers: dict[str, str] = {}
    rows: dict[str, int] = {}
    chinese = 0
    tops = {text("fact", lang) for lang in LANGS}
    for at, row in enumerate(sheet.rows, start=1):
        title = _title(row[0]) if row else ""
        value = row[1] if len(row) > 1 else None
        if not title or title in tops:
            continue
        field = glossary.find(table, title)
        is_marked = field is None and table == "plan" and title.startswith(CUSTOM_FACT)
        title = title.removeprefix(CUSTOM_FACT) if is_marked else title
        name = field.name if field else title
        place = (sheet.title, at, title, value)
        if name in rows:
            problems.append(Problem(f"{shown(title)} appears twice; keep one", *place))
        elif field is None and not is_marked and not may_be_custom(title, table):
            problems.append(Problem(_describe_unknown_fact(title, table), *place))
        else:
            headers[name] = title
            rows[name] = at
            if field is None:
                custom[name] = simple_cell(value)
            elif field.custom:
                custom[name] = value
            else:
                values[name] = value
                chinese += title == field.title["zh"]
    lang = "zh" if chinese * 2 > len(values) else "en"
    return RawRecord(values, sheet.title, None, headers, rows, custom=custom, lang=lang)


def may_be_custom(title: str, table: Table) -> bool:
    """Whether an unknown fact is a custom one of the plan, and not a typo."""
    if table != "plan":
        return False
    known = [header for field in fields_of(table) for header in field.headers]
    if nearly_known(title, known) or title.startswith(CUSTOM_FACT):
        return False
    return _is_name_of_custom(title)


def _is_name_of_custom(title: str) -> bool:
    try:
        Custom({title: "x"})
    except ModelError:
        return False
    return True


def _describe_unknown_fact(title: str, table: Table) -> str:
    fields = fields_of(table)
    # The main block of Chinese characters in Unicode is enough to tell the language of
    # a title.
    chinese = any("\u4e00" <= char <= "\u9fff" for char in title)
    titles = [field.title["zh" if chinese else "en"] for field in fields]
    known = [header for field in fields for header in field.headers]
    hint = nearest(title, known, fold=fold_header)
    return f"{shown(title)} is not a fact; allowed: {', '.join(titles)}{hint}"


def _stray_cells(sheet: Sheet, table: Table, glossary: Glossary) -> list[str]:
    """What stands beside the facts: values without a fact, columns that are not help."""
    stray = []
    further: dict[int, str] = {}
    helped = help_texts(table) | {text("help", lang) for lang in LANGS}
    for at, row in enumerate(sheet.rows, start=1):
        if len(row) > 1 and empty(row[0]) and not empty(row[1]):
            stray.append(f"{shown(row[1], 30)} in row {at}")
        title = _title(row[0]) if row else ""
        field = glossary.find(table, title)
        if title and (field is None or field.custom):
            # A playbook may explain its fields; the file may be read without it.
            helped = helped | {_title(cell) for cell in row[2:3]}
        for place, cell in enumerate(row[2:], start=3):
            # Our own help stands there in every workbook that we write.
            if not empty(cell) and cell not in helped:
                first = shown(_title(cell), 30)
                further.setdefault(place, f"column {place} ({first})")
    for place in sorted(further):
        stray.append(further[place])
    return stray
