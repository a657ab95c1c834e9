"""Excel workbooks out: a plan, or a plain sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from powermap.errors import Note
from powermap.exchange.audience_view import AudienceView, view_of
from powermap.exchange.plan_records import rows_of, tables_with_claims
from powermap.exchange.raw_file import note_lost_plan, warn
from powermap.exchange.tables.carried_words import words_sheet
from powermap.exchange.tables.excel_book import ExcelBook
from powermap.exchange.tables.replaced_workbook import existing_sheets
from powermap.exchange.tables.sheet_writer import lay_out, names_for_ids
from powermap.exchange.tables.sheets import Sheet
from powermap.files.writing import replace_file
from powermap.language import Language, Listed, Quoted, Reason
from powermap.language.lists import some_of
from powermap.model import AccountPlan, ExtraCriterion
from powermap.model.fields import FACTS, PEOPLE, TABLES, Table
from powermap.model.playbook import Playbook

__all__ = ["write_sheet", "write_workbook"]

_USES_LISTS: frozenset[Table] = frozenset({"assessments", "criteria"})
"""The sheets whose cells are chosen from the sheet Lists."""
_MOST_KEPT = 200_000
"""Cells of sheets that powermap does not know, which a write keeps."""


def write_workbook(
    plan: AccountPlan,
    path: Path,
    language: Language,
    playbook: Playbook,
    *,
    people_only: bool,
    chart: bool = False,
) -> Path:
    """Write a workbook, with a sheet of roles and scores if asked.

    Sheets of the replaced workbook are kept when powermap does not know them.
    """
    view = view_of(plan, playbook)
    # Of what was redacted, nothing may come from a file that was there.
    filled, unknown = ([], []) if view else existing_sheets(path)
    others = _kept_sheets(unknown, path)
    if people_only:
        note_lost_plan(filled, path)
    tables = tables_with_claims(plan, PEOPLE if people_only else TABLES)
    if view is not None:
        tables = _visible_tables(plan, tables, view)
    # From and To offer names, so that is what stands there.
    names = names_for_ids(plan.center)
    pages = lay_out(plan, language, playbook, tables, names)
    book = ExcelBook(language, path, _criteria(plan, playbook), view=view)
    for table in tables:
        book.add_page(pages, table)
    if _USES_LISTS & {*tables} and not people_only:
        book.add_lists()
    if chart:
        book.add_scores(plan, playbook)
    for sheet in others:
        book.add_kept(sheet)
    words = words_sheet(language, pages.columns, view)
    if words is not None:
        book.add_hidden(words)
    return replace_file(path, book.payload())


def _visible_tables(
    plan: AccountPlan, tables: Sequence[Table], view: AudienceView
) -> tuple[Table, ...]:
    visible = []
    for table in tables:
        is_filled = table in FACTS or bool(rows_of(plan, table))
        if view.shows_table(table, is_filled=is_filled):
            visible.append(table)
    return tuple(visible)


def _criteria(plan: AccountPlan, playbook: Playbook) -> list[ExtraCriterion]:
    """The criteria to choose from beside the nineteen."""
    own = {each.name for each in plan.extra_criteria}
    others = [each for each in playbook.criteria if each.name not in own]
    return [*plan.extra_criteria, *others]


def _kept_sheets(sheets: Sequence[Sheet], path: Path) -> list[Sheet]:
    """The sheets that a write keeps, as far as they are not too large."""
    cells = 0
    kept = []
    for sheet in sheets:
        cells += sum(len(row) for row in sheet.rows)
        if cells <= _MOST_KEPT:
            kept.append(sheet)
    lost = sheets[len(kept) :]
    if kept:
        reason = Reason("message.sheets.formats_lost", titles=_titles(kept))
        warn(Note(reason, str(path)))
    if lost:
        reason = Reason("message.sheets.too_large_to_keep", titles=_titles(lost))
        warn(Note(reason, str(path)))
    return kept


def _titles(sheets: Sequence[Sheet]) -> Listed:
    return some_of([Quoted(sheet.title) for sheet in sheets])


def write_sheet(sheet: Sheet, path: Path) -> Path:
    """Write a workbook of one plain sheet, whose first row is its header."""
    book = ExcelBook(Language(), path)
    book.add_plain(sheet)
    return replace_file(path, book.payload())
