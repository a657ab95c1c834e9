"""How people are put into a sentence: the first few by name, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from powermap.language.reason import Reason
from powermap.language.speaker import Language, as_language
from powermap.language.values import Listed, Value

NAMED = 3
"""As many names as a sentence holds before it counts the others."""


class Named(Protocol):
    """Anybody with a name."""

    @property
    def name(self) -> str:
        """What they are called."""


def names_of(people: Iterable[Named]) -> Listed:
    """The first names of a list and how many follow, as a value of a sentence."""
    return Listed([person.name for person in people], most=NAMED)


def names(people: Iterable[Named], language: str | Language) -> str:
    """The first names of a list and how many follow."""
    return as_language(language).text(names_of(people))


def chained(people: Iterable[Named]) -> str:
    """Names in the order in which something is passed on; of a long chain both ends."""
    listed = [person.name for person in people]
    if len(listed) > 2 * NAMED + 2:
        listed = [*listed[:NAMED], "…", *listed[-NAMED:]]
    return " → ".join(listed)


def percent(share: float) -> str:
    """A share from 0 to 1 in whole percent, as `Language.percent` writes it."""
    return as_language("en").percent(share)


def either(parts: Sequence[Value]) -> Value:
    """Several values as alternatives: ``Ana, Ben or Cleo``."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return Reason("list.either", names=Listed(parts[:-1]), last=parts[-1])
