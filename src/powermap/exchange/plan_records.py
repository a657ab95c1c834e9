"""The tables of a plan as rows of values by field, for every writer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from powermap.exchange.audience_view import view_of
from powermap.exchange.glossary import glossary_of
from powermap.language import LANGS
from powermap.model import AccountPlan, Claim, Scale
from powermap.model.by_rival import NO_DECISION, rival_key
from powermap.model.declared_fields import field_of_custom
from powermap.model.fields import (
    TABLES,
    Field,
    Table,
    fields_by_name,
    fields_of,
)
from powermap.model.playbook import Playbook
from powermap.model.rival_fields import with_rivals
from powermap.model.sheet_titles import keys_of

__all__ = [
    "cell_value",
    "claim_values",
    "columns_of",
    "custom_columns",
    "facts_of_plan",
    "rows_of",
    "rows_of_facts",
    "tables_with_claims",
]


def rows_of(
    plan: AccountPlan, table: Table, *, with_following: bool = True
) -> list[dict[str, Any]]:
    """The records of a table as values by field, custom ones under ``custom``.

    Without those `with_following`, what follows from the latest claim about a person
    is left out: it stands in the table of claims.

    Examples
    --------
    >>> rows_of(AccountPlan("Northwind", rivals=["Contoso"]), "rivals")
    [{'name': 'Contoso'}]
    """
    if table == "claims":
        return _claims_of(plan)
    owner = plan.center if table in {"people", "ties"} else plan
    records: Sequence[Any] = getattr(owner, keys_of(table)[0])
    # The model holds rivals as plain names; as rows they are written like any other
    # list.
    if table == "rivals":
        return [{"name": name} for name in records]
    rows = [_values(record, table) for record in records]
    if table == "people" and not with_following:
        for person, row in zip(plan.center, rows, strict=True):
            row.update(dict.fromkeys(person.following))
    return rows


def _claims_of(plan: AccountPlan) -> list[dict[str, Any]]:
    rows = []
    for person in plan.center:
        for claim in person.claims:
            rows.append({"person": person.id, **claim_values(claim)})
    return rows


def tables_with_claims(plan: AccountPlan, tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables to write, with that of claims where there are any."""
    wanted = {*tables} - {"claims"}
    if any(person.claims for person in plan.center):
        wanted.add("claims")
    return tuple(table for table in TABLES if table in wanted)


def claim_values(claim: Claim) -> dict[str, Any]:
    """A claim as values by field, without whom it is about."""
    return {
        field.name: field.value_in(claim)
        for field in fields_of("claims")
        if field.name != "person"
    }


def _values(record: Any, table: Table) -> dict[str, Any]:
    values = {field.name: field.value_in(record) for field in fields_of(table)}
    if table in {"people", "ties"}:
        values.update(record.custom)
    return values


def columns_of(
    plan: AccountPlan,
    rows: Sequence[Mapping[str, Any]],
    table: Table,
    playbook: Playbook,
) -> tuple[Field, ...]:
    """The columns of a table: its fields, those of each rival, custom ones.

    Examples
    --------
    >>> plan = AccountPlan("Northwind", rivals=["Contoso"])
    >>> [each.name for each in columns_of(plan, [], "people", Playbook()) if each.rival]
    ['rival_stances: Contoso', 'rival_contacts: Contoso']
    """
    own: list[Field] = []
    for field in fields_of(table):
        own += with_rivals([field], _rivals_of_column(plan, field))
    columns = (*own, *custom_columns(rows, table, playbook, plan.rivals))
    view = view_of(plan, playbook)
    return columns if view is None else view.columns(columns, rows)


def _rivals_of_column(plan: AccountPlan, field: Field) -> list[str]:
    """Those of the plan; "no decision" only where somebody has a value for it."""
    if not field.by_rival:
        return []
    # A list may name "no decision" too, in its own words.
    names = dict.fromkeys(map(rival_key, plan.rivals))
    for person in plan.center:
        if NO_DECISION in field.value_in(person):
            names[NO_DECISION] = None
    return list(names)


def cell_value(row: Mapping[str, Any], field: Field) -> Any:
    """What a row says in a column, that of a rival too."""
    if field.rival is None:
        return row.get(field.name)
    return row[field.attribute].get(field.rival)


def rows_of_facts(
    plan: AccountPlan, facts: Mapping[str, Any], table: Table, playbook: Playbook
) -> tuple[Field, ...]:
    """The facts of About or Plan that are written, custom ones after ours."""
    columns = (*fields_of(table), *custom_columns([facts], table, playbook))
    view = view_of(plan, playbook)
    if view is None:
        # Only redaction writes it, so it is no question for anybody else.
        return tuple(field for field in columns if field.name != "audience")
    # Which findings are off is a setting of ours.
    known = {**facts, "select": None, "ignore": None}
    if plan.center.scale == Scale():
        # The usual scale says no more than an empty cell.
        known.update(dict.fromkeys(("scale_low", "scale_high", "scale_cut")))
    return view.columns(columns, [known])


def facts_of_plan(plan: AccountPlan, table: Table, unknown: str) -> dict[str, Any]:
    """The facts of About or Plan by field.

    The day of a plan is written only where it is not that of its buying center;
    `unknown` stands for a plan without a day beside a center that has one.
    """
    owner = plan.center if table == "about" else plan
    facts = {field.name: field.value_in(owner) for field in fields_of(table)}
    if table == "plan":
        # An empty cell is read as the day of the people, so an equal day is left empty
        # and a missing one is written as a word.
        same = plan.as_of == plan.center.as_of
        facts["plan_as_of"] = None if same else plan.as_of or unknown
        facts.update(plan.custom)
    return facts


def custom_columns(
    rows: Sequence[Mapping[str, Any]],
    table: Table,
    playbook: Playbook,
    rivals: Sequence[str] = (),
) -> tuple[Field, ...]:
    """The custom fields of a table: those declared, then those that a row has."""
    columns = {}
    for declared in playbook.custom_fields:
        # Declared ones also without any value, as an invitation to fill them in.
        if declared.table == table:
            columns[declared.name] = field_of_custom(declared)
    for row in rows:
        for name in row:
            if name not in columns and name not in fields_by_name(table):
                columns[name] = _undeclared(table, name, playbook, rivals)
    return tuple(columns.values())


def _undeclared(
    table: Table, name: str, playbook: Playbook, rivals: Sequence[str]
) -> Field:
    header = name
    # The facts of a plan are marked where they are written.
    if table in {"people", "ties"}:
        from powermap.exchange.intake.custom_headers import header_of_custom

        header = header_of_custom(name, table, glossary_of(playbook), rivals)
    return Field(
        table=table,
        name=name,
        attribute="custom",
        kind="text",
        title=dict.fromkeys(LANGS, header),
        custom=True,
    )
