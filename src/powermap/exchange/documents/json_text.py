"""JSON as plain values, read strictly and within bounds, and written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from powermap.errors import FormatError, shown

__all__ = ["TOO_DEEP", "dump_json", "load_json"]

TOO_DEEP = "lists and blocks are nested too deep for a buying center"
_DIGITS = 300
"""More than any number of a plan has, and any that JSON can mean."""


def load_json(text: str, source: str) -> object:
    """The value in a JSON text.

    Raises
    ------
    FormatError
        When it is not JSON, a key stands twice, or a number is beyond bounds.
    """
    try:
        return json.loads(
            text,
            # Python keeps the last of two equal keys in silence.
            object_pairs_hook=_refuse_duplicate_keys,
            # NaN and Infinity are Python's extension and no JSON; other programs refuse
            # the file.
            parse_constant=_refuse_constant,
            # Python takes quadratic time to read very long numbers.
            parse_int=_whole_number,
        )
    # The parser is recursive, so depth is only bounded by Python's stack.
    except RecursionError as error:
        raise FormatError(f"{source}: {TOO_DEEP}") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise FormatError(
            f"{source}: this is not JSON ({error.msg}, {place})"
        ) from error
    except ValueError as error:
        raise FormatError(f"{source}: {error}") from error


def _refuse_duplicate_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    block: dict[str, object] = {}
    for key, value in pairs:
        if key in block:
            raise ValueError(
                f"the key {shown(key)} appears twice in the same block; keep one"
            )
        block[key] = value
    return block


def _refuse_constant(word: str) -> object:
    raise ValueError(f"{word} is not a number in JSON; leave it out if unknown")


def _whole_number(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise ValueError(
            f"a number has {len(digits):,} digits; allowed: {_DIGITS}; "
            "write a text in quotes"
        )
    return int(digits)


def dump_json(document: Mapping[str, Any]) -> str:
    """A document as JSON text, one value in a line."""
    text = json.dumps(
        document, ensure_ascii=False, indent=2, allow_nan=False, default=_simple
    )
    return text + "\n"


def _simple(value: object) -> str:
    """A date as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{shown(value)} cannot be written as JSON")
