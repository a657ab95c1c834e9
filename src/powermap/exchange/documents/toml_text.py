"""TOML of strangers, whose keys have no more parts than any of ours."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from powermap.errors import FormatError
from powermap.exchange.documents.parser_faults import parser_fault, place_in_text
from powermap.language import Listed, Reason
from powermap.language.values import Value

__all__ = ["load_toml"]

_PARTS = 40
"""Parts of a key with dots; ours have at most three."""
# Python's reader makes a table for each part, and copies the key for each.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART}){{{_PARTS}}}")


def load_toml(text: str, source: str) -> dict[str, Any]:
    """The tables in a TOML text.

    Raises
    ------
    FormatError
        When it is not TOML, or nests deeper than any file of ours.

    Examples
    --------
    >>> load_toml("a.b = 1", "powermap.toml")
    {'a': {'b': 1}}
    """
    deep = _LONG_KEY.search(text)
    if deep is not None:
        line = text.count("\n", 0, deep.start()) + 1
        long_key = Reason("message.documents.parser.long_key", most=_PARTS)
        raise _refuse(source, Listed([long_key, place_in_text(line, 1)], "clause"))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Not only of its form: a number may have too many digits.
        raise _refuse(source, parser_fault(str(error))) from error


def _refuse(source: str, fault: Value) -> FormatError:
    reason = Reason("message.documents.not_toml", source=source, fault=fault)
    return FormatError(reason)
