"""Messages that many parts share."""

from __future__ import annotations

from collections.abc import Iterable

from powermap.language.reason import Reason
from powermap.language.values import Listed, Nearest, Quoted

__all__ = ["not_allowed"]


def not_allowed(name: str, value: object, allowed: Iterable[str]) -> Reason:
    """An argument is none of several words.

    Examples
    --------
    >>> print(not_allowed("placement", "cell", ["auto", "cells", "scores"]))
    placement is 'cell'; allowed: auto, cells, scores (did you mean 'cells'?)
    """
    words = tuple(allowed)
    return Reason(
        "message.not_allowed",
        name=name,
        value=Quoted(value),
        allowed=Listed(words),
        hint=Nearest(value, words),
    )
