"""A scene as JSON: what was drawn where, for programs that draw it themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping

from powermap.render.svg_numbers import EXACT_DECIMALS
from powermap.scene.marks import Scene

_DECIMALS = 3
"""Enough for a thousandth of a point, and short enough to be read."""


def to_json(scene: Scene) -> str:
    """Write a scene as JSON, numbers with three decimals at most.

    Examples
    --------
    >>> scene = Scene(40, 20.12345, title="张伟", description="", marks=())
    >>> text = to_json(scene)
    >>> '"height": 20.123' in text, "张伟" in text
    (True, True)
    """
    plain = _round_numbers(scene.as_dict())
    text = json.dumps(plain, ensure_ascii=False, indent=1, allow_nan=False)
    return text + "\n"


def _round_numbers(value: object) -> object:
    if isinstance(value, float):
        # Adding zero turns -0.0 into 0.0.
        # Twice, for the reason that number_text of svg_numbers gives.
        return round(round(value, EXACT_DECIMALS), _DECIMALS) + 0.0
    if isinstance(value, Mapping):
        return {str(key): _round_numbers(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_round_numbers(inner) for inner in value]
    return value
