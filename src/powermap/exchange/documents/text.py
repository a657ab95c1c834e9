"""Plans as YAML and JSON text, read strictly, written so that a small change stays small."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from powermap.errors import BOM, FormatError
from powermap.exchange.documents.document import document_of, parse_document
from powermap.exchange.documents.json_text import dump_json, load_json
from powermap.exchange.documents.yaml_text import dump_yaml, load_yaml
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.plan_reader import read_plan
from powermap.exchange.raw_file import RawFile
from powermap.files.reading import MEGABYTE
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.subject import plan_of, plan_of_people

__all__ = [
    "LIMIT",
    "decoded",
    "is_of_people_only",
    "parse_either",
    "parse_text",
    "raw_text",
    "render_text",
]

LIMIT = 10 * MEGABYTE
"""Some 60,000 people; YAML takes its time over more."""
_LOADERS: dict[str, Callable[[str, str], object]] = {
    "yaml": load_yaml,
    "json": load_json,
}
_DUMPERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "yaml": dump_yaml,
    "json": dump_json,
}


def parse_text(
    text: str,
    format: str,
    source: str,
    *,
    name: str = "Buying center",
    glossary: Glossary = PLAIN,
) -> AccountPlan:
    """The plan in a YAML or JSON text; one that holds only people is a plan too.

    Examples
    --------
    >>> parse_text("stakeholders: [{name: NO}]", "yaml", "x").center["no"].name
    'NO'
    """
    return read_plan(raw_text(text, format, source, glossary), name)


def raw_text(
    text: str, format: str, source: str, glossary: Glossary = PLAIN
) -> RawFile:
    """What a YAML or JSON text says, before it is understood."""
    if not text.strip():
        raise FormatError(f"{source}: the file is empty")
    if "\0" in text:
        raise FormatError(
            f"{source}: this is not {format.upper()} text; "
            "the file holds something else"
        )
    document = _LOADERS[format](text, source)
    if not isinstance(document, dict):
        raise FormatError(
            f"{source}: this is not a buying center; "
            "write name, stakeholders and ties at the top of the file"
        )
    return parse_document(document, source, glossary)


def decoded(payload: bytes, source: str) -> str:
    """The text of a file, which must be UTF-8."""
    try:
        return payload.decode("utf-8-sig").lstrip(BOM)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{source}: this is not text in UTF-8 (byte {error.start + 1}); "
            "save it as UTF-8"
        ) from error


def parse_either(text: str, source: str, glossary: Glossary = PLAIN) -> AccountPlan:
    """The plan in a text that may be JSON or YAML, whose flow style begins like JSON.

    Examples
    --------
    >>> yaml, json = "{name: ERP}", '{"name": "ERP"}'
    >>> parse_either(yaml, "stream").account, parse_either(json, "stream").account
    ('ERP', 'ERP')
    """
    if not text.lstrip().startswith(("{", "[")):
        return parse_text(text, "yaml", source, glossary=glossary)
    try:
        return parse_text(text, "json", source, glossary=glossary)
    except FormatError as error:
        if not isinstance(error.__cause__, json.JSONDecodeError):
            raise
        with suppress(FormatError):
            return parse_text(text, "yaml", source, glossary=glossary)
        raise


def is_of_people_only(plan: AccountPlan) -> bool:
    """Whether a plan says nothing beside its buying center."""
    return plan == plan_of_people(plan.center)


def render_text(subject: BuyingCenter | AccountPlan, format: str) -> str:
    """A buying center or a plan as YAML or JSON text."""
    plan = plan_of(subject)
    document = document_of(plan, people_only=is_of_people_only(plan))
    return _DUMPERS[format](document)
