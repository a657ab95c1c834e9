"""The JSON Schema of a playbook, for editors of TOML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from powermap.exchange.playbooks.sections import ALIAS_LANGS, NEEDS_MET
from powermap.language import LANGS
from powermap.model.claim import claimable_fields
from powermap.model.fields import TABLES
from powermap.model.playbook import (
    BRAND_COLORS,
    CHECK_NAMES,
    FACT_NAMES,
    CustomField,
    Playbook,
    Severity,
    Thresholds,
)
from powermap.model.playbook.aliases import alias_keys
from powermap.model.playbook.improvement import GATES, GROUPS, KINDS
from powermap.model.schema import DIALECT, PUBLISHED
from powermap.model.vocabulary import (
    Contact,
    Power,
    Question,
    Relationship,
    Role,
    Source,
    Stage,
    Strategy,
    TieKind,
)

__all__ = ["playbook_schema"]

Schema = dict[str, Any]
_TEXT: Schema = {"type": "string", "minLength": 1}
_NUMBER: Schema = {"type": "number"}
_TRUTH: Schema = {"type": "boolean"}


def playbook_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a playbook file.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> sorted(playbook_schema()["properties"])[:3]
    ['$schema', 'aliases', 'appraisal_weights']
    """
    return {
        "$schema": DIALECT,
        "$id": f"{PUBLISHED}/playbook-schema.json",
        "title": "powermap playbook",
        "description": "What a company calls, weighs and asks otherwise than powermap.",
        **_table({"$schema": _TEXT, "name": _TEXT, **_sections()}),
    }


def _sections() -> dict[str, Schema]:
    shares = {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
    pair = {"type": "array", "items": shares, "minItems": 2, "maxItems": 2}
    # Members of the vocabularies only: the reader takes Chinese words too, but an
    # editor should suggest one form.
    roles = {key: _word(Role) for key in ("low", "unknown", "high")}
    contacts = [role.value for role in Role] + ["no_role", "veto"]
    limits = {field.name: _NUMBER for field in fields(Thresholds)}
    color = {"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}
    return {
        "wording": _table({code: {"type": "object"} for code in LANGS}),
        "role_grid": _table({power.value: _table(roles) for power in Power}),
        "relationship_grid": _table(dict.fromkeys(NEEDS_MET, _word(Relationship))),
        "tie_weights": _table({kind.value: pair for kind in TieKind}),
        "wanted_contact": _table(dict.fromkeys(contacts, _word(Contact))),
        "criteria": _rows(
            {"name": _TEXT, "question": _word(Question), "ask": _by_language(_TEXT)},
            ["name", "question"],
        ),
        "strategy": _strategy(),
        "findings": _findings(),
        "steps": _rows(
            {"key": _TEXT, "checks": _texts(CHECK_NAMES), "names": _by_language(_TEXT)},
            ["key"],
        ),
        "improvements": _improvements(),
        "appraisal_weights": _table(
            {source.value: {"type": "number", "minimum": 0} for source in Source}
        ),
        "half_lives": _table(
            {name: {"type": "integer", "minimum": 0} for name in claimable_fields()}
        ),
        "thresholds": _table(limits),
        "custom_fields": _custom_fields(),
        "aliases": _aliases(),
        "levels": {"type": "object", "additionalProperties": _levels()},
        "style": _table(dict.fromkeys(BRAND_COLORS, color)),
    }


def _aliases() -> Schema:
    words = {"type": "array", "items": _TEXT}
    by_language = _table(dict.fromkeys(sorted(ALIAS_LANGS), words))
    entry = {"anyOf": [words, by_language]}
    # Custom fields have keys of their own.
    fields_of_company = {"type": "object", "additionalProperties": entry}
    return {
        "type": "object",
        "properties": dict.fromkeys(alias_keys(), entry),
        "additionalProperties": {"anyOf": [entry, fields_of_company]},
    }


def _levels() -> Schema:
    names = {"type": "array", "items": _TEXT}
    return _table(dict.fromkeys(TABLES, names))


def _strategy() -> Schema:
    lists = _by_language({"type": "array", "items": _TEXT})
    rule = {
        "strategy": _word(Strategy),
        "when": _table(dict.fromkeys(FACT_NAMES, _TRUTH)),
        "points": {"type": "number", "exclusiveMinimum": 0},
        "says": _by_language(_TEXT),
    }
    definition = _by_language(_TEXT)
    tactics = _table({"definition": definition, "guidelines": lists, "ways": lists})
    return _table(
        {
            "only_these_rules": _TRUTH,
            "rules": _rows(rule),
            "tactics": _table({each.value: tactics for each in Strategy}),
        }
    )


def _findings() -> Schema:
    texts = dict.fromkeys(("title", "message", "why", "next_step"), _by_language(_TEXT))
    kind = {
        "off": _TRUTH,
        "severity": _word(Severity),
        "days": {"type": "integer", "minimum": 0},
        **texts,
    }
    return _table({code: _table(kind) for code in Playbook().finding_kinds})


def _improvements() -> Schema:
    return _rows(
        {
            "name": _TEXT,
            "group": _choice(GROUPS),
            "kind": _choice(KINDS),
            "by": _NUMBER,
            "gate": _choice(GATES),
            "stages": {"type": "array", "items": _word(Stage)},
        },
        ["name", "group", "kind", "by"],
    )


def _custom_fields() -> Schema:
    schemas: dict[str, Schema] = {
        "table": _choice(("people", "ties", "plan")),
        "kind": _choice(("text", "number", "date", "yes", "choice")),
        "titles": _by_language(_TEXT),
        "help": _by_language(_TEXT),
        "ask": _by_language(_TEXT),
        "choices": {"type": "array", "items": _TEXT},
        "audience": _texts(("partner", "customer")),
    }
    names = [field.name for field in fields(CustomField)]
    return _rows({name: schemas.get(name, _TEXT) for name in names}, ["table", "name"])


def _table(properties: Mapping[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }


def _rows(
    properties: Mapping[str, Schema], required: Iterable[str] | None = None
) -> Schema:
    names = list(properties) if required is None else list(required)
    return {"type": "array", "items": {**_table(properties), "required": names}}


def _by_language(schema: Schema) -> Schema:
    by_language = _table(dict.fromkeys(LANGS, schema))
    # As the reader: a plain text is English, a plain list is refused.
    return {"anyOf": [schema, by_language]} if schema is _TEXT else by_language


def _word(vocabulary: type[StrEnum]) -> Schema:
    return _choice(member.value for member in vocabulary)


def _choice(options: Iterable[str]) -> Schema:
    return {"enum": list(options)}


def _texts(options: Iterable[str]) -> Schema:
    return {"type": "array", "items": _choice(options)}
