"""A mapping that nobody changes, and that pickles, copies and hashes as a value does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, Self, TypeVar

__all__ = ["FrozenMapping", "freeze_attributes"]

K = TypeVar("K")
V = TypeVar("V")


class FrozenMapping(dict[K, V]):
    """A mapping that cannot be changed.

    Unlike a mapping proxy it pickles, copies and, when its values do, hashes. It is
    read as fast as a dict and equals a dict with the same items.

    Examples
    --------
    >>> weights = FrozenMapping({"owner": 2})
    >>> weights["owner"], weights == {"owner": 2}
    (2, True)
    >>> hash(weights) == hash(FrozenMapping(owner=2))
    True
    >>> weights["owner"] = 3
    Traceback (most recent call last):
    TypeError: this mapping cannot be changed; make a new one with dict(...)
    """

    __slots__ = ()

    def __hash__(self) -> int:  # type: ignore[override]
        # Without order, because equality ignores it too.
        return hash(frozenset(self.items()))

    def __copy__(self) -> Self:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


def _refuse(*_: object, **__: object) -> NoReturn:
    raise TypeError("this mapping cannot be changed; make a new one with dict(...)")


# Every method of dict that changes it. A subclass with these eight is shorter and
# faster to read from than a Mapping of our own.
for _name in (
    "__setitem__",
    "__delitem__",
    "__ior__",
    "clear",
    "pop",
    "popitem",
    "setdefault",
    "update",
):
    setattr(FrozenMapping, _name, _refuse)


def freeze_attributes(record: object, *names: str) -> None:
    """Freeze the mappings that somebody gave for attributes of a frozen dataclass.

    What is no mapping stays, for the check that names it.
    """
    for name in names:
        value = getattr(record, name)
        if isinstance(value, Mapping):
            # The way around `frozen` that the dataclass documentation gives for
            # __post_init__.
            object.__setattr__(record, name, FrozenMapping(value))
