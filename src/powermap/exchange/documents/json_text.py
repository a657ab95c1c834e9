"""JSON as plain values, read strictly and within bounds, and written again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from powermap.errors import FormatError, shown
from powermap.exchange.documents.parser_faults import parser_fault
from powermap.language import Quoted, Reason

__all__ = ["dump_json", "load_json"]

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
        raise FormatError(
            Reason("message.documents.too_deep", source=source)
        ) from error
    except json.JSONDecodeError as error:
        fault = parser_fault(error.msg, error.lineno, error.colno)
        raise FormatError(
            Reason("message.documents.not_json", source=source, fault=fault)
        ) from error
    except _RefusedError as error:
        raise FormatError(
            Reason("message.documents.json_fault", source=source, fault=error.args[0])
        ) from error


class _RefusedError(Exception):
    """Why a value is refused that Python would read."""


def _refuse_duplicate_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    block: dict[str, object] = {}
    for key, value in pairs:
        if key in block:
            raise _RefusedError(Reason("message.documents.key_twice", key=Quoted(key)))
        block[key] = value
    return block


def _refuse_constant(word: str) -> object:
    raise _RefusedError(Reason("message.documents.not_a_json_number", word=word))


def _whole_number(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _RefusedError(
            Reason(
                "message.documents.long_number",
                # As a float, since whole numbers are written without a comma.
                length=float(len(digits)),
                limit=_DIGITS,
            )
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
