"""JSON of other programs: what they export, however large a number or deep a list."""

from __future__ import annotations

import json

from powermap.errors import BOM
from powermap.exchange.formats.content import refuse
from powermap.language.values import Quoted

__all__ = ["parse_json"]


def parse_json(payload: bytes, source: str) -> object:
    """What a JSON file holds.

    Raises
    ------
    FormatError
        When it is no JSON.

    Examples
    --------
    >>> parse_json(b'{"a": [1]}', "x.json")
    {'a': [1]}
    """
    try:
        # Bytes, since JSON says by its first signs whether it is UTF-8, 16 or 32.
        text = payload.decode(json.detect_encoding(payload)).lstrip(BOM)
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = Quoted(str(error), 200)
        raise refuse(source, "message.graphs.damaged", reason=reason) from error
