"""The JSON Schemas of a buying center and of an account plan, as files hold them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from powermap.errors import ModelError
from powermap.language import LANGS, Lang
from powermap.language.catalog import label
from powermap.language.refusals import not_allowed
from powermap.model.center import BuyingCenter
from powermap.model.fields import Table, fields_of
from powermap.model.plan import AccountPlan
from powermap.model.sheet_titles import keys_of, sheet_title
from powermap.model.vocabulary import VOCABULARIES

_CUSTOM = {"type": ["string", "number", "boolean", "null"]}
"""What a company's own fields hold, which stand beside powermap's."""
_RECORDS: Mapping[Table, str] = {
    "people": "Stakeholder",
    "ties": "Tie",
    "claims": "Claim",
    "team": "Member",
    "criteria": "ExtraCriterion",
    "assessments": "Assessment",
    "goals": "Goal",
    "actions": "Action",
    "pipeline": "Prospect",
    "appraisal": "Rating",
}
"""How the records of the lists are called in the schema."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLISHED = "https://raw.githubusercontent.com/powermap/powermap/main/docs"
_OF_LANGUAGE: Mapping[str, str] = {"en": "", "zh": "-zh"}
_TITLES: Mapping[str, tuple[str, str]] = {
    "en": ("powermap buying center", "powermap account plan"),
    "zh": ("powermap 采购决策链", "powermap 客户计划"),
}


def schema_address(*, plan: bool, lang: Lang = "en") -> str:
    """Where the schema of a plan, or of a buying center, is published.

    Examples
    --------
    >>> schema_address(plan=True, lang="zh").rpartition("/")[2]
    'plan-schema-zh.json'
    """
    name = "plan-schema" if plan else "schema"
    return f"{PUBLISHED}/{name}{_OF_LANGUAGE[lang]}.json"


def json_schema(lang: Lang = "en") -> dict[str, Any]:
    """The JSON Schema (2020-12) of a buying center as YAML and JSON files hold it.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of titles and descriptions, which editors show.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> json_schema()["required"]
    ['name']
    """
    if lang not in LANGS:
        raise ModelError(not_allowed("language", lang, LANGS))
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
    _describe_definitions(schema["$defs"], lang)
    _describe(schema["properties"], "about", lang)
    _describe_lists(schema["properties"], lang)
    _say(schema, _TITLES[lang][0], lang)
    address = schema_address(plan=False, lang=lang)
    return {"$schema": DIALECT, "$id": address, **schema}


def plan_schema(lang: Lang = "en") -> dict[str, Any]:
    """The JSON Schema (2020-12) of an account plan as YAML and JSON files hold it.

    The buying center's keys stand beside the plan's; ``as_of`` is the buying
    center's, ``plan_as_of`` the plan's where it is another.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of titles and descriptions, which editors show.

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
    people = json_schema(lang)
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
    _describe_definitions(definitions, lang)
    _describe(properties, "plan", lang)
    _describe_lists(properties, lang)
    _say(schema, _TITLES[lang][1], lang)
    return {
        "$schema": DIALECT,
        "$id": schema_address(plan=True, lang=lang),
        **schema,
        "additionalProperties": _CUSTOM,
        "$defs": dict(sorted(definitions.items())),
        # A file of people only has a name and no account, and is a plan too.
        "anyOf": [{"required": ["account"]}, {"required": ["name"]}],
        "properties": {**properties, **people["properties"]},
        "required": [],
    }


def _describe_definitions(definitions: dict[str, Any], lang: Lang) -> None:
    """Say what each kind of record and each word to choose from is."""
    tables = {name: table for table, name in _RECORDS.items()}
    words = {each.__name__: each for each in VOCABULARIES}
    for name, definition in definitions.items():
        title = definition.get("title", name)
        if name in tables:
            title = sheet_title(tables[name], lang)
            _describe(definition["properties"], tables[name], lang)
            _describe_lists(definition["properties"], lang)
        _say(definition, title, lang)
        if name == "Scale":
            _describe_scale(definition["properties"], lang)
        if name in words:
            names = [label(member, lang) for member in words[name]]
            # Not of JSON Schema, but editors show them beside each choice.
            definition["enumDescriptions"] = names


def _describe_scale(properties: dict[str, Any], lang: Lang) -> None:
    """Say what the limits are, which tables have in columns of their own."""
    for field in fields_of("about"):
        name = field.name.removeprefix("scale_")
        if name != field.name:
            said = {"title": field.title[lang], "description": field.help[lang]}
            properties[name] = {**properties[name], **said}


def _describe_lists(properties: dict[str, Any], lang: Lang) -> None:
    """Say what the list or block at each key holds."""
    if "custom" in properties:
        _say(properties["custom"], "Custom", lang)
    for table in (*_RECORDS, "rivals"):
        for key in keys_of(table):
            if key in properties:
                _say(properties[key], sheet_title(table, lang), lang)


def _describe(properties: dict[str, Any], table: Table, lang: Lang) -> None:
    """Say what to write at each key, as the table of fields has it."""
    for field in fields_of(table):
        if field.name in properties:
            said = {"title": field.title[lang], "description": field.help[lang]}
            properties[field.name] = {**properties[field.name], **said}


def _say(definition: dict[str, Any], title: str, lang: Lang) -> None:
    """Give a definition a title, and its first line where that is in the language."""
    description: str = definition.pop("description", "")
    # What pydantic makes of names and docstrings is English.
    if lang == "en" or not title.isascii():
        definition["title"] = title
    else:
        definition.pop("title", None)
    if description and lang == "en":
        definition["description"] = description.partition("\n")[0]
