"""Answers as JSON holds them, whatever they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel

from powermap.language import Language, Phrase
from powermap.language.results import to_plain


def to_json_value(value: Any, language: Language) -> Any:
    """A value of lists, mappings and plain values, with its sentences in a language."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Mapping):
        plain = {}
        for key, item in value.items():
            plain[_key(key)] = to_json_value(item, language)
        return plain
    if isinstance(value, list | tuple | set | frozenset):
        return [to_json_value(item, language) for item in value]
    if is_dataclass(value) and not _is_phrase(value):
        plain = {}
        for field in fields(value):
            plain[field.name] = to_json_value(getattr(value, field.name), language)
        return plain
    # Result lists know their rows without being sequences of Python.
    if hasattr(value, "_rows"):
        return [to_json_value(item, language) for item in value]
    return to_plain(value, language)


def _is_phrase(value: object) -> bool:
    """Whether a dataclass is a part of a sentence, as a share or a list of names."""
    if isinstance(value, Phrase):
        return True
    return type(value).__module__ == "powermap.language.values"


def _key(key: object) -> str:
    # JSON has text keys only; None stands for us beside the rivals.
    return "" if key is None else str(key)
