"""Which types the entries of a mapping may have."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping

__all__ = ["FITS", "is_any", "is_encoding"]


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of this name."""
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def is_any(_value: object) -> bool:
    """Whether a value is allowed where any value is."""
    return True


def are_texts(value: object) -> bool:
    """Whether a value is a list of texts."""
    if not isinstance(value, list):
        return False
    return all(isinstance(each, str) for each in value)


def is_text_or_texts(value: object) -> bool:
    """Whether a value is a text, or a list of texts."""
    return isinstance(value, str) or (are_texts(value) and bool(value))


def are_two_numbers(value: object) -> bool:
    """Whether a value is a list of two numbers."""
    if not isinstance(value, list) or len(value) != 2:
        return False
    return all(
        isinstance(each, int | float) and not isinstance(each, bool) for each in value
    )


def are_rows(value: object) -> bool:
    """Whether a value is the one or two rows of a header."""
    rows = value if isinstance(value, list) else [value]
    are_numbers = all(type(each) is int and each > 0 for each in rows)
    return are_numbers and 1 <= len(rows) <= 2 and sorted(rows) == rows


FITS: Mapping[str, Callable[[object], bool]] = {
    "texts": are_texts,
    "text_or_texts": is_text_or_texts,
    "scale_ends": are_two_numbers,
    "header_rows": are_rows,
}
