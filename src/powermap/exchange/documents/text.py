"""Plans as YAML and JSON text, read strictly, written so that a small change stays small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from powermap.errors import BOM, FormatError, PowermapError
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.json_text import dump_json, load_json
from powermap.exchange.documents.json_update import keep_order
from powermap.exchange.documents.keys import SCHEMA
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.documents.shared_people import (
    SharedPeople,
    file_named,
    with_shared,
    without_shared,
)
from powermap.exchange.documents.yaml_text import dump_yaml, load_yaml
from powermap.exchange.documents.yaml_update import update_yaml
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.plan_reader import read_plan
from powermap.exchange.raw_file import RawFile
from powermap.exchange.tables.cells import is_empty
from powermap.files.reading import MEGABYTE
from powermap.language import Reason
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.sheet_titles import keys_of, table_of_key
from powermap.model.subject import plan_of, plan_of_people

__all__ = [
    "LIMIT",
    "decode_text",
    "is_of_people_only",
    "parse_plan_text",
    "plan_keys",
    "raw_text",
    "render_text",
    "says_with",
]

LIMIT = 10 * MEGABYTE
"""Some 60,000 people; YAML takes its time over more."""
_UPDATED = 2 * MEGABYTE
"""Longest text that is updated in place, which ruamel has to read for its comments."""
_UPDATED_VALUES = 100_000
"""Most lines and commas of such a text: a short word takes as long as a long one."""
_LOADERS: dict[str, Callable[[str, str], object]] = {
    "yaml": load_yaml,
    "json": load_json,
}
_DUMPERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "yaml": dump_yaml,
    "json": dump_json,
}


def parse_plan_text(
    text: str,
    format: str,
    source: str,
    *,
    name: str = "Buying center",
    glossary: Glossary = PLAIN,
) -> AccountPlan:
    """The plan in a YAML or JSON text, without the notes on its reading.

    One that holds only people is a plan too.

    Examples
    --------
    >>> parse_plan_text("stakeholders: [{name: NO}]", "yaml", "x").center["no"].name
    'NO'
    """
    return read_plan(raw_text(text, format, source, glossary), name)


def raw_text(
    text: str, format: str, source: str, glossary: Glossary = PLAIN
) -> RawFile:
    """What a YAML or JSON text says, before it is understood."""
    if not text.strip():
        raise FormatError(Reason("message.documents.empty", source=source))
    # Text never holds it; a workbook or picture with the wrong suffix does.
    if "\0" in text:
        raise FormatError(
            Reason("message.documents.other_data", source=source, format=format.upper())
        )
    document = _LOADERS[format](text, source)
    if not isinstance(document, dict):
        raise FormatError(Reason("message.documents.not_a_center", source=source))
    return parse_document(document, source, glossary)


def decode_text(payload: bytes, source: str) -> str:
    """The text of a file, which must be UTF-8."""
    try:
        # Some programs write the mark twice.
        return payload.decode("utf-8-sig").lstrip(BOM)
    except UnicodeDecodeError as error:
        raise FormatError(
            Reason("message.documents.not_utf8", source=source, byte=error.start + 1)
        ) from error


def is_of_people_only(plan: AccountPlan) -> bool:
    """Whether a plan says nothing beside its buying center."""
    return plan == plan_of_people(plan.center)


def render_text(
    subject: BuyingCenter | AccountPlan,
    format: str,
    old: str | None = None,
    glossary: Glossary = PLAIN,
    shared: SharedPeople | None = None,
    schema: str | None = None,
) -> str:
    """A buying center or a plan as YAML or JSON text.

    With the `old` text of a file, its comments and the order of its keys stay. What
    the file of `shared` people says is left out. `schema` is the address of the JSON
    Schema that it names; one that the old text names stays.
    """
    plan = plan_of(subject)
    document = document_of(plan, people_only=is_of_people_only(plan))
    if schema is not None and not _names_schema(old, format):
        document = {SCHEMA: schema, **document}
    if shared is not None:
        lists_people = old is None or _lists_people(old, format)
        document = without_shared(document, shared, lists_people=lists_people)
    if old is not None and format == "yaml" and _can_be_updated(old):
        text = update_yaml(old.replace("\r\n", "\n"), document, glossary)
        # Read back before it is trusted: a wrong update would corrupt the user's file.
        if text is not None and _says(text, plan, glossary, shared):
            return text
    if old is not None and format == "json":
        with suppress(FormatError):
            document = keep_order(document, load_json(old, "the file"))
    return _DUMPERS[format](document)


def _names_schema(old: str | None, format: str) -> bool:
    if old is None:
        return False
    with suppress(FormatError):
        document = _LOADERS[format](old, "the file")
        return isinstance(document, dict) and SCHEMA in document
    return False


def _lists_people(old: str, format: str) -> bool:
    """Whether a text lists people, so that later ones of the shared file stay out."""
    with suppress(FormatError):
        document = _LOADERS[format](old, "the file")
        if isinstance(document, dict):
            listed = [key for key, each in document.items() if isinstance(each, list)]
            return any(table_of_key(str(key)) == "people" for key in listed)
    return True


def _can_be_updated(old: str) -> bool:
    values = old.count("\n") + old.count(",")
    return len(old) <= _UPDATED and values <= _UPDATED_VALUES


def plan_keys(old: str, format: str, plan: AccountPlan) -> list[str]:
    """The keys of a text that say something of a plan which another plan does not.

    That one has only people: the account is called as they are, of the same day.
    """
    said = {plan.account, str(plan.as_of)}
    if len(old) > _UPDATED:
        return []
    try:
        raw = raw_text(old, format, "the file")
    except FormatError:
        return []
    keys = [keys_of(table)[0] for table, records in raw.lists.items() if records]
    for name, value in raw.plan.values.items():
        if not is_empty(value) and str(value) not in said:
            keys.append(name)
    return [*keys, *raw.plan.custom]


def _says(
    text: str, plan: AccountPlan, glossary: Glossary, shared: SharedPeople | None
) -> bool:
    """Whether a text is read as a plan, whatever the file is called."""
    try:
        document = load_yaml(text, "the file")
        if not isinstance(document, dict):
            return False
        return says_with(document, plan, glossary, shared)
    except PowermapError:
        return False


def says_with(
    document: Mapping[Any, Any],
    plan: AccountPlan,
    glossary: Glossary,
    shared: SharedPeople | None,
) -> bool:
    """Whether a document says a plan together with the people that it shares."""
    named = file_named(document)
    if shared is not None and named is not None:
        document = with_shared(document, named, shared, glossary)
    raw = parse_document(document, "the file", glossary)
    found = read_plan(raw, plan.center.name)
    if shared is None:
        return found == plan
    # Those of the shared file come last, wherever they stand in the plan.
    if Counter(found.center.ties) != Counter(plan.center.ties):
        return False
    return found == plan.revised(center=plan.center.revised(ties=found.center.ties))
