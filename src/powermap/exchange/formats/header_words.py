"""The headers that are known, by which a separator or an encoding is recognized."""

from __future__ import annotations

from functools import cache

from powermap.model.fields import TABLES, fields_of, fold_header

__all__ = ["is_known_header", "known_headers"]


@cache
def known_headers() -> frozenset[str]:
    """Every header that means a field of any table, as `fold_header` leaves it."""
    words: set[str] = set()
    for table in TABLES:
        for field in fields_of(table):
            words.update(map(fold_header, field.headers))
    return frozenset(words)


def is_known_header(title: str) -> bool:
    """Whether a text is the header of a field.

    Examples
    --------
    >>> is_known_header("Name *"), is_known_header("Shoe size")
    (True, False)
    """
    return fold_header(title) in known_headers()
