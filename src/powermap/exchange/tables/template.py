"""The empty workbook to fill in: the sheets asked for, and an example beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from powermap.errors import FormatError, nearest_word
from powermap.exchange.tables.carried_words import words_sheet
from powermap.exchange.tables.cells import cell_of
from powermap.exchange.tables.excel_book import ExcelBook
from powermap.exchange.tables.sheet_writer import Pages, lay_out
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.files.writing import replace_file
from powermap.language import LANGS, Language, Listed, Quoted, Reason
from powermap.model import BuyingCenter, parse
from powermap.model.by_rival import is_no_decision
from powermap.model.fields import FACTS, TABLES, Field, Table, fields_by_name
from powermap.model.playbook import Playbook
from powermap.model.sheet_titles import sheet_of, sheet_title, table_of_key
from powermap.model.subject import plan_of_people
from powermap.packaged import load_table

__all__ = ["DEFAULT_SHEETS", "tables_named", "write_template"]

DEFAULT_SHEETS: tuple[Table, ...] = ("people", "ties")
"""The sheets of a template when none are asked for."""
_ALL = ("all", "全部")
_COMMA = re.compile("[,，、;；]")
_BESIDE = frozenset({"example", "lists"})
"""Sheets that a template has by itself when they are needed."""


def tables_named(names: str | Iterable[str]) -> tuple[Table, ...]:
    """The tables that are named by title or key, in the order of a workbook.

    People are always among them: without people nothing can be read.

    Raises
    ------
    FormatError
        When a name is not that of a sheet.

    Examples
    --------
    >>> tables_named("ties, 团队"), tables_named(["About"])
    (('people', 'ties', 'team'), ('people', 'about'))
    """
    wanted: set[str] = {"people"}
    for name in _split_names(names):
        if name.casefold() in _ALL:
            wanted.update(TABLES)
        else:
            wanted.add(_table_named(name))
    return tuple(table for table in TABLES if table in wanted)


def _split_names(names: object) -> list[str]:
    if isinstance(names, str):
        names = _COMMA.split(names)
    if not isinstance(names, Iterable):
        raise _no_sheet(names)
    titles = []
    for name in names:
        if not isinstance(name, str):
            raise _no_sheet(name)
        if name.strip():
            titles.append(name.strip())
    return titles


def _table_named(title: str) -> str:
    table = sheet_of(title) or table_of_key(title)
    if table in _BESIDE:
        return "people"
    if table in TABLES:
        return table
    raise _no_sheet(title)


def _no_sheet(name: object) -> FormatError:
    allowed = [*TABLES, "all"]
    titles = [sheet_title(each, lang) for each in TABLES for lang in LANGS]
    near = nearest_word(str(name), [*allowed, *titles])
    listed = Listed(allowed, "comma")
    if near is None:
        key = "message.template.no_sheet"
        return FormatError(Reason(key, sheet=Quoted(name), allowed=listed))
    key = "message.template.no_sheet_near"
    reason = Reason(key, sheet=Quoted(name), near=Quoted(near), allowed=listed)
    return FormatError(reason)


def write_template(
    path: Path,
    language: Language,
    playbook: Playbook,
    tables: Sequence[Table],
    rivals: Sequence[str] = (),
) -> Path:
    """Write an empty workbook of some tables, with an example as its second sheet."""
    # With the playbook's criteria, the filled template is read without the playbook.
    rival_name = fields_by_name("rivals")["name"]
    example = rival_name.example.get(language.code, rival_name.example["en"])
    empty_plan = plan_of_people(BuyingCenter("-")).revised(
        extra_criteria=playbook.criteria, rivals=rivals or [example]
    )
    chosen = set(tables)
    if "assessments" in chosen and playbook.criteria:
        chosen.add("criteria")
    ordered = [table for table in TABLES if table in chosen]
    pages = lay_out(empty_plan, language, playbook, ordered)
    _keep_rivals(pages, rivals)
    _empty_names(pages)
    book = ExcelBook(
        language,
        path,
        playbook.criteria,
        with_questions=True,
        criterion_questions=playbook.criterion_questions,
    )
    for table in ordered:
        book.add_page(pages, table)
        if table == "people":
            book.add_example(_examples(pages))
    if "assessments" in chosen:
        book.add_lists()
    words = words_sheet(language, pages.columns)
    if words is not None:
        book.add_hidden(words)
    return replace_file(path, book.payload())


def _empty_names(pages: Pages) -> None:
    """Take out the names that sheets of facts have even when nothing is known."""
    for table in FACTS:
        if table in pages.sheets:
            sheet = pages.sheets[table]
            top, name, *others = sheet.rows
            unnamed = [name[0], None, name[2]]
            pages.sheets[table] = Sheet(sheet.title, [top, unnamed, *others])


def _keep_rivals(pages: Pages, rivals: Sequence[str]) -> None:
    """Take out what only gives the people a column: an example, "no decision"."""
    sheet = pages.sheets.get("rivals")
    if sheet is None:
        return
    top, *others = sheet.rows
    kept = [row for row in others if rivals and not is_no_decision(str(row[0]))]
    pages.sheets["rivals"] = Sheet(sheet.title, [top, *kept])


def _examples(pages: Pages) -> list[Sheet]:
    """For each list its header, its questions and a few filled rows."""
    language = pages.language
    sheets = []
    for table, columns in pages.columns.items():
        if table in FACTS:
            continue
        header = [field.title_in(language) for field in columns]
        questions = [
            field.question_in(language) or field.help_in(language) for field in columns
        ]
        rows = [header, questions, *_example_rows(table, columns, language)]
        sheets.append(Sheet(sheet_title(table, language.code), rows))
    return sheets


def _example_rows(
    table: Table, columns: Sequence[Field], language: Language
) -> list[Row]:
    records = _book().get(table)
    if records is None:
        return [[field.example.get(language.code) for field in columns]]
    rows: list[Row] = []
    for record in records:
        cells = []
        for field in columns:
            key = field.name if field.rival is None else field.attribute
            cells.append(_cell(field, record.get(key), language))
        rows.append(cells)
    return rows


def _cell(field: Field, value: Any, language: Language) -> object:
    """A value of the example as it stands in a sheet of the language."""
    if isinstance(value, Mapping):
        return value[language.code]
    if field.vocabulary is None or value is None:
        return cell_of(value, language)
    if isinstance(value, list):
        members = tuple(parse(field.vocabulary, word) for word in value)
        return cell_of(members, language)
    return cell_of(parse(field.vocabulary, value), language)


@cache
def _book() -> dict[str, list[dict[str, Any]]]:
    return load_table(__file__, "example.toml")
