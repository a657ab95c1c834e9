"""Cells of names that seem to name several people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from powermap.exchange.intake.names import is_family_name_first, is_whole_name
from powermap.language import Listed, Quoted, Reason

__all__ = ["names_several", "tell_several"]

_BETWEEN = re.compile(r"\s*[;；\n、，,/&+]\s*|\s+(?:and|und|et|y|och|e)\s+|[和及与]")
_MOST = 10
"""Cells in a message; the rest is counted."""
_HAN = range(2, 5)
"""Characters of a Chinese name; a longer text is rather a department."""


def names_several(text: str) -> bool:
    """Whether each part of a text is the whole name of a person.

    Examples
    --------
    >>> names_several("Amy Poe, Ben Roe"), names_several("张伟、李娜")
    (True, True)
    >>> names_several("Ruiz, Ana"), names_several("欧阳和平")
    (False, False)
    >>> names_several("Department of Racing and Gaming")
    False
    """
    parts = [part for part in _BETWEEN.split(text) if part]
    return len(parts) > 1 and all(map(_is_somebody, parts))


def tell_several(names: Mapping[int, str]) -> Reason | None:
    """What to tell of the names of a column that seem to be those of several people.

    "Ana Ruiz, Northwind Steel" is one: what stands behind several names is no person.
    """
    ends = Counter(_BETWEEN.split(name)[-1] for name in names.values())
    found = []
    for name in names.values():
        is_repeated = ends[_BETWEEN.split(name)[-1]] > 1
        if names_several(name) and not is_repeated:
            found.append(Quoted(name))
    if not found:
        return None
    listed = Listed(found, "comma", most=_MOST)
    return Reason("message.people.in_one_cell", count=len(found), names=listed)


def _is_somebody(text: str) -> bool:
    is_short = len(text) in _HAN
    return is_whole_name(text) or (is_short and is_family_name_first(text))
