"""The sheets About and Plan: a fact in each row, its title before its value."""

from __future__ import annotations

from powermap.errors import Note, Problem
from powermap.exchange.glossary import Glossary
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.unknown_headers import (
    is_name_of_custom,
    nearly_known,
    simple_cell,
    text_of_title,
)
from powermap.language import LANGS, Listed, Nearest, Quoted, Reason
from powermap.language.lists import some_of
from powermap.language.values import Value
from powermap.model.fields import Table, fields_of, fold_header
from powermap.model.sheet_titles import help_texts, text

__all__ = ["CUSTOM_FACT", "may_be_custom", "name_behind_mark", "read_facts"]

CUSTOM_FACT = "custom: "
"""What stands before the name of a custom field that means something else, or that
looks like a typo."""


def name_behind_mark(title: str) -> str | None:
    """The custom field that a marked header names; None when it has no mark.

    Examples
    --------
    >>> name_behind_mark("custom: Role"), name_behind_mark("Role")
    ('Role', None)
    """
    mark = CUSTOM_FACT.rstrip()
    if not title.casefold().startswith(mark):
        return None
    return title[len(mark) :].lstrip() or None


def read_facts(
    sheet: Sheet,
    source: str,
    problems: list[Problem],
    table: Table,
    glossary: Glossary,
    notes: list[Note],
) -> RawRecord:
    """The facts of the sheet About or Plan: a title and a value in each row."""
    stray = _stray_cells(sheet, table, glossary)
    if stray:
        message = Reason("message.intake.beside_facts", cells=some_of(stray))
        notes.append(Note(message, source, sheet.title))
    values: dict[str, object] = {}
    custom: dict[str, object] = {}
    headers: dict[str, str] = {}
    rows: dict[str, int] = {}
    chinese = 0
    tops = {text("fact", lang) for lang in LANGS}
    for at, row in enumerate(sheet.rows, start=1):
        title = text_of_title(row[0]) if row else ""
        value = row[1] if len(row) > 1 else None
        if not title or title in tops:
            continue
        field = glossary.find(table, title)
        is_marked = field is None and table == "plan" and title.startswith(CUSTOM_FACT)
        title = title.removeprefix(CUSTOM_FACT) if is_marked else title
        name = field.name if field else title
        place = (sheet.title, at, title, value)
        if name in rows:
            message = Reason("message.intake.fact_twice", fact=Quoted(title))
            problems.append(Problem(message, *place))
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
    return is_name_of_custom(title)


def _describe_unknown_fact(title: str, table: Table) -> Reason:
    fields = fields_of(table)
    known = [header for field in fields for header in field.headers]
    return Reason(
        "message.intake.unknown_fact",
        fact=Quoted(title),
        allowed=Listed(fields),
        hint=Nearest(title, tuple(known), fold_header),
    )


def _stray_cells(sheet: Sheet, table: Table, glossary: Glossary) -> list[Value]:
    """What stands beside the facts: values without a fact, columns that are not help."""
    stray: list[Value] = []
    further: dict[int, Value] = {}
    helped = help_texts(table) | {text("help", lang) for lang in LANGS}
    for at, row in enumerate(sheet.rows, start=1):
        if len(row) > 1 and is_empty(row[0]) and not is_empty(row[1]):
            stray.append(
                Reason("message.intake.in_row", text=Quoted(row[1], 30), row=at)
            )
        title = text_of_title(row[0]) if row else ""
        field = glossary.find(table, title)
        if title and (field is None or field.custom):
            # A playbook may explain its fields; the file may be read without it.
            helped = helped | {text_of_title(cell) for cell in row[2:3]}
        for place, cell in enumerate(row[2:], start=3):
            # Our own help stands there in every workbook that we write.
            if not is_empty(cell) and cell not in helped:
                first = Quoted(text_of_title(cell), 30)
                column = Reason("message.intake.in_column", text=first, column=place)
                further.setdefault(place, column)
    for place in sorted(further):
        stray.append(further[place])
    return stray
