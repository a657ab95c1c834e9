"""How people are put into a sentence: the first few by name, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from powermap.language.reason import Reason
from powermap.language.values import Listed, Value

# More names make a sentence hard to read; the answer itself holds all of them.
NAMED = 3
"""As many names as a sentence holds before it counts the others."""
_SOME = 10
"""As many things as a message lists."""


class Named(Protocol):
    """Anybody with a name."""

    @property
    def name(self) -> str:
        """What they are called."""


def names_of(people: Iterable[Named]) -> Listed:
    """The first names of a list and how many follow, as a value of a sentence.

    Examples
    --------
    >>> from powermap.language import Language
    >>> from powermap.model import Stakeholder
    >>> people = [Stakeholder(name) for name in ("Ana", "Ben", "Cleo", "Dev", "Eva")]
    >>> Language("en").text(names_of(people))
    'Ana, Ben, Cleo and 2 more'
    """
    names = []
    for person in people:
        names.append(person.name)
    return Listed(names, most=NAMED, more="list.more")


def some_of(parts: Iterable[Value]) -> Listed:
    """The first of many things and how many follow, for a message.

    Examples
    --------
    >>> from powermap.language import Language
    >>> Language("en").text(some_of("abcdefghijkl"))
    'a, b, c, d, e, f, g, h, i, j and 2 more'
    """
    return Listed(parts, most=_SOME, more="message.some")


def either(parts: Sequence[Value]) -> Value:
    """Several values as alternatives.

    Examples
    --------
    >>> print(either(["Ana", "Ben", "Cleo"]))
    Ana, Ben or Cleo
    """
    if not parts:
        return None
    if len(parts) == 1:
        return parts[0]
    # "A, B or C": the last one is joined by another word.
    *first, last = parts
    return Reason("list.either", names=Listed(first), last=last)
