"""A scene as JSON: what was drawn where, for programs that draw it themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping

from powermap.scene.marks import Scene


def to_json(scene: Scene) -> str:
    """Write a scene as JSON, numbers with three decimals at most.

    Examples
    --------
    >>> text = to_json(Scene(40, 20.12345, title="张伟", description="", marks=()))
    >>> '"height": 20.123' in text, "张伟" in text
    (True, True)
    """
    return (
        json.dumps(
            _rounded(scene.as_dict()), ensure_ascii=False, indent=1, allow_nan=False
        )
        + "\n"
    )


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 3) + 0.0  # no minus before nothing
    if isinstance(value, Mapping):
        return {str(key): _rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner) for inner in value]
    return value
