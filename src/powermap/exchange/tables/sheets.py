"""Tables as rows of cells: headers found in any order and language, and a buying center laid out as three tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from powermap.errors import ModelError, Problem, shown
from powermap.exchange.center_reader import Record, listed, warn
from powermap.exchange.plan_reader import entries, facts_in_words
from powermap.exchange.tables.cells import cell_of, empty, joined, plain
from powermap.language import LANGS
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.fields import (
    LISTS,
    PEOPLE,
    Field,
    Table,
    fields_of,
    find,
    required_fields,
    sheet_title,
    text,
    unknown_words,
)

Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as its file has it: a title and rows of cells, from row 1."""

    title: str
    rows: Sequence[Row]


def records_in(
    sheet: Sheet, table: Table, source: str, problems: list[Problem]
) -> list[Record]:
    """The rows of a sheet under its header; empty rows are passed over."""
    top = next(
        (place for place, row in enumerate(sheet.rows) if not all(map(empty, row))),
        None,
    )
    if top is None:
        return []
    header = [_title(cell) for cell in sheet.rows[top]]
    found = _columns(sheet, header, table, top + 1, problems)
    extra = _extra(sheet.rows[top:], header, table)
    if extra and required_fields(table) <= {
        column.name for column in found.values()
    }:  # else the header is the problem
        whole = "a buying center" if table in PEOPLE else "this sheet of a plan"
        warn(
            f"{source}, {sheet.title}: not read, for {whole} has no such columns: {listed(extra)}"
        )
    headers = {column.name: header[place] for place, column in found.items()}
    missing = required_fields(table) - headers.keys()
    return [
        Record(_named(found, row), sheet.title, at, headers, missing=missing)
        for at, row in enumerate(sheet.rows[top + 1 :], start=top + 2)
        if not all(map(empty, row))
    ]


def _named(found: Mapping[int, Field], row: Row) -> dict[str, object]:
    return {
        column.name: row[place] for place, column in found.items() if place < len(row)
    }


def _title(cell: object) -> str:
    try:
        return "" if empty(cell) else plain(cell).strip()
    except ModelError:
        return str(cell)


def _columns(
    sheet: Sheet, header: Sequence[str], table: Table, row: int, problems: list[Problem]
) -> dict[int, Field]:
    """The columns by their place. A column that is missing or stands twice is a problem."""
    found: dict[int, Field] = {}
    for place, title in enumerate(header):
        column = find(table, title) if title else None
        if column is not None and column in found.values():
            message = f"two columns mean {column.name}; keep one of them"
            problems.append(Problem(message, sheet.title, row, title, title))
        elif column is not None:
            found[place] = column
    fields = {column.name for column in found.values()}
    problems += [
        _missing(sheet, header, table, needed, row)
        for needed in sorted(required_fields(table) - fields)
    ]
    return found


def _missing(
    sheet: Sheet, header: Sequence[str], table: Table, needed: str, row: int
) -> Problem:
    column = next(column for column in fields_of(table) if column.name == needed)
    written = listed(shown(title, 30) for title in header if title) or "nothing"
    message = (
        f"the column {column.title['en']} ({column.title['zh']}) is missing; the header in row {row} has {written}; "
        "write the header in the first row"
    )
    return Problem(message, sheet.title, row, column.title["en"])


def _extra(rows: Sequence[Row], header: Sequence[str], table: Table) -> list[str]:
    """Columns that have no place in a buying center: they are not read, and never silently."""
    width = max(map(len, rows))
    unnamed = [
        place for place in range(width) if place >= len(header) or not header[place]
    ]
    filled = [
        place
        for place in unnamed
        if any(place < len(row) and not empty(row[place]) for row in rows)
    ]
    named = [shown(title) for title in header if title and find(table, title) is None]
    return named + [f"column {place + 1} (without a header)" for place in filled]


def facts_in(
    sheet: Sheet, source: str, problems: list[Problem], table: Table = "about"
) -> Record:
    """The facts of the sheet About or Plan: two columns. What stands elsewhere in it is reported."""
    stray = _stray(sheet, table)
    if stray:
        warn(
            f"{source}, {sheet.title}: not read, for a fact stands in the first column, its value in the second: "
            f"{listed(stray)}"
        )
    return facts_of(sheet, problems, table)


def facts_of(sheet: Sheet, problems: list[Problem], table: Table) -> Record:
    """The facts of a sheet, without a look at what else stands there."""
    raw: dict[str, object] = {}
    headers: dict[str, str] = {}
    rows: dict[str, int] = {}
    for at, row in enumerate(sheet.rows, start=1):
        title = _title(row[0]) if row else ""
        column = find(table, title) if title else None
        value = row[1] if len(row) > 1 else None
        if column is not None and column.name in raw:
            problems.append(
                Problem(
                    f"{shown(title)} stands twice; keep one",
                    sheet.title,
                    at,
                    title,
                    value,
                )
            )
        elif column is not None:
            raw[column.name], headers[column.name], rows[column.name] = (
                value,
                title,
                at,
            )
        elif title and title not in {text("fact", "en"), text("fact", "zh")}:
            known = ", ".join(each.title["en"] for each in fields_of(table))
            problems.append(
                Problem(
                    f"{shown(title)} is not a fact; allowed: {known}",
                    sheet.title,
                    at,
                    title,
                    value,
                )
            )
    return Record(raw, sheet.title, None, headers, rows)


def _stray(sheet: Sheet, table: Table) -> list[str]:
    """What stands beside the facts: values without a fact, and columns that are not our own help."""
    helped = {text("help", lang) for lang in LANGS} | {
        c.help[lang] for c in fields_of(table) for lang in LANGS
    }
    loose = [
        f"{shown(row[1], 30)} in row {at}"
        for at, row in enumerate(sheet.rows, start=1)
        if len(row) > 1 and empty(row[0]) and not empty(row[1])
    ]
    further: dict[int, str] = {}
    for row in sheet.rows:
        for place, cell in enumerate(row[2:], start=3):
            if not empty(cell) and cell not in helped:
                further.setdefault(place, f"column {place} ({shown(_title(cell), 30)})")
    return loose + [further[place] for place in sorted(further)]


def sheets_of(center: BuyingCenter, lang: str) -> dict[Table, Sheet]:
    """A buying center as three sheets, headers and words in one language."""
    people = [
        [cell_of(getattr(each, c.name), lang) for c in fields_of("people")]
        for each in center.stakeholders
    ]
    ties = [
        [cell_of(getattr(each, c.name), lang) for c in fields_of("ties")]
        for each in center.ties
    ]
    return {
        "people": Sheet(
            sheet_title("people", lang), [header_of("people", lang), *people]
        ),
        "ties": Sheet(sheet_title("ties", lang), [header_of("ties", lang), *ties]),
        "about": Sheet(sheet_title("about", lang), _facts(center, lang)),
    }


def plan_sheets_of(plan: AccountPlan, lang: str) -> dict[Table, Sheet]:
    """A plan as sheets: its buying center's three, its facts, and one for each of its lists."""
    facts = facts_in_words(plan, unknown_words()[1 if lang == "zh" else 0])
    sheets = sheets_of(plan.center, lang)
    sheets["plan"] = Sheet(
        sheet_title("plan", lang), _rows_of_facts("plan", facts, lang)
    )
    for table in LISTS:
        rows = [
            [_cell(c, entry.get(c.name), lang) for c in fields_of(table)]
            for entry in entries(plan, table)
        ]
        sheets[table] = Sheet(sheet_title(table, lang), [header_of(table, lang), *rows])
    return sheets


def _cell(column: Field, value: Any, lang: str) -> object:
    return (
        (joined(value) or None)
        if column.kind == "ids" and value is not None
        else cell_of(value, lang)
    )


def header_of(table: Table, lang: str) -> list[object]:
    """The header row of a table."""
    return [column.title[lang] for column in fields_of(table)]


def _facts(center: BuyingCenter, lang: str) -> list[Row]:
    scale = {
        f"scale_{name}": getattr(center.scale, name) for name in ("low", "high", "cut")
    }
    known = {
        c.name: scale[c.name] if c.name in scale else getattr(center, c.name)
        for c in fields_of("about")
    }
    return _rows_of_facts("about", known, lang)


def _rows_of_facts(table: Table, values: Mapping[str, object], lang: str) -> list[Row]:
    top = [text("fact", lang), text("value", lang), text("help", lang)]
    return [
        top,
        *(
            [c.title[lang], cell_of(values.get(c.name), lang), c.help[lang]]
            for c in fields_of(table)
        ),
    ]
