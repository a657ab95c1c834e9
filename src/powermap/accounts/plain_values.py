"""Results as plain values for JSON, and back, without running anything of a file.

Unlike a pickle, what is read here can give a wrong answer but never call a function: an
object is made without its constructor, and only of the kinds that results hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from powermap.frozen import FrozenMapping
from powermap.language import Reason

__all__ = ["from_plain", "to_plain"]

_OWN = re.compile(
    r"powermap\.(accounts|errors|exchange|judgment|language|model|network)\b.*"
    r"(?<!__main__)"
)
"""Modules whose values results hold, none of which does anything when it is imported."""
_LISTS: Mapping[type, str] = FrozenMapping(
    {tuple: "tuple", list: "list", frozenset: "set"}
)
_MAPPINGS: Mapping[type, str] = FrozenMapping({FrozenMapping: "frozen", dict: "dict"})
_ATOMS = (str, int, float, bool, type(None))


def to_plain(value: object) -> Any:
    """A value of results as texts, numbers and lists.

    Raises
    ------
    TypeError
        When it holds something of another kind, which then is not kept.

    Examples
    --------
    >>> to_plain((1, date(2026, 11, 20)))
    ['tuple', 1, ['date', '2026-11-20']]
    >>> from_plain(to_plain(Reason("common.people", count=2)))
    <Reason '2 people'>
    """
    if type(value) in _ATOMS:
        return value
    tag, *parts = _tagged(value)
    return [tag, *parts]


def _tagged(value: Any) -> Iterable[Any]:
    """What kind of value it is, and its parts."""
    kind = type(value)
    if kind is date:
        return ["date", str(value)]
    if kind in _LISTS:
        return [_LISTS[kind], *map(to_plain, value)]
    if kind in _MAPPINGS:
        return [_MAPPINGS[kind], *_pairs(value)]
    if isinstance(value, Reason):
        return ["reason", to_plain(value.key), *_pairs(value.values)]
    return _named(value)


def _named(value: Any) -> Iterable[Any]:
    """A value of a class of ours, or such a class."""
    if isinstance(value, type):
        return ["kind", _name_of(value)]
    kind = type(value)
    if isinstance(value, Enum):
        return ["member", _name_of(kind), value.name]
    if is_dataclass(kind):
        parts = [to_plain(getattr(value, each.name)) for each in fields(kind)]
        return ["object", _name_of(kind), *parts]
    raise TypeError(kind.__name__)


def _pairs(mapping: Mapping[Any, Any]) -> list[list[Any]]:
    return [[to_plain(key), to_plain(value)] for key, value in mapping.items()]


def _name_of(kind: type) -> str:
    if not _OWN.fullmatch(kind.__module__):
        raise TypeError(kind.__name__)
    return f"{kind.__module__}:{kind.__qualname__}"


def from_plain(plain: Any) -> Any:
    """The value that `to_plain` wrote.

    Raises
    ------
    ValueError
        When it is none of these.
    """
    try:
        return _value(plain)
    except (AttributeError, ImportError, LookupError, TypeError) as error:
        raise ValueError("not a result") from error


def _value(plain: Any) -> Any:
    if not isinstance(plain, list):
        return plain
    tag, *parts = plain
    return _READERS[tag](parts)


def _values(parts: Iterable[Any]) -> list[Any]:
    return [_value(part) for part in parts]


def _mapping(parts: Iterable[Any]) -> dict[Any, Any]:
    return {_value(key): _value(value) for key, value in parts}


def _reason(parts: list[Any]) -> Reason:
    key, *pairs = parts
    return Reason(_value(key), _mapping(pairs))


def _member(parts: list[Any]) -> Any:
    kind, name = parts
    return _kind_named(kind, Enum)[name]


def _object(parts: list[Any]) -> Any:
    name, *values = parts
    kind: Any = _kind_named(name, object)
    if not is_dataclass(kind):
        raise TypeError(name)
    made: Any = object.__new__(kind)  # type: ignore[arg-type]
    for each, value in zip(fields(kind), values, strict=True):
        object.__setattr__(made, each.name, _value(value))
    return made


@cache
def _kind_named(name: str, base: type) -> Any:
    module, _, path = name.partition(":")
    if not _OWN.fullmatch(module):
        raise TypeError(name)
    kind = getattr(import_module(module), path)
    if not isinstance(kind, type) or not issubclass(kind, base):
        raise TypeError(name)
    return kind


_READERS: Mapping[str, Callable[[list[Any]], Any]] = FrozenMapping(
    {
        "date": lambda parts: date.fromisoformat(*parts),
        "tuple": lambda parts: tuple(_values(parts)),
        "list": _values,
        "set": lambda parts: frozenset(_values(parts)),
        "frozen": lambda parts: FrozenMapping(_mapping(parts)),
        "dict": _mapping,
        "reason": _reason,
        "kind": lambda parts: _kind_named(*parts, object),
        "member": _member,
        "object": _object,
    }
)
