"""TOML of strangers, whose keys have no more parts than any of ours."""

from __future__ import annotations

import re
import tomllib
from typing import Any

__all__ = ["load_toml"]

_PARTS = 40
"""Parts of a key with dots; ours have at most three."""
# Python's reader makes a table for each part, and copies the key for each.
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART}){{{_PARTS}}}")


def load_toml(text: str) -> dict[str, Any]:
    """The tables in a TOML text.

    Raises
    ------
    ValueError, RecursionError
        When it is not TOML, or nests deeper than any file of ours.

    Examples
    --------
    >>> load_toml("a.b = 1")
    {'a': {'b': 1}}
    """
    deep = _LONG_KEY.search(text)
    if deep is not None:
        line = text.count("\n", 0, deep.start()) + 1
        raise ValueError(
            f"a key has more than {_PARTS} parts (at line {line}, column 1)"
        )
    return tomllib.loads(text)
