"""A plan laid out as sheets, headers and words in one language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from powermap.exchange.plan_records import custom_columns, facts_of_plan, rows_of
from powermap.exchange.tables.cells import cell_of, join_ids
from powermap.exchange.tables.fact_sheet import CUSTOM_FACT, may_be_custom
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.language import Language
from powermap.model import AccountPlan
from powermap.model.fields import (
    FACTS,
    Field,
    Table,
    fields_of,
    sheet_title,
    text,
    unknown_words,
)
from powermap.model.playbook import Playbook

__all__ = ["Pages", "lay_out"]


class Pages:
    """The sheets of a plan by table, with the fields of their columns."""

    def __init__(self, language: Language, playbook: Playbook) -> None:
        self.language = language
        self.playbook = playbook
        self.sheets: dict[Table, Sheet] = {}
        self.columns: dict[Table, tuple[Field, ...]] = {}

    def add(self, plan: AccountPlan, table: Table) -> None:
        """Lay out one table of a plan."""
        if table in FACTS:
            self._add_facts(plan, table)
        else:
            self._add_rows(plan, table)

    def _add_rows(self, plan: AccountPlan, table: Table) -> None:
        values = rows_of(plan, table)
        columns = (*fields_of(table), *custom_columns(values, table, self.playbook))
        header = [field.title_in(self.language) for field in columns]
        rows: list[Row] = [header]
        for row in values:
            cells = [self._cell(field, row.get(field.name)) for field in columns]
            rows.append(cells)
        self._put(table, columns, rows)

    def _add_facts(self, plan: AccountPlan, table: Table) -> None:
        unknown = unknown_words()[1 if self.language.code == "zh" else 0]
        facts = facts_of_plan(plan, table, unknown)
        columns = (*fields_of(table), *custom_columns([facts], table, self.playbook))
        lang = self.language.code
        rows: list[Row] = [
            [text("fact", lang), text("value", lang), text("help", lang)]
        ]
        for field in columns:
            title = field.title_in(self.language)
            if (
                field.custom
                and field.kind == "text"
                and not may_be_custom(title, table)
            ):
                # Without the mark, reading would refuse the title as a misspelled fact.
                title = CUSTOM_FACT + title
            value = self._cell(field, facts.get(field.name))
            rows.append([title, value, field.help_in(self.language) or None])
        self._put(table, columns, rows)

    def _put(self, table: Table, columns: Sequence[Field], rows: Sequence[Row]) -> None:
        self.columns[table] = tuple(columns)
        self.sheets[table] = Sheet(sheet_title(table, self.language.code), rows)

    def _cell(self, field: Field, value: Any) -> object:
        if field.kind == "ids" and value is not None:
            return join_ids(value) or None
        if field.custom and field.kind == "text" and isinstance(value, bool):
            # Nobody said that it is yes or no, so it has to be read as what it is.
            return str(value).upper()
        return cell_of(value, self.language)


def lay_out(
    plan: AccountPlan,
    language: Language,
    playbook: Playbook,
    tables: Sequence[Table],
) -> Pages:
    """The tables of a plan as sheets, in the order asked for."""
    pages = Pages(language, playbook)
    for table in tables:
        pages.add(plan, table)
    return pages
