"""A plan laid out as sheets, headers and words in one language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from powermap.exchange.intake.values.quoting import quote_texts
from powermap.exchange.people_register import fold_name
from powermap.exchange.plan_records import (
    cell_value,
    columns_of,
    facts_of_plan,
    rows_of,
    rows_of_facts,
)
from powermap.exchange.tables.cells import cell_of, join_ids
from powermap.exchange.tables.fact_sheet import CUSTOM_FACT, may_be_custom
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.frozen import FrozenMapping
from powermap.language import Language
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.field_words import unknown_words
from powermap.model.fields import FACTS, Field, Table, fields_by_name
from powermap.model.playbook import Playbook
from powermap.model.sheet_titles import sheet_title, text

__all__ = ["Pages", "lay_out", "names_for_ids"]

_PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ .'’·-]{1,2}[^\W\d_]+)*\.?")
"""Letters and what joins them: a name that cannot be taken for a list or a number."""


class Pages:
    """The sheets of a plan by table, with the fields of their columns."""

    def __init__(
        self,
        language: Language,
        playbook: Playbook,
        names: Mapping[str, str],
        tables: Sequence[Table],
        *,
        has_help: bool = True,
    ) -> None:
        self.has_help = has_help
        self.language = language
        self.playbook = playbook
        self.names = names
        self.sheets: dict[Table, Sheet] = {}
        self.columns: dict[Table, tuple[Field, ...]] = {}
        self.planned = frozenset(tables)

    def add(self, plan: AccountPlan, table: Table) -> None:
        """Lay out one table of a plan."""
        if table in FACTS:
            self._add_facts(plan, table)
        else:
            self._add_rows(plan, table)

    def _add_rows(self, plan: AccountPlan, table: Table) -> None:
        # What follows from claims stands among the claims, where it can change.
        values = rows_of(plan, table, with_following="claims" not in self.planned)
        columns = columns_of(plan, values, table, self.playbook)
        header = [field.title_in(self.language) for field in columns]
        rows: list[Row] = [header]
        for row in values:
            cells = [self._cell(field, cell_value(row, field)) for field in columns]
            rows.append(cells)
        self._put(table, columns, rows)

    def _add_facts(self, plan: AccountPlan, table: Table) -> None:
        unknown = unknown_words()[1 if self.language.code == "zh" else 0]
        facts = facts_of_plan(plan, table, unknown)
        columns = rows_of_facts(plan, facts, table, self.playbook)
        lang = self.language.code
        header: list[object] = [text("fact", lang), text("value", lang)]
        if self.has_help:
            header.append(text("help", lang))
        rows: list[Row] = [header]
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
            row: list[object] = [title, value]
            if self.has_help:
                row.append(field.help_in(self.language) or None)
            rows.append(row)
        self._put(table, columns, rows)

    def _put(self, table: Table, columns: Sequence[Field], rows: Sequence[Row]) -> None:
        self.columns[table] = tuple(columns)
        self.sheets[table] = Sheet(sheet_title(table, self.language.code), rows)

    def _cell(self, field: Field, value: Any) -> object:
        if field.kind == "ids" and value is not None:
            people = [self.names.get(id, id) for id in value]
            return join_ids(people) or None
        if field.offers == "people" and value is not None:
            return self.names.get(value) or quote_texts(field, value)
        if field.kind == "field":
            return fields_by_name("people")[value].title_in(self.language)
        if field.custom and field.kind == "text" and isinstance(value, bool):
            # Nobody said that it is yes or no, so it has to be read as what it is.
            return str(value).upper()
        return cell_of(quote_texts(field, value), self.language)


def names_for_ids(center: BuyingCenter) -> dict[str, str]:
    """The names that are read as nobody else's, by id.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> people = [Stakeholder("Ana Ruiz"), Stakeholder("Kim"), Stakeholder("Kim", id="k2")]
    >>> names_for_ids(BuyingCenter("ERP", people))
    {'ana-ruiz': 'Ana Ruiz'}
    """
    counts = Counter(fold_name(person.name) for person in center)
    ids = Counter(fold_name(person.id) for person in center)
    unknown = set(map(fold_name, unknown_words()))
    names = {}
    for person in center:
        folded = fold_name(person.name)
        # The id of a Chinese name is the name itself.
        is_own_id = folded == fold_name(person.id)
        is_taken = counts[folded] > 1 or ids[folded] > is_own_id
        is_plain = _PLAIN_NAME.fullmatch(person.name) is not None
        if is_plain and not is_taken and folded not in unknown:
            names[person.id] = person.name
    return names


def lay_out(
    plan: AccountPlan,
    language: Language,
    playbook: Playbook,
    tables: Sequence[Table],
    names: Mapping[str, str] = FrozenMapping({}),
) -> Pages:
    """The tables of a plan as sheets, in the order asked for.

    `names` are those that may stand for ids, by id.
    """
    # What we ask ourselves is not for those for whom a plan was redacted.
    has_help = plan.center.audience is None
    pages = Pages(language, playbook, names, tables, has_help=has_help)
    for table in tables:
        pages.add(plan, table)
    return pages
