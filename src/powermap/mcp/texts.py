"""What assistants read about tools, resources and prompts, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from powermap.frozen import FrozenMapping
from powermap.language import Lang
from powermap.packaged import load_table

__all__ = ["text_of", "texts"]


@cache
def texts() -> Mapping[str, Any]:
    """All of them, as ``texts.toml`` has them."""
    return FrozenMapping(load_table(__file__, "texts.toml"))


def text_of(key: str, lang: Lang) -> str:
    """The text of a dotted key in a language.

    Examples
    --------
    >>> text_of("tools.roles.title", "en")
    'Roles'
    """
    value: Any = texts()
    for part in key.split("."):
        value = value[part]
    return str(value[lang]).strip()
