"""A plan as a document to be written: keys in fixed order, only what is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from powermap.exchange.documents.conflict_marks import REMOVAL
from powermap.exchange.documents.keys import (
    CLAIMS,
    CUSTOM,
    LIMITS,
    OF_PEOPLE,
    top_words,
    words_of_keys,
)
from powermap.exchange.plan_records import claim_values, facts_of_plan, rows_of
from powermap.exchange.tables.unknown_headers import nearly_known
from powermap.model import AccountPlan
from powermap.model.field_words import unknown_words
from powermap.model.fields import LISTS, Table, fields_by_name
from powermap.model.sheet_titles import keys_of

__all__ = ["document_of", "to_document_value"]


def document_of(plan: AccountPlan, *, people_only: bool) -> dict[str, Any]:
    """A plan as a document: keys in fixed order, only what is known."""
    about = facts_of_plan(plan, "about", "")
    document: dict[str, Any] = {}
    if not people_only:
        unknown = unknown_words()[0].lower()
        facts = facts_of_plan(plan, "plan", unknown)
        document.update({name: facts[name] for name in fields_by_name("plan")})
    scale = {limit: about[f"scale_{limit}"] for limit in LIMITS}
    document["name"] = about["name"]
    document["as_of"] = about["as_of"]
    document["scale"] = _known(scale)
    document["wanted_roles"] = about["wanted_roles"]
    document["audience"] = about["audience"]
    document["people_file"] = about["people_file"]
    for table in OF_PEOPLE:
        rows = rows_of(plan, table, with_following=False)
        document[keys_of(table)[0]] = [_block_of(row, table) for row in rows]
    for person, block in zip(plan.center, document[keys_of("people")[0]], strict=True):
        if person.claims:
            block[CLAIMS] = [_known(claim_values(each)) for each in person.claims]
    if not people_only:
        for table in LISTS:
            rows = rows_of(plan, table)
            document[keys_of(table)[0]] = [_known(row) for row in rows]
        document["rivals"] = plan.rivals
        document.update(_split_custom(plan.custom, top_words()))
    return _known(document)


def _block_of(row: Mapping[str, Any], table: Table) -> dict[str, Any]:
    names = fields_by_name(table)
    own = {name: row[name] for name in names}
    # The usual case without custom fields, ten thousand times in a large file.
    if len(row) == len(own):
        return _known(own)
    custom = {name: value for name, value in row.items() if name not in names}
    return _known({**own, **_split_custom(custom, words_of_keys(table))})


def _split_custom(custom: Mapping[str, Any], words: list[str]) -> dict[str, Any]:
    """Custom fields as keys; those that look like a typo in a block of their own."""
    keys: dict[str, Any] = {}
    block: dict[str, Any] = {}
    for name, value in custom.items():
        # As a key of its own it would be refused on reading as a typing error, or
        # taken for the mark of a merge.
        is_taken = name.strip().lower() in {CLAIMS, REMOVAL}
        target = block if is_taken or nearly_known(name, words) else keys
        target[name] = value
    if block:
        keys[CUSTOM] = block
    return keys


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    known = {}
    for key, value in values.items():
        # Only what is known is written: a small change gives a small difference in
        # version control.
        if value is not None and value not in ((), [], {}):
            known[key] = to_document_value(value)
    return known


def to_document_value(value: Any) -> Any:
    """A value of the model as YAML and JSON have it."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_document_value(part) for part in value]
    if isinstance(value, Mapping):
        return {key: to_document_value(part) for key, part in value.items()}
    return value
