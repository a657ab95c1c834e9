"""The JSON Schemas of a buying center and of an account plan, as files hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from powermap.model.center import BuyingCenter
from powermap.model.fields import Table, fields_of
from powermap.model.plan import AccountPlan

_CUSTOM = {"type": ["string", "number", "boolean", "null"]}
"""What a company's own fields hold, which stand beside powermap's."""
_RECORDS: Mapping[Table, str] = {
    "team": "Member",
    "criteria": "ExtraCriterion",
    "assessments": "Assessment",
    "goals": "Goal",
    "actions": "Action",
    "pipeline": "Prospect",
    "appraisal": "Rating",
}
"""How the records of the lists are called in the schema."""
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a buying center as YAML and JSON files hold it.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> json_schema()["required"]
    ['name']
    """
    # Made from the model, then adapted where files differ from it: an id may be left
    # out, custom fields stand beside ours.
    schema = BuyingCenter.model_json_schema(mode="validation")
    person = schema["$defs"]["Stakeholder"]
    person["required"] = ["name"]  # an id follows from the name
    for name in ("Stakeholder", "Tie"):
        schema["$defs"][name]["additionalProperties"] = _CUSTOM
    schema["additionalProperties"] = _CUSTOM
    # Editors find the schema by this key in the file, so it must not be an unknown
    # field.
    schema["properties"]["$schema"] = {"type": "string"}
    for definition in (schema, *schema["$defs"].values()):
        definition["description"] = _first_line(definition)
    _describe(schema["properties"], "about")
    _describe(person["properties"], "people")
    _describe(schema["$defs"]["Tie"]["properties"], "ties")
    _describe(schema["$defs"]["Claim"]["properties"], "claims")
    schema["$schema"] = _DIALECT
    schema["title"] = "powermap buying center"
    return schema


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an account plan as YAML and JSON files hold it.

    The buying center's keys stand beside the plan's; ``as_of`` is the buying
    center's, ``plan_as_of`` the plan's where it is another.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> "actions" in plan_schema()["properties"]
    True
    """
    schema = AccountPlan.model_json_schema(mode="validation")
    people = json_schema()
    properties = schema["properties"]
    # A file has the people at the top level, not in a block of their own.
    del properties["center"]
    day = properties.pop("as_of")
    properties["plan_as_of"] = {
        **day,
        "title": "Plan As Of",
        # A plan without a day beside people with one is written as "unknown", or
        # reading would give it theirs.
        "anyOf": [*day["anyOf"], {"const": "unknown"}],
    }
    member = properties["team"]["items"]
    # A bare name is enough for a member without a title.
    properties["team"]["items"] = {"anyOf": [{"type": "string"}, member]}
    definitions = {**schema["$defs"], **people["$defs"]}
    del definitions["BuyingCenter"]
    for definition in definitions.values():
        definition["description"] = _first_line(definition)
    _describe(properties, "plan")
    for table, name in _RECORDS.items():
        _describe(definitions[name]["properties"], table)
    return {
        **schema,
        "additionalProperties": _CUSTOM,
        "$defs": dict(sorted(definitions.items())),
        "$schema": _DIALECT,
        # A file of people only has a name and no account, and is a plan too.
        "anyOf": [{"required": ["account"]}, {"required": ["name"]}],
        "description": _first_line(schema),
        "properties": {**properties, **people["properties"]},
        "required": [],
        "title": "powermap account plan",
    }


def _describe(properties: dict[str, Any], table: Table) -> None:
    """Say what to write at each key, as the table of fields has it."""
    for field in fields_of(table):
        if field.name in properties:
            description = {"description": field.help["en"]}
            properties[field.name] = {**properties[field.name], **description}


def _first_line(definition: dict[str, Any]) -> str:
    description: str = definition.get("description", "")
    return description.partition("\n")[0]
