"""Values toward rivals: a mapping in a document, a column for each in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from powermap.errors import ModelError
from powermap.exchange.glossary import Glossary
from powermap.exchange.people_register import Names
from powermap.exchange.raw_file import RawRecord
from powermap.exchange.tables.cells import is_empty
from powermap.language import Quoted, Reason
from powermap.model.by_rival import NO_DECISION, rival_keys
from powermap.model.fields import Field, fields_by_name
from powermap.model.rival_fields import field_named, field_of_rival

__all__ = ["join_by_rival", "rivals_in", "split_by_rival"]


def split_by_rival(
    field: Field, value: object, glossary: Glossary
) -> dict[str, object]:
    """The values of a mapping by the names of the rivals' columns.

    Raises
    ------
    ModelError
        When it is not a mapping by names, or names one rival twice.

    Examples
    --------
    >>> from powermap.exchange.glossary import PLAIN
    >>> stances = fields_by_name("people")["rival_stances"]
    >>> split_by_rival(stances, {"Contoso": "champion"}, PLAIN)
    {'rival_stances: Contoso': 'champion'}
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        first = next(iter(field.vocabulary or ()))
        raise ModelError(
            Reason(
                "message.model.needs_rival_mapping",
                value=Quoted(value),
                type=type(value).__name__,
                example=f"{{Contoso: {first}}}",
            )
        )
    values = {}
    names = [_named(name, glossary) for name in value]
    for rival, word in zip(rival_keys(names), value.values(), strict=True):
        values[field_of_rival(field, rival).name] = word
    return values


def _named(name: object, glossary: Glossary) -> object:
    return glossary.rival(name) if isinstance(name, str) else name


def rivals_in(people: Iterable[RawRecord]) -> tuple[str, ...]:
    """The rivals of whom rows of people say something."""
    own = fields_by_name("people")
    names: dict[str, None] = {}
    for record in people:
        for name, value in record.values.items():
            if name not in own and not is_empty(value):
                rival = field_named("people", name).rival
                names[str(rival)] = None
    names.pop(NO_DECISION, None)
    return tuple(names)


def join_by_rival(
    values: Mapping[str, Any], rivals: Names
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values with a mapping for the columns of rivals, and columns of unknown rivals.

    `rivals` are those of the file; the unknown are by name of the column.
    """
    own = fields_by_name("people")
    joined: dict[str, Any] = {}
    unknown: dict[str, str] = {}
    for name, value in values.items():
        if name in own:
            joined[name] = value
            continue
        field = field_named("people", name)
        written = str(field.rival)
        rival = written if written == NO_DECISION else rivals.find(written)
        if rival is None:
            unknown[name] = written
        else:
            joined.setdefault(field.attribute, {})[rival] = value
    return joined, unknown
