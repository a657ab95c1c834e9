"""Buying centers as YAML and JSON: read strictly, written so that a change to one person changes only their lines."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from typing import Any

from powermap.errors import BOM, FormatError, Problem, nearest, shown
from powermap.exchange.center_reader import Record, Records
from powermap.exchange.plan_reader import FIELDS, PlanRecords, entries, facts_in_words
from powermap.files.reading import MEGABYTE
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.fields import (
    FACTS,
    LISTS,
    Table,
    fields_by_name,
    fields_of,
    find,
    unknown_words,
)

LIMIT = 10 * MEGABYTE  # some 60,000 people; ruamel takes its time over more
_DEPTH = 12
_DIGITS = 300  # more than any number of a buying center has, and any that JSON can mean
_TOO_DEEP = "lists and blocks are nested too deep for a buying center"
_LISTS: dict[str, Table] = {
    "stakeholders": "people",
    "people": "people",
    "ties": "ties",
}
_KEYS = ("name", "as_of", "scale", "wanted_roles", "stakeholders", "ties")
_LIMITS = ("low", "high", "cut")
_PLAN_LISTS: dict[str, Table] = {key: table for table, key in FIELDS.items()}
_NAMES: tuple[Table, ...] = ("team", "rivals")  # an entry may be a name without a block
# Words and numbers that a reader of YAML 1.1 would take for something else than text.
_CAUTION = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|none|~)|[-+.]?[0-9].*|=|<<|.*[\\'\"].*",
    re.DOTALL,
)


def parse_text(
    text: str, format: str, source: str, *, name: str = "Buying center"
) -> BuyingCenter:
    """The buying center in a YAML or JSON text.

    Examples
    --------
    >>> parse_text("stakeholders: [{name: NO}]", "yaml", "deal.yaml")["no"].name
    'NO'
    """
    return _parsed(text, format, source).center(name)


def parse_plan(
    text: str, format: str, source: str, *, name: str = "Buying center"
) -> AccountPlan:
    """The account plan in a YAML or JSON text; one that holds only people is a plan too.

    Examples
    --------
    >>> parse_plan("{account: Northwind, rivals: [Contoso]}", "yaml", "plan.yaml").rivals
    ('Contoso',)
    """
    return _parsed(text, format, source).plan(name)


def _parsed(text: str, format: str, source: str) -> PlanRecords:
    if not text.strip():
        raise FormatError(f"{source}: the file is empty")
    if "\0" in text:
        raise FormatError(
            f"{source}: this is not {format.upper()} text; the file holds something else"
        )
    document = _LOADERS[format](text, source)
    if not isinstance(document, dict):
        raise FormatError(
            f"{source}: this is not a buying center; write name, stakeholders and ties at the top of the file"
        )
    return _records(document, source)


def decoded(payload: bytes, source: str) -> str:
    """The text of a file, which must be UTF-8."""
    try:
        return payload.decode("utf-8-sig").lstrip(BOM)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{source}: this is not text in UTF-8 (byte {error.start + 1}); save it as UTF-8"
        ) from error


def parse_either(text: str, source: str) -> BuyingCenter:
    """The buying center in a text that may be JSON or YAML, whose flow style begins like JSON.

    Examples
    --------
    >>> parse_either("{name: ERP}", "stream").name, parse_either('{"name": "ERP"}', "stream").name
    ('ERP', 'ERP')
    """
    return _either(text, source).center("Buying center")


def parse_plan_either(text: str, source: str) -> AccountPlan:
    """The account plan in a text that may be JSON or YAML."""
    return _either(text, source).plan("Buying center")


def _either(text: str, source: str) -> PlanRecords:
    if not text.lstrip().startswith(("{", "[")):
        return _parsed(text, "yaml", source)
    try:
        return _parsed(text, "json", source)
    except FormatError as error:
        if not isinstance(error.__cause__, json.JSONDecodeError):
            raise
        with suppress(FormatError):
            return _parsed(text, "yaml", source)
        raise


def render_text(center: BuyingCenter, format: str) -> str:
    """A buying center as YAML or JSON text: keys in fixed order, only what is known."""
    return _DUMPERS[format](_document(center))


def render_plan(plan: AccountPlan, format: str) -> str:
    """An account plan as YAML or JSON text: its facts, its buying center as `render_text` has it, its lists."""
    return _DUMPERS[format](_plan_document(plan))


# Reading ----------------------------------------------------------------------------------------------------------


def _json(text: str, source: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_once,
            parse_constant=_refuse_constant,
            parse_int=_whole,
        )
    except RecursionError as error:
        raise FormatError(f"{source}: {_TOO_DEEP}") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise FormatError(
            f"{source}: this is not JSON ({error.msg}, {place})"
        ) from error
    except ValueError as error:
        raise FormatError(f"{source}: {error}") from error


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(
                f"the key {shown(key)} stands twice in one block; keep one"
            )
        found[key] = value
    return found


def _refuse_constant(word: str) -> object:
    raise ValueError(f"{word} is not a number in JSON; leave out what is not known")


def _whole(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(
            f"a number has {len(digits):,} digits; allowed: {_DIGITS}; write a text in quotes"
        )
    return int(digits)


def _yaml(text: str, source: str) -> object:
    from ruamel.yaml.error import YAMLError

    try:
        return _strict_yaml().load(text)
    except RecursionError as error:
        raise FormatError(f"{source}: {_TOO_DEEP}") from error
    except (YAMLError, ValueError, TypeError) as error:
        if (
            type(error).__name__ == "MaxDepthExceededError"
        ):  # its message speaks to programmers
            raise FormatError(f"{source}: {_TOO_DEEP}{_place(error)}") from error
        raise FormatError(
            f"{source}: this is not the YAML of a buying center ({_first_lines(error)})"
        ) from error


def _first_lines(error: Exception) -> str:
    said = (
        str(getattr(error, "problem", None) or error or type(error).__name__)
        .strip()
        .splitlines()[0]
    )
    return f"{said[:200]}{_place(error)}"


def _place(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return (
        f", line {mark.line + 1}, column {mark.column + 1}" if mark is not None else ""
    )


def _strict_yaml() -> Any:
    """A YAML 1.2 reader that leaves every word as it is written, and refuses aliases and deep nesting."""
    from ruamel.yaml import YAML
    from ruamel.yaml.composer import Composer, ComposerError
    from ruamel.yaml.events import AliasEvent
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver
    from ruamel.yaml.tag import Tag

    class Words(VersionedResolver):
        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            if kind is ScalarNode:
                nothing = implicit[0] and value in {"", "~", "null"}
                return Tag(
                    suffix="tag:yaml.org,2002:null"
                    if nothing
                    else "tag:yaml.org,2002:str"
                )
            return super().resolve(kind, value, implicit)

    class NoAlias(Composer):
        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.parser.check_event(AliasEvent):
                mark = self.parser.peek_event().start_mark
                raise ComposerError(
                    None, None, "aliases (*) are not read; write the value out", mark
                )
            return super().compose_node(parent, index)

    yaml = YAML(typ="safe", pure=True)
    yaml.Resolver, yaml.Composer = Words, NoAlias
    yaml.max_depth = _DEPTH
    return yaml


def _records(document: Mapping[Any, object], source: str) -> PlanRecords:
    problems: list[Problem] = []
    about, plan = {}, {}  # type: dict[str, object], dict[str, object]
    headers = {f"scale_{name}": f"scale.{name}" for name in _LIMITS}
    of_plan: list[Problem] = []
    lists: dict[Table, list[Record]] = {
        table: [] for table in ("people", "ties", *LISTS)
    }
    for key, value in document.items():
        word = key.strip().lower() if isinstance(key, str) else ""
        fact = _fact_of(key)
        if word in _LISTS:
            lists[_LISTS[word]] += _blocks(value, _LISTS[word], key, problems)
        elif key == "scale":
            about |= _scale(value, problems)
        elif fact is not None and fact[0] == "about":
            about[fact[1]] = value
        elif word in _PLAN_LISTS:
            lists[_PLAN_LISTS[word]] += _blocks(value, _PLAN_LISTS[word], key, of_plan)
        elif fact is not None:
            if fact[1] in plan:
                of_plan.append(
                    Problem(
                        f"{shown(key)} says again what another key says; keep one",
                        None,
                        None,
                        key,
                    )
                )
            plan[fact[1]] = value
        else:
            problems.append(
                _unknown(
                    key, (*_KEYS, *fields_by_name("plan"), *_PLAN_LISTS), None, None
                )
            )
    people = Records(
        source, lists["people"], lists["ties"], Record(about, headers=headers), problems
    )
    return PlanRecords(
        people, Record(plan), {table: lists[table] for table in LISTS}, of_plan
    )


def _fact_of(key: object) -> tuple[Table, str] | None:
    """The fact that a key at the top names, and whether it is one of the people's or of the plan's."""
    for table in FACTS:
        column = find(table, key) if isinstance(key, str) else None
        if column is not None and not column.name.startswith("scale_"):
            return table, column.name
    return None


def _scale(value: object, problems: list[Problem]) -> dict[str, object]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        problems.append(
            Problem(
                f"{shown(value)} is not a scale; write low and high below it",
                column="scale",
            )
        )
        return {}
    problems += [
        _unknown(key, _LIMITS, "scale", None) for key in value if key not in _LIMITS
    ]
    return {f"scale_{key}": limit for key, limit in value.items() if key in _LIMITS}


def _blocks(
    value: object, table: Table, section: str, problems: list[Problem]
) -> list[Record]:
    if value is None:
        return []
    if table in _NAMES and isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        problems.append(
            Problem(
                f"{shown(value)} is not a list; begin each entry with '-' (in JSON: [ … ])",
                section,
            )
        )
        return []
    records = []
    for row, block in enumerate(value, start=1):
        if isinstance(block, dict):
            records.append(_block(block, table, section, row, problems))
        elif table in _NAMES and isinstance(block, str):
            records.append(Record({"name": block}, section, row))
        else:
            problems.append(
                Problem(
                    f"{shown(block)} is not a block of fields such as name: …",
                    section,
                    row,
                )
            )
    return records


def _block(
    block: Mapping[Any, object],
    table: Table,
    section: str,
    row: int,
    problems: list[Problem],
) -> Record:
    raw, headers = {}, {}  # type: dict[str, object], dict[str, str]
    for key, value in block.items():
        column = find(table, key) if isinstance(key, str) else None
        if column is None:
            problems.append(_unknown(key, fields_by_name(table), section, row))
        elif column.name in raw:
            problems.append(
                Problem(
                    f"{shown(key)} says again what {headers[column.name]!r} says",
                    section,
                    row,
                    key,
                )
            )
        else:
            raw[column.name], headers[column.name] = value, key
    return Record(raw, section, row, headers)


def _unknown(
    key: object, allowed: Any, section: str | None, row: int | None
) -> Problem:
    hint = nearest(key, allowed) if isinstance(key, str) else ""
    message = f"{shown(key)} is not a key here{hint}; allowed: {', '.join(allowed)}"
    return Problem(
        message, section, row, shown(key) if not isinstance(key, str) else key[:80], key
    )


# Writing ----------------------------------------------------------------------------------------------------------


def _document(center: BuyingCenter) -> dict[str, Any]:
    scale = {name: getattr(center.scale, name) for name in _LIMITS}
    found = {
        "name": center.name,
        "as_of": center.as_of,
        "scale": _known(scale),
        "wanted_roles": center.wanted_roles,
        "stakeholders": [_fields(person, "people") for person in center.stakeholders],
        "ties": [_fields(tie, "ties") for tie in center.ties],
    }
    return _known(found)


def _plan_document(plan: AccountPlan) -> dict[str, Any]:
    lists = {
        FIELDS[table]: [_known(entry) for entry in entries(plan, table)]
        for table in LISTS
    }
    facts = facts_in_words(plan, unknown_words()[0].lower())
    return _known({**facts, **_document(plan.center), **lists, "rivals": plan.rivals})


def _fields(entry: object, table: Table) -> dict[str, Any]:
    return _known(
        {column.name: getattr(entry, column.name) for column in fields_of(table)}
    )


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _simple(value)
        for key, value in values.items()
        if value is not None and value not in ((), [])
    }


def _simple(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return [_simple(part) for part in value] if isinstance(value, tuple) else value


def _dump_json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _dump_yaml(document: Mapping[str, Any]) -> str:
    from ruamel.yaml import YAML
    from ruamel.yaml.representer import SafeRepresenter

    class Careful(SafeRepresenter):
        """Quotes what another reader of YAML might take for a number, a date or a truth value."""

        def represent_str(self, text: str) -> Any:
            style = '"' if _CAUTION.fullmatch(text) or not text.isprintable() else None
            return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Careful.add_representer(str, Careful.represent_str)
    yaml: Any = YAML(typ="safe", pure=True)
    yaml.Representer = Careful
    yaml.default_flow_style, yaml.allow_unicode, yaml.width = False, True, 1_000_000_000
    yaml.sort_base_mapping_type_on_output = False
    stream = io.StringIO()
    yaml.dump(dict(document), stream)
    return stream.getvalue()


_LOADERS: dict[str, Callable[[str, str], object]] = {"yaml": _yaml, "json": _json}
_DUMPERS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "yaml": _dump_yaml,
    "json": _dump_json,
}
