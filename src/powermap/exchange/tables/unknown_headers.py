"""Headers and cells that powermap does not know: their texts and their values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from powermap.errors import ModelError
from powermap.exchange.tables.cells import is_empty, plain_text
from powermap.model.custom import Custom
from powermap.model.fields import fold_header

__all__ = ["is_name_of_custom", "nearly_known", "simple_cell", "text_of_title"]

_LARGEST = 1e15
"""Above it a number of a custom field is kept as text."""
_ALIKE = 0.78
"""How alike a header and a known one must be, from 0 to 1, to be taken for a typo."""


def nearly_known(title: str, known: Sequence[str]) -> str | None:
    """The known header that a title is probably a typo of.

    Examples
    --------
    >>> nearly_known("Stanse", ["Stance", "Name"]), nearly_known("Region", ["Name"])
    ('Stance', None)
    """
    written = _folded_headers(tuple(known))
    matches = get_close_matches(fold_header(title[:80]), written, n=1, cutoff=_ALIKE)
    return written[matches[0]] if matches else None


@lru_cache(maxsize=32)
def _folded_headers(known: tuple[str, ...]) -> dict[str, str]:
    return {fold_header(each): each for each in known}


def simple_cell(raw: Any) -> object:
    """A cell of a column that nobody declared, as a custom field can have it."""
    if isinstance(raw, datetime):
        return plain_text(raw)
    if raw is None or isinstance(raw, str | bool | date):
        return raw
    if isinstance(raw, int | float):
        return raw if is_empty(raw) or abs(raw) <= _LARGEST else plain_text(raw)
    return str(raw)


def text_of_title(cell: object) -> str:
    """The text of a header, empty for an empty cell."""
    try:
        return "" if is_empty(cell) else plain_text(cell).strip()
    except ModelError:
        return str(cell)


def is_name_of_custom(title: str) -> bool:
    """Whether a custom field can have a title as its name."""
    try:
        Custom({title: "x"})
    except ModelError:
        return False
    return True
