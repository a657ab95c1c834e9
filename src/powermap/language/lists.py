"""How people and shares are put into the sentences of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from powermap.language import say

NAMED = 3
"""As many names as a sentence holds before it counts the others."""


class Named(Protocol):
    """Anybody with a name."""

    @property
    def name(self) -> str:
        """What they are called."""


def names(people: Iterable[Named], lang: str) -> str:
    """The first names of a list and how many follow."""
    listed = [person.name for person in people]
    text = say(lang, "board.separator").join(listed[:NAMED])
    rest = len(listed) - NAMED
    return say(lang, "chain.more", names=text, count=rest) if rest > 0 else text


def chained(people: Iterable[Named]) -> str:
    """Names in the order in which something is passed on; of a long chain both ends."""
    listed = [person.name for person in people]
    if len(listed) > 2 * NAMED + 2:
        listed = [*listed[:NAMED], "…", *listed[-NAMED:]]
    return " → ".join(listed)


def percent(share: float) -> str:
    """A share from 0 to 1 in whole hundredths; what is little is not called nothing, nor what is nearly all all.

    Examples
    --------
    >>> percent(0.4), percent(0.001), percent(0)
    ('40%', '<1%', '0%')
    >>> percent(0.9996), percent(1)
    ('>99%', '100%')
    """
    if 0.995 <= share < 1 - 1e-9:  # a sum of shares may miss 1 by a hair
        return ">99%"
    return "<1%" if 0 < share < 0.005 else f"{share:.0%}"
