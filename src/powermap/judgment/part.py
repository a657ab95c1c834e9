"""A part of a judgment: computed when it is first read, and once."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Self, TypeVar, overload

__all__ = ["part"]

T = TypeVar("T")


# Not functools.cached_property itself: in Python 3.12 two threads would compute the
# same part twice, and the live board and reports share a judgment.
class part(cached_property[T]):  # noqa: N801, read as a decorator
    """A part of a judgment, computed once whichever threads read it."""

    @overload
    def __get__(self, judgment: None, owner: type | None = None) -> Self: ...
    @overload
    def __get__(self, judgment: object, owner: type | None = None) -> T: ...
    def __get__(self, judgment: Any, owner: type | None = None) -> Self | T:
        if judgment is None:
            return self
        # The lock of the standard library is shared by all judgments in Python 3.11
        # and gone in 3.12.
        parts: dict[str, Any] = judgment.__dict__
        with parts["_lock"]:
            name = self.func.__name__
            if name not in parts:
                parts[name] = self.func(judgment)
            answer: T = parts[name]
            return answer
