"""The keys of a plan in YAML or JSON, and the refusal of a key that is none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from powermap.errors import Problem, shown
from powermap.exchange.documents.managers import manager_words
from powermap.exchange.tables.unknown_headers import nearly_known
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.fields import FACTS, LISTS, Table, fields_by_name, fields_of
from powermap.model.sheet_titles import keys_of

__all__ = [
    "CLAIMS",
    "CUSTOM",
    "LIMITS",
    "OF_PEOPLE",
    "SCALE",
    "SCHEMA",
    "is_no_typo",
    "refuse_key",
    "top_keys",
    "top_words",
    "words_of_keys",
]

SCHEMA = "$schema"
"""The key by which an editor finds the JSON Schema of a file."""
CLAIMS = "claims"
"""The key of the claims in the block of a person."""
CUSTOM = "custom"
"""The key of a block of custom fields, for names that would be taken for a typo."""
LIMITS = ("low", "high", "cut")
SCALE = tuple(f"scale_{limit}" for limit in LIMITS)
OF_PEOPLE: tuple[Table, ...] = ("people", "ties")
_LONGEST_KEY = 80
"""Characters of an unknown key in a message, which may be a whole paragraph."""


def is_no_typo(key: str, table: Table) -> bool:
    """Whether a key is like none of a table, so that it is a custom field."""
    return nearly_known(key, words_of_keys(table)) is None


@cache
def words_of_keys(table: Table) -> list[str]:
    """Every key that the block of a table may have."""
    words = [CUSTOM]
    for field in fields_of(table):
        words += field.headers
    if table == "people":
        words += manager_words()
    return words


def top_keys() -> list[str]:
    """The keys that stand at the top of a document."""
    keys = [name for name in fields_by_name("about") if name not in SCALE]
    # Where it is written, so that the list in an error reads like a file.
    keys.insert(2, "scale")
    for table in OF_PEOPLE:
        keys.append(keys_of(table)[0])
    keys += fields_by_name("plan")
    keys += [keys_of(table)[0] for table in LISTS]
    return keys


@cache
def top_words() -> list[str]:
    """The keys at the top, and every other header that means one of the facts."""
    words = [*top_keys(), "people", CUSTOM, SCHEMA]
    for table in FACTS:
        for field in fields_of(table):
            words += field.headers
    return words


def refuse_key(
    key: object, allowed: Iterable[str], section: str | None, row: int | None
) -> Problem:
    """A key that is none, with those that are allowed."""
    names = tuple(allowed)
    column = key[:_LONGEST_KEY] if isinstance(key, str) else shown(key)
    message = Reason(
        "message.documents.unknown_key",
        key=Quoted(key),
        hint=Nearest(key, names),
        allowed=Listed(names),
    )
    return Problem(message, section, row, column, key)
