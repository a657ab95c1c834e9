"""TOML as people write it: plain values first, short tables in one line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

__all__ = ["toml_text"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_INLINE = 88
"""Characters up to which a table stands in one line."""


def toml_text(document: Mapping[str, Any]) -> str:
    """A document as TOML: short tables in one line, others under their headers.

    Examples
    --------
    >>> print(toml_text({"name": "Acme", "weights": {"a": 1, "b": 2}}))
    name = "Acme"
    <BLANKLINE>
    [weights]
    a = 1
    b = 2
    <BLANKLINE>
    """
    lines: list[str] = []
    _dump_table(document, "", lines)
    return "\n".join(lines).strip("\n") + "\n"


def _dump_table(table: Mapping[str, Any], path: str, lines: list[str]) -> None:
    """The values of a table, then its tables under their own headers."""
    # TOML counts every key after a header to its table, so plain values have to come
    # first.
    later: list[tuple[str, Any]] = []
    for key, value in table.items():
        if _stands_alone(value, path):
            later.append((f"{path}{_key(key)}", value))
        else:
            lines.append(f"{_key(key)} = {_inline(value)}")
    for name, value in later:
        if isinstance(value, Mapping):
            if _has_values(value, name):
                lines += ["", f"[{name}]"]
            _dump_table(value, f"{name}.", lines)
            continue
        for row in value:
            lines += ["", f"[[{name}]]"]
            lines += [f"{_key(key)} = {_inline(part)}" for key, part in row.items()]


def _stands_alone(value: Any, path: str) -> bool:
    """Whether a value gets a header of its own: tables, and lists of them."""
    if isinstance(value, Mapping):
        is_at_top = path == ""
        return is_at_top or len(_inline(value)) > _INLINE
    # An empty list has no rows that could show that it is one of tables.
    if not isinstance(value, list | tuple) or not value:
        return False
    return all(isinstance(row, Mapping) for row in value)


def _has_values(table: Mapping[str, Any], path: str) -> bool:
    inside = f"{path}."
    for value in table.values():
        if not _stands_alone(value, inside):
            return True
    return False


def _key(key: str) -> str:
    if _BARE.fullmatch(key):
        return key
    return _inline(str(key))


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = [f"{_key(str(key))} = {_inline(part)}" for key, part in value.items()]
        return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_inline(part) for part in value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, StrEnum):
        return json.dumps(value.value)
    if isinstance(value, str):
        # TOML escapes the delete character, JSON does not.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
    return repr(value)
